"""Personal data in a text about to be published: found by form and context, each with what to do about it.

Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 asks for a ground before personal data is made public; the check
finds what a loudspeaker must not say by oversight. It prefers silence to false alarms: document codes,
amounts of money, hotlines and addresses of offices are not personal data.

Codes: identity_number, phone, bank_account, name_with_address, birth_date, email, health, phone_official
(the last is information only: a number given for people to call).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.types import Span


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One finding."""

    code: str
    """Stable slug of the kind."""
    message: str
    """What it is and what to do, in Vietnamese."""
    excerpt: str
    """The words found, partly hidden."""
    span: Span
    """In the text that was checked."""

    @property
    def blocking(self) -> bool:
        """A person must accept it by name; otherwise it is only shown."""
        return self.code != "phone_official"


_I = re.IGNORECASE
# A range À-ỹ would mix capitals and small letters: the two are told apart letter by letter.
_LETTERS = [c for c in map(chr, (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))) if c.isalpha()]
_UP = "A-Z" + "".join(c for c in _LETTERS if c.isupper())
_LOW = "a-z" + "".join(c for c in _LETTERS if c.islower())
_CAP = rf"[{_UP}][{_LOW}]+"
_NAME = rf"{_CAP}(?:\s+{_CAP}){{1,4}}"
_TITLE = (
    r"\b(?:[ÔôBb]à|[Ôô]ng|[Aa]nh|[Cc]hị|[Cc]háu|[Ee]m|[Cc]ụ|[Bb]ác|[Cc]ô|[Cc]hú|[Bb]é|[Bb]ệnh nhân|[Cc]ông dân)"
)

# --- numbers -----------------------------------------------------------------------------------------

_TWELVE = re.compile(r"(?<![\d.,/\-])(0\d{2}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3})(?![\d/\-]|[.,]\d)")
_NINE = re.compile(r"(?<![\d.,/\-])(\d{9}|\d{3}[ ]\d{3}[ ]\d{3})(?![\d/\-]|[.,]\d)")
_IDENTITY_WORDS = re.compile(
    r"\b(?:cccd|cmnd|cmtnd|căn cước(?: công dân)?|chứng minh(?: nhân dân| thư)?|định danh(?: cá nhân)?|"
    r"hộ chiếu|giấy tờ tùy thân)\b",
    _I,
)
_OTHER_NUMBER = re.compile(r"\b(?:tài khoản|stk|mã|điện thoại|số seri|hóa đơn)\b", _I)
_ACCOUNT = re.compile(
    r"\b(?:số tài khoản|stk|tài khoản(?: ngân hàng| số)?)\b[^\d\n]{0,30}(\d[\d .]{6,22}\d)", _I
)
_MONEY = re.compile(r"\s*(?:đồng|đ\b|vnđ|vnd|usd|triệu|tỷ|tỉ|%|m2|m²|ha\b|kg|lượt|người|hộ)", _I)

_PHONE = re.compile(
    r"(?<![\d.,/\-])(?:\+?84|0)(?:[ .\-]?\d){8,10}(?![\d/]|[.,]\d)",
)
_MOBILE = re.compile(r"(?:84|0)(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}")
_LANDLINE = re.compile(r"(?:84|0)2\d{2}\d{7}|(?:84|0)2[48]\d{8}")
_OFFICIAL = re.compile(
    r"\b(?:đường dây nóng|hotline|tổng đài|trực ban|trực|cơ quan|văn phòng|ủy ban|uỷ ban|ubnd|trạm y tế|"
    r"công an|phòng|ban chỉ huy|bệnh viện|trung tâm|trường|điện lực|đội|hợp tác xã|chi cục|sở|hỗ trợ|fax|tel|"
    r"đài truyền thanh|bộ phận|một cửa|tiếp nhận|phản ánh)\b",
    _I,
)
_PERSONAL = re.compile(rf"(?:{_TITLE}\s+{_CAP}|\b(?:di động|sđt của|zalo|chủ hộ|nhà riêng)\b)")

_EMAIL = re.compile(r"(?<![\w.+\-])([\w.+\-]+)@([\w\-]+(?:\.[\w\-]+)+)")
_OFFICE_MAIL = re.compile(r"\.gov\.vn$|\.edu\.vn$|\.org\.vn$|\.com\.vn$", _I)
_OFFICE_BOX = re.compile(
    r"^(?:ubnd|info|contact|lienhe|lien\.he|vanthu|vanphong|admin|support|hotro|cskh|tts?c|banbientap|bbt|daitt|"
    r"truyenthanh|tramyte|thongtin|toasoan|hcc|no-?reply)",
    _I,
)
_PRIVATE_MAIL = re.compile(r"^(?:gmail|yahoo|outlook|hotmail|icloud|live|ymail|protonmail)\.", _I)

# --- people ------------------------------------------------------------------------------------------

_ASIDE = r"(?:\s*[,(]\s*(?:[Ss][Nn]|sinh|\d{1,3} tuổi|năm sinh|nguyên|là|vợ|chồng|con)\b[^,;.()\n]{0,30}\)?)?"
"""Between name and address: "(SN 1985)", ", 46 tuổi", ", sinh năm 1990"."""
_LIVES = (
    r"(?:(?<!cư )(?<!nội )(?<!tránh )trú(?: tại| ở)?|cư trú(?: tại| ở)?|thường trú(?: tại)?|tạm trú(?: tại)?|"
    r"ngụ(?: tại| ở)?|hộ khẩu(?: thường trú)?(?: tại)?|nhà (?:ở )?(?:tại )?số|số nhà|địa chỉ(?: nhà)?)"
)
_ADDRESS = re.compile(
    rf"(?P<who>{_TITLE}\s+{_CAP}(?:\s+{_CAP}){{0,4}}|(?<![\w.]){_NAME}){_ASIDE}[\s,(]*"
    rf"(?:(?:hiện|đang|cùng|đều)\s+)?\b(?P<where>{_LIVES}\b\s*:?\s*[^.;\n()]{{3,80}})"
)
_HOME = re.compile(
    r"\b(?:số|ấp|thôn|xóm|tổ|khu phố|kp|đường|ngõ|ngách|hẻm|bản|buôn|làng|phường|xã|thị trấn)"
    rf"\s+[\d{_UP}]"
)
"""Fine enough to find the house or the hamlet; a province or district alone is not."""
_NOT_A_PERSON = re.compile(
    r"(?:Ủy|Uỷ|Công|Trung|Trạm|Trường|Phòng|Ban|Hội|Đoàn|Sở|Bộ|Bệnh|Ngân|Văn Phòng|Nhà|Khu|Xã|Phường|Tỉnh|"
    r"Thành|Việt Nam|Địa|Số|Họ|Ngày|Hà Nội|Đồng|Hồ Chí Minh|Đường|Quận|Huyện|Chi|Tòa|Viện|Cục|Nghị|Luật|Theo|"
    r"Trong|Người|Các|Những|Mọi)\b"
)
_FIRM = re.compile(
    r"\b(?:công ty|tnhh|tmdv|doanh nghiệp|cửa hàng|cơ sở|hợp tác xã|chùa|trường|quán)\b[^.;,\n]*$", _I
)
_BIRTH = re.compile(
    rf"(?P<who>{_TITLE}\s+{_NAME}|(?<![\w.]){_NAME})\s*[,(:]?\s*"
    r"(?:sinh ngày|ngày sinh\s*:?|[Ss][Nn])\s*"
    r"(?P<when>\d{1,2}[/\-.]\d{1,2}[/\-.]\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})"
)
_ILLNESS = (
    r"(?:HIV|AIDS|ung thư|lao phổi|bệnh lao|viêm gan|tâm thần|trầm cảm|tiểu đường|đái tháo đường|"
    r"[Cc]ovid|COVID|SARS|động kinh|giang mai|sùi mào gà|sốt xuất huyết|sởi|bạch hầu|tay chân miệng|"
    r"nghiện ma túy|"
    rf"bệnh [{_LOW}]+)"
)
_HEALTH = re.compile(
    rf"(?P<who>{_TITLE}\s+{_NAME})[^.;\n:“”\"]{{0,40}}?\s(?P<what>(?:bị|mắc(?: phải)?|nhiễm|dương tính với|"
    rf"(?:được )?chẩn đoán|điều trị)\s+(?:[{_LOW}]+\s+)?{_ILLNESS}\b)"
)

_ADVICE = {
    "identity_number": "Số căn cước hoặc chứng minh nhân dân: hãy bỏ khỏi bản tin.",
    "bank_account": (
        "Số tài khoản ngân hàng: chỉ để lại khi là tài khoản của cơ quan hoặc quỹ được phép công khai; "
        "nếu của cá nhân, hãy bỏ."
    ),
    "phone": (
        "Số điện thoại có thể của cá nhân: chỉ để lại khi người đó đồng ý công khai, "
        "hoặc thay bằng số của cơ quan."
    ),
    "phone_official": "Số điện thoại của cơ quan: hãy kiểm tra còn dùng được và đúng số trước khi phát.",
    "email": (
        "Thư điện tử có thể của cá nhân: hãy thay bằng hộp thư của cơ quan, hoặc để lại khi người đó đồng ý."
    ),
    "health": (
        "Tình trạng sức khỏe của một người có tên là dữ liệu nhạy cảm: hãy bỏ tên hoặc bỏ thông tin bệnh."
    ),
    "birth_date": "Ngày sinh đầy đủ của một người: hãy bỏ, hoặc chỉ nêu năm sinh hay tuổi.",
    "name_with_address": (
        "Họ tên kèm nơi ở: hãy bỏ số nhà, tổ, ấp, hoặc xin phép người được nêu tên trước khi phát."
    ),
}


def personal_data(text: str) -> tuple[PersonalData, ...]:
    """Findings in order of place; overlapping ones are reported once, the gravest first. Never raises."""
    found: list[PersonalData] = []
    for finding in (*_identity(text), *_accounts(text), *_phones(text), *_mails(text), *_people(text)):
        if not any(f.span.start < finding.span.end and finding.span.start < f.span.end for f in found):
            found.append(finding)
    return tuple(sorted(found, key=lambda f: f.span))


def _found(code: str, excerpt: str, start: int, end: int) -> PersonalData:
    return PersonalData(code, _ADVICE[code], excerpt, Span(start, end))


def _identity(text: str) -> Iterator[PersonalData]:
    for pattern, digits in ((_TWELVE, 12), (_NINE, 9)):
        for m in pattern.finditer(text):
            near = _before(text, m.start(), 60)
            named = bool(_IDENTITY_WORDS.search(near))
            # Nine digits alone may be anything; twelve in the form of a CCCD are one unless called otherwise.
            alone = digits == 12 and _is_citizen_number(m.group(1)) and not _OTHER_NUMBER.search(near)
            if (named or alone) and not _MONEY.match(text, m.end()):
                yield _found("identity_number", _masked(m.group(1)), *m.span(1))


def _is_citizen_number(number: str) -> bool:
    """Province code 001-096, then a digit for sex and century 0-3 (Thông tư 59/2021/TT-BCA, Điều 2-4)."""
    digits = re.sub(r"\D", "", number)
    return 1 <= int(digits[:3]) <= 96 and digits[3] in "0123"


def _accounts(text: str) -> Iterator[PersonalData]:
    for m in _ACCOUNT.finditer(text):
        if len(re.sub(r"\D", "", m.group(1))) >= 8 and not _MONEY.match(text, m.end(1)):
            yield _found("bank_account", _masked(m.group(1)), *m.span(1))


def _phones(text: str) -> Iterator[PersonalData]:
    for m in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", m.group())
        mobile, landline = _MOBILE.fullmatch(digits), _LANDLINE.fullmatch(digits)
        if not (mobile or landline) or _MONEY.match(text, m.end()):
            continue
        near = re.split(r"[.;\n]\s", _before(text, m.start(), 90))[-1]
        person = _PERSONAL.search(near)
        if not person and (landline or _OFFICIAL.search(near)):
            yield _found("phone_official", m.group(), *m.span())
        else:
            yield _found("phone", _masked(m.group()), *m.span())


def _mails(text: str) -> Iterator[PersonalData]:
    for m in _EMAIL.finditer(text):
        box, domain = m.group(1), m.group(2)
        # ".gov.vn" boxes with a dot are people ("an.nguyen@…"), others are desks ("ubnd@…").
        office = _OFFICE_BOX.match(box) or (_OFFICE_MAIL.search(domain) and "." not in box)
        if not office and (_PRIVATE_MAIL.match(domain) or _OFFICE_MAIL.search(domain)):
            yield _found("email", f"{box[:2]}…@{domain}", *m.span())


def _people(text: str) -> Iterator[PersonalData]:
    for m in _HEALTH.finditer(text):
        excerpt = f"{_initials(m.group('who'))} … {m.group('what')[:12]}…"
        yield _found("health", excerpt, m.start("who"), m.end("what"))
    for m in _BIRTH.finditer(text):
        if not _NOT_A_PERSON.match(m.group("who")):
            excerpt = f"{_initials(m.group('who'))}, sinh …{m.group('when')[-4:]}"
            yield _found("birth_date", excerpt, *m.span())
    for m in _ADDRESS.finditer(text):
        firm = _FIRM.search(_before(text, m.start(), 40)) and not re.match(_TITLE, m.group("who"))
        if not firm and not _NOT_A_PERSON.match(m.group("who")) and _HOME.search(m.group("where")):
            excerpt = f"{_initials(m.group('who'))}, {m.group('where').strip()[:12]}…"
            yield _found("name_with_address", excerpt, m.start("who"), m.end("where"))


def _before(text: str, at: int, chars: int) -> str:
    return text[max(0, at - chars) : at]


def _masked(number: str) -> str:
    """First three and last two digits: enough to find it, too little to use it."""
    digits = re.sub(r"\s", "", number)
    return f"{digits[:3]}{'•' * max(3, len(digits) - 5)}{digits[-2:]}"


def _initials(who: str) -> str:
    """Title and given name kept, the rest as initials: "ông N. V. Ba"."""
    words = who.split()
    start = 1 if words and not words[0][:1].isupper() else 0
    return " ".join([*words[:start], *(f"{w[0]}." for w in words[start:-1]), words[-1]])
