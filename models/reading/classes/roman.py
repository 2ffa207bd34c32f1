"""Roman numerals after the words that call for them.

Cases:
    Chương IV -> Chương bốn
    khóa (XII) -> khóa mười hai
    Đại hội XIV -> Đại hội mười bốn
    Quý II/2026 -> Quý hai năm hai nghìn không trăm hai mươi sáu
    QI/2026 và QII -> quý một năm hai nghìn không trăm hai mươi sáu và quý hai
    quý I, II và III -> quý một, hai và ba
    I, II và III -> một, hai và ba
    tập MCMLXXV -> tập một nghìn chín trăm bảy mươi lăm
    lần thứ IV -> lần thứ tư
    phần ix -> phần chín
    thế kỷ XX-XXI -> thế kỷ hai mươi đến hai mươi mốt
    mục II.3 và nhóm IIB -> mục hai chấm ba và nhóm hai bê
    XỬ LÝ VI PHẠM -> XỬ LÝ VI PHẠM
    Huân chương Lao động hạng II -> Huân chương Lao động hạng nhì
"""

from __future__ import annotations

import re

from models.reading.classes.abbreviation import in_capitals, plain_expansion
from models.reading.letters import NAMES, is_syllable
from models.reading.matching import Cursor, Match
from models.reading.numbers import roman_value
from models.reading.tables import cues

_ROMAN = re.compile(r"[IVXLCDM]{1,15}(?![\w&])|[ivxlcdm]{1,15}(?![\w&'])")
_TO = re.compile(r" ?- ?([IVXLCDM]{1,12})(?![\w&])")
_OUTLINE = re.compile(r"([IVX]{1,5})((?:\.[0-9]{1,2}(?![0-9])){0,3}(?:\.[a-zđ])?|[A-Ha-h])(?![\w])(?!\.[0-9])")
"""Mục II.3, mục III.2.b, nhóm IIA."""
_QUARTER = re.compile(r"Q(\.? ?)(III|II|IV|I)(?: ?[/-] ?((?:19|20|21)[0-9]{2})(?![0-9]))?(?![\w&])")
_QUARTER_CUES = frozenset(("trong", "đầu", "cuối", "hết", "tháng đầu", "kết quả", "kế hoạch", "báo cáo"))
_YEAR = re.compile(r" ?[/-] ?((?:19|20|21)[0-9]{2})(?![0-9])")
_CUES = cues("roman.cues")
_LETTER_CUES = cues("roman.letter_cues")
_LOWER_CUES = cues("roman.lower_cues")
_ORDINAL = frozenset(("thứ", "lần thứ"))
_OUTLINES = frozenset(
    (
        "mục",
        "phần",
        "nhóm",
        "danh mục",
        "bảng",
        "phụ lục",
        "điểm",
        "chương",
        "tiểu mục",
        "loại",
        "mức",
        "vùng",
        "hạng",
        "bậc",
        "khu vực",
    )
)
_WORDS = cues("roman.words")
_STRONG_CUES = (_CUES | _LOWER_CUES) - cues("roman.weak_cues")
_NAMELESS = frozenset(("tỉnh", "huyện", "xã", "phường"))
"""xã X, huyện V: places whose names are not told."""
_ORDERS = {1: "nhất", 2: "nhì"}
"""Huân chương … hạng Nhất, hạng Nhì."""
_LISTED = re.compile(r"([IVX])(?:, ?| và | hoặc |[-–])([IVX]{2,6})(?![\w&])")
"""I, II, III: the first of a list."""
_LONG = 4
_TABLE = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_SURE = re.compile(r"[IVX]{2,8}\Z")


class Roman:
    """A Roman numeral at a letter."""

    kind = "roman"

    def match(self, at: Cursor) -> Match | None:
        """The numeral, its range and its year."""
        text, pos = at.text, at.pos
        if text[pos] not in "IVXLCDMivxlcdmQ" or at.glued():
            return None
        if text[pos] == "Q":
            return self._quarter(at)
        outline = self._outline(at)
        if outline:
            return outline
        found = _ROMAN.match(text, pos)
        if found is None:
            return None
        raw = found.group()
        value = roman_value(raw)
        if value is None or not self._wanted(at, raw):
            return None
        ordinal = at.cued(_ORDINAL, " (")
        said = at.num.ordinal(value) if ordinal else at.num.cardinal(value)
        if value in _ORDERS and at.left[-1:] == ("hạng",) and at.near(frozenset(("huân chương",))):
            said = _ORDERS[value]
        end = found.end()
        to = _TO.match(text, end)
        last = roman_value(to.group(1)) if to else None
        if to and last and last > value:
            said, end = f"{said} đến {at.num.cardinal(last)}", to.end()
        year = _YEAR.match(text, end)
        if year and (at.near(frozenset(("quý",)), 4) or at.chained(self.kind)):
            said, end = f"{said} năm {at.num.integer(year.group(1))}", year.end()
        return Match(
            end, said, self.kind, "roman:cue", alternatives=() if not ordinal else (at.num.cardinal(value),)
        )

    def _quarter(self, at: Cursor) -> Match | None:
        """QI/2026, QII, Q.IV/2026: the letter stands for the word."""
        found = _QUARTER.match(at.text, at.pos)
        if found is None:
            return None
        dot, number, year = found.groups()
        if dot and not (year or at.cued(_QUARTER_CUES, " ") or at.chained(self.kind)):
            return None
        said = f"quý {at.num.cardinal(roman_value(number) or 0)}"
        if year:
            said += f" năm {at.num.integer(year)}"
        return Match(found.end(), said, self.kind, "roman:quarter", 0.9)

    def _outline(self, at: Cursor) -> Match | None:
        """A numeral with the numbers or the letter below it."""
        found = _OUTLINE.match(at.text, at.pos)
        if found is None or not found.group(2):
            return None
        value, tail = roman_value(found.group(1)), found.group(2)
        if value is None or not (at.cued(_OUTLINES, " (") or at.chained(self.kind)):
            return None
        said = [at.num.cardinal(value)]
        for part in tail.strip(".").split("."):
            word = at.num.integer(part) if part.isdigit() else NAMES[part.lower()]
            said.append(f"chấm {word}" if tail[0] == "." else word)
        return Match(found.end(), " ".join(said), self.kind, "roman:outline", 0.9)

    @staticmethod
    def _is_word(at: Cursor, raw: str) -> bool:
        """XỬ LÝ VI PHẠM, NHÀ MÁY XI MĂNG, PHẦN DI TÍCH: a syllable of a heading in capitals."""
        following = at.next_word(at.pos + len(raw))
        if f"{raw.lower()} {following}" in _WORDS:
            return True
        return (
            bool(following) and not set(raw) <= set("IVX") and in_capitals(at.text, at.pos, at.pos + len(raw))
        )

    def _wanted(self, at: Cursor, raw: str) -> bool:
        return self._small(at, raw) if raw.islower() else self._capital(at, raw)

    @staticmethod
    def _small(at: Cursor, raw: str) -> bool:
        if at.char(at.pos - 1) == "(" and at.char(at.pos + len(raw)) == ")":
            return raw[0] in "ivx"
        if not at.cued(_LOWER_CUES, " ("):
            return False
        if at.left[-1:] == ("số",) and len(raw) > 1:
            return raw[0] in "ivx" and _SURE.match(raw.upper()) is not None
        tail = at.text[at.pos + len(raw) : at.pos + len(raw) + 1]
        if tail == "." and at.char(at.pos + len(raw) + 1).isalnum():
            return False
        if len(raw) > 1 and is_syllable(raw) and at.next_word(at.pos + len(raw)):
            return False  # phần di sản, điều khoản vi phạm
        return (
            len(raw) > 1
            or tail in ("", ".", ",", ";", "\n")
            or not at.text[at.pos + len(raw) :][:12].strip()
            or raw in "vx"
        )

    def _capital(self, at: Cursor, raw: str) -> bool:
        if is_syllable(raw) and len(raw) > 1 and self._is_word(at, raw):
            return False
        if len(raw) < 4 and not set(raw) <= set("IVX") and not at.cued(_STRONG_CUES, " ("):
            return False
        if len(raw) == 1 and at.left[-1:] and at.left[-1] in _NAMELESS:
            return False
        if at.cued(_CUES, " (") or at.chained(self.kind):
            single_letter = len(raw) == 1 and raw in "CDLM"
            return not (single_letter and (at.cued(_LETTER_CUES, " (") or at.chained(self.kind)))
        if len(raw) == 1:
            following = _LISTED.match(at.text, at.pos)
            last = roman_value(following.group(2)) if following else None
            return last is not None and last > (roman_value(raw) or 0)
        if is_syllable(raw) and in_capitals(at.text, at.pos, at.pos + len(raw)):
            return False  # XÃ TÀ XI LÁNG
        return _SURE.match(raw) is not None or _canonical(raw)


def _canonical(raw: str) -> bool:
    """LVIII, MCMLXXV: four letters or more, as a numeral is written today, and no abbreviation known."""
    if len(raw) < _LONG or set("IVX").isdisjoint(raw) or plain_expansion(raw):
        return False
    rest, written = roman_value(raw) or 0, ""
    for value, letters in _TABLE:
        written += letters * (rest // value)
        rest %= value
    return written == raw
