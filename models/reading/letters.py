"""Letters: their Vietnamese names, and what can be a Vietnamese syllable."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NAMES = {
    "a": "a", "ă": "á", "â": "ớ", "b": "bê", "c": "xê", "d": "dê", "đ": "đê", "e": "e", "ê": "ê",
    "f": "ép", "g": "gờ", "h": "hát", "i": "i", "j": "gi", "k": "ca", "l": "lờ", "m": "em", "n": "en",
    "o": "o", "ô": "ô", "ơ": "ơ", "p": "pê", "q": "quy", "r": "rờ", "s": "ét", "t": "tê", "u": "u",
    "ư": "ư", "v": "vê", "w": "vê kép", "x": "ích", "y": "y", "z": "dét",
}  # fmt: skip
SOUNDS = {
    "b": "bờ", "c": "cờ", "d": "dờ", "đ": "đờ", "h": "hờ", "k": "ca", "l": "lờ", "m": "mờ", "n": "nờ",
    "p": "pờ", "q": "quờ", "r": "rờ", "s": "sờ", "t": "tờ", "v": "vờ", "x": "xờ",
}  # fmt: skip
"""For a person's initial: "anh M." said "anh em" would be another word."""

SMALLS = "a-zđ" + "".join(
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    if not (vowel + tone).isascii()
)
CAPITALS = "A-Z" + SMALLS[3:].upper()
"""Vietnamese letters inside [ ] of a pattern: a range À-Ỹ would hold small letters as well."""

_ONSET = r"(?:ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x)?"
_RIME = (
    r"(?:[iy]ê|yê|ươ|uô|uâ|uyê|uya|uy|oa|oă|oe|ua|uê|uơ|ưa|ia|ya|oo|[aăâeêioôơuưy])"
    r"(?:ch|ng|nh|[cmnptiouy])?"
)
_SYLLABLE = re.compile(f"{_ONSET}{_RIME}")
_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """True when `word` (any case) has the shape of a Vietnamese syllable."""
    if len(word) > 7:
        return False
    bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.lower()).translate(_TONES))
    return _SYLLABLE.fullmatch(bare) is not None


def has_diacritics(word: str) -> bool:
    """True when a letter carries a Vietnamese mark (đ, ă, tones …)."""
    return not word.isascii()


def spell(text: str) -> str:
    """Letter names of the letters of `text`, in order; characters without a name are skipped."""
    return " ".join(NAMES[b] for b in (_base(c) for c in text.lower()) if b in NAMES)


def _base(char: str) -> str:
    if char in NAMES:
        return char
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", char).translate(_TONES))[:1]


@lru_cache(maxsize=8192)
def unmarked(text: str) -> str:
    """Small letters without marks: Đồng Nai -> dong nai."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))
