"""Places in sentences that survive editing: found by the characters around them, not by an offset.

The same words in the same surroundings are read the same way, so two sentences that are letter for letter
the same share their places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.types import Anchor, Span

EDGE = "\n"
"""Stands before the first and after the last character of a sentence."""
_NEAREST = 2
"""Words kept on each side even where fewer would do: the next edit may bring the same word again."""
_WORD_START = re.compile(r"(?<!\S)\S")
_WORD_END = re.compile(r"\S(?!\S)")


def anchor_at(texts: Sequence[str], line: int, span: Span) -> Anchor:
    """The shortest surroundings, in words, that no other place of the texts has.

    Args:
        texts: every sentence that is read.
        line: which of them.
        span: the place in it.
    """
    text = texts[line]
    written, before, after = span.of(text), EDGE + text[: span.start], text[span.end :] + EDGE
    starts = [0, *(m.start() for m in _WORD_START.finditer(before))]
    ends = [*(m.end() for m in _WORD_END.finditer(after)), len(after)]
    edged = [f"{EDGE}{t}{EDGE}" for t in texts]
    for words in range(_NEAREST, max(len(starts), len(ends)) + 1):
        anchor = Anchor(before[starts[max(0, len(starts) - words)] :], after[: ends[min(words, len(ends)) - 1]])
        needle = f"{anchor.prefix}{written}{anchor.suffix}"
        if sum(_count(t, needle) for t in edged) == 1:
            return anchor
    return Anchor(before, after)


def positions(text: str, written: str, anchor: Anchor) -> list[int]:
    """Where in a sentence the anchored words begin; empty when the place is no more."""
    edged, needle = f"{EDGE}{text}{EDGE}", f"{anchor.prefix}{written}{anchor.suffix}"
    found, at = [], edged.find(needle)
    while at >= 0:
        found.append(at + len(anchor.prefix) - len(EDGE))
        at = edged.find(needle, at + 1)
    return found


def _count(text: str, needle: str) -> int:
    count, at = 0, text.find(needle)
    while at >= 0:
        count, at = count + 1, text.find(needle, at + 1)
    return count
