"""Words that are not Vietnamese: brand names, loan words, names of other countries and of the minorities.

Cases (with Foreign.VIETNAMESE; with KEEP they stay as written, of kind "foreign"):
    Facebook -> phây búc
    internet -> in tơ nét
    ông Trentwood -> ông tren tút
    xã Krông Pắc, Ea H'leo -> xã cờ rông Pắc, ê a hờ leo
    buôn Drang -> buôn đờ rang
    Moody's -> mu đi
    kênh YouTube -> kênh du túp
    20 kilôgam -> hai mươi ki lô gam
    quyet dinh -> quyet dinh
"""

from __future__ import annotations

import re

from models.reading import foreign, minority
from models.reading.letters import SMALLS, spell
from models.reading.matching import Cursor, Match
from models.reading.options import Foreign
from models.reading.tables import cues, words

_CHAIN = re.compile(rf"[^\W\d_]+(?:'[^\W\d_]+|-[{SMALLS}][^\W\d_]*)*+(?![\w])")
_RUN = re.compile(r"[^\W\d_]+")
_PLACES = cues("word.place")
"""Words before a minority name."""
_FIRST = 4
"""Letters before the apostrophe of a minority name, at most: H'leo, Mơ'nông."""


class Word:
    """A word, or some joined by hyphens or apostrophes."""

    kind = "foreign"

    def match(self, at: Cursor) -> Match | None:
        """In Vietnamese syllables, unless the option is to keep such words."""
        if at.options.foreign is Foreign.KEEP or at.glued():
            return None
        found = _CHAIN.match(at.text, at.pos) or _RUN.match(at.text, at.pos)
        if found is None or at.char(found.end()).isdigit() or at.char(found.end()) == "_":
            return None
        raw = found.group()
        end, said = found.end(), None
        if phrase := _phrase(at) or _pair(at, found.end()):
            end, said = phrase
            raw = at.text[at.pos : end]
        elif raw.isalpha():
            said = self._placed(at, raw) or (None if _initials(raw) else foreign.say(raw))
        else:
            said = _joined(raw)
        if said is None:
            return None
        rule = "foreign:list" if said.confidence >= foreign.LISTED else "foreign:rule"
        others = (raw,) if said.confidence >= foreign.LISTED else (raw, spell(raw))
        return Match(end, said.spoken, self.kind, rule, said.confidence, others)

    @staticmethod
    def _placed(at: Cursor, raw: str) -> foreign.Foreign | None:
        """Ia Drang, xã Mar: a name without marks, when the words before say that it is one."""
        low = raw.lower()
        if not raw[0].isupper() or not low.isascii() or not minority.is_short(low) or low in foreign.listed():
            return None
        if (
            raw in words("place_names")
            or foreign.is_vietnamese(raw)
            or not at.left
            or _PLACES.isdisjoint(at.left[-2:])
        ):
            return None
        name = minority.say(low)
        return foreign.Foreign(name, foreign.RULED) if name else None


def _initials(raw: str) -> bool:
    """Short capitals that the recogniser of abbreviations has let pass: not words either."""
    return raw.isupper() and raw.isascii() and len(raw) <= _FIRST and raw.lower() not in foreign.listed()


def _phrase(at: Cursor) -> tuple[int, foreign.Foreign] | None:
    first = _RUN.match(at.text, at.pos)
    for written, spoken in foreign.phrases().get(first.group().lower(), ()) if first else ():
        end = at.pos + len(written)
        if at.text[at.pos : end].lower() == written and not at.char(end).isalnum():
            return end, foreign.Foreign(spoken, foreign.LISTED)
    return None


def _pair(at: Cursor, end: int) -> tuple[int, foreign.Foreign] | None:
    """Wi-Fi, Coca-Cola: two words with capitals that are one entry of the list."""
    second = _RUN.match(at.text, end + 1) if at.char(end) == "-" else None
    if second is None:
        return None
    spoken = foreign.listed().get(at.text[at.pos : second.end()].lower())
    return (second.end(), foreign.Foreign(spoken, foreign.LISTED)) if spoken else None


def _joined(raw: str) -> foreign.Foreign | None:
    """Jong-un, e-mail, H'leo, Moody's; None when every part is Vietnamese."""
    known = foreign.listed().get(raw.lower())
    if known is not None:
        return foreign.Foreign(known, foreign.LISTED)
    if raw[-2:] in ("'s", "'S") and raw[:-2].isalpha():
        return foreign.say(raw[:-2])
    spoken, sure, changed = [], foreign.LISTED, False
    for piece in raw.split("-"):
        head, _, rest = piece.partition("'")
        found = _apostrophe(head, rest) if rest else foreign.say(piece) or _by_sound(piece)
        changed = changed or found is not None
        spoken.append(found.spoken if found else piece)
        sure = min(sure, found.confidence if found else sure)
    return foreign.Foreign(" ".join(spoken), sure) if changed else None


def _by_sound(piece: str) -> foreign.Foreign | None:
    """The "xtơ" of Ô-xtơ-rây-li-a."""
    name = None if piece.isascii() or foreign.is_vietnamese(piece) else minority.say(piece.lower())
    return foreign.Foreign(name, foreign.RULED) if name else None


def _apostrophe(head: str, rest: str) -> foreign.Foreign | None:
    """H'leo, M'gar, Ng'hia: what stands before takes "ờ"; O'Brien, D'Angelo otherwise."""
    rest = rest.replace("'", "")
    short = len(head) <= _FIRST and not any(c in "aeiouyăâêôơư" for c in head.lower())
    name = minority.say(rest.lower()) if short else None
    if name is not None and (minority.is_short(rest.lower()) or not rest.isascii()):
        return foreign.Foreign(" ".join((*minority.schwa(head.lower()), name)), foreign.RULED)
    found = [foreign.say(part) for part in (head, rest)]
    said = [f.spoken if f else part for f, part in zip(found, (head, rest), strict=True)]
    return foreign.Foreign(" ".join(said), foreign.RULED)
