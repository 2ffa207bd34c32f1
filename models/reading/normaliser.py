"""Reading aloud: written Vietnamese -> what will be said, aligned span by span.

clean -> walk the tokens -> where one may need reading, ask the lexicon, then the recognisers in order
-> spans that tile the text. Deterministic; one pass, linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.reading.classes import AT_DIGIT, AT_LETTER, AT_SIGN
from models.reading.classes.abbreviation import trigger_words
from models.reading.classes.unit import unit_words
from models.reading.classes.word import FOREIGN_WORDS
from models.reading.cleaning import clean
from models.reading.lexicon import Lexicon, find, merge
from models.reading.matching import Cursor, Match, Recogniser
from models.reading.options import Foreign, ReadingOptions
from models.types import Reading, ReadingSpan, ReadingWarning, Span

_TOKEN = re.compile(r"[^\W\d_]+|[ \t\n\r\f\v]+|[0-9]|.", re.DOTALL)
_GLUE = frozenset("0123456789@/._-\\&'")
_DEFAULT = ReadingOptions()
_ROMAN_LETTERS = frozenset("ivxlcdm")
_ASKS = frozenset("bcdđghklmnpqrstvxfjwz")


def read(text: str, options: ReadingOptions = _DEFAULT, lexicons: Sequence[Lexicon] = ()) -> Reading:
    """What will be said for `text`, with every change visible.

    Args:
        text: NFC is expected; other forms are composed inside, spans keep the offsets of `text`.
        options: region and house style.
        lexicons: corrections; a document's own entries win over a commune's, those over the system's.

    Returns:
        Spans tile the text: `"".join(s.raw for s in spans) == text`. Warnings name what is not sure.
    """
    return _Reader(text, options, lexicons).run()


class _Reader:
    """One reading under way."""

    def __init__(self, text: str, options: ReadingOptions, lexicons: Sequence[Lexicon]) -> None:
        self.text = text
        self.options = options
        self.clean = clean(text)
        self.lexicon = merge(lexicons) if lexicons else None
        self.at = Cursor(self.clean.text, options, self._expand if self.lexicon else None)
        self.spans: list[ReadingSpan] = []
        self.warnings: list[ReadingWarning] = []
        self.tail = " "
        """Last character said so far, to know where a blank is missing."""
        keys = set(trigger_words() | unit_words())
        if options.foreign is not Foreign.KEEP:
            keys |= FOREIGN_WORDS
        self.keys = keys

    def run(self) -> Reading:
        work, at, size = self.clean.text, self.at, len(self.clean.text)
        token_at, pos = _TOKEN.match, 0
        while pos < size:
            found = token_at(work, pos)
            if found is None:  # not reached: "." matches everything
                break
            token, end = found.group(), found.end()
            first = token[0]
            at.pos = pos
            if self.lexicon is not None and not first.isspace():
                fixed = find(self.lexicon, at, self.clean.at(pos))
                if fixed is not None:
                    fixed_end, entry = fixed
                    pos = self._take(Match(fixed_end, entry.spoken, "lexicon", "lexicon", lexicon=entry.key))
                    continue
            if first.isalpha():
                if self._plain(token, work, end) or not (match := self._ask(AT_LETTER)):
                    self._keep(pos, end, "word")
                    pos = end
                    continue
            elif first.isspace():
                self._keep(pos, end, "space")
                pos = end
                continue
            elif first in "0123456789":
                match = self._ask(AT_DIGIT)
            elif first in ",;:!?" or (first == "." and work[end : end + 1] != "."):
                self._keep(pos, end, "punct")
                pos = end
                continue
            else:
                match = self._ask(AT_SIGN)
            if match is None:
                self._keep(pos, end, "punct")
                pos = end
            else:
                pos = self._take(match)
        return Reading(self.text, tuple(self.spans), self.options.region, tuple(self.warnings))

    def _plain(self, token: str, work: str, end: int) -> bool:
        """A word that is said as it is written: the common case, decided cheaply."""
        if len(token) == 1:
            return False
        lower = token.islower()
        if not lower and not (token[1:].islower() and token[0].isupper()):
            return False
        if token in self.keys or (not lower and token.lower() in self.keys):
            return False
        following = work[end : end + 1]
        if following and following in _GLUE and work[end + 1 : end + 2].strip():
            return False
        if following == ":" and work.startswith("//", end + 1):
            return False
        return not (lower and len(token) < 12 and _ROMAN_LETTERS.issuperset(token))

    def _ask(self, recognisers: tuple[Recogniser, ...]) -> Match | None:
        at = self.at
        for recogniser in recognisers:
            match = recogniser.match(at)
            if match is not None:
                return match
        return None

    def _expand(self, _at: Cursor, part: str) -> str | None:
        """Abbreviations inside codes follow the lexicon too."""
        if self.lexicon is None:
            return None
        for entry in self.lexicon.candidates(part):
            if entry.written == part and not entry.before and not entry.after and entry.place is None:
                return entry.spoken
        return None

    def _keep(self, start: int, end: int, kind: str) -> None:
        begin, stop = (start, end) if self.clean.offsets is None else (self.clean.at(start), self.clean.at(end))
        raw = self.text[begin:stop]
        if not raw and begin == stop:
            return
        spoken = raw if self.clean.offsets is None else self.clean.text[start:end]
        self.spans.append(ReadingSpan(Span(begin, stop), raw, spoken, kind))
        self.tail = spoken[-1:] or self.tail

    def _take(self, match: Match) -> int:
        at = self.at
        start, end = self.clean.at(at.pos), self.clean.at(match.end)
        span = Span(start, end)
        spoken = match.spoken
        if spoken:
            if spoken[0].isalnum() and not self.tail.isspace() and self.tail not in "('\"":
                spoken = f" {spoken}"
            following = at.char(match.end)
            if spoken[-1].isalnum() and following.isalnum():
                spoken += " "
            self.tail = spoken[-1]
        self.spans.append(
            ReadingSpan(
                span, self.text[start:end], spoken, match.kind, match.rule, match.confidence,
                match.alternatives, match.lexicon, match.pause_s,
            )
        )  # fmt: skip
        if match.warning:
            self.warnings.append(ReadingWarning(span, match.warning))
        at.previous, at.previous_end = match, match.end
        return match.end
