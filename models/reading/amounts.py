"""The grammar of quantities: number, multiplier, unit, "per" units, and ranges with shared units.

Used by classes/amount.py and by the classes that need to know whether a quantity stands somewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from models.reading.matching import Cursor
from models.reading.numbers import NumberWords
from models.reading.tables import Row, cues, rows

NUMBER = (
    r"(?:[0-9]{1,3}(?:\.[0-9]{3})++(?:,[0-9]++)?"
    r"|[0-9]{1,3}(?:,[0-9]{3}){2,}+(?:\.[0-9]++)?"
    r"|[0-9]{1,3}(?:,[0-9]{3})++\.[0-9]++"
    r"|[0-9]{1,3}(?: [0-9]{3})++(?:,[0-9]++)?"
    r"|[0-9]++(?:[.,][0-9]++)?)(?![0-9])"
)
_NUMBER = re.compile(NUMBER)
_PLAIN = re.compile(r"[0-9]++(?:[.,][0-9]++)?")
_MULTIPLIER = re.compile(
    r" ?(nghìn|ngàn|triệu|tỷ|tỉ|vạn)((?: (?:nghìn|ngàn|triệu|tỷ|tỉ))?)(?![^\W_])"
    r"|(k|K|tr|Tr|TR)(?![^\W\d_])|(t)(?![\w/])"
)
_UNIT = re.compile(
    r"( ?)(°[CcFfK]?|℃|℉|[%‰$€£¥₫₩₹฿₽Ω]|US\$|'|vòng(?=/phút)|hải lý(?!\w)|Mb/s|"
    r"[^\W\d_]{1,8}[23²³](?!\w)|[^\W\d_]{1,8}(?!\w))"
)
_PER = re.compile(r" ?/ ?(?:0?1 )?([^\W\d_]{1,8}[23²³](?!\w)|[^\W\d_]{1,8}(?![\w²³]))")
_WORD_UNIT = re.compile(r" ?([^\W\d_]{1,8})(?= ?/ ?[^\W\d_])")
_TAIL = re.compile(r"([1-9])(?!\w)")
_RANGE = re.compile(r"(?: ?[-÷~] ?|\.\.\.?)(?=[0-9])")
_DENSE = frozenset(["giờ", "phút", "giây", "lít", "gam"])
_CLASS_CUES = cues("amounts.class_cues")
_LIST_CUES = cues("amounts.list_cues")


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
    warning: str = ""


@dataclass(frozen=True, slots=True)
class _Unit:
    end: int
    spoken: str
    category: str
    per: bool = False


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


def _unit_at(at: Cursor, pos: int, number: Number, *, multiplied: bool) -> _Unit | None:
    text = at.text
    found = _UNIT.match(text, pos)
    if found is None:
        return _word_per(at, pos)
    spaced, written = bool(found.group(1)), found.group(2)
    known = unit_row(written)
    if known is None:
        return _word_per(at, pos)
    row, category = known
    glued_only = "g" in row.flags
    if row.before and not at.near(row.before):
        return None
    if written.isalpha() and written == row.spoken:  # a Vietnamese word: stays a word unless "/" follows
        return _word_per(at, pos)
    if "/" in row.flags or (
        glued_only and spaced and not (category == "money" and (number.grouped or multiplied))
    ):
        return None
    if len(written) == 1 and written.isupper() and (spaced or at.near(_CLASS_CUES, 2)) and not number.fraction:
        after = text[found.end() : found.end() + 1]
        if spaced and written in "VW" and after in " ,.;)":
            return _Unit(found.end(), row.spoken, category)
        return None
    per, end = _per(at, found.end(), money=category == "money", symbol=True)
    return _Unit(end, f"{row.spoken}{per}", category, bool(per))


def _word_per(at: Cursor, pos: int) -> _Unit | None:
    """A Vietnamese unit word with a slash: đồng/lần, người/xe."""
    found = _WORD_UNIT.match(at.text, pos)
    if found is None:
        return None
    word = found.group(1)
    known = unit_row(word)
    if not word.islower() or (known is None and len(word) < 2):
        return None
    category = known[1] if known else "measure"
    per, end = _per(at, found.end(), money=category == "money", symbol=known is not None)
    if not per:
        return None
    return _Unit(end, f"{known[0].spoken if known else word}{per}", category, per=True)


def _per(at: Cursor, pos: int, *, money: bool, symbol: bool) -> tuple[str, int]:
    said, end = "", pos
    while (found := _PER.match(at.text, end)) is not None and len(said) < 80:
        written = found.group(1)
        known = unit_row(written)
        if known is not None and not (written.isupper() and len(written) == 1 and written != "K"):
            spoken = known[0].spoken
            dense = not money and symbol and (written != spoken or spoken in _DENSE)
        elif written.islower() and len(written) > 1:
            spoken, dense = written, False
        else:
            break
        said += f" {'trên' if dense else 'một'} {spoken}"
        end = found.end()
    return said, end


def quantity_at(at: Cursor, pos: int | None = None) -> Quantity | None:
    """The quantity or range of quantities that begins at the cursor (or at `pos`)."""
    pos = at.pos if pos is None else pos
    spaces = not (at.left and at.left[-1] in _LIST_CUES)
    first = number_at(at.text, pos, spaces=spaces)
    if first is None:
        return None
    said, end, multiplied = _multiplied(at, first)
    unit = _unit_at(at, end, first, multiplied=multiplied)
    dash = _RANGE.match(at.text, unit.end if unit else end)
    if dash is not None:
        second = number_at(at.text, dash.end(), spaces=False)
        if second is not None:
            ranged = _range(at, first, said, multiplied, unit, second)
            if ranged is not None:
                return ranged
    if unit is None:
        per, after = _per(at, end, money=True, symbol=False) if multiplied or first.grouped else ("", end)
        return Quantity(after, f"{said}{per}", "money" if per else "number", first, per=bool(per))
    return Quantity(unit.end, f"{said} {unit.spoken}", unit.category, first, per=unit.per)


def _multiplied(at: Cursor, number: Number, *, keep_zeros: bool = False) -> tuple[str, int, bool]:
    said, end = number.say(at.num, keep_zeros=keep_zeros), number.end
    found = _MULTIPLIER.match(at.text, end)
    if found is None:
        return said, end, False
    thousand = at.num.thousand
    if found.group(1):
        name = thousand if found.group(1) in ("nghìn", "ngàn") else found.group(1)
        more = found.group(2)
        return f"{said} {name}{thousand.join(more.rsplit('nghìn', 1))}", found.end(), True
    if found.group(3) and found.group(3).lower() == "k":
        if at.near(_CLASS_CUES, 2):
            return said, end, False
        return f"{said} {thousand}", found.end(), True
    if found.group(4):
        return f"{said} tỷ", found.end(), True
    tail = _TAIL.match(at.text, found.end())
    if tail:  # 1tr2 = 1.200.000
        return f"{said} triệu {at.num.cardinal(int(tail.group(1)))} trăm {thousand}", tail.end(), True
    return f"{said} triệu", found.end(), True


def _range(
    at: Cursor, first: Number, said: str, multiplied: bool, unit: _Unit | None, second: Number
) -> Quantity | None:
    said_2, end, multiplied_2 = _multiplied(at, second)
    unit_2 = _unit_at(at, end, second, multiplied=multiplied_2)
    if unit_2 is None and at.char(end) in ("-", "/") and at.char(end + 1).isdigit():
        return None
    if not unit and multiplied == multiplied_2 and first.value >= second.value:
        return None
    if unit and not unit_2:
        return None
    head = f"{said} {unit.spoken}" if unit else said
    tail = f"{said_2} {unit_2.spoken}" if unit_2 else said_2
    category = unit_2.category if unit_2 else "number"
    return Quantity(
        unit_2.end if unit_2 else end,
        f"{head} đến {tail}",
        category,
        first,
        second,
        bool(unit_2 and unit_2.per),
    )
