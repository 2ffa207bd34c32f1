"""Marks of lists and outlines, said with a pause, or silent for dashes and dots.

Cases:
    1. Mục đích -> một. Mục đích
    1.2. Yêu cầu -> một chấm hai. Yêu cầu
    a) Chuẩn bị; b) Nộp -> a, Chuẩn bị; bê, Nộp
    I. TÌNH HÌNH -> một. TÌNH HÌNH
    - Các ấp -> Các ấp
    + 100% xã -> một trăm phần trăm xã
"""

from __future__ import annotations

import re

from models.reading.letters import NAMES
from models.reading.matching import Cursor, Match
from models.reading.numbers import roman_value

_NUMBER = re.compile(
    r"([0-9]{1,3}(?:\.[0-9]{1,2}){0,5})(?:\.(?=\s)|\)(?=\s|[^\W\d_])|\.(?=[^\W\d_]{2})|(?= ?- [^\W\d_]))"
)
_BRACKETED = re.compile(r"([0-9]{1,2})\)(?=[\s^])")
_LETTER = re.compile(r"([a-zđA-ZĐ])([0-9]?)(?:\)(?!\w)|\.(?=\s))")
_ROMAN = re.compile(r"([IVXLivx]{1,6})(?:\.[ \t]|\.(?=[^\W\d_]{2})|\)[ \t]|[ \t]?[-/][ \t](?=\w))")
_BULLET = re.compile(r"(?:[-+*•●○▪■□◦‣➢✓✔►❖–—·o](?=[ \t])|[•●○▪■□◦‣➢✓✔►❖·]|[-+](?=[^\W\d_]))[ \t]*")
_PLACE = re.compile(r"[PQHXT]\. ?[A-ZĐÀ-Ỹ][^\W\d_]*(?: [A-ZĐÀ-Ỹ][^\W\d_]*){0,3}(?:,|\n|\Z)")
"""P. Tân Phong, … begins an address, not a list."""
_PAUSE_S = 0.3


class NumberMark:
    """1. / 1) / 1.2.3. at the beginning of a line."""

    kind = "enumeration"

    def match(self, at: Cursor) -> Match | None:
        """The mark with its dot."""
        if at.glued():
            return None
        start = at.at_line_start()
        found = _NUMBER.match(at.text, at.pos) if start else None
        if found is None:
            found = None if start else self._inline(at)
            if found is None:
                return None
        said = " chấm ".join(at.num.integer(n) for n in found.group(1).split("."))
        return Match(
            found.end(), f"{said}{'.' if start else ','}", self.kind, "enumeration:number", pause_s=_PAUSE_S
        )

    @staticmethod
    def _inline(at: Cursor) -> re.Match[str] | None:
        before = at.text[max(0, at.pos - 2) : at.pos]
        if before.endswith(("; ", ": ", ". ", ", ")) or (before.endswith("(") is False and before[-1:] == "\t"):
            return _BRACKETED.match(at.text, at.pos)
        return None


class LetterMark:
    """a) and a. at the beginning of a line or after ; : and Roman marks I. at the beginning of a line."""

    kind = "enumeration"

    def match(self, at: Cursor) -> Match | None:
        """The mark with its dot or bracket."""
        text, pos = at.text, at.pos
        if at.glued():
            return None
        start = at.at_line_start()
        if start:
            roman = _ROMAN.match(text, pos)
            value = roman_value(roman.group(1)) if roman else None
            if (
                roman
                and value
                and (
                    roman.group(1).isupper()
                    or text[roman.start(1) : roman.end(1)] in ("ii", "iii", "iv", "vi", "vii", "viii", "ix")
                )
            ):
                return Match(
                    roman.end(), f"{at.num.cardinal(value)}. ", self.kind, "enumeration:roman", pause_s=_PAUSE_S
                )
        found = _LETTER.match(text, pos)
        if found is None or _PLACE.match(text, pos):
            return None
        letter, digit = found.groups()
        bracket = found.group().endswith(")")
        listed = (
            start
            or text[max(0, pos - 2) : pos] in ("; ", ": ", ", ", ". ", "và", "e ")
            or at.chained("enumeration")
        )
        if not (start or (bracket and listed)) or (
            not bracket and text[max(0, pos - 1) : pos] not in ("", "\n", "\t", " ")
        ):
            return None
        said = NAMES[letter.lower()] + (f" {at.num.integer(digit)}" if digit else "")
        stop = "," if bracket else "."
        return Match(found.end(), f"{said}{stop}", self.kind, "enumeration:letter", pause_s=_PAUSE_S)


class Bullet:
    """A dash, plus or dot at the beginning of a line: silent, with a pause before going on."""

    kind = "enumeration"

    def match(self, at: Cursor) -> Match | None:
        """The bullet and the blanks after it."""
        if not at.at_line_start():
            return None
        found = _BULLET.match(at.text, at.pos)
        if found is None or found.group()[0] == "o":
            return None
        return Match(found.end(), "", self.kind, "enumeration:bullet", pause_s=_PAUSE_S)
