"""One transaction: repositories over one connection, all or nothing."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from workbench.store.audit import AuditLog
from workbench.store.bulletins import Bulletins
from workbench.store.database import Clock
from workbench.store.deliveries import Deliveries
from workbench.store.documents import Documents
from workbench.store.lexicon import LexiconEntries, Takes
from workbench.store.outbox import Outbox
from workbench.store.people import Attempts, Sessions, Users
from workbench.store.places import Areas, Slots
from workbench.store.transaction import Transaction


class UnitOfWork:
    """Everything the desk keeps, inside one transaction.

    Use as a context manager; leaving without `commit()` rolls back. Not for sharing between threads.
    """

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._transaction = Transaction(engine, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._transaction.close()

    def now(self) -> datetime:
        """Aware UTC."""
        return self._transaction.clock()

    def begin_write(self) -> None:
        """Take the write lock before reading what a rule decides on; forgets an earlier read's snapshot."""
        self._transaction.begin_write()

    def commit(self) -> None:
        """Make every change last."""
        self._transaction.commit()

    def rollback(self) -> None:
        """Forget every change since the last commit."""
        self._transaction.rollback()

    @cached_property
    def bulletins(self) -> Bulletins:
        """Bulletins, revisions, approvals."""
        return Bulletins(self._transaction)

    @cached_property
    def documents(self) -> Documents:
        """Source documents."""
        return Documents(self._transaction)

    @cached_property
    def users(self) -> Users:
        """Accounts."""
        return Users(self._transaction)

    @cached_property
    def attempts(self) -> Attempts:
        """Wrong passwords."""
        return Attempts(self._transaction)

    @cached_property
    def sessions(self) -> Sessions:
        """Signed-in browsers."""
        return Sessions(self._transaction)

    @cached_property
    def areas(self) -> Areas:
        """Địa bàn."""
        return Areas(self._transaction)

    @cached_property
    def slots(self) -> Slots:
        """Khung giờ phát."""
        return Slots(self._transaction)

    @cached_property
    def outbox(self) -> Outbox:
        """Messages to be sent."""
        return Outbox(self._transaction)

    @cached_property
    def deliveries(self) -> Deliveries:
        """What receivers answered."""
        return Deliveries(self._transaction)

    @cached_property
    def audit(self) -> AuditLog:
        """Who did what, for good."""
        return AuditLog(self._transaction)

    @cached_property
    def lexicon(self) -> LexiconEntries:
        """Reading rules."""
        return LexiconEntries(self._transaction)

    @cached_property
    def takes(self) -> Takes:
        """Recordings already made."""
        return Takes(self._transaction)
