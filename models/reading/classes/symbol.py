"""Signs: said, silent, or a pause. A sign without a rule is silent and reported.

Cases:
    Điện & Nước -> Điện và Nước
    số dư = số thu -> số dư bằng số thu
    (3,61%) -> ba phẩy sáu mươi mốt phần trăm
    (thôn 3), (thôn 4). -> thôn ba, thôn bốn.
    #1 -> thăng một
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from models.reading.classes.calculation import in_equation
from models.reading.cleaning import numeric_value, original
from models.reading.matching import Cursor, Match
from models.reading.options import Brackets

_SAID = {
    "&": "và", "=": "bằng", "≥": "lớn hơn hoặc bằng", "≤": "nhỏ hơn hoặc bằng", ">": "lớn hơn", "<": "nhỏ hơn",
    "≠": "khác", "≈": "xấp xỉ", "±": "cộng trừ", "×": "nhân", "÷": "chia", "%": "phần trăm", "‰": "phần nghìn",
    "@": "a còng", "°": "độ", "$": "đô la", "€": "ơ rô", "£": "bảng Anh", "¥": "yên", "₫": "đồng", "#": "thăng",
    "^": "mũ", "√": "căn", "→": "đến", "⇒": "suy ra", "=>": "suy ra", "->": "đến", "∞": "vô cùng", "§": "mục",
    "~": "khoảng", "μ": "mi crô", "+": "cộng", "₩": "won", "₹": "rupee",
}  # fmt: skip
_OPEN, _CLOSE = "([{<⟨", ")]}>⟩"
_DIVIDED = re.compile(r"\) : (?=[0-9])")
_RULE = re.compile(r"([-_=*.~#—─•·+])\1{2,}")
_CHEVRONS = re.compile(r"([<>])(?: ?\1){1,8}")
_QUOTES = frozenset("\"'“”‘’«»„‟‹›`´")
_PAUSING = frozenset(".,;:!?…")
_STOPS = _PAUSING | {" ", "\n", ""}
_INVISIBLE = frozenset(("Cc", "Cf", "Mn", "Me", "Mc", "Zl", "Zp", "Zs", "Cs"))
_RESULT = re.compile(r"\(([-+])\)")
"""Rh(-), HBsAg (+): the result of a test."""
_COUNTS = re.compile(r" ?[0-9]")
_STARS = re.compile(r"(?:\A|[^\w.,])[1-5]\Z")
"""OCOP 4*, khách sạn 5*."""
_BRACKET_PAUSE_S = 0.2
_DASH_PAUSE_S = 0.15
_POWERS = {2.0: "bình phương", 3.0: "lập phương"}


def _say_value(at: Cursor, char: str, value: float) -> str:
    """½ -> một phần hai, ⑫ -> mười hai."""
    before = at.char(at.pos - 1)
    raised = unicodedata.name(char, "").startswith("SUPERSCRIPT") and (before.isalnum() or before in ")]")
    if raised and value in _POWERS:
        return _POWERS[value]
    if value == int(value):
        said = at.num.cardinal(int(value))
        return f"mũ {said}" if raised else said
    share = Fraction(value).limit_denominator(100)
    below = "tư" if share.denominator == 4 else at.num.cardinal(share.denominator)
    more = "và " if before.isdigit() else ""  # 1½
    return f"{more}{at.num.cardinal(share.numerator)} phần {below}"


def _spaced(at: Cursor, end: int, said: str) -> str:
    """The word with its blanks; none before a stop."""
    return f" {said}" if at.char(end) in _STOPS else f" {said} "


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
        chevrons = _CHEVRONS.match(text, pos) if char in "<>" else None
        if chevrons:  # Xem thêm > > >
            return Match(chevrons.end(), " ", self.kind, "symbol:silent", pause_s=_DASH_PAUSE_S)
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
            return Match(pos + 1, " ", self.kind, "symbol:dash")
        if char == "*" and _STARS.search(text, max(0, pos - 2), pos) and not at.char(pos + 1).isalnum():
            return Match(pos + 1, " sao", self.kind, "symbol:stars", 0.8)
        if char in "_|\\*•·":
            return Match(pos + 1, " ", self.kind, "symbol:silent")
        said = _SAID.get(char)
        if said is not None:
            if char == "‰":
                said = f"phần {at.num.thousand}"
            return Match(pos + 1, _spaced(at, pos + 1, said), self.kind, "symbol:said", 0.8)
        return self._other(at, char)

    def _bracket(self, at: Cursor, char: str) -> Match:
        result = _RESULT.match(at.text, at.pos)
        if result and not at.at_line_start():
            more = "cộng" if _COUNTS.match(at.text, result.end()) else "dương"
            said = _spaced(at, result.end(), "âm" if result.group(1) == "-" else more)
            return Match(result.end(), said, self.kind, "symbol:result", 0.7, ("trừ", "cộng"))
        if at.options.brackets is Brackets.READ:
            return Match(at.pos + 1, f" {'mở' if char in _OPEN else 'đóng'} ngoặc ", "bracket", "bracket:read")
        divided = _DIVIDED.match(at.text, at.pos) if char == ")" else None
        if divided and in_equation(at, at.pos, divided.end()):  # (12 + 8) : 5 = 4
            return Match(divided.end(), " chia ", "bracket", "bracket:divided", 0.9)
        closes = char in _CLOSE and at.char(at.pos + 1) in _STOPS
        return Match(at.pos + 1, "" if closes else " ", "bracket", "bracket:pause", pause_s=_BRACKET_PAUSE_S)

    @staticmethod
    def _quote(at: Cursor) -> Match:
        inside = at.char(at.pos - 1).isalpha() and at.char(at.pos + 1).isalpha()
        if inside and at.text[at.pos] == "'":
            return Match(at.pos + 1, "'", "punct")
        return Match(at.pos + 1, "", "quote", "quote:silent")

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
