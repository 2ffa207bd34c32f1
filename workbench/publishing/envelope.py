"""Envelopes: CloudEvents 1.0 around bulletins and recalls, and receipts coming back."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from workbench.domain.flow import Delivery
from workbench.publishing.message import BulletinData, Epoch, Named, Part, RecallData, Text, Token


class ReceiptStatus(StrEnum):
    """What a receiver says has happened to a bulletin."""

    RECEIVED = "received"
    PLAYING = "playing"
    PLAYED = "played"
    SHOWN = "shown"
    LISTED = "listed"
    RECALLED = "recalled"
    FAILED = "failed"

    @property
    def delivery(self) -> Delivery:
        """The delivery state it means; shown and listed are how board and portal play."""
        return Delivery.PLAYED if self in {ReceiptStatus.SHOWN, ReceiptStatus.LISTED} else Delivery(self.value)


class Receipt(Part):
    """Xác nhận của một nơi nhận về một sự kiện."""

    event_id: Named
    bulletin_id: Token
    revision: Annotated[int, Field(ge=1)]
    channel: Literal["radio", "board", "portal"]
    receiver: Token
    area: Token
    status: ReceiptStatus
    at: AwareDatetime
    moment: Annotated[Epoch, Field(description="Lần phát theo lịch nào; 0 khi không theo lịch")] = 0
    detail: Text = ""

    @property
    def receipt_id(self) -> str:
        """Same fact, same id: noting it twice changes nothing."""
        return f"{self.event_id}.{self.receiver}.{self.status.value}.{self.moment}"


class Envelope(BaseModel):
    """CloudEvents 1.0, structured mode."""

    model_config = ConfigDict(frozen=True)

    specversion: Literal["1.0"] = "1.0"
    id: Named
    source: Named
    type: str
    subject: Token
    time: AwareDatetime
    datacontenttype: Literal["application/json"] = "application/json"
    dataschema: str = ""
    channel: Literal["radio", "board", "portal"]

    def to_bytes(self) -> bytes:
        """UTF-8 JSON, Vietnamese letters unescaped."""
        return self.model_dump_json(by_alias=True, exclude_none=True).encode()


class BulletinEvent(Envelope):
    """Phát hành, cập nhật hoặc khẩn cấp."""

    type: Literal[
        "vn.thongtincoso.bulletin.published.v1",
        "vn.thongtincoso.bulletin.updated.v1",
        "vn.thongtincoso.bulletin.emergency.v1",
    ]
    data: BulletinData


class RecallEvent(Envelope):
    """Thu hồi."""

    type: Literal["vn.thongtincoso.bulletin.recalled.v1"]
    data: RecallData


class ReceiptEvent(Envelope):
    """Xác nhận từ nơi nhận."""

    type: Annotated[str, StringConstraints(pattern=r"^vn\.thongtincoso\.receipt\.[a-z]+\.v1$")]
    data: Receipt

    @model_validator(mode="after")
    def _type_says_the_status(self) -> ReceiptEvent:
        if self.type != f"vn.thongtincoso.receipt.{self.data.status.value}.v1":
            raise ValueError(f"type {self.type} and status {self.data.status.value} differ")
        return self
