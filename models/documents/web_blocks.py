"""Elements of a page → blocks: paragraphs, headings, numbered lists, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from models.documents import breaks
from models.documents.base import RawBlock
from models.documents.numbering import number
from models.documents.tables import is_layout, table_block
from models.types import BlockKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_INLINE = {
    *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins"),
    *(
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
    ),
    *("wbr", "img", "o:p", "nobr", "ruby", "rb", "data"),
}
_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
_STYLES = {
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "decimal": "decimal",
    "none": "none",
}
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MAX_SPAN = 64


class Walker:
    """Collects running text until a block element ends it."""

    def __init__(self) -> None:
        self._text: list[str] = []

    def blocks(self, element: HtmlElement) -> Iterator[RawBlock]:
        """Blocks inside an element, in reading order."""
        yield from self._inside(element)
        yield from self._flush()

    def _inside(self, element: HtmlElement) -> Iterator[RawBlock]:
        self._add(element.text)
        for child in element:
            if isinstance(child.tag, str):
                yield from self._child(child)
            self._add(child.tail)

    def _child(self, child: HtmlElement) -> Iterator[RawBlock]:
        tag = child.tag
        if tag == "br":
            self._text.append("\n")
        elif tag in {"del", "s", "strike"}:
            return
        elif tag == "sup" and not len(child):
            self._add((child.text or "").translate(_SUPERSCRIPT))
        elif tag in _INLINE:
            yield from self._inside(child)
        else:
            yield from self._flush()
            yield from self._block(child)

    def _block(self, child: HtmlElement) -> Iterator[RawBlock]:
        tag = child.tag
        heading = re.fullmatch(r"h([1-6])", tag)
        if heading:
            text = " ".join(child.text_content().split())
            if text:
                yield RawBlock(BlockKind.HEADING, text, level=int(heading[1]))
        elif tag == "table":
            yield from _table(child)
        elif tag in {"ol", "ul"}:
            yield from self._list(child)
        elif tag == "pre":
            for line in (child.text_content() or "").splitlines():
                if line.strip():
                    yield RawBlock(BlockKind.PARAGRAPH, line.rstrip())
        elif tag != "hr":
            yield from self._inside(child)
            yield from self._flush()

    def _list(self, items: HtmlElement) -> Iterator[RawBlock]:
        form = _list_format(items)
        count = _int(items.get("start"), 1)
        for item in items:
            if item.tag != "li":
                if isinstance(item.tag, str):
                    yield from self._block(item)
                continue
            count = _int(item.get("value"), count)
            label = "- " if form == "bullet" else f"{number(count, form)}. " if form != "none" else ""
            count += 1
            inner = list(Walker().blocks(item))
            for index, block in enumerate(inner):
                if index == 0 and not block.cells:
                    # Authors also type the label by hand: "1. 1. …" would be read twice.
                    own = "" if breaks.starts(block.text) else label
                    yield RawBlock(BlockKind.LIST_ITEM, own + block.text, block.level)
                else:
                    yield block

    def _add(self, text: str | None) -> None:
        if text:
            self._text.append(re.sub(r"[ \t\r\n\f\u00a0]+", " ", text))

    def _flush(self) -> Iterator[RawBlock]:
        text = re.sub(r" {2,}", " ", "".join(self._text))
        self._text.clear()
        for part in breaks.split(re.sub(r" ?\n ?", "\n", text)):
            yield RawBlock(BlockKind.PARAGRAPH, part)


def _table(table: HtmlElement) -> Iterator[RawBlock]:
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    grid: list[list[list[RawBlock]]] = []
    open_cells: dict[int, int] = {}
    for row in rows:
        cells: list[list[RawBlock]] = []

        def fill(cells: list[list[RawBlock]] = cells) -> None:
            while open_cells.get(len(cells), 0) > 0:
                open_cells[len(cells)] -= 1
                cells.append([])

        for cell in row.iterchildren("td", "th"):
            fill()
            width = min(max(_int(cell.get("colspan"), 1), 1), _MAX_SPAN)
            height = min(max(_int(cell.get("rowspan"), 1), 1), 1000)
            for offset in range(width):
                open_cells[len(cells)] = height - 1
                cells.append(list(Walker().blocks(cell)) if offset == 0 else [])
        fill()
        grid.append(cells)
    texts = [["\n".join(_flat(cell)) for cell in row] for row in grid]
    caption = table.find("caption")
    if caption is not None and caption.text_content().strip():
        yield RawBlock(BlockKind.PARAGRAPH, " ".join(caption.text_content().split()))
    if is_layout(texts, bordered=_bordered(table)):
        for cell in (cell for row in grid for cell in row):
            yield from cell
        return
    block = table_block(texts)
    if block is not None:
        yield block


def _flat(blocks: list[RawBlock]) -> Iterator[str]:
    for block in blocks:
        if block.cells:
            yield from (" | ".join(filter(None, row)) for row in block.cells)
        else:
            yield block.text


def _bordered(table: HtmlElement) -> bool | None:
    """Whether lines are drawn: True, False when the page says border=0, None when it does not say."""
    styles = [table.get("style", "")]
    styles += [cell.get("style", "") for cell in list(table.iter("td", "th"))[:6]]
    if any(re.search(r"border[a-z-]*\s*:[^;]*(?:solid|double|dotted|windowtext)", style) for style in styles):
        return True
    if re.search(r"grid|bordered|MsoTable", table.get("class", ""), re.IGNORECASE):
        return True
    border = table.get("border")
    return None if border is None else border.strip() not in {"0", ""}


def _list_format(items: HtmlElement) -> str:
    style = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", items.get("style", ""))
    if items.tag == "ul":
        return "none" if style and style[1] == "none" else "bullet"
    return _STYLES.get(style[1], "decimal") if style else _FORMATS.get(items.get("type", "1"), "decimal")


def _int(text: str | None, default: int) -> int:
    match = re.match(r"\s*(-?\d{1,6})", text or "")
    return int(match[1]) if match else default
