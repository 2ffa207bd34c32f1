"""Marks of Vietnamese legal and administrative structure at the head of a line.

Chương II -> chương | Điều 5. Phạm vi -> điều | 2. … in an article -> khoản, elsewhere -> 1
a) -> điểm or a | IV. -> I | B. -> A | - … -> dash | + … -> plus | Phụ lục I -> phụ lục
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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


_ROMAN = r"(?=[IVXL])(?:X{0,3})(?:L?)(?:IX|IV|V?I{0,3})"
_NAMED: tuple[tuple[Unit, re.Pattern[str]], ...] = (
    (
        Unit.PART,
        re.compile(rf"(?P<label>(?:PHẦN|Phần)\s+(?:(?:THỨ|thứ)\s+\w+|{_ROMAN}|\d+|[A-Z]))(?=$|[\s.:–-])"),
    ),
    (Unit.CHAPTER, re.compile(rf"(?P<label>(?:CHƯƠNG|Chương)\s+(?:{_ROMAN}|\d+)[a-zA-Z]?)(?=$|[\s.:–-])")),
    (Unit.SUBSECTION, re.compile(rf"(?P<label>(?:TIỂU MỤC|Tiểu mục)\s+(?:\d+|{_ROMAN}))(?=$|[\s.:–-])")),
    (Unit.SECTION, re.compile(rf"(?P<label>(?:MỤC|Mục)\s+(?:\d+|{_ROMAN}))(?=$|[\s.:–-])")),
    (Unit.ARTICLE, re.compile(r"(?P<label>(?:ĐIỀU|Điều)\s+\d+[a-zđ]?)(?=\s*[.:]|\s*$|\s+[A-ZĐÀ-Ỹ])")),
    (
        Unit.APPENDIX,
        re.compile(rf"(?P<label>(?:PHỤ LỤC|Phụ lục)(?:\s+(?:SỐ|số)?\s*(?:\d+|{_ROMAN}|[A-Z]))?)(?=$|[\s.:–-])"),
    ),
)
_ROMAN_LINE = re.compile(rf"(?P<label>{_ROMAN})[.)]\s+(?=\S)|(?P<slash>{_ROMAN})\s*[/-]\s+(?=[A-ZĐÀ-Ỹ]{{2}})")
_LETTER_LINE = re.compile(r"(?P<label>[A-ZĐ])[.)]\s+(?=\S)")
_DECIMAL_LINE = re.compile(r"(?P<label>\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?=[^\W\d])")
_NUMBER_LINE = re.compile(r"(?P<label>\d{1,3}[a-zđ]?)(?:\.|\)|/)(?:\s+|(?=[^\W\d]))(?=\S)")
_SMALL_LINE = re.compile(r"(?P<label>[a-zđ])(?:\)|\.\s)\s*(?=\S)")
_DASH_LINE = re.compile(r"(?P<label>[-–—•*·▪●])\s*(?=[^\s\d\-–—•*.])|(?P<spaced>[-–—•*·▪●])\s+(?=\S)")
_PLUS_LINE = re.compile(r"(?P<label>\+)\s*(?=\S)")


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
            title = line[found.end() :].lstrip(" .:–-")
            # "Phụ lục ban hành kèm theo …" within a sentence is a mention, not a heading.
            mention = unit is Unit.APPENDIX and title[:1].islower()
            return None if mention else Mark(unit, " ".join(found["label"].split()), title)
    if (found := _ROMAN_LINE.match(line)) and not _continues(after_letter, line[0]):
        return Mark(Unit.ROMAN, found["label"] or found["slash"], line[found.end() :])
    if found := _LETTER_LINE.match(line):
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


def _continues(letter: str, char: str) -> bool:
    """C. then D.: one-letter Roman numerals that simply go on an A, B, C series."""
    return bool(letter) and letter > "A" and ord(char) == ord(letter) + 1
