"""One PDF page: its words with their places, its drawn lines, and whether its text can be trusted.

Called under the lock of `pdf`. Annotations are flattened into the page, because issuing systems write
the number and the date of a signed paper as annotations over the gaps left for them.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from models.documents.grid import Ruling
from models.documents.lines import Line, grouped

if TYPE_CHECKING:
    import pypdfium2

_FEW = 20
"""Fewer characters on a page with a picture: a stamp or a page number over a scan."""
_WORD_GAP = 0.12
"""Gap between letters, in line heights, that parts words; a word space is 0.2 or more."""
_MAX_OBJECTS = 20_000
_MAX_SEGMENTS = 4_000
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f]")
_VIETNAMESE = re.compile(
    r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE
)
_STRANGE = re.compile(r"[\ufffd\ue000-\uf8ff]")

_SIGNING = re.compile(
    r"^\s*(?:Người ký|Ký bởi|Được ký bởi|Email|Cơ quan|Tổ chức|Thời gian ký|Ngày ký|Chức vụ)\s*:|@|"
    r"Signature (?:Not Verified|Valid)|(?:Digitally )?Signed by|\d\d:\d\d:\d\d\s*[+-]\d\d",
    re.IGNORECASE,
)
"""The visible box of a digital signature (Thông tư 01/2019/TT-BNV, Điều 13)."""

_Box: TypeAlias = tuple[float, float, float, float]


@dataclass(slots=True)
class Extract:
    """What a page holds."""

    width: float
    height: float
    pieces: list[Line] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    needs_ocr: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """From the page's own coordinates (y up, unrotated) to the page as seen (y down)."""

    rotation: int
    left: float
    bottom: float
    width: float
    height: float
    """As seen."""

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        if self.rotation == 90:
            return y, x
        if self.rotation == 180:
            return self.width - x, y
        if self.rotation == 270:
            return self.width - y, self.height - x
        return x, self.height - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> _Box:
        (ax, ay), (bx, by) = self.point(x0, y0), self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def extract(document: pypdfium2.PdfDocument, index: int) -> Extract:
    """Words, drawn lines and the verdict on the text layer of page `index` (0-based)."""
    from pypdfium2 import raw

    page: pypdfium2.PdfPage = document[index]
    try:
        width, height = page.get_size()
        left, bottom, _, _ = page.get_cropbox()
        place = _Place(page.get_rotation(), left, bottom, width, height)
        found = Extract(width, height, list(_words(page, place)))
        pictures, drawings, found.rulings = _objects(page, place)
        found.needs_ocr = _untrusted("".join(piece.text for piece in found.pieces), pictures, drawings)
        if found.needs_ocr or raw.FPDFPage_GetAnnotCount(page) < 1:
            return found
        if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
            page.close()  # the flattened content shows on a fresh page object only
            page = document[index]
            known = {_key(piece) for piece in found.pieces}
            found.pieces += _stamps([piece for piece in _words(page, place) if _key(piece) not in known])
        return found
    finally:
        page.close()


def _key(piece: Line) -> tuple[str, int, int]:
    return piece.text.strip(), round(piece.x0), round(piece.y1)


def _stamps(pieces: Sequence[Line]) -> Iterator[Line]:
    """Words of annotations that belong to the paper; what a signing program says of itself does not."""
    for row in grouped(pieces):
        text = " ".join(piece.text.strip() for piece in sorted(row, key=lambda p: p.x0))
        if not _SIGNING.search(text):
            yield from (replace(piece, text=f" {piece.text.strip()} ") for piece in row)


def _words(page: pypdfium2.PdfPage, place: _Place) -> Iterator[Line]:
    """Words in content order; a space at the end, or alone, says where white space stands."""
    from pypdfium2 import raw

    textpage = page.get_textpage()
    try:
        text = ""
        box = last = (0.0, 0.0, 0.0, 0.0)
        guess: _Box | None = None
        for at in range(raw.FPDFText_CountChars(textpage)):
            char = _char(raw.FPDFText_GetUnicode(textpage, at))
            blank = not char.strip()
            here = _char_box(textpage, at, place)
            if here is None:
                continue
            if blank and raw.FPDFText_IsGenerated(textpage, at) == 1:
                guess = here  # by content order: wrong where fonts alternate inside a word
                continue
            if guess is not None:
                if not blank and _WORD_GAP * (here[3] - here[1]) < here[0] - guess[0] < here[3] - here[1]:
                    yield Line(" ", *guess)
                guess = None
            if text and (blank or not _joins(box, last, here)):
                follows = blank and abs(here[0] - box[2]) < 0.3 * (box[3] - box[1])
                yield from _word(text + " " * follows, box, place)
                text = ""
                if follows:
                    continue
            if blank:
                yield Line(" ", *here)
            elif text:
                text += char
                box = min(box[0], here[0]), min(box[1], here[1]), max(box[2], here[2]), max(box[3], here[3])
            else:
                text, box = char, here
            last = here
        if text:
            yield from _word(text, box, place)
    finally:
        textpage.close()


def _char_box(textpage: pypdfium2.PdfTextPage, at: int, place: _Place) -> _Box | None:
    """Where a letter stands; None for one that must not be read (a watermark across the page).

    Upright text gets the same height above and below its base line in every font, so that letters of
    a line agree; PDFium's own boxes differ by font and by letter.
    """
    from pypdfium2 import raw

    rect = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(textpage, at, ctypes.byref(rect)):
        return None
    angle = raw.FPDFText_GetCharAngle(textpage, at)
    if _slanted(angle):
        return None
    box = place.box(rect.left, rect.bottom, rect.right, rect.top)
    if place.rotation or math.sin(angle) > 0.5:
        return box
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetCharOrigin(textpage, at, x, y) or not raw.FPDFText_GetMatrix(
        textpage, at, ctypes.byref(matrix)
    ):
        return box
    size = raw.FPDFText_GetFontSize(textpage, at) * math.hypot(matrix.c, matrix.d)
    if not 1.0 < size < 400.0:
        return box
    base = place.point(x.value, y.value)[1]
    return box[0], base - 0.8 * size, box[2], base + 0.2 * size


def _word(text: str, box: _Box, place: _Place) -> Iterator[Line]:
    x0, y0, x1, y1 = box
    if x1 > 0 and y1 > 0 and x0 < place.width and y0 < place.height:  # outside: printers' marks, hidden text
        if any("\ud800" <= char <= "\udfff" for char in text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        yield Line(text, x0, y0, x1, y1)


def _char(code: int) -> str:
    if code in (0x02, 0xFFFE):  # PDFium's mark for a hyphen at a line's end
        return "-"
    if code < 0x20 or code > 0x10FFFF:
        return " "
    return chr(code)


def _joins(box: _Box, last: _Box, here: _Box) -> bool:
    """Whether a letter goes on the word in `box` whose last letter stands in `last`."""
    height = max(box[3] - box[1], 1.0)
    shared = min(box[3], here[3]) - max(box[1], here[1])
    forward = here[0] + here[2] >= last[0] + last[2] - 0.3 * height  # a combining mark sits on its letter
    return shared > 0.4 * min(height, max(here[3] - here[1], 1.0)) and (
        forward and here[0] < last[2] + _WORD_GAP * height
    )


def _slanted(angle: float) -> bool:
    """A watermark across the page. An artificial italic counts as turned by up to 12 degrees."""
    turn = angle % (math.pi / 2)
    return angle >= 0 and min(turn, math.pi / 2 - turn) > math.radians(20)


def _objects(page: pypdfium2.PdfPage, place: _Place) -> tuple[float, int, list[Ruling]]:
    """Share of the page under pictures, number of drawn objects, and straight lines."""
    from pypdfium2 import PdfiumError, raw

    area, drawings = 0.0, 0
    rulings: list[Ruling] = []
    for count, item in enumerate(page.get_objects()):
        if count > _MAX_OBJECTS:
            break
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            try:
                x0, y0, x1, y1 = place.box(*item.get_bounds())
            except PdfiumError:
                continue
            area += max(min(x1, place.width) - max(x0, 0), 0) * max(min(y1, place.height) - max(y0, 0), 0)
            drawings += 1
        elif item.type == raw.FPDF_PAGEOBJ_PATH:
            drawings += 1
            if len(rulings) < _MAX_OBJECTS:
                rulings += _lines_of(item, place)
    return min(area / max(place.width * place.height, 1.0), 1.0), drawings, rulings


def _lines_of(path: pypdfium2.PdfObject, place: _Place) -> Iterator[Ruling]:
    from pypdfium2 import raw

    segments = raw.FPDFPath_CountSegments(path)
    if not 2 <= segments <= _MAX_SEGMENTS:
        return
    matrix = path.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for at in range(segments):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO or not raw.FPDFPathSegment_GetPoint(segment, x, y):
            return
        here = place.point(*matrix.on_point(x.value, y.value))
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = here
        else:
            yield from Ruling.between(last, here)
        if raw.FPDFPathSegment_GetClose(segment):
            yield from Ruling.between(here, start)
        last = here


def _untrusted(text: str, pictures: float, drawings: int) -> bool:
    """Whether the picture of the page says more than its text layer."""
    solid = "".join(text.split())
    if len(solid) < _FEW:
        return pictures > 0.2 or drawings > 50 or (not solid and drawings > 3)
    letters = [char for char in solid if char.isalpha()]
    if len(_STRANGE.findall(solid)) > 0.1 * len(solid):
        return True
    if letters and sum(1 for char in letters if not _LATIN.match(char)) > 0.1 * len(letters):
        return True  # fonts without a Unicode map come out as letters of other scripts
    # A scanner's own text layer knows no Vietnamese: running text has a mark on every fourth letter.
    return pictures > 0.5 and len(letters) > 50 and len(_VIETNAMESE.findall(solid)) < 0.08 * len(letters)
