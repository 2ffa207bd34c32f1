"""Readings of a script's parts, made from its text as a whole.

A table, a tag or a heading is known by the lines around it, so the sentences are read together and the
reading is divided again: each part gets the spans that tile its own text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from models.types import Reading, ReadingSpan, ReadingWarning, Span
from pipelines.script import Part, Role

_DIVISIBLE = frozenset(("space", "markup", "table", "enumeration"))
"""Kinds of spans that may reach over a line break; their words belong to what follows."""


@dataclass(slots=True)
class _Place:
    """A part of the script in the joined text."""

    part: Part
    start: int
    end: int
    spans: list[ReadingSpan] = field(default_factory=list)
    alone: bool = False
    """A match reaches over its end: it is read by itself."""


def readings(parts: Sequence[Part], reader: Callable[[str], Reading]) -> list[Reading]:
    """One reading a part, in order; offsets are in the part's text."""
    places, text = _joined([p for p in parts if p.role is Role.SENTENCE])
    made: dict[int, Reading] = {}
    if len(places) > 1:
        whole = reader(text)
        _divide(whole.spans, text, places)
        for place in places:
            if not place.alone:
                own = [w for w in whole.warnings if place.start <= w.span.start < place.end]
                made[id(place.part)] = Reading(
                    place.part.text, tuple(place.spans), whole.region, tuple(_moved(w, place) for w in own)
                )
    return [made.get(id(part)) or reader(part.text) for part in parts]


def _joined(parts: Sequence[Part]) -> tuple[list[_Place], str]:
    """The parts with the line breaks that stand between them in the script; a blank line is one, too."""
    places: list[_Place] = []
    pieces: list[str] = []
    at = 0
    for part in parts:
        if places:
            before = places[-1].part
            breaks = 1
            if before.offset is not None and part.offset is not None:
                breaks = max(1, part.offset - before.offset - len(before.text))
            pieces.append("\n" * breaks)
            at += breaks
        places.append(_Place(part, at, at + len(part.text)))
        pieces.append(part.text)
        at += len(part.text)
    return places, "".join(pieces)


def _divide(spans: Sequence[ReadingSpan], text: str, places: Sequence[_Place]) -> None:
    index = 0
    for span in spans:
        start, end = span.span.start, span.span.end
        while index + 1 < len(places) and places[index + 1].start <= start:
            index += 1
        place = places[index]
        if start < place.end and end <= place.end:
            place.spans.append(replace(span, span=Span(start - place.start, end - place.start)))
            continue
        touched = [place] if start < place.end else []
        last = index
        while last + 1 < len(places) and (places[last + 1].start < end or last == index):
            last += 1
            touched.append(places[last])
        if span.kind not in _DIVISIBLE:
            for reached in touched:
                reached.alone = True
            continue
        _share(span, text, touched)
        if span.pause_s and place.spans:
            ending = place.spans[-1]
            place.spans[-1] = replace(ending, pause_s=max(ending.pause_s, span.pause_s))


def _share(span: ReadingSpan, text: str, touched: Sequence[_Place]) -> None:
    """The writing goes to the parts it stands in, the words to the last of them."""
    words = span.spoken.lstrip(" .\n\t") if any(map(str.isalnum, span.spoken)) else ""
    for place in touched:
        start, end = max(span.span.start, place.start), min(span.span.end, place.end)
        said = words if place is touched[-1] else ""
        if start < end or said:
            end = max(start, end)
            piece = Span(start - place.start, end - place.start)
            place.spans.append(replace(span, span=piece, raw=text[start:end], spoken=said, pause_s=0.0))


def _moved(warning: ReadingWarning, place: _Place) -> ReadingWarning:
    start, end = warning.span.start - place.start, min(warning.span.end, place.end) - place.start
    return ReadingWarning(Span(start, end), warning.message)
