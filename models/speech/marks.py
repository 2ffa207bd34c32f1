"""The machine-readable mark of AI-made audio, and the tags people see.

Luật 134/2025/QH15, Điều 11 asks for a mark in a format the Government will set; until then the same
keys travel in ID3 (MP3, WAV) or Vorbis comments (Opus, FLAC), in a sidecar and in the message.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from models.errors import BadInput

AI_GENERATED = "AI_GENERATED"


@dataclass(frozen=True, slots=True)
class AiMark:
    """What a listener's machine can find out about a recording."""

    engine: str
    """Card id and revision: "espeak-ng 1.52.0"."""
    voice: str
    text_sha256: str
    """Of the spoken script as written, NFC UTF-8."""

    def as_tags(self) -> dict[str, str]:
        """Keys of the mark, upper case, as written into the file."""
        return {AI_GENERATED: "true", **{f"AI_{f.name.upper()}": getattr(self, f.name) for f in fields(self)}}


_ID3_FRAMES = {"title": "TIT2", "artist": "TPE1", "album": "TALB", "date": "TDRC", "language": "TLAN"}
_TEXT = 1
"""ID3 text encoding UTF-16 with BOM: the one old players of ID3v2.3 read Vietnamese in."""


def write_tags(path: Path, tags: Mapping[str, str], mark: AiMark) -> None:
    """Write tags and mark into a finished file; the same input gives the same bytes."""
    import mutagen
    from mutagen.flac import FLAC
    from mutagen.id3 import ID3, TXXX, Frames
    from mutagen.oggopus import OggOpus
    from mutagen.wave import WAVE

    suffix = path.suffix.lower()
    marks = mark.as_tags()
    if suffix in {".mp3", ".wav"}:
        id3 = ID3()
        for key, value in tags.items():
            frame = _ID3_FRAMES.get(key)
            id3.add(
                Frames[frame](encoding=_TEXT, text=value)
                if frame
                else TXXX(encoding=_TEXT, desc=key, text=value)
            )
        for key, value in marks.items():
            id3.add(TXXX(encoding=_TEXT, desc=key, text=value))
        if suffix == ".mp3":
            id3.update_to_v23()
            id3.save(path, v2_version=3)
        else:
            wave = WAVE(path)
            wave.add_tags()
            for item in id3.values():
                wave.tags.add(item)
            wave.save()
        return
    file: Any = FLAC(path) if suffix == ".flac" else OggOpus(path)
    for key, value in {**tags, **marks}.items():
        file[key.upper()] = value
    file.save()


def read_mark(path: Path) -> dict[str, str]:
    """The mark's keys found in a file; empty when it carries none. Raises BadInput when it is no audio."""
    import mutagen

    try:
        file: Any = mutagen.File(path)  # type: ignore[attr-defined]
    except mutagen.MutagenError as error:
        raise BadInput(f"“{path.name}” không phải tệp âm thanh đọc được.") from error
    if file is None:
        raise BadInput(f"“{path.name}” không phải tệp âm thanh đọc được.")
    found: dict[str, str] = {}
    for key, value in (file.tags or {}).items():
        name = key.removeprefix("TXXX:").upper()
        if name.startswith("AI_"):
            found[name] = str(value[0] if isinstance(value, list) else value.text[0])
    return found
