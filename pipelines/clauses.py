"""A script cut into clauses to speak, each with its pause and its way back to the written words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from models.sentences import count_syllables
from models.speech.rates import Preset
from models.types import Delivery, Reading, ReadingSpan, Span, WordTiming
from pipelines.readings import readings
from pipelines.script import Role, parts
from pipelines.types import RadioScript

_COMMA, _COLON, _STOP = ",", ";:–—", ".?!…"
_MARKS = re.compile(f"([{re.escape(_COMMA + _COLON + _STOP)}]+)")


_BREAK, _TABLE = "ssml:break", "table"
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
    delivery: Delivery | None = None
    exact: bool = False
    """The pause was asked for in seconds (`<break time>`): it is not scaled."""


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
    wanted = parts(script, title, closing)
    made: list[Line] = []
    read = readings(wanted, reader)
    for part, after, reading in zip(wanted, [*wanted[1:], None], read, strict=True):
        apart = part.role is Role.TITLE or (after is not None and after.role is Role.CLOSING)
        cut = clauses(reading, preset, preset.section_s if apart else preset.sentence_s)
        if part.role is Role.TITLE:
            cut = [replace(c, delivery=c.delivery or HEADING) for c in cut]
        if cut:
            made.append(Line(part.text, part.offset, tuple(cut), count_syllables(reading.spoken)))
        elif made:
            made[-1] = _paused(made[-1], reading)
    return made


def _paused(line: Line, silent: Reading) -> Line:
    """The line with the pause of what follows it and has no words: a tag on a line of its own."""
    asked = max(silent.spans, key=lambda s: s.pause_s, default=None)
    last = line.clauses[-1]
    if asked is None or asked.pause_s <= last.pause_s:
        return line
    last = replace(last, pause_s=asked.pause_s, exact=asked.rule == _BREAK)
    return replace(line, clauses=(*line.clauses[:-1], last))


def said_sha256(said: Sequence[Line]) -> str:
    """Of the words as they are said: another lexicon or another rule gives another one."""
    return hashlib.sha256("\n".join(c.spoken for line in said for c in line.clauses).encode()).hexdigest()


def clauses(reading: Reading, preset: Preset, end_pause_s: float) -> list[Clause]:
    """Cut a sentence's reading at punctuation and marked pauses.

    Args:
        reading: of one sentence.
        preset: length of pauses at commas and stops.
        end_pause_s: silence after the sentence.
    """
    cutter = _Cutter(preset)
    for span in reading.spans:
        spoken = span.spoken
        if span.kind == _TABLE and span.pause_s:  # between two cells: before the heading that it says
            cutter.close("." if "." in spoken else ",", max(span.pause_s, preset.comma_s))
            spoken = spoken.lstrip(" .,\n")
        for part in _MARKS.split(spoken):
            if _MARKS.fullmatch(part):
                cutter.mark(part, heading=span.kind == _TABLE)
            elif part:
                cutter.say(part, span)
        if span.pause_s > 0 and span.kind != _TABLE:
            exact = span.rule == _BREAK
            cutter.close(",", span.pause_s if exact else max(span.pause_s, preset.comma_s), exact=exact)
    cutter.close(".", 0.0)
    made = cutter.made
    if made:
        last = made[-1]
        ending = last.spoken[-1] if last.spoken[-1] in "?!." else "."
        spoken = last.spoken.rstrip(",?!.") + ending
        pause_s = max(end_pause_s, cutter.asked_s)
        made[-1] = replace(
            last, spoken=spoken, pause_s=pause_s, exact=last.exact and pause_s > end_pause_s
        )  # fmt: skip
    return made


HEADING = Delivery(emphasis=1)
"""A title is said as a heading is."""


class _Cutter:
    """Clauses under construction."""

    def __init__(self, preset: Preset) -> None:
        self._preset = preset
        self.made: list[Clause] = []
        self.asked_s = 0.0
        """The longest pause that structure or mark-up asked for after the last words."""
        self._text = ""
        self._pieces: list[Piece] = []
        self._delivery: Delivery | None = None

    def say(self, part: str, span: ReadingSpan) -> None:
        """Words of one span; another delivery begins another clause, without a pause."""
        words = " ".join(part.split())
        if self._text and not self._text.endswith(" ") and (part[0].isspace() or not words):
            self._text += " "
        if words and self._text and span.delivery != self._delivery:
            self.close(",", 0.0)
        if words and len(self._text) > LONGEST_CLAUSE and self._text.endswith(" "):
            self.close(",", self._preset.comma_s)
        if words:
            if not self._text:
                self._delivery = span.delivery
            self.asked_s = 0.0
            start = len(self._text)
            self._text += words
            self._pieces.append(Piece(start, len(self._text), span.span))
            if part[-1].isspace():
                self._text += " "

    def mark(self, mark: str, *, heading: bool = False) -> None:
        """Punctuation: how long it is, and how the voice goes; after a column's heading it is short."""
        preset = self._preset
        if heading and ":" in mark:
            self.close(",", preset.comma_s * 0.5, asked=False)
            return
        if any(c in _STOP for c in mark):
            self.close("?" if "?" in mark else ".", preset.sentence_s, asked=False)
        else:
            self.close(",", preset.comma_s * (1.0 if mark[0] in _COMMA else 1.4), asked=False)

    def close(self, melody: str, pause_s: float, *, exact: bool = False, asked: bool = True) -> None:
        """End the clause; a mark with nothing said before it only lengthens the pause."""
        text = self._text.rstrip()
        if any(c.isalnum() for c in text):
            self.made.append(Clause(text + melody, tuple(self._pieces), pause_s, self._delivery, exact))
        elif self.made:
            last = self.made[-1]
            ended = last.spoken if melody == "," else last.spoken[:-1] + melody
            exact = exact if pause_s > last.pause_s else last.exact
            self.made[-1] = replace(last, spoken=ended, pause_s=max(last.pause_s, pause_s), exact=exact)
        if asked:
            self.asked_s = max(self.asked_s, pause_s)
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
