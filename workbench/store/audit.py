"""The audit log: rows are only ever added, and each carries the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert, select, update

from workbench.domain.people import Actor, UserId
from workbench.store import codec
from workbench.store.rows import AuditRow
from workbench.store.tables import audit, meta
from workbench.store.transaction import Transaction

_HEAD = "audit_head"
_START = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditCheck:
    """Result of walking the chain."""

    rows: int
    broken_at: int | None
    """Number of the first row that does not fit; None: the log is whole."""


class AuditLog:
    """Who did what. The database refuses to change or delete rows (triggers); `verify` finds what got past."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def add(
        self, actor: Actor, verb: str, subject_id: str, details: Mapping[str, object] | None = None
    ) -> None:
        """Write one line in the caller's transaction. No personal data beyond names of those who act."""
        self._t.begin_write()
        # The head's row is also the lock that puts writers of other machines in line.
        query = select(meta.c.value).where(meta.c.key == _HEAD).with_for_update()
        head = self._t.read(query).scalar()
        previous = head or _START
        at = self._t.clock().astimezone(UTC)
        text = codec.dumps(dict(details or {}))
        digest = _digest(previous, at, actor.id, actor.name, verb, subject_id, text)
        self._t.write(
            insert(audit).values(
                at=at,
                actor_id=actor.id,
                actor_name=actor.name,
                verb=verb,
                subject=subject_id,
                details=text,
                previous=previous,
                hash=digest,
            )
        )
        if head is None:
            self._t.write(insert(meta).values(key=_HEAD, value=digest))
        else:
            self._t.write(update(meta).where(meta.c.key == _HEAD).values(value=digest))

    def list(self, subject: str | None = None, limit: int = 100, verb: str | None = None) -> list[AuditRow]:
        """Lines, newest first."""
        query = select(audit).order_by(audit.c.seq.desc()).limit(limit)
        if subject is not None:
            query = query.where(audit.c.subject == subject)
        if verb is not None:
            query = query.where(audit.c.verb == verb)
        return [
            AuditRow(r.seq, r.at, UserId(r.actor_id), r.actor_name, r.verb, r.subject, json.loads(r.details))
            for r in self._t.rows(query)
        ]

    def verify(self) -> AuditCheck:
        """Walk the whole chain; finds rows changed, taken out, put in, or cut off at the end."""
        previous, rows, last = _START, 0, 0
        for r in self._t.read(select(audit).order_by(audit.c.seq)):
            due = _digest(previous, r.at, r.actor_id, r.actor_name, r.verb, r.subject, r.details)
            if r.previous != previous or r.hash != due:
                return AuditCheck(rows, r.seq)
            previous, rows, last = r.hash, rows + 1, r.seq
        head = self._t.read(select(meta.c.value).where(meta.c.key == _HEAD)).scalar() or _START
        return AuditCheck(rows, None if head == previous else last + 1)


def _digest(previous: str, at: datetime, *parts: str) -> str:
    line = json.dumps([previous, at.astimezone(UTC).isoformat(), *parts], ensure_ascii=False)
    return hashlib.sha256(line.encode()).hexdigest()
