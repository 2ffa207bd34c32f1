"""The three forms of a document: nothing invented, limits kept, what is missing is said."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from models import documents, sentences
from models.documents.base import Source
from models.errors import BadInput
from models.summarise.base import Budget, SummarySentence
from models.summarise.extractive import ExtractiveSummariser
from models.types import Document, Span
from pipelines import draft
from pipelines.draft import FormBudget
from pipelines.samples import sample_documents
from pipelines.types import Forms

Paper = Callable[..., Document]
PLAIN = {name: content.decode() for name, content in sample_documents() if name.endswith(".txt")}
POWER_CUT = next(name for name in PLAIN if "ngung-cap-dien" in name)
STORM = next(name for name in PLAIN if "ung-pho-bao" in name)
GOOD_DEED = next(name for name in PLAIN if "guong" in name)


def forms(document: Document, **budget: float) -> Forms:
    return draft.forms(document, FormBudget(**budget), ExtractiveSummariser(), "extractive")


def everything(made: Forms) -> str:
    board = " ".join(line for page in made.board.pages for line in page)
    portal = [made.portal.title, made.portal.sapo, *(s.text for s in made.portal.body)]
    return "\n".join([made.radio.text, board, *portal, draft.summary_of(made)])


@pytest.mark.parametrize("seconds", [20, 45, 90, 300])
@pytest.mark.parametrize("name", PLAIN)
def test_every_word_and_number_stands_in_the_source(paper: Paper, name: str, seconds: int) -> None:
    source = PLAIN[name]
    made = everything(forms(paper(source, name), radio_seconds=seconds))
    words = set(re.findall(r"\w+", source.lower()))
    for number in re.findall(r"\d[\d.,/:]*\d|\d", made):
        assert number in source
    own = {"ban", "hành", "có", "về", "việc"}  # the opening's template
    assert set(re.findall(r"\w+", made.lower())) <= words | own


@pytest.mark.parametrize("name", PLAIN)
def test_every_sentence_points_at_its_source(paper: Paper, name: str) -> None:
    source = PLAIN[name]
    made = forms(paper(source, name))
    for sentence in (*made.radio.sentences, *made.portal.body):
        assert sentence.evidence
        for evidence in sentence.evidence:
            assert evidence.span.of(source) == evidence.quote != ""


@pytest.mark.parametrize("seconds", [30, 60, 90])
@pytest.mark.parametrize("name", PLAIN)
def test_the_radio_form_keeps_its_time_as_it_is_spoken(paper: Paper, name: str, seconds: int) -> None:
    def slow(text: str) -> str:
        return re.sub(r"\d", " một hai ", text)

    budget = FormBudget(radio_seconds=seconds)
    made = draft.forms(paper(PLAIN[name]), budget, ExtractiveSummariser(), "extractive", spoken=slow)
    said = sum(sentences.count_syllables(slow(s.text)) for s in made.radio.sentences)
    assert said <= budget.radio_syllables or any("dài hơn thời lượng" in w for w in made.warnings)


def test_the_opening_says_who_announces_what(paper: Paper) -> None:
    first = forms(paper(PLAIN[POWER_CUT])).radio.sentences[0]
    assert first.text == (
        "Đội Quản lý điện Suối Mơ thông báo về việc tạm ngừng cung cấp điện để sửa chữa lưới điện."
    )
    assert {e.quote for e in first.evidence} >= {"THÔNG BÁO"}


def test_an_emergency_tells_people_what_to_do_and_whom_to_call(paper: Paper) -> None:
    said = forms(paper(PLAIN[STORM])).radio.text
    assert "phải sơ tán" in said
    assert "112" in said


def test_a_plan_opens_with_its_date(paper: Paper) -> None:
    text = PLAIN[POWER_CUT].replace("THÔNG BÁO", "KẾ HOẠCH").replace("Về việc tạm", "Tạm")
    assert forms(paper(text)).radio.sentences[0].text.startswith("Ngày 04 tháng 11 năm 2026, Đội Quản lý điện")


def test_capitals_become_small_letters_where_the_body_writes_them_small(paper: Paper) -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nXÃ SUỐI MƠ\n-----\nSố: 1/QĐ-UBND\nSuối Mơ, ngày 02 tháng 3 năm 2027\n\n"
        "QUYẾT ĐỊNH\nVỀ VIỆC CÔNG NHẬN ẤP ĐỒNG TÂM ĐẠT CHUẨN NÔNG THÔN MỚI\n\n"
        "Ủy ban nhân dân xã công nhận ấp Đồng Tâm đạt chuẩn nông thôn mới năm 2027.\n"
    )
    assert draft.title_of(paper(text)) == "Quyết định về việc công nhận ấp Đồng Tâm đạt chuẩn nông thôn mới"


def test_a_news_item_keeps_its_headline(paper: Paper) -> None:
    document = paper(PLAIN[GOOD_DEED])
    assert draft.title_of(document) == "Người giữ con đường hoa ở ấp Hòa Thuận"


@pytest.mark.parametrize("name", PLAIN)
def test_the_summary_fits_its_field_and_ends_a_sentence(paper: Paper, name: str) -> None:
    summary = draft.summary_of(forms(paper(PLAIN[name])))
    assert 0 < len(summary) <= 300
    assert summary[-1] in ".!?”…"


@pytest.mark.parametrize(("width", "lines", "screens"), [(40, 2, 3), (20, 2, 6), (24, 4, 4), (12, 1, 2)])
@pytest.mark.parametrize("name", PLAIN)
def test_the_board_keeps_its_size(paper: Paper, name: str, width: int, lines: int, screens: int) -> None:
    made = forms(paper(PLAIN[name]), board_chars=width, board_lines=lines, board_screens=screens)
    assert len(made.board.pages) <= screens
    assert all(0 < len(page) <= lines for page in made.board.pages)
    assert all(0 < len(line) <= width for page in made.board.pages for line in page)


def test_the_board_can_be_set_in_capitals(paper: Paper) -> None:
    made = draft.forms(paper(PLAIN[STORM]), FormBudget(board_upper=True), ExtractiveSummariser(), "extractive")
    assert all(line == line.upper() for page in made.board.pages for line in page)


def test_what_the_script_leaves_out_is_said(paper: Paper) -> None:
    made = forms(paper(PLAIN[STORM]), radio_seconds=15)
    assert any("chưa nhắc đến hạn chót" in w and "07 tháng 11 năm 2026" in w for w in made.warnings)


def test_a_short_document_is_read_whole(paper: Paper) -> None:
    text = "Chiều nay chợ nghỉ sớm.\nMai chợ họp lại từ 5 giờ.\nBà con nhớ mang sổ."
    assert forms(paper(text)).radio.text == text


@pytest.mark.parametrize("text", ["", "   \n", "--- 123 ---"])
def test_a_document_without_words_is_refused(paper: Paper, text: str) -> None:
    with pytest.raises(BadInput):
        forms(paper(text))


def read(name: str, content: bytes) -> Document:
    return documents.read(Source(content, name))


@pytest.mark.parametrize(("name", "content"), sample_documents())
def test_every_sample_document_makes_a_bulletin(name: str, content: bytes) -> None:
    document = read(name, content)
    made = forms(document)
    assert len(made.radio.sentences) >= 4
    assert made.portal.title
    assert made.portal.body
    assert len(made.board.pages) >= 2
    for sentence in (*made.radio.sentences, *made.portal.body):
        assert all(e.span.of(document.text) == e.quote for e in sentence.evidence)
        numbers = re.findall(r"\d+", sentence.text)
        assert all(n in " ".join(e.quote for e in sentence.evidence) for n in numbers)


def test_the_founding_plan_in_ninety_seconds(samples: Path) -> None:
    name = "ke-hoach-80-KH-UBND.txt"
    made = forms(read(name, (samples / name).read_bytes()))
    said = [s.text for s in made.radio.sentences]
    assert said[0].startswith("Ngày 12 tháng 4 năm 2022, Ủy ban nhân dân tỉnh Đồng Nai ban hành Kế hoạch")
    assert any(t.startswith("Mục tiêu chung:") for t in said)
    assert sum("năm 2025" in t and "100%" in t for t in said) >= 2
    assert not any("Đang tải" in t or t.startswith("Căn cứ") or "Nơi nhận" in t for t in said)


class OneScore:
    """An engine that rates nothing: each sentence of the first line, all equal."""

    revision = "7"

    def summarise(self, document: Document, budget: Budget) -> Sequence[SummarySentence]:
        return [SummarySentence(s.text, (s.span,), 1.0) for s in sentences.split(document.text, Span(0, 900))]


def test_another_engine_is_used_as_it_is_and_named(paper: Paper) -> None:
    text = " ".join(f"Câu số {i} nói một điều dài vừa đủ để nghe cho rõ ràng." for i in range(40))
    made = draft.forms(paper(text), FormBudget(radio_seconds=20), OneScore(), "thu")
    assert (made.engine, made.engine_revision) == ("thu", "7")
    assert 1 < len(made.radio.sentences) < 6
