"""Loudness and peaks: our meter against pyloudnorm and known signals; the chain lands where it should."""

import numpy as np
import pyloudnorm
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import BadInput
from models.speech import master
from models.speech.ahead import ahead
from models.speech.levels import LoudnessMeter, PeakMeter, measure_lufs, oversampled_peaks, true_peak_dbtp
from models.speech.profiles import PROFILES

RATE = 44_100


def sine(hz: float, amplitude: float, seconds: float, rate: int = RATE, phase: float = 0.0):
    return amplitude * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate)) / rate + phase)


def speechlike(seconds: float, rate: int = RATE, seed: int = 1):
    """Noise in syllables and pauses, with sharp onsets: hard on gates and limiters."""
    rng, t = np.random.default_rng(seed), np.arange(round(seconds * rate)) / rate
    syllables = np.abs(np.sin(2 * np.pi * 2.1 * t)) ** 3 * (np.sin(2 * np.pi * 0.21 * t) > -0.4)
    x = rng.normal(0, 0.1, len(t)) * syllables
    x[rng.integers(0, len(x), 20)] = 0.95
    return x


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000])
def test_a_1_khz_tone_at_minus_20_dbfs_reads_minus_23(rate: int):
    assert measure_lufs(sine(997, 0.1, 5, rate), rate) == pytest.approx(-23.0, abs=0.05)


@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize("kind", ["tone", "noise", "speech", "quiet tail"])
def test_our_meter_agrees_with_pyloudnorm(rate: int, kind: str):
    rng = np.random.default_rng(3)
    x = {
        "tone": lambda: sine(200, 0.3, 8, rate),
        "noise": lambda: rng.normal(0, 0.05, 8 * rate),
        "speech": lambda: speechlike(12, rate),
        "quiet tail": lambda: np.concatenate((rng.normal(0, 0.1, 5 * rate), rng.normal(0, 0.0005, 9 * rate))),
    }[kind]()
    reference = pyloudnorm.Meter(rate, filter_class="DeMan").integrated_loudness(x)
    assert measure_lufs(x, rate) == pytest.approx(reference, abs=0.06)


@given(st.lists(st.integers(1, 30_000), min_size=1, max_size=12))
@settings(max_examples=15)
def test_loudness_and_peak_do_not_depend_on_how_the_stream_is_cut(cuts: list[int]):
    x = speechlike(3)
    loudness, peaks = LoudnessMeter(RATE), PeakMeter()
    for block in np.split(x, np.minimum(np.cumsum(cuts), len(x))):
        loudness.feed(block)
        peaks.feed(block)
    assert loudness.integrated_lufs() == pytest.approx(measure_lufs(x, RATE), abs=1e-6)
    assert peaks.dbtp() == pytest.approx(true_peak_dbtp(x), abs=1e-6)


def test_silence_and_clips_shorter_than_a_gating_block_have_a_loudness():
    assert measure_lufs(np.zeros(RATE), RATE) == -70
    assert measure_lufs(np.zeros(0), RATE) == -70
    assert measure_lufs(sine(997, 0.1, 0.2), RATE) == pytest.approx(-23, abs=0.5)


def test_a_peak_between_samples_is_found():
    between = sine(RATE / 4, 1.0, 0.5, phase=np.pi / 4)
    assert np.abs(between).max() == pytest.approx(np.sqrt(0.5), abs=1e-3)
    assert true_peak_dbtp(between) == pytest.approx(0.0, abs=0.3)
    assert true_peak_dbtp(np.zeros(0)) == -120


def test_skipping_quiet_stretches_changes_no_peak_above_the_floor():
    x = speechlike(5)
    exact, quick = oversampled_peaks(x), oversampled_peaks(x, 0.5)
    loud = exact > 0.5
    assert loud.any()
    assert np.array_equal(exact[loud], quick[loud])
    assert (quick[~loud] <= 0.5).all()


@pytest.mark.parametrize("ceiling", [-1.0, -6.0])
@pytest.mark.parametrize("gain", [1.0, 4.0, 16.0])
def test_the_limiter_holds_true_peaks_and_keeps_the_length(gain: float, ceiling: float):
    x = speechlike(6)
    y = np.concatenate(list(master.limit(np.array_split(x, 7), RATE, gain, ceiling)))
    assert len(y) == len(x)
    assert true_peak_dbtp(y) <= ceiling + 0.05


def test_the_limiter_leaves_what_is_below_the_ceiling_alone():
    x = sine(440, 0.2, 2)
    y = np.concatenate(list(master.limit([x], RATE, 1.0, -1.0)))
    assert np.allclose(x, y)


def test_the_limiter_does_not_depend_on_how_the_stream_is_cut():
    x = speechlike(4)
    whole = np.concatenate(list(master.limit([x], RATE, 6.0, -1.0)))
    cut = np.concatenate(list(master.limit(np.array_split(x, 41), RATE, 6.0, -1.0)))
    # Hops are counted from the beginning, but the last block may be padded: a few samples may differ a little.
    assert np.abs(whole - cut).max() < 0.02
    assert true_peak_dbtp(cut) <= -0.95


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda p: p.id)
@pytest.mark.parametrize("level", [0.05, 1.0])
def test_a_recording_is_mastered_to_its_profile(profile, level: float):
    x = speechlike(20) * level
    source = lambda: np.array_split(x, 31)  # noqa: E731
    shaped = (lambda: master.horn_chain(source(), RATE)) if profile.horn else source
    y = np.concatenate(list(master.mastered(shaped, RATE, profile.loudness_lufs, profile.ceiling_dbtp)()))
    assert measure_lufs(y, RATE) == pytest.approx(profile.loudness_lufs, abs=0.3)
    assert true_peak_dbtp(y) <= profile.ceiling_dbtp + 0.05


def test_a_long_recording_is_mastered_from_a_sample_of_it():
    x = np.concatenate([speechlike(30, seed=s) * (0.3 if s % 3 else 1.0) for s in range(7)])
    source = lambda: (x[i : i + 65_536] for i in range(0, len(x), 65_536))  # noqa: E731
    y = np.concatenate(list(master.mastered(source, RATE, -16, -1)()))
    assert measure_lufs(y, RATE) == pytest.approx(-16, abs=0.3)


def test_silence_is_refused_in_words():
    with pytest.raises(BadInput, match="không có tiếng"):
        master.mastered(lambda: [np.zeros(RATE)], RATE, -16, -1)


def test_the_horn_chain_cuts_what_a_horn_cannot_carry_and_lifts_consonants():
    def level_db(hz: float) -> float:
        y = np.concatenate(list(master.horn_chain([sine(hz, 0.01, 2)], RATE)))[RATE // 2 :]
        return 20 * np.log10(np.sqrt(np.mean(y**2)) / (0.01 / np.sqrt(2)))

    assert level_db(70) < -20  # two octaves below 280 Hz at 12 dB per octave
    assert level_db(140) == pytest.approx(-12, abs=2)
    assert level_db(2_800) == pytest.approx(4, abs=0.7)
    assert abs(level_db(1_000)) < 1.5
    assert level_db(14_000) < -11


def test_the_compressor_narrows_loud_and_quiet_three_to_one():
    def through(amplitude: float) -> float:
        y = np.concatenate(list(master.horn_chain([sine(1_000, amplitude, 2)], RATE)))[RATE:]
        return 20 * np.log10(np.sqrt(np.mean(y**2)))

    # Both above the threshold: 12 dB in become 4 dB out.
    assert through(0.8) - through(0.2) == pytest.approx(4, abs=0.3)


def test_a_stream_computed_ahead_is_the_same_stream_and_brings_its_errors():
    assert list(ahead(range(100))) == list(range(100))

    def broken():
        yield 1
        raise BadInput("hỏng")

    stream = ahead(broken())
    assert next(stream) == 1
    with pytest.raises(BadInput, match="hỏng"):
        next(stream)


def test_a_stream_computed_ahead_may_be_left():
    def endless():
        while True:
            yield 1

    stream = ahead(endless())
    next(stream)
    stream.close()


def test_our_true_peak_agrees_with_a_studio_resampler():
    import soxr

    rng = np.random.default_rng(5)
    for seed in range(3):
        x = np.convolve(speechlike(4, seed=seed), [0.2, 0.5, 0.2], "same") + rng.normal(0, 0.01, 4 * RATE)
        dense = soxr.resample(np.pad(x, 500), RATE, 8 * RATE, quality="VHQ")
        assert true_peak_dbtp(x) == pytest.approx(20 * np.log10(np.abs(dense).max()), abs=0.25)
