"""Vietnamese names of codes and states, in one place for pages, CLI and exports."""

from __future__ import annotations

from models.types import Gender, Region
from workbench.domain.bulletin import Field, Priority
from workbench.domain.flow import Delivery, Gate, State
from workbench.domain.people import Role
from workbench.domain.place import AreaLevel, Channel, SlotKind

STATE: dict[State, str] = {
    State.DRAFT: "Nháp",
    State.RETURNED: "Trả lại",
    State.TEXT_REVIEW: "Chờ duyệt nội dung",
    State.AUDIO_REVIEW: "Chờ duyệt âm thanh",
    State.APPROVED: "Đã duyệt",
    State.REJECTED: "Từ chối",
    State.RECALLED: "Đã thu hồi",
    State.EXPIRED: "Hết hạn",
}
DELIVERY: dict[Delivery, str] = {
    Delivery.WAITING: "Chờ gửi",
    Delivery.SENT: "Đã gửi",
    Delivery.RECEIVED: "Đã nhận",
    Delivery.PLAYING: "Đang phát",
    Delivery.PLAYED: "Đã phát",
    Delivery.RECALLED: "Đã gỡ",
    Delivery.FAILED: "Lỗi",
}
GATE: dict[Gate, str] = {Gate.TEXT: "Duyệt nội dung", Gate.AUDIO: "Duyệt âm thanh"}
ROLE: dict[Role, str] = {
    Role.REPORTER: "Phóng viên",
    Role.EDITOR: "Biên tập viên",
    Role.APPROVER: "Người duyệt",
    Role.ADMINISTRATOR: "Quản trị",
    Role.VIEWER: "Người xem",
}
CHANNEL: dict[Channel, str] = {
    Channel.RADIO: "Truyền thanh",
    Channel.BOARD: "Bảng điện tử",
    Channel.PORTAL: "Cổng thông tin",
}
FIELD: dict[Field, str] = {
    Field.GENERAL: "Thông tin chung",
    Field.URGENT: "Thông tin đột xuất",
    Field.POLICY: "Đường lối, chủ trương của Đảng, chính sách, pháp luật",
    Field.DIRECTION: "Chỉ đạo, điều hành của cấp ủy, chính quyền cơ sở",
    Field.KNOWLEDGE: "Kiến thức khoa học, kỹ thuật, kinh tế, văn hóa, xã hội",
    Field.GOOD_DEEDS: "Gương người tốt, việc tốt, điển hình tiên tiến",
}
PRIORITY: dict[Priority, str] = {
    Priority.EMERGENCY: "Khẩn cấp",
    Priority.PRIORITY: "Ưu tiên",
    Priority.ORDINARY: "Thông thường",
}
REGION: dict[Region, str] = {Region.NORTH: "Bắc", Region.CENTRAL: "Trung", Region.SOUTH: "Nam"}
GENDER: dict[Gender, str] = {Gender.FEMALE: "nữ", Gender.MALE: "nam"}
AREA_LEVEL: dict[AreaLevel, str] = {
    AreaLevel.PROVINCE: "Tỉnh, thành phố",
    AreaLevel.COMMUNE: "Xã, phường, đặc khu",
    AreaLevel.HAMLET: "Ấp, thôn, khu phố",
}
SLOT_KIND: dict[SlotKind, str] = {SlotKind.OWN: "Chương trình của địa phương", SlotKind.RELAY: "Tiếp âm"}
