"""Rows of lines → reading order: two columns are read one by one, rows of cells become a table.

Vietnamese official papers put the issuer and the national title side by side, and again "Nơi nhận"
and the signature (NĐ 30/2020/NĐ-CP, Phụ lục I). Read across, those would be mixed.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.documents import breaks
from models.documents.lines import Line, join

_BREAK_GAP = 1.6
"""White space above a row, in line heights, that ends a pair of columns."""


@dataclass(slots=True)
class Flow:
    """Lines of one column, top to bottom."""

    lines: list[Line] = field(default_factory=list)
    column: bool = False
    """Stands beside another column, so its lines break where they please."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table without drawn lines: rows of cell texts."""

    rows: tuple[tuple[str, ...], ...]
    y0: float


def flows(rows: Sequence[Sequence[Line]]) -> list[Flow | Grid]:
    """Reading order of a page: runs of single lines, columns left then right, tables without lines."""
    result: list[Flow | Grid] = []
    single: list[Line] = []
    at = 0
    while at < len(rows):
        strip = _strip(rows, at)
        if strip is None:
            single.append(_joined(rows[at]))
            at += 1
            continue
        end, table = _table_run(rows, at)
        if table is not None:
            if single:
                result.append(Flow(single))
                single = []
            result.append(table)
        else:
            end, left, right = _columns(rows, at, strip)
            if end == at or (end == at + 1 and _runs_through(rows, at)):
                single.append(_joined(rows[at]))
                at += 1
                continue
            if single:
                result.append(Flow(single))
                single = []
            result += [Flow(column, column=True) for column in (left, right) if column]
        at = end
    if single:
        result.append(Flow(single))
    return result


def _runs_through(rows: Sequence[Sequence[Line]], at: int) -> bool:
    """A line of running text with a hole in it (someone pressed the space bar), not two columns."""
    before = rows[at - 1] if at else ()
    return (
        len(before) == 1
        and rows[at][0].text.strip()[:1].islower()
        and not breaks.ENDS.search(before[0].text)
        and rows[at][0].y1 - before[0].y1 < 2.5 * before[0].height
    )


def _strip(rows: Sequence[Sequence[Line]], at: int) -> tuple[float, float] | None:
    """The free strip between two columns that begin at row `at`; None when it is a line of one column.

    Columns set in different sizes do not share rows: then two rows overlap in height but not in width.
    """
    row = rows[at]
    if len(row) > 1:
        return _widest_gap(row)
    if at + 1 == len(rows) or len(rows[at + 1]) > 1:
        return None
    a, b = sorted((row[0], rows[at + 1][0]), key=lambda p: p.x0)
    height = min(a.height, b.height)
    beside = min(a.y1, b.y1) - max(a.y0, b.y0) > 0.3 * height and b.x0 - a.x1 > height
    return (a.x1, b.x0) if beside else None


def _columns(
    rows: Sequence[Sequence[Line]], at: int, strip: tuple[float, float]
) -> tuple[int, list[Line], list[Line]]:
    """Rows from `at` that leave one vertical strip free, split at that strip."""
    low, high = strip
    bottom = 0.0
    left: list[Line] = []
    right: list[Line] = []
    end = at
    while end < len(rows):
        row = rows[end]
        top = min(piece.y0 for piece in row)
        height = statistics.median(piece.height for piece in row)
        if end > at and top - bottom > _BREAK_GAP * height:
            break
        # no free strip at the very first row means no columns: the caller then reads the row across
        strip_low, strip_high = low, high
        sides: tuple[list[Line], list[Line]] = ([], [])
        for piece in row:
            on_right = (piece.x0 + piece.x1) / 2 > (low + high) / 2
            sides[on_right].append(piece)
            if on_right:
                strip_high = min(strip_high, piece.x0)
            else:
                strip_low = max(strip_low, piece.x1)
        if strip_high - strip_low < 0.4 * height:
            break
        low, high = strip_low, strip_high
        for side, column in zip(sides, (left, right), strict=True):
            if side:
                column.append(_joined(side))
        bottom = max([bottom, *(piece.y1 for piece in row)])
        end += 1
    return end, left, right


def _widest_gap(row: Sequence[Line]) -> tuple[float, float]:
    gaps = [(b.x0 - a.x1, a.x1, b.x0) for a, b in itertools.pairwise(row)]
    _, low, high = max(gaps)
    return low, high


def _joined(pieces: Sequence[Line]) -> Line:
    line = pieces[0]
    for piece in pieces[1:]:
        line = join(line, piece, " ")
    return line


def _table_run(rows: Sequence[Sequence[Line]], at: int) -> tuple[int, Grid | None]:
    """Three rows or more with three pieces or more at the same places: a table without lines."""
    end = at
    wide = 0
    bottom = 0.0
    while end < len(rows):
        row = rows[end]
        height = statistics.median(piece.height for piece in row)
        if end > at and min(p.y0 for p in row) - bottom > _BREAK_GAP * height:
            break
        if len(row) >= 3:
            wide += 1
        elif len(row) == 1 and row[0].x1 - row[0].x0 > 0.6 * _width(rows):
            break
        bottom = max(p.y1 for p in row)
        end += 1
    if wide < 3 or wide < (end - at) * 0.6:
        return at, None
    columns = _column_edges([piece for row in rows[at:end] for piece in row])
    if len(columns) < 3:
        return at, None
    cells: list[list[str]] = []
    for row in rows[at:end]:
        texts = [""] * len(columns)
        for piece in row:
            index = max(range(len(columns)), key=lambda i: _overlap(piece, columns[i]))
            texts[index] = f"{texts[index]} {piece.text.strip()}".strip()
        if cells and not texts[0] and sum(map(bool, texts)) < len(columns) / 2:
            cells[-1] = [f"{above} {below}".strip() for above, below in zip(cells[-1], texts, strict=True)]
        else:
            cells.append(texts)
    return end, Grid(tuple(map(tuple, cells)), min(p.y0 for p in rows[at]))


def _width(rows: Sequence[Sequence[Line]]) -> float:
    return max(p.x1 for row in rows for p in row) - min(p.x0 for row in rows for p in row)


def _column_edges(pieces: Sequence[Line]) -> list[tuple[float, float]]:
    edges: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=lambda p: p.x0):
        if edges and piece.x0 <= edges[-1][1] + 0.3 * piece.height:
            edges[-1] = (edges[-1][0], max(edges[-1][1], piece.x1))
        else:
            edges.append((piece.x0, piece.x1))
    return edges


def _overlap(piece: Line, column: tuple[float, float]) -> float:
    return min(piece.x1, column[1]) - max(piece.x0, column[0])
