"""Months, quarters, weeks, terms and years that stand with a year.

Cases:
    tháng 4/2026 -> tháng tư năm hai nghìn không trăm hai mươi sáu
    10/2000-2/2001 -> tháng mười năm hai nghìn đến tháng hai năm hai nghìn không trăm linh một
    quý 2/2026 -> quý hai năm hai nghìn không trăm hai mươi sáu
    quý 1-3 năm nay -> quý một đến quý ba năm nay
    tuần 32/2025 -> tuần ba mươi hai năm hai nghìn không trăm hai mươi lăm
    khóa 2/2026 -> khóa hai năm hai nghìn không trăm hai mươi sáu
    năm học 2025/2026 -> năm học hai nghìn không trăm hai mươi lăm đến hai nghìn không trăm hai mươi sáu
    từ T3/2030 -> từ tháng ba năm hai nghìn không trăm ba mươi
    6T/2030, kỳ hạn 12T -> sáu tháng năm hai nghìn không trăm ba mươi, kỳ hạn mười hai tháng
    Q1-Q2/2030 -> quý một đến quý hai năm hai nghìn không trăm ba mươi
"""

from __future__ import annotations

import re

from models.reading.dates import END, M, Y, month_said, say_month
from models.reading.matching import Cursor, Match
from models.reading.tables import cues

_COULD = re.compile(r"[0-9]{1,4} ?[-/.]|[0-9]{1,2} [12][0-9]{3}")
_WORD_AFTER = r"(?![^\W_])"
_MONTH = re.compile(rf"{M}( ?/ ?|\.|-){Y}{END}{_WORD_AFTER}(?![./-][A-ZĐ]{{2}})")
_MONTH_RANGE = re.compile(rf"{M} ?[-÷~→] ?{M}( ?/ ?|\.){Y}{END}")
_MONTH_SPAN = re.compile(rf"{M} ?/ ?{Y} ?(?:[-÷~→]|->) ?{M} ?/ ?{Y}{END}")
_MONTH_SPACE = re.compile(rf"{M} {Y}{END}")
_QUARTER = re.compile(rf"([1-4])(?: ?- ?([1-4]))? ?[/.-] ?{Y}{END}")
_QUARTERS = re.compile(r"([1-4]) ?- ?([1-4])(?![0-9./,-]|\w)")
_NUMBERED = re.compile(rf"([0-9]{{1,3}}) ?[/-] ?{Y}{END}{_WORD_AFTER}")
_TWO_YEARS = re.compile(rf"{Y} ?/ ?{Y}{END}")
_N = r"\.?(1[0-2]|0?[1-9])"
_LETTERED = re.compile(rf"([TQ]){_N}(?:(?: ?/ ?|-){Y})?(?: ?- ?\1{_N})?(?: ?/ ?{Y})?(?![\w/])(?![.,-][0-9])")
_LETTER_LIST = re.compile(r"(?: ?(?:,|và|-) ?[TQ]\.?[0-9]{1,2}){1,11}+ ?/ ?(?:19|20)[0-9]{2}(?![0-9])")
_COUNTED = re.compile(rf"(3|6|9|11|12|18|24|36)T(?:/{Y}(?![0-9/])|(?![\w/-]))")
_DEPOSITS = frozenset(("kỳ hạn", "kì hạn", "lũy kế", "luỹ kế", "trong"))
_FIRST, _LAST = 1900, 2199
_QUARTER_WORD = frozenset(("quý",))
_TERMS = cues("period.terms")
_YEARS = cues("period.years")
_PAPERS = frozenset(
    (
        "số",
        "tt",
        "nđ",
        "qđ",
        "nq",
        "ct",
        "chỉ thị",
        "luật",
        "pháp lệnh",
        "công điện",
        "nghị quyết",
        "quyết định",
        "thông tư",
        "nghị định",
    )
)
_SCALES = frozenset(("quy hoạch", "bản đồ", "tỷ lệ", "tỉ lệ", "tỷ xích"))
_NAMES = {"T": "tháng", "Q": "quý"}
_MOST_QUARTERS = 4


class Period:
    """A month, quarter, week, term or school year at a digit."""

    kind = "date"

    def match(self, at: Cursor) -> Match | None:
        """By the word before, else as a month."""
        if _COULD.match(at.text, at.pos) is None:
            return self._counted(at)
        return self._quarter(at) or self._numbered(at) or self._years(at) or self._month(at)

    def _counted(self, at: Cursor) -> Match | None:
        """6T/2024: so many months of a year; kỳ hạn 6T: the term of a deposit."""
        found = _COUNTED.match(at.text, at.pos)
        if found is None or not (found.group(2) or at.cued(_DEPOSITS, " ")):
            return None
        said = f"{at.num.integer(found.group(1))} tháng"
        if found.group(2):
            said += f" năm {at.num.integer(found.group(2))}"
        return self._said(found.end(), said, "counted", 0.9)

    def _quarter(self, at: Cursor) -> Match | None:
        listed = at.previous is not None and at.previous.rule == "date:quarter" and at.chained("date")
        if not (at.cued(_QUARTER_WORD, " ") or listed):
            return None
        num = at.num
        found = _QUARTER.match(at.text, at.pos)
        if found:
            first, last, year = found.groups()
            to = f" đến quý {num.integer(last)}" if last else ""
            return self._said(found.end(), f"{num.integer(first)}{to} năm {num.integer(year)}", "quarter")
        found = _QUARTERS.match(at.text, at.pos)
        if found:
            first, last = (num.integer(n) for n in found.groups())
            return self._said(found.end(), f"{first} đến quý {last}", "quarter")
        return None

    def _numbered(self, at: Cursor) -> Match | None:
        """The number of a week, a term, a session in its year."""
        if not at.cued(_TERMS, " "):
            return None
        found = _NUMBERED.match(at.text, at.pos)
        if found is None:
            return None
        number, year = found.groups()
        return self._said(found.end(), f"{at.num.integer(number)} năm {at.num.integer(year)}", "term", 0.9)

    def _years(self, at: Cursor) -> Match | None:
        found = _TWO_YEARS.match(at.text, at.pos) if at.near(_YEARS, 3) else None
        if found is None or int(found.group(2)) != int(found.group(1)) + 1:
            return None
        first, last = (at.num.integer(y) for y in found.groups())
        return self._said(found.end(), f"{first} đến {last}", "years")

    def _month(self, at: Cursor) -> Match | None:
        text, pos, num = at.text, at.pos, at.num
        told = month_said(at)
        head = "" if told else "tháng "
        found = _MONTH_SPAN.match(text, pos)
        if found:
            m1, y1, m2, y2 = found.groups()
            last = say_month(at, m2, y2)
            return self._said(found.end(), f"{head}{say_month(at, m1, y1)} đến tháng {last}", "months")
        found = _MONTH_RANGE.match(text, pos)
        if found:
            m1, m2, _, y = found.groups()
            first = num.month(int(m1))
            return self._said(found.end(), f"{head}{first} đến tháng {say_month(at, m2, y)}", "months")
        found = _MONTH.match(text, pos)
        if found and _FIRST <= int(found.group(3)) <= _LAST and not self._scale(at):
            return self._said(found.end(), f"{head}{say_month(at, found.group(1), found.group(3))}", "month")
        found = _MONTH_SPACE.match(text, pos) if told else None
        if found:
            return self._said(found.end(), say_month(at, *found.groups()), "month")
        return None

    @staticmethod
    def _scale(at: Cursor) -> bool:
        """1/2000 of a map, or the number of a paper."""
        return at.chained("fraction") or at.cued(_PAPERS) or at.near(_SCALES, 4)

    @staticmethod
    def _said(end: int, spoken: str, rule: str, confidence: float = 1.0) -> Match:
        return Match(end, spoken, "date", f"date:{rule}", confidence)


class LetteredPeriod:
    """T3/2026, Q1-Q2/2026: the letter stands for the word."""

    kind = "date"

    def match(self, at: Cursor) -> Match | None:
        """Only with a year, or in a list that ends with one."""
        if at.text[at.pos] not in "TQ" or at.glued():
            return None
        found = _LETTERED.match(at.text, at.pos)
        if found is None:
            return None
        letter, first, first_year, last, last_year = found.groups()
        if letter == "Q" and max(int(first), int(last or 1)) > _MOST_QUARTERS:
            return None
        if not (first_year or last_year or _LETTER_LIST.match(at.text, found.end())):
            return None
        name = _NAMES[letter]
        said = f"{name} {self._number(at, letter, first)}"
        if first_year:
            said += f" năm {at.num.integer(first_year)}"
        if last:
            said += f" đến {name} {self._number(at, letter, last)}"
        if last_year:
            said += f" năm {at.num.integer(last_year)}"
        return Match(found.end(), said, self.kind, "date:lettered", 0.9)

    @staticmethod
    def _number(at: Cursor, letter: str, number: str) -> str:
        return at.num.month(int(number)) if letter == "T" else at.num.integer(number)
