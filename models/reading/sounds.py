"""Sounds in a row -> Vietnamese syllables. Shared by foreign words and minority names.

A sound is a vowel ("a ă â e ê i o ô ơ u", "ai ây ao âu oi iu"), a consonant of Vietnamese spelling (d is /z/)
or "w" before a vowel (oa, uê, uy). An "e" that nothing closes is said "ê".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.reading.syllables import exists, written

VOWELS = frozenset(("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "ai", "ây", "ao", "âu", "oi", "iu"))
_SCHWA = {"x": "sờ", "s": "sờ", "d": "dờ", "c": "cờ", "g": "gờ", "ph": "phờ", "ng": "ngờ", "w": "u"}
_CODAS = {
    "m": "m", "n": "n", "ng": "ng", "nh": "nh", "l": "n", "p": "p", "b": "p", "v": "p", "ph": "p",
    "t": "t", "đ": "t", "d": "t", "x": "t", "s": "t", "th": "t", "ch": "t", "gi": "t", "tr": "t",
    "c": "c", "g": "c", "kh": "c",
}  # fmt: skip
_LIPS = frozenset(("b", "m", "p", "ph", "v"))
_LIQUIDS = frozenset("rl")
_SOFT = frozenset(("b", "đ", "g", "d", "v"))
_HARD = frozenset(("p", "c", "ph", "t", "th", "kh"))
_BEFORE_CODA = {"ây": "ê", "âu": "ô"}
_GLIDES = {
    "a": "oa", "ă": "oă", "e": "oe", "ê": "uê", "i": "uy", "ơ": "uơ", "â": "uâ", "ô": "uô", "o": "uô",
    "ai": "oai", "ây": "uây", "ao": "oao",
}  # fmt: skip
_CLOSED = {
    "ic": "ich", "ing": "inh", "êc": "êch", "êng": "ênh", "ơc": "âc", "ơng": "âng", "enh": "en", "onh": "on",
    "ônh": "ôn", "ơnh": "ơn", "unh": "un", "ănh": "anh", "ânh": "ân", "ă": "a", "â": "ơ", "uâ": "uơ",
    "uô": "ua", "oă": "oa", "yc": "ych", "uyng": "uynh", "uyc": "uych", "uêc": "uêch", "uêng": "uênh",
    "ưm": "ươm", "ưp": "ươp",
}  # fmt: skip


def said(sounds: Sequence[str]) -> str:
    """The syllables, with blanks; "" when there is no vowel."""
    peaks = [i for i, sound in enumerate(sounds) if sound in VOWELS]
    if not peaks:
        return ""
    made: list[str] = []
    onset = list(sounds[: peaks[0]])
    for number, peak in enumerate(peaks):
        last = number == len(peaks) - 1
        between = list(sounds[peak + 1 :]) if last else list(sounds[peak + 1 : peaks[number + 1]])
        codas, following = (between, []) if last else _parted(between)
        made += _syllables(onset, sounds[peak], _coda(codas))
        onset = following
    return " ".join(made)


def _parted(between: list[str]) -> tuple[list[str], list[str]]:
    """What closes one syllable and what begins the next."""
    glide = 1 if between and between[-1] == "w" else 0
    body = len(between) - glide
    if body <= 1:
        return ([], between) if between != ["r", "w"] else (["r"], ["w"])
    cut = body - 1
    if between[cut] in _LIQUIDS:
        before = between[cut - 1]
        if (
            (before == "t" and between[cut] == "r")
            or before in _SOFT
            or (before in _HARD - {"x", "s"} and cut > 1)
        ):
            cut -= 1
    return between[:cut], between[cut:]


def _coda(candidates: list[str]) -> str:
    for sound in candidates:
        if sound in _CODAS:
            return _CODAS[sound]
    return ""


def _syllables(onset: list[str], vowel: str, coda: str) -> Iterator[str]:
    """The syllable itself, and one with "ờ" for each consonant before it that cannot stand together with it."""
    glide = bool(onset) and onset[-1] == "w"
    if glide:
        onset = onset[:-1]
    if onset[-2:] == ["t", "r"]:
        onset = [*onset[:-2], "tr"]
    for sound in onset[:-1]:
        yield _SCHWA.get(sound, f"{sound}ờ")
    head = onset[-1] if onset else ""
    if coda:
        vowel = _BEFORE_CODA.get(vowel, vowel)
    yield from _fitted(head, vowel, coda, glide=glide)


def _fitted(head: str, vowel: str, coda: str, *, glide: bool) -> Iterator[str]:
    if glide and head not in _LIPS:
        rime = _GLIDES.get(vowel, vowel)
        onset, rest = ("qu", rime[1:]) if head == "c" and rime[:1] in "ou" else (head, rime)
        for close in (coda, "") if len(vowel) > 1 else (coda,):
            if whole := _spelled(onset, rest, close):
                yield whole
                return
    if glide:
        yield written(head, "u")
        head = ""
    if vowel == "e" and not coda:
        vowel = "ê"
    for rime, close in ((vowel, coda), (vowel, ""), (vowel[0], coda)):
        if whole := _spelled(head, rime, close):
            yield whole
            return
    yield written(head, "ơ")


def _spelled(head: str, rime: str, coda: str) -> str | None:
    closed = rime + coda
    closed = _CLOSED.get(closed, closed)
    if not closed:
        return None
    syllable = written(head, closed, "sắc" if coda in ("p", "t", "c") else "")
    return syllable if exists(syllable) else None
