"""Vehicle number plates: the province as a number, the rest digit by digit.

Cases:
    47C-508.16 -> bốn mươi bảy xê, năm không tám một sáu
    81-B2 335.07 -> tám mươi mốt bê hai, ba ba năm không bảy
    60C1-12345 -> sáu mươi xê một, một hai ba bốn năm
"""

from __future__ import annotations

import re

from models.reading.letters import spell
from models.reading.matching import Cursor, Match

_PLATE = re.compile(r"([1-9][0-9])[ -]?([A-ZĐ]{1,2})([0-9]?)[ -]{1,3}([0-9]{3}\.?[0-9]{2}|[0-9]{4})(?![0-9])")
_GLUED = re.compile(r"([1-9][0-9])([A-ZĐ]{1,2})([0-9]?)[ .-]?([0-9]{3}\.[0-9]{2}|[0-9]{5})(?![0-9])")


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
        return Match(found.end(), f"{said}, {at.num.digits(number.replace('.', ''))}", self.kind, "plate")
