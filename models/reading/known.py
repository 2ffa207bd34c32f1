"""What the product itself knows how to say: its word lists, to look up and to show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from models.reading.letters import unmarked
from models.reading.tables import rows

TABLES = {
    "abbreviations": "chữ viết tắt",
    "agencies": "cơ quan, tổ chức",
    "document_types": "loại văn bản",
    "addresses": "địa chỉ",
    "roads": "đường bộ",
    "units": "đơn vị đo",
    "currencies": "tiền tệ",
    "names": "tên riêng",
    "foreign": "từ nước ngoài",
    "place_names": "tên đất, tên dân tộc",
    "signs": "dấu",
}
"""File in data/ → what it holds, in the order in which meanings are offered."""


@dataclass(frozen=True, slots=True)
class Known:
    """One meaning of a written form."""

    written: str
    spoken: str
    kind: str
    """Vietnamese name of the list it stands in."""
    before: tuple[str, ...] = ()
    """Words that call for this meaning when they stand before."""
    after: tuple[str, ...] = ()


@cache
def everything() -> tuple[Known, ...]:
    """Every meaning of every list; a sign has one line for each of its names."""
    return tuple(_all())


def meanings(written: str) -> tuple[Known, ...]:
    """Every meaning of these characters; those of another case only where no one has exactly this case."""
    exact = _index().get(written, ())
    return exact or tuple(k for k in _folded().get(written.casefold(), ()))


def search(query: str, limit: int = 200) -> tuple[Known, ...]:
    """Entries in which the words occur, diacritics aside; the same writing first."""
    wanted = unmarked(query.strip())
    if not wanted:
        return everything()[:limit]
    found = [k for k in everything() if wanted in unmarked(k.written) or wanted in unmarked(k.spoken)]
    found.sort(key=lambda k: (unmarked(k.written) != wanted, not unmarked(k.written).startswith(wanted)))
    once = {(k.written, k.spoken): k for k in reversed(found)}  # the same in two lists is shown once
    return tuple(k for k in found if once[k.written, k.spoken] is k)[:limit]


def _all() -> Iterator[Known]:
    for name, kind in TABLES.items():
        for row in rows(name):
            spoken = row.spoken.split("|") if name == "signs" else [row.spoken]
            for said in spoken:
                if said and said != row.written:
                    yield Known(row.written, said, kind, tuple(sorted(row.before)), tuple(sorted(row.after)))


@cache
def _index() -> dict[str, tuple[Known, ...]]:
    found: dict[str, list[Known]] = {}
    for known in everything():
        found.setdefault(known.written, []).append(known)
    return {written: tuple(all_) for written, all_ in found.items()}


@cache
def _folded() -> dict[str, tuple[Known, ...]]:
    found: dict[str, list[Known]] = {}
    for known in everything():
        found.setdefault(known.written.casefold(), []).append(known)
    return {written: tuple(all_) for written, all_ in found.items()}
