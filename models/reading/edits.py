"""The working copy rewritten where mark-up and tables want other words, every character still traceable.

An edit puts other characters in the place of some; what stands there is then recognised like any text, so
a cell is read with its heading before it. Where the edit knows what is said, it says so itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from models.reading.cleaning import Clean
from models.reading.matching import Match


@dataclass(slots=True)
class Edit:
    """Characters [start, end) of the working copy give way to `text`."""

    start: int
    end: int
    text: str
    said: Match | None = None
    """What is said for the new characters; None = they are recognised as if they had been written."""


@dataclass(slots=True)
class Fixed:
    """What is said for [start, end) of the rewritten copy; nothing else is asked there."""

    start: int
    end: int
    said: Match
    raw_start: int
    raw_end: int
    """In the text as given."""


Move = Callable[[int], int]


def rewrite(clean: Clean, edits: Iterable[Edit]) -> tuple[Clean, list[Fixed], Move]:
    """The copy after the edits (in order, not overlapping), what is fixed in it, and where offsets went."""
    source = clean.text
    offsets: Sequence[int] = range(len(source) + 1) if clean.offsets is None else clean.offsets
    parts: list[str] = []
    starts: list[int] = []
    gaps = dict[int, int]()
    olds, news = [0], [0]
    fixed: list[Fixed] = []
    pos = size = 0
    for edit in edits:
        parts.append(source[pos : edit.start])
        starts.extend(offsets[pos : edit.start])
        size += edit.start - pos
        raw_end = clean.end(edit.end)
        raw_start = offsets[edit.start] if edit.end > edit.start else raw_end
        if edit.said is not None:
            fixed.append(Fixed(size, size + len(edit.text), edit.said, raw_start, raw_end))
        if edit.text == source[edit.start : edit.end]:
            starts.extend(offsets[edit.start : edit.end])
        else:
            starts.extend([raw_start] * len(edit.text))
        if not edit.text and edit.end > edit.start:
            gaps.setdefault(size, raw_start)
        parts.append(edit.text)
        olds.append(edit.start)
        news.append(size)
        size += len(edit.text)
        olds.append(edit.end)
        news.append(size)
        pos = edit.end
    parts.append(source[pos:])
    starts.extend(offsets[pos:])

    def move(old: int) -> int:
        place = bisect_right(olds, old) - 1
        following = news[place + 1] if place + 1 < len(news) else size + len(source)
        return min(news[place] + old - olds[place], following)

    if clean.gaps:
        for old, raw in clean.gaps.items():
            gaps.setdefault(move(old), raw)
    return Clean("".join(parts), tuple(starts), gaps or None), fixed, move
