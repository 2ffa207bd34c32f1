"""Units of measure without a number before them.

Cases:
    Đơn vị km -> Đơn vị ki lô mét
    diện tích (m2) -> diện tích mét vuông
    diện tích (ha), m2/người -> diện tích héc ta, mét vuông một người
    đồng/kWh -> đồng một ki lô oát giờ
    triệu đồng/ha -> triệu đồng một héc ta
"""

from __future__ import annotations

import re
from functools import lru_cache

from models.reading.letters import is_syllable
from models.reading.matching import Cursor, Match
from models.reading.tables import cues, rows
from models.reading.units import per_at, unit_row

_UNIT = re.compile(r"[a-zA-Zμ]{1,5}[23²³]?(?![\w²³]|'[^\W\d_])")


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
        raw = found.group().partition("/")[0]
        known = unit_row(raw)
        if known is None or known[1] == "money" or "g" in known[0].flags or "/" in known[0].flags:
            return None
        if not (_bracketed(at, raw) or self._alone(at, raw, known[0].written)):
            return None
        after_slash = at.char(at.pos - 1) == "/"
        said, end = per_at(at, at.pos + len(raw), money=False, symbol=not after_slash)
        return Match(end, f"{known[0].spoken}{said}", self.kind, "measure:alone", 0.9)

    @staticmethod
    def _alone(at: Cursor, raw: str, written: str) -> bool:
        """Symbols that cannot be words."""
        if (written != raw and not raw.islower()) or (raw.isupper() and len(raw) <= 2) or raw in _AMBIGUOUS:
            return False
        return (len(raw) >= 2 and not is_syllable(raw)) or (at.char(at.pos - 1) == "/" and len(raw) == 2)


def _bracketed(at: Cursor, raw: str) -> bool:
    """diện tích (ha), móng (m): in brackets of its own it is a unit even where it could be a word."""
    return at.char(at.pos - 1) == "(" and at.char(at.pos + len(raw)) in (")", "/") and not raw.isupper()
