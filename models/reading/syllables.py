"""Vietnamese syllables that exist: what a voice can say, and words written without marks or without blanks.

`letters.is_syllable` asks only for the shape and says yes to many a foreign word; here the rime must be one of
the language. Minority names and loan words are turned into these syllables (`foreign`, `minority`).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_RIMES = _set(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu y yêm yên yêng yêt yêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oc oăc oăm oăn oăng oăt oe oen oeo oep oet oi om on
    ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut
    uy uya uych uyên uyêt uyn uynh uyp uyt uyu ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu ư uc
    """
)
_AFTER_QU = _set(
    """
    a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eng eo et ê ên êt êch ênh
    i it ich ôc ôi ơ ơi ơn y ych yên yêt ynh yn yt yp ym in
    """
)
_ONSETS = (
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x",
)  # fmt: skip
_FRONT = frozenset("eêiy")
_TONES = dict(zip("\u0300\u0301\u0303\u0309\u0323", ("huyền", "sắc", "ngã", "hỏi", "nặng"), strict=True))
_STOPS = ("c", "ch", "p", "t")
_MOST = 24
"""Letters; a longer run is no word written together by mistake."""


@lru_cache(maxsize=8192)
def split(word: str) -> tuple[str, str, str] | None:
    """Onset, rime without its tone and the tone's name ("" = level) of a syllable that can exist, or None."""
    if len(word) > 7:
        return None
    bare, tone = untoned(word.lower())
    for onset in (*_ONSETS, ""):
        if not bare.startswith(onset):
            continue
        rime = bare[len(onset) :]
        if _goes(onset, rime) and (tone in ("sắc", "nặng") or not rime.endswith(_STOPS)):
            return onset, rime, tone
    return None


def untoned(word: str) -> tuple[str, str]:
    """A word without its tone mark, and the last tone it had."""
    if word.isascii():
        return word, ""
    tone, kept = "", []
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone = _TONES[char]
        else:
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept)), tone


def _goes(onset: str, rime: str) -> bool:
    if onset == "qu":
        return rime in _AFTER_QU
    if onset == "gi":  # giếng: the i is written once
        return (rime in _RIMES or f"i{rime}" in _RIMES) and rime[:1] not in (
            "i",
            "y",
        )
    if rime not in _RIMES:
        return False
    front = rime[0] in _FRONT
    if onset in ("k", "gh", "ngh"):
        return front
    if onset in ("c", "g", "ng"):
        return not front or (onset == "g" and rime in ("i", "in", "ich"))
    return True


def exists(word: str) -> bool:
    """True for a syllable that the language has, with its marks."""
    return split(word) is not None


_PLAIN = str.maketrans("ăâđêôơư", "aadeoou")
_PLAIN_RIMES = frozenset(r.translate(_PLAIN) for r in _RIMES)
_PLAIN_QU = frozenset(r.translate(_PLAIN) for r in _AFTER_QU)


@lru_cache(maxsize=8192)
def is_unmarked(word: str) -> bool:
    """True when the word may be a Vietnamese syllable typed without any mark ("tieng", "Nguyen", "xa")."""
    if len(word) > 7 or not word.isascii():
        return False
    low = word.lower()
    return any(
        low.startswith(onset) and low[len(onset) :] in (_PLAIN_QU if onset == "qu" else _PLAIN_RIMES)
        for onset in (*_ONSETS, "")
    )


def unglued(word: str) -> str | None:
    """Syllables written together ("kilôgam", "theomẫu") apart; None when the word is not made of such.

    At least one must carry a mark, otherwise any foreign word with open syllables would do. The fewest pieces
    win; among as many, those that do not begin with a vowel.
    """
    if len(word) > _MOST or word.isascii():
        return None
    low = word.lower()
    best: list[tuple[int, tuple[str, ...]] | None] = [(0, ()), *([None] * len(low))]
    for end in range(1, len(low) + 1):
        for start in range(max(0, end - 7), end):
            head = best[start]
            piece = low[start:end]
            if head is None or not exists(piece):
                continue
            vowel = start > 0 and _starts_open(piece)
            if vowel and piece.isascii() and _starts_open(low[start - 1]):
                continue  # sơmei is no "sơ me i", but phíủy is two words
            cost = head[0] + 2 + vowel
            now = best[end]
            if now is None or cost < now[0]:
                best[end] = (cost, (*head[1], piece))
    whole = best[-1]
    return " ".join(whole[1]) if whole is not None and len(whole[1]) > 1 else None


def _starts_open(piece: str) -> bool:
    return untoned(piece)[0][0] in _BASES


_BASES = "aăâeêioôơuưy"
_ACCENTS = {name: mark for mark, name in _TONES.items()}


def written(onset: str, rime: str, tone: str = "") -> str:
    """A syllable in the usual spelling: k before e ê i y, gh and ngh too, the tone on its vowel."""
    front = rime[:1] in _FRONT
    if onset == "c" and front:
        onset = "k"
    elif onset in ("g", "ng") and front:
        onset += "h"
    elif onset == "gi" and rime[:1] == "i":  # no "gi", "gim": eSpeak drops the vowel
        onset, rime = ("gi", rime[1:]) if rime[1:2] in ("a", "ê") else ("d", rime)
    elif onset == "qu" and rime[:1] == "i" and len(rime) > 1:
        rime = f"y{rime[1:]}"
    if not onset and rime.startswith("iê"):
        rime = f"y{rime[1:]}"
    if not tone:
        return onset + rime
    at = _stressed(rime)
    marked = unicodedata.normalize("NFC", rime[at] + _ACCENTS[tone])
    return onset + rime[:at] + marked + rime[at + 1 :]


def _stressed(rime: str) -> int:
    """Where the tone mark stands: the marked vowel, or the last but one of an open rime, or the last."""
    vowels = [i for i, c in enumerate(rime) if c in _BASES]
    special = [i for i in vowels if rime[i] in "ăâêôơ"] or [i for i in vowels if rime[i] == "ư"]
    if special:
        return special[-1]
    if vowels[-1] < len(rime) - 1:  # a consonant closes it
        return vowels[-1]
    if len(vowels) == 3:
        return vowels[1]
    if len(vowels) == 2 and rime[vowels[0] : vowels[1] + 1] not in ("oa", "oe", "uy"):
        return vowels[0]
    return vowels[-1] if len(vowels) == 2 and rime in ("oa", "oe", "uy") else vowels[0]
