"""Reading aloud: written Vietnamese -> what will be said, aligned span by span.

clean -> plan (mark-up, tables, structure) -> walk the tokens -> where one may need reading, ask the lexicon,
then the recognisers in order -> spans that tile the text. Deterministic; one pass, linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from models.reading.classes import AT_DIGIT, AT_LETTER, AT_SIGN
from models.reading.classes.abbreviation import trigger_words
from models.reading.classes.unit import unit_words
from models.reading.classes.word import Word
from models.reading.cleaning import Clean, clean
from models.reading.edits import Fixed
from models.reading.foreign import in_syllables, is_foreign
from models.reading.lexicon import Lexicon, find, merge
from models.reading.matching import Cursor, Match, Recogniser
from models.reading.options import Foreign, ReadingOptions
from models.reading.plan import Plan, plan
from models.types import Delivery, Reading, ReadingSpan, ReadingWarning, Span

_TOKEN = re.compile(r"[^\W\d_Ͱ-Ͽ]+|[ \t\n\r\f\v]+|[0-9]|.", re.DOTALL)
_GLUE = frozenset("0123456789@/._-\\&'")
_DEFAULT = ReadingOptions()
_ROMAN_LETTERS = frozenset("ivxlcdm")
_WORD = Word()
_SPELLED_OUT = frozenset(("abbreviation", "alphanumeric", "web", "code"))
"""Kinds whose reading may hold a word of another language (UNESCO, covid, "gov")."""
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
        self.plan: Plan = plan(clean(text), options, _inner(options, lexicons))
        self.clean: Clean = self.plan.clean
        self.lexicon = merge(lexicons) if lexicons else None
        self.placed = self.lexicon.here(text) if self.lexicon else {}
        self.at = Cursor(self.clean.text, options, self._expand if self.lexicon else None)
        self.spans: list[ReadingSpan] = []
        self.warnings: list[ReadingWarning] = []
        self.tail = " "
        """Last character said so far, to know where a blank is missing."""
        self.delivery: Delivery | None = None
        self.keys = trigger_words() | unit_words()
        self.says_foreign = options.foreign is not Foreign.KEEP

    def run(self) -> Reading:
        work, at, size = self.clean.text, self.at, len(self.clean.text)
        token_at, pos = _TOKEN.match, 0
        due, breaks = self.plan.next_at(size), self.plan.breaks
        while pos < size:
            if pos >= due:
                pos = self._planned(pos)
                due = self.plan.next_at(size)
                continue
            found = token_at(work, pos)
            if found is None:  # not reached: "." matches everything
                break
            token, end = found.group(), found.end()
            first = token[0]
            at.pos = pos
            if self.lexicon is not None and not first.isspace():
                fixed = find(self.lexicon, at, self.placed, self.clean.at)
                if fixed is not None:
                    fixed_end, entry = fixed
                    pos = self._take(Match(fixed_end, entry.spoken, "lexicon", "lexicon", lexicon=entry.key))
                    continue
            if first.isalpha():
                match = self._at_letter(token, work, end)
                if match is None:
                    self._keep(pos, end, "foreign" if is_foreign(token) else "word")
                    pos = end
                    continue
            elif first.isspace():
                end = min(end, due)
                self._keep(pos, end, "space", breaks.get(pos, 0.0) if breaks else 0.0)
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
        return self._finished(size)

    def _finished(self, size: int) -> Reading:
        while self.plan.next_at(size + 1) <= size:  # tags at the very end
            self._planned(size)
        warnings = [ReadingWarning(span, message) for span, message in self.plan.warnings] + self.warnings
        if self.plan.warnings:
            warnings.sort(key=lambda w: w.span)
        return Reading(self.text, tuple(self.spans), self.options.region, tuple(warnings))

    def _planned(self, pos: int) -> int:
        """Take what the plan has at `pos`: another delivery, or a stretch whose reading is given."""
        self.delivery, fixed = self.plan.take(pos, self.delivery)
        if fixed is None:
            return pos
        done = self.spans[-1].span.end if self.spans else 0
        if fixed.raw_start < done and fixed.raw_end <= done:
            return pos  # a match has gone past it
        fixed.raw_start = max(fixed.raw_start, done)
        self._fix(fixed)
        return max(pos, fixed.end)

    def _fix(self, fixed: Fixed) -> None:
        match = fixed.said
        spoken = self._spaced(match.spoken, fixed.end)
        raw = self.text[fixed.raw_start : fixed.raw_end]
        if raw or spoken:
            self.spans.append(
                ReadingSpan(
                    Span(fixed.raw_start, fixed.raw_end), raw, spoken, match.kind, match.rule, match.confidence,
                    match.alternatives, "", match.pause_s, self.delivery,
                )
            )  # fmt: skip
        match.end = fixed.end
        self.at.previous, self.at.previous_end = match, fixed.end

    def _at_letter(self, token: str, work: str, end: int) -> Match | None:
        if not self._plain(token, work, end):
            return self._ask(AT_LETTER)
        return _WORD.match(self.at) if self.says_foreign and is_foreign(token) else None

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
            if entry.written == part and not entry.before and not entry.after:
                return entry.spoken
        return None

    def _keep(self, start: int, end: int, kind: str, pause_s: float = 0.0) -> None:
        offsets, gaps = self.clean.offsets, self.clean.gaps
        if offsets is None:
            raw = spoken = self.text[start:end]
            begin, stop = start, end
        else:
            begin, stop = offsets[start], offsets[end]
            if gaps is not None and end in gaps:
                stop = gaps[end]
            raw, spoken = self.text[begin:stop], self.clean.text[start:end]
        if raw and not pause_s and self.delivery is None:  # most words and blanks of most texts
            self.spans.append(ReadingSpan(Span(begin, stop), raw, spoken, kind))
            self.tail = spoken[-1:] or self.tail
            return
        if not raw:
            self._append(spoken)
            return
        self.spans.append(
            ReadingSpan(
                Span(begin, stop), raw, spoken, kind, pause_s=pause_s, delivery=self.delivery
            )
        )  # fmt: skip
        self.tail = spoken[-1:] or self.tail

    def _append(self, spoken: str) -> None:
        """Words without a writing of their own (a unit from the heading of a column) go with those before."""
        if self.spans:
            last = self.spans[-1]
            self.spans[-1] = replace(last, spoken=last.spoken + spoken)
            self.tail = spoken[-1:] or self.tail

    def _spaced(self, spoken: str, end: int) -> str:
        """With the blanks that keep it apart from the words around; remembers how it ends."""
        if spoken:
            if spoken[0].isalnum() and not self.tail.isspace() and self.tail not in "('\"":
                spoken = f" {spoken}"
            if spoken[-1].isalnum() and self.at.char(end).isalnum():
                spoken += " "
            self.tail = spoken[-1]
        return spoken

    def _take(self, match: Match) -> int:
        at = self.at
        start, end = self.clean.at(at.pos), self.clean.end(match.end)
        span = Span(start, max(start, end))
        said = match.spoken
        if self.says_foreign and match.kind in _SPELLED_OUT and not match.lexicon:
            said = in_syllables(said)
        spoken = self._spaced(said, match.end)
        raw = self.text[start:end]
        if raw:
            self.spans.append(
                ReadingSpan(
                    span, raw, spoken, match.kind, match.rule, match.confidence,
                    match.alternatives, match.lexicon, match.pause_s, self.delivery,
                )
            )  # fmt: skip
        else:
            self._append(spoken)
        if match.warning:
            self.warnings.append(ReadingWarning(span, match.warning))
        at.previous, at.previous_end = match, match.end
        return match.end


def _inner(options: ReadingOptions, lexicons: Sequence[Lexicon]) -> Callable[[str], str]:
    """Reading of a few words apart: a heading of a table, the content of a tag."""

    def say(text: str) -> str:
        return _Reader(text.replace("<", " "), options, lexicons).run().spoken

    return say
