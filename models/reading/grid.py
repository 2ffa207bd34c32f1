"""Tables in plain text: where they are, which rows are headings, what each column is.

A table is two or more lines of the same two or more cells, parted by tabs (as our documents write them) or
by upright strokes (also Markdown). Frames that only place text - national name beside issuer, recipients
beside signature - are no tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from models.reading.columns import (
    YEAR,
    counts_rows,
    head_rows,
    headings_of,
    is_form,
    is_numbering,
    says_nothing,
    with_unit,
)

MOST_COLUMNS = 40
WIDE = 8
"""Columns from which a table is better summarised than read."""
_RULE = re.compile(r"[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*(?:\||\Z))+[ \t]*")
_BORDER = re.compile(r"[ \t]*+\+[-=]{2,}+[-=+]*+[ \t]*+")
"""+------+------+"""
_LIST_MARK = re.compile(r"[-+*•●–—]|(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}|[a-zđA-ZĐ]|[IVX]{1,5})[.)]")
"""Marks of a list parted from its text by a tab, as word processors copy them."""
_OFFICIAL = re.compile(
    r"cộng\s+h(?:òa|oà)\s+xã\s+hội|độc\s+lập\s*[-–]\s*tự\s+do|đảng\s+cộng\s+sản\s+việt\s+nam|nơi\s+nhận\s*:|"
    r"(?:^|\n)\s*(?:tm|kt|tl|tuq)\.\s*[^\W\d_]|\(đã\s+ký\)|ký,\s*ghi\s+rõ"
)


@dataclass(slots=True)
class Row:
    """A line of the table: its own place, and the place of each cell without the blanks around it."""

    start: int
    end: int
    cells: list[tuple[int, int]]


@dataclass(slots=True)
class Grid:
    """A table found in a text."""

    rows: list[Row]
    """Without rule lines."""
    end: int
    """Of its last line, rule lines included."""
    rule_after: int = 0
    """Rows above a Markdown rule; 0 = there is none."""
    rules: list[tuple[int, int]] = field(default_factory=list)
    head: int = 0
    """Rows of headings."""
    numbering: int = 0
    """1 when a row of column numbers follows the headings."""
    headings: list[tuple[str, ...]] = field(default_factory=list)
    """One a column, from the widest to the column's own; () when nothing is to be said."""
    units: list[str] = field(default_factory=list)
    ordinal: bool = False
    """The first column only counts the rows."""
    pairs: bool = False
    """Two columns of names and values (a form)."""

    @property
    def start(self) -> int:
        """Of its first line."""
        return min(self.rows[0].start, self.rules[0][0]) if self.rules else self.rows[0].start

    @property
    def width(self) -> int:
        """Columns."""
        return len(self.rows[0].cells)


def grids(text: str) -> list[Grid]:
    """Every table of the text, in order."""
    if "\t" not in text and "|" not in text:
        return []
    found = []
    for lines in _runs(text):
        grid = _grid(text, lines)
        if grid is not None:
            _describe(text, grid)
            found.append(grid)
    return found


def _runs(text: str) -> Iterator[list[tuple[int, int, str]]]:
    """Neighbouring lines parted by the same sign: (start, end, sign)."""
    run: list[tuple[int, int, str]] = []
    pos = 0
    for line in text.split("\n"):
        end = pos + len(line)
        sign = ""
        stroke = "|" in line and (
            line.lstrip()[:1] == "|" or ("\t" not in line.strip() and (" | " in line or line.count("|") > 1))
        )
        if stroke or _BORDER.fullmatch(line):
            sign = "|"
        elif "\t" in line and line.strip():
            sign = "\t"
        if run and run[-1][2] != sign:
            yield run
            run = []
        if sign:
            run.append((pos, end, sign))
        pos = end + 1
    if run:
        yield run


def _cells(text: str, start: int, end: int, sign: str) -> list[tuple[int, int]]:
    cells = []
    if sign == "|":
        while end > start and text[end - 1] in " \t\r":
            end -= 1
        while start < end and text[start] in " \t":
            start += 1
        if start < end and text[start] == "|":
            start += 1
        if end > start and text[end - 1] == "|":
            end -= 1
    pos = start
    while pos <= end:
        stop = text.find(sign, pos, end)
        stop = end if stop < 0 else stop
        first, last = pos, stop
        while first < last and text[first] in " \t\r":
            first += 1
        while last > first and text[last - 1] in " \t\r":
            last -= 1
        cells.append((first, last))
        pos = stop + 1
    return cells


def _grid(text: str, lines: Sequence[tuple[int, int, str]]) -> Grid | None:
    found: list[Row] = []
    rule_after, rules = 0, []
    for start, end, sign in lines:
        if sign == "|" and (_RULE.fullmatch(text, start, end) or _BORDER.fullmatch(text, start, end)):
            rule_after = rule_after or len(found)
            rules.append((start, end))
        else:
            found.append(Row(start, end, _cells(text, start, end, sign)))
    if len(found) < 2:
        return None
    width = max(len(r.cells) for r in found)
    full = [r for r in found if len(r.cells) == width]
    filled = sum(1 for r in full if sum(a < b for a, b in r.cells) > 1)
    if not 2 <= width <= MOST_COLUMNS or len(full) < 2 or filled < 2 or 3 * len(full) < 2 * len(found):
        return None
    for row in found:  # blank cells at the end of a line may have been trimmed away
        row.cells.extend([(row.end, row.end)] * (width - len(row.cells)))
    if not _drop_signs(text, found):
        return None
    if len(found[0].cells) == 2 and all(_LIST_MARK.fullmatch(text, *row.cells[0]) for row in found):
        return None
    whole = text[found[0].start : found[-1].end]
    if width <= 3 and len(found) <= 6 and _OFFICIAL.search(whole.lower()):
        return None
    return Grid(found, lines[-1][1], rule_after, rules)


def _drop_signs(text: str, found: Sequence[Row]) -> bool:
    """Leave out columns that say nothing (":" between names and values); False when one is left."""
    width = len(found[0].cells)
    kept = [c for c in range(width) if any(not says_nothing(text[slice(*row.cells[c])]) for row in found)]
    if len(kept) < width:
        for row in found:
            row.cells = [row.cells[c] for c in kept]
    return len(kept) > 1


def _describe(text: str, grid: Grid) -> None:
    table = [[text[a:b] for a, b in row.cells] for row in grid.rows]
    head = head_rows(table, grid.rule_after)
    grid.pairs = grid.width == 2 and not head and is_form(table)
    grid.ordinal = bool(head) and counts_rows(table[0][0])
    if not head:
        grid.headings, grid.units = [()] * grid.width, [""] * grid.width
        return
    grid.head = head
    grid.numbering = int(len(table) > head + 1 and grid.width > 2 and is_numbering(table[head]))
    for parts in headings_of(table[:head]):
        names = [" ".join(part.split()) for part in parts]
        last, unit = with_unit(names[-1]) if names else ("", "")
        names = [f"năm {n}" if YEAR.fullmatch(n) else n for n in (*names[:-1], last) if n]
        grid.headings.append(tuple(names))
        grid.units.append(unit)
