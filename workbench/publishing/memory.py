"""The transport's honest twin for tests: the same promises as the others, except that nothing is durable."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from workbench.publishing.routing import matches
from workbench.publishing.transport import DELIVERY_LIMIT, DeadLetter, Delivery, Message, SendResult


@dataclass(slots=True)
class _Held:
    message: Message
    seq: int
    token: str = ""
    deliveries: int = 0
    reason: str = ""


@dataclass(slots=True)
class MemoryBroker:
    """What the transports of one test share."""

    bindings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    waiting: dict[str, list[_Held]] = field(default_factory=dict)
    dead: dict[str, list[_Held]] = field(default_factory=dict)
    changed: threading.Condition = field(default_factory=threading.Condition)
    numbers: count[int] = field(default_factory=lambda: count(1))


class MemoryTransport:
    """One connection to a broker in this process; not reachable by URL, so never in production."""

    def __init__(self, broker: MemoryBroker | None = None) -> None:
        self.broker = broker or MemoryBroker()
        self._closed = False

    def send(self, messages: Sequence[Message]) -> list[SendResult]:
        """Into every queue bound to the key."""
        broker, results = self.broker, []
        with broker.changed:
            for message in messages:
                queues = [
                    q for q, ps in broker.bindings.items() if any(matches(p, message.routing_key) for p in ps)
                ]
                for queue in queues:
                    broker.waiting.setdefault(queue, []).append(_Held(replace(message), next(broker.numbers)))
                results.append(SendResult(message.id, ok=bool(queues), unroutable=not queues))
            broker.changed.notify_all()
        return results

    def declare(self, queue: str, bindings: Sequence[str]) -> None:
        """Replaces the queue's bindings."""
        with self.broker.changed:
            self.broker.bindings[queue] = tuple(bindings)

    def receive(self, queue: str, limit: int = 10, wait_s: float = 0.0) -> list[Delivery]:
        """Most urgent first."""
        with self.broker.changed:
            self.broker.changed.wait_for(lambda: self._closed or bool(self._free(queue)), timeout=wait_s)
            return [self._hand_out(queue, held) for held in self._free(queue)[:limit]]

    def _free(self, queue: str) -> list[_Held]:
        waiting = self.broker.waiting.get(queue, [])
        for held in [h for h in waiting if not h.token and h.deliveries >= DELIVERY_LIMIT]:
            held.reason = f"Đã giao {DELIVERY_LIMIT} lần mà không xử lý xong."
            waiting.remove(held)
            self.broker.dead.setdefault(queue, []).append(held)
        leased = [h for h in waiting if h.token]
        free = [
            h
            for h in waiting
            if not h.token
            and not any(
                h.message.subject
                and p.message.subject == h.message.subject
                and p.seq < h.seq
                and p.message.priority <= h.message.priority
                for p in leased
            )
        ]
        return sorted(free, key=lambda h: (h.message.priority, h.seq))

    def _hand_out(self, queue: str, held: _Held) -> Delivery:
        held.token = f"{id(self)}.{next(self.broker.numbers)}"
        held.deliveries += 1
        return Delivery(held.message, queue, held.token, held.deliveries)

    def _take(self, delivery: Delivery) -> _Held | None:
        waiting = self.broker.waiting.get(delivery.queue, [])
        for held in waiting:
            if held.token == delivery.token:
                waiting.remove(held)
                return held
        return None

    def ack(self, delivery: Delivery) -> bool:
        """Forgets it."""
        with self.broker.changed:
            return self._take(delivery) is not None

    def ack_all(self, deliveries: Sequence[Delivery]) -> int:
        """Forgets them."""
        return sum(self.ack(delivery) for delivery in deliveries)

    def reject(self, delivery: Delivery, reason: str) -> bool:
        """Keeps it aside."""
        with self.broker.changed:
            held = self._take(delivery)
            if held is not None:
                held.reason = reason
                self.broker.dead.setdefault(delivery.queue, []).append(held)
            return held is not None

    def release(self, delivery: Delivery) -> None:
        """Free again."""
        with self.broker.changed:
            for held in self.broker.waiting.get(delivery.queue, []):
                if held.token == delivery.token:
                    held.token = ""
                    held.deliveries -= 1
            self.broker.changed.notify_all()

    def dead(self, queue: str, limit: int = 100) -> list[DeadLetter]:
        """Oldest first."""
        with self.broker.changed:
            return [DeadLetter(h.message, h.reason) for h in self.broker.dead.get(queue, [])[:limit]]

    def drop(self, queue: str) -> None:
        """Everything of the queue."""
        with self.broker.changed:
            for part in (self.broker.bindings, self.broker.waiting, self.broker.dead):
                part.pop(queue, None)

    def close(self) -> None:
        """Gives back what was handed out to this connection."""
        with self.broker.changed:
            self._closed = True
            for held in (h for waiting in self.broker.waiting.values() for h in waiting):
                if held.token.startswith(f"{id(self)}."):
                    held.token = ""
                    held.deliveries -= 1
            self.broker.changed.notify_all()
