"""Spans tile the text, any Unicode is read, reading what was read changes nothing, time stays linear."""

import os
import unicodedata
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.reading import read

CASES = int(os.environ.get("TIENG_LANG_CASES", "300"))
MANY = settings(max_examples=CASES)

PIECES = st.sampled_from(
    [
        "UBND xã",
        "HĐND",
        "17h30",
        "từ 17h-18h",
        "12/4",
        "ngày 5/6/2025",
        "2024",
        "45%",
        "6-7%",
        "3,5km",
        "120m2",
        "a)",
        "1.",
        "điểm b",
        "(",
        ")",
        "TP.HCM",
        "5G",
        ",",
        ".",
        ":",
        ";",
        "IV",
        "Chương V",
        "khoản 2a",
        "1.500.000đ",
        "x",
        "3",
        "0",
        "QL.20",
        "QL 1A",
        "ĐT.768",
        "và/hoặc",
        "P. Lộc Sơn",
        "Q.1",
        "số nhà 12/3",
        "gọi 114",
        "0912 345 678",
        "đ/c Bí thư",
        "B",
        "k",
        "vitamin C",
        "phần ix",
        "-5°C",
        "&",
        "+",
        "KH-UBND",
        "80/KH-UBND",
        "15/2024/NĐ-CP",
        "abc@x.vn",
        "www.a.gov.vn/tin",
        "½",
        "m²",
        "CO₂",
        "10²",
        "“",
        "”",
        "…",
        "–",
        "~",
        "→",
        "=",
        "≥",
        "khóa XIV",
        "quý III/2025",
        "thứ 4",
        "1tr2",
        "v.v.",
        "20-25/10",
        "100.000",
        "0,05",
        "8x8",
        "BĐ2",
        "Km12+500",
        "H'leo",
        "anh M.",
        "XYZT",
        "LED",
        "COVID-19",
        "Sở NN&MT",
        "\n- ",
        "\n+ ",
        "\n1. ",
        "\nII. ",
        "24/7",
        "2/3 số",
        "05/170 xã",
        "#",
        "*",
        "_",
        "@",
    ]
)
MIXED = st.lists(PIECES, max_size=12).map(" ".join)


def unread(spoken: str) -> list[str]:
    return [c for c in spoken if c.isdigit() or c in "%@°$€£¥₫+=&#*^~_<>√×±≥≤²³/|\\[](){}→"]


@MANY
@given(MIXED)
def test_no_digit_and_no_sign_is_left_unread(text: str):
    reading = read(text)
    assert "".join(s.raw for s in reading.spans) == text
    assert unread(reading.spoken) == []


@MANY
@given(MIXED)
def test_reading_what_was_read_changes_nothing(text: str):
    once = read(text).spoken
    assert read(once).spoken == once


@MANY
@given(st.text(max_size=60))
def test_any_text_is_read_and_tiled_in_order(text: str):
    reading = read(text)
    assert "".join(s.raw for s in reading.spans) == text
    position = 0
    for span in reading.spans:
        assert span.span.start == position
        assert span.raw == span.span.of(text)
        position = span.span.end
    assert position == len(text)
    assert unread(reading.spoken) == []


@MANY
@given(MIXED)
def test_text_that_is_not_composed_reads_the_same(text: str):
    apart = unicodedata.normalize("NFD", text)
    assert read(apart).spoken == read(unicodedata.normalize("NFC", apart)).spoken
    assert "".join(s.raw for s in read(apart).spans) == apart


PIECES_TO_REPEAT = [
    "1", "1-", "1/", "a.", "A-", "(", "1 000 ", "0912 ", "đồng/", "1h", "a@", "12/AB.", "I", "-", "_a", "'", "N;",
    "TP.", "Điều 1, ", "ngày 1/", "1.000", "a/b", "<b>", "<a ", "|", "\t", "a\t1\n", "UBND ", "(A", "X-", "9°", "[[", "K'",
    "1x", "đ/c ", "…", "1 - ", "https://a/", "Km1+", "&", "\n- ", "\n1. ", "QĐ-", "</", "aB", "ế",
]  # fmt: skip


def seconds(text: str) -> float:
    best = float("inf")
    for _ in range(3):
        started = process_time()
        read(text)
        best = min(best, process_time() - started)
    return best


@pytest.mark.parametrize("piece", PIECES_TO_REPEAT)
def test_a_line_eight_times_as_long_takes_about_eight_times_as_long(piece: str):
    short, long = piece * (2_000 // len(piece)), piece * (16_000 // len(piece))
    if seconds(long) / max(seconds(short), 1e-4) >= 30:  # a busy machine: once more before it is a failure
        assert seconds(long) / max(seconds(short), 1e-4) < 30  # a square would be 64


@pytest.mark.parametrize("piece", PIECES_TO_REPEAT)
def test_a_megabyte_on_one_line_is_read_to_its_end(piece: str):
    size = 1_000_000 if CASES >= 100_000 else 10_000
    text = (piece * (size // len(piece) + 1))[:size]
    assert sum(len(s.raw) for s in read(text).spans) == len(text)
