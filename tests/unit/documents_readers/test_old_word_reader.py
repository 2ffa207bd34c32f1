"""DOC and RTF through the programs of the machine, and what is said when there are none."""

import os
import stat
from pathlib import Path

import pytest

from models.documents import programs
from models.documents.base import Limits
from models.documents.office import OldWordReader
from models.documents.sniff import RTF
from models.errors import BadInput, Missing
from tests.unit.documents_readers.conftest import make_docx, needs, para

RTF_TEXT = rb"{\rtf1\ansi\uc0 Th\u244?ng b\u225?o\par}"


@needs("antiword")
def test_a_real_doc_comes_out_paragraph_by_paragraph(samples: Path):
    raw = OldWordReader().read((samples / "nd30" / "Phuluc2.doc").read_bytes(), "Phuluc2.doc", Limits())
    texts = [block.text for block in raw.blocks]
    assert texts[:3] == [
        "Phụ lục II",
        "VIẾT HOA TRONG VĂN BẢN HÀNH CHÍNH",
        "(Kèm theo Nghị định số 30/2020/NĐ-CP",
    ]
    assert len(texts) == 50
    assert [text[:3] for text in texts if text[:2] in {"I.", "II", "IV", "V."}] == [
        "I. ",
        "II.",
        "III",
        "IV.",
        "V. ",
    ]


@needs("antiword")
def test_a_doc_with_a_password_is_refused_before_any_program_runs(samples: Path):
    content = bytearray((samples / "nd30" / "Phuluc2.doc").read_bytes())
    at = content.find(b"\xec\xa5")
    content[at + 11] |= 0x01
    with pytest.raises(BadInput, match="mật khẩu"):
        OldWordReader().read(bytes(content), "mat.doc", Limits())


def test_without_programs_the_person_is_told_what_to_install(samples: Path, without_programs: None):
    with pytest.raises(Missing, match="antiword hoặc LibreOffice") as caught:
        OldWordReader().read((samples / "nd30" / "Phuluc2.doc").read_bytes(), "a.doc", Limits())
    assert "DOCX" in caught.value.hint
    with pytest.raises(Missing, match="LibreOffice"):
        OldWordReader(RTF).read(RTF_TEXT, "a.rtf", Limits())


@needs("antiword")
def test_an_ole_file_that_is_no_document_is_called_damaged(samples: Path):
    content = (samples / "nd30" / "Phuluc2.doc").read_bytes()[:3000]
    with pytest.raises(BadInput, match="bị hỏng"):
        OldWordReader().read(content, "cut.doc", Limits())


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)


@pytest.mark.skipif(os.name != "posix", reason="stands in for LibreOffice with a shell script")
def test_what_libreoffice_converts_is_read_like_any_docx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    made = tmp_path / "made.docx"
    made.write_bytes(make_docx(para("Thông báo họp thôn.")))
    program(tmp_path, "soffice", f'for a; do last=$a; done\ncp "{made}" "$(dirname "$last")/van-ban.docx"')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    raw = OldWordReader(RTF).read(RTF_TEXT, "a.rtf", Limits())
    assert [block.text for block in raw.blocks] == ["Thông báo họp thôn."]
    assert raw.media_type == RTF


@pytest.mark.skipif(os.name != "posix", reason="process groups")
def test_a_program_that_hangs_is_stopped_with_its_children():
    outcome = programs.run(["sh", "-c", "sleep 60 & sleep 60"], timeout_s=0.3)
    assert outcome.timed_out
    assert not outcome.ok


def test_a_program_gets_no_secrets_of_ours(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MAT_KHAU", "bi-mat")
    outcome = programs.run(["env"], timeout_s=10)
    assert b"bi-mat" not in outcome.output
    assert b"PATH=" in outcome.output


def test_a_program_that_is_not_there_is_an_outcome_not_a_crash():
    assert not programs.run(["/khong/co/chuong-trinh"], timeout_s=1).ok
