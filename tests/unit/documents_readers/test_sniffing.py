"""What a file is, by its content; a name that lies is said, a file that is no text is refused by its kind."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.documents.sniff import DOC, DOCX, HTML, MHTML, PDF, PLAIN, RTF, mismatch, sniff, suffix
from models.errors import BadInput, WorkbenchError
from tests.unit.documents_readers.conftest import make_docx, para


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (b"%PDF-1.7\n...", PDF),
        (b"\n\n%PDF-1.4", PDF),
        (b"{\\rtf1\\ansi xin ch\\'e0o}", RTF),
        (b"<!DOCTYPE html><html><body>Xin</body></html>", HTML),
        ("\ufeff<html><p>Thông báo</p></html>".encode(), HTML),
        ("<html><p>Thông báo</p></html>".encode("utf-16"), HTML),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x", MHTML),
        ("Thông báo họp dân.".encode(), PLAIN),
        ("Thông báo họp dân.".encode("utf-16"), PLAIN),
        ("Thông báo họp dân. Trân trọng.".encode("utf-16-le"), PLAIN),
        ("Giá x < y và <p nhỏ hơn".encode(), PLAIN),
        (b"Th\xabng b\xb8o h\xe4p d\xa9n", PLAIN),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "image/png"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 20, "image/jpeg"),
        (b"II*\0" + b"\0" * 20, "image/tiff"),
    ],
)
def test_content_decides(content: bytes, media: str):
    assert sniff(content, "tep.bin") == media


def test_a_docx_is_known_by_its_parts():
    assert sniff(make_docx(para("Chào")), "khong-duoi") == DOCX


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"MZ\x90\0\x03\0\0\0" + bytes(200), "thong-bao.docx", "chương trình Windows"),
        (b"\x7fELF\x02\x01" + bytes(100), "a", "chương trình Linux"),
        (b"Rar!\x1a\x07\0" + bytes(50), "a.rar", "RAR"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), "a.7z", "7z"),
        (zipped("xl/workbook.xml", "[Content_Types].xml"), "so-lieu.xlsx", "Excel"),
        (zipped("ppt/presentation.xml"), "a.pptx", "PowerPoint"),
        (zipped("anh/1.jpg"), "a.zip", "ZIP"),
        (zipped("mimetype", "content.xml"), "a.odt", "OpenDocument"),
        (b"\0\0\0\x20ftypheic" + bytes(50), "IMG_1.heic", "HEIC"),
        (b"ID3\x04\0\0\0" + bytes(50), "a.mp3", "MP3"),
        (bytes(range(256)) * 8, "la.dat", "không rõ loại"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
            "a.doc",
            "Word XML 2003",
        ),
    ],
)
def test_what_is_no_text_is_refused_by_its_kind(content: bytes, name: str, kind: str):
    with pytest.raises(BadInput) as caught:
        sniff(content, name)
    assert kind in caught.value.message
    assert name in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("content", [b"", b"\0\0\0\0", b"  \r\n\t "])
def test_an_empty_file_is_called_empty(content: bytes):
    with pytest.raises(BadInput, match="rỗng"):
        sniff(content, "a.docx")


def test_binary_rubbish_under_an_office_name_is_called_damaged():
    with pytest.raises(BadInput, match="bị hỏng hoặc tải chưa xong"):
        sniff(bytes(range(1, 256)) * 8, "bao-cao.docx")


@pytest.mark.parametrize(
    ("name", "media", "said"),
    [
        ("a.docx", PDF, True),
        ("a.pdf", DOCX, True),
        ("a.doc", HTML, True),
        ("a.doc", DOC, False),
        ("a.PDF", PDF, False),
        ("https://xa.vn/van-ban.pdf?x=1.docx", PDF, False),
        ("https://xa.vn/tin-tuc", HTML, False),
        ("a.html", PLAIN, False),
    ],
)
def test_a_name_that_lies_is_said(name: str, media: str, said: bool):
    assert bool(mismatch(name, media)) is said


def test_the_extension_of_an_address_ignores_its_query():
    assert suffix("https://xa.vn/tai/VB.DOCX?ban=2#trang=3") == ".docx"


def test_real_samples_are_recognised(samples: Path):
    expected = {".docx": DOCX, ".doc": DOC, ".pdf": PDF, ".html": HTML, ".txt": PLAIN}
    files = [path for path in sorted(samples.rglob("*")) if path.is_file()]
    assert len(files) >= 10
    for path in files:
        assert sniff(path.read_bytes(), path.name) == expected[path.suffix], path.name


@given(st.binary(max_size=600), st.sampled_from(["a.docx", "a.doc", "a.pdf", "a.txt", "a", "b.html"]))
def test_any_bytes_are_named_or_refused(content: bytes, name: str):
    try:
        assert "/" in sniff(content, name)
    except WorkbenchError as error:
        assert error.message
