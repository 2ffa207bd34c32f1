"""Receipts → delivery rows; noting the same receipt twice changes nothing."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self

from models.errors import BadInput, NotFound, WorkbenchError
from workbench.publishing.contract import parse
from workbench.publishing.envelope import Receipt, ReceiptEvent
from workbench.publishing.transport import Delivery, Transport

logger = logging.getLogger(__name__)

QUEUE = "receipts"
BINDINGS = ("receipt.#",)


class DeliveriesPort(Protocol):
    """Where receipts are noted."""

    def note(self, receipt: Receipt) -> object:
        """Idempotent on `receipt.receipt_id`."""
        ...


class InboxWork(Protocol):
    """A transaction that holds the delivery rows."""

    @property
    def deliveries(self) -> DeliveriesPort:
        """Delivery states and play logs."""
        ...

    def commit(self) -> None:
        """Make the changes durable."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Inbox:
    """Takes in receipts of every receiver."""

    def __init__(self, uow: Callable[[], InboxWork], transport: Transport, *, queue: str = QUEUE) -> None:
        self._uow = uow
        self._transport = transport
        self._queue = queue
        self._declared = False

    def declare(self) -> None:
        """Register for receipts; until then receivers keep theirs."""
        self._transport.declare(self._queue, BINDINGS)
        self._declared = True

    def run_once(self, wait_s: float = 0.0) -> int:
        """Take in what is there; returns how many receipts were noted."""
        if not self._declared:
            self.declare()
        noted = 0
        while deliveries := self._transport.receive(self._queue, 200, wait_s):
            noted += self._note(deliveries)
            wait_s = 0.0
        return noted

    def _note(self, deliveries: list[Delivery]) -> int:
        receipts: list[tuple[Delivery, Receipt]] = []
        for delivery in deliveries:
            try:
                event = parse(delivery.message.body)
                if not isinstance(event, ReceiptEvent):
                    raise BadInput(f"Không phải xác nhận: {event.type}.")
                receipts.append((delivery, event.data))
            except BadInput as error:
                logger.warning("receipt refused: %s", error)
                self._transport.reject(delivery, str(error))
        try:
            with self._uow() as work:
                for _, receipt in receipts:
                    work.deliveries.note(receipt)
                work.commit()
        except NotFound:
            # Rare: a receipt for a bulletin we no longer know. Note the others one by one.
            return sum(self._note_alone(delivery, receipt) for delivery, receipt in receipts)
        except Exception:
            for delivery, _ in receipts:
                self._transport.release(delivery)
            raise
        self._transport.ack_all([delivery for delivery, _ in receipts])
        return len(receipts)

    def _note_alone(self, delivery: Delivery, receipt: Receipt) -> bool:
        try:
            with self._uow() as work:
                work.deliveries.note(receipt)
                work.commit()
        except NotFound as error:
            self._transport.reject(delivery, str(error))
            return False
        return self._transport.ack(delivery)

    def run(self, stop: threading.Event, wait_s: float = 1.0) -> None:
        """Take in receipts until told to stop."""
        while not stop.is_set():
            try:
                self.run_once(wait_s)
            except WorkbenchError as error:
                logger.warning("inbox: %s", error)
                stop.wait(2.0)
            except Exception:  # process edge: receipts wait in the queue until the database is back
                logger.exception("inbox: a round failed")
                stop.wait(2.0)
