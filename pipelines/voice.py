"""Script → recording: read, speak clause by clause, pause, master, encode, keep under its hash.

Samples stream through scratch files, so memory does not grow with the script. The same request gives the
same bytes, so a recording is cached under everything that decides its sound.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from models.errors import BadInput
from models.sentences import count_syllables
from models.speech import files, jingles, master
from models.speech.base import SpeechOptions, Utterance, VoiceEngine
from models.speech.filters import Float, blocks
from models.speech.profiles import PROFILES, LevelProfile
from models.speech.rates import PRESETS, Preset, pause_scale
from models.types import Reading, Region, Span, Voice, WordTiming
from pipelines.clauses import Clause, clauses, written_words
from pipelines.ports import BlobStore, Progress, TakeCache
from pipelines.types import RadioScript, SentenceTiming, Take

T = TypeVar("T")

VERSION = "1"
"""Raise when the chain's sound changes, so that cached takes are made anew."""
_JINGLE_GAP_S = 0.6
_TAIL_S = 0.4
_LEVEL_TOLERANCE_LU = 0.3


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


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence to be said, and where it stands in the script's text (title and closing line: nowhere)."""

    text: str
    offset: int | None
    clauses: tuple[Clause, ...]
    syllables: int


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A clause as it came from the engine, by its place in the scratch file."""

    line: int
    clause: Clause
    samples: int
    words: tuple[WordTiming, ...]


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
    lines = _lines(request, reader, preset)
    if not lines:
        raise BadInput("Kịch bản đọc không có chữ nào để đọc.")
    key = _key(request, lines)
    known = cache.get(key) if cache else None
    if known is not None:
        take = _take_from_json(known)
        if take.audio_sha256 in blobs:
            return take
    tell = progress or (lambda _fraction, _what: None)
    with tempfile.TemporaryDirectory(prefix="tieng-lang-") as folder:
        scratch = Path(folder)
        spoken = _speak(scratch / "speech.f32", lines, request, engine, preset, tell)
        tell(0.7, "Đang ghép và chuẩn âm lượng")
        rate = request.voice.sample_rate_hz
        scale = pause_scale(
            preset,
            sum(line.syllables for line in lines),
            sum(s.samples for s in spoken) / rate,
            [s.clause.pause_s for s in spoken],
        )
        lead = _opening(request, profile, audio, blobs, scratch)
        master.write_scratch(
            scratch / "whole.f32",
            _whole(scratch / "speech.f32", spoken, scale, request, profile, audio, lead, blobs),
        )
        starts = _starts(spoken, scale, rate, len(lead) / audio.rate_hz)
        script_sha256 = hashlib.sha256(request.script.text.encode()).hexdigest()
        path = scratch / f"take{audio.suffix}"
        measured = _deliver(
            scratch / "whole.f32", path, profile, audio, _tags(request), _mark(request, script_sha256)
        )
        tell(0.97, "Đang lưu bản thu")
        speech_s = max(
            0.001, starts[-1] + spoken[-1].samples / rate + spoken[-1].clause.pause_s * scale - starts[0]
        )
        take = Take(
            audio_sha256="",
            media_type=audio.media_type,
            duration_s=measured.duration_s,
            level_lufs=measured.level_lufs,
            peak_dbtp=measured.peak_dbtp,
            voice_id=request.voice.id,
            region=request.voice.region,
            engine=request.voice.card,
            profile=profile.id,
            syllables_per_minute=sum(line.syllables for line in lines) / speech_s * 60,
            script_sha256=script_sha256,
            sentences=_timings(lines, spoken, starts, rate),
            size_bytes=path.stat().st_size,
        )
        take = replace(take, audio_sha256=blobs.put_file(path, audio.suffix))
    if cache:
        cache.set(key, _take_to_json(take))
    tell(1.0, "Đã thu xong")
    return take


def _known(table: Mapping[str, T], name: str, what: str) -> T:
    if name not in table:
        raise BadInput(f"Không có {what} “{name}”.", hint="Dùng: " + ", ".join(table))
    return table[name]


# --- reading ---------------------------------------------------------------------------------------


def _lines(request: VoiceRequest, reader: Callable[[str], Reading], preset: Preset) -> list[_Line]:
    wanted: list[tuple[str, int | None, float]] = []
    if request.title.strip():
        wanted.append((request.title, None, preset.section_s))
    offset = 0
    for sentence in request.script.sentences:
        wanted.append((sentence.text, offset, preset.sentence_s))
        offset += len(sentence.text) + 1
    if request.ai_line.strip():
        text, at, _ = wanted[-1] if wanted else ("", None, 0.0)
        if wanted:
            wanted[-1] = (text, at, preset.section_s)
        wanted.append((request.ai_line, None, preset.sentence_s))
    made = []
    for text, at, pause_s in wanted:
        reading = reader(text)
        cut = tuple(clauses(reading, preset, pause_s))
        if cut:
            made.append(_Line(text, at, cut, count_syllables(reading.spoken)))
    return made


def _key(request: VoiceRequest, lines: list[_Line]) -> str:
    parts = {
        "version": VERSION,
        "spoken": [[c.spoken for c in line.clauses] for line in lines],
        "written": [line.text for line in lines],
        "voice": request.voice.id,
        "card": request.voice.card,
        "settings": [request.profile, request.preset, request.pitch, request.rate],
        "jingles": [request.jingle_in, request.jingle_out],
        "format": request.audio_format,
        "tags": sorted(request.tags.items()),
    }
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


# --- speaking --------------------------------------------------------------------------------------


def _speak(
    path: Path, lines: list[_Line], request: VoiceRequest, engine: VoiceEngine, preset: Preset, tell: Progress
) -> list[_Spoken]:
    order = [(index, clause) for index, line in enumerate(lines) for clause in line.clauses]
    options = SpeechOptions(rate=preset.articulation * request.rate, pitch=request.pitch)
    utterances = (Utterance(clause.spoken, clause.pause_s) for _, clause in order)
    made = []
    with path.open("wb") as file:
        chunks = engine.speak(utterances, request.voice, options)
        for number, ((line, clause), chunk) in enumerate(zip(order, chunks, strict=True)):
            file.write(chunk.samples.astype("<f4").tobytes())
            made.append(_Spoken(line, clause, len(chunk.samples), chunk.words))
            tell(0.7 * (number + 1) / len(order), f"Đang đọc câu {line + 1}/{len(lines)}")
    return made


def _starts(spoken: list[_Spoken], scale: float, rate: int, at_s: float) -> list[float]:
    starts = []
    for item in spoken:
        starts.append(at_s)
        at_s += item.samples / rate + round(item.clause.pause_s * scale * rate) / rate
    return starts


def _timings(
    lines: list[_Line], spoken: list[_Spoken], starts: list[float], rate: int
) -> tuple[SentenceTiming, ...]:
    made = []
    for index, line in enumerate(lines):
        mine = [(item, start) for item, start in zip(spoken, starts, strict=True) if item.line == index]
        words: list[tuple[Span, float, float]] = []
        if line.offset is not None:
            for item, start in mine:
                words += written_words(item.clause, item.words, line.offset, start)
        span = Span(line.offset, line.offset + len(line.text)) if line.offset is not None else Span(0, 0)
        first, (last, last_start) = mine[0][1], mine[-1]
        end = last_start + last.samples / rate
        made.append(SentenceTiming(line.text, span, round(first, 3), round(end, 3), _rounded(words)))
    return tuple(made)


def _rounded(words: list[tuple[Span, float, float]]) -> tuple[tuple[Span, float, float], ...]:
    return tuple((span, round(start, 3), round(end, 3)) for span, start, end in words)


# --- sound -----------------------------------------------------------------------------------------


def _opening(
    request: VoiceRequest, profile: LevelProfile, audio: files.AudioFormat, blobs: BlobStore, scratch: Path
) -> Float:
    """Lead-in silence and opening jingle, at the delivery rate, level-matched to the speech."""
    lead = np.zeros(round(profile.lead_in_s * audio.rate_hz))
    if not request.jingle_in:
        return lead
    level = master.loudness_of(master.read_scratch(scratch / "speech.f32"), request.voice.sample_rate_hz)
    gap = np.zeros(round(_JINGLE_GAP_S * audio.rate_hz))
    return np.concatenate((lead, _jingle(request.jingle_in, audio, blobs, level), gap))


def _jingle(name: str, audio: files.AudioFormat, blobs: BlobStore, level_lufs: float) -> Float:
    if name in jingles.BUILT_IN:
        sound = jingles.render(name, audio.rate_hz)
    else:
        sound = files.read_audio(blobs.path(name), audio.rate_hz)
    loudness = master.loudness_of([sound], audio.rate_hz)
    if loudness > master.SILENT_LUFS and level_lufs > master.SILENT_LUFS:
        sound = sound * 10 ** ((level_lufs - loudness) / 20)
    fade = min(len(sound) // 4, round(0.02 * audio.rate_hz))
    if fade:
        sound = sound.copy()
        sound[-fade:] *= np.linspace(1, 0, fade)
    return sound


def _whole(
    speech: Path,
    spoken: list[_Spoken],
    scale: float,
    request: VoiceRequest,
    profile: LevelProfile,
    audio: files.AudioFormat,
    lead: Float,
    blobs: BlobStore,
) -> Iterator[Float]:
    """The recording before levels: opening, speech with pauses, closing; at the delivery rate."""
    import soxr

    rate = request.voice.sample_rate_hz
    resampler = soxr.ResampleStream(rate, audio.rate_hz, 1, dtype="float64")

    def assembled() -> Iterator[Float]:
        with speech.open("rb") as file:
            for item in spoken:
                yield np.frombuffer(file.read(item.samples * 4), dtype="<f4").astype(np.float64)
                yield np.zeros(round(item.clause.pause_s * scale * rate))

    def resampled() -> Iterator[Float]:
        for block in assembled():
            yield np.asarray(resampler.resample_chunk(block), dtype=np.float64).reshape(-1)
        yield np.asarray(resampler.resample_chunk(np.zeros(0), last=True), dtype=np.float64).reshape(-1)

    yield from blocks(lead, master.BLOCK)
    yield from master.horn_chain(resampled(), audio.rate_hz) if profile.horn else resampled()
    if request.jingle_out:
        level = master.loudness_of(master.read_scratch(speech), rate)
        yield _jingle(request.jingle_out, audio, blobs, level)
    yield np.zeros(round(_TAIL_S * audio.rate_hz))


def _deliver(
    whole: Path,
    path: Path,
    profile: LevelProfile,
    audio: files.AudioFormat,
    tags: Mapping[str, str],
    mark: files.AiMark,
) -> files.Measured:
    """Encode, measure what a listener decodes, and correct for what the codec did to level and peaks."""
    aim = replace(profile, ceiling_dbtp=profile.ceiling_dbtp - audio.headroom_db)
    for _ in range(4):
        stream = master.mastered(whole, audio.rate_hz, aim)
        files.encode(path, stream(), audio, tags, mark)
        measured = files.measure(path)
        over = measured.peak_dbtp - profile.ceiling_dbtp
        off = profile.loudness_lufs - measured.level_lufs
        if over <= 0 and abs(off) <= _LEVEL_TOLERANCE_LU:
            break
        aim = replace(
            aim,
            ceiling_dbtp=aim.ceiling_dbtp - (over + 0.1 if over > 0 else 0.0),
            loudness_lufs=aim.loudness_lufs + off,
        )
    return measured


def _tags(request: VoiceRequest) -> dict[str, str]:
    tags = {"title": request.title or "Bản đọc", "language": "vie"}
    for key, name in (("organisation", "artist"), ("date", "date"), ("album", "album")):
        if request.tags.get(key):
            tags[name] = request.tags[key]
    return tags


def _mark(request: VoiceRequest, script_sha256: str) -> files.AiMark:
    return files.AiMark(engine=request.voice.card, voice=request.voice.id, text_sha256=script_sha256)


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
