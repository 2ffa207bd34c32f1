"""When things air: moments, what is impossible, and what draws a warning (domain.md §5.6)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.place import (
    VIETNAM,
    AreaCode,
    Schedule,
    Slot,
    SlotKind,
    schedule_problems,
    schedule_warnings,
)

RELEASED = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)  # 03:00 on the 24th in Vietnam
MORNING = Slot("s", AreaCode("101"), "Buổi sáng", time(5, 30), 60)
EVENING = Slot("c", AreaCode("101"), "Buổi chiều", time(17, 0), 60)
RELAY = Slot("t", AreaCode("101"), "Thời sự", time(17, 30), 15, kind=SlotKind.RELAY)


def test_without_times_it_airs_on_arrival():
    assert Schedule().moments(RELEASED) == (RELEASED,)


def test_times_are_vietnam_time_from_the_day_of_release():
    moments = Schedule(times=(time(17), time(5, 30))).moments(RELEASED)
    assert [f"{m:%d %H:%M %z}" for m in moments] == ["24 05:30 +0700", "24 17:00 +0700"]


def test_a_range_with_weekdays():
    plan = Schedule(date(2026, 11, 23), date(2026, 11, 29), (time(17),), days=(1, 3, 7))
    assert [m.day for m in plan.moments(RELEASED)] == [23, 25, 29]


@given(
    st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    st.integers(0, 40),
    st.lists(st.times(), min_size=1, max_size=4, unique=True),
    st.sets(st.integers(1, 7)),
)
def test_moments_come_in_order_within_the_range(first, length, times, days):
    plan = Schedule(first, first + timedelta(days=length), tuple(times), tuple(sorted(days)))
    moments = plan.moments(RELEASED)
    assert list(moments) == sorted(moments)
    assert all(first <= m.astimezone(VIETNAM).date() <= first + timedelta(days=length) for m in moments)
    if schedule_problems(plan) == ():
        assert moments


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        (Schedule(date(2026, 11, 24), date(2026, 11, 23)), "sớm hơn"),
        (Schedule(date(2026, 1, 1), date(2028, 1, 1)), "dài hơn"),
        (Schedule(end_on=date(2026, 11, 24)), "chưa có ngày bắt đầu"),
        (Schedule(days=(1,)), "chưa có giờ"),
        (Schedule(date(2026, 11, 23), date(2026, 11, 24), (time(17),), days=(7,)), "không có ngày"),
        (Schedule(repeats=0), "lặp"),
        (Schedule(repeats=21), "lặp"),
    ],
)
def test_impossible_schedules_say_why(plan: Schedule, says: str):
    assert any(says in problem for problem in schedule_problems(plan))


@pytest.mark.parametrize(
    ("at", "duration_s", "says"),
    [
        (time(5, 0), 60, "sớm hơn 05:30"),
        (time(20, 59), 120, "21:00"),
        (time(21, 30), 60, "21:00"),
        (time(23, 59), 120, "21:00"),
        (time(6, 29), 120, "quá 60 giây"),
        (time(17, 40), 60, "tiếp âm"),
        (time(17, 29), 120, "tiếp âm"),
        (time(12, 0), 60, "ngoài các khung giờ"),
    ],
)
def test_awkward_times_draw_a_warning(at: time, duration_s: float, says: str):
    found = schedule_warnings(Schedule(times=(at,)), duration_s, (MORNING, EVENING, RELAY))
    assert any(says in warning for warning in found), found


def test_a_good_time_draws_none():
    assert schedule_warnings(Schedule(times=(time(5, 30), time(17, 5))), 90, (MORNING, EVENING, RELAY)) == ()


def test_a_booked_slot_overflows():
    found = schedule_warnings(Schedule(times=(time(5, 30),)), 120, (MORNING,), {"s": 3550})
    assert found == ("Khung giờ “Buổi sáng” (05:30–06:30) bị quá 70 giây.",)


def test_more_than_three_in_a_row_is_too_many():
    assert schedule_warnings(Schedule(repeats=4), 10, ()) != ()
    assert schedule_warnings(Schedule(repeats=3), 10, ()) == ()


def test_a_slot_does_not_cross_midnight():
    assert Slot("x", AreaCode("1"), "Khuya", time(23, 30), 60).end == time(23, 59, 59)
