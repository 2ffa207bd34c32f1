"""Days, months and years: how they are written and how they are said."""

from __future__ import annotations

import re

from models.reading.matching import Cursor
from models.reading.tables import cues

D = r"(0?[1-9]|[12][0-9]|3[01])"
M = r"(0?[1-9]|1[0-2])"
Y = r"((?:1[0-9]|20|21)[0-9]{2})"
END = r"(?![0-9])(?![.,/-]?[0-9])"
DAY_WORDS = frozenset(("ngày", "mùng", "mồng"))
KNOWN_DAYS = frozenset((int(d), int(m)) for d, m in (day.split("/") for day in cues("date.feasts")))
"""Feasts and anniversaries known by their date alone."""
DOTS = r"(?:\.{2,}|…+|_{2,})"
"""What is left to be filled in by hand."""
_DAY_LIST = re.compile(
    r"(?:ngày|mùng|mồng):? (?:[0-9]{1,2}(?:[/-][0-9]{1,2})?(?: ?[,;] ?| và | hoặc | hay )(?:và )?){1,12}+\Z",
    re.IGNORECASE,
)
_MONTH_LIST = re.compile(r"tháng (?:[0-9]{1,2}(?: ?[,;] ?| và | hoặc )){1,12}+\Z", re.IGNORECASE)
_UNTIL = frozenset(("đến", "tới"))
_LOOK_BACK = 64


def day_said(at: Cursor) -> bool:
    """The word "ngày" (mùng, mồng) has been said for what stands at the cursor."""
    if at.cued(DAY_WORDS):
        return True
    if at.chained("date"):
        weekday = at.previous is not None and at.previous.rule == "date:weekday"
        return not (weekday or (at.left and at.left[-1] in _UNTIL))
    return _before(at, _DAY_LIST)


def month_said(at: Cursor) -> bool:
    """The word "tháng" has been said for what stands at the cursor."""
    return at.cued(frozenset(("tháng",)), " (") or _before(at, _MONTH_LIST)


def _before(at: Cursor, pattern: re.Pattern[str]) -> bool:
    """True when a list of numbers with its word goes before (ngày 12, 13 và)."""
    if not (at.left and (at.left[-1][0].isdigit() or at.left[-1] in ("và", "hoặc", "hay"))):
        return False
    return pattern.search(at.text, max(0, at.pos - _LOOK_BACK), at.pos) is not None


def say_day(at: Cursor, day: str) -> str:
    """The number of a day, with the word of the region before an early one."""
    n = int(day)
    early = at.options.early_day
    alone = early and n <= 10 and not (at.left and at.left[-1] in ("mùng", "mồng"))  # never said twice
    return f"{early} {at.num.cardinal(n)}" if alone else at.num.cardinal(n)


def say_date(at: Cursor, day: str, month: str, year: str | None = None) -> str:
    """Day, month and the year when there is one."""
    said = f"{say_day(at, day)} tháng {at.num.month(int(month))}"
    return said if not year else f"{said} năm {at.num.integer(year)}"


def say_month(at: Cursor, month: str, year: str) -> str:
    """Month and year, without the word "tháng"."""
    return f"{at.num.month(int(month))} năm {at.num.integer(year)}"
