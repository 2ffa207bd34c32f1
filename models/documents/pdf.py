"""PDF → blocks: the text layer where there is a good one, the page's picture otherwise.

PDFium is not thread-safe: every call into it happens under one lock, and OCR runs outside of it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.documents import columns, grid, lines, ocr, paragraphs
from models.documents.base import Limits, Progress, RawBlock, RawDocument
from models.documents.containers import locked
from models.documents.lines import Line
from models.documents.sniff import PDF
from models.errors import BadInput, Missing

if TYPE_CHECKING:
    import pypdfium2

_LOCK = threading.Lock()
_DPI = 300
_MAX_PIXELS = 45_000_000
"""A0 at 300 dpi would be 140 million: such pages are rendered smaller."""


@dataclass(slots=True)
class _Sheet:
    """What one page gave before OCR."""

    number: int
    width: float
    height: float
    pieces: list[Line] = field(default_factory=list)
    needs_ocr: bool = False
    read_by_ocr: bool = False
    tables: list[tuple[float, RawBlock]] = field(default_factory=list)


class PdfReader:
    """Reads PDF."""

    def __init__(self, media_type: str = PDF) -> None:
        self._media = media_type

    def read(self, content: bytes, name: str, limits: Limits, progress: Progress | None = None) -> RawDocument:
        """See `DocumentReader.read`."""
        told = progress or _silent
        document = _open(content, name)
        try:
            sheets = _sheets(document, name, limits, told)
            warnings = self._recognise(document, sheets, name, limits, told)
        finally:
            with _LOCK:
                document.close()
        pages = [
            paragraphs.Page(sheet.number, sheet.height, lines.rows_of(sheet.pieces), sheet.tables)
            for sheet in sheets
        ]
        if paragraphs.without_furniture(pages):
            warnings += ("Đã bỏ dòng đầu trang, chân trang lặp lại.",)
        ordered = [(page, columns.flows(page.rows)) for page in pages]
        blocks = paragraphs.blocks(ordered, ocr={s.number for s in sheets if s.read_by_ocr})
        told(1.0, "Đã đọc xong tệp PDF")
        return RawDocument(blocks, self._media, pages=len(sheets), warnings=warnings)

    def _recognise(
        self,
        document: pypdfium2.PdfDocument,
        sheets: Sequence[_Sheet],
        name: str,
        limits: Limits,
        told: Progress,
    ) -> tuple[str, ...]:
        scanned = [sheet for sheet in sheets if sheet.needs_ocr]
        if not scanned:
            return ()
        if len(scanned) > limits.max_ocr_pages:
            raise BadInput(
                f"Tệp “{name}” có {len(scanned)} trang ảnh quét, quá giới hạn {limits.max_ocr_pages} trang.",
                hint="Hãy chia tệp thành nhiều phần rồi tải lên từng phần.",
                reason="too-many-pages",
            )
        try:
            engine = ocr.engine()
        except Missing as missing:
            if not any(sheet.pieces for sheet in sheets):
                raise Missing(
                    f"Tệp “{name}” là bản quét, không có chữ để đọc. {missing.message}",
                    hint=missing.hint,
                    program="tesseract",
                ) from missing
            return (f"{_page_list(scanned)} là ảnh quét, chưa đọc được. {missing.message} {missing.hint}",)
        images = (_render(document, sheet) for sheet in scanned)
        pairs = zip(scanned, ocr.recognise_all(engine, images), strict=True)
        for done, (sheet, page) in enumerate(pairs, start=1):
            told(0.1 + 0.9 * done / len(scanned), f"Nhận dạng chữ trang {sheet.number}/{len(sheets)}")
            if page.pieces or not sheet.pieces:
                sheet.pieces, sheet.tables, sheet.read_by_ocr = list(page.pieces), [], True
        read = [sheet for sheet in scanned if sheet.read_by_ocr]
        return ocr.warnings(_page_list(read), [p for sheet in read for p in sheet.pieces]) if read else ()


def _silent(fraction: float, message: str) -> None:
    del fraction, message


def _open(content: bytes, name: str) -> pypdfium2.PdfDocument:
    import pypdfium2
    from pypdfium2 import raw

    with _LOCK:
        try:
            return pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
                raise locked(name) from error
            raise _damaged(name) from error


def _sheets(document: pypdfium2.PdfDocument, name: str, limits: Limits, told: Progress) -> list[_Sheet]:
    import pypdfium2

    from models.documents import pdf_page

    with _LOCK:
        count = len(document)
    if count == 0:
        raise _damaged(name)
    if count > limits.max_pages:
        raise BadInput(
            f"Tệp “{name}” có {count} trang, quá giới hạn {limits.max_pages} trang.",
            hint="Hãy chia tệp thành nhiều phần rồi tải lên từng phần.",
            reason="too-many-pages",
        )
    sheets = []
    characters = 0
    for index in range(count):
        try:
            with _LOCK:
                found = pdf_page.extract(document, index)
        except pypdfium2.PdfiumError as error:
            raise _damaged(name, f"trang {index + 1}") from error
        characters += sum(len(piece.text) for piece in found.pieces)
        if characters > limits.max_chars:
            raise BadInput(
                f"Tệp “{name}” dài quá {limits.max_chars:,} ký tự.".replace(",", "."),
                hint="Hãy chia tệp thành nhiều phần rồi tải lên từng phần.",
                reason="too-long",
            )
        rest, tables = grid.take_tables(found.pieces, found.rulings, index + 1)
        sheets.append(_Sheet(index + 1, found.width, found.height, rest, found.needs_ocr, tables=tables))
        told(0.1 * (index + 1) / count, f"Đọc trang {index + 1}/{count}")
    return sheets


def _render(document: pypdfium2.PdfDocument, sheet: _Sheet) -> ocr.Picture:
    """The page in shades of grey. Red is left out: the seal lies over the signer's name."""
    scale = min(_DPI / 72, (_MAX_PIXELS / max(sheet.width * sheet.height, 1.0)) ** 0.5)
    with _LOCK:
        page = document[sheet.number - 1]
        try:
            image = page.render(scale=scale).to_pil()
        finally:
            page.close()
    return ocr.Picture(ocr.without_red(image), scale * 72)


def _page_list(sheets: Iterable[_Sheet]) -> str:
    """In words: “Trang 1”, “Trang 1–3, 7”."""
    numbers = [sheet.number for sheet in sheets]
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return "Trang " + ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def _damaged(name: str, where: str = "") -> BadInput:
    return BadInput(
        f"Tệp PDF “{name}” bị hỏng hoặc tải chưa xong{' (' + where + ')' if where else ''}, không đọc được.",
        hint="Hãy tải lại tệp từ nguồn, hoặc mở bằng trình xem PDF rồi in ra tệp PDF mới.",
        reason="corrupt",
    )
