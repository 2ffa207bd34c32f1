"""A script cut into clauses to speak, each with its pause and its way back to the written words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from models.sentences import count_syllables
from models.speech.rates import Preset
from models.types import Reading, Span, WordTiming
from pipelines.types import RadioScript

_COMMA, _COLON, _STOP = ",", ";:–—", ".?!…"
_MARKS = re.compile(f"([{re.escape(_COMMA + _COLON + _STOP)}]+)")


LONGEST_CLAUSE = 240
"""Characters after which even a sentence without punctuation takes a breath; bounds memory, too."""


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


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence to be said, and where it stands in the script's text (title and closing line: nowhere)."""

    text: str
    offset: int | None
    clauses: tuple[Clause, ...]
    syllables: int


def lines(
    script: RadioScript, title: str, closing: str, reader: Callable[[str], Reading], preset: Preset
) -> list[Line]:
    """Title, sentences and closing line as they will be said; what has nothing to say is left out."""
    wanted: list[tuple[str, int | None, float]] = [(title, None, preset.section_s)]
    offset = 0
    for sentence in script.sentences:
        wanted.append((sentence.text, offset, preset.sentence_s))
        offset += len(sentence.text) + 1
    if closing.strip():
        text, at, _ = wanted[-1]
        wanted[-1] = (text, at, preset.section_s)
        wanted.append((closing, None, preset.sentence_s))
    made = []
    for text, at, pause_s in wanted:
        reading = reader(text)
        if cut := clauses(reading, preset, pause_s):
            made.append(Line(text, at, tuple(cut), count_syllables(reading.spoken)))
    return made


def clauses(reading: Reading, preset: Preset, end_pause_s: float) -> list[Clause]:
    """Cut a sentence's reading at punctuation and marked pauses.

    Args:
        reading: of one sentence.
        preset: length of pauses at commas and stops.
        end_pause_s: silence after the sentence.
    """
    cutter = _Cutter(preset)
    for span in reading.spans:
        for part in _MARKS.split(span.spoken):
            if _MARKS.fullmatch(part):
                cutter.mark(part)
            elif part:
                cutter.say(part, span.span)
        if span.pause_s > 0:
            cutter.close(",", max(span.pause_s, preset.comma_s))
    cutter.close(".", end_pause_s)
    made = cutter.made
    if made:
        last = made[-1]
        ending = last.spoken[-1] if last.spoken[-1] in "?!." else "."
        made[-1] = replace(last, spoken=last.spoken.rstrip(",?!.") + ending, pause_s=end_pause_s)
    return made


class _Cutter:
    """Clauses under construction."""

    def __init__(self, preset: Preset) -> None:
        self._preset = preset
        self.made: list[Clause] = []
        self._text = ""
        self._pieces: list[Piece] = []

    def say(self, part: str, written: Span) -> None:
        words = " ".join(part.split())
        if self._text and not self._text.endswith(" ") and (part[0].isspace() or not words):
            self._text += " "
        if words and len(self._text) > LONGEST_CLAUSE and self._text.endswith(" "):
            self.close(",", self._preset.comma_s)
        if words:
            start = len(self._text)
            self._text += words
            self._pieces.append(Piece(start, len(self._text), written))
            if part[-1].isspace():
                self._text += " "

    def mark(self, mark: str) -> None:
        preset = self._preset
        if any(c in _STOP for c in mark):
            self.close("?" if "?" in mark else ".", preset.sentence_s)
        else:
            self.close(",", preset.comma_s * (1.0 if mark[0] in _COMMA else 1.4))

    def close(self, melody: str, pause_s: float) -> None:
        """End the clause; a mark with nothing said before it only lengthens the pause."""
        text = self._text.rstrip()
        if any(c.isalnum() for c in text):
            self.made.append(Clause(text + melody, tuple(self._pieces), pause_s))
        elif self.made:
            last = self.made[-1]
            ended = last.spoken if melody == "," else last.spoken[:-1] + melody
            self.made[-1] = replace(last, spoken=ended, pause_s=max(last.pause_s, pause_s))
        self._text, self._pieces = "", []


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
