"""Numbers in Vietnamese words: integers of any size, decimals, digit strings, Roman numerals.

105 -> một trăm linh năm | 1.005 -> một nghìn không trăm linh năm | 21 -> hai mươi mốt
15 -> mười lăm | 24 -> hai mươi tư | 0,05 -> không phẩy không năm
"""

from __future__ import annotations

import re
from functools import lru_cache

from models.reading.options import Decimals, ReadingOptions

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_MAX_CARDINAL = 21
"""Digits; longer strings are codes, not quantities, and are read digit by digit."""
_ROMAN = re.compile(
    r"(?=[MDCLXVI])M{0,3}(?:CM|CD|D?C{0,4}|XM)?(?:XC|XL|L?X{0,4}|IC)?(?:IX|IV|V?I{0,4})\Z", re.IGNORECASE
)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


class NumberWords:
    """Says numbers in one region's words. Stateless; get one from `number_words(options)`."""

    __slots__ = ("_hundreds", "decimals", "four", "thousand", "zero_tens")

    def __init__(self, options: ReadingOptions) -> None:
        self.zero_tens = options.word("zero_tens")
        self.thousand = options.word("thousand")
        self.four = options.four_word
        self.decimals = options.decimals
        self._hundreds: dict[tuple[int, bool], str] = {}

    def digits(self, text: str) -> str:
        """Every digit by its name; other characters are dropped by the caller."""
        return " ".join(DIGITS[int(d)] for d in text)

    def _below_100(self, n: int) -> str:
        tens, ones = divmod(n, 10)
        if tens == 0:
            return DIGITS[ones]
        head = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
        if ones == 0:
            return head
        if ones == 5:
            return f"{head} lăm"
        if tens > 1 and ones == 1:
            return f"{head} mốt"
        if tens > 1 and ones == 4:
            return f"{head} {self.four}"
        return f"{head} {DIGITS[ones]}"

    def _below_1000(self, n: int, full: bool) -> str:
        """`full`: say "không trăm" because a higher group was said just before."""
        known = self._hundreds.get((n, full))
        if known is not None:
            return known
        hundreds, rest = divmod(n, 100)
        words = []
        if hundreds or full:
            words.append(f"{DIGITS[hundreds]} trăm")
        if rest and rest < 10 and words:
            words.append(f"{self.zero_tens} {DIGITS[rest]}")
        elif rest or not words:
            words.append(self._below_100(rest))
        said = " ".join(words)
        self._hundreds[(n, full)] = said
        return said

    def cardinal(self, n: int) -> str:
        """Any integer. Groups of zeros are skipped: 1.000.001 -> một triệu linh một."""
        if n < 0:
            return f"âm {self.cardinal(-n)}"
        if n >= 10**9:
            billions, rest = divmod(n, 10**9)
            head = f"{self.cardinal(billions)} tỷ"
            return head if rest == 0 else f"{head} {self._rest(rest, 10**8)}"
        if n >= 1000:
            return self._rest(n, 0)
        return self._below_1000(n, full=False)

    def _rest(self, n: int, due: int) -> str:
        """Millions, thousands and units of `n` < 10^9; `due` = the place that follows what was said."""
        words: list[str] = []
        for value, name in ((10**6, "triệu"), (10**3, self.thousand), (1, "")):
            group, n = divmod(n, value)
            if group:
                follows = due == value * 100
                said = self._below_1000(group, full=follows)
                if due and not follows and group < 10 and not name:
                    said = f"{self.zero_tens} {said}"
                words.append(f"{said} {name}" if name else said)
                due = value // 10
            elif not words and not due:
                continue
        return " ".join(words)

    def integer(self, digits: str, *, keep_zeros: bool = False) -> str:
        """A string of digits as a quantity; `keep_zeros`: 06 -> không sáu (names of schemes, codes)."""
        bare = digits.lstrip("0")
        if len(bare) > _MAX_CARDINAL:
            return self.digits(digits)
        said = self.cardinal(int(bare or "0"))
        if keep_zeros and digits != "0":
            zeros = len(digits) - len(bare or "0")
            return " ".join(["không"] * zeros + [said])
        return said

    def fraction(self, digits: str) -> str:
        """The part after the comma: 28 -> hai mươi tám, 05 -> không năm, 303 -> ba không ba."""
        if self.decimals is Decimals.CARDINAL and len(digits) == 2 and digits[0] != "0":
            return self._below_100(int(digits))
        return self.digits(digits)

    def short_pair(self, digits: str) -> str:
        """Two digits run together as in prices and versions: 45 -> bốn lăm, 81 -> tám mốt, 24 -> hai tư."""
        if len(digits) == 2 and digits[1] == "0" and digits[0] != "0":
            return self._below_100(int(digits))
        if len(digits) != 2 or digits[0] in "01":
            return self.digits(digits)
        last = {"1": "mốt", "4": self.four, "5": "lăm"}.get(digits[1], DIGITS[int(digits[1])])
        return f"{DIGITS[int(digits[0])]} {last}"

    def ordinal(self, n: int) -> str:
        """After "thứ", "hạng", "lần thứ": nhất, hai, ba, tư, năm, and so on."""
        return {1: "nhất", 4: "tư"}.get(n) or self.cardinal(n)

    def month(self, n: int) -> str:
        """After "tháng": 4 is always "tư"."""
        return "tư" if n == 4 else self.cardinal(n)


@lru_cache(maxsize=32)
def number_words(options: ReadingOptions) -> NumberWords:
    """The number words of these options."""
    return NumberWords(options)


def roman_value(text: str) -> int | None:
    """Value of a Roman numeral (either case, common irregular forms too), or None."""
    if len(text) > 15 or not _ROMAN.match(text):
        return None
    values = [_ROMAN_VALUES[c] for c in text.lower()]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))
