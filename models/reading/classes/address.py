"""Parts of addresses: house numbers with slashes, and one-letter units before a name.

Cases:
    số nhà 218/36 -> số nhà hai trăm mười tám xuyệt ba mươi sáu
    hẻm 12/3/4 -> hẻm mười hai xuyệt ba xuyệt bốn
    P. Lộc Tiến, Q.7 -> phường Lộc Tiến, quận bảy
    H. Đạ Tẻh, T. Lâm Đồng -> huyện Đạ Tẻh, tỉnh Lâm Đồng
    KP.4 -> khu phố bốn
"""

from __future__ import annotations

import re

from models.reading.letters import spell
from models.reading.matching import Cursor, Match
from models.reading.tables import cues

_HOUSE = re.compile(r"([0-9]{1,4})([A-Za-z]?)((?:/[0-9]{1,4}[A-Za-z]?){1,5})(?![\w/])")
_HOUSE_CUES = cues("address.house_cues")
_STREET = frozenset(("đường", "phố", "hẻm", "ngõ"))
_HAMLET = frozenset(("tổ", "ấp", "khu", "khóm"))
"""Only after "số": 12/15 tổ is a count against a total."""
_DOTTED = re.compile(
    r"([PQHXTA])(\.(?: ?)|(?=[0-9]))(?=([0-9]{1,2}(?![0-9/%])(?![.,][0-9])|[A-ZĐÀ-Ỹ][^\W\d_]))"
)
_BARE = re.compile(r"([PQ]) (?=[A-ZĐÀ-Ỹ][a-zà-ỹ])")
_UNITS = {"P": "phường", "Q": "quận", "H": "huyện", "X": "xã", "T": "tỉnh", "A": "ấp"}
_PLACE_LEFT = cues("address.place_left")
_PERSON_LEFT = cues("address.person_left")


class HouseNumber:
    """A house number with slashes at its first digit."""

    kind = "address"

    def match(self, at: Cursor) -> Match | None:
        """The number with each slash said."""
        found = _HOUSE.match(at.text, at.pos)
        if found is None:
            return None
        tail = found.group(3)
        cued = at.cued(_HOUSE_CUES)
        street = at.next_word(found.end()) in _STREET or at.text[found.end() : found.end() + 8].lstrip(
            " ,"
        ).lower().startswith(("đường", "hẻm", "phố "))
        deep = tail.count("/") >= 2 and (at.cued(frozenset(("số",))) or cued)
        numbered = at.left[-1:] == ("số",)
        placed = numbered or not at.left or at.left[-1] in _PLACE_LEFT
        hamlet = numbered and at.next_word(found.end()) in _HAMLET
        if not (cued or deep or (street and placed) or hamlet):
            return None
        parts = found.group().split("/")
        slash = at.options.word("house_slash")
        return Match(
            found.end(), f" {slash} ".join(self._part(at, p) for p in parts), self.kind, "address:house"
        )

    @staticmethod
    def _part(at: Cursor, part: str) -> str:
        digits = part.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
        said = at.num.integer(digits)
        return f"{said} {spell(part[len(digits) :])}" if len(digits) < len(part) else said


class DottedPlace:
    """P. Q. H. X. T. before a name or a number."""

    kind = "address"

    def match(self, at: Cursor) -> Match | None:
        """The unit's word; the name stays."""
        text, pos = at.text, at.pos
        bare = _BARE.match(text, pos)
        if bare and text[max(0, pos - 2) : pos] == ", ":
            return Match(pos + 1, _UNITS[bare.group(1)], self.kind, "address:unit", 0.8)
        found = _DOTTED.match(text, pos)
        if found is None or at.glued() or at.char(pos - 1) in (".", "-", "&", "/"):
            return None
        letter = found.group(1)
        dotted = "." in found.group(2)
        left = at.left
        before = text[max(0, pos - 2) : pos].strip()
        after_comma = before[-1:] in ",;(-" or not left
        placed = (
            after_comma
            or bool(left and left[-1] in _PLACE_LEFT)
            or at.chained("address", "number", "abbreviation")
        )
        if not dotted and not (
            letter in "PQ"
            and (
                (placed and at.near(frozenset(("đường", "phường", "quận", "ở", "tại")), 5))
                or at.chained("address")
            )
        ):
            return None
        if left and (left[-1] in _PERSON_LEFT):
            return None
        if dotted and not placed and not (letter in "PQ" and found.group(3)[0].isdigit()):
            return None
        if letter in "XTA" and not after_comma and not (left and left[-1] in _PLACE_LEFT):
            return None
        return Match(found.end(), f"{_UNITS[letter]} ", self.kind, "address:unit", 0.9)
