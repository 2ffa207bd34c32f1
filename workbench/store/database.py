"""Opening the database: SQLite for one machine, PostgreSQL for several; versions, copies, transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy import text as sql
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from models.errors import BadInput, Conflict, Unavailable
from workbench.store.migrations import HEAD

if TYPE_CHECKING:
    from alembic.config import Config

    from workbench.store.unit_of_work import UnitOfWork

BUSY_S = 15.0
"""How long a writer waits for another on SQLite before it gives up."""

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The wall clock, aware."""
    return datetime.now(UTC)


class Database:
    """An open database; hands out units of work, one connection each, from any thread."""

    def __init__(self, engine: Engine, clock: Clock = utc_now) -> None:
        self.engine = engine
        self.clock = clock

    @property
    def dialect(self) -> str:
        """Name of the database: sqlite or postgresql."""
        return self.engine.dialect.name

    def uow(self) -> UnitOfWork:
        """A transaction; rolls back unless committed."""
        from workbench.store.unit_of_work import UnitOfWork

        return UnitOfWork(self.engine, self.clock)

    def backup(self, target: Path) -> None:
        """A consistent copy of an SQLite database while others write (online backup API)."""
        backup(str(self.engine.url), target)

    def close(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def open_database(url: str, *, migrate: bool, clock: Clock = utc_now) -> Database:
    """Open and check the version; with `migrate`, bring it up to date first (SQLite is copied before).

    Raises:
        BadInput: the URL names no database we know.
        Conflict: the schema is older (run `workbench db upgrade`) or newer than this programme.
        Unavailable: no server answers, or the file cannot be opened.
    """
    engine = _engine(url)
    try:
        if migrate:
            _upgrade(engine)
        _check_version(engine)
    except DBAPIError as error:
        engine.dispose()
        raise unavailable(error) from error
    except Conflict:
        engine.dispose()
        raise
    return Database(engine, clock)


def upgrade(url: str, revision: str = "head") -> str:
    """Run the migrations; returns the version reached."""
    engine = _engine(url)
    try:
        return _upgrade(engine, revision)
    except DBAPIError as error:
        raise unavailable(error) from error
    finally:
        engine.dispose()


def backup(url: str, target: Path) -> None:
    """Copy an SQLite database through its online backup API. Raises BadInput for other databases."""
    source = sqlite_path(url)
    if source is None:
        raise BadInput("Chỉ sao chép được cơ sở dữ liệu SQLite.", hint="PostgreSQL: dùng pg_dump.")
    target.parent.mkdir(parents=True, exist_ok=True)
    _copy(source, target)


def sqlite_path(url: str) -> Path | None:
    """The file of an SQLite URL; None for any other database."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    return Path(parsed.database)


def unavailable(error: DBAPIError) -> Unavailable:
    """A driver's failure in the person's words."""
    first = (str(error.orig).splitlines() or [type(error).__name__])[0]
    return Unavailable(
        f"Cơ sở dữ liệu không trả lời: {first}",
        hint="Kiểm tra máy chủ, ổ đĩa còn trống và WORKBENCH_DATABASE_URL.",
    )


# --- engine ----------------------------------------------------------------------------------------


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        name = parsed.get_backend_name()
        if name == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        elif name != "sqlite":
            raise BadInput(
                f"Không hỗ trợ cơ sở dữ liệu “{name}”.", hint="Dùng sqlite:/// hoặc postgresql+psycopg://"
            )
        # Gradio and FastAPI answer from up to 40 threads each; a unit of work holds one connection.
        engine = create_engine(parsed, pool_size=10, max_overflow=90, pool_pre_ping=name == "postgresql")
    except (ArgumentError, NoSuchModuleError) as error:
        raise BadInput(
            "Địa chỉ cơ sở dữ liệu không đúng.", hint="Ví dụ: sqlite:////duong/dan/workbench.db"
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin transactions by itself: it does so late and never IMMEDIATE.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={int(BUSY_S * 1000)}",
        "journal_mode=WAL",
        "synchronous=FULL",  # in WAL mode NORMAL may lose the last commits at a power cut
        "foreign_keys=ON",
        "cache_size=-16000",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that turns into a writer fails at once when someone wrote in between.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


# --- versions --------------------------------------------------------------------------------------


def current_version(connection: Connection) -> str | None:
    """The schema's version; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(sql("SELECT version_num FROM alembic_version")).scalar()
    return found


def _check_version(engine: Engine) -> None:
    with engine.connect() as connection:
        version = current_version(connection)
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise Conflict(
            f"Cơ sở dữ liệu ở phiên bản {version}, mới hơn chương trình ({HEAD}).", hint="Hãy cài bản mới hơn."
        )
    raise Conflict(
        f"Cơ sở dữ liệu ở phiên bản {version or 'trống'}, chương trình cần {HEAD}.",
        hint="Chạy: workbench db upgrade",
    )


def _upgrade(engine: Engine, revision: str = "head") -> str:
    from alembic import command

    with engine.connect() as connection:
        version = current_version(connection)
        if version == HEAD and revision in {"head", HEAD}:
            return version
        connection.rollback()
        if engine.dialect.name == "sqlite":
            _keep_copy(engine, version)
            # Rebuilding a table must not cascade into those that point to it; checked again below.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.rollback()
        # Two programmes may start at once: the second waits here, then finds the work done.
        connection.execution_options(writing=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(sql("SELECT pg_advisory_xact_lock(7236110)"))
            command.upgrade(_alembic(connection), revision)
            reached = current_version(connection) or ""
            if engine.dialect.name == "sqlite":
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                if broken is not None:
                    raise Conflict(f"Nâng cấp dừng lại: bảng {broken[0]} có liên kết hỏng.")
        connection.invalidate()  # it still has foreign_keys=OFF
        return reached


def _alembic(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "workbench.store:migrations")
    config.attributes["connection"] = connection
    return config


def _keep_copy(engine: Engine, version: str | None) -> None:
    """Copy the file before changing it; named after the version it holds."""
    path = sqlite_path(str(engine.url))
    if path is None or version is None:
        return
    target = path.with_name(f"{path.name}.truoc-nang-cap-{version}")
    if not target.exists():
        _copy(path, target)


def _copy(source: Path, target: Path) -> None:
    part = target.with_name(target.name + ".tmp")
    origin, copy = sqlite3.connect(source), sqlite3.connect(part)
    try:
        origin.backup(copy)
    finally:
        copy.close()
        origin.close()
    part.replace(target)
