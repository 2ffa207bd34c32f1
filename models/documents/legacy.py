"""Text typed for old Vietnamese fonts or with VIQR signs → Unicode."""

from __future__ import annotations

import re
import unicodedata

from models.documents.legacy_tables import TCVN3, VIQR_MARKS, VIQR_TONES, VISCII, VNI_PAIRS, VNI_SINGLE
from models.documents.syllables import WORD, has_marks, score

_GOOD = 0.85


def from_tcvn3(text: str) -> str:
    """TCVN3 bytes seen as Latin-1 (or Windows-1252) → Unicode, capitals as far as they can be known.

    Letters with tones have one code for both cases; a capital font (.VnTimeH) draws it as a capital. The
    plain letters around it tell: "tØNH" was seen as "TỈNH". A small first letter ("ủy ban") stays small.
    """
    return "\n".join(_capitals("".join(TCVN3.get(c, c) for c in line)) for line in text.split("\n"))


def _capitals(line: str) -> str:
    plain = [c for c in line if c.isascii() and c.isalpha()]
    if len(plain) >= 4 and all(c.isupper() for c in plain):
        return line.upper()
    return WORD.sub(lambda word: word[0].upper() if _shouted(word[0]) else word[0], line)


def _shouted(word: str) -> bool:
    """A word whose plain letters are capitals beyond the first: "SUốI", not "Xã" or "Đỗ"."""
    plain = [c for c in word if c.isascii()]
    return bool(plain) and all(c.isupper() for c in plain) and any(c.isascii() for c in word[1:])


def from_viscii(text: str) -> str:
    """VISCII bytes seen as Latin-1 → Unicode."""
    return "".join(VISCII.get(c, c) for c in text)


def from_vni(text: str) -> str:
    """VNI-Windows text seen as Windows-1252 → Unicode."""
    out, i = [], 0
    while i < len(text):
        pair = text[i : i + 2]
        if pair in VNI_PAIRS:
            out.append(VNI_PAIRS[pair])
            i += 2
        else:
            out.append(VNI_SINGLE.get(text[i], text[i]))
            i += 1
    return "".join(out)


def from_cp1258(text: str) -> str:
    """Windows-1258 bytes seen as Windows-1252 → Unicode; unchanged when it cannot be that."""
    try:
        return unicodedata.normalize("NFC", text.encode("cp1252").decode("cp1258"))
    except UnicodeError:
        return text


def looks_like_viqr(text: str) -> bool:
    """Enough marks of VIQR, on words that become Vietnamese by them, and no Vietnamese letter yet."""
    marks = re.findall(r"(?i)[aeo]\^|a\(|[ou]\+|\bdd", text)
    if len(marks) < 5 or any(has_marks(word) for word in WORD.findall(text)):
        return False
    converted = from_viqr(text)
    words = WORD.findall(converted)
    return len([w for w in words if has_marks(w)]) >= len(words) * 0.3 and score(converted) >= _GOOD


def from_viqr(text: str) -> str:
    """VIQR (RFC 1456) → Unicode; a backslash keeps the next mark as punctuation."""
    out: list[str] = []
    i = 0
    while i < len(text):
        char = text[i]
        if char == "\\" and i + 1 < len(text):
            out.append(text[i + 1])
            i += 2
            continue
        if char in "dD" and text[i + 1 : i + 2] in ("d", "D"):
            out.append("Đ" if char == "D" else "đ")
            i += 2
            continue
        i += 1
        if char.lower() not in "aeiouy":
            out.append(char)
            continue
        letter = char
        allowed = {"a": "(^", "e": "^", "o": "^+", "u": "+"}.get(char.lower(), "")
        if i < len(text) and text[i] in allowed:
            letter += VIQR_MARKS[text[i]]
            i += 1
        if i < len(text) and text[i] in VIQR_TONES and not _is_full_stop(text, i):
            letter += VIQR_TONES[text[i]]
            i += 1
        out.append(unicodedata.normalize("NFC", letter))
    return "".join(out)


def _is_full_stop(text: str, i: int) -> bool:
    """A dot or question mark at the end of a sentence is punctuation, unless the word needs its tone."""
    if text[i] not in ".?":
        return False
    rest = text[i + 1 : i + 3]
    return (not rest or rest[0].isspace()) and (len(rest) < 2 or rest[1].isupper() or rest[1].isspace())
