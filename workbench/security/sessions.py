"""Sessions: a random token in the browser's cookie, only its hash in the database."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from models.errors import NotSignedIn
from workbench.domain.people import User
from workbench.store.rows import StoredSession
from workbench.store.unit_of_work import UnitOfWork

COOKIE = "tieng_lang_phien"
_TOUCH_EVERY = timedelta(minutes=1)
"""Activity is written down at most this often: a page makes many requests."""


@dataclass(frozen=True, slots=True)
class SessionPolicy:
    """When a session ends."""

    idle: timedelta = timedelta(hours=12)
    """Without activity."""
    absolute: timedelta = timedelta(days=7)
    """Whatever the activity."""


def start(uow: UnitOfWork, user: User, policy: SessionPolicy | None = None, remote: str = "") -> str:
    """A new session; returns the token for the cookie (256 random bits), which is kept nowhere else."""
    rule = policy or SessionPolicy()
    token = secrets.token_urlsafe(32)
    now = uow.now()
    uow.begin_write()
    uow.sessions.remove_expired(now, now - rule.idle)
    uow.attempts.forget_before(now - timedelta(days=1))
    uow.sessions.add(
        StoredSession(
            token_hash=_hash(token),
            user_id=user.id,
            created_at=now,
            seen_at=now,
            expires_at=now + rule.absolute,
            remote=remote[:64],
        )
    )
    uow.audit.add(user.actor, "sign_in", user.id, {"remote": remote[:64]})
    uow.commit()
    return token


def resolve(uow: UnitOfWork, token: str, policy: SessionPolicy | None = None) -> User:
    """Whose session this is. Raises NotSignedIn: no such session, ended, or the account is switched off.

    The caller asks for a new password first when `User.must_change` is set.
    """
    rule = policy or SessionPolicy()
    now = uow.now()
    session = uow.sessions.get(_hash(token)) if token else None
    if session is None or session.expires_at <= now or session.seen_at + rule.idle <= now:
        raise NotSignedIn("Bạn chưa đăng nhập, hoặc phiên làm việc đã hết hạn.", hint="Hãy đăng nhập lại.")
    user = uow.users.get(session.user_id)
    if not user.active:
        raise NotSignedIn("Tài khoản này đã bị khóa.", hint="Hãy liên hệ người quản trị.")
    if now - session.seen_at >= _TOUCH_EVERY:
        uow.sessions.touch(session.token_hash, now)
        uow.commit()
    return user


def end(uow: UnitOfWork, token: str) -> None:
    """Sign out; unknown is fine."""
    uow.sessions.remove(_hash(token))
    uow.commit()


def end_others(uow: UnitOfWork, user: User, token: str) -> int:
    """Sign out everywhere else; returns how many sessions ended."""
    count = uow.sessions.remove_of(user.id, keep=_hash(token))
    uow.commit()
    return count


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
