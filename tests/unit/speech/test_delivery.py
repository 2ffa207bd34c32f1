"""Delivery is heard: headings slower and followed by a longer pause, brackets quicker, loudness as asked."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.reading import read
from models.speech.base import SpeechOptions, Utterance, manner
from models.speech.espeak import VOICES, EspeakEngine
from models.speech.rates import PRESETS
from models.speech.subtitles import srt
from models.speech.tape import Tape
from models.types import Delivery
from pipelines.clauses import lines
from pipelines.performance import Performance
from pipelines.types import RadioScript, ScriptSentence
from pipelines.voice import record
from tests.unit.speech.studio import BASE, MemoryCache, script
from workbench.store.blobs import FolderBlobs

WORDS = "Lịch tiêm phòng cho trẻ em."


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EspeakEngine]:
    engine = EspeakEngine(tmp_path_factory.mktemp("espeak"))
    yield engine
    engine.close()


def heard(engine: EspeakEngine, delivery: Delivery | None, words: str = WORDS) -> np.ndarray:
    (chunk,) = engine.speak([Utterance(words, delivery=delivery)], VOICES[0], SpeechOptions())
    return chunk.samples


def level_db(samples: np.ndarray) -> float:
    return float(20 * np.log10(np.sqrt(np.mean(samples.astype(np.float64) ** 2))))


def test_a_heading_is_slower_and_an_aside_quicker_and_softer(engine: EspeakEngine):
    plain, heading, aside = (heard(engine, d) for d in (None, Delivery(emphasis=1), Delivery(emphasis=-1)))
    assert len(heading) / len(plain) == pytest.approx(1.1, abs=0.04)
    assert len(aside) / len(plain) == pytest.approx(0.95, abs=0.04)
    assert level_db(aside) < level_db(plain) - 1
    assert len(heard(engine, Delivery(emphasis=2))) > len(heading)


def test_prosody_does_what_it_says(engine: EspeakEngine):
    plain = heard(engine, None)
    assert len(heard(engine, Delivery(rate=0.8))) / len(plain) == pytest.approx(1.25, abs=0.1)
    assert level_db(heard(engine, Delivery(gain_db=-6))) == pytest.approx(level_db(plain) - 6, abs=0.2)


def test_louder_never_clips(engine: EspeakEngine):
    loud = heard(engine, Delivery(emphasis=2, gain_db=6))
    assert float(np.max(np.abs(loud))) <= 1.0
    assert level_db(loud) > level_db(heard(engine, None))


def test_no_delivery_is_the_very_same_sound(engine: EspeakEngine):
    assert np.array_equal(heard(engine, None), heard(engine, Delivery()))
    assert manner(SpeechOptions(1.1, 2), None) == manner(SpeechOptions(1.1, 2), Delivery())


HEADED = RadioScript(
    tuple(
        ScriptSentence(t)
        for t in (
            "I. LỊCH TIÊM PHÒNG",
            "Từ ngày mai, trạm y tế xã tiêm phòng sởi cho trẻ em dưới năm tuổi (kể cả cháu mới đến).",
            "Mời các gia đình đưa cháu đến đúng giờ, mang theo sổ tiêm chủng và giữ gìn trật tự.",
            "II. NHỮNG ĐIỀU CẦN NHỚ",
            "Ai chưa rõ thì hỏi trưởng thôn, hoặc gọi cho trạm y tế để được giải thích.",
        )
    )
)


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda p: p.id)
def test_headings_slow_down_and_the_whole_still_lands_in_its_band(engine: EspeakEngine, tmp_path: Path, preset):
    made = lines(HEADED, "Tin y tế", "", read, preset)
    performance = Performance(made, Tape(tmp_path / "tape", 22_050), preset)
    performance.speak(engine, VOICES[0], rate=1.0, pitch=0.0, progress=lambda *_: None)
    assert preset.low_spm <= performance.syllables_per_minute <= preset.high_spm
    order = [(i, c) for i, line in enumerate(made) for c in line.clauses]
    pauses = {}
    for (index, _), silence in zip(order, performance.silences, strict=True):
        pauses[index] = silence / 22_050
    heading, sentence = pauses[1], pauses[2]
    assert heading > 1.2 * sentence


def test_a_break_in_seconds_is_kept_whatever_the_rate(engine: EspeakEngine, tmp_path: Path):
    asked = script("Bà con chú ý. <break time='2500ms'/> Mời ra họp tại nhà văn hóa, đúng giờ, đông đủ.")
    for preset in PRESETS.values():
        performance = Performance(lines(asked, "", "", read, preset), Tape(tmp_path / "tape", 22_050), preset)
        performance.speak(engine, VOICES[0], rate=1.0, pitch=0.0, progress=lambda *_: None)
        assert performance.silences[0] == round(2.5 * 22_050)


def test_tags_are_not_in_subtitles_and_times_point_at_the_words_shown(engine: EspeakEngine, tmp_path: Path):
    pytest.importorskip("soundfile")
    marked = 'Mời <emphasis level="strong">bà con</emphasis> ra <sub alias="ủy ban">UBND</sub> xã.'
    request = replace(BASE, script=script(marked, "Hết tin."), title="", ai_line="")
    cache = MemoryCache()
    take = record(request, engine, read, FolderBlobs(tmp_path / "blobs"), cache)
    timing = take.sentences[0]
    assert timing.text == "Mời bà con ra UBND xã."
    assert "<" not in srt(take.sentences)
    shown = [timing.text[a.start - timing.span.start : a.end - timing.span.start] for a, _, _ in timing.words]
    assert shown == ["Mời", "bà", "con", "ra", "UBND", "xã"]
    plain = replace(request, script=script("Mời bà con ra <sub alias='ủy ban'>UBND</sub> xã.", "Hết tin."))
    record(plain, engine, read, FolderBlobs(tmp_path / "blobs"), cache)
    assert len(cache.kept) == 2, "the same words said with another delivery are another recording"
