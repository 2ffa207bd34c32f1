"""Any text as a radio script: a sentence a line, rows of tables and tags uncut, blank lines kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from models.reading.cleaning import clean
from models.reading.grid import grids
from models.reading.tags import tags
from models.sentences import split
from models.types import Span
from pipelines.types import RadioScript, ScriptSentence


def script_of(text: str) -> RadioScript:
    """The script of a text that nobody has edited; an empty sentence stands for blank lines."""
    text = unicodedata.normalize("NFC", text)
    sentences: list[ScriptSentence] = []
    end = 0
    for place in _whole([s.span for s in split(text)], _uncut(text)):
        if sentences and text.count("\n", end, place.start) > 1:
            sentences.append(ScriptSentence(""))
        sentences.append(ScriptSentence(place.of(text)))
        end = place.end
    return RadioScript(tuple(sentences))


def _uncut(text: str) -> list[Span]:
    """What must stay on one line: rows of tables, and tags with all their attributes."""
    work = clean(text).text
    rows = [Span(row.start, row.end) for grid in grids(work) for row in grid.rows]
    rules = [Span(*rule) for grid in grids(work) for rule in grid.rules]
    return sorted(rows + rules + [Span(tag.start, tag.end) for tag in tags(work)])


def _whole(sentences: Iterable[Span], uncut: list[Span]) -> list[Span]:
    """Sentences that meet in a stretch not to be cut become one."""
    found: list[Span] = []
    for place in sorted([*sentences, *uncut]):
        if found and place.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, place.end))
        else:
            found.append(place)
    return found
