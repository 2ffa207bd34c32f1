"""Audio fetched by address, checked by SHA-256, kept so that playing needs no network."""

from __future__ import annotations

import hashlib
import os
import uuid
from pathlib import Path

import httpx

from models.errors import BadInput, Unavailable

MAX_BYTES = 500_000_000
"""Well above the two hours a bulletin may last at 128 kbit/s; stops a wrong address from filling the disk."""


class AudioCache:
    """A folder of files named by their hash."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, sha256: str) -> Path:
        """Where the file of this hash is, or will be."""
        return self.folder / sha256

    def fetch(self, url: str, sha256: str) -> Path:
        """Download unless already here.

        Raises:
            Unavailable: it cannot be had now.
            BadInput: what came is another file, or no address we follow.
        """
        target = self.path(sha256)
        if target.exists():
            return target
        if not url.startswith(("http://", "https://")):
            raise BadInput(f"Địa chỉ âm thanh “{url}” không phải http hay https.")
        part = self.folder / f"{uuid.uuid4().hex}.part"
        digest = hashlib.sha256()
        try:
            with (
                httpx.stream("GET", url, timeout=httpx.Timeout(30.0, connect=10.0)) as answer,
                part.open("wb") as out,
            ):
                answer.raise_for_status()
                for chunk in answer.iter_bytes(1 << 16):
                    digest.update(chunk)
                    out.write(chunk)
                    if out.tell() > MAX_BYTES:
                        raise BadInput(f"Tệp âm thanh lớn hơn {MAX_BYTES // 1_000_000} MB.")
                out.flush()
                os.fsync(out.fileno())
            if digest.hexdigest() != sha256:
                raise BadInput("Tệp âm thanh không khớp mã băm SHA-256 đã công bố.")
            part.replace(target)
        except (httpx.HTTPError, OSError) as error:
            raise Unavailable(f"Không tải được {url}: {error}") from error
        finally:
            part.unlink(missing_ok=True)
        return target
