"""A table as an announcer reads it: row by row, each cell after the heading of its column.

    Thôn TAB Số hộ TAB Diện tích (ha)
    Bình An TAB 120 TAB 12,5   ->   Bình An, Số hộ: 120, Diện tích: 12,5 ha.

The row of headings itself is silent. A number that only counts the rows is said before its row; an empty
cell is left out with its heading; "-" is "không có", a tick is "có"; a row with one filled cell is a
heading of the rows below. Without headings, cells are read in order with a pause.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from models.reading.columns import goes_before_number, is_total, is_value, says_nothing
from models.reading.edits import Edit
from models.reading.grid import WIDE, Grid, Row
from models.reading.matching import Match
from models.reading.numbers import roman_value
from models.reading.structure import HEADING
from models.types import Delivery, Span

KIND = "table"
CELL_S, ROW_S = 0.3, 0.5
_NUMBER = re.compile(r"[0-9][0-9.,]*(?: ?[-–] ?[0-9][0-9.,]*)?")
_OUTLINE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})+\.?")
"""1.2 in the column that counts the rows is no decimal."""
_NOTHING = frozenset(("-", "–", "—", "--"))
_YES = frozenset(("x", "X", "✓", "✔", "√"))
_STOPS = ".!?…;:,"
_MOST_GROWTH = 12
"""Times its own length a table may grow by the headings said again in each row."""


@dataclass
class TableEdits:
    """What the tables of a text ask for."""

    edits: list[Edit] = field(default_factory=list)
    deliveries: list[tuple[int, int, Delivery]] = field(default_factory=list)
    warnings: list[tuple[Span, str]] = field(default_factory=list)


def read_table(text: str, grid: Grid, say: Callable[[str], str], made: TableEdits) -> None:
    """Add the edits of one table.

    Args:
        text: the working copy.
        grid: the table in it.
        say: reading of a heading.
        made: where edits, deliveries and warnings are collected.
    """
    if (
        sum(len(part) for h in grid.headings for part in h) * len(grid.rows)
        > _MOST_GROWTH * (grid.end - grid.start) + 4000
    ):
        grid.headings = [()] * grid.width
    if grid.width >= WIDE:
        advice = "đọc từng ô rất dài và khó nghe, nên tóm tắt hoặc chỉ đọc vài cột"
        place = Span(grid.start, grid.rows[0].end)
        made.warnings.append((place, f"Bảng rộng {grid.width} cột: {advice}."))
    _Table(text, grid, say, made).run()


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in the working copy, and what is said for it."""

    instead: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class _Cell:
    column: int
    start: int
    end: int
    text: str


class _Table:
    """Edits of one table, left to right."""

    def __init__(self, text: str, grid: Grid, say: Callable[[str], str], made: TableEdits) -> None:
        self.text = text
        self.grid = grid
        self.say = say
        self.spoken = [tuple(map(say, parts)) for parts in grid.headings]
        self.over: tuple[str, ...] = ()
        """The headings said last in this row: a heading over several columns is said once."""
        self.made = made
        self.done = grid.start
        """Everything before is edited or left as it is."""

    def run(self) -> None:
        grid = self.grid
        body = grid.rows[grid.head + grid.numbering :]
        if grid.head and body:
            self._replace(grid.rows[grid.head - 1].end, Words(), "table:headings")
            if grid.numbering:
                self._replace(grid.rows[grid.head].end, Words(), "table:numbering")
        for number, row in enumerate(body):
            self._row(row, starts="" if not number and not grid.head else "\n", stops=number > 0)
        self._replace(grid.end, Words(), "table:end")

    def _replace(self, end: int, words: Words, rule: str, pause_s: float = 0.0) -> None:
        if end > self.done:
            match = Match(0, words.spoken, KIND, rule, pause_s=pause_s)
            self.made.edits.append(Edit(self.done, end, words.instead, match))
            self.done = end

    def _row(self, row: Row, *, starts: str, stops: bool) -> None:
        cells = [_Cell(c, a, b, self.text[a:b]) for c, (a, b) in enumerate(row.cells) if b > a]
        cells = [cell for cell in cells if not says_nothing(cell.text)]
        words = [cell for cell in cells if not (cell.column == 0 and self.grid.ordinal)] or cells
        if not words:
            return
        label, self.over = words[0], ()
        alone = len(words) == 1 and bool(self.grid.head) and not is_value(label.text)
        if alone or is_total(label.text):
            self.made.deliveries.append((label.start, label.end, HEADING))
        for place, cell in enumerate(cells):
            unsaid = alone or (cell.column == 0 and self.grid.ordinal)
            plain = cell is label and not is_value(cell.text) and cell.text.lstrip("-–+•* ")[:1].isalpha()
            heading = Words() if unsaid or plain else self._heading(cell)
            last = self.text[self.done - 1 : self.done].strip()
            if place == 0:
                stop = "." if stops and last and last not in _STOPS else ""
                before = Words(starts + heading.instead, stop + starts + heading.spoken)
                self._replace(cell.start, before, "table:row", ROW_S if starts else 0.0)
            else:
                mark = " " if last and last in _STOPS else ": " if self.grid.pairs else ", "
                before = Words(mark + heading.instead, mark + heading.spoken)
                self._replace(cell.start, before, "table:cell", CELL_S)
            self._cell(cell, has_heading=bool(heading.spoken))

    def _heading(self, cell: _Cell) -> Words:
        """The heading said before a cell; none when the cell begins with the same words."""
        written, spoken = self.grid.headings[cell.column], self.spoken[cell.column]
        if not written or cell.text.lower().startswith(written[-1].lower()):
            return Words()
        known = 0
        while known < len(written) - 1 and written[: known + 1] == self.over[: known + 1]:
            known += 1
        self.over = written
        mark = " " if cell.text[0].isdigit() and goes_before_number(written[-1]) else ": "
        return Words(", ".join(written[known:]) + mark, ", ".join(spoken[known:]) + mark)

    def _cell(self, cell: _Cell, *, has_heading: bool) -> None:
        """The cell itself: left to the recognisers but for signs that mean something only in a table."""
        unit = self.grid.units[cell.column]
        said = ""
        counts = cell.column == 0 and self.grid.ordinal
        roman = roman_value(cell.text.rstrip(".")) if counts and cell.text.isupper() else None
        if roman is not None:
            said = self.say(str(roman))
        elif counts and _OUTLINE.fullmatch(cell.text):
            said = " chấm ".join(map(self.say, cell.text.rstrip(".").split(".")))
        elif has_heading and cell.text in _NOTHING:
            said = "không có"
        elif has_heading and cell.text in _YES:
            said = "có"
        if said:
            self.made.edits.append(
                Edit(cell.start, cell.end, cell.text, Match(0, said, KIND, "table:mark", 0.8))
            )
        elif unit and _NUMBER.fullmatch(cell.text):
            self.made.edits.append(Edit(cell.end, cell.end, unit if unit in "%‰" else f" {unit}"))
        self.done = cell.end
