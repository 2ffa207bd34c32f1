"""Who acts: users, their roles, and what a role may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from models.errors import NotAllowed

UserId = NewType("UserId", str)


class Role(StrEnum):
    """A person may hold several; the author of a revision never approves it, whatever their roles."""

    REPORTER = "reporter"
    EDITOR = "editor"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"
    VIEWER = "viewer"


class Verb(StrEnum):
    """Everything a person can ask of the desk."""

    VIEW = "view"
    WRITE = "write"
    WRITE_ANY = "write_any"
    """Edit and submit bulletins of others."""
    APPROVE_TEXT = "approve_text"
    APPROVE_AUDIO = "approve_audio"
    RELEASE = "release"
    RECALL = "recall"
    QUEUE = "queue"
    """Retry and inspect the outbox."""
    ADMINISTER = "administer"


_MAY: dict[Role, frozenset[Verb]] = {
    Role.VIEWER: frozenset({Verb.VIEW}),
    Role.REPORTER: frozenset({Verb.VIEW, Verb.WRITE}),
    Role.EDITOR: frozenset({Verb.VIEW, Verb.WRITE, Verb.WRITE_ANY, Verb.APPROVE_TEXT, Verb.QUEUE}),
    Role.APPROVER: frozenset(
        {Verb.VIEW, Verb.APPROVE_TEXT, Verb.APPROVE_AUDIO, Verb.RELEASE, Verb.RECALL, Verb.QUEUE}
    ),
    # An administrator keeps accounts and areas; editorial power is given as a role of its own.
    Role.ADMINISTRATOR: frozenset({Verb.VIEW, Verb.QUEUE, Verb.ADMINISTER}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person, or the command line acting for a named one."""

    id: UserId
    name: str
    """Full name, as it appears in the audit log."""
    roles: frozenset[Role]

    def may(self, verb: Verb) -> bool:
        """Whether any of the person's roles allows the verb."""
        return any(verb in _MAY[role] for role in self.roles)

    def require(self, verb: Verb) -> None:
        """Raises NotAllowed when no role allows the verb."""
        if not self.may(verb):
            raise NotAllowed(
                f"Tài khoản “{self.name}” chưa được giao quyền thực hiện việc này.",
                hint="Hãy nhờ người quản trị cấp vai trò phù hợp.",
                verb=verb.value,
            )


OPERATOR = Actor(UserId("operator"), "Người vận hành máy chủ", frozenset({Role.ADMINISTRATOR}))
"""Whoever runs the command line on the server: owns the data folder, so needs no account to keep it."""

SYSTEM = Actor(UserId("system"), "Hệ thống", frozenset())
"""The programme itself: clocks that run out, first starts. It holds no editorial right."""


@dataclass(frozen=True, slots=True)
class User:
    """An account."""

    id: UserId
    login: str
    """Lower case ASCII."""
    name: str
    roles: frozenset[Role]
    password_hash: str
    """argon2id, with its own parameters and salt."""
    failures: int = 0
    """Wrong passwords in a row."""
    locked_until: datetime | None = None
    must_change: bool = False
    """The password was made by somebody else: ask for a new one before anything else."""
    active: bool = True
    created_at: datetime | None = None
    """Set by the store."""

    @property
    def actor(self) -> Actor:
        """The person as the desk knows them; an account switched off may do nothing."""
        return Actor(self.id, self.name, self.roles if self.active else frozenset())
