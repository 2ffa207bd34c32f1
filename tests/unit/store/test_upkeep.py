"""Opening, upgrading, copying and restoring."""

import sqlite3
import tarfile
from pathlib import Path

import pytest

from models.errors import BadInput, Conflict, Unavailable
from tests.unit.desk.house import LAN, at_once, house_in
from tests.unit.store.versions import downgrade
from workbench.settings import Settings
from workbench.store import backup, database
from workbench.store.blobs import FolderBlobs
from workbench.store.database import open_database
from workbench.store.queries import BulletinQuery
from workbench.store.search import fold


def test_sqlite_is_set_up_to_survive_a_power_cut(tmp_path: Path):
    house = house_in(tmp_path)
    with house.database.engine.connect() as connection:

        def pragma(name: str) -> object:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

        assert pragma("journal_mode") == "wal"
        assert pragma("synchronous") == 2  # FULL
        assert pragma("foreign_keys") == 1
        assert pragma("busy_timeout") == 15_000
    house.database.close()


def test_foreign_keys_still_hold_after_an_upgrade_in_this_process(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'w.db'}"
    opened = open_database(url, migrate=True)
    for _ in range(3):
        with opened.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    opened.close()


def test_programmes_starting_at_once_upgrade_once(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'w.db'}"
    for opened in at_once(*[lambda: open_database(url, migrate=True)] * 4):
        assert isinstance(opened, database.Database)
        with opened.uow() as uow:
            assert uow.users.list() == []
        opened.close()


def test_the_file_is_copied_before_an_upgrade(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    house = house_in(tmp_path)
    house.draft()
    house.database.close()
    url = f"sqlite:///{tmp_path / 'workbench.db'}"
    monkeypatch.setattr(database, "HEAD", "0002")  # as the next release will see it
    with pytest.raises(Conflict):
        open_database(url, migrate=True)  # there is no 0002 yet, but the copy is made first
    copy = tmp_path / "workbench.db.truoc-nang-cap-0001"
    with sqlite3.connect(copy) as kept:
        assert kept.execute("SELECT count(*) FROM bulletins").fetchone() == (1,)
    kept.close()


def test_going_back_removes_everything(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'w.db'}"
    open_database(url, migrate=True).close()
    downgrade(url, "base")
    with sqlite3.connect(tmp_path / "w.db") as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert {n for n in names if not n.startswith("sqlite_")} == {"alembic_version"}


@pytest.mark.parametrize("url", ["mysql://x/y", "không phải địa chỉ", ""])
def test_unknown_databases_are_refused_in_words(url: str):
    with pytest.raises(BadInput):
        open_database(url, migrate=False)


def test_a_server_that_is_not_there_is_said(tmp_path: Path):
    with pytest.raises(Unavailable, match="không trả lời"):
        open_database("postgresql://x@127.0.0.1:1/x", migrate=False)
    with pytest.raises(Unavailable):
        open_database(f"sqlite:///{tmp_path}/không/có/w.db", migrate=True)


def test_a_backup_taken_while_people_write_is_restored_elsewhere(tmp_path: Path):
    old, new = Settings(data=tmp_path / "cũ"), Settings(data=tmp_path / "mới")
    old.data.mkdir()
    house = house_in(old.data)
    made = house.draft()
    key = FolderBlobs(old.blobs).put(b"audio", ".mp3")
    with house.uow() as uow:
        uow.audit.add(LAN, "đang dở", made.id)  # an open write transaction
        size = backup.save(old, tmp_path / "sao-luu.tar.gz")
    assert size == (tmp_path / "sao-luu.tar.gz").stat().st_size
    house.database.close()
    backup.restore(new, tmp_path / "sao-luu.tar.gz")
    restored = open_database(new.database, migrate=False)
    with restored.uow() as uow:
        assert [b.id for b in uow.bulletins.find(BulletinQuery())] == [made.id]
        assert "đang dở" not in [row.verb for row in uow.audit.list()]
        assert uow.audit.verify().broken_at is None
    restored.close()
    assert FolderBlobs(new.blobs).path(key).read_bytes() == b"audio"
    with pytest.raises(BadInput, match="Đã có"):
        backup.restore(new, tmp_path / "sao-luu.tar.gz")


def test_only_our_own_archives_are_restored(tmp_path: Path):
    settings = Settings(data=tmp_path / "data")
    (tmp_path / "rác.tar.gz").write_bytes(b"khong phai tar")
    with tarfile.open(tmp_path / "khác.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "rác.tar.gz", "a.txt")
    for name in ("rác.tar.gz", "khác.tar.gz"):
        with pytest.raises(BadInput):
            backup.restore(settings, tmp_path / name)
    assert not (settings.data / "workbench.db").exists()


def test_there_must_be_something_to_back_up(tmp_path: Path):
    with pytest.raises(BadInput, match="Chưa có"):
        backup.save(Settings(data=tmp_path), tmp_path / "a.tar.gz")
    with pytest.raises(BadInput, match="SQLite"):
        backup.save(Settings(data=tmp_path, database_url="postgresql://x/y"), tmp_path / "a.tar.gz")


@pytest.mark.parametrize(("text", "folded"), [("Đồng Nai", "dong nai"), ("ƯỚC", "uoc"), ("e\u0323\u0302", "e")])
def test_folding(text: str, folded: str):
    assert fold(text) == folded
