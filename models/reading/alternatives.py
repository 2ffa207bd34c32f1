"""Other sensible readings of a place, for a person to choose from. Asked on a click, never while reading.

Three sources: what the reader itself held possible, the same sentence read by other options, and what the
characters may mean by their shape and in the word lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from models.reading import letters, shapes
from models.reading.known import meanings
from models.reading.normaliser import read
from models.reading.numbers import number_words, roman_value
from models.reading.options import Brackets, CodeStyle, Decimals, Foreign, ReadingOptions, Urls
from models.types import Reading, Region, Span

MOST = 8
"""A list longer than this is not read by anybody."""
NOW = "đang đọc"
_UNNAMED = "cách khác"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to say a place."""

    spoken: str
    """Empty = not said."""
    manner: str
    """Vietnamese, for the person: "từng chữ số", "cơ quan, tổ chức"."""


def alternatives(reading: Reading, span: Span, options: ReadingOptions) -> tuple[Alternative, ...]:
    """Ways to say a place, the present one first, at most `MOST`.

    Args:
        reading: of the sentence, lexicons applied.
        span: any stretch of whole segments of it, changed or not.
        options: it was read with.
    """
    found: dict[str, Alternative] = {}
    for offered in _all(reading, span, options):
        spoken = " ".join(offered.spoken.split())
        if any(c.isdigit() for c in spoken) or not (spoken or _silent(span.of(reading.text))):
            continue
        key = spoken.casefold()
        if key not in found:
            found[key] = replace(offered, spoken=spoken)
        elif found[key].manner == _UNNAMED:
            found[key] = replace(found[key], manner=offered.manner)
    return tuple(found.values())[:MOST]


def spoken_at(reading: Reading, span: Span) -> str | None:
    """What is said for a stretch, or None when its edges cut a segment."""
    inside = [s for s in reading.spans if span.start <= s.span.start and s.span.end <= span.end]
    if not inside or inside[0].span.start != span.start or inside[-1].span.end != span.end:
        return None
    return " ".join("".join(s.spoken for s in inside).split())


def _silent(raw: str) -> bool:
    return not any(c.isalnum() for c in raw)


def _all(reading: Reading, span: Span, options: ReadingOptions) -> Iterator[Alternative]:
    now = spoken_at(reading, span) or ""
    yield Alternative(now, NOW if now else f"{NOW}: không nói gì")
    raw = span.of(reading.text)
    own = next((s for s in reading.spans if s.span == span), None)
    machine = now
    if own is not None and own.lexicon:
        machine = spoken_at(read(reading.text, options), span) or now
        yield Alternative(machine, "máy tự đọc")
    if own is not None:
        yield from (Alternative(said, _UNNAMED) for said in own.alternatives)
    yield from _meant(raw, options)
    before = reading.text[: span.start].split()
    for said, manner in shapes.ways(
        raw, machine, before[-1].lower() if before else "", number_words(options), options
    ):
        yield Alternative(said, manner)
    for other, manner in _others(options):
        told = spoken_at(read(reading.text, other), span)
        if told is not None:
            yield Alternative(told, manner)
    yield from _by_letters(raw)
    if _silent(raw):
        yield Alternative("", "không nói gì")


def _meant(raw: str, options: ReadingOptions) -> Iterator[Alternative]:
    """Every meaning in the word lists, then a Roman numeral."""
    for known in meanings(raw):
        yield Alternative(known.spoken, known.kind)
    value = roman_value(raw) if raw.isupper() else None
    if value is not None:
        num = number_words(options)
        yield Alternative(num.cardinal(value), "số La Mã")
        yield Alternative(num.ordinal(value), "số La Mã, thứ tự")


def _by_letters(raw: str) -> Iterator[Alternative]:
    word = "".join(c for c in raw if c.isalpha())
    if not word or len(word) > 12 or any(c.isspace() or c.isdigit() for c in raw):
        return
    yield Alternative(letters.spell(word), "từng chữ cái")
    if len(word) == 1:
        yield Alternative(letters.SOUNDS.get(word.lower(), ""), "âm của chữ cái")
    elif raw.isupper() and any(c in _VOWELS for c in raw):
        yield Alternative(raw.lower(), "như một từ")


@cache
def _others(options: ReadingOptions) -> tuple[tuple[ReadingOptions, str], ...]:
    """The same reader with one option changed."""
    south = options.region is not Region.NORTH
    changes: tuple[tuple[str, object, str], ...] = (
        ("foreign", Foreign.KEEP, "như viết"), ("foreign", Foreign.VIETNAMESE, "bằng âm tiết tiếng Việt"),
        ("code_style", CodeStyle.LETTERS, "chữ cái của số hiệu"),
        ("code_style", CodeStyle.EXPAND, "nói rõ số hiệu"),
        ("slash", "gạch chéo", "đọc dấu gạch chéo"),
        ("slash", "xuyệt", "dấu gạch chéo là xuyệt"),
        ("house_slash", "trên", "dấu gạch chéo là trên"),
        ("decimals", Decimals.DIGITS, "phần lẻ từng chữ số"),
        ("decimals", Decimals.CARDINAL, "phần lẻ thành số"),
        ("early_day", "mùng", "có chữ mùng"),
        ("early_day", "", "không có chữ mùng"),
        ("phone_group", 3, "nhóm ba chữ số"),
        ("phone_group", 2, "nhóm hai chữ số"),
        ("phone_group", 4, "nhóm bốn chữ số"),
        ("urls", Urls.SPELL, "đánh vần"),
        ("urls", Urls.WORDS, "đọc thành từ"),
        ("brackets", Brackets.READ, "đọc dấu ngoặc"),
        ("zero_tens", "linh" if south else "lẻ", "linh hay lẻ"),
        ("thousand", "nghìn" if south else "ngàn", "nghìn hay ngàn"),
        ("four", "tư" if options.four_word == "bốn" else "bốn", "tư hay bốn"),
    )  # fmt: skip
    return tuple(
        (replace(options, **{name: value}), manner)  # type: ignore[arg-type]  # names and values from the table above
        for name, value, manner in changes
        if getattr(options, name) != value
    )


_VOWELS = frozenset("AEIOUYĂÂÊÔƠƯ")
