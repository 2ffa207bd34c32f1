"""The sample documents: they open, they are fictional, and they never change between two calls."""

import io
import json
import unicodedata
from pathlib import Path

import pytest

from pipelines.samples import sample_documents

SAMPLES = sample_documents()
WORD = [(name, content) for name, content in SAMPLES if name.endswith(".docx")]
PLAIN = [(name, content.decode()) for name, content in SAMPLES if name.endswith(".txt")]


def test_there_are_word_files_and_text_files() -> None:
    assert len(WORD) >= 2
    assert len(PLAIN) >= 4
    assert len({name for name, _ in SAMPLES}) == len(SAMPLES)


def test_the_same_bytes_every_time() -> None:
    assert sample_documents() == SAMPLES


@pytest.mark.parametrize(("name", "text"), PLAIN)
def test_texts_are_nfc_and_single_purpose(name: str, text: str) -> None:
    assert unicodedata.is_normalized("NFC", text)
    assert 150 <= len(text.split()) <= 900


@pytest.mark.parametrize(("name", "content"), WORD)
def test_word_files_have_the_head_and_the_end_of_an_official_paper(name: str, content: bytes) -> None:
    import docx

    word = docx.Document(io.BytesIO(content))
    head, *_, end = word.tables
    assert "Số:" in head.cell(0, 0).text
    assert "Độc lập - Tự do - Hạnh phúc" in head.cell(0, 1).text
    assert end.cell(0, 0).text.startswith("Nơi nhận:")
    assert len(word.paragraphs) > 10
    assert not any(" | " in p.text for p in word.paragraphs)


def test_the_commune_does_not_exist(shared: Path) -> None:
    units = (shared / "data" / "administrative_units_2025.json").read_text(encoding="utf-8")
    assert json.loads(units)
    assert "Suối Mơ" not in units
