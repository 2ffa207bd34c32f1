"""The word lists in data/*.tsv, loaded once. Lines are `written TAB spoken TAB flags …`; # comments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; missing columns are empty."""

    written: str
    spoken: str
    flags: str
    before: frozenset[str]
    """Words or pairs, one of which stands within a few words before; empty = anywhere."""
    after: frozenset[str]


def _words(cell: str) -> frozenset[str]:
    return frozenset(w.strip() for w in cell.split("|") if w.strip())


@cache
def rows(name: str) -> tuple[Row, ...]:
    """All lines of data/<name>.tsv in order."""
    text = (resources.files("models.reading") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    found = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        cells = [*line.split("\t"), "", "", "", ""]
        found.append(
            Row(cells[0].strip(), cells[1].strip(), cells[2].strip(), _words(cells[3]), _words(cells[4]))
        )
    return tuple(found)


@cache
def words(name: str) -> dict[str, str]:
    """Written -> spoken of a table without contexts."""
    return {r.written: r.spoken for r in rows(name)}


@cache
def first_column(name: str) -> frozenset[str]:
    """The written forms of a table."""
    return frozenset(r.written for r in rows(name))


@cache
def cues(name: str) -> frozenset[str]:
    """A list of cue words (data/cues.tsv) by its key `file.name`."""
    return _words(words("cues")[name])
