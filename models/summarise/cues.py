"""What a sentence promises by its wording: goals, duties, deadlines; and what makes it stand ill alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.summarise.patterns import ACTOR, has

_PEOPLE = has(
    *(
        "người dân",
        "nhân dân",
        "bà con",
        "hộ gia đình",
        "các hộ",
        "hộ dân",
        "chủ vật nuôi",
        "chủ hộ",
        "công dân",
    ),
)

# --- what a listener must know: each pattern that a sentence holds adds its weight once ---------------

_WORTH: tuple[tuple[re.Pattern[str], float], ...] = (
    # when
    (has("hạn (?:cuối|chót|nộp)", "thời hạn", "chậm nhất", "trước ngày", "đến hết ngày", "kể từ ngày"), 0.30),
    (has("có hiệu lực"), 0.35),
    (re.compile(r"\b\d{1,2}\s?(?:h|giờ|g)\s?\d{0,2}\b|\bngày \d{1,2}(?:/|-|\.| tháng)", re.IGNORECASE), 0.20),
    (has(r"(?:đến|từ|trong|năm|giai đoạn)\s+(?:năm\s+)?20\d\d"), 0.10),
    # what is asked of people
    (_PEOPLE, 0.20),
    (has("đề nghị", "yêu cầu", "khuyến cáo", "kêu gọi", "vận động", "phải", "cần", "bắt buộc"), 0.15),
    (has("nghiêm cấm", "tuyệt đối", "không được", "không ra", "không đi"), 0.25),
    # who does it
    (has("chủ trì", "chịu trách nhiệm", "có trách nhiệm", "phân công", "giao cho?"), 0.08),
    # how much
    (re.compile(r"\b\d[\d.,]*\s?(?:%|đồng|triệu|tỷ|tỉ)(?!\w)", re.IGNORECASE), 0.15),
    (re.compile(r"\b100\s?%"), 0.10),
    # what for
    (has("mục tiêu", "phấn đấu", "nhằm", "bảo đảm"), 0.08),
    # where, whom to ask
    (
        has(r"(?:tại|địa điểm)\b[^.;]{0,40}\b(?:nhà văn hóa|trạm y tế|trụ sở|hội trường|ủy ban|ấp|thôn|xã)"),
        0.12,
    ),
    (has("đường dây nóng", "hotline", "liên hệ", "(?:số )?điện thoại", "tổng đài", "gọi ngay"), 0.20),
    # danger
    (
        has(
            "nguy cơ",
            "nguy hiểm",
            "cảnh báo",
            "khẩn cấp",
            "sơ tán",
            "lũ",
            "ngập",
            "sạt lở",
            "gió giật",
            "ổ dịch",
        ),
        0.40,
    ),
    (has("mức phạt", "xử phạt", "phạt tiền", "miễn phí", "hỗ trợ"), 0.12),
)

# --- what stands in the way ---------------------------------------------------------------------------

_HINDRANCE: tuple[tuple[re.Pattern[str], float], ...] = (
    # leans on the sentence before
    (
        has(
            *(
                "tuy nhiên",
                "ngoài ra",
                "bên cạnh đó",
                "do đó",
                "vì vậy",
                "vì thế",
                "theo đó",
                "trong đó",
                "đồng thời",
            ),
            *(
                "mặt khác",
                "qua đó",
                "từ đó",
                "khi đó",
                "sau đó",
                "trong khi",
                "nhưng",
                "và",
                "còn",
                "song",
                "đặc biệt",
            ),
            *("cụ thể", "(?:điều|việc) (?:này|đó)", "đây (?:là|cũng)", "trường hợp này"),
            r"(?:những|các) (?:điều|việc|đối tượng|trường hợp) (?:này|đó)",
            before="^(?:",
        ),
        0.20,
    ),
    (has("như vậy", "(?:nói|nêu|kể) trên", "lịch trên", "thời gian trên"), 0.25),
    # points elsewhere in a legal text
    (
        re.compile(
            r"\b(?:khoản|điểm|điều|mục) (?:này|trên|\d+|[a-zđ]\b)(?:,| và|;| khoản| điều| mục|\.|$)",
            re.IGNORECASE,
        ),
        0.25,
    ),
    (has("(?:tại|theo) (?:phụ lục|biểu|mẫu số|bảng)", "kèm theo"), 0.15),
    # inner office business
    (
        has(
            *("báo cáo (?:về|kết quả)", "tổng hợp,? báo cáo", "lập dự toán", "dự toán ngân sách", "quyết toán"),
            *("chế độ báo cáo", "định kỳ", "sơ kết", "tổng kết", "vướng mắc", "phản ánh về", "tham mưu"),
        ),
        0.25,
    ),
    # an occasion without a statement
    (re.compile(r"^(?:nhân dịp|nhân kỷ niệm|chào mừng)\b[^,]*(?:,[^,]*)?\.$", re.IGNORECASE), 0.50),
    # the form's own last words
    (has("trên đây là", "quá trình (?:triển khai|tổ chức) thực hiện", before="^(?:"), 0.60),
    # background
    (has("hiện nay", "(?:trong )?thời gian qua", "những năm qua", r"từ năm 20\d\d, thực hiện"), 0.08),
    # someone talking
    (
        re.compile(r"^[“\"]|[”\"]$|\b(?:cho biết|chia sẻ|nói|bày tỏ)\s*[:,]", re.IGNORECASE),
        0.10,
    ),
)

_SECTIONS: tuple[tuple[re.Pattern[str], float], ...] = (
    (has("mục tiêu (?:chung|tổng quát)"), 0.90),
    (has("mục tiêu"), 0.40),
    (has("phạm vi điều chỉnh", "bị nghiêm cấm", "hiệu lực thi hành"), 0.40),
    (has("yêu cầu"), -0.10),
    (has("người dân", "chủ vật nuôi", "hộ gia đình"), 0.30),
    (
        has(
            "đối tượng",
            "thời gian",
            "địa điểm",
            "mức (?:hỗ trợ|thu|phạt)",
            "hồ sơ",
            "cách thức",
            "hiệu lực",
            "các bước",
            "trình tự",
        ),
        0.30,
    ),
    (has("nhiệm vụ", "giải pháp", "biện pháp", "nội dung", "mục đích", "phạm vi"), 0.15),
    (has("đánh giá", "tình hình", "thực trạng", "hiện trạng", "sự cần thiết", "căn cứ", "quan điểm"), -0.25),
    (has("báo cáo", "kinh phí", "phụ lục", "giải thích từ ngữ", "điều khoản chuyển tiếp"), -0.20),
)

_OFFICE = -0.20
"""Under a heading that names an office: its duties concern listeners less than their own."""


def worth(sentence: str) -> float:
    """How much a sentence says of what a listener must know or do; 0 to about 1.2, less what hinders it."""
    gain = sum(weight for pattern, weight in _WORTH if pattern.search(sentence))
    return gain - hindrance(sentence)


def hindrance(sentence: str) -> float:
    """How ill a sentence stands alone: connectives, pointers elsewhere, inner office business."""
    return sum(weight for pattern, weight in _HINDRANCE if pattern.search(sentence))


def section_worth(titles: Sequence[str], sentence: str) -> float:
    """What the enclosing headings promise; the innermost heading that says anything decides."""
    for title in titles:
        for pattern, weight in _SECTIONS:
            if pattern.search(title):
                return weight
    return _OFFICE if titles and ACTOR.match(titles[0]) and not _PEOPLE.search(sentence) else 0.0
