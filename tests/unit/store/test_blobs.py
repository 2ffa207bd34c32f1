"""Files by the hash of their content."""

import hashlib
from pathlib import Path

import pytest

from models.errors import NotFound
from tests.unit.desk.house import at_once
from workbench.store.blobs import FolderBlobs

CONTENT = b"xin ch\xc3\xa0o"
KEY = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def blobs(tmp_path: Path) -> FolderBlobs:
    return FolderBlobs(tmp_path / "blobs")


def test_what_goes_in_comes_out(blobs: FolderBlobs):
    assert blobs.put(CONTENT, ".mp3") == KEY
    with blobs.open(KEY) as file:
        assert file.read() == CONTENT
    assert blobs.path(KEY).suffix == ".mp3"
    assert KEY in blobs
    assert "0" * 64 not in blobs
    assert 3 not in blobs


def test_the_same_content_is_kept_once(blobs: FolderBlobs):
    assert blobs.put(CONTENT, "mp3") == blobs.put(CONTENT, ".wav") == blobs.put(CONTENT)
    assert len([p for p in blobs.root.rglob("*") if p.is_file()]) == 1


def test_a_finished_file_moves_in(blobs: FolderBlobs, tmp_path: Path):
    for _ in range(2):
        file = tmp_path / "bản thu.wav"
        file.write_bytes(CONTENT)
        assert blobs.put_file(file, ".wav") == KEY
        assert not file.exists()
    assert blobs.path(KEY).read_bytes() == CONTENT


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "x" * 64, KEY.upper(), KEY[:-1], KEY + "\n", "*" * 64])
def test_only_hashes_reach_the_file_system(blobs: FolderBlobs, key: str):
    blobs.put(CONTENT)
    with pytest.raises(NotFound):
        blobs.path(key)
    assert key not in blobs


def test_a_strange_suffix_is_left_out(blobs: FolderBlobs):
    blobs.put(CONTENT, "/../x")
    assert blobs.path(KEY).name == KEY


def test_writers_at_once_agree(blobs: FolderBlobs):
    assert set(at_once(*[lambda: blobs.put(CONTENT, ".mp3")] * 8)) == {KEY}
    assert blobs.path(KEY).read_bytes() == CONTENT


def test_nothing_half_written_is_ever_seen(blobs: FolderBlobs, monkeypatch: pytest.MonkeyPatch):
    def power_cut(_: int) -> None:
        raise OSError("power cut")

    monkeypatch.setattr("os.fsync", power_cut)
    with pytest.raises(OSError, match="power cut"):
        blobs.put(CONTENT)
    assert KEY not in blobs
