"""Foreign words and minority names in Vietnamese syllables (Foreign.VIETNAMESE)."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.reading import Foreign, ReadingOptions, read
from models.reading.foreign import LISTED, is_vietnamese, say
from models.reading.sounds import said
from models.reading.syllables import exists, split, unglued, untoned, written
from models.reading.tables import rows

DATA = Path(__file__).resolve().parents[2] / "data" / "reading" / "vietnamese"
OPTIONS = ReadingOptions(foreign=Foreign.VIETNAMESE)


def cases() -> list[tuple[str, str]]:
    found = []
    for path in sorted(DATA.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                before, _, after = line.partition(" ~ ")
                found.append((before.strip(), after.strip()))
    return found


@pytest.mark.parametrize(("before", "after"), cases())
def test_a_voice_that_knows_only_vietnamese_can_say_it(before: str, after: str):
    assert read(before, OPTIONS).spoken == after


@pytest.mark.parametrize("table", ["foreign", "place_names"])
def test_the_lists_hold_only_syllables_that_exist(table: str):
    wrong = {r.written: w for r in rows(table) for w in r.spoken.split() if not exists(w)}
    assert not wrong


def test_the_list_is_large_and_says_each_word_once():
    listed = [r.written for r in rows("foreign")]
    assert len(listed) > 600
    assert len(set(listed)) == len(listed)


def test_no_word_of_the_list_is_an_ordinary_vietnamese_word():
    """A word typed without its marks must not become another one."""
    assert not [
        r.written for r in rows("foreign") if not r.flags and is_vietnamese(r.written) and r.written.isascii()
    ]


def test_a_kept_word_is_marked_and_not_changed():
    reading = read("Trang Facebook của xã")
    span = next(s for s in reading.spans if s.raw == "Facebook")
    assert (span.kind, span.spoken, span.changed) == ("foreign", "Facebook", False)


def test_the_list_is_surer_than_the_rules_and_both_offer_the_word_as_written():
    spans = {s.raw: s for s in read("ông Trentwood dùng Facebook", OPTIONS).spans}
    assert spans["Facebook"].confidence >= LISTED > spans["Trentwood"].confidence
    assert spans["Trentwood"].alternatives[0] == "Trentwood"
    assert len(spans["Trentwood"].alternatives) == 2


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=24))
def test_rules_give_only_syllables_that_exist(word: str):
    found = say(word)
    assert found is None or all(
        exists(w) or w in ["bê", "xê", "đê", "kép", "ca", "quy", "ét"] for w in found.spoken.split()
    )


@given(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạèéẻẽẹìíỉĩịòóỏõọ'", min_size=1, max_size=12))
def test_any_name_is_read_without_failing_and_in_the_same_way_again(word: str):
    once = read(word, OPTIONS).spoken
    assert once == read(word, OPTIONS).spoken


@pytest.mark.parametrize(
    "word",
    [
        "quẩy",
        "khuỷu",
        "ngoèo",
        "gìn",
        "giếng",
        "quốc",
        "xoong",
        "boong",
        "gioăng",
        "khuya",
        "nghiêng",
        "quýt",
        "gì",
        "huỳnh",
        "uyên",
        "yểng",
    ],
)
def test_rare_shapes_are_vietnamese(word: str):
    assert exists(word)
    assert say(word) is None


@pytest.mark.parametrize("word", ["xyz", "krông", "cát2", "đắk", "tâch", "càp", "quôm", "nghà", "kà"])
def test_what_does_not_exist_is_not_taken_for_a_syllable(word: str):
    assert not exists(word)


@pytest.mark.parametrize(
    "word",
    ["tiếng", "quyển", "giếng", "nghĩa", "khoẻ", "thủy", "đường", "chuyện", "kỳ", "ghế", "quả", "mía", "của"],
)
def test_a_syllable_taken_apart_is_written_back(word: str):
    parts = split(word)
    assert parts is not None
    again = split(written(*parts))
    assert again == parts
    assert untoned(written(*parts))[0] == untoned(word)[0]


def test_words_run_together_are_parted_only_when_each_is_one():
    assert unglued("cơquan") == "cơ quan"
    assert unglued("cơquắn") == "cơ quắn"
    assert unglued("banana") is None
    assert unglued("krông") is None


def test_sounds_that_have_no_vowel_say_nothing():
    assert said(["x", "t"]) == ""
    assert re.fullmatch(r"[^\W\d_ ]+(?: [^\W\d_ ]+)*", said(["x", "t", "a", "c", "r", "o", "b"]))
