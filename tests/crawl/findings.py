"""What a crawl finds: a tally that can be added up over processes, and the look at one text."""

import random
import re
from collections import Counter
from dataclasses import dataclass, field

from models.reading import ReadingOptions, read
from models.types import Reading, ReadingSpan

PLAIN = frozenset(("word", "space", "punct"))
UNREAD = frozenset("0123456789%@°$€£¥₫+=&#*^~_<>√×±≥≤²³/|\\[](){}→§")
DOUBTFUL = 0.7
AROUND = 36
_QUOTED = re.compile(r"“[^”]*”")


@dataclass(frozen=True, slots=True)
class Seen:
    """One span with what stands beside it."""

    where: str
    before: str
    raw: str
    after: str
    spoken: str

    def __str__(self) -> str:
        return f"{self.before}⟦{self.raw}⟧{self.after} → {self.spoken.strip()!r}".replace("\n", "⏎")


@dataclass
class Findings:
    """Counts over texts; `kept` examples a key, chosen at random without knowing how many will come."""

    keep: int = 20
    texts: int = 0
    characters: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    capitals: Counter[str] = field(default_factory=Counter)
    doubtful: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    samples: dict[str, list[Seen]] = field(default_factory=dict)

    def look(self, where: str, text: str, rng: random.Random) -> None:
        """Read one text and count what it shows."""
        reading = read(text, ReadingOptions())
        self.texts += 1
        self.characters += len(text)
        for span in reading.spans:
            self._count(where, text, span, rng)
        for warning in reading.warnings:
            self.warnings[_QUOTED.sub("“…”", warning.message)] += 1

    def _count(self, where: str, text: str, span: ReadingSpan, rng: random.Random) -> None:
        for char in UNREAD.intersection(span.spoken):
            self.unread[char] += 1
            self._sample(f"unread {char}", where, text, span, self.unread[char], rng)
        if span.kind in PLAIN:
            return
        rule = span.rule or span.kind
        self.kinds[rule] += 1
        self._sample(rule, where, text, span, self.kinds[rule], rng)
        if span.kind == "spelled":
            self.capitals[span.raw] += 1
            self._sample(f"capitals {span.raw}", where, text, span, self.capitals[span.raw], rng)
        if span.confidence <= DOUBTFUL:
            self.doubtful[rule] += 1

    def _sample(self, key: str, where: str, text: str, span: ReadingSpan, nth: int, rng: random.Random) -> None:
        kept = self.samples.setdefault(key, [])
        place = len(kept) if len(kept) < self.keep else rng.randrange(nth)
        if place < self.keep:
            start, end = span.span.start, span.span.end
            seen = Seen(
                where, text[max(0, start - AROUND) : start], span.raw, text[end : end + AROUND], span.spoken
            )
            kept[place : place + 1] = [seen]

    def add(self, other: "Findings", rng: random.Random) -> None:
        """The sums; of the examples of both, `keep` by lot."""
        self.texts += other.texts
        self.characters += other.characters
        for name in ("unread", "warnings", "capitals", "doubtful", "kinds"):
            getattr(self, name).update(getattr(other, name))
        for key, seen in other.samples.items():
            both = self.samples.get(key, []) + seen
            self.samples[key] = rng.sample(both, self.keep) if len(both) > self.keep else both


def left_unread(reading: Reading) -> list[str]:
    """Spans whose speech still holds a digit or a sign."""
    return [s.raw for s in reading.spans if not UNREAD.isdisjoint(s.spoken)]
