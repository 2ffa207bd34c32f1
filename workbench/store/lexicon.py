"""Reading rules and the memory of recordings made."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from workbench.store.rows import LexiconEntry
from workbench.store.tables import lexicon, takes
from workbench.store.transaction import Transaction


class LexiconEntries:
    """How written forms are said, per scope and owner."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def list(self, scope: str | None = None, owner: str | None = None) -> list[LexiconEntry]:
        """Entries by written form."""
        query = select(lexicon).order_by(lexicon.c.scope, lexicon.c.owner, lexicon.c.written, lexicon.c.context)
        if scope is not None:
            query = query.where(lexicon.c.scope == scope)
        if owner is not None:
            query = query.where(lexicon.c.owner == owner)
        return [_entry(row) for row in self._t.rows(query)]

    def save(self, entry: LexiconEntry) -> LexiconEntry:
        """Add, or replace the entry of the same scope, owner, written form and context."""
        c = lexicon.c
        same = (
            c.scope == entry.scope,
            c.owner == entry.owner,
            c.written == entry.written,
            c.context == entry.context,
        )
        values = {"spoken": entry.spoken, "case_sensitive": entry.case_sensitive}
        known = self._t.read(select(c.id).where(*same)).scalar()
        if known is not None:
            self._t.write(update(lexicon).where(c.id == known).values(**values))
            return LexiconEntry(known, *_rest(entry))
        fresh = entry.id or uuid.uuid4().hex
        self._t.write(
            insert(lexicon).values(
                id=fresh,
                scope=entry.scope,
                owner=entry.owner,
                written=entry.written,
                context=entry.context,
                **values,
            )
        )
        return LexiconEntry(fresh, *_rest(entry))

    def remove(self, entry_id: str) -> None:
        """Remove; unknown is fine."""
        self._t.write(delete(lexicon).where(lexicon.c.id == entry_id))


class Takes:
    """Recordings already made, by the hash of everything that decides the sound."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def get(self, key: str) -> bytes | None:
        """What `set` kept."""
        found = self._t.read(select(takes.c.take).where(takes.c.key == key)).scalar()
        return None if found is None else bytes(found)

    def set(self, key: str, take_json: bytes) -> None:
        """Keep or replace."""
        values = {"take": take_json, "made_at": self._t.clock()}
        self._t.write(
            self._t.insert(takes)
            .values(key=key, **values)
            .on_conflict_do_update(index_elements=["key"], set_=values)
        )


def _rest(entry: LexiconEntry) -> tuple[Any, ...]:
    return (entry.scope, entry.owner, entry.written, entry.spoken, entry.case_sensitive, entry.context)


def _entry(row: Row[Any]) -> LexiconEntry:
    return LexiconEntry(
        id=row.id,
        scope=row.scope,
        owner=row.owner,
        written=row.written,
        spoken=row.spoken,
        case_sensitive=row.case_sensitive,
        context=row.context,
    )
