"""States, gates and who may pass them: which verb is possible in which state."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Editorial state of a bulletin's current revision. Delivery has a machine of its own."""

    DRAFT = "draft"
    RETURNED = "returned"
    """Sent back with a reason; editable like a draft."""
    TEXT_REVIEW = "text_review"
    AUDIO_REVIEW = "audio_review"
    APPROVED = "approved"
    REJECTED = "rejected"
    """Refused for good, with a reason; may be copied, not edited."""
    RECALLED = "recalled"
    EXPIRED = "expired"


class Gate(StrEnum):
    """Two decisions: what is written, then what is heard."""

    TEXT = "text"
    AUDIO = "audio"


class Delivery(StrEnum):
    """State per receiver and channel."""

    WAITING = "waiting"
    SENT = "sent"
    RECEIVED = "received"
    PLAYING = "playing"
    PLAYED = "played"
    """Aired, shown on the board, or listed on the portal."""
    RECALLED = "recalled"
    FAILED = "failed"


EDITABLE = frozenset({State.DRAFT, State.RETURNED})
IN_REVIEW = frozenset({State.TEXT_REVIEW, State.AUDIO_REVIEW})
GATE_OF = {State.TEXT_REVIEW: Gate.TEXT, State.AUDIO_REVIEW: Gate.AUDIO}
