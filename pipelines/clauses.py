"""A reading cut into clauses to speak, each with its pause and its way back to the written words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.speech.rates import Preset
from models.types import Reading, Span, WordTiming

_COMMA, _COLON, _STOP = ",", ";:–—", ".?!…"
_PAUSES = _COMMA + _COLON + _STOP


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a clause's spoken text and the written span it stands for."""

    start: int
    end: int
    written: Span


@dataclass(frozen=True, slots=True)
class Clause:
    """What is said in one breath."""

    spoken: str
    """With the mark that gives its melody: "," goes on, "." ends."""
    pieces: tuple[Piece, ...]
    pause_s: float
    """Planned silence after it, before scaling."""


def clauses(reading: Reading, preset: Preset, end_pause_s: float) -> list[Clause]:
    """Cut a sentence's reading at punctuation and marked pauses.

    Args:
        reading: of one sentence.
        preset: length of pauses at commas and stops.
        end_pause_s: silence after the sentence.
    """
    made: list[Clause] = []
    text, pieces = "", list[Piece]()

    def close(pause_s: float) -> None:
        nonlocal text, pieces
        if any(c.isalnum() for c in text):
            made.append(Clause(text.rstrip(), tuple(pieces), pause_s))
        elif made:
            last = made[-1]
            made[-1] = Clause(last.spoken, last.pieces, max(last.pause_s, pause_s))
        text, pieces = "", []

    for span in reading.spans:
        for part in re.split(f"([{re.escape(_PAUSES)}]+)", span.spoken):
            if not part:
                continue
            if part[0] in _PAUSES:
                close(_pause(part, preset))
                continue
            words = " ".join(part.split())
            if not words:
                text += " " if text and not text.endswith(" ") else ""
                continue
            if part[0].isspace() and text and not text.endswith(" "):
                text += " "
            start = len(text)
            text += words
            pieces.append(Piece(start, len(text), span.span))
            if part[-1].isspace():
                text += " "
        if span.pause_s > 0:
            close(max(span.pause_s, preset.comma_s))
    close(end_pause_s)
    if made:
        last = made[-1]
        made[-1] = Clause(last.spoken, last.pieces, end_pause_s)
    ends = [*[","] * (len(made) - 1), _final_mark(reading)]
    return [Clause(c.spoken + mark, c.pieces, c.pause_s) for c, mark in zip(made, ends, strict=False)]


def _pause(mark: str, preset: Preset) -> float:
    if any(c in _STOP for c in mark):
        return preset.sentence_s
    return preset.comma_s if mark[0] in _COMMA else preset.comma_s * 1.4


def _final_mark(reading: Reading) -> str:
    return "?" if reading.text.rstrip(" \"”')]").endswith("?") else "."


def written_words(
    clause: Clause, words: Sequence[WordTiming], offset: int, at_s: float
) -> list[tuple[Span, float, float]]:
    """When each written span of a clause is heard.

    Args:
        clause: as spoken.
        words: the engine's timings, indexing `clause.spoken`.
        offset: of the sentence in the script's text.
        at_s: when the clause begins.
    """
    found: dict[Span, tuple[float, float]] = {}
    for word in words:
        piece = next((p for p in clause.pieces if p.start <= word.span.start < p.end), None)
        if piece is None:
            continue
        first, _ = found.get(piece.written, (at_s + word.start_s, 0.0))
        found[piece.written] = (first, at_s + word.end_s)
    return [(Span(s.start + offset, s.end + offset), a, b) for s, (a, b) in found.items()]
