"""What carries messages from the relay to receivers and receipts back: the port, and the choice by URL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib import import_module
from typing import Protocol

from models.errors import BadInput


@dataclass(frozen=True, slots=True)
class Message:
    """One message; its id is the CloudEvent's, and receivers deduplicate on it."""

    id: str
    routing_key: str
    priority: int
    """0 goes first; 3 is ordinary."""
    body: bytes
    subject: str = ""
    """Messages of one subject and priority are delivered in the order they were sent."""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SendResult:
    """What became of one message. Only `ok` means that it is durably in every queue bound to its key."""

    id: str
    ok: bool
    unroutable: bool = False
    """No queue is bound to its key; the sender must keep it."""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message handed to one consumer, to be acknowledged or rejected."""

    message: Message
    queue: str
    token: str
    """Fencing token: a consumer whose lease ran out cannot acknowledge for the next one."""
    deliveries: int = 1
    """How many times it has been handed out."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message nobody could use, and why."""

    message: Message
    reason: str


class Transport(Protocol):
    """At-least-once, durable, ordered per subject. Safe to use from several threads."""

    def send(self, messages: Sequence[Message]) -> list[SendResult]:
        """Send in order; results in the same order. Raises Unavailable when nothing could be sent."""
        ...

    def declare(self, queue: str, bindings: Sequence[str]) -> None:
        """Make a durable queue receive these topic patterns (`*` one word, `#` any number) and no others."""
        ...

    def receive(self, queue: str, limit: int = 10, wait_s: float = 0.0) -> list[Delivery]:
        """Up to `limit` messages, most urgent first; waits up to `wait_s` for the first."""
        ...

    def ack(self, delivery: Delivery) -> bool:
        """Done with it. False = it had meanwhile been handed to another consumer."""
        ...

    def ack_all(self, deliveries: Sequence[Delivery]) -> int:
        """Done with all of them, at the price of one; how many were still ours."""
        ...

    def reject(self, delivery: Delivery, reason: str) -> bool:
        """Put aside as a dead letter, with the reason. False as for `ack`."""
        ...

    def release(self, delivery: Delivery) -> None:
        """Hand it back unhandled, not counting as a delivery: the consumer is in trouble, not the message."""
        ...

    def dead(self, queue: str, limit: int = 100) -> list[DeadLetter]:
        """Dead letters of a queue, oldest first; they stay there."""
        ...

    def drop(self, queue: str) -> None:
        """Remove a queue with everything in it: its receiver is gone for good."""
        ...

    def close(self) -> None:
        """Hand back what was received and not acknowledged, and disconnect."""
        ...


DELIVERY_LIMIT = 20
"""Handed out so many times without an answer, a message becomes a dead letter (RabbitMQ 4's default)."""

ADAPTERS: dict[str, str] = {
    "sqlite": "workbench.publishing.sqlite:SqliteTransport",
    "amqp": "workbench.publishing.amqp:AmqpTransport",
    "amqps": "workbench.publishing.amqp:AmqpTransport",
}
"""URL scheme → adapter, imported when asked for. The in-memory twin is for tests and not listed."""


def transport_for(url: str) -> Transport:
    """The transport of a URL. Raises BadInput, with the nearest known scheme, for one we do not know."""
    scheme, mark, _ = url.partition("://")
    if not mark or scheme not in ADAPTERS:
        near = get_close_matches(scheme.lower(), ADAPTERS, n=1, cutoff=0.5)
        hint = f"Có phải ý bạn là {near[0]}://…?" if near else "Dùng sqlite:///đường-dẫn hoặc amqp://máy-chủ."
        raise BadInput(f"Không biết loại hàng đợi “{scheme}”.", hint=hint)
    module, name = ADAPTERS[scheme].split(":")
    transport: Transport = getattr(import_module(module), name)(url)
    return transport
