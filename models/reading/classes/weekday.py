"""Days of the week written as T2 … T7, CN.

Cases:
    T7, CN nghỉ -> thứ bảy, chủ nhật nghỉ
    T2-T6 -> thứ hai đến thứ sáu
    sáng T4 -> sáng thứ tư
"""

from __future__ import annotations

import re

from models.reading.matching import Cursor, Match

_DAYS = re.compile(r"T\.?([2-7])(?: ?- ?T?\.?([2-7]))?(?![\w/%])(?![.,][0-9])")
_NEXT = re.compile(r" ?(?:,|và|-) ?(?:T[2-7]|CN)(?!\w)")
_CUES = frozenset(("sáng", "trưa", "chiều", "tối", "đêm", "hằng tuần", "các ngày", "vào", "từ", "đến"))


class Weekday:
    """T2 to T7 in a list of days, a range of them, or after a part of the day."""

    kind = "date"

    def match(self, at: Cursor) -> Match | None:
        """The day or the range."""
        if at.text[at.pos] != "T" or at.glued():
            return None
        found = _DAYS.match(at.text, at.pos)
        if found is None:
            return None
        first, last = found.groups()
        listed = _NEXT.match(at.text, found.end()) is not None or at.chained("date")
        if not (listed or at.cued(_CUES, " ") or (last and "T" in found.group()[1:])):
            return None
        said = f"thứ {at.num.ordinal(int(first)) if first == '4' else at.num.integer(first)}"
        if last:
            said += f" đến thứ {'tư' if last == '4' else at.num.integer(last)}"
        return Match(found.end(), said, self.kind, "date:weekday", 0.9)
