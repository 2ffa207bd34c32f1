"""Words of a quantity glued by a sign to the next number: the hyphen of a range, the slash of a rate.

Cases:
    ủ 12 giờ-2 ngày -> ủ mười hai giờ đến hai ngày
    nặng 8 tạ-1 tấn -> nặng tám tạ đến một tấn
    25 ca/100.000 dân -> hai mươi lăm ca trên một trăm nghìn dân
    10ml thuốc/16 lít nước -> mười mi li lít thuốc trên mười sáu lít nước
"""

from __future__ import annotations

import re

from models.reading.letters import is_syllable
from models.reading.matching import Cursor, Match
from models.reading.units import unit_at, word_unit
from models.reading.written_numbers import number_at

_RATE = re.compile(r"([a-zà-ỹđ]{2,8}) ?/ ?(?=[0-9])")
_NUMBER_NEAR = re.compile(r"[0-9]\S{0,12} (?:\S{1,12} ){0,4}\Z")
_GLUED = re.compile(r"([^\W\d_]{2,6})-(?=[0-9])")


class CountedRange:
    """A quantity in words and a dash before another quantity."""

    kind = "range"

    def match(self, at: Cursor) -> Match | None:
        """The word with its dash."""
        found = _GLUED.match(at.text, at.pos)
        if found is None or at.char(at.pos - 1) != " " or not at.char(at.pos - 2).isdigit():
            return None
        last = number_at(at.text, found.end(), spaces=False)
        if last is None or not word_unit(at.text, at.pos) or not word_unit(at.text, last.end):
            return None
        return Match(found.end(), f"{found.group(1)} đến ", self.kind, "range:counted", 0.9)


class Rate:
    """Counted things for a number of others: 25 ca/100.000 dân."""

    kind = "measure"

    def match(self, at: Cursor) -> Match | None:
        """The word with its slash."""
        found = _RATE.match(at.text, at.pos)
        if found is None or at.char(at.pos - 1) != " ":
            return None
        below = number_at(at.text, found.end(), spaces=False)
        if below is None or not is_syllable(found.group(1)):
            return None
        noun = at.char(below.end) == " " and at.char(below.end + 1).islower()
        if not (noun or below.grouped or unit_at(at, below.end, below, multiplied=False)):
            return None
        if not _NUMBER_NEAR.search(at.text, max(0, at.pos - 48), at.pos):
            return None
        return Match(found.end(), f"{found.group(1)} trên ", self.kind, "measure:rate", 0.9)
