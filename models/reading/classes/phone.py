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
from models.reading.tables import cues

_GROUPED = re.compile(r"0[0-9]{1,4}(?:[ .\-)]{1,2}[0-9]{2,8}){1,4}(?![0-9])(?![.,/][0-9])")
_WHOLE = re.compile(r"0[0-9]{9,10}(?![0-9])")
_SERVICE = re.compile(r"1[89]00(?:[ .-]?[0-9]{1,6}){1,3}(?![0-9])(?![.,/][0-9])")
_CUED = re.compile(r"[0-9]{2,11}(?:[ .\-][0-9]{2,7}){0,4}(?![0-9])(?![,/][0-9])")
_SHORT = re.compile(
    r"(?:11[0-9]|10[0-9]{2}|1800|1900|19[0-9]{2}|18[0-9]{2}|[0-9]{3,5})(?![0-9])(?![.,/:-][0-9])(?! ?%)"
)
_PLUS = re.compile(r"\+ ?(84|[0-9]{1,3}(?![0-9]))((?:[ .()-]{0,2}[0-9]{2,11}){1,5})(?![0-9])")
_BRACKET = re.compile(r"\((0[0-9]{1,4})\)[ .-]?([0-9]{1,8}(?:[ .-][0-9]{2,5}){0,3})(?![0-9])")
_CUES = cues("phone.cues")
_CALL = cues("phone.call")
_EMERGENCY = cues("phone.emergency")
_EMERGENCY_NEAR = cues("phone.emergency_near")
_ACCOUNTS = frozenset(("tài khoản", "stk", "mã số", "thuế", "mst", "cccd", "căn cước"))
_GROUPS = re.compile(r"[0-9]+")
_UNIT_AFTER = cues("phone.unit_after")


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


class Phone:
    """A telephone number at a digit."""

    kind = "phone"

    def match(self, at: Cursor) -> Match | None:
        """By shape (0…, 1900 …), or by the words before."""
        text, pos = at.text, at.pos
        if at.char(pos - 1) in "+" and pos and not at.cued(_CUES):
            return None
        cued = at.cued(_CUES, " :.(-") or at.chained("phone")
        if not cued and at.near(_ACCOUNTS, 4):
            return None
        for pattern in (_GROUPED, _WHOLE, _SERVICE):
            found = pattern.match(text, pos)
            if found is None or at.char(found.end()).isalpha():
                continue
            count = sum(c.isdigit() for c in found.group())
            if 8 <= count <= 12 and (cued or count >= 10 or pattern is _SERVICE):
                return Match(found.end(), say_groups(at, found.group()), self.kind, "phone:shape")
        if cued:
            found = _CUED.match(text, pos)
            if (
                found
                and sum(c.isdigit() for c in found.group()) >= 3
                and not at.char(found.end()).isalpha()
                and at.next_word(found.end()) not in _UNIT_AFTER
            ):
                return Match(found.end(), say_groups(at, found.group()), self.kind, "phone:cue")
        found = _SHORT.match(text, pos)
        if found and not at.char(found.end()).isalpha():
            raw = found.group()
            if at.cued(_CALL, " :(") and at.next_word(found.end()) not in _UNIT_AFTER:
                return Match(found.end(), at.num.digits(raw), self.kind, "phone:service")
            if (
                raw in _EMERGENCY
                and at.near(_EMERGENCY_NEAR, 4)
                and at.next_word(found.end()) not in _UNIT_AFTER
            ):
                return Match(found.end(), at.num.digits(raw), self.kind, "phone:service", 0.9)
        return None


class SignedPhone:
    """A number with +84 or with (0251) before it."""

    kind = "phone"

    def match(self, at: Cursor) -> Match | None:
        """A number with its country code, or with its area code in brackets."""
        found = _PLUS.match(at.text, at.pos)
        if found and 8 <= sum(c.isdigit() for c in found.group()) <= 15:
            code, rest = found.groups()
            return Match(
                found.end(), f"cộng {at.num.digits(code)}, {say_groups(at, rest)}", self.kind, "phone:country"
            )
        found = _BRACKET.match(at.text, at.pos)
        if found:
            return Match(
                found.end(),
                f"{at.num.digits(found.group(1))}, {say_groups(at, found.group(2))}",
                self.kind,
                "phone:area",
            )
        return None
