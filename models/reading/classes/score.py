"""Scores of games, two numbers side by side.

Cases:
    thắng 2-1 -> thắng hai một
    tỷ số 3 - 0 -> tỷ số ba không
"""

from __future__ import annotations

import re

from models.reading.matching import Cursor, Match
from models.reading.tables import cues

_SCORE = re.compile(r"([0-9]{1,3}) ?[-–:] ?([0-9]{1,3})(?![0-9%])(?![.,/-][0-9])")
_CUES = frozenset(
    "thắng thua hòa hoà tỷ|tỉ số|tỷ số|dẫn|dẫn trước|kết quả|đánh bại|đậm|sát nút|ngược|chung cuộc".replace(
        "thắng thua hòa hoà tỷ", "thắng|thua|hòa|hoà"
    ).split("|")
)
_NOUNS = cues("score.nouns")


class Score:
    """A score after its cue."""

    kind = "score"

    def match(self, at: Cursor) -> Match | None:
        """Both numbers."""
        found = _SCORE.match(at.text, at.pos)
        if found is None or not at.cued(_CUES) or at.next_word(found.end()) in _NOUNS:
            return None
        first, last = (at.num.integer(n) for n in found.groups())
        return Match(found.end(), f"{first} {last}", self.kind, "score", alternatives=(f"{first} đến {last}",))
