"""Subtitles (SRT, WebVTT) from the timings of a take: what is written, when it is heard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from models.types import Span

MAX_CHARS, MAX_LINES = 42, 2
MIN_S = 0.2


class TimedSentence(Protocol):
    """A sentence with the moments of its words (`pipelines.types.SentenceTiming` fits)."""

    @property
    def text(self) -> str:
        """As written."""
        ...

    @property
    def span(self) -> Span:
        """In the script."""
        ...

    @property
    def start_s(self) -> float:
        """When it begins."""
        ...

    @property
    def end_s(self) -> float:
        """When it ends."""
        ...

    @property
    def words(self) -> tuple[tuple[Span, float, float], ...]:
        """(span in the script, start s, end s)."""
        ...


@dataclass(frozen=True, slots=True)
class Cue:
    """One subtitle on screen."""

    start_s: float
    end_s: float
    lines: tuple[str, ...]


def cues(sentences: Sequence[TimedSentence]) -> Iterator[Cue]:
    """Sentences cut into cues of at most two lines of 42 characters, never inside a word.

    A cut falls after punctuation where it can, so that a cue is a phrase and not the rest of one.
    """
    for sentence in sentences:
        places = list(_cuts(sentence.text))
        starts = [_heard_at(sentence, first) for first, _ in places]
        ends = [*starts[1:], sentence.end_s][: len(starts)]
        for (first, last), start, end in zip(places, starts, ends, strict=True):
            yield Cue(start, max(end, start + MIN_S), tuple(_balanced(sentence.text[first:last])))


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Where each cue's words stand in the sentence."""
    words = [found.span() for found in re.finditer(r"\S+", text)]
    first = 0
    while first < len(words):
        last = first + 1
        while last < len(words) and len(_wrap(text[words[first][0] : words[last][1]])) <= MAX_LINES:
            last += 1
        if last < len(words):
            phrase_ends = [i + 1 for i in range(first, last) if text[words[i][1] - 1] in ",;:–"]
            # Not for the sake of a comma a cue of two words.
            if phrase_ends and words[phrase_ends[-1] - 1][1] - words[first][0] >= MAX_CHARS // 2:
                last = phrase_ends[-1]
        yield words[first][0], words[last - 1][1]
        first = last


def _heard_at(sentence: TimedSentence, offset: int) -> float:
    """When the word at `offset` of the sentence begins; interpolated when no word starts there."""
    if offset == 0:
        return sentence.start_s
    place = sentence.span.start + offset
    for span, start, _ in sentence.words:
        if span.start >= place:
            return start
    return sentence.start_s + (sentence.end_s - sentence.start_s) * offset / max(1, len(sentence.text))


def _wrap(text: str, width: int = MAX_CHARS) -> list[str]:
    lines = [""]
    for word in text.split():
        candidate = f"{lines[-1]} {word}".strip()
        if len(candidate) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = candidate
    return lines


def _balanced(text: str) -> list[str]:
    """As few lines as needed, of about one length."""
    lines = _wrap(text)
    for width in range(len(text) // len(lines), MAX_CHARS):
        even = _wrap(text, width)
        if len(even) == len(lines):
            return even
    return lines


def srt(sentences: Sequence[TimedSentence]) -> str:
    """SubRip text."""
    return "\n".join(
        f"{number}\n{_clock(cue.start_s, ',')} --> {_clock(cue.end_s, ',')}\n" + "\n".join(cue.lines) + "\n"
        for number, cue in enumerate(cues(sentences), 1)
    )


def vtt(sentences: Sequence[TimedSentence]) -> str:
    """WebVTT text."""
    body = "\n".join(
        f"{_clock(cue.start_s, '.')} --> {_clock(cue.end_s, '.')}\n" + "\n".join(map(_escape, cue.lines)) + "\n"
        for cue in cues(sentences)
    )
    return f"WEBVTT\n\n{body}"


def _escape(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(seconds: float, mark: str) -> str:
    ms = round(seconds * 1000)
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{mark}{ms % 1000:03}"
