"""Codes of documents: number, year, kind and issuing body.

Cases:
    80/KH-UBND -> tám mươi trên kế hoạch ủy ban nhân dân
    15/2024/NĐ-CP -> mười lăm trên hai nghìn không trăm hai mươi tư trên nghị định chính phủ
    59/2020/QH14 -> năm mươi chín trên hai nghìn không trăm hai mươi trên quốc hội mười bốn
    01/2021/TT-BYT -> không một trên hai nghìn không trăm hai mươi mốt trên thông tư bộ y tế
    19-NQ/TW -> mười chín nghị quyết trung ương
    Số: …/TB-UBND -> Số: … thông báo ủy ban nhân dân
"""

from __future__ import annotations

import re

from models.reading.letters import spell
from models.reading.matching import Cursor, Match
from models.reading.options import CodeStyle
from models.reading.tables import cues, words

_PART = r"[A-ZĐƯ][A-Za-zĐđƯư]{0,23}[0-9]{0,2}(?![^\W_])"
_SYMBOL = rf"{_PART}(?:(?:&| & ?|\.){_PART})*+(?:(?: ?- ?|/|\.){_PART}(?:&{_PART})*+)*+"
_SLASHED = re.compile(rf"([0-9]{{1,6}})([a-zđA-ZĐ]?)((?: ?/ ?[0-9]{{2,4}})?) ?/ ?({_SYMBOL})(?![^\W_])")
_PARTY = re.compile(rf"([0-9]{{1,4}}) ?- ?({_PART}) ?/ ?({_SYMBOL})(?![^\W_])")
_SPACED = re.compile(rf"([0-9]{{1,6}}) ({_PART})[/-]({_SYMBOL})")
_GOVERNMENT = re.compile(r"([0-9]{1,4})[-/](CP|TTg|HĐBT|CTN|UBTVQH|SL|LCT|CT)(?![\w/-])")
_NAMED = re.compile(rf"({_PART})-({_PART})(?![\w/-])")
_STANDARD = re.compile(
    r"(TCVN|QCVN|TCCS|QCĐP|ISO|TCXDVN|QCXDVN)[ -]?((?:ISO )?)([0-9]{1,6})"
    r"(?:-([0-9]{1,3}))?(?:[:-]([0-9]{4}))?(?:/([A-ZĐ]{2,8}))?(?![\w])"
)
_SPLIT = re.compile(r"[-/.& –]+")
_QH = re.compile(r"(QH|UBTVQH)([0-9]{1,2})\Z")


_FORMS = cues("legal_code.forms")


def _part(at: Cursor, part: str, *, first: bool) -> str:
    if at.options.code_style is CodeStyle.LETTERS:
        letters = re.match(r"[^\W\d_]+", part)
        said = spell(letters.group()) if letters else ""
        rest = part[letters.end() :] if letters else part
        return f"{said} {at.num.integer(rest)}" if rest.isdigit() else said
    session = _QH.match(part)
    if session:
        body = "quốc hội" if session.group(1) == "QH" else "ủy ban thường vụ quốc hội"
        return f"{body} {at.num.integer(session.group(2))}"
    custom = at.expand(at, part) if at.expand else None
    if custom is not None:
        return custom
    kinds, bodies = words("document_types"), words("agencies")
    known = (kinds.get(part) or bodies.get(part)) if first else (bodies.get(part) or kinds.get(part))
    if known is None:
        from models.reading.classes.abbreviation import plain_expansion

        known = plain_expansion(part)
    if known is not None:
        return known
    letters = re.match(r"[^\W\d_]+", part)
    rest = part[letters.end() :] if letters else ""
    said = spell(letters.group()) if letters else part
    return f"{said} {at.num.integer(rest)}" if rest else said


def say_symbol(at: Cursor, symbol: str) -> str:
    """The letters of a code, part by part: KH-UBND -> kế hoạch ủy ban nhân dân."""
    whole = words("agencies").get(symbol)
    if whole and at.options.code_style is CodeStyle.EXPAND:
        return whole
    said = []
    for index, group in enumerate(re.split(r"[-/. –]+", symbol)):
        if "&" in group:
            known = words("agencies").get(group)
            said.append(known or " và ".join(_part(at, p, first=False) for p in group.split("&") if p))
        elif group:
            said.append(_part(at, group, first=index == 0))
    return " ".join(said)


class LegalCode:
    """A code that begins with its number."""

    kind = "legal_code"

    def match(self, at: Cursor) -> Match | None:
        """The whole code."""
        slash = at.options.slash
        found = _SLASHED.match(at.text, at.pos)
        if found:
            number, letter, year, symbol = found.groups()
            form = at.cued(_FORMS) or at.chained(self.kind)
            if len(symbol) < 2 or (
                not form and not year and len(_SPLIT.split(symbol)) == 1 and not self._kind(symbol)
            ):
                return None
            said = at.num.integer(number, keep_zeros=True)
            if letter:
                said += f" {spell(letter)}"
            if year:
                said += f" {slash} {at.num.integer(year.strip(' /'), keep_zeros=True)}"
            return Match(
                found.end(), f"{said} {slash} {say_symbol(at, symbol)}", self.kind, "legal_code:slashed"
            )
        found = _PARTY.match(at.text, at.pos)
        if found:
            number, kind, body = found.groups()
            said = at.num.integer(number, keep_zeros=True)
            return Match(
                found.end(),
                f"{said} {_part(at, kind, first=True)} {say_symbol(at, body)}",
                self.kind,
                "legal_code:party",
            )
        found = _SPACED.match(at.text, at.pos)
        if found and found.group(2) in words("document_types") and at.cued(_FORMS):
            number, kind, body = found.groups()
            said = at.num.integer(number, keep_zeros=True)
            ministry = "tài chính" if kind == "TC" else _part(at, kind, first=True)
            return Match(found.end(), f"{said} {ministry} {say_symbol(at, body)}", self.kind, "legal_code:old")
        found = _GOVERNMENT.match(at.text, at.pos)
        if found and at.left:
            number, body = found.groups()
            mark = slash if "/" in found.group() else ""
            return Match(
                found.end(),
                f"{at.num.integer(number, keep_zeros=True)} {mark} {_part(at, body, first=False)}",
                self.kind,
                "legal_code:old",
            )
        return None

    @staticmethod
    def _kind(symbol: str) -> bool:
        return symbol in words("document_types") or symbol in words("agencies") or _QH.match(symbol) is not None


class NamedCode:
    """The symbol without a number (NĐ-CP, KH-UBND) and standards (TCVN 5603:2008)."""

    kind = "legal_code"

    def match(self, at: Cursor) -> Match | None:
        """A pair of a document kind and a body, or a standard."""
        text, pos = at.text, at.pos
        if not text[pos].isupper() or at.glued():
            return None
        standard = _STANDARD.match(text, pos)
        if standard:
            return self._standard(at, standard)
        found = _NAMED.match(text, pos)
        if found and found.group(1) in words("document_types") and found.group(2) in words("agencies"):
            return Match(found.end(), say_symbol(at, found.group()), self.kind, "legal_code:symbol", 0.9)
        return None

    def _standard(self, at: Cursor, found: re.Match[str]) -> Match:
        name, iso, number, part, year, body = found.groups()
        known = {"TCVN": "tiêu chuẩn Việt Nam", "QCVN": "quy chuẩn Việt Nam"}
        said = f"{known.get(name) or spell(name)} "
        if iso:
            said += "i ét o "
        said += at.num.integer(number, keep_zeros=True)
        if part:
            said += f" {at.num.integer(part)}"
        if year:
            said += f" hai chấm {at.num.integer(year)}"
        if body:
            said += f" {say_symbol(at, body)}"
        return Match(found.end(), said, self.kind, "legal_code:standard")
