"""One-letter titles and the forms of address and of signature blocks.

Cases:
    Q. Giám đốc Sở -> quyền Giám đốc Sở
    P.Chủ tịch -> phó Chủ tịch
    P. Kinh tế -> phòng Kinh tế
    Ô. Nguyễn Hữu An và B. Lê Thị Hoa -> ông Nguyễn Hữu An và bà Lê Thị Hoa
    mời Ông/Bà dự họp -> mời Ông bà dự họp
    gọi 0912 345 678 (C. Hoa) -> gọi không chín một hai, ba bốn năm, sáu bảy tám chị Hoa
    gặp A. Tuấn 0912 345 678 -> gặp anh Tuấn không chín một hai, ba bốn năm, sáu bảy tám
"""

from __future__ import annotations

import re

from models.reading.letters import CAPITALS, SMALLS
from models.reading.matching import Cursor, Match
from models.reading.tables import cues

_LETTER = re.compile(r"([QPÔBAC])(\. ?| )(?=([^\W\d_]+)(?: ([^\W\d_]+))?)")
_PAIR = re.compile(r"(ông|bà|anh|chị|cô|chú|thầy)/(bà|ông|chị|anh|cô|chú)(?!\w)", re.IGNORECASE)
_SMALL = re.compile(rf"([ac])\.(?=[{CAPITALS}][{SMALLS}])")
_INVITED = cues("title.invited")
"""Có a.Tâm và c.Hà dự: after these a small letter is a person's title, not a mark of a list."""
_PHONE = re.compile(r"[^\n]{0,40}?0[0-9]{2}")
_AFTER_PHONE = re.compile(r"(?<!\d)0\d{2}[ .]?\d(?:[ .]?\d){5,7}[ ,;–-]{0,3}\(?(?:gặp )?\Z")
_PHONE_REACH = 32
_NAME_BEFORE = re.compile(rf"[{CAPITALS}][^\W\d_]* \Z")
"""Nam Ô. Họ …: the end of a name."""
_OFFICES = cues("title.offices")
_DEPARTMENTS = cues("title.departments")
_CONTACT = frozenset(("lh", "gặp", "liên hệ", "hệ", "gọi", "đt", "hotline", "sđt"))


class Title:
    """Q., P., Ô., B. before an office, a department or a name; Ông/Bà."""

    kind = "abbreviation"

    def match(self, at: Cursor) -> Match | None:
        """The word the letter stands for; the rest is read by itself."""
        if at.glued():
            return None
        pair = _PAIR.match(at.text, at.pos)
        if pair:
            first, second = pair.groups()
            return Match(pair.end(), f"{first} {second.lower()}", self.kind, "title:pair")
        small = _SMALL.match(at.text, at.pos)
        if small and at.gap() in (" ", " (") and at.left[-1:] and at.left[-1] in _INVITED:
            said = "anh " if small.group(1) == "a" else "chị "
            return Match(small.end(), said, self.kind, "title:small", 0.8)
        found = _LETTER.match(at.text, at.pos)
        if found is None or at.char(at.pos - 1) in (".", "-", "&", "/"):
            return None
        said = self._said(at, found)
        return Match(found.end(), f"{said} ", self.kind, "title:letter", 0.9) if said else None

    @staticmethod
    def _said(at: Cursor, found: re.Match[str]) -> str:
        letter, mark, word, second = found.groups()
        dotted = mark.startswith(".")
        one, two = word.lower(), f"{word} {second or ''}".lower()
        if letter in "QP" and (one in _OFFICES or two in _OFFICES):
            return "quyền" if letter == "Q" else "phó"
        if letter == "P" and dotted and (one in _DEPARTMENTS or two in _DEPARTMENTS):
            return "phòng"
        if not dotted or not word[0].isupper():
            return ""
        if letter == "Ô":
            return "" if _NAME_BEFORE.search(at.text, max(0, at.pos - 16), at.pos) else "ông"
        if at.at_line_start():
            return ""  # A. B. C. of a list
        if letter == "B" and second == "Thị":
            return "bà"
        if letter in "ABC" and _to_be_called(at, found.end()):
            return {"A": "anh", "B": "bà", "C": "chị"}[letter]
        return ""


def _to_be_called(at: Cursor, end: int) -> bool:
    """LH A. Tuấn 0912 …, (gặp) A. Tuấn hoặc C. Hoa 0912 …, and 0912 … (A. Tuấn)."""
    if _AFTER_PHONE.search(at.text, max(0, at.pos - _PHONE_REACH), at.pos):
        return True
    listed = at.left[-1:] in (("hoặc",), ("và",)) and at.near(_CONTACT)
    return (listed or at.ends_with(_CONTACT)) and _PHONE.match(at.text, end) is not None
