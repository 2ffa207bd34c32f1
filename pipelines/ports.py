"""What a trip needs from outside; adapters live in `workbench.store`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Protocol

Progress = Callable[[float, str], None]
"""Told (fraction 0..1, what is happening, in Vietnamese)."""


class BlobStore(Protocol):
    """Content-addressed bytes: a key is the SHA-256 (hex) of the content, so a blob never changes."""

    def put(self, content: bytes, suffix: str = "") -> str:
        """Store and return the key; storing the same content again changes nothing."""
        ...

    def put_file(self, path: Path, suffix: str = "") -> str:
        """Move a finished file in (same volume: atomic) and return its key."""
        ...

    def path(self, key: str) -> Path:
        """The file of a key. Raises NotFound."""
        ...

    def open(self, key: str) -> BinaryIO:
        """Read a blob. Raises NotFound."""
        ...

    def __contains__(self, key: object) -> bool: ...


class TakeCache(Protocol):
    """Recordings already made, by the hash of everything that decides the sound."""

    def get(self, key: str) -> bytes | None:
        """JSON of the Take recorded under `key`."""
        ...

    def set(self, key: str, take_json: bytes) -> None:
        """Remember a take."""
        ...
