"""Speech rates heard by people, reached by pauses: syllable length stays, silence grows (anchors.md §5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preset:
    """A rate to aim at and the pauses to reach it with."""

    id: str
    name: str
    low_spm: float
    """Syllables per minute, pauses included."""
    high_spm: float
    articulation: float
    """Rate factor given to the voice, 1 = its natural 265 or so syllables a minute without pauses. The
    factors differ little: most of the way from one preset to the next is made by pauses."""
    comma_s: float
    sentence_s: float
    section_s: float

    @property
    def target_spm(self) -> float:
        """Middle of the band."""
        return (self.low_spm + self.high_spm) / 2


PRESETS: dict[str, Preset] = {
    p.id: p
    for p in (
        Preset("portal", "Cổng thông tin, nghe lại", 220, 235, 1.00, 0.20, 0.45, 0.75),
        Preset("loudspeaker", "Loa ngoài trời", 180, 200, 0.87, 0.22, 0.48, 0.80),
        Preset("emergency", "Khẩn cấp", 160, 180, 0.81, 0.25, 0.50, 0.90),
    )
}

MIN_STRETCH, MAX_STRETCH = 0.6, 2.0
"""Pauses outside these factors stop sounding like pauses of the same speaker."""
MAX_CORRECTION = 0.12
"""How far the voice's own rate may move when pauses alone cannot reach the band (a script of few words)."""


def pause_scale(target_spm: float, syllables: int, speech_s: float, pauses_s: Sequence[float]) -> float:
    """Factor for all pauses so that the whole lands on the target, within what still sounds natural.

    Args:
        target_spm: syllables a minute, pauses included.
        syllables: in the whole script.
        speech_s: seconds of speech without any pause.
        pauses_s: the pauses as planned.
    """
    planned = sum(pauses_s)
    if planned <= 0 or syllables <= 0:
        return 1.0
    silence_s = syllables / target_spm * 60 - speech_s
    return min(MAX_STRETCH, max(MIN_STRETCH, silence_s / planned))


def correction(
    target_spm: float, syllables: int, speech_s: float, pauses_s: Sequence[float], scale: float
) -> float:
    """Factor for the voice's rate that the clamped pauses leave to be made up; 1 = none."""
    room_s = syllables / target_spm * 60 - scale * sum(pauses_s)
    if room_s <= 0:
        return 1 + MAX_CORRECTION
    return min(1 + MAX_CORRECTION, max(1 - MAX_CORRECTION, speech_s / room_s))
