"""A performance between its jingles, at the level of a profile, in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.speech import files, jingles, master
from models.speech.filters import Float
from models.speech.profiles import LevelProfile
from models.speech.tape import BLOCK, Tape
from pipelines.ports import BlobStore, Progress

_JINGLE_GAP_S = 0.6
_TAIL_S = 0.4
_JINGLE_FADE_S = 0.02
MAX_JINGLE_S = 60.0
_TRIES = 4
_DRIFT_LU = 0.3


@dataclass(frozen=True, slots=True)
class Montage:
    """Everything heard, from the lead-in to the tail; `play` may be called again and again."""

    tape: Tape
    silences: Sequence[int]
    profile: LevelProfile
    rate_hz: int
    """Of the delivered file."""
    opening: Float
    closing: Float

    @property
    def lead_s(self) -> float:
        """Seconds before the first word."""
        return len(self.opening) / self.rate_hz

    @property
    def samples(self) -> int:
        """Length of the recording, to within the resampler's rounding."""
        spoken = sum(self.tape.pieces) + sum(self.silences)
        return len(self.opening) + spoken * self.rate_hz // self.tape.rate_hz + len(self.closing)

    def play(self) -> Iterator[Float]:
        """The recording before levels."""
        yield from _blocks(self.opening)
        speech = self._resampled()
        yield from master.horn_chain(speech, self.rate_hz) if self.profile.horn else speech
        yield from _blocks(self.closing)

    def _resampled(self) -> Iterator[Float]:
        import soxr

        resampler = soxr.ResampleStream(self.tape.rate_hz, self.rate_hz, 1, dtype="float64")
        for block in self.tape.play(self.silences):
            yield np.asarray(resampler.resample_chunk(block), dtype=np.float64).reshape(-1)
        yield np.asarray(resampler.resample_chunk(np.zeros(0), last=True), dtype=np.float64).reshape(-1)


def assemble(
    tape: Tape,
    silences: Sequence[int],
    profile: LevelProfile,
    rate_hz: int,
    blobs: BlobStore,
    *,
    jingle_in: str,
    jingle_out: str,
) -> Montage:
    """Put lead-in, jingles and tail round the speech; jingles are brought to the loudness of the speech.

    Raises:
        BadInput: a jingle cannot be read or is longer than a minute.
        NotFound: no such jingle.
    """
    silence = np.zeros(round(profile.lead_in_s * rate_hz))
    tail = np.zeros(round(_TAIL_S * rate_hz))
    gap = np.zeros(round(_JINGLE_GAP_S * rate_hz))
    opening, closing = [silence], [tail]
    if jingle_in or jingle_out:
        level = master.loudness_of(tape.speech(), tape.rate_hz)
        if jingle_in:
            opening += [_jingle(jingle_in, rate_hz, blobs, level), gap]
        if jingle_out:
            closing = [gap, _jingle(jingle_out, rate_hz, blobs, level), tail]
    return Montage(tape, silences, profile, rate_hz, np.concatenate(opening), np.concatenate(closing))


def _jingle(name: str, rate_hz: int, blobs: BlobStore, level_lufs: float) -> Float:
    if name in jingles.BUILT_IN:
        sound = jingles.render(name, rate_hz)
    else:
        sound = files.read_audio(blobs.path(name), rate_hz, MAX_JINGLE_S)
    loudness = master.loudness_of([sound], rate_hz)
    if min(loudness, level_lufs) > master.SILENT_LUFS:
        sound = sound * 10 ** ((level_lufs - loudness) / 20)
    fade = min(len(sound) // 4, round(_JINGLE_FADE_S * rate_hz))
    slope = np.ones(len(sound))
    slope[:fade] = np.linspace(0, 1, fade)
    slope[len(sound) - fade :] = np.linspace(1, 0, fade)
    return np.asarray(sound * slope)


def deliver(
    montage: Montage,
    path: Path,
    audio: files.AudioFormat,
    tags: Mapping[str, str],
    mark: files.AiMark,
    progress: Progress,
) -> files.Measured:
    """Master, encode, measure what a listener decodes, and go again if the codec moved level or peaks."""
    profile = montage.profile
    ceiling, loudness = profile.ceiling_dbtp - audio.headroom_db, profile.loudness_lufs
    for _ in range(_TRIES):
        measuring = _told(montage, progress, 0.0, 0.3, "Đang đo âm lượng")
        recording = master.mastered(montage.play, montage.rate_hz, loudness, ceiling, measuring)
        writing = _told(montage, progress, 0.3, 0.85, "Đang ghi tệp âm thanh")
        files.encode(path, recording(), audio, tags, mark, writing)
        progress(0.85, "Đang kiểm tra tệp âm thanh")
        measured = files.measure(path)
        over = measured.peak_dbtp - profile.ceiling_dbtp
        drift = measured.level_lufs - profile.loudness_lufs
        if over <= 0 and abs(drift) <= _DRIFT_LU:
            break
        ceiling -= max(0.0, over) + (0.1 if over > 0 else 0.0)
        loudness -= drift
    return measured


def _told(montage: Montage, progress: Progress, start: float, end: float, what: str) -> Callable[[int], None]:
    total = max(1, montage.samples)
    return lambda done: progress(min(end, start + (end - start) * done / total), what)


def _blocks(samples: Float) -> Iterator[Float]:
    return (samples[i : i + BLOCK] for i in range(0, len(samples), BLOCK))
