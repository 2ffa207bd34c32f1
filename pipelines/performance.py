"""Lines spoken by an engine onto a tape, and when everything will be heard."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from models.reading.ssml import stripped
from models.speech.base import SpeechOptions, Utterance, VoiceEngine
from models.speech.rates import Preset, correction, pause_scale
from models.speech.tape import Tape
from models.types import Span, Voice, WordTiming
from pipelines.clauses import Clause, Line, written_words
from pipelines.ports import Progress
from pipelines.types import SentenceTiming


@dataclass(frozen=True, slots=True)
class Spoken:
    """A clause as it came from the engine; the tape holds its sound at the same index."""

    line: int
    clause: Clause
    words: tuple[WordTiming, ...]
    cut_s: float
    """Silence the tape cut from the beginning of the engine's sound."""


class Performance:
    """A script spoken at the pace of a preset."""

    def __init__(self, lines: Sequence[Line], tape: Tape, preset: Preset) -> None:
        self.lines = lines
        self.tape = tape
        self._preset = preset
        self._spoken: list[Spoken] = []
        self._syllables = sum(line.syllables for line in lines)
        self.silences: list[int] = []
        """Samples of silence after each piece of the tape."""

    def speak(
        self, engine: VoiceEngine, voice: Voice, *, rate: float, pitch: float, progress: Progress
    ) -> None:
        """Speak all lines; once more, a little faster or slower, if pauses alone cannot reach the band."""
        preset, target = self._preset, self._preset.target_spm * rate
        articulation = preset.articulation * rate
        for attempt in range(2):
            self._once(engine, voice, SpeechOptions(rate=articulation, pitch=pitch), progress)
            between = [s.clause for s in self._spoken[:-1]]
            pauses = [c.pause_s for c in between if not c.exact]
            speech_s = self.tape.speech_s + sum(c.pause_s for c in between if c.exact)
            scale = pause_scale(target, self._syllables, speech_s, pauses)
            self.silences = [
                round(c.pause_s * (1.0 if c.exact else scale) * self.tape.rate_hz)
                for c in (s.clause for s in self._spoken)
            ]
            if attempt or preset.low_spm * rate <= self.syllables_per_minute <= preset.high_spm * rate:
                break
            articulation *= correction(target, self._syllables, speech_s, pauses, scale)

    def _once(self, engine: VoiceEngine, voice: Voice, options: SpeechOptions, progress: Progress) -> None:
        self.tape.clear()
        self._spoken = []
        order = [(index, clause) for index, line in enumerate(self.lines) for clause in line.clauses]
        utterances = (Utterance(clause.spoken, clause.pause_s, clause.delivery) for _, clause in order)
        chunks = engine.speak(utterances, voice, options)
        for number, ((line, clause), chunk) in enumerate(zip(order, chunks, strict=True), 1):
            cut_s = self.tape.add(chunk.samples)
            self._spoken.append(Spoken(line, clause, chunk.words, cut_s))
            progress(number / len(order), f"Đang đọc câu {line + 1}/{len(self.lines)}")

    @property
    def seconds(self) -> float:
        """From the first sound to the last."""
        return self.tape.speech_s + sum(self.silences[:-1]) / self.tape.rate_hz

    @property
    def syllables_per_minute(self) -> float:
        """Pauses included; 0 when nothing was heard."""
        return self._syllables / self.seconds * 60 if self.seconds else 0.0

    def timings(self, at_s: float) -> tuple[SentenceTiming, ...]:
        """When each line and word is heard if the speech begins at `at_s`."""
        found: list[list[tuple[Spoken, float, float]]] = [[] for _ in self.lines]
        rate = self.tape.rate_hz
        for item, samples, silence in zip(self._spoken, self.tape.pieces, self.silences, strict=True):
            found[item.line].append((item, at_s, at_s + samples / rate))
            at_s += (samples + silence) / rate
        return tuple(_timing(line, mine) for line, mine in zip(self.lines, found, strict=True))


def _timing(line: Line, mine: list[tuple[Spoken, float, float]]) -> SentenceTiming:
    words = []
    span = Span(0, 0)
    text, origins = stripped(line.text)
    if line.offset is not None:
        span = Span(line.offset, line.offset + len(text))
        for item, start, end in mine:
            for written, a, b in written_words(item.clause, item.words, 0, start - item.cut_s):
                if not written.end:  # the heading of a column, said before its row
                    continue
                place = Span(
                    line.offset + bisect_left(origins, written.start),
                    line.offset + bisect_left(origins, written.end),
                )
                first = max(start, a)
                words.append((place, round(first, 3), round(max(first, min(b, end)), 3)))
    return SentenceTiming(text, span, round(mine[0][1], 3), round(mine[-1][2], 3), tuple(words))
