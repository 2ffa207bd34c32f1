"""Points of the compass by their letters, where winds, directions and sides are told.

Cases:
    hướng TTB -> hướng tây tây bắc
    gió mùa ĐB -> gió mùa đông bắc
    gió chuyển hướng N đến ĐN -> gió chuyển hướng nam đến đông nam
    hướng ĐB-TN -> hướng đông bắc, tây nam
    hướng A sang hướng B -> hướng A sang hướng bê
"""

from __future__ import annotations

import re

from models.reading.matching import Cursor, Match
from models.reading.tables import cues

_POINTS = r"(?:[ĐTNB]|[ĐT][BN]|[ĐT][ĐT][BN]|[BN][ĐT][BN])"
_POINT = re.compile(rf"({_POINTS})(?:( ?[-–] ?)({_POINTS}))?(?![\w&])(?!\.[\w])")
_NAMES = {"Đ": "đông", "T": "tây", "N": "nam", "B": "bắc"}
_CUES = cues("compass.cues")
_SIDES = frozenset(("phía", "bên", "đầu"))
_CHAIN = re.compile(r"(?:,| -|-)? ?(?:(?:đến|sang|và|hoặc|tới|hay|chuyển|lệch|rồi) (?:sang |về )?)?\Z")
_RULE = "abbreviation:compass"


class Compass:
    """One to three letters after the word for a direction or a wind."""

    kind = "abbreviation"

    def match(self, at: Cursor) -> Match | None:
        """The point, or two of them joined by a dash."""
        if at.text[at.pos] not in _NAMES or at.glued():
            return None
        found = _POINT.match(at.text, at.pos)
        if found is None or not (self._told(at, found.group(1), found.end()) or self._goes_on(at)):
            return None
        first, mark, last = found.groups()
        said = _say(first)
        if last:
            half = len(first) == 1 and len(last) == 2  # Đ-ĐN is one point
            said += f"{' ' if half and ' ' not in mark else ', '}{_say(last)}"
        return Match(found.end(), said, self.kind, _RULE, 0.9)

    @staticmethod
    def _told(at: Cursor, letters: str, end: int) -> bool:
        if not at.cued(_CUES, " :("):
            return False
        if len(letters) > 1:
            return True
        if "a" in at.left or at.text.startswith(" và hướng", end):
            return False  # hướng A, hướng B: names
        return at.left[-1] not in _SIDES or at.next_word(end) in ("giáp", "đảo", "tỉnh", "huyện", "xã")

    @staticmethod
    def _goes_on(at: Cursor) -> bool:
        before = at.previous
        return (
            before is not None
            and before.rule == _RULE
            and at.pos - at.previous_end < 16
            and _CHAIN.match(at.text[at.previous_end : at.pos]) is not None
        )


def _say(letters: str) -> str:
    return " ".join(_NAMES[c] for c in letters)
