"""A foreign word in Vietnamese syllables: from the list when it is there, by rules of spelling when not.

    Facebook -> phây búc (list), Trentwood -> letters -> sounds (data/foreign_sounds.tsv) -> syllables

The rules follow what announcers do: every syllable is one that Vietnamese has, consonants together get "ờ"
(Bruno -> bờ ru nô), a final b, d, g, l is the nearest one that can end a syllable, a stop takes the sắc tone.
They are the last resort and say so by a low confidence.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from models.reading import minority, syllables
from models.reading.letters import CAPITALS, SMALLS, is_syllable, spell
from models.reading.numbers import number_words, roman_value
from models.reading.options import ReadingOptions
from models.reading.sounds import said
from models.reading.tables import rows, words

LISTED, RULED, SPELLED = 0.95, 0.6, 0.4
_LONGEST = 40
_SHORTEST_PART = 3
_VOWELS = frozenset("aeiouy")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_CASES = re.compile(rf"[{CAPITALS}]+(?![{SMALLS}])|[{CAPITALS}]?[{SMALLS}]+|.")
_RUN_ON = re.compile(rf"([{CAPITALS}]{{2,}})([{SMALLS}]{{2,}})")
_ONSET_ONLY = frozenset(("ch", "gh", "gi", "kh", "ng", "ngh", "nh", "ph", "qu", "th", "tr"))
_MOST_CAPITALS = 4
_NUMBERS = ReadingOptions()
_VIET = "viet"
_ROMAN = frozenset("ivxlc")
_FOLDED = str.maketrans(
    {
        "ß": "ss", "æ": "e", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "œ": "e", "ı": "i", "ñ": "nh",
        "ç": "s", "š": "sh", "č": "ch", "ž": "zh", "ć": "ch", "ş": "sh",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Foreign:
    """How a foreign word is said."""

    spoken: str
    confidence: float


@cache
def listed() -> dict[str, str]:
    """The word list by small letters, without the names of several words and the parts of compounds."""
    return {r.written.lower(): r.spoken for r in rows("foreign") if " " not in r.written and not r.flags}


@cache
def _parts() -> dict[str, str]:
    """What may stand inside a compound: the list, and parts that are never a word of their own."""
    return listed() | {r.written: r.spoken for r in rows("foreign") if r.flags}


@cache
def phrases() -> dict[str, tuple[tuple[str, str], ...]]:
    """Names of several words by their first, longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in ("foreign", "place_names"):
        for row in rows(name):
            if " " in row.written:
                low = row.written.lower()
                found.setdefault(low.split()[0], []).append((low, row.spoken))
    return {k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in found.items()}


@lru_cache(maxsize=16384)
def say(word: str) -> Foreign | None:
    """A run of letters in Vietnamese syllables; None when it is a Vietnamese word, or nothing that can be said.

    Args:
        word: letters only, in the case of the text.
    """
    low = word.lower()
    if (known := words("place_names").get(word) or listed().get(low)) is not None:
        return Foreign(known, LISTED)
    if is_vietnamese(word):
        return None
    if len(word) > _LONGEST or low in _ONSET_ONLY or not _latin(low) or _ROMAN.issuperset(low):
        return None
    if not (low.islower() and (word[1:].islower() or word.isupper())):
        return _by_case(word)
    if low.isascii():
        whole = _compound(low)
        return Foreign(whole, 0.8) if whole else _by_rules(low)
    return _marked(low, name=not word.islower())


def _marked(low: str, *, name: bool) -> Foreign | None:
    """Words run together, a name of a minority or of Europe; a slip in a Vietnamese word stays as it is."""
    if apart := syllables.unglued(low):
        return Foreign(apart, LISTED)
    if not name:
        return None
    if minority.is_name(low):
        spoken = minority.say(low)
        return Foreign(spoken, RULED) if spoken else None
    return _by_rules(low)


@lru_cache(maxsize=32768)
def is_foreign(word: str) -> bool:
    """Cheap when asked again: every word of a text is."""
    return say(word) is not None or word.lower() in phrases()


def in_syllables(spoken: str) -> str:
    """A reading in which no foreign word is left."""
    return _WORDS.sub(_said, spoken)


def _said(found: re.Match[str]) -> str:
    word = found.group()
    known = say(word)
    return known.spoken if known is not None else word


def is_vietnamese(word: str) -> bool:
    """A Vietnamese word, also one typed without marks or with a slip in them."""
    if word.isascii():
        return syllables.is_unmarked(word)
    return is_syllable(word)


def _latin(low: str) -> bool:
    return all(c.isascii() or unicodedata.name(c, "").startswith("LATIN") for c in low)


def _by_case(word: str) -> Foreign | None:
    """YouTube, PVcomBank, KDang: the pieces that the capitals show."""
    parts = _parted(word)
    if len(parts) < 2:
        return _by_rules(word.lower())
    if len(parts[0]) == 1 and parts[0] in "KHMRBSDL" and len(parts) == 2:
        low = word.lower()  # KDang, SRó: an apostrophe left out
        if (minority.is_name(low) or minority.is_short(low)) and (name := minority.say(low)):
            return Foreign(name, RULED)
    spoken, sure = [], LISTED
    for part in parts:
        if len(part) == 1 or (part.isupper() and len(part) <= _MOST_CAPITALS and not is_vietnamese(part)):
            value = roman_value(part) if part is parts[0] and syllables.exists(parts[1]) else None
            named = words("names").get(part) or spell(part)
            spoken.append(number_words(_NUMBERS).cardinal(value) if value else named)
            continue
        found = say(part)
        if found is None and part.isascii() and not syllables.exists(part):
            found = _by_rules(part.lower())  # "Net" is a word typed without its mark only when it stands alone
        spoken.append(found.spoken if found else part.lower())
        sure = min(sure, found.confidence if found else sure)
    return Foreign(" ".join(spoken), min(sure, 0.8))


def _parted(word: str) -> list[str]:
    """KHÁNHTổng: the last capital begins the next word; CPngày: it does not."""
    run_on = _RUN_ON.fullmatch(word)
    if run_on is not None:
        capitals, rest = run_on.groups()
        whole = syllables.exists(rest) or syllables.unglued(rest) is not None
        if whole and not rest.isascii() and not syllables.exists(capitals[-1] + rest):
            return [capitals, rest]
    found: list[str] = _CASES.findall(word)
    return found


def _compound(low: str) -> str | None:
    """Two words of the list written as one, or one of them in the plural."""
    known = _parts()
    if low.endswith("s") and (one := listed().get(low[:-1])) and len(low) > _SHORTEST_PART:
        return one
    for cut in range(len(low) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        first, second = known.get(low[:cut]), known.get(low[cut:])
        if first and second:
            return f"{first} {second}"
    if low.startswith(_VIET) and (rest := _by_rules(low[len(_VIET) :])):
        return f"{known[_VIET]} {rest.spoken}"
    return None


def _by_rules(low: str) -> Foreign | None:
    if minority.has_own_letters(low):
        return None
    plain = "".join(
        c for c in unicodedata.normalize("NFD", low.translate(_FOLDED)) if not unicodedata.combining(c)
    )
    if not plain.isascii() or not plain.isalpha():
        return None
    if _VOWELS.isdisjoint(plain):
        return Foreign(spell(plain), SPELLED)
    spoken = said(_sounds(plain))
    return Foreign(spoken, RULED) if spoken else None


@cache
def _rules() -> dict[str, tuple[tuple[str, re.Pattern[str], re.Pattern[str], tuple[str, ...]], ...]]:
    """Rules of spelling by their first letter, longer spellings first."""
    found: dict[str, list[tuple[str, re.Pattern[str], re.Pattern[str], tuple[str, ...]]]] = {}
    for cells in _table():
        letters, before, after, sounds = cells
        found.setdefault(letters[0], []).append(
            (
                letters,
                _pattern(f"(?:{before})\\Z"),
                _pattern(after),
                tuple(s for s in sounds.split() if s != "-"),
            )
        )
    return {k: tuple(sorted(v, key=lambda r: -len(r[0]))) for k, v in found.items()}


def _table() -> list[list[str]]:
    from importlib import resources

    text = (resources.files("models.reading") / "data" / "foreign_sounds.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source.replace("V", "[aeiouy]").replace("C", "[bcdfghjklmnpqrstvwxz]"))


def _sounds(plain: str) -> list[str]:
    """Letters to sounds, from left to right, the first rule that fits."""
    rules, found, at = _rules(), list[str](), 0
    while at < len(plain):
        before = plain[:at]
        for letters, left, right, sounds in rules[plain[at]]:
            end = at + len(letters)
            if plain.startswith(letters, at) and left.search(before) and right.match(plain, end):
                found += sounds
                at = end
                break
        else:  # not reached: every letter has a rule without conditions
            at += 1
    return found
