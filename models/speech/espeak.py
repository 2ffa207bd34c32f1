"""The built-in voice: eSpeak NG 1.52 in worker processes, with our own variants for three regions.

Nothing of eSpeak NG is loaded into this process. Each worker is a small program (`espeak_worker`)
spoken to through pipes; when one dies, a new one is started and the utterance is tried once more.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import re
import struct
import subprocess
import sys
import threading
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np

from models.errors import NotFound, Unavailable
from models.speech import espeak_data
from models.speech.base import SpeechOptions, Utterance, manner
from models.types import AudioChunk, Gender, Region, Span, Voice, WordTiming

CARD = "espeak-ng"
REVISION = "1.52.0"
SAMPLE_RATE_HZ = 22_050
NATURAL_WPM = 175
"""eSpeak's own scale; about 270 syllables a minute of these voices, without pauses."""
MIN_WPM, MAX_WPM = 80, 450
_PITCH_CENTRE, _PITCH_PER_SEMITONE = 50, 5.2
"""eSpeak's pitch scale, measured: straight from -9 to +9 semitones, where it ends."""
_VOWELLESS = re.compile(r"(?<!\w)gi(?!\w)")
"""The letter J and the syllable "gi" without a tone mark: eSpeak 1.52 says only its consonant."""
_DEADLINE_S, _DEADLINE_PER_CHAR_S = 20.0, 0.02


@dataclass(frozen=True, slots=True)
class _Variant:
    """How a voice of ours is asked for. `range` was tuned so that the six tones stay apart."""

    id: str
    name: str
    region: Region
    gender: Gender
    language: str
    file: str
    range: int


_NORTH, _CENTRAL, _SOUTH = "vi", "vi-vn-x-central", "vi-vn-x-south"
_VARIANTS = {
    v.id: v
    for v in (
        _Variant("espeak-bac-nu", "Bắc – nữ", Region.NORTH, Gender.FEMALE, _NORTH, "bac-nu", 82),
        _Variant("espeak-bac-nam", "Bắc – nam", Region.NORTH, Gender.MALE, _NORTH, "bac-nam", 78),
        _Variant("espeak-trung-nu", "Trung – nữ", Region.CENTRAL, Gender.FEMALE, _CENTRAL, "trung-nu", 68),
        _Variant("espeak-trung-nam", "Trung – nam", Region.CENTRAL, Gender.MALE, _CENTRAL, "trung-nam", 68),
        _Variant("espeak-nam-nu", "Nam – nữ", Region.SOUTH, Gender.FEMALE, _SOUTH, "nam-nu", 70),
        _Variant("espeak-nam-nam", "Nam – nam", Region.SOUTH, Gender.MALE, _SOUTH, "nam-nam", 64),
    )
}
VOICES = tuple(
    Voice(v.id, v.name, v.region, v.gender, SAMPLE_RATE_HZ, CARD, "GPL-3.0-or-later")
    for v in _VARIANTS.values()
)


class EspeakEngine:
    """Implements `VoiceEngine`.

    Args:
        cache: folder where the cut-down data folder is built.
        workers: speech processes; they start with the first utterance.
        fork: workers may fork (not on Windows); False starts a process for each utterance.
    """

    def __init__(self, cache: Path, workers: int = 2, fork: bool = hasattr(os, "fork")) -> None:
        self._cache = cache
        self._count = max(1, workers)
        self._fork = fork
        self._lock = threading.Lock()
        self._pool: ThreadPoolExecutor | None = None
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._workers: list[_Worker] = []

    def voices(self) -> Sequence[Voice]:
        """The six voices."""
        return VOICES

    def speak(
        self, utterances: Iterable[Utterance], voice: Voice, options: SpeechOptions
    ) -> Iterator[AudioChunk]:
        """Yield one chunk per utterance, in order, with at most two utterances per worker under way."""
        variant = _VARIANTS.get(voice.id)
        if variant is None:
            raise NotFound(f"eSpeak NG không có giọng “{voice.id}”.", hint="Xem danh sách: workbench voices")
        return self._speak(utterances, variant, options)

    def _speak(
        self, utterances: Iterable[Utterance], variant: _Variant, options: SpeechOptions
    ) -> Iterator[AudioChunk]:
        pool = self._start()
        ahead: deque[Future[AudioChunk]] = deque()
        try:
            for utterance in utterances:
                ahead.append(pool.submit(self._one, utterance, variant, options))
                if len(ahead) >= 2 * self._count:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            for future in ahead:
                future.cancel()

    def close(self) -> None:
        """Stop the worker processes; the next `speak` starts new ones."""
        with self._lock:
            pool, self._pool = self._pool, None
            workers, self._workers = self._workers, []
        if pool is not None:
            pool.shutdown(cancel_futures=True)
        for worker in workers:
            worker.close()

    def _start(self) -> ThreadPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._idle = queue.SimpleQueue()
                self._workers = [_Worker(self._cache, once=not self._fork) for _ in range(self._count)]
                for worker in self._workers:
                    self._idle.put(worker)
                self._pool = ThreadPoolExecutor(self._count, thread_name_prefix="espeak")
            return self._pool

    def _one(self, utterance: Utterance, variant: _Variant, options: SpeechOptions) -> AudioChunk:
        said, origin = _composed(utterance.spoken)
        how = manner(options, utterance.delivery)
        if not said.strip():
            return AudioChunk(np.zeros(0, np.float32), SAMPLE_RATE_HZ)
        request = {
            "text": said,
            "voice": f"{variant.language}+{variant.file}",
            "rate": round(min(MAX_WPM, max(MIN_WPM, NATURAL_WPM * how.rate))),
            "pitch": round(min(99, max(0, _PITCH_CENTRE + how.pitch * _PITCH_PER_SEMITONE))),
            "range": variant.range,
        }
        idle = self._idle
        worker = idle.get()
        try:
            header, samples = worker.ask(request, _DEADLINE_S + len(said) * _DEADLINE_PER_CHAR_S)
        finally:
            idle.put(worker)
        return _chunk(header, samples, origin, how.gain)


class _Worker:
    """One speech process and its pipes; used by one thread at a time."""

    def __init__(self, cache: Path, *, once: bool) -> None:
        self._cache = cache
        self._once = once
        self._process = self._launch()

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, request: dict[str, object], deadline_s: float) -> tuple[dict[str, object], bytes]:
        """Send a request and read its answer; once more with a new process if this one dies.

        Raises:
            Unavailable: the new process died too, or eSpeak NG refused the request.
        """
        for last in (False, True):
            try:
                header, samples = self._exchange(request, deadline_s)
            except (OSError, EOFError) as error:
                self._replace()
                if last:
                    raise Unavailable(
                        "Tiến trình giọng đọc eSpeak NG dừng đột ngột hai lần với cùng một câu.",
                        hint="Thử sửa câu đó, hoặc khởi động lại ứng dụng.",
                        text=str(request["text"])[:200],
                    ) from error
                continue
            if self._once:
                self._replace()
            if "error" in header:
                raise Unavailable(f"eSpeak NG báo lỗi: {header['error']}.", hint="Chạy: workbench doctor")
            return header, samples
        raise AssertionError("unreachable")

    def close(self) -> None:
        """End the process."""
        stdin, stdout = self._pipes()
        with contextlib.suppress(BrokenPipeError):  # it has ended already
            stdin.close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        stdout.close()

    def _replace(self) -> None:
        self._process.kill()
        self.close()
        self._process = self._launch()

    def _launch(self) -> subprocess.Popen[bytes]:
        import espeakng_loader

        program = Path(__file__).with_name("espeak_worker.py")
        # -I -S: no site-packages, no user paths; the worker needs none and starts in half the time.
        command = [
            sys.executable,
            "-I",
            "-S",
            str(program),
            espeakng_loader.get_library_path(),
            str(espeak_data.ensure(self._cache)),
        ]
        return subprocess.Popen(
            [*command, "once"] if self._once else command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise AssertionError("the worker is always launched with pipes")
        return stdin, stdout

    def _exchange(self, request: dict[str, object], deadline_s: float) -> tuple[dict[str, object], bytes]:
        stdin, stdout = self._pipes()
        # A hung library cannot be interrupted: past the deadline the process is killed and the read ends.
        watchdog = threading.Timer(deadline_s, self._process.kill)
        watchdog.daemon = True
        watchdog.start()
        try:
            body = json.dumps(request).encode()
            stdin.write(struct.pack("<I", len(body)) + body)
            stdin.flush()
            header: dict[str, object] = json.loads(
                _exactly(stdout, struct.unpack("<I", _exactly(stdout, 4))[0])
            )
            return header, _exactly(stdout, int(str(header.get("bytes", 0))))
        finally:
            watchdog.cancel()


def _exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise EOFError("the worker ended in the middle of an answer")
    return data


def _composed(spoken: str) -> tuple[str, list[int] | None]:
    """NFC and lower case (capitals would be spelt), with the origin of each character if any moved."""
    text, origin = unicodedata.normalize("NFC", spoken), None
    if text != spoken:
        pieces, origin, start = [], [], 0
        for end in range(1, len(spoken) + 1):
            if end == len(spoken) or not unicodedata.combining(spoken[end]):
                piece = unicodedata.normalize("NFC", spoken[start:end])
                pieces.append(piece)
                origin += [start] * len(piece)
                start = end
        text = "".join(pieces)
        origin.append(len(spoken))
    text = text.replace("\0", " ")
    lowered = text.lower()
    return _VOWELLESS.sub("di", lowered if len(lowered) == len(text) else text), origin


def _chunk(
    header: dict[str, object], samples: bytes, origin: list[int] | None, gain: float = 1.0
) -> AudioChunk:
    rate_hz = int(str(header["rate_hz"]))
    audio = np.frombuffer(samples, dtype="<i2").astype(np.float32) / np.float32(32768)
    if gain != 1.0:
        peak = float(np.max(np.abs(audio), initial=0.0))
        audio *= np.float32(
            min(gain, 1 / peak) if peak > 0 else gain
        )  # louder only as far as nothing is clipped
    length_s = len(audio) / rate_hz
    found: list[list[int]] = header["words"]  # type: ignore[assignment]
    starts = [ms / 1000 for _, _, ms in found]
    words = tuple(
        WordTiming(
            Span(start, start + length) if origin is None else Span(origin[start], origin[start + length]),
            min(begin, length_s),
            min(max(end, begin), length_s),
        )
        for (start, length, _), begin, end in zip(found, starts, [*starts[1:], length_s], strict=True)
    )
    return AudioChunk(audio, rate_hz, words)
