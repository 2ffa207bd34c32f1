"""What every receiver promises, and invented messages to try it with."""

# ruff: noqa: D102 – the name of a test is its sentence

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, Protocol

import pytest

from workbench.publishing.envelope import BulletinEvent, RecallEvent, Receipt, ReceiptStatus
from workbench.publishing.message import Audio, Author, BulletinData, RecallData, TargetArea

HOME = (TargetArea(area_code="26188", area_name="Xã Thử Nghiệm"),)


def bulletin_event(
    number: int = 1,
    revision: int = 1,
    *,
    channel: str = "radio",
    at: datetime | None = None,
    **changes: Any,  # noqa: ANN401 – any field of the data
) -> bytes:
    """An invented bulletin as a message; `changes` replace fields of its data."""
    fields: dict[str, Any] = {
        "bulletin_id": f"bt-{number}",
        "kind": "3" if channel == "radio" else "1",
        "priority": "3",
        "field": "1",
        "title": f"Bản tin số {number}, bản {revision}",
        "summary": "Tóm tắt của bản tin thử.",
        "content": "Nội dung của bản tin thử.",
        "produced_at": 1_780_000_000,
        "duration": "00:00:02",
        "author": Author(full_name="Trần Văn Thử"),
        "source_code": "H00.00",
        "source_name": "Ủy ban nhân dân xã Thử Nghiệm",
        "areas": HOME,
        "revision": revision,
    } | changes
    kind = {"1": "emergency"}.get(fields["priority"], "published" if revision == 1 else "updated")
    return BulletinEvent(
        id=f"bt-{number}.r{revision}.{channel}.{kind}",
        source="urn:vn:thongtincoso:nguon:H00.00",
        type=f"vn.thongtincoso.bulletin.{kind}.v1",  # type: ignore[arg-type]  # checked when run
        subject=f"bt-{number}",
        time=at or datetime.now(UTC),
        channel=channel,  # type: ignore[arg-type]  # checked when run
        data=BulletinData(**fields),
    ).to_bytes()


def recall_event(
    number: int = 1, revision: int = 1, *, channel: str = "radio", reason: str = "Sai giờ."
) -> bytes:
    """A recall of an invented bulletin."""
    return RecallEvent(
        id=f"bt-{number}.r{revision}.{channel}.recalled",
        source="urn:vn:thongtincoso:nguon:H00.00",
        type="vn.thongtincoso.bulletin.recalled.v1",
        subject=f"bt-{number}",
        time=datetime.now(UTC),
        channel=channel,  # type: ignore[arg-type]  # checked when run
        data=RecallData(
            bulletin_id=f"bt-{number}",
            source_code="H00.00",
            source_name="Ủy ban nhân dân xã Thử Nghiệm",
            areas=HOME,
            revision=revision,
            reason=reason,
        ),
    ).to_bytes()


def audio_of(url: str, sha256: str, duration_s: float = 2.0) -> Audio:
    """Where a message says its sound is."""
    return Audio(url=url, sha256=sha256, media_type="audio/wav", duration_s=duration_s)


class ReceiverUnderTest(Protocol):
    """What the contract needs to see of a receiver."""

    def deliver(self, body: bytes) -> None:
        """Put a message before it, as the queue would, and let it work."""
        ...

    def in_force(self) -> Sequence[tuple[str, int]]:
        """(bulletin id, revision) of everything it would play, show or list now."""
        ...

    def receipts(self) -> Sequence[Receipt]:
        """Every receipt it has sent so far, in order."""
        ...


class ReceiverContract:
    """What every receiver promises. Give a fixture `receiver` and the `channel` it listens to."""

    channel: ClassVar[str] = "radio"

    @pytest.fixture
    def receiver(self) -> ReceiverUnderTest:
        """To be replaced by the subclass."""
        raise NotImplementedError

    def event(self, number: int = 1, revision: int = 1, **changes: Any) -> bytes:  # noqa: ANN401 – any field of the data
        """A bulletin for this channel."""
        return bulletin_event(number, revision, channel=self.channel, **changes)

    def recall(self, number: int = 1, revision: int = 1) -> bytes:
        """A recall for this channel."""
        return recall_event(number, revision, channel=self.channel)

    def said(self, receiver: ReceiverUnderTest, status: ReceiptStatus) -> list[tuple[str, int]]:
        """(bulletin, revision) of receipts with this status."""
        return [(r.bulletin_id, r.revision) for r in receiver.receipts() if r.status is status]

    def test_a_bulletin_is_held_and_acknowledged(self, receiver: ReceiverUnderTest) -> None:
        receiver.deliver(self.event())
        assert receiver.in_force() == [("bt-1", 1)]
        assert self.said(receiver, ReceiptStatus.RECEIVED) == [("bt-1", 1)]

    def test_the_same_event_twice_counts_once(self, receiver: ReceiverUnderTest) -> None:
        for _ in range(3):
            receiver.deliver(self.event())
        assert receiver.in_force() == [("bt-1", 1)]
        assert self.said(receiver, ReceiptStatus.RECEIVED) == [("bt-1", 1)]

    def test_a_newer_revision_replaces_an_older_one_comes_too_late(self, receiver: ReceiverUnderTest) -> None:
        for revision in (1, 3, 2):
            receiver.deliver(self.event(revision=revision))
        assert receiver.in_force() == [("bt-1", 3)]

    def test_a_recalled_bulletin_is_gone_and_said_so(self, receiver: ReceiverUnderTest) -> None:
        receiver.deliver(self.event(1))
        receiver.deliver(self.event(2))
        receiver.deliver(self.recall(1))
        assert receiver.in_force() == [("bt-2", 1)]
        assert self.said(receiver, ReceiptStatus.RECALLED) == [("bt-1", 1)]

    def test_a_recall_is_remembered_against_what_comes_late(self, receiver: ReceiverUnderTest) -> None:
        receiver.deliver(self.recall(revision=2))
        receiver.deliver(self.event(revision=1))
        receiver.deliver(self.event(revision=2))
        assert receiver.in_force() == []

    def test_a_corrected_revision_after_a_recall_is_in_force_again(self, receiver: ReceiverUnderTest) -> None:
        receiver.deliver(self.event(revision=1))
        receiver.deliver(self.recall(revision=1))
        receiver.deliver(self.event(revision=2))
        assert receiver.in_force() == [("bt-1", 2)]

    def test_what_has_expired_is_not_in_force(self, receiver: ReceiverUnderTest) -> None:
        receiver.deliver(self.event(1, expires_at=int(time.time()) - 1))
        receiver.deliver(self.event(2, expires_at=int(time.time()) + 3600))
        assert receiver.in_force() == [("bt-2", 1)]

    def test_a_message_it_cannot_read_does_not_stop_it(self, receiver: ReceiverUnderTest) -> None:
        receiver.deliver(b"{}")
        receiver.deliver("không phải JSON".encode())
        receiver.deliver(self.event())
        assert receiver.in_force() == [("bt-1", 1)]
