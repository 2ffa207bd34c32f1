"""Subtitles (SRT, WebVTT) from the timings of a take: what is written, when it is heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from models.types import Span

MAX_CHARS, MAX_LINES = 42, 2


class TimedSentence(Protocol):
    """A sentence with the moments of its words (`pipelines.types.SentenceTiming` fits)."""

    @property
    def text(self) -> str: ...
    @property
    def span(self) -> Span: ...
    @property
    def start_s(self) -> float: ...
    @property
    def end_s(self) -> float: ...
    @property
    def words(self) -> tuple[tuple[Span, float, float], ...]: ...


@dataclass(frozen=True, slots=True)
class Cue:
    """One subtitle on screen."""

    start_s: float
    end_s: float
    lines: tuple[str, ...]


def cues(sentences: Sequence[TimedSentence]) -> Iterator[Cue]:
    """Sentences cut into cues of at most two lines of 42 characters, never inside a word."""
    for sentence in sentences:
        pieces = _pieces(sentence)
        for index, (start, text) in enumerate(pieces):
            end = pieces[index + 1][0] if index + 1 < len(pieces) else sentence.end_s
            yield Cue(start, max(end, start + 0.2), tuple(_wrap(text)))


def _pieces(sentence: TimedSentence) -> list[tuple[float, str]]:
    words = sentence.text.split()
    groups: list[list[str]] = [[]]
    for word in words:
        if groups[-1] and len(_wrap(" ".join([*groups[-1], word]))) > MAX_LINES:
            groups.append([])
        groups[-1].append(word)
    starts: list[tuple[float, str]] = []
    position = 0
    for group in groups:
        text = " ".join(group)
        at = sentence.text.find(group[0], position) if group else 0
        starts.append((_heard_at(sentence, at), text))
        position = at
        for word in group:
            position = sentence.text.find(word, position) + len(word)
    return starts


def _heard_at(sentence: TimedSentence, offset: int) -> float:
    """When the word at `offset` of the sentence begins; interpolated when no word starts there."""
    if offset == 0:
        return sentence.start_s
    place = sentence.span.start + offset
    for span, start, _ in sentence.words:
        if span.start >= place:
            return start
    return sentence.start_s + (sentence.end_s - sentence.start_s) * offset / max(1, len(sentence.text))


def _wrap(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        candidate = f"{lines[-1]} {word}".strip()
        if len(candidate) > MAX_CHARS and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = candidate
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
