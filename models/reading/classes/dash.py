"""Hyphens that belong to no larger thing: ranges of named things, pauses, joints of compound words.

Cases:
    kinh tế - xã hội -> kinh tế xã hội
    gió cấp 6 - cấp 7 -> gió cấp sáu đến cấp bảy
    mức BĐ1-BĐ2 -> mức báo động một đến báo động hai
    trẻ 6 tháng - 5 tuổi -> trẻ sáu tháng đến năm tuổi
    từ 2.000.000 đồng - 3.000.000 đồng -> từ hai triệu đồng đến ba triệu đồng
    nguồn 12V-7Ah -> nguồn mười hai vôn, bảy am pe giờ
"""

from __future__ import annotations

import re

from models.reading.classes.amount import UNSURE_DASH
from models.reading.classes.calculation import in_equation
from models.reading.matching import Cursor, Match
from models.reading.tables import first_column

_QUANTITIES = frozenset(("number", "range"))
_MEASURED_KINDS = frozenset(("measure", "money", "percent"))
_PAUSE_S = 0.15
_LOOK_BACK = 24
_SUBTRACTED = re.compile(r"(?:[0-9) ]|(?:\A|[^\w])[a-zA-Z])\Z")
"""What a minus may follow: a number, a variable - not VN-2000."""
_HOUR_AFTER = re.compile(r"- ?[0-9]{1,2} ?(?:[hHgG:]|giờ)[0-9]{0,2}'? ?,? ?(?:ngày )?[0-9]{1,2}[/-][0-9]")
_HOUR_BEFORE = re.compile(r"[0-9] ?(?:[hHgG]|giờ|:[0-9]{2})[0-9]{0,2}'? ?,? ?(?:ngày )?[0-9/-]{3,10} ?\Z")
_NUMBER = r"[0-9.]{1,15}(?:,[0-9]{1,2})?"
_SERIES = re.compile(r"([^\W\d_]{1,3})[0-9]{1,3} ?\Z")
_SERIES_AFTER = re.compile(r"- ?([^\W\d_]{1,3})[0-9]")
_MEASURED = re.compile(r"[0-9] ([^\W\d_]{2,6})( ?)\Z")
_MEASURED_AFTER = re.compile(rf"-( ?){_NUMBER} ([^\W\d_]{{2,6}})")
_SCALES = frozenset(("tuổi", "nghìn", "ngàn", "triệu", "tỷ", "tỉ", "đồng"))
_NAMED = re.compile(r"([^\W\d_]{2,10}) [0-9IVX]{1,4}[a-zđ]? ?\Z")
_NAMED_AFTER = re.compile(r"- ?([^\W\d_]{2,10}) [0-9IVX]")


class Dash:
    """A hyphen; longer dashes come here as hyphens too."""

    kind = "symbol"

    def match(self, at: Cursor) -> Match | None:
        """The word "đến" between things of one kind, else a blank, with a pause where blanks surround it."""
        text, pos = at.text, at.pos
        if text[pos] != "-" or text.startswith(("--", "->"), pos):
            return None
        if (
            _SUBTRACTED.search(text, max(0, pos - 2), pos)
            and (at.char(pos + 1) or " ") in " (0123456789"
            and in_equation(at, pos, pos + 1)
        ):
            return Match(pos + 1, " trừ ", self.kind, "symbol:minus", 0.9)
        previous = at.previous
        if previous is not None and at.previous_end == pos and at.char(pos + 1).isdigit():
            if previous.kind in _MEASURED_KINDS:
                return Match(pos + 1, ", ", self.kind, "symbol:dash-values", 0.8)
            if previous.kind in _QUANTITIES:
                return Match(
                    pos + 1,
                    ", ",
                    self.kind,
                    "symbol:dash-numbers",
                    0.5,
                    alternatives=("đến",),
                    warning=UNSURE_DASH,
                )
        if _until(at):
            return Match(pos + 1, " đến ", self.kind, "symbol:dash-until", 0.9)
        if _same_series(at):
            return Match(pos + 1, " đến ", self.kind, "symbol:dash-range", 0.8)
        spaced = at.char(pos - 1).isspace() and at.char(pos + 1).isspace()
        beside = previous is not None and pos - at.previous_end == 1 and at.char(pos + 2).isdigit()
        if spaced and beside and previous is not None and previous.kind in _MEASURED_KINDS | _QUANTITIES:
            return Match(pos + 1, ",", self.kind, "symbol:dash-values", 0.7, pause_s=_PAUSE_S)  # 5m - 10
        return Match(pos + 1, " ", self.kind, "symbol:dash", pause_s=_PAUSE_S if spaced else 0.0)


def _until(at: Cursor) -> bool:
    """22h 30/11 - 5h 01/12: from an hour of a day to an hour of another."""
    if at.previous is None or at.previous.kind != "date" or not _HOUR_AFTER.match(at.text, at.pos):
        return False
    return _HOUR_BEFORE.search(at.text, max(0, at.pos - _LOOK_BACK), at.pos) is not None


def _same_series(at: Cursor) -> bool:
    before = at.text[max(0, at.pos - _LOOK_BACK) : at.pos]
    measured, measured_after = _MEASURED.search(before), _MEASURED_AFTER.match(at.text, at.pos)
    if measured and measured_after and measured.group(2) == measured_after.group(1):
        both = {measured.group(1), measured_after.group(2)}
        return len(both) == 1 or both <= first_column("units") | _SCALES
    named, named_after = _NAMED.search(before), _NAMED_AFTER.match(at.text, at.pos)
    if named and named_after:
        return named.group(1).lower() == named_after.group(1).lower()
    first, last = _SERIES.search(before), _SERIES_AFTER.match(at.text, at.pos)
    return first is not None and last is not None and first.group(1) == last.group(1)
