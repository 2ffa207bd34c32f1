"""A sign or a mark of money before a number: -5°C, ~42 ms, ±2 cm, ≥ 18 tuổi, $50, US$ 5 triệu.

Cases:
    -5°C -> âm năm độ xê
    tàu S -300 -> tàu ét ba trăm
    tăng trưởng -2,3% -> tăng trưởng âm hai phẩy ba phần trăm
    ~50 người -> khoảng năm mươi người
    người ≥ 60 tuổi -> người từ sáu mươi tuổi trở lên
    hao hụt ≤ 5% -> hao hụt không quá năm phần trăm
    trẻ < 5 tuổi -> trẻ dưới năm tuổi
    pH > 7 -> pê hát lớn hơn bảy
    $50 -> năm mươi đô la
    US$ 5 triệu -> năm triệu đô la Mỹ
    $5-$10 -> năm đến mười đô la
"""

from __future__ import annotations

import re

from models.reading.amounts import quantity_at, unit_row
from models.reading.classes.amount import Amount
from models.reading.classes.fraction import Fraction
from models.reading.letters import is_syllable
from models.reading.matching import Cursor, Match
from models.reading.tables import cues
from models.reading.units import per_at

_CURRENCY = re.compile(r"((?:US|AU?|S|HK|CA?|NT|NZ)\$|[$€£¥₩₹₫฿₽]) ?(?=[0-9])")
_SIGN = re.compile(r"(>=|<=|\+/-|[-+~±≈><≥≤])( ?)(?=[0-9])")
_PLAIN = {"-": "âm", "+": "cộng", "~": "khoảng", "≈": "xấp xỉ", "±": "cộng trừ", "+/-": "cộng trừ"}
_LIMITS = {
    ">": ("trên", "lớn hơn"),
    "<": ("dưới", "nhỏ hơn"),
    "≤": ("không quá", "nhỏ hơn hoặc bằng"),
    "≥": ("từ", "lớn hơn hoặc bằng"),
}
"""What is said before a quantity, and before a bare number."""
_ASCII = {">=": "≥", "<=": "≤"}
_NOUN = re.compile(r" ([^\W\d_]{1,8})")
_CLOSED = re.compile(r"(?:\s*[.,;:)\]/]|\s*\Z|\s*\n| (?:và|hoặc|thì|được|phải|là|có|đều|cần)(?!\w))")
_BELOW_ZERO = cues("signed.minus")
_BEFORE_MINUS = "(=:[<>≤≥±/,;\"'~"
_VARIABLE = re.compile(r"(?<![^\W\d_])[a-zA-Z] ?\Z")
_QUANTITIES = frozenset(("number", "measure", "money", "percent", "range"))
_DEGREES = re.compile(r" độ(?: [CF]|[.,;]|\s*\Z)")
_TO_DEGREES = re.compile(
    r" ?(?:đến|tới|và|hoặc|-) ?[-+]?[0-9]{1,3}(?:[.,][0-9]{1,2})? ?(?:°|℃|o[CF](?!\w)|độ(?!\w)|[%‰])"
)
"""-2 đến 3°C: the unit of the minus stands at the far end."""


class SignedAmount:
    """A sign with its quantity."""

    kind = "number"

    def match(self, at: Cursor) -> Match | None:
        """The mark with its quantity."""
        text, pos = at.text, at.pos
        money = _CURRENCY.match(text, pos)
        if money:
            return _money(at, money)
        found = _SIGN.match(text, pos)
        if found is None:
            return None
        sign = _ASCII.get(found.group(1), found.group(1))
        before = at.char(pos - 1)
        if sign in "-+" and (before.isalnum() or found.group(2)):
            return None
        if sign == "-" and not (before.isspace() or before in _BEFORE_MINUS):
            return None  # 15%-20%-25%
        inner = Cursor(text, at.options, at.expand)
        inner.pos = found.end()
        limit = _LIMITS.get(sign)
        quantity = (limit and Fraction().match(inner)) or Amount().match(inner)
        if quantity is None or (sign == "-" and _is_dash(at, quantity)):
            return None
        if limit:
            return _limit(at, sign, limit, quantity)
        said = f"{_PLAIN[sign]} {quantity.spoken}"
        return Match(quantity.end, said, quantity.kind, f"{quantity.kind}:signed", confidence=0.9)


class MoneyMark:
    """US$ 5.000: a mark of money that begins with letters."""

    kind = "money"

    def match(self, at: Cursor) -> Match | None:
        """The mark with its quantity."""
        if at.text[at.pos] not in "UASHCN" or at.glued():
            return None
        money = _CURRENCY.match(at.text, at.pos)
        return _money(at, money) if money else None


def _limit(at: Cursor, sign: str, words: tuple[str, str], quantity: Match) -> Match:
    """≥ 18 tuổi, > 60%: what announcers say for a bound; between two quantities it compares them."""
    text, end, said = at.text, quantity.end, quantity.spoken
    noun = _NOUN.match(text, end)
    bare = quantity.kind == "number" and not (noun and noun.group(1).islower())
    compares = _VARIABLE.search(at.text, max(0, at.pos - 3), at.pos) is not None or (
        at.previous is not None and at.previous.kind in _QUANTITIES and at.pos - at.previous_end <= 1
    )
    if sign != "≥":
        word = words[1] if compares or (bare and sign in "<>") else words[0]
        return Match(
            end, f"{word} {said}", quantity.kind, "number:limit", 0.9, alternatives=(f"{words[1]} {said}",)
        )
    other = (f"{words[1]} {said}",)
    if compares:
        return Match(end, other[0], quantity.kind, "number:limit", 0.9)
    if noun and noun.group(1).islower() and is_syllable(noun.group(1)) and _CLOSED.match(text, noun.end()):
        end, said = noun.end(), f"{said} {noun.group(1)}"
    closing = " trở lên" if _CLOSED.match(text, end) else ""
    return Match(end, f"từ {said}{closing}", quantity.kind, "number:limit", 0.9, alternatives=other)


def _is_dash(at: Cursor, found: Match) -> bool:
    """A hyphen must never become a minus: list dashes (-5 hộ …), broken names (S -300), dates (30 -12)."""
    if "độ" in found.spoken or found.kind == "percent":
        return False
    if found.kind == "number" and _TO_DEGREES.match(at.text, found.end):
        return False
    if _DEGREES.match(at.text, found.end):
        return False
    if at.at_line_start():
        return bool(at.next_word(found.end))
    before = at.text[max(0, at.pos - 3) : at.pos].rstrip()
    if before.endswith(("=", "(", "±", "<", ">", "≤", "≥")):
        return False
    if before.endswith(":"):
        return bool(at.next_word(found.end))
    return not at.cued(_BELOW_ZERO, " ")


def _money(at: Cursor, mark: re.Match[str]) -> Match | None:
    """$50, $5-$10, €20/giờ."""
    inner = Cursor(at.text, at.options, at.expand)
    inner.pos = mark.end()
    found = quantity_at(inner, marked=True)
    row = unit_row(mark.group(1))
    if found is None or row is None or found.category == "money":
        return None
    said, end = found.spoken, found.end
    to = re.compile(rf" ?- ?{re.escape(mark.group(1))} ?(?=[0-9])").match(at.text, end)
    last = quantity_at(inner, to.end(), marked=True) if to and found.last is None else None
    if last is not None and last.last is None:
        said, end = f"{said} đến {last.spoken}", last.end
    per, end = per_at(at, end, money=True, symbol=True)
    return Match(end, f"{said} {row[0].spoken}{per}", "money", "money:mark")
