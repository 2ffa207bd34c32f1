"""UTF-8 read with a Western encoding comes back, and correct text that only resembles it stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.documents import encodings, syllables

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
CASES = [str.lower, str.upper, str.title]


@st.composite
def spelled(draw: st.DrawFn) -> str:
    """Any syllable the spelling allows, in any case, tone on any of its vowels."""
    rime = draw(st.sampled_from(syllables._RIMES.split()))
    at = draw(st.sampled_from([i for i, c in enumerate(rime) if c in VOWELS]))
    toned = f"{rime[: at + 1]}{draw(st.sampled_from(TONES))}{rime[at + 1 :]}"
    onset = draw(st.sampled_from(["", *syllables._ONSETS.split()]))
    return draw(st.sampled_from(CASES))(unicodedata.normalize("NFC", onset + toned))


def doubled(text: str) -> str:
    return "".join(
        chr(byte) if byte in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else bytes([byte]).decode("cp1252")
        for byte in text.encode("utf-8")
    )


signs = st.sampled_from([*"”’“‘»…–—•™®²³¹ºª°€†›.,;:!?)", "\u00a0", "", "”.", "…”"])


@given(st.lists(st.tuples(spelled(), signs), min_size=1, max_size=30))
def test_correct_words_before_any_sign_stay(words: list[tuple[str, str]]) -> None:
    text = " ".join(word + sign for word, sign in words)
    assert encodings.repair(text) == (text.replace("\u00a0", " "), ())


@pytest.mark.parametrize(
    "text",
    [
        "Quy chế “THÔNG TIN XÃ” của huyện",
        "“UBND XÃ”",
        "Khẩu hiệu ‘VÌ XÃ’ treo ở cổng THỊ XÃ…",
        "“PHÁT THANH THỊ XÃ” và “THÔNG TIN XÔ",
        "XÃ¹ là đơn vị hành chính; ĐÃ² là phó từ",
    ],
)
def test_capitals_before_a_closing_quotation_mark_stay(text: str) -> None:
    assert encodings.repair(text) == (text, ())


def test_a_capital_before_a_no_break_space_stays() -> None:
    assert encodings.repair("ỦY BAN NHÂN DÂN\nXÃ\u00a0SUỐI MƠ")[0] == "ỦY BAN NHÂN DÂN\nXÃ SUỐI MƠ"


@given(st.lists(spelled(), min_size=10, max_size=20).map(" ".join).filter(lambda text: not text.isascii()))
def test_every_syllable_comes_back_beside_a_word_that_cannot_be_right(text: str) -> None:
    whole = f"Thông báo được gửi tới người dân: {text}"
    assert encodings.repair(doubled(whole)) == (whole, ())


def test_only_the_doubled_words_of_a_line_change() -> None:
    line = f"Ủy ban xã {doubled('thông báo lịch tiêm chủng')} cho “BÀ CON XÃ”"
    assert encodings.repair(line)[0] == "Ủy ban xã thông báo lịch tiêm chủng cho “BÀ CON XÃ”"


@pytest.mark.parametrize(
    "text",
    [
        "Việt Nam xin chào bà con làng ta",
        "Hà Nội và các tỉnh đã nhận được tin này",
        "Bảo đảm AN NINH MẠNG cho CƠ QUAN và nhà trường",
    ],
)
def test_a_no_break_space_that_became_a_blank_is_still_half_a_letter(text: str) -> None:
    assert encodings.repair(doubled(text).replace("\u00a0", " "))[0] == text
