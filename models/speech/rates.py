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
    """Rate factor given to the voice, 1 = its natural 250 or so syllables a minute without pauses."""
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
        Preset("portal", "Cổng thông tin, nghe lại", 220, 235, 1.08, 0.15, 0.35, 0.70),
        Preset("loudspeaker", "Loa ngoài trời", 180, 200, 0.97, 0.22, 0.45, 0.80),
        Preset("emergency", "Khẩn cấp", 160, 180, 0.90, 0.25, 0.50, 0.90),
    )
}

MAX_STRETCH = 3.0
MIN_STRETCH = 0.5


def pause_scale(preset: Preset, syllables: int, speech_s: float, pauses_s: Sequence[float]) -> float:
    """Factor for all pauses so that the whole lands in the preset's band, within what still sounds natural.

    Args:
        preset: the band.
        syllables: in the whole script.
        speech_s: seconds of speech without any pause.
        pauses_s: the pauses as planned.
    """
    planned = sum(pauses_s)
    if planned <= 0 or syllables <= 0:
        return 1.0
    silence_s = syllables / preset.target_spm * 60 - speech_s
    return min(MAX_STRETCH, max(MIN_STRETCH, silence_s / planned))
