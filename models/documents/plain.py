"""Text files and pasted text → blocks: hard-wrapped lines are joined, tab-separated rows become tables."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from models.documents import breaks, encodings
from models.documents.base import Limits, Progress, RawBlock, RawDocument
from models.documents.sniff import PLAIN
from models.documents.tables import table_block, tidy
from models.types import BlockKind

_WRAP_MIN, _WRAP_MAX = 50, 130
"""Columns at which people and programs wrap lines; longer lines are whole paragraphs."""


class PlainReader:
    """Reads text in any encoding used for Vietnamese."""

    def __init__(self, media_type: str = PLAIN, charset: str = "") -> None:
        self._media, self._charset = media_type, charset

    def read(
        self,
        content: bytes,
        name: str,  # noqa: ARG002 - the port's signature
        limits: Limits,  # noqa: ARG002 - size was checked at the door
        progress: Progress | None = None,  # noqa: ARG002 - milliseconds
    ) -> RawDocument:
        """See `DocumentReader.read`."""
        text, warnings = decode(content, self._charset)
        return RawDocument(list(blocks(text)), self._media, warnings=warnings)


def decode(content: bytes, charset: str = "") -> tuple[str, tuple[str, ...]]:
    """Text of bytes; `charset` is what the server said and is used only when it fits."""
    if charset and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return content.decode(charset), ()
            except (UnicodeDecodeError, LookupError):
                pass  # the label lies: recognise the encoding from the bytes
    return encodings.to_unicode(content)


def blocks(text: str) -> Iterator[RawBlock]:
    """Paragraphs and tables of a text."""
    lines = [line.rstrip(" ") for line in re.split(r"\r\n|[\n\r\f\v\u0085\u2028\u2029]", text)]
    width = wrap_width(lines)
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        end = _table_end(lines, at)
        if end > at:
            block = table_block([line.strip(" ").split("\t") for line in lines[at:end]])
            if block is not None:
                yield block
            at = end
            continue
        group = [lines[at]]
        at += 1
        while at < len(lines) and lines[at].strip() and _goes_on(group[-1], lines[at], width):
            group.append(lines[at])
            at += 1
        yield RawBlock(BlockKind.PARAGRAPH, breaks.glue(group))


def wrap_width(lines: list[str]) -> int:
    """The column a text is wrapped at, 0 when each line is a paragraph of its own."""
    followed = [len(a) for a, b in itertools.pairwise(lines) if a.strip() and b.strip()]
    if len(followed) < 4:
        return 0
    width = sorted(len(line) for line in lines if line.strip())[-1 - len(lines) // 50]
    if not _WRAP_MIN <= width <= _WRAP_MAX:
        return 0
    full = sum(1 for length in followed if length >= width * 0.8)
    return width if full >= len(followed) * 0.5 else 0


def _goes_on(line: str, following: str, width: int) -> bool:
    if not width or len(line) < width * 0.8 or breaks.starts(following):
        return False
    indented = len(following) - len(following.lstrip()) > len(line) - len(line.lstrip()) + 1
    return not (indented and breaks.ENDS.search(line))


def _table_end(lines: list[str], at: int) -> int:
    """First line after a run of tab-separated rows with the same number of columns, or `at`."""
    tabs = lines[at].strip(" ").count("\t")
    end = at
    while tabs and end < len(lines) and lines[end].strip(" ").count("\t") == tabs:
        end += 1
    columns = len(next(iter(tidy([line.split("\t") for line in lines[at:end]])), ()))
    enough = end - at >= 2 and (columns >= 3 or (columns == 2 and end - at >= 3))
    return end if enough else at
