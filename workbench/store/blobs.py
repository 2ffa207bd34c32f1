"""Content-addressed files: originals, recordings, jingles. A file is there whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import uuid
from pathlib import Path
from typing import BinaryIO

from models.errors import NotFound

_KEY = re.compile(r"[0-9a-f]{64}")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")


class FolderBlobs:
    """Implements `pipelines.ports.BlobStore`: root/ab/<sha256><suffix>, written aside, synced, renamed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, content: bytes, suffix: str = "") -> str:
        """Store bytes and return their SHA-256."""
        key = hashlib.sha256(content).hexdigest()
        if self._find(key) is None:
            part = self._part()
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            self._settle(part, key, suffix)
        return key

    def put_file(self, path: Path, suffix: str = "") -> str:
        """Move a finished file in and return its SHA-256; the file is gone from where it was."""
        with path.open("rb") as file:
            key = hashlib.file_digest(file, "sha256").hexdigest()
        if self._find(key) is not None:
            path.unlink()
            return key
        part = self._part()
        try:
            path.replace(part)
        except OSError:  # another volume: copy, then remove
            shutil.copyfile(path, part)
            path.unlink()
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        self._settle(part, key, suffix)
        return key

    def path(self, key: str) -> Path:
        """The file of a key. Raises NotFound."""
        found = self._find(key)
        if found is None:
            raise NotFound(f"Không có tệp “{key[:16]}…” trong kho.", hint="Kiểm tra thư mục dữ liệu.")
        return found

    def open(self, key: str) -> BinaryIO:
        """Read a blob. Raises NotFound."""
        return self.path(key).open("rb")

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._find(key) is not None

    def _find(self, key: str) -> Path | None:
        # Keys come from URLs too: anything but 64 hex digits never reaches the file system.
        if not _KEY.fullmatch(key):
            return None
        folder = self.root / key[:2]
        exact = folder / key
        return exact if exact.is_file() else next(folder.glob(f"{key}.*"), None)

    def _part(self) -> Path:
        folder = self.root / "tmp"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / uuid.uuid4().hex

    def _settle(self, part: Path, key: str, suffix: str) -> None:
        dotted = suffix if suffix.startswith(".") or not suffix else f".{suffix}"
        kept = dotted.lower() if _SUFFIX.fullmatch(dotted) else ""
        folder = self.root / key[:2]
        folder.mkdir(parents=True, exist_ok=True)
        part.replace(folder / f"{key}{kept}")
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """Make the rename last through a power cut; folders cannot be synced on Windows."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
