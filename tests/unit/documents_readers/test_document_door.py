"""The one door: limits first, then what the file is, then its reader; nothing comes in by half."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from models.documents import Limits, Source, read, read_text
from models.errors import BadInput
from tests.unit.documents_readers.conftest import make_docx, para


def test_importing_the_package_loads_no_format_library():
    code = (
        "import sys, models.documents; "
        "print([m for m in ('docx','pypdfium2','lxml','trafilatura','pytesseract','httpx','PIL','numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_file_that_lies_is_read_by_its_content_with_a_warning(make_pdf: Callable[..., bytes]):
    content = make_pdf([(20, 30, "Thông báo lịch cắt điện tuần này.")])
    document = read(Source(content, "thong-bao.docx"))
    assert document.text == "Thông báo lịch cắt điện tuần này."
    assert document.media_type == "application/pdf"
    assert any("đuôi .docx" in warning and "PDF" in warning for warning in document.warnings)


def test_the_size_limit_comes_first():
    with pytest.raises(BadInput, match="vượt giới hạn"):
        read(Source(b"MZ" + bytes(100), "a.exe"), Limits(max_bytes=50))


def test_a_paper_without_a_word_is_refused(make_pdf: Callable[..., bytes]):
    for content, name in ((make_docx("<w:p/>"), "a.docx"), (make_pdf([]), "a.pdf"), (b"--- ... ---", "a.txt")):
        with pytest.raises(BadInput, match="không có chữ"):
            read(Source(content, name))


def test_pasted_text_with_half_a_character_is_read():
    assert read_text("Thông báo \ud83d họp thôn.").text == "Thông báo ? họp thôn."


def test_reading_twice_gives_the_same_document(make_pdf: Callable[..., bytes]):
    for content, name in (
        (make_docx(para("Họp thôn.")), "a.docx"),
        (make_pdf([(20, 30, "Họp thôn lúc 7 giờ.")]), "a.pdf"),
    ):
        assert read(Source(content, name)) == read(Source(content, name))


@pytest.mark.parametrize(
    "name",
    [
        "nd30/30_2020_ND_CP.docx",
        "nd30/Phuluc3.docx",
        "pdf/hanoi_tb_453_flag.pdf",
        "html/e-transactions-law-2023.html",
        "ke-hoach-80-KH-UBND.txt",
    ],
)
def test_every_span_of_a_real_document_covers_its_text(samples: Path, name: str):
    document = read(Source.of_path(samples / name))
    assert document.blocks
    at = 0
    for block in document.blocks:
        assert block.span.start >= at
        at = block.span.end
        assert block.span.of(document.text).strip()
        for row in block.table.rows if block.table else ():
            for cell in row:
                assert block.span.start <= cell.start <= cell.end <= block.span.end
    assert at <= len(document.text)
