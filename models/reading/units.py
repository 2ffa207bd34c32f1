"""Units and currencies after a number, with what they are counted "per": 5 kg/ha, 20.000đ/người/ngày."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from models.reading.matching import Cursor
from models.reading.tables import Row, cues, rows
from models.reading.written_numbers import Number

_RAISED_ZERO = chr(0xF0000 + ord("⁰"))
"""The little zero that stands for the degree sign, as `cleaning` leaves it."""
_UNIT = re.compile(
    rf"( ?)([°{_RAISED_ZERO}](?: ?[CcFf](?!\w)|[CcFfK])?|0C(?!\w)|℃|℉"
    r"|%[oO0](?!\w)|0/00(?![0-9])|[%‰$€£¥₫₩₹฿₽Ω]|US\$|'|vòng(?=/phút)"
    r"|hải lý(?!\w)|Mb/s|[^\W\d_]{1,8}[23²³](?!\w)|[^\W\d_]{1,8}(?!\w))"
)
_INCHES = re.compile(r"\"(?!\w)")
_RATE = re.compile(r"/[^\W\d_]{2}")
_PER = re.compile(r" ?/ ?(?:0?1 )?([^\W\d_]{1,8}[23²³](?=K?(?!\w))|[^\W\d_]{1,8}(?![\w²³]))")
_WORD_UNIT = re.compile(r" ?([^\W\d_]{1,8})(?= ?/ ?[^\W\d_])")
_PLAIN_WORD = re.compile(r" ?([^\W\d_]{2,8})(?!\w)")
_DENSE = frozenset(["giờ", "phút", "giây", "lít", "gam"])
_CLASS_CUES = cues("amounts.class_cues")
_SCREENS = cues("amounts.inches")
_LOST_DEGREE = cues("amounts.temperature")
_HEAT = cues("amounts.heat")
_PRESSURE = cues("amounts.pressure")
_SINGLE_CAPITALS = frozenset("KLWV")
"""Capitals that are units after a slash: mmol/L, W/K."""


@dataclass(frozen=True, slots=True)
class UnitAt:
    """A unit after a number."""

    end: int
    spoken: str
    category: str
    """"money", "percent", "measure"."""
    per: bool = False
    base: str = ""
    """Without what it is counted per."""


@dataclass(frozen=True, slots=True)
class _Tables:
    exact: dict[str, tuple[Row, str]]
    folded: dict[str, tuple[Row, str]]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    exact: dict[str, tuple[Row, str]] = {}
    folded: dict[str, tuple[Row, str]] = {}
    for name in ("units", "currencies"):
        for row in rows(name):
            category = "money" if name == "currencies" else "percent" if row.written in "%‰" else "measure"
            exact.setdefault(row.written, (row, category))
            if "=" not in row.flags:
                folded.setdefault(row.written.lower(), (row, category))
    return _Tables(exact, folded)


def unit_row(written: str) -> tuple[Row, str] | None:
    """The table row of a unit or currency and its category."""
    tables = _tables()
    return tables.exact.get(written) or tables.folded.get(written.lower())


def in_context(at: Cursor, row: Row, end: int) -> bool:
    """One of the row's words stands before the number or right after the unit (xe 5T, 5T hàng)."""
    if at.char(end) == "/" and at.char(end + 1).isdigit():
        return False  # 9T/2025
    return at.near(row.before) or at.next_word(end) in row.after


def word_unit(text: str, pos: int) -> str:
    """The Vietnamese word that is a unit and stands at `pos`: tấn, ngày; "" when there is none."""
    found = _PLAIN_WORD.match(text, pos)
    known = unit_row(found.group(1)) if found else None
    return known[0].spoken if found and known and known[0].spoken == found.group(1) else ""


def unit_at(at: Cursor, pos: int, number: Number, *, multiplied: bool) -> UnitAt | None:
    """The unit that belongs to `number` and begins at `pos`."""
    text = at.text
    found = _UNIT.match(text, pos)
    if found is None:
        return inches_at(at, pos) or _word_per(at, pos)
    spaced = bool(found.group(1))
    written = _odd(at, found) or found.group(2)
    known = unit_row(written)
    if known is None:
        return _word_per(at, pos)
    row, category = known
    if written.isalpha() and written == row.spoken:  # a Vietnamese word: stays a word unless "/" follows
        return _word_per(at, pos)
    if category == "measure" and len(written) == 1 and written.isupper() and at.char(found.end()) == "/":
        per, end = per_at(at, found.end(), money=False, symbol=True)
        if per.startswith(" trên"):  # 10 N/m²
            return UnitAt(end, f"{row.spoken}{per}", category, True, row.spoken)
    rate = _RATE.match(text, found.end()) is not None  # 210 đ/lít, but 5 đ/c
    sure_money = category == "money" and (number.grouped or multiplied or rate)
    if (
        "/" in row.flags
        or ("g" in row.flags and spaced and not sure_money)
        or (row.before and not in_context(at, row, found.end()))
    ):
        return None
    if len(written) == 1 and written.isupper() and (spaced or at.near(_CLASS_CUES, 2)) and not number.fraction:
        after = text[found.end() : found.end() + 1]
        if spaced and written in "VW" and not at.near(_CLASS_CUES, 2) and after in " ,.;)":
            return UnitAt(found.end(), row.spoken, category, base=row.spoken)
        return None
    per, end = per_at(at, found.end(), money=category == "money", symbol=True)
    spoken = row.spoken.replace("nghìn", at.num.thousand) if category == "percent" else row.spoken
    return UnitAt(end, f"{spoken}{per}", category, bool(per), row.spoken)


def _odd(at: Cursor, found: re.Match[str]) -> str:
    """The degree sign in its odd shapes (° C, ⁰C, 0C), the per mille sign in its (%o, 0/00); else ""."""
    written: str = found.group(2)
    if written[0] == _RAISED_ZERO and len(written) == 1:
        return ""
    if written[0] in f"°{_RAISED_ZERO}":
        return "°" + written[1:].strip()
    if written[:2] in ("%o", "%O", "%0", "0/"):
        return "‰"
    if written == "0C" and ((found.group(1) and at.near(_LOST_DEGREE)) or at.near(_HEAT)):
        return "°C"  # 25 0C: the sign became a zero
    if written == "C" and not found.group(1) and at.near(_HEAT):
        return "°C"
    if written == "mb" and at.near(_PRESSURE):
        return "mbar"
    return ""


def inches_at(at: Cursor, pos: int) -> UnitAt | None:
    """55" of a screen or a wheel, where the mark closes no quotation."""
    found = _INCHES.match(at.text, pos)
    if found is None or not at.near(_SCREENS) or at.text.count('"', max(0, pos - 200), pos) % 2:
        return None
    return UnitAt(found.end(), "inch", "measure", base="inch")


def _word_per(at: Cursor, pos: int) -> UnitAt | None:
    """A Vietnamese unit word with a slash: đồng/lần, người/xe."""
    found = _WORD_UNIT.match(at.text, pos)
    if found is None:
        return None
    word = found.group(1)
    known = unit_row(word)
    if not word.islower() or (known is None and len(word) < 2):
        return None
    category = known[1] if known else "measure"
    per, end = per_at(at, found.end(), money=category == "money", symbol=known is not None)
    if not per:
        return None
    base = known[0].spoken if known else word
    return UnitAt(end, f"{base}{per}", category, True, base)


def per_at(at: Cursor, pos: int, *, money: bool, symbol: bool) -> tuple[str, int]:
    """What follows a slash after a unit, in words, and where it ends: "/ha/vụ" -> " trên héc ta một vụ"."""
    said, end = "", pos
    while (found := _PER.match(at.text, end)) is not None and len(said) < 80:
        written = found.group(1)
        known = unit_row(written)
        capital = written.isupper() and len(written) == 1
        if known is not None and not (
            capital and (written not in _SINGLE_CAPITALS or (money and written != "K"))
        ):
            spoken = known[0].spoken
            dense = not money and symbol and (written != spoken or spoken in _DENSE)
        elif written.islower() and len(written) > 1:
            spoken, dense = written, False
        else:
            break
        said += f" {'trên' if dense else 'một'} {spoken}"
        end = found.end()
        if written[-1] in "23" and at.char(end) == "K":  # W/m²K
            return f"{said} ca vin", end + 1
    return said, end
