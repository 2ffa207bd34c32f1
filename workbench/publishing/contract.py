"""Bulletin → messages, and messages back: built, validated and named in one place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import groupby

from pydantic import ValidationError

from models.errors import BadInput
from workbench.domain.bulletin import Bulletin, Priority
from workbench.domain.place import Area, Channel
from workbench.publishing.compose import SenderInfo, bulletin_data, targets
from workbench.publishing.envelope import BulletinEvent, RecallEvent, Receipt, ReceiptEvent, ReceiptStatus
from workbench.publishing.message import WIRE, RecallData
from workbench.publishing.routing import outermost, routing_key
from workbench.publishing.schedule import from_schedule, to_schedule

__all__ = [
    "EventKind",
    "OutboundEvent",
    "Receipt",
    "ReceiptStatus",
    "SenderInfo",
    "events",
    "from_schedule",
    "kind_for",
    "parse",
    "receipt_event",
    "to_schedule",
    "validate",
]

SCHEMA = "urn:vn:thongtincoso:schema:bulletin:v1"
RECEIPT_SCHEMA = "urn:vn:thongtincoso:schema:receipt:v1"


class EventKind(StrEnum):
    """What happened to the bulletin."""

    PUBLISHED = "published"
    UPDATED = "updated"
    RECALLED = "recalled"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class OutboundEvent:
    """One outbox row."""

    event_id: str
    """Same for every area of a channel; receivers deduplicate on it."""
    routing_key: str
    lane: str
    """Order is kept per lane and subject; a recall or emergency has its own lane, so it overtakes."""
    subject: str
    """Bulletin id."""
    priority: int
    """0 recall, 1 emergency, 2 priority, 3 ordinary; smaller goes first."""
    body: bytes
    """CloudEvent JSON."""


def kind_for(bulletin: Bulletin, *, released_before: bool) -> EventKind:
    """Which event a release is."""
    if bulletin.revision.content.priority is Priority.EMERGENCY:
        return EventKind.EMERGENCY
    return EventKind.UPDATED if released_before else EventKind.PUBLISHED


def events(
    bulletin: Bulletin,
    areas: Sequence[Area],
    kind: EventKind,
    *,
    sender: SenderInfo,
    at: datetime,
    channels: Iterable[Channel] | None = None,
    dropped: Iterable[tuple[Channel, Area]] = (),
) -> list[OutboundEvent]:
    """Rows for the outbox: one per channel and outermost area, validated.

    Args:
        bulletin: its current revision is what goes out; for a recall, only its id, number and reason.
        areas: areas of the audience, with their paths.
        kind: what happened.
        sender: who sends and where audio is fetched.
        at: aware moment of the release.
        channels: instead of those of the current content; a recall names what was really released.
        dropped: where the revision before went and this one does not; those places get a recall of it.

    Raises:
        BadInput: the bulletin lacks something every message must have; the message names it.
    """
    if not areas:
        raise BadInput("Bản tin chưa có địa bàn nhận nên không gửi được.", hint="Hãy chọn địa bàn nhận.")
    reached = outermost(areas)
    rows: list[OutboundEvent] = []
    for channel in dict.fromkeys(bulletin.revision.content.audience.channels if channels is None else channels):
        if kind is EventKind.RECALLED:
            rows += _recalls(bulletin, channel, reached, sender, at)
        else:
            rows += _contents(bulletin, channel, reached, kind, sender, at)
    gone = sorted(dropped, key=lambda pair: pair[0].value)
    for channel, pairs in groupby(gone, key=lambda pair: pair[0]):
        places = outermost(area for _, area in pairs)
        # One revision back: a receiver that also gets the new one, through an area above it, keeps it.
        rows += _recalls(bulletin, channel, places, sender, at, narrowed=True)
    return rows


def _contents(
    bulletin: Bulletin, channel: Channel, areas: list[Area], kind: EventKind, sender: SenderInfo, at: datetime
) -> list[OutboundEvent]:
    try:
        event = BulletinEvent(
            id=f"{bulletin.id}.r{bulletin.revision.number}.{channel.value}.{kind.value}",
            source=f"urn:vn:thongtincoso:nguon:{sender.source_code}",
            type=f"vn.thongtincoso.bulletin.{kind.value}.v1",  # type: ignore[arg-type]  # checked when run
            subject=bulletin.id,
            time=at.astimezone(UTC),
            dataschema=SCHEMA,
            channel=channel.value,
            data=bulletin_data(bulletin, channel, areas, sender, at),
        )
    except ValidationError as error:
        raise _bad(error, f"Bản tin “{bulletin.revision.content.title}” chưa gửi được") from error
    priority = int(bulletin.revision.content.priority)
    lane = "emergency" if priority == int(Priority.EMERGENCY) else "content"
    return _rows(event.id, channel, areas, lane, bulletin.id, priority, event.to_bytes())


def _recalls(
    bulletin: Bulletin,
    channel: Channel,
    areas: list[Area],
    sender: SenderInfo,
    at: datetime,
    *,
    narrowed: bool = False,
) -> list[OutboundEvent]:
    number = bulletin.revision.number
    # An id of its own: the revision before may have been recalled once already, at the same places.
    what = f"narrowed-{number}" if narrowed else EventKind.RECALLED.value
    revision = max(1, number - 1) if narrowed else number
    event = RecallEvent(
        id=f"{bulletin.id}.r{revision}.{channel.value}.{what}",
        source=f"urn:vn:thongtincoso:nguon:{sender.source_code}",
        type="vn.thongtincoso.bulletin.recalled.v1",
        subject=bulletin.id,
        time=at.astimezone(UTC),
        dataschema=SCHEMA,
        channel=channel.value,
        data=RecallData(
            bulletin_id=bulletin.id,
            source_code=sender.source_code,
            source_name=sender.organisation,
            areas=targets(areas),
            revision=revision,
            reason="Phiên bản mới không còn gửi tới nơi này." if narrowed else bulletin.reason,
        ),
    )
    return _rows(event.id, channel, areas, "recall", bulletin.id, 0, event.to_bytes())


def _rows(
    event_id: str, channel: Channel, areas: list[Area], lane: str, subject: str, priority: int, body: bytes
) -> list[OutboundEvent]:
    keys = [routing_key(channel.value, area.path or (area.code,)) for area in areas]
    # The lane names the address: a board nobody listens to must not hold back the same bulletin's radio.
    return [OutboundEvent(event_id, key, f"{lane}:{key}", subject, priority, body) for key in keys]


# --- receipts and reading --------------------------------------------------------------------------


def receipt_event(receipt: Receipt) -> bytes:
    """A receipt as a CloudEvent."""
    return ReceiptEvent(
        id=receipt.receipt_id,
        source=f"urn:vn:thongtincoso:noinhan:{receipt.receiver}",
        type=f"vn.thongtincoso.receipt.{receipt.status.value}.v1",
        subject=receipt.bulletin_id,
        time=receipt.at.astimezone(UTC),
        dataschema=RECEIPT_SCHEMA,
        channel=receipt.channel,
        data=receipt,
    ).to_bytes()


def parse(body: bytes) -> BulletinEvent | RecallEvent | ReceiptEvent:
    """A message as its type says. Raises BadInput naming the field that is wrong."""
    try:
        raw = json.loads(body)
        kind = raw.get("type", "") if isinstance(raw, dict) else ""
        if kind == "vn.thongtincoso.bulletin.recalled.v1":
            return RecallEvent.model_validate(raw)
        if kind.startswith("vn.thongtincoso.receipt."):
            return ReceiptEvent.model_validate(raw)
        return BulletinEvent.model_validate(raw)
    except ValidationError as error:
        raise _bad(error, "Thông điệp không đúng hợp đồng") from error
    except (ValueError, AttributeError) as error:
        raise BadInput(f"Thông điệp không phải JSON hợp lệ: {error}") from error


def validate(body: bytes) -> None:
    """Raises BadInput when the message breaks the contract."""
    parse(body)


WRONG = {
    "missing": "còn thiếu",
    "string_too_short": "để trống",
    "string_too_long": "quá dài",
    "string_pattern_mismatch": "không đúng dạng",
    "literal_error": "có giá trị không nằm trong danh mục",
    "too_short": "để trống",
}


def _bad(error: ValidationError, saying: str) -> BadInput:
    first = error.errors(include_url=False)[0]
    where = ".".join(WIRE.get(str(step), str(step)) for step in first["loc"]) or "thông điệp"
    return BadInput(
        f"{saying}: trường {where} {WRONG.get(first['type'], 'không hợp lệ')}.", technical=first["msg"]
    )
