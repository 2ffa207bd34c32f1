"""Words and shapes of the administrative form (NĐ 30/2020/NĐ-CP, Phụ lục I and III): kinds, agencies, posts."""

from __future__ import annotations

import re
import unicodedata

from models.documents.syllables import LOWER, UPPER

KINDS = (
    "Bộ luật",
    "Luật",
    "Pháp lệnh",
    "Nghị định",
    "Nghị quyết",
    "Quyết định",
    "Chỉ thị",
    "Thông tư liên tịch",
    "Thông tư",
    "Quy chế",
    "Quy định",
    "Thông cáo",
    "Thông báo",
    "Hướng dẫn",
    "Chương trình",
    "Kế hoạch",
    "Phương án",
    "Đề án",
    "Dự án",
    "Báo cáo",
    "Biên bản",
    "Tờ trình",
    "Hợp đồng",
    "Công điện",
    "Bản ghi nhớ",
    "Bản thỏa thuận",
    "Giấy ủy quyền",
    "Giấy mời",
    "Giấy giới thiệu",
    "Giấy nghỉ phép",
    "Phiếu gửi",
    "Phiếu chuyển",
    "Phiếu báo",
    "Thư công",
    "Thư ngỏ",
    "Lời kêu gọi",
    "Bản tin",
)
OFFICIAL_LETTER = "Công văn"
KIND_OF_SYMBOL = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "GM": "Giấy mời",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
}
"""First part of a document's symbol → its kind, for when the name line was lost."""


def fold(text: str) -> str:
    """Lower case without any mark: OCR mixes up é and ế, writers mix up hoà and hòa."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return " ".join(plain.replace("đ", "d").split())


_FOLDED_KINDS = {fold(kind): kind for kind in KINDS}
_KIND_FIRST = re.compile(rf"(?:{'|'.join(sorted(_FOLDED_KINDS, key=len, reverse=True))})\b")


def kind_of(line: str) -> tuple[str, str] | None:
    """Kind of document a line names, and what follows the name: "KẾ HOẠCH" -> ("Kế hoạch", "")."""
    folded = fold(line)
    found = _KIND_FIRST.match(folded)
    if found is None:
        return None
    words = len(found[0].split())
    rest = " ".join(line.split()[words:])
    own = " ".join(line.split()[:words])
    if fold(own) != found[0] and rest:
        return None  # punctuation inside: "Thông báo: …" is a sentence
    return _FOLDED_KINDS[found[0]], rest


MOTTO = re.compile(
    r"CỘNG\s+H[ÒO][ÀA]\s+XÃ\s+HỘI|Đ[ộo]c\s+lập\s*[-–—\s]+\s*Tự\s+do|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM"
)
MOTTO_REST = re.compile(r"(?:CHỦ NGHĨA )?VIỆT NAM|(?:[-–—]\s*)?Hạnh phúc")
"""Second half of a motto broken in two."""
NUMBER = re.compile(
    rf"\b[SsŠ][ốôoóỐÔO]\s*[:.;]?\s*(?P<number>[^/\n:]{{0,10}}?)\s*/\s*"
    rf"(?P<symbol>(?:\d{{4}}\s*/\s*)?[{UPPER}][\w&.]*(?:\s?[-–/]\s?[{UPPER}][\w&.]*)*)"
)
DATE = re.compile(
    r"(?:(?P<before>[^\n]{1,120}?)\s*,\s*)?ngày\s*(?:"
    r"(?P<day>\d{1,2})\s*tháng\s*(?P<month>\d{1,2})\s*năm\s*(?P<year>\d{4})"
    r"|(?P<day2>\d{1,2})\s*[/.-]\s*(?P<month2>\d{1,2})\s*[/.-]\s*(?P<year2>\d{4})"
    r"|\D?.{0,9}?tháng.{0,9}?năm.{0,6})\s*[.)]?",
    re.IGNORECASE,
)
"""A whole line; the last form is a date left blank or spoilt by a stamp."""
AGENCY = re.compile(
    r"\b(?:[ỦU][YỶ] BAN|UBND|UBMTTQ|HỘI ĐỒNG|HĐND|CHÍNH PHỦ|QUỐC HỘI|THỦ TƯỚNG|CHỦ TỊCH NƯỚC|BỘ|SỞ|TỈNH|"
    r"THÀNH PHỐ|"
    r"TP|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU|BAN|CỤC|CHI CỤC|TỔNG CỤC|TRUNG TÂM|PHÒNG|CÔNG TY|"
    r"TẬP ĐOÀN|"
    r"TRƯỜNG|TRẠM|VĂN PHÒNG|ĐẢNG ỦY|ĐẢNG UỶ|ĐẢNG BỘ|CHI BỘ|TỈNH ỦY|THÀNH ỦY|MẶT TRẬN|ĐOÀN|HỘI|NGÂN HÀNG|TÒA ÁN|"
    r"TOÀ ÁN|VIỆN|KHO BẠC|CÔNG AN|LIÊN ĐOÀN|BQL|ĐIỆN LỰC|ĐÀI|BỆNH VIỆN|HỢP TÁC XÃ|HTX|"
    r"ẤP|THÔN|KHU PHỐ|TỔ|ĐỘI|QUỸ|CHI NHÁNH|XÍ NGHIỆP|HẠT|ĐỒN)\b"
)
AUTHORITY = re.compile(
    r"(?:CHỦ TỊCH|[ỦU][YỶ] BAN|HỘI ĐỒNG|CHÍNH PHỦ|QUỐC HỘI|THỦ TƯỚNG|BỘ TRƯỞNG|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|TRƯỞNG|"
    r"CHÁNH ÁN|VIỆN TRƯỞNG|TỔNG KIỂM TOÁN|CỤC TRƯỞNG|HIỆU TRƯỞNG|BAN (?:CHẤP HÀNH|THƯỜNG VỤ)|[ỦU][YỶ] VIÊN)\b"
)
"""Who issues, on a line between the subject and the legal basis of a decision."""
DECIDED = frozenset(
    {"Nghị quyết", "Quyết định", "Nghị định", "Thông tư", "Thông tư liên tịch", "Pháp lệnh", "Chỉ thị"}
)
BODY = re.compile(
    r"(?:Căn cứ\b|Thực hiện\b|Kính gửi\b|Theo (?:đề nghị|quy định)\b|Xét\b|Nhằm\b|Trên cơ sở\b|Điều \d|"
    r"(?:Chương|CHƯƠNG|Phần|PHẦN) [IVX\d]|[IVX]{1,4}\.\s|[A-Z]\.\s|\d{1,2}\.\s|(?:Quốc hội|"
    r"Chính phủ) ban hành\b|"
    r"QUY[ẾÉ]T (?:ĐỊNH|NGHỊ)\s*:)"
)
"""The first line after the head."""
ABOUT = re.compile(r"V\s?/\s?v?\b\s*:?\s*", re.IGNORECASE)

_LEVEL = r"(?:P\.\s*|PHÓ\s+)?"
SIGN = re.compile(rf"(?:(?:TM|KT|TL|TUQ|TUN|Q)\s*\.|T/M|T/L|K/T)(?=\s|$|[{UPPER}])")
POST = re.compile(
    rf"(?:Q\.\s*)?{_LEVEL}(?:CHỦ TỊCH|CHỦ NHIỆM|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|TỔNG GIÁM ĐỐC|GIÁM ĐỐC|"
    rf"HIỆU TRƯỞNG|"
    r"CHÁNH VĂN PHÒNG|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|VỤ TRƯỞNG|BÍ THƯ|CHÁNH ÁN|VIỆN TRƯỞNG|TỔNG THƯ KÝ|"
    r"CHỈ HUY TRƯỞNG|"
    r"ĐỘI TRƯỞNG|TỔ TRƯỞNG|TRẠM TRƯỞNG|HẠT TRƯỞNG|ĐỒN TRƯỞNG|CHÍNH TRỊ VIÊN|HIỆU PHÓ|KẾ TOÁN TRƯỞNG|"
    r"ỦY VIÊN|TRƯỞNG (?:PHÒNG|BAN|TRẠM|ẤP|THÔN|CÔNG AN|KHU PHỐ|ĐOÀN|TIỂU BAN))\b"
    rf"[^{LOWER}]*"
)
_RANK = (
    r"(?:(?:GS|PGS|TS|ThS|Ths|BS|KS|CN|CKI|CKII|NGƯT|NSƯT)\.\s*|"
    r"(?:Thượng|Đại|Trung|Thiếu) (?:tướng|tá|úy)\s+|(?:Ông|Bà|Đồng chí)\s*:?\s+)*"
)
NAME = re.compile(rf"{_RANK}(?P<name>[{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]*){{1,5}})\.?")
_SURNAMES = (
    "NGUYỄN|TRẦN|LÊ|PHẠM|HOÀNG|HUỲNH|PHAN|VŨ|VÕ|ĐẶNG|BÙI|ĐỖ|HỒ|NGÔ|DƯƠNG|LÝ|ĐINH|ĐOÀN|TRỊNH|TRƯƠNG|LÂM|"
    "MAI|ĐÀO|CAO|"
    "HÀ|TÔ|TẠ|CHÂU|THÁI|LƯU|PHÙNG|VƯƠNG|QUÁCH|NÔNG|HỨA|LA|THẠCH|SƠN|KIM|DANH"
)
CAPITAL_NAME = re.compile(rf"{_RANK}(?P<name>(?:{_SURNAMES})(?:\s+[{UPPER}]+){{1,4}})\.?")
RECIPIENTS = re.compile(r"N[ơo]i\s+nh[ậâa]n\s*:?", re.IGNORECASE)
