"""Which blocks of a document are its body: not its header, legal basis, signature or page furniture."""

from __future__ import annotations

import re

from models.summarise import patterns
from models.types import Block, BlockKind, Document

_MARK = re.compile(
    r"\s*(?:(?:[-–—+*•●○▪■◦·\uf0b7]|\(?[0-9]{1,3}(?:\.[0-9]{1,3}){0,4}[.)]|\(?[a-zđ][.)]|[IVXLC]{1,6}[.)]|[A-ZĐ][.)]|"
    r"(?:Điều|ĐIỀU|Mục|MỤC)\s+\d+[a-z]?\s*[.:])\s+|[-–+•●▪\uf0b7](?=\w))+"
)
_HEADLINE_WORDS = 30
_BODY_KINDS = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


def mark_length(text: str) -> int:
    """Length of the list or article mark a block begins with: "- ", "1. ", "Điều 5. "."""
    found = _MARK.match(text)
    return found.end() if found else 0


def body(document: Document) -> list[int]:
    """Indices of the blocks that may give sentences, in order. Headings and tables are not among them."""
    first, last = limits(document)
    parents = {b.parent for b in document.blocks}
    found = []
    addressed = False
    for i in range(first, last):
        text = document.blocks[i].span.of(document.text)
        addressed = patterns.ADDRESSED.match(text) is not None or (
            addressed and document.blocks[i].kind is BlockKind.LIST_ITEM
        )
        if addressed:
            continue
        titles = i in parents and text[-1:] not in ".;,:!?…"  # "b) Thúc đẩy chuyển đổi số" with items under it
        if document.blocks[i].kind in _BODY_KINDS and not titles and not _furniture(text):
            found.append(i)
    return found


def limits(document: Document) -> tuple[int, int]:
    """First block of the body, and the block after its last."""
    first = _header_end(document)
    return first, _ending_start(document, first)


def _header_end(document: Document) -> int:
    """The first block after the header fields (they stand at the top; a stray one further down is ignored)."""
    h = document.header
    ends = [
        f.span.end
        for f in (h.issuer, h.number, h.symbol, h.place, h.issued_on, h.kind, h.subject)
        if f and f.span
    ]
    reach = max(1500, len(document.text) // 4)
    end = max((e for e in ends if e <= reach), default=0)
    if not ends:
        first = headline(document)
        return 0 if first is None else first + 1
    for i, block in enumerate(document.blocks):
        if block.span.start >= end:
            return i
    return 0  # all of it is header: then the header is all there is


def headline(document: Document) -> int | None:
    """The block of a text without an official header that is its headline: short, no stop, before prose."""
    for i, block in enumerate(document.blocks[:-1]):
        text = block.span.of(document.text).strip()
        if block.kind is BlockKind.TITLE:
            return i
        short = len(text.split()) <= _HEADLINE_WORDS and text[-1:].isalnum() and not _furniture(text)
        after = document.blocks[i + 1].span.of(document.text)
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and block.unit is None and short:
            return i if len(after.split()) > len(text.split()) and after.rstrip()[-1:] in '.!?…”"' else None
        if not _furniture(text):
            return None
    return None


def _ending_start(document: Document, first: int) -> int:
    """The block where recipients and signature begin; appendices after it are not summarised either."""
    h = document.header
    starts = [f.span.start for f in (h.signer, h.signer_title, *h.recipients) if f and f.span]
    half = document.blocks[first].span.start if first < len(document.blocks) else 0
    floor = half + (len(document.text) - half) // 3
    cut = min((s for s in starts if s > floor), default=len(document.text))
    for i in range(first, len(document.blocks)):
        span = document.blocks[i].span
        if span.start >= cut or (
            span.start > floor and patterns.ENDING.fullmatch(span.of(document.text).strip(" -–"))
        ):
            return i
    return len(document.blocks)


def _furniture(text: str) -> bool:
    plain = text[mark_length(text) :].strip()
    letters = [c for c in plain if c.isalpha()]
    shouted = len(letters) > 3 and sum(c.isupper() for c in letters) > 0.8 * len(letters)
    # A cell of a table that lost its lines: "Đài", "Long Khánh".
    cell = mark_length(text) == 0 and len(plain.split()) < 4 and plain[-1:] not in ".!?:;"
    cell = cell and not patterns.FUNCTION.fullmatch(plain)
    return (
        not letters
        or shouted
        or cell
        or bool(patterns.NOISE.search(plain))
        or bool(patterns.PREAMBLE.fullmatch(plain))
    )


def titles_above(document: Document, index: int) -> list[int]:
    """Blocks that enclose a block, innermost first; falls back to the nearest headings before it."""
    above: list[int] = []
    parent = document.blocks[index].parent
    while parent is not None and parent not in above and parent < index:
        above.append(parent)
        parent = document.blocks[parent].parent
    return above


def plain_title(document: Document, block: Block) -> str:
    """A heading's words without its mark."""
    text = " ".join(block.span.of(document.text).split())
    return text[mark_length(text) :].strip(" .:")


def document_title(document: Document) -> str:
    """What the document says it is about: subject line, title block, or a name that reads like a headline."""
    if document.header.subject:
        return document.header.subject.value
    first = headline(document)
    if first is not None:
        return " ".join(document.blocks[first].span.of(document.text).split())
    name = document.name
    is_file = re.search(r"\.\w{1,5}$", name) or "://" in name or name == "văn bản dán"
    return "" if is_file or " " not in name.strip() else name
