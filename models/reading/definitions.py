"""Abbreviations that a text defines: "Tổ hợp tác (THT)", "(sau đây gọi tắt là BQLDA)", "THT (tổ hợp tác)".

The letters must be the initials of the words that stand just before the bracket (or inside it), so that
"Quỹ Tiền tệ Quốc tế (IMF)" defines nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from models.reading.letters import is_syllable

_BRACKET = re.compile(r"\(([^()\n]{2,90})\)")
_LEAD = re.compile(
    r"(?:(?:sau|dưới) đây )?(?:được )?(?:gọi |viết )?(?:chung |tắt |gọn )*(?:là|:) ?|(?:viết|gọi) tắt:? ?",
    re.IGNORECASE,
)
_ITEM = re.compile(r"[A-ZĐƯ]{2,}|[^\W\d_]+|&")
_CONTENT = re.compile(r"[^\W\d_][^\W\d_& .-]*(?:[ .-]{0,3}&?[ .-]{0,3}[^\W\d_]+){0,6}")
_WORD = re.compile(r"[^\W\d_]+")
_BEFORE = re.compile(r"([A-ZĐƯ]{2,10})[ \t]\Z")
_BREAK = re.compile(r"[.;:!?()\"]|\n")
_SMALL = frozenset(("và", "của", "các", "cho", "về", "với", "trong", "tại", "những", "có", "thuộc"))
"""Words that abbreviations leave out."""
_UNITS = frozenset(("xã", "phường", "thôn", "ấp", "huyện", "tỉnh", "khu"))
_MARKS = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323\u0306\u0302\u031b")
_REACH = 140


@dataclass(slots=True)
class Definitions:
    """What the text defines."""

    meaning: dict[str, str] = field(default_factory=dict)
    """Abbreviation -> the words it stands for, as the text writes them."""
    repeated: dict[int, int] = field(default_factory=dict)
    """Brackets that only repeat the words before them: begin -> end."""


def find(text: str, expansion: Callable[[str], str | None]) -> Definitions:
    """All definitions of a text, in one pass; `expansion` is what the tables say of an abbreviation."""
    found = Definitions()
    for bracket in _BRACKET.finditer(text):
        start, content = bracket.start(), bracket.group(1).strip().strip('"').strip()
        lead = _LEAD.match(content)
        inner = content[lead.end() :].strip('" ') if lead else content
        if not any(map(str.isupper, inner)) or not _CONTENT.fullmatch(inner):
            _reverse(text, bracket, content, found)
            continue
        words = _words_before(text, start)
        size = _aligned(inner, words) or _same(expansion(inner), words)
        if not size and words and words[-1].group().lower() in _UNITS:
            words = words[:-1]  # Trạm Y tế xã (TYT)
            size = _aligned(inner, words) or _same(expansion(inner), words)
        if size and _vietnamese(words[-size:]):
            found.repeated[start] = bracket.end()
            if re.fullmatch(r"[A-ZĐƯ][\w&-]*", inner):
                found.meaning.setdefault(inner, _said(text[words[-size].start() : words[-1].end()]))
        else:
            _reverse(text, bracket, content, found)
    return found


def _words_before(text: str, start: int) -> list[re.Match[str]]:
    """The words of the same clause just before the bracket, with their places."""
    begin = max(0, start - _REACH)
    for stop in _BREAK.finditer(text, begin, start):
        begin = stop.end()
    if not text[begin:start].rstrip(" \t")[-1:].isalpha():
        return []
    return list(_WORD.finditer(text, begin, start))


def _aligned(inner: str, words: list[re.Match[str]]) -> int:
    """How many of the last words the letters stand for; 0 when they do not."""
    items: list[str] = []
    for item in _ITEM.findall(inner):
        if item.isupper() and (len(item) > 1 or len(inner) < 6):
            items += list(item)
        elif item != "&":
            items.append(item)
    letters = sum(len(i) == 1 for i in items)
    if letters < 2:
        return 0
    return _align(items, [w.group() for w in words])


def _align(items: list[str], words: list[str]) -> int:
    """How many of the last words the items take up, small words left out or not; 0 when they do not fit."""
    last, dead = len(words), set[tuple[int, int]]()

    def begin(item: int, at: int) -> int | None:
        if item == 0:
            return at
        if at == 0 or (item, at) in dead:
            return None
        word = words[at - 1]
        found = begin(item - 1, at - 1) if _stands_for(items[item - 1], word) else None
        if found is None and at < last and word.lower() in _SMALL:
            found = begin(item, at - 1)
        if found is None:
            dead.add((item, at))
        return found

    start = begin(len(items), last)
    return 0 if start is None else last - start


def _stands_for(item: str, word: str) -> bool:
    if len(item) > 1:
        return item.lower() == word.lower()
    return _initial(item) == _initial(word)


def _initial(word: str) -> str:
    return unicodedata.normalize("NFD", word[0].upper()).translate(_MARKS)


def _vietnamese(words: list[re.Match[str]]) -> bool:
    """Foreign words are harder on the ear than their letters: "Employer Branding Institute (EBI)"."""
    return all(is_syllable(w.group()) for w in words)


def _same(known: str | None, words: list[re.Match[str]]) -> int:
    """The tables' own expansion stands before the bracket."""
    parts = _WORD.findall(known.lower()) if known else []
    tail = [w.group().lower() for w in words[-len(parts) :]] if parts else []
    return len(parts) if parts and tail == parts else 0


def _reverse(text: str, bracket: re.Match[str], content: str, found: Definitions) -> None:
    """THT (tổ hợp tác): the words are in the bracket."""
    before = _BEFORE.search(text, max(0, bracket.start() - 12), bracket.start())
    words = _WORD.findall(content)
    if before and len(words) > 1 and not any(map(str.isdigit, content)) and all(map(is_syllable, words)):
        letters = before.group(1)
        if _align(list(letters), words) == len(words):
            found.meaning.setdefault(letters, _said(content))
            found.repeated[bracket.start()] = bracket.end()


def _said(words: str) -> str:
    said = re.sub(r"[^\w,]+", " ", words).strip(" ,")
    return said.lower() if said.isupper() else said
