"""Dates, months with years, quarters, and ranges of dates.

Cases:
    ngày 9/11/2024 -> ngày chín tháng mười một năm hai nghìn không trăm hai mươi tư
    sáng 21/3 -> sáng ngày hai mươi mốt tháng ba
    24.6.2027 -> ngày hai mươi tư tháng sáu năm hai nghìn không trăm hai mươi bảy
    từ 12-16/8 -> từ ngày mười hai đến ngày mười sáu tháng tám
    2026-03-05 -> ngày năm tháng ba năm hai nghìn không trăm hai mươi sáu
    tháng 4/2026 -> tháng tư năm hai nghìn không trăm hai mươi sáu
    quý 2/2026 -> quý hai năm hai nghìn không trăm hai mươi sáu
    hôm 17-7 -> hôm ngày mười bảy tháng bảy
    các ngày 5/6, 7/6 -> các ngày năm tháng sáu, bảy tháng sáu
"""

from __future__ import annotations

import re

from models.reading.matching import Cursor, Match
from models.reading.tables import cues, first_column

_D = r"(0?[1-9]|[12][0-9]|3[01])"
_M = r"(0?[1-9]|1[0-2])"
_Y = r"((?:1[0-9]|20|21)[0-9]{2})"
_END = r"(?![0-9])(?![.,/-]?[0-9])"
_FULL = re.compile(rf"{_D}( ?/ ?|\.|-| - ){_M}\2([0-9]{{4}}|[0-9]{{2}}){_END}(?![^\W_])")
_ISO = re.compile(rf"{_Y}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]){_END}")
_DAY_RANGE = re.compile(rf"{_D} ?[-÷] ?{_D}( ?/ ?|\.){_M}(?:\3{_Y})?{_END}(?![^\W_])")
_SPAN = re.compile(rf"{_D}/{_M} ?- ?{_D}/{_M}(?:/{_Y})?{_END}")
_FULL_SPAN = re.compile(rf"{_D}([/.]){_M}\2{_Y} ?- ?{_D}\2{_M}\2{_Y}{_END}")
_MONTH = re.compile(rf"{_M}( ?/ ?|\.|-){_Y}{_END}(?![^\W_])")
_MONTH_RANGE = re.compile(rf"{_M} ?- ?{_M}([/.]){_Y}{_END}")
_MONTH_SPACE = re.compile(rf"{_M} {_Y}{_END}")
_QUARTER = re.compile(rf"([1-4])(?: ?- ?([1-4]))? ?[/-] ?{_Y}{_END}")
_DAY_MONTH = re.compile(rf"{_D}( ?/ ?|\.|-){_M}(?![0-9])(?![.,/]?[0-9])(?![^\W_]|%)")
_DAY = frozenset(("ngày", "mùng", "mồng"))
_CUES = _DAY | cues("date.cues")
_WEAK_CUES = frozenset(["từ", "đến", "tới", "và", "phóng", "nay", "qua", "mai"])
_SHARE = cues("date.share")
_KNOWN_DAYS = frozenset((int(d), int(m)) for d, m in (day.split("/") for day in cues("date.feasts")))
"""Feasts and anniversaries known by their date alone."""
_PAPERS = frozenset(("số", "nghị quyết", "quyết định", "thông tư", "nghị định"))
_SCALES = frozenset(("quy hoạch", "bản đồ", "tỷ lệ", "tỉ lệ", "tỷ xích"))
_GRADES = frozenset(("bậc", "hạng", "thương binh", "lớp", "mức"))


class Date:
    """A date or a range of dates at a digit."""

    kind = "date"

    def match(self, at: Cursor) -> Match | None:
        """Try the longest forms first."""
        text, pos = at.text, at.pos
        if (
            text[pos + 1 : pos + 2].isdigit()
            and text[pos + 2 : pos + 3].isdigit()
            and text[pos + 4 : pos + 5] not in ("-",)
        ):
            return None  # three digits: no day, no month
        head = "" if self._has_day(at) else "ngày "
        found = _FULL_SPAN.match(text, pos)
        if found:
            d1, _, m1, y1, d2, m2, y2 = found.groups()
            return self._said(
                found.end(), f"{head}{self._dmy(at, d1, m1, y1)} đến ngày {self._dmy(at, d2, m2, y2)}", "span"
            )
        found = _SPAN.match(text, pos)
        if found:
            d1, m1, d2, m2, y = found.groups()
            return self._said(
                found.end(), f"{head}{self._dmy(at, d1, m1)} đến ngày {self._dmy(at, d2, m2, y)}", "span"
            )
        found = _DAY_RANGE.match(text, pos)
        if (
            found
            and int(found.group(1)) < int(found.group(2))
            and not (found.group(3) == "." and not found.group(5))
        ):
            d1, d2, _, m, y = found.groups()
            first = self._day(at, d1)
            return self._said(found.end(), f"{head}{first} đến ngày {self._dmy(at, d2, m, y)}", "range")
        found = _FULL.match(text, pos)
        if found:
            d, sep, m, y = found.groups()
            if len(y) == 4 or (sep.strip() == "/" and (head == "" or at.cued(_CUES))):
                return self._said(found.end(), head + self._dmy(at, d, m, y), "full")
        found = _ISO.match(text, pos)
        if found:
            y, m, d = found.groups()
            return self._said(found.end(), head + self._dmy(at, d, m, y), "iso")
        return self._month(at) or self._day_month(at, head)

    @staticmethod
    def _said(end: int, spoken: str, rule: str, confidence: float = 1.0, **more: str) -> Match:
        return Match(end, spoken, "date", f"date:{rule}", confidence, warning=more.get("warning", ""))

    @staticmethod
    def _has_day(at: Cursor) -> bool:
        if at.cued(_DAY) or at.chained("date"):
            return True
        left = at.left
        return len(left) > 1 and left[-1].isdigit() and left[-2] in _DAY

    @staticmethod
    def _day(at: Cursor, day: str) -> str:
        n = int(day)
        early = at.options.early_day
        return f"{early} {at.num.cardinal(n)}" if early and n <= 10 else at.num.cardinal(n)

    def _dmy(self, at: Cursor, day: str, month: str, year: str | None = None) -> str:
        said = f"{self._day(at, day)} tháng {at.num.month(int(month))}"
        return said if not year else f"{said} năm {at.num.integer(year)}"

    def _month(self, at: Cursor) -> Match | None:
        text, pos, num = at.text, at.pos, at.num
        if at.cued(frozenset(("quý",)), " ") or (
            at.previous and at.previous.rule == "date:quarter" and at.chained("date")
        ):
            quarter = _QUARTER.match(text, pos)
            if quarter:
                q1, q2, year = quarter.groups()
                last = f" đến quý {num.integer(q2)}" if q2 else ""
                return self._said(quarter.end(), f"{num.integer(q1)}{last} năm {num.integer(year)}", "quarter")
        left = at.left
        month_said = bool(left) and (
            left[-1] == "tháng" or (len(left) > 1 and left[-1].isdigit() and left[-2] == "tháng")
        )
        head = "" if month_said else "tháng "
        found = _MONTH_RANGE.match(text, pos)
        if found:
            m1, m2, _, y = found.groups()
            return self._said(
                found.end(),
                f"{head}{num.month(int(m1))} đến tháng {num.month(int(m2))} năm {num.integer(y)}",
                "months",
            )
        found = _MONTH.match(text, pos)
        if found and 1900 <= int(found.group(3)) <= 2199 and not self._scale(at):
            m, _, y = found.groups()
            return self._said(found.end(), f"{head}{num.month(int(m))} năm {num.integer(y)}", "month")
        if month_said:
            found = _MONTH_SPACE.match(text, pos)
            if found:
                return self._said(
                    found.end(), f"{num.month(int(found.group(1)))} năm {num.integer(found.group(2))}", "month"
                )
        return None

    @staticmethod
    def _scale(at: Cursor) -> bool:
        """1/2000 of a map, or the number of a paper."""
        return at.chained("fraction") or at.cued(_PAPERS) or at.near(_SCALES, 4)

    def _day_month(self, at: Cursor, head: str) -> Match | None:  # noqa: PLR0911 - one return a form
        found = _DAY_MONTH.match(at.text, at.pos)
        if found is None:
            return None
        day, sep, month = found.groups()
        if found.group() == "24/7" or at.cued(_GRADES) or (head and at.chained("fraction")):
            return None
        d, m, sep = int(day), int(month), sep.strip()
        if sep == ".":
            return self._said(found.end(), self._dmy(at, day, month), "cue") if head == "" else None
        if at.cued(frozenset(("đường", "phố")), " ") and (d, m) in _KNOWN_DAYS:
            return self._said(found.end(), self._dmy(at, day, month), "street")
        cued = head == "" or at.cued(_CUES, " :(\"',") or (sep == "-" and self._is_day(at))
        if sep == "-":
            return (
                self._said(found.end(), head + self._dmy(at, day, month), "cue", 0.8)
                if cued and self._is_day(at)
                else None
            )
        counted = at.counts(found.end(), first_column("count_nouns"))
        zero = day[0] == "0" or month[0] == "0"
        if cued and not (counted and not self._is_day(at)):
            return self._said(found.end(), head + self._dmy(at, day, month), "cue")
        if counted or (at.left and at.left[-1] in _SHARE and not zero and (d, m) not in _KNOWN_DAYS):
            return None
        if (d, m) in _KNOWN_DAYS and at.left and d != m:
            return self._said(found.end(), head + self._dmy(at, day, month), "feast", 0.9)
        if zero and not (at.left and at.left[-1] in _SHARE):
            return self._said(found.end(), head + self._dmy(at, day, month), "zero", 0.9)
        if at.left and (d > m or m > 10 or at.left[-1] in _WEAK_CUES):
            sure = at.left[-1] in _WEAK_CUES
            return self._said(
                found.end(), head + self._dmy(at, day, month), "likely", 0.7,
                warning="" if sure else f"“{found.group()}” được đọc là ngày tháng; nếu là phân số, hãy sửa.",
            )  # fmt: skip
        return None

    @staticmethod
    def _is_day(at: Cursor) -> bool:
        if at.chained("number") and at.near(_DAY, 4):
            return True  # trong hai ngày 27 và 28-2
        return at.cued(
            _DAY | frozenset(("hôm", "sáng", "trưa", "chiều", "tối", "đêm", "lễ", "rằm"))
        ) or at.chained("date")
