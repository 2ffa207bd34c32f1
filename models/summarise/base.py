"""The port of summarisers: which sentences of a document to keep, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from models.types import Document, Span


@dataclass(frozen=True, slots=True)
class Budget:
    """How long a summary may be; the first limit reached ends it. At least one is set."""

    sentences: int | None = None
    syllables: int | None = None
    chars: int | None = None


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence of the summary with the source that carries it."""

    text: str
    spans: tuple[Span, ...]
    """In `Document.text`; the union is the evidence."""
    score: float
    edits: tuple[str, ...] = ()
    """Names of the rules that changed the source wording (Vietnamese)."""


class Summariser(Protocol):
    """Chooses or writes a summary."""

    def summarise(self, document: Document, budget: Budget) -> Sequence[SummarySentence]:
        """Sentences in reading order.

        Raises:
            BadInput: the document holds no sentence to keep.
        """
        ...
