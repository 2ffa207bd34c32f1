"""Number plates of vehicles and boats: the province as a number, the rest digit by digit.

Cases:
    47C-508.16 -> bốn mươi bảy xê, năm không tám một sáu
    81-B2 335.07 -> tám mươi mốt bê hai, ba ba năm không bảy
    60C1-12345 -> sáu mươi xê một, một hai ba bốn năm
    tàu BTh 91234 TS -> tàu bê tê hát, chín một hai ba bốn, tê ét
    xe biển số TH 45-67 -> xe biển số tê hát, bốn năm, sáu bảy
"""

from __future__ import annotations

import re

from models.reading.letters import spell
from models.reading.matching import Cursor, Match

_PLATE = re.compile(
    r"([1-9][0-9])[ -]?([A-ZĐ]{1,2})([0-9]?)[ -]{1,3}([0-9]{3}\.?[0-9]{2}|[0-9]{4})(?![0-9])(?![.,][0-9])"
)
_GLUED = re.compile(r"([1-9][0-9])([A-ZĐ]{1,2})([0-9]?)[ .-]?([0-9]{3}\.[0-9]{2}|[0-9]{5})(?![0-9])")
_BOAT = re.compile(r"([A-ZĐ][A-Za-zĐđ]{0,2})[ -]{0,2}([0-9]{4,5})[ -]{0,2}TS(?!\w)")
_ARMY = re.compile(r"([A-ZĐ]{2}) ?([0-9]{2})-([0-9]{2})(?![\w.-])")
_VEHICLES = frozenset(("xe", "biển", "số", "bks", "biển số", "soát"))


class Plate:
    """A plate at its first digit."""

    kind = "plate"

    def match(self, at: Cursor) -> Match | None:
        """The whole plate."""
        found = _PLATE.match(at.text, at.pos) or _GLUED.match(at.text, at.pos)
        if found is None:
            return None
        province, letters, digit, number = found.groups()
        said = f"{at.num.integer(province)} {spell(letters)}"
        if digit:
            said += f" {at.num.integer(digit)}"
        said, end = f"{said}, {at.num.digits(number.replace('.', ''))}", found.end()
        if at.char(end) == "/" and _PLATE.match(at.text, end + 1):
            said, end = f"{said},", end + 1
        return Match(end, said, self.kind, "plate")


class LetteredPlate:
    """A fishing boat's number, or an army vehicle's."""

    kind = "plate"

    def match(self, at: Cursor) -> Match | None:
        """Letters by name, digits by name."""
        if not at.text[at.pos].isupper() or at.glued():
            return None
        boat = _BOAT.match(at.text, at.pos)
        if boat:
            letters, number = boat.groups()
            return Match(
                boat.end(), f"{spell(letters)}, {at.num.digits(number)}, tê ét", self.kind, "plate:boat"
            )
        army = _ARMY.match(at.text, at.pos) if at.near(_VEHICLES, 3) else None
        if army and at.near(frozenset(("xe", "biển", "bks", "kiểm soát")), 5):
            letters, first, last = army.groups()
            said = f"{spell(letters)}, {at.num.digits(first)}, {at.num.digits(last)}"
            return Match(army.end(), said, self.kind, "plate:army", 0.9)
        return None
