"""Lines on a board: they fit, they are even, and nothing that belongs together is torn apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import forms_board, forms_facts


def test_lines_are_even_so_that_no_word_stands_alone() -> None:
    lines = forms_board.wrap("Người dân nộp hồ sơ tại bộ phận một cửa xã", 38)
    assert lines == ("Người dân nộp hồ sơ", "tại bộ phận một cửa xã")


@pytest.mark.parametrize("width", range(14, 40))
def test_a_number_keeps_its_unit(width: int) -> None:
    for line in forms_board.wrap("Cắt điện từ 7 giờ đến 11 giờ ngày 10 tháng 11 năm 2026", width):
        assert not line.endswith(("từ", "từ 7", "đến 11", "ngày", "tháng", "năm"))


@given(st.text(st.sampled_from("aăbcđế 0123./-ngàythứ"), max_size=160), st.integers(4, 60))
def test_wrapping_loses_no_character_and_fits(text: str, width: int) -> None:
    lines = forms_board.wrap(text, width)
    assert all(0 < len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_text_goes_on_over_a_second_screen() -> None:
    pages, left_out = forms_board.screens([["Tiêu đề"], ["một hai ba bốn năm sáu bảy tám"]], 16, 1, 4)
    assert pages == (("Tiêu đề",), ("một hai ba bốn",), ("năm sáu bảy tám",))
    assert left_out == []


def test_what_finds_no_room_is_told() -> None:
    assert forms_board.screens([["Tiêu đề"], ["một hai ba"]], 10, 1, 1) == ((("Tiêu đề",),), ["một hai ba"])


def test_a_timetable_is_shown_whole_or_not_at_all() -> None:
    timetable = ["Ngày 5: ấp Một", "Ngày 6: ấp Hai", "Ngày 7: ấp Ba"]
    assert forms_board.screens([timetable], 14, 2, 1) == ((), timetable)
    closed_up = forms_board.screens([timetable], 14, 2, 2)[0]
    assert closed_up == (("Ngày 5: ấp Một", "Ngày 6: ấp Hai"), ("Ngày 7: ấp Ba",))


@pytest.mark.parametrize(
    ("sentence", "short"),
    [
        (
            "Mọi thắc mắc, người dân liên hệ Phòng Kinh tế xã, điện thoại 0251 3000 118, trong giờ hành chính.",
            "Người dân liên hệ Phòng Kinh tế xã, điện thoại 0251 3000 118",
        ),
        (
            "Người dân phản ánh qua số điện thoại của hợp tác xã môi trường: 0251 3000 330.",
            "Số điện thoại của hợp tác xã môi trường: 0251 3000 330",
        ),
    ],
)
def test_a_contact_is_cut_to_who_and_number(sentence: str, short: str) -> None:
    assert forms_facts.number_only(sentence) == short
