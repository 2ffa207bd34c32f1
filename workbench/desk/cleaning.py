"""Text at the door: NFC, and nothing a database or a voice cannot take."""

from __future__ import annotations

import unicodedata

from workbench.domain.bulletin import Content
from workbench.store import codec


def clean(content: Content) -> Content:
    """NFC, and without characters no database or voice can take (controls, lone surrogates)."""
    return codec.from_plain(Content, _clean(codec.to_plain(content)))


def _clean(plain: object) -> object:
    if isinstance(plain, str):
        return clean_text(plain)
    if isinstance(plain, list):
        return [_clean(v) for v in plain]
    if isinstance(plain, dict):
        return {k: _clean(v) for k, v in plain.items()}
    return plain


def clean_text(text: str) -> str:
    """NFC without control characters (tab and line break stay) and lone surrogates."""
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return unicodedata.normalize("NFC", kept)
