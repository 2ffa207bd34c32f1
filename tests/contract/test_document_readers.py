"""What every reader promises: a whole document or one of our errors, the same each time, within its limits."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.documents import Limits, Source, read
from models.documents.base import DocumentReader, RawDocument
from models.documents.sniff import DOC, DOCX, HTML, MHTML, PDF, PLAIN
from models.errors import WorkbenchError
from models.types import BlockKind
from tests.unit.documents_readers.conftest import font, make_docx, make_pdf, para  # noqa: F401

LIMITS = Limits(max_ocr_pages=0)
"""OCR of damaged pictures is slow and belongs to its own tests."""
READERS = {
    DOCX: "word:WordReader",
    DOC: "office:OldWordReader",
    PDF: "pdf:PdfReader",
    HTML: "web:WebReader",
    MHTML: "web:WebReader",
    PLAIN: "plain:PlainReader",
    "image/png": "ocr:ImageReader",
}
PAGE = "<html><body><h1>Tin xã</h1><p>Bà con chú ý.</p><table border=1><tr><td>a<td>b<tr><td>c<td>d</table></body></html>"


def reader(media: str) -> DocumentReader:
    module, _, name = READERS[media].partition(":")
    made: DocumentReader = getattr(import_module(f"models.documents.{module}"), name)(media)
    return made


def whole_or_error(media: str, content: bytes) -> RawDocument | None:
    try:
        raw = reader(media).read(content, "tep", LIMITS)
    except WorkbenchError as error:
        assert error.message.strip()
        return None
    for block in raw.blocks:
        assert (block.kind is BlockKind.TABLE) == bool(block.cells)
        assert len({len(row) for row in block.cells}) <= 1
    return raw


@pytest.mark.parametrize("media", sorted(READERS))
@given(content=st.binary(max_size=2000))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_random_bytes_are_an_error_in_words_or_a_document(media: str, content: bytes):
    whole_or_error(media, content)


@pytest.fixture(scope="module")
def papers(make_pdf: Callable[..., bytes]) -> dict[str, bytes]:  # noqa: F811
    return {
        DOCX: make_docx(para("Thông báo") * 20, numbering="<w:num w:numId='1'/>", styles="", footnotes=""),
        PDF: make_pdf(
            [(20, 30, "Thông báo lịch họp các thôn trong tháng này.")], [(20, 30, "Trang hai của thông báo.")]
        ),
        HTML: PAGE.encode(),
        PLAIN: "Thôn\tSố hộ\tGiờ\nHạ\t20\t7\nThượng\t30\t8\n".encode("utf-16"),
    }


@pytest.mark.parametrize("media", [DOCX, PDF, HTML, PLAIN])
@given(data=st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_cut_or_changed_file_is_an_error_in_words_or_a_document(
    papers: dict[str, bytes], media: str, data: st.DataObject
):
    content = bytearray(papers[media][: data.draw(st.integers(0, len(papers[media])))])
    for _ in range(data.draw(st.integers(0, 3))):
        if content:
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    first = whole_or_error(media, bytes(content))
    assert first == whole_or_error(media, bytes(content))
    try:
        read(Source(bytes(content), "tep"), LIMITS)
    except WorkbenchError as error:
        assert error.message


@pytest.mark.parametrize("media", [DOCX, PDF, HTML, PLAIN])
def test_progress_is_optional_and_reading_needs_no_name(papers: dict[str, bytes], media: str):
    told: list[tuple[float, str]] = []
    with_progress = reader(media).read(papers[media], "", LIMITS, lambda at, what: told.append((at, what)))
    assert with_progress == reader(media).read(papers[media], "", LIMITS)
    assert all(0 <= at <= 1 and what for at, what in told)
    assert with_progress.blocks


@pytest.mark.parametrize(
    "name",
    [
        "nd30/30_2020_ND_CP.docx",
        "nd30/Phuluc2.doc",
        "pdf/hanoi_tb_453_flag.pdf",
        "html/e-transactions-law-2023.html",
    ],
)
@given(share=st.floats(0.02, 0.98))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_real_file_cut_short_is_an_error_in_words_or_a_document(samples: Path, name: str, share: float):
    content = (samples / name).read_bytes()
    try:
        read(Source(content[: int(len(content) * share)], name), LIMITS)
    except WorkbenchError as error:
        assert error.message
