"""Papers for these tests: plain text with the marks a paper has, set into blocks as a reader would."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from models.types import Block, BlockKind, Document, DocumentHeader, HeaderField, Span, Table, Unit

MARKS = [
    (re.compile(r"[IVX]+\.\s"), Unit.ROMAN, 1),
    (re.compile(r"\d+\.\s"), Unit.NUMBER, 2),
    (re.compile(r"[-–]\s"), Unit.DASH, 3),
    (re.compile(r"\+\s"), Unit.PLUS, 4),
]


def blocks_of(text: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    open_units: list[tuple[int, int]] = []
    for line in re.finditer(r"\S[^\n]*", text):
        span, kind, unit = Span(*line.span()), BlockKind.PARAGRAPH, None
        if " | " in line.group():
            kind = BlockKind.TABLE
        for pattern, found, depth in MARKS:
            if pattern.match(line.group()):
                unit, short = found, not re.search(r"[.;:,]$", line.group())
                kind = BlockKind.HEADING if short and depth <= 2 else BlockKind.LIST_ITEM
                open_units = [u for u in open_units if u[1] < depth]
                break
        parent = open_units[-1][0] if open_units else None
        if kind is BlockKind.TABLE and blocks and blocks[-1].kind is BlockKind.TABLE:
            whole = Span(blocks[-1].span.start, span.end)
            table = Table((*blocks[-1].table.rows, cells(line)))
            blocks[-1] = replace(blocks[-1], span=whole, table=table)
            continue
        table = Table((cells(line),)) if kind is BlockKind.TABLE else None
        blocks.append(Block(kind, span, len(open_units) + 1, unit, "", parent, table))
        if unit:
            open_units.append((len(blocks) - 1, depth))
    return tuple(blocks)


def cells(line: re.Match[str]) -> tuple[Span, ...]:
    found, at = [], line.start()
    for cell in line.group().split(" | "):
        found.append(Span(at, at + len(cell)))
        at += len(cell) + 3
    return tuple(found)


def header_of(text: str) -> DocumentHeader:
    """The header of the sample papers' layout."""
    official = re.match(
        r"(?P<issuer>(?:[^\n]+\n)+?)-{3,}\n.*?Số: (?P<number>\d+)/(?P<symbol>\S+)\n"
        r".*?(?P<day>ngày \d+ tháng \d+ năm \d+)"
        r"\n\n(?P<kind>[^\n]+)\n(?P<subject>[^\n]+)\n",
        text,
        re.DOTALL,
    )
    if official is None:
        return DocumentHeader()

    def field(name: str, value: str = "") -> HeaderField:
        words = value or " ".join(official.group(name).split())
        return HeaderField(words, Span(*official.span(name)))

    day, month, year = re.findall(r"\d+", official.group("day"))
    end = text.find("\nNơi nhận:")
    return DocumentHeader(
        issuer=field("issuer"),
        number=field("number"),
        symbol=field("symbol"),
        issued_on=field("day", f"{year}-{int(month):02}-{int(day):02}"),
        kind=field("kind", official.group("kind").capitalize()),
        subject=field("subject"),
        recipients=(HeaderField("", Span(end + 1, end + 2)),) if end >= 0 else (),
    )


def paper_of(text: str, name: str = "") -> Document:
    return Document(text, blocks_of(text), header_of(text), name)


@pytest.fixture(scope="session")
def paper() -> Callable[..., Document]:
    return paper_of
