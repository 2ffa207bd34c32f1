"""Search without diacritics: what a person types and what is stored are folded the same way."""

from __future__ import annotations

import re
import unicodedata

from workbench.domain.bulletin import Bulletin

_WORD = re.compile(r"[0-9a-z]+")


def fold(text: str) -> str:
    """Lower case without diacritics, đ as d: "Đồng Nai" → "dong nai"."""
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The distinct folded words of a text, in order."""
    return list(dict.fromkeys(_WORD.findall(fold(text))))


def _without_markup(text: str) -> str:
    if "<" not in text:
        return text
    from models.reading.ssml import strip  # only scripts with tags need it

    return strip(text)


def search_text(bulletin: Bulletin) -> str:
    """Every word of a bulletin once, each after a space, so that " word" matches word beginnings."""
    content = bulletin.revision.content
    parts = (
        content.title,
        content.summary,
        content.source_line,
        content.author_line,
        bulletin.author_name,
        _without_markup(content.radio.text),
        *(line for page in content.board.pages for line in page),
        content.portal.title,
        content.portal.sapo,
        *(s.text for s in content.portal.body),
        bulletin.id,
    )
    return " " + " ".join(words("\n".join(parts)))
