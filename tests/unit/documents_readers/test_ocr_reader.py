"""Scans through tesseract: read, marked as read by machine, two columns apart."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from models.documents import read
from models.documents.base import Limits, Source
from models.documents.ocr import ImageReader, engine, without_red
from models.documents.pdf import PdfReader
from models.errors import BadInput, Missing


def vietnamese_ocr() -> bool:
    try:
        engine()
    except Missing:
        return False
    return True


needs_ocr = pytest.mark.skipif(not vietnamese_ocr(), reason="tesseract with Vietnamese is not installed here")
LINES = [
    "Thông báo về việc tiêm phòng cho đàn gia súc năm nay.",
    "Thời gian tiêm từ ngày 12 đến ngày 20 tháng 4.",
    "Địa điểm tại nhà văn hóa các thôn trong toàn xã.",
]


@pytest.fixture
def page(make_pdf: Callable[..., bytes]) -> Image.Image:
    """A page of our own lines as a picture at 200 dpi, the way office scanners deliver it."""
    import pypdfium2

    content = make_pdf([(25, 40 + 12 * n, text) for n, text in enumerate(LINES)], size=13)
    document = pypdfium2.PdfDocument(content)
    picture = document[0].render(scale=200 / 72).to_pil()
    document.close()
    return picture


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format=form, **options)
    return buffer.getvalue()


@needs_ocr
@pytest.mark.parametrize("form", ["PNG", "TIFF"])
def test_a_picture_of_a_page_is_read_and_marked(page: Image.Image, form: str):
    document = read(Source(saved(page, form), f"quet.{form.lower()}"))
    assert document.text.split("\n") == LINES
    assert any("OCR" in warning and "đối chiếu" in warning for warning in document.warnings)


@needs_ocr
def test_a_pdf_with_a_scanned_page_says_which_page_was_read_by_machine(
    page: Image.Image, make_pdf: Callable[..., bytes]
):
    def scan(pdf: object) -> None:
        pdf.image(page, 0, 0, 210)

    raw = PdfReader().read(make_pdf([(20, 30, "Trang đầu có chữ đọc được ngay.")], scan), "a.pdf", Limits())
    assert raw.blocks[0].text == "Trang đầu có chữ đọc được ngay."
    assert [block.page for block in raw.blocks] == [1, 2, 2, 2]
    assert raw.warnings[0].startswith("Trang 2 là ảnh quét")


def test_a_mixed_pdf_without_tesseract_keeps_its_text_and_names_the_lost_page(
    page: Image.Image, make_pdf: Callable[..., bytes], without_programs: None
):
    content = make_pdf([(20, 30, "Trang đầu có chữ đọc được ngay.")], lambda pdf: pdf.image(page, 0, 0, 210))
    raw = PdfReader().read(content, "a.pdf", Limits())
    assert len(raw.blocks) == 1
    assert "Trang 2" in raw.warnings[0]
    assert "chưa đọc được" in raw.warnings[0]


def test_red_ink_is_taken_off():
    paper = Image.new("RGB", (3, 1), "white")
    paper.putpixel((0, 0), (230, 30, 40))
    paper.putpixel((1, 0), (20, 20, 20))
    grey = without_red(paper)
    assert grey.getpixel((0, 0)) > 200
    assert grey.getpixel((1, 0)) < 50


def test_a_damaged_picture_says_so(page: Image.Image):
    if not vietnamese_ocr():
        pytest.skip("without tesseract the picture is not even opened")
    with pytest.raises(BadInput, match="bị hỏng"):
        ImageReader("image/png").read(saved(page, "PNG")[:400], "a.png", Limits())


def test_a_picture_without_tesseract_says_what_to_install(page: Image.Image, without_programs: None):
    with pytest.raises(Missing, match="tesseract"):
        read(Source(saved(page, "PNG"), "quet.png"))


@needs_ocr
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "phrases"),
    [
        (
            "cv_3722_metro.pdf",
            ["Số: 3722/VPCP-CN", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ngày 28 tháng 4 năm 2026"],
        ),
        (
            "qd_729_ttg.pdf",
            ["THỦ TƯỚNG CHÍNH PHỦ", "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký ban hành."],
        ),
    ],
)
def test_real_scans_give_their_header_and_articles(samples: Path, name: str, phrases: list[str]):
    raw = PdfReader().read((samples / "pdf" / name).read_bytes(), name, Limits())
    text = "\n".join(block.text for block in raw.blocks)
    for phrase in phrases:
        assert phrase in text
    assert "Người ký:" not in text
