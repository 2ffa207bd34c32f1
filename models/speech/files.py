"""Audio files: encode a stream to MP3, Opus, FLAC or WAV, byte for byte the same for the same input."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.errors import BadInput
from models.speech.ahead import ahead
from models.speech.filters import Float
from models.speech.levels import LoudnessMeter, PeakMeter
from models.speech.marks import AiMark, read_mark, write_tags

__all__ = ["FORMATS", "AiMark", "AudioFormat", "Measured", "encode", "measure", "read_audio", "read_mark"]

OGG_SERIAL = 0x7454  # libsndfile draws it at random; a fixed one keeps files content-addressable


@dataclass(frozen=True, slots=True)
class AudioFormat:
    """A delivery format."""

    suffix: str
    media_type: str
    rate_hz: int
    container: str
    subtype: str
    headroom_db: float
    """Left under the ceiling for what the codec adds to peaks."""
    gain: float = 1.0
    """Put in front of the codec: LAME turns everything down to 0.95 to be on the safe side."""


FORMATS: dict[str, AudioFormat] = {
    "mp3": AudioFormat(".mp3", "audio/mpeg", 44_100, "MP3", "MPEG_LAYER_III", 0.4, 1 / 0.95),
    "opus": AudioFormat(".opus", "audio/ogg", 48_000, "OGG", "OPUS", 1.6),
    "flac": AudioFormat(".flac", "audio/flac", 44_100, "FLAC", "PCM_16", 0.1),
    "wav": AudioFormat(".wav", "audio/wav", 44_100, "WAV", "PCM_16", 0.1),
}
_MP3_128K = (320 - 128) / (320 - 32)
"""libsndfile maps its compression level 0..1 onto 320..32 kbit/s for MPEG-1."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a delivered file really is, measured on its decoded samples."""

    duration_s: float
    level_lufs: float
    peak_dbtp: float


def format_of(name: str) -> AudioFormat:
    """A format by name. Raises BadInput naming the known ones."""
    if name not in FORMATS:
        raise BadInput(f"Không ghi được định dạng “{name}”.", hint="Dùng: " + ", ".join(FORMATS))
    return FORMATS[name]


def encode(
    path: Path,
    stream: Iterable[Float],
    audio: AudioFormat,
    tags: Mapping[str, str],
    mark: AiMark,
    tell: Callable[[int], None] = lambda _done: None,
) -> None:
    """Encode a mono stream at `audio.rate_hz` into `path`, then tag it. MP3 is CBR 128 kbit/s mono.

    `tell` is told the samples written so far.
    """
    import soundfile

    done = 0
    options: dict[str, object] = {}
    if audio.container == "MP3":
        options = {"bitrate_mode": "CONSTANT", "compression_level": _MP3_128K}
    with soundfile.SoundFile(
        path,
        "w",
        samplerate=audio.rate_hz,
        channels=1,
        format=audio.container,
        subtype=audio.subtype,
        **options,
    ) as file:
        for block in ahead(stream):
            file.write((block * audio.gain).astype(np.float32))
            tell(done := done + len(block))
    write_tags(path, tags, mark)
    if audio.container == "OGG":
        _fix_ogg_serial(path)


def _fix_ogg_serial(path: Path) -> None:
    """Give every Ogg page our serial number and its checksum anew (RFC 3533 §6), page by page."""
    with path.open("r+b") as file:
        while len(head := file.read(27)) == 27:
            start = file.tell() - 27
            lacing = file.read(head[26])
            body = file.read(sum(lacing))
            page = bytearray(head + lacing + body)
            page[14:18] = OGG_SERIAL.to_bytes(4, "little")
            page[22:26] = bytes(4)
            page[22:26] = _ogg_crc(bytes(page)).to_bytes(4, "little")
            file.seek(start)
            file.write(page)


_MIRROR = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def _ogg_crc(page: bytes) -> int:
    # Ogg's CRC-32 is zlib's with the bits of every byte mirrored, and neither preset nor final inversion.
    mirrored = zlib.crc32(page.translate(_MIRROR), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)


def read_audio(path: Path, rate_hz: int, longest_s: float) -> Float:
    """A short sound (jingle) as mono float64 at `rate_hz`. Raises BadInput when unreadable or too long."""
    import soundfile
    import soxr

    try:
        with soundfile.SoundFile(path) as file:
            rate = file.samplerate
            samples = file.read(int(longest_s * rate) + 1, dtype="float64", always_2d=True)
    except (soundfile.LibsndfileError, RuntimeError) as error:
        raise BadInput(
            f"Không đọc được tệp âm thanh “{path.name}”.", hint="Dùng tệp WAV, FLAC, MP3, OGG hoặc Opus."
        ) from error
    if len(samples) > longest_s * rate:
        raise BadInput(f"Nhạc hiệu “{path.name}” dài hơn {longest_s:.0f} giây.", hint="Hãy cắt ngắn lại.")
    mono = samples.mean(axis=1)
    return np.asarray(soxr.resample(mono, rate, rate_hz), dtype=np.float64) if rate != rate_hz else mono


def decoded(path: Path) -> Iterator[Float]:
    """Decoded mono blocks of a file."""
    import soundfile

    with soundfile.SoundFile(path) as file:
        for block in file.blocks(blocksize=1 << 16, dtype="float64", always_2d=True):
            yield block.mean(axis=1)


def measure(path: Path) -> Measured:
    """Duration, loudness and true peak of a delivered file, from its decoded samples."""
    import soundfile

    rate = soundfile.info(path).samplerate
    loudness, peaks, count = LoudnessMeter(rate), PeakMeter(), 0
    for block in ahead(decoded(path)):
        loudness.feed(block)
        peaks.feed(block)
        count += len(block)
    return Measured(count / rate, loudness.integrated_lufs(), peaks.dbtp())
