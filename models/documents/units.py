"""Marks of Vietnamese legal and administrative structure at the head of a line.

Chương II -> chương | Điều 5. Phạm vi -> điều | 2. … in an article -> khoản, elsewhere -> 1
a) -> điểm or a | IV. -> I | B. -> A | - … -> dash | + … -> plus | Phụ lục I -> phụ lục
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.documents.syllables import UPPER
from models.types import Unit

RANK: dict[Unit, int] = {
    Unit.APPENDIX: 0,
    Unit.PART: 1,
    Unit.CHAPTER: 2,
    Unit.SECTION: 3,
    Unit.SUBSECTION: 4,
    Unit.LETTER: 5,
    Unit.ROMAN: 6,
    Unit.ARTICLE: 7,
    Unit.CLAUSE: 8,
    Unit.NUMBER: 8,
    Unit.POINT: 10,
    Unit.SMALL_LETTER: 10,
    Unit.DASH: 11,
    Unit.PLUS: 12,
}
"""Outer units first; a unit closes all open ones of its own or a higher rank."""

DIVISIONS = frozenset({Unit.APPENDIX, Unit.PART, Unit.CHAPTER, Unit.SECTION, Unit.SUBSECTION})
"""Their title may stand on the next line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A unit's mark as found."""

    unit: Unit
    label: str
    title: str
    """The rest of the line."""
    depth: int = 0
    """Extra depth of decimal numbering: 1 for "1.2."."""


_ROMAN = r"(?=[IVXL])(?:X{0,3}|XL|LX{0,3})(?:IX|IV|V?I{0,3})"
_END = r"(?=$|[\s.:–-])"
_NAMED: tuple[tuple[Unit, re.Pattern[str]], ...] = (
    (
        Unit.PART,
        re.compile(rf"(?P<label>(?:PHẦN|Phần)\s+(?:(?:THỨ|thứ)\s+\w+|{_ROMAN}|\d{{1,2}}|[A-Z])){_END}"),
    ),
    (Unit.CHAPTER, re.compile(rf"(?P<label>(?:CHƯƠNG|Chương)\s+(?:{_ROMAN}|\d{{1,3}})[a-zA-Z]?){_END}")),
    (Unit.SUBSECTION, re.compile(rf"(?P<label>(?:TIỂU MỤC|Tiểu mục)\s+(?:\d{{1,2}}|{_ROMAN})){_END}")),
    (Unit.SECTION, re.compile(rf"(?P<label>(?:MỤC|Mục)\s+(?:\d{{1,2}}|{_ROMAN})){_END}")),
    (
        Unit.ARTICLE,
        re.compile(rf"(?P<label>(?:ĐIỀU|Điều)\s+\d{{1,4}}[a-zđ]?)(?=\s*[.:]|\s*$|\s+[{UPPER}\"“])"),
    ),
    (
        Unit.APPENDIX,
        re.compile(
            rf"(?P<label>(?:PHỤ LỤC|Phụ lục)(?:\s+(?:SỐ|số)?\s*(?:\d{{1,3}}|{_ROMAN}|[A-Z])(?![\w/]))?){_END}"
        ),
    ),
)
_MENTION = re.compile(
    r"\s*[,;)]|\s*(?:này|đó|nêu|của|và|hoặc|đến|theo|ban hành|kèm|quy định|thì|được|sửa đổi|bãi bỏ|"
    r"[Nn]ghị định|[Ll]uật)\b"
)
"""What follows a unit that a wrapped sentence only mentions: "Chương II của Nghị định này"."""
_ROMAN_LINE = re.compile(
    rf"(?P<label>{_ROMAN})\s?[.)]\s*(?=[^\W\d]|[\"“(])|(?P<slash>{_ROMAN})\s*[/-]\s*(?=[{UPPER}])"
)
_LETTER_LINE = re.compile(r"(?P<label>[A-ZĐ])(?:[.)]\s+|\s*/\s*)(?=\S)")
_DECIMAL_LINE = re.compile(r"(?P<label>[1-9]\d?(?:\.[1-9]\d?){1,3})(?:[.)]\s*|\s+)(?=[^\W\d]|[\"“(])")
_NUMBER_LINE = re.compile(
    rf"(?P<label>\d{{1,3}}[a-zđ]?)(?:\s?[.)](?:\s+|(?=[^\W\d]))|/\s+|/(?=[{UPPER}][^{UPPER}/-]))(?=\S)"
)
_SMALL_LINE = re.compile(r"(?P<label>[a-zđ])(?:\s?\)\s*|\.\s+|/\s*)(?=\S)")
_BULLETS = r"\-–—•*·▪●○■◦►➢✓❖\uf0b7\uf0a7\uf02d\uf0d8\uf0fc"
_DASH_LINE = re.compile(rf"(?P<label>[{_BULLETS}])(?:\s+(?=\S)|(?=[^\s\d{_BULLETS}.]))")
_PLUS_LINE = re.compile(r"(?P<label>\+)(?:\s+(?=\S)|(?=[^\s\d+]))")


_NUMBERED: tuple[tuple[re.Pattern[str], Unit, Unit], ...] = (
    (_DECIMAL_LINE, Unit.CLAUSE, Unit.NUMBER),
    (_NUMBER_LINE, Unit.CLAUSE, Unit.NUMBER),
    (_SMALL_LINE, Unit.POINT, Unit.SMALL_LETTER),
)
"""Pattern → unit inside a Điều, unit elsewhere."""


def mark_of(line: str, *, in_article: bool, after_letter: str = "") -> Mark | None:
    """The mark a line begins with.

    Args:
        line: one line, stripped.
        in_article: inside a Điều numbers are khoản and letters điểm.
        after_letter: label of the last A/B/C heading, to tell the letter I from the number one.
    """
    for unit, pattern in _NAMED:
        if found := pattern.match(line):
            label, rest = " ".join(found["label"].split()), line[found.end() :]
            named = rest.lstrip(" .:–-")
            if unit is not Unit.ARTICLE and not rest.startswith((".", ":")) and _MENTION.match(rest):
                return None
            # "Phụ lục ban hành kèm theo …" within a sentence is a mention, not a heading.
            return None if unit is Unit.APPENDIX and named[:1].islower() else Mark(unit, label, named)
    if (found := _ROMAN_LINE.match(line)) and not _continues(after_letter, line[0]):
        return Mark(Unit.ROMAN, found["label"] or found["slash"], line[found.end() :])
    if (found := _LETTER_LINE.match(line)) and _is_heading_letter(
        found["label"], line[found.end() :], after_letter
    ):
        return Mark(Unit.LETTER, found["label"], line[found.end() :])
    for pattern, inside, outside in _NUMBERED:
        if found := pattern.match(line):
            label = found["label"]
            return Mark(inside if in_article else outside, label, line[found.end() :], label.count("."))
    if found := _DASH_LINE.match(line):
        return Mark(Unit.DASH, "-", line[found.end() :])
    if found := _PLUS_LINE.match(line):
        return Mark(Unit.PLUS, "+", line[found.end() :])
    return None


_LETTERS = "ABCDĐEGHIKLMNOPQRSTUVXY"


def _is_heading_letter(label: str, rest: str, after: str) -> bool:
    """A begins a series, B goes on; "P. Bến Nghé" and "T. Hùng" are abbreviations."""
    if label == "A" or (label in "BCDĐ" and rest.isupper()):
        return True
    if not after or label not in _LETTERS or after not in _LETTERS:
        return bool(after) and ord(label) - ord(after) == 1
    return 0 < _LETTERS.index(label) - _LETTERS.index(after) <= 2


def _continues(letter: str, char: str) -> bool:
    """C. then D.: one-letter Roman numerals that simply go on an A, B, C series."""
    return (
        letter > "A"
        and letter in _LETTERS
        and char in _LETTERS
        and _LETTERS.index(char) == _LETTERS.index(letter) + 1
    )
