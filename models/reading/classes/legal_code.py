"""Codes of documents: number, year, kind and issuing body.

Cases:
    80/KH-UBND -> tám mươi trên kế hoạch ủy ban nhân dân
    15/2024/NĐ-CP -> mười lăm trên hai nghìn không trăm hai mươi tư trên nghị định chính phủ
    59/2020/QH14 -> năm mươi chín trên hai nghìn không trăm hai mươi trên quốc hội mười bốn
    mẫu số 06.MTCN -> mẫu số không sáu em tê xê en
    01/2021/TT-BYT -> không một trên hai nghìn không trăm hai mươi mốt trên thông tư bộ y tế
    19-NQ/TW -> mười chín nghị quyết trung ương
    13-2020-NĐ-CP -> mười ba trên hai nghìn không trăm hai mươi trên nghị định chính phủ
    12/CT-VKS -> mười hai trên cáo trạng viện kiểm sát
    26-HD/BTCTU -> hai mươi sáu hướng dẫn ban tổ chức tỉnh ủy
    1907 / QĐ - BGDĐT -> một nghìn chín trăm linh bảy trên quyết định bộ giáo dục và đào tạo
    Số: …/TB-UBND -> Số: … thông báo ủy ban nhân dân
    Số:   -NQ/ĐU -> Số: nghị quyết đảng ủy
"""

from __future__ import annotations

import re

from models.reading.classes.abbreviation import plain_expansion
from models.reading.code_symbols import Said, is_committee, is_contract, is_known, known_part, say_symbol
from models.reading.letters import is_syllable, spell
from models.reading.matching import Cursor, Match
from models.reading.options import CodeStyle
from models.reading.tables import cues, words

_PART = r"(?:[A-ZĐƯ]{2,24}(?:[a-z]{1,2}[A-ZĐƯ]{0,6})?|[A-ZĐƯ](?:[a-z][A-ZĐƯ]{1,4}|r|y)?)[0-9]{0,3}(?![^\W_])"
"""QĐ, TTg, CTr, QyĐ, UBTVQH14: capitals, perhaps small letters inside; never a capitalised word."""
_JOIN = r"(?: -(?=[A-ZĐƯ]{2})|-(?:[ \t]?\n[ \t]{0,4}| (?=[A-ZĐƯ]{2}))?| ?/(?:[ \t]?\n[ \t]{0,4}| )?|\.)"
"""Between parts; a code may be broken at the end of a line."""
_AMONG = rf"(?: ?& ?{_PART}){{0,3}}+"
_SYMBOL = rf"{_PART}{_AMONG}(?:{_JOIN}{_PART}{_AMONG}){{0,6}}+"
_NUMBER = r"[0-9]{1,3}\.[0-9]{3}|[0-9]{1,6}"
_SLASHED = re.compile(
    rf"({_NUMBER})([a-zđA-ZĐ]?)(?: ?/ ?((?:19|20)?[0-9]{{2}}))?+ ?/(?:[ \t]?\n[ \t]{{0,4}}| )?({_SYMBOL})"
)
_YEAR_DASH = re.compile(rf"({_NUMBER})([a-zđA-ZĐ]?) ?/ ?((?:19|20)[0-9]{{2}}) ?- ?({_SYMBOL})")
_SPACED_PART = re.compile(rf" ?- ?({_PART}{_AMONG})")
_PARTY = re.compile(rf"([0-9]{{1,4}})([a-zđ]?) ?- ?({_PART}) ?/(?:[ \t]?\n[ \t]{{0,4}}| )?({_SYMBOL})")
_SPACED = re.compile(rf"([0-9]{{1,6}}) ({_PART})(?: ?/ ?|-)({_SYMBOL})")
_DASHED = re.compile(rf"([0-9]{{1,6}})-((?:19|20)[0-9]{{2}})-({_PART})-({_SYMBOL})")
"""13-2020-NĐ-CP: names of files keep no slashes."""
_GOVERNMENT = re.compile(r"([0-9]{1,4})[-/](CP|TTg|HĐBT|CTN|UBTVQH|SL|LCT|CT)(?![\w/-])")
_NAMED = re.compile(rf"({_PART})-({_PART})(?![\w/-])")
_BLANK = re.compile(rf"[/-] ?(?:((?:19|20)[0-9]{{2}}) ?/ ?)?({_SYMBOL})")
_STANDARD = re.compile(
    r"(TCVN|QCVN|TCCS|QCĐP|TCXDVN|QCXDVN|TCN|ISO/IEC|ISO|IEC)(?: ?: ?| ?- ?| )?((?:ISO(?:/IEC)? )?)([0-9]{1,6})"
    r"((?: ?- ?[0-9]{1,3}(?![0-9])){0,3})(?: ?[:-] ?([0-9]{4}))?(?: ?/ ?([A-ZĐ]{2,8}))?(?![\w])"
)
_FORM = re.compile(r"([0-9]{1,3})([a-zđ]?)\.([A-ZĐ]{2,8}[0-9]{0,2})(?![\w/-]|\.[^\W_])")
"""Mẫu số 06.MTCN"""
_FORM_CUES = frozenset(("mẫu", "mẫu số", "biểu", "biểu số", "phụ lục", "phụ lục số", "phiếu", "phiếu số"))
_FORMS = cues("legal_code.forms")
_MINISTRIES = {"TC": "tài chính"}
"""Before 1998: 12 TC/TCT."""


def _match(end: int, spoken: str, rule: str, said: Said, letters: str = "") -> Match:
    found = Match(end, " ".join(spoken.split()), "legal_code", rule)
    if letters and letters != found.spoken:
        found.alternatives = (letters,)
    if said.unknown:
        found.confidence = 0.6
        found.warning = (
            f"Chưa biết “{'”, “'.join(said.unknown)}” trong số, ký hiệu văn bản: đang đọc từng chữ cái."
        )
    return found


def _spelled(symbol: str) -> str:
    return " ".join(spell(part) for part in re.split(r"[^\w]+", symbol))


class LegalCode:
    """A code that begins with its number."""

    kind = "legal_code"

    def match(self, at: Cursor) -> Match | None:
        """The whole code."""
        if at.glued():
            return None
        return (
            self._slashed(at) or self._dashed(at) or self._party(at) or self._old(at) or self._form(at)
        )  # fmt: skip

    def _form(self, at: Cursor) -> Match | None:
        """The number of a form and the letters of its subject."""
        found = _FORM.match(at.text, at.pos) if at.cued(_FORM_CUES, " :") else None
        if found is None:
            return None
        number, letter, subject = found.groups()
        said = (
            f"{at.num.integer(number, keep_zeros=True)} {spell(letter)} {spell(subject.rstrip('0123456789'))}"
        )
        count = subject.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZĐ")
        return Match(
            found.end(),
            " ".join(f"{said} {at.num.integer(count) if count else ''}".split()),
            self.kind,
            "legal_code:form",
            0.9,
        )

    @staticmethod
    def _dashed(at: Cursor) -> Match | None:
        found = _DASHED.match(at.text, at.pos)
        if found is None or found.group(3) not in words("document_types"):
            return None
        number, year, kind, body = found.groups()
        slash, said = at.options.slash, say_symbol(at, f"{kind}-{body}")
        head = f"{at.num.integer(number, keep_zeros=True)} {slash} {at.num.integer(year)}"
        return _match(found.end(), f"{head} {slash} {said.text}", "legal_code:dashed", said)

    def _slashed(self, at: Cursor) -> Match | None:
        found = _SLASHED.match(at.text, at.pos) or _YEAR_DASH.match(at.text, at.pos)
        if found is None:
            return None
        number, letter, year, symbol = found.groups()
        end = found.end()
        parts = re.split(r"[-/.\s]+", symbol)
        if len(parts) == 1 and (more := _SPACED_PART.match(at.text, end)):
            last = more.group(1)
            if is_known(last.replace("&", "")) or not is_syllable(last):
                symbol, end, parts = f"{symbol}-{last}", more.end(), [symbol, last]
        if len(parts) == 1 and not self._alone(at, symbol, year):
            return None
        slash = at.options.slash
        said = say_symbol(at, symbol)
        head = at.num.integer(number.replace(".", ""), keep_zeros=True)
        if letter:
            head += f" {spell(letter)}"
        if year:
            head += f" {slash} {at.num.integer(year, keep_zeros=True)}"
        return _match(
            end, f"{head} {slash} {said.text}", "legal_code:slashed", said, f"{head} {slash} {_spelled(symbol)}"
        )

    def _alone(self, at: Cursor, symbol: str, year: str | None) -> bool:
        """One group of letters after the number: 45/UBND, Mẫu 01/HS, but not 4/A."""
        if len(symbol) < 2:
            return False
        kind = symbol in words("document_types") or symbol in words("agencies")
        if kind or is_contract(symbol) or symbol.startswith(("QH", "UBTVQH")):
            return True
        return bool(year) or at.cued(_FORMS) or at.chained(self.kind)

    @staticmethod
    def _party(at: Cursor) -> Match | None:
        found = _PARTY.match(at.text, at.pos)
        if found is None:
            return None
        number, letter, kind, body = found.groups()
        if known_part(kind, first=True, party=True) is None and at.left[-1:] != ("số",):
            return None
        head = at.num.integer(number, keep_zeros=True) + (f" {spell(letter)}" if letter else "")
        lead = say_symbol(at, kind, party=True)
        if kind in _MINISTRIES and not is_committee(body):
            lead.words = [_MINISTRIES[kind]]
        said = say_symbol(at, body, party=True, first=False)
        said.unknown = lead.unknown + said.unknown
        return _match(
            found.end(), f"{head} {lead.text} {said.text}", "legal_code:party", said,
            f"{head} {_spelled(kind)} {at.options.slash} {_spelled(body)}",
        )  # fmt: skip

    @staticmethod
    def _old(at: Cursor) -> Match | None:
        found = _SPACED.match(at.text, at.pos)
        if (
            found
            and found.group(2) in words("document_types")
            and (at.cued(_FORMS) or at.chained("legal_code"))
        ):
            number, kind, body = found.groups()
            head = at.num.integer(number, keep_zeros=True)
            ministry = _MINISTRIES.get(kind) or say_symbol(at, kind).text
            said = say_symbol(at, body, first=False)
            return _match(found.end(), f"{head} {ministry} {said.text}", "legal_code:old", said)
        found = _GOVERNMENT.match(at.text, at.pos)
        if found and at.left:
            number, body = found.groups()
            mark = at.options.slash if "/" in found.group() else ""
            said = say_symbol(at, body, first=False)
            head = at.num.integer(number, keep_zeros=True)
            return _match(found.end(), f"{head} {mark} {said.text}", "legal_code:old", said)
        return None


class BlankCode:
    """A code whose number is still to be written: Số:     /KH-UBND."""

    kind = "legal_code"

    def match(self, at: Cursor) -> Match | None:
        """At the slash or dash after the blank."""
        text, pos = at.text, at.pos
        if text[pos] not in "/-":
            return None
        before = text[max(0, pos - 60) : pos].rstrip(" .…_:\t")
        if before[-2:].lower() != "số" and before[-4:].lower() != "hiệu":
            return None
        found = _BLANK.match(text, pos)
        if found is None:
            return None
        year, symbol = found.groups()
        parts = re.split(r"[-/.\s]+", symbol)
        if len(parts) == 1 or known_part(parts[0], first=True, party=text[pos] == "-") is None:
            return None
        said = say_symbol(at, symbol, party=text[pos] == "-")
        head = f"{at.num.integer(year)} {at.options.slash} " if year else ""
        return _match(found.end(), head + said.text, "legal_code:blank", said)


class NamedCode:
    """The symbol without a number (NĐ-CP, KH-UBND) and standards (TCVN 5603:2008)."""

    kind = "legal_code"

    def match(self, at: Cursor) -> Match | None:
        """A pair of a document kind and a body, or a standard."""
        text, pos = at.text, at.pos
        if not text[pos].isupper() or at.glued():
            return None
        if text[pos] in "TQI":
            standard = _STANDARD.match(text, pos)
            if standard:
                return self._standard(at, standard)
        found = _NAMED.match(text, pos)
        if found is None:
            return None
        kind, body = found.groups()
        if plain_expansion(found.group()):
            return None  # TC-HC: a department
        if kind in words("document_types") and body in words("agencies"):
            said = say_symbol(at, found.group())
            named = _match(found.end(), said.text, "legal_code:symbol", said, _spelled(found.group()))
            named.confidence = 0.9
            return named
        return None

    @staticmethod
    def _standard(at: Cursor, found: re.Match[str]) -> Match:
        name, of, number, numbers, year, body = found.groups()
        letters = at.options.code_style is CodeStyle.LETTERS
        known = None if letters else words("document_types").get(name)
        said = [known or _spelled(name), _spelled(of), at.num.integer(number, keep_zeros=True)]
        said += [at.num.integer(n) for n in re.findall(r"[0-9]+", numbers)]
        if year:
            said.append(f"hai chấm {at.num.integer(year)}")
        symbol = say_symbol(at, body, first=False) if body else Said()
        return _match(found.end(), " ".join([*said, symbol.text]), "legal_code:standard", symbol)
