"""Roman numerals after the words that call for them.

Cases:
    Chương IV -> Chương bốn
    khóa (XII) -> khóa mười hai
    Đại hội XIV -> Đại hội mười bốn
    Quý II/2026 -> Quý hai năm hai nghìn không trăm hai mươi sáu
    quý I, II và III -> quý một, hai và ba
    lần thứ IV -> lần thứ tư
    phần ix -> phần chín
    thế kỷ XX-XXI -> thế kỷ hai mươi đến hai mươi mốt
"""

from __future__ import annotations

import re

from models.reading.letters import is_syllable
from models.reading.matching import Cursor, Match
from models.reading.numbers import roman_value
from models.reading.tables import cues

_ROMAN = re.compile(r"[IVXLCDM]{1,15}(?![\w&])|[ivxlcdm]{1,15}(?![\w&'])")
_TO = re.compile(r" ?- ?([IVXLCDM]{1,12})(?![\w&])")
_YEAR = re.compile(r" ?[/-] ?((?:19|20|21)[0-9]{2})(?![0-9])")
_CUES = cues("roman.cues")
_LETTER_CUES = cues("roman.letter_cues")
_LOWER_CUES = cues("roman.lower_cues")
_ORDINAL = frozenset(("thứ", "lần thứ"))
_SURE = re.compile(r"[IVX]{2,8}\Z")


class Roman:
    """A Roman numeral at a letter."""

    kind = "roman"

    def match(self, at: Cursor) -> Match | None:
        """The numeral, its range and its year."""
        text, pos = at.text, at.pos
        if text[pos] not in "IVXLCDMivxlcdm" or at.glued():
            return None
        found = _ROMAN.match(text, pos)
        if found is None:
            return None
        raw = found.group()
        value = roman_value(raw)
        if value is None or not self._wanted(at, raw):
            return None
        ordinal = at.cued(_ORDINAL, " (")
        said = at.num.ordinal(value) if ordinal else at.num.cardinal(value)
        end = found.end()
        to = _TO.match(text, end)
        last = roman_value(to.group(1)) if to else None
        if to and last and last > value:
            said, end = f"{said} đến {at.num.cardinal(last)}", to.end()
        year = _YEAR.match(text, end)
        if year and (at.near(frozenset(("quý",)), 4) or at.chained(self.kind)):
            said, end = f"{said} năm {at.num.integer(year.group(1))}", year.end()
        return Match(
            end, said, self.kind, "roman:cue", alternatives=() if not ordinal else (at.num.cardinal(value),)
        )

    def _wanted(self, at: Cursor, raw: str) -> bool:
        if raw.islower():
            if at.char(at.pos - 1) == "(" and at.char(at.pos + len(raw)) == ")":
                return raw[0] in "ivx"
            if not at.cued(_LOWER_CUES, " ("):
                return False
            if at.left[-1:] == ("số",) and len(raw) > 1:
                return raw[0] in "ivx" and _SURE.match(raw.upper()) is not None
            tail = at.text[at.pos + len(raw) : at.pos + len(raw) + 1]
            if tail == "." and at.char(at.pos + len(raw) + 1).isalnum():
                return False
            if len(raw) > 1 and is_syllable(raw) and at.next_word(at.pos + len(raw)):
                return False  # phần di sản, điều khoản vi phạm
            return (
                len(raw) > 1
                or tail in ("", ".", ",", ";", "\n")
                or not at.text[at.pos + len(raw) :][:12].strip()
                or raw in "vx"
            )
        if at.cued(_CUES, " (") or at.chained(self.kind):
            single_letter = len(raw) == 1 and raw in "CDLM"
            return not (single_letter and (at.cued(_LETTER_CUES, " (") or at.chained(self.kind)))
        return _SURE.match(raw) is not None
