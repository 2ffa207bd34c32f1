"""What travels: the bulletin in the field names of the connection API, in a CloudEvents 1.0 envelope.

Attributes are English; `WIRE` gives each its name on the wire. Names known to deployed clients keep
their spelling (domain.md §1.4 B); the fields after "own extensions" are ours and optional to others.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

WIRE: dict[str, str] = {
    "bulletin_id": "BanTinID",
    "kind": "LoaiBanTin",
    "priority": "MucDoUuTien",
    "field": "LoaiLinhVuc",
    "title": "TieuDe",
    "summary": "NoiDungTomTat",
    "content": "NoiDung",
    "produced_at": "ThoiGianSanXuat",
    "duration": "ThoiLuong",
    "author": "TacGia",
    "full_name": "TenDayDu",
    "pen_name": "ButDanh",
    "email": "Email",
    "source_line": "NguonTin",
    "source_code": "NguonID",
    "source_name": "TenNguon",
    "areas": "DanhSachDiaBanNhan",
    "area_code": "DichID",
    "area_name": "TenDich",
    "made_in": "DiaBanTao",
    "made_in_name": "TenDiaBanTao",
    "schedule": "LichPhat",
    "schedule_id": "LichPhatID",
    "days": "DanhSachNgayPhat",
    "day": "NgayPhat",
    "moments": "ThoiDiemPhat",
    "start": "ThoiGianBatDau",
    "end": "ThoiGianKetThuc",
    "repeats": "SoLanLapLai",
    "screen_zone": "PhanVungManHinh",
    "details": "ThongTinChiTietBanTin",
    "name": "Ten",
    "value": "GiaTri",
    # own extensions
    "revision": "PhienBan",
    "expires_at": "ThoiDiemHetHan",
    "reason": "LyDo",
    "audio": "AmThanh",
    "url": "DuongDan",
    "sha256": "MaBam",
    "media_type": "KieuTep",
    "size_bytes": "KichThuoc",
    "duration_s": "SoGiay",
    "subtitles_url": "PhuDe",
    "transcript": "LoiDoc",
    "text": "VanBan",
    "screens": "ManHinh",
    "article": "BaiViet",
    "standfirst": "DoanMoDau",
    "paragraphs": "DoanVan",
    "ai": "NoiDungAI",
    "voice_by_machine": "GiongDocNhanTao",
    "text_by_machine": "VanBanCoMayHoTro",
    "label": "NhanHienThi",
    # receipts
    "event_id": "SuKienID",
    "channel": "Kenh",
    "receiver": "NoiNhanID",
    "area": "DiaBan",
    "status": "TrangThai",
    "at": "ThoiDiem",
    "moment": "LichPhatLuc",
    "detail": "MoTa",
}
"""English attribute → name on the wire."""

Text = Annotated[str, StringConstraints(strip_whitespace=True)]
Named = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Token = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_\-]{1,80}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Epoch = Annotated[int, Field(ge=0, description="Giây kể từ 1/1/1970 UTC")]


class Part(BaseModel):
    """A piece of a message: frozen, Vietnamese names on the wire, unknown fields ignored."""

    model_config = ConfigDict(frozen=True, alias_generator=WIRE.__getitem__, populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _accept_both_casings(cls, value: object) -> object:
        """Deployed systems write both NguonID and NguonId; we emit ID and accept either."""
        if not isinstance(value, dict):
            return value
        return {k[:-2] + "ID" if isinstance(k, str) and k.endswith("Id") else k: v for k, v in value.items()}


class Author(Part):
    """Tác giả."""

    full_name: Named
    pen_name: Text = ""
    email: Text = ""


class TargetArea(Part):
    """Một địa bàn nhận; tin tới địa bàn cấp trên là tới mọi nơi bên dưới."""

    area_code: Token
    area_name: Text = ""


class Moment(Part):
    """Một lần phát."""

    start: Epoch
    end: Epoch


class BroadcastDay(Part):
    """Các lần phát trong một ngày."""

    day: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    moments: tuple[Moment, ...]


class BroadcastSchedule(Part):
    """Lịch phát; không có ngày nào = phát một lần ngay khi nhận."""

    schedule_id: Text = ""
    days: tuple[BroadcastDay, ...] = ()
    repeats: Annotated[int, Field(ge=1, le=20)] = 1


class Detail(Part):
    """Một cặp tên – giá trị."""

    name: Named
    value: Text


class SpokenSentence(Part):
    """Một câu lời đọc và lúc nghe thấy, tính bằng giây từ đầu tệp."""

    start: Annotated[float, Field(ge=0)]
    end: Annotated[float, Field(ge=0)]
    text: Text


class Audio(Part):
    """Tệp âm thanh: tải theo đường dẫn, kiểm bằng SHA-256."""

    url: Named
    sha256: Sha256
    media_type: Named
    duration_s: Annotated[float, Field(ge=0)]
    size_bytes: Annotated[int, Field(ge=0)] = 0
    subtitles_url: Text = ""
    transcript: tuple[SpokenSentence, ...] = ()


class Article(Part):
    """Bài cho cổng thông tin, văn bản thuần."""

    title: Named
    standfirst: Text = ""
    paragraphs: tuple[Text, ...] = ()


class AiMark(Part):
    """Phần nào do máy tạo (Luật 134/2025/QH15, Điều 11) và nhãn phải hiện cho người xem."""

    voice_by_machine: bool = False
    text_by_machine: bool = False
    label: Text = ""


class BulletinData(Part):
    """Bản tin gửi tới một kênh."""

    bulletin_id: Token
    kind: Annotated[
        Literal["1", "2", "3", "4", "5"], Field(description="1 chữ, 2 ảnh, 3 âm thanh, 4 video, 5 trực tiếp")
    ]
    priority: Annotated[Literal["1", "2", "3"], Field(description="1 khẩn cấp, 2 ưu tiên, 3 thông thường")]
    field: Literal["1", "2", "3", "4", "5", "6"]
    title: Named
    summary: Named
    content: Annotated[Text, Field(description="Đường dẫn âm thanh (loại 3) hoặc chữ (loại 1)")]
    produced_at: Epoch
    duration: Annotated[str, StringConstraints(pattern=r"^\d{2,}:[0-5]\d:[0-5]\d$")]
    author: Author
    source_line: Text = ""
    source_code: Named
    source_name: Named
    areas: Annotated[tuple[TargetArea, ...], Field(min_length=1)]
    made_in: Text = ""
    made_in_name: Text = ""
    schedule: BroadcastSchedule = BroadcastSchedule()
    screen_zone: int = 0
    details: tuple[Detail, ...] = ()
    revision: Annotated[int, Field(ge=1)]
    expires_at: Epoch | None = None
    audio: Audio | None = None
    screens: tuple[tuple[Text, ...], ...] = ()
    article: Article | None = None
    ai: AiMark = AiMark()


class RecallData(Part):
    """Thu hồi: mọi phiên bản từ `PhienBan` trở xuống phải gỡ."""

    bulletin_id: Token
    source_code: Named
    source_name: Named
    areas: Annotated[tuple[TargetArea, ...], Field(min_length=1)]
    revision: Annotated[int, Field(ge=1)]
    reason: Text = ""


def epoch(at: datetime) -> int:
    """Whole seconds since 1970 of an aware moment."""
    return int(at.timestamp())
