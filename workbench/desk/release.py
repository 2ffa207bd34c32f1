"""The way out and back: release, recall, expiry, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from workbench.desk.cleaning import clean_text
from workbench.domain.bulletin import Bulletin, BulletinId, Revision
from workbench.domain.flow import State
from workbench.domain.people import SYSTEM, Actor, Verb
from workbench.domain.place import Area, Channel
from workbench.publishing.contract import EventKind, OutboundEvent, kind_for
from workbench.store.rows import DeliveryRow, OutboxEntry
from workbench.store.unit_of_work import UnitOfWork


class EventBuilder(Protocol):
    """`workbench.publishing.contract.events` with the sender filled in."""

    def __call__(
        self,
        bulletin: Bulletin,
        areas: Sequence[Area],
        kind: EventKind,
        *,
        at: datetime,
        dropped: Sequence[tuple[Channel, Area]] = (),
    ) -> Sequence[OutboundEvent]:
        """Outbox rows of one event."""
        ...


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """Where a bulletin is on its way."""

    receivers: tuple[DeliveryRow, ...]
    """What each receiver said last."""
    queue: tuple[OutboxEntry, ...]
    """Every message of it, sent or not."""

    @property
    def waiting(self) -> int:
        """Messages not yet with the queue."""
        return sum(1 for row in self.queue if row.state == "waiting")

    @property
    def dead(self) -> int:
        """Messages given up; somebody must retry them."""
        return sum(1 for row in self.queue if row.state == "dead")


def release(uow: UnitOfWork, actor: Actor, bulletin_id: str, *, events: EventBuilder) -> Bulletin:
    """Hand an approved bulletin that was held back to the outbox.

    Raises:
        Conflict: not approved by every gate for exactly this content, released already, or expired.
        NotAllowed: no right to release.
    """
    uow.begin_write()
    released = hand_over(uow, actor, uow.bulletins.get(bulletin_id), events, uow.now())
    uow.commit()
    return released


def hand_over(
    uow: UnitOfWork, actor: Actor, bulletin: Bulletin, events: EventBuilder, at: datetime
) -> Bulletin:
    """Release inside the caller's transaction: state, audit and messages stand or fall together."""
    released = bulletin.release(actor, at)
    before = _on_air(uow, bulletin)
    kind = kind_for(released, released_before=before is not None)
    areas = uow.areas.of_codes(released.revision.content.audience.areas)
    rows = events(released, areas, kind, at=at, dropped=_dropped(uow, before, released.revision, areas))
    saved = uow.bulletins.save(released, actor)
    uow.audit.add(
        actor,
        "release",
        bulletin.id,
        {
            "revision": released.revision.number,
            "kind": kind.value,
            "text": released.revision.content.text_hash,
            "content": released.revision.full_hash,
            "messages": len(rows),
        },
    )
    uow.outbox.add_all(rows)
    return saved


def recall(uow: UnitOfWork, actor: Actor, bulletin_id: str, reason: str, *, events: EventBuilder) -> Bulletin:
    """Withdraw what is on air; the message overtakes everything else of this bulletin.

    What is recalled is the revision receivers have, even when a newer one is being written.

    Raises:
        BadInput: no reason.
        Conflict: nothing of it is on air.
        NotAllowed: no right to recall.
    """
    reason = clean_text(reason).strip()
    uow.begin_write()
    bulletin = uow.bulletins.get(bulletin_id)
    recalled = bulletin.recall(actor, reason)
    on_air = _on_air(uow, bulletin)
    assert on_air is not None  # recall() has refused otherwise
    message = replace(bulletin, revision=on_air, state=State.RECALLED, reason=reason)
    areas = uow.areas.of_codes(on_air.content.audience.areas)
    rows = events(message, areas, EventKind.RECALLED, at=uow.now())
    saved = uow.bulletins.save(recalled, actor)
    details = {"revision": on_air.number, "reason": reason, "messages": len(rows)}
    uow.audit.add(actor, "recall", bulletin_id, details)
    uow.outbox.add_all(rows)
    uow.commit()
    return saved


def retry(uow: UnitOfWork, actor: Actor, seq: int) -> None:
    """Put a dead or waiting outbox row back, due now. Raises NotFound, or Conflict when it was sent."""
    actor.require(Verb.QUEUE)
    uow.begin_write()
    uow.outbox.retry(seq)
    uow.audit.add(actor, "retry", str(seq), {})
    uow.commit()


def expire_due(uow: UnitOfWork) -> list[BulletinId]:
    """Mark approved bulletins whose time has run out; returns them.

    Sends nothing: every message carries its expiry and receivers take it down by themselves, so it
    works also where the line is down at that moment.
    """
    now = uow.now()
    if not uow.bulletins.due_to_expire(now):
        return []
    uow.begin_write()
    done = []
    for bulletin_id in uow.bulletins.due_to_expire(now):
        bulletin = uow.bulletins.get(bulletin_id)
        uow.bulletins.save(bulletin.expire(now), SYSTEM)
        uow.audit.add(SYSTEM, "expire", bulletin_id, {"revision": bulletin.revision.number})
        done.append(bulletin_id)
    uow.commit()
    return done


def delivery(uow: UnitOfWork, bulletin_id: str) -> DeliveryReport:
    """What receivers and queue say of a bulletin."""
    return DeliveryReport(
        tuple(uow.deliveries.for_bulletin(bulletin_id)), tuple(uow.outbox.of_bulletin(bulletin_id))
    )


def _on_air(uow: UnitOfWork, bulletin: Bulletin) -> Revision | None:
    if not bulletin.on_air or bulletin.released_revision is None:
        return None
    return uow.bulletins.revision(bulletin.id, bulletin.released_revision)


def _dropped(
    uow: UnitOfWork, before: Revision | None, after: Revision, areas: Sequence[Area]
) -> list[tuple[Channel, Area]]:
    """Where the revision on air went and the new one does not: those places must take it down."""
    if before is None:
        return []
    channels, codes = set(after.content.audience.channels), {area.code for area in areas}
    old = uow.areas.of_codes(before.content.audience.areas)
    return [
        (channel, area)
        for channel in before.content.audience.channels
        for area in old
        if channel not in channels or not codes & set(area.path)
    ]
