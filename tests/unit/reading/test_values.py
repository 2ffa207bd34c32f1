"""No value changes: what is said, parsed back by another hand, is what was written. One test a kind.

CI tries some hundred cases of each; `make nightly` 100,000.
"""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from models.reading import CodeStyle, Decimals, ReadingOptions, read
from models.reading.tables import rows, words
from models.types import Region
from tests.unit.reading.said import characters, decimal, digits, integer

CASES = settings(max_examples=int(os.environ.get("TIENG_LANG_CASES", "150")))
REGIONS = st.sampled_from([ReadingOptions(r) for r in Region])
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
AFTER = st.text("0123456789", min_size=1, max_size=4).filter(lambda d: d != "0")
FOUR_TO_SIX = st.text("0123456789", min_size=4, max_size=6)


def dotted(n: int) -> str:
    return f"{n:,}".replace(",", ".")


def between(spoken: str, head: str, tail: str) -> str:
    assert spoken.startswith(head), spoken
    assert spoken.endswith(tail), spoken
    return spoken[len(head) : len(spoken) - len(tail)].strip()


# --- quantities ------------------------------------------------------------------------------------


@CASES
@given(st.integers(0, 10**15), REGIONS, st.sampled_from(["{} hộ", "{} đồng", "gần {} người dân", "{} cây."]))
@example(1_000_001, ReadingOptions(), "{} hộ")
@example(10**9 + 1_000, ReadingOptions(), "{} hộ")
@example(2_005, ReadingOptions(Region.SOUTH), "{} hộ")
def test_integers(n: int, options: ReadingOptions, frame: str):
    head, tail = frame.split("{}")
    assert integer(between(read(f"có {frame.format(dotted(n))}", options).spoken, f"có {head}", tail)) == n
    if n < 10**8 or str(n).endswith("000"):
        assert integer(between(read(f"có {frame.format(n)}", options).spoken, f"có {head}", tail)) == n


@CASES
@given(st.integers(1_000, 10**12))
def test_thousands_marked_by_blanks_or_commas(n: int):
    blanks = f"{n:,}".replace(",", " ")
    assert integer(between(read(f"tổng cộng {blanks} đồng").spoken, "tổng cộng", "đồng")) == n
    if n >= 10**6:
        assert integer(between(read(f"tổng cộng {n:,} đồng").spoken, "tổng cộng", "đồng")) == n


@CASES
@given(st.integers(0, 10**9), AFTER, st.sampled_from(Decimals), REGIONS)
def test_decimals_keep_every_digit(whole: int, after: str, style: Decimals, options: ReadingOptions):
    options = ReadingOptions(options.region, decimals=style)
    said = between(read(f"tăng {dotted(whole)},{after} tỷ đồng", options).spoken, "tăng", "tỷ đồng")
    assert decimal(said, len(after)) == whole + Fraction(int(after), 10 ** len(after))


@CASES
@given(
    st.integers(0, 99),
    st.sampled_from(["", *"0123456789"]),
    st.sampled_from(["-{}°C", "âm {}°C", "-{} độ C", "- {}°C"]),
)
def test_temperatures_keep_value_and_sign(whole: int, after: str, frame: str):
    written = f"{whole},{after}" if after else str(whole)
    spoken = read("nhiệt độ xuống " + frame.format(written)).spoken
    said = between(spoken, "nhiệt độ xuống", "độ xê")
    if frame.startswith("- "):
        return  # a dash with a blank is a dash: only that no digit is lost
    places = 0 if after in ("", "0") else 1
    assert said.startswith("âm ")
    assert decimal(said, places) == -(whole + Fraction(int(after or 0), 10))


UNITS = [
    (r.written, r.spoken)
    for r in rows("units")
    if not r.flags
    and not r.before
    and not r.after
    and r.written != r.spoken
    and len(r.written) > 1
    and "/" not in r.written
]


@CASES
@given(st.integers(2, 10**6), st.sampled_from(UNITS), st.booleans())
def test_measures_keep_number_and_unit(n: int, unit: tuple[str, str], spaced: bool):
    written, spoken = unit
    said = read(f"đo được {dotted(n)}{' ' if spaced else ''}{written} trong ngày").spoken
    assert integer(between(said, "đo được", f"{spoken} trong ngày")) == n


@CASES
@given(
    st.integers(0, 10_000),
    st.integers(1, 10_000),
    st.sampled_from(["-", " - ", "–", " – "]),
    st.sampled_from(
        [("%", "phần trăm"), ("mm", "mi li mét"), (" người", "người"), ("km/h", "ki lô mét trên giờ"),
         ("°C", "độ xê"), (" triệu đồng", "triệu đồng"), ("kg", "ki lô gam"), ("m", "mét")]
    ),
)  # fmt: skip
def test_ranges_keep_both_ends(low: int, more: int, dash: str, unit: tuple[str, str]):
    said = between(read(f"khoảng {dotted(low)}{dash}{dotted(low + more)}{unit[0]}").spoken, "khoảng", unit[1])
    head, to, tail = said.partition(" đến ")
    assert to, said
    assert (integer(head), integer(tail)) == (low, low + more)


@CASES
@given(
    st.integers(1, 300), st.integers(1, 300), AFTER, st.sampled_from(["m", "cm", "ha", "%", " tấn", " tỷ đồng"])
)
def test_ranges_of_decimals(low: int, more: int, after: str, unit: str):
    spoken = read(f"từ {low},{after}-{low + more},{after}{unit} nhé").spoken
    head, to, tail = spoken.removeprefix("từ ").partition(" đến ")
    assert to, spoken
    value = Fraction(int(after), 10 ** len(after))
    tail = re.sub(r" (mét|xăng ti mét|héc ta|phần trăm|tấn|tỷ đồng) nhé", "", tail)
    assert (decimal(head, len(after)), decimal(tail, len(after))) == (low + value, low + more + value)


@CASES
@given(
    st.integers(1_000, 10**12),
    st.sampled_from([("{}đ", "đồng"), ("{} đồng", "đồng"), ("{} VNĐ", "đồng"), ("{} đ", "đồng"),
                     ("{}VND", "đồng"), ("{} USD", "đô la Mỹ"), ("{}đ/kg", "đồng một ki lô gam"),
                     ("{} đồng/người", "đồng một người")]),
)  # fmt: skip
def test_money(n: int, form: tuple[str, str]):
    written, unit = form
    assert integer(between(read(f"nộp {written.format(dotted(n))} rồi").spoken, "nộp", f"{unit} rồi")) == n


@CASES
@given(
    st.integers(1, 999),
    st.integers(0, 9),
    st.sampled_from([("k", 1_000), ("tr", 10**6), (" triệu", 10**6), (" tỷ", 10**9), (" nghìn", 1_000)]),
)
def test_money_in_short_forms(n: int, tail: int, form: tuple[str, int]):
    written, value = form
    said = read(f"giá {n}{written}").spoken.removeprefix("giá ")
    assert integer(said) == n * value
    if written == "tr" and tail:
        assert integer(read(f"giá {n}tr{tail}").spoken.removeprefix("giá ")) == n * value + tail * 100_000


@CASES
@given(st.integers(1, 99), st.integers(1, 500), st.sampled_from(["hộ", "đại biểu", "thôn", "người"]))
def test_counts_against_a_total(top: int, more: int, noun: str):
    said = between(read(f"đã có {top}/{top + more} {noun} nộp").spoken, "đã có", f"{noun} nộp")
    first, mark, last = said.partition(" trên ")
    if not mark:
        first, mark, last = said.partition(" phần ")
    assert mark, said
    assert (integer(first), integer(last)) == (top, top + more)


@CASES
@given(
    st.integers(0, 30), st.integers(0, 30), st.sampled_from(["tỷ số {}-{}", "thắng {}-{}", "kết quả {} - {}"])
)
def test_scores(a: int, b: int, frame: str):
    spoken = read(frame.format(a, b)).spoken
    rest = spoken.removeprefix(frame.split("{", maxsplit=1)[0])
    parts = [p for p in re.split(r", ", rest) if p]
    whole = parts if len(parts) == 2 else _two_numbers(rest)
    assert [integer(p) for p in whole] == [a, b]


def _two_numbers(text: str) -> list[str]:
    tokens = text.split()
    for cut in range(1, len(tokens)):
        try:
            integer(" ".join(tokens[:cut]))
            integer(" ".join(tokens[cut:]))
        except (AssertionError, KeyError):
            continue
        return [" ".join(tokens[:cut]), " ".join(tokens[cut:])]
    raise AssertionError(text)


@CASES
@given(st.integers(0, 89), st.integers(0, 9), st.integers(0, 179), st.integers(0, 9))
def test_coordinates(north: int, n1: int, east: int, e1: int):
    spoken = read(f"ở vị trí {north},{n1}°N; {east},{e1}°E").spoken.removeprefix("ở vị trí ")
    first, _, last = spoken.partition(" độ vĩ bắc")
    last = last.strip(" ;,").removesuffix(" độ kinh đông")
    assert decimal(first, 1 if n1 else 0) == north + Fraction(n1, 10)
    assert decimal(last, 1 if e1 else 0) == east + Fraction(e1, 10)


# --- dates and times -------------------------------------------------------------------------------


def day_of(words: str) -> tuple[int, int, int]:
    found = re.fullmatch(r"(?:ngày )?(.+?) tháng (.+?) năm ((?:một|hai) nghìn.*)", words)
    assert found, words
    return integer(found.group(1)), integer(found.group(2)), integer(found.group(3))


@CASES
@given(
    DAYS,
    st.sampled_from(
        ["ngày {d}/{m}/{y}", "ngày {d:02}/{m:02}/{y}", "{d}/{m}/{y}", "ngày {d}-{m}-{y}", "ngày {d:02}.{m:02}.{y}",
         "{y}-{m:02}-{d:02}", "ngày {d} tháng {m} năm {y}", "ngày {d:02} tháng {m:02} năm {y}", "{d:02}-{m:02}-{y}"]
    ),
    st.sampled_from(["", ".", ", xã họp", " tại xã", " (thứ Hai)", ";"]),
)  # fmt: skip
def test_dates(day: date, form: str, after: str):
    spoken = read("hạn nộp: " + form.format(d=day.day, m=day.month, y=day.year) + after).spoken
    said = re.split(r"[.,;]| tại| thứ", spoken.removeprefix("hạn nộp: "))[0]
    assert day_of(said) == (day.day, day.month, day.year)


@CASES
@given(
    st.dates(date(2020, 1, 1), date(2039, 12, 31)),
    st.sampled_from(["ngày {}/{}", "sáng {}/{}", "đêm {:02}/{:02}"]),
)
def test_days_without_a_year(day: date, form: str):
    spoken = read(form.format(day.day, day.month) + ", xã họp").spoken
    said = spoken.removesuffix(", xã họp").split(" ", 1)[1].removeprefix("ngày ")
    first, _, last = said.partition(" tháng ")
    assert (integer(first), integer(last)) == (day.day, day.month)


@CASES
@given(DAYS, st.integers(1, 400))
def test_ranges_of_dates(day: date, more: int):
    end = day + timedelta(days=more)
    if end.year > 2199:
        return
    spoken = read(f"từ {day.day}/{day.month}/{day.year}-{end.day}/{end.month}/{end.year}").spoken
    first, _, last = spoken.removeprefix("từ ").partition(" đến ")
    assert day_of(first) == (day.day, day.month, day.year)
    assert day_of(last) == (end.day, end.month, end.year)
    if day.year == end.year and day.month == end.month:
        spoken = read(f"các ngày {day.day}-{end.day}/{end.month}").spoken
        first, _, last = spoken.removeprefix("các ngày ").partition(" đến ")
        last, _, month = last.removeprefix("ngày ").partition(" tháng ")
        assert (integer(first), integer(last), integer(month)) == (day.day, end.day, end.month)


@CASES
@given(
    st.integers(1900, 2190),
    st.integers(1, 9),
    st.sampled_from(["giai đoạn {}-{}", "nhiệm kỳ {} - {}", "năm học {}–{}"]),
)
def test_spans_of_years(year: int, more: int, form: str):
    spoken = read(form.format(year, year + more)).spoken
    found = re.fullmatch(
        r"(?:giai đoạn|nhiệm kỳ|năm học) (.+?)(?: đến |, | )((?:một|hai) nghìn(?: .*)?)", spoken
    )
    assert found, spoken
    assert (integer(found.group(1)), integer(found.group(2))) == (year, year + more)


@CASES
@given(st.integers(1, 12), st.integers(1950, 2150))
def test_months_and_quarters(month: int, year: int):
    said = read(f"tháng {month}/{year}").spoken.removeprefix("tháng ").partition(" năm ")
    assert (integer(said[0]), integer(said[2])) == (month, year)
    quarter = ["I", "II", "III", "IV"][month % 4]
    said = read(f"quý {quarter}/{year}").spoken.removeprefix("quý ").partition(" năm ")
    assert (integer(said[0]), integer(said[2])) == (month % 4 + 1, year)


def clock(words: str) -> tuple[int, int]:
    head, hour, tail = words.partition(" giờ")
    assert hour, words
    tail = tail.strip().removesuffix("phút").strip()
    return integer(head), integer(tail) if tail else 0


@CASES
@given(
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(
        ["{h}h{m:02}", "{h:02}:{m:02}", "{h} giờ {m:02} phút", "{h}g{m:02}", "{h}h{m:02}'", "{h:02}h{m:02}"]
    ),
)
def test_times(hour: int, minute: int, form: str):
    assert clock(read("lúc " + form.format(h=hour, m=minute)).spoken.removeprefix("lúc ")) == (hour, minute)


@CASES
@given(st.integers(0, 22), st.integers(0, 59), st.integers(0, 59), st.sampled_from(["-", " - ", "–"]))
def test_ranges_of_times(hour: int, a: int, b: int, dash: str):
    spoken = read(f"cắt điện từ {hour}h{a:02}{dash}{hour + 1}h{b:02}").spoken
    first, to, last = spoken.removeprefix("cắt điện từ ").partition(" đến ")
    assert to, spoken
    assert (clock(first), clock(last)) == ((hour, a), (hour + 1, b))


# --- numbers that are names ------------------------------------------------------------------------

KINDS = sorted(k for k, v in words("document_types").items() if k.isalpha() and k.isupper())
BODIES = sorted(k for k in words("agencies") if k.isalpha() and k.isupper())
PAIRS = {r.written for r in rows("code_parts") if r.flags == "tr"}
"""CT-VKS: the kind means something else beside this body."""


@CASES
@given(
    st.integers(1, 99_999),
    st.integers(1990, 2099),
    st.sampled_from(KINDS),
    st.sampled_from(BODIES),
    st.booleans(),
)
def test_codes_of_documents(number: int, year: int, kind: str, body: str, dated: bool):
    assume(f"{kind}-{body}" not in PAIRS)
    written = f"{number}/{year}/{kind}-{body}" if dated else f"{number}/{kind}-{body}"
    said = between(read(f"số {written} này").spoken, "số", "này").split(" trên ")
    assert integer(said[0]) == number
    if dated:
        assert integer(said[1]) == year
    assert said[-1] == f"{words('document_types')[kind]} {words('agencies')[body]}"
    assert len(said) == (3 if dated else 2)
    spelled = read(f"số {written} này", ReadingOptions(code_style=CodeStyle.LETTERS)).spoken
    letters = between(spelled, "số", "này").split(" trên ")[-1]
    assert characters(letters) == f"{kind}{body}".lower()


@CASES
@given(st.integers(1, 999), st.sampled_from(["NQ/TW", "CT/TW", "QĐ/TU", "KL/TW", "NQ/TU", "CT/TU", "NQ/ĐU"]))
def test_codes_of_the_party(number: int, symbol: str):
    said = between(read(f"theo {number}-{symbol} của").spoken, "theo", "của")
    names = {"NQ": "nghị quyết", "CT": "chỉ thị", "QĐ": "quy định", "KL": "kết luận"}
    kind = re.search(r" (nghị quyết|chỉ thị|quy định|quyết định|kết luận) ", said)
    assert kind, said
    assert integer(said[: kind.start()]) == number
    assert kind.group(1) in (names[symbol[:2]], "quyết định")


@CASES
@given(
    st.integers(1, 300), st.integers(1, 20), st.sampled_from("abcdđeghiklmnopq"),
    st.sampled_from(["điểm {p} khoản {k} Điều {n}", "Điều {n} khoản {k} điểm {p}", "điểm {p}, khoản {k}, Điều {n}"]),
)  # fmt: skip
def test_provisions(number: int, clause: int, point: str, form: str):
    spoken = read(f"theo {form.format(p=point, k=clause, n=number)} Luật này").spoken.replace(",", "")
    said = re.search(r"Điều (.+?)(?: khoản| Luật)", spoken)
    assert said
    assert integer(said.group(1)) == number
    said = re.search(r"khoản (.+?)(?: Điều| điểm| Luật)", spoken)
    assert said
    assert integer(said.group(1)) == clause
    said = re.search(r"điểm (.+?)(?: khoản| Luật)", spoken)
    assert said
    assert characters(said.group(1)) == point


@CASES
@given(
    st.from_regex(r"0[2-9][0-9]{8}", fullmatch=True),
    st.sampled_from(["{0}{1}{2}", "{0} {1} {2}", "{0}.{1}.{2}", "{0}-{1}-{2}"]),
    st.sampled_from(["gọi {}", "điện thoại: {}", "SĐT {}", "liên hệ ông Tám ({})", "Zalo {}", "số {}"]),
)
def test_telephone_numbers(number: str, form: str, frame: str):
    written = form.format(number[:4], number[4:7], number[7:])
    spoken = read(frame.format(written)).spoken
    head = read(frame.split(" {", maxsplit=1)[0].split(" (", maxsplit=1)[0]).spoken
    assert digits(spoken[len(head) :].strip(" :")) == number


@CASES
@given(st.from_regex(r"[1-9][0-9]{8}", fullmatch=True))
def test_telephone_numbers_of_the_world(number: str):
    said = read(f"gọi +84{number}").spoken.removeprefix("gọi cộng ")
    assert digits(said) == f"84{number}"


@CASES
@given(
    st.text("0123456789", min_size=9, max_size=15),
    st.sampled_from(
        ["CCCD", "CCCD số", "mã số thuế", "MST:", "số tài khoản", "STK", "CMND số", "mã số định danh"]
    ),
)
def test_numbers_of_papers(number: str, cue: str):
    spoken = read(f"{cue} {number}").spoken
    head = read(cue.rstrip(":")).spoken
    assert digits(spoken[len(head) :].strip(" :")) == number


@CASES
@given(
    st.integers(11, 99), st.sampled_from("ABCDEFGHKLMNPRSTUVXYZ"), st.integers(0, 999), st.integers(0, 99),
    st.sampled_from(["{0}{1}-{2:03}.{3:02}", "{0}{1}-{2:03}{3:02}", "{0}{1} {2:03}.{3:02}", "{0}-{1}1 {2:03}.{3:02}"]),
)  # fmt: skip
def test_plates(place: int, letter: str, first: int, last: int, form: str):
    spoken = read(f"xe mang biển số {form.format(place, letter, first, last)}").spoken
    said = spoken.removeprefix("xe mang biển số ").replace(" chấm", "").replace(",", "")
    shown = characters(said)
    bare = re.sub(r"\W", "", form.format(place, letter, first, last)).lower()
    assert shown == bare


@CASES
@given(st.integers(0, 1999), st.integers(0, 999))
def test_kilometre_posts(km: int, metres: int):
    said = read(f"tại Km{km}+{metres} trên").spoken.removeprefix("tại ki lô mét ").removesuffix(" trên")
    first, plus, last = said.partition(" cộng ")
    assert plus, said
    assert (integer(first), integer(last)) == (km, metres)


@CASES
@given(st.integers(1, 999), st.integers(1, 99), st.integers(1, 99), st.sampled_from(["xuyệt", "xẹt"]))
def test_house_numbers(a: int, b: int, c: int, slash: str):
    said = read(f"số nhà {a}/{b}/{c}", ReadingOptions(house_slash=slash)).spoken.removeprefix("số nhà ")
    assert [integer(p) for p in said.split(f" {slash} ")] == [a, b, c]


ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(n: int) -> str:
    made = "C" * (n // 100) + {4: "XL", 9: "XC"}.get(
        n % 100 // 10, "L" * (n % 100 // 50) + "X" * (n % 50 // 10)
    )
    n %= 10
    for value, sign in ROMAN[1:]:
        made, n = made + sign * (n // value), n % value
    return made


@CASES
@given(
    st.integers(1, 49),
    st.sampled_from(["Chương {}", "Đại hội {}", "khóa {}", "Phụ lục {}", "thế kỷ {}", "Mục {}"]),
)
def test_roman_numerals(n: int, frame: str):
    head = frame.split(" {", maxsplit=1)[0]
    assert (
        integer(read(frame.format(roman(n)) + " nêu").spoken.removeprefix(f"{head} ").removesuffix(" nêu")) == n
    )


@CASES
@given(st.lists(st.integers(0, 255), min_size=4, max_size=4))
def test_network_addresses_and_versions(parts: list[int]):
    assume(any(n < 100 for n in parts[1:]))  # else thousands: 1.200.200.100
    said = read("máy " + ".".join(map(str, parts)) + " nhé").spoken.removeprefix("máy ").removesuffix(" nhé")
    assert [digits(p) for p in said.split(" chấm ")] == [str(n) for n in parts]


@CASES
@given(st.lists(st.integers(1, 99), min_size=2, max_size=6), st.sampled_from(["thôn", "tổ", "khoản", "lớp"]))
def test_lists_of_numbers(numbers: list[int], noun: str):
    said = read(f"các {noun} {', '.join(map(str, numbers))}").spoken.removeprefix(f"các {noun} ")
    assert [integer(p) for p in said.split(", ")] == numbers


@CASES
@given(st.integers(1, 99), st.integers(1, 99), st.sampled_from("abcdđ"))
def test_marks_of_lists(a: int, b: int, letter: str):
    assert read(f"{a}. Việc chính").spoken.removesuffix(". Việc chính")
    assert integer(read(f"{a}. Việc chính").spoken.removesuffix(". Việc chính")) == a
    said = read(f"{a}.{b}. Việc chính").spoken.removesuffix(". Việc chính")
    assert [integer(p) for p in said.split(" chấm ")] == [a, b]
    assert characters(read(f"{letter}) Việc chính").spoken.removesuffix(", Việc chính")) == letter


# --- every kind at once ----------------------------------------------------------------------------

REAL = [
    "Căn cứ Nghị định số {0}/20{1}/NĐ-CP ngày {2}/{3}/20{1}, xã chi {4}.{5} đồng cho {6} hộ.",
    "Từ {2}h{7} ngày {2}/{3}, mực nước đạt {3},{7}m, trên báo động {3} là 0,{7}m; {6}% hộ đã di dời.",
    "Thôn {3} có {6}/{4} hộ nghèo, thu nhập {6},{7} triệu đồng/người/năm, ĐT: 02{1} 3{5} {5}.",
    "Điều {6} khoản {3}; QL{3}A tại Km{6}+{5}; xe 6{3}A-{5}.{7}; CCCD 0{5}{5}{5}{1}; giá {6}.{5}đ/kg.",
]


@CASES
@given(
    st.sampled_from(REAL),
    st.tuples(
        st.integers(1, 999), st.integers(10, 39), st.integers(1, 12), st.integers(1, 9), st.integers(100, 999),
        st.integers(100, 999), st.integers(10, 99), st.integers(10, 59),
    ),
    st.data(),
)  # fmt: skip
def test_another_digit_is_another_reading(frame: str, values: tuple[int, ...], data: st.DataObject):
    """Whatever the kind: were a digit lost, two texts that differ in it would sound the same."""
    text = frame.format(*values)
    places = [i for i, c in enumerate(text) if c in "123456789"]
    at = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([d for d in "123456789" if d != text[at]]))
    assert read(text).spoken != read(f"{text[:at]}{other}{text[at + 1 :]}").spoken


@pytest.mark.parametrize("words", ["hai mươi một", "hai mươi năm", "mười mươi", "trăm", "một hai"])
def test_the_checker_itself_refuses_what_nobody_says(words: str):
    with pytest.raises((AssertionError, KeyError)):
        integer(words)
