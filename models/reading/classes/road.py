"""Roads and kilometre posts.

Cases:
    QL.20 -> quốc lộ hai mươi
    ĐT.721 -> đường tỉnh bảy hai một
    đường TL 15 -> đường tỉnh lộ mười lăm
    QL1A -> quốc lộ một a
    Km12+500 -> ki lô mét mười hai cộng năm trăm
"""

from __future__ import annotations

import re

from models.reading.letters import spell
from models.reading.matching import Cursor, Match
from models.reading.tables import cues, rows

_ROAD = re.compile(r"([A-ZĐ]{2,4})(\.? ?-?)([0-9]{1,4})([A-ZĐa-z]?)(?![\w%])(?![.,/][0-9]| [0-9]{3})")
_PHONE = re.compile(r" ?0[0-9]{2,4}[ .-]?[0-9]{3}")
"""ĐT 0988-123-456 is a telephone."""
_POST = re.compile(r"[Kk][Mm] ?([0-9]{1,4})(?: ?\+ ?([0-9]{1,3})(?![0-9]))?([A-Z]?)(?!\w|,[0-9])")
_POST_RANGE = re.compile(r" ?(?:[-÷~→]|->) ?(?=[Kk][Mm] ?[0-9])")
_NEAR = cues("road.near")
_HIGHWAY = frozenset(("đường", "tuyến", "cao tốc", "lộ", "tốc"))
_LOADS = frozenset(("tải", "trọng", "hoạt tải"))
_AMBIGUOUS = frozenset(("ĐH", "CT", "TL", "HL", "DT", "ĐX"))


class Road:
    """A road's code, or Km with a number."""

    kind = "road"

    def match(self, at: Cursor) -> Match | None:
        """The road with its number."""
        post = _POST.match(at.text, at.pos)
        if post and at.text[at.pos] in "Kk":
            return self._post(at, post)
        found = _ROAD.match(at.text, at.pos)
        if found is None:
            return None
        name, dot, number, letter = found.groups()
        if number[0] == "0" and _PHONE.match(at.text, found.start(3)):
            return None
        row = next(
            (r for r in rows("roads") if r.written == name and (not r.before or at.cued(r.before))), None
        )
        if name in ("CT", "DT", "DH") and not at.near(_HIGHWAY, 3):
            return None
        if name == "HL" and at.near(_LOADS, 3):
            return None  # tải trọng HL93
        if row is None or (name in _AMBIGUOUS and dot == " " and at.left and not self._among_roads(at)):
            return None
        said = at.num.digits(number) if "d" in row.flags and len(number) >= 3 else at.num.integer(number)
        if letter:
            said += f" {spell(letter)}"
        other = at.num.integer(number) if "d" in row.flags else at.num.digits(number)
        return Match(
            found.end(), f"{row.spoken} {said}", self.kind, "road:code", alternatives=(f"{row.spoken} {other}",)
        )

    def _among_roads(self, at: Cursor) -> bool:
        return at.near(_NEAR, 3) or at.chained(self.kind)

    def _post(self, at: Cursor, post: re.Match[str]) -> Match | None:
        number, metres, letter = post.groups()
        if metres is None and post.group()[0] == "k" and not post.group()[2].isdigit():
            return None
        said = f"ki lô mét {at.num.integer(number)}"
        if metres:
            said += f" cộng {at.num.integer(metres, keep_zeros=len(metres) == 3 and metres != '000')}"
        if letter:
            said += f" {spell(letter)}"
        end = post.end()
        to = _POST_RANGE.match(at.text, end)
        if to:
            said, end = f"{said} đến ", to.end()
        elif at.char(end) == "/" and _ROAD.match(at.text, end + 1):
            said, end = f"{said}, ", end + 1
        return Match(end, said, self.kind, "road:post")
