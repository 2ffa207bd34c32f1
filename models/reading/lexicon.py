"""The pronunciation lexicon: entries by scope, matched on token boundaries, before every rule.

document (this text) > commune > system; within a scope an entry for one place wins over one for all
places, then the longer written form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from models.reading.anchors import positions
from models.reading.matching import Cursor
from models.types import Anchor

_WORD = re.compile(r"[^\W_]+")
_CONTEXT_CHARS = 40


class Scope(StrEnum):
    """How far an entry reaches."""

    SYSTEM = "system"
    COMMUNE = "commune"
    DOCUMENT = "document"


_RANK = {Scope.DOCUMENT: 0, Scope.COMMUNE: 1, Scope.SYSTEM: 2}


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """One correction: what is written and what to say."""

    written: str
    spoken: str
    scope: Scope = Scope.SYSTEM
    case_sensitive: bool = True
    before: tuple[str, ...] = ()
    """Words, one of which must stand just before (within 40 characters); empty = anywhere."""
    after: tuple[str, ...] = ()
    """The same, just after."""
    place: Anchor | None = None
    """Only where these characters stand around it ("chỗ này")."""
    note: str = ""
    id: str = ""
    """Empty = made from scope and written form."""

    @property
    def key(self) -> str:
        """The id that spans decided by this entry carry."""
        return self.id or f"{self.scope.value}:{self.written}"

    def same_place(self, other: LexiconEntry) -> bool:
        """Both decide the same writing in the same context, so only one of them can hold."""
        fold = not (self.case_sensitive and other.case_sensitive)
        mine, its = (w.casefold() if fold else w for w in (self.written, other.written))
        contexts = [
            (e.scope, e.place, *(frozenset(w.casefold() for w in side) for side in (e.before, e.after)))
            for e in (self, other)
        ]
        return mine == its and contexts[0] == contexts[1]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two entries of one scope and context that say different things for the same writing."""

    first: LexiconEntry
    second: LexiconEntry


@dataclass(frozen=True)
class Lexicon:
    """Entries ready to be found. Build once, use for many texts."""

    entries: tuple[LexiconEntry, ...] = ()
    _index: dict[str, tuple[LexiconEntry, ...]] = field(init=False, repr=False, compare=False)
    _placed: tuple[LexiconEntry, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: dict[str, list[LexiconEntry]] = {}
        for entry in self.entries:
            if entry.written and entry.place is None:
                index.setdefault(_first(entry.written), []).append(entry)
        ordered = {k: tuple(sorted(v, key=_order)) for k, v in index.items()}
        object.__setattr__(self, "_index", ordered)
        placed = tuple(e for e in self.entries if e.written and e.place is not None)
        object.__setattr__(self, "_placed", placed)

    @classmethod
    def of_fixes(cls, fixes: Iterable[tuple[str, str]], scope: Scope = Scope.DOCUMENT) -> Lexicon:
        """A lexicon of plain (written, spoken) pairs: the reading fixes of a bulletin."""
        return cls(tuple(LexiconEntry(unicodedata.normalize("NFC", w), s, scope) for w, s in fixes if w))

    def conflicts(self) -> tuple[Conflict, ...]:
        """Entries that contradict each other; the earlier one wins."""
        return tuple(_contradictions((), self.entries))

    def against(self, newer: Iterable[LexiconEntry]) -> tuple[Conflict, ...]:
        """Where newer entries, in order, say something else than these (`first`), or than each other."""
        return tuple(_contradictions(self.entries, newer))

    def __iter__(self) -> Iterator[LexiconEntry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def candidates(self, token: str) -> Sequence[LexiconEntry]:
        """Entries whose written form begins with this token, best first."""
        return self._index.get(token.casefold(), ())

    def here(self, text: str) -> dict[int, LexiconEntry]:
        """Entries that hold at one place of this text only, by where they begin; the earlier entry wins."""
        found: dict[int, LexiconEntry] = {}
        for entry in self._placed:
            if entry.place is not None:
                for start in positions(text, entry.written, entry.place):
                    found.setdefault(start, entry)
        return found


def merge(lexicons: Sequence[Lexicon]) -> Lexicon:
    """One lexicon of all; ranks by scope, then earlier lexicons first."""
    if len(lexicons) == 1:
        return lexicons[0]
    return Lexicon(tuple(entry for lexicon in lexicons for entry in lexicon))


def find(
    lexicon: Lexicon, at: Cursor, placed: Mapping[int, LexiconEntry], origin: Callable[[int], int]
) -> tuple[int, LexiconEntry] | None:
    """The entry that holds at the cursor and where it ends.

    Args:
        lexicon: to look in.
        at: the place in the working text.
        placed: what `Lexicon.here` found in the written text.
        origin: where a place of the working text stands in the written text.
    """
    text, pos = at.text, at.pos
    if placed and (here := placed.get(origin(pos))) is not None:
        end, last = pos + 1, origin(pos) + len(here.written)
        while end < len(text) and origin(end) < last:
            end += 1
        return end, here
    word = _WORD.match(text, pos)
    token = word.group() if word else text[pos : pos + 1]
    for entry in lexicon.candidates(token):
        end = pos + len(entry.written)
        piece = text[pos:end]
        if piece != entry.written and (entry.case_sensitive or piece.casefold() != entry.written.casefold()):
            continue
        if (piece[0].isalnum() and at.char(pos - 1).isalnum()) or (
            piece[-1].isalnum() and at.char(end).isalnum()
        ):
            continue
        if entry.before and not _among(entry.before, text[max(0, pos - _CONTEXT_CHARS) : pos]):
            continue
        if entry.after and not _among(entry.after, text[end : end + _CONTEXT_CHARS]):
            continue
        return end, entry
    return None


def _contradictions(known: Iterable[LexiconEntry], newer: Iterable[LexiconEntry]) -> Iterator[Conflict]:
    seen: dict[str, list[LexiconEntry]] = {}
    for entry in known:
        seen.setdefault(entry.written.casefold(), []).append(entry)
    for entry in newer:
        others = seen.setdefault(entry.written.casefold(), [])
        other = next((o for o in others if o.same_place(entry)), None)
        if other is None:
            others.append(entry)
        elif other.spoken != entry.spoken:
            yield Conflict(other, entry)


def _among(wanted: tuple[str, ...], context: str) -> bool:
    folded = f" {' '.join(_WORD.findall(context.casefold()))} "
    return any(f" {w.casefold()} " in folded for w in wanted)


def _first(written: str) -> str:
    word = _WORD.match(written)
    return (word.group() if word else written[:1]).casefold()


def _order(entry: LexiconEntry) -> tuple[int, int, bool]:
    return (_RANK[entry.scope], -len(entry.written), not (entry.before or entry.after))
