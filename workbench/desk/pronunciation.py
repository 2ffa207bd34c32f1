"""The commune's pronunciation lexicon: kept in the store, used by every reading after a text's own fixes."""

from __future__ import annotations

import json
from collections.abc import Iterable

from models.errors import BadInput
from models.reading import Lexicon, LexiconEntry, Scope
from workbench.domain.people import Actor, Verb
from workbench.store import rows
from workbench.store.unit_of_work import UnitOfWork

COMMUNE = Scope.COMMUNE.value


def load(uow: UnitOfWork) -> Lexicon:
    """Every entry of the commune, ready for `models.reading.read`."""
    return Lexicon(tuple(_to_reading(row) for row in uow.lexicon.list(scope=COMMUNE)))


def save(uow: UnitOfWork, actor: Actor, entries: Iterable[LexiconEntry]) -> int:
    """Add entries, replacing those of the same written form and context; returns how many were given.

    Raises:
        BadInput: an entry has no written or no spoken form.
        NotAllowed: the person may not edit for others.
    """
    _may_change(actor)
    uow.begin_write()
    count = 0
    for entry in entries:
        if not entry.written.strip() or not entry.spoken.strip():
            raise BadInput(
                f"Mục từ “{entry.written or entry.spoken}” thiếu chữ viết hoặc cách đọc.",
                hint="Mỗi mục cần cả chữ viết và cách đọc.",
            )
        uow.lexicon.save(_to_store(entry))
        count += 1
    uow.audit.add(actor, "lexicon", COMMUNE, {"entries": count})
    uow.commit()
    return count


def remove(uow: UnitOfWork, actor: Actor, entry_id: str) -> None:
    """Take an entry out."""
    _may_change(actor)
    uow.begin_write()
    uow.lexicon.remove(entry_id)
    uow.audit.add(actor, "lexicon_remove", entry_id, {})
    uow.commit()


def _may_change(actor: Actor) -> None:
    """Editors keep the lexicon; so does whoever administers the installation."""
    if not actor.may(Verb.WRITE_ANY):
        actor.require(Verb.ADMINISTER)


def _to_store(entry: LexiconEntry) -> rows.LexiconEntry:
    context = {"before": list(entry.before), "after": list(entry.after), "note": entry.note}
    return rows.LexiconEntry(
        id="",
        scope=COMMUNE,
        owner="",
        written=entry.written.strip(),
        spoken=entry.spoken.strip(),
        case_sensitive=entry.case_sensitive,
        context=json.dumps(context, ensure_ascii=False, sort_keys=True) if any(context.values()) else "",
    )


def _to_reading(row: rows.LexiconEntry) -> LexiconEntry:
    context = json.loads(row.context) if row.context else {}
    return LexiconEntry(
        written=row.written,
        spoken=row.spoken,
        scope=Scope.COMMUNE,
        case_sensitive=row.case_sensitive,
        before=tuple(context.get("before", ())),
        after=tuple(context.get("after", ())),
        note=context.get("note", ""),
        id=row.id,
    )
