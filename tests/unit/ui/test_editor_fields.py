"""The editor's form: what was not touched stays to the letter, what was touched is understood or told."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.types import Region, Span
from pipelines.types import BoardPages, Evidence, PortalArticle, RadioScript, ScriptSentence
from workbench.domain.bulletin import Content, Field, Priority, ReadingFix, Voicing
from workbench.domain.place import VIETNAM, AreaCode, Audience, Channel, Schedule
from workbench.ui.editor.fields import HAND, apply, board_of, match, of_inputs, to_form

WORDS = st.text(alphabet="abcăâđêôơư ếộữ.,0123456789-%", max_size=40)
SENTENCES = st.lists(
    st.builds(
        ScriptSentence,
        WORDS,
        st.lists(
            st.builds(lambda a, n: Evidence(Span(a, a + n), "x"), st.integers(0, 99), st.integers(1, 9))
        ).map(tuple),
        st.lists(st.sampled_from(["bỏ dấu đầu dòng", HAND]), max_size=2).map(tuple),
    ),
    max_size=5,
).map(tuple)
MOMENTS = st.integers(0, 2_000_000).map(lambda m: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=m))
CONTENTS = st.builds(
    Content,
    title=WORDS.map(str.strip).map(lambda t: " ".join(t.split())),
    summary=WORDS.map(lambda t: " ".join(t.split())),
    radio=st.builds(RadioScript, SENTENCES),
    board=st.builds(BoardPages, st.lists(st.lists(WORDS, max_size=3).map(tuple), max_size=3).map(tuple)),
    portal=st.builds(
        PortalArticle,
        WORDS.map(lambda t: " ".join(t.split())),
        WORDS.map(lambda t: " ".join(t.split())),
        SENTENCES,
    ),
    field=st.sampled_from(Field),
    priority=st.sampled_from(Priority),
    audience=st.builds(
        Audience,
        st.lists(st.sampled_from(["101", "102"]), unique=True).map(lambda x: tuple(map(AreaCode, x))),
        st.sets(st.sampled_from(Channel)).map(lambda s: tuple(c for c in Channel if c in s)),
    ),
    schedule=st.builds(
        Schedule,
        st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1)),
        st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1)),
        st.lists(st.times(), max_size=3).map(tuple),
        st.sets(st.integers(1, 7)).map(lambda s: tuple(sorted(s))),
        st.integers(1, 20),
    ),
    expires_at=st.none() | MOMENTS,
    voicing=st.builds(
        Voicing,
        voice_id=st.sampled_from(["espeak-bac-nu", "espeak-nam-nam"]),
        region=st.sampled_from(Region),
        pitch=st.sampled_from([-2.0, 0.0, 1.5]),
        jingle_in=st.sampled_from(["", "a" * 64]),
        spoken_ai_line=st.booleans(),
    ),
    reading_fixes=st.just((ReadingFix("UBND", "ủy ban"),)),
)


@given(CONTENTS)
def test_a_form_nobody_touched_gives_back_exactly_what_is_stored(content: Content) -> None:
    form = to_form(content)
    sent = [list(v) if isinstance(v, tuple) else v for v in (getattr(form, n) for n in form.__slots__)]
    assert apply(content, of_inputs(sent)) == (content, ())


@given(CONTENTS, st.text(max_size=200))
def test_any_text_in_any_box_is_taken_or_told_but_never_raises(content: Content, text: str) -> None:
    form = to_form(content)
    for name in ("title", "radio", "board", "portal_body", "start_on", "end_on", "times", "expires_at"):
        changed, problems = apply(content, replace(form, **{name: text}))
        assert all(isinstance(p, str) and p for p in problems)
        assert changed.reading_fixes == content.reading_fixes


OLD = (
    ScriptSentence("Xã họp dân lúc 7 giờ ngày 12 tháng 4.", (Evidence(Span(0, 10), "họp"),), ("nối câu",)),
    ScriptSentence("Bà con mang theo giấy mời.", (Evidence(Span(20, 30), "mời"),)),
)


def test_an_unchanged_sentence_keeps_its_evidence_wherever_it_is_moved() -> None:
    assert match("Bà con mang theo giấy mời.\n\nXã họp dân lúc 7 giờ ngày 12 tháng 4.", OLD) == (OLD[1], OLD[0])


def test_a_slightly_changed_sentence_keeps_its_evidence_and_says_a_hand_changed_it() -> None:
    (changed, _) = match("Xã họp dân lúc 8 giờ ngày 12 tháng 4.\nBà con mang theo giấy mời.", OLD)
    assert changed.evidence == OLD[0].evidence
    assert changed.edits == ("nối câu", HAND)


def test_a_new_sentence_has_no_evidence() -> None:
    added = match(
        "Xã họp dân lúc 7 giờ ngày 12 tháng 4.\nĐường làng đang sửa.\nBà con mang theo giấy mời.", OLD
    )
    assert added == (OLD[0], ScriptSentence("Đường làng đang sửa."), OLD[1])


def test_a_repeated_line_borrows_evidence_only_once() -> None:
    twice = match("Bà con mang theo giấy mời.\nBà con mang theo giấy mời.", OLD[1:])
    assert [bool(s.evidence) for s in twice] == [True, False]


def test_an_empty_line_starts_the_next_screen() -> None:
    assert board_of("HỌP DÂN\n7 giờ\n  \nTại nhà văn hóa\n\n\n") == BoardPages(
        (("HỌP DÂN", "7 giờ"), ("Tại nhà văn hóa",))
    )


@pytest.mark.parametrize(
    ("typed", "times"),
    [
        ("05:30, 17:00", (time(5, 30), time(17))),
        ("17h, 5h30", (time(5, 30), time(17))),
        ("5 giờ 30 và 17 giờ", (time(5, 30), time(17))),
        ("6.15", (time(6, 15),)),
        ("", ()),
    ],
)
def test_times_are_understood_as_people_write_them(typed: str, times: tuple[time, ...]) -> None:
    content = Content(schedule=Schedule(times=(time(4),)))
    changed, problems = apply(content, replace(to_form(content), times=typed))
    assert (changed.schedule.times, problems) == (times, ())


@pytest.mark.parametrize(
    ("box", "typed", "said"),
    [
        ("times", "25h", "25h"),
        ("times", "sáng sớm", "sáng sớm"),
        ("start_on", "31/02/2026", "31/02/2026"),
        ("start_on", "2026", "2026"),
        ("expires_at", "mai", "mai"),
        ("expires_at", "99:00 25/12/2026", "99:00"),
    ],
)
def test_what_cannot_be_understood_is_told_and_the_stored_value_stays(box: str, typed: str, said: str) -> None:
    content = Content(
        schedule=Schedule(start_on=date(2026, 5, 1), times=(time(5, 30),)),
        expires_at=datetime(2026, 6, 1, tzinfo=UTC),
    )
    changed, problems = apply(content, replace(to_form(content), **{box: typed}))
    assert changed == content
    assert len(problems) == 1
    assert said in problems[0]


def test_a_last_day_without_a_clock_means_the_whole_day() -> None:
    changed, _ = apply(Content(), replace(to_form(Content()), expires_at="25/12/2026"))
    assert changed.expires_at == datetime(2026, 12, 25, 23, 59, tzinfo=VIETNAM)


def test_another_voice_brings_its_own_region() -> None:
    content = Content()
    southern = replace(content.voicing, voice_id="espeak-nam-nu", region=Region.SOUTH)
    changed, _ = apply(content, replace(to_form(content), voice_id="espeak-nam-nu"), southern)
    assert (changed.voicing.voice_id, changed.voicing.region) == ("espeak-nam-nu", Region.SOUTH)
