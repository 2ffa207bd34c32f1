"""Where bulletins go and when: areas, channels, audience, broadcast slots and schedules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

AreaCode = NewType("AreaCode", str)

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class AreaLevel(StrEnum):
    """Two-tier local government since 01/7/2025; the district level exists only in old records."""

    PROVINCE = "province"
    COMMUNE = "commune"
    HAMLET = "hamlet"


@dataclass(frozen=True, slots=True)
class Area:
    """Địa bàn. Data, never code: imported from a file."""

    code: AreaCode
    name: str
    level: AreaLevel
    parent: AreaCode | None = None
    path: tuple[AreaCode, ...] = ()
    """From the province down to this area, inclusive; used in routing keys."""


class Channel(StrEnum):
    """Kênh phát."""

    RADIO = "radio"
    BOARD = "board"
    PORTAL = "portal"


@dataclass(frozen=True, slots=True)
class Audience:
    """Nơi nhận: which areas, over which channels."""

    areas: tuple[AreaCode, ...] = ()
    channels: tuple[Channel, ...] = (Channel.RADIO, Channel.BOARD, Channel.PORTAL)


class SlotKind(StrEnum):
    """What fills a slot."""

    OWN = "own"
    RELAY = "relay"
    """Tiếp âm đài tỉnh, trung ương: own items may not overlap it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Khung giờ phát of an area."""

    id: str
    area: AreaCode
    name: str
    start: time
    minutes: int
    days: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 7)
    """ISO weekdays."""
    kind: SlotKind = SlotKind.OWN

    @property
    def end(self) -> time:
        """End of the slot; slots do not cross midnight."""
        end = datetime.combine(date(2000, 1, 1), self.start) + timedelta(minutes=self.minutes)
        return end.time() if end.date() == date(2000, 1, 1) else time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Lịch phát. Without times the item airs once, as soon as it arrives."""

    start_on: date | None = None
    """First day, Vietnam time; None = the day of release."""
    end_on: date | None = None
    """Last day, inclusive; None = same as the first."""
    times: tuple[time, ...] = ()
    """Moments of the day, Vietnam time."""
    days: tuple[int, ...] = ()
    """ISO weekdays; empty = every day of the range."""
    repeats: int = 1
    """How many times in a row at each moment."""

    def moments(self, released_at: datetime) -> tuple[datetime, ...]:
        """Aware start times; a single release time when no clock times are set."""
        if not self.times:
            return (released_at,)
        first = self.start_on or released_at.astimezone(VIETNAM).date()
        last = self.end_on or first
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return tuple(
            datetime.combine(day, at, VIETNAM)
            for day in days
            if not self.days or day.isoweekday() in self.days
            for at in sorted(self.times)
        )


EARLIEST = time(5, 30)
"""NĐ 49/2024 as applied: morning sessions from 5:30 (domain.md §2.2)."""
LATEST = time(21, 0)
"""QCVN 26:2010/BTNMT: 21:00-6:00 is the night noise band."""
MAX_REPEATS = 3
"""More in a row draws a warning (domain.md §5.6)."""
MAX_IN_A_ROW = 20
"""More is refused; the wire format holds no more."""


MAX_DAYS = 366
"""Longest run of a schedule; more is a slip of the keyboard."""


def schedule_problems(schedule: Schedule) -> tuple[str, ...]:
    """What makes a schedule impossible, as Vietnamese sentences; these block submission."""
    found: list[str] = []
    first, last = schedule.start_on, schedule.end_on
    if first and last and last < first:
        return ("Ngày kết thúc lịch phát sớm hơn ngày bắt đầu.",)
    if first and last and (last - first).days >= MAX_DAYS:
        return (f"Lịch phát dài hơn {MAX_DAYS} ngày.",)
    if last and not first:
        found.append("Lịch phát có ngày kết thúc nhưng chưa có ngày bắt đầu.")
    if schedule.days and not schedule.times:
        found.append("Lịch phát chọn thứ trong tuần nhưng chưa có giờ phát.")
    if schedule.times and schedule.days and first:
        end = last or first
        weekdays = {(first + timedelta(days=n)).isoweekday() for n in range(min(7, (end - first).days + 1))}
        if not weekdays & set(schedule.days):
            found.append("Lịch phát không có ngày nào rơi vào các thứ đã chọn.")
    if not 1 <= schedule.repeats <= MAX_IN_A_ROW:
        found.append(f"Số lần lặp phải từ 1 đến {MAX_IN_A_ROW}.")
    return tuple(found)


def schedule_warnings(
    schedule: Schedule, duration_s: float, slots: Sequence[Slot], booked_s: dict[str, float] | None = None
) -> tuple[str, ...]:
    """Vietnamese warnings of domain.md §5.6; warnings never block.

    Args:
        schedule: when the item is to air.
        duration_s: length of the item, seconds; 0 when not yet voiced.
        slots: the slots of the audience's areas.
        booked_s: seconds already booked per slot id.
    """
    found: list[str] = []
    length = timedelta(seconds=duration_s * max(1, schedule.repeats))
    for at in schedule.times:
        clock = f"{at:%H:%M}"
        end = (datetime.combine(date(2000, 1, 1), at) + length).time()
        if at < EARLIEST:
            found.append(f"Giờ phát {clock} sớm hơn 05:30; dễ gây phản ánh về tiếng ồn.")
        if at >= LATEST or end > LATEST or end < at:
            found.append(f"Giờ phát {clock} kéo sang sau 21:00, thuộc khung giờ ban đêm về tiếng ồn.")
        found.extend(_slot_warnings(at, length, slots, booked_s or {}))
    if schedule.repeats > MAX_REPEATS:
        found.append(f"Lặp {schedule.repeats} lần liền nhau, nhiều hơn mức khuyến nghị {MAX_REPEATS} lần.")
    return tuple(dict.fromkeys(found))


def _slot_warnings(at: time, length: timedelta, slots: Iterable[Slot], booked_s: dict[str, float]) -> list[str]:
    found: list[str] = []
    day = date(2000, 1, 1)
    start, end = datetime.combine(day, at), datetime.combine(day, at) + length
    inside = None
    for slot in slots:
        slot_start, slot_end = datetime.combine(day, slot.start), datetime.combine(day, slot.end)
        if slot.kind is SlotKind.RELAY and start < slot_end and end > slot_start:
            found.append(f"Giờ phát {at:%H:%M} chồng lên giờ tiếp âm “{slot.name}” ({slot.start:%H:%M}).")
        if slot.kind is SlotKind.OWN and slot_start <= start < slot_end:
            inside = slot
            used = timedelta(seconds=booked_s.get(slot.id, 0.0))
            if start + used + length > slot_end:
                over = int((start + used + length - slot_end).total_seconds())
                found.append(
                    f"Khung giờ “{slot.name}” ({slot.start:%H:%M}–{slot.end:%H:%M}) bị quá {over} giây."
                )
    if inside is None and any(s.kind is SlotKind.OWN for s in slots):
        found.append(f"Giờ phát {at:%H:%M} nằm ngoài các khung giờ của địa bàn.")
    return found
