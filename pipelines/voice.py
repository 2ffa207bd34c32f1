"""Script → recording: read, speak clause by clause, pause, master, encode, keep under its hash.

Samples stream through scratch files, so memory does not grow with the script. The same request gives the
same bytes, so a recording is cached under everything that decides its sound.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from models.catalogue import Catalogue
from models.errors import BadInput
from models.speech import files
from models.speech.base import VoiceEngine
from models.speech.profiles import PROFILES
from models.speech.rates import PRESETS
from models.speech.tape import Tape
from models.types import Reading, Region, Span, Voice
from pipelines.clauses import Line, said_sha256
from pipelines.clauses import lines as script_lines
from pipelines.montage import assemble, deliver
from pipelines.performance import Performance
from pipelines.ports import BlobStore, Progress, TakeCache
from pipelines.types import RadioScript, SentenceTiming, Take

T = TypeVar("T")

VERSION = "2"
"""Raise when the chain's sound changes, so that cached takes are made anew."""


@dataclass(frozen=True, slots=True)
class VoiceRequest:
    """Everything that decides how a script sounds, except how words are read."""

    script: RadioScript
    title: str
    """Spoken first; empty = not spoken."""
    voice: Voice
    profile: str
    """Id in `models.speech.profiles.PROFILES`."""
    preset: str
    """Id in `models.speech.rates.PRESETS`."""
    pitch: float = 0.0
    """Semitones."""
    rate: float = 1.0
    """Extra speed factor on top of the preset's."""
    jingle_in: str = ""
    """Built-in chime id, or blob key of a sound; empty = none."""
    jingle_out: str = ""
    ai_line: str = ""
    """Spoken last; empty = none."""
    audio_format: str = "mp3"
    tags: Mapping[str, str] = field(default_factory=dict)
    """"organisation", "date" …; become artist and date of the file."""


def record(
    request: VoiceRequest,
    engine: VoiceEngine,
    reader: Callable[[str], Reading],
    blobs: BlobStore,
    cache: TakeCache | None = None,
    progress: Progress | None = None,
) -> Take:
    """Record a script.

    Raises:
        BadInput: nothing to say, an unknown profile, preset or format, an unreadable jingle.
        Unavailable: the voice engine failed.
    """
    profile, preset = _known(PROFILES, request.profile, "mức âm"), _known(PRESETS, request.preset, "nhịp đọc")
    audio = files.format_of(request.audio_format)
    lines = script_lines(request.script, request.title, request.ai_line, reader, preset)
    if not lines:
        raise BadInput("Kịch bản đọc không có chữ nào để đọc.")
    engine_name = _engine_name(request.voice.card)
    key = _key(request, engine_name, lines)
    known = cache.get(key) if cache else None
    if known is not None:
        take = _take_from_json(known)
        if take.audio_sha256 in blobs:
            return replace(take, spoken_sha256=said_sha256(lines))
    tell = progress or (lambda _fraction, _what: None)
    rate_hz = request.voice.sample_rate_hz
    script_sha256 = hashlib.sha256(request.script.text.encode()).hexdigest()
    with tempfile.TemporaryDirectory(prefix="tieng-lang-") as folder:
        performance = Performance(lines, Tape(Path(folder) / "speech", rate_hz), preset)
        performance.speak(
            engine,
            request.voice,
            rate=request.rate,
            pitch=request.pitch,
            progress=lambda fraction, what: tell(0.4 * fraction, what),
        )
        montage = assemble(
            performance.tape,
            performance.silences,
            profile,
            audio.rate_hz,
            blobs,
            jingle_in=request.jingle_in,
            jingle_out=request.jingle_out,
        )
        path = Path(folder) / f"take{audio.suffix}"
        mark = files.AiMark(engine=engine_name, voice=request.voice.id, text_sha256=script_sha256)
        measured = deliver(
            montage,
            path,
            audio,
            _tags(request),
            mark,
            progress=lambda fraction, what: tell(0.4 + 0.57 * fraction, what),
        )
        tell(0.97, "Đang lưu bản thu")
        size = path.stat().st_size
        take = Take(
            audio_sha256=blobs.put_file(path, audio.suffix),
            media_type=audio.media_type,
            duration_s=measured.duration_s,
            level_lufs=measured.level_lufs,
            peak_dbtp=measured.peak_dbtp,
            voice_id=request.voice.id,
            region=request.voice.region,
            engine=request.voice.card,
            profile=profile.id,
            syllables_per_minute=performance.syllables_per_minute,
            script_sha256=script_sha256,
            sentences=performance.timings(montage.lead_s),
            size_bytes=size,
            spoken_sha256=said_sha256(lines),
        )
    if cache:
        cache.set(key, _take_to_json(take))
    tell(1.0, "Đã thu xong")
    return take


def _known(table: Mapping[str, T], name: str, what: str) -> T:
    if name not in table:
        raise BadInput(f"Không có {what} “{name}”.", hint="Dùng: " + ", ".join(table))
    return table[name]


def _key(request: VoiceRequest, engine_name: str, lines: Sequence[Line]) -> str:
    parts = {
        "version": VERSION,
        "spoken": [
            [(c.spoken, c.pause_s, c.exact, c.delivery and astuple(c.delivery)) for c in line.clauses]
            for line in lines
        ],
        "written": [(line.text, line.offset) for line in lines],
        "voice": request.voice.id,
        "engine": engine_name,
        "rate_hz": request.voice.sample_rate_hz,
        "settings": [request.profile, request.preset, request.pitch, request.rate],
        "jingles": [request.jingle_in, request.jingle_out],
        "format": request.audio_format,
        "tags": sorted(request.tags.items()),
    }
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _tags(request: VoiceRequest) -> dict[str, str]:
    tags = {"title": request.title or "Bản đọc", "language": "vie"}
    for key, name in (("organisation", "artist"), ("date", "date"), ("album", "album")):
        if request.tags.get(key):
            tags[name] = request.tags[key]
    return tags


def _engine_name(card_id: str) -> str:
    """Card and revision: another revision may sound otherwise, so it is a part of the cache key too."""
    card = Catalogue().card(card_id)
    return f"{card.id} {card.revision}"


# --- takes as JSON ---------------------------------------------------------------------------------


def _take_to_json(take: Take) -> bytes:
    return json.dumps(asdict(take), ensure_ascii=False).encode()


def _take_from_json(data: bytes) -> Take:
    raw = json.loads(data)
    sentences = tuple(
        SentenceTiming(
            s["text"],
            Span(**s["span"]),
            s["start_s"],
            s["end_s"],
            tuple((Span(**span), start, end) for span, start, end in s["words"]),
        )
        for s in raw.pop("sentences")
    )
    return Take(**{**raw, "region": Region(raw["region"])}, sentences=sentences)
