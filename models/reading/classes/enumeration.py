"""Marks of lists and outlines, said with a pause, or silent for dashes and dots.

Cases:
    1. Mục đích -> một. Mục đích
    1.2. Yêu cầu -> một chấm hai. Yêu cầu
    a) Chuẩn bị; b) Nộp -> a, Chuẩn bị; bê, Nộp
    I. TÌNH HÌNH -> một. TÌNH HÌNH
    gồm: (1) Đơn; (2) Ảnh -> gồm: một, Đơn; hai, Ảnh
    2.1 Thời hạn -> hai chấm một. Thời hạn
    - Các ấp -> Các ấp
    + 100% xã -> một trăm phần trăm xã
"""

from __future__ import annotations

import re

from models.reading.classes.letter import begins_sentence
from models.reading.letters import CAPITALS, NAMES, SMALLS
from models.reading.matching import Cursor, Match
from models.reading.numbers import roman_value
from models.reading.units import unit_row

_NUMBER = re.compile(
    r"([0-9]{1,3}(?:\.[0-9]{1,2}){0,5})"
    rf"(?:\.(?=\s)|\)(?=\s|[^\W\d_])|\.(?=[^\W\d_]{{2}})|(?= ?- [^\W\d_])|/(?=[ \t]+[{CAPITALS}][{SMALLS}]))"
)
_BRACKETED = re.compile(r"([0-9]{1,2})\)(?=[\s^])")
_OUTLINE = re.compile(rf"([1-9][0-9]?(?:\.[1-9][0-9]?){{1,4}})(?=[ \t]+([{CAPITALS}][^\W\d_]+))")
"""1.2 Nội dung: a decimal number at the beginning of a line has its unit after it, in small letters."""
_LETTER = re.compile(
    rf"([a-zđA-ZĐ])(\.?[0-9]{{1,2}}|)(?:\)(?!\w)|\.(?=\s)|"
    rf"(?<=[a-zđ])\.(?=[{CAPITALS}][{SMALLS}])|[/-](?=[ \t]+[{CAPITALS}][{SMALLS}]))"
)
_IN_BRACKETS = re.compile(
    r"[(\[](?:([0-9]{1,2}(?:\.[0-9]{1,2})?)|([ivxIVX]{1,5})|([a-zđ]))[)\]]"
    rf"(?= {{0,3}}[{CAPITALS}{SMALLS}0-9])"
)
_FIRST_MARKS = ("(1)", "(i)", "(a)", "[1]")
_MARKS_WITHIN = 400
_ROMAN = re.compile(
    # V. kể lại: a person; X - quang; X. Phú Lý, H. …: a place
    rf"(?![XV]\. [{SMALLS}]|X ?- ?quang|X\. [{CAPITALS}][^,\n]{{1,24}}, (?:[HT]\.|TP|huyện|tỉnh))"
    r"([IVXLivx]{1,6})(?:\.[ \t]|\.(?=[^\W\d_]{2})|\)[ \t]|[ \t]?[-/][ \t](?=\w))"
)
_SMALL = frozenset(("ii", "iii", "iv", "vi", "vii", "viii", "ix"))
_SMALL_ROMAN = re.compile(r"(ii|iii|iv|vi{1,3}|ix)\)(?!\w)")
_BULLET = re.compile(r"(?:[-+*•●○▪■□◦‣➢✓✔►❖–—·o](?=[ \t])|[•●○▪■□◦‣➢✓✔►❖·]|[-+](?=[^\W\d_]))[ \t]*")
_PLACE = re.compile(
    rf"[PQHXT]\. ?[{CAPITALS}][^\W\d_]*(?: [{CAPITALS}][^\W\d_]*){{0,3}}(?:,|\n|\Z)"
    r"|[PQ]\. ?[0-9]{1,2}(?![\w.)])"
)
"""P. Tân Phong, … begins an address, not a list."""
_PLUS = re.compile(rf"\+ (?=[{CAPITALS}][{SMALLS}])")
_PAUSE_S = 0.3
_OPEN_WITHIN = 60


def closes_bracket(at: Cursor) -> bool:
    """A bracket was opened a little before: (Q. 12) is no mark of a list."""
    before = at.text[max(0, at.pos - _OPEN_WITHIN) : at.pos].rpartition("\n")[2]
    return before.rfind("(") > before.rfind(")")


class NumberMark:
    """1. / 1) / 1.2.3. at the beginning of a line."""

    kind = "enumeration"

    def match(self, at: Cursor) -> Match | None:
        """The mark with its dot."""
        if at.glued():
            return None
        start = at.at_line_start()
        found = (_NUMBER.match(at.text, at.pos) or self._outline(at)) if start else None
        if found is None:
            found = None if start else self._inline(at)
            if found is None:
                return None
        said = " chấm ".join(at.num.integer(n) for n in found.group(1).split("."))
        gap = "" if not at.char(found.end()).isalnum() else " "
        return Match(
            found.end(),
            f"{said}{'.' if start else ','}{gap}",
            self.kind,
            "enumeration:number",
            pause_s=_PAUSE_S,
        )

    @staticmethod
    def _outline(at: Cursor) -> re.Match[str] | None:
        found = _OUTLINE.match(at.text, at.pos)
        return None if found is None or unit_row(found.group(2)) else found

    @staticmethod
    def _inline(at: Cursor) -> re.Match[str] | None:
        before = at.text[max(0, at.pos - 2) : at.pos]
        if not before.endswith(("; ", ": ", ". ", ", ")) and before[-1:] != "\t":
            return None
        return None if closes_bracket(at) else _BRACKETED.match(at.text, at.pos)


class LetterMark:
    """a) and a. at the beginning of a line or after ; : and Roman marks I. at the beginning of a line."""

    kind = "enumeration"

    def match(self, at: Cursor) -> Match | None:
        """The mark with its dot or bracket."""
        text, pos = at.text, at.pos
        if at.glued() or begins_sentence(at, text[pos], pos + 1):
            return None
        start = at.at_line_start()
        roman = self._roman(at, start)
        if roman is not None:
            return roman
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
        if bracket and not start and closes_bracket(at):
            return None
        if not (start or (bracket and listed)) or (
            not bracket and text[max(0, pos - 1) : pos] not in ("", "\n", "\t", " ")
        ):
            return None
        said = NAMES[letter.lower()]
        if digit:
            said += f" {'chấm ' if digit[0] == '.' else ''}{at.num.integer(digit.lstrip('.'))}"
        stop = "," if bracket else "."
        gap = " " if at.char(found.end()).isalnum() else ""
        return Match(found.end(), f"{said}{stop}{gap}", self.kind, "enumeration:letter", pause_s=_PAUSE_S)

    @staticmethod
    def _roman(at: Cursor, start: bool) -> Match | None:
        """II. of an outline; ii) after another mark of its kind."""
        if not start:
            small = _SMALL_ROMAN.match(at.text, at.pos)
            if small is None or at.text[at.pos - 2 : at.pos] not in ("; ", ": ", ", ") or closes_bracket(at):
                return None
            said = f"{at.num.cardinal(roman_value(small.group(1)) or 0)},"
            return Match(small.end(), said, "enumeration", "enumeration:roman", pause_s=_PAUSE_S)
        found = _ROMAN.match(at.text, at.pos)
        value = roman_value(found.group(1)) if found else None
        if found is None or not value or not (found.group(1).isupper() or found.group(1) in _SMALL):
            return None
        return Match(
            found.end(), f"{at.num.cardinal(value)}. ", "enumeration", "enumeration:roman", pause_s=_PAUSE_S
        )


class BracketMark:
    """(1), (a), (i), [1] at the beginning of a line, after : or ;, or going on with such marks."""

    kind = "enumeration"

    def match(self, at: Cursor) -> Match | None:
        """The mark with both brackets."""
        text, pos = at.text, at.pos
        if text[pos] not in "([":
            return None
        found = _IN_BRACKETS.match(text, pos)
        if found is None or not (at.at_line_start() or self._listed(text, pos)):
            return None
        number, roman, letter = found.groups()
        value = roman_value(roman) if roman else None
        if number:
            said = " chấm ".join(at.num.integer(n) for n in number.split("."))
        elif value:
            said = at.num.cardinal(value)
        elif letter:
            said = NAMES[letter]
        else:
            return None
        return Match(found.end(), f"{said},", self.kind, "enumeration:bracket", pause_s=_PAUSE_S)

    @staticmethod
    def _listed(text: str, pos: int) -> bool:
        before = text[max(0, pos - 4) : pos]
        if before.endswith((": ", "; ", ":", ";")):
            return True
        if not before.endswith((", ", ". ", " và ")):
            return False
        start = max(0, pos - _MARKS_WITHIN)
        return any(text.find(mark, start, pos) >= 0 for mark in _FIRST_MARKS)


class Bullet:
    """A dash, plus or dot at the beginning of a line: silent, with a pause before going on."""

    kind = "enumeration"

    def match(self, at: Cursor) -> Match | None:
        """The bullet and the blanks after it."""
        if not at.at_line_start():
            plus = _PLUS.match(at.text, at.pos)
            if plus and at.text[max(0, at.pos - 2) : at.pos] in (": ", "; "):
                return Match(plus.end(), "", self.kind, "enumeration:bullet", pause_s=_PAUSE_S)
            return None
        found = _BULLET.match(at.text, at.pos)
        if found is None or found.group()[0] == "o":
            return None
        return Match(found.end(), "", self.kind, "enumeration:bullet", pause_s=_PAUSE_S)
