"""The outbox: rows written with the approval, claimed under a lease, sent at least once and in order."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, exists, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from models.errors import Conflict, NotFound
from workbench.store.rows import OutboxEntry, OutboxRow
from workbench.store.tables import outbox
from workbench.store.transaction import Transaction

if TYPE_CHECKING:
    from workbench.publishing.contract import OutboundEvent

WAITING, SENT, DEAD = "waiting", "sent", "dead"

MAX_ATTEMPTS = 40
"""Sendings before a row is given up; with the delays below that is three hours of trying."""
FIRST_DELAY_S = 1.0
LONGEST_DELAY_S = 300.0


Entries = list[OutboxEntry]


def retry_delay(attempts: int, draw: float | None = None) -> timedelta:
    """Wait before the next try: doubling to five minutes, ± 25 % so that many rows do not come back at once.

    Args:
        attempts: how often it has been tried, from 1.
        draw: a number in [0, 1) instead of a random one.
    """
    jitter = 0.75 + 0.5 * (random.random() if draw is None else draw)  # noqa: S311  # no secret
    doubled = FIRST_DELAY_S * 2.0 ** min(max(attempts, 1) - 1, 30)
    return timedelta(seconds=min(LONGEST_DELAY_S, doubled) * jitter)


class Outbox:
    """Messages waiting to be sent.

    Order is kept per subject (bulletin) within a lane: a row is not claimed while an earlier one of the
    same lane and subject waits. A recall has a lane of its own and priority 0, so it overtakes.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def add_all(self, rows: Iterable[OutboundEvent]) -> int:
        """Queue messages in the caller's transaction. Raises Conflict when one is queued already."""
        now = self._t.clock()
        values = [
            {
                "event_id": row.event_id,
                "routing_key": row.routing_key,
                "lane": row.lane,
                "subject": row.subject,
                "priority": row.priority,
                "body": row.body,
                "state": WAITING,
                "attempts": 0,
                "not_before": now,
                "error": "",
                "created_at": now,
            }
            for row in rows
        ]
        if not values:
            return 0
        try:
            self._t.write(insert(outbox), values)
        except IntegrityError as error:
            raise Conflict("Thông điệp của phiên bản này đã nằm trong hộp gửi.") from error
        return len(values)

    def claim(self, limit: int, lease_s: float, now: datetime | None = None) -> list[OutboxRow]:
        """Take due rows for `lease_s` seconds; a row whose lease ran out is taken from its holder.

        Commit before sending: until then the claim is not visible to others.
        """
        at = now or self._t.clock()
        token = secrets.token_hex(16)
        o, p = outbox.alias("o"), outbox.alias("p")
        earlier = exists().where(
            p.c.state == WAITING, p.c.lane == o.c.lane, p.c.subject == o.c.subject, p.c.seq < o.c.seq
        )
        due = (
            select(o.c.seq)
            .where(
                o.c.state == WAITING,
                o.c.not_before <= at,
                or_(o.c.lease_until.is_(None), o.c.lease_until < at),
                ~earlier,
            )
            .order_by(o.c.priority, o.c.seq)
            .limit(limit)
        )
        if self._t.dialect == "postgresql":
            due = due.with_for_update(skip_locked=True, of=o)
        claimed = self._t.write(
            update(outbox)
            .where(outbox.c.seq.in_(due))
            .values(
                lease_until=at + timedelta(seconds=lease_s),
                lease_token=token,
                attempts=outbox.c.attempts + 1,
            )
            .returning(outbox)
        )
        rows = [
            OutboxRow(
                seq=r.seq,
                event_id=r.event_id,
                routing_key=r.routing_key,
                lane=r.lane,
                subject=r.subject,
                priority=r.priority,
                body=bytes(r.body),
                token=token,
                attempts=r.attempts,
            )
            for r in claimed
        ]
        return sorted(rows, key=lambda r: (r.priority, r.seq))

    def sent(self, seq: int, token: str) -> bool:
        """The queue has it. False: the lease ran out and someone else holds the row now."""
        return self._settle(seq, token, state=SENT, sent_at=self._t.clock(), error="")

    def failed(self, seq: int, token: str, error: str, retry_at: datetime | None = None) -> bool:
        """It did not go. Tried again at `retry_at`, or after a growing delay; dead after MAX_ATTEMPTS.

        Without `retry_at` the row counts towards being given up; with it the caller decides.
        """
        if retry_at is None:
            query = select(outbox.c.attempts).where(outbox.c.seq == seq)
            attempts = self._t.read(query).scalar() or 0
            if attempts >= MAX_ATTEMPTS:
                return self.dead(seq, token, error)
            retry_at = self._t.clock() + retry_delay(attempts)
        return self._settle(seq, token, not_before=retry_at, error=error[:2000])

    def dead(self, seq: int, token: str, error: str) -> bool:
        """Give up; frees the order of its bulletin and raises the banner."""
        return self._settle(seq, token, state=DEAD, error=error[:2000])

    def retry(self, seq: int) -> None:
        """Put a dead or waiting row back, due now. Raises NotFound, or Conflict when it was sent."""
        now = self._t.clock()
        state = self._t.read(select(outbox.c.state).where(outbox.c.seq == seq)).scalar()
        if state is None:
            raise NotFound(f"Hộp gửi không có mục số {seq}.")
        if state == SENT:
            raise Conflict(f"Mục số {seq} đã gửi rồi.")
        # A row under way keeps its lease: its holder may be sending it at this moment.
        free = or_(outbox.c.lease_until.is_(None), outbox.c.lease_until < now)
        where = and_(outbox.c.seq == seq, outbox.c.state == state, free)
        values: dict[str, Any] = {"state": WAITING, "not_before": now, "attempts": 0}
        if self._t.write(update(outbox).where(where).values(**values)).rowcount != 1:
            raise Conflict(f"Mục số {seq} đang được gửi.", hint="Đợi ít giây rồi xem lại.")

    def list(self, state: str | None = None, limit: int = 100) -> Entries:
        """Rows, oldest first; without a state those that still need somebody come first."""
        return self._entries(
            [] if state is None else [outbox.c.state == state], limit, undone_first=state is None
        )

    def of_bulletin(self, bulletin_id: str) -> Sequence[OutboxEntry]:
        """Every row of a bulletin, oldest first."""
        return self._entries([outbox.c.subject == bulletin_id], 10_000)

    def waiting_for(self, bulletin_id: str) -> Sequence[OutboxEntry]:
        """Rows of a bulletin that are not with the queue yet, dead ones included."""
        return self._entries([outbox.c.subject == bulletin_id, outbox.c.state != SENT], 10_000)

    def stats(self) -> Mapping[str, int | float]:
        """waiting, sent, dead, retrying (tried at least once), oldest_waiting_s."""
        c = outbox.c
        query = select(
            func.count().filter(c.state == WAITING).label("waiting"),
            func.count().filter(c.state == SENT).label("sent"),
            func.count().filter(c.state == DEAD).label("dead"),
            func.count().filter(and_(c.state == WAITING, c.error != "")).label("retrying"),
        )
        row = self._t.read(query).one()
        oldest = self._t.read(select(c.created_at).where(c.state == WAITING).order_by(c.seq).limit(1)).scalar()
        age = 0.0 if oldest is None else (self._t.clock() - oldest).total_seconds()
        return {**row._mapping, "oldest_waiting_s": round(max(0.0, age), 1)}

    def _settle(self, seq: int, token: str, **values: object) -> bool:
        mine = and_(outbox.c.seq == seq, outbox.c.lease_token == token, outbox.c.state == WAITING)
        values |= {"lease_until": None, "lease_token": None}
        return self._t.write(update(outbox).where(mine).values(**values)).rowcount == 1

    def _entries(
        self, conditions: Sequence[ColumnElement[bool]], limit: int, *, undone_first: bool = False
    ) -> Entries:
        c = outbox.c
        order = [c.state == SENT, c.seq] if undone_first else [c.seq]
        columns = [c[field.name] for field in fields(OutboxEntry)]
        query = select(*columns).where(*conditions).order_by(*order).limit(limit)
        return [OutboxEntry(**row._mapping) for row in self._t.rows(query)]
