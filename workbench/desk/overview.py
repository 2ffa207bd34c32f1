"""What the pages show at a glance: counts, what waits, who is late, what happened last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from workbench.domain.flow import State
from workbench.domain.people import Actor, Verb
from workbench.store.rows import AuditRow, LateRow
from workbench.store.unit_of_work import UnitOfWork

LATE_AFTER = timedelta(minutes=10)
"""A receiver that is on has confirmed long before; the queue itself takes seconds."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The state of the house."""

    states: Mapping[State, int]
    mine: Mapping[State, int]
    """Of those, written by the person who asks."""
    outbox: Mapping[str, int | float]
    """waiting, sent, dead, retrying, oldest_waiting_s."""
    late: tuple[LateRow, ...]

    @property
    def alarms(self) -> tuple[str, ...]:
        """Vietnamese sentences for the red banner; empty when all is well."""
        found = []
        if dead := int(self.outbox["dead"]):
            found.append(f"{dead} thông điệp không gửi được, cần gửi lại ở trang Phát hành.")
        if self.outbox["oldest_waiting_s"] > LATE_AFTER.total_seconds():
            minutes = int(self.outbox["oldest_waiting_s"] // 60)
            found.append(f"Hộp gửi đang ứ: thông điệp cũ nhất đã chờ {minutes} phút.")
        found.extend(f"Nơi nhận {r.receiver} chưa xác nhận bản tin “{r.title}”." for r in self.late[:5])
        if len(self.late) > 5:
            found.append(f"… và {len(self.late) - 5} xác nhận khác còn thiếu.")
        return tuple(found)


def overview(uow: UnitOfWork, actor: Actor) -> Overview:
    """Counts and alarms."""
    actor.require(Verb.VIEW)
    return Overview(
        uow.bulletins.count_by_state(),
        uow.bulletins.count_by_state(actor.id),
        uow.outbox.stats(),
        tuple(uow.deliveries.late(uow.now() - LATE_AFTER)),
    )


def history(uow: UnitOfWork, actor: Actor, bulletin_id: str | None = None, limit: int = 100) -> list[AuditRow]:
    """Lines of the audit log, newest first."""
    actor.require(Verb.VIEW)
    return uow.audit.list(bulletin_id, limit)
