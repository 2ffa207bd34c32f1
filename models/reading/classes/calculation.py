"""Calculations and formulas: minus and divide between numbers, fractions that are added, powers, variables.

Cases:
    10 - 4 = 6 -> mười trừ bốn bằng sáu
    x - 5 = 0 -> ích trừ năm bằng không
    24 : 6 = 4 -> hai mươi tư chia sáu bằng bốn
    1/4 + 1/2 = 3/4 -> một phần tư cộng một phần hai bằng ba phần tư
    10⁻³ -> mười mũ trừ ba
    f(x) -> ép ích
    π ≈ 3,14 -> pi xấp xỉ ba phẩy mười bốn
    2πr -> hai pi rờ
"""

from __future__ import annotations

import re
from decimal import Decimal

from models.reading.cleaning import numeric_value
from models.reading.letters import NAMES
from models.reading.matching import Cursor, Match
from models.reading.units import unit_at
from models.reading.written_numbers import NUMBER, number_at

_TERM = r"(?:[\s0-9.,()+×÷*:/^²³-]|(?<![^\W\d_])[a-zA-Z](?![^\W\d_]))"
_EQUALS_AFTER = re.compile(rf"{_TERM}{{0,40}}[=≈≠]=? ?[-(]?(?:[0-9?…]|[a-zA-Z](?![^\W\d_]))")
_EQUALS_BEFORE = re.compile(rf"(?:[0-9)]|(?<![^\W\d_])[a-zA-Z]) ?[=≈≠] ?{_TERM}{{0,40}}\Z")
_MINUS = re.compile(rf"({NUMBER}) ?([-:]) ?(?=[0-9(]|[a-z](?![^\W\d_]))")
_SIMPLE = re.compile(rf"({NUMBER}) ?- ?({NUMBER}) ?= ?(-?)({NUMBER})(?! ?[-+×÷*:/]|[^\W_])")
_FRACTION = re.compile(r"([0-9]{1,4})/([0-9]{1,4})(?![\w/]|[.,-][0-9])")
_OPERATOR_BEFORE = re.compile(r"(?:[0-9)]|(?<![^\W\d_])[a-zA-Z]) ?[=+×÷*] ?\Z")
_OPERATOR_AFTER = re.compile(r"(?: ?[+×÷*=≈] ?| ?x | : )[0-9(]")
_BASE = re.compile(rf"({NUMBER})([⁻⁺]?)([\U000f00b2\U000f00b3\U000f00b9\U000f2070-\U000f2079]{{1,4}})")
_SQUARE = {"2": "bình phương", "3": "lập phương"}
_ARGUMENT = re.compile(r"([a-zA-Z])\)")
_UNKNOWN_AFTER = re.compile(r"x(?! ?[^\W_])")
_UNKNOWN_BEFORE = re.compile(r"[=+÷:<>≤≥(-] ?\Z")
_FUNCTION = re.compile(r"(?<![^\W\d_])[a-zA-Z]\(\Z")
_GREEK = {
    "α": "an pha", "β": "bê ta", "γ": "gam ma", "δ": "đen ta", "ε": "ép xi lon", "ζ": "dê ta", "η": "ê ta",
    "θ": "tê ta", "ι": "i ô ta", "κ": "cáp pa", "λ": "lam đa", "μ": "muy", "ν": "nuy", "ξ": "xi", "π": "pi",
    "ρ": "rô", "σ": "xích ma", "ς": "xích ma", "τ": "tô", "υ": "úp xi lon", "φ": "phi", "ϕ": "phi",
    "χ": "khi", "ψ": "pơ xi", "ω": "ô mê ga",
}  # fmt: skip
_REACH = 48


def in_equation(at: Cursor, start: int, end: int) -> bool:
    """An equals sign joins this stretch to another, with nothing but numbers and variables between."""
    if _EQUALS_AFTER.match(at.text, end, end + _REACH):
        return True
    return _EQUALS_BEFORE.search(at.text, max(0, start - _REACH), start) is not None


class Calculation:
    """A number with the sign after it in a calculation, a fraction among others, a raised exponent."""

    kind = "number"

    def match(self, at: Cursor) -> Match | None:
        """None for numbers of prose."""
        if at.glued():
            return None
        return self._fraction(at) or self._minus(at) or self._power(at)

    def _fraction(self, at: Cursor) -> Match | None:
        found = _FRACTION.match(at.text, at.pos)
        if found is None or not int(found.group(2)):
            return None
        joined = (
            _OPERATOR_AFTER.match(at.text, found.end())
            or _OPERATOR_BEFORE.search(at.text, max(0, at.pos - 4), at.pos)
            or (self._beside_dash(at, found.end()) and in_equation(at, at.pos, found.end()))
        )
        if not joined:
            return None
        top, bottom = found.groups()
        below = "tư" if bottom == "4" else at.num.integer(bottom)
        large = int(bottom) > 10 and int(top) >= 1  # "phần mười lăm" is hardly understood
        between = "trên" if large else "phần"
        said = f"{at.num.integer(top)} {between} {at.num.integer(bottom) if large else below}"
        return Match(found.end(), said, "fraction", "fraction:calculation", 0.9)

    @staticmethod
    def _beside_dash(at: Cursor, end: int) -> bool:
        return "-" in (at.text[max(0, at.pos - 2) : at.pos].strip(), at.text[end : end + 2].strip())

    def _minus(self, at: Cursor) -> Match | None:
        found = _MINUS.match(at.text, at.pos)
        if found is None:
            return None
        number = number_at(at.text, at.pos, spaces=False)
        if number is None or number.end != found.end(1) or not in_equation(at, at.pos, found.end()):
            return None
        if found.group(2) == "-" and not _subtracts(at):
            return None
        said = "trừ" if found.group(2) == "-" else "chia"
        return Match(found.end(), f"{number.say(at.num)} {said} ", self.kind, "number:operation", 0.9)

    def _power(self, at: Cursor) -> Match | None:
        found = _BASE.match(at.text, at.pos)
        if found is None:
            return None
        number = number_at(at.text, at.pos, spaces=False)
        exponent = "".join(str(int(numeric_value(c) or 0)) for c in found.group(3))
        if number is None or number.end != found.end(1) or (not found.group(2) and exponent in ("0", "1")):
            return None  # 25⁰ are degrees, 2024¹ points to a note
        minus = "trừ " if found.group(2) == "⁻" else ""
        power = _SQUARE.get(exponent) if not found.group(2) else None
        said = f"{number.say(at.num)} {power or f'mũ {minus}{at.num.integer(exponent)}'}"
        unit = unit_at(at, found.end(), number, multiplied=False)
        if unit:
            return Match(unit.end, f"{said} {unit.spoken}", "measure", "number:power", 0.9)
        return Match(found.end(), said, self.kind, "number:power", 0.9)


def _subtracts(at: Cursor) -> bool:
    """9 - 2 = 7, but not "5-7 = 2 điểm", where the hyphen is that of a band of marks."""
    longer = _OPERATOR_BEFORE.search(at.text, max(0, at.pos - 4), at.pos)
    simple = None if longer else _SIMPLE.match(at.text, at.pos)
    numbers = [number_at(g, 0) for g in simple.group(1, 2, 4)] if simple else []
    first, last, result = (
        [n.value if n else Decimal(0) for n in numbers] if simple else [Decimal(1), Decimal(0), Decimal(0)]
    )
    if simple is None or first > last:
        return True
    return first - last == (-result if simple.group(3) else result)


class Variable:
    """Letters of formulas: Greek ones by name, the argument of a function."""

    kind = "letter"

    def match(self, at: Cursor) -> Match | None:
        """None for letters of words."""
        char = at.text[at.pos]
        name = _GREEK.get(char.lower())
        if name:
            beside = at.char(at.pos - 1) + at.char(at.pos + 1)
            if any("Ͱ" <= c <= "Ͽ" for c in beside):
                return None  # a Greek word
            return Match(at.pos + 1, name, self.kind, "letter:greek", 0.9)
        if (
            char == "x"
            and _UNKNOWN_AFTER.match(at.text, at.pos)
            and _UNKNOWN_BEFORE.search(at.text, max(0, at.pos - 2), at.pos)
        ):
            return Match(at.pos + 1, NAMES["x"], self.kind, "letter:variable", 0.9)
        if at.char(at.pos - 1) != "(" or _ARGUMENT.match(at.text, at.pos) is None:
            return None
        if _FUNCTION.search(at.text, max(0, at.pos - 3), at.pos) is None:
            return None
        return Match(at.pos + 1, NAMES.get(char.lower(), char), self.kind, "letter:argument", 0.9)
