"""Headings, brackets and blank lines reach the voice as delivery and pauses; words stay what they are."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.reading import read
from models.reading.structure import BLANK_LINE_S, HEADING_AFTER_S, HEADING_BEFORE_S
from models.types import Reading

NOTICE = """THÔNG BÁO
Lịch cắt điện tháng 6
Để sửa đường dây, Điện lực tạm ngừng cấp điện như sau.
1. Thời gian
Từ 7h đến 11h ngày 5/6, nếu mưa to thì hoãn sang
ngày hôm sau.
2. Nơi bị ảnh hưởng
- Ấp Tân Tiến
- Ấp Tân Lập (từ cầu đến chợ)

Điều 5. Hiệu lực
Thông báo này có hiệu lực từ ngày ký.
"""


def stressed(reading: Reading, level: int = 1) -> str:
    return "".join(s.raw for s in reading.spans if s.delivery and s.delivery.emphasis == level)


def lines_of(reading: Reading, level: int = 1) -> list[str]:
    """Runs of neighbouring spans with this emphasis."""
    runs: list[str] = []
    before = False
    for span in reading.spans:
        now = span.delivery is not None and span.delivery.emphasis == level
        if now:
            runs[-1:] = [runs[-1] + span.raw] if before else [*runs[-1:], span.raw]
        before = now
    return runs


def test_headings_of_a_notice_are_found_and_nothing_else():
    assert lines_of(read(NOTICE)) == [
        "THÔNG BÁO",
        "Lịch cắt điện tháng 6",
        "1. Thời gian",
        "2. Nơi bị ảnh hưởng",
        "Điều 5. Hiệu lực",
    ]


def test_pauses_part_headings_and_paragraphs_but_not_wrapped_lines():
    text = "MỘT HAI\nĐây là câu đầu tiên của bản tin, còn dài\nvà chưa hết.\n\nĐoạn sau ngắn hơn đoạn trước.\nPHẦN CUỐI\nHết."
    pauses = {s.span.start: s.pause_s for s in read(text).spans if "\n" in s.raw}
    assert list(pauses.values()) == [HEADING_AFTER_S, 0.0, BLANK_LINE_S, HEADING_BEFORE_S, HEADING_AFTER_S]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Chương II\nQUY ĐỊNH CỤ THỂ\nMọi người thực hiện.", "Chương IIQUY ĐỊNH CỤ THỂ"),
        ("Điều 3. Xã chi trả trước ngày 5/6.\nHết.", "Điều 3."),
        ("Mục 2: Nhiệm vụ\nCác ấp làm ngay.", "Mục 2: Nhiệm vụ"),
        ("II. Kết quả\nĐã tiêm xong cho 120 cháu.", "II. Kết quả"),
        ("3.1. Về kinh phí\nXã cấp đủ.", "3.1. Về kinh phí"),
        ("UBND XÃ TÂN AN THÔNG BÁO", "UBND XÃ TÂN AN THÔNG BÁO"),
    ],
)
def test_what_a_heading_looks_like(text: str, heading: str):
    assert stressed(read(text)) == heading


@pytest.mark.parametrize(
    "text",
    [
        "Bà con chú ý.",
        "1. Gạo\n2. Muối\n3. Dầu ăn",
        "- Ấp Một\n- Ấp Hai sẽ họp vào tối mai tại nhà văn hóa.",
        "Điều 5 của quy chế nói rõ việc này.\nXin nhắc lại.",
        "Câu này bị ngắt dòng ở giữa vì trang giấy\nhẹp, nên phần sau viết thường và dài hơn hẳn.",
        "Thời gian: 7h30\nĐịa điểm của buổi họp là hội trường lớn của xã.",
        "Mọi ý kiến gửi về xã,\nChậm nhất là ngày mai, để kịp tổng hợp.",
    ],
)
def test_what_is_no_heading(text: str):
    assert stressed(read(text)) == ""


def test_brackets_are_said_in_passing_and_telephone_brackets_are_not():
    reading = read("Họp tại xã (phòng số 2) lúc 8h, gọi (0251) 3822467.")
    assert stressed(reading, -1) == "(phòng số 2)"


def test_structure_changes_no_word():
    flat = " ".join(read(line).spoken for line in NOTICE.splitlines() if line.strip())
    assert read(NOTICE).spoken == flat


LINE = st.text(st.sampled_from("aàbĐ 1.,:;()-\t\n|AB"), max_size=200)


@given(LINE)
def test_any_lines_are_tiled_with_sane_pauses(text: str):
    reading = read(text)
    assert "".join(s.raw for s in reading.spans) == text
    assert all(0 <= s.pause_s <= 1 for s in reading.spans)


@pytest.mark.parametrize("line", ["A\n", "(ab", "1. A\n", "Điều 1\n", "\n", "(abc)", "I\n\n"])
def test_structure_takes_linear_time(line: str):
    started = perf_counter()
    read(line * (60_000 // len(line)))
    assert perf_counter() - started < 6
