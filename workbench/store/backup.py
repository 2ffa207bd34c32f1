"""Backup and restore: the database as it stands at one moment, and every blob, in one .tar.gz."""

from __future__ import annotations

import tarfile
import tempfile
from pathlib import Path

from models.errors import BadInput
from workbench.settings import Settings
from workbench.store import database

_DATABASE = "workbench.db"
_BLOBS = "blobs"


def save(settings: Settings, target: Path) -> int:
    """Write the archive, also while the application runs; returns its size in bytes.

    The database is copied first: every blob it names exists already and blobs never change.

    Raises:
        BadInput: the database is PostgreSQL (use pg_dump), or there is none yet.
    """
    source = database.sqlite_path(settings.database)
    if source is None:
        raise BadInput("Sao lưu này dành cho SQLite.", hint="PostgreSQL: dùng pg_dump và chép thư mục blobs.")
    if not source.exists():
        raise BadInput(f"Chưa có cơ sở dữ liệu tại {source}.")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".tmp")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        copy = Path(folder) / _DATABASE
        database.backup(settings.database, copy)
        # Audio is compressed already; level 1 saves minutes and costs nothing.
        with tarfile.open(part, "w:gz", compresslevel=1) as archive:
            archive.add(copy, _DATABASE)
            for file in sorted(p for p in settings.blobs.glob("??/*") if p.is_file()):
                archive.add(file, f"{_BLOBS}/{file.parent.name}/{file.name}")
    part.replace(target)
    return target.stat().st_size


def restore(settings: Settings, source: Path) -> None:
    """Unpack into an empty data folder.

    Raises:
        BadInput: not an archive of ours, or a database is there already.
    """
    place = database.sqlite_path(settings.database)
    if place is None:
        raise BadInput("Chỉ phục hồi được vào SQLite.")
    if place.exists():
        raise BadInput(f"Đã có cơ sở dữ liệu tại {place}.", hint="Phục hồi vào thư mục dữ liệu trống.")
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=place.parent) as folder:
            with tarfile.open(source, "r:gz") as archive:
                archive.extractall(folder, filter="data")
            unpacked = Path(folder)
            if not (unpacked / _DATABASE).is_file():
                raise BadInput(f"Tệp {source.name} không phải bản sao lưu của chương trình này.")
            for file in sorted((unpacked / _BLOBS).glob("??/*")):
                goal = settings.blobs / file.parent.name / file.name
                goal.parent.mkdir(parents=True, exist_ok=True)
                file.replace(goal)
            # Last: a restore cut short leaves no database, so it can be run again.
            (unpacked / _DATABASE).replace(place)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise BadInput(f"Không đọc được tệp sao lưu {source.name}: {error}") from error
