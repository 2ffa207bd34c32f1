"""Every built-in engine keeps the promises of `VoiceEngine`, with fork and without."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.speech.espeak import EspeakEngine
from models.testing import VoiceContract


class TestEspeak(VoiceContract):
    @pytest.fixture
    def engine(self, tmp_path: Path) -> Iterator[EspeakEngine]:
        engine = EspeakEngine(tmp_path, workers=2)
        yield engine
        engine.close()


class TestEspeakWithoutFork(VoiceContract):
    """As on Windows: a process for each utterance."""

    @pytest.fixture
    def engine(self, tmp_path: Path) -> Iterator[EspeakEngine]:
        engine = EspeakEngine(tmp_path, workers=1, fork=False)
        yield engine
        engine.close()
