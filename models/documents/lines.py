"""Pieces of text with places on a page → rows of lines; several lines in a row are several columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_COLUMN_GAP = 1.6
"""Gap between two pieces of one row, in line heights, that parts columns; justified text stays under 1.2."""
_BARE_LABEL = re.compile(
    r"(?:[-–+•*]|\d{1,3}(?:\.\d{1,3})*[.)]|[a-zđA-ZĐ][.)]|[IVXLC]{1,6}[.)]|(?:Điều|ĐIỀU)\s+\d+\.?)$"
)
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_TITLE = re.compile(r"CỘNG H(?:ÒA|OÀ|OA) XÃ|ĐẢNG CỘNG SẢN VIỆT|ĐỘC LẬP [-–—]")


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of a line: text and its box in points, y growing downwards."""

    text: str
    """A space at its end or beginning keeps it apart from its neighbour, however near."""
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float = 1.0
    """0..1, of the OCR engine; 1 for a text layer."""

    @property
    def height(self) -> float:
        """Height of the box, about the font size."""
        return max(self.y1 - self.y0, 1.0)

    @property
    def middle(self) -> float:
        """Vertical middle."""
        return (self.y0 + self.y1) / 2


def rows_of(pieces: Sequence[Line]) -> list[list[Line]]:
    """Rows of lines from top to bottom; several lines in a row stand in several columns."""
    return [_merge(sorted(_superscripts(row), key=lambda p: p.x0)) for row in grouped(pieces)]


def grouped(pieces: Sequence[Line]) -> list[list[Line]]:
    """Pieces that stand on one line together, rows from top to bottom.

    Boxes end at the same depth below the base line whatever letters they hold; their tops do not
    agree (Ủ, Ấ), so the bottom decides, and a small raised piece belongs to the row it lies within.
    """
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda p: (p.y1, p.x0)):
        for row in reversed(rows[-3:]):
            deepest = row[-1]
            near = abs(deepest.y1 - piece.y1) <= 0.35 * min(deepest.height, piece.height)
            if near:
                row.append(piece)
                break
        else:
            rows.append([piece])
    return _raised([row for row in rows if any(piece.text.strip() for piece in row)])


def _raised(rows: list[list[Line]]) -> list[list[Line]]:
    """Put rows of small raised marks (note numbers, m²) into the row below that they lie within."""
    result: list[list[Line]] = []
    for row in rows:
        above = result[-1] if result else None
        tall = max(piece.height for piece in row)
        small = above is not None and all(
            mark.height < 0.8 * tall and mark.y0 > min(p.y0 for p in row) - 0.2 * tall and len(mark.text) < 6
            for mark in above
        )
        if small and above is not None:
            result[-1] = [*above, *row]
        else:
            result.append(row)
    return result


def _superscripts(row: list[Line]) -> list[Line]:
    """Small raised digits as superscript characters: m², and note marks that are not part of a number."""
    tall = max(row, key=lambda p: p.height)
    return [
        replace(piece, text=piece.text.translate(SUPERSCRIPT))
        if piece.height < 0.8 * tall.height and piece.y1 < tall.y1 - 0.15 * tall.height
        else piece
        for piece in row
    ]


def _merge(row: list[Line]) -> list[Line]:
    """Join neighbours that belong to one line of text."""
    merged = [row[0]]
    title = _national_title(row)
    for at, piece in enumerate(row[1:], start=1):
        last = merged[-1]
        gap = piece.x0 - last.x1
        height = min(last.height, piece.height)
        limit = 0.6 if at == title else _COLUMN_GAP
        if gap < limit * height or _BARE_LABEL.match(last.text.strip()):
            apart = gap > 0.15 * height or last.text.endswith(" ") or piece.text.startswith(" ")
            merged[-1] = join(last, piece, " " if apart else "")
        else:
            merged.append(piece)
    return merged


def _national_title(row: Sequence[Line]) -> int:
    """Where the national title begins in a row: the issuer's name may come very close to it."""
    words = [piece.text.strip().upper() for piece in row]
    for at in range(1, len(words)):
        if _TITLE.match(" ".join(words[at : at + 4])):
            return at
    return -1


def join(left: Line, right: Line, between: str) -> Line:
    """One line made of two, with the box round both; a blank adds its space but not its place."""
    if not right.text.strip():
        return replace(left, text=left.text.rstrip() + " ")
    if not left.text.strip():
        return replace(right, text=" " + right.text.lstrip())
    weight = len(left.text) + len(right.text) or 1
    return Line(
        f"{left.text.rstrip()}{between}{right.text.lstrip()}",
        min(left.x0, right.x0),
        min(left.y0, right.y0),
        max(left.x1, right.x1),
        max(left.y1, right.y1),
        (left.confidence * len(left.text) + right.confidence * len(right.text)) / weight,
    )
