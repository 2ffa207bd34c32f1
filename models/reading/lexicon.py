"""The pronunciation lexicon: entries by scope, matched on token boundaries, before every rule.

document (this text) > commune > system; within a scope the longer written form wins.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from models.reading.matching import Cursor
from models.types import Span

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
    place: Span | None = None
    """Only at this place of the text ("chỗ này")."""
    note: str = ""
    id: str = ""
    """Empty = made from scope and written form."""

    @property
    def key(self) -> str:
        """The id that spans decided by this entry carry."""
        return self.id or f"{self.scope.value}:{self.written}"


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

    def __post_init__(self) -> None:
        index: dict[str, list[LexiconEntry]] = {}
        for entry in self.entries:
            if entry.written:
                index.setdefault(_first(entry.written), []).append(entry)
        ordered = {k: tuple(sorted(v, key=_order)) for k, v in index.items()}
        object.__setattr__(self, "_index", ordered)

    @classmethod
    def of_fixes(cls, fixes: Iterable[tuple[str, str]], scope: Scope = Scope.DOCUMENT) -> Lexicon:
        """A lexicon of plain (written, spoken) pairs: the reading fixes of a bulletin."""
        return cls(tuple(LexiconEntry(unicodedata.normalize("NFC", w), s, scope) for w, s in fixes if w))

    def conflicts(self) -> tuple[Conflict, ...]:
        """Entries that contradict each other; the earlier one wins."""
        seen: dict[tuple[object, ...], LexiconEntry] = {}
        found = []
        for entry in self.entries:
            written = entry.written if entry.case_sensitive else entry.written.casefold()
            key = (entry.scope, written, entry.before, entry.after, entry.place)
            other = seen.setdefault(key, entry)
            if other is not entry and other.spoken != entry.spoken:
                found.append(Conflict(other, entry))
        return tuple(found)

    def __iter__(self) -> Iterator[LexiconEntry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def candidates(self, token: str) -> Sequence[LexiconEntry]:
        """Entries whose written form begins with this token, best first."""
        return self._index.get(token.casefold(), ())


def merge(lexicons: Sequence[Lexicon]) -> Lexicon:
    """One lexicon of all; ranks by scope, then earlier lexicons first."""
    if len(lexicons) == 1:
        return lexicons[0]
    return Lexicon(tuple(entry for lexicon in lexicons for entry in lexicon))


def find(lexicon: Lexicon, at: Cursor, original_pos: int) -> tuple[int, LexiconEntry] | None:
    """The entry that holds at the cursor and where it ends."""
    text, pos = at.text, at.pos
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
        if entry.place is not None and entry.place.start != original_pos:
            continue
        if entry.before and not _among(entry.before, text[max(0, pos - _CONTEXT_CHARS) : pos]):
            continue
        if entry.after and not _among(entry.after, text[end : end + _CONTEXT_CHARS]):
            continue
        return end, entry
    return None


def _among(wanted: tuple[str, ...], context: str) -> bool:
    folded = f" {' '.join(_WORD.findall(context.casefold()))} "
    return any(f" {w.casefold()} " in folded for w in wanted)


def _first(written: str) -> str:
    word = _WORD.match(written)
    return (word.group() if word else written[:1]).casefold()


def _order(entry: LexiconEntry) -> tuple[int, int, int, int]:
    return (_RANK[entry.scope], entry.place is None, -len(entry.written), not (entry.before or entry.after))
