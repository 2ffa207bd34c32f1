"""The head of an administrative document: the lines before its body, their kind, number, place and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from models.documents import forms, signature
from models.documents.signature import Line
from models.documents.syllables import LOWER, UPPER
from models.types import HeaderField, Span

_HEAD_LINES = 45
_LONG = 250
"""Characters: no line of a head is longer."""
_CAPITALISED = rf"(?:[{UPPER}][{LOWER}]+|[{UPPER}]{{2,}})"
_PLACE = re.compile(
    r"(?:(?:TP|Tp|TX|T\.P)\.?\s*|(?:[Tt]hành phố|[Tt]hủ đô|[Tt]ỉnh|[Xx]ã|[Pp]hường|[Hh]uyện|[Qq]uận|[Đđ]ặc khu|"
    rf"[Tt]hị trấn|[Tt]hị xã)\s+)?{_CAPITALISED}(?:(?:\s+|\s*[-–]\s*){_CAPITALISED})*(?:\s+\d+)?$"
)


@dataclass(slots=True)
class Head:
    """What is known while the head is read."""

    lines: list[Line]
    end: int
    """First line of the body."""
    kind_at: int | None = None
    kind: HeaderField | None = None
    rest: str = ""
    """What follows the kind's name on its line."""
    form: set[int] = field(default_factory=set)
    titles: list[int] = field(default_factory=list)


def is_form(text: str) -> bool:
    """Whether a line is a motto, a date line, a post or a name: what stands in the right column."""
    return bool(
        forms.MOTTO.search(text)
        or forms.DATE.fullmatch(text)
        or signature.is_post(text)
        or forms.NAME.fullmatch(text)
    )


def _field(value: str, line: Line, start: int, end: int) -> HeaderField:
    return HeaderField(" ".join(value.split()), Span(line[1].start + start, line[1].start + end))


def read_head(lines: Sequence[Line]) -> Head:
    """Lines before the body, and the line that names the kind of document."""
    kind_at: int | None = None
    kind: HeaderField | None = None
    rest = ""
    end = min(len(lines), _HEAD_LINES)
    for index, line in enumerate(lines[:end]):
        text = line[0]
        if forms.NUMBER.search(text[:60]) or forms.MOTTO.search(text):
            continue
        named = _names_kind(text, index) if kind_at is None else None
        if named is not None:
            kind_at, (value, rest) = index, named
            kind = _field(value, line, 0, len(text) - len(rest)) if rest else _field(value, line, 0, len(text))
        elif _is_body(text, named=kind_at is not None) and not (kind_at == index - 1 and _may_be_subject(text)):
            end = index
            break
    return Head(list(lines[:end]), end, kind_at, kind, rest)


def _is_body(text: str, *, named: bool) -> bool:
    """A line of the legal basis, a unit, a full sentence, or already the end of the document.

    Before the document is named "THỦ TƯỚNG CHÍNH PHỦ" is the agency, after it the authority or the signer.
    """
    sentence = len(text) > 60 and text.endswith((".", ";", ":", "!", "?"))
    return (
        sentence
        or len(text) > _LONG
        or forms.BODY.match(text) is not None
        or signature.opens_list(text)
        or forms.SIGN.match(text) is not None
        or (named and signature.is_post(text))
    )


def _names_kind(text: str, index: int) -> tuple[str, str] | None:
    """The kind's name alone, or followed by the subject: in capitals, or by "về việc"."""
    found = forms.kind_of(text)
    if found is None:
        return None
    kind, rest = found
    if not rest:
        return None if text.rstrip().endswith(":") and kind in forms.DECIDED else found
    own = text[: len(text) - len(rest)]
    if rest.startswith("("):
        return (kind, "") if own.isupper() else None
    if text.isupper():
        return found if index < 30 else None
    about = re.match(r"(?:Về|về|V/v)\b", rest) is not None
    return found if about and (own.isupper() or index < 12) and not text.endswith((".", ";")) else None


def _may_be_subject(text: str) -> bool:
    """Right under "KẾ HOẠCH" "Thực hiện chiến lược …" is the subject; with a code or a full stop it is not."""
    return text.startswith(("Thực hiện", "Nhằm")) and not (
        text.endswith((".", ";", ":", ",")) or re.search(r"\bsố \d+/", text)
    )


def number_of(head: Head) -> tuple[int, HeaderField | None, HeaderField | None]:
    """Line (-1: none), number (None when blank or unreadable) and symbol of "Số: 80/KH-UBND"."""
    for index, line in enumerate(head.lines):
        found = forms.NUMBER.search(line[0])
        if found is None:
            continue
        before = line[0][: found.start()].strip()
        # A number in the middle of a sentence is a citation; "Luật số", a stamp or an agency is not.
        if before and not (before.isupper() or len(before) <= 4 or forms.kind_of(before) == (before, "")):
            continue
        symbol = found["symbol"].rstrip(".-– ")
        raw = found["number"].strip(" .…_")
        number = None
        if re.fullmatch(r"\d{1,5}\s?[a-zA-Z]?(?:\s?-\s?[A-ZĐ][\w]*)?", raw):
            at = found.start("number") + found["number"].find(raw)
            number = _field(raw, line, at, at + len(raw))
        head.form.add(index)
        start = found.start("symbol")
        value = re.sub(r"\s*([-–/])\s*", r"\1", symbol).replace("–", "-")
        return index, number, _field(value, line, start, start + len(symbol))
    return -1, None, None


def date_of(head: Head) -> tuple[HeaderField | None, HeaderField | None, int]:
    """Place, date (None when blank) and line: "Đồng Nai, ngày 12 tháng 4 năm 2022". Line -1: not found."""
    for index, (text, span) in enumerate(head.lines):
        found = forms.DATE.fullmatch(text)
        if found is None:
            continue
        place = None
        if before := found["before"]:
            number = forms.NUMBER.search(before)
            words = _PLACE.search(before, number.end() if number else 0)
            if words is None:
                continue
            place = _field(words[0], (text, span), *words.span())
        head.form.add(index)
        day, month, year = (found[g] or found[f"{g}2"] for g in ("day", "month", "year"))
        if not day:
            return place, None, index
        try:
            value = date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            return place, None, index
        start = text.lower().rfind("ngày")
        return place, HeaderField(value, Span(span.start + start, span.start + found.end())), index
    return None, None, -1
