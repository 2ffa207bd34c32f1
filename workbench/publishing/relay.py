"""Outbox → queue: send what is due, mark it sent only after the queue has confirmed it."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from types import TracebackType
from typing import Protocol, Self

from models.errors import BadInput, WorkbenchError
from workbench.publishing import contract
from workbench.publishing.transport import Message, SendResult, Transport

logger = logging.getLogger(__name__)

UNROUTABLE = "Chưa có nơi nhận nào đăng ký địa chỉ {key}; giữ lại và sẽ gửi khi có."
MAX_BACKOFF_S = 300.0
UNROUTABLE_BACKOFF_S = 30.0
"""Asking again is cheap, and a receiver that has just come up should not wait long for its bulletins."""


class OutboxRow(Protocol):
    """A row on its way, leased to us."""

    @property
    def seq(self) -> int:
        """Position in the outbox."""
        ...

    @property
    def event_id(self) -> str:
        """Id of the CloudEvent."""
        ...

    @property
    def routing_key(self) -> str:
        """Address."""
        ...

    @property
    def subject(self) -> str:
        """Bulletin id."""
        ...

    @property
    def priority(self) -> int:
        """0 goes first."""
        ...

    @property
    def body(self) -> bytes:
        """CloudEvent JSON."""
        ...

    @property
    def token(self) -> str:
        """Fencing token of the lease."""
        ...

    @property
    def attempts(self) -> int:
        """How many times it has been claimed, this time included."""
        ...


class OutboxPort(Protocol):
    """What the relay needs of the outbox."""

    def claim(self, limit: int, lease_s: float, now: datetime) -> Sequence[OutboxRow]:
        """Lease due rows, most urgent first, only the oldest per lane and subject."""
        ...

    def sent(self, seq: int, token: str) -> bool:
        """Confirmed by the queue. False = the lease was lost meanwhile."""
        ...

    def failed(self, seq: int, token: str, error: str, retry_at: datetime) -> bool:
        """Keep it and try again later."""
        ...

    def dead(self, seq: int, token: str, error: str) -> bool:
        """Set aside: trying again cannot help."""
        ...


class RelayWork(Protocol):
    """A transaction that holds the outbox; rolls back unless committed."""

    @property
    def outbox(self) -> OutboxPort:
        """Rows to send."""
        ...

    def now(self) -> datetime:
        """Aware UTC."""
        ...

    def commit(self) -> None:
        """Make the changes durable."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Relay:
    """Sends batches; any number of relays may run against one outbox."""

    def __init__(
        self,
        uow: Callable[[], RelayWork],
        transport: Transport,
        *,
        lease_s: float = 30.0,
        batch: int = 200,
        rng: random.Random | None = None,
    ) -> None:
        self._uow = uow
        self._transport = transport
        self._lease_s = lease_s
        self._batch = batch
        self._rng = rng or random.Random()  # noqa: S311 – jitter, not a secret

    def run_once(self) -> int:
        """Send one batch; returns how many rows the queue confirmed."""
        with self._uow() as work:
            rows = work.outbox.claim(self._batch, self._lease_s, work.now())
            work.commit()
        if not rows:
            return 0
        spoilt = {row.seq: why for row in rows if (why := _spoilt(row.body))}
        good = [row for row in rows if row.seq not in spoilt]
        outcome = dict(zip((row.seq for row in good), self._send(good), strict=True))
        sent = 0
        with self._uow() as work:
            now = work.now()
            for row in rows:
                if row.seq in spoilt:
                    logger.error("outbox %s (%s) set aside: %s", row.seq, row.event_id, spoilt[row.seq])
                    work.outbox.dead(row.seq, row.token, spoilt[row.seq])
                elif outcome[row.seq].ok:
                    # Lease lost: another relay sends it again and receivers drop the second copy.
                    sent += work.outbox.sent(row.seq, row.token)
                else:
                    error, wait_s = self._why(row, outcome[row.seq])
                    work.outbox.failed(row.seq, row.token, error, now + timedelta(seconds=wait_s))
            work.commit()
        return sent

    def _send(self, rows: Sequence[OutboxRow]) -> list[SendResult]:
        messages = [Message(r.event_id, r.routing_key, r.priority, r.body, r.subject) for r in rows]
        try:
            return self._transport.send(messages) if messages else []
        except WorkbenchError as error:
            logger.warning("queue does not answer: %s", error)
            return [SendResult(m.id, ok=False, error=str(error)) for m in messages]

    def _why(self, row: OutboxRow, result: SendResult) -> tuple[str, float]:
        """Reason for the person, and seconds until the next try: doubling, with jitter."""
        ceiling = UNROUTABLE_BACKOFF_S if result.unroutable else MAX_BACKOFF_S
        wait_s = min(ceiling, 2.0 ** min(row.attempts, 10)) * self._rng.uniform(0.5, 1.0)
        if result.unroutable:
            return UNROUTABLE.format(key=row.routing_key), wait_s
        return result.error or "Hàng đợi không xác nhận.", wait_s

    def run(self, stop: threading.Event, idle_s: float = 0.5) -> None:
        """Send until told to stop; pauses only when there is nothing to send."""
        while not stop.is_set():
            try:
                sent = self.run_once()
            except Exception:  # process edge: a relay must outlive a database restart
                logger.exception("relay: a round failed")
                sent = 0
            if not sent:
                stop.wait(idle_s)


def _spoilt(body: bytes) -> str:
    """Why a body can never be delivered; empty when it keeps the contract."""
    try:
        contract.validate(body)
    except BadInput as error:
        return str(error)
    return ""
