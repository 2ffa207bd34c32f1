"""Backup and restore of a one-PC installation: database, queue and files in one archive.

Databases are copied with SQLite's online backup, so a backup taken while the application runs is
consistent; blobs are content-addressed and never change, so copying them after the database is safe.
"""

from __future__ import annotations

import sqlite3
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

from models.errors import BadInput
from workbench.settings import Settings

DATABASES = ("workbench.db", "queue.db")


def save(settings: Settings, target: Path) -> int:
    """Write the archive and return its size in bytes; an existing file is replaced only when done.

    Raises:
        BadInput: the installation keeps its database on a server, which has its own tools.
    """
    if not settings.database.startswith("sqlite"):
        raise BadInput(
            "Cơ sở dữ liệu nằm trên máy chủ PostgreSQL nên không sao lưu được bằng lệnh này.",
            hint=f"Dùng pg_dump cho cơ sở dữ liệu và chép thư mục {settings.blobs}.",
        )
    if not (settings.data / DATABASES[0]).exists():
        raise BadInput(f"Thư mục {settings.data} chưa có dữ liệu để sao lưu.")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.part")
    with tempfile.TemporaryDirectory() as scratch, tarfile.open(partial, "w:gz", compresslevel=1) as archive:
        for name in DATABASES:
            if (settings.data / name).exists():
                copy = Path(scratch) / name
                _copy_database(settings.data / name, copy)
                archive.add(copy, name)
        if settings.blobs.is_dir():
            archive.add(settings.blobs, "blobs")
    partial.replace(target)
    return target.stat().st_size


def restore(settings: Settings, source: Path) -> None:
    """Unpack an archive into an empty data folder. Raises BadInput when it is not one of ours."""
    settings.data.mkdir(parents=True, exist_ok=True)
    try:
        with tarfile.open(source, "r:gz") as archive:
            names = archive.getnames()
            if DATABASES[0] not in names:
                raise BadInput(f"“{source.name}” không phải tệp sao lưu của Tiếng Làng.")
            archive.extractall(settings.data, filter="data")
    except (tarfile.TarError, EOFError, OSError) as error:
        raise BadInput(
            f"Tệp sao lưu “{source.name}” bị hỏng: {error}.", hint="Hãy dùng một bản sao lưu khác."
        ) from error


def _copy_database(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
