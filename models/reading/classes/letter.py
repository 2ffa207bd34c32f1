"""Single letters: provisions, names of things, initials of people.

Cases:
    điểm b khoản 2 -> điểm bê khoản hai
    vitamin B -> vitamin bê
    anh M. đi vắng -> anh mờ đi vắng
    Nguyễn Văn B -> Nguyễn Văn bê
"""

from __future__ import annotations

import re

from models.reading.letters import NAMES, SOUNDS
from models.reading.matching import Cursor, Match
from models.reading.tables import cues

_SINGLE = re.compile(r"[^\W\d_](?![^\W_])")
_INITIALS = re.compile(r"([A-ZĐ])\.((?:[A-ZĐ]\.)*)(?:([A-ZĐ])(?!\w))?")
_PERSON = cues("letter.person")
_MANY = frozenset("aăâeêioôơuưy")


class ProvisionLetter:
    """A lower-case letter after "điểm" or in a list of such letters."""

    kind = "provision"

    def match(self, at: Cursor) -> Match | None:
        """The letter's name; its vowels stay as written."""
        found = _SINGLE.match(at.text, at.pos)
        if found is None or at.glued():
            return None
        letter = found.group()
        if letter in NAMES and (at.cued(frozenset(("điểm", "tiết", "ý")), " ") or at.chained(self.kind)):
            return Match(found.end(), NAMES[letter], self.kind, "provision:point")
        return None


class SingleLetter:
    """Any other letter that stands alone."""

    kind = "letter"

    def match(self, at: Cursor) -> Match | None:  # noqa: PLR0911 - one return a form
        """Initials of people take the letter's sound, everything else its name."""
        text, pos = at.text, at.pos
        before = at.char(pos - 1)
        if at.glued():
            return None
        initials = _INITIALS.match(text, pos)
        if initials and (initials.group(2) or initials.group(3)):
            letters = [c for c in initials.group() if c.isalpha()]
            return Match(
                initials.end(), " ".join(NAMES[c.lower()] for c in letters), self.kind, "letter:initials", 0.8
            )
        found = _SINGLE.match(text, pos)
        if found is None:
            return None
        letter = found.group().lower()
        if letter not in NAMES or (before and before in "'’" and text[pos - 2 : pos - 1].isalpha()):
            return None
        end = found.end()
        if text[end : end + 1] == "'" and text[end + 1 : end + 2].isalpha():
            return None  # H'leo, K'Brăng
        if letter in _MANY:
            return None  # said as written
        if (
            found.group().isupper()
            and at.char(end) != "-"
            and at.left
            and (at.left[-1] in _PERSON or before == ".")
        ):
            if at.char(end) == "." and (end + 2 >= len(text) or text[end + 1 : end + 3].strip()[:1].islower()):
                end += 1 if end + 1 < len(text) else 0
            return Match(end, SOUNDS.get(letter, NAMES[letter]), self.kind, "letter:initial", 0.9)
        if letter == "x" and found.group() == "x" and before == " " and at.char(end) == " ":
            return Match(end, "nhân", self.kind, "letter:times", 0.8)
        return Match(end, NAMES[letter], self.kind, "letter:name", 0.9)
