"""List numbers: every format of a counter reads back to the counter it was made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.documents.numbering import bullet, number

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def roman_value(text: str) -> int:
    values = [ROMAN[letter] for letter in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


@given(st.integers(1, 3999))
def test_roman_numbers_read_back(value: int):
    assert roman_value(number(value, "lowerRoman")) == value
    assert number(value, "upperRoman") == number(value, "lowerRoman").upper()


@given(st.integers(1, 780))
def test_letters_read_back(value: int):
    text = number(value, "lowerLetter")
    assert len(set(text)) == 1
    assert (len(text) - 1) * 26 + ord(text[0]) - ord("a") + 1 == value


@pytest.mark.parametrize(
    ("value", "form", "printed"),
    [
        (7, "decimal", "7"),
        (7, "decimalZero", "07"),
        (3, "upperLetter", "C"),
        (3, "none", ""),
        (9, "chuaBiet", "9"),
    ],
)
def test_formats_of_word(value: int, form: str, printed: str):
    assert number(value, form) == printed


@pytest.mark.parametrize(
    ("sign", "printed"), [("-", "-"), ("+", "+"), ("\uf0b7", "•"), ("\uf02d", "-"), ("o", "•"), ("", "")]
)
def test_signs_of_glyph_fonts_become_plain_signs(sign: str, printed: str):
    assert bullet(sign) == printed
