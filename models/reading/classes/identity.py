"""Numbers that are names: identity cards, tax codes, accounts, file codes. Digit by digit.

Cases:
    CCCD: 036199004521 -> căn cước công dân: không ba sáu, một chín chín, không không bốn, năm hai một
    số CCCD 036 199 004 521 -> số căn cước công dân không ba sáu, một chín chín, không không bốn, năm hai một
    mã số thuế của họ là 5801276340 -> mã số thuế của họ là năm tám không một hai bảy sáu ba bốn không
    MST 5801276340-002 -> mã số thuế năm tám không một hai bảy sáu ba bốn không gạch ngang không không hai
    số tài khoản 19001234567 -> số tài khoản một chín không không một hai ba bốn năm sáu bảy
    mã hồ sơ H61.22-260104-31 -> mã hồ sơ hát sáu một chấm hai hai, hai sáu không một không bốn, ba một
    thủ tục 2.001827 -> thủ tục hai chấm không không một tám hai bảy
    thẻ DN 4 68 0123456789 -> thẻ dê en, bốn, sáu tám, không một hai ba bốn năm sáu bảy tám chín
    sổ số CK 204817 -> sổ số xê ca hai không bốn tám một bảy
"""

from __future__ import annotations

import re

from models.reading.letters import spell
from models.reading.matching import Cursor, Match
from models.reading.tables import cues, first_column

_DIGITS = re.compile(r"[0-9]{5,40}(?![0-9])(?![.,][0-9])")
_SPACED = re.compile(r"[0-9]{1,8}(?:[ .-][0-9]{1,10}){1,6}+(?![0-9])(?![.,/][0-9])")
_BRANCH = re.compile(r" ?- ?([0-9]{3})(?![0-9.,/-]|[^\W_])")
_CODE = re.compile(r"[0-9A-ZĐ]{1,8}(?:[.-][0-9A-ZĐ]{1,10}){1,8}+(?![\w/])(?![.,-][0-9])")
_TARIFF = re.compile(r"[0-9]{4}(?:\.[0-9]{2}){1,3}+(?![\w%])(?![.,][0-9])")
_TARIFF_CUES = frozenset(("hs",))
_PROCEDURE = re.compile(r"[1-3]\.[0-9]{6}(?![0-9])")
_PARTS = re.compile(r"[0-9]+|[A-ZĐ]+|[.-]")
_CARD = re.compile(
    r"([A-Z]{2})[ -]?([1-5])[ -]?([0-9]{2})[ -]?([0-9]{10}|[0-9]{3}[ .-]?[0-9]{3}[ .-]?[0-9]{4})(?!\w)"
)
_SERIES = re.compile(r"(?:[^\w]|\A)[A-ZĐ]{1,2} \Z")
_CUES = cues("identity.cues")
_SPACED_CUES = cues("identity.spaced_cues")
_CODE_CUES = cues("identity.code_cues")
_SERIES_CUES = cues("identity.series_cues")
_MONEY = cues("identity.money")
_TAX = frozenset(("mst", "thuế", "doanh nghiệp"))
_LEAST = 8
_SHORTEST_ID, _LONGEST_ID = 9, 21
_SERIES_DIGITS = (6, 8)


class Identity:
    """A long number after words that make it a name, or one that begins with 0."""

    kind = "identity"

    def match(self, at: Cursor) -> Match | None:
        """The digits, by threes when there are twelve."""
        following = at.char(at.pos + 1)
        if not (following.isdigit() or following in (".", "-", " ")):
            return None
        return self._tariff(at) or self._whole(at) or self._code(at) or self._spaced(at)

    def _tariff(self, at: Cursor) -> Match | None:
        """Mã HS 8471.30: a heading of the customs tariff."""
        found = _TARIFF.match(at.text, at.pos) if at.near(_TARIFF_CUES, 3) else None
        if found is None:
            return None
        said = ", ".join(at.num.digits(g) for g in found.group().split("."))
        return self._said(found.end(), said, "tariff", 0.9)

    def _whole(self, at: Cursor) -> Match | None:
        found = _DIGITS.match(at.text, at.pos)
        if found is None:
            return None
        raw, end = found.group(), found.end()
        if at.char(end).isalpha() or at.next_word(end) in _MONEY:
            return None
        cued = at.near(_CUES, 6) or at.near(frozenset(("mã",)), 3)
        if (len(raw) < _SHORTEST_ID or not at.near(_CUES, 6)) and at.counts(end, first_column("count_nouns")):
            return None if raw[0] != "0" else self._said(end, _by_threes(at, raw), "long", 0.8)
        named = len(raw) >= _SHORTEST_ID and at.near(frozenset(("số", "mã")), 3)
        if not (cued or raw[0] == "0" or named or len(raw) > 21 or self._in_series(at, raw)):
            return None
        said = _by_threes(at, raw)
        branch = _BRANCH.match(at.text, end) if len(raw) == 10 and at.near(_TAX, 5) else None
        if branch:
            said, end = f"{said} gạch ngang {at.num.digits(branch.group(1))}", branch.end()
        return self._said(end, said, "cue" if cued else "long", 1.0 if cued else 0.8)

    @staticmethod
    def _in_series(at: Cursor, raw: str) -> bool:
        """Số BK 123456: the number of a certificate, a passport, an invoice after its series."""
        low, high = _SERIES_DIGITS
        return (
            low <= len(raw) <= high
            and at.near(_SERIES_CUES, 5)
            and _SERIES.search(at.text, max(0, at.pos - 4), at.pos) is not None
        )

    def _spaced(self, at: Cursor) -> Match | None:
        """Groups as they are written."""
        if not at.near(_SPACED_CUES, 4):
            return None
        found = _SPACED.match(at.text, at.pos)
        if found is None or at.char(found.end()).isalpha():
            return None
        end, groups = found.end(), re.findall(r"[0-9]+", found.group())
        if at.next_word(end) in _MONEY or at.counts(end, first_column("count_nouns")):
            return None
        size = sum(map(len, groups))
        if not _SHORTEST_ID <= size <= _LONGEST_ID:
            return None
        return self._said(end, ", ".join(at.num.digits(g) for g in groups), "spaced", 0.9)

    def _code(self, at: Cursor) -> Match | None:
        """Codes of files and procedures: parts with dots, then with hyphens."""
        if not at.near(_CODE_CUES, 4):
            return None
        found = _CODE.match(at.text, at.pos)
        if found is None:
            return None
        raw = found.group()
        lettered = any(c.isalpha() for c in raw)
        if not (lettered and raw.count(".") + raw.count("-") > 1) and not _PROCEDURE.match(raw):
            return None
        return self._said(found.end(), say_code(at, raw), "code", 0.9)

    @staticmethod
    def _said(end: int, spoken: str, rule: str, confidence: float) -> Match:
        return Match(end, spoken, "identity", f"identity:{rule}", confidence)


class LetteredIdentity:
    """An identity that begins with letters: a health insurance card, a file's code, a chassis."""

    kind = "identity"
    _chassis = re.compile(r"(?=[A-Z0-9]*[0-9])[A-Z0-9]{6,20}(?:-[A-Z0-9]{3,12})?(?![\w.])")
    _chassis_cues = cues("identity.chassis_cues")

    def match(self, at: Cursor) -> Match | None:
        """Letters by name, digits by name."""
        following = at.char(at.pos + 1)
        if not (following.isdigit() or following.isupper()) or not at.text[at.pos].isupper() or at.glued():
            return None
        card = _CARD.match(at.text, at.pos)
        if card:
            letters, *numbers = card.groups()
            groups = [at.num.digits(re.sub(r"\D", "", n)) for n in numbers]
            return Match(card.end(), ", ".join([spell(letters), *groups]), self.kind, "identity:card")
        if at.near(self._chassis_cues, 4):
            found = self._chassis.match(at.text, at.pos)
            if found:
                return Match(found.end(), say_code(at, found.group()), self.kind, "identity:chassis", 0.9)
        if at.near(_CODE_CUES, 4):
            found = _CODE.match(at.text, at.pos)
            if found and sum(c.isdigit() for c in found.group()) >= _LEAST:
                return Match(found.end(), say_code(at, found.group()), self.kind, "identity:code", 0.9)
        return None


def say_code(at: Cursor, raw: str) -> str:
    """Letters and digits by name; a dot is said, a hyphen is a pause."""
    said = ""
    for part in _PARTS.findall(raw):
        if part == "-":
            said += ","
        else:
            word = "chấm" if part == "." else at.num.digits(part) if part.isdigit() else spell(part)
            said += f" {word}" if said else word
    return said


def _by_threes(at: Cursor, raw: str) -> str:
    if len(raw) in (9, 12):
        return ", ".join(at.num.digits(raw[i : i + 3]) for i in range(0, len(raw), 3))
    return at.num.digits(raw)
