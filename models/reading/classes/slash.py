"""Slashes that belong to no larger thing: rates of counted things, choices, the end of a paper.

Cases:
    10 tế bào/ml -> mười tế bào một mi li lít
    500 kg vôi/ha -> năm trăm ki lô gam vôi một héc ta
    6.000 viên gạch / ngày -> sáu nghìn viên gạch một ngày
    1.500 đồng / tờ -> một nghìn năm trăm đồng một tờ
    160.000 đồng / 2 con -> một trăm sáu mươi nghìn đồng trên hai con
    160 lượt gọi / 9 ngày -> một trăm sáu mươi lượt gọi trên chín ngày
    giá trần / sàn -> giá trần sàn
    và/hoặc -> và hoặc
    nam/nữ -> nam, nữ
"""

from __future__ import annotations

import re

from models.reading.matching import Cursor, Match
from models.reading.tables import cues, first_column
from models.reading.units import unit_row

_PRICES = frozenset(("đồng", "usd", "đô", "vnđ", "vnd", "eur", "tiền", "mỹ"))
_MEASURED = frozenset(("measure", "money", "percent"))
_PER_NOUNS = cues("symbol.per_nouns")
_UNIT_AFTER = re.compile(r"[^\W\d_]{1,5}[23²³]?(?![\w²³])")
_NUMBER_NEAR = re.compile(r"[0-9]\S{0,12}(?: \S{1,12}){1,4} ?\Z")
_TERMS = frozenset(("kỳ", "kì", "đợt", "khóa", "khoá", "lần", "tập", "thứ", "quý", "vòng", "lượt"))
_YEAR_AFTER = re.compile(r"/((?:19|20)[0-9]{2})(?![\w/]|[.,-][0-9])")
_LUNAR = re.compile(r"/(?:[Gg]iêng|[Cc]hạp)(?!\w)")
_PAUSE_S = 0.2
_UNSURE = "Không chắc dấu gạch chéo này đọc thế nào."


class Slash:
    """A slash."""

    kind = "symbol"

    def match(self, at: Cursor) -> Match | None:
        """What the things on both sides make of it."""
        text, pos = at.text, at.pos
        if text[pos] != "/":
            return None
        before, after = at.char(pos - 1), at.char(pos + 1)
        if after in (".", "") or (before == "." and not after.isalnum()):
            return Match(pos + 1, "", self.kind, "slash:end")  # "./." closes a document
        lunar = _LUNAR.match(text, pos)
        if lunar and before.isdigit():
            return Match(pos + 1, " tháng ", "date", "date:lunar", 0.9)
        term = self._term(at)
        if term is not None:
            return term
        found = self._per(at, before, after)
        if found is None and before == " " and after == " ":
            found = self._spaced(at)
        elif found is None and before.isalpha() and after.isalpha():
            found = self._between_words(at)
        if found is not None:
            return found
        said = " trên " if before.isalnum() and after.isalnum() else " "
        return Match(pos + 1, said, self.kind, "slash:other", 0.5, warning=_UNSURE)

    def _term(self, at: Cursor) -> Match | None:
        """Kỳ I/2025: the number of a term and its year."""
        previous = at.previous
        if previous is None or previous.kind not in ("roman", "ordinal") or at.previous_end != at.pos:
            return None
        if not (set(at.left[-2:-1]) & _TERMS and (year := _YEAR_AFTER.match(at.text, at.pos))):
            return None
        return Match(year.end(), f" năm {at.num.integer(year.group(1))}", "date", "date:term", 0.9)

    def _per(self, at: Cursor, before: str, after: str) -> Match | None:
        """A rate: counted things or money "per" something."""
        pos, previous = at.pos, at.previous
        spaced = before == " " and after == " "
        if (before.isalnum() and after.isalpha()) or spaced:
            counted = self._counted(at, before, pos + 1 + spaced)
            if counted is not None:
                return counted
        if previous and previous.kind in _MEASURED and pos - at.previous_end <= 1:
            return Match(pos + 1, " trên ", self.kind, "slash:per", 0.7)
        if spaced and at.left and at.left[-1] in _PRICES:
            said = " trên " if at.char(pos + 2).isdigit() else " một "
            return Match(pos + 2, said, self.kind, "slash:price", 0.8)
        return None

    def _counted(self, at: Cursor, before: str, start: int) -> Match | None:
        after = _UNIT_AFTER.match(at.text, start)
        known = unit_row(after.group()) if after else None
        if known is None and at.next_word(start) not in _PER_NOUNS:
            return None
        if not _NUMBER_NEAR.search(at.text, max(0, at.pos - 48), at.pos):
            return None
        if after and known and known[0].written != known[0].spoken:
            power = before.isdigit() and at.char(at.pos - 2) in "^0123456789"
            said = "trên" if before.isupper() or power else "một"
            return Match(after.end(), f" {said} {known[0].spoken}", self.kind, "slash:counted", 0.9)
        return Match(start, " một ", self.kind, "slash:counted", 0.9)

    def _spaced(self, at: Cursor) -> Match | None:
        """160 lượt gọi / 9 ngày is a rate; between words the blanks already make it a pause."""
        pos = at.pos
        if at.char(pos + 2).isdigit():
            if not _NUMBER_NEAR.search(at.text, max(0, pos - 48), pos):
                return None
            return Match(pos + 2, " trên ", self.kind, "slash:counted", 0.7)
        if at.char(pos - 2).isalnum() and at.char(pos + 2).isalpha():
            return Match(pos + 2, "", self.kind, "slash:words", 0.8, ("trên ", "hoặc "), pause_s=_PAUSE_S)
        return None

    def _between_words(self, at: Cursor) -> Match:
        end = at.pos + 1
        left, right = at.left[-1] if at.left else "", at.next_word(end)
        if left in _PRICES:
            return Match(end, " một ", self.kind, "slash:price", 0.9)
        if left in first_column("units"):
            return Match(end, " trên ", self.kind, "slash:unit", 0.9)
        if left == "và" and right == "hoặc":
            return Match(end, " ", self.kind, "slash:and-or")
        if at.char(at.pos - 1).isupper() and at.char(end).isupper():
            return Match(end, " trên ", self.kind, "slash:letters", 0.6)
        return Match(
            end, ", ", self.kind, "slash:words", 0.7, alternatives=("trên", "hoặc"),
            warning=f"Dấu gạch chéo giữa “{left}/{right}” được đọc thành một chỗ nghỉ.",
        )  # fmt: skip
