"""Words that are not Vietnamese words: brand names, loan words, and words glued by capitals.

Cases (with Foreign.VIETNAMESE):
    Facebook -> phây búc
    internet -> in tơ nét
"""

from __future__ import annotations

import re

from models.reading.matching import Cursor, Match
from models.reading.options import Foreign
from models.reading.tables import rows

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?(?![\w])")
_FOREIGN = {r.written.lower(): r.spoken for r in rows("foreign")}
FOREIGN_WORDS = frozenset(_FOREIGN)


class Word:
    """A word of the foreign list, by option."""

    kind = "foreign"

    def match(self, at: Cursor) -> Match | None:
        """Only the listed words; all others stay as they are."""
        if at.options.foreign is Foreign.KEEP:
            return None
        found = _WORD.match(at.text, at.pos)
        if found is None:
            return None
        raw = found.group()
        spoken = _FOREIGN.get(raw.lower())
        if spoken is None and "-" in raw:
            raw = raw.partition("-")[0]
            spoken = _FOREIGN.get(raw.lower())
        if spoken is None:
            return None
        return Match(at.pos + len(raw), spoken, self.kind, "foreign:list", alternatives=(raw,))
