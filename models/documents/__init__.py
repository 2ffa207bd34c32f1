"""Documents in: any file of the field → text with structure, header fields and warnings.

    document = read(Source.of_path(Path("thong-bao.docx")))

Importing this package loads no format library; each reader imports its own when it is used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module

from models.documents import chrome, encodings, structure
from models.documents.base import DocumentReader, Limits, Progress, RawBlock, RawDocument, Source
from models.documents.sniff import DOC, DOCX, HTML, IMAGES, MHTML, PDF, PLAIN, RTF, mismatch, sniff
from models.errors import BadInput
from models.types import Document

__all__ = ["Limits", "Source", "read", "read_text", "sniff"]

_READERS: dict[str, str] = {
    DOCX: "models.documents.word:WordReader",
    DOC: "models.documents.office:OldWordReader",
    RTF: "models.documents.office:OldWordReader",
    PDF: "models.documents.pdf:PdfReader",
    HTML: "models.documents.web:WebReader",
    MHTML: "models.documents.web:WebReader",
    PLAIN: "models.documents.plain:PlainReader",
    **dict.fromkeys(IMAGES, "models.documents.ocr:ImageReader"),
}
_WITH_CHARSET = (HTML, MHTML, PLAIN)


def read(source: Source, limits: Limits | None = None, progress: Progress | None = None) -> Document:
    """Read a file, whatever its name says it is.

    Raises:
        BadInput: too large, empty, encrypted, corrupt, not a document; the message says which and what to do.
        Missing: a program this format needs (antiword, tesseract) is not installed.
    """
    limits = limits or Limits()
    if not source.content:
        raise BadInput(
            f"Tệp “{source.name}” rỗng (0 byte).", hint="Hãy kiểm tra và chọn lại tệp.", reason="empty"
        )
    if len(source.content) > limits.max_bytes:
        size, most = len(source.content) / 1024 / 1024, limits.max_bytes / 1024 / 1024
        raise BadInput(
            f"Tệp “{source.name}” nặng {size:.0f} MB, vượt giới hạn {most:.0f} MB.",
            hint="Hãy tách văn bản thành các tệp nhỏ hơn, hoặc giảm độ phân giải bản quét.",
            reason="too-large",
        )
    media = sniff(source.content, source.name)
    raw = _reader(media, source.charset).read(source.content, source.name, limits, progress)
    said = mismatch(source.name, media)
    warnings = (said, *raw.warnings) if said else tuple(raw.warnings)
    return _finish(
        replace(raw, warnings=warnings), source.name, hashlib.sha256(source.content).hexdigest(), limits
    )


def read_text(text: str, name: str = "văn bản dán") -> Document:
    """Pasted text, read like a text file. Raises BadInput when there is nothing in it."""
    from models.documents.plain import blocks

    content = text.encode("utf-8", "replace")  # half a surrogate pair cannot be stored
    raw = RawDocument(list(blocks(content.decode())), PLAIN)
    return _finish(raw, name, hashlib.sha256(content).hexdigest(), Limits())


def _reader(media: str, charset: str) -> DocumentReader:
    module, _, name = _READERS[media].partition(":")
    options = {"charset": charset} if media in _WITH_CHARSET else {}
    reader: DocumentReader = getattr(import_module(module), name)(media, **options)
    return reader


def _finish(raw: RawDocument, name: str, sha256: str, limits: Limits) -> Document:
    blocks, repaired = _repaired(raw.blocks)
    kept, removed = chrome.remove(blocks)
    warnings = tuple(dict.fromkeys((*raw.warnings, *repaired, *removed)))
    document = structure.build(replace(raw, blocks=kept, warnings=warnings), name, sha256)
    if not any(c.isalnum() for c in document.text):
        raise BadInput(
            f"“{name}” không có chữ nào đọc được.",
            hint="Nếu là bản quét, hãy quét lại rõ hơn hoặc dán chữ vào.",
            reason="no-text",
        )
    if len(document.text) > limits.max_chars:
        raise BadInput(
            f"“{name}” có {len(document.text):,} ký tự, vượt giới hạn {limits.max_chars:,}.",
            hint="Hãy tách văn bản thành nhiều phần.",
            reason="too-long",
        )
    return document


def _repaired(blocks: Sequence[RawBlock]) -> tuple[list[RawBlock], tuple[str, ...]]:
    """Old fonts and invisible characters mended, short lines by the font of the whole document."""
    texts = [text for block in blocks for text in (block.text, *(cell for row in block.cells for cell in row))]
    mended, warnings = encodings.repair_all(texts)
    rest = iter(mended)
    made = [
        replace(block, text=next(rest), cells=tuple(tuple(next(rest) for _ in row) for row in block.cells))
        for block in blocks
    ]
    return made, warnings
