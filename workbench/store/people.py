"""Accounts, wrong passwords, sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from models.errors import BadInput, NotFound
from workbench.domain.people import Role, User, UserId
from workbench.store import codec
from workbench.store.rows import StoredSession
from workbench.store.tables import attempts, sessions, users
from workbench.store.transaction import Transaction


class Users:
    """Accounts."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction
        failed = attempts.c.key == "login:" + users.c.login
        self._query = select(users, attempts.c.failures, attempts.c.locked_until).outerjoin(attempts, failed)

    def add(self, user: User) -> None:
        """Store a new account. Raises BadInput when the login is taken."""
        try:
            self._t.write(
                insert(users).values(
                    id=user.id, created_at=user.created_at or self._t.clock(), **_columns(user)
                )
            )
        except IntegrityError as error:
            raise BadInput(f"Đã có tài khoản “{user.login}”.", hint="Chọn tên đăng nhập khác.") from error

    def get(self, user_id: str) -> User:
        """One account. Raises NotFound."""
        row = self._t.read(self._query.where(users.c.id == user_id)).first()
        if row is None:
            raise NotFound("Không có tài khoản này.")
        return _user(row)

    def by_login(self, login: str) -> User | None:
        """The account of a login name, if there is one."""
        row = self._t.read(self._query.where(users.c.login == login)).first()
        return None if row is None else _user(row)

    def list(self) -> list[User]:
        """Every account, by login."""
        return [_user(row) for row in self._t.rows(self._query.order_by(users.c.login))]

    def save(self, user: User) -> None:
        """Store changes of name, roles, password and switches. Raises NotFound."""
        if self._t.write(update(users).where(users.c.id == user.id).values(**_columns(user))).rowcount == 0:
            raise NotFound("Không có tài khoản này.")


class Attempts:
    """Wrong passwords per key ("login:lan", "remote:10.0.0.7"), also for names nobody has."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def get(self, key: str) -> tuple[int, datetime | None]:
        """(failures in a row, locked until)."""
        row = self._t.read(select(attempts).where(attempts.c.key == key)).first()
        return (0, None) if row is None else (row.failures, row.locked_until)

    def count(self, key: str) -> tuple[int, datetime | None]:
        """Count one more failure; returns (failures now, locked until).

        One statement, so a hundred guesses at once count as a hundred; on PostgreSQL the others wait.
        """
        now = self._t.clock()
        more = {"failures": attempts.c.failures + 1, "last_at": now}
        row = self._t.write(
            self._t.insert(attempts)
            .values(key=key, failures=1, last_at=now)
            .on_conflict_do_update(index_elements=["key"], set_=more)
            .returning(attempts.c.failures, attempts.c.locked_until)
        ).one()
        return row.failures, row.locked_until

    def lock(self, key: str, until: datetime) -> None:
        """Lock, and begin counting afresh for afterwards."""
        self._t.write(update(attempts).where(attempts.c.key == key).values(failures=0, locked_until=until))

    def forget(self, key: str) -> None:
        """No failures, no lock."""
        self._t.write(delete(attempts).where(attempts.c.key == key))

    def forget_before(self, at: datetime) -> int:
        """Drop what is older than `at` and no longer locked; returns how many."""
        c = attempts.c
        unlocked = func.coalesce(c.locked_until, c.last_at) < at
        return self._t.write(delete(attempts).where(c.last_at < at, unlocked)).rowcount


class Sessions:
    """Signed-in browsers, by the hash of their token."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def add(self, session: StoredSession) -> None:
        """Store a session."""
        self._t.write(
            insert(sessions).values(
                token_hash=session.token_hash,
                user_id=session.user_id,
                created_at=session.created_at,
                seen_at=session.seen_at,
                expires_at=session.expires_at,
                remote=session.remote,
            )
        )

    def get(self, token_hash: str) -> StoredSession | None:
        """A session, if it is known."""
        row = self._t.read(select(sessions).where(sessions.c.token_hash == token_hash)).first()
        return None if row is None else _session(row)

    def of_user(self, user_id: str) -> list[StoredSession]:
        """Sessions of a person, last seen first."""
        query = select(sessions).where(sessions.c.user_id == user_id).order_by(sessions.c.seen_at.desc())
        return [_session(row) for row in self._t.rows(query)]

    def touch(self, token_hash: str, at: datetime) -> None:
        """Note activity."""
        self._t.write(update(sessions).where(sessions.c.token_hash == token_hash).values(seen_at=at))

    def remove(self, token_hash: str) -> None:
        """Forget a session; unknown is fine."""
        self._t.write(delete(sessions).where(sessions.c.token_hash == token_hash))

    def remove_of(self, user_id: str, keep: str = "") -> int:
        """Forget all sessions of a person but one; returns how many."""
        c = sessions.c
        return self._t.write(delete(sessions).where(c.user_id == user_id, c.token_hash != keep)).rowcount

    def remove_expired(self, at: datetime, idle_since: datetime) -> int:
        """Forget sessions past their absolute end or idle since before `idle_since`."""
        c = sessions.c
        return self._t.write(delete(sessions).where((c.expires_at <= at) | (c.seen_at < idle_since))).rowcount


def _columns(user: User) -> dict[str, Any]:
    return {
        "login": user.login,
        "name": user.name,
        "roles": codec.dumps(user.roles),
        "password_hash": user.password_hash,
        "must_change": user.must_change,
        "active": user.active,
    }


def _user(row: Row[Any]) -> User:
    return User(
        id=UserId(row.id),
        login=row.login,
        name=row.name,
        roles=codec.loads(frozenset[Role], row.roles),
        password_hash=row.password_hash,
        failures=row.failures or 0,
        locked_until=row.locked_until,
        must_change=row.must_change,
        active=row.active,
        created_at=row.created_at,
    )


def _session(row: Row[Any]) -> StoredSession:
    return StoredSession(
        token_hash=row.token_hash,
        user_id=UserId(row.user_id),
        created_at=row.created_at,
        seen_at=row.seen_at,
        expires_at=row.expires_at,
        remote=row.remote,
    )
