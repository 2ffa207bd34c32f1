"""Pictures of pages → words, through tesseract with its Vietnamese data.

Measured on four scanned pages with hand-made transcripts at 300 dpi, share of words read exactly:
page segmentation 3 .936, 4 .937, 6 .917, and of words that are not rubbish .930, .923, .865. The slight
blur gave +1.2 points, the second reading brings back names under seals. 400 dpi was no better.
"""

from __future__ import annotations

import io
import logging
import os
import re
import statistics
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.documents import columns, lines, paragraphs, programs
from models.documents.base import Limits, Progress, RawDocument
from models.documents.lines import Line
from models.errors import BadInput, Missing

if TYPE_CHECKING:
    from PIL.Image import Image

logger = logging.getLogger(__name__)

_LANGUAGE = "vie"
_PAGE_S = 180.0
_SEGMENTATION = "3"
_SCATTERED = "11"
_SURE = 0.85
"""Confidence a word of the second reading needs; seals and signatures stay below."""
_INK_LEFT = 0.0005
"""Share of dark points under which nothing is left to read: about one short word on A4."""
_NOISE = 25.0
"""Words below this confidence are specks, seals and signatures, not letters (0-100)."""
_DOUBTFUL = 0.75
"""Mean confidence under which the person is told to compare with the original."""
_MAX_PIXELS = 80_000_000
_A4_LONG_IN = 11.69


@dataclass(frozen=True, slots=True)
class Engine:
    """A tesseract that has Vietnamese."""

    program: str
    languages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to recognise."""

    image: Image
    """Shades of grey."""
    dpi: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """Words of one picture, places in points."""

    pieces: tuple[Line, ...]
    width: float
    height: float


def engine() -> Engine:
    """The tesseract of this machine. Raises Missing when there is none, or none with Vietnamese."""
    program = programs.find("tesseract")
    if program is None:
        raise Missing(
            "Máy chưa cài chương trình nhận dạng chữ tesseract.",
            hint="Hãy cài (Debian/Ubuntu: sudo apt install tesseract-ocr tesseract-ocr-vie) rồi tải lại tệp, "
            "hoặc dùng bản có chữ (DOCX, PDF xuất từ Word).",
            program="tesseract",
        )
    listed = programs.run([program, "--list-langs"], timeout_s=20)
    languages = frozenset((listed.output.decode("utf-8", "replace")).split())
    if _LANGUAGE not in languages:
        raise Missing(
            "Chương trình tesseract chưa có dữ liệu tiếng Việt.",
            hint="Hãy cài thêm (Debian/Ubuntu: sudo apt install tesseract-ocr-vie) rồi tải lại tệp.",
            program="tesseract-ocr-vie",
        )
    return Engine(program, languages)


def recognise_all(found: Engine, pictures: Iterable[Picture]) -> Iterator[Recognised]:
    """Recognise pictures in order, a few at a time; at most that many are in memory."""
    workers = max(1, min(4, (os.cpu_count() or 2) // 2))
    waiting: deque[Future[Recognised]] = deque()
    with ThreadPoolExecutor(workers, thread_name_prefix="ocr") as pool:
        try:
            for picture in pictures:
                waiting.append(pool.submit(recognise, found, picture))
                if len(waiting) > workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def recognise(found: Engine, picture: Picture, segmentation: str = _SEGMENTATION) -> Recognised:
    """Words of one page: a first reading by layout, a second one of what the first left over.

    Layout analysis takes words under a seal or a signature for a drawing and drops them, the signer's
    name first of all; looked for as scattered words, most come back (see `_second_reading`).

    Raises:
        BadInput: tesseract could not finish the page.
    """
    from PIL import ImageFilter

    # Office scanners write pure black and white; the network was trained on grey edges.
    image = picture.image.filter(ImageFilter.GaussianBlur(picture.dpi / 300))
    scale = 72 / picture.dpi
    words = list(_words(_tesseract(found, image, picture.dpi, segmentation), scale))
    words += _second_reading(found, image, picture.dpi, words)
    return Recognised(tuple(words), image.width * scale, image.height * scale)


def _second_reading(found: Engine, image: Image, dpi: float, words: Sequence[Line]) -> Iterator[Line]:
    """Sure words among the ink that is left when the words already read are painted over."""
    from PIL import ImageDraw

    rest = image.copy()
    brush = ImageDraw.Draw(rest)
    scale = dpi / 72
    for word in words:
        pad = 0.3 * word.height
        brush.rectangle(
            [
                scale * (word.x0 - pad / 2),
                scale * (word.y0 - pad),
                scale * (word.x1 + pad / 2),
                scale * (word.y1 + pad),
            ],
            fill=255,
        )
    ink = sum(rest.histogram()[:128]) / max(rest.width * rest.height, 1)
    if ink < _INK_LEFT:
        return
    for word in _words(_tesseract(found, rest, dpi, _SCATTERED), 72 / dpi):
        if word.confidence >= _SURE and re.search(r"[^\W_]{2}", word.text):
            yield word


def _tesseract(found: Engine, image: Image, dpi: float, segmentation: str) -> str:
    """Tesseract's table (TSV) of a picture."""
    buffer = io.BytesIO()
    image.save(buffer, format="PPM")
    outcome = programs.run(
        [
            found.program,
            *("stdin", "stdout", "-l", _LANGUAGE, "--dpi", str(max(70, round(dpi)))),
            *("--oem", "1", "--psm", segmentation, "tsv"),
        ],
        timeout_s=_PAGE_S,
        given=buffer.getvalue(),
        environment={"OMP_THREAD_LIMIT": "1"},  # pages run side by side; threads inside a page only cost
    )
    if not outcome.ok:
        logger.warning("tesseract failed (timed out: %s): %s", outcome.timed_out, outcome.complaint[:200])
        raise BadInput(
            "Không nhận dạng được chữ trên một trang ảnh quét.",
            hint="Hãy quét lại trang ở 300 dpi, hoặc dùng bản có chữ.",
            reason="ocr-failed",
        )
    return outcome.output.decode("utf-8", "replace")


def _words(table: str, scale: float) -> Iterator[Line]:
    """Words of tesseract's TSV; all words of one of its lines get the line's height and foot.

    A seal or a signature caught in a line makes the line's own box far too tall, so height and foot
    are the medians of its words.
    """
    found: dict[tuple[str, ...], list[Line]] = {}
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip() or float(cells[10]) < _NOISE:
            continue
        left, top, width, height = (float(cell) * scale for cell in cells[6:10])
        word = Line(cells[11].strip() + " ", left, top, left + width, top + height, float(cells[10]) / 100)
        found.setdefault(tuple(cells[1:5]), []).append(word)
    for line in found.values():
        if not any(char.isalnum() for word in line for char in word.text):
            continue  # specks and rules
        height = statistics.median(word.height for word in line)
        foot = statistics.median(word.y1 for word in line)
        yield from (replace(word, y0=foot - height, y1=foot) for word in line)


def without_red(image: Image) -> Image:
    """Shades of grey in which red ink is white: the seal lies over the signer's name."""
    if image.mode in {"1", "L", "LA", "I", "I;16", "F"}:
        return image.convert("L")
    return image.convert("RGB").getchannel("R")


def warnings(pages: str, pieces: Sequence[Line]) -> tuple[str, ...]:
    """What to tell the person about pages read by OCR."""
    total = sum(len(piece.text) for piece in pieces) or 1
    sure = sum(piece.confidence * len(piece.text) for piece in pieces) / total
    said = (
        f"{pages} là ảnh quét, đã đọc bằng nhận dạng chữ (OCR); hãy đối chiếu số liệu, tên riêng với bản gốc."
    )
    if sure < _DOUBTFUL:
        said += f" Ảnh khó đọc: độ tin cậy chỉ {sure:.0%}."
    return (said,)


class ImageReader:
    """Reads pictures of pages: PNG, JPG, TIFF (with several pages), BMP, WebP, GIF."""

    def __init__(self, media_type: str) -> None:
        self._media = media_type

    def read(self, content: bytes, name: str, limits: Limits, progress: Progress | None = None) -> RawDocument:
        """See `DocumentReader.read`."""
        found = engine()
        pages = []
        total = 0
        for number, recognised in enumerate(recognise_all(found, _frames(content, name, limits)), start=1):
            if progress is not None:
                progress(min(0.1 * number, 0.95), f"Nhận dạng chữ trang {number}")
            pages.append(paragraphs.Page(number, recognised.height, lines.rows_of(recognised.pieces)))
            total += len(recognised.pieces)
        paragraphs.without_furniture(pages)
        ordered = [(page, columns.flows(page.rows)) for page in pages]
        blocks = paragraphs.blocks(ordered, ocr={page.number for page in pages})
        pieces = [piece for page in pages for row in page.rows for piece in row]
        said = warnings("Tệp" if len(pages) == 1 else f"Trang 1–{len(pages)}", pieces) if total else ()
        return RawDocument(blocks, self._media, pages=len(pages), warnings=said)


def _frames(content: bytes, name: str, limits: Limits) -> Iterator[Picture]:
    import warnings as python_warnings

    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    try:
        with python_warnings.catch_warnings(), Image.open(io.BytesIO(content)) as opened:
            python_warnings.simplefilter("ignore")
            if opened.width * opened.height > _MAX_PIXELS:
                raise BadInput(
                    f"Ảnh “{name}” quá lớn ({opened.width} × {opened.height} điểm ảnh).",
                    hint="Hãy quét lại ở 300 dpi hoặc thu nhỏ ảnh.",
                    reason="too-large",
                )
            for number, frame in enumerate(ImageSequence.Iterator(opened), start=1):
                if number > limits.max_ocr_pages:
                    raise BadInput(
                        f"Tệp “{name}” có hơn {limits.max_ocr_pages} trang ảnh.",
                        hint="Hãy chia tệp thành nhiều phần.",
                        reason="too-many-pages",
                    )
                upright = ImageOps.exif_transpose(frame)
                yield _scaled(without_red(upright))
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        Image.DecompressionBombError,
    ) as error:
        raise BadInput(
            f"Ảnh “{name}” bị hỏng hoặc tải chưa xong, không đọc được.",
            hint="Hãy quét hoặc chụp lại.",
            reason="corrupt",
        ) from error


def _scaled(image: Image) -> Picture:
    """A page photographed at any size, brought near 300 dpi on the assumption of A4."""
    from PIL import Image as Images

    dpi = max(image.size) / _A4_LONG_IN
    if dpi < 200:
        factor = min(300 / dpi, 3.0)
        size = (round(image.width * factor), round(image.height * factor))
        image, dpi = image.resize(size, Images.Resampling.LANCZOS), dpi * factor
    return Picture(image, dpi)
