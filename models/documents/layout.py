"""Raw blocks → the lines of the final text with their spans; tables keep a span for every cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.documents.base import RawBlock
from models.documents.head import is_form
from models.types import BlockKind, Span, Table


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the final text, or a whole table."""

    text: str
    span: Span
    raw: RawBlock
    table: Table | None = None


_GAP = re.compile(r"\s{4,}|\t+")
"""Two columns typed in one line with blanks or tabs."""


def lay_out(blocks: Sequence[RawBlock]) -> tuple[str, list[Line]]:
    """The text, and its lines in order: joined by newlines they are the text."""
    parts: list[str] = []
    lines: list[Line] = []
    position = 0
    for raw in blocks:
        if raw.kind is BlockKind.TABLE:
            text, table = _table(raw, position)
            if text.strip():
                lines.append(Line(text, Span(position, position + len(text)), raw, table))
                parts.append(text)
                position += len(text) + 1
            continue
        for piece in raw.text.split("\n"):
            for column in _columns(piece):
                line = " ".join(column.split())
                if line:
                    lines.append(Line(line, Span(position, position + len(line)), raw))
                    parts.append(line)
                    position += len(line) + 1
    return "\n".join(parts), lines


def _columns(line: str) -> list[str]:
    """Agency and motto, or recipients and signature, typed side by side: each its own line."""
    pieces = [piece for piece in _GAP.split(line.strip()) if piece]
    if len(pieces) == 2 and is_form(pieces[1]):
        return pieces
    return [line]


def _table(raw: RawBlock, at: int) -> tuple[str, Table]:
    """Cells joined by tabs, rows by newlines; every cell keeps its span."""
    rows: list[tuple[Span, ...]] = []
    texts: list[str] = []
    position = at
    for row in raw.cells:
        cells = [" ".join(cell.split()) for cell in row]
        spans: list[Span] = []
        for cell in cells:
            spans.append(Span(position, position + len(cell)))
            position += len(cell) + 1
        rows.append(tuple(spans))
        texts.append("\t".join(cells))
        if not cells:
            position += 1
    return "\n".join(texts), Table(tuple(rows))
