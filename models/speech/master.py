"""The master chain: horn equaliser and compressor where asked, gain to a loudness, true-peak limiter.

Everything streams: a recording is a function that plays it from the start, called once for each pass, so
an hour of speech costs time, not memory.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from models.errors import BadInput
from models.speech.ahead import ahead
from models.speech.filters import Fir, Float, high_pass, impulse_response, low_pass, peak
from models.speech.levels import PEAK_DELAY, LoudnessMeter, oversampled_peaks

Source = Callable[[], Iterable[Float]]
"""Plays a recording from its start, in blocks."""
HOP_S = 0.0015
LOOK_AHEAD_HOPS = 4
"""6 ms: gain falls before the peak arrives and never moves faster than a window."""
TOLERANCE_LU = 0.1
MAX_PASSES = 6
SILENT_LUFS = -60.0
SAMPLE_S = 60.0


def loudness_of(stream: Iterable[Float], rate_hz: int) -> float:
    """Integrated loudness of a stream, LUFS."""
    meter = LoudnessMeter(rate_hz)
    for block in stream:
        meter.feed(block)
    return meter.integrated_lufs()


def horn_chain(stream: Iterable[Float], rate_hz: int) -> Iterator[Float]:
    """Shape speech for a horn: 280 Hz high-pass, +4 dB around 2.8 kHz, 7 kHz low-pass, 3:1 compression."""
    sections = (
        high_pass(280, rate_hz),
        peak(2_800, rate_hz, 4.0, 0.9),
        low_pass(min(7_000, rate_hz * 0.45), rate_hz),
    )
    shape = Fir(impulse_response(sections, 0.08, rate_hz))
    compressor = Compressor(rate_hz, threshold_db=-24.0, ratio=3.0)
    for block in stream:
        yield compressor.feed(shape.feed(block))


class Compressor:
    """Feed-forward compressor on a 5 ms envelope: fast attack, 120 ms release, gain never above 0 dB."""

    def __init__(self, rate_hz: int, threshold_db: float, ratio: float) -> None:
        self._hop = max(1, round(0.005 * rate_hz))
        self._threshold = threshold_db
        self._slope = 1 - 1 / ratio
        self._release = math.exp(-0.005 / 0.120)
        self._level = -120.0
        self._gain = 1.0
        self._rest = np.zeros(0)

    def feed(self, block: Float) -> Float:
        """Compressed samples, in step with the input to within one hop."""
        x = np.concatenate((self._rest, block))
        whole = len(x) // self._hop * self._hop
        self._rest = x[whole:]
        if not whole:
            return np.zeros(0)
        frames = x[:whole].reshape(-1, self._hop)
        levels = 10 * np.log10(np.mean(frames**2, axis=1) + 1e-12)
        gains = np.empty(len(levels) + 1)
        gains[0] = self._gain
        for i, level in enumerate(levels):
            self._level = max(float(level), self._release * self._level + (1 - self._release) * float(level))
            gains[i + 1] = 10 ** (-self._slope * max(0.0, self._level - self._threshold) / 20)
        self._gain = float(gains[-1])
        at = np.arange(whole) / self._hop
        return np.asarray(x[:whole] * np.interp(at, np.arange(len(gains)), gains))


def limit(stream: Iterable[Float], rate_hz: int, gain: float, ceiling_dbtp: float) -> Iterator[Float]:
    """Apply `gain` (linear) and hold true peaks under the ceiling.

    4× oversampled peaks per 1.5 ms hop; the gain is the smallest needed in the look-ahead window, then
    averaged over the same window, so it is smooth and still never too high. Output has the input's length.
    """
    ceiling = 10 ** (ceiling_dbtp / 20)
    hop = max(1, round(HOP_S * rate_hz))
    reach = LOOK_AHEAD_HOPS * hop
    margin = 3 * reach + PEAK_DELAY
    before, pending = np.zeros(margin), np.zeros(0)
    for block in stream:
        pending = np.concatenate((pending, block * gain))
        whole = (len(pending) - margin) // hop * hop
        if whole <= 0:
            continue
        yield _limited(before, pending[:whole], pending[whole : whole + margin], hop, ceiling)
        before = np.concatenate((before, pending[:whole]))[-margin:]
        pending = pending[whole:]
    if len(pending):
        padded = np.concatenate((pending, np.zeros(-len(pending) % hop)))
        yield _limited(before, padded, np.zeros(margin), hop, ceiling)[: len(pending)]


def _limited(before: Float, x: Float, after: Float, hop: int, ceiling: float) -> Float:
    margin_hops = len(before) // hop
    lead = before[len(before) - margin_hops * hop :]
    tail = after[: len(after) // hop * hop]
    joined = np.concatenate((lead, x, tail))
    peaks = oversampled_peaks(joined, ceiling).reshape(-1, hop).max(axis=1)
    needed = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    width = LOOK_AHEAD_HOPS
    padded = np.pad(needed, width, constant_values=1.0)
    lowest = sliding_window_view(padded, 2 * width + 1).min(axis=1)
    smooth = np.convolve(np.pad(lowest, width // 2, mode="edge"), np.ones(width + 1) / (width + 1), "valid")
    first = margin_hops
    count = len(x) // hop
    # Hop centres: linear between them keeps the gain continuous; both neighbours respect the peak.
    at = np.arange(len(x)) / hop - 0.5
    return np.asarray(x * np.interp(at, np.arange(-1, count + 1), smooth[first - 1 : first + count + 1]))


def mastered(
    source: Source,
    rate_hz: int,
    loudness_lufs: float,
    ceiling_dbtp: float,
    tell: Callable[[int], None] = lambda _done: None,
) -> Source:
    """Find the gain that lands on a loudness after limiting; returns the recording to encode.

    The whole recording is measured once; how much the limiter takes away is found on up to a minute of it,
    taken evenly.

    Args:
        source: already shaped (horn chain), at the delivery rate.
        rate_hz: its sample rate.
        loudness_lufs: integrated loudness to reach.
        ceiling_dbtp: true-peak ceiling of the limiter.
        tell: told the samples measured so far.

    Raises:
        BadInput: the recording is silent.
    """
    meter, sample, done = LoudnessMeter(rate_hz), _Sample(rate_hz), 0
    for block in ahead(source()):
        meter.feed(block)
        sample.feed(block)
        tell(done := done + len(block))
    raw = meter.integrated_lufs()
    if raw <= SILENT_LUFS:
        raise BadInput(
            "Bản thu không có tiếng (im lặng từ đầu đến cuối).", hint="Hãy kiểm tra lời đọc và thu lại."
        )
    gain = 10 ** (sample.gain_db(loudness_lufs - raw, ceiling_dbtp) / 20)
    return lambda: limit(source(), rate_hz, gain, ceiling_dbtp)


class _Sample:
    """Every n-th block of a recording, n doubled whenever a minute is full."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._kept: list[Float] = []
        self._every = 1
        self._seen = 0

    def feed(self, block: Float) -> None:
        if self._seen % self._every == 0:
            self._kept.append(block)
        self._seen += 1
        if sum(map(len, self._kept)) > SAMPLE_S * self._rate_hz and len(self._kept) > 1:
            self._kept = self._kept[::2]
            self._every *= 2

    def gain_db(self, wanted_db: float, ceiling_dbtp: float) -> float:
        """The gain after which the limited sample is `wanted_db` louder than the raw one."""
        raw = loudness_of(self._kept, self._rate_hz)
        if raw <= SILENT_LUFS:
            return wanted_db
        gain = wanted_db
        for _ in range(MAX_PASSES):
            limited = limit(self._kept, self._rate_hz, 10 ** (gain / 20), ceiling_dbtp)
            error = wanted_db - (loudness_of(limited, self._rate_hz) - raw)
            if abs(error) <= TOLERANCE_LU:
                break
            # The limiter takes back part of every step: go a little further than the error asks.
            gain += error * 1.2
        return gain
