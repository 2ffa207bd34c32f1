"""Numbers as they are written: thousands by dots, commas or blanks, decimals by comma or dot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from models.reading.numbers import NumberWords

NUMBER = (
    r"(?:[0-9]{1,3}(?:\.[0-9]{3})++(?:,[0-9]++)?"
    r"|[0-9]{1,3}(?:,[0-9]{3}){2,}+(?:\.[0-9]++)?"
    r"|[0-9]{1,3}(?:,[0-9]{3})++\.[0-9]++"
    r"|[0-9]{1,3}(?: [0-9]{3})++(?:,[0-9]++)?"
    r"|[0-9]++(?:[.,][0-9]++)?)(?![0-9])"
)
_NUMBER = re.compile(NUMBER)
_PLAIN = re.compile(r"[0-9]++(?:[.,][0-9]++)?")


@dataclass(frozen=True, slots=True)
class Number:
    """A written number: its digits before and after the decimal mark."""

    end: int
    whole: str
    fraction: str = ""
    dotted: bool = False
    """The decimal mark is a dot."""
    grouped: bool = False
    """Thousands were marked, so it is surely a quantity."""

    @property
    def value(self) -> Decimal:
        """Its value."""
        return Decimal(f"{self.whole}.{self.fraction or '0'}")

    def say(self, num: NumberWords, *, keep_zeros: bool = False) -> str:
        """In words."""
        whole = num.integer(self.whole, keep_zeros=keep_zeros)
        if self.fraction in ("", "0"):
            return whole
        said = num.short_pair(self.fraction) if self.dotted else num.fraction(self.fraction)
        return f"{whole} phẩy {said}"


def number_at(text: str, pos: int, *, spaces: bool = True) -> Number | None:
    """The number written at `pos`; `spaces`: blanks may separate thousands (9 000 000)."""
    found = _NUMBER.match(text, pos)
    if found is None:
        return None
    raw = found.group()
    if " " in raw and (not spaces or raw[0] == "0"):
        found = _PLAIN.match(text, pos)
        if found is None:
            return None
        raw = found.group()
    end = found.end()
    if raw.isdigit():
        return Number(end, raw)
    if " " in raw:
        whole, _, fraction = raw.partition(",")
        return Number(end, whole.replace(" ", ""), fraction, grouped=True)
    dots, commas = raw.count("."), raw.count(",")
    if dots and commas:
        mark = max(raw.rfind("."), raw.rfind(","))
        return Number(
            end, re.sub(r"\D", "", raw[:mark]), raw[mark + 1 :], dotted=raw[mark] == ".", grouped=True
        )
    if commas >= 2 or dots >= 2:
        return Number(end, re.sub(r"\D", "", raw), grouped=True)
    mark = raw.index("." if dots else ",")
    whole, fraction = raw[:mark], raw[mark + 1 :]
    if dots and len(fraction) == 3 and len(whole) <= 3 and (whole[0] != "0"):
        return Number(end, whole + fraction, grouped=True)
    return Number(end, whole, fraction, dotted=bool(dots))
