"""Quantities: counts, decimals, percents, money, measures, weather, and ranges that share a unit.

Cases:
    5.106 hộ -> năm nghìn một trăm linh sáu hộ
    02 bộ -> hai bộ
    Đề án 06 -> Đề án không sáu
    7,5% -> bảy phẩy năm phần trăm
    4,2‰ -> bốn phẩy hai phần nghìn
    150-250mm -> một trăm năm mươi đến hai trăm năm mươi mi li mét
    2-3 triệu đồng -> hai đến ba triệu đồng
    1.500.000đ -> một triệu năm trăm nghìn đồng
    20.000đ/người -> hai mươi nghìn đồng một người
    25 triệu USD -> hai mươi lăm triệu đô la Mỹ
    58 tạ/ha -> năm mươi tám tạ trên héc ta
    110kV -> một trăm mười ki lô vôn
    1,2 triệu m3 -> một phẩy hai triệu mét khối
    17,3°N -> mười bảy phẩy ba độ vĩ bắc
    -5°C -> âm năm độ xê
    thứ 4 -> thứ tư
    tháng 4 -> tháng tư
    $50 -> năm mươi đô la
"""

from __future__ import annotations

import re

from models.reading.amounts import number_at, quantity_at, unit_row
from models.reading.matching import Cursor, Match
from models.reading.tables import cues

_ORDINAL = frozenset(("thứ", "hạng", "lần thứ", "giải"))
_RANKS = frozenset(("giải", "hạng"))
_NAMED = cues("amount.named")
_LATITUDE = re.compile(r" ?(?:([NSEWBĐT])(?!\w)|(vĩ|kinh)(?: độ)? )")
_DIRECTION = {
    "N": "vĩ bắc",
    "S": "vĩ nam",
    "E": "kinh đông",
    "W": "kinh tây",
    "B": "vĩ bắc",
    "Đ": "kinh đông",
    "T": "kinh tây",
}
_PLACE = re.compile(r"([0-9]{1,2}[.,][0-9]{1,3}) ?([NSB]) ?[-;,/ ] ?([0-9]{1,3}[.,][0-9]{1,3}) ?([EWĐT])(?!\w)")
_TIMES = re.compile(r" ?[x×*] ?(?=[0-9])")
_POWER = re.compile(r"(?: ?[x×*] ?10\^([-+]?)([0-9]{1,4}))|[eE]([-+]?)([0-9]{1,4})(?!\w)")
_MIXED = re.compile(r" ([1-9])/([2-9])(?![\w/.,])")
_CURRENCY = re.compile(r"(US\$|[$€£¥₩₹₫฿₽]) ?(?=[0-9])")
_SIGN = re.compile(r"(?:([-+~±≈><≥≤]|\+/-) ?)(?=[0-9])")
_SAID_SIGNS = {
    "-": "âm", "+": "cộng", "~": "khoảng", "≈": "xấp xỉ", "±": "cộng trừ", "+/-": "cộng trừ",
    ">": "lớn hơn", "<": "nhỏ hơn", "≥": "từ", "≤": "không quá",
}  # fmt: skip
_EXACT = frozenset(("không", "một"))


class Amount:
    """A quantity at a digit."""

    kind = "number"

    def match(self, at: Cursor) -> Match | None:
        """The longest quantity here."""
        place = _PLACE.match(at.text, at.pos)
        if place:
            return self._place(at, place)
        found = quantity_at(at)
        if found is None:
            return None
        text, number = at.text, found.first
        if found.category == "number" and found.last is None:
            power = _POWER.match(text, found.end)
            if power:
                return self._power(at, power, found.spoken)
            times = _TIMES.match(text, found.end)
            if times:
                return Match(times.end(), f"{found.spoken} nhân ", "number", "number:times")
        after = text[found.end : found.end + 1]
        if found.category == "number" and (after.isalpha() or after == "_") and not number.grouped:
            return None  # glued letters: 10A1, 4G
        if found.category == "number" and found.last is None and not number.fraction:
            return self._integer(at, number.whole, found.end, found.spoken)
        if found.spoken.endswith(" độ"):
            return self._coordinate(at, found.end, found.spoken)
        kind = "range" if found.last is not None and found.category == "number" else found.category
        return Match(
            found.end, found.spoken, kind, rule=f"{kind}:unit" if kind != "number" else "number:decimal"
        )

    def _integer(self, at: Cursor, whole: str, end: int, spoken: str) -> Match | None:
        if len(whole) <= 3 and at.cued(_ORDINAL):
            if (int(whole) in (1, 4) and not at.cued(frozenset(("giải",)))) or (
                at.cued(_RANKS) and int(whole) == 1
            ):
                return Match(end, at.num.ordinal(int(whole)), "ordinal", "ordinal:cue")
            return Match(end, spoken, "ordinal", "ordinal:cue")
        if int(whole[:4]) == 4 and len(whole) <= 2 and at.cued(frozenset(("tháng",)), " "):
            return Match(end, "tư", "date", "date:month")
        mixed = _MIXED.match(at.text, end)
        if mixed and int(mixed.group(1)) < int(mixed.group(2)):
            below = "tư" if mixed.group(2) == "4" else at.num.integer(mixed.group(2))
            return Match(
                mixed.end(),
                f"{spoken} và {at.num.integer(mixed.group(1))} phần {below}",
                "fraction",
                "fraction:mixed",
            )
        if whole[0] == "0" and len(whole) > 1:
            if len(whole) > 2 or at.cued(_NAMED):
                return Match(
                    end,
                    at.num.digits(whole) if len(whole) > 2 else at.num.integer(whole, keep_zeros=True),
                    "number",
                    "number:zeros",
                )
            return Match(
                end, spoken, "number", "number:integer", alternatives=(at.num.integer(whole, keep_zeros=True),)
            )
        return Match(end, spoken, "number", "number:integer")

    @staticmethod
    def _place(at: Cursor, place: re.Match[str]) -> Match | None:
        """A point given without the degree sign: 10,5N-112,3E."""
        said = []
        for digits, letter in ((1, 2), (3, 4)):
            number = number_at(at.text, place.start(digits))
            if number is None:
                return None
            said.append(f"{number.say(at.num)} độ {_DIRECTION[place.group(letter)]}")
        return Match(place.end(), ", ".join(said), "coordinate", "coordinate:pair")

    @staticmethod
    def _power(at: Cursor, power: re.Match[str], spoken: str) -> Match:
        sign = power.group(1) or power.group(3) or ""
        exponent = at.num.integer(power.group(2) or power.group(4))
        minus = "trừ " if sign == "-" else ""
        return Match(power.end(), f"{spoken} nhân mười mũ {minus}{exponent}", "number", "number:power")

    @staticmethod
    def _coordinate(at: Cursor, end: int, spoken: str) -> Match:
        minutes = re.compile(r" ?([0-9]{1,2})'(?: ?([0-9]{1,2}(?:,[0-9]+)?)(?:\"|''))?").match(at.text, end)
        if minutes:
            spoken = f"{spoken} {at.num.integer(minutes.group(1))} phút"
            if minutes.group(2):
                seconds = number_at(at.text, minutes.start(2))
                spoken = f"{spoken} {seconds.say(at.num) if seconds else ''} giây"
            end = minutes.end()
        place = _LATITUDE.match(at.text, end)
        if place and place.group(1):
            return Match(
                place.end(), f"{spoken} {_DIRECTION[place.group(1)]}", "coordinate", "coordinate:degrees"
            )
        return Match(end, spoken, "measure", "measure:degrees")


class SignedAmount:
    """A sign or a currency mark glued to the number after it: -5, ~42ms, ±2°C, $50, €3,50."""

    kind = "number"

    def match(self, at: Cursor) -> Match | None:
        """The mark with its quantity."""
        text, pos = at.text, at.pos
        money = _CURRENCY.match(text, pos)
        if money:
            return self._money(at, money)
        sign = _SIGN.match(text, pos)
        if sign is None or (at.char(pos - 1).isalnum() and sign.group(1) in "-+"):
            return None
        if sign.group(1) in "-+" and text[sign.end() - 1] == " ":
            return None
        inner = Cursor(text, at.options, at.expand)
        inner.pos = sign.end()
        found = Amount().match(inner)
        if found is None:
            return None
        if sign.group(1) == "-" and self._is_dash(at, found):
            return None
        said = _SAID_SIGNS[sign.group(1)]
        return Match(found.end, f"{said} {found.spoken}", found.kind, f"{found.kind}:signed", confidence=0.9)

    @staticmethod
    def _is_dash(at: Cursor, found: Match) -> bool:
        """A hyphen must never become a minus: list dashes (-5 hộ …) and broken names (S -300)."""
        if "độ" in found.spoken or found.kind == "percent":
            return False
        if at.at_line_start():
            return bool(at.next_word(found.end))
        before = at.text[max(0, at.pos - 24) : at.pos].rsplit(None, 1)
        return bool(before) and before[-1][:1].isupper() and at.char(at.pos - 1) == " "

    @staticmethod
    def _money(at: Cursor, money: re.Match[str]) -> Match | None:
        inner = Cursor(at.text, at.options, at.expand)
        inner.pos = money.end()
        found = quantity_at(inner)
        row = unit_row(money.group(1))
        if found is None or row is None or found.category == "money":
            return None
        unit = row[0].spoken
        said = found.spoken
        if found.per and f" {'một'} " in said:  # $10/giờ is not reached: the slash follows the number
            said = found.spoken
        per = re.compile(r"/ ?([^\W\d_]{2,8})(?!\w)").match(at.text, found.end)
        end, tail = (per.end(), f" một {per.group(1).lower()}") if per else (found.end, "")
        return Match(end, f"{said} {unit}{tail}", "money", "money:mark")


class BareDigits:
    """What nothing else wanted: the digits one number at a time, so none is ever left unread."""

    kind = "number"
    _digits = re.compile(r"[0-9]+")

    def match(self, at: Cursor) -> Match | None:
        """The run of digits."""
        found = self._digits.match(at.text, at.pos)
        if found is None:
            return None
        raw = found.group()
        glued = at.glued() or at.char(found.end()).isalpha()
        said = at.num.digits(raw) if raw[0] == "0" and len(raw) > 1 else at.num.integer(raw)
        return Match(found.end(), said, "number", "number:bare", confidence=0.6 if glued else 1.0)
