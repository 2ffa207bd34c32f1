"""Two chimes made by arithmetic, so that a station has a jingle without fetching one."""

from __future__ import annotations

import numpy as np

from models.speech.filters import Float

SHORT, URGENT = "chuong-ngan", "chuong-khan"
BUILT_IN: dict[str, str] = {SHORT: "Chuông ngắn", URGENT: "Chuông khẩn"}


def render(name: str, rate_hz: int) -> Float:
    """A built-in chime as mono samples. KeyError for an unknown name."""
    notes = {
        # Rising fifth and octave on D: friendly, clear through a horn.
        SHORT: ((587.33, 0.0, 1.6), (880.0, 0.35, 1.6), (1174.66, 0.70, 2.0)),
        # Two-tone alternation, three times.
        URGENT: tuple((hz, 0.3 * i, 0.45) for i, hz in enumerate((880.0, 660.0) * 3)),
    }[name]
    end = max(start + length for _, start, length in notes)
    out = np.zeros(round(end * rate_hz))
    for hz, start, length in notes:
        t = np.arange(round(length * rate_hz)) / rate_hz
        decay = np.exp(-t * 5 / length) * np.minimum(1.0, t / 0.005)
        tone = (
            np.sin(2 * np.pi * hz * t) + 0.35 * np.sin(4 * np.pi * hz * t) + 0.12 * np.sin(6 * np.pi * hz * t)
        )
        at = round(start * rate_hz)
        out[at : at + len(t)] += tone * decay
    return np.asarray(out / np.abs(out).max() * 0.5)
