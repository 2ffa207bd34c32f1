"""Points on the map: degrees, minutes and seconds, decimal degrees, pairs of them, with or without signs.

Cases:
    17,3°N -> mười bảy phẩy ba độ vĩ bắc
    10.5N-112.3E -> mười phẩy năm độ vĩ bắc, một trăm mười hai phẩy ba độ kinh đông
    10°25'30" vĩ Bắc -> mười độ hai mươi lăm phút ba mươi giây vĩ Bắc
    12o05' kinh đông -> mười hai độ năm phút kinh đông
    vĩ tuyến 14,0N-18,5N -> vĩ tuyến mười bốn độ vĩ bắc đến mười tám phẩy năm độ vĩ bắc
    tọa độ 10.762, 106.6601 -> tọa độ mười phẩy bảy sáu hai, một trăm linh sáu phẩy sáu sáu không một
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.reading.matching import Cursor, Match
from models.reading.tables import cues

_D = r"([0-9]{1,3}(?:[.,][0-9]{1,8}+)?+)"
_M = r"([0-9]{1,2}(?:[.,][0-9]{1,5}+)?+)"
_DEGREES = re.compile(
    rf"{_D} ?(?:°|o(?=[0-9]{{1,2}}[',.′])) ?"
    rf"(?:{_M} ?['′](?!') ?(?:{_M} ?(?:[\"″]|''))?)?(?: ?([NSEWBĐT])(?!\w))?"
)
_BARE = re.compile(rf"{_D} ?([NSEWBĐT])(?!\w)")
_PLAIN = re.compile(r"([0-9]{1,3}\.[0-9]{3,8})(?![0-9.])")
_DIRECTION_AFTER = re.compile(r" ?([NSEWBĐT])(?!\w)")
_BETWEEN = re.compile(r" ?([-/]) ?| ")
_DIRECTIONS = {
    "N": "vĩ bắc",
    "S": "vĩ nam",
    "E": "kinh đông",
    "W": "kinh tây",
    "B": "vĩ bắc",
    "Đ": "kinh đông",
    "T": "kinh tây",
}
_CUES = cues("coordinate.cues")
_MAP = frozenset(("tọa độ", "toạ độ", "gps", "kinh độ", "vĩ độ"))


@dataclass(frozen=True, slots=True)
class _Point:
    end: int
    spoken: str
    direction: str
    bare: bool
    """Without a degree sign."""


class Coordinate:
    """Degrees with minutes or a direction, and what is so only in company or after its cue."""

    kind = "coordinate"

    def match(self, at: Cursor) -> Match | None:
        """One point, or two joined by a dash or a blank."""
        first = _point(at, at.pos)
        if first is None:
            plain = _PLAIN.match(at.text, at.pos)
            if plain and at.near(_MAP):
                return Match(plain.end(), _decimal(at, plain.group(1)), self.kind, "coordinate:decimal", 0.9)
            return None
        between = _BETWEEN.match(at.text, first.end)
        second = _point(at, between.end()) if between else None
        if second and between and (first.direction or not second.direction):
            same = first.direction == second.direction
            if not same or between.group(1) == "-":
                joined = " đến " if same and first.direction else ", "
                return Match(second.end, f"{first.spoken}{joined}{second.spoken}", self.kind, "coordinate:pair")
        if first.bare and not (at.near(_CUES) or at.chained(self.kind) or _list_of_points(at, first)):
            return None
        return Match(first.end, first.spoken, self.kind, "coordinate:degrees")


def direction_after(at: Cursor, pos: int) -> tuple[str, int]:
    """The words for a letter that closes a coordinate, and where it ends; "" when there is none."""
    found = _DIRECTION_AFTER.match(at.text, pos)
    return (_DIRECTIONS[found.group(1)], found.end()) if found else ("", pos)


def _list_of_points(at: Cursor, first: _Point) -> bool:
    """17,5N; 112,3E: the next point makes this one sure."""
    after = re.compile(r"[;,] ?").match(at.text, first.end)
    second = _point(at, after.end()) if after else None
    return second is not None and second.bare and second.direction[:2] != first.direction[:2]


def _point(at: Cursor, pos: int) -> _Point | None:
    found = _DEGREES.match(at.text, pos)
    if found and (found.group(2) or found.group(4)):
        degrees, minutes, seconds, letter = found.groups()
        said = f"{_decimal(at, degrees)} độ"
        if minutes:
            said += f" {_decimal(at, minutes)} phút"
        if seconds:
            said += f" {_decimal(at, seconds)} giây"
        direction = _DIRECTIONS.get(letter or "", "")
        return _Point(found.end(), f"{said} {direction}".rstrip(), direction, bare=False)
    bare = _BARE.match(at.text, pos)
    if bare is None:
        return None
    degrees, letter = bare.groups()
    direction = _DIRECTIONS[letter]
    if float(degrees.replace(",", ".")) > (90 if direction.startswith("vĩ") else 180):
        return None
    return _Point(bare.end(), f"{_decimal(at, degrees)} độ {direction}", direction, bare=True)


def _decimal(at: Cursor, written: str) -> str:
    """Here a dot is never a mark of thousands."""
    whole, _, rest = written.replace(",", ".").partition(".")
    said = at.num.integer(whole)
    return f"{said} phẩy {at.num.fraction(rest)}" if rest.strip("0") else said
