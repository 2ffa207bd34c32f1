"""What the store hands out besides domain values: rows of documents, outbox, deliveries, audit, sessions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from models.types import Document
from workbench.domain.bulletin import BulletinId, DocumentId
from workbench.domain.flow import Delivery
from workbench.domain.people import UserId


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document read in, and where its original bytes are."""

    id: DocumentId
    document: Document
    original_key: str
    """Blob key of the file as given; empty when only the text is kept."""
    created_at: datetime
    created_by: UserId


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A browser's session; the token itself is never stored."""

    token_hash: str
    """SHA-256, hex."""
    user_id: UserId
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    """Absolute end, whatever the activity."""
    remote: str = ""


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A claimed message: to be sent, then answered with its token."""

    seq: int
    event_id: str
    routing_key: str
    lane: str
    subject: str
    """The bulletin's id; order is kept per subject within a lane."""
    priority: int
    body: bytes
    token: str
    """Fencing token of this claim; a later claim makes it worthless."""
    attempts: int
    """This one included."""


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """An outbox row as people see it."""

    seq: int
    event_id: str
    routing_key: str
    lane: str
    subject: str
    priority: int
    state: str
    """waiting, sent, dead."""
    attempts: int
    created_at: datetime
    not_before: datetime
    sent_at: datetime | None
    error: str


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """The last thing a receiver said of a bulletin on a channel."""

    receiver: str
    channel: str
    area: str
    state: Delivery
    at: datetime
    revision: int
    detail: str
    plays: int = 0
    """How many times it reported the item played."""


@dataclass(frozen=True, slots=True)
class LateRow:
    """A receiver that should have confirmed a bulletin by now."""

    bulletin_id: BulletinId
    title: str
    revision: int
    receiver: str
    channel: str
    area: str
    sent_at: datetime
    last_seen: datetime
    """When this receiver was last heard of, about anything."""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line of the audit log."""

    seq: int
    at: datetime
    actor_id: UserId
    actor_name: str
    verb: str
    subject: str
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """How a written form is said, for everyone, a commune, or one document."""

    id: str
    scope: str
    """system, commune, document."""
    owner: str
    """Area code or document id; empty for system."""
    written: str
    spoken: str
    case_sensitive: bool = True
    context: str = ""
