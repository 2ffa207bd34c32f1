"""What is read aloud of a bulletin, in order: the one cutting that the preview and the voice share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipelines.types import RadioScript


class Role(StrEnum):
    """What a part of the speech is."""

    TITLE = "title"
    SENTENCE = "sentence"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch that is read by itself."""

    text: str
    role: Role = Role.SENTENCE
    offset: int | None = None
    """Where a sentence begins in the script's text; None for title and closing line, which stand outside."""


def parts(script: RadioScript, title: str = "", closing: str = "") -> list[Part]:
    """Title, sentences and closing line; what is empty is left out."""
    found = [Part(title, Role.TITLE)]
    offset = 0
    for sentence in script.sentences:
        found.append(Part(sentence.text, Role.SENTENCE, offset))
        offset += len(sentence.text) + 1
    found.append(Part(closing, Role.CLOSING))
    return [part for part in found if part.text.strip()]
