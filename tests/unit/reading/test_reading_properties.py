"""Values never change, spans tile the text, any Unicode is read, reading what was read changes nothing."""

import os
import re
import unicodedata
from datetime import date
from time import perf_counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.reading import Decimals, ReadingOptions, read
from models.types import Region

NIGHTLY = os.environ.get("TIENG_LANG_NIGHTLY") == "1"
MANY = settings(max_examples=100_000 if NIGHTLY else 300, deadline=None)
FEWER = settings(max_examples=20_000 if NIGHTLY else 150, deadline=None)

ONES = {w: n for n, w in enumerate(["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"])}
ONES |= {"mốt": 1, "tư": 4, "lăm": 5}


def value_of(words: str) -> int:
    """The integer that Vietnamese number words mean; written apart from the code under test."""
    tokens = words.split()
    if tokens and tokens[0] == "âm":
        return -value_of(" ".join(tokens[1:]))
    if "tỷ" in tokens:
        cut = len(tokens) - 1 - tokens[::-1].index("tỷ")
        rest = tokens[cut + 1 :]
        return value_of(" ".join(tokens[:cut])) * 10**9 + (value_of(" ".join(rest)) if rest else 0)
    total, group = 0, []
    for token in tokens:
        if token in ("triệu", "nghìn", "ngàn"):
            total += below_1000(group) * (10**6 if token == "triệu" else 10**3)
            group = []
        else:
            group.append(token)
    return total + (below_1000(group) if group else 0)


def below_1000(tokens: list[str]) -> int:
    total, tokens = 0, list(tokens)
    if "trăm" in tokens:
        cut = tokens.index("trăm")
        total, tokens = ONES[tokens[cut - 1]] * 100, tokens[cut + 1 :]
    if tokens and tokens[0] in ("linh", "lẻ"):
        assert len(tokens) == 2
        return total + ONES[tokens[1]]
    if tokens and tokens[0] == "mười":
        return total + 10 + (ONES[tokens[1]] if len(tokens) > 1 else 0)
    if len(tokens) > 1 and tokens[1] == "mươi":
        assert tokens[2:] not in (["một"], ["năm"]), "mươi mốt, mươi lăm"
        return total + ONES[tokens[0]] * 10 + (ONES[tokens[2]] if len(tokens) > 2 else 0)
    assert len(tokens) <= 1, tokens
    return total + (ONES[tokens[0]] if tokens else 0)


def dotted(n: int) -> str:
    return f"{n:,}".replace(",", ".")


REGIONS = st.sampled_from([ReadingOptions(r) for r in Region])


@MANY
@given(st.integers(0, 10**15), REGIONS)
@example(1_000_001, ReadingOptions())
@example(10**9 + 1_000, ReadingOptions())
@example(2_005, ReadingOptions(Region.SOUTH))
def test_integers_keep_their_value(n: int, options: ReadingOptions):
    assert value_of(read(dotted(n), options).spoken) == n
    if n < 10**8 or str(n).endswith("000"):
        assert value_of(read(str(n), options).spoken) == n


@MANY
@given(st.integers(0, 10**9), st.text("0123456789", min_size=1, max_size=4), st.sampled_from(Decimals))
def test_decimals_keep_every_digit_after_the_comma(whole: int, fraction: str, decimals: Decimals):
    spoken = read(f"tăng {dotted(whole)},{fraction} tỷ đồng", ReadingOptions(decimals=decimals)).spoken
    said = spoken.removeprefix("tăng ").removesuffix(" tỷ đồng")
    if fraction == "0":
        assert value_of(said) == whole
        return
    head, _, tail = said.partition(" phẩy ")
    assert value_of(head) == whole
    words = tail.split()
    digits = (
        "".join(str(ONES[w]) for w in words)
        if all(w in ONES for w in words)
        else f"{value_of(tail):0{len(fraction)}d}"
    )
    assert digits == fraction


@MANY
@given(
    st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    st.sampled_from(
        ["{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d}-{m}-{y}", "{d:02}.{m:02}.{y}", "{y}-{m:02}-{d:02}"]
    ),
)
def test_dates_keep_day_month_and_year(day: date, form: str):
    spoken = read("ngày " + form.format(d=day.day, m=day.month, y=day.year)).spoken
    found = re.fullmatch("ngày (.+?) tháng (.+?) năm ((?:một|hai) nghìn.*)", spoken)
    assert found, spoken
    d, m, y = found.groups()
    assert (value_of(d), value_of(m), value_of(y)) == (day.day, day.month, day.year)


@FEWER
@given(st.integers(1_000, 10**12))
def test_money_keeps_its_value(n: int):
    for written in (f"{dotted(n)}đ", f"{dotted(n)} đồng", f"{dotted(n)} VNĐ"):
        assert (
            value_of(
                read(f"số tiền {written} đã nộp").spoken.removeprefix("số tiền ").removesuffix(" đồng đã nộp")
            )
            == n
        )


@FEWER
@given(
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(["{h}h{m:02}", "{h:02}:{m:02}", "{h} giờ {m:02} phút"]),
)
def test_times_keep_hour_and_minute(hour: int, minute: int, form: str):
    spoken = read("lúc " + form.format(h=hour, m=minute)).spoken.removeprefix("lúc ")
    head, _, tail = spoken.partition(" giờ")
    assert value_of(head) == hour
    tail = tail.strip().removesuffix("phút").strip()
    assert (value_of(tail) if tail else 0) == minute


@FEWER
@given(
    st.integers(0, 10_000),
    st.integers(1, 10_000),
    st.sampled_from(
        [("%", "phần trăm"), ("mm", "mi li mét"), (" người", "người"), ("km/h", "ki lô mét trên giờ")]
    ),
)
def test_ranges_keep_both_ends_and_share_the_unit(low: int, more: int, unit: tuple[str, str]):
    spoken = read(f"khoảng {dotted(low)}-{dotted(low + more)}{unit[0]}").spoken
    head, _, tail = spoken.removeprefix("khoảng ").partition(" đến ")
    assert (value_of(head), value_of(tail.removesuffix(unit[1]))) == (low, low + more)


@FEWER
@given(
    st.integers(1, 99999),
    st.integers(1990, 2099),
    st.sampled_from(["NĐ-CP", "TT-BTC", "QĐ-UBND", "QH15", "NQ-HĐND"]),
)
def test_codes_keep_number_and_year(number: int, year: int, symbol: str):
    said = read(f"số {number}/{year}/{symbol} này").spoken.removeprefix("số ").split(" trên ")
    assert (value_of(said[0]), value_of(said[1])) == (number, year)


@FEWER
@given(st.from_regex(r"\A0[2-9][0-9]{8}\Z"))
def test_telephone_numbers_keep_every_digit(number: str):
    for written in (
        number,
        f"{number[:4]} {number[4:7]} {number[7:]}",
        f"{number[:4]}.{number[4:7]}.{number[7:]}",
    ):
        spoken = read(f"gọi {written} nhé").spoken.removeprefix("gọi ").removesuffix(" nhé")
        assert "".join(str(ONES[w]) for w in spoken.replace(",", "").split()) == number


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


@pytest.mark.parametrize(
    "piece",
    ["1", "1-", "1/", "a.", "A-", "(", "1 000 ", "0912 ", "đồng/", "1h", "a@", "12/AB.", "I", "-", "_a"],
)
def test_a_long_line_of_anything_is_read_in_linear_time(piece: str):
    started = perf_counter()
    read(piece * (30_000 // len(piece)))
    assert perf_counter() - started < 5  # takes 0.01 to 0.6 s; quadratic would take minutes
