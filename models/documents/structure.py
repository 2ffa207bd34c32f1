"""Blocks with place and offsets: the text is the blocks' lines joined by newlines, nothing else.

A division whose title stands on the next line ("Chương I" / "NHỮNG QUY ĐỊNH CHUNG") is one block over
both lines. Text inside an open “quotation” (articles quoted by an amending law) is not structure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.documents import header
from models.documents.base import RawBlock, RawDocument
from models.documents.units import DIVISIONS, RANK, Mark, mark_of
from models.types import Block, BlockKind, Document, Span, Table, Unit

_QUOTE_LIMIT = 120
"""Lines after which an unclosed “ is taken for a slip, not a quotation."""
_HEADING_CHARS = 200
_LISTS = frozenset({Unit.CLAUSE, Unit.POINT, Unit.SMALL_LETTER, Unit.DASH, Unit.PLUS})


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the final text."""

    text: str
    span: Span
    raw: RawBlock
    table: Table | None = None


def build(raw: RawDocument, name: str, sha256: str) -> Document:
    """Assemble the text, recognise structure and header fields."""
    text, lines = _lay_out(raw.blocks)
    found = header.extract([(line.text, line.span) for line in lines if line.table is None])
    blocks = _Builder(lines, found.title_spans).build()
    return Document(
        text=text,
        blocks=tuple(blocks),
        header=found.header,
        name=name,
        media_type=raw.media_type,
        sha256=sha256,
        pages=raw.pages,
        warnings=raw.warnings,
    )


def path_of(document: Document, index: int) -> tuple[str, ...]:
    """Where a block stands: ("Chương II", "Điều 5", "khoản 2", "điểm a")."""
    steps: list[str] = []
    at: int | None = index
    while at is not None:
        block = document.blocks[at]
        if block.unit is not None and block.label and block.unit not in {Unit.DASH, Unit.PLUS}:
            steps.append(_spoken_label(block))
        at = block.parent
    return tuple(reversed(steps))


def _spoken_label(block: Block) -> str:
    named = {Unit.CLAUSE: "khoản", Unit.POINT: "điểm", Unit.NUMBER: "mục", Unit.SMALL_LETTER: "điểm"}
    return f"{named[block.unit]} {block.label}" if block.unit in named else block.label


# --- laying out ------------------------------------------------------------------------------------


def _lay_out(blocks: Sequence[RawBlock]) -> tuple[str, list[_Line]]:
    parts: list[str] = []
    lines: list[_Line] = []
    position = 0
    for raw in blocks:
        if raw.kind is BlockKind.TABLE:
            text, table = _table(raw, position)
            if text.strip():
                lines.append(_Line(text, Span(position, position + len(text)), raw, table))
                parts.append(text)
                position += len(text) + 1
            continue
        for piece in raw.text.split("\n"):
            line = " ".join(piece.split())
            if line:
                lines.append(_Line(line, Span(position, position + len(line)), raw))
                parts.append(line)
                position += len(line) + 1
    return "\n".join(parts), lines


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


# --- structure -------------------------------------------------------------------------------------


class _Builder:
    """One pass over the lines with a stack of open units."""

    def __init__(self, lines: Sequence[_Line], titles: Sequence[Span]) -> None:
        self._lines = lines
        self._titles = set(titles)
        self._blocks: list[Block] = []
        self._stack: list[tuple[float, int]] = []
        self._quoted = 0
        self._article = 0
        self._letter = ""

    def build(self) -> list[Block]:
        """Every line, in order, as blocks."""
        index = 0
        while index < len(self._lines):
            index += self._take(index)
        return self._blocks

    def _take(self, index: int) -> int:
        """Add the block that begins at this line; returns how many lines it covers."""
        line = self._lines[index]
        if line.table is not None:
            self._close(RANK[Unit.DASH])
            self._add(Block(BlockKind.TABLE, line.span, self._level(), table=line.table, parent=self._parent()))
            return 1
        if line.span in self._titles:
            self._add(Block(BlockKind.TITLE, line.span))
            return 1
        mark = self._mark(line)
        self._follow_quotes(line.text)
        if mark is None:
            self._paragraph(line)
            return 1
        covered = 2 if self._title_below(index, mark) else 1
        self._unit(line, mark, self._lines[index + covered - 1].span.end)
        return covered

    def _mark(self, line: _Line) -> Mark | None:
        mark = mark_of(line.text, in_article=self._in_article(), after_letter=self._letter)
        if mark is None or self._quoted == 0:
            return mark
        following = mark.unit is Unit.ARTICLE and _number(mark.label) == self._article + 1
        if following:
            self._quoted = 0  # the quotation was never closed, but the outer law clearly goes on
            return mark
        return None

    def _follow_quotes(self, text: str) -> None:
        balance = text.count("“") - text.count("”")
        if self._quoted:
            self._quoted = 0 if balance < 0 else self._quoted - 1
        elif balance > 0:
            self._quoted = _QUOTE_LIMIT

    def _title_below(self, index: int, mark: Mark) -> bool:
        if mark.unit not in DIVISIONS or mark.title or index + 1 >= len(self._lines):
            return False
        below = self._lines[index + 1]
        return (
            below.table is None
            and len(below.text) <= _HEADING_CHARS
            and mark_of(below.text, in_article=False) is None
            and not below.text.endswith((".", ";", ":"))
        )

    def _unit(self, line: _Line, mark: Mark, end: int) -> None:
        rank = RANK[mark.unit] + (0.3 * mark.depth if mark.unit in {Unit.NUMBER, Unit.CLAUSE} else 0.0)
        self._close(rank)
        block = Block(
            _kind(mark),
            Span(line.span.start, end),
            self._level() + 1,
            unit=mark.unit,
            label=mark.label,
            parent=self._parent(),
        )
        self._stack.append((rank, len(self._blocks)))
        self._add(block)
        if mark.unit is Unit.ARTICLE:
            self._article = _number(mark.label)
        if mark.unit is Unit.LETTER:
            self._letter = mark.label

    def _paragraph(self, line: _Line) -> None:
        self._close(RANK[Unit.DASH])
        kind = BlockKind.HEADING if _looks_like_heading(line) else BlockKind.PARAGRAPH
        level = line.raw.level if line.raw.level and kind is BlockKind.HEADING else self._level()
        self._add(Block(kind, line.span, level, parent=self._parent()))

    def _close(self, rank: float) -> None:
        while self._stack and self._stack[-1][0] >= rank:
            self._stack.pop()

    def _add(self, block: Block) -> None:
        self._blocks.append(block)

    def _parent(self) -> int | None:
        return self._stack[-1][1] if self._stack else None

    def _level(self) -> int:
        return len(self._stack)

    def _in_article(self) -> bool:
        return any(self._blocks[index].unit is Unit.ARTICLE for _, index in self._stack)


def _kind(mark: Mark) -> BlockKind:
    if mark.unit in _LISTS:
        return BlockKind.LIST_ITEM
    short = len(mark.title) <= _HEADING_CHARS and not mark.title.endswith((".", ";", ":", ","))
    if mark.unit in DIVISIONS or short:
        return BlockKind.HEADING
    return BlockKind.LIST_ITEM if mark.unit is Unit.NUMBER else BlockKind.PARAGRAPH


def _looks_like_heading(line: _Line) -> bool:
    if line.raw.kind is BlockKind.HEADING:
        return True
    letters = [c for c in line.text if c.isalpha()]
    return len(letters) >= 4 and len(line.text) <= 160 and all(c.isupper() for c in letters)


def _number(label: str) -> int:
    digits = "".join(c for c in label if c.isdigit())
    return int(digits) if digits else 0


def with_warnings(document: Document, warnings: Sequence[str]) -> Document:
    """The document with more words for the person, each once."""
    return replace(document, warnings=tuple(dict.fromkeys((*document.warnings, *warnings))))


def units(document: Document, unit: Unit) -> Iterator[Block]:
    """Every block of a unit, in order."""
    return (block for block in document.blocks if block.unit is unit)
