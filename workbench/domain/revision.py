"""One version of a bulletin: content, recording, findings, approvals, and what is still missing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NewType

from pipelines.types import Take
from workbench.domain.content import Content, ContentHash, Priority
from workbench.domain.flow import Gate
from workbench.domain.people import UserId
from workbench.domain.place import Channel, schedule_problems

DocumentId = NewType("DocumentId", str)


@dataclass(frozen=True, slots=True)
class Approval:
    """A person's decision at a gate, bound to the hash of what they saw and heard."""

    gate: Gate
    by: UserId
    by_name: str
    at: datetime
    seen: ContentHash
    """TEXT gate: text hash. AUDIO gate: hash of text and audio."""
    revision: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check noticed that a person must accept before submission."""

    code: str
    """"identity_number", "phone", "name_with_address", "not_in_source" …"""
    message: str
    excerpt: str
    """The words it is about, partly hidden."""
    accepted_by: UserId | None = None
    key: str = ""
    """Same for the same words, so that an acceptance does not carry over to others."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of a bulletin's content, with its recording and where it came from."""

    number: int
    content: Content
    editors: frozenset[UserId]
    """Everyone who wrote in it; none of them may approve it."""
    created_at: datetime
    saved_at: datetime
    source: DocumentId | None = None
    take: Take | None = None
    take_key: str = ""
    """`Content.sound_key` the take was made for."""
    provenance: Mapping[str, str] = field(default_factory=dict)
    """engine, engine_revision, prompt, … of the parts made by machine."""
    findings: tuple[Finding, ...] = ()

    @property
    def full_hash(self) -> ContentHash:
        """SHA-256 of text hash and audio hash together: what the AUDIO gate approves."""
        audio = self.current_take.audio_sha256 if self.current_take else "-"
        return ContentHash(hashlib.sha256(f"{self.content.text_hash}:{audio}".encode()).hexdigest())

    @property
    def current_take(self) -> Take | None:
        """The take, if it still says what the content says."""
        return self.take if self.take and self.take_key == self.content.sound_key else None

    @property
    def needs_audio(self) -> bool:
        """Whether the audience hears it."""
        return Channel.RADIO in self.content.audience.channels

    @property
    def gates(self) -> tuple[Gate, ...]:
        """Gates it must pass. Whatever carries sound is listened to, also a portal article with a player."""
        heard = self.needs_audio or self.current_take is not None
        return (Gate.TEXT, Gate.AUDIO) if heard else (Gate.TEXT,)

    def due(self, gate: Gate) -> ContentHash:
        """The hash an approval at `gate` must be bound to."""
        return self.content.text_hash if gate is Gate.TEXT else self.full_hash


def submission_problems(revision: Revision, at: datetime | None = None) -> tuple[str, ...]:
    """What is still missing before the text gate, as Vietnamese sentences.

    Args:
        revision: the one to be submitted.
        at: now; without it dates are not compared with the clock.
    """
    content, found = revision.content, []
    if not content.title.strip():
        found.append("Thiếu tiêu đề.")
    if not content.summary.strip():
        found.append("Thiếu tóm tắt.")
    if not content.audience.areas:
        found.append("Chưa chọn địa bàn nhận.")
    if not content.audience.channels:
        found.append("Chưa chọn kênh phát.")
    if revision.needs_audio and not content.radio.text.strip():
        found.append("Kịch bản đọc còn trống.")
    if revision.needs_audio and revision.current_take is None:
        found.append("Chưa có giọng đọc cho nội dung hiện tại.")
    if Channel.BOARD in content.audience.channels and not content.board.pages:
        found.append("Chưa có nội dung cho bảng điện tử.")
    if Channel.PORTAL in content.audience.channels and not content.portal.title.strip():
        found.append("Chưa có bài cho cổng thông tin.")
    if content.priority is Priority.EMERGENCY and content.expires_at is None:
        found.append("Bản tin khẩn cấp phải có thời điểm hết hạn.")
    if at is not None and content.expires_at is not None and content.expires_at <= at:
        found.append("Thời điểm hết hạn đã qua.")
    return (*found, *schedule_problems(content.schedule))
