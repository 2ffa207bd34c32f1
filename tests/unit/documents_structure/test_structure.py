"""Blocks: every line of the text once, in order, in the unit it belongs to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.documents import structure
from models.documents.base import RawBlock, RawDocument
from models.documents.units import mark_of
from models.types import Block, BlockKind, Document, Unit


def build(text: str) -> Document:
    raw = [RawBlock(BlockKind.PARAGRAPH, line) for line in text.strip().split("\n")]
    return structure.build(RawDocument(raw, "text/plain"), "thu.txt", "0" * 64)


def outline(document: Document) -> list[tuple[Unit, str, int]]:
    return [(b.unit, b.label, b.level) for b in document.blocks if b.unit]


def block(document: Document, beginning: str) -> Block:
    return next(b for b in document.blocks if b.span.of(document.text).startswith(beginning))


def parent(document: Document, beginning: str) -> str:
    index = block(document, beginning).parent
    return "" if index is None else document.blocks[index].label


def path(document: Document, beginning: str) -> tuple[str, ...]:
    return structure.path_of(document, document.blocks.index(block(document, beginning)))


LAW = """
Chương I
NHỮNG QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Văn bản này quy định việc dùng loa của ấp.
Điều 2. Giải thích từ ngữ
1. Loa ấp là loa đặt tại nhà văn hóa ấp:
a) Có một ampli;
b) Có hai vành loa;
đ) Có người trông coi.
2. Giờ phát là giờ do xã ấn định.
Chương II
GIỜ PHÁT
VÀ NGƯỜI PHÁT
Mục 1
GIỜ PHÁT
Điều 3. Buổi sáng
1. Phát từ năm giờ.
Điều 4.
Buổi chiều
Phát từ mười bảy giờ.
Mục 2. NGƯỜI PHÁT
Điều 5a. Người đọc
Người đọc do trưởng ấp chọn.
"""


def test_a_regulation_falls_into_chapters_sections_articles_clauses_and_points() -> None:
    assert outline(build(LAW)) == [
        (Unit.CHAPTER, "Chương I", 1),
        (Unit.ARTICLE, "Điều 1", 2),
        (Unit.ARTICLE, "Điều 2", 2),
        (Unit.CLAUSE, "1", 3),
        (Unit.POINT, "a", 4),
        (Unit.POINT, "b", 4),
        (Unit.POINT, "đ", 4),
        (Unit.CLAUSE, "2", 3),
        (Unit.CHAPTER, "Chương II", 1),
        (Unit.SECTION, "Mục 1", 2),
        (Unit.ARTICLE, "Điều 3", 3),
        (Unit.CLAUSE, "1", 4),
        (Unit.ARTICLE, "Điều 4", 3),
        (Unit.SECTION, "Mục 2", 2),
        (Unit.ARTICLE, "Điều 5a", 3),
    ]


def test_the_title_under_a_division_belongs_to_it_however_many_lines_it_takes() -> None:
    document = build(LAW)
    assert block(document, "Chương I").span.of(document.text) == "Chương I\nNHỮNG QUY ĐỊNH CHUNG"
    assert block(document, "Chương II").span.of(document.text) == "Chương II\nGIỜ PHÁT\nVÀ NGƯỜI PHÁT"
    assert block(document, "Điều 4.").span.of(document.text) == "Điều 4.\nBuổi chiều"
    assert block(document, "Chương II").kind is BlockKind.HEADING


def test_a_place_is_named_as_people_cite_it() -> None:
    document = build(LAW)
    assert path(document, "đ) Có người") == ("Chương I", "Điều 2", "khoản 1", "điểm đ")
    assert path(document, "Phát từ mười bảy") == ("Chương II", "Mục 1", "Điều 4")


PLAN = """
A. ĐÁNH GIÁ
I. Kết quả
1. Phát thanh
a) Loa không dây
- Ấp Bàu Sen: hai cụm.
+ Cụm thứ nhất ở chợ.
+ Cụm thứ hai ở đình.
- Ấp Gò Me: một cụm.
b) Loa có dây
2/ Bảng tin
2.1. Bảng điện tử
2.2. Bảng viết tay
II. Hạn chế
B. PHƯƠNG HƯỚNG
I. Mục tiêu
1) Năm nay
"""


def test_a_plan_is_numbered_by_letters_romans_and_numbers() -> None:
    assert outline(build(PLAN)) == [
        (Unit.LETTER, "A", 1),
        (Unit.ROMAN, "I", 2),
        (Unit.NUMBER, "1", 3),
        (Unit.SMALL_LETTER, "a", 4),
        (Unit.DASH, "-", 5),
        (Unit.PLUS, "+", 6),
        (Unit.PLUS, "+", 6),
        (Unit.DASH, "-", 5),
        (Unit.SMALL_LETTER, "b", 4),
        (Unit.NUMBER, "2", 3),
        (Unit.NUMBER, "2.1", 4),
        (Unit.NUMBER, "2.2", 4),
        (Unit.ROMAN, "II", 2),
        (Unit.LETTER, "B", 1),
        (Unit.ROMAN, "I", 2),
        (Unit.NUMBER, "1", 3),
    ]


def test_the_letter_i_after_h_is_a_letter_not_one() -> None:
    series = "\n".join(f"{letter}. VIỆC {letter}" for letter in "ABCDĐEGHI")
    assert [label for _, label, _ in outline(build(series))] == list("ABCDĐEGHI")
    assert {unit for unit, _, _ in outline(build(series))} == {Unit.LETTER}


@pytest.mark.parametrize(
    "line",
    [
        "Điều 12 được sửa đổi như sau",
        "Điều này cho thấy bà con rất quan tâm.",
        "Chương II của Quy chế này không thay đổi.",
        "Mục 3 nêu rõ trách nhiệm của trưởng ấp.",
        "Phụ lục kèm theo Quyết định này.",
        "Phần lớn bà con đã đăng ký.",
        "P. Bến Lá đã có loa mới.",
        "T. Hòa trực đêm thứ Ba.",
        "12/KH-UBND ngày 5 tháng 3",
        "30/4 là ngày nghỉ lễ.",
        "7.500 đồng một lượt gửi xe.",
        "-5 độ là mức rét đậm.",
        "+84 900 000 000",
        "2026 là năm bầu cử.",
        "a là ký hiệu của chiều rộng.",
        "Vì sức khỏe cộng đồng.",
        "Im lặng. Không nói chuyện riêng.",
    ],
)
def test_a_line_that_only_looks_numbered_is_text(line: str) -> None:
    assert mark_of(line, in_article=False) is None


@pytest.mark.parametrize(
    ("line", "unit", "label", "title"),
    [
        ("PHẦN THỨ NHẤT: TÌNH HÌNH", Unit.PART, "PHẦN THỨ NHẤT", "TÌNH HÌNH"),
        ("Phần I", Unit.PART, "Phần I", ""),
        ("CHƯƠNG IV - TỔ CHỨC THỰC HIỆN", Unit.CHAPTER, "CHƯƠNG IV", "TỔ CHỨC THỰC HIỆN"),
        ("Tiểu mục 2. Bảng tin", Unit.SUBSECTION, "Tiểu mục 2", "Bảng tin"),
        ("ĐIỀU 7: Hiệu lực", Unit.ARTICLE, "ĐIỀU 7", "Hiệu lực"),
        ("Phụ lục số 2", Unit.APPENDIX, "Phụ lục số 2", ""),
        ("XIV. KẾT LUẬN", Unit.ROMAN, "XIV", "KẾT LUẬN"),
        ("II/ MỤC TIÊU", Unit.ROMAN, "II", "MỤC TIÊU"),
        ("III- Kinh phí", Unit.ROMAN, "III", "Kinh phí"),
        ("3/ Kinh phí", Unit.NUMBER, "3", "Kinh phí"),
        ("5.Nội dung", Unit.NUMBER, "5", "Nội dung"),
        ("1.2.3 Chi tiết", Unit.NUMBER, "1.2.3", "Chi tiết"),
        ("đ) Việc khác", Unit.SMALL_LETTER, "đ", "Việc khác"),
        ("– Ấp Bàu Sen", Unit.DASH, "-", "Ấp Bàu Sen"),
        ("-UBND xã", Unit.DASH, "-", "UBND xã"),
        ("\uf0b7 Ấp Gò Me", Unit.DASH, "-", "Ấp Gò Me"),
        ("+ 100% hộ dân", Unit.PLUS, "+", "100% hộ dân"),
    ],
)
def test_marks_as_people_write_them(line: str, unit: Unit, label: str, title: str) -> None:
    mark = mark_of(line, in_article=False)
    assert mark is not None
    assert (mark.unit, mark.label, mark.title) == (unit, label, title)


def test_articles_quoted_by_an_amendment_are_not_structure() -> None:
    document = build("""
Điều 1. Sửa đổi Quy chế như sau:
1. Sửa đổi Điều 5 như sau:
“Điều 5. Giờ phát
1. Phát lúc năm giờ.
a) Ngày thường;
2. Nghỉ ngày lễ.”
2. Bãi bỏ Điều 9.
Điều 2. Hiệu lực
""")
    assert [(u, label) for u, label, _ in outline(document)] == [
        (Unit.ARTICLE, "Điều 1"),
        (Unit.CLAUSE, "1"),
        (Unit.CLAUSE, "2"),
        (Unit.ARTICLE, "Điều 2"),
    ]
    assert parent(document, "1. Phát lúc") == "1"


def test_a_quotation_never_closed_does_not_swallow_the_law() -> None:
    document = build(
        "Điều 1. Mở đầu\n“Trích một câu không đóng ngoặc\n1. Việc\nĐiều 2. Tiếp theo\n1. Việc khác"
    )
    assert [label for _, label, _ in outline(document)] == ["Điều 1", "Điều 2", "1"]


def test_the_closing_sentence_the_recipients_and_the_signature_belong_to_no_unit() -> None:
    document = build("""
ỦY BAN NHÂN DÂN
XÃ SUỐI MƠ
Số: 7/KH-UBND
KẾ HOẠCH
Nạo vét kênh mương
I. VIỆC PHẢI LÀM
1. Ấp Bàu Sen nạo vét kênh Ba.
Trên đây là kế hoạch nạo vét kênh mương của xã.
Nơi nhận:
- Các ấp;
- Lưu: VT.
CHỦ TỊCH
Trần Văn Mẫu
""")
    assert parent(document, "1. Ấp") == "I"
    closing = document.blocks[[b.span.of(document.text)[:8] for b in document.blocks].index("Trên đây") :]
    assert {b.parent for b in closing} == {None}
    assert BlockKind.HEADING not in {b.kind for b in closing}


def test_lines_of_the_form_are_neither_headings_nor_titles() -> None:
    raw = [
        RawBlock(BlockKind.HEADING, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", level=2),
        RawBlock(BlockKind.HEADING, "Độc lập - Tự do - Hạnh phúc", level=3),
        RawBlock(BlockKind.PARAGRAPH, "---------"),
        RawBlock(BlockKind.HEADING, "Suối Mơ, ngày 3 tháng 4 năm 2026", level=3),
        RawBlock(BlockKind.HEADING, "THÔNG BÁO", level=1),
        RawBlock(BlockKind.HEADING, "Về lịch tiêm chủng", level=1),
        RawBlock(BlockKind.PARAGRAPH, "Trạm y tế thông báo lịch tiêm."),
    ]
    document = structure.build(RawDocument(raw, "text/plain"), "", "")
    kinds = [b.kind for b in document.blocks]
    assert kinds == [BlockKind.PARAGRAPH] * 4 + [BlockKind.TITLE] * 2 + [BlockKind.PARAGRAPH]
    assert {b.level for b in document.blocks} == {0}


def test_the_first_line_of_a_plain_article_is_its_title() -> None:
    document = build("Người giữ nước ở ấp Gò Me\nBa mươi năm nay ông Tư vẫn mở cống đúng giờ con nước.")
    assert [b.kind for b in document.blocks] == [BlockKind.TITLE, BlockKind.PARAGRAPH]


def test_a_table_keeps_the_place_of_each_cell() -> None:
    cells = (("Ấp", "Giờ  cắt"), ("Bàu Sen", "7 giờ"), ("", "8 giờ\n9 giờ"))
    raw = [
        RawBlock(BlockKind.PARAGRAPH, "1. Lịch cắt điện"),
        RawBlock(BlockKind.TABLE, "", cells=cells),
        RawBlock(BlockKind.PARAGRAPH, "2. Liên hệ"),
    ]
    document = structure.build(RawDocument(raw, "text/plain"), "", "")
    assert document.text == "1. Lịch cắt điện\nẤp\tGiờ cắt\nBàu Sen\t7 giờ\n\t8 giờ 9 giờ\n2. Liên hệ"
    table = document.blocks[1]
    assert table.table is not None
    assert table.parent == 0
    assert [[cell.of(document.text) for cell in row] for row in table.table.rows] == [
        ["Ấp", "Giờ cắt"],
        ["Bàu Sen", "7 giờ"],
        ["", "8 giờ 9 giờ"],
    ]


def test_two_columns_typed_in_one_line_become_two_lines() -> None:
    document = build(
        "UBND XÃ SUỐI MƠ          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Số: 3/TB-UBND\t\tĐộc lập - Tự do - Hạnh phúc\n"
        "Giá    gạo tẻ"
    )
    assert document.text.split("\n") == [
        "UBND XÃ SUỐI MƠ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 3/TB-UBND",
        "Độc lập - Tự do - Hạnh phúc",
        "Giá gạo tẻ",
    ]


LINES = [
    *LAW.strip().split("\n"),
    *PLAN.strip().split("\n"),
    "“Điều 5. Trích",
    "”",
    "KẾ HOẠCH",
    "Nơi nhận:",
    "- Lưu: VT.",
    "KT. CHỦ TỊCH",
    "Lê Thị Thử",
    "Số: /QĐ-UBND",
    "ngày 31 tháng 2 năm 2026",
    "PHỤ LỤC",
    "",
]
pieces = st.one_of(st.sampled_from(LINES), st.text(max_size=60))
raw_blocks = st.lists(
    st.one_of(
        st.builds(
            RawBlock, st.sampled_from([BlockKind.PARAGRAPH, BlockKind.HEADING]), pieces, level=st.integers(0, 6)
        ),
        st.builds(
            lambda cells: RawBlock(BlockKind.TABLE, "", cells=tuple(map(tuple, cells))),
            st.lists(st.lists(pieces, max_size=3), max_size=3),
        ),
    ),
    max_size=40,
)


@given(raw_blocks)
@settings(max_examples=300)
def test_whatever_comes_in_every_line_is_in_one_block_and_parents_enclose(raw: list[RawBlock]) -> None:
    document = structure.build(RawDocument(raw, "text/plain"), "", "")
    assert "\n".join(b.span.of(document.text) for b in document.blocks) == document.text
    at = 0
    for index, item in enumerate(document.blocks):
        assert item.span.start == at
        at = item.span.end + 1
        if item.parent is not None:
            assert item.parent < index
            assert document.blocks[item.parent].unit is not None
            assert document.blocks[item.parent].level < item.level or item.unit is None
    for field in (document.header.number, document.header.signer, document.header.place):
        if field is not None and field.span is not None:
            assert " ".join(field.span.of(document.text).split()) == field.value
