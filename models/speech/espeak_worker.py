"""The process that holds eSpeak NG: `python espeak_worker.py LIBRARY DATA_FOLDER [once]`.

The library is not thread-safe, aborts the process on some faults, and gives other samples for the same
text once it has spoken. So this small single-threaded process initialises it, never speaks itself, and
forks a child for each utterance: every utterance is a fresh process's first one, bit-identical
whatever came before (12 ms each, measured), and a crash costs one child. Where there is no fork
(Windows) it is started with `once`, speaks one utterance and ends; the engine keeps the next one ready.

Only the standard library is imported, so that it starts in a few hundredths of a second.

Protocol on stdin/stdout, little-endian: request = u32 length + JSON {text, voice, rate, pitch, range};
answer = u32 length + JSON {words: [[start, length, ms]], bytes: n, rate_hz} or {error}, then n bytes of
mono int16 samples.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import struct
import sys
from typing import BinaryIO

RATE, VOLUME, PITCH, RANGE, PUNCTUATION, CAPITALS, WORD_GAP = 1, 2, 3, 4, 5, 6, 7
SYNCHRONOUS, DONT_EXIT, UTF8, POSITION_CHARACTER = 2, 0x8000, 1, 1
WORD_EVENT = 1


class Event(ctypes.Structure):
    """espeak_EVENT."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))


class Speaker:
    """The loaded library."""

    def __init__(self, library: str, data: str) -> None:
        self.library = ctypes.CDLL(library)
        self.rate_hz = self.library.espeak_Initialize(SYNCHRONOUS, 0, data.encode(), DONT_EXIT)
        if self.rate_hz <= 0:
            raise RuntimeError(f"espeak_Initialize: {self.rate_hz} ({data})")
        self.samples: list[bytes] = []
        self.words: list[tuple[int, int, int]] = []
        self._callback = _CALLBACK(self._collect)  # must outlive every call into the library
        self.library.espeak_SetSynthCallback(self._callback)

    def _collect(self, wave: object, count: int, events: object) -> int:
        if wave and count > 0:
            self.samples.append(ctypes.string_at(wave, count * 2))  # type: ignore[arg-type]
        index = 0
        while (event := events[index]).type:  # type: ignore[index]
            if event.type == WORD_EVENT:
                self.words.append((event.text_position - 1, event.length, event.audio_position))
            index += 1
        return 0

    def speak(self, request: dict[str, object]) -> tuple[dict[str, object], bytes]:
        """Synthesise one utterance. Every sticky parameter is set, so nothing leaks between voices."""
        voice = str(request["voice"])
        if self.library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise RuntimeError(f"espeak_SetVoiceByName: {voice}")
        for parameter, value in (
            (RATE, int(str(request["rate"]))),
            (VOLUME, 100),
            (PITCH, int(str(request["pitch"]))),
            (RANGE, int(str(request["range"]))),
            (PUNCTUATION, 0),
            (CAPITALS, 0),
            (WORD_GAP, 0),
        ):
            self.library.espeak_SetParameter(parameter, value, 0)
        text = str(request["text"]).encode() + b"\0"
        status = self.library.espeak_Synth(text, len(text), 0, POSITION_CHARACTER, 0, UTF8, None, None)
        if status != 0:
            raise RuntimeError(f"espeak_Synth: {status}")
        samples = b"".join(self.samples)
        return {"words": self.words, "bytes": len(samples), "rate_hz": self.rate_hz}, samples


def _read_exactly(stream: BinaryIO, count: int) -> bytes | None:
    data = b""
    while len(data) < count:
        piece = stream.read(count - len(data))
        if not piece:
            return None
        data += piece
    return data


def _answer(stream: BinaryIO, header: dict[str, object], samples: bytes = b"") -> None:
    body = json.dumps(header).encode()
    stream.write(struct.pack("<I", len(body)) + body + samples)
    stream.flush()


def _serve(speaker: Speaker, request: dict[str, object]) -> None:
    try:
        header, samples = speaker.speak(request)
    except RuntimeError as error:
        header, samples = {"error": str(error)}, b""
    _answer(sys.stdout.buffer, header, samples)


def _in_child(speaker: Speaker, request: dict[str, object]) -> None:
    """Speak in a fork; the child answers on stdout itself."""
    child = os.fork()
    if child == 0:
        try:
            _serve(speaker, request)
        except BrokenPipeError:
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status != 0:
        # The answer may be half written: this stream is lost, the engine starts another worker.
        sys.exit(3)


def main() -> int:
    """Serve until stdin closes, or once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the application; it closes stdin
    speaker = Speaker(sys.argv[1], sys.argv[2])
    once = sys.argv[3:] == ["once"]
    while (head := _read_exactly(sys.stdin.buffer, 4)) is not None:
        body = _read_exactly(sys.stdin.buffer, struct.unpack("<I", head)[0])
        if body is None:
            break
        if once:
            _serve(speaker, json.loads(body))
            break
        _in_child(speaker, json.loads(body))
    return 0


if __name__ == "__main__":
    sys.exit(main())
