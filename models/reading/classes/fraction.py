"""Numbers on both sides of a slash that are not dates: shares, counts against a total, marks.

Cases:
    3/5 số phiếu -> ba phần năm số phiếu
    07/96 phường -> bảy trên chín mươi sáu phường
    23/31 khóm -> hai mươi ba trên ba mươi mốt khóm
    18,75/20 điểm -> mười tám phẩy bảy mươi lăm trên hai mươi điểm
    24/7 -> hai mươi tư trên bảy
    1/2kg -> một phần hai ki lô gam
    mất điện 1/2 ấp 4 -> mất điện một phần hai ấp bốn
    ống 3/4" -> ống ba phần tư inch
    trạm 110/22kV -> trạm một trăm mười trên hai mươi hai ki lô vôn
    xếp thứ 4/12 xã -> xếp thứ tư trên mười hai xã
    trộn theo tỷ lệ 1:2:3 -> trộn theo tỷ lệ một, hai, ba
"""

from __future__ import annotations

import re

from models.reading.amounts import NUMBER, number_at, unit_row
from models.reading.matching import Cursor, Match
from models.reading.tables import cues, first_column
from models.reading.units import UnitAt, inches_at, unit_at

_FRACTION = re.compile(rf"({NUMBER}) ?/ ?({NUMBER})(?!/)(?![^\W\d_]?/[0-9])")
_RATIO = re.compile(r"([0-9]{1,4}):([0-9]{1,3}(?:\.[0-9]{3})*|[0-9]{1,6})(?![0-9:])")
_UNIT = re.compile(r"( ?)([^\W\d_]{1,5}[23²³]?|%)(?!\w)")
_SHARE = cues("fraction.share")
_PRESSURES = re.compile(r"([0-9]{2,3}) ?- ?([0-9]{2,3})/([0-9]{2,3}) ?- ?([0-9]{2,3})(?![0-9])( ?mmHg(?!\w))?")
_PRESSURE = frozenset(("huyết áp", "ha"))
_PARTS_OF = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,2})?(?::[0-9]{1,4}(?:[.,][0-9]{1,2})?){2,6}+(?![0-9:])")
_GRADES = cues("fraction.grades")
_ORDINALS = frozenset(("thứ", "hạng", "lần thứ"))
_AMBIGUOUS = 12
_FEW = 4
_ONE_THING = re.compile(
    r" (?:[^\W\d_]{1,6} ){0,1}[^\W\d_]{1,6} (?:[0-9]{1,2}(?![\w/]|[.,][0-9])|(?!Nông)[A-ZĐÀ-Ỹ][a-zà-ỹđ])"
)
"""1/2 ấp 4, 1/3 thôn Đông: a part of one thing that has a name."""


class Fraction:
    """A fraction or a ratio at a digit."""

    kind = "fraction"

    def match(self, at: Cursor) -> Match | None:
        """Decide by what is counted."""
        found = _FRACTION.match(at.text, at.pos)
        if found is None:
            return self._pressures(at) or self._ratio(at)
        top, bottom = (
            number_at(at.text, found.start(1), spaces=False),
            number_at(at.text, found.start(2), spaces=False),
        )
        if found.group() in ("24/7", "24/24", "24/24h"):
            said = f"{at.num.integer('24')} trên {at.num.integer(found.group()[3:])}"
            return Match(found.end(), said, self.kind, "fraction:always")
        if top is None or bottom is None or bottom.end != found.end() or at.char(found.end()) == "/":
            return None
        noun = at.next_word(found.end())
        counted = at.counts(found.end(), first_column("count_nouns"))
        unit = _UNIT.match(at.text, found.end())
        row = unit_row(unit.group(2)) if unit and not (unit.group(1) and unit.group(2).isupper()) else None
        zero = top.whole[0] == "0" and len(top.whole) > 1
        small = not bottom.fraction and 2 <= bottom.value <= 10 and not zero and top.value != bottom.value
        proper = small and not top.fraction and top.value < bottom.value
        last = "tư" if bottom.whole == "4" else bottom.say(at.num)
        graded = at.cued(_GRADES) or (at.chained(self.kind) and at.near(_GRADES))
        part_of_one = counted and bottom.value <= _FEW and _ONE_THING.match(at.text, found.end()) is not None
        if proper and not graded and (not counted or noun in _SHARE or part_of_one):
            return self._parts(
                top.say(at.num),
                last,
                found.end(),
                row[0].spoken if row and unit and row[0].written != row[0].spoken else "",
                unit,
                inches_at(at, found.end()),
            )
        if small and not graded and not counted and not at.left and not top.fraction and top.value < 100:
            return Match(found.end(), f"{top.say(at.num)} phần {last}", self.kind, "fraction:parts", 0.7)
        if at.char(found.end()).isalpha() and row is None:
            return None
        keep = zero and not counted and not at.left
        ranked = at.cued(_ORDINALS, " ") and not top.fraction
        first = at.num.ordinal(int(top.whole)) if ranked else top.say(at.num, keep_zeros=keep)
        said = f"{first} trên {bottom.say(at.num, keep_zeros=keep)}"
        end = found.end()
        if row and unit and row[0].written != row[0].spoken:
            measured = unit_at(at, end, bottom, multiplied=False)  # 110/22kV, 140/90 mmHg
            if measured:
                said, end = f"{said} {measured.spoken}", measured.end
        sure = (
            counted or graded or ranked or end > found.end() or bottom.value > _AMBIGUOUS or top.fraction != ""
        )
        warning = "" if sure else f"Không chắc “{found.group()}” là phân số, tỷ lệ hay ngày tháng."
        return Match(
            end, said, self.kind, "fraction:total", 1.0 if sure else 0.6,
            alternatives=(f"{top.say(at.num)} phần {last}",), warning=warning,
        )  # fmt: skip

    @staticmethod
    def _pressures(at: Cursor) -> Match | None:
        """130-139/85-89 mmHg."""
        found = _PRESSURES.match(at.text, at.pos)
        if found is None or not (found.group(5) or at.near(_PRESSURE)):
            return None
        a, b, c, d = (at.num.integer(n) for n in found.groups()[:4])
        unit = unit_row("mmHg")
        tail = f" {unit[0].spoken}" if found.group(5) and unit else ""
        return Match(found.end(), f"{a} đến {b} trên {c} đến {d}{tail}", "measure", "fraction:pressures", 0.9)

    @staticmethod
    def _ratio(at: Cursor) -> Match | None:
        """1:2000 of a map, a ratio of mixing."""
        several = _PARTS_OF.match(at.text, at.pos)
        if several:  # cement, sand and gravel 1:2:3
            numbers = [n for p in several.group().split(":") if (n := number_at(p, 0)) is not None]
            said = ", ".join(n.say(at.num) for n in numbers)
            return Match(several.end(), said, "fraction", "fraction:parts-of", 0.9)
        found = _RATIO.match(at.text, at.pos)
        if found is None:
            return None
        first, last = (at.num.integer(n.replace(".", "")) for n in found.groups())
        return Match(found.end(), f"{first} trên {last}", "fraction", "fraction:ratio", 0.8)

    @staticmethod
    def _parts(
        top: str, last: str, end: int, unit: str, found: re.Match[str] | None, inch: UnitAt | None = None
    ) -> Match:
        said = f"{top} phần {last}"
        if inch is not None:
            said, end = f"{said} inch", inch.end
        elif unit and found:
            said, end = f"{said} {unit}", found.end()
        return Match(end, said, "fraction", "fraction:parts", alternatives=(f"{top} trên {last}",))
