"""What administrative prose says by its wording: goals, duties, deadlines, preambles, signatures.

Patterns only; no sentence is scored here by anything but the words it holds. Source: the forms of
NĐ 30/2020/NĐ-CP and the habits of commune notices.
"""

from __future__ import annotations

import re


def _has(*words: str, before: str = r"\b(?:", after: str = r")\b") -> re.Pattern[str]:
    """A pattern of alternatives as whole words, any case."""
    return re.compile(before + "|".join(words) + after, re.IGNORECASE | re.DOTALL)


def _is(*words: str) -> re.Pattern[str]:
    """Alternatives at the beginning; `fullmatch` for the whole."""
    return _has(*words, before="(?:", after=")")


# --- what a listener must know: each pattern that a sentence holds adds its weight once ---------------

_WORTH: tuple[tuple[re.Pattern[str], float], ...] = (
    # when
    (_has("hạn (?:cuối|chót|nộp)", "thời hạn", "chậm nhất", "trước ngày", "đến hết ngày", "kể từ ngày"), 0.30),
    (_has("có hiệu lực"), 0.35),
    (re.compile(r"\b\d{1,2}\s?(?:h|giờ|g)\s?\d{0,2}\b|\bngày \d{1,2}(?:/|-|\.| tháng)", re.IGNORECASE), 0.20),
    (_has(r"(?:đến|từ|trong|năm|giai đoạn)\s+(?:năm\s+)?20\d\d"), 0.10),
    # what is asked of people
    (
        _has(
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
        0.20,
    ),
    (_has("đề nghị", "yêu cầu", "khuyến cáo", "kêu gọi", "vận động", "phải", "cần", "bắt buộc"), 0.15),
    (_has("nghiêm cấm", "tuyệt đối", "không được"), 0.15),
    # who does it
    (_has("chủ trì", "chịu trách nhiệm", "có trách nhiệm", "phân công", "giao cho?"), 0.08),
    # how much
    (re.compile(r"\b\d[\d.,]*\s?(?:%|đồng|triệu|tỷ|tỉ)(?!\w)", re.IGNORECASE), 0.15),
    (re.compile(r"\b100\s?%"), 0.10),
    # what for
    (_has("mục tiêu", "phấn đấu", "nhằm", "bảo đảm"), 0.08),
    # where, whom to ask
    (
        _has(r"(?:tại|địa điểm)\b[^.;]{0,40}\b(?:nhà văn hóa|trạm y tế|trụ sở|hội trường|ủy ban|ấp|thôn|xã)"),
        0.12,
    ),
    (_has("đường dây nóng", "hotline", "liên hệ", "số điện thoại", "tổng đài"), 0.20),
    (_has("mức phạt", "xử phạt", "phạt tiền", "miễn phí", "hỗ trợ"), 0.12),
)

# --- what stands in the way ---------------------------------------------------------------------------

_HINDRANCE: tuple[tuple[re.Pattern[str], float], ...] = (
    # leans on the sentence before
    (
        _has(
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
    # points elsewhere in a legal text
    (
        re.compile(
            r"\b(?:khoản|điểm|điều|mục) (?:này|trên|\d+|[a-zđ]\b)(?:,| và|;| khoản| điều| mục|\.|$)",
            re.IGNORECASE,
        ),
        0.25,
    ),
    (_has("(?:tại|theo) (?:phụ lục|biểu|mẫu số|bảng)", "kèm theo"), 0.15),
    # inner office business
    (
        _has(
            *("báo cáo (?:về|kết quả)", "tổng hợp,? báo cáo", "lập dự toán", "dự toán ngân sách", "quyết toán"),
            *("chế độ báo cáo", "định kỳ", "sơ kết", "tổng kết", "vướng mắc", "phản ánh về", "tham mưu"),
        ),
        0.25,
    ),
    # the form's own last words
    (_has("trên đây là", "quá trình (?:triển khai|tổ chức) thực hiện", before="^(?:"), 0.60),
    # background
    (_has("hiện nay", "(?:trong )?thời gian qua", "những năm qua", r"từ năm 20\d\d, thực hiện"), 0.08),
    # someone talking
    (
        re.compile(r"^[“\"]|[”\"]$|\b(?:cho biết|chia sẻ|nói|bày tỏ)\s*[:,]", re.IGNORECASE),
        0.10,
    ),
)

_SECTIONS: tuple[tuple[re.Pattern[str], float], ...] = (
    (_has("mục tiêu (?:chung|tổng quát)"), 0.90),
    (_has("mục tiêu"), 0.40),
    (
        _has("đối tượng", "thời gian", "địa điểm", "mức (?:hỗ trợ|thu|phạt)", "hồ sơ", "cách thức", "hiệu lực"),
        0.30,
    ),
    (_has("nhiệm vụ", "giải pháp", "biện pháp", "nội dung", "mục đích", "phạm vi"), 0.15),
    (_has("đánh giá", "tình hình", "thực trạng", "hiện trạng", "sự cần thiết", "căn cứ", "quan điểm"), -0.25),
    (_has("báo cáo", "kinh phí", "phụ lục", "giải thích từ ngữ", "điều khoản chuyển tiếp"), -0.20),
)

_DUTY = 0.10
"""Under a heading that names who acts."""


def worth(sentence: str) -> float:
    """How much a sentence says of what a listener must know or do; 0 to about 1.2, less what hinders it."""
    gain = sum(weight for pattern, weight in _WORTH if pattern.search(sentence))
    return gain - hindrance(sentence)


def hindrance(sentence: str) -> float:
    """How ill a sentence stands alone: connectives, pointers elsewhere, inner office business."""
    return sum(weight for pattern, weight in _HINDRANCE if pattern.search(sentence))


def section_worth(titles: list[str]) -> float:
    """What the enclosing headings promise; the innermost heading that says anything decides."""
    for title in titles:
        for pattern, weight in _SECTIONS:
            if pattern.search(title):
                return weight
    return _DUTY if titles and ACTOR.match(titles[0]) else 0.0


# --- parts that are never a sentence of a summary ------------------------------------------------------

PREAMBLE = re.compile(
    r"(?:căn cứ|theo đề nghị|xét đề nghị|thực hiện (?:ý kiến|chỉ đạo))\b[^.]*[;,:.]?$", re.IGNORECASE
)
"""A whole paragraph of legal basis."""

ENDING = _is(
    r"(?:nơi nhận|kính gửi)\s*:?",
    r"(?:tm|kt|tl|tuq|q)\.\s*(?:ủy ban|uỷ ban|chủ tịch|giám đốc|bộ trưởng|trưởng|ban)?.{0,40}",
    r"lưu\s*:\s*\w+.{0,20}",
    r"\(?đã ký\)?",
    r"như (?:trên|điều \d+)\s*;?",
)
"""Starts the closing block: recipients, signature."""

NOISE = re.compile(
    r"^(?:nguồn|ảnh|video|clip|theo|tác giả|biên tập|bài|tags?|xem thêm|đọc thêm|chia sẻ|số)\s*:|"
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

ASIDE = re.compile(
    r"\s*\((?:sau đây|gọi tắt|dưới đây|viết tắt|xem|có (?:danh sách|phụ lục|mẫu)|kèm theo)[^()]*\)",
    re.IGNORECASE,
)
"""Brackets that help only a reader of the paper."""

ACTOR = _has(
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
FUNCTION = _is(
    rf"(?:{'|'.join(_ABOUT)})(?:\s*,?\s+(?:{'|'.join(_ABOUT_WHAT + _ABOUT)}))*",
    rf"(?:cấp (?:tỉnh|huyện|xã|trung ương)\s+)?{_TERM}",
    "cấp (?:tỉnh|huyện|xã|trung ương)",
)
"""A short heading that says what follows is: goals, time, place, for whom, a term."""
