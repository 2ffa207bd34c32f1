"""Sentences: the cases listed in the module, and what must hold for any text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import sentences
from models.types import Span

CASES = [
    line.strip()
    for line in (sentences.__doc__ or "").split("read this list):\n")[1].splitlines()
    if line.strip()
]
# "câu." glued to "Xe" is one written case with a boundary but no space: the bar cannot show it.
GLUED = "Đường ngập sâu.Xe không qua được."


def texts(text: str) -> list[str]:
    return [s.text for s in sentences.split(text)]


@pytest.mark.parametrize("case", [c for c in CASES if c != GLUED])
def test_the_cases_of_the_module(case: str) -> None:
    expected = [part.strip() for part in case.split("|")]
    assert texts(" ".join(expected)) == expected


def test_a_forgotten_space_still_ends_a_sentence() -> None:
    assert GLUED in CASES
    assert texts(GLUED) == ["Đường ngập sâu.", "Xe không qua được."]


@pytest.mark.parametrize(
    "one",
    [
        "Ông Nguyễn V. An ở phường Hòa Bình.",
        "Đ/c. Lê Văn Bê chủ trì hội nghị.",
        "Cơ quan ở Tp.Biên Hòa và TT. Suối Mơ.",
        "ThS.BS. Trần Văn Cê, Trạm trưởng Trạm Y tế xã.",
        "a) Hồ sơ gồm: đơn, giấy chứng nhận; bản sao căn cước.",
        "IV. TỔ CHỨC THỰC HIỆN",
        "Bước 2. Chọn dịch vụ cần làm.",
        "- 1. Quét dọn đường làng.",
        "Diện tích 1.250,5 m2, cao 3.143 m.",
        "Ngày 12. 4. 2022 là hạn cuối.",
        "Gọi số 0251.3822.501 để được giúp.",
    ],
)
def test_one_sentence_stays_one(one: str) -> None:
    assert texts(one) == [one]


def test_every_line_is_a_sentence_of_its_own() -> None:
    text = "Người dân cần chuẩn bị:\n- Căn cước công dân;\n- Sổ hộ khẩu (nếu có);\n"
    assert texts(text) == ["Người dân cần chuẩn bị:", "- Căn cước công dân;", "- Sổ hộ khẩu (nếu có);"]


def test_a_spaced_straight_quote_closes_with_its_sentence() -> None:
    assert texts('Ông nói: " Tôi đồng ý. " Cả phòng vỗ tay.') == [
        'Ông nói: " Tôi đồng ý. "',
        "Cả phòng vỗ tay.",
    ]


def test_a_part_of_a_text_keeps_the_offsets_of_the_whole() -> None:
    text = "Câu đầu. Câu giữa. Câu cuối."
    (middle,) = sentences.split(text, Span(9, 18))
    assert middle.text == "Câu giữa."
    assert middle.span.of(text) == middle.text


VIETNAMESE = st.text(
    alphabet=st.sampled_from("aâbcđeêghioôơuưyàáảãạ ABCĐQPTIVX0123456789.,;:!?…“”\"'()[]-–/@\n\t\r\u2028"),
    max_size=200,
)


@given(st.one_of(st.text(), VIETNAMESE))
def test_sentences_are_in_order_and_cover_every_visible_character(text: str) -> None:
    found = sentences.split(text)
    at = 0
    for s in found:
        assert s.span.start >= at
        assert text[at : s.span.start].strip() == ""
        assert s.text == s.span.of(text)
        assert s.text == s.text.strip() != ""
        at = s.span.end
    assert text[at:].strip() == ""


@given(VIETNAMESE, st.integers(-5, 250), st.integers(-5, 250))
def test_any_span_is_accepted_and_kept(text: str, start: int, end: int) -> None:
    for s in sentences.split(text, Span(start, end)):
        assert max(0, start) <= s.span.start < s.span.end <= min(end, len(text))


@given(VIETNAMESE)
def test_splitting_a_sentence_again_changes_nothing(text: str) -> None:
    for s in sentences.split(text):
        if not re.search(r"[“”\"'()\[\].…]", s.text):
            assert texts(s.text) == [s.text]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("ủy ban nhân dân xã", 5),
        ("UBND xã Suối Mơ", 7),
        ("thông báo: từ ngày 5-6, cắt điện", 8),
        ("TOÀN QUỐC", 2),
    ],
)
def test_syllables(text: str, count: int) -> None:
    assert sentences.count_syllables(text) == count


@given(st.text())
def test_counting_never_fails(text: str) -> None:
    assert sentences.count_syllables(text) >= 0
