"""Zip bombs, locked and damaged containers are refused before they are unpacked."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.documents.base import Limits
from models.documents.containers import member, ole_streams, open_zip, word_is_locked
from models.documents.sniff import sniff
from models.errors import BadInput
from tests.unit.documents_readers.conftest import make_docx, para


def archive_of(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_large_member_that_packs_too_well_is_a_bomb():
    with pytest.raises(BadInput, match="nén bất thường") as caught:
        open_zip(archive_of({"word/document.xml": b"a" * 20_000_000}), "a.docx", Limits())
    assert caught.value.details["reason"] == "zip-bomb"


def test_many_members_may_not_add_up_beyond_the_limit():
    content = archive_of({f"{i}.xml": bytes(range(256)) * 40 for i in range(20)})
    with pytest.raises(BadInput, match="nén bất thường"):
        open_zip(content, "a.docx", Limits(max_unpacked_bytes=100_000))
    open_zip(content, "a.docx", Limits(max_unpacked_bytes=300_000)).close()


def test_small_parts_that_pack_well_are_honest():
    with open_zip(archive_of({"word/document.xml": b"<w:p/>" * 100_000}), "a.docx", Limits()) as archive:
        assert member(archive, "word/document.xml", "a.docx")


def test_a_member_whose_size_is_a_lie_is_damaged_not_unpacked():
    content = bytearray(archive_of({"word/document.xml": b"b" * 3000}))
    at = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, at + 24, 10)
    with open_zip(bytes(content), "a.docx", Limits()) as archive, pytest.raises(BadInput, match="bị hỏng"):
        member(archive, "word/document.xml", "a.docx")


def test_a_zip_with_a_password_is_locked():
    content = bytearray(archive_of({"word/document.xml": b"noi dung"}))
    at = content.rfind(b"PK\x01\x02")
    struct.pack_into("<H", content, at + 8, 1)
    with pytest.raises(BadInput, match="mật khẩu"):
        open_zip(bytes(content), "a.docx", Limits())


def test_a_docx_with_a_password_is_an_ole_file_and_is_called_locked():
    content = ole_with("EncryptedPackage", "EncryptionInfo")
    with pytest.raises(BadInput, match="mật khẩu"):
        sniff(content, "mat.docx")


def test_an_old_spreadsheet_is_named():
    with pytest.raises(BadInput, match="Excel"):
        sniff(ole_with("Workbook"), "bang.doc")


def test_an_old_word_file_with_a_password_is_recognised(samples: Path):
    content = bytearray((samples / "nd30" / "Phuluc2.doc").read_bytes())
    streams = ole_streams(bytes(content))
    assert not word_is_locked(bytes(content), streams)
    offset = (streams["WordDocument"][0] + 1) << 9
    content[offset + 11] |= 0x01
    assert word_is_locked(bytes(content), streams)


@given(st.integers(0, 1200), st.integers(0, 255))
@settings(max_examples=60)
def test_one_changed_byte_never_gets_past_as_another_error(position: int, value: int):
    content = bytearray(make_docx(para("Thông báo họp thôn.")))
    content[position % len(content)] = value
    try:
        with open_zip(bytes(content), "a.docx", Limits()) as archive:
            for name in ("word/document.xml", "_rels/.rels"):
                member(archive, name, "a.docx")
    except BadInput as error:
        assert error.hint


@given(st.binary(max_size=3000))
def test_scanning_ole_directories_never_fails(content: bytes):
    streams = ole_streams(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + content)
    word_is_locked(content, streams)


def ole_with(*names: str) -> bytes:
    """The smallest file that looks like OLE: a header sector and a directory sector."""
    entries = b""
    for name in names:
        raw = name.encode("utf-16-le") + b"\0\0"
        entries += raw.ljust(64, b"\0") + struct.pack("<HB", len(raw), 2) + bytes(61)
    return (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)) + entries.ljust(512, b"\0")
