"""Files: what is encoded can be read back, says what it is, and is the same bytes every time."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from models.errors import BadInput
from models.speech import files, jingles
from models.speech.marks import AiMark, read_mark, sidecar

soundfile = pytest.importorskip("soundfile")

MARK = AiMark("espeak-ng 1.52.0", "espeak-bac-nu", "ab" * 32)
TAGS = {
    "title": "Lịch tiêm phòng ở xã Đại Ơn",
    "artist": "Ủy ban nhân dân xã",
    "date": "2026-11-23",
    "language": "vie",
}
FORMATS = list(files.FORMATS)


def tone(audio: files.AudioFormat, seconds: float = 2.0):
    t = np.arange(round(seconds * audio.rate_hz)) / audio.rate_hz
    x = 0.3 * np.sin(2 * np.pi * 300 * t) * np.sin(2 * np.pi * 1.5 * t)
    return np.array_split(x, 9)


def write(folder: Path, name: str, stem: str = "thử", tags=TAGS) -> Path:
    audio = files.FORMATS[name]
    path = folder / f"{stem}{audio.suffix}"
    files.encode(path, tone(audio), audio, tags, MARK)
    return path


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_input_gives_the_same_bytes(tmp_path: Path, name: str):
    first, second = (write(tmp_path, name, stem).read_bytes() for stem in ("một", "hai"))
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()


@pytest.mark.parametrize("name", FORMATS)
def test_another_title_gives_other_bytes(tmp_path: Path, name: str):
    assert (
        write(tmp_path, name).read_bytes() != write(tmp_path, name, tags={**TAGS, "title": "Khác"}).read_bytes()
    )


@pytest.mark.parametrize("name", FORMATS)
def test_the_ai_mark_is_read_back(tmp_path: Path, name: str):
    assert read_mark(write(tmp_path, name)) == {
        "AI_GENERATED": "true",
        "AI_ENGINE": "espeak-ng 1.52.0",
        "AI_VOICE": "espeak-bac-nu",
        "AI_TEXT_SHA256": "ab" * 32,
    }


@pytest.mark.parametrize("name", FORMATS)
def test_vietnamese_tags_survive(tmp_path: Path, name: str):
    import mutagen

    found = mutagen.File(write(tmp_path, name)).tags
    keys = (
        {"title": "TIT2", "artist": "TPE1"}
        if name in {"mp3", "wav"}
        else {"title": "TITLE", "artist": "ARTIST"}
    )
    for ours, theirs in keys.items():
        value = found[theirs]
        assert str(value.text[0] if hasattr(value, "text") else value[0]) == TAGS[ours]


def test_the_mp3_mark_is_id3_2_3_with_the_expected_frame(tmp_path: Path):
    from mutagen.id3 import ID3

    tag = ID3(write(tmp_path, "mp3"), translate=False)
    assert tag.version == (2, 3, 0)
    assert tag["TXXX:AI_GENERATED"].text == ["true"]


def test_mp3_is_constant_128_kbit_mono_and_gapless(tmp_path: Path):
    import mutagen

    path = write(tmp_path, "mp3")
    info = mutagen.File(path).info
    assert (round(info.bitrate, -3), info.channels, info.sample_rate) == (128_000, 1, 44_100)
    assert str(info.bitrate_mode).endswith("CBR")
    assert soundfile.info(path).frames == 2 * 44_100


@pytest.mark.parametrize("name", FORMATS)
def test_duration_and_level_are_those_of_the_sound(tmp_path: Path, name: str):
    path = write(tmp_path, name)
    audio = files.FORMATS[name]
    original = np.concatenate(tone(audio))
    decoded = np.concatenate(list(files.decoded(path)))
    measured = files.measure(path)
    assert measured.duration_s == pytest.approx(2.0, abs=0.0001)
    assert np.sqrt(np.mean(decoded**2)) == pytest.approx(np.sqrt(np.mean(original**2)), rel=0.02)
    assert soundfile.info(path).channels == 1


def test_every_ogg_page_has_our_serial_and_a_good_checksum(tmp_path: Path):
    from mutagen.ogg import OggPage

    path = write(tmp_path, "opus")
    pages = 0
    with path.open("rb") as file:
        while True:
            at = file.tell()
            try:
                page = OggPage(file)
            except EOFError:
                break
            end = file.tell()
            assert page.serial == files.OGG_SERIAL
            file.seek(at)
            # mutagen computes the checksum by its own code when it writes a page
            assert page.write() == file.read(end - at)
            pages += 1
    assert pages >= 4


def test_a_file_without_a_mark_has_none_and_a_text_is_no_audio(tmp_path: Path):
    soundfile.write(tmp_path / "người.wav", np.zeros(1000), 8000)
    assert read_mark(tmp_path / "người.wav") == {}
    (tmp_path / "x.mp3").write_text("không phải âm thanh")
    with pytest.raises(BadInput, match=r"x\.mp3"):
        read_mark(tmp_path / "x.mp3")


def test_an_unknown_format_names_the_known_ones():
    with pytest.raises(BadInput, match="mp3, opus, flac, wav"):
        files.format_of("mp4")


def test_the_sidecar_says_the_same_as_the_file(tmp_path: Path):
    content = json.loads(sidecar(MARK, TAGS, {"sha256": "cd" * 32, "duration_s": 2.0}))
    assert {k: v for k, v in content.items() if k.startswith("AI_")} == read_mark(write(tmp_path, "mp3"))
    assert content["tags"]["title"] == TAGS["title"]
    assert content["recording"]["sha256"] == "cd" * 32


def test_a_jingle_of_any_format_is_read_at_the_rate_asked(tmp_path: Path):
    for name in FORMATS:
        sound = files.read_audio(write(tmp_path, name), 22_050, 60)
        assert len(sound) == pytest.approx(2 * 22_050, abs=60)
    with pytest.raises(BadInput, match="dài hơn 1 giây"):
        files.read_audio(write(tmp_path, "wav"), 22_050, 1)
    (tmp_path / "x.mp3").write_bytes(b"\0" * 100)
    with pytest.raises(BadInput, match="Không đọc được"):
        files.read_audio(tmp_path / "x.mp3", 22_050, 60)


@pytest.mark.parametrize("name", jingles.BUILT_IN)
def test_the_built_in_chimes_are_short_clean_and_repeatable(name: str):
    first, second = jingles.render(name, 44_100), jingles.render(name, 44_100)
    assert np.array_equal(first, second)
    assert 1 < len(first) / 44_100 < 4
    assert 0.3 < np.abs(first).max() <= 0.5
    assert abs(first[0]) < 0.01
    assert np.abs(first[-200:]).max() < 0.02
