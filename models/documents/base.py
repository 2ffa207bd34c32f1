"""The port of document readers, and the limits every reader keeps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from models.types import BlockKind

Progress: TypeAlias = Callable[[float, str], None]
"""Told (fraction 0..1, what is happening, in Vietnamese); the same shape as `pipelines.ports.Progress`."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Refusals before memory is spent."""

    max_bytes: int = 50 * 1024 * 1024
    """Size of the file as given."""
    max_unpacked_bytes: int = 400 * 1024 * 1024
    """Sum of unpacked members of a zip-based file."""
    max_ratio: float = 120.0
    """Unpacked / packed; above this for a large member it is taken for a zip bomb."""
    max_pages: int = 2_000
    max_ocr_pages: int = 300
    max_chars: int = 10_000_000


@dataclass(frozen=True, slots=True)
class RawBlock:
    """What a format reader found, before Vietnamese structure is recognised."""

    kind: BlockKind
    text: str
    """May hold line breaks inside a paragraph; not yet normalised."""
    level: int = 0
    """Heading level given by the format (Word style, h1-h6), 0 when none."""
    cells: tuple[tuple[str, ...], ...] = ()
    """Rows × columns for kind TABLE; `text` is then empty."""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A format reader's result."""

    blocks: Sequence[RawBlock]
    media_type: str
    pages: int | None = None
    warnings: tuple[str, ...] = ()


class DocumentReader(Protocol):
    """Reads one family of formats.

    Raises:
        BadInput: encrypted, empty, corrupt, too large, not what its name says.
        Missing: a program the format needs (antiword, tesseract) is not installed.
    """

    def read(self, content: bytes, name: str, limits: Limits, progress: Progress | None = None) -> RawDocument:
        """Turn bytes into raw blocks, or raise: never half a document."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document comes from: bytes with a name."""

    content: bytes
    name: str
    charset: str = ""
    """What the server said (Content-Type); a byte order mark or the page's own declaration wins."""

    @classmethod
    def of_path(cls, path: Path) -> Source:
        """Read a file. OSError is the caller's to explain."""
        return cls(path.read_bytes(), path.name)
