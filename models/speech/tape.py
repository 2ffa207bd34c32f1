"""Speech kept on disk while a recording is made: pieces of 16-bit sound, and silences put between them.

An hour of speech is about 150 MB of scratch file and no memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from models.speech.filters import Float

if TYPE_CHECKING:
    from models.types import Samples

BLOCK = 1 << 16
"""Samples handed on at a time."""
_FRAME_S, _GUARD_S = 0.005, 0.010
_QUIET = 10 ** (-50 / 20)
"""Against the loudest frame of a piece: quieter edges are silence."""


class Tape:
    """Append pieces, then play them as often as needed."""

    def __init__(self, path: Path, rate_hz: int) -> None:
        self._path = path
        self.rate_hz = rate_hz
        self.pieces: list[int] = []
        """Samples of each piece."""

    def clear(self) -> None:
        """Forget everything."""
        self.pieces = []

    def add(self, samples: Samples) -> float:
        """Append a piece without the silence at its edges, which is ours to plan.

        Returns:
            Seconds cut from its beginning.
        """
        first, last = sounding(samples, self.rate_hz)
        kept = np.rint(np.clip(samples[first:last], -1, 1) * 32767).astype("<i2")
        with self._path.open("ab" if self.pieces else "wb") as file:
            file.write(kept.tobytes())
        self.pieces.append(len(kept))
        return first / self.rate_hz

    @property
    def speech_s(self) -> float:
        """Seconds of speech, silences not counted."""
        return sum(self.pieces) / self.rate_hz

    def speech(self) -> Iterator[Float]:
        """The pieces without a break."""
        with self._path.open("rb") as file:
            while data := file.read(BLOCK * 2):
                yield _float(data)

    def play(self, silences: Sequence[int]) -> Iterator[Float]:
        """Each piece with so many samples of silence after it, in blocks of one size."""
        waiting: list[Float] = []
        held = 0
        for part in self._parts(silences):
            waiting.append(part)
            held += len(part)
            if held >= BLOCK:
                joined = np.concatenate(waiting)
                whole = held // BLOCK * BLOCK
                for at in range(0, whole, BLOCK):
                    yield joined[at : at + BLOCK]
                waiting, held = [joined[whole:]], held - whole
        if held:
            yield np.concatenate(waiting)

    def _parts(self, silences: Sequence[int]) -> Iterator[Float]:
        with self._path.open("rb") as file:
            for count, silence in zip(self.pieces, silences, strict=True):
                yield _float(file.read(count * 2))
                yield np.zeros(silence)


def _float(data: bytes) -> Float:
    return np.frombuffer(data, dtype="<i2").astype(np.float64) / 32767


def sounding(samples: Samples, rate_hz: int) -> tuple[int, int]:
    """First and last+1 sample of what is heard, with a guard of 10 ms; (0, 0) for silence."""
    frame = max(1, round(_FRAME_S * rate_hz))
    if not len(samples):
        return 0, 0
    padded = np.pad(samples, (0, -len(samples) % frame)).reshape(-1, frame)
    levels = np.sqrt(np.mean(padded.astype(np.float64) ** 2, axis=1))
    loud = np.flatnonzero(levels > max(1e-5, float(levels.max()) * _QUIET))
    if not len(loud):
        return 0, 0
    guard = round(_GUARD_S * rate_hz)
    return max(0, int(loud[0]) * frame - guard), min(len(samples), (int(loud[-1]) + 1) * frame + guard)
