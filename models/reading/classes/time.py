"""Times of day, lengths of time, ranges of hours, and an hour with its date.

Cases:
    22h 30/11 - 5h 01/12 -> hai mươi hai giờ ngày ba mươi tháng mười một đến năm giờ ngày một tháng mười hai
    18h20 -> mười tám giờ hai mươi phút
    17h00 -> mười bảy giờ
    từ 17h-18h -> từ mười bảy giờ đến mười tám giờ
    7h30-11h30 -> bảy giờ ba mươi phút đến mười một giờ ba mươi phút
    7-9h -> bảy đến chín giờ
    22:45 -> hai mươi hai giờ bốn mươi lăm phút
    5:20:35 -> năm giờ hai mươi phút ba mươi lăm giây
    1:30 PM -> một giờ ba mươi phút chiều
    7h/12/10 -> bảy giờ ngày mười hai tháng mười
    8p45s -> tám phút bốn mươi lăm giây
    2h05'31" -> hai giờ năm phút ba mươi mốt giây
    08 giờ 00 phút -> tám giờ
    7 giờ 30 - 11 giờ 00 -> bảy giờ ba mươi phút đến mười một giờ
    24/24h -> hai mươi tư trên hai mươi tư giờ
    phút 90'+4 -> phút chín mươi cộng bốn
"""

from __future__ import annotations

import re

from models.reading.matching import Cursor, Match
from models.reading.tables import cues

_H = r"([01]?[0-9]|2[0-4])"
_COULD = re.compile(r"[0-9]{1,3} ?(?:[hHgpsP':/÷-]|giờ|đến)")
_SECONDS = r"(?<=['hp]) ?([0-5]?[0-9])(?:\"|''|s(?![^\W_])|(?![\w.,]| ?[^\W\d_]))"
_APART = r"(?: (?![0-9]{1,2}(?: ?/ ?[0-9]|-[0-9]{1,2}(?! ?[hHgG:0-9])))|(?! ))"
"""A blank before the minutes, unless a date stands there: 22h 30/11."""
_MINUTES_AFTER = (
    rf"{_APART}([0-5]?[0-9])(?![0-9])(?![.,%][0-9])(?: ?(?:phút|ph|p|')(?![^\W\d_])(?:{_SECONDS})?)?"
)
_CLOCK = re.compile(rf"{_H}(?: ?(?:[hH]|g(?!/))(?![^\W\d_])(?:{_MINUTES_AFTER})?|giờ([0-5][0-9])?)(?![^\W_])'?")
_COLON = re.compile(rf"{_H}:([0-5][0-9])(?::([0-5][0-9]))?(?![0-9:])(?![.,][0-9])")  # not 1:10.000
_WORDED = re.compile(rf"{_H} giờ(?: ([0-5][0-9])(?![0-9/%]|[.,][0-9]| phút [0-5]?[0-9] giây)(?: phút)?)?(?!\w)")
_TO = re.compile(r" ?(?:[-÷→~]|->) ?(?=[0-9])")
_BARE_FROM = re.compile(rf"{_H} ?- ?(?={_H} ?[hHg](?![^\W\d_]))")
_DATE_AFTER = re.compile(r" ?/ ?(?=(?:0?[1-9]|[12][0-9]|3[01])[/-](?:0?[1-9]|1[0-2])(?![0-9]))")
_DAY_MONTH = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})(?:[/-]([0-9]{4}))?(?![0-9])")
_PER = re.compile(r" ?/ ?(ngày|đêm|tuần|tháng|năm|ca|buổi|lần|lượt)(?!\w)")
_HALF = re.compile(r" ?([aApP])\.?[mM](?:\.(?=\W|\Z)|(?![\w.]))")
_MINUTES = re.compile(
    r"([0-9]{1,3})(?:p|ph)([0-5]?[0-9])?(?:s)?(?![^\W_])|([0-9]{1,3})'([0-5]?[0-9])(?:\"|''|(?=[\s,.;)])|\Z)"
)
_MATCH_MINUTE = re.compile(r"([0-9]{1,3})'?(?: ?\+ ?([0-9]{1,2}))?'?(?![\w'\"])(?![.,][0-9])")
_ROUND = re.compile(r"24 ?[hH]? ?/ ?24 ?(?:[hH](?!\w)|giờ)")
_PROVISIONS = frozenset(("phụ lục", "mẫu", "mẫu số", "biểu số", "điều", "khoản", "mục"))
_HOUR_BEFORE = cues("time.hour_before")
_HOUR_AFTER = re.compile(
    r" ?(?:sáng|trưa|chiều|tối|đêm|khuya|ngày|hôm)(?!\w)| ?[-÷] ?[0-9]{1,2} ?g(?:[0-9]{2}|(?! ?[^\W\d_]))"
)
_RATIO = frozenset(("tỷ lệ", "tỉ lệ", "tỷ số", "tỉ số", "tỷ xích", "isos"))
_PLAY = frozenset(("phút", "phút thứ", "phút bù giờ"))
_NOON, _EVENING = 12, 6

_Found = tuple[int, str]
"""Where it ends and what is said."""


class Time:
    """A time at a digit."""

    kind = "time"

    def match(self, at: Cursor) -> Match | None:
        """A clock time, a range of them, or minutes and seconds."""
        if _COULD.match(at.text, at.pos) is None:
            return None
        first = self._time(at, at.pos)
        if first is None:
            return self._worded(at) or self._bare(at) or self._round(at) or self._minutes(at)
        end, said = first
        to = _TO.match(at.text, end)
        if to:
            last = self._time(at, to.end())
            if last:
                return self._dated(at, last[0], f"{said} đến {last[1]}", "range")
        return self._dated(at, end, said, "clock")

    def _bare(self, at: Cursor) -> Match | None:
        """7-9h: the hour is written once."""
        bare = _BARE_FROM.match(at.text, at.pos)
        if bare is None or int(bare.group(1)) >= int(bare.group(2)):
            return None
        last = self._time(at, bare.end())
        if last is None:
            return None
        return self._dated(at, last[0], f"{at.num.integer(bare.group(1))} đến {last[1]}", "range")

    def _worded(self, at: Cursor) -> Match | None:
        """Hours and minutes in words need help only in a range, or where the minutes are none."""
        found = _WORDED.match(at.text, at.pos)
        if found is None:
            return None
        hour, minute = found.groups()
        said = _say(at, hour, minute)
        to = _TO.match(at.text, found.end())
        last = _WORDED.match(at.text, to.end()) if to else None
        if last:
            return Match(last.end(), f"{said} đến {_say(at, *last.groups())}", self.kind, "time:range")
        if not minute or (int(minute) and not (minute[0] == "0" and not found.group().endswith("phút"))):
            return None
        return Match(found.end(), said, self.kind, "time:words", 0.9)

    @staticmethod
    def _time(at: Cursor, pos: int) -> _Found | None:
        found = _CLOCK.match(at.text, pos)
        if found:
            hour, minute, second = found.group(1), found.group(2) or found.group(4), found.group(3)
            if not minute and at.cued(_PROVISIONS, " "):
                return None  # Phụ lục 3g
            if not minute and pos == at.pos and found.group()[-1] == "g" and not _hours(at, found.end()):
                return None
            return found.end(), _say(at, hour, minute, second)
        found = _COLON.match(at.text, pos)
        if found is None or (pos == at.pos and at.cued(_RATIO)):
            return None
        said, end = _say(at, *found.groups()), found.end()
        half = _HALF.match(at.text, end)
        if half and int(found.group(1)) <= _NOON:
            return half.end(), f"{said} {_part_of_day(int(found.group(1)), half.group(1))}"
        return end, said

    @staticmethod
    def _dated(at: Cursor, end: int, said: str, rule: str) -> Match:
        per = _PER.match(at.text, end)
        if per:
            return Match(per.end(), f"{said} một {per.group(1)}", "time", f"time:{rule}")
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
    def _round(at: Cursor) -> Match | None:
        """24/24h: day and night."""
        found = _ROUND.match(at.text, at.pos)
        if found is None:
            return None
        day = at.num.integer("24")
        return Match(found.end(), f"{day} trên {day} giờ", "time", "time:round")

    @staticmethod
    def _minutes(at: Cursor) -> Match | None:
        if at.cued(_PLAY, " "):
            played = _MATCH_MINUTE.match(at.text, at.pos)
            if played and "'" in played.group():
                more = f" cộng {at.num.integer(played.group(2))}" if played.group(2) else ""
                said = f"{at.num.integer(played.group(1))}{more}"
                return Match(played.end(), said, "time", "time:play")
        found = _MINUTES.match(at.text, at.pos)
        if found is None:
            return None
        minute, second = found.group(1) or found.group(3), found.group(2) or found.group(4)
        said = f"{at.num.integer(minute)} phút"
        if second and int(second):
            said += f" {at.num.integer(second)} giây"
        return Match(found.end(), said, "time", "time:minutes")


def _hours(at: Cursor, end: int) -> bool:
    """Whether a "g" with no minutes is giờ: a word of time stands before or after, else it is gam."""
    return at.near(_HOUR_BEFORE, 3) or _HOUR_AFTER.match(at.text, end) is not None


def _say(at: Cursor, hour: str, minute: str | None, second: str | None = None) -> str:
    said = f"{at.num.integer(hour)} giờ"
    for number, name in ((minute, "phút"), (second, "giây")):
        if number and int(number):
            said += f" {at.num.integer(number)} {name}"
    return said


def _part_of_day(hour: int, half: str) -> str:
    if half in "aA":
        return "sáng" if hour != _NOON else "đêm"
    if hour == _NOON:
        return "trưa"
    return "chiều" if hour < _EVENING else "tối"
