"""DOCX → blocks: paragraphs and tables in body order, with the numbers Word would print.

The view is the accepted one: insertions in, deletions out. Hidden text is left out and reported. The
XML is walked directly because python-docx refuses packages that Word opens (macro-enabled, broken
relations) and knows neither list numbers nor text boxes nor tracked changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.documents import numbering, word_styles
from models.documents.base import Limits, Progress, RawBlock, RawDocument
from models.documents.containers import open_zip
from models.documents.numbering import W
from models.documents.sniff import DOCX
from models.documents.tables import is_layout, table_block
from models.documents.word_package import Package
from models.documents.word_styles import flag, value
from models.types import BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_GONE = {f"{W}del", f"{W}moveFrom", f"{W}delText", f"{W}instrText", f"{W}delInstrText", f"{W}rPr", f"{W}pPr"}
_GONE |= {f"{W}rt", f"{W}sdtPr", f"{W}comment", f"{_MC}Fallback"}
_MARKS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
_SYMBOLS = {0xF0FE: "☒", 0xF0FD: "☒", 0xF0A8: "☐", 0xF06F: "☐", 0xF0B7: "•", 0xF02D: "-", 0xF0B0: "°"}
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""km² and a note mark glued to a word would otherwise read as km2 and word1."""
_HEADING_CHARS = 300
"""A "heading" longer than this is body text whose author picked the style for its looks."""


class WordReader:
    """Reads DOCX, also macro-enabled and strict ones."""

    def __init__(self, media_type: str = DOCX) -> None:
        self._media = media_type

    def read(
        self,
        content: bytes,
        name: str,
        limits: Limits,
        progress: Progress | None = None,  # noqa: ARG002 - a DOCX takes a tenth of a second
    ) -> RawDocument:
        """See `DocumentReader.read`."""
        with open_zip(content, name, limits) as archive:
            package = Package(archive, name)
            walk = _Walk.of(package)
            body = package.root.find(f"{W}body")
            blocks = [] if body is None else list(walk.blocks(body))
            blocks += walk.notes(package)
        return RawDocument(
            [block for block in blocks if block.text.strip() or block.cells], DOCX, warnings=walk.warnings()
        )


@dataclass(slots=True)
class _Walk:
    """One pass over the body; counts what it leaves out."""

    styles: word_styles.Styles
    lists: numbering.Numbering
    hidden: int = 0
    tracked: bool = False
    contents: int = 0
    foreign: bool = False
    note_ids: list[tuple[str, str]] = field(default_factory=list)
    in_cell: int = 0
    """How many tables deep: an empty numbered cell (the "STT" column) still prints its number."""
    carried: str = ""
    """Text of a paragraph whose mark was deleted: it goes on in the next one."""

    @classmethod
    def of(cls, package: Package) -> _Walk:
        styles = word_styles.parse(package.related("styles"))
        return cls(styles, numbering.parse(package.related("numbering"), word_styles.numbering_styles(styles)))

    def warnings(self) -> tuple[str, ...]:
        said = []
        if self.hidden:
            said.append(f"Đã bỏ {self.hidden} đoạn chữ ẩn trong tệp Word.")
        if self.tracked:
            said.append("Tệp còn dấu vết sửa đổi (Track Changes); đã đọc theo bản chấp nhận mọi sửa đổi.")
        if self.contents:
            said.append(f"Đã bỏ mục lục tự động ({self.contents} dòng).")
        if self.foreign:
            said.append("Tệp có phần nhúng từ tệp khác (altChunk) chưa đọc được; hãy kiểm tra lại nội dung.")
        return tuple(said)

    def blocks(self, parent: _Element) -> Iterator[RawBlock]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self.table(child)
            elif child.tag == f"{W}altChunk":
                self.foreign = True
            elif child.tag in {f"{W}del", f"{W}moveFrom"}:
                self.tracked = True
            elif child.tag in _GONE or not isinstance(child.tag, str):
                continue
            elif child.tag == f"{_MC}AlternateContent":
                yield from self.blocks(_choice(child))
            elif child.tag != f"{W}sectPr":
                self.tracked |= child.tag in {f"{W}ins", f"{W}moveTo"}
                yield from self.blocks(child)

    def paragraph(self, paragraph: _Element) -> Iterator[RawBlock]:
        properties = paragraph.find(f"{W}pPr")
        style = value(properties, "pStyle") or self.styles.default
        boxes: list[_Element] = []
        text = self.carried + "".join(self.text(paragraph, style, boxes))
        mark = None if properties is None else properties.find(f"{W}rPr")
        if mark is not None and mark.find(f"{W}del") is not None:
            self.tracked, self.carried = True, text
            return
        self.carried = ""
        label, listed = self._label(properties, style)
        heading = self.styles.heading(style)
        outline = word_styles.number(properties, "outlineLvl")
        if outline is not None:
            heading = outline + 1 if outline < 9 else 0
        if text.strip() or (label and self.in_cell):
            if self.styles.is_contents(style):
                self.contents += 1
            else:
                yield _block(label, text, heading, listed)
        for box in boxes:
            yield from self.blocks(box)

    def text(self, parent: _Element, style: str, boxes: list[_Element]) -> Iterator[str]:
        """Visible characters of a paragraph or of anything inside it; text boxes go to `boxes`."""
        for child in parent:
            tag = child.tag
            if tag in {f"{W}t", f"{_M}t"}:
                yield child.text or ""
            elif tag == f"{W}r":
                yield from self._run(child, style, boxes)
            elif tag == f"{W}br":
                yield "\n"
            elif tag in _MARKS:
                yield _MARKS[tag]
            elif tag == f"{W}sym":
                yield _symbol(child)
            elif tag == f"{W}txbxContent":
                boxes.append(child)
            elif tag == f"{_MC}AlternateContent":
                yield from self.text(_choice(child), style, boxes)
            elif tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
                yield self._note_mark(child)
            elif tag in _GONE or not isinstance(tag, str):
                self.tracked |= tag in {f"{W}del", f"{W}moveFrom"}
            else:
                self.tracked |= tag in {f"{W}ins", f"{W}moveTo"}
                yield from self.text(child, style, boxes)

    def _run(self, run: _Element, style: str, boxes: list[_Element]) -> Iterator[str]:
        properties = run.find(f"{W}rPr")
        own = value(properties, "rStyle") or ""
        hidden, caps = flag(properties, "vanish"), flag(properties, "caps")
        if hidden is None:
            hidden = self.styles.hidden(own) or self.styles.hidden(style)
        text = "".join(self.text(run, style, boxes))
        if hidden:
            self.hidden += bool(text.strip())
            return
        if caps is None:
            caps = self.styles.caps(own) or self.styles.caps(style)
        if value(properties, "vertAlign") == "superscript":
            text = text.translate(_SUPERSCRIPT)
        yield text.upper() if caps else text

    def _label(self, properties: _Element | None, style: str) -> tuple[str, bool]:
        direct = None if properties is None else properties.find(f"{W}numPr")
        inherited = self.styles.list_of(style)
        num_id = value(direct, "numId")
        level = word_styles.number(direct, "ilvl")
        if num_id is None and inherited is not None:
            num_id = inherited[0]
            if level is None:
                tied = self.lists.level_of_style(num_id, inherited[2])
                level = tied if inherited[1] is None else inherited[1]
        if not num_id or num_id == "0":
            return "", False
        label = self.lists.label(num_id, level or 0)
        if not label:
            return "", False
        return label + self.lists.gap(num_id, level or 0), True

    def table(self, table: _Element) -> Iterator[RawBlock]:
        properties = table.find(f"{W}tblPr")
        bordered = word_styles.borders(None if properties is None else properties.find(f"{W}tblBorders"))
        if bordered is None:
            bordered = self.styles.bordered(value(properties, "tblStyle") or "")
        drawn = bordered or any(word_styles.borders(b) for b in table.iter(f"{W}tcBorders"))
        rows: list[list[list[RawBlock]]] = []
        for row in _unwrap(table, f"{W}tr"):
            marks = row.find(f"{W}trPr")
            if marks is not None and marks.find(f"{W}del") is not None:
                self.tracked = True
                continue
            rows.append(self._cells(row, marks))
        texts = [["\n".join(_flat(cell)) for cell in row] for row in rows]
        if is_layout(texts, bordered=bool(drawn)):
            for row in rows:
                for cell in row:
                    yield from cell
            return
        block = table_block(texts)
        if block is not None:
            yield block

    def _cells(self, row: _Element, marks: _Element | None) -> list[list[RawBlock]]:
        cells: list[list[RawBlock]] = [[] for _ in range(min(word_styles.number(marks, "gridBefore") or 0, 64))]
        for cell in _unwrap(row, f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            if properties is not None and properties.find(f"{W}cellDel") is not None:
                self.tracked = True
                continue
            merged = value(properties, "vMerge")
            follows = merged is not None and merged != "restart"
            self.in_cell += 1
            cells.append([] if follows else list(self.blocks(cell)))
            self.in_cell -= 1
            span = word_styles.number(properties, "gridSpan") or 1
            cells += [[] for _ in range(min(max(span, 1), 64) - 1)]
        return cells

    def _note_mark(self, reference: _Element) -> str:
        kind = "footnotes" if reference.tag == f"{W}footnoteReference" else "endnotes"
        self.note_ids.append((kind, reference.get(f"{W}id", "")))
        return f"[{len(self.note_ids)}]"

    def notes(self, package: Package) -> Iterator[RawBlock]:
        """Foot- and endnotes after the text, each behind the mark that stands in the text."""
        parts = {kind: package.related(kind) for kind in {kind for kind, _ in self.note_ids}}
        for index, (kind, note_id) in enumerate(tuple(self.note_ids), start=1):
            part = parts[kind]
            for note in () if part is None else part:
                if note.get(f"{W}id") == note_id:
                    text = " ".join(line for block in self.blocks(note) for line in _flat([block])).strip()
                    if text:
                        yield RawBlock(BlockKind.PARAGRAPH, f"[{index}] {text}")


def _block(label: str, text: str, heading: int, listed: bool) -> RawBlock:
    full = (label + text.strip()).strip() if label else text
    if heading and len(text) <= _HEADING_CHARS:
        return RawBlock(BlockKind.TITLE if heading < 0 else BlockKind.HEADING, full, level=max(heading, 0))
    return RawBlock(BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH, full)


def _choice(alternatives: _Element) -> _Element:
    """What Word itself would show of an mc:AlternateContent; the fallback repeats it for old readers."""
    choice = alternatives.find(f"{_MC}Choice")
    fallback = alternatives.find(f"{_MC}Fallback")
    return next((each for each in (choice, fallback) if each is not None), alternatives)


def _unwrap(parent: _Element, tag: str) -> Iterator[_Element]:
    """Rows or cells, also inside content controls and insertion marks."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml"}:
            yield from _unwrap(child, tag)


def _flat(blocks: list[RawBlock]) -> Iterator[str]:
    """Lines of text of blocks, tables inside tables included."""
    for block in blocks:
        if block.cells:
            yield from (" | ".join(filter(None, row)) for row in block.cells)
        else:
            yield block.text.strip()


def _symbol(symbol: _Element) -> str:
    try:
        code = int(symbol.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    if 0xF000 <= code <= 0xF0FF:
        return _SYMBOLS.get(code, "•")
    return chr(code) if 0x20 <= code < 0xD800 else ""
