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
_VARIABLE = r"(?<=(?<![^\W\d_Ͱ-Ͽ])[a-ln-rt-zA-LN-ZͰ-Ͽ])[²³](?![^\W\d_])"
_RAISED = re.compile(rf"(?<=[^\W\d_])(?!{_VARIABLE})[⁰¹²³⁴-⁹₀-₉]")
"""m², CO₂: after a letter they are digits; after a digit (10²) or a variable (x²) they are powers."""
_NUMERIC = 0xF0000
"""Numbers that are no digit (½, ⑫) move to the private plane, where no pattern takes them for a letter."""
_MARKED = r"[^\u0300-\u036f]?[\u0300-\u036f]+"


@dataclass(frozen=True, slots=True)
class Clean:
    """A working copy and, when the text was not NFC, where each of its characters begins."""

    text: str
    offsets: tuple[int, ...] | None = None
    """Length len(text) + 1; None = the same offsets."""
    gaps: dict[int, int] | None = None
    """Where characters of the original were left out just before one of the copy: its index -> offset in the
    original at which the left-out part begins. `at` is the end of that part, `end` its beginning."""

    def at(self, index: int) -> int:
        """Offset in the original where the character at an index of the working copy begins."""
        return index if self.offsets is None else self.offsets[index]

    def end(self, index: int) -> int:
        """Offset in the original where the character before an index of the working copy ends."""
        found = self.gaps.get(index) if self.gaps is not None else None
        return self.at(index) if found is None else found


def clean(text: str) -> Clean:
    """Look-alikes to one form, other scripts' digits to 0-9, character for character."""
    offsets: tuple[int, ...] | None = None
    if not unicodedata.is_normalized("NFC", text):
        text, offsets = _compose(text)
    work = text.translate(_LOOKALIKES)
    if not work.isascii():
        odd = {ord(c): _plain(c) for c in set(work) if c > "\x7f" and c.isnumeric() and not c.isalpha()}
        if odd:
            work = _RAISED.sub(lambda m: str(unicodedata.digit(m.group())), work).translate(odd)
    return Clean(work, offsets)


def _compose(text: str) -> tuple[str, tuple[int, ...]]:
    """The text with every letter and its marks in one character, and where each character began."""
    alone = {c for c in set(text) if not unicodedata.is_normalized("NFC", c)}  # Å, Ω of other standards
    pattern = f"{_MARKED}|[{re.escape(''.join(sorted(alone)))}]" if alone else _MARKED
    parts: list[str] = []
    starts: list[int] = []
    done = 0
    for cluster in re.finditer(pattern, text):
        start = cluster.start()
        composed = unicodedata.normalize("NFC", cluster.group())
        parts += (text[done:start], composed)
        starts.extend(range(done, start))
        starts.extend([start] * len(composed))
        done = cluster.end()
    starts.extend(range(done, len(text) + 1))
    return "".join((*parts, text[done:])), tuple(starts)


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
