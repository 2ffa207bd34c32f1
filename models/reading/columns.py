"""What the columns of a table are: which rows are headings, which column counts, what units they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from models.reading.tables import first_column, rows
from models.reading.units import unit_row

_LONGEST_HEADING = 60
_NUMBERING = re.compile(r"\(?(?:[0-9]{1,2}|[a-zA-Z])\)?(?: ?= ?[-+*/x:()0-9 ]{1,20})?")
_UNIT = re.compile(r"(.{1,60}?)[ \t]*\(([^()]{1,24})\)")
_MULTIPLIER = re.compile(r"(?:trăm|nghìn|ngàn|triệu|tỷ|tỉ)[ \t]+")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
"""A heading of figures."""
_BEGINNINGS = frozenset(
    ("số", "tổng", "tỷ", "tỉ", "mức", "tên", "ngày", "giờ", "diện", "sản", "năng", "đơn", "địa", "nội", "thời")
)
_TOTALS = frozenset(("tổng cộng", "cộng", "tổng", "tổng số", "tổng cộng chung", "toàn xã", "cả xã"))
_BLANKS = frozenset("._…:;,' \t")
_MARKS = frozenset(("-", "–", "—", "x", "X", "✓", "✔", "√", "v", "V"))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(r.written for r in rows("headings"))


@lru_cache(maxsize=4)
def _flagged(flag: str) -> frozenset[str]:
    return frozenset(r.written for r in rows("headings") if r.flags == flag)


def counts_rows(heading: str) -> bool:
    """STT, TT: the column only counts."""
    return _plain(heading) in _flagged("o")


def goes_before_number(heading: str) -> bool:
    """Ngày, Thôn, Lớp: said with the number after it as one name."""
    return _plain(heading) in _flagged("p")


def is_value(cell: str) -> bool:
    """A number, a date, a sum, a telephone number or a tick rather than words."""
    if cell in _MARKS:
        return True
    if cell[:1].isalpha():
        return False
    digits = sum(map(str.isdigit, cell))
    return digits > 0 and sum(map(str.isalpha, cell)) <= digits + 4


def says_nothing(cell: str) -> bool:
    """Empty, or only the dots and lines of a form: …, ...., ____, ":" between a name and its value."""
    return _BLANKS.issuperset(cell)


def _plain(cell: str) -> str:
    return " ".join(cell.lower().split()).rstrip(" :")


def _is_heading(cell: str) -> bool:
    if _plain(cell) in _known():
        return True
    if YEAR.fullmatch(cell):
        return True
    if not 0 < len(cell) <= _LONGEST_HEADING or cell[-1] in ".;," or not any(map(str.isalpha, cell)):
        return False
    return not is_value(cell)


def _usual(cell: str) -> bool:
    """A heading by its words: known, or beginning like one (Số …, Diện tích …)."""
    words = _plain(_UNIT.sub(r"\1", cell)).split()
    known = _known()
    return " ".join(words) in known or " ".join(words[:2]) in known or (bool(words) and words[0] in _BEGINNINGS)


def head_rows(table: Sequence[Sequence[str]], ruled: int) -> int:
    """How many rows are headings."""
    if 0 < ruled < len(table) and ruled <= 3:
        return ruled
    head = 1
    while head < min(3, len(table) - 1) and _continues(table[head - 1], table[head]):
        head += 1
    names = [", ".join(parts) for parts in headings_of(table[:head])]
    filled = [c for c in names if c]
    single = [c for row in table[:head] for c in row if c]
    if len(filled) < 2 or 3 * len(filled) < 2 * len(names) or not all(map(_is_heading, single)):
        return 0
    if all(map(YEAR.fullmatch, filled)):
        return 0
    body = table[head:]
    if counts_rows(names[0]) or _names_rows(names, body):
        return head
    usual = sum(map(_usual, filled))
    if len(names) == 2:
        return head if _heads_two(usual, body) else 0
    return head if 2 * usual >= len(filled) or _fits(names, body) else 0


def _names_rows(names: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """The first column is headed by what its cells are (Ấp: Bàu Sen, Hòa Thuận), and they are no headings."""
    first = names[0]
    known = _plain(first) in _known() if len(names) > 2 else goes_before_number(first)
    below = [row[0] for row in body if row[0] and not is_total(row[0])]
    return known and len(below) > 1 and not any(_plain(c) in _known() for c in below)


def _heads_two(usual: int, body: Sequence[Sequence[str]]) -> bool:
    """Two columns: headings, or the first line of a form."""
    values = [row[1] for row in body if row[1]]
    numeric = len(values) > 1 and all(map(is_value, values))
    dated = len(body) > 1 and all(is_value(row[0]) for row in body)
    if usual and (dated or (usual == 2 and numeric)):
        return True
    if any(_usual(row[0]) and not _is_label(row[0]) for row in body):
        return False  # names down the side: a form
    return usual == 2 or (numeric and (usual > 0 or len(values) > 2))


def _fits(names: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether unknown headings are told by what is below them: numbers under words, small under capitals."""
    for column in range(1, len(names)):
        values = [row[column] for row in body if row[column]]
        if values and 2 * sum(map(is_value, values)) > len(values):
            return True
    return all(c.isupper() for c in names if c) and not any(r[0].isupper() for r in body)


def is_total(cell: str) -> bool:
    """Tổng cộng, Cộng, Tổng số."""
    return _plain(cell).rstrip(":.") in _TOTALS


def _is_label(cell: str) -> bool:
    """Thôn 3, Ngày 12/4, Tổng cộng: labels of rows that look like usual headings."""
    longer = len(cell.split()) > 1 and _plain(cell) not in _known()
    return longer or is_total(cell) or any(map(str.isdigit, cell))


def _continues(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the second row goes on with the headings: merged cells above and below."""
    return (
        any(not c for c in upper)
        and any(not c for c in lower)
        and (not lower[0] or not upper[1])
        and 3 * sum(1 for u, v in zip(upper, lower, strict=True) if u or v) >= 2 * len(upper)
        and all(_is_heading(c) for c in lower if c)
    )


def headings_of(head: Sequence[Sequence[str]]) -> list[list[str]]:
    """The headings of each column, the widest first; a heading over several columns goes to each of them."""
    columns: list[list[str]] = [[] for _ in head[0]]
    for index, row in enumerate(head):
        over = ""
        for column, cell in enumerate(row):
            lower = head[index + 1][column] if index + 1 < len(head) else ""
            if cell:
                over = cell if lower else ""
                said = cell
            else:
                said = over if lower else ""
            if said and said not in columns[column]:
                columns[column].append(said)
    return columns


def is_numbering(row: Sequence[str]) -> bool:
    """(1) (2) (3), A B 1 2 3: numbers of the columns, for people who fill in forms."""
    filled = [c for c in row if c]
    if len(filled) < 3 or not all(_NUMBERING.fullmatch(c) for c in filled):
        return False
    numbers = [int(m.group()) for c in filled if (m := re.match(r"[0-9]+", c.strip("()")))]
    return (
        len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 3
    )


def with_unit(heading: str) -> tuple[str, str]:
    """Diện tích (ha) -> Diện tích, ha; brackets with other words stay in the heading."""
    found = _UNIT.fullmatch(heading)
    if found is None:
        return heading, ""
    name, inside = found.groups()
    unit = inside.removeprefix("ĐVT:").removeprefix("đvt:").strip()
    if _NUMBERING.fullmatch(inside) and not unit_row(inside):
        return name, ""
    bare = _MULTIPLIER.sub("", unit.lower()).strip()
    parts = bare.split("/")
    known = all(p and (unit_row(p) is not None or p in first_column("count_nouns")) for p in parts)
    if unit_row(unit) is not None or known:
        return name, unit
    return heading, ""


def is_form(table: Sequence[Sequence[str]]) -> bool:
    """Whether every left cell is a short name."""
    names = [row[0] for row in table if row[0]]
    return bool(names) and all(
        len(n) <= 40 and any(map(str.isalpha, n)) and n[-1] not in ".;," and not is_value(n) for n in names
    )
