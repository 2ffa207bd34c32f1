"""What a recogniser sees and what it answers: the cursor over the working text, and a match."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from models.reading.definitions import Definitions
from models.reading.definitions import find as find_definitions
from models.reading.numbers import NumberWords, number_words
from models.reading.options import ReadingOptions

_WORDS = re.compile(r"[^\W_]+")
_NEXT = re.compile(r" ?([^\W\d_]+)")
_CHAIN = re.compile(r"[\s,;/+-]*(?:(?:và|hoặc|hay|đến|tới|,)\s*)?(?:từ |ngày )?\Z")
_LOOK_BACK = 64


@dataclass(slots=True)
class Match:
    """A stretch of the working text, beginning at the cursor, and what to say for it."""

    end: int
    spoken: str
    kind: str
    rule: str = ""
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    pause_s: float = 0.0
    warning: str = ""
    """Vietnamese, for the person; the reader adds the place."""
    lexicon: str = ""


class Cursor:
    """A place in the working text with its surroundings. One per reading; `pos` moves forward."""

    __slots__ = (
        "_definitions", "_endings", "_endings_pos", "_left", "_left_pos", "_pairs", "_pairs_pos", "expand",
        "num", "options", "pos", "previous", "previous_end", "text",
    )  # fmt: skip

    def __init__(
        self, text: str, options: ReadingOptions, expand: Callable[[Cursor, str], str | None] | None = None
    ) -> None:
        self.text = text
        self.options = options
        self.num: NumberWords = number_words(options)
        self.pos = 0
        self.previous: Match | None = None
        self.previous_end = 0
        self.expand = expand
        """Expansion of an abbreviation by the caller's lexicons, before the built-in tables."""
        self._left: tuple[str, ...] = ()
        self._left_pos = -1
        self._endings: tuple[str, ...] = ()
        self._endings_pos = -1
        self._pairs: tuple[str, ...] = ()
        self._pairs_pos = -1
        self._definitions: Definitions | None = None

    @property
    def definitions(self) -> Definitions:
        """Abbreviations that the text itself defines; found when first asked for."""
        if self._definitions is None:
            from models.reading.classes.abbreviation import plain_expansion  # the tables there

            self._definitions = find_definitions(self.text, plain_expansion)
        return self._definitions

    @property
    def left(self) -> tuple[str, ...]:
        """Up to six words before the cursor on the same line, lower case, nearest last."""
        if self._left_pos != self.pos:
            start = max(0, self.pos - _LOOK_BACK)
            before = self.text[start : self.pos]
            line = before.rfind("\n")
            if line >= 0:
                before = before[line + 1 :]
            words = _WORDS.findall(before.lower())
            if start > 0 and line < 0 and len(words) > 1:
                words = words[1:]  # the first may be cut
            self._left = tuple(words[-6:])
            self._left_pos = self.pos
        return self._left

    @property
    def endings(self) -> tuple[str, ...]:
        """The last word before the cursor, the last two and the last three; none at the beginning of a line."""
        if self._endings_pos != self.pos:
            left = self.left
            self._endings = (left[-1], " ".join(left[-2:]), " ".join(left[-3:])) if left else ()
            self._endings_pos = self.pos
        return self._endings

    def gap(self) -> str:
        """Characters between the last word before the cursor and the cursor (at most 8)."""
        start = self.pos
        text = self.text
        while start > 0 and self.pos - start < 8 and not text[start - 1].isalnum():
            start -= 1
        return text[start : self.pos]

    def cued(self, cues: frozenset[str], gap: str = " :(\"'.") -> bool:
        """True when the one to three words just before the cursor are one of `cues`."""
        if cues.isdisjoint(self.endings):
            return False
        return all(c in gap for c in self.gap())

    def ends_with(self, cues: frozenset[str]) -> bool:
        """True when the last one to three words before the cursor are one of `cues`, whatever signs follow."""
        return not cues.isdisjoint(self.endings)

    def near(self, cues: frozenset[str], words: int = 6) -> bool:
        """True when one of `cues` (single words or pairs) is among the last words before the cursor."""
        if not cues.isdisjoint(self.left[-words:]):
            return True
        if self._pairs_pos != self.pos:
            self._pairs = tuple(f"{a} {b}" for a, b in pairwise(self.left))
            self._pairs_pos = self.pos
        return words > 1 and not cues.isdisjoint(self._pairs[1 - words :])

    def chained(self, *kinds: str) -> bool:
        """True when the last match was of one of `kinds` and only a list separator stands between."""
        return (
            self.previous is not None
            and self.previous.kind in kinds
            and self.pos - self.previous_end < 12
            and _CHAIN.match(self.text[self.previous_end : self.pos]) is not None
        )

    def next_word(self, end: int) -> str:
        """The word after `end` (at most one space between), lower case; "" when there is none."""
        found = _NEXT.match(self.text, end)
        return found.group(1).lower() if found else ""

    def counts(self, end: int, nouns: frozenset[str]) -> bool:
        """True when the one or two words after `end` are one of `nouns`."""
        first = self.next_word(end)
        if first in nouns:
            return True
        if first == "đ" and self.text[end : end + 4].lstrip()[1:3].lower() == "/c":
            return True  # 12 đ/c: people
        found = _NEXT.match(self.text, end)
        return found is not None and f"{first} {self.next_word(found.end())}" in nouns

    def char(self, index: int) -> str:
        """The character at an index of the working text; "" outside it."""
        return self.text[index] if 0 <= index < len(self.text) else ""

    def glued(self) -> bool:
        """A letter or digit stands directly before the cursor and has not been read as a thing of its own."""
        return self.pos > 0 and self.previous_end != self.pos and self.text[self.pos - 1].isalnum()

    def at_line_start(self) -> bool:
        """Only blanks between the beginning of the line and the cursor."""
        index = self.pos - 1
        while index >= 0 and self.pos - index < 16 and self.text[index] in " \t":
            index -= 1
        return index < 0 or self.text[index] == "\n"


class Recogniser(Protocol):
    """One class of written things. `kind` names it in spans."""

    kind: str

    def match(self, at: Cursor) -> Match | None:
        """What stands at the cursor, or None when it is not of this class."""
        ...
