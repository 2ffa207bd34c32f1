"""What receivers answered: every receipt once, and from them the state per receiver and channel."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import String, and_, cast, exists, or_, select, update

from models.errors import NotFound
from workbench.domain.bulletin import BulletinId
from workbench.domain.flow import Delivery
from workbench.store.rows import DeliveryRow, LateRow
from workbench.store.tables import areas, bulletins, deliveries, outbox, receipts, receivers
from workbench.store.transaction import Transaction

if TYPE_CHECKING:
    from workbench.publishing.contract import Receipt

_RANK = {state: rank for rank, state in enumerate(Delivery)}
_CONTENT_EVENTS = ("published", "updated", "emergency")
"""Kinds of event a receiver is to confirm (`workbench.publishing.contract.EventKind`)."""
LATE_WITHIN = timedelta(days=7)
"""A receiver that missed something older than this is no longer news."""


class Deliveries:
    """Delivery states and the receipts behind them."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def note(self, receipt: Receipt) -> bool:
        """Take in a receipt. False: it was known already, nothing changed."""
        self._t.begin_write()
        if self._t.read(select(bulletins.c.id).where(bulletins.c.id == receipt.bulletin_id)).first() is None:
            raise NotFound(f"Xác nhận nói về bản tin lạ “{receipt.bulletin_id}”.")
        now = self._t.clock()
        fresh = self._t.write(
            self._t.insert(receipts)
            .values(
                receipt_id=receipt.receipt_id,
                bulletin_id=receipt.bulletin_id,
                revision=receipt.revision,
                channel=receipt.channel,
                receiver=receipt.receiver,
                area=receipt.area,
                status=receipt.status.value,
                at=receipt.at,
                detail=receipt.detail,
                noted_at=now,
            )
            .on_conflict_do_nothing()
            .returning(receipts.c.receipt_id)
        ).first()
        if fresh is None:
            return False
        self._see(receipt, now)
        self._advance(receipt)
        return True

    def for_bulletin(self, bulletin_id: str) -> list[DeliveryRow]:
        """State per receiver and channel."""
        c = deliveries.c
        query = select(deliveries).where(c.bulletin_id == bulletin_id).order_by(c.channel, c.area, c.receiver)
        return [
            DeliveryRow(
                receiver=r.receiver,
                channel=r.channel,
                area=r.area,
                state=Delivery(r.state),
                at=r.at,
                revision=r.revision,
                detail=r.detail,
                plays=r.plays,
            )
            for r in self._t.rows(query)
        ]

    def history(self, bulletin_id: str, limit: int = 500) -> list[DeliveryRow]:
        """Every receipt of a bulletin, newest first: the play log."""
        c = receipts.c
        from workbench.publishing.contract import ReceiptStatus

        query = select(receipts).where(c.bulletin_id == bulletin_id).order_by(c.at.desc()).limit(limit)
        return [
            DeliveryRow(
                receiver=r.receiver,
                channel=r.channel,
                area=r.area,
                state=ReceiptStatus(r.status).delivery,
                at=r.at,
                revision=r.revision,
                detail=r.detail,
            )
            for r in self._t.rows(query)
        ]

    def late(self, before: datetime, limit: int = 500) -> list[LateRow]:
        """Receivers we know that have not confirmed what was sent to them before `before`.

        Only what is on air now counts: the released revision, not expired, sent within a week.
        """
        o, b, r, a, d = outbox.c, bulletins.c, receivers.c, areas.c, deliveries.c
        key_above = or_(
            o.routing_key == "bulletin." + r.channel + "." + a.path,
            ("bulletin." + r.channel + "." + a.path).startswith(o.routing_key + "."),
        )
        answered = exists().where(
            d.bulletin_id == b.id,
            d.receiver == r.receiver,
            d.channel == r.channel,
            d.revision >= b.released_revision,
            d.state != Delivery.FAILED.value,
        )
        on_air = and_(
            b.released_revision.is_distinct_from(b.recalled_revision),
            or_(b.expires_at.is_(None), b.expires_at > self._t.clock()),
        )
        query = (
            select(b.id, b.title, b.released_revision, r.receiver, r.channel, r.area, o.sent_at, r.last_seen)
            .select_from(outbox)
            .join(bulletins, and_(b.id == o.subject, on_air))
            .join(receivers, r.first_seen <= o.sent_at)
            .join(areas, a.code == r.area)
            .where(
                o.state == "sent",
                o.sent_at < before,
                o.sent_at > before - LATE_WITHIN,
                o.event_id.startswith(b.id + ".r" + cast(b.released_revision, String) + "."),
                or_(*(o.event_id.endswith(f".{kind}") for kind in _CONTENT_EVENTS)),
                key_above,
                ~answered,
            )
            .order_by(o.sent_at.desc(), r.receiver)
            .limit(limit)
        )
        return [
            LateRow(
                bulletin_id=BulletinId(row.id),
                title=row.title,
                revision=row.released_revision,
                receiver=row.receiver,
                channel=row.channel,
                area=row.area,
                sent_at=row.sent_at,
                last_seen=row.last_seen,
            )
            for row in self._t.rows(query)
        ]

    def _see(self, receipt: Receipt, now: datetime) -> None:
        """Remember that this receiver exists and lives."""
        seen = {"area": receipt.area, "last_seen": now}
        self._t.write(
            self._t.insert(receivers)
            .values(receiver=receipt.receiver, channel=receipt.channel, first_seen=now, **seen)
            .on_conflict_do_update(index_elements=["receiver", "channel"], set_=seen)
        )

    def _advance(self, receipt: Receipt) -> None:
        """Newer revisions win, then later moments; a receipt that was delayed changes nothing."""
        c, state = deliveries.c, receipt.status.delivery
        played = int(state is Delivery.PLAYED)
        key = {
            "bulletin_id": receipt.bulletin_id,
            "receiver": receipt.receiver,
            "channel": receipt.channel,
        }
        said = {
            "area": receipt.area,
            "revision": receipt.revision,
            "state": state.value,
            "at": receipt.at,
            "detail": receipt.detail,
        }
        fresh = self._t.insert(deliveries).values(plays=played, **key, **said).on_conflict_do_nothing()
        if self._t.write(fresh.returning(c.receiver)).first() is not None:
            return
        mine = and_(*(c[name] == value for name, value in key.items()))
        old = self._t.read(select(deliveries).where(mine).with_for_update()).one()
        plays = old.plays + played if receipt.revision == old.revision else old.plays
        order = (old.revision, old.at, _RANK[Delivery(old.state)])
        if (receipt.revision, receipt.at, _RANK[state]) <= order:
            said = {}
        elif receipt.revision > old.revision:
            plays = played
        self._t.write(update(deliveries).where(mine).values(plays=plays, **said))
