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
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile

from models.reading.letters import CAPITALS, SMALLS, has_diacritics, is_syllable, spell
from models.reading.matching import Cursor, Match
from models.reading.numbers import roman_value
from models.reading.tables import Row, cues, first_column, rows, words

_TOKEN = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(
    r"[A-ZĐƯ][A-Za-zĐđƯư]{0,14}(?:(?: ?[-–&] ?|\.|,(?=[A-ZĐ]{2}))[A-ZĐƯ][A-Za-zĐđƯư]{0,14}){1,5}+(?!\w)"
)
_GLUED_ROMAN = re.compile(r"([A-ZĐ]{2})(I{1,3}|IV)")
_TOKEN_OR_NUMBER = re.compile(r"[^\W_]+")
_NEXT = re.compile(r"[,/]? {0,2}([^\W_]+)")
_SECOND = re.compile(r" ([^\W_]+)")
_AREA = re.compile(
    r"(?: ?[:=]| là)? ?[0-9][0-9.,]{0,12}+ ?"
    r"(?:m? ?[x×] ?[0-9]|[kd]?m[2²](?!\w)|ha(?!\w)|mét vuông|héc ta|sào|công đất)"
)
_PERSON = re.compile(rf"\.? ?([{CAPITALS}][{SMALLS}]+) [{CAPITALS}][{SMALLS}]")
_SURNAMES = cues("abbreviation.surnames")
_CLAUSE = re.compile(r"[;!?\n]|\.(?= )")
_DEFINED = re.compile(r"[A-ZĐƯ][A-Za-zĐđƯư&-]{1,24}")
_PLACES = frozenset(("TP", "Tp", "TX", "Tx", "TT", "KP", "VP"))
_UNITS = frozenset(("xã", "phường", "buôn", "làng", "bản", "thôn", "sóc", "plei", "huyện", "krông", "ea", "ia"))
_VOWELS = frozenset("AEIOUYĂÂÊÔƠƯ")
_WORD_SHAPE = re.compile(
    r"(?=[A-Z]{5,})(?:S?[CKPT]?[HLR]|S[CKLMNPTW]|[BDFG][HLR]|QU|[NPW]H|NG|TW|[BCDFGHJKLMNPQRSTVWXZ])?"
    r"(?:[AEIOUY]{1,2}[BCDFGHJKLMNPQRSTVWXZ]{1,2}[LR]?){0,6}[AEIOUY]{1,2}[BCDFGHJKLMNPQRSTVWXZ]{0,2}"
)
"""POLICE, VIETTEL, STRATCOM: five letters or more that can be said; GDQPAN, JCPOA cannot."""
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


def _plain_row(part: str) -> Row | None:
    first = _TOKEN.match(part)
    for row in _index().get(first.group() if first else part, ()):
        if row.written == part and not (row.before or row.after or "?" in row.flags):
            return row
    return None


def plain_expansion(part: str) -> str | None:
    """The expansion of an abbreviation without looking at its context; None when unknown."""
    row = _plain_row(part)
    return row.spoken if row else words("agencies").get(part)


class Abbreviation:
    """An abbreviation at a letter."""

    kind = "abbreviation"

    def match(self, at: Cursor) -> Match | None:  # noqa: PLR0911 - one return a form
        """Known in this context, composed of known parts, or unknown capitals."""
        text, pos = at.text, at.pos
        if at.glued():
            return None
        token = _TOKEN.match(text, pos)
        if token is None:
            return None
        raw = token.group()
        if raw[0].isupper() and (defined := self._defined(at, raw)):
            return defined
        compound = _COMPOUND.match(text, pos) if raw[0].isupper() else None
        if compound:
            row = _plain_row(re.sub(r" ?([-&]) ?", r"\1", compound.group()))
            if row:
                end = compound.end()
                dotted = "." in row.flags and at.char(end) == "." and self._dot_is_ours(text, end)
                return Match(end + dotted, row.spoken, self.kind, "abbreviation:compound")
            if " " not in compound.group() and (composed := self._composed(compound.group(), names=False)):
                return Match(compound.end(), composed, self.kind, "abbreviation:parts", 0.9)
        known = self._kept_by(at, raw) or self._known(at, raw) or self._numbered(at, raw, token.end())
        if known is not None:
            return known
        if raw[0].islower() and not raw.islower():
            return self._mixed(at, raw, token.end())
        if not raw[0].isupper() or (len(raw) < 2 and at.char(token.end()) not in "&-"):
            return None
        if compound:
            composed = self._composed(compound.group(), names=True)
            if composed:
                return Match(compound.end(), composed, self.kind, "abbreviation:parts", 0.9)
        return self._capitals(at, raw, token.end())

    def _defined(self, at: Cursor, raw: str) -> Match | None:
        """The text's own meaning; headings in capitals are words first."""
        meaning = at.definitions.meaning
        if not meaning:
            return None
        piece = _DEFINED.match(at.text, at.pos)
        whole = piece.group().rstrip("-&") if piece else raw
        for written in (whole, raw):
            spoken = meaning.get(written)
            end = at.pos + len(written)
            if spoken is None or at.char(end).isalnum():
                continue
            if is_syllable(written) and in_capitals(at.text, at.pos, end):
                return None
            usual = plain_expansion(written) or ""
            others = (usual,) if usual and usual.lower() != spoken.lower() else ()
            return Match(
                end, spoken, self.kind, "abbreviation:defined", 0.9, alternatives=(*others, spell(written))
            )
        return None

    def _kept_by(self, at: Cursor, raw: str) -> Match | None:
        """Lưu: VT, VX, KT - departments, as in the codes of documents."""
        if not raw.isupper() or "lưu" not in at.left or not ("vt" in at.left or raw == "VT"):
            return None
        spoken = "văn thư" if raw == "VT" else words("agencies").get(raw)
        end = at.pos + len(raw)
        if spoken is None or at.char(end).isalnum():
            return None
        return Match(end, spoken, self.kind, "abbreviation:kept", 0.9, (spell(raw),))

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
            if at.char(end).isdigit() and not (row.after or set(".n") & set(row.flags)):
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
    def _numbered(at: Cursor, raw: str, end: int) -> Match | None:
        """BĐII, HKI: letters that take a number, with a Roman one glued to them."""
        found = _GLUED_ROMAN.fullmatch(raw)
        if found is None or at.char(end).isdigit():
            return None
        letters, numeral = found.groups()
        value = roman_value(numeral)
        for row in _index().get(letters, ()):
            if value and row.written == letters and numeral.lower() in row.after:
                said = f"{row.spoken} {at.num.cardinal(value)}"
                return Match(end, said, "abbreviation", "abbreviation:numbered", alternatives=(spell(raw),))
        return None

    @staticmethod
    def _fits(at: Cursor, row: Row, end: int) -> bool:
        if not row.before and not row.after:
            return True
        told = bool(row.before) and (_signed(at, row.before) or _preceded(at, row))
        if told != ("&" in row.flags):
            return told  # one is enough, or one is missing where both are needed
        return bool(row.after) and _followed(at.text, end, row)

    @staticmethod
    def _dot_is_ours(text: str, end: int) -> bool:
        rest = text[end + 1 : end + 3]
        return bool(rest) and (
            rest[0].isalnum()
            or rest[0] in ",;"
            or (rest[0] == " " and rest[1:].isalnum() and not rest[1:].islower())
        )

    @staticmethod
    def _composed(raw: str, *, names: bool) -> str | None:
        said, before = "", ""
        for part in re.split(r"( ?[-–&] ?|[.,])", raw):
            mark = part.strip()
            if mark in ("-", "–", ",", "."):
                said += " " if names or (mark == "." and before in _PLACES) else ", "
            elif mark == "&":
                said += " và "
            else:
                known = plain_expansion(part) or (words("names").get(part) if names else None)
                if known is None:
                    return None
                said, before = said + known, part
        return said

    def _capitals(self, at: Cursor, raw: str, end: int) -> Match | None:
        if len(raw) < 2 or not raw.isupper() or at.char(end).isdigit():
            return self._mixed(at, raw, end)
        if _is_word(raw) and in_capitals(at.text, at.pos, end):
            return None
        name = words("names").get(raw)
        if name is not None:
            return Match(end, name, self.kind, "abbreviation:name", alternatives=(spell(raw),))
        if self._named(at, raw) or (len(raw) > 2 and has_diacritics(raw) and _is_word(raw)):
            return None
        if is_syllable(raw) and (has_diacritics(raw) or len(raw) > 2 or in_capitals(at.text, at.pos, end)):
            return None
        if not raw.isascii() and not set(raw) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZĐƯƠÔÊÂĂ"):
            return None
        if at.expand is not None and (custom := at.expand(at, raw)) is not None:
            return Match(end, custom, self.kind, "abbreviation:lexicon")
        return self._unknown(raw, end)

    def _unknown(self, raw: str, end: int) -> Match:
        """Spelled, or said when it can be; the person is told in both cases."""
        if _WORD_SHAPE.fullmatch(raw) and sum(c in _VOWELS for c in raw) * 4 >= len(raw):
            return Match(
                end, raw.lower(), self.kind, "abbreviation:word", 0.5, (spell(raw),),
                warning=f"“{raw}” đang đọc như một từ. Nếu là chữ viết tắt, hãy chọn đọc từng chữ cái.",
            )  # fmt: skip
        meanings = tuple(dict.fromkeys(r.spoken for r in _index().get(raw, ()) if r.written == raw))
        warning = f"Chưa biết chữ viết tắt “{raw}”: đang đọc từng chữ cái. Hãy thêm vào từ điển phát âm."
        if meanings:
            warning = f"“{raw}” có thể là {', '.join(meanings[:4])}: đang đọc từng chữ cái. Hãy chọn cách đọc."
        return Match(
            end, spell(raw), "spelled", "abbreviation:unknown", 0.4, (*meanings, raw.lower()), warning=warning
        )

    @staticmethod
    def _named(at: Cursor, raw: str) -> bool:
        """BUÔN DRANG, LÀNG PLEIKUK: a name in a heading in capitals, sayable as it is written."""
        if len(raw) < 4 or _VOWELS.isdisjoint(raw) or _UNITS.isdisjoint(at.left[-3:]):
            return False
        before = _TOKEN.findall(at.text[max(0, at.pos - _LINE) : at.pos])[-3:]
        return all(map(str.isupper, before)) and not _UNITS.isdisjoint(w.lower() for w in before)

    def _mixed(self, at: Cursor, raw: str, end: int) -> Match | None:
        if raw.isupper() or at.char(end).isdigit():
            return None
        name = words("names").get(raw)
        if name is not None:
            return Match(end, name, self.kind, "abbreviation:name", alternatives=(spell(raw),))
        return None


def _signed(at: Cursor, before: frozenset[str]) -> bool:
    """A number (#) or a per cent sign (%) stands just before, a blank or a bracket between."""
    if "#" not in before and "%" not in before:
        return False
    last = at.text[max(0, at.pos - 4) : at.pos].rstrip(" (")[-1:]
    return ("%" in before and last == "%") or ("#" in before and last.isdigit())


def _preceded(at: Cursor, row: Row) -> bool:
    """One of the words stands just before ("<"), or among the last three (six: "~") of the same clause."""
    if "<" in row.flags:
        return at.ends_with(row.before)
    reach = 6 if "~" in row.flags else 3
    if not at.near(row.before, reach):
        return False
    start = max(0, at.pos - _LINE)
    stops = [stop.end() for stop in _CLAUSE.finditer(at.text, start, at.pos)]
    left = len(_TOKEN_OR_NUMBER.findall(at.text[stops[-1] : at.pos])) if stops else reach
    return left > 0 and at.near(row.before, min(reach, left))


def _followed(text: str, end: int, row: Row) -> bool:
    """One of the words that may come after the abbreviation does; the signs are told in the table's head."""
    start = end
    if text[end : end + 1] == "." and "." in row.flags:
        end += 1
    if ":" in row.after and text[end : end + 2].lstrip(" ").startswith(":"):
        return True
    if "#ha" in row.after and _AREA.match(text, end):
        return True
    if "^^" in row.after and (person := _PERSON.match(text, end)) and person.group(1).lower() in _SURNAMES:
        return True
    if "@" in row.after and "@" in text[end : end + _LINE].partition("\n")[0]:
        return True
    found = _NEXT.match(text, end)
    if found is None:
        return False
    word = found.group(1)
    if "#" in row.after and word[0].isdigit() and found.start(1) > start:
        return True
    lower = word.lower()
    if lower in row.after or ("^" in row.after and word[0].isupper() and not word.isupper()):
        return True
    second = _SECOND.match(text, found.end())
    return second is not None and f"{lower} {second.group(1).lower()}" in row.after


def _is_word(raw: str) -> bool:
    """A Vietnamese syllable, or a word of place names (PLEIKU)."""
    return is_syllable(raw) or raw in first_column("place_words")


def in_capitals(text: str, start: int, end: int) -> bool:
    """True in a heading written in capitals: a word beside it is all capitals and no abbreviation."""
    before = _TOKEN.findall(text[max(0, start - _LINE) : start].rpartition("\n")[2])
    after = _TOKEN.findall(text[end : end + _LINE].partition("\n")[0])
    near = [*before[-2:], *after[:2]]
    if any(len(w) > 1 and w.isupper() and _is_word(w) for w in near) and not any(w.islower() for w in near):
        return True
    return _run(reversed(before)) + _run(after) > 1


def _run(tokens: Iterable[str]) -> int:
    """How many tokens from here on are words in capitals: UNG HO BAO after "nội dung:"."""
    return sum(1 for _ in takewhile(lambda w: len(w) > 1 and w.isupper() and _is_word(w), tokens))
