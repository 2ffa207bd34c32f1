"""Loudness and peaks: ITU-R BS.1770-4 integrated loudness and true peak, measured block by block."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from models.speech.filters import Biquad, Fir, Float, impulse_response

BLOCK_S, STEP_S = 0.4, 0.1
ABSOLUTE_GATE_LUFS, RELATIVE_GATE_LU = -70.0, -10.0
SILENCE_LUFS = -70.0
K_RESPONSE_S = 0.1
"""By then the 38 Hz high-pass has decayed by 190 dB."""


def k_weighting(rate_hz: int) -> tuple[Biquad, Biquad]:
    """Pre-filter and RLB filter of BS.1770-4 for any rate (bilinear transform of the analogue prototype)."""
    shelf = _shelf(1681.974450955533, 3.999843853973347, 0.7071752369554196, rate_hz)
    f0, q = 38.13547087602444, 0.5003270373238773
    k = math.tan(math.pi * f0 / rate_hz)
    a0 = 1 + k / q + k * k
    rlb = Biquad((1.0, -2.0, 1.0), (2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0))
    return shelf, rlb


def _shelf(f0: float, gain_db: float, q: float, rate_hz: int) -> Biquad:
    k = math.tan(math.pi * f0 / rate_hz)
    vh = 10 ** (gain_db / 20)
    vb = vh**0.4996667741545416
    a0 = 1 + k / q + k * k
    b = ((vh + vb * k / q + k * k) / a0, 2 * (k * k - vh) / a0, (vh - vb * k / q + k * k) / a0)
    return Biquad(b, (2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0))


@cache
def _k_response(rate_hz: int) -> Float:
    return impulse_response(k_weighting(rate_hz), K_RESPONSE_S, rate_hz)


class LoudnessMeter:
    """Integrated loudness of a mono stream."""

    def __init__(self, rate_hz: int) -> None:
        self._step = round(STEP_S * rate_hz)
        self._filter = Fir(_k_response(rate_hz))
        self._rest = np.zeros(0)
        self._energies: list[Float] = []

    def feed(self, block: NDArray[np.floating]) -> None:
        """Take in samples."""
        weighted = np.concatenate((self._rest, self._filter.feed(block.astype(np.float64))))
        whole = len(weighted) // self._step * self._step
        if whole:
            self._energies.append(np.mean(weighted[:whole].reshape(-1, self._step) ** 2, axis=1))
        self._rest = weighted[whole:]

    def integrated_lufs(self) -> float:
        """Gated loudness, LUFS; SILENCE_LUFS when nothing passes the gate. Short clips use what there is."""
        steps = np.concatenate(self._energies) if self._energies else np.zeros(0)
        per_block = round(BLOCK_S / STEP_S)
        if len(steps) >= per_block:
            energy = np.convolve(steps, np.ones(per_block) / per_block, "valid")
        else:
            parts = np.concatenate((steps, [np.mean(self._rest**2)] if len(self._rest) else []))
            energy = np.array([np.mean(parts)]) if len(parts) else np.zeros(0)
        energy = energy[energy > _energy(ABSOLUTE_GATE_LUFS)]
        if not len(energy):
            return SILENCE_LUFS
        gate = _lufs(float(np.mean(energy))) + RELATIVE_GATE_LU
        return _lufs(float(np.mean(energy[energy > _energy(gate)])))


def _lufs(energy: float) -> float:
    return -0.691 + 10 * math.log10(energy)


def _energy(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))


def _interpolator() -> Float:
    """Four phases of a 48-tap windowed sinc (BS.1770-4, Annex 2 asks for such a one)."""
    taps, factor = 48, 4
    n = np.arange(taps) - (taps - 1) / 2
    h = np.sinc(n / factor) * np.kaiser(taps, 6.0)
    phases = h.reshape(-1, factor).T
    return np.asarray(phases / phases.sum(axis=1, keepdims=True))


_PHASES = _interpolator()
PEAK_DELAY = _PHASES.shape[1] // 2
"""Samples by which `oversampled_peaks` lags its input."""


_SEGMENT = 512
_REACH = float(np.abs(_PHASES).sum(axis=1).max())
"""No interpolated value exceeds the largest sample near it by more than this factor."""


def oversampled_peaks(x: Float, floor: float = 0.0) -> Float:
    """Largest absolute value near each sample at four times the rate.

    Stretches that provably stay below `floor` are not interpolated: their own samples are returned, which
    saves most of the work in speech.
    """
    found = np.abs(x)
    if not len(x):
        return found
    parts = np.pad(found, (0, -len(x) % _SEGMENT)).reshape(-1, _SEGMENT).max(axis=1)
    loud = np.pad(parts, 1)
    loud = np.maximum(np.maximum(loud[:-2], loud[1:-1]), loud[2:]) * _REACH > floor
    edges = np.flatnonzero(np.diff(np.pad(loud.astype(np.int8), 1)))
    padded = np.concatenate((np.zeros(PEAK_DELAY), x, np.zeros(PEAK_DELAY)))
    for first, last in zip(edges[::2] * _SEGMENT, np.minimum(edges[1::2] * _SEGMENT, len(x)), strict=True):
        stretch, out = padded[first : last + 2 * PEAK_DELAY], found[first:last]
        for phase in _PHASES:
            between = np.abs(np.convolve(stretch, phase, "valid"))
            np.maximum(out, between[: len(out)], out=out)
            np.maximum(out, between[1 : len(out) + 1], out=out)
    return found


class PeakMeter:
    """True peak of a mono stream, silence before and after it."""

    def __init__(self) -> None:
        self._tail = np.zeros(2 * PEAK_DELAY)
        self._peak = 0.0

    def feed(self, block: NDArray[np.floating]) -> None:
        """Take in samples."""
        x = np.concatenate((self._tail, block.astype(np.float64)))
        self._peak = self._with(x)
        self._tail = x[-2 * PEAK_DELAY :]

    def _with(self, x: Float) -> float:
        # The interpolator needs neighbours on both sides: near the ends of a block it would ring.
        inside = oversampled_peaks(x, self._peak)[PEAK_DELAY : len(x) - PEAK_DELAY]
        return max(self._peak, float(inside.max(initial=0.0)))

    def dbtp(self) -> float:
        """Decibels relative to full scale; -120 for digital silence."""
        peak = self._with(np.concatenate((self._tail, np.zeros(2 * PEAK_DELAY))))
        return 20 * math.log10(max(peak, 1e-6))


def measure_lufs(samples: NDArray[np.floating], rate_hz: int) -> float:
    """Integrated loudness of a whole clip, LUFS (ITU-R BS.1770-4)."""
    meter = LoudnessMeter(rate_hz)
    meter.feed(samples)
    return meter.integrated_lufs()


def true_peak_dbtp(samples: NDArray[np.floating]) -> float:
    """True peak of a whole clip, dBTP."""
    meter = PeakMeter()
    meter.feed(samples)
    return meter.dbtp()
