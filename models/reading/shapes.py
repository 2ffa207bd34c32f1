"""What figures may be, by their shape alone: every way they could be said, each with its name.

Only for a person's choice: nothing here decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from models.reading.amounts import number_at
from models.reading.known import meanings
from models.reading.numbers import NumberWords
from models.reading.options import ReadingOptions

Ways = Iterator[tuple[str, str]]
"""(what is said, its name for the person)."""

_PAIR = re.compile(r"(\d{1,12}) ?([/:–-]) ?(\d{1,12})")
_THREE = re.compile(r"(\d{1,6})([/.-])(\d{1,6})\2(\d{1,6})")
_CLOCK = re.compile(r"(\d{1,2}) ?[hg:] ?(\d{2})(?: ?(?:p|ph|phút))?", re.IGNORECASE)
_SIGNED = re.compile(r"([^\w\s]) ?(\d{1,12}(?:[.,]\d{1,12})?)")
_DIGITS = re.compile(r"\d+")
_FIGURES = re.compile(r"\d[\d.,]*+(?<=\d)")
_MONTHS, _DAYS, _FIRST_YEAR, _LAST_YEAR = 12, 31, 1000, 2200
_DAY_WORDS = frozenset(("ngày", "mùng", "mồng"))
_LONGEST = 40


def ways(raw: str, now: str, before: str, num: NumberWords, options: ReadingOptions) -> Ways:
    """Ways to say figures.

    Args:
        raw: as written.
        now: what is said for it at present.
        before: the word before it, lower case.
        num: number words of the region.
        options: of the reading.
    """
    if len(raw) > _LONGEST or not any(c.isdigit() for c in raw):
        return
    day = "" if before in _DAY_WORDS else "ngày "
    if pair := _PAIR.fullmatch(raw):
        yield from _pair(*pair.groups(), day=day, num=num, house=options.word("house_slash"))
    if three := _THREE.fullmatch(raw):
        yield from _three(*three.groups(), day=day, num=num, house=options.word("house_slash"))
    if clock := _CLOCK.fullmatch(raw):
        yield from _clock(int(clock[1]), int(clock[2]), num)
    if signed := _SIGNED.fullmatch(raw):
        said = next(_number(signed[2], num))[0]
        for sign in meanings(signed[1]):
            yield f"{sign.spoken} {said}", f"dấu {signed[1]}"
        yield said, "không đọc dấu"
    if figures := _FIGURES.match(raw):
        yield from _counted(raw, figures, now, num)
    if not raw[-1].isdigit() or len(raw) != sum(c.isdigit() for c in raw):
        groups = _DIGITS.findall(raw)
        if len(groups) > 1 and not any(c.isalpha() for c in raw):
            yield ", ".join(num.digits(g) for g in groups), "từng chữ số, nghỉ giữa nhóm"
            yield num.digits("".join(groups)), "từng chữ số"


def _pair(first: str, mark: str, last: str, *, day: str, num: NumberWords, house: str) -> Ways:
    a, b = int(first), int(last)
    one, two = num.integer(first), num.integer(last)
    if 1 <= a <= _DAYS and 1 <= b <= _MONTHS and mark != ":":
        yield f"{day}{num.cardinal(a)} tháng {num.month(b)}", "ngày tháng"
    if 1 <= a <= _MONTHS and _FIRST_YEAR <= b <= _LAST_YEAR and mark != ":":
        yield f"tháng {num.month(a)} năm {two}", "tháng năm"
    if mark == "/":
        yield f"{one} phần {'tư' if b == 4 else two}", "phân số"
        yield f"{one} trên {two}", "trên tổng số"
        yield f"{one} {house} {two}", "số nhà"
        yield f"{one} gạch chéo {two}", "đọc dấu"
    elif mark == ":":
        yield f"{one} trên {two}", "tỷ lệ"
        yield f"{one} hai chấm {two}", "đọc dấu"
        yield f"{one}, {two}", "tỷ số"
    else:
        yield f"{one} đến {two}", "khoảng"
        yield f"{one}, {two}", "tỷ số"
        yield f"{one} gạch ngang {two}", "đọc dấu"
        yield f"{one} trừ {two}", "phép trừ"


def _three(first: str, mark: str, second: str, third: str, *, day: str, num: NumberWords, house: str) -> Ways:
    a, b, c = int(first), int(second), int(third)
    one, two, three = (num.integer(n) for n in (first, second, third))
    if 1 <= a <= _DAYS and 1 <= b <= _MONTHS and _FIRST_YEAR <= c <= _LAST_YEAR:
        yield f"{day}{num.cardinal(a)} tháng {num.month(b)} năm {three}", "ngày tháng năm"
    names: Callable[[str], str] = lambda name: f"{one} {name} {two} {name} {three}"  # noqa: E731
    if mark == "/":
        yield names(house), "số nhà"
        yield names("trên"), "trên"
        yield names("gạch chéo"), "đọc dấu"
    elif mark == "-":
        yield names("gạch ngang"), "đọc dấu"
    else:
        yield names("chấm"), "đọc dấu"


def _clock(hour: int, minute: int, num: NumberWords) -> Ways:
    if hour > 24 or minute > 59:
        return
    said = f"{num.cardinal(hour)} giờ"
    if minute == 0:
        yield said, "giờ"
        yield f"{said} đúng", "giờ"
        return
    yield f"{said} {num.cardinal(minute)} phút", "giờ phút"
    yield f"{said} {num.cardinal(minute)}", "giờ phút, gọn"
    if minute == 30:
        yield f"{said} rưỡi", "giờ rưỡi"


def _counted(raw: str, figures: re.Match[str], now: str, num: NumberWords) -> Ways:
    """The figures otherwise, the rest (unit, multiplier) as it is said now."""
    rest, said = raw[figures.end() :], list(_number(figures.group(), num))
    if not rest:
        yield from said
        return
    tail = next((now[len(w) :] for w, _ in said if now.startswith(f"{w} ")), None)
    if tail is not None:
        yield from ((f"{w}{tail}", manner) for w, manner in said)


def _number(figures: str, num: NumberWords) -> Ways:
    if figures.isdigit():
        bare = figures.lstrip("0") or "0"
        if len(bare) <= 15:
            yield num.integer(figures), "số đếm"
        if len(bare) < len(figures):
            yield num.integer(figures, keep_zeros=True), "số đếm, có số không"
        if len(figures) > 1:
            yield num.digits(figures), "từng chữ số"
        if len(figures) in (4, 6, 8) and "0" not in figures[::2]:
            pairs = [figures[i : i + 2] for i in range(0, len(figures), 2)]
            yield " ".join(num.integer(p) for p in pairs), "từng cặp"
        if bare in ("1", "4"):
            yield num.ordinal(int(bare)), "thứ tự"
        return
    number = number_at(figures, 0)
    if number is not None and number.end == len(figures):
        yield number.say(num), "số đếm"
    mark = max(figures.rfind("."), figures.rfind(","))
    whole, part = re.sub(r"\D", "", figures[:mark]), figures[mark + 1 :]
    if len(part) == 3 and len(whole) <= 12 and not whole.startswith("0"):
        yield num.integer(whole + part), "phân cách hàng nghìn"
    if sum(c in ".," for c in figures) > 1:
        yield num.digits(re.sub(r"\D", "", figures)), "từng chữ số"
        return
    name = "phẩy" if figures[mark] == "," else "chấm"
    for word in (name, "phẩy" if name == "chấm" else "chấm"):
        yield f"{num.integer(whole)} {word} {num.fraction(part)}", f"số lẻ, đọc “{word}”"
        yield f"{num.integer(whole)} {word} {num.digits(part)}", f"số lẻ, đọc “{word}”, từng chữ số"
    yield num.digits(re.sub(r"\D", "", figures)), "từng chữ số"
