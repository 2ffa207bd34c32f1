"""How administrative papers are built, by their wording: preambles, signatures, lead-ins, headings that label.

Source: the forms of NĐ 30/2020/NĐ-CP and the habits of commune notices.
"""

from __future__ import annotations

import re


def has(*words: str, before: str = r"\b(?:", after: str = r")\b") -> re.Pattern[str]:
    """A pattern of alternatives as whole words, any case."""
    return re.compile(before + "|".join(words) + after, re.IGNORECASE | re.DOTALL)


def starts(*words: str) -> re.Pattern[str]:
    """Alternatives at the beginning; `fullmatch` for the whole."""
    return has(*words, before="(?:", after=")")


# --- parts that are never a sentence of a summary ------------------------------------------------------

WHEN = starts(
    r"\(?(?:từ |lúc |vào |buổi )?(?:ngày|sáng|chiều|tối|thứ|chủ nhật|đợt|tháng|quý|tuần)\b",
    r"(?:từ |lúc )?\d{1,2}\s?(?:giờ|h|g|/)\s?\d{0,2}",
    r"(?<![^\W_])(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|\d{1,2}/\d{1,2}(?:/\d{4})?|\d{1,2} giờ)\b",
)
"""A time; at the beginning of each item of a list, the list is a timetable."""

STEP = starts(r"bước \d+\b", r"bước (?:một|hai|ba|bốn|năm|sáu)\b")
"""A step of a procedure."""

ROW_NUMBER = starts(r"s?tt\.?", "số thứ tự")
"""Name of a column that only counts the rows."""

PREAMBLE = re.compile(
    r"(?:căn cứ|theo đề nghị|xét|trên cơ sở kết quả)\b[^.]*[;,:.]?$|(?:để )?(?:thực hiện|theo)\b.*[;,]$",
    re.IGNORECASE | re.DOTALL,
)
"""A whole paragraph of legal basis."""

ENDING = starts(
    r"(?:nơi nhận|kính gửi)\s*:?",
    r"(?:tm|kt|tl|tuq|q)\.\s*(?:ủy ban|uỷ ban|chủ tịch|giám đốc|bộ trưởng|trưởng|ban)?.{0,40}",
    r"lưu\s*:\s*\w+.{0,20}",
    r"\(?đã ký\)?",
    r"như (?:trên|điều \d+)\s*;?",
)
"""Starts the closing block: recipients, signature."""

ADDRESSED = starts(r"\s*kính gửi\s*:")
"""Begins the list of those a letter goes to."""

NOISE = re.compile(
    r"^(?:kính gửi|người ký|thời gian ký|email|nguồn|ảnh|video|clip|theo|tác giả|biên tập|bài|tags?|xem thêm|"
    r"đọc thêm|chia sẻ|số)\s*:|"
    r"^\(?(?:ảnh|nguồn)\b.{0,40}\)?$|^(?:đang tải|vui lòng chờ|trang chủ|đăng nhập)\b|"
    r"^\(?ban hành kèm theo\b|^[\W\d_]*$",
    re.IGNORECASE,
)

# --- how sentences hang together ------------------------------------------------------------------------

BASIS = re.compile(
    r"^(?:căn cứ|thực hiện|theo|triển khai|nhằm|để|trên cơ sở)\b.{12,}?[;,]\s+"
    r"(?=(?:UBND|Ủy ban|Uỷ ban|Sở|Bộ|Công an|Trạm|Ban|Hội|Đảng ủy|Điện lực|Chủ tịch)\b)",
    re.IGNORECASE | re.DOTALL,
)
"""Reasons before the issuer's own words: "Thực hiện Quyết định …; UBND xã thông báo …"."""

OPEN_TAIL = re.compile(
    r"[,;]?\s*(?:với (?:các|những) nội dung(?: chính| chủ yếu)?\s*)?(?:(?:cụ thể|chi tiết)(?: là)?\s*)?"
    r"(?:như sau|sau đây|sau)?\s*:$",
    re.IGNORECASE,
)
"""The end of a sentence that announces a list."""

PARTIAL = re.compile(r"\b(?:gồm(?: có)?|như sau|sau đây|sau|quy định|là)\s*:$", re.IGNORECASE)
"""Announces a list of which one item alone would mislead: "hồ sơ gồm: đơn"."""

ASIDE = re.compile(
    r"\s*\((?:sau đây|gọi tắt|dưới đây|viết tắt|xem|có (?:danh sách|phụ lục|mẫu)|kèm theo)[^()]*\)",
    re.IGNORECASE,
)
"""Brackets that help only a reader of the paper."""

ACTOR = has(
    *(
        "UBND",
        "[ỦU]y ban",
        "Uỷ ban",
        "sở",
        "bộ",
        "phòng",
        "ban",
        "công an",
        "trạm",
        "đài",
        "hội",
        "đoàn",
        "mặt trận",
    ),
    *(
        "trung tâm",
        "trường",
        "chi bộ",
        "trưởng",
        "văn phòng",
        "công chức",
        "đơn vị",
        "cơ quan",
        "tổ",
        "hợp tác xã",
    ),
    *("điện lực", "người dân", "hộ", "nhân dân", "chủ", "doanh nghiệp"),
    before=r"^(?:đề nghị\s+|giao\s+)?(?:các\s+)?(?:",
)
"""A heading that names who does what follows."""

DUTY = has(
    *("chủ trì", "phối hợp", "hướng dẫn", "tham mưu", "theo dõi", "tổ chức", "thực hiện", "xây dựng", "bố trí"),
    *(
        "chỉ đạo",
        "tuyên truyền",
        "kiểm tra",
        "triển khai",
        "vận động",
        "đôn đốc",
        "tổng hợp",
        "báo cáo",
        "tiếp tục",
    ),
    *(
        "đẩy mạnh",
        "tăng cường",
        "rà soát",
        "cung cấp",
        "đảm bảo",
        "bảo đảm",
        "lập",
        "ban hành",
        "quản lý",
        "giúp",
    ),
    *("định kỳ", "hỗ trợ", "phát thanh", "chuẩn bị", "phân công", "căn cứ"),
    before="^(?:",
)
"""Begins what somebody must do, with the doer left to the heading."""

_TERM = r"(?:giai đoạn|đến|trong|năm)\s+(?:năm\s+)?\d{4}(?:\s*[-–]\s*\d{4})?"
_ABOUT = (
    *(
        "mục tiêu",
        "mục đích",
        "yêu cầu",
        "thời gian",
        "thời hạn",
        "địa điểm",
        "đối tượng",
        "thành phần",
        "kinh phí",
    ),
    *(
        "hình thức",
        "cách thức",
        "hồ sơ",
        "lệ phí",
        "mức hỗ trợ",
        "mức thu",
        "phạm vi",
        "nội dung",
        "phương thức",
    ),
    *("tiến độ", "lộ trình", "lý do", "khu vực"),
)
_ABOUT_WHAT = (
    *(
        "và",
        "chung",
        "cụ thể",
        "tổng quát",
        "thực hiện",
        "tổ chức",
        "áp dụng",
        "tham gia",
        "tham dự",
        "điều chỉnh",
    ),
    *("nộp", "tiêm", "hỗ trợ"),
)
FUNCTION = starts(
    rf"(?:{'|'.join(_ABOUT)})(?:\s*,?\s+(?:{'|'.join(_ABOUT_WHAT + _ABOUT)}))*",
    rf"(?:cấp (?:tỉnh|huyện|xã|trung ương)\s+)?{_TERM}",
    "cấp (?:tỉnh|huyện|xã|trung ương)",
)
"""A short heading that says what follows is: goals, time, place, for whom, a term."""
