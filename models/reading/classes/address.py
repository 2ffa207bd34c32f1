"""Parts of addresses: house numbers with slashes, and one-letter units before a name.

Cases:
    số nhà 218/36 -> số nhà hai trăm mười tám xuyệt ba mươi sáu
    hẻm 12/3/4 -> hẻm mười hai xuyệt ba xuyệt bốn
    P. Lộc Tiến, Q.7 -> phường Lộc Tiến, quận bảy
    H. Đạ Tẻh, T. Lâm Đồng -> huyện Đạ Tẻh, tỉnh Lâm Đồng
    KP.4 -> khu phố bốn
    215/7 Lê Lai, phường 3 -> hai trăm mười lăm xuyệt bảy Lê Lai, phường ba
    K82/H05/3 Lê Độ -> kiệt tám mươi hai xuyệt hẻm năm xuyệt ba Lê Độ
    căn hộ 12.05 -> căn hộ mười hai chấm không năm
    nhờ T. Hôm sau -> nhờ tê. Hôm sau
"""

from __future__ import annotations

import re

from models.reading.letters import CAPITALS, SMALLS, spell
from models.reading.matching import Cursor, Match
from models.reading.tables import cues

_HOUSE = re.compile(r"([0-9]{1,4})([A-Za-z]?)((?:/[0-9]{1,4}[A-Za-z]?){1,5})(?![\w/])")
_HOUSE_CUES = cues("address.house_cues")
_STREET = frozenset(("đường", "phố", "hẻm", "ngõ"))
_HAMLET = frozenset(("tổ", "ấp", "khu", "khóm"))
"""Only after "số": 12/15 tổ is a count against a total."""
_DOTTED = re.compile(
    r"([PQHXTA])(\.(?: ?)|(?=[0-9]))"
    rf"(?=([0-9]{{1,2}}(?![0-9/%])(?![.,][0-9])|[{CAPITALS}](?:'?[^\W\d_]| [{CAPITALS}][{SMALLS}])))"
)
_BARE = re.compile(rf"([PQ]) (?=[{CAPITALS}][{SMALLS}])")
_PAIR = re.compile(r"P([0-9]{1,2}), ?(?=Q[0-9]{1,2}(?![\w/]))")
_STREET_NAME = re.compile(rf",? [{CAPITALS}][{SMALLS}]+ [{CAPITALS}]")
_PLACE_AFTER = re.compile(
    rf"[^\n;:]{{0,48}}?, ?(?:[PQ]\.? ?[0-9{CAPITALS}]|TP|TX|TT|KP|"
    "phường|quận|thành phố|thị xã|thị trấn|xã|huyện|tỉnh|khu phố)"
)
_DATE_LIKE = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])/(?:0?[1-9]|1[0-2])(?!/)")
_ALLEY = re.compile(
    rf"K([0-9]{{1,4}}[A-Z]?)((?:/H?[0-9]{{1,4}}[A-Za-z]?){{1,4}})(?=,? (?:đường |[{CAPITALS}][{SMALLS}]))"
)
_ROOM = re.compile(r"([0-9]{1,2})\.([0-9]{2})(?![0-9]|[.,/-][0-9]|[^\W_])")
_ROOM_CUES = frozenset(("căn hộ", "căn", "phòng", "phòng số", "căn số", "căn hộ số", "kiốt", "ki ốt"))
_WHOLE_NAME = re.compile(rf"[^\s,.;)]+(?: [{CAPITALS}]|[,.;)\n]|\Z)|[0-9]")
"""A name of two words, or one that a stop follows: not the first word of a sentence."""
_ROAD = re.compile(
    rf"Đ\. ?(?=[{CAPITALS}][^\W\d_]* [{CAPITALS}][{SMALLS}]|[0-9]{{1,2}}/[0-9]{{1,2}}(?![0-9/]))"
)
_ROAD_LEFT = cues("address.road_left")
_ROOM_NUMBER = re.compile(r"P\.? ?(?=[1-9][0-9]{2,3}(?![0-9/%]|[.,][0-9]))")
_ROOM_LEFT = frozenset(("tại", "ở", "đến", "về", "lên", "sang", "họp", "phòng", "vào", "khoa", "nhà", "tầng"))
_ROOM_AFTER = re.compile(r"[0-9]{3,4}[A-Z]?,? ?(?:-|\()? ?(?:tầng|nhà|tòa|toà|khu|lầu|dãy|trụ sở|UBND|khoa|\))")
_UNITS = {"P": "phường", "Q": "quận", "H": "huyện", "X": "xã", "T": "tỉnh", "A": "ấp"}
_UNIT_WORDS = frozenset((*_UNITS.values(), "thôn", "huyện", "đường"))
_WEAK_LEFT = frozenset(("của", "và", "qua", "đến", "từ", "về", "sang", "tới", "gồm", "nhờ"))
_PLACE_LEFT = cues("address.place_left")
_PERSON_LEFT = cues("address.person_left")


class HouseNumber:
    """A house number with slashes at its first digit."""

    kind = "address"

    def match(self, at: Cursor) -> Match | None:
        """The number with each slash said."""
        found = _HOUSE.match(at.text, at.pos)
        if found is None:
            return self._room(at)
        tail = found.group(3)
        cued = at.cued(_HOUSE_CUES)
        street = at.next_word(found.end()) in _STREET or at.text[found.end() : found.end() + 8].lstrip(
            " ,"
        ).lower().startswith(("đường", "hẻm", "phố "))
        deep = tail.count("/") >= 2 and (at.cued(frozenset(("số",))) or cued)
        numbered = at.left[-1:] == ("số",)
        placed = numbered or not at.left or at.left[-1] in _PLACE_LEFT
        hamlet = numbered and at.next_word(found.end()) in _HAMLET
        if not (cued or deep or (street and placed) or hamlet or self._on_street(at, found, placed)):
            return None
        parts = found.group().split("/")
        slash = at.options.word("house_slash")
        return Match(
            found.end(), f" {slash} ".join(self.part(at, p) for p in parts), self.kind, "address:house"
        )

    @staticmethod
    def _on_street(at: Cursor, found: re.Match[str], placed: bool) -> bool:
        """215/7 Lê Lai: the name of a street; what could be a date needs the rest of the address."""
        if not (placed or at.gap().strip() in (",", ":", "-", ";")) or not _STREET_NAME.match(
            at.text, found.end()
        ):
            return False
        return not _DATE_LIKE.fullmatch(found.group()) or _PLACE_AFTER.match(at.text, found.end()) is not None

    def _room(self, at: Cursor) -> Match | None:
        found = _ROOM.match(at.text, at.pos)
        if found is None or not at.cued(_ROOM_CUES, " "):
            return None
        floor, door = (at.num.integer(n, keep_zeros=True) for n in found.groups())
        return Match(found.end(), f"{floor} chấm {door}", self.kind, "address:room", 0.9)

    @staticmethod
    def part(at: Cursor, part: str) -> str:
        """A number of a house with its letter."""
        digits = part.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
        said = at.num.integer(digits)
        return f"{said} {spell(part[len(digits) :])}" if len(digits) < len(part) else said


class DottedPlace:
    """P. Q. H. X. T. before a name or a number."""

    kind = "address"

    def match(self, at: Cursor) -> Match | None:
        """The unit's word; the name stays."""
        text, pos = at.text, at.pos
        if text[pos] == "K":
            return self._alley(at)
        if text[pos] == "Đ":
            return self._road(at)
        if text[pos] not in _UNITS:
            return None
        pair = _PAIR.match(text, pos)
        if pair and not at.glued():
            said = f"phường {at.num.integer(pair.group(1))}, "
            return Match(pair.end(), said, self.kind, "address:unit", 0.8)
        bare = _BARE.match(text, pos)
        if bare and text[max(0, pos - 2) : pos] == ", ":
            return Match(pos + 1, _UNITS[bare.group(1)], self.kind, "address:unit", 0.8)
        room = None if at.glued() else _ROOM_NUMBER.match(text, pos)
        if room and ((at.left and at.left[-1] in _ROOM_LEFT) or _ROOM_AFTER.match(text, room.end())):
            said = "" if at.left[-1:] == ("phòng",) else "phòng "
            return Match(room.end(), said, self.kind, "address:room", 0.9)
        found = _DOTTED.match(text, pos)
        if found is None or at.glued() or at.char(pos - 1) in (".", "-", "&", "/"):
            return None
        return self._unit(at, found)

    def _unit(self, at: Cursor, found: re.Match[str]) -> Match | None:
        letter, dotted, left = found.group(1), "." in found.group(2), at.left
        after_comma = at.text[max(0, at.pos - 2) : at.pos].strip()[-1:] in (",", ";", "(", "-") or not left
        after_place = bool(left) and left[-1] in _PLACE_LEFT
        placed = after_comma or after_place or at.chained("address", "number", "abbreviation", "date")
        if not dotted:
            near = placed and at.near(frozenset(("đường", "phường", "quận", "ở", "tại")), 5)
            if letter not in "PQ" or not (near or at.chained("address")):
                return None
        if left and (left[-1] in _PERSON_LEFT or left[-1] in _UNIT_WORDS):
            return None  # ông T. …, xã X. of a text without names
        if dotted and not placed and not (letter in "PQ" and found.group(3)[0].isdigit()):
            return None
        if letter in "XTAH" and not after_comma:
            if letter != "H" and not after_place:
                return None
            if left[-1] in _WEAK_LEFT and _WHOLE_NAME.match(at.text, found.end()) is None:
                return None  # của T. Theo ông …
        return Match(found.end(), f"{_UNITS[letter]} ", self.kind, "address:unit", 0.9)

    def _road(self, at: Cursor) -> Match | None:
        """Đ. Lê Lợi, Đ. 30/4: after a number of a house, a comma or a word of place."""
        found = None if at.glued() else _ROAD.match(at.text, at.pos)
        if found is None:
            return None
        left = at.left[-1] if at.left else ","
        placed = left in _ROAD_LEFT or left[0].isdigit() or at.gap().strip()[:1] in (",", "-", "(", ";")
        return Match(found.end(), "đường ", self.kind, "address:road", 0.8) if placed else None

    def _alley(self, at: Cursor) -> Match | None:
        """K82/5, as in Huế and Đà Nẵng: kiệt, then houses or hẻm."""
        found = None if at.glued() else _ALLEY.match(at.text, at.pos)
        if found is None:
            return None
        parts = [found.group(1), *found.group(2)[1:].split("/")]
        said = [f"hẻm {HouseNumber.part(at, p[1:])}" if p[0] == "H" else HouseNumber.part(at, p) for p in parts]
        slash = at.options.word("house_slash")
        return Match(found.end(), f"kiệt {f' {slash} '.join(said)}", self.kind, "address:alley", 0.9)
