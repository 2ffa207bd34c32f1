"""LichPhat: broadcast schedules on the wire, every moment in full."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import groupby

from workbench.domain.place import VIETNAM, Schedule
from workbench.publishing.message import BroadcastDay, BroadcastSchedule, Moment, epoch


def clock(seconds: float) -> str:
    """`hh:mm:ss`, rounded up so that a slot is never booked too short."""
    whole = int(-(-seconds // 1))
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def from_schedule(schedule: Schedule, released_at: datetime, duration_s: float = 0.0) -> BroadcastSchedule:
    """LichPhat of a schedule: every moment in full, so a receiver needs no calendar rules."""
    if not schedule.times:
        return BroadcastSchedule(repeats=schedule.repeats)
    length = timedelta(seconds=duration_s * schedule.repeats)
    by_day = groupby(schedule.moments(released_at), key=lambda at: at.astimezone(VIETNAM).date())
    days = tuple(
        BroadcastDay(
            day=day.isoformat(),
            moments=tuple(Moment(start=epoch(at), end=epoch(at + length)) for at in moments),
        )
        for day, moments in by_day
    )
    return BroadcastSchedule(days=days, repeats=schedule.repeats)


def to_schedule(lich: BroadcastSchedule) -> Schedule:
    """The schedule that has these moments (exact when every day has the same times)."""
    if not lich.days:
        return Schedule(repeats=lich.repeats)
    days = sorted(date.fromisoformat(d.day) for d in lich.days)
    starts = [datetime.fromtimestamp(m.start, VIETNAM) for d in lich.days for m in d.moments]
    whole = (days[-1] - days[0]).days + 1 == len(days)
    return Schedule(
        start_on=days[0],
        end_on=days[-1],
        times=tuple(sorted({at.time() for at in starts})),
        days=() if whole else tuple(sorted({d.isoweekday() for d in days})),
        repeats=lich.repeats,
    )
