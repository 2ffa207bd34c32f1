"""What is known of a text before its words are read: mark-up, tables, headings, pauses.

`plan` gives the working copy with tables and mark-up rewritten, stretches whose reading is given, and where
the delivery changes. A plain line costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from models.reading import grid, markup, ssml, structure
from models.reading.cleaning import Clean
from models.reading.edits import Fixed, Move, rewrite
from models.reading.options import ReadingOptions
from models.reading.ssml_values import combined
from models.reading.table_reading import TableEdits, read_table
from models.types import Delivery, Span

Stretch = tuple[int, int, Delivery]


@dataclass
class Plan:
    """The working copy and what happens where in it."""

    clean: Clean
    breaks: dict[int, float] = field(default_factory=dict)
    """Where blanks between lines begin -> seconds of silence."""
    fixed: list[Fixed] = field(default_factory=list)
    changes: list[tuple[int, Delivery | None]] = field(default_factory=list)
    warnings: list[tuple[Span, str]] = field(default_factory=list)
    """Spans in the text as given."""
    _fixed_at: int = 0
    _change_at: int = 0

    def next_at(self, never: int) -> int:
        """Where the next thing happens; `never` when nothing is left."""
        at = never
        if self._fixed_at < len(self.fixed):
            at = min(at, self.fixed[self._fixed_at].start)
        if self._change_at < len(self.changes):
            at = min(at, self.changes[self._change_at][0])
        return at

    def take(self, pos: int, now: Delivery | None) -> tuple[Delivery | None, Fixed | None]:
        """The delivery from `pos` on, and the next given stretch that begins at or before it."""
        change = self.changes[self._change_at][0] if self._change_at < len(self.changes) else None
        first = self.fixed[self._fixed_at] if self._fixed_at < len(self.fixed) else None
        if (
            first is not None
            and first.start <= pos
            and (change is None or not self._before(change, first, pos))
        ):
            self._fixed_at += 1
            return now, first
        while self._change_at < len(self.changes) and self.changes[self._change_at][0] <= pos:
            now = self.changes[self._change_at][1]
            self._change_at += 1
        return now, None

    @staticmethod
    def _before(change: int, first: Fixed, pos: int) -> bool:
        """A change comes before what has words of its own, after the silent tags that bring it."""
        return change <= pos and (change < first.start or first.end > first.start)


def plan(clean: Clean, options: ReadingOptions, say: Callable[[str], str]) -> Plan:
    """Look the text over.

    Args:
        clean: the working copy.
        options: for the words of forced readings.
        say: reading of a few words apart.
    """
    fixed: list[Fixed] = []
    stretches: list[Stretch] = []
    warnings: list[tuple[Span, str]] = []
    if ("<" in clean.text or "&" in clean.text) and ssml.present(clean.text):
        found = markup.interpret(clean, options, say)
        warnings += _placed(clean, found.warnings)
        clean, fixed, move = rewrite(clean, found.edits)
        stretches = _moved(found.deliveries, move)
    tables = grid.grids(clean.text)
    marks = structure.marks(clean.text, [(t.start, t.end) for t in tables])
    stretches = marks.deliveries + stretches
    breaks = marks.breaks
    if tables:
        made = TableEdits()
        for table in tables:
            read_table(clean.text, table, say, made)
        warnings += _placed(clean, made.warnings)
        stretches += made.deliveries
        old = clean
        clean, more, move = rewrite(old, made.edits)
        stretches = _moved(stretches, move)
        breaks = {move(at): pause for at, pause in breaks.items()}
        for item in fixed:
            item.start, item.end = move(item.start), move(item.end)
        fixed = sorted([*fixed, *more], key=lambda f: (f.start, f.raw_start, -f.raw_end))
    return Plan(clean, breaks, fixed, _changes(stretches), warnings)


def _placed(clean: Clean, warnings: Sequence[tuple[Span, str]]) -> list[tuple[Span, str]]:
    return [(Span(clean.at(s.start), clean.end(s.end)), message) for s, message in warnings]


def _moved(stretches: Sequence[Stretch], move: Move) -> list[Stretch]:
    return [(move(start), move(end), delivery) for start, end, delivery in stretches]


def _changes(stretches: Sequence[Stretch]) -> list[tuple[int, Delivery | None]]:
    """Overlapping stretches as a list of changes: inner ones on top of outer ones."""
    edges = sorted(
        [(start, 1, index) for index, (start, end, _) in enumerate(stretches) if start < end]
        + [(end, 0, index) for index, (start, end, _) in enumerate(stretches) if start < end]
    )
    active: dict[int, Delivery] = {}
    changes: list[tuple[int, Delivery | None]] = []
    for place, opens, index in edges:
        if opens:
            active[index] = stretches[index][2]
        else:
            active.pop(index, None)
        now: Delivery | None = None
        for delivery in active.values():
            now = delivery if now is None else combined(now, delivery)
        if changes and changes[-1][0] == place:
            changes[-1] = (place, now)
        else:
            changes.append((place, now))
    return changes
