"""A bracket that only gives the abbreviation of the words before it: not said twice.

Cases:
    Tổ hợp tác (THT) họp; THT có 9 hộ -> Tổ hợp tác họp; Tổ hợp tác có chín hộ
    hợp tác xã (sau đây gọi tắt là HTX) -> hợp tác xã
    Quỹ Tiền tệ Quốc tế (IMF) -> Quỹ Tiền tệ Quốc tế i em ép
"""

from __future__ import annotations

from models.reading.letters import spell
from models.reading.matching import Cursor, Match
from models.reading.options import Brackets


class RepeatedBracket:
    """The whole bracket, at its opening sign."""

    kind = "abbreviation"

    def match(self, at: Cursor) -> Match | None:
        """Silent; the preview shows it and offers the letters."""
        if at.text[at.pos] != "(" or at.options.brackets is Brackets.READ:
            return None
        end = at.definitions.repeated.get(at.pos)
        if end is None:
            return None
        inner = at.text[at.pos + 1 : end - 1]
        other = spell(inner) if inner.isupper() else inner
        return Match(end, "", self.kind, "abbreviation:repeated", 0.9, alternatives=(other,), pause_s=0.1)
