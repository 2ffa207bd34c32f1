"""The embedded queue: one SQLite file, durable through SIGKILL and power loss, no server.

A message is one row per bound queue, written in one transaction. Consumers lease rows; a lease that
runs out (its holder died) frees the row for the next consumer, and the token keeps the dead one out.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs

from models.errors import BadInput, Unavailable
from workbench.publishing.routing import matches
from workbench.publishing.transport import DELIVERY_LIMIT, DeadLetter, Delivery, Message, SendResult

LEASE_S = 30.0
POLL_S = 0.1

TABLES = """
CREATE TABLE IF NOT EXISTS bindings (queue TEXT NOT NULL, pattern TEXT NOT NULL, PRIMARY KEY (queue, pattern));
CREATE TABLE IF NOT EXISTS messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, id TEXT NOT NULL, routing_key TEXT NOT NULL,
    subject TEXT NOT NULL, priority INTEGER NOT NULL, body BLOB NOT NULL, headers TEXT NOT NULL,
    dead INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '',
    lease_until REAL NOT NULL DEFAULT 0, token TEXT NOT NULL DEFAULT '', deliveries INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS next_up ON messages (queue, dead, priority, seq);
CREATE INDEX IF NOT EXISTS per_subject ON messages (queue, subject, dead, seq);
"""
INSERT = (
    "INSERT INTO messages (queue, id, routing_key, subject, priority, body, headers) VALUES (?,?,?,?,?,?,?)"
)
# A message waits for earlier ones of its subject, except that a more urgent one overtakes them.
CLAIM = """
UPDATE messages SET lease_until = :until, token = :token, deliveries = deliveries + 1 WHERE seq IN (
  SELECT m.seq FROM messages m WHERE m.queue = :queue AND m.dead = 0 AND m.lease_until < :now
    AND NOT EXISTS (SELECT 1 FROM messages p WHERE p.queue = m.queue AND p.subject = m.subject AND p.dead = 0
                    AND p.seq < m.seq AND p.priority <= m.priority AND p.lease_until >= :now
                    AND m.subject <> '')
  ORDER BY m.priority, m.seq LIMIT :limit)
RETURNING seq, id, routing_key, subject, priority, body, headers, deliveries
"""
WORN_OUT = """
UPDATE messages SET dead = 1, reason = ? WHERE queue = ? AND dead = 0 AND lease_until < ? AND deliveries >= ?
"""
ANY_FREE = "SELECT 1 FROM messages WHERE queue = ? AND dead = 0 AND lease_until < ? LIMIT 1"
ACK = "DELETE FROM messages WHERE seq = ? AND token = ?"
REJECT = "UPDATE messages SET dead = 1, reason = ?, lease_until = 0, token = '' WHERE seq = ? AND token = ?"
RELEASE = """
UPDATE messages SET lease_until = 0, deliveries = deliveries - 1, token = '' WHERE seq = ? AND token = ?
"""
GIVE_BACK = """
UPDATE messages SET lease_until = 0, deliveries = deliveries - 1, token = '' WHERE token LIKE ? AND dead = 0
"""


class SqliteTransport:
    """`sqlite:///path/to/queue.db[?lease_s=30]`; several processes and threads may share the file."""

    def __init__(self, url: str) -> None:
        target, _, query = url.partition("?")
        name = target.removeprefix("sqlite:///")
        if not name or name in {target, ":memory:"}:
            raise BadInput(f"Địa chỉ hàng đợi “{url}” thiếu tên tệp.", hint="Ví dụ: sqlite:///queue.db")
        self._lease_s = float(parse_qs(query).get("lease_s", [LEASE_S])[0])
        self._me = uuid.uuid4().hex[:12]
        self._lock = threading.Lock()
        self._closed = threading.Event()
        path = Path(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")  # an acknowledged send survives a power cut
            self._db.executescript(TABLES)
        except (OSError, sqlite3.Error) as error:
            raise Unavailable(f"Không mở được hàng đợi {path}: {error}") from error

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """One write transaction; taking the lock at once avoids upgrades that fail halfway."""
        with self._lock:
            if self._closed.is_set():
                raise Unavailable("Hàng đợi đã đóng.")
            try:
                self._db.execute("BEGIN IMMEDIATE")
                try:
                    yield self._db
                except BaseException:
                    self._db.execute("ROLLBACK")
                    raise
                self._db.execute("COMMIT")
            except sqlite3.OperationalError as error:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise Unavailable(f"Hàng đợi không ghi được: {error}", hint="Kiểm tra ổ đĩa.") from error

    def send(self, messages: Sequence[Message]) -> list[SendResult]:
        """All in one transaction."""
        results = []
        with self._transaction() as db:
            bound: list[tuple[str, str]] = db.execute("SELECT queue, pattern FROM bindings").fetchall()
            for m in messages:
                queues = sorted({queue for queue, pattern in bound if matches(pattern, m.routing_key)})
                row = (m.id, m.routing_key, m.subject, m.priority, m.body, json.dumps(dict(m.headers)))
                db.executemany(INSERT, [(queue, *row) for queue in queues])
                results.append(SendResult(m.id, ok=bool(queues), unroutable=not queues))
        return results

    def declare(self, queue: str, bindings: Sequence[str]) -> None:
        """Replaces the queue's bindings; what it already holds stays."""
        with self._transaction() as db:
            db.execute("DELETE FROM bindings WHERE queue = ?", (queue,))
            db.executemany("INSERT INTO bindings VALUES (?,?)", [(queue, b) for b in dict.fromkeys(bindings)])

    def receive(self, queue: str, limit: int = 10, wait_s: float = 0.0) -> list[Delivery]:
        """Leases rows; polls the file every tenth of a second while waiting."""
        until = time.monotonic() + wait_s
        while True:
            found = self._claim(queue, limit)
            left = until - time.monotonic()
            if found or left <= 0 or self._closed.wait(min(POLL_S, left)):
                return found

    def _claim(self, queue: str, limit: int) -> list[Delivery]:
        with self._lock:  # a read first: an idle consumer must not take the write lock ten times a second
            if self._closed.is_set():
                return []
            if not self._db.execute(ANY_FREE, (queue, time.time())).fetchone():
                return []
        token = f"{self._me}.{uuid.uuid4().hex[:12]}"
        with self._transaction() as db:
            now = time.time()
            db.execute(
                WORN_OUT, (f"Đã giao {DELIVERY_LIMIT} lần mà không xử lý xong.", queue, now, DELIVERY_LIMIT)
            )
            claim = {"queue": queue, "now": now, "until": now + self._lease_s, "token": token, "limit": limit}
            rows = db.execute(CLAIM, claim).fetchall()
        rows.sort(key=lambda r: (r[4], r[0]))
        return [Delivery(_message(r[1:7]), queue, f"{r[0]}:{token}", r[7]) for r in rows]

    def ack(self, delivery: Delivery) -> bool:
        """Deletes the row, if the lease is still ours."""
        return self.ack_all([delivery]) == 1

    def ack_all(self, deliveries: Sequence[Delivery]) -> int:
        """Deletes the rows in one transaction: 200 cost about as much as one."""
        keys = [delivery.token.split(":") for delivery in deliveries]
        with self._transaction() as db:
            return sum(db.execute(ACK, (int(seq), token)).rowcount for seq, token in keys)

    def reject(self, delivery: Delivery, reason: str) -> bool:
        """Keeps the row as a dead letter."""
        seq, token = delivery.token.split(":")
        with self._transaction() as db:
            return db.execute(REJECT, (reason, int(seq), token)).rowcount == 1

    def release(self, delivery: Delivery) -> None:
        """Ends the lease."""
        seq, token = delivery.token.split(":")
        with self._transaction() as db:
            db.execute(RELEASE, (int(seq), token))

    def dead(self, queue: str, limit: int = 100) -> list[DeadLetter]:
        """Oldest first."""
        columns = "id, routing_key, subject, priority, body, headers, reason"
        with self._lock:
            rows = self._db.execute(
                f"SELECT {columns} FROM messages WHERE queue = ? AND dead = 1 ORDER BY seq LIMIT ?",  # noqa: S608
                (queue, limit),
            ).fetchall()
        return [DeadLetter(_message(r[:6]), r[6]) for r in rows]

    def drop(self, queue: str) -> None:
        """Bindings, messages and dead letters."""
        with self._transaction() as db:
            db.execute("DELETE FROM bindings WHERE queue = ?", (queue,))
            db.execute("DELETE FROM messages WHERE queue = ?", (queue,))

    def close(self) -> None:
        """Frees this consumer's leases at once, so that a restart goes on without waiting for them."""
        if self._closed.is_set():
            return
        with self._transaction() as db:
            db.execute(GIVE_BACK, (f"{self._me}.%",))
        with self._lock:
            self._closed.set()
            self._db.close()


def _message(row: tuple[str, str, str, int, bytes, str]) -> Message:
    ident, routing_key, subject, priority, body, headers = row
    return Message(ident, routing_key, priority, body, subject, json.loads(headers))
