"""Scores of games, two numbers side by side.

Cases:
    thắng 2-1 -> thắng hai một
    tỷ số 3 - 0 -> tỷ số ba không
    xã An Phú thắng xã Tân Lập 5-4. -> xã An Phú thắng xã Tân Lập năm bốn.
    set 25-20, 22-25 -> set hai mươi lăm, hai mươi, hai mươi hai, hai mươi lăm
"""

from __future__ import annotations

import re

from models.reading.matching import Cursor, Match
from models.reading.tables import cues

_SCORE = re.compile(r"([0-9]{1,3}) ?[-–:] ?([0-9]{1,3})(?![0-9%])(?![.,/-][0-9])")
_CUES = cues("score.cues")
_NOUNS = cues("score.nouns")
_VERB = re.compile(r"(?:^|[^\w])(?:thắng|thua|hòa|hoà|hạ|dẫn|bại|gỡ|[sS]et|[sS]éc)(?!\w)")
"""Lower case, for Hòa and Thắng are names of places."""
_NAMED = re.compile(r"(?:[A-ZĐÀ-Ỹ][^\s,.;]*|[sS]et|[sS]éc) \Z")
_TEAMS = re.compile(r"[A-ZĐÀ-Ỹ][^\s,.;:-]*(?: - | gặp | vs )[A-ZĐÀ-Ỹ][^,.;:\n]{0,30}: ?\Z")
"""Bình An - Hòa Phú: 0-3."""
_LARGE = 9
_PAIR = r"[0-9]{1,2} ?[-–:] ?[0-9]{1,2}"
_SETS = re.compile(rf" ?\((?:{_PAIR}[,;] ?){{1,6}}{_PAIR}\)")
_IN_SETS = re.compile(rf"{_PAIR} ?\(\Z")
_CLOSED = re.compile(r" ?(?:[.,;:(\n]|\Z)| (?:ở|trong|tại|sau|và|để|trên|qua|nhưng|trận|ngay|chung cuộc)(?!\w)")


class Score:
    """A score after its cue."""

    kind = "score"

    def match(self, at: Cursor) -> Match | None:
        """Both numbers."""
        found = _SCORE.match(at.text, at.pos)
        if found is None or at.next_word(found.end()) in _NOUNS:
            return None
        if not (
            at.cued(_CUES)
            or at.chained(self.kind)
            or self._after_names(at, found)
            or (_CLOSED.match(at.text, found.end()) and _TEAMS.search(at.text, max(0, at.pos - 64), at.pos))
            or _SETS.match(at.text, found.end())
            or self._of_set(at)
        ):
            return None
        first, last = (at.num.integer(n) for n in found.groups())
        large = max(int(n) for n in found.groups()) > _LARGE  # 20-5 is not "20 năm", 2-15 is not 25
        both = f"{first}, {last}" if large else f"{first} {last}"
        return Match(found.end(), both, self.kind, "score", alternatives=(f"{first} đến {last}",))

    def _of_set(self, at: Cursor) -> bool:
        """The first pair in the brackets after a score."""
        previous = at.previous
        if previous is None or at.char(at.pos - 1) != "(" or at.pos - at.previous_end > len(" (") + 1:
            return False
        return (
            previous.kind in (self.kind, "bracket")
            and _IN_SETS.search(at.text, at.pos - 12, at.pos) is not None
        )

    @staticmethod
    def _after_names(at: Cursor, found: re.Match[str]) -> bool:
        """Xã A thắng xã B 5-4: the names stand between the verb and the score."""
        return (
            _VERB.search(at.text, max(0, at.pos - 48), at.pos) is not None
            and _NAMED.search(at.text, max(0, at.pos - 24), at.pos) is not None
            and _CLOSED.match(at.text, found.end()) is not None
        )
