"""Header fields of an administrative document (NĐ 30/2020/NĐ-CP, Điều 8), wherever the layout left them.

In real files the agency and the national motto stand side by side in a borderless table: their lines
come interleaved or joined. So each field is found by what it looks like, within the head or the tail.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.types import DocumentHeader, HeaderField, Span

Line = tuple[str, Span]

_HEAD_LINES, _TAIL_LINES = 45, 80
_MOTTO = re.compile(r"CỘNG\s+H[ÒO][ÀA]\s+XÃ\s+HỘI|Đ[ộo]c\s+lập\s*[-–—]\s*Tự\s+do")
_NUMBER = re.compile(
    r"(?:(?:Luật|Nghị quyết|Bộ luật|Pháp lệnh)\s+)?[SsŠ][ốôoóỐ]\s*[:.]?\s*(?P<number>\d{1,5}[a-z]?|)\s*/\s*"
    r"(?P<symbol>(?:\d{4}/)?[A-ZĐƯÂĂÊÔƠ][\w&.-]*(?:[-–/][\w&.]+)*)"
)
_DATE = re.compile(
    r"(?:(?P<place>[A-ZĐÀ-Ỹ][^,\d\n]{1,40}?)\s*,\s*)?"
    r"ng[àa]y\s+(?P<day>\d{1,2})\s+th[áa]ng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"\b(?:ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|HĐND|CHÍNH PHỦ|QUỐC HỘI|THỦ TƯỚNG|BỘ|SỞ|TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|XÃ|"
    r"PHƯỜNG|THỊ TRẤN|BAN|CỤC|CHI CỤC|TỔNG CỤC|TRUNG TÂM|PHÒNG|CÔNG TY|TRƯỜNG|TRẠM|VĂN PHÒNG|ĐẢNG ỦY|TỈNH ỦY|"
    r"MẶT TRẬN|ĐOÀN|HỘI|NGÂN HÀNG|TÒA ÁN|VIỆN|KHO BẠC|CÔNG AN|ĐẶC KHU|LIÊN ĐOÀN|BQL)\b"
)
KINDS = (
    "BỘ LUẬT",
    "LUẬT",
    "PHÁP LỆNH",
    "NGHỊ ĐỊNH",
    "NGHỊ QUYẾT",
    "QUYẾT ĐỊNH",
    "CHỈ THỊ",
    "THÔNG TƯ LIÊN TỊCH",
    "THÔNG TƯ",
    "QUY CHẾ",
    "QUY ĐỊNH",
    "THÔNG CÁO",
    "THÔNG BÁO",
    "HƯỚNG DẪN",
    "CHƯƠNG TRÌNH",
    "KẾ HOẠCH",
    "PHƯƠNG ÁN",
    "ĐỀ ÁN",
    "DỰ ÁN",
    "BÁO CÁO",
    "BIÊN BẢN",
    "TỜ TRÌNH",
    "HỢP ĐỒNG",
    "CÔNG ĐIỆN",
    "BẢN GHI NHỚ",
    "BẢN THỎA THUẬN",
    "GIẤY ỦY QUYỀN",
    "GIẤY MỜI",
    "GIẤY GIỚI THIỆU",
    "PHIẾU GỬI",
    "THƯ CÔNG",
    "LỜI KÊU GỌI",
    "BẢN TIN",
    "CÔNG BÁO",
)
_KIND = re.compile(rf"(?P<kind>{'|'.join(KINDS)})(?P<rest>(?:\s*\(.*\))?\s*:?)")
_BODY = re.compile(
    r"(?:Căn cứ|Thực hiện|Kính gửi|Theo (?:đề nghị|quy định)|Xét|Nhằm|Điều \d|Chương |CHƯƠNG |[IVX]+\.\s|"
    r"[A-Z]\.\s|\d+\.\s|Quốc hội ban hành|Chính phủ ban hành)"
)
_ABOUT = re.compile(r"V/v:?\s*|(?:Về việc|Vv)\s+", re.IGNORECASE)
_SIGN = re.compile(r"^(?:TM|KT|Q|TL|TUQ|T/M|TUN)\s*\.(?:\s|$|[A-ZĐ])")
_POST = re.compile(
    r"^(?:Q\.\s*)?(?:PHÓ\s+)?(?:CHỦ TỊCH|CHỦ NHIỆM|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|GIÁM ĐỐC|"
    r"TỔNG GIÁM ĐỐC|HIỆU TRƯỞNG|CHÁNH VĂN PHÒNG|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|BÍ THƯ|VIỆN TRƯỞNG|TỔNG THƯ KÝ|"
    r"TRƯỞNG (?:PHÒNG|BAN|TRẠM|ẤP|THÔN|CÔNG AN))\b[^a-zà-ỹ]*$"
)
_NAME = re.compile(
    r"^(?:(?:GS|PGS|TS|ThS|BS|KS|CN)\.\s*)*(?P<name>[A-ZĐÀ-Ỹ][a-zà-ỹđ]+(?:\s+[A-ZĐÀ-Ỹ][a-zà-ỹđ]+){1,4})\.?$"
)
_RECIPIENTS = re.compile(r"^N[ơo]i\s+nhận\s*:?", re.IGNORECASE)
_SEPARATOR = re.compile(r"^[-–—_=*.\s]{3,}$")


@dataclass(frozen=True, slots=True)
class Found:
    """Header fields, and the lines that are the document's title."""

    header: DocumentHeader
    title_spans: tuple[Span, ...]


def extract(lines: Sequence[Line]) -> Found:
    """Header fields of a document given as lines with spans; what is not there stays None."""
    head = list(lines[:_HEAD_LINES])
    number_at, number, symbol = _number(head)
    place, issued, date_at = _date(head)
    kind_at, kind = _kind(head)
    start = max(i for i in (number_at, date_at, -1)) if kind_at is None else kind_at
    subject, subject_lines = _subject(head, kind_at, start)
    if kind is None and subject is not None and number is not None:
        kind = HeaderField("Công văn")
    issuer = _issuer(
        head, min(i for i in (number_at if number_at >= 0 else 12, kind_at if kind_at is not None else 12))
    )
    tail = list(lines[-_TAIL_LINES:])
    signer, post = _signer(tail)
    titles = [head[kind_at][1]] if kind_at is not None else []
    if kind_at is not None:
        titles += [head[i][1] for i in subject_lines]
    return Found(
        DocumentHeader(
            issuer=issuer,
            number=number,
            symbol=symbol,
            place=place,
            issued_on=issued,
            kind=kind,
            subject=subject,
            signer=signer,
            signer_title=post,
            recipients=_recipients(tail),
        ),
        tuple(titles),
    )


def _field(value: str, line: Line, start: int, end: int) -> HeaderField:
    return HeaderField(" ".join(value.split()), Span(line[1].start + start, line[1].start + end))


def _number(head: list[Line]) -> tuple[int, HeaderField | None, HeaderField | None]:
    for index, line in enumerate(head):
        text = line[0]
        found = _NUMBER.search(text)
        # A number in the middle of a sentence is a citation.
        if (
            found is None
            or found.start() > 60
            or (found.start() > 0 and text[: found.start()].rstrip().endswith(("định", "tư", "hoạch")))
        ):
            continue
        symbol = found["symbol"].rstrip(".-–")
        number = _field(found["number"], line, *found.span("number")) if found["number"] else None
        start = found.start("symbol")
        return index, number, _field(symbol.replace("–", "-"), line, start, start + len(symbol))
    return -1, None, None


def _date(head: list[Line]) -> tuple[HeaderField | None, HeaderField | None, int]:
    for index, line in enumerate(head[:25]):
        found = _DATE.search(line[0])
        if found is None or (found["place"] is None and len(line[0]) > 60):
            continue
        try:
            issued = date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            continue
        place = None
        if found["place"]:
            words = found["place"]
            # "Số: 80/KH-UBND   Suối Mơ, ngày …" in one line: the place is what follows the code.
            cut = max(words.rfind("  ") + 2 if "  " in words else 0, 0)
            place = _field(words[cut:], line, found.start("place") + cut, found.end("place"))
        return (
            place,
            HeaderField(
                issued.isoformat(), Span(line[1].start + found.start("day") - 5, line[1].start + found.end())
            ),
            index,
        )
    return None, None, -1


def _kind(head: list[Line]) -> tuple[int | None, HeaderField | None]:
    for index, line in enumerate(head):
        text = line[0].strip()
        found = _KIND.fullmatch(text)
        if found is None and index < 30 and text.isupper():
            # "KẾ HOẠCH THỰC HIỆN …": kind and subject in one line.
            found = re.match(rf"(?P<kind>{'|'.join(KINDS)})(?=\s)", text)
            if found and (_AGENCY.match(text) or len(text) < 12):
                found = None
        if found is not None:
            value = found["kind"].capitalize()
            return index, _field(value, line, *found.span("kind"))
    return None, None


def _subject(head: list[Line], kind_at: int | None, start: int) -> tuple[HeaderField | None, list[int]]:
    if kind_at is None:
        return _about(head)
    line = head[kind_at]
    found = re.match("|".join(KINDS), line[0])
    rest = line[0][found.end() :].strip(" :") if found else ""
    taken: list[int] = []
    parts = [rest] if rest and not rest.startswith("(") else []
    for index in range(start + 1, min(start + 6, len(head))):
        text = head[index][0]
        if _SEPARATOR.match(text) or _MOTTO.search(text):
            if parts:
                break
            continue
        if _BODY.match(text) or len(text) > 300 or _DATE.search(text) or _NUMBER.search(text):
            break
        if parts and not (text.isupper() or len(text) < 120):
            break
        if parts and text.endswith((".", ";", ":")) and not text.isupper():
            break
        parts.append(text)
        taken.append(index)
        if not text.isupper() and len(taken) >= 3:
            break
    if not parts:
        return None, []
    first = head[taken[0]][1].start if taken else line[1].start + (found.end() if found else 0)
    last = head[taken[-1]][1].end if taken else line[1].end
    value = _ABOUT.sub("", " ".join(parts), count=1) if parts[0][:4].lower() == "v/v " else " ".join(parts)
    return HeaderField(value.strip(" :"), Span(first, last)), taken


def _about(head: list[Line]) -> tuple[HeaderField | None, list[int]]:
    """The V/v of a công văn, over its following lines."""
    for index, line in enumerate(head[:25]):
        found = re.search(r"\bV/v:?\s*", line[0], re.IGNORECASE)
        if found is None:
            continue
        end = line[0].find("  ", found.end())
        parts, last = [line[0][found.end() : end if end > 0 else None]], line[1].end
        for text, span in head[index + 1 : index + 4]:
            if _DATE.search(text) or _BODY.match(text) or _MOTTO.search(text) or text[:1].isupper():
                break
            parts.append(text)
            last = span.end
        return HeaderField(" ".join(" ".join(parts).split()), Span(line[1].start + found.end(), last)), []
    return None, []


def _issuer(head: list[Line], before: int) -> HeaderField | None:
    parts: list[str] = []
    first = last = -1
    for text, span in head[: max(before, 1)]:
        motto = _MOTTO.search(text)
        own = (text[: motto.start()] if motto else text).strip(" -–—_|\t")
        upper = [c for c in own if c.isalpha()]
        if not own or not upper or sum(c.isupper() for c in upper) < 0.9 * len(upper):
            if parts and motto is None and not _SEPARATOR.match(text):
                break
            continue
        if not (_AGENCY.search(own) or parts):
            continue
        if len(own) > 120:
            break
        parts.append(own)
        at = text.find(own[:10])
        first = span.start + max(at, 0) if first < 0 else first
        last = span.start + max(at, 0) + len(own)
        if len(parts) == 4:
            break
    return HeaderField(" ".join(" ".join(parts).split()), Span(first, last)) if parts else None


def _signer(tail: list[Line]) -> tuple[HeaderField | None, HeaderField | None]:
    for index, (text, span) in enumerate(tail):
        own = text.strip()
        if not (_SIGN.match(own) or _POST.match(own)):
            continue
        posts, last = [own], span.end
        for at in range(index + 1, min(index + 14, len(tail))):
            below, below_span = tail[at][0].strip(), tail[at][1]
            if _POST.match(below) or (_SIGN.match(below)):
                posts.append(below)
                last = below_span.end
            elif (found := _NAME.match(below)) and not below.startswith(("Nơi", "Như", "Lưu")):
                start = below_span.start + tail[at][0].find(found["name"])
                name = HeaderField(found["name"], Span(start, start + len(found["name"])))
                return name, HeaderField(" ".join(posts), Span(span.start, last))
        return None, HeaderField(" ".join(posts), Span(span.start, last))
    return None, None


def _recipients(tail: list[Line]) -> tuple[HeaderField, ...]:
    for index, (text, span) in enumerate(tail):
        found = _RECIPIENTS.match(text)
        if found is None:
            continue
        made: list[HeaderField] = []
        rest = text[found.end() :].strip()
        if rest:
            start = span.start + text.find(rest)
            made.append(HeaderField(rest.strip(" -–;."), Span(start, span.end)))
        for line, line_span in tail[index + 1 :]:
            own = line.strip()
            if _SIGN.match(own) or _POST.match(own) or _NAME.match(own):
                continue
            if not own.startswith(("-", "–", "+", "•")) and not own.endswith((";", ".")):
                break
            made.append(HeaderField(own.strip(" -–+•;."), line_span))
        return tuple(made)
    return ()
