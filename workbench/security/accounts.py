"""Accounts: who may sign in, with what, and how guessing is stopped."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models.errors import BadInput, Conflict, NotFound, NotSignedIn
from workbench.domain.people import SYSTEM, Actor, Role, User, UserId, Verb
from workbench.domain.place import VIETNAM
from workbench.security import passwords
from workbench.store.unit_of_work import UnitOfWork

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")


@dataclass(frozen=True, slots=True)
class LockoutPolicy:
    """When wrong passwords lock."""

    failures: int = 5
    """In a row, for one login name."""
    minutes: float = 15.0
    per_remote: int = 4
    """One address may fail this many times as often: an office shares it."""


def authenticate(
    uow: UnitOfWork, login: str, password: str, *, remote: str = "", policy: LockoutPolicy | None = None
) -> User:
    """The account of this login and password; commits by itself, also on failure.

    Every try is counted before the password is looked at, so that a hundred at once count as a hundred.
    Unknown and switched-off names answer alike and take the same time.

    Raises:
        NotSignedIn: wrong, or locked (`details["locked_until"]`).
    """
    rule = policy or LockoutPolicy()
    name = normal_login(login)
    keys = {f"login:{name[:64]}": rule.failures}
    if remote:
        keys[f"remote:{remote[:64]}"] = rule.failures * rule.per_remote
    uow.begin_write()
    for key, limit in keys.items():
        failures, locked_until = uow.attempts.count(key)
        if locked_until is not None and locked_until > uow.now():
            uow.rollback()
            raise _too_many(locked_until)
        if failures >= limit:
            uow.attempts.lock(key, uow.now() + timedelta(minutes=rule.minutes))
    user = uow.users.by_login(name)
    uow.commit()
    # No transaction is open while the hash is computed: 60 ms is long for a write lock.
    good = passwords.verify(user.password_hash if user and user.active else None, password)
    if user is None or not good:
        if user is not None and (until := _locked(uow, f"login:{name}")):
            uow.audit.add(SYSTEM, "lock", user.id, {"login": name, "until": until, "remote": remote})
            uow.commit()
        uow.rollback()
        raise NotSignedIn("Tên đăng nhập hoặc mật khẩu không đúng.", hint="Kiểm tra bộ gõ và phím Caps Lock.")
    for key in keys:
        uow.attempts.forget(key)
    if passwords.outdated(user.password_hash):
        uow.users.save(replace(user, password_hash=passwords.hash_of(password)))
    uow.commit()
    return replace(user, failures=0, locked_until=None)


def add_user(
    uow: UnitOfWork,
    actor: Actor,
    login: str,
    name: str,
    roles: Collection[Role],
    *,
    password: str | None = None,
    must_change: bool | None = None,
) -> tuple[User, str | None]:
    """A new account and its generated password, if none was given (shown once, never stored).

    Args:
        uow: the transaction.
        actor: an administrator.
        login: two to 32 of a-z 0-9 . _ -
        name: full name, as it appears in approvals.
        roles: at least one.
        password: None: generate one.
        must_change: ask for a new password at the first sign-in; None: exactly when generated.

    Raises:
        BadInput: the login is taken or malformed, the password too weak, no role.
    """
    actor.require(Verb.ADMINISTER)
    return _add(uow, actor, login, name, roles, password, must_change)


def first_administrator(uow: UnitOfWork, login: str, name: str) -> str:
    """The first account of an empty installation; returns its password, to be shown once.

    Raises:
        Conflict: there is an account already.
    """
    uow.begin_write()
    if uow.users.list():
        raise Conflict("Đã có tài khoản; không tạo quản trị viên đầu tiên nữa.")
    _, password = _add(uow, SYSTEM, login, name, {Role.ADMINISTRATOR}, None, must_change=True)
    assert password is not None  # none was given, so one was made
    return password


def change_password(uow: UnitOfWork, user: User, old: str, new: str) -> None:
    """The person's own change; every session of theirs ends.

    Raises:
        BadInput: the old one is wrong, or the new one is weak or the same.
    """
    current = uow.users.get(user.id)
    uow.rollback()
    if not passwords.verify(current.password_hash, old):
        raise BadInput("Mật khẩu hiện tại không đúng.")
    passwords.check(new, current.login)
    if passwords.verify(current.password_hash, new):
        raise BadInput("Mật khẩu mới phải khác mật khẩu hiện tại.")
    _set_password(uow, current.actor, current.id, new, must_change=False)


def reset_password(uow: UnitOfWork, actor: Actor, login: str) -> str:
    """A generated password, to be changed at the next sign-in; sessions end, the lock is lifted."""
    actor.require(Verb.ADMINISTER)
    password = passwords.generate()
    _set_password(uow, actor, _by_login(uow, login).id, password, must_change=True)
    return password


def set_roles(uow: UnitOfWork, actor: Actor, login: str, roles: Collection[Role]) -> User:
    """Give a person exactly these roles. Raises Conflict for the last administrator."""
    actor.require(Verb.ADMINISTER)
    _require_roles(roles)
    uow.begin_write()
    user = _by_login(uow, login)
    changed = replace(user, roles=frozenset(roles))
    _keep_an_administrator(uow, user, changed)
    uow.users.save(changed)
    uow.audit.add(actor, "set_roles", user.id, {"login": user.login, "roles": sorted(roles)})
    uow.commit()
    return changed


def set_active(uow: UnitOfWork, actor: Actor, login: str, *, active: bool) -> User:
    """Switch an account off (sessions end; what it did stays on record) or on again."""
    actor.require(Verb.ADMINISTER)
    uow.begin_write()
    user = _by_login(uow, login)
    changed = replace(user, active=active)
    _keep_an_administrator(uow, user, changed)
    uow.users.save(changed)
    if not active:
        uow.sessions.remove_of(user.id)
    uow.audit.add(actor, "activate" if active else "deactivate", user.id, {"login": user.login})
    uow.commit()
    return changed


def unlock(uow: UnitOfWork, actor: Actor, login: str) -> None:
    """Lift a lock-out before its time."""
    actor.require(Verb.ADMINISTER)
    uow.begin_write()
    user = _by_login(uow, login)
    uow.attempts.forget(f"login:{user.login}")
    uow.audit.add(actor, "unlock", user.id, {"login": user.login})
    uow.commit()


def normal_login(login: str) -> str:
    """A login as stored: folded to lower case, no spaces around."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def _add(
    uow: UnitOfWork,
    actor: Actor,
    login: str,
    name: str,
    roles: Collection[Role],
    password: str | None,
    must_change: bool | None,
) -> tuple[User, str | None]:
    account = normal_login(login)
    if not _LOGIN.fullmatch(account):
        raise BadInput(
            f"Tên đăng nhập “{login}” không dùng được.",
            hint="Dùng 2–32 chữ thường không dấu, chữ số, dấu chấm, gạch nối; bắt đầu bằng chữ hoặc số.",
        )
    full_name = unicodedata.normalize("NFC", " ".join("".join(c for c in name if c.isprintable()).split()))
    if not full_name:
        raise BadInput("Cần ghi họ và tên.")
    _require_roles(roles)
    generated = None
    if password is None:
        password = generated = passwords.generate()
    else:
        passwords.check(password, account)
    user = User(
        id=UserId(uuid.uuid4().hex),
        login=account,
        name=full_name,
        roles=frozenset(roles),
        password_hash=passwords.hash_of(password),
        must_change=generated is not None if must_change is None else must_change,
        created_at=uow.now(),
    )
    uow.users.add(user)
    uow.audit.add(actor, "add_user", user.id, {"login": account, "roles": sorted(roles)})
    uow.commit()
    return user, generated


def _set_password(uow: UnitOfWork, actor: Actor, user_id: UserId, password: str, *, must_change: bool) -> None:
    hashed = passwords.hash_of(password)
    uow.begin_write()
    user = uow.users.get(user_id)
    uow.users.save(replace(user, password_hash=hashed, must_change=must_change))
    uow.attempts.forget(f"login:{user.login}")
    uow.sessions.remove_of(user.id)
    uow.audit.add(actor, "change_password", user.id, {"login": user.login})
    uow.commit()


def _by_login(uow: UnitOfWork, login: str) -> User:
    user = uow.users.by_login(normal_login(login))
    if user is None:
        raise NotFound(f"Không có tài khoản “{login}”.")
    return user


def _require_roles(roles: Collection[Role]) -> None:
    if not roles:
        raise BadInput("Tài khoản cần ít nhất một vai trò.")


def _keep_an_administrator(uow: UnitOfWork, before: User, after: User) -> None:
    def keeps(user: User) -> bool:
        return user.active and Role.ADMINISTRATOR in user.roles

    if keeps(before) and not keeps(after) and not any(keeps(u) for u in uow.users.list() if u.id != after.id):
        raise Conflict("Đây là quản trị viên cuối cùng.", hint="Hãy giao quyền quản trị cho người khác trước.")


def _locked(uow: UnitOfWork, key: str) -> datetime | None:
    _, until = uow.attempts.get(key)
    return until if until is not None and until > uow.now() else None


def _too_many(until: datetime) -> NotSignedIn:
    return NotSignedIn(
        f"Đăng nhập sai quá nhiều lần; thử lại sau {until.astimezone(VIETNAM):%H:%M}.",
        hint="Hoặc nhờ người quản trị mở khóa.",
        locked_until=until.isoformat(),
    )
