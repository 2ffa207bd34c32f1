"""Telephone numbers, hotlines and short service numbers, digit by digit, grouped as written.

Cases:
    0987 210 436 -> không chín tám bảy, hai một không, bốn ba sáu
    0269.3715.208 -> không hai sáu chín, ba bảy một năm, hai không tám
    1900 1234 -> một chín không không, một hai ba bốn
    tổng đài 1022 -> tổng đài một không hai hai
    gọi 114 -> gọi một một bốn
    +84912345678 -> cộng tám bốn, chín một hai ba bốn năm sáu bảy tám
    (0251) 3822467 -> không hai năm một, ba tám hai hai bốn sáu bảy
"""

from __future__ import annotations

import re

from models.reading.matching import Cursor, Match
from models.reading.tables import cues, first_column

_GROUPED = re.compile(r"0[0-9]{1,4}(?:[ .\-)]{1,2}[0-9]{1,8}){1,4}(?![0-9])(?![.,/][0-9]{1,6}(?![0-9]))")
_WHOLE = re.compile(r"0[0-9]{9,10}(?![0-9])")
_SERVICE = re.compile(r"1[89]00(?:[ .-]?[0-9]{1,6}){1,3}(?![0-9])(?![.,/][0-9]{1,6}(?![0-9]))")
_ABROAD = re.compile(r"(?:00)?84[ .-]?[1-9][0-9]{1,2}(?:[ .-]?[0-9]{2,4}){2,3}(?![0-9])(?![.,][0-9])")
_YEARS = re.compile(r"1[89]00 ?- ?(?:1[89]|20)[0-9]{2}\Z")
"""1900-1945 without a word of telephoning before it is a span of years."""
_CUED = re.compile(r"[0-9]{2,11}(?:[ .\-][0-9]{2,7}){0,4}(?![0-9])(?![,/][0-9])")
_SHORT = re.compile(r"[0-9]{3,5}(?![0-9])(?![.,/:-][0-9])(?! ?%)")
_TWO = re.compile(r"[0-9]{2}(?![0-9])(?![.,/:-][0-9])(?! ?%)")
_SEVERAL = re.compile(r"(?:11[0-9]|1022)(?:[/-](?:11[0-9]|1022)){1,4}+(?![0-9/-])")
_LIKELY = re.compile(r"11[0-9]\Z|10[0-9]{2}\Z|1[89]00\Z|1[4-9][0-9]\Z")
_MORE = re.compile(r" ?[/-] ?(?=(?:0[0-9]{2,3}|1[89]00)[ .-]?[0-9]{2})")
_PLUS = re.compile(
    r"\+ ?(84|[0-9]{1,3}(?![0-9]))\)?((?:[ .-]?\(0\))?(?:[ .()-]{0,2}[0-9]{2,11}){1,5})(?![0-9])"
)
_BRACKETED = re.compile(r"\((?=\+)")
_BRACKET = re.compile(r"\((0[0-9]{1,4}|84[-. ][0-9]{2,3})\)[ .-]?([0-9]{1,8}(?:[ .-][0-9]{2,5}){0,3})(?![0-9])")
_MEANT = re.compile(
    r" ?\((?:số |gọi )?(?:cấp cứu|cứu hỏa|cứu hoả|công an|cảnh sát|phòng cháy|chữa cháy|cứu nạn|cứu hộ|trẻ em)"
)
_CALLED = re.compile(r"(?:^|[^\w])gọi [^.\n]{0,80}\Z", re.IGNORECASE)
_SERVED = re.compile(
    r"(?:tổng đài|đường dây nóng|hotline|khẩn cấp|cấp cứu|báo cháy|cứu nạn)[^.\n]*\Z", re.IGNORECASE
)
"""Tổng đài quốc gia bảo vệ trẻ em số 111."""
_HOUSES = frozenset(("nhà", "phòng", "hẻm", "ngõ", "thửa", "kiệt", "lô", "biển"))
_CALL_REACH = 88
_WHEN = frozenset(("khi", "để", "nếu", "lúc"))
"""Gọi 111 khi …, 113 khi …: what follows the later numbers of a list."""
_MOST_SERVICE_DIGITS, _DOMESTIC, _FOREIGN_DIGITS = 4, (8, 12), (11, 13)
_CUES = cues("phone.cues")
_CONTACT = _CUES | cues("phone.contact")
_CALL = cues("phone.call")
_DIAL = cues("phone.dial")
_SEND = frozenset(("gửi", "gửi đến", "gửi tới", "gửi về"))
_TEXTING = frozenset(("tin", "nhắn", "soạn", "sms", "cú pháp"))
_EMERGENCY = cues("phone.emergency")
_EMERGENCY_NEAR = cues("phone.emergency_near")
_ACCOUNTS = frozenset(("tài khoản", "stk", "mã số", "thuế", "mst", "cccd", "căn cước"))
_GROUPS = re.compile(r"[0-9]+")
_UNIT_AFTER = cues("phone.unit_after")
_GOES_ON = cues("phone.goes_on")
"""What may follow a service number that is not one everybody knows."""


def say_groups(at: Cursor, raw: str) -> str:
    """Digit names, a comma between written groups (or between groups of 4-3-3 of a long number)."""
    groups = _GROUPS.findall(raw)
    size = at.options.phone_group
    joined = "".join(groups)
    if size > 0:
        groups = [joined[i : i + size] for i in range(0, len(joined), size)]
    elif len(groups) == 1 and joined[:4] in ("1800", "1900"):
        groups = [joined[:4], joined[4:]]
    elif len(groups) == 1 and len(joined) in (10, 11) and joined[0] == "0":
        groups = [joined[:-6], joined[-6:-3], joined[-3:]]
    return ", ".join(at.num.digits(g) for g in groups)


def _counted(at: Cursor, end: int) -> bool:
    """What follows is counted by the number."""
    return at.next_word(end) in _UNIT_AFTER or at.counts(end, first_column("count_nouns"))


class Phone:
    """A telephone number at a digit."""

    kind = "phone"

    def match(self, at: Cursor) -> Match | None:
        """By shape (0…, 1900 …), or by the words before."""
        if at.char(at.pos - 1) == "+" and at.pos and not at.cued(_CUES):
            return None
        cued = at.cued(_CUES, " :.(-/") or at.chained("phone")
        if not cued and at.near(_ACCOUNTS, 4):
            return None
        return self._shaped(at, cued) or (self._cued(at) if cued else None) or self._service(at)

    @staticmethod
    def _said(at: Cursor, end: int, raw: str, rule: str, confidence: float = 1.0) -> Match:
        """With the mark before another number, which is a pause."""
        more = _MORE.match(at.text, end)
        said = say_groups(at, raw)
        return Match(more.end() if more else end, f"{said}," if more else said, "phone", rule, confidence)

    def _shaped(self, at: Cursor, cued: bool) -> Match | None:
        text, pos = at.text, at.pos
        for pattern in (_GROUPED, _WHOLE, _SERVICE):
            found = pattern.match(text, pos)
            if found is None or at.char(found.end()).isalpha():
                continue
            raw = found.group()
            count = sum(c.isdigit() for c in raw)
            if pattern is _SERVICE and not cued and (_YEARS.match(raw) or _counted(at, found.end())):
                continue
            if pattern is _GROUPED and raw.startswith("0084"):
                count -= 2
            low, high = _DOMESTIC
            if low <= count <= high and (cued or count >= 10 or pattern is _SERVICE):
                return self._said(at, found.end(), raw, "phone:shape")
        found = _ABROAD.match(text, pos) if text[pos] in "08" and at.cued(_CONTACT, " :.(-") else None
        if found and not _counted(at, found.end()):
            low, high = _FOREIGN_DIGITS
            if low <= sum(c.isdigit() for c in found.group()) <= high:
                return self._said(at, found.end(), self._apart(found.group()), "phone:abroad", 0.9)
        return None

    @staticmethod
    def _apart(raw: str) -> str:
        """The code of the country apart: 84912345678 -> 84 912345678."""
        code = 4 if raw.startswith("00") else 2
        return raw if not raw.isdigit() else f"{raw[:code]} {raw[code:]}"

    def _cued(self, at: Cursor) -> Match | None:
        found = _CUED.match(at.text, at.pos)
        if (
            found is None
            or sum(c.isdigit() for c in found.group()) < 3
            or at.char(found.end()).isalpha()
            or _counted(at, found.end())
        ):
            return None
        return self._said(at, found.end(), found.group(), "phone:cue")

    def _service(self, at: Cursor) -> Match | None:  # noqa: PLR0911 - one return a cue
        """Numbers of three or four digits, by what is done with them."""
        several = _SEVERAL.match(at.text, at.pos)
        if (
            several
            and (at.cued(_CALL, " :(") or at.near(_EMERGENCY_NEAR, 3))
            and not _counted(at, several.end())
        ):
            return Match(several.end(), say_groups(at, several.group()), self.kind, "phone:services")
        found = _SHORT.match(at.text, at.pos)
        if found is None:
            two = _TWO.match(at.text, at.pos)
            if two and at.left[-1:] == ("số",) and at.near(frozenset(("gọi", "bấm", "quay")), 3):
                found = two
        if found is None or at.char(found.end()).isalpha() or _counted(at, found.end()):
            return None
        raw = found.group()
        after = at.next_word(found.end())
        if raw in _EMERGENCY and at.cued(_CALL, " :("):
            return Match(found.end(), at.num.digits(raw), self.kind, "phone:service")
        if at.cued(_DIAL, " :(") and (_LIKELY.match(raw) or not after or after in _GOES_ON):
            return Match(found.end(), at.num.digits(raw), self.kind, "phone:service")
        if len(raw) == _MOST_SERVICE_DIGITS and at.cued(_SEND, " :") and at.near(_TEXTING):
            return Match(found.end(), at.num.digits(raw), self.kind, "phone:text")
        if raw not in _EMERGENCY:
            return None
        apart = not (at.char(found.end()) == " " and at.char(found.end() + 1).isdigit())
        housed = at.left[-2:-1] and at.left[-2] in _HOUSES
        if (
            at.left[-1:] == ("số",)
            and not housed
            and _SERVED.search(at.text, max(0, at.pos - _CALL_REACH), at.pos)
        ):
            return Match(found.end(), at.num.digits(raw), self.kind, "phone:service", 0.9)
        if after in _WHEN and _CALLED.search(at.text, max(0, at.pos - _CALL_REACH), at.pos):
            return Match(found.end(), at.num.digits(raw), self.kind, "phone:service", 0.9)
        told = at.near(_EMERGENCY_NEAR, 5 if at.gap().strip() == ":" else 2)
        if (told and apart) or _MEANT.match(at.text, found.end()):
            return Match(found.end(), at.num.digits(raw), self.kind, "phone:service", 0.9)
        return None


class SignedPhone:
    """A number with +84 or with (0251) before it."""

    kind = "phone"

    def match(self, at: Cursor) -> Match | None:
        """A number with its country code, or with its area code in brackets."""
        start = _BRACKETED.match(at.text, at.pos)
        found = _PLUS.match(at.text, start.end() if start else at.pos)
        counted = found is not None and at.next_word(found.end()) in _UNIT_AFTER  # + 104.500.000 đồng
        if found and not counted and 8 <= sum(c.isdigit() for c in found.group()) <= 15:
            code, rest = found.groups()
            closes = bool(start) and ")" not in found.group() and at.char(found.end()) == ")"
            return Match(
                found.end() + closes,
                f"cộng {at.num.digits(code)}, {say_groups(at, rest)}",
                self.kind,
                "phone:country",
            )
        found = _BRACKET.match(at.text, at.pos)
        if found:
            return Match(
                found.end(),
                f"{say_groups(at, found.group(1))}, {say_groups(at, found.group(2))}",
                self.kind,
                "phone:area",
            )
        return None
