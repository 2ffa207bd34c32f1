"""DOC and RTF: the old Word formats, through antiword or LibreOffice, whichever the machine has.

antiword answers in milliseconds but drops automatic list numbers; a file that has some goes through
LibreOffice when it is installed (1-3 s), which turns it into a DOCX for our own reader.
"""

from __future__ import annotations

import itertools
import logging
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from models.documents import programs
from models.documents.base import Limits, Progress, RawBlock, RawDocument
from models.documents.containers import corrupt, locked, ole_streams, word_is_locked
from models.documents.sniff import DOC, RTF
from models.documents.tables import is_layout, table_block
from models.documents.word import WordReader
from models.errors import Missing
from models.types import BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element

logger = logging.getLogger(__name__)

_ANTIWORD_S = 60.0
_OFFICE_S = 90.0
_NUMBERS_LOST = (
    "Số thứ tự tự động của danh sách trong tệp DOC không đọc được. "
    "Hãy cài LibreOffice, hoặc lưu tệp thành DOCX rồi tải lại."
)
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class OldWordReader:
    """Reads DOC (Word 97-2003) and RTF."""

    def __init__(self, media_type: str = DOC) -> None:
        self._media = media_type

    def read(self, content: bytes, name: str, limits: Limits, progress: Progress | None = None) -> RawDocument:
        """See `DocumentReader.read`."""
        if self._media == DOC and word_is_locked(content, ole_streams(content)):
            raise locked(name)
        antiword = programs.find("antiword") if self._media == DOC else None
        office = programs.find("soffice")
        if antiword is None and office is None:
            raise self._nothing_installed(name)
        with tempfile.TemporaryDirectory(prefix="tieng-lang-") as folder:
            path = Path(folder) / ("van-ban.rtf" if self._media == RTF else "van-ban.doc")
            path.write_bytes(content)
            quick = None if antiword is None else _antiword(antiword, path)
            if quick is not None and not (office and _NUMBERS_LOST in quick.warnings):
                return quick
            full = None if office is None else self._office(office, path, name, limits, progress)
        if quick is not None and (full is None or _tables(quick) > _tables(full)):
            return quick  # seen: LibreOffice 7.4 reads some tables as one line of text
        if full is None:
            raise corrupt(name)
        return full

    def _office(
        self, office: str, path: Path, name: str, limits: Limits, progress: Progress | None
    ) -> RawDocument | None:
        if progress is not None:
            progress(0.1, "LibreOffice đang chuyển tệp sang DOCX")
        home = path.parent / "home"
        home.mkdir()
        outcome = programs.run(
            [
                office,
                f"-env:UserInstallation={home.as_uri()}",
                *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
                *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(path.parent), str(path)),
            ],
            timeout_s=_OFFICE_S,
            environment={"HOME": str(home)},
        )
        made = path.with_suffix(".docx")
        if not made.is_file():
            logger.warning("LibreOffice made nothing of a file (timed out: %s)", outcome.timed_out)
            return None
        raw = WordReader().read(made.read_bytes(), name, limits, progress)
        return RawDocument(raw.blocks, self._media, raw.pages, raw.warnings)

    def _nothing_installed(self, name: str) -> Missing:
        if self._media == RTF:
            return Missing(
                f"Chưa đọc được tệp RTF “{name}”: máy chưa cài LibreOffice.",
                hint="Hãy cài LibreOffice, hoặc mở tệp bằng Word rồi lưu thành DOCX.",
                program="soffice",
            )
        return Missing(
            f"Chưa đọc được tệp DOC “{name}”: máy chưa cài antiword hoặc LibreOffice.",
            hint="Hãy cài một trong hai (Debian/Ubuntu: sudo apt install antiword), "
            "hoặc mở tệp bằng Word rồi lưu thành DOCX.",
            program="antiword",
        )


def _tables(raw: RawDocument) -> int:
    return sum(1 for block in raw.blocks if block.cells)


def _antiword(antiword: str, path: Path) -> RawDocument | None:
    """Read antiword's DocBook output; it keeps the cells of tables, its plain text does not."""
    from lxml import etree

    marked = programs.run(
        [antiword, "-m", "UTF-8.txt", "-x", "db", str(path)],
        timeout_s=_ANTIWORD_S,
        environment={"HOME": str(path.parent)},
    )
    plain = programs.run(
        [antiword, "-m", "UTF-8.txt", "-w", "0", str(path)],
        timeout_s=_ANTIWORD_S,
        environment={"HOME": str(path.parent)},
    )
    if not marked.ok or not marked.output.strip():
        logger.warning("antiword could not read a file: %s", marked.complaint.strip()[:200])
        return None
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(_legal_xml(marked.output), parser)
    if root is None:
        return None
    walk = _DocBook(_headings(plain.output.decode("utf-8", "replace")))
    blocks = [block for block in walk.blocks(root, 0) if block.text.strip() or block.cells]
    return RawDocument(blocks, DOC, warnings=(_NUMBERS_LOST,) if walk.numbers_lost else ())


class _DocBook:
    def __init__(self, spaced: dict[str, str]) -> None:
        self._spaced = spaced
        self.numbers_lost = False

    def blocks(self, parent: _Element, depth: int) -> Iterator[RawBlock]:
        for child in parent:
            tag = child.tag
            if tag == "bookinfo" or (tag == "title" and parent.tag == "book") or not isinstance(tag, str):
                continue
            if tag == "title":
                text = _text(child).strip()
                text = self._spaced.get("".join(text.split()), text)
                yield RawBlock(BlockKind.HEADING, text, level=max(depth, 1))
            elif tag == "para":
                yield RawBlock(BlockKind.PARAGRAPH, _lines(child))
                yield from (b for table in child.iterfind("informaltable") for b in self.table(table))
            elif tag in {"orderedlist", "itemizedlist"}:
                self.numbers_lost = True
                for item in child.iter("listitem"):
                    yield RawBlock(BlockKind.LIST_ITEM, "\n".join(_lines(p) for p in item))
            elif tag == "informaltable":
                yield from self.table(child)
            else:
                section = re.fullmatch(r"sect([1-9])", tag)
                yield from self.blocks(child, int(section[1]) + 1 if section else depth)

    def table(self, table: _Element) -> Iterator[RawBlock]:
        rows = [
            [
                "\n".join(line.strip() for line in _text(entry).strip().splitlines())
                for entry in row.iter("entry")
            ]
            for row in table.iter("row")
        ]
        # antiword says nothing of lines; a grid of two rows or more counts as drawn.
        if is_layout(rows, bordered=None):
            for row in rows:
                for cell in row:
                    yield from (RawBlock(BlockKind.PARAGRAPH, line) for line in cell.split("\n"))
            return
        # A column "STT" with nothing below held automatic numbers.
        first = [row[0].strip() for row in rows if row]
        self.numbers_lost |= first[0].upper() in {"STT", "TT", "SỐ TT"} and not any(first[1:])
        block = table_block(rows)
        if block is not None:
            yield block


def _lines(element: _Element) -> str:
    return "\n".join(line.strip() for line in _text(element).strip().splitlines())


def _text(element: _Element) -> str:
    """Characters of an element without its tables; superscript digits become superscript characters."""
    own = element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in {"informaltable", "footnote"}:
            inner = _text(child)
            own += inner.translate(_SUPERSCRIPT) if child.tag == "superscript" else inner
        own += child.tail or ""
    return own


def _headings(plain: str) -> dict[str, str]:
    """Lines of the plain output, alone and by twos, by their letters: DocBook titles lose line breaks."""
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    spaced = {"".join(f"{a}{b}".split()): f"{a} {b}" for a, b in itertools.pairwise(lines)}
    return spaced | {"".join(line.split()): line for line in lines}


def _legal_xml(output: bytes) -> bytes:
    """Antiword passes control characters through, which XML forbids."""
    return re.sub(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", b"", output)
