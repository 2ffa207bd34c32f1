"""The port of voice engines and the options they all understand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from models.types import AudioChunk, Delivery, Voice


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing to say in one breath: a sentence or a heading, already in spoken form."""

    spoken: str
    """NFC words as they will be heard; no digits or abbreviations left."""
    pause_after_s: float = 0.4
    """Silence after it, seconds; the pipeline adds it, not the engine."""
    delivery: Delivery | None = None
    """How to say it; None = plainly."""


@dataclass(frozen=True, slots=True)
class SpeechOptions:
    """How to speak; every engine translates to its own controls."""

    rate: float = 1.0
    """Speed against the voice's natural one; presets prefer pauses over this."""
    pitch: float = 0.0
    """Semitones up or down."""


@dataclass(frozen=True, slots=True)
class Manner:
    """Rate, pitch and loudness of one utterance: options and delivery together."""

    rate: float = 1.0
    pitch: float = 0.0
    """Semitones."""
    gain: float = 1.0
    """Factor on the samples."""


_EMPHASIS = {-1: (1.07, -0.7, -1.5), 0: (1.0, 0.0, 0.0), 1: (0.9, 0.8, 1.0), 2: (0.82, 1.5, 2.0)}
"""Level -> factor on the rate, semitones, decibels. A heading a tenth slower is heard as one; more drags."""


def manner(options: SpeechOptions, delivery: Delivery | None) -> Manner:
    """What an engine with nothing but rate, pitch and loudness makes of a delivery."""
    if delivery is None:
        return Manner(options.rate, options.pitch)
    rate, pitch, gain_db = _EMPHASIS[max(-1, min(2, delivery.emphasis))]
    return Manner(
        options.rate * rate * delivery.rate,
        options.pitch + pitch + delivery.pitch,
        10 ** ((gain_db + delivery.gain_db) / 20),
    )


class VoiceEngine(Protocol):
    """Speaks utterances one by one, in constant memory.

    The same utterance, voice and options give the same samples on the same machine.
    """

    def voices(self) -> Sequence[Voice]:
        """Every voice this engine offers."""
        ...

    def speak(
        self, utterances: Iterable[Utterance], voice: Voice, options: SpeechOptions
    ) -> Iterator[AudioChunk]:
        """Yield one chunk per utterance, in order; word spans index `Utterance.spoken`.

        Raises:
            Unavailable: the engine's process died and could not be restarted.
        """
        ...

    def close(self) -> None:
        """Stop worker processes and free memory."""
        ...
