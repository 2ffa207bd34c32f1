"""Linear filters as streamed FIR convolutions.

Recursive filters sample by sample are too slow in Python, and SciPy is too heavy for the core. Every
filter here decays within a fraction of a second, so its impulse response is computed once, cut where it
has vanished, and applied by FFT in blocks: the same result to rounding, at hundreds of times real time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Biquad:
    """A second-order section, a0 = 1 (RBJ Audio EQ Cookbook notation)."""

    b: tuple[float, float, float]
    a: tuple[float, float]

    def run(self, x: Float) -> Float:
        """Direct form, sample by sample; used only for impulse responses."""
        out = np.zeros_like(x)
        x1 = x2 = y1 = y2 = 0.0
        for i, x0 in enumerate(x):
            y0 = self.b[0] * x0 + self.b[1] * x1 + self.b[2] * x2 - self.a[0] * y1 - self.a[1] * y2
            out[i] = y0
            x2, x1, y2, y1 = x1, x0, y1, y0
        return out


def high_pass(hz: float, rate_hz: int, q: float = math.sqrt(0.5)) -> Biquad:
    """12 dB/octave high-pass."""
    cos, alpha = _angles(hz, rate_hz, q)
    a0 = 1 + alpha
    b = (1 + cos) / 2
    return Biquad((b / a0, -2 * b / a0, b / a0), (-2 * cos / a0, (1 - alpha) / a0))


def low_pass(hz: float, rate_hz: int, q: float = math.sqrt(0.5)) -> Biquad:
    """12 dB/octave low-pass."""
    cos, alpha = _angles(hz, rate_hz, q)
    a0 = 1 + alpha
    b = (1 - cos) / 2
    return Biquad((b / a0, 2 * b / a0, b / a0), (-2 * cos / a0, (1 - alpha) / a0))


def peak(hz: float, rate_hz: int, gain_db: float, q: float) -> Biquad:
    """A bell of `gain_db` around `hz`."""
    cos, alpha = _angles(hz, rate_hz, q)
    amp = 10 ** (gain_db / 40)
    a0 = 1 + alpha / amp
    b = ((1 + alpha * amp) / a0, -2 * cos / a0, (1 - alpha * amp) / a0)
    return Biquad(b, (-2 * cos / a0, (1 - alpha / amp) / a0))


def _angles(hz: float, rate_hz: int, q: float) -> tuple[float, float]:
    w = 2 * math.pi * hz / rate_hz
    return math.cos(w), math.sin(w) / (2 * q)


def impulse_response(sections: Sequence[Biquad], seconds: float, rate_hz: int) -> Float:
    """Response of cascaded sections to a unit impulse, `seconds` long."""
    x = np.zeros(max(1, round(seconds * rate_hz)))
    x[0] = 1.0
    for section in sections:
        x = section.run(x)
    return x


class Fir:
    """A streaming FIR filter: feed blocks of any size, get as many samples back (causal, no look-ahead)."""

    def __init__(self, response: Float) -> None:
        self._taps = len(response)
        self._size = 1 << max(12, (4 * self._taps - 1).bit_length())
        self._spectrum = np.fft.rfft(response, self._size)
        self._tail = np.zeros(self._taps - 1)

    def feed(self, block: Float) -> Float:
        """Filtered samples for this block."""
        step = self._size - self._taps + 1
        pieces = [self._chunk(block[i : i + step]) for i in range(0, len(block), step)]
        return np.concatenate(pieces) if pieces else block

    def _chunk(self, x: Float) -> Float:
        joined = np.concatenate((self._tail, x))
        y = np.fft.irfft(np.fft.rfft(joined, self._size) * self._spectrum, self._size)
        if self._taps > 1:
            self._tail = joined[-(self._taps - 1) :]
        return y[self._taps - 1 : self._taps - 1 + len(x)]
