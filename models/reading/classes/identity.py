"""Numbers that are names: identity cards, tax codes, accounts, file codes. Digit by digit.

Cases:
    CCCD: 036199004521 -> căn cước công dân: không ba sáu, một chín chín, không không bốn, năm hai một
    mã số thuế của họ là 5801276340 -> mã số thuế của họ là năm tám không một hai bảy sáu ba bốn không
    số tài khoản 19001234567 -> số tài khoản một chín không không một hai ba bốn năm sáu bảy
"""

from __future__ import annotations

import re

from models.reading.matching import Cursor, Match
from models.reading.tables import cues

_DIGITS = re.compile(r"[0-9]{5,40}(?![0-9])(?![.,][0-9])")
_SPACED = re.compile(r"[0-9]{2,8}(?:[ .-][0-9]{2,8}){1,6}(?![0-9])(?![.,/][0-9])")
_CUES = cues("identity.cues")
_MONEY = cues("identity.money")


class Identity:
    """A long number after words that make it a name, or one that begins with 0."""

    kind = "identity"

    def match(self, at: Cursor) -> Match | None:
        """The digits, by threes when there are twelve."""
        cued = at.near(_CUES, 6)
        found = _DIGITS.match(at.text, at.pos)
        if found is None:
            if not cued or not at.near(frozenset(("tài khoản", "stk", "số thẻ", "tk")), 4):
                return None
            found = _SPACED.match(at.text, at.pos)
            if found is None or sum(c.isdigit() for c in found.group()) < 8:
                return None
        raw = re.sub(r"\D", "", found.group())
        if at.char(found.end()).isalpha() or at.next_word(found.end()) in _MONEY:
            return None
        if (
            not cued
            and raw[0] != "0"
            and not (len(raw) >= 9 and at.near(frozenset(("số", "mã")), 3))
            and len(raw) <= 21
        ):
            return None
        if len(raw) in (9, 12):
            said = ", ".join(at.num.digits(raw[i : i + 3]) for i in range(0, len(raw), 3))
        else:
            said = at.num.digits(raw)
        return Match(
            found.end(), said, self.kind, "identity:cue" if cued else "identity:long", 1.0 if cued else 0.8
        )
