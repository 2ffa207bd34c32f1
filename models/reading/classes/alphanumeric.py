"""Letters and digits in one piece, and numbers with several dots.

Cases:
    A4 -> a bốn
    4G -> bốn gờ
    H5N1 -> hát năm en một
    PM2.5 -> pê em hai chấm năm
    COVID-19 -> covid mười chín
    lớp 10A1 -> lớp mười a một
    SARS-CoV-2 -> sars cov hai
    xăng RON95-III -> xăng ron chín mươi lăm ba
    dầu 0,05S-II -> dầu không phẩy không năm ét hai
    công nghiệp 4.0, phiên bản 2.7 -> công nghiệp bốn chấm không, phiên bản hai chấm bảy
    192.168.0.1 -> một chín hai chấm một sáu tám chấm không chấm một
"""

from __future__ import annotations

import re

from models.reading.letters import NAMES, is_syllable, spell
from models.reading.matching import Cursor, Match
from models.reading.numbers import roman_value
from models.reading.tables import cues, first_column, words
from models.reading.units import unit_row

_PIECE = re.compile(
    r"(?:0,(?=[0-9]{1,3}[A-Z]))?[^\W_]{1,24}(?:(?:[-.']|/(?=[A-ZĐ0-9]))[^\W_]{1,24}){0,6}+(?!\w)"
)
_STUCK = re.compile(r"[^\W\d_]{2,7}(?=[0-9])")
"""Đến16h, lộ19: the blank is missing; what follows is read by itself."""
_IN_ONE = re.compile(r"([2-9])in(1)(?!\w)")
"""Vắc xin 5in1."""
_LONG = re.compile(r"[^\W_]{1,40}")
_PARTS = re.compile(r"[0-9]+(?:[.,][0-9]+)?|[^\W\d_]+|[-./']")
_DOTTED = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,5}){2,7}(?![0-9])")
_VERSION = re.compile(r"([0-9]{1,3})\.([0-9]{1,2})(?![0-9]|[.,/:-][0-9]|[^\W_]|%|°|')")
_FUEL = re.compile(r"0[.,](0[0-9]{1,3})S(?:-([IVX]{1,4}))?(?!\w)")
_VERSIONED = cues("alphanumeric.versioned")
_GRADE = re.compile(r"[IVX]{2,4}|V")
_POINTS = frozenset(("điểm", "tiết"))
_GRADES = {"II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
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


class Version:
    """4.0, phiên bản 2.7, IELTS 6.5: the dot is said; and the grade of a fuel, 0,05S-II."""

    kind = "alphanumeric"

    def match(self, at: Cursor) -> Match | None:
        """Short numbers with one dot, after a word for things that have versions, or ending in .0."""
        fuel = _FUEL.match(at.text, at.pos)
        if fuel:
            parts, grade = fuel.groups()
            said = f"không phẩy {at.num.digits(parts)} ét"
            if grade:
                said += f" {at.num.cardinal(roman_value(grade) or 0)}"
            return Match(fuel.end(), said, self.kind, "alphanumeric:fuel", 0.9)
        found = _VERSION.match(at.text, at.pos)
        if found is None:
            return None
        whole, part = found.groups()
        after = at.next_word(found.end())
        cued = at.cued(_VERSIONED, " ")
        if not cued and (part != "0" or unit_row(after) or at.counts(found.end(), first_column("count_nouns"))):
            return None
        return Match(
            found.end(),
            f"{at.num.integer(whole)} chấm {at.num.digits(part)}",
            self.kind,
            "alphanumeric:version",
            0.8,
        )


class Alphanumeric:
    """A piece that holds both letters and digits."""

    kind = "alphanumeric"

    def match(self, at: Cursor) -> Match | None:
        """Each run by itself: digits as a number, letters as a known word or by name."""
        text, pos = at.text, at.pos
        if at.glued():
            return None
        stuck = _STUCK.match(text, pos)
        if stuck and not stuck.group().isascii() and not stuck.group().isupper() and is_syllable(stuck.group()):
            return Match(stuck.end(), stuck.group(), "word", "alphanumeric:stuck", 0.8)
        joined = _IN_ONE.match(text, pos)
        if joined:
            whole, one = (at.num.integer(n) for n in joined.groups())
            return Match(joined.end(), f"{whole} trong {one}", self.kind, "alphanumeric:in-one", 0.9)
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
                said.append(_digits(at, part, letters=len(before) if before.isalpha() else 0))
            elif part in _GRADES and before == "-" and index + 1 == len(parts):
                said.append(at.num.cardinal(_GRADES[part]))  # RON95-III, 0,05S-II
            elif before == "-" and index > 1 and parts[index - 2][0].isdigit() and _GRADE.fullmatch(part):
                said.append(at.num.cardinal(roman_value(part) or 0))
            elif part.isalpha():
                said.append(say_letters(part))
            elif part == "." and (before[-1:].isdigit() or at.cued(_POINTS, " ")):
                said.append("chấm")
            elif part == "/":
                said.append("" if len(before) == 1 else ",")
        return Match(
            found.end(), " ".join(w for w in said if w).replace(" ,", ","), self.kind, "alphanumeric:piece", 0.8
        )


def _mixed(raw: str) -> bool:
    return any(c.isdigit() for c in raw) and any(c.isalpha() for c in raw)


def _digits(at: Cursor, part: str, *, letters: int) -> str:
    for mark in ".,":
        if mark in part:
            whole, _, rest = part.partition(mark)
            return f"{at.num.integer(whole)} {'chấm' if mark == '.' else 'phẩy'} {at.num.digits(rest)}"
    if (part[0] == "0" and len(part) > 1) or len(part) > (3 if letters > 1 else 4 if letters else 6):
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
