"""The grammar of quantities: number, multiplier, unit, "per" units, and ranges with shared units.

Used by classes/amount.py and by the classes that need to know whether a quantity stands somewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from models.reading.matching import Cursor
from models.reading.tables import cues
from models.reading.units import UnitAt, in_context, per_at, unit_at, unit_row, word_unit
from models.reading.written_numbers import NUMBER, Number, number_at

__all__ = ["NUMBER", "Number", "Quantity", "number_at", "quantity_at", "unit_row"]

_MULTIPLIER = re.compile(
    r" ?(nghìn|ngàn|triệu|tỷ|tỉ|vạn)((?: (?:nghìn|ngàn|triệu|tỷ|tỉ))?)(?![^\W_])"
    r"|( ?(?:tr|Tr|TR|ng|tỷ|tỉ)\.?(?= ?(?:đ|Đ|đồng)(?!\w))| tr(?= ?/ ?[^\W\d_]))"
    r"|(k|K|tr|Tr|TR)(?![^\W\d_])|(t)(?![\w/])"
)
_TAIL = re.compile(r"([0-9]{1,3})(?!\w)(?![.,][0-9])")
_RANGE = re.compile(r"(?: ?(?:->|=>|[-÷~→¸]) ?|\.\.\.?|…)(?=(-?|[<≤] ?)[0-9])")
_COUNTED = re.compile(r"(?: ?(?:-|đến|tới|và) ?[0-9]{1,3},[0-9]{3})? ?([^\W\d_]{1,5})(?!\w)")
_INDIVISIBLE = cues("amounts.indivisible")
_AVERAGES = cues("amounts.averages")
_LISTED = re.compile(r"[0-9%‰] ?- ?\Z|[A-ZĐ] ?-\Z")
_SCALES = {"nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tỷ": 9, "tỉ": 9}
_GRADES = 15
_CLASS_CUES = cues("amounts.class_cues")
_LIST_CUES = cues("amounts.list_cues")
_DOWNWARD = cues("amounts.downward")
_FAMILIES = tuple(cues(f"units.{name}") for name in ("length", "area", "volume", "mass", "time", "money"))
_HEAT, _OVENS = cues("amounts.heat"), cues("amounts.ovens")
_CELSIUS = re.compile(r"C(?!\w)")
_HOTTEST = 50
_VIDEOS = cues("amounts.videos")
_AGED = re.compile(r" (?:trở lên|trở xuống|đến [0-9]{2}t|tuổi)")
"""Người 65t trở lên."""
_VIDEO_AFTER = re.compile(r" ?(?:[0-9]{2,3} ?fps|HDR|UHD|Ultra)(?!\w)")
_PRICES = cues("amounts.prices")
_LOWER_THAN = {"<": "dưới ", "≤": "không quá "}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its multiplier and unit, or a range of two."""

    end: int
    spoken: str
    category: str
    """"number", "money", "percent", "measure"."""
    first: Number
    last: Number | None = None
    per: bool = False


@dataclass(frozen=True, slots=True)
class _Scaled:
    """A number with its multiplier."""

    number: Number
    said: str
    end: int
    power: int = field(default=0)

    @property
    def value(self) -> Decimal:
        return self.number.value.scaleb(self.power)


def quantity_at(at: Cursor, pos: int | None = None, *, marked: bool = False) -> Quantity | None:
    """The quantity or range of quantities that begins at the cursor (or at `pos`).

    `marked`: a mark of money stands before it ($1,200, €1.500/kỳ): a comma marks thousands, and what follows
    a slash is left to the caller.
    """
    pos = at.pos if pos is None else pos
    spaces = not (at.left and at.left[-1] in _LIST_CUES)
    number = number_at(at.text, pos, spaces=spaces)
    if number is None:
        return None
    number = _thousands(at, number, marked=marked)
    first = _scaled(at, number)
    unit = unit_at(at, first.end, number, multiplied=first.power > 0)
    dash = _RANGE.match(at.text, unit.end if unit else first.end)
    if dash is not None:
        second = number_at(at.text, dash.end() + len(dash.group(1)), spaces=False)
        if second is not None:
            ranged = _range(at, first, unit, dash.group(1).strip(), second)
            if ranged is not None:
                return ranged
    if unit is None:
        per, end = ("", first.end) if marked else _price(at, first)
        return Quantity(end, f"{first.said}{per}", "money" if per else "number", number, per=bool(per))
    return Quantity(unit.end, f"{first.said} {unit.spoken}", unit.category, number, per=unit.per)


def _thousands(at: Cursor, number: Number, *, marked: bool = False) -> Number:
    """3,500 hộ, 25,000 đồng: what has no parts has no decimals; the comma marks thousands."""
    if number.whole.isdigit() and not number.fraction and _lost_degree(at, number):
        return Number(number.end - 1, number.whole[:-1])
    if len(number.fraction) != 3 or number.dotted or number.grouped or number.whole[0] == "0":
        return number
    if marked and len(number.whole) <= 3:  # a group of thousands
        return Number(number.end, number.whole + number.fraction, grouped=True)
    counted = _COUNTED.match(at.text, number.end)
    if counted is None or len(number.whole) > 3 or at.near(_AVERAGES):
        return number
    noun = counted.group(1).lower()
    rate = at.char(counted.end()) == "/" and "đ" not in noun  # 3,512 người/hộ is an average
    if noun not in _INDIVISIBLE or rate:
        return number
    return Number(number.end, number.whole + number.fraction, grouped=True)


def _lost_degree(at: Cursor, number: Number) -> bool:
    """nhiệt độ 250C: a raised zero that came down, where 25 is a temperature of the weather or of a body."""
    return (
        len(number.whole) == 3  # two digits and the zero
        and number.whole[-1] == "0"
        and not number.grouped
        and _CELSIUS.match(at.text, number.end) is not None
        and int(number.whole[:-1]) <= _HOTTEST
        and at.near(_HEAT)
        and not at.near(_OVENS)
    )


def _price(at: Cursor, of: _Scaled) -> tuple[str, int]:
    """5 triệu/tháng, 500k/vé: money whose currency is not said."""
    if not (of.power or of.number.grouped):
        return "", of.end
    return per_at(at, of.end, money=True, symbol=False)


def _scaled(at: Cursor, number: Number) -> _Scaled:  # noqa: PLR0911 - one return a form
    said, end = number.say(at.num), number.end
    found = _MULTIPLIER.match(at.text, end)
    if found is None:
        return _Scaled(number, said, end)
    thousand = at.num.thousand
    word, more, before_currency, short, billion = found.groups()
    if word:
        name = thousand if word in ("nghìn", "ngàn") else word
        power = _SCALES[word] + _SCALES.get(more.strip(), 0)
        return _Scaled(number, f"{said} {name}{thousand.join(more.rsplit('nghìn', 1))}", found.end(), power)
    if before_currency:
        short_name = before_currency.strip(" .").lower()
        name, power = {"tr": ("triệu", 6), "ng": (thousand, 3)}.get(short_name, (short_name, 9))
        return _Scaled(number, f"{said} {name}", found.end(), power)
    if short == "K" and len(number.whole) <= 2 and not number.fraction and _video(at, found.end()):
        return _Scaled(number, f"{said} ca", found.end())
    if short and short.lower() == "k":
        if len(number.whole) <= 2 and int(number.whole) <= _GRADES and at.near(_CLASS_CUES, 2):
            return _Scaled(number, said, end)
        return _Scaled(number, f"{said} {thousand}", found.end(), 3)
    loaded = billion and _loaded(at, found.end())
    alone = not at.left and len(at.text) - found.end() < 2  # 1t
    if billion and not loaded and (alone or at.near(_PRICES, 4)):
        return _Scaled(number, f"{said} tỷ", found.end(), 9)
    bracketed = at.char(at.pos - 1) == "(" and at.char(found.end()) in (")", ",", ";")
    if billion and not loaded and (bracketed or _AGED.match(at.text, found.end())):
        return _Scaled(number, f"{said} tuổi", found.end())
    if billion:
        return _Scaled(number, said, end)  # tonnes by their context, else the letter
    tail = _TAIL.match(at.text, found.end())
    if tail and int(tail.group(1)):  # 1tr2 = 1.200.000, 2tr35 = 2.350.000
        more_thousands = at.num.cardinal(int(tail.group(1).ljust(3, "0")))
        return _Scaled(number, f"{said} triệu {more_thousands} {thousand}", tail.end(), 6)
    return _Scaled(number, f"{said} triệu", found.end(), 6)


def _loaded(at: Cursor, end: int) -> bool:
    """Xe 3,5t, 5t hàng: tonnes, no thousands of millions."""
    tonne = unit_row("t")
    return tonne is not None and in_context(at, tonne[0], end)


def _video(at: Cursor, end: int) -> bool:
    """Camera 4K, 4K 60fps: no thousands."""
    return at.near(_VIDEOS, 4) or _VIDEO_AFTER.match(at.text, end) is not None


def _comparable(first: str, last: str) -> bool:
    """Units of one family: kg and tấn, but not V and Ah."""
    if not first or not last:
        return False
    if first == "độ" and last.startswith("độ"):
        return True  # 24°-27°C
    words = {first.rsplit(maxsplit=1)[-1], last.rsplit(maxsplit=1)[-1]}
    return len(words) == 1 or any(family >= words for family in _FAMILIES)


def _year_of(at: Cursor, first: _Scaled, number: Number) -> bool:
    """Nghị định 15-2024, Bão số 3 - 2024: the second is a year, not the end of a range."""
    return (
        not (number.grouped or number.fraction or first.power)
        and number.whole[:2] in ("19", "20", "21")
        and len(number.whole) == 4
        and first.number.value < 1000
        and at.next_word(number.end) not in _INDIVISIBLE
    )


def _range(at: Cursor, first: _Scaled, unit: UnitAt | None, sign: str, number: Number) -> Quantity | None:
    """`first` and `number` as a range; `sign` stands before the second: "", "-", "<", "≤"."""
    number = _thousands(at, number)
    second = _scaled(at, number)
    unit_2 = unit_at(at, second.end, number, multiplied=second.power > 0)
    if sign == "-" and not (unit_2 and unit_2.spoken.startswith("độ")):
        return None
    if unit_2 is None and at.char(second.end) in ("-", "/") and at.char(second.end + 1).isdigit():
        return None
    if (
        unit is None
        and (first.power > 0) == (second.power > 0)
        and first.value >= second.value
        and not (sign == "-" or (at.cued(_DOWNWARD, " ") and (unit_2 or second.power)))
    ):
        return None
    if unit is None and unit_2 is None and _year_of(at, first, number):
        return None
    if unit and not _comparable(unit.base, unit_2.base if unit_2 else word_unit(at.text, second.end)):
        return None
    if _RANGE.match(at.text, unit_2.end if unit_2 else second.end) or _LISTED.search(
        at.text, max(0, at.pos - 4), at.pos
    ):
        return None  # 45% - 30% - 25%: a list; IL -96-400: a name
    head = f"{first.said} {unit.spoken}" if unit else first.said
    below = "âm " if sign == "-" else _LOWER_THAN.get(sign, "")
    if unit_2 is None:
        per, end = _price(at, second) if second.power else ("", second.end)
        return Quantity(
            end, f"{head} đến {below}{second.said}{per}", "money" if per else "number", first.number, number,
            per=bool(per),
        )  # fmt: skip
    spoken = f"{head} đến {below}{second.said} {unit_2.spoken}"
    return Quantity(unit_2.end, spoken, unit_2.category, first.number, number, unit_2.per)
