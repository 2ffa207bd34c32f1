"""Our messages as RabbitMQ's and back."""

from __future__ import annotations

import aio_pika
from aio_pika.abc import AbstractIncomingMessage

from workbench.publishing.transport import Message

LANES = ("khan", "uu-tien", "thuong")


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
