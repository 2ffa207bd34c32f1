"""Signs of sizes: diameters, the times sign between two measures, 1m65, and grams that are not hours.

Cases:
    thép Ø16 -> thép phi mười sáu
    ống φ 90 mm -> ống phi chín mươi mi li mét
    2m*3m -> hai mét nhân ba mét
    10g muối, lúc 7g sáng -> mười gam muối, lúc bảy giờ sáng
    cao 1m65, nặng 3kg5 -> cao một mét sáu mươi lăm, nặng ba ki lô gam năm
    cao 1m05-1m10 -> cao một mét không năm đến một mét mười
    mái đua 1m6, dây 1km5 -> mái đua một mét sáu, dây một ki lô mét năm
    uống 1v x 2l/ngày -> uống một viên nhân hai lần một ngày
    về đích sau 13"45 -> về đích sau mười ba giây bốn mươi lăm
    hố 40x40x40cm -> hố bốn mươi nhân bốn mươi nhân bốn mươi xăng ti mét
"""

from __future__ import annotations

import re

from models.reading.amounts import quantity_at
from models.reading.matching import Cursor, Match
from models.reading.tables import cues
from models.reading.units import in_context, unit_row

_DIAMETER = re.compile(r"[ØøΦφϕ] ?(?=[0-9])")
_TIMES = re.compile(r"[x×*] ?(?=[0-9])")
_COMPOUND = re.compile(
    r"([0-9]{1,3})(?:(k?m)([14-9]|[0-9]{2})|(kg|ha|tấn|tạ|tỷ|tỉ|l|lít|t)([1-9]))(?!\w)(?![.,/][0-9])"
)
_TALL = re.compile(r"([0-9])(m)([23])(?!\w)(?![.,/][0-9])")
_PRICES = cues("amounts.prices")
_HEIGHTS = cues("dimension.heights")
_STOPWATCH = re.compile(r"([0-9]{1,2})\"([0-9]{2})(?![\w\"])")
_GRAMS = re.compile(r"[0-9]{1,2} ?g(?![\w/])")
_NAMED = cues("legal_reference.cues") | cues("amounts.class_cues")
_WEIGHED = cues("dimension.weighed")
_HOUR_BEFORE = cues("time.hour_before")
_HOUR_AFTER = re.compile(
    r" ?(?:sáng|trưa|chiều|tối|đêm|khuya|ngày|hôm)(?!\w)| ?[-÷] ?[0-9]{1,2} ?g(?:[0-9]{2}|(?! ?[^\W\d_]))"
)
_DASH = re.compile(r" ?- ?(?=[0-9])")
_SIZED = frozenset(("number", "measure"))


class Diameter:
    """Ø and φ before a number: phi."""

    kind = "measure"

    def match(self, at: Cursor) -> Match | None:
        """The sign alone; its number follows."""
        if at.text[at.pos] not in "ØøΦφϕ" or at.glued():
            return None
        found = _DIAMETER.match(at.text, at.pos)
        return Match(found.end(), "phi ", self.kind, "dimension:diameter") if found else None


_DOSE = re.compile(r"(?:([1-3]/[2-4])|([1-9]))v ?[x×] ?([1-9])(?:l|lần)(?![\w])")
_BEATS = re.compile(r"([0-9]{2,3}) ?(?:l|lần)/(?:phút|ph|p)(?!\w)")
_PULSE = frozenset(("mạch", "nhịp", "nhịp tim", "nhịp thở", "tần số", "tim"))
_FACTOR = re.compile(r"[x×][0-9]")
_GROWS = frozenset(("tăng", "gấp", "lương", "công", "điểm", "thưởng", "giá", "được", "hệ số", "nhân"))
"""Tăng x1,5, lương x3."""


class Times:
    """A times sign right after a measure: 2m*3m, 100cm x50cm."""

    kind = "number"

    def match(self, at: Cursor) -> Match | None:
        """The sign with the blank after it."""
        if at.text[at.pos] not in "x×*":
            return None
        factor = _FACTOR.match(at.text, at.pos)
        if factor and not at.glued() and at.cued(_GROWS, " ("):
            return Match(at.pos + 1, "nhân ", self.kind, "dimension:factor", 0.8)
        if at.previous is None or at.pos - at.previous_end > 1 or at.previous.kind not in _SIZED:
            return None
        found = _TIMES.match(at.text, at.pos)
        return Match(found.end(), " nhân ", self.kind, "dimension:times", 0.9) if found else None


class Compound:
    """A unit in the place of the decimal comma: 1m65, 3kg5, 1ha2."""

    kind = "measure"

    def match(self, at: Cursor) -> Match | None:
        """One, or a range of two."""
        first = self._said(at, at.pos)
        if first is None:
            return None
        dash = _DASH.match(at.text, first[0])
        last = self._said(at, dash.end()) if dash else None
        if last is None:
            return Match(first[0], first[1], self.kind, "measure:compound", 0.9)
        return Match(last[0], f"{first[1]} đến {last[1]}", self.kind, "measure:compound", 0.9)

    @staticmethod
    def _said(at: Cursor, pos: int) -> tuple[int, str] | None:
        found = _COMPOUND.match(at.text, pos)
        tall = _TALL.match(at.text, pos) if found is None and at.cued(_HEIGHTS, " ") else None
        if tall:  # cao 1m2; elsewhere m2 is an area
            found, whole, metre, centimetres, unit, tenths = tall, *tall.groups(), "", ""
        elif found:
            whole, metre, centimetres, unit, tenths = found.groups()
        if found is None or (at.near(_NAMED, 1) and metre == "m"):
            return None
        name = _name(at, metre or unit, found.end())
        if not name:
            return None
        rest = at.num.integer(centimetres or tenths, keep_zeros=True)
        return found.end(), f"{at.num.integer(whole)} {name} {rest}"


def _name(at: Cursor, unit: str, end: int) -> str:
    """The unit in words; "t" only where a load or a price tells tonnes from thousands of millions."""
    row = unit_row(unit)
    if unit != "t":
        return row[0].spoken if row else unit
    if at.near(_PRICES, 3):
        return "tỷ"
    return row[0].spoken if row and in_context(at, row[0], end) else ""


class Dose:
    """1v x 2l/ngày: tablets and how often."""

    kind = "measure"

    def match(self, at: Cursor) -> Match | None:
        """Both numbers in full."""
        found = _DOSE.match(at.text, at.pos)
        if found is None or at.glued():
            return self._beats(at)
        half, count, times = found.groups()
        tablets = (
            at.num.integer(count) if count else f"{at.num.integer(half[0])} phần {at.num.integer(half[2])}"
        )
        return Match(
            found.end(), f"{tablets} viên nhân {at.num.integer(times)} lần", self.kind, "measure:dose", 0.8
        )

    @staticmethod
    def _beats(at: Cursor) -> Match | None:
        """Mạch 90 l/ph: times, not litres."""
        found = _BEATS.match(at.text, at.pos) if at.near(_PULSE, 4) else None
        if found is None:
            return None
        return Match(
            found.end(), f"{at.num.integer(found.group(1))} lần một phút", "measure", "measure:beats", 0.9
        )


class Grams:
    """A number with a "g" that no word of time makes an hour."""

    kind = "measure"

    def match(self, at: Cursor) -> Match | None:
        """The quantity in grams."""
        found = _GRAMS.match(at.text, at.pos)
        if found is None or at.near(_NAMED, 2):
            return None
        hour = at.near(_HOUR_BEFORE, 3) or _HOUR_AFTER.match(at.text, found.end()) is not None
        if hour and not at.cued(_WEIGHED):
            return None
        grams = quantity_at(at)
        return Match(grams.end, grams.spoken, self.kind, "measure:grams", 0.9) if grams else None


class Stopwatch:
    """13"45: seconds and hundredths of a race."""

    kind = "time"

    def match(self, at: Cursor) -> Match | None:
        """Both numbers with the word between."""
        found = _STOPWATCH.match(at.text, at.pos)
        if found is None or at.glued():
            return None
        seconds, rest = found.groups()
        said = f"{at.num.integer(seconds)} giây {at.num.integer(rest, keep_zeros=True)}"
        return Match(found.end(), said, self.kind, "time:stopwatch", 0.9)
