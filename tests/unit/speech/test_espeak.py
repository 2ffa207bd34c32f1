"""The built-in voice: outside this process, the same bytes every time, alive after a crash."""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from models.errors import Unavailable
from models.speech import espeak_worker
from models.speech.base import SpeechOptions, Utterance
from models.speech.espeak import VOICES, EspeakEngine
from models.types import AudioChunk

TEXT = "Ngày mai trạm y tế xã tiêm phòng sởi cho trẻ em, mời các gia đình đưa cháu đến sớm."
OTHERS = [f"Tin ngắn, câu thứ {word}." for word in ("một", "hai", "ba", "bốn", "năm")] * 10


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[EspeakEngine]:
    engine = EspeakEngine(tmp_path / "cache", workers=2)
    yield engine
    engine.close()


def say(engine: EspeakEngine, *texts: str, voice: int = 0, **options: float) -> list[AudioChunk]:
    return list(engine.speak([Utterance(t) for t in texts], VOICES[voice], SpeechOptions(**options)))


def workers() -> list[psutil.Process]:
    """Living speech processes of this one; a child that ended between two looks is none of them."""
    found = []
    for child in psutil.Process().children():
        try:
            if any("espeak_worker" in part for part in child.cmdline()):
                found.append(child)
        except psutil.NoSuchProcess:  # a zombie is one too
            continue
    return found


def test_the_same_utterance_is_the_same_bytes_first_after_fifty_others_and_in_another_engine(
    engine: EspeakEngine, tmp_path: Path
):
    (first,) = say(engine, TEXT)
    for voice in range(6):
        say(engine, *OTHERS, voice=voice, rate=1.1, pitch=-2)
    again = say(engine, *[TEXT] * 8)
    other = EspeakEngine(tmp_path / "other", workers=1)
    (elsewhere,) = say(other, TEXT)
    other.close()
    assert {c.samples.tobytes() for c in [*again, elsewhere]} == {first.samples.tobytes()}


def test_nothing_of_espeak_is_in_this_process():
    probe = (
        "import sys, tempfile, pathlib; from models.speech.espeak import *; from models.speech.base import *\n"
        "with tempfile.TemporaryDirectory() as d:\n"
        "    e = EspeakEngine(pathlib.Path(d)); n = len(next(iter(e.speak([Utterance('Chào')], VOICES[0],"
        " SpeechOptions()))).samples); e.close()\n"
        "maps = pathlib.Path('/proc/self/maps')\n"
        "print(n > 0, 'espeak' in maps.read_text() if maps.exists() else False, sorted("
        "m for m in ('torch', 'pydantic', 'sqlalchemy', 'gradio', 'scipy') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.split(maxsplit=2) == ["True", "False", "[]\n"]


def test_a_worker_imports_the_standard_library_only():
    source = Path(espeak_worker.__file__).read_text()
    assert "import numpy" not in source
    assert "from models" not in source


def test_a_killed_worker_is_replaced_and_its_utterance_said_once_more(engine: EspeakEngine):
    (before,) = say(engine, TEXT)
    for process in workers():
        process.send_signal(signal.SIGKILL)
    (after,) = say(engine, TEXT)
    assert np.array_equal(before.samples, after.samples)


def test_workers_killed_again_and_again_in_the_middle_lose_no_sentence(engine: EspeakEngine):
    (expected,) = say(engine, TEXT)
    stop = threading.Event()

    def killer() -> None:
        while not stop.wait(0.12):
            for process in workers()[:1]:
                process.send_signal(signal.SIGKILL)

    thread = threading.Thread(target=killer)
    thread.start()
    try:
        chunks = say(engine, *[TEXT] * 60)
    finally:
        stop.set()
        thread.join()
    assert {c.samples.tobytes() for c in chunks} == {expected.samples.tobytes()}


def test_a_process_that_cannot_live_is_an_error_in_words(
    engine: EspeakEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    say(engine, "Chào.")
    nobody = tmp_path / "nobody"
    nobody.write_text("#!/bin/sh\nexit 9\n")
    nobody.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(nobody))
    for process in workers():
        process.send_signal(signal.SIGKILL)
    with pytest.raises(Unavailable, match="dừng đột ngột"):
        say(engine, TEXT)
    monkeypatch.undo()
    assert len(say(engine, "Chào.")[0].samples) > 0


def test_parameters_do_not_leak_from_one_voice_to_the_next(engine: EspeakEngine):
    (plain,) = say(engine, TEXT, voice=3)
    say(engine, TEXT, voice=5, rate=1.6, pitch=7)
    (again,) = say(engine, TEXT, voice=3)
    assert np.array_equal(plain.samples, again.samples)


def test_capitals_are_words_not_letters(engine: EspeakEngine):
    small, capital = say(engine, "thông báo khẩn", "THÔNG BÁO KHẨN")
    assert np.array_equal(small.samples, capital.samples)


def test_the_letter_j_is_heard_with_its_vowel(engine: EspeakEngine):
    letter, alike, other = say(engine, "gi đi pi", "di đi pi", "đi pi")
    assert np.array_equal(letter.samples, alike.samples)
    assert (len(letter.samples) - len(other.samples)) / letter.sample_rate_hz > 0.1


def test_each_syllable_has_its_moment(engine: EspeakEngine):
    (chunk,) = say(engine, TEXT)
    assert [w.span.of(TEXT) for w in chunk.words] == TEXT.replace(",", "").rstrip(".").split()


def test_a_semitone_is_a_semitone(engine: EspeakEngine):
    import parselmouth

    def pitch(semitones: float) -> float:
        (chunk,) = say(engine, "ba má ba ma ba ma ba.", pitch=semitones)
        track = parselmouth.Sound(chunk.samples.astype(float), chunk.sample_rate_hz).to_pitch(0.01, 50, 600)
        voiced = track.selected_array["frequency"]
        return float(np.median(12 * np.log2(voiced[voiced > 0])))

    for semitones in (4, -4):
        assert pitch(semitones) - pitch(0) == pytest.approx(semitones, abs=0.5)


def test_workers_end_when_their_engine_closes_and_when_its_process_is_killed(tmp_path: Path):
    program = (
        "import sys, pathlib, json, time, psutil\n"
        "from models.speech.espeak import *; from models.speech.base import *\n"
        "e = EspeakEngine(pathlib.Path(sys.argv[1]))\n"
        "next(iter(e.speak([Utterance('Chào')], VOICES[0], SpeechOptions())))\n"
        "print(json.dumps([p.pid for p in psutil.Process().children()]), flush=True)\n"
        "time.sleep(60)"
    )
    root = Path(__file__).resolve().parents[3]
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=root
    )
    assert process.stdout is not None
    children = [psutil.Process(pid) for pid in json.loads(process.stdout.readline())]
    process.kill()
    process.wait()
    process.stdout.close()
    gone, alive = psutil.wait_procs(children, timeout=5)
    assert len(gone) == 2
    assert not alive


def test_the_data_folder_is_small_ours_and_built_once(engine: EspeakEngine, tmp_path: Path):
    say(engine, "Chào.")
    (folder,) = (tmp_path / "cache").iterdir()
    size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    assert size < 1_000_000
    assert len(list((folder / "voices" / "!v").iterdir())) == 6
    built = folder.stat().st_mtime_ns
    engine.close()
    say(engine, "Chào.")
    assert folder.stat().st_mtime_ns == built


def test_a_cache_tidied_away_while_running_is_built_again(engine: EspeakEngine, tmp_path: Path):
    (before,) = say(engine, TEXT)
    (folder,) = (tmp_path / "cache").iterdir()
    (folder / "vi_dict").unlink()
    for process in workers():
        process.send_signal(signal.SIGKILL)
    (after,) = say(engine, TEXT)
    assert np.array_equal(before.samples, after.samples)


def test_an_english_word_is_spoken_not_dropped(engine: EspeakEngine, capfd: pytest.CaptureFixture[str]):
    without, with_word = say(engine, "Mời bà con tải về máy.", "Mời bà con tải facebook messenger về máy.")
    assert len(with_word.samples) > len(without.samples) + 0.5 * with_word.sample_rate_hz
    assert capfd.readouterr().err == ""
