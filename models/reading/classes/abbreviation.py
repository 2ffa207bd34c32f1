"""Abbreviations: agencies, party bodies, titles, places; known ones in context, unknown ones spelled.

Cases:
    UBND xã -> ủy ban nhân dân xã
    Sở LĐ-TB&XH -> Sở lao động, thương binh và xã hội
    đ/c Bí thư -> đồng chí Bí thư
    BS.CKII Đỗ Khang -> bác sĩ chuyên khoa hai Đỗ Khang
    TP.HCM -> thành phố Hồ Chí Minh
    BĐ2 -> báo động hai
    XYZT -> ích y dét tê
"""

from __future__ import annotations

import re
from functools import lru_cache

from models.reading.letters import has_diacritics, is_syllable, spell
from models.reading.matching import Cursor, Match
from models.reading.tables import Row, rows, words

_TOKEN = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(
    r"[A-ZĐƯ][A-Za-zĐđƯư]{0,14}(?:(?: ?[-–&] ?|\.|,(?=[A-ZĐ]{2}))[A-ZĐƯ][A-Za-zĐđƯư]{0,14}){1,5}+(?!\w)"
)
_NEXT = re.compile(r" ?([^\W_]+)")
_LINE = 60


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[Row, ...]]:
    """Rows by the first run of letters of what is written, longest first."""
    table: dict[str, list[Row]] = {}
    for row in rows("abbreviations"):
        first = _TOKEN.match(row.written)
        key = first.group() if first else row.written
        for form in {key, key.lower()} if "i" in row.flags else {key}:
            table.setdefault(form, []).append(row)
    return {k: tuple(sorted(v, key=lambda r: -len(r.written))) for k, v in table.items()}


@lru_cache(maxsize=1)
def trigger_words() -> frozenset[str]:
    """Lower-case and capitalised words that may begin an abbreviation."""
    return frozenset(k for k in _index() if not k.isupper())


def plain_expansion(part: str) -> str | None:
    """The expansion of an abbreviation without looking at its context; None when unknown."""
    first = _TOKEN.match(part)
    for row in _index().get(first.group() if first else part, ()):
        if row.written == part and "?" not in row.flags:
            return row.spoken
    return words("agencies").get(part)


class Abbreviation:
    """An abbreviation at a letter."""

    kind = "abbreviation"

    def match(self, at: Cursor) -> Match | None:
        """Known in this context, composed of known parts, or unknown capitals."""
        text, pos = at.text, at.pos
        if at.glued():
            return None
        token = _TOKEN.match(text, pos)
        if token is None:
            return None
        raw = token.group()
        compound = _COMPOUND.match(text, pos) if raw[0].isupper() else None
        if compound:
            whole = plain_expansion(re.sub(r" ?([-&]) ?", r"\1", compound.group()))
            if whole:
                return Match(compound.end(), whole, self.kind, "abbreviation:compound")
        known = self._known(at, raw)
        if known is not None:
            return known
        if raw[0].islower() and not raw.islower():
            return self._mixed(at, raw, token.end())
        if not raw[0].isupper() or (len(raw) < 2 and at.char(token.end()) not in "&-"):
            return None
        if compound:
            composed = self._composed(compound.group())
            if composed:
                return Match(compound.end(), composed, self.kind, "abbreviation:parts", 0.9)
        return self._capitals(at, raw, token.end())

    def _known(self, at: Cursor, first: str) -> Match | None:
        text, pos = at.text, at.pos
        candidates = _index().get(first) or (_index().get(first.lower()) if first[0].isupper() else None)
        for row in candidates or ():
            written = row.written
            end = pos + len(written)
            piece = text[pos:end]
            if piece != written and not ("i" in row.flags and piece.lower() == written.lower()):
                continue
            if written[-1].isalpha() and (at.char(end).isalpha() or at.char(end) == "_"):
                continue
            if at.char(end).isdigit() and not row.after and "." not in row.flags:
                continue
            if at.char(end) == "-" and at.char(end + 1).isdigit():
                continue  # TX-0, CT-10: a code
            if not self._fits(at, row, end):
                continue
            if written.isupper() and is_syllable(written) and in_capitals(text, pos, end):
                continue
            if "." in row.flags and at.char(end) == "." and self._dot_is_ours(text, end):
                end += 1
            spoken = row.spoken
            after = at.char(end)
            return Match(
                end,
                f"{spoken} " if after.isalnum() else spoken,
                self.kind,
                "abbreviation:known",
                alternatives=(spell(written),) if written.isalpha() else (),
            )
        return None

    @staticmethod
    def _fits(at: Cursor, row: Row, end: int) -> bool:
        if not row.before and not row.after:
            return True
        if row.before and at.near(row.before, 3):
            return True
        if row.after:
            following = _NEXT.match(at.text, end)
            return following is not None and following.group(1).lower() in row.after
        return False

    @staticmethod
    def _dot_is_ours(text: str, end: int) -> bool:
        rest = text[end + 1 : end + 3]
        return bool(rest) and (
            rest[0].isalnum() or (rest[0] == " " and rest[1:].isalnum() and not rest[1:].islower())
        )

    @staticmethod
    def _composed(raw: str) -> str | None:
        said: list[str] = []
        for part in re.split(r"( ?[-–&] ?|[.,])", raw):
            mark = part.strip()
            if mark in ("-", "–", ".", ","):
                continue
            if mark == "&":
                said.append("và")
                continue
            known = plain_expansion(part) or words("names").get(part)
            if known is None:
                return None
            said.append(known)
        return " ".join(said)

    def _capitals(self, at: Cursor, raw: str, end: int) -> Match | None:
        if len(raw) < 2 or not raw.isupper() or at.char(end).isdigit():
            return self._mixed(at, raw, end)
        name = words("names").get(raw)
        if name is not None:
            return Match(end, name, self.kind, "abbreviation:name", alternatives=(spell(raw),))
        if is_syllable(raw) and (has_diacritics(raw) or len(raw) > 2 or in_capitals(at.text, at.pos, end)):
            return None
        if not raw.isascii() and not set(raw) <= set("ABCDEGHIKLMNOPQRSTUVXYĐƯƠÔÊÂĂ"):
            return None
        if at.expand is not None and (custom := at.expand(at, raw)) is not None:
            return Match(end, custom, self.kind, "abbreviation:lexicon")
        return Match(
            end, spell(raw), "spelled", "abbreviation:unknown", 0.4, alternatives=(raw.lower(),),
            warning=f"Chưa biết chữ viết tắt “{raw}”: đang đọc từng chữ cái. Hãy thêm vào từ điển phát âm.",
        )  # fmt: skip

    def _mixed(self, at: Cursor, raw: str, end: int) -> Match | None:
        if raw.isupper() or at.char(end).isdigit():
            return None
        name = words("names").get(raw)
        if name is not None:
            return Match(end, name, self.kind, "abbreviation:name", alternatives=(spell(raw),))
        return None


def in_capitals(text: str, start: int, end: int) -> bool:
    """True in a heading written in capitals: a word beside it is all capitals and no abbreviation."""
    before = _TOKEN.findall(text[max(0, start - _LINE) : start].rpartition("\n")[2])
    after = _TOKEN.findall(text[end : end + _LINE].partition("\n")[0])
    near = [*before[-2:], *after[:2]]
    return sum(len(w) > 1 and w.isupper() and is_syllable(w) for w in near) >= 1 and not any(
        w.islower() for w in near
    )
