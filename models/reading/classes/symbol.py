"""Signs: said, silent, or a pause. A sign without a rule is silent and reported.

Cases:
    Phòng VH & TT -> Phòng VH và TT
    a = b -> a bằng b
    kinh tế - xã hội -> kinh tế xã hội
    (2,94%) -> hai phẩy chín mươi tư phần trăm
    và/hoặc -> và hoặc
    #1 -> thăng một
"""

from __future__ import annotations

import re
import unicodedata

from models.reading.matching import Cursor, Match
from models.reading.options import Brackets

_SAID = {
    "&": "và", "=": "bằng", "≥": "lớn hơn hoặc bằng", "≤": "nhỏ hơn hoặc bằng", ">": "lớn hơn", "<": "nhỏ hơn",
    "≠": "khác", "≈": "xấp xỉ", "±": "cộng trừ", "×": "nhân", "÷": "chia", "%": "phần trăm", "‰": "phần nghìn",
    "@": "a còng", "°": "độ", "$": "đô la", "€": "ơ rô", "£": "bảng Anh", "¥": "yên", "₫": "đồng", "#": "thăng",
    "^": "mũ", "√": "căn", "→": "đến", "⇒": "suy ra", "=>": "suy ra", "->": "đến", "∞": "vô cùng", "§": "mục",
    "²": "bình phương", "³": "lập phương", "~": "khoảng", "μ": "mi crô", "+": "cộng", "₩": "won", "₹": "rupee",
}  # fmt: skip
_OPEN, _CLOSE = "([{<⟨", ")]}>⟩"
_RULE = re.compile(r"([-_=*.~#—─•·+])\1{2,}")
_TAG = re.compile(r"</?[a-zA-Z]{1,12}(?: [^<>]{0,80})?/?>")
_QUOTES = frozenset("\"'“”‘’«»„‟‹›`´")
_PAUSING = frozenset(".,;:!?…")
_INVISIBLE = frozenset(("Cc", "Cf", "Mn", "Me", "Mc", "Zl", "Zp", "Zs", "Cs"))
_BRACKET_PAUSE_S = 0.2
_DASH_PAUSE_S = 0.15


class Symbol:
    """Whatever is not a letter, a digit or a blank."""

    kind = "symbol"

    def match(self, at: Cursor) -> Match | None:
        """None for punctuation that stays in the speech as it is."""
        text, pos = at.text, at.pos
        char = text[pos]
        if char in _PAUSING and not (char in ".…" and _RULE.match(text, pos)):
            return Match(pos + 1, char, "punct")
        rule = _RULE.match(text, pos)
        if rule:
            stop = "…" if char in "." else ""
            return Match(rule.end(), stop, "punct" if stop else self.kind, "symbol:rule", pause_s=0.0 if stop else _DASH_PAUSE_S)
        tag = _TAG.match(text, pos) if char == "<" else None
        if tag:
            return Match(tag.end(), "", self.kind, "symbol:tag")
        two = text[pos : pos + 2]
        if two in _SAID:
            return Match(pos + 2, _SAID[two], self.kind, "symbol:said", 0.8)
        if char in "()[]{}⟨⟩":
            return self._bracket(at, char)
        if char in _QUOTES:
            return self._quote(at)
        if char in "-‐":
            spaced = at.char(pos - 1).isspace() and at.char(pos + 1).isspace()
            return Match(pos + 1, " ", self.kind, "symbol:dash", pause_s=_DASH_PAUSE_S if spaced else 0.0)
        if char == "/":
            return self._slash(at)
        if char in "_|\\*•·":
            return Match(pos + 1, " ", self.kind, "symbol:silent")
        said = _SAID.get(char)
        if said is not None:
            return Match(pos + 1, f" {said} ", self.kind, "symbol:said", 0.8)
        return self._other(char, pos)

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
        if before.isalpha() and after.isalpha():
            left = at.left[-1] if at.left else ""
            right = at.next_word(at.pos + 1)
            if left == "và" and right == "hoặc":
                return Match(at.pos + 1, " ", self.kind, "slash:and-or")
            if at.text[at.pos - 1].isupper() and after.isupper():
                return Match(at.pos + 1, " trên ", self.kind, "slash:letters", 0.6)
            return Match(at.pos + 1, ", ", self.kind, "slash:words", 0.7, alternatives=("trên", "hoặc"), warning=f"Dấu gạch chéo giữa “{left}/{right}” được đọc thành một chỗ nghỉ.")
        return Match(at.pos + 1, " trên " if before.isalnum() and after.isalnum() else " ", self.kind, "slash:other", 0.5, warning="Không chắc dấu gạch chéo này đọc thế nào.")

    def _other(self, char: str, pos: int) -> Match:
        category = unicodedata.category(char)
        if category in _INVISIBLE:
            return Match(pos + 1, "" if category != "Zs" else " ", "space", "symbol:invisible")
        name = unicodedata.name(char, f"U+{ord(char):04X}").lower()
        return Match(pos + 1, " ", self.kind, "symbol:unknown", 0.3, warning=f"Ký hiệu “{char}” ({name}) không có cách đọc nên bị bỏ qua.")
