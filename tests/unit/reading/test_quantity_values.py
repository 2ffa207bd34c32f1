"""No value changes in lists, coordinates, bounds, compounds and ranges: parsed back by another hand."""

from __future__ import annotations

import os
import re
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from models.reading import ReadingOptions, read
from models.types import Region
from tests.unit.reading.said import decimal, integer

CASES = settings(max_examples=int(os.environ.get("TIENG_LANG_CASES", "150")))
REGIONS = st.sampled_from([ReadingOptions(r) for r in Region])
SMALL = st.integers(1, 99)


@CASES
@given(st.lists(SMALL, min_size=3, max_size=6), st.sampled_from("-,"), REGIONS)
def test_lists_in_one_piece_keep_every_number(numbers: list[int], sign: str, options: ReadingOptions):
    spoken = read(f"các suất {sign.join(map(str, numbers))} đã phát", options).spoken
    said = spoken.removeprefix("các suất ").removesuffix(" đã phát").split(", ")
    assert [integer(words) for words in said] == numbers


@CASES
@given(st.lists(SMALL, min_size=2, max_size=5), st.sampled_from(["thôn", "tổ", "khu phố", "khoản", "lớp"]))
def test_things_counted_off_are_no_decimals(numbers: list[int], noun: str):
    spoken = read(f"các {noun} {','.join(map(str, numbers))}.").spoken
    said = spoken.removeprefix(f"các {noun} ").removesuffix(".").split(", ")
    assert [integer(words) for words in said] == numbers


@CASES
@given(
    st.integers(0, 89), st.integers(0, 59), st.integers(0, 59), st.sampled_from("NB"),
    st.sampled_from(["{}°{}'{}\"{}", "{}° {}' {}\" {}", "{}°{}’{}”{}"]),
)  # fmt: skip
def test_degrees_minutes_and_seconds(degrees: int, minutes: int, seconds: int, letter: str, form: str):
    spoken = read("tọa độ " + form.format(degrees, minutes, seconds, letter)).spoken
    found = re.fullmatch(r"tọa độ (.+) độ (.+) phút (.+) giây vĩ bắc", spoken)
    assert found, spoken
    assert tuple(map(integer, found.groups())) == (degrees, minutes, seconds)


@CASES
@given(
    st.integers(5, 25), st.integers(0, 9), st.integers(100, 120), st.integers(0, 9),
    st.sampled_from(["{}°N-{}°E", "{}N-{}E", "{}°N; {}°E", "{}N {}E", "{}°N - {}°E"]), st.sampled_from(".,"),
)  # fmt: skip
def test_points_at_sea(north: int, n: int, east: int, e: int, form: str, mark: str):
    spoken = read("tâm bão ở " + form.format(f"{north}{mark}{n}", f"{east}{mark}{e}")).spoken
    found = re.fullmatch(r"tâm bão ở (.+) độ vĩ bắc[,;] (.+) độ kinh đông", spoken)
    assert found, spoken
    assert decimal(found.group(1), 1 if n else 0) == north + Fraction(n, 10)
    assert decimal(found.group(2), 1 if e else 0) == east + Fraction(e, 10)


@CASES
@given(
    st.integers(1, 999), st.sampled_from([(">", "trên"), ("<", "dưới"), ("≤", "không quá"), ("≥", "từ")]),
    st.sampled_from(["", " "]), st.sampled_from([("%", "phần trăm"), ("kg", "ki lô gam"), (" tuổi", "tuổi")]),
)  # fmt: skip
def test_bounds(value: int, sign: tuple[str, str], blank: str, unit: tuple[str, str]):
    spoken = read(f"nhóm có mức {sign[0]}{blank}{value}{unit[0]}.").spoken
    tail = f" {unit[1]}{' trở lên' if sign[0] == '≥' else ''}."
    head = f"nhóm có mức {sign[1]} "
    assert spoken.startswith(head), spoken
    assert spoken.endswith(tail), spoken
    assert integer(spoken[len(head) : -len(tail)]) == value


@CASES
@given(st.integers(0, 9), st.integers(1, 99))
def test_metres_in_the_place_of_the_comma(metres: int, centimetres: int):
    spoken = read(f"cao {metres}m{centimetres:02} rồi").spoken
    head, _, tail = spoken.removeprefix("cao ").removesuffix(" rồi").partition(" mét ")
    assert integer(head) == metres
    assert integer(tail.removeprefix("không ")) == centimetres
    assert tail.startswith("không ") == (centimetres < 10)


@CASES
@given(st.integers(1, 99), st.integers(1, 999))
def test_millions_with_a_tail(millions: int, tail: int):
    written = f"{tail:03}".rstrip("0")
    spoken = read(f"giá {millions}tr{written} nhé").spoken
    assert integer(spoken.removeprefix("giá ").removesuffix(" nhé")) == millions * 10**6 + tail * 1_000


@CASES
@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(["hộ", "người", "đồng", "con"]), REGIONS)
def test_a_comma_before_three_digits_of_what_has_no_parts(
    n: int, rest: int, noun: str, options: ReadingOptions
):
    spoken = read(f"có {n},{rest:03} {noun}", options).spoken
    assert integer(spoken.removeprefix("có ").removesuffix(f" {noun}")) == n * 1_000 + rest


@CASES
@given(
    st.integers(1, 400), st.integers(1, 400),
    st.sampled_from([("kg", "ki lô gam", " tấn"), ("cm", "xăng ti mét", "m"), ("g", "gam", "kg"), (" triệu", "triệu", " tỷ")]),
    st.sampled_from(["-", " - ", "–", " → "]),
)  # fmt: skip
def test_ranges_across_units_of_one_family(low: int, high: int, units: tuple[str, str, str], sign: str):
    spoken = read(f"nặng {low}{units[0]}{sign}{high}{units[2]} nhé").spoken
    found = re.fullmatch(rf"nặng (.+) {units[1]} đến (.+) (?:tấn|mét|ki lô gam|tỷ) nhé", spoken)
    assert found, spoken
    assert (integer(found.group(1)), integer(found.group(2))) == (low, high)
