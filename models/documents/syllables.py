"""Is this a Vietnamese syllable? The yardstick by which decodings of old files are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_ONSETS = """
    b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x
"""
_RIMES = """
    a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây e ec em
    en eng eo ep et ê êch êm ên ênh êp êt êu êng i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip
    it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet
    oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ôông ơ ơi ơm ơn ơp ơt u ua uâc uân uâng uât
    uây uc uê uêch uênh uêu ui um un ung uôc uôi uôm uôn uông uôt up ut uơ uy uya uych uynh uyên
    uyêt uyn uyt uyp uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng
    yêt yêu ynh yt ych ym yn
"""


def _longest_first(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


_SYLLABLE = re.compile(f"(?:{_longest_first(_ONSETS)})?(?:{_longest_first(_RIMES)})")
WORD = re.compile(r"[^\W\d_]+")

_ACCENTED = "".join(
    unicodedata.normalize("NFC", base + tone) for base in "aăâeêioôơuưy" for tone in ("", *sorted(_TONES))
)
LOWER = "a-zđ" + "".join(c for c in _ACCENTED if not c.isascii())
UPPER = LOWER.upper()
"""Vietnamese letters for a regular expression's [class]; a range such as À-Ỹ would hold both cases."""


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word, any case, any tone, can be one Vietnamese syllable."""
    toneless = without_tone(word.lower())
    return _SYLLABLE.fullmatch(toneless) is not None


def without_tone(word: str) -> str:
    """Letters kept (ă, ơ, đ), tone marks dropped."""
    return unicodedata.normalize(
        "NFC", "".join(c for c in unicodedata.normalize("NFD", word) if c not in _TONES)
    )


def has_marks(word: str) -> bool:
    """Whether it carries any Vietnamese mark."""
    return any(not c.isascii() for c in word)


def score(text: str) -> float:
    """How Vietnamese a text looks: share of words that are syllables, weighted to those with marks, 0..1.

    Plain ASCII words say nothing about an encoding, so they hardly count.
    """
    good = total = 0.0
    for word in WORD.findall(text):
        weight = 1.0 if has_marks(word) else 0.05
        total += weight
        good += weight if is_syllable(word) else 0.0
    return good / total if total else 0.0
