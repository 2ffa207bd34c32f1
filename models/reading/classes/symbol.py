"""Signs: said, silent, or a pause. A sign without a rule is silent and reported.

Cases:
    Điện & Nước -> Điện và Nước
    số dư = số thu -> số dư bằng số thu
    kinh tế - xã hội -> kinh tế xã hội
    (3,61%) -> ba phẩy sáu mươi mốt phần trăm
    và/hoặc -> và hoặc
    #1 -> thăng một
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from models.reading.cleaning import numeric_value, original
from models.reading.matching import Cursor, Match
from models.reading.options import Brackets
from models.reading.tables import first_column

_SAID = {
    "&": "và", "=": "bằng", "≥": "lớn hơn hoặc bằng", "≤": "nhỏ hơn hoặc bằng", ">": "lớn hơn", "<": "nhỏ hơn",
    "≠": "khác", "≈": "xấp xỉ", "±": "cộng trừ", "×": "nhân", "÷": "chia", "%": "phần trăm", "‰": "phần nghìn",
    "@": "a còng", "°": "độ", "$": "đô la", "€": "ơ rô", "£": "bảng Anh", "¥": "yên", "₫": "đồng", "#": "thăng",
    "^": "mũ", "√": "căn", "→": "đến", "⇒": "suy ra", "=>": "suy ra", "->": "đến", "∞": "vô cùng", "§": "mục",
    "~": "khoảng", "μ": "mi crô", "+": "cộng", "₩": "won", "₹": "rupee",
}  # fmt: skip
_QUANTITIES = frozenset(("number", "measure", "money", "percent", "range"))
_PRICES = frozenset(("đồng", "usd", "đô", "vnđ", "tiền", "mỹ"))
_OPEN, _CLOSE = "([{<⟨", ")]}>⟩"
_RULE = re.compile(r"([-_=*.~#—─•·+])\1{2,}")
_TAG = re.compile(r"</?[a-zA-Z]{1,12}(?: [^<>]{0,80})?/?>")
_QUOTES = frozenset("\"'“”‘’«»„‟‹›`´")
_PAUSING = frozenset(".,;:!?…")
_INVISIBLE = frozenset(("Cc", "Cf", "Mn", "Me", "Mc", "Zl", "Zp", "Zs", "Cs"))
_BRACKET_PAUSE_S = 0.2
_DASH_PAUSE_S = 0.15


_POWERS = {2.0: "bình phương", 3.0: "lập phương"}


def _say_value(at: Cursor, char: str, value: float) -> str:
    """½ -> một phần hai, ⑫ -> mười hai."""
    raised = unicodedata.name(char, "").startswith("SUPERSCRIPT") and at.char(at.pos - 1).isdigit()
    if raised and value in _POWERS:
        return _POWERS[value]
    if value == int(value):
        said = at.num.cardinal(int(value))
        return f"mũ {said}" if raised else said
    share = Fraction(value).limit_denominator(100)
    below = "tư" if share.denominator == 4 else at.num.cardinal(share.denominator)
    return f"{at.num.cardinal(share.numerator)} phần {below}"


_SERIES = re.compile(r"([^\W\d_]{1,3})[0-9]{1,3} ?\Z")
_COUNTED = re.compile(r"[0-9] [^\W\d_]{2,6} \Z")
_SERIES_AFTER = re.compile(r"- ?([^\W\d_]{1,3})[0-9]")
_COUNTED_AFTER = re.compile(r"- [0-9]{1,3} [^\W\d_]{2}")


def _same_series(at: Cursor) -> bool:
    """BĐ1-BĐ2, T2-T6, 6 tháng - 5 tuổi: the dash is a range."""
    before = at.text[max(0, at.pos - 12) : at.pos]
    if _COUNTED.search(before):
        return _COUNTED_AFTER.match(at.text, at.pos) is not None
    first, last = _SERIES.search(before), _SERIES_AFTER.match(at.text, at.pos)
    return first is not None and last is not None and first.group(1) == last.group(1)


class Symbol:
    """Whatever is not a letter, a digit or a blank."""

    kind = "symbol"

    def match(self, at: Cursor) -> Match | None:  # noqa: PLR0911 - one return a form
        """None for punctuation that stays in the speech as it is."""
        text, pos = at.text, at.pos
        char = text[pos]
        if char in _PAUSING and not (char in ".…" and _RULE.match(text, pos)):
            return Match(pos + 1, char, "punct")
        rule = _RULE.match(text, pos)
        if rule:
            stop = "…" if char in "." else ""
            return Match(
                rule.end(),
                stop,
                "punct" if stop else self.kind,
                "symbol:rule",
                pause_s=0.0 if stop else _DASH_PAUSE_S,
            )
        tag = _TAG.match(text, pos) if char == "<" else None
        if tag:
            return Match(tag.end(), "", self.kind, "symbol:tag")
        if text.startswith("://", pos):
            return Match(pos + 3, " ", self.kind, "symbol:silent")
        two = text[pos : pos + 2]
        if len(two) == 2 and two in _SAID:
            return Match(pos + 2, _SAID[two], self.kind, "symbol:said", 0.8)
        if char in "()[]{}⟨⟩":
            return self._bracket(at, char)
        if char in _QUOTES:
            return self._quote(at)
        if char in "-‐":
            if (
                at.previous_end == pos
                and at.char(pos + 1).isdigit()
                and at.previous
                and at.previous.kind in _QUANTITIES
            ):
                return Match(
                    pos + 1,
                    ", ",
                    self.kind,
                    "symbol:dash-numbers",
                    0.5,
                    alternatives=("đến",),
                    warning=(
                        "Không chắc dấu gạch giữa hai số này là khoảng, tỷ số hay mã: được đọc thành một chỗ "
                        "nghỉ."
                    ),
                )
            if _same_series(at):
                return Match(pos + 1, " đến ", self.kind, "symbol:dash-range", 0.8)
            spaced = at.char(pos - 1).isspace() and at.char(pos + 1).isspace()
            return Match(pos + 1, " ", self.kind, "symbol:dash", pause_s=_DASH_PAUSE_S if spaced else 0.0)
        if char == "/":
            return self._slash(at)
        if char in "_|\\*•·":
            return Match(pos + 1, " ", self.kind, "symbol:silent")
        said = _SAID.get(char)
        if said is not None:
            return Match(pos + 1, f" {said} ", self.kind, "symbol:said", 0.8)
        return self._other(at, char)

    def _bracket(self, at: Cursor, char: str) -> Match:
        if at.options.brackets is Brackets.READ:
            return Match(at.pos + 1, f" {'mở' if char in _OPEN else 'đóng'} ngoặc ", "bracket", "bracket:read")
        return Match(at.pos + 1, " ", "bracket", "bracket:pause", pause_s=_BRACKET_PAUSE_S)

    @staticmethod
    def _quote(at: Cursor) -> Match:
        inside = at.char(at.pos - 1).isalpha() and at.char(at.pos + 1).isalpha()
        if inside and at.text[at.pos] == "'":
            return Match(at.pos + 1, "'", "punct")
        return Match(at.pos + 1, "", "quote", "quote:silent")

    def _slash(self, at: Cursor) -> Match:
        before, after = at.char(at.pos - 1), at.char(at.pos + 1)
        if after in (".", "") or (before == "." and not after.isalnum()):
            return Match(at.pos + 1, "", self.kind, "slash:end")  # "./." closes a document
        previous = at.previous
        if previous and previous.kind in ("measure", "money", "percent") and at.pos - at.previous_end <= 1:
            return Match(at.pos + 1, " trên ", self.kind, "slash:per", 0.7)
        if before.isalpha() and after.isalpha():
            left = at.left[-1] if at.left else ""
            if left in _PRICES:
                return Match(at.pos + 1, " một ", self.kind, "slash:price", 0.9)
            if left in first_column("units"):
                return Match(at.pos + 1, " trên ", self.kind, "slash:unit", 0.9)
            right = at.next_word(at.pos + 1)
            if left == "và" and right == "hoặc":
                return Match(at.pos + 1, " ", self.kind, "slash:and-or")
            if at.text[at.pos - 1].isupper() and after.isupper():
                return Match(at.pos + 1, " trên ", self.kind, "slash:letters", 0.6)
            return Match(
                at.pos + 1,
                ", ",
                self.kind,
                "slash:words",
                0.7,
                alternatives=("trên", "hoặc"),
                warning=f"Dấu gạch chéo giữa “{left}/{right}” được đọc thành một chỗ nghỉ.",
            )
        return Match(
            at.pos + 1,
            " trên " if before.isalnum() and after.isalnum() else " ",
            self.kind,
            "slash:other",
            0.5,
            warning="Không chắc dấu gạch chéo này đọc thế nào.",
        )

    def _other(self, at: Cursor, char: str) -> Match:
        pos = at.pos
        value = numeric_value(char)
        if value is not None:
            return Match(pos + 1, f" {_say_value(at, original(char), value)} ", "number", "number:character")
        category = unicodedata.category(char)
        if category in _INVISIBLE:
            return Match(pos + 1, "" if category != "Zs" else " ", "space", "symbol:invisible")
        name = unicodedata.name(char, f"U+{ord(char):04X}").lower()
        return Match(
            pos + 1,
            " ",
            self.kind,
            "symbol:unknown",
            0.3,
            warning=f"Ký hiệu “{char}” ({name}) không có cách đọc nên bị bỏ qua.",
        )
