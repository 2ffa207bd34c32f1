"""`<say-as interpret-as="…">`: a class named by the person, who is believed over every recogniser.

digits 2026 -> hai không hai sáu
characters UBND -> u bê en dê
date 5/6/2025 -> ngày năm tháng sáu năm hai nghìn không trăm hai mươi lăm
ordinal 4 -> thứ tư
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from models.reading.amounts import number_at
from models.reading.classes.phone import say_groups
from models.reading.letters import NAMES, spell
from models.reading.matching import Cursor
from models.reading.numbers import NumberWords, roman_value
from models.reading.options import ReadingOptions

_DIGITS = re.compile(r"[0-9]+")
_CLOCK = re.compile(
    r"([0-9]{1,2})(?: ?(?:h|g|:|giờ) ?([0-9]{1,2})?"
    r"(?: ?(?:'|:|m|ph|p|phút) ?(?:([0-9]{1,2}) ?(?:\"|s|giây)?)?)?)?"
    r"(?: ?[aApP]\.?[mM]\.?)?",
)
_SHARE = re.compile(r"(?:([0-9]{1,12})[ +])?([0-9]{1,12}) ?/ ?([0-9]{1,12})")
_SIGNED = re.compile(r"([-+]?)(?=[0-9])")
_ORDINALS = ("thứ", "hạng", "lần thứ")
_DAYS = ("ngày", "mùng", "mồng")
_SIGNS = {
    "-": "gạch ngang", "/": "gạch chéo", ".": "chấm", ",": "phẩy", "@": "a còng", "_": "gạch dưới",
    ":": "hai chấm",
    "+": "cộng", "&": "và", "#": "thăng", "*": "sao", "%": "phần trăm", "(": "mở ngoặc", ")": "đóng ngoặc",
    "=": "bằng", "?": "dấu hỏi", "!": "chấm than", ";": "chấm phẩy", "\\": "gạch chéo ngược",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around the stretch and how to read in general."""

    options: ReadingOptions
    num: NumberWords
    left: str
    """The word before, lower case; "" at the beginning of a line."""
    read: Callable[[str], str]
    """Reading without a class."""


Sayer = Callable[[str, str, Context], str | None]


def say(kind: str, form: str, written: str, context: Context) -> tuple[str | None, str]:
    """What to say for `written` as a `kind`, or None (read it as ever); and a Vietnamese warning."""
    sayer = _SAYERS.get(kind)
    if sayer is None:
        if kind in _PLAIN:
            return None, ""
        known = ", ".join(_SAYERS)
        return None, f"Không có loại interpret-as=“{kind}”: đọc như thường. Các loại: {known}."
    said = sayer(" ".join(written.split()), form.lower(), context)
    if said is None:
        return None, f"“{written.strip()}” không đọc được theo loại “{kind}”: đọc như thường."
    if kind == "currency" and written.strip().replace(".", "").replace(",", "").isdigit() and not form:
        return said, f"Số tiền “{written.strip()}” chưa có đơn vị: hãy viết thêm đồng, USD …"
    return said, ""


def _digits(written: str, _form: str, context: Context) -> str | None:
    if re.fullmatch(r"[0-9][0-9 .,/-]*", written) is None:
        return None
    return ", ".join(context.num.digits(g) for g in _DIGITS.findall(written))


def _characters(written: str, _form: str, context: Context) -> str | None:
    said = []
    for char in written:
        if char.isdigit():
            said.append(context.num.digits(char))
        elif char.isspace():
            if said:
                said[-1] += ","
        elif spell(char):
            said.append(NAMES.get(char.lower()) or spell(char))
        elif char in _SIGNS:
            said.append(_SIGNS[char])
        else:
            return None
    return " ".join(said).rstrip(",") or None


def _cardinal(written: str, _form: str, context: Context) -> str | None:
    sign = _SIGNED.match(written)
    if sign is None:
        value = roman_value(written)
        return None if value is None else context.num.cardinal(value)
    number = number_at(written, sign.end())
    if number is None or number.end != len(written):
        return None
    return {"": "", "-": "âm ", "+": "cộng "}[sign.group(1)] + number.say(context.num)


def _ordinal(written: str, _form: str, context: Context) -> str | None:
    value = int(written) if re.fullmatch(r"[0-9]{1,9}", written) else roman_value(written)
    if value is None:
        return None
    return ("" if context.left in _ORDINALS else "thứ ") + context.num.ordinal(value)


def _date(written: str, form: str, context: Context) -> str | None:
    order = re.sub(r"(.)\1+", r"\1", "".join(c for c in form if c in "dmy"))
    groups = _DIGITS.findall(written)
    if re.fullmatch(r"[0-9]+(?:[ ./-]+[0-9]+){0,2}", written) is None:
        return None
    if len(groups) == 1 and len(groups[0]) == 8 and len(order) in (0, 3):
        order, whole = order or "ymd", groups[0]
        groups, at = [], 0
        for letter in order:
            size = 4 if letter == "y" else 2
            groups.append(whole[at : at + size])
            at += size
    if not order:
        order = {1: "y" if len(groups[0]) == 4 else "d", 2: "my" if len(groups[-1]) == 4 else "dm"}.get(
            len(groups), "ymd" if len(groups[0]) == 4 else "dmy"
        )
    if len(order) != len(groups) or len(set(order)) != len(order):
        return None
    parts = dict(zip(order, groups, strict=True))
    limits = {"d": 31, "m": 12, "y": 9999}
    if any(not 1 <= int(parts[k]) <= limits[k] for k in parts):
        return None
    num, said = context.num, []
    if "d" in parts:
        said.append(("" if context.left in _DAYS else "ngày ") + num.cardinal(int(parts["d"])))
    if "m" in parts:
        head = "" if not said and context.left == "tháng" else "tháng "
        said.append(head + num.month(int(parts["m"])))
    if "y" in parts:
        head = "" if not said and context.left == "năm" else "năm "
        said.append(head + num.integer(parts["y"]))
    return " ".join(said)


def _time(written: str, _form: str, context: Context) -> str | None:
    found = _CLOCK.fullmatch(written)
    if found is None:
        return None
    hour, minute, second = found.groups()
    if int(hour) > 24 or int(minute or 0) > 59 or int(second or 0) > 59:
        return None
    said = context.read(f"{hour}h{minute or ''}")
    if written[-1] in "mM":
        said += {"a": " sáng", "p": " chiều"}[written.lower().replace(".", "")[-2]]
    return f"{said} {context.num.integer(second)} giây" if second else said


def _telephone(written: str, _form: str, context: Context) -> str | None:
    if re.fullmatch(r"\+?[0-9(][0-9 .()-]*", written) is None or not any(c.isdigit() for c in written):
        return None
    said = say_groups(Cursor(written, context.options), written)
    return f"cộng {said}" if written[0] == "+" else said


def _currency(written: str, form: str, context: Context) -> str | None:
    if not any(c.isdigit() for c in written):
        return None
    bare = written.replace(".", "").replace(",", "").isdigit()
    return context.read(f"{written} {form.upper()}" if bare and form else written)


def _fraction(written: str, _form: str, context: Context) -> str | None:
    found = _SHARE.fullmatch(written)
    if found is None or int(found.group(3)) == 0:
        return None
    whole, above, below = found.groups()
    said = f"{context.num.integer(above)} phần {'tư' if below == '4' else context.num.integer(below)}"
    return f"{context.num.integer(whole)} và {said}" if whole else said


def _unit(written: str, _form: str, context: Context) -> str | None:
    return context.read(written) or None


_SAYERS: dict[str, Sayer] = {
    "cardinal": _cardinal,
    "number": _cardinal,
    "ordinal": _ordinal,
    "digits": _digits,
    "characters": _characters,
    "spell-out": _characters,
    "verbatim": _characters,
    "date": _date,
    "time": _time,
    "telephone": _telephone,
    "currency": _currency,
    "fraction": _fraction,
    "unit": _unit,
}
_PLAIN = frozenset(("", "text", "name", "address", "normal"))
