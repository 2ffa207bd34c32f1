"""What a web page puts around a document goes; the document stays whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.documents import chrome
from models.documents.base import RawBlock
from models.types import BlockKind

BODY = [
    "Thông báo cắt điện tại xã Suối Mơ",
    "Điện lực huyện thông báo lịch cắt điện để sửa đường dây.",
    "Bà con cần rút phích cắm các thiết bị trước bảy giờ sáng.",
]


def blocks(lines: list[str]) -> list[RawBlock]:
    return [RawBlock(BlockKind.PARAGRAPH, line) for line in lines]


def left(lines: list[str]) -> list[str]:
    return [block.text for block in chrome.remove(blocks(lines))[0]]


FURNITURE = [
    "Đang tải nội dung, vui lòng chờ...",
    "Trang chủ > Tin tức > Thông báo",
    "Đăng nhập / Đăng ký",
    "Chia sẻ lên Facebook",
    "Facebook | Zalo | Email",
    "Lượt xem: 1.204",
    "Cỡ chữ: A- A+",
    "Bản quyền © 2026 Cổng thông tin xã",
    "Các tin liên quan",
    "Về đầu trang",
    "Website này sử dụng cookie để phục vụ bạn tốt hơn",
    "Skip to main content",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_goes_from_both_ends(line: str) -> None:
    assert left([line, *BODY, line]) == BODY


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_like_words_inside_the_document_stay(line: str) -> None:
    inside = [*BODY, line, *BODY]
    assert left(inside) == inside


@pytest.mark.parametrize(
    "title",
    [
        "Đăng ký khai sinh lưu động tại các ấp",
        "Đăng ký tạm trú cho người thuê nhà",
        "Chia sẻ yêu thương mùa nước nổi",
        "Tìm kiếm cứu nạn trên sông Lá",
        "Bản quyền giống lúa mới của hợp tác xã",
        "Tin khác về vụ mùa: giá phân bón giảm",
        "In sổ hộ nghèo năm 2026",
        "Đang tải hàng quá khổ sẽ bị xử phạt ra sao? Công an xã trả lời bà con trong buổi tiếp dân",
        "Zalo của xã đã hoạt động trở lại",
        "Danh mục thuốc được cấp miễn phí",
    ],
)
def test_titles_that_begin_like_a_menu_stay(title: str) -> None:
    assert left([title, *BODY]) == [title, *BODY]
    assert left([*BODY, title]) == [*BODY, title]


def test_the_warning_counts_and_names_what_was_removed() -> None:
    _, (warning,) = chrome.remove(blocks(["Đăng nhập", "Menu", *BODY, "Về đầu trang"]))
    assert "3 dòng" in warning
    for line in ("Đăng nhập", "Menu", "Về đầu trang"):
        assert f"“{line}”" in warning


def test_nothing_removed_nothing_said() -> None:
    assert chrome.remove(blocks(BODY)) == (blocks(BODY), ())


def test_a_page_of_furniture_only_is_left_for_the_reader_to_judge() -> None:
    assert left(["Đăng nhập", "Menu"]) == ["Đăng nhập", "Menu"]


def test_a_table_ends_the_search() -> None:
    table = RawBlock(BlockKind.TABLE, "", cells=(("Giờ", "Ấp"), ("7 giờ", "Ấp Bàu Sen")))
    page = [table, *blocks(["Menu", *BODY])]
    assert chrome.remove(page) == (page, ())


@given(st.lists(st.sampled_from([*FURNITURE, *BODY, ""]), max_size=20))
def test_what_stays_is_one_unbroken_piece_of_the_page(lines: list[str]) -> None:
    kept = left(lines)
    assert any(lines[i : i + len(kept)] == kept for i in range(len(lines) + 1))
    assert [line for line in kept if line in BODY] == [line for line in lines if line in BODY]
