"""Drawn lines on a page → tables: cells between the lines, merged where a line is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.documents import breaks
from models.documents.base import RawBlock
from models.documents.lines import Line, rows_of
from models.documents.tables import is_layout, table_block

_NEAR = 2.5
"""Points within which two lines are one: borders are often drawn twice or as thin rectangles."""
_MIN_LENGTH = 6.0
_MAX_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight horizontal or vertical line, points, y downwards."""

    vertical: bool
    at: float
    """x of a vertical line, y of a horizontal one."""
    start: float
    end: float

    @classmethod
    def between(cls, a: tuple[float, float], b: tuple[float, float]) -> Iterator[Ruling]:
        """The ruling from one point to another, if they lie on one."""
        dx, dy = abs(a[0] - b[0]), abs(a[1] - b[1])
        if dy < 1.0 and dx >= _MIN_LENGTH:
            yield cls(vertical=False, at=(a[1] + b[1]) / 2, start=min(a[0], b[0]), end=max(a[0], b[0]))
        elif dx < 1.0 and dy >= _MIN_LENGTH:
            yield cls(vertical=True, at=(a[0] + b[0]) / 2, start=min(a[1], b[1]), end=max(a[1], b[1]))

    def crosses(self, other: Ruling) -> bool:
        """Whether two lines of different direction meet."""
        return (
            self.start - _NEAR <= other.at <= self.end + _NEAR
            and other.start - _NEAR <= self.at <= other.end + _NEAR
        )


def take_tables(
    pieces: Sequence[Line], rulings: Sequence[Ruling], page: int
) -> tuple[list[Line], list[tuple[float, RawBlock]]]:
    """Tables found between drawn lines as (top, block), and the words that are in none of them."""
    rest = list(pieces)
    tables: list[tuple[float, RawBlock]] = []
    for lines in _groups(_merged(rulings)):
        xs = _marks(line.at for line in lines if line.vertical)
        ys = _marks(line.at for line in lines if not line.vertical)
        if len(xs) < 3 or len(ys) < 3 or (len(xs) - 1) * (len(ys) - 1) > _MAX_CELLS:
            continue
        inside = [p for p in rest if xs[0] <= (p.x0 + p.x1) / 2 <= xs[-1] and ys[0] <= p.middle <= ys[-1]]
        cells = _cells(inside, lines, xs, ys)
        block = table_block(cells, page)
        if (
            block is None
            or is_layout(cells, bordered=True)
            or sum(1 for row in cells for cell in row if cell) < 3
        ):
            continue
        taken = set(map(id, inside))
        rest = [piece for piece in rest if id(piece) not in taken]
        tables.append((ys[0], block))
    return rest, sorted(tables, key=lambda item: item[0])


def _merged(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Collinear pieces that touch become one line."""
    merged: list[Ruling] = []
    for line in sorted(rulings, key=lambda r: (r.vertical, round(r.at / _NEAR), r.start)):
        last = merged[-1] if merged else None
        if (
            last
            and last.vertical == line.vertical
            and abs(last.at - line.at) <= _NEAR
            and line.start <= last.end + 2 * _NEAR
        ):
            merged[-1] = Ruling(last.vertical, last.at, last.start, max(last.end, line.end))
        else:
            merged.append(line)
    return merged


def _groups(lines: Sequence[Ruling]) -> list[list[Ruling]]:
    """Sets of lines that hang together through crossings."""
    across = [line for line in lines if not line.vertical]
    waiting = [line for line in lines if line.vertical]
    groups: list[list[Ruling]] = []
    for upright in waiting:
        touching = [
            group for group in groups if any(line.crosses(upright) for line in group if not line.vertical)
        ]
        fresh = [line for line in across if line.crosses(upright)]
        taken = {id(line) for group in groups for line in group}
        joined = [upright, *(line for line in fresh if id(line) not in taken)]
        for group in touching:
            joined += group
        groups = [group for group in groups if group not in touching] + [joined]
    return groups


def _marks(values: Iterator[float]) -> list[float]:
    marks: list[float] = []
    for value in sorted(values):
        if not marks or value - marks[-1] > 2 * _NEAR:
            marks.append(value)
    return marks


def _cells(
    pieces: Sequence[Line], lines: Sequence[Ruling], xs: Sequence[float], ys: Sequence[float]
) -> list[list[str]]:
    """Texts by row and column; a merged cell has its text in its first place."""
    columns, rows = len(xs) - 1, len(ys) - 1
    owner = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def drawn(vertical: bool, at: float, through: float) -> bool:
        return any(
            line.vertical == vertical
            and abs(line.at - at) <= 2 * _NEAR
            and line.start - _NEAR <= through <= line.end
            for line in lines
        )

    for r in range(rows):
        for c in range(columns):
            if c and not drawn(True, xs[c], (ys[r] + ys[r + 1]) / 2):
                owner[r, c] = owner[r, c - 1]
            elif r and not drawn(False, ys[r], (xs[c] + xs[c + 1]) / 2):
                owner[r, c] = owner[r - 1, c]
    content: dict[tuple[int, int], list[Line]] = {}
    for piece in pieces:
        r = max((i for i in range(rows) if ys[i] <= piece.middle), default=0)
        c = max((i for i in range(columns) if xs[i] <= (piece.x0 + piece.x1) / 2), default=0)
        content.setdefault(owner[r, c], []).append(piece)
    return [[_text(content.get((r, c), [])) for c in range(columns)] for r in range(rows)]


def _text(pieces: Sequence[Line]) -> str:
    """The words of a cell: wrapped lines joined, listed items on lines of their own."""
    parts: list[list[str]] = []
    for row in rows_of(pieces) if pieces else []:
        line = " ".join(piece.text.strip() for piece in row)
        if parts and not breaks.starts(line):
            parts[-1].append(line)
        else:
            parts.append([line])
    return "\n".join(breaks.glue(part) for part in parts)
