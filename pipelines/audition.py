"""One sentence, or a place in it, heard before anything is recorded: by the voice that will record it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.errors import BadInput
from models.speech.base import SpeechOptions, Utterance, VoiceEngine
from models.speech.rates import Preset
from models.speech.tape import sounding
from models.types import Reading, Span, Voice
from pipelines.clauses import Clause, clauses, written_words

if TYPE_CHECKING:
    from models.types import Samples

_BEFORE_S, _AFTER_S = 0.02, 0.08
"""Left around a place, so that no consonant is cut off."""
_FADE_S = 0.004
_LONGEST = 1200
"""Characters spoken at most: about a minute and a half."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Sound of a place, or of a whole sentence."""

    samples: Samples
    rate_hz: int

    def wav(self) -> bytes:
        """As a file a browser plays."""
        import soundfile

        out = io.BytesIO()
        soundfile.write(out, self.samples, self.rate_hz, format="WAV", subtype="PCM_16")
        return out.getvalue()


def audition(
    reading: Reading,
    place: Span | None,
    engine: VoiceEngine,
    voice: Voice,
    preset: Preset,
    *,
    pitch: float = 0.0,
) -> Heard:
    """Speak a sentence. Only a place is wanted: its clause is spoken, and cut to the place.

    Raises:
        BadInput: nothing is said there.
        Unavailable: the voice engine failed.
    """
    wanted = _wanted(clauses(reading, preset, preset.sentence_s), place)
    utterances = [Utterance(clause.spoken, clause.pause_s, clause.delivery) for clause in wanted]
    options = SpeechOptions(rate=preset.articulation, pitch=pitch)
    rate = voice.sample_rate_hz
    sound: list[Samples] = []
    done, times = 0, []
    for clause, chunk in zip(wanted, engine.speak(utterances, voice, options), strict=True):
        first, last = sounding(chunk.samples, rate)
        for written, start, end in written_words(clause, chunk.words, 0, (done - first) / rate):
            if place is not None and _meets(written, place):
                times.append((start, end))
        silence = np.zeros(round(clause.pause_s * rate), dtype=np.float32)
        sound += [chunk.samples[first:last], silence]
        done += last - first + len(silence)
    if not any(len(piece) for piece in sound) or (place is not None and not times):
        raise BadInput("Chỗ này không được đọc lên.")
    whole = np.concatenate(sound)
    if place is None:
        return Heard(whole, rate)
    start = max(0, round((min(a for a, _ in times) - _BEFORE_S) * rate))
    end = round((max(b for _, b in times) + _AFTER_S) * rate)
    return Heard(_faded(whole[start:end], rate), rate)


def _faded(samples: Samples, rate: int) -> Samples:
    """Cut edges click; a few milliseconds of fading do not."""
    cut = samples.copy()
    length = min(round(_FADE_S * rate), len(cut) // 2)
    ramp = np.linspace(0, 1, length, dtype=np.float32)
    cut[:length] *= ramp
    cut[len(cut) - length :] *= ramp[::-1]
    return cut


def _wanted(cut: list[Clause], place: Span | None) -> list[Clause]:
    if place is not None:
        return [c for c in cut if any(_meets(p.written, place) for p in c.pieces)]
    kept: list[Clause] = []
    for clause in cut:
        if kept and sum(len(c.spoken) for c in kept) + len(clause.spoken) > _LONGEST:
            break
        kept.append(clause)
    return kept


def _meets(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
