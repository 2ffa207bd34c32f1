"""Days of the week written as T2 … T7, CN.

Cases:
    T7, CN nghỉ -> thứ bảy, chủ nhật nghỉ
    T2-T6 -> thứ hai đến thứ sáu
    T2 - CN -> thứ hai đến chủ nhật
    sáng T4 -> sáng thứ tư
    CN ngày 12/4 -> chủ nhật ngày mười hai tháng tư
    từ thứ 3 - Chủ nhật -> từ thứ ba đến Chủ nhật
"""

from __future__ import annotations

import re

from models.reading.matching import Cursor, Match

_DAYS = re.compile(r"T\.?([2-7])(?: ?[-÷→] ?(?:T?\.?([2-7])|(CN)))?(?![\w/%])(?![.,][0-9])")
_FROM = re.compile(r"([2-7]) ?[-÷→] ?(?=[Tt]hứ |[Cc]hủ nhật|CN(?!\w))")
_NEXT = re.compile(r" ?(?:,|và|-|&|/|;) ?(?:T\.?[2-7]|CN)(?!\w)")
_SUNDAY = re.compile(r"CN(?=,? (?:ngày |\()?[0-9]{1,2}[/.-][0-9]|,? ngày [0-9]| ?[:(] ?[0-9]{1,2} ?[hg:])")
_AFTER_DAYS = re.compile(r"(?:T\.?[2-7]|thứ [2-7]|thứ (?:sáu|bảy)) ?(?:,|và|&|-|/|;) ?\Z", re.IGNORECASE)
_CUES = frozenset(
    (
        "sáng",
        "trưa",
        "chiều",
        "tối",
        "đêm",
        "hằng tuần",
        "các ngày",
        "ngày",
        "vào",
        "từ",
        "đến",
        "nghỉ",
        "trừ",
        "thứ",
    )
)
_SUNDAY_CUES = frozenset(("sáng", "trưa", "chiều", "tối", "đêm", "nghỉ", "trừ"))
_HALF_DAY = re.compile(r"([SC])(?=:? ?([0-9]{1,2}) ?(?:[hHgG]|giờ))")
"""S 7h30-11h30, C 13h30-17h: opening hours."""
_NOON = 12
_LOOK_BACK = 16


class Weekday:
    """T2 to T7 in a list of days, a range of them, or after a part of the day; CN among days."""

    kind = "date"

    def match(self, at: Cursor) -> Match | None:
        """The day or the range."""
        first = at.text[at.pos]
        if first not in "TCS" or at.glued():
            return None
        half = _HALF_DAY.match(at.text, at.pos)
        apart = at.gap().strip() in (":", ";", ",", "(", "-", ");", "),") or at.chained("time", "date")
        if half and (apart or at.at_line_start()):  # never "lớp C 13h30"
            hour = int(half.group(2))
            if (hour < _NOON) == (first == "S"):
                said = "sáng" if first == "S" else "chiều"
                return Match(half.end(1), said, "time", "time:half-day", 0.8)
        if first == "S":
            return None
        return self._numbered(at) if first == "T" else self._sunday(at)

    def _numbered(self, at: Cursor) -> Match | None:
        found = _DAYS.match(at.text, at.pos)
        if found is None:
            return None
        day, last, sunday = found.groups()
        listed = _NEXT.match(at.text, found.end()) is not None or at.chained("date")
        ranged = sunday or (last and "T" in found.group()[1:])
        if not (listed or at.cued(_CUES, " ") or ranged or at.chained("time")):
            return None
        said = _day(at, day) if at.left[-1:] != ("thứ",) else _day(at, day).removeprefix("thứ ")
        if last or sunday:
            said += f" đến {_day(at, last) if last else 'chủ nhật'}"
        return Match(found.end(), said, self.kind, "date:weekday", 0.9)

    def _sunday(self, at: Cursor) -> Match | None:
        end = at.pos + 2
        if not at.text.startswith("CN", at.pos) or at.char(end).isalnum():
            return None
        days = _AFTER_DAYS.search(at.text, max(0, at.pos - _LOOK_BACK), at.pos)
        alone = at.cued(_SUNDAY_CUES, " ") and not at.next_word(end)
        if not (days or alone or _SUNDAY.match(at.text, at.pos)):
            return None
        to = "đến " if days and days.group().rstrip().endswith("-") else ""
        return Match(end, f"{to}chủ nhật", self.kind, "date:weekday", 0.9)


class NumberedDay:
    """The number in "thứ 2 - thứ 6", "thứ 2-CN": the dash is a word."""

    kind = "date"

    def match(self, at: Cursor) -> Match | None:
        """The first day and the dash."""
        found = _FROM.match(at.text, at.pos)
        if found is None or at.left[-1:] != ("thứ",):
            return None
        return Match(found.end(), f"{_day(at, found.group(1))[4:]} đến ", self.kind, "date:weekday", 0.9)


def _day(at: Cursor, number: str) -> str:
    return f"thứ {'tư' if number == '4' else at.num.integer(number)}"
