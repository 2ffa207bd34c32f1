"""Tables are read row by row with their headings; what only looks like one is left alone."""

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.reading import read
from models.reading.grid import grids
from models.types import Reading

CASES = Path(__file__).resolve().parents[2] / "data" / "reading_tables.txt"


def text_of(case: str) -> str:
    return case.replace("¦", "\n").replace("→", "\t")


def cases() -> list[tuple[str, str]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    pairs = [line.partition(" ~ ") for line in lines if line.strip() and not line.startswith("#")]
    return [(text_of(written), spoken) for written, _, spoken in pairs]


def tiles(reading: Reading) -> bool:
    at = 0
    for span in reading.spans:
        if span.span.start != at or span.raw != span.span.of(reading.text):
            return False
        at = span.span.end
    return at == len(reading.text)


@pytest.mark.parametrize(("written", "spoken"), cases())
def test_a_table_is_read_as_an_announcer_reads_it(written: str, spoken: str):
    reading = read(written)
    assert reading.spoken == spoken
    assert tiles(reading)


def test_text_around_a_table_is_read_as_ever():
    text = text_of("Kết quả như sau:¦STT→Ấp→Số hộ¦1→An Hòa→12¦2→An Phú→9¦Trân trọng.")
    assert read(text).spoken == (
        "Kết quả như sau: một, An Hòa, Số hộ: mười hai. hai, An Phú, Số hộ: chín Trân trọng."
    )


def test_the_frames_of_administrative_forms_are_no_tables():
    for frame in (
        "UBND XÃ TÂN AN→CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¦Số: 15/TB-UBND→Độc lập - Tự do - Hạnh phúc",
        "Nơi nhận:→TM. ỦY BAN NHÂN DÂN¦- Như trên;→CHỦ TỊCH¦- Lưu: VT.→Nguyễn Văn Bền",
    ):
        assert grids(text_of(frame)) == []


@pytest.mark.parametrize("marks", ["1. 2. 3.", "a) b) c)", "- - -", "• • •", "1.1. 1.2. 1.3.", "I. II. III."])
def test_a_list_with_tabs_after_its_marks_is_a_list(marks: str):
    items = list(zip(marks.split(), ("Gạo tẻ", "Muối i-ốt", "Dầu ăn"), strict=True))
    tabs, blanks = ("\n".join(f"{mark}{sign}{what}" for mark, what in items) for sign in "\t ")
    assert read(tabs).spoken == read(blanks).spoken


def test_a_total_and_a_row_of_one_cell_are_said_like_headings():
    reading = read(text_of("Tên hàng→Số lượng¦Gạo→5¦Muối→7¦Tổng cộng→12"))
    stressed = {s.raw for s in reading.spans if s.delivery and s.delivery.emphasis == 1 and s.raw.strip()}
    assert stressed == {"Tổng", "cộng"}


def test_rows_end_with_a_longer_pause_than_cells():
    reading = read(text_of("Ấp→Số hộ¦An Hòa→12¦An Phú→9"))
    pauses = {s.rule: s.pause_s for s in reading.spans if s.kind == "table"}
    assert pauses["table:row"] > pauses["table:cell"] > 0


def test_a_wide_table_asks_to_be_summarised():
    wide = "\t".join(["Thôn", *(f"Cột {n}" for n in "abcdefg")])
    rows = "\n".join("\t".join([f"Thôn {n}", *"1234567"]) for n in (1, 2, 3))
    (warning,) = [w for w in read(f"{wide}\n{rows}").warnings if "Bảng rộng" in w.message]
    assert "8 cột" in warning.message
    assert warning.span.of(f"{wide}\n{rows}") == wide


CELL = st.sampled_from(["", "-", "x", "5", "1.200", "12,5", "5/6", "7h30", "Thôn 3", "Số hộ", "STT", "Ghi chú (nếu có)",
                        "Diện tích (ha)", "Năm", "UBND", "…", ":", "<b>", "a & b", "0912345678"])  # fmt: skip
ROWS = st.integers(1, 5).flatmap(lambda w: st.lists(st.lists(CELL, min_size=w, max_size=w), max_size=6))


@given(ROWS, st.sampled_from(["\t", " | ", "|"]))
def test_any_grid_is_tiled_and_every_number_is_said_as_often_as_written(rows: list[list[str]], sign: str):
    text = "\n".join(sign.join(row) for row in rows)
    reading = read(text)
    assert tiles(reading)
    assert not any(c.isdigit() for c in reading.spoken)
    assert reading.spoken.count("một nghìn hai trăm") >= text.count("1.200")


@pytest.mark.parametrize("row", ["a\t1\n", "a|b|c\n", "|\n", "\t\n", "Số hộ\t5\t-\t(ha)\n", "|--|--|\n"])
def test_a_long_table_takes_linear_time(row: str):
    started = perf_counter()
    read("Tên\tSố hộ\tDiện tích (ha)\tGhi chú dài dòng về mọi thứ\n" + row * (60_000 // len(row)))
    assert perf_counter() - started < 6
