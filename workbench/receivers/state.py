"""What a receiver remembers: bulletins, what airs when, receipts to send. One small SQLite file.

An event and everything that follows from it are one transaction, so a receiver killed at any moment
either has the whole event or gets it again.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from workbench.publishing.message import BulletinData

TABLES = """
CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS bulletins (
    bulletin_id TEXT PRIMARY KEY, arrival INTEGER NOT NULL, revision INTEGER NOT NULL DEFAULT 0,
    event_id TEXT NOT NULL DEFAULT '', data TEXT, sent_at REAL NOT NULL DEFAULT 0,
    received_at REAL NOT NULL DEFAULT 0, first_at REAL NOT NULL DEFAULT 0,
    recalled INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS audio (
    sha256 TEXT PRIMARY KEY, url TEXT NOT NULL, ready INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0, next_at REAL NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS plays (
    id INTEGER PRIMARY KEY, bulletin_id TEXT NOT NULL, revision INTEGER NOT NULL, moment INTEGER NOT NULL,
    title TEXT NOT NULL, due_at REAL NOT NULL, priority INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'due',
    position_s REAL NOT NULL DEFAULT 0, started_at REAL, ended_at REAL,
    UNIQUE (bulletin_id, revision, moment));
CREATE TABLE IF NOT EXISTS receipts (
    id TEXT PRIMARY KEY, body BLOB NOT NULL, seq INTEGER NOT NULL, sent INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS receipts_unsent ON receipts (sent, seq);
CREATE INDEX IF NOT EXISTS plays_state ON plays (state, due_at);
"""
LIVE = "data IS NOT NULL AND revision > recalled"


@dataclass(frozen=True, slots=True)
class Held:
    """A bulletin as it stands here."""

    bulletin_id: str
    revision: int
    event_id: str
    data: BulletinData
    sent_at: float
    """Epoch seconds of the sender's release."""
    received_at: float
    """Of this revision, epoch seconds."""
    first_at: float
    """Of the first revision that came."""

    def expired(self, now: float) -> bool:
        """Its time is over."""
        return self.data.expires_at is not None and self.data.expires_at <= now


@dataclass(frozen=True, slots=True)
class Play:
    """One airing of one revision."""

    id: int
    bulletin_id: str
    revision: int
    moment: int
    """Epoch seconds it is scheduled for; 0 = on arrival."""
    title: str
    due_at: float
    priority: int
    state: str
    """due, playing, played, missed, dropped."""
    position_s: float
    started_at: float | None
    ended_at: float | None


class ReceiverState:
    """Access to the file; safe from several threads of one process."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.executescript(TABLES)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """A read."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def held(self, bulletin_id: str) -> Held | None:
        """A bulletin that is neither unknown nor recalled."""
        found = self._held("bulletin_id = ?", (bulletin_id,))
        return found[0] if found else None

    def live(self, now: float) -> list[Held]:
        """Every bulletin in force, in order of first arrival."""
        return [h for h in self._held("1", ()) if not h.expired(now)]

    def _held(self, where: str, values: Sequence[object]) -> list[Held]:
        columns = "bulletin_id, revision, event_id, data, sent_at, received_at, first_at"
        with self._lock:
            rows = self._db.execute(
                f"SELECT {columns} FROM bulletins WHERE {LIVE} AND {where} ORDER BY arrival",  # noqa: S608
                values,
            ).fetchall()
        return [Held(r[0], r[1], r[2], BulletinData.model_validate_json(r[3]), *r[4:]) for r in rows]

    def gone(self, bulletin_id: str) -> str | None:
        """Reason of a recall, maybe empty; None when it was never recalled."""
        found = self.rows("SELECT reason FROM bulletins WHERE bulletin_id = ? AND recalled > 0", (bulletin_id,))
        return str(found[0][0]) if found else None

    # --- audio -----------------------------------------------------------------------------------

    def wanted_audio(self, now: float) -> list[tuple[str, str, int]]:
        """(sha256, url, tries) of files to fetch now."""
        with self._lock:
            return self._db.execute(
                "SELECT sha256, url, tries FROM audio WHERE ready = 0 AND next_at <= ? ORDER BY rowid", (now,)
            ).fetchall()

    def audio_ready(self, sha256: str) -> bool:
        """The file is here and its hash was right."""
        return bool(self.rows("SELECT 1 FROM audio WHERE sha256 = ? AND ready = 1", (sha256,)))

    def audio_fetched(self, sha256: str) -> None:
        """It is."""
        with self.transaction() as db:
            db.execute("UPDATE audio SET ready = 1, error = '' WHERE sha256 = ?", (sha256,))

    def audio_failed(self, sha256: str, error: str, next_at: float) -> None:
        """Not this time."""
        with self.transaction() as db:
            db.execute(
                "UPDATE audio SET tries = tries + 1, error = ?, next_at = ? WHERE sha256 = ?",
                (error, next_at, sha256),
            )

    # --- plays -----------------------------------------------------------------------------------

    def plays(self, where: str = "1", values: Sequence[object] = ()) -> list[Play]:
        """Airings, most urgent first."""
        columns = ", ".join(Play.__dataclass_fields__)
        with self._lock:
            rows = self._db.execute(
                f"SELECT {columns} FROM plays WHERE {where} ORDER BY priority, due_at, id",  # noqa: S608
                values,
            ).fetchall()
        return [Play(*row) for row in rows]

    # --- receipts --------------------------------------------------------------------------------

    def unsent(self, limit: int = 200) -> list[tuple[str, bytes]]:
        """Receipts the queue has not confirmed yet, oldest first."""
        with self._lock:
            return self._db.execute(
                "SELECT id, body FROM receipts WHERE sent = 0 ORDER BY seq LIMIT ?", (limit,)
            ).fetchall()

    def confirmed(self, ids: Sequence[str]) -> None:
        """The queue has them."""
        with self.transaction() as db:
            db.executemany("UPDATE receipts SET sent = 1 WHERE id = ?", [(i,) for i in ids])

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()


def add_receipt(db: sqlite3.Connection, receipt_id: str, body: bytes) -> bool:
    """Queue a receipt inside a transaction; False when it was already given."""
    added = db.execute(
        "INSERT OR IGNORE INTO receipts (id, body, seq) "
        "VALUES (?, ?, (SELECT COALESCE(MAX(seq), 0) + 1 FROM receipts))",
        (receipt_id, body),
    )
    return added.rowcount == 1
