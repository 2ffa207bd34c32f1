"""The connection under a unit of work: when it begins, when it locks, how its failures are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, Executable, Row, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from workbench.store.database import Clock, unavailable

_Parameters = Sequence[Mapping[str, Any]] | Mapping[str, Any] | None


class Transaction:
    """The connection of a unit of work: reads share, the first write takes the write lock.

    On SQLite a transaction that has read and then writes would fail if anyone wrote in between; so the
    first write starts afresh (BEGIN IMMEDIATE). Call `begin_write` before reading what a rule decides on.
    """

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self.clock = clock
        self._connection: Connection | None = None
        self._writing = False

    @property
    def dialect(self) -> str:
        """Name of the database: sqlite or postgresql."""
        return self._engine.dialect.name

    def begin_write(self) -> None:
        """Take the write lock now, so that nothing read from here on can be stale."""
        if self._writing:
            return
        if self._connection is not None:
            self._connection.rollback()
        self._writing = True
        self._open()

    def read(self, statement: Executable, parameters: _Parameters = None) -> CursorResult[Any]:
        """Run a query."""
        return self._run(statement, parameters)

    def rows(self, statement: Executable) -> list[Row[Any]]:
        """All rows of a query."""
        return list(self._run(statement, None))

    def write(self, statement: Executable, parameters: _Parameters = None) -> CursorResult[Any]:
        """Run a statement that changes something."""
        self.begin_write()
        return self._run(statement, parameters)

    def insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """An INSERT that can say what to do on a conflict; both databases spell it alike."""
        return postgresql.insert(table) if self.dialect == "postgresql" else sqlite.insert(table)

    def commit(self) -> None:
        """Make it last. Further statements begin a new transaction."""
        if self._connection is not None:
            try:
                self._connection.commit()
            except DBAPIError as error:
                raise unavailable(error) from error
        self._writing = False

    def rollback(self) -> None:
        """Forget everything since the last commit."""
        if self._connection is not None:
            self._connection.rollback()
        self._writing = False

    def close(self) -> None:
        """Give the connection back; what is not committed is gone."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._writing = False

    def _open(self) -> Connection:
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            if not self._connection.in_transaction():
                self._connection.execution_options(writing=self._writing)
                self._connection.begin()
        except DBAPIError as error:
            self.close()
            raise unavailable(error) from error
        return self._connection

    def _run(self, statement: Executable, parameters: _Parameters) -> CursorResult[Any]:
        connection = self._open()
        try:
            return connection.execute(statement, parameters)
        except DBAPIError as error:
            if error.connection_invalidated or isinstance(error, (OperationalError, InterfaceError)):
                raise unavailable(error) from error
            raise
