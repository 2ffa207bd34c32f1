"""Grids of cells: which are tables of data, and which only place words on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.documents.base import RawBlock
from models.types import BlockKind

_OFFICIAL = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|ĐỘC\s+LẬP\s*[-–—]\s*TỰ\s+DO|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|"
    r"NƠI\s+NHẬN\s*:|(?:^|\n)\s*(?:TM|KT|TL|TUQ|Q)\.\s*[A-ZĐ]|\(ĐÃ\s+KÝ\)|NGƯỜI\s+KÝ"
)
"""Signs of the header and signature frames of NĐ 30/2020/NĐ-CP, Phụ lục I: always two columns, no lines."""


def is_layout(rows: Sequence[Sequence[str]], *, bordered: bool | None) -> bool:
    """Whether a grid only places text (header frame, signatures, one boxed paragraph).

    `bordered` is None when the format does not say (HTML without attributes, DOC as text).
    """
    rows = tidy(rows)
    filled = [cell for row in rows for cell in row if cell]
    columns = max((len(row) for row in rows), default=0)
    if columns <= 1 or len(rows) <= 1 or len(filled) <= 1:
        return True
    if columns <= 3 and len(rows) <= 6 and _OFFICIAL.search("\n".join(filled).upper()):
        return True
    if bordered:
        return False
    # Without lines: two columns of running text are a page layout, short cells in rows are data.
    longest = max(len(cell) for cell in filled)
    return bordered is False and (len(rows) <= 2 or (columns <= 2 and longest > 400))


def tidy(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Rows of equal length, without empty rows and columns."""
    width = max((len(row) for row in rows), default=0)
    padded = [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]
    kept = [row for row in padded if any(row)]
    columns = [index for index in range(width) if any(row[index] for row in kept)]
    return tuple(tuple(row[index] for index in columns) for row in kept)


def table_block(rows: Sequence[Sequence[str]], page: int | None = None) -> RawBlock | None:
    """The block of a data table, or None when nothing is left of it."""
    cells = tidy(rows)
    return RawBlock(BlockKind.TABLE, "", cells=cells, page=page) if cells else None
