"""Numbers of provisions that are not quantities.

Cases:
    khoản 2a Điều 5 -> khoản hai a Điều năm
    mục 1.2 -> mục một chấm hai
    Điều 12b -> Điều mười hai bê
"""

from __future__ import annotations

import re

from models.reading.letters import NAMES
from models.reading.matching import Cursor, Match
from models.reading.tables import cues

_LETTERED = re.compile(r"([0-9]{1,3})([a-zđA-ZĐ])(?!\w)")
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){1,5}(?!,?[0-9])")
_CUES = cues("legal_reference.cues")


class NumberedProvision:
    """A provision's number with a letter, or with dots."""

    kind = "provision"

    def match(self, at: Cursor) -> Match | None:
        """Only after a word of legal structure."""
        if not (at.cued(_CUES - {"số"}, " ") or at.chained(self.kind)):
            return None
        found = _LETTERED.match(at.text, at.pos)
        if found:
            number, letter = found.groups()
            return Match(
                found.end(), f"{at.num.integer(number)} {NAMES[letter.lower()]}", self.kind, "provision:letter"
            )
        found = _DOTTED.match(at.text, at.pos)
        if found and not re.fullmatch(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+", found.group()):
            return Match(
                found.end(),
                " chấm ".join(at.num.integer(n, keep_zeros=True) for n in found.group().split(".")),
                self.kind,
                "provision:dotted",
            )
        return None
