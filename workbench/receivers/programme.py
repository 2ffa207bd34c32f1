"""What a station plays now and next: schedule, urgency, interruption, each airing once."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from workbench.publishing.envelope import BulletinEvent, ReceiptStatus
from workbench.receivers.base import Receiver
from workbench.receivers.state import Held, Play

LATE_S = 1800.0
"""An airing that could not start within half an hour of its time is missed, not played at a wrong one."""
EMERGENCY = 1


@dataclass(frozen=True, slots=True)
class Item:
    """An airing and the bulletin it airs."""

    play: Play
    held: Held

    @property
    def length_s(self) -> float:
        """Of the whole airing, repeats included."""
        audio = self.held.data.audio
        return (audio.duration_s if audio else 0.0) * self.held.data.schedule.repeats


def plan(db: sqlite3.Connection, event: BulletinEvent, now: float) -> None:
    """Airings of a new revision; what was still to come of older ones falls away."""
    data = event.data
    db.execute(
        "UPDATE plays SET state = 'dropped' "
        "WHERE bulletin_id = ? AND revision < ? AND state IN ('due', 'playing')",
        (data.bulletin_id, data.revision),
    )
    released = event.time.timestamp()
    # Moments already past when it was released were never meant for us.
    starts = [m.start for day in data.schedule.days for m in day.moments if m.start >= released - 60]
    if not data.schedule.days or data.priority == "1":
        starts.insert(0, 0)
    db.executemany(
        "INSERT OR IGNORE INTO plays (bulletin_id, revision, moment, title, due_at, priority) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [(data.bulletin_id, data.revision, s, data.title, float(s or now), int(data.priority)) for s in starts],
    )


class Programme:
    """The order of airings, kept in the receiver's state so that a restart goes on where it was."""

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver
        self._state = receiver.state

    def _item(self, play: Play) -> Item | None:
        held = self._state.held(play.bulletin_id)
        return Item(play, held) if held is not None and held.revision == play.revision else None

    def current(self) -> Item | None:
        """What should be sounding now: an emergency, else what is playing or was interrupted, else the next."""
        now = self._receiver.clock()
        self._write_off(now)
        due = self._state.plays("state IN ('due', 'playing') AND due_at <= ?", (now,))
        ready = [item for play in due if (item := self._ready(play))]
        urgent = [i for i in ready if i.play.priority == EMERGENCY]
        playing = [i for i in ready if i.play.state == "playing"]
        interrupted = [i for i in ready if i.play.started_at is not None]
        sounding = [i for i in urgent if i.play.state == "playing"]
        return next((choice[0] for choice in (sounding, urgent, playing, interrupted, ready) if choice), None)

    def _ready(self, play: Play) -> Item | None:
        item = self._item(play)
        audio = item.held.data.audio if item else None
        return item if audio is not None and self._state.audio_ready(audio.sha256) else None

    def _write_off(self, now: float) -> None:
        """Airings whose time has gone by: too late, or the bulletin has expired."""
        for play in self._state.plays("state = 'due' AND due_at <= ?", (now,)):
            item = self._item(play)
            if item is None:
                self._set(play, "dropped")
            elif item.held.expired(now):
                self._miss(item, "Bản tin hết hạn trước khi phát.")
            elif play.moment and now > play.due_at + LATE_S:
                self._miss(item, "Lỡ giờ phát.")
            elif item.held.data.audio is None:
                self._miss(item, "Bản tin không có âm thanh.")

    def _set(self, play: Play, state: str) -> None:
        with self._state.transaction() as db:
            db.execute("UPDATE plays SET state = ? WHERE id = ?", (state, play.id))

    def _miss(self, item: Item, why: str) -> None:
        with self._state.transaction() as db:
            db.execute("UPDATE plays SET state = 'missed' WHERE id = ?", (item.play.id,))
            self._tell(db, item, ReceiptStatus.FAILED, why)

    def _tell(self, db: sqlite3.Connection, item: Item, status: ReceiptStatus, detail: str = "") -> None:
        held = item.held
        self._receiver.receipt(db, held.data, held.event_id, status, moment=item.play.moment, detail=detail)

    def begin(self, item: Item) -> bool:
        """It sounds now; whatever else was playing waits with its place kept. False if it is no longer due."""
        play, now = item.play, self._receiver.clock()
        with self._state.transaction() as db:
            changed = db.execute(
                "UPDATE plays SET state = 'playing', started_at = COALESCE(started_at, ?) "
                "WHERE id = ? AND state IN ('due', 'playing')",
                (now, play.id),
            )
            if changed.rowcount:
                db.execute("UPDATE plays SET state = 'due' WHERE state = 'playing' AND id <> ?", (play.id,))
                self._tell(db, item, ReceiptStatus.PLAYING)
            return changed.rowcount == 1

    def progress(self, item: Item, position_s: float) -> bool:
        """How far it has got; a restart goes on from there. False when it should stop sounding."""
        with self._state.transaction() as db:
            changed = db.execute(
                "UPDATE plays SET position_s = ? WHERE id = ? AND state = 'playing'", (position_s, item.play.id)
            )
            return changed.rowcount == 1

    def finish(self, item: Item) -> bool:
        """It has been heard to the end; told once."""
        with self._state.transaction() as db:
            changed = db.execute(
                "UPDATE plays SET state = 'played', ended_at = ?, position_s = ? "
                "WHERE id = ? AND state = 'playing'",
                (self._receiver.clock(), item.length_s, item.play.id),
            )
            if changed.rowcount:
                self._tell(db, item, ReceiptStatus.PLAYED, f"{item.length_s:.0f} giây")
            return changed.rowcount == 1

    def skip(self, item: Item) -> None:
        """The operator passes over it; the sender learns that it was not heard to the end."""
        if item.play.state in {"due", "playing"}:
            self._miss(item, "Người trực đài bỏ qua.")

    def find(self, play_id: int) -> Item | None:
        """The airing a page speaks of."""
        plays = self._state.plays("id = ?", (play_id,))
        return self._item(plays[0]) if plays else None

    def upcoming(self, limit: int = 20) -> list[Item]:
        """Airings to come, soonest first."""
        plays = sorted(self._state.plays("state = 'due'"), key=lambda p: (p.due_at, p.priority))
        return [item for play in plays if (item := self._item(play))][:limit]

    def history(self, limit: int = 20) -> list[Play]:
        """Airings heard to the end or missed, latest first."""
        plays = self._state.plays("state IN ('played', 'missed')")
        return sorted(plays, key=lambda p: p.ended_at or p.due_at, reverse=True)[:limit]
