"""Subtitles: short lines, whole words, in time, nothing lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.speech import subtitles
from models.types import Region, Span
from pipelines.types import SentenceTiming, Take

LONG = (
    "Ủy ban nhân dân xã đề nghị các hộ gia đình chủ động chằng chống nhà cửa, cất giữ lương thực, "
    "nước uống và thuốc men, không ra sông ra biển khi có gió lớn."
)


def take(*texts: str, words: bool = True) -> Take:
    at, offset, made = 0.0, 0, []
    for text in texts:
        found = [m.span() for m in re.finditer(r"\S+", text)]
        each = tuple(
            (Span(offset + a, offset + b), at + 0.3 * i, at + 0.3 * i + 0.3) for i, (a, b) in enumerate(found)
        )
        end = at + 0.3 * len(found)
        made.append(SentenceTiming(text, Span(offset, offset + len(text)), at, end, each if words else ()))
        at, offset = end + 0.5, offset + len(text) + 1
    return Take("", "audio/mpeg", at, -16, -1, "v", Region.NORTH, "e", "loudspeaker", 190, "", tuple(made))


def test_srt_looks_as_players_expect():
    assert subtitles.srt(take("Mời bà con đến họp.", "Xin cảm ơn.").sentences) == (
        "1\n00:00:00,000 --> 00:00:01,500\nMời bà con đến họp.\n\n"
        "2\n00:00:02,000 --> 00:00:02,900\nXin cảm ơn.\n"
    )


def test_vtt_looks_as_browsers_expect_and_escapes_markup():
    assert (
        subtitles.vtt(take("A < B & C.").sentences)
        == "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nA &lt; B &amp; C.\n"
    )


def test_an_hour_is_written_with_its_hours():
    sentence = SentenceTiming("Hết.", Span(0, 4), 3_725.5, 3_726.0)
    assert "01:02:05,500 --> 01:02:06,000" in subtitles.srt([sentence])


def test_a_long_sentence_is_cut_after_its_commas_and_its_cues_begin_with_their_first_word():
    recording = take(LONG)
    cues = list(subtitles.cues(recording.sentences))
    assert len(cues) >= 2
    assert cues[0].lines[-1].endswith(",")
    spoken = LONG.split()
    count = 0
    for cue in cues:
        assert cue.start_s == pytest.approx(0.3 * count)
        count += len(" ".join(cue.lines).split())
    assert count == len(spoken)


def test_two_lines_are_of_about_one_length():
    (cue,) = subtitles.cues(take("Ngày mai trạm y tế xã tiêm phòng sởi cho trẻ em dưới năm tuổi").sentences)
    first, second = cue.lines
    assert abs(len(first) - len(second)) <= 8


def test_without_word_times_cues_share_the_sentence_by_length():
    cues = list(subtitles.cues(take(LONG, words=False).sentences))
    starts = [c.start_s for c in cues]
    assert starts == sorted(starts)
    assert starts[0] == 0
    assert cues[-1].start_s < cues[-1].end_s


@given(st.lists(st.text(alphabet="aâưẽ ,;:.-<&\n\t", min_size=1, max_size=200), min_size=1, max_size=4))
def test_no_word_is_lost_and_no_line_is_too_long(texts: list[str]):
    recording = take(*texts)
    cues = list(subtitles.cues(recording.sentences))
    shown = [word for cue in cues for line in cue.lines for word in line.split()]
    assert shown == [word for text in texts for word in text.split()]
    for cue in cues:
        assert 1 <= len(cue.lines) <= 2
        assert cue.end_s > cue.start_s
        assert all(len(line) <= 42 or " " not in line for line in cue.lines)
    assert [c.start_s for c in cues] == sorted(c.start_s for c in cues)
