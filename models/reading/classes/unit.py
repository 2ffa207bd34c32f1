"""Units of measure without a number before them.

Cases:
    Đơn vị km -> Đơn vị ki lô mét
    diện tích (m2) -> diện tích mét vuông
    đồng/kWh -> đồng một ki lô oát giờ
    triệu đồng/ha -> triệu đồng một héc ta
"""

from __future__ import annotations

import re
from functools import lru_cache

from models.reading.amounts import unit_row
from models.reading.letters import is_syllable
from models.reading.matching import Cursor, Match
from models.reading.tables import cues, rows

_UNIT = re.compile(r"[a-zA-Zμ]{1,5}[23²³]?(?![\w²³]|'[^\W\d_])(?:/([^\W\d_]{1,6}[23²³]?)(?![\w]))?")


_AMBIGUOUS = cues("unit.ambiguous")


@lru_cache(maxsize=1)
def unit_words() -> frozenset[str]:
    """Lower-case symbols of two letters or more that are not Vietnamese words."""
    return frozenset(r.written for r in rows("units") if r.written.isalpha() and r.written != r.spoken)


class Unit:
    """A unit's symbol standing alone."""

    kind = "measure"

    def match(self, at: Cursor) -> Match | None:
        """Only symbols that cannot be words: km, kWh, m2 - not "ha", "m"."""
        if at.glued():
            return None
        found = _UNIT.match(at.text, at.pos)
        if found is None:
            return None
        raw, _, per = found.group().partition("/")
        known = unit_row(raw)
        if known is None or known[1] == "money" or "g" in known[0].flags or "/" in known[0].flags:
            return None
        if known[0].written != raw and not raw.islower():
            return None
        if (raw.isupper() and len(raw) <= 2) or raw in _AMBIGUOUS:
            return None
        after_slash = at.char(at.pos - 1) == "/"
        if (len(raw) < 2 or is_syllable(raw)) and not (after_slash and len(raw) == 2):
            return None
        said, end = known[0].spoken, at.pos + len(raw)
        below = unit_row(per) if per else None
        if below is not None:
            said, end = f"{said} trên {below[0].spoken}", found.end()
        return Match(end, said, self.kind, "measure:alone", 0.9)
