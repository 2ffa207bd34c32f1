"""Blocks with place and offsets: the text is the blocks' lines joined by newlines, nothing else.

A division whose title stands on the next line ("Chương I" / "NHỮNG QUY ĐỊNH CHUNG") is one block over
both lines. Text inside an open “quotation” (articles quoted by an amending law) is not structure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.documents import forms, header
from models.documents.base import RawDocument
from models.documents.layout import Line, lay_out
from models.documents.units import DIVISIONS, RANK, Mark, mark_of
from models.types import Block, BlockKind, Document, Span, Unit

_QUOTE_LIMIT = 120
"""Lines after which an unclosed “ is taken for a slip, not a quotation."""
_HEADING_CHARS = 200
_LISTS = frozenset({Unit.CLAUSE, Unit.POINT, Unit.SMALL_LETTER, Unit.DASH, Unit.PLUS})


def build(raw: RawDocument, name: str, sha256: str) -> Document:
    """Assemble the text, recognise structure and header fields."""
    text, lines = lay_out(raw.blocks)
    found = header.extract([(line.text, line.span) for line in lines if line.table is None])
    blocks = _Builder(lines, found).build()
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


# --- structure -------------------------------------------------------------------------------------


_CLOSING = re.compile(
    r"Trên đây là\b|(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết) này (?:đã )?được .{0,120}thông qua\b"
)
"""Sentences after the last unit that belong to the document, not to that unit."""


class _Builder:
    """One pass over the lines with a stack of open units."""

    def __init__(self, lines: Sequence[Line], found: header.Found) -> None:
        self._lines = lines
        self._found = found
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
        start = line.span.start
        if start in self._found.titles or self._is_page_title(index):
            self._add(Block(BlockKind.TITLE, line.span))
            return 1
        if start in self._found.form or start in self._found.closing:
            return self._form(line)
        mark = self._mark(line)
        self._follow_quotes(line.text)
        if mark is None:
            self._paragraph(line)
            return 1
        covered = 1 + self._title_lines(index, mark)
        self._unit(line, mark, self._lines[index + covered - 1].span.end)
        return covered

    def _is_page_title(self, index: int) -> bool:
        """The first heading or short first line of a text without the administrative form."""
        if index or self._found.titles or self._found.form or len(self._lines) < 2:
            return False
        line = self._lines[0]
        return (
            len(line.text) <= 160
            and not line.text.endswith((".", ";", ":", ",", "-"))
            and mark_of(line.text, in_article=False) is None
            and (line.raw.kind is BlockKind.HEADING or len(self._lines[1].text) > len(line.text))
        )

    def _form(self, line: Line) -> int:
        """A line of the form belongs to no unit and is no heading, whatever its style."""
        self._stack.clear()
        mark = mark_of(line.text, in_article=False)
        if mark is not None and mark.unit is Unit.DASH:
            self._add(Block(BlockKind.LIST_ITEM, line.span, 1, unit=Unit.DASH, label=mark.label))
        else:
            self._add(Block(BlockKind.PARAGRAPH, line.span))
        return 1

    def _mark(self, line: Line) -> Mark | None:
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

    def _title_lines(self, index: int, mark: Mark) -> int:
        """How many lines under a unit's mark are its title; a title in capitals may go on."""
        if mark.unit is Unit.ARTICLE:
            return int(not mark.title and self._may_title(index + 1))
        if mark.unit not in DIVISIONS:
            return 0
        taken = 0
        before = mark.title
        while taken < 4 and self._may_title(index + taken + 1):
            below = self._lines[index + taken + 1].text
            if before and not (before.isupper() and below.isupper()):
                break
            before = below
            taken += 1
        return taken

    def _may_title(self, index: int) -> bool:
        if index >= len(self._lines):
            return False
        line = self._lines[index]
        return (
            line.table is None
            and len(line.text) <= _HEADING_CHARS
            and line.span.start not in self._found.closing
            and mark_of(line.text, in_article=False, after_letter=self._letter) is None
            and not line.text.endswith((".", ";", ":"))
            and not line.text.startswith("(")
            and not forms.MOTTO.search(line.text)
            and any(c.isalpha() for c in line.text)
        )

    def _unit(self, line: Line, mark: Mark, end: int) -> None:
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
        elif mark.unit in DIVISIONS:
            self._letter = ""

    def _paragraph(self, line: Line) -> None:
        if _CLOSING.match(line.text):
            self._stack.clear()
        self._close(RANK[Unit.DASH])
        kind = BlockKind.HEADING if _looks_like_heading(line) else BlockKind.PARAGRAPH
        level = self._level()
        if kind is BlockKind.HEADING and not self._stack:
            level = line.raw.level
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


def _looks_like_heading(line: Line) -> bool:
    if line.raw.kind is BlockKind.HEADING:
        return any(c.isalnum() for c in line.text)
    letters = [c for c in line.text if c.isalpha()]
    return len(letters) >= 4 and len(line.text) <= 160 and all(c.isupper() for c in letters)


def _number(label: str) -> int:
    digits = "".join(c for c in label if c.isdigit())
    return int(digits) if digits else 0
