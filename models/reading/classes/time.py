"""Times of day, lengths of time, ranges of hours, and an hour with its date.

Cases:
    18h20 -> mười tám giờ hai mươi phút
    17h00 -> mười bảy giờ
    từ 17h-18h -> từ mười bảy giờ đến mười tám giờ
    7h30-11h30 -> bảy giờ ba mươi phút đến mười một giờ ba mươi phút
    7-9h -> bảy đến chín giờ
    22:45 -> hai mươi hai giờ bốn mươi lăm phút
    5:20:35 -> năm giờ hai mươi phút ba mươi lăm giây
    7h/12/10 -> bảy giờ ngày mười hai tháng mười
    8p45s -> tám phút bốn mươi lăm giây
"""

from __future__ import annotations

import re

from models.reading.matching import Cursor, Match

_H = r"([01]?[0-9]|2[0-4])"
_CLOCK = re.compile(
    rf"{_H}(?: ?(?:[hH]|g(?!/))(?![^\W\d_])"
    r"(?: ?([0-5]?[0-9])(?![0-9])(?![.,%][0-9])(?: ?(?:phút|ph|p|')(?![^\W_]))?)?"
    r"|giờ([0-5][0-9])?)(?![^\W_])"
)
_COLON = re.compile(rf"{_H}:([0-5][0-9])(?::([0-5][0-9]))?(?![0-9:])")
_TO = re.compile(r" ?[-÷] ?(?=[0-9])")
_BARE_FROM = re.compile(rf"{_H} ?- ?(?={_H} ?[hHg](?![^\W\d_]))")
_DATE_AFTER = re.compile(r" ?/ ?(?=(?:0?[1-9]|[12][0-9]|3[01])[/-](?:0?[1-9]|1[0-2])(?![0-9]))")
_DAY_MONTH = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})(?:[/-]([0-9]{4}))?(?![0-9])")
_MINUTES = re.compile(r"([0-9]{1,3})(?:p|ph)([0-5]?[0-9])?(?:s)?(?![^\W_])|([0-9]{1,3})'([0-5]?[0-9])(?:\"|'')")
_RATIO = frozenset(("tỷ lệ", "tỉ lệ", "tỷ số", "tỉ số", "tỷ xích", "isos"))


class Time:
    """A time at a digit."""

    kind = "time"

    def match(self, at: Cursor) -> Match | None:
        """A clock time, a range of them, or minutes and seconds."""
        first = self._time(at, at.pos)
        if first is None:
            bare = _BARE_FROM.match(at.text, at.pos)
            if bare and int(bare.group(1)) < int(bare.group(2)):
                last = self._time(at, bare.end())
                if last:
                    return self._dated(at, last[0], f"{at.num.integer(bare.group(1))} đến {last[1]}", "range")
            return self._minutes(at)
        end, said = first
        to = _TO.match(at.text, end)
        if to:
            last = self._time(at, to.end())
            if last:
                return self._dated(at, last[0], f"{said} đến {last[1]}", "range")
        return self._dated(at, end, said, "clock")

    @staticmethod
    def _time(at: Cursor, pos: int) -> tuple[int, str] | None:
        num = at.num
        found = _CLOCK.match(at.text, pos)
        if found:
            hour, minute = found.group(1), found.group(2) or found.group(3)
            said = f"{num.integer(hour)} giờ"
            if minute and int(minute):
                said += f" {num.integer(minute)} phút"
            return found.end(), said
        found = _COLON.match(at.text, pos)
        if found is None or (pos == at.pos and at.cued(_RATIO)):
            return None
        hour, minute, second = found.groups()
        said = f"{num.integer(hour)} giờ"
        if int(minute):
            said += f" {num.integer(minute)} phút"
        if second and int(second):
            said += f" {num.integer(second)} giây"
        return found.end(), said

    @staticmethod
    def _dated(at: Cursor, end: int, said: str, rule: str) -> Match:
        slash = _DATE_AFTER.match(at.text, end)
        if slash:
            date = _DAY_MONTH.match(at.text, slash.end())
            if date:
                day, month, year = date.groups()
                said += f" ngày {at.num.integer(day)} tháng {at.num.month(int(month))}"
                if year:
                    said += f" năm {at.num.integer(year)}"
                end = date.end()
        return Match(end, said, "time", f"time:{rule}")

    @staticmethod
    def _minutes(at: Cursor) -> Match | None:
        found = _MINUTES.match(at.text, at.pos)
        if found is None:
            return None
        minute, second = found.group(1) or found.group(3), found.group(2) or found.group(4)
        said = f"{at.num.integer(minute)} phút"
        if second and int(second):
            said += f" {at.num.integer(second)} giây"
        return Match(found.end(), said, "time", "time:minutes")
