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
    10,5-11,5°N -> mười phẩy năm đến mười một phẩy năm độ vĩ bắc
    3.10^5 -> ba nhân mười mũ năm
    10 - 4 = 6 -> mười trừ bốn bằng sáu
    thứ 4 -> thứ tư
    tháng 4 -> tháng tư
"""

from __future__ import annotations

import re

from models.reading.amounts import Number, Quantity, quantity_at
from models.reading.classes.coordinate import direction_after
from models.reading.matching import Cursor, Match
from models.reading.tables import cues
from models.reading.units import unit_at

_ORDINAL = frozenset(("thứ", "hạng", "lần thứ", "giải"))
_RANKS = frozenset(("giải", "hạng"))
_NAMED = cues("amount.named")
_TIMES = re.compile(r" ?[x×*] ?(?=[0-9])")
_OPERATION = re.compile(r" ([-:]) (?=[0-9][0-9.,]{0,20}+ ?=)")
_POWER = re.compile(r"(?:(?: ?[x×*] ?|\.)10\^([-+]?)([0-9]{1,4}))|[eE]([-+]?)([0-9]{1,4})(?!\w)")
_SPACED_DASH = re.compile(r" ?- (?=[0-9])")
UNSURE_DASH = "Không chắc dấu gạch giữa hai số này là khoảng, tỷ số hay mã: được đọc thành một chỗ nghỉ."
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?!\w)")
_MIXED = re.compile(r" ([1-9])/([2-9])(?![\w/.,])")


class Amount:
    """A quantity at a digit."""

    kind = "number"

    def match(self, at: Cursor) -> Match | None:
        """The longest quantity here; a number and another after a dash never melt (10 - 3 is not 13)."""
        match = self._quantity(at)
        dash = _SPACED_DASH.match(at.text, match.end) if match and match.kind == "number" else None
        if match is None or dash is None or match.warning or match.spoken.endswith(" "):
            return match
        return Match(
            dash.end(), f"{match.spoken}, ", match.kind, "number:dash", 0.5, ("đến", "trừ"),
            warning="" if _YEAR.match(at.text, dash.end()) else UNSURE_DASH,
        )  # fmt: skip

    def _quantity(self, at: Cursor) -> Match | None:  # noqa: PLR0911 - one return a form
        found = quantity_at(at)
        if found is None:
            return None
        text, number = at.text, found.first
        if number.grouped and text[at.pos] == "0":
            return _malformed(at)
        if found.category == "number" and found.last is None:
            dotted_ten = number.dotted and number.fraction == "10" and text[found.end : found.end + 1] == "^"
            if dotted_ten:  # 3.10^5: here the dot is the sign of multiplication
                whole = at.num.integer(number.whole)
                return self._arithmetic(at, found.end - 3, whole)
            calculation = self._arithmetic(at, found.end, found.spoken)
            if calculation is not None:
                return calculation
        after = text[found.end : found.end + 1]
        if found.category == "number" and "Ͱ" <= after <= "Ͽ":  # 2πr
            return Match(found.end, f"{found.spoken} ", self.kind, "number:coefficient", 0.9)
        if found.category == "number" and number.fraction and not number.dotted and after.isalpha():
            return Match(found.end, f"{found.spoken} ", self.kind, "number:glued", 0.6)  # 1,5T
        if found.category == "number" and (after.isalpha() or after == "_") and not number.grouped:
            return None  # glued letters: 10A1, 4G
        if found.category == "number" and found.last is None and not number.fraction:
            return self._integer(at, number.whole, found.end, found.spoken)
        if found.spoken.endswith(" độ"):
            direction, end = direction_after(at, found.end)
            if direction:
                return Match(end, f"{found.spoken} {direction}", "coordinate", "coordinate:degrees")
            return Match(found.end, found.spoken, "measure", "measure:degrees")
        if text[found.end - 2 : found.end] == "0C" and text[found.end - 3].isdigit():
            return self._lost_degree(at, found)
        kind = "range" if found.last is not None and found.category == "number" else found.category
        return Match(
            found.end, found.spoken, kind, rule=f"{kind}:unit" if kind != "number" else "number:decimal"
        )

    @staticmethod
    def _lost_degree(at: Cursor, found: Quantity) -> Match:
        """nhiệt độ 250C: read as 25°C, and reported."""
        raw = at.text[at.pos : found.end]
        warning = f"“{raw}” được hiểu là đã mất dấu độ: đọc thành “{found.spoken}”."
        other = f"{at.num.integer(found.first.whole + '0')} độ xê"
        return Match(
            found.end, found.spoken, found.category, "measure:lost-degree", 0.6, (other,), warning=warning
        )

    def _arithmetic(self, at: Cursor, end: int, spoken: str) -> Match | None:
        """The number with the sign of calculation after it: 1,5 x 10^6, 10 - 4 = 6, 3 x 4 m."""
        power = _POWER.match(at.text, end)
        if power:
            return self._power(at, power, spoken)
        operation = _OPERATION.match(at.text, end)
        if operation:
            said = "trừ" if operation.group(1) == "-" else "chia"
            return Match(operation.end(), f"{spoken} {said} ", "number", "number:operation", 0.9)
        times = _TIMES.match(at.text, end)
        return Match(times.end(), f"{spoken} nhân ", "number", "number:times") if times else None

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
    def _power(at: Cursor, power: re.Match[str], spoken: str) -> Match:
        sign = power.group(1) or power.group(3) or ""
        exponent = at.num.integer(power.group(2) or power.group(4))
        minus = "trừ " if sign == "-" else ""
        said = f"{spoken} nhân mười mũ {minus}{exponent}"
        unit = unit_at(at, power.end(), Number(power.end(), "10"), multiplied=False)
        if unit:  # 3×10^8 m/s
            return Match(unit.end, f"{said} {unit.spoken}", "measure", "number:power")
        return Match(power.end(), said, "number", "number:power")


def _malformed(at: Cursor) -> Match:
    """0,000.5: no number is written so; each digit and each mark, for the person to look at."""
    written = re.compile(r"[0-9]++(?:[.,][0-9]++)*").match(at.text, at.pos)
    raw = written.group() if written else at.text[at.pos]
    marks = {".": "chấm", ",": "phẩy"}
    said = " ".join(marks.get(p) or at.num.digits(p) for p in re.findall(r"[0-9]+|[.,]", raw))
    warning = f"Số “{raw}” viết không đúng quy cách: được đọc từng chữ số."
    return Match(at.pos + len(raw), said, "number", "number:malformed", 0.4, warning=warning)


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
