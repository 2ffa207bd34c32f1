"""Names of the Highlands and other minorities in syllables that a Vietnamese voice can say.

    Krông -> cờ rông, H'leo -> hờ leo, M'gar -> mờ ga, Kđăm -> cờ đăm, Glei -> gờ lây, Đắk -> đắc

They are spelled by sound, so every letter counts: consonants before the last one take "ờ", finals that
Vietnamese has not are the nearest one (k -> c, l -> n) or none (r, s, h).
"""

from __future__ import annotations

import re
import unicodedata

from models.reading.sounds import VOWELS
from models.reading.syllables import exists, untoned, written

_ONSETS = ("ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "dj", "dz")
_CONSONANTS = "bcdđfghjklmnpqrstvwxz"
_VOWEL = "aăâeêioôơuưy"
_SHAPE = re.compile(rf"[{_CONSONANTS}]{{0,4}}[{_VOWEL}]{{1,4}}(?:ng|nh|ch|[{_CONSONANTS}])?")
_DOUBLED = re.compile(rf"([{_CONSONANTS}])\1")
_OWN = frozenset("ăâđơư")
_OWN_TONES = ("hỏi", "nặng")
_RARE = frozenset("ĩũỹỳẽ")
"""Letters that no other foreign language of the news has."""
_SYLLABLE = re.compile(
    rf"([{_CONSONANTS}]*)([{_VOWEL}]+)([{_CONSONANTS}]*?)"
    rf"(?=(?:[bcđghkmpstx]?[rl]|[kpt]h|n[gh]|ng[hr]|[{_CONSONANTS}])?[{_VOWEL}]|\Z)"
)
_SCHWA = {"c": "cờ", "k": "cờ", "d": "đờ", "s": "sờ", "j": "gi", "w": "u", "z": "dờ", "q": "cờ"}
_INITIAL = {"j": "gi", "dj": "gi", "dz": "d", "z": "d", "f": "ph", "k": "c", "gh": "g", "ngh": "ng", "q": "c"}
_FINALS = {
    "k": "c", "g": "c", "q": "c", "l": "n", "b": "p", "d": "t", "đ": "t", "v": "p",
    "r": "", "s": "", "h": "", "w": "",
}  # fmt: skip
_NUCLEI = {
    "ei": "ây", "ey": "ây", "ii": "i", "uu": "u", "yi": "i", "oo": "o", "uo": "uô", "ie": "iê", "uoa": "oa",
    "uoai": "oai",
}  # fmt: skip
_STOPS = ("c", "ch", "p", "t")
_RIMES = {
    "ic": "ich", "ing": "inh", "êc": "êch", "êng": "ênh", "ơc": "âc", "ơng": "âng", "ă": "a", "â": "ơ",
    "uô": "ua", "ươ": "ưa", "oă": "oa", "uâ": "uơ", "uêc": "uêch", "ưm": "ươm", "ưp": "ươp", "uyê": "uya",
}  # fmt: skip


def is_name(low: str) -> bool:
    """Spelled as such names are: letters of Vietnamese only, or one syllable with marks."""
    bare, tone = untoned(low)
    if low.isascii() or _DOUBLED.search(bare):
        return False
    if not _OWN.isdisjoint(bare) or tone in ("hỏi", "nặng") or (tone and any(c in "êô" for c in bare)):
        return True
    return _SHAPE.fullmatch(bare) is not None


def has_own_letters(low: str) -> bool:
    """Letters or tones that other languages of the news do not write."""
    return any(
        untoned(c)[0] in _OWN or untoned(c)[1] in _OWN_TONES or c in _RARE or _marks(c) > 1
        for c in low
        if not c.isascii()
    )


def _marks(char: str) -> int:
    return len(unicodedata.normalize("NFD", char)) - 1


def is_short(low: str) -> bool:
    """One syllable without marks: such a name when the words before it say so (Ia Drang, xã Mar)."""
    return len(low) <= 7 and _SHAPE.fullmatch(low) is not None


def say(name: str) -> str | None:
    """Its syllables; None when the letters make none."""
    made: list[str] = []
    low, at = name.lower(), 0
    bare = untoned(low)[0]
    if len(bare) != len(low) or _toned(low) > 1:
        return None  # words run together, not a name
    for found in _SYLLABLE.finditer(bare):
        if found.start() != at:
            return None
        at = found.end()
        tone = untoned(low[found.start() : found.end()])[1]
        pieces = _one(found.group(1), found.group(2), found.group(3), tone)
        if pieces is None:
            return None
        made += pieces
    if at != len(bare) or not made or _tones(" ".join(made)).count(_tones(low)) == 0:
        return None  # a tone would be lost: a slip in a Vietnamese word
    return " ".join(made)


def _tones(word: str) -> str:
    """The tones other than the sắc that a stop takes by itself."""
    return "".join(t for c in word if not c.isascii() and (t := untoned(c)[1]) not in ("", "sắc"))


def _toned(low: str) -> int:
    return 0 if low.isascii() else sum(untoned(char)[1] != "" for char in low)


def schwa(consonants: str) -> list[str]:
    """What is said for consonants that stand by themselves: H' -> hờ."""
    return [_SCHWA.get(c, f"{c}ờ") for c in _units(consonants)]


def _units(consonants: str) -> list[str]:
    found, at = list[str](), 0
    while at < len(consonants):
        unit = next((o for o in _ONSETS if consonants.startswith(o, at)), consonants[at])
        if unit == "tr" and at + 2 < len(consonants):
            unit = "t"
        found.append(unit)
        at += len(unit)
    return found


def _one(consonants: str, nucleus: str, finals: str, tone: str) -> list[str] | None:
    units = _units(consonants)
    made = schwa("".join(units[:-1])) if len(units) > 1 else []
    head = units[-1] if units else ""
    if not head and len(nucleus) > 1 and nucleus[0] == "y" and nucleus[1] not in "ê":
        head, nucleus = "d", nucleus[1:]  # Yang, Ayun: /j/ in the South, the nearest in the North
    nucleus = _NUCLEI.get(nucleus, nucleus)
    final = finals if finals in ("ng", "nh", "ch") else next((f for f in map(_final, finals) if f), "")
    if head == "w":
        head, nucleus = (
            "",
            {"a": "oa", "e": "oe", "ê": "uê", "i": "uy", "y": "uy", "ơ": "uơ", "ă": "oă"}.get(
                nucleus, f"u{nucleus}"
            ),
        )
    head = _INITIAL.get(head, head)
    rime = _RIMES.get(nucleus + final, nucleus + final)
    if final in _STOPS and tone in ("huyền", "hỏi", "ngã"):
        return None  # a slip of the pen, not a name
    if final in _STOPS and tone not in ("sắc", "nặng"):
        tone = "sắc"
    if rime and exists(whole := written(head, rime, tone)):
        return [*made, whole]
    if apart := _apart(made, head, nucleus, final, tone):
        return apart
    open_rime = _RIMES.get(nucleus, nucleus)  # what closes it is lost rather than the whole
    whole = written(head, open_rime, "" if final in _STOPS else tone)
    return [*made, whole] if exists(whole) else None


def _apart(made: list[str], head: str, nucleus: str, final: str, tone: str) -> list[str] | None:
    """Vowels that make no rime together, each in a syllable of its own: Dêê -> dê ê."""
    if len(nucleus) < 2 or any(v not in VOWELS | {"y"} for v in nucleus):
        return None
    first = written(head, _RIMES.get(nucleus[0], nucleus[0]))
    rest = _one("", nucleus[1:], final, tone)
    return [*made, first, *rest] if rest and exists(first) else None


def _final(char: str) -> str:
    return _FINALS.get(char, char)
