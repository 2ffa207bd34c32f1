"""One look for every character: a working copy of the text, as long as the text, easier to match.

Offsets in the working copy are offsets in the text. Text that is not NFC is composed first and an
offset map is kept.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        **dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "),
        **dict.fromkeys("º˚", "°"),
        **dict.fromkeys("“”„‟«»＂", '"'),
        **dict.fromkeys("‘’‚‛´`＇", "'"),
        **dict.fromkeys("⁄∕／", "/"),
        "％": "%", "＋": "+", "＝": "=", "（": "(", "）": ")", "，": ",", "．": ".", "：": ":", "；": ";",
        "Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "✕": "×", "✖": "×", "µ": "μ",
        "≦": "≤", "≧": "≥", "⩽": "≤", "⩾": "≥", "＆": "&", "＠": "@",
    }
)  # fmt: skip
_RAISED = re.compile(r"(?<=[^\W\d_])[⁰¹²³⁴-⁹₀-₉]")
"""m², CO₂: after a letter they are digits; after a digit (10²) they are not."""
_NUMERIC = 0xF0000
"""Numbers that are no digit (½, ⑫) move to the private plane, where no pattern takes them for a letter."""
_CLUSTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class Clean:
    """A working copy and, when the text was not NFC, where each of its characters begins."""

    text: str
    offsets: tuple[int, ...] | None = None
    """Length len(text) + 1; None = the same offsets."""

    def at(self, index: int) -> int:
        """Offset in the original of an offset in the working copy."""
        return index if self.offsets is None else self.offsets[index]


def clean(text: str) -> Clean:
    """Look-alikes to one form, other scripts' digits to 0-9, character for character."""
    offsets: tuple[int, ...] | None = None
    if not unicodedata.is_normalized("NFC", text):
        parts: list[str] = []
        starts: list[int] = []
        for cluster in _CLUSTER.finditer(text):
            composed = unicodedata.normalize("NFC", cluster.group())
            parts.append(composed)
            starts.extend([cluster.start()] * len(composed))
        text, offsets = "".join(parts), (*starts, len(text))
    work = text.translate(_LOOKALIKES)
    if not work.isascii():
        odd = {ord(c): _plain(c) for c in set(work) if c > "\x7f" and c.isnumeric() and not c.isalpha()}
        if odd:
            work = _RAISED.sub(lambda m: str(unicodedata.digit(m.group())), work).translate(odd)
    return Clean(work, offsets)


def numeric_value(char: str) -> float | None:
    """Value of a character that `clean` moved to the private plane (½, ⑫); None for other characters."""
    code = ord(char) - _NUMERIC
    return unicodedata.numeric(chr(code), None) if 0 < code < 0xFFFE else None


def original(char: str) -> str:
    """The character that `clean` moved to the private plane."""
    code = ord(char) - _NUMERIC
    return chr(code) if 0 < code < 0xFFFE else char


def _plain(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return chr(_NUMERIC + ord(char)) if ord(char) < 0xFFFE else "\ufffd"
