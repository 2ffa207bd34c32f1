# ruff: noqa: D102 - a contract test's name is its sentence
"""Contract tests that every engine of a family must pass, here and abroad.

Subclass, give a fixture that opens the engine, and pytest collects the promises:

    class TestMine(VoiceContract):
        @pytest.fixture
        def engine(self, tmp_path):
            ...
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
import pytest

from models.errors import WorkbenchError
from models.speech.base import SpeechOptions, Utterance, VoiceEngine
from models.types import AudioChunk, Voice

_SENTENCES = (
    "Ủy ban nhân dân xã mời bà con đến họp, xin có mặt đúng giờ.",
    "Mưa lớn kéo dài!",
    "Bà con đã nghe rõ chưa?",
)


class VoiceContract:
    """What `models.speech.base.VoiceEngine` promises."""

    @pytest.fixture
    def engine(self) -> VoiceEngine:
        """The engine under test; subclasses give it."""
        raise NotImplementedError

    @pytest.fixture
    def voice(self, engine: VoiceEngine) -> Voice:
        """Any of its voices."""
        return engine.voices()[0]

    def test_it_offers_voices_each_described_once(self, engine: VoiceEngine) -> None:
        voices = engine.voices()
        assert voices
        assert len({v.id for v in voices}) == len(voices)
        for voice in voices:
            assert voice.id == voice.id.strip().lower()
            assert voice.name
            assert voice.licence
            assert voice.card
            assert voice.sample_rate_hz >= 8_000

    def test_every_voice_speaks_at_its_stated_rate(self, engine: VoiceEngine) -> None:
        for voice in engine.voices():
            (chunk,) = engine.speak([Utterance(_SENTENCES[0])], voice, SpeechOptions())
            assert chunk.sample_rate_hz == voice.sample_rate_hz
            _is_sound(chunk)

    def test_each_utterance_gives_one_chunk_in_order(self, engine: VoiceEngine, voice: Voice) -> None:
        together = _say(engine, voice, *_SENTENCES)
        assert len(together) == len(_SENTENCES)
        for text, chunk in zip(_SENTENCES, together, strict=True):
            (alone,) = _say(engine, voice, text)
            assert np.array_equal(alone.samples, chunk.samples)

    def test_the_same_input_gives_the_same_samples_whatever_was_said_before(
        self, engine: VoiceEngine, voice: Voice
    ) -> None:
        (first,) = _say(engine, voice, _SENTENCES[0])
        for other in engine.voices():
            _say(engine, other, *_SENTENCES, options=SpeechOptions(rate=1.3, pitch=3))
        (again,) = _say(engine, voice, _SENTENCES[0])
        assert again.samples.tobytes() == first.samples.tobytes()
        assert again.words == first.words

    def test_words_point_at_what_is_spoken_and_run_forward_in_time(
        self, engine: VoiceEngine, voice: Voice
    ) -> None:
        (chunk,) = _say(engine, voice, _SENTENCES[0])
        length_s = len(chunk.samples) / chunk.sample_rate_hz
        before = 0.0
        for word in chunk.words:
            said = word.span.of(_SENTENCES[0])
            assert said
            assert said == said.strip(" ,.")
            assert before <= word.start_s <= word.end_s <= length_s
            before = word.start_s

    def test_text_that_is_not_nfc_sounds_the_same(self, engine: VoiceEngine, voice: Voice) -> None:
        apart = unicodedata.normalize("NFD", _SENTENCES[0])
        (composed,), (decomposed,) = _say(engine, voice, _SENTENCES[0]), _say(engine, voice, apart)
        assert np.array_equal(composed.samples, decomposed.samples)
        assert [unicodedata.normalize("NFC", w.span.of(apart)) for w in decomposed.words] == [
            w.span.of(_SENTENCES[0]) for w in composed.words
        ]

    def test_nothing_to_say_is_a_chunk_without_sound(self, engine: VoiceEngine, voice: Voice) -> None:
        silent, spoken = _say(engine, voice, "  ", "Có tiếng.")
        assert not len(silent.samples)
        assert not silent.words
        _is_sound(spoken)

    def test_a_higher_rate_is_shorter(self, engine: VoiceEngine, voice: Voice) -> None:
        slow, quick = (
            len(_say(engine, voice, _SENTENCES[0], options=SpeechOptions(rate=rate))[0].samples)
            for rate in (0.8, 1.25)
        )
        assert quick < 0.85 * slow

    def test_a_listener_may_stop_early(self, engine: VoiceEngine, voice: Voice) -> None:
        stream = iter(engine.speak((Utterance(s) for s in _SENTENCES * 20), voice, SpeechOptions()))
        _is_sound(next(stream))
        del stream
        _is_sound(_say(engine, voice, _SENTENCES[1])[0])

    def test_utterances_are_taken_as_they_are_needed(self, engine: VoiceEngine, voice: Voice) -> None:
        """Constant memory: an hour of script must not be pulled in before the first chunk comes out."""
        taken = 0

        def script() -> object:
            nonlocal taken
            for _ in range(200):
                taken += 1
                yield Utterance(_SENTENCES[1])

        next(iter(engine.speak(script(), voice, SpeechOptions())))  # type: ignore[arg-type]  # a generator is iterable
        assert taken <= 32

    def test_a_voice_of_another_engine_is_refused(self, engine: VoiceEngine, voice: Voice) -> None:
        stranger = Voice("khong-co-giong-nay", "?", voice.region, voice.gender, 22_050, voice.card, "?")
        with pytest.raises(WorkbenchError):
            list(engine.speak([Utterance("Xin chào.")], stranger, SpeechOptions()))

    def test_it_speaks_again_after_closing(self, engine: VoiceEngine, voice: Voice) -> None:
        (first,) = _say(engine, voice, _SENTENCES[1])
        engine.close()
        engine.close()
        (again,) = _say(engine, voice, _SENTENCES[1])
        assert np.array_equal(first.samples, again.samples)


def _say(
    engine: VoiceEngine, voice: Voice, *texts: str, options: SpeechOptions | None = None
) -> Sequence[AudioChunk]:
    return list(engine.speak([Utterance(t) for t in texts], voice, options or SpeechOptions()))


def _is_sound(chunk: AudioChunk) -> None:
    assert chunk.samples.dtype == np.float32
    assert chunk.samples.ndim == 1
    assert np.isfinite(chunk.samples).all()
    peak = float(np.abs(chunk.samples).max(initial=0.0))
    assert 0.05 < peak <= 1.0
