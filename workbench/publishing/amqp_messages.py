"""Our messages as RabbitMQ's and back, and what a broken line to it looks like."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractConnection, AbstractIncomingMessage
from aio_pika.exceptions import AMQPError
from aiormq.exceptions import ChannelInvalidStateError

from workbench.publishing.transport import Message

LANES = ("khan", "uu-tien", "thuong")
DOWN = (AMQPError, ChannelInvalidStateError, OSError, TimeoutError, RuntimeError)
"""What a broker that is away looks like; RuntimeError is aio-pika's word for a closed channel."""


@dataclass(slots=True)
class Consumer:
    """What has been prefetched from one queue's three lanes."""

    channel: AbstractChannel
    heap: list[tuple[int, int, AbstractIncomingMessage]] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    open: dict[str, AbstractIncomingMessage] = field(default_factory=dict)


def lane_of(priority: int) -> str:
    """Recalls and emergencies share the fastest lane."""
    return LANES[0] if priority <= 1 else LANES[min(priority, 3) - 1]


def outgoing(message: Message) -> aio_pika.Message:
    """Persistent, with what the broker would forget in headers."""
    return aio_pika.Message(
        message.body,
        message_id=message.id,
        content_type="application/cloudevents+json",
        delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
        headers={
            **{f"h-{k}": v for k, v in message.headers.items()},
            "lane": lane_of(message.priority),
            "priority": message.priority,
            "subject": message.subject,
            "key": message.routing_key,  # survives dead-lettering, which rewrites the routing key
        },
    )


def incoming(message: AbstractIncomingMessage, priority: int) -> Message:
    """Back from the broker."""
    headers = {k[2:]: str(v) for k, v in message.headers.items() if k.startswith("h-")}
    key = str(message.headers.get("key") or message.routing_key or "")
    subject = str(message.headers.get("subject") or "")
    return Message(message.message_id or "", key, priority, message.body, subject, headers)


def number(message: AbstractIncomingMessage, header: str, default: int) -> int:
    """A header that should be a number."""
    value = message.headers.get(header)
    return value if isinstance(value, int) else default


def lost(connection: AbstractConnection) -> bool:
    """A cut line closes the inner connection and leaves `is_closed` of the outer one as it was."""
    inner = connection.transport
    return connection.is_closed or inner is None or inner.connection.is_closed
