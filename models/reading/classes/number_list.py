"""Numbers joined by hyphens or commas without blanks: lists, never ranges or decimals.

Cases:
    NPK 16-16-8 -> en pê ca mười sáu, mười sáu, tám
    phân DAP 18-46 -> phân đê a pê mười tám, bốn mươi sáu
    bộ số 27-36-39-43 -> bộ số hai mươi bảy, ba mươi sáu, ba mươi chín, bốn mươi ba
    các thôn 1,2,3 -> các thôn một, hai, ba
    khu phố 3,4 -> khu phố ba, bốn
    hỗ trợ 30-40-50 triệu đồng -> hỗ trợ ba mươi, bốn mươi, năm mươi triệu đồng
    thứ 2-4-6 hằng tuần -> thứ hai, tư, sáu hằng tuần
"""

from __future__ import annotations

import re

from models.reading.amounts import quantity_at
from models.reading.matching import Cursor, Match
from models.reading.tables import cues
from models.reading.units import unit_at, word_unit
from models.reading.written_numbers import number_at

_HYPHENS = re.compile(
    r"[0-9]{1,4}(?:,[0-9]{1,2})?+(?: ?- ?[0-9]{1,4}(?:,[0-9]{1,2})?+){2,20}+(?![0-9]|[.-][0-9])"
)
_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{1,3}){1,30}+(?![0-9]|\.[0-9])")
_GRADES = re.compile(r"[0-9]{1,2}(?: ?- ?[0-9]{1,2}|((?:\.[0-9]{1,2}){2,3}+))(?![0-9%]|[.,-][0-9])")
_WORD_AFTER = re.compile(r" ?[a-zà-ỹđ]")
_FERTILISERS = cues("amounts.fertilisers")
_ITEM = re.compile(r"[0-9]+(?:,[0-9]+)?")
_DIGITS = re.compile(r"[0-9]+")
_GROUPS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_NAMED = cues("amounts.comma_cues")
_DAYS = frozenset(("ngày", "mùng", "mồng"))
_WEEKDAYS = frozenset(("thứ",))
_NUMBERED = frozenset(("số", "trạm", "tuyến", "cống", "nhóm", "đường", "mục", "cụm", "vòng", "đợt"))
_RATES = frozenset(("hệ số", "chỉ số", "tỷ số", "tỉ số"))
_GOES_ON = re.compile(r" (?:và|hoặc) [0-9]{1,3}(?![0-9.,]*[0-9])")
_LEAST = 3


class NumberList:
    """Three or more numbers in one piece, or two after a word that is counted off (thôn 1,2)."""

    kind = "number"

    def match(self, at: Cursor) -> Match | None:
        """All of them with commas; the last takes its unit."""
        if at.glued():
            return None
        found = _HYPHENS.match(at.text, at.pos)
        if found:
            if found.group()[0] == "0" and found.group()[1:3].isdigit():
                return None  # a telephone number or a code
            return self._said(at, list(_ITEM.finditer(at.text, at.pos, found.end())), "hyphens")
        found = _COMMAS.match(at.text, at.pos)
        grades = _GRADES.match(at.text, at.pos)
        if (
            grades
            and (grades.group(1) or not _WORD_AFTER.match(at.text, grades.end()))
            and at.near(_FERTILISERS, 2)
        ):
            return self._said(at, list(_DIGITS.finditer(at.text, at.pos, grades.end())), "grades")
        if found is None:
            return None
        items = list(_DIGITS.finditer(at.text, at.pos, found.end()))
        if len(items) < _LEAST and not self._counted_off(at, found):
            return None
        if _GROUPS.fullmatch(found.group()):
            return None
        return self._said(at, items, "commas")

    @staticmethod
    def _counted_off(at: Cursor, found: re.Match[str]) -> bool:
        """thôn 1,2 and tuyến số 1,2 và 3 - but not ruộng 1,2 ha, hệ số 1,2."""
        goes_on = _GOES_ON.match(at.text, found.end()) is not None and not at.cued(_RATES, " ")
        if not (at.cued(_NAMED | _WEEKDAYS, " ") or (goes_on and at.cued(_NUMBERED, " "))) or any(
            len(n) > 2 or n[0] == "0" for n in found.group().split(",")
        ):
            return False
        number = number_at(at.text, at.pos, spaces=False)
        if number is None or word_unit(at.text, number.end):
            return False
        return unit_at(at, number.end, number, multiplied=False) is None

    def _said(self, at: Cursor, items: list[re.Match[str]], rule: str) -> Match | None:
        end = items[-1].end()
        kind = "date" if at.cued(_DAYS, " ") else self.kind
        weekday = at.cued(_WEEKDAYS, " ")
        words = []
        for item in items[:-1]:
            words.append(_say(at, item.group(), weekday=weekday))
        last = quantity_at(at, items[-1].start())
        if last is not None and last.last is None and last.end > end:
            words.append(last.spoken)
            end = last.end
        elif at.char(end) == "/" or at.char(end).isalnum():  # 1,2,3/5 and 1,2,3A: the last is another thing
            end = items[-1].start()
            return Match(end, ", ".join(words) + ", ", kind, f"number:list-{rule}", 0.8)
        else:
            words.append(_say(at, items[-1].group(), weekday=weekday))
        return Match(end, ", ".join(words), kind, f"number:list-{rule}", 0.9)


def _say(at: Cursor, written: str, *, weekday: bool) -> str:
    if weekday and written == "4":
        return at.num.ordinal(4)
    whole, _, rest = written.partition(",")
    said = at.num.integer(whole, keep_zeros=True)
    return f"{said} phẩy {at.num.fraction(rest)}" if rest else said
