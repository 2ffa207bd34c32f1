"""Letters and digits in one piece, and numbers with several dots.

Cases:
    A4 -> a bốn
    4G -> bốn gờ
    H5N1 -> hát năm en một
    PM2.5 -> pê em hai chấm năm
    COVID-19 -> covid mười chín
    lớp 10A1 -> lớp mười a một
    SARS-CoV-2 -> sars cov hai
    192.168.0.1 -> một chín hai chấm một sáu tám chấm không chấm một
"""

from __future__ import annotations

import re

from models.reading.letters import NAMES, is_syllable, spell
from models.reading.matching import Cursor, Match
from models.reading.tables import words

_PIECE = re.compile(r"[^\W_]{1,24}(?:[-./'][^\W_]{1,24}){0,6}+(?!\w)")
_LONG = re.compile(r"[^\W_]{1,40}")
_PARTS = re.compile(r"[0-9]+(?:[.,][0-9]+)?|[^\W\d_]+|[-./']")
_DOTTED = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,5}){2,7}(?![0-9])")
_CONFUSED = re.compile(r"[A-Z][A-Z]*[0-9]|[0-9][A-Z]")


class DottedNumber:
    """Versions and network addresses: three or more dotted numbers that are not thousands."""

    kind = "alphanumeric"

    def match(self, at: Cursor) -> Match | None:
        """Digit by digit, each dot said."""
        found = _DOTTED.match(at.text, at.pos)
        if found is None or re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})+", found.group()):
            return None
        said = " chấm ".join(at.num.digits(n) for n in found.group().split("."))
        return Match(found.end(), said, self.kind, "alphanumeric:dotted", 0.9)


class Alphanumeric:
    """A piece that holds both letters and digits."""

    kind = "alphanumeric"

    def match(self, at: Cursor) -> Match | None:
        """Each run by itself: digits as a number, letters as a known word or by name."""
        text, pos = at.text, at.pos
        if at.glued():
            return None
        found = _PIECE.match(text, pos)
        if found is None or not _mixed(found.group()):
            found = _LONG.match(text, pos)
            if found is None or not _mixed(found.group()):
                return None
        raw = found.group()
        said: list[str] = []
        parts = _PARTS.findall(raw)
        for index, part in enumerate(parts):
            before = parts[index - 1] if index else ""
            if part[0].isdigit():
                said.append(_digits(at, part, after_letter=before.isalpha()))
            elif part.isalpha():
                said.append(say_letters(part))
            elif part == "." and before[-1:].isdigit():
                said.append("chấm")
            elif part == "/":
                said.append("" if len(before) == 1 else ",")
        return Match(
            found.end(), " ".join(w for w in said if w).replace(" ,", ","), self.kind, "alphanumeric:piece", 0.8
        )


def _mixed(raw: str) -> bool:
    return any(c.isdigit() for c in raw) and any(c.isalpha() for c in raw)


def _digits(at: Cursor, part: str, *, after_letter: bool) -> str:
    for mark in ".,":
        if mark in part:
            whole, _, rest = part.partition(mark)
            return f"{at.num.integer(whole)} {'chấm' if mark == '.' else 'phẩy'} {at.num.digits(rest)}"
    if (part[0] == "0" and len(part) > 1) or len(part) > (4 if after_letter else 6):
        return at.num.digits(part)
    return at.num.integer(part)


def say_letters(part: str) -> str:
    """A run of letters inside a code: a known name, a word that can be said, or letter by letter."""
    known = words("names").get(part) or words("names").get(part.upper())
    if known:
        return known
    if len(part) == 1:
        return NAMES.get(part.lower(), part.lower())
    if part.isupper() or len(part) <= 2 or (len(part) == 3 and not part.istitle() and not part.islower()):
        return spell(part)
    if not is_syllable(part) and not any(c in "aeiouyAEIOUY" for c in part):
        return spell(part)
    return part.lower()
