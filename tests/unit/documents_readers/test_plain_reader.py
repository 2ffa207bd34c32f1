"""Text files: wrapped lines joined, lists and tables kept apart, any encoding."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from models.documents.base import Limits
from models.documents.plain import PlainReader, blocks
from models.types import BlockKind


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


def test_each_line_is_a_paragraph_when_lines_are_not_wrapped():
    assert texts("ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\n\nTHÔNG BÁO\n") == ["ỦY BAN NHÂN DÂN", "XÃ AN BÌNH", "THÔNG BÁO"]


def test_lines_wrapped_at_a_column_are_joined_again():
    text = (
        "Thực hiện kế hoạch của xã về việc tổng vệ sinh môi trường, thôn Hạ tổ\n"
        "chức ra quân vào sáng chủ nhật tuần này. Đề nghị mỗi hộ cử ít nhất một\n"
        "người tham gia, mang theo dụng cụ lao động và có mặt đúng giờ tại nhà\n"
        "văn hóa thôn.\n"
        "1. Thời gian: từ sáu giờ đến chín giờ sáng, nếu trời mưa thì lùi sang\n"
        "tuần kế tiếp theo thông báo trên loa.\n"
    )
    got = texts(text)
    assert len(got) == 2
    assert got[0].endswith("tại nhà văn hóa thôn.")
    assert got[1].startswith("1. Thời gian")


def test_a_hyphen_at_the_end_of_a_line_stays_in_its_word():
    text = "\n".join(
        [
            "Căn cứ quy định hiện hành về công tác thông tin ở cơ sở, theo Nghị định số 49/2024/NĐ-",
            "CP của Chính phủ và các văn bản hướng dẫn thi hành đã được ban hành trong năm vừa qua,",
        ]
        * 3
    )
    assert "49/2024/NĐ-CP của" in texts(text)[0]


def test_rows_pasted_from_a_spreadsheet_are_a_table():
    got = list(blocks("Danh sách:\nThôn\tSố hộ\tGhi chú\nHạ\t20\t\nThượng\t35\tđủ\n"))
    assert got[1].kind is BlockKind.TABLE
    assert got[1].cells == (("Thôn", "Số hộ", "Ghi chú"), ("Hạ", "20", ""), ("Thượng", "35", "đủ"))


def test_the_servers_charset_counts_only_when_it_fits():
    reader = PlainReader(charset="windows-1258")
    assert reader.read("Đơn thư".encode("windows-1258"), "a.txt", Limits()).blocks[0].text == "Đơn thư"
    assert reader.read("Đơn thư".encode(), "a.txt", Limits()).blocks[0].text == "Đơn thư"


def test_the_founding_plan_comes_out_whole(samples: Path):
    content = (samples / "ke-hoach-80-KH-UBND.txt").read_bytes()
    got = PlainReader().read(content, "ke-hoach.txt", Limits()).blocks
    joined = " ".join(block.text for block in got)
    assert joined.split() == content.decode("utf-8-sig").split()


@given(st.text(max_size=400))
def test_no_character_but_space_is_lost(text: str):
    kept = "".join(block.text + "".join("".join(row) for row in block.cells) for block in blocks(text))
    assert sorted("".join(kept.split())) == sorted("".join(text.replace("\u00ad", "").split()))
