"""Script → take: the right rate by pauses, times that point at written words, the same bytes for the same request."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.errors import BadInput, NotFound
from models.speech import files
from models.speech.espeak import VOICES, EspeakEngine
from models.speech.levels import measure_lufs
from models.speech.marks import read_mark
from models.speech.profiles import PROFILES
from models.speech.rates import PRESETS
from models.speech.tape import Tape
from models.types import Span
from pipelines.clauses import lines
from pipelines.performance import Performance
from pipelines.types import Take
from pipelines.voice import VoiceRequest, record
from tests.unit.speech.studio import BASE, SENTENCES, MemoryCache, reader, script
from workbench.store.blobs import FolderBlobs

soundfile = pytest.importorskip("soundfile")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EspeakEngine]:
    engine = EspeakEngine(tmp_path_factory.mktemp("espeak"))
    yield engine
    engine.close()


@pytest.fixture
def blobs(tmp_path: Path) -> FolderBlobs:
    return FolderBlobs(tmp_path / "blobs")


def sound(blobs: FolderBlobs, take: Take) -> tuple[np.ndarray, int]:
    samples, rate = soundfile.read(blobs.path(take.audio_sha256))
    return samples, rate


def perform(engine: EspeakEngine, folder: Path, request: VoiceRequest) -> Performance:
    """The spoken part alone: pace and pauses do not depend on levels and files."""
    preset = PRESETS[request.preset]
    said = lines(request.script, request.title, request.ai_line, reader, preset)
    performance = Performance(said, Tape(folder / "tape", request.voice.sample_rate_hz), preset)
    performance.speak(engine, request.voice, rate=request.rate, pitch=request.pitch, progress=lambda *_: None)
    return performance


@pytest.mark.parametrize("voice", VOICES, ids=lambda v: v.id)
@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda p: p.id)
def test_every_voice_lands_in_every_rate_band(engine: EspeakEngine, tmp_path: Path, voice, preset):
    made = perform(engine, tmp_path, replace(BASE, voice=voice, preset=preset.id))
    assert preset.low_spm <= made.syllables_per_minute <= preset.high_spm


@pytest.mark.parametrize("voice", VOICES, ids=lambda v: v.id)
def test_a_short_call_also_lands_in_its_band(engine: EspeakEngine, tmp_path: Path, voice):
    """One sentence has few pauses to stretch: the voice itself slows down a little."""
    for preset in PRESETS.values():
        short = replace(BASE, script=script(SENTENCES[1]), title="", ai_line="", preset=preset.id, voice=voice)
        made = perform(engine, tmp_path, short)
        assert preset.low_spm <= made.syllables_per_minute <= preset.high_spm


def test_a_factor_on_the_rate_moves_the_whole(engine: EspeakEngine, tmp_path: Path):
    plain, quick = (perform(engine, tmp_path, replace(BASE, rate=r)).syllables_per_minute for r in (1.0, 1.2))
    assert quick == pytest.approx(1.2 * plain, rel=0.04)


def test_pauses_sound_like_pauses(engine: EspeakEngine, tmp_path: Path):
    """Commas shorter than stops, stops shorter than what parts the title from the text (anchors.md §5.2)."""
    made = perform(engine, tmp_path, BASE)
    title, *rest = [s / made.tape.rate_hz for s in made.silences]
    comma, stop = rest[0], rest[1]
    assert 0.15 <= comma <= 0.45
    assert 0.35 <= stop <= 0.95
    assert comma < stop < title


def test_presets_differ_by_pauses_more_than_by_articulation(engine: EspeakEngine, tmp_path: Path):
    def parts(preset: str) -> tuple[float, float]:
        made = perform(engine, tmp_path, replace(BASE, preset=preset))
        return made.tape.speech_s, sum(made.silences) / made.tape.rate_hz

    (quick_speech, quick_pause), (slow_speech, slow_pause) = parts("portal"), parts("emergency")
    assert slow_speech / quick_speech < 1.3
    assert slow_pause / quick_pause > 1.7


def test_the_rate_of_the_take_is_what_a_listener_measures(engine: EspeakEngine, blobs: FolderBlobs):
    take = record(replace(BASE, title="", ai_line=""), engine, reader, blobs)
    samples, rate = sound(blobs, take)
    heard = np.flatnonzero(np.abs(samples) > 0.02)
    seconds = (heard[-1] - heard[0]) / rate
    syllables = sum(len(reader(t).spoken.split()) for t in SENTENCES)
    assert syllables / seconds * 60 == pytest.approx(take.syllables_per_minute, rel=0.02)


@pytest.mark.parametrize("audio_format", list(files.FORMATS))
@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda p: p.id)
def test_the_delivered_file_has_its_profiles_loudness_and_peaks(
    engine: EspeakEngine, blobs: FolderBlobs, profile, audio_format: str
):
    request = replace(BASE, script=script(SENTENCES[0]), profile=profile.id, audio_format=audio_format)
    take = record(request, engine, reader, blobs)
    measured = files.measure(blobs.path(take.audio_sha256))
    assert measured.level_lufs == pytest.approx(profile.loudness_lufs, abs=0.5)
    assert measured.peak_dbtp <= min(-1.0, profile.ceiling_dbtp)
    assert (take.level_lufs, take.peak_dbtp) == (measured.level_lufs, measured.peak_dbtp)
    assert take.duration_s == pytest.approx(measured.duration_s)
    assert take.size_bytes == blobs.path(take.audio_sha256).stat().st_size


def test_a_horn_recording_begins_with_a_second_of_silence(engine: EspeakEngine, blobs: FolderBlobs):
    take = record(replace(BASE, profile="horn"), engine, reader, blobs)
    samples, rate = sound(blobs, take)
    assert np.abs(samples[: round(0.98 * rate)]).max() < 0.001
    assert take.sentences[0].start_s == pytest.approx(1.0)


def test_times_point_at_written_words_and_lie_where_the_sound_is(engine: EspeakEngine, blobs: FolderBlobs):
    take = record(BASE, engine, reader, blobs)
    text = BASE.script.text
    title, *body, closing = take.sentences
    assert (title.text, closing.text) == (BASE.title, BASE.ai_line)
    assert title.words == closing.words == ()
    for sentence, written in zip(body, SENTENCES, strict=True):
        assert sentence.span.of(text) == sentence.text == written
        assert [span.of(text) for span, _, _ in sentence.words] == re.findall(r"[\w/]+", written)
    moments = [(a, b) for s in body for _, a, b in s.words]
    assert moments == sorted(moments)
    samples, rate = sound(blobs, take)
    for start, end in moments:
        assert start <= end <= take.duration_s
        assert np.abs(samples[round(start * rate) : round(end * rate)]).max() > 0.01
    for before, after in zip(take.sentences, take.sentences[1:], strict=False):
        gap = samples[round((before.end_s + 0.02) * rate) : round((after.start_s - 0.02) * rate)]
        assert len(gap) > 0.2 * rate
        assert np.abs(gap).max() < 0.01


def test_a_word_said_otherwise_keeps_its_written_place(engine: EspeakEngine, blobs: FolderBlobs):
    take = record(replace(BASE, title="", ai_line=""), engine, reader, blobs)
    (span, start, end), *_ = [w for w in take.sentences[0].words if w[0].of(BASE.script.text) == "7h00"]
    assert span == Span(3, 7)
    assert end - start > 0.25  # two syllables


@pytest.mark.parametrize("audio_format", list(files.FORMATS))
def test_the_same_request_gives_the_same_file(engine: EspeakEngine, tmp_path: Path, audio_format: str):
    other = EspeakEngine(tmp_path / "other", workers=1)
    request = replace(BASE, script=script(SENTENCES[0]), audio_format=audio_format, jingle_in="chuong-ngan")
    first = record(request, engine, reader, FolderBlobs(tmp_path / "a"))
    second = record(request, other, reader, FolderBlobs(tmp_path / "b"))
    other.close()
    assert first == second


def test_the_mark_names_engine_voice_and_text(engine: EspeakEngine, blobs: FolderBlobs):
    take = record(replace(BASE, audio_format="mp3"), engine, reader, blobs)
    mark = read_mark(blobs.path(take.audio_sha256))
    assert mark["AI_GENERATED"] == "true"
    assert mark["AI_ENGINE"] == "espeak-ng 1.52.0"
    assert mark["AI_VOICE"] == "espeak-bac-nu"
    assert mark["AI_TEXT_SHA256"] == take.script_sha256


def test_a_take_is_cached_under_everything_that_decides_its_sound(engine: EspeakEngine, blobs: FolderBlobs):
    cache = MemoryCache()
    short = replace(BASE, script=script("Mời bà con đi họp."))
    first = record(short, engine, reader, blobs, cache)

    class Silent(EspeakEngine):
        def speak(self, *_: object):
            raise AssertionError("a cached take is not spoken again")

    assert record(short, Silent(Path("unused")), reader, blobs, cache) == first
    changes = [
        replace(short, title="Khác"),
        replace(short, script=script("Khác hẳn.")),
        replace(short, voice=VOICES[1]),
        replace(short, profile="r128"),
        replace(short, preset="portal"),
        replace(short, pitch=1.0),
        replace(short, rate=1.1),
        replace(short, jingle_in="chuong-ngan"),
        replace(short, jingle_out="chuong-ngan"),
        replace(short, ai_line=""),
        replace(short, audio_format="flac"),
        replace(short, tags={"organisation": "Khác"}),
    ]
    for number, request in enumerate(changes, 2):
        record(request, engine, reader, blobs, cache)
        assert len(cache.kept) == number, request


def test_a_cached_take_whose_sound_is_gone_is_made_again(engine: EspeakEngine, blobs: FolderBlobs):
    cache = MemoryCache()
    short = replace(BASE, script=script("Mời bà con đi họp."))
    first = record(short, engine, reader, blobs, cache)
    blobs.path(first.audio_sha256).unlink()
    assert record(short, engine, reader, blobs, cache) == first
    assert first.audio_sha256 in blobs


@pytest.mark.parametrize("jingle", ["chuong-ngan", "chuong-khan"])
def test_jingles_stand_before_and_after_at_the_level_of_the_speech(
    engine: EspeakEngine, blobs: FolderBlobs, jingle
):
    plain = record(BASE, engine, reader, blobs)
    framed = record(replace(BASE, jingle_in=jingle, jingle_out=jingle), engine, reader, blobs)
    shift = framed.sentences[0].start_s - plain.sentences[0].start_s
    assert shift > 1.5
    assert framed.duration_s - plain.duration_s > 2 * 1.5
    samples, rate = sound(blobs, framed)
    chime = measure_lufs(samples[round(0.3 * rate) : round(shift * rate)], rate)
    assert chime == pytest.approx(measure_lufs(samples[round((shift + 0.5) * rate) :], rate), abs=2)


def test_a_jingle_of_ones_own_is_any_sound_file(engine: EspeakEngine, blobs: FolderBlobs, tmp_path: Path):
    t = np.arange(2 * 32_000) / 32_000
    stereo = np.stack((np.sin(600 * t), np.sin(900 * t)), axis=1) * 0.05
    soundfile.write(tmp_path / "nhạc.ogg", stereo, 32_000)
    key = blobs.put_file(tmp_path / "nhạc.ogg", ".ogg")
    plain = record(BASE, engine, reader, blobs)
    framed = record(replace(BASE, jingle_in=key), engine, reader, blobs)
    assert framed.sentences[0].start_s - plain.sentences[0].start_s == pytest.approx(2.6, abs=0.05)
    with pytest.raises(NotFound):
        record(replace(BASE, jingle_in="ab" * 32), engine, reader, blobs)


def test_what_cannot_be_recorded_is_refused_in_words(engine: EspeakEngine, blobs: FolderBlobs):
    for wrong, words in (
        (replace(BASE, script=script("…", " "), title="", ai_line=""), "không có chữ nào"),
        (replace(BASE, profile="loa"), "loudspeaker, horn, portal, r128"),
        (replace(BASE, preset="nhanh"), "portal, loudspeaker, emergency"),
        (replace(BASE, audio_format="ogg"), "mp3, opus, flac, wav"),
    ):
        with pytest.raises(BadInput, match=words):
            record(wrong, engine, reader, blobs)


def test_progress_runs_from_nothing_to_done_in_vietnamese(engine: EspeakEngine, blobs: FolderBlobs):
    seen: list[tuple[float, str]] = []
    record(BASE, engine, reader, blobs, progress=lambda fraction, what: seen.append((fraction, what)))
    fractions = [f for f, _ in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert {what.split()[1] for _, what in seen} >= {"đọc", "đo", "ghi", "kiểm", "lưu", "thu"}


def test_takes_survive_json(engine: EspeakEngine, blobs: FolderBlobs):
    cache = MemoryCache()
    take = record(BASE, engine, reader, blobs, cache)
    (kept,) = cache.kept.values()
    assert json.loads(kept)["audio_sha256"] == take.audio_sha256
    assert record(BASE, engine, reader, blobs, cache) == take


def test_two_recordings_at_once_are_those_made_one_after_the_other(engine: EspeakEngine, blobs: FolderBlobs):
    from concurrent.futures import ThreadPoolExecutor

    requests = [replace(BASE, voice=voice, script=script(SENTENCES[0])) for voice in VOICES[:4]]
    alone = [record(r, engine, reader, blobs).audio_sha256 for r in requests]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda r: record(r, engine, reader, blobs).audio_sha256, requests))
    assert together == alone
