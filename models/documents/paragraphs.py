"""Lines of a page → paragraphs: wrapped lines joined, page numbers and running titles removed."""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from models.documents import breaks
from models.documents.base import RawBlock
from models.documents.columns import Flow, Grid
from models.documents.lines import Line
from models.documents.tables import table_block
from models.types import BlockKind

_PAGE_NUMBER = re.compile(
    r"[-–—~\s.]*\d{1,4}[-–—~\s.]*|(?:trang|page|tr\.)\s*\d{1,4}(?:\s*(?:/|trên|of)\s*\d{1,4})?|\d{1,4}\s*/\s*\d{1,4}",
    re.IGNORECASE,
)
_STAMPED = re.compile(r"((?:^|\s)Số\s*:?\s*\d+[a-z]?)\s+/\s*(?=[A-ZĐ])")
"""The number stamped into the gap before the symbol: "Số: 453 /TB-UBND"."""
_MARGIN = 0.12
"""Share of the page height at top and bottom where page numbers and running titles stand."""


@dataclass(slots=True)
class Page:
    """One page as rows of pieces, ready to be ordered."""

    number: int
    height: float
    rows: list[list[Line]]
    tables: list[tuple[float, RawBlock]] = field(default_factory=list)
    """(top, table) of tables with drawn lines; their text is no longer in `rows`."""


@dataclass(slots=True)
class _Paragraph:
    lines: list[Line]
    page: int
    right: float
    left: float

    @property
    def open_end(self) -> bool:
        """The last line is full and does not end a sentence: it may go on overleaf."""
        last = self.lines[-1]
        return last.x1 > self.right - 3 * last.height and not breaks.ENDS.search(last.text)


def without_furniture(pages: Sequence[Page]) -> int:
    """Remove page numbers and lines repeated on most pages, in place; return how many kinds repeated."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_signature(row) for row in _edge_rows(page) if not _is_page_number(row)})
    repeated = {text for text, count in seen.items() if count >= 3 and count >= 0.5 * len(pages)}
    for page in pages:
        edge = _edge_rows(page)
        page.rows = [
            row
            for row in page.rows
            if not (row in edge and (_is_page_number(row) or _signature(row) in repeated))
        ]
    return sum(1 for text in repeated if re.search(r"[^\W\d]{3}", text))


def _edge_rows(page: Page) -> list[list[Line]]:
    outer = [
        row for row in page.rows if row[0].y1 < page.height * _MARGIN or row[0].y0 > page.height * (1 - _MARGIN)
    ]
    return [row for row in (*page.rows[:2], *page.rows[-2:]) if row in outer]


def _is_page_number(row: Sequence[Line]) -> bool:
    return len(row) == 1 and _PAGE_NUMBER.fullmatch(row[0].text.strip()) is not None


def _signature(row: Sequence[Line]) -> str:
    return re.sub(r"\d+", "#", " ".join(" ".join(piece.text.split()) for piece in row)).lower()


def blocks(ordered: Sequence[tuple[Page, Sequence[Flow | Grid]]], *, ocr: set[int]) -> list[RawBlock]:
    """Paragraphs and tables of all pages; a paragraph cut by a page break is joined again."""
    result: list[RawBlock] = []
    waiting: _Paragraph | None = None
    for page, parts in ordered:
        for _, part in _with_tables(page, parts):
            if isinstance(part, RawBlock):
                _emit(waiting, result)
                waiting = None
                if result and _same_table(result[-1], part):
                    result[-1] = _longer(result[-1], part)
                else:
                    result.append(part)
                continue
            for paragraph in _paragraphs(part, page, loose=page.number in ocr):
                if waiting and waiting.page < paragraph.page and _continues(waiting, paragraph):
                    waiting.lines += paragraph.lines
                    waiting.page, waiting.right = paragraph.page, paragraph.right
                else:
                    _emit(waiting, result)
                    speck = page.number in ocr and not any(c.isalnum() for n in paragraph.lines for c in n.text)
                    waiting = None if speck else paragraph
    _emit(waiting, result)
    return result


def _with_tables(page: Page, parts: Sequence[Flow | Grid]) -> list[tuple[float, Flow | RawBlock]]:
    placed: list[tuple[float, Flow | RawBlock]] = list(page.tables)
    for part in parts:
        if isinstance(part, Grid):
            block = table_block(part.rows, page.number)
            if block is not None:
                placed.append((part.y0, block))
            continue
        flow = Flow(column=part.column)
        for line in part.lines:  # a drawn table stands between two lines of the flow
            if flow.lines and any(flow.lines[-1].middle < top < line.middle for top, _ in page.tables):
                placed.append((flow.lines[0].y0, flow))
                flow = Flow(column=part.column)
            flow.lines.append(line)
        if flow.lines:
            placed.append((flow.lines[0].y0, flow))
    order = {id(part): index for index, (_, part) in enumerate(placed)}
    if page.tables:
        placed.sort(key=lambda item: (item[0], order[id(item[1])]))
    return placed


def _emit(paragraph: _Paragraph | None, result: list[RawBlock]) -> None:
    if paragraph is not None:
        text = breaks.glue([line.text for line in paragraph.lines])
        text = _STAMPED.sub(r"\1/", text)
        if text:
            result.append(RawBlock(BlockKind.PARAGRAPH, text, page=paragraph.page))


def _same_table(above: RawBlock, below: RawBlock) -> bool:
    """Whether a table goes on from the page before: nothing between them, as many columns."""
    return (
        bool(above.cells and below.cells)
        and len(above.cells[0]) == len(below.cells[0])
        and above.page is not None
        and below.page is not None
        and above.page < below.page
    )


def _longer(above: RawBlock, below: RawBlock) -> RawBlock:
    """Both parts as one table; Word repeats the header row on every page."""
    repeated = below.cells[0] == above.cells[0]
    return replace(above, cells=above.cells + below.cells[repeated:], page=below.page)


def _continues(before: _Paragraph, after: _Paragraph) -> bool:
    first = after.lines[0]
    lower = first.text.strip()[:1].islower() and not breaks.starts(first.text)
    flush = first.x0 < after.left + 0.8 * first.height and not breaks.starts(first.text)
    return (lower and not breaks.ENDS.search(before.lines[-1].text)) or (before.open_end and flush)


def _paragraphs(flow: Flow, page: Page, *, loose: bool) -> list[_Paragraph]:
    lines = flow.lines
    height = statistics.median(line.height for line in lines)
    left = sorted(line.x0 for line in lines)[len(lines) // 10]
    right = sorted(line.x1 for line in lines)[-1 - len(lines) // 20]
    pitch = min(_pitch(lines, height), (1.6 if loose else 2.2) * height)
    full = sum(1 for line in lines if line.x1 > right - 2 * height)
    ragged = flow.column and (len(lines) < 8 or full < 0.6 * len(lines))
    found: list[_Paragraph] = []
    for line in lines:
        if not found:
            new = True
        elif ragged:
            new = _begins_item(found[-1].lines[-1], line)
        else:
            new = _begins(found[-1].lines, line, left, right, pitch, height, loose=loose)
        if new:
            found.append(_Paragraph([line], page.number, right, left))
        else:
            found[-1].lines.append(line)
    return found


def _begins_item(before: Line, line: Line) -> bool:
    """In a header, signature or "Nơi nhận" column only a comma or a small letter carries a line on."""
    if breaks.starts(line.text) or breaks.ENDS.search(before.text):
        return True
    return not (line.text.strip()[:1].islower() or before.text.rstrip().endswith(","))


def _pitch(flow: Sequence[Line], height: float) -> float:
    """Distance between lines of one paragraph: the lower half of all distances."""
    steps = sorted(b.y1 - a.y1 for a, b in itertools.pairwise(flow) if b.y1 > a.y1 + 0.3 * height)
    return statistics.median(steps[: len(steps) // 2 + 1]) if steps else 1.3 * height


def _begins(
    lines: Sequence[Line], line: Line, left: float, right: float, pitch: float, height: float, *, loose: bool
) -> bool:
    """Whether a line is the first of a paragraph, after the lines of the one before it."""
    before = lines[-1]
    step = line.y1 - before.y1
    runs_on = (
        line.text.strip()[:1].islower() and not breaks.starts(line.text) and not breaks.ENDS.search(before.text)
    )
    if runs_on and step < 2.0 * pitch:
        return False  # no paragraph begins with a small letter in the middle of a sentence
    column = right - left
    if step > (1.55 if loose else 1.25) * pitch:
        return True
    if not loose and not 0.6 < line.height / before.height < 1.67:
        return True
    indented = line.x0 > left + 1.0 * height
    short = before.x1 < right - max(0.12 * column, 2.5 * height)
    if _centred(line, left, right):
        wide = before.x1 - before.x0 > 0.7 * column and not breaks.ENDS.search(before.text)
        capitals = before.text.isupper() and line.text.isupper()
        if wide and (capitals or _centred(before, left, right)):
            return breaks.starts(line.text)  # a title too long for one line
        if _centred(before, left, right):
            return True
    ended = breaks.ENDS.search(before.text) is not None
    marked = breaks.surely_starts(line.text) or (breaks.starts(line.text) and (indented or ended))
    deeper = indented and line.x0 > before.x0 + 0.8 * height
    again = indented and ended and len(lines) == 1 and abs(line.x0 - before.x0) < 0.5 * height
    return short or marked or deeper or again


def _centred(line: Line, left: float, right: float) -> bool:
    before, after = line.x0 - left, right - line.x1
    return (
        before > 2 * line.height and after > 2 * line.height and abs(before - after) < 0.25 * (before + after)
    )
