"""What the look of a text says about its delivery: headings are said apart, brackets in passing.

Headings: a line in capitals; "Chương/Mục/Điều N" and its title; a numbered title; a short line without a
stop before a longer one. Pauses stand on the line breaks; wrapped lines of prose get none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.types import Delivery

HEADING = Delivery(emphasis=1)
ASIDE = Delivery(emphasis=-1)
HEADING_AFTER_S, HEADING_BEFORE_S = 0.7, 0.6
BLANK_LINE_S, ITEM_S = 0.6, 0.3
_LONGEST_HEADING, _LONGEST_TITLE, _MOST_WORDS = 160, 80, 14
_STOPS = ".,;:!?…"
_UNIT = re.compile(
    r"(?:Phần|Chương|Mục|Tiểu mục|Điều|Phụ lục)[ \t]+"
    r"(?:[0-9]{1,3}[a-zđ]?|[IVXLC]{1,7}|thứ [^\W\d_]{2,7})(?!\w)[.:]?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"([IVX]{1,6}|[0-9]{1,2}(?:\.[0-9]{1,2}){0,3})([.)]?)[ \t]+(?=[^\W\d_])")
_BULLETS = "-–—+*•●○▪■□◦‣➢✓✔►❖·"
_BRACKETED = re.compile(r"\((?=[^()\n]{0,200}[^\W\d_]{2})[^()\n]{3,240}\)")


@dataclass(slots=True)
class Marks:
    """Pauses and deliveries in offsets of the text looked at."""

    breaks: dict[int, float] = field(default_factory=dict)
    """Where the blanks between two lines begin -> seconds."""
    deliveries: list[tuple[int, int, Delivery]] = field(default_factory=list)


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str
    blank_before: bool


def marks(text: str, tables: Sequence[tuple[int, int]] = ()) -> Marks:
    """Marks of a text; the stretches of `tables` are left alone."""
    found = Marks()
    if "(" in text:
        found.deliveries.extend((m.start(), m.end(), ASIDE) for m in _BRACKETED.finditer(text))
    lines = _lines(text)
    headings: list[bool] = []
    place = 0
    for index, line in enumerate(lines):
        while place < len(tables) and tables[place][1] <= line.start:
            place += 1
        in_table = place < len(tables) and tables[place][0] <= line.start
        after_heading = bool(headings) and headings[-1]
        before = lines[index - 1] if index else None
        following = lines[index + 1] if index + 1 < len(lines) else None
        end = 0 if in_table else _heading(line, before, following, after_heading=after_heading)
        headings.append(end == len(line.text) and end > 0)
        if end:
            found.deliveries.append((line.start, line.start + end, HEADING))
        if before is not None:
            pause = _between(before, line, was_heading=after_heading, is_heading=end > 0)
            if pause:
                found.breaks[before.end] = pause
    return found


def _lines(text: str) -> list[_Line]:
    lines = []
    pos, blank = 0, False
    for raw in text.split("\n"):
        line = raw.strip()
        if line:
            start = pos + len(raw) - len(raw.lstrip())
            lines.append(_Line(start, start + len(line), line, blank))
            blank = False
        else:
            blank = True
        pos += len(raw) + 1
    return lines


def _heading(line: _Line, before: _Line | None, following: _Line | None, *, after_heading: bool) -> int:
    """How many characters of the line are a heading: all, its first words, or none."""
    text = line.text
    size = len(text)
    open_end = text[-1] not in _STOPS
    first = text[0]
    if first in "ĐCMPTđcmpt":
        unit = _UNIT.match(text)
        if unit is not None and (unit.group()[-1] in ".:" or unit.end() == size):
            return size if open_end and size <= _LONGEST_HEADING else unit.end()
    if size > _LONGEST_HEADING:
        return 0
    if size > 3 and text.isupper() and sum(map(str.isalpha, text)) * 2 > size:
        return size
    if not open_end or first in _BULLETS or following is None or text.count(" ") >= _MOST_WORDS:
        return 0
    numbered = _NUMBERED.match(text)
    if numbered is not None:
        alike = _NUMBERED.match(following.text)
        sibling = alike is not None and _depth(alike) == _depth(numbered)
        return 0 if sibling and not numbered.group(1).isalpha() else size
    if size > _LONGEST_TITLE or ":" in text or "\t" in text or not first.isupper():
        return 0
    starts = before is None or line.blank_before or after_heading or before.text[-1] in ".!?;"
    apart = following.blank_before or not following.text[0].islower()
    longer = 2 * len(following.text) > 3 * size or (following.text[-1] in _STOPS and len(following.text) > size)
    return size if starts and apart and longer else 0


def _depth(numbered: re.Match[str]) -> tuple[bool, int]:
    mark = numbered.group(1)
    return mark.isalpha(), mark.count(".")


def _between(before: _Line, line: _Line, *, was_heading: bool, is_heading: bool) -> float:
    """Seconds between two lines."""
    if was_heading:
        return HEADING_AFTER_S
    if is_heading:
        return HEADING_BEFORE_S
    if line.blank_before:
        return BLANK_LINE_S
    if line.text[0].islower():
        return 0.0  # the sentence goes on in the next line
    return ITEM_S if before.text[-1] not in ",-–" else 0.0
