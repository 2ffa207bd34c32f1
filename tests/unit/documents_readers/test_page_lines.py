"""Places on a page → reading order: nothing lost, columns apart, wrapped lines joined."""

from hypothesis import given, settings
from hypothesis import strategies as st

from models.documents.breaks import glue, split, starts
from models.documents.columns import Flow, Grid, flows
from models.documents.grid import Ruling, take_tables
from models.documents.lines import Line, rows_of
from models.documents.paragraphs import Page, blocks, without_furniture


def word(text: str, x: float, y: float, size: float = 10) -> Line:
    return Line(text + " ", x, y, x + len(text) * size * 0.5, y + size)


def sentence(text: str, x: float, y: float, size: float = 10) -> list[Line]:
    placed = []
    for part in text.split():
        placed.append(word(part, x, y, size))
        x = placed[-1].x1 + size * 0.3
    return placed


def read(*lines: list[Line], number: int = 1) -> list[str]:
    pieces = [piece for line in lines for piece in line]
    page = Page(number, 842, rows_of(pieces))
    return [block.text for block in blocks([(page, flows(page.rows))], ocr=set())]


BODY = "Nhân dân trong xã cùng nhau giữ gìn vệ sinh môi trường và phòng bệnh"


def test_two_columns_are_read_one_after_the_other():
    got = read(
        sentence("ỦY BAN NHÂN DÂN", 80, 50),
        sentence("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 280, 50),
        sentence("XÃ AN BÌNH", 90, 64),
        sentence("Độc lập - Tự do - Hạnh phúc", 310, 64),
        sentence("THÔNG BÁO", 250, 110),
    )
    assert got == [
        "ỦY BAN NHÂN DÂN",
        "XÃ AN BÌNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "THÔNG BÁO",
    ]


def test_columns_whose_lines_do_not_meet_are_still_apart():
    got = read(
        sentence("Nơi nhận:", 80, 50, 9),
        sentence("CHỦ TỊCH", 380, 54, 12),
        sentence("- Như trên;", 80, 62, 9),
        sentence("- Lưu: VT.", 80, 74, 9),
        sentence("Trần Thị Bưởi", 370, 78, 12),
    )
    assert got == ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "CHỦ TỊCH", "Trần Thị Bưởi"]


def test_a_number_stamped_into_its_gap_is_read_there():
    assert read(sentence("Số:", 80, 50) + sentence("/TB-UBND", 130, 50) + sentence("453", 104, 51, 9)) == [
        "Số: 453/TB-UBND"
    ]


def test_wrapped_lines_make_one_paragraph_and_an_indent_begins_another():
    got = read(
        sentence(BODY, 100, 50),
        sentence(BODY.lower(), 80, 63),
        sentence("cho mọi nhà.", 80, 76),
        sentence(BODY, 100, 89),
        sentence("mùa hè.", 80, 102),
    )
    assert len(got) == 2
    assert got[0].endswith("cho mọi nhà.")


def test_items_of_a_list_stay_apart():
    got = read(
        sentence("1. " + BODY, 80, 50),
        sentence("trong mùa mưa;", 80, 63),
        sentence("2. " + BODY, 80, 76),
        sentence("a) " + BODY, 80, 89),
    )
    assert [text[:2] for text in got] == ["1.", "2.", "a)"]


def test_a_paragraph_goes_on_overleaf():
    first = Page(1, 842, rows_of([*sentence(BODY, 100, 740), *sentence(BODY.lower(), 80, 753)]))
    second = Page(2, 842, rows_of([*sentence("2", 290, 30), *sentence("ở mọi thôn.", 80, 60)]))
    without_furniture([first, second])
    got = blocks([(page, flows(page.rows)) for page in (first, second)], ocr=set())
    assert len(got) == 1
    assert got[0].text.endswith("phòng bệnh ở mọi thôn.")


def test_running_titles_and_page_numbers_are_removed():
    pages = [
        Page(
            n,
            842,
            rows_of(
                [
                    *sentence("Bản tin xã An Bình", 80, 20),
                    *sentence(BODY, 80, 400),
                    *sentence(f"Trang {n}/4", 280, 810),
                ]
            ),
        )
        for n in range(1, 5)
    ]
    assert without_furniture(pages) == 1
    assert [len(page.rows) for page in pages] == [1, 1, 1, 1]


def test_a_table_without_lines_is_a_table():
    rows = [
        ("Thôn", "Số hộ", "Giờ họp"),
        ("Hạ", "20", "7 giờ"),
        ("Thượng", "35", "8 giờ"),
        ("Đông", "41", "9 giờ"),
    ]
    pieces = [
        p
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        for p in sentence(text, 80 + 150 * c, 50 + 14 * r)
    ]
    [grid] = flows(rows_of(pieces))
    assert isinstance(grid, Grid)
    assert grid.rows == tuple(rows)


def test_cells_between_drawn_lines_are_merged_where_a_line_is_missing():
    across = [Ruling(False, y, 80, 380) for y in (40, 60, 100)] + [Ruling(False, 80, 180, 380)]
    upright = [Ruling(True, x, 40, 100) for x in (80, 380)] + [
        Ruling(True, 180, 40, 100),
        Ruling(True, 280, 60, 100),
    ]
    pieces = [
        *sentence("Thôn", 90, 45),
        *sentence("Số người", 200, 45),
        *sentence("Hạ", 90, 72),
        *sentence("nam 10", 190, 65),
        *sentence("nữ 12", 290, 65),
        *sentence("già 3", 190, 85),
        *sentence("trẻ 4", 290, 85),
        *sentence("ngoài bảng", 80, 200),
    ]
    rest, [(top, block)] = take_tables(pieces, [*across, *upright], 1)
    assert top == 40
    assert block.cells == (("Thôn", "Số người", ""), ("Hạ", "nam 10", "nữ 12"), ("", "già 3", "trẻ 4"))
    assert "".join(piece.text for piece in rest) == "ngoài bảng "


@given(
    st.lists(
        st.tuples(
            st.text("abcđê1.-", min_size=1, max_size=6), st.floats(0, 590), st.floats(0, 830), st.floats(2, 40)
        ),
        max_size=40,
    )
)
@settings(max_examples=200)
def test_wherever_words_stand_none_is_lost_and_reading_ends(placed: list[tuple[str, float, float, float]]):
    pieces = [word(text, x, y, size) for text, x, y, size in placed]
    read_back = ""
    for part in flows(rows_of(pieces)):
        if isinstance(part, Flow):
            read_back += "".join(line.text for line in part.lines)
        else:
            read_back += "".join(cell for row in part.rows for cell in row)
    plain = read_back.translate(str.maketrans("¹", "1"))
    assert sorted("".join(plain.split())) == sorted("".join(text for text, *_ in placed))


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 500), st.floats(0, 400), st.floats(6, 300)), max_size=25))
def test_any_set_of_lines_leaves_every_word_somewhere(drawn: list[tuple[bool, float, float, float]]):
    rulings = [Ruling(vertical, at, start, start + length) for vertical, at, start, length in drawn]
    pieces = [word(f"chu{n}", 15 * n, 11 * n) for n in range(30)]
    rest, tables = take_tables(pieces, rulings, 1)
    text = " ".join(piece.text for piece in rest) + " ".join(
        " ".join(sum(block.cells, ())) for _, block in tables
    )
    assert sorted(text.split()) == sorted(piece.text.strip() for piece in pieces)


def test_marks_of_structure_are_known():
    for mark in (
        "Điều 5. Phạm vi",
        "1. Nộp đơn",
        "2.1. Hồ sơ",
        "a) bản chính",
        "đ) khác",
        "- Như trên",
        "IV. TỔ CHỨC",
        "Chương II",
    ):
        assert starts(mark), mark
    for prose in ("năm 2026 của xã", "Điều kiện tham gia", "theo Điều 5 của Luật", "ông Nguyễn", "15 người"):
        assert not starts(prose), prose


def test_hyphens_and_slashes_hold_words_together_over_a_line_end():
    assert glue(["số 12/2026/NĐ-", "CP ngày 5/", "6 của xã"]) == "số 12/2026/NĐ-CP ngày 5/6 của xã"
    assert glue(["thu\u00ad", "gom rác -", "ngày mai"]) == "thugom rác - ngày mai"


@given(st.text("ab1. \n;-)", max_size=80))
def test_splitting_a_paragraph_loses_nothing(text: str):
    assert "".join("".join(split(text)).split()) == "".join(text.split())
