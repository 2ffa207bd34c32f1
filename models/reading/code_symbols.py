"""The letters of a document's code, part by part: QĐ-BGDĐT, UBND-VX3, CT/TU, BC-VPHĐND&UBND.

A part is looked up as a kind of document or a body; what no table holds is taken apart (S + NNMT = sở nông
nghiệp và môi trường, BTC + TU = ban tổ chức tỉnh ủy); the rest is spelled and named as unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from models.reading.letters import spell
from models.reading.matching import Cursor
from models.reading.options import CodeStyle
from models.reading.tables import rows, words

_LETTERS = re.compile(r"[^\W\d_]+")
_SEPARATORS = re.compile(r"[-/.\s]+")
_SESSION = re.compile(r"(.*?)(QH|UBTVQH)([0-9]{1,2})\Z")
_ORDERS = frozenset(("chỉ thị",))
_AROUND = 240


@dataclass(slots=True)
class Said:
    """The words of a symbol and which of its parts nobody knew."""

    words: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words."""
        return " ".join(w for w in self.words if w)


@lru_cache(maxsize=8)
def _of(flag: str) -> dict[str, str]:
    return {r.written: r.spoken for r in rows("code_parts") if r.flags == flag}


@lru_cache(maxsize=1)
def _prefixes() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(_of("+").items(), key=lambda item: -len(item[0])))


@lru_cache(maxsize=1)
def _neighbours() -> tuple[tuple[str, str, str, str], ...]:
    found = []
    for row in rows("code_parts"):
        if row.flags in ("tr", "sau"):
            left, _, right = row.written.partition("-")
            found.append((left, right, row.flags, row.spoken))
    return tuple(found)


def _beside(groups: list[str], index: int) -> str | None:
    """What a part means beside another: CT-VKS is an indictment, UBND-ĐT an office of town works."""
    here = groups[index]
    for left, right, side, said in _neighbours():
        if (
            side == "tr"
            and here == left
            and index + 1 < len(groups)
            and groups[index + 1].rstrip("0123456789") == right
        ):
            return said
        if side == "sau" and here == right and index and groups[index - 1] == left:
            return said
    return None


def is_contract(symbol: str) -> bool:
    """A symbol of contracts and judgements that stands alone: 05/HĐLĐ."""
    return symbol in _of("cả")


def is_committee(body: str) -> bool:
    """A committee of the Party or one of its organs."""
    return _committee(body) is not None or body in _of("đ")


@lru_cache(maxsize=2048)
def known_part(part: str, *, first: bool, party: bool) -> str | None:
    """What letters of a code stand for, whole or taken apart; None when no table tells."""
    from models.reading.classes.abbreviation import plain_expansion  # the tables there, not the recogniser

    kinds, bodies = words("document_types"), words("agencies")
    whole = _of("cả").get(part) if first or part not in bodies else None
    whole = whole or (_committee(part) if party or not first else None)
    if whole is None and party and not first:
        whole = _of("đ").get(part)
    if whole is None:
        whole = (kinds.get(part) or bodies.get(part)) if first else (bodies.get(part) or kinds.get(part))
    return whole or plain_expansion(part) or _taken_apart(part)


def _committee(part: str) -> str | None:
    """A party committee, or one of its organs: TU, BTCTU, UBKTĐU."""
    for letters, committee in _of("u").items():
        if part == letters:
            return committee
        if part.endswith(letters) and (organ := _of("đ").get(part[: -len(letters)])):
            return f"{organ} {committee}"
    return None


def _taken_apart(part: str) -> str | None:
    from models.reading.classes.abbreviation import plain_expansion

    for letters, said in _prefixes():
        rest = part[len(letters) :]
        if len(rest) > (1 if len(letters) > 1 else 2) and part.startswith(letters):
            inner = words("agencies").get(rest) or plain_expansion(rest) or _of("cả").get(rest)
            if inner:
                return f"{said} {inner}"
    return None


def is_known(part: str) -> bool:
    """True when a table tells what the part stands for."""
    return known_part(part, first=False, party=False) is not None or _SESSION.match(part) is not None


def say_symbol(at: Cursor, symbol: str, *, party: bool = False, first: bool = True) -> Said:
    """The letters of a code: KH-UBND -> kế hoạch ủy ban nhân dân."""
    said = Said()
    if at.options.code_style is not CodeStyle.LETTERS:
        whole = _of("cả").get(symbol) or (None if party else words("agencies").get(symbol))
        if whole:
            said.words.append(_of_city(at, whole))
            return said
    groups = [g for g in _SEPARATORS.split(symbol) if g]
    for index, group in enumerate(groups):
        lead = first and index == 0
        beside = (
            None if at.options.code_style is CodeStyle.LETTERS or at.near(_ORDERS) else _beside(groups, index)
        )
        if beside:
            said.words.append(beside)
            continue
        joined = re.sub(r" ?& ?", "", group)
        if "&" in group and at.options.code_style is not CodeStyle.LETTERS:
            known = known_part(joined, first=lead, party=party)
            if known:
                said.words.append(known)
                continue
        for number, part in enumerate(p.strip() for p in group.split("&")):
            if number:
                said.words.append("và")
            _say_part(at, part, said, first=lead and number == 0, party=party)
    return said


def _say_part(at: Cursor, part: str, said: Said, *, first: bool, party: bool) -> None:
    letters = _LETTERS.match(part)
    name = letters.group() if letters else ""
    digits = part[len(name) :]
    number = at.num.integer(digits) if digits.isdigit() else ""
    if at.options.code_style is CodeStyle.LETTERS:
        said.words += [spell(name), number]
        return
    session = _SESSION.match(part)
    if session and (not session.group(1) or is_known(session.group(1))):
        if session.group(1):
            _say_part(at, session.group(1), said, first=first, party=party)
        body = "quốc hội" if session.group(2) == "QH" else "ủy ban thường vụ quốc hội"
        said.words += [body, number]
        return
    custom = at.expand(at, part) if at.expand else None
    if custom is not None:
        said.words.append(custom)
        return
    known = known_part(name, first=first, party=party)
    if known is None:
        said.unknown.append(name)
        known = spell(name)
    said.words += [_of_city(at, known), number]


def _of_city(at: Cursor, known: str) -> str:
    """TU is "tỉnh ủy", or "thành ủy" where the text around says so."""
    if not known.endswith("tỉnh ủy"):
        return known
    around = at.text[max(0, at.pos - _AROUND) : at.pos + _AROUND].lower()
    city = "thành ủy" in around and "tỉnh ủy" not in around
    return known.removesuffix("tỉnh ủy") + "thành ủy" if city else known
