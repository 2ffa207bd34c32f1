"""The machine-readable mark of AI-made audio, and the tags people see.

Luật 134/2025/QH15, Điều 11 asks for a mark in a format the Government will set; until then the same
keys travel in ID3 (MP3, WAV) or Vorbis comments (Opus, FLAC), in a sidecar and in the message.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib import import_module
from pathlib import Path
from typing import Any

from models.errors import BadInput

AI_GENERATED = "AI_GENERATED"
NOTICE = "Âm thanh do trí tuệ nhân tạo tạo ra (giọng đọc tổng hợp)."
"""For a person who opens the file's properties."""


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
_UTF16 = 1
"""ID3 text encoding UTF-16 with BOM: the one old players of ID3v2.3 read Vietnamese in."""


def write_tags(path: Path, tags: Mapping[str, str], mark: AiMark) -> None:
    """Write tags and mark into a finished file; the same input gives the same bytes.

    Args:
        path: MP3, WAV, FLAC or Opus by its suffix.
        tags: title, artist, album, date, language, and any others.
        mark: the AI mark.
    """
    suffix = path.suffix.lower()
    if suffix == ".mp3":
        tag = _id3(tags, mark)
        tag.update_to_v23()
        tag.save(path, v2_version=3)
    elif suffix == ".wav":
        file = _mutagen("wave").WAVE(path)
        file.add_tags()
        for frame in _id3(tags, mark).values():
            file.tags.add(frame)
        file.tags.update_to_v23()
        file.tags.save(path, v2_version=3)
    else:
        file = _mutagen("flac").FLAC(path) if suffix == ".flac" else _mutagen("oggopus").OggOpus(path)
        for key, value in {**tags, **mark.as_tags(), "comment": NOTICE}.items():
            file[key.upper()] = value
        file.save()


def _id3(tags: Mapping[str, str], mark: AiMark) -> Any:  # noqa: ANN401 - mutagen has no types
    id3 = _mutagen("id3")
    tag = id3.ID3()
    for key, value in tags.items():
        frame = _ID3_FRAMES.get(key)
        known = frame and id3.Frames[frame](encoding=_UTF16, text=value)
        tag.add(known or id3.TXXX(encoding=_UTF16, desc=key, text=value))
    for key, value in mark.as_tags().items():
        tag.add(id3.TXXX(encoding=_UTF16, desc=key, text=value))
    tag.add(id3.COMM(encoding=_UTF16, lang="vie", desc="", text=NOTICE))
    return tag


def _mutagen(module: str) -> Any:  # noqa: ANN401 - mutagen has no types
    return import_module(f"mutagen.{module}")


def read_mark(path: Path) -> dict[str, str]:
    """The mark's keys found in a file; empty when it carries none. Raises BadInput when it is no audio."""
    mutagen: Any = import_module("mutagen")
    try:
        file = mutagen.File(path)
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


def sidecar(mark: AiMark, tags: Mapping[str, str], facts: Mapping[str, object]) -> bytes:
    """JSON to lie beside the file: the mark, the tags, and facts of the recording (sha256, duration …)."""
    content = {**mark.as_tags(), "notice": NOTICE, "tags": dict(tags), "recording": dict(facts)}
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True).encode()
