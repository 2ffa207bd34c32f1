"""Step 2 without its looks: what stands at a place, how it may be said, to hear it, to correct it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.errors import BadInput, Conflict
from models.reading import LexiconEntry, Scope
from models.reading.alternatives import Alternative, alternatives, spoken_at
from models.reading.anchors import anchor_at, positions
from models.types import Anchor, Reading, ReadingSpan, Span
from pipelines.audition import Heard
from pipelines.script import Part
from workbench.desk import pronunciation
from workbench.desk.cleaning import clean_text
from workbench.domain.bulletin import Content, ReadingFix
from workbench.ui.editor.desk import EditorDesk, Saved
from workbench.ui.parts import Visit

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench

HERE, TEXT, ALWAYS = "here", "text", "always"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the text that somebody pointed at."""

    line: int
    """Which part of the script."""
    first: int
    """Where its first segment begins."""
    last: int
    """Where its last segment begins."""
    written: str = ""
    """What stood there when it was pointed at; empty = whatever stands there."""


@dataclass(frozen=True, slots=True)
class Place:
    """Everything there is to know about a place."""

    spot: Spot
    part: Part
    reading: Reading
    whole: Span
    """Its segments, blanks at their edges included."""
    span: Span
    """Without them."""
    segments: tuple[ReadingSpan, ...]
    spoken: str
    warnings: tuple[str, ...]
    choices: tuple[Alternative, ...]
    count: int
    """How often the same is written in the bulletin."""
    fix: ReadingFix | None = None
    """The correction of this bulletin that decides here."""
    entry: LexiconEntry | None = None
    """The commune's entry that decides here."""

    @property
    def written(self) -> str:
        """The characters."""
        return self.span.of(self.reading.text)


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody wants said."""

    spoken: str
    scope: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    case_sensitive: bool = True
    replacing: bool = False
    """Yes, also where the commune's lexicon says something else."""


Readings = list[tuple[Part, Reading]]


class ReadingDesk:
    """The verbs of step 2."""

    def __init__(self, work: Workbench, desk: EditorDesk) -> None:
        self._work = work
        self._desk = desk

    def readings(self, content: Content) -> Readings:
        """Every part as the voice will be given it."""
        return self._work.readings(content)

    def look(self, content: Content, spot: Spot, readings: Readings | None = None) -> Place:
        """What stands at a place. Raises Conflict when it is no more."""
        readings = self._work.readings(content) if readings is None else readings
        part, reading, segments = self._segments(readings, spot)
        whole = Span(segments[0].span.start, segments[-1].span.end)
        raw = whole.of(reading.text)
        start = whole.start + len(raw) - len(raw.lstrip())
        span = Span(start, start + len(raw.strip()))
        decided = {s.lexicon for s in segments if s.lexicon}
        fix = next((f for f in content.reading_fixes if f.key in decided), None)
        entry = None
        if fix is None and decided:
            with self._work.uow() as uow:
                entry = next((e for e in pronunciation.load(uow) if e.key in decided), None)
        options = self._work.reading_options(content.voicing.region)
        return Place(
            replace(spot, written=span.of(reading.text)),
            part,
            reading,
            whole,
            span,
            segments,
            spoken_at(reading, whole) or "",
            tuple(w.message for w in reading.warnings if w.span.start < span.end and span.start < w.span.end),
            alternatives(reading, whole, options),
            _count(readings, span.of(reading.text)),
            fix,
            entry,
        )

    def wider(self, content: Content, spot: Spot, step: int) -> Spot:
        """The same place with the word after it (1) or before it (-1)."""
        readings = self._work.readings(content)
        _, reading, segments = self._segments(readings, spot)
        starts = [s.span.start for s in reading.spans if s.raw.strip()]
        first, last = (starts.index(s.span.start) for s in (segments[0], segments[-1]))
        first, last = (max(0, first - 1), last) if step < 0 else (first, min(len(starts) - 1, last + 1))
        return Spot(spot.line, starts[first], starts[last])

    def hear(self, content: Content, spot: Spot, spoken: str | None, *, whole: bool) -> Heard:
        """A place, or its whole sentence, in the bulletin's voice; `spoken`: as if it were corrected so."""
        place = self.look(content, spot)
        reading = place.reading
        if spoken is not None and " ".join(spoken.split()) != place.spoken:
            tried = ReadingFix(place.written, self._said(spoken), self._anchor(content, place))
            others = tuple(f for f in content.reading_fixes if f.key != tried.key)
            _, reading = self._work.readings(replace(content, reading_fixes=(tried, *others)))[spot.line]
        return self._work.audition(reading, None if whole else place.whole, content.voicing)

    def correct(self, visit: Visit, saved: Saved, spot: Spot, wanted: Correction) -> tuple[Saved, Place]:
        """Say a place otherwise: only here, wherever this text has the same words, or always in the commune.

        Raises:
            BadInput: nothing, or figures, to be said.
            Conflict: the place is no more, or the commune's lexicon says something else (`replaceable`).
            NotAllowed: somebody else keeps the commune's lexicon.
        """
        content = saved.bulletin.revision.content
        place = self.look(content, spot)
        spoken = self._said(wanted.spoken)
        if not spoken and (wanted.scope == ALWAYS or any(c.isalnum() for c in place.written)):
            raise BadInput("Chưa ghi cách đọc.", hint="Chọn một cách đọc, hoặc gõ những chữ sẽ được đọc lên.")
        here = self._anchor(content, place)
        fixes = tuple(f for f in content.reading_fixes if (f.written, f.place) != (place.written, here))
        if wanted.scope == HERE:
            fixes = (*fixes, ReadingFix(place.written, spoken, here))
        else:
            # What was said last counts here, so an older correction of this place must not hide it.
            fixes = tuple(f for f in fixes if f.key != (place.fix.key if place.fix else ""))
            fixes = tuple(f for f in fixes if f.written != place.written or f.place is not None)
            if wanted.scope == TEXT:
                fixes = (*fixes, ReadingFix(place.written, spoken))
            else:
                self._teach(visit, place.written, spoken, wanted)
        if fixes != content.reading_fixes:
            saved = self._desk.change(visit, saved, replace(content, reading_fixes=fixes))
        again = Spot(spot.line, place.span.start, place.span.start)
        return saved, self.look(saved.bulletin.revision.content, again)

    def take_back(self, visit: Visit, saved: Saved, key: str) -> Saved:
        """Remove a correction of this bulletin."""
        content = saved.bulletin.revision.content
        kept = tuple(f for f in content.reading_fixes if f.key != key)
        if kept == content.reading_fixes:
            return saved
        return self._desk.change(visit, saved, replace(content, reading_fixes=kept))

    def forget(self, visit: Visit, key: str) -> None:
        """Remove an entry of the commune's lexicon."""
        with self._work.uow() as uow:
            pronunciation.remove(uow, visit.actor, key)

    # --- inside --------------------------------------------------------------------------------

    def _teach(self, visit: Visit, written: str, spoken: str, wanted: Correction) -> None:
        entry = LexiconEntry(
            written, spoken, Scope.COMMUNE, wanted.case_sensitive, before=wanted.before, after=wanted.after
        )
        with self._work.uow() as uow:
            pronunciation.require_change(visit.actor)
            against = pronunciation.plan(uow, [entry]).against
            if against and not wanted.replacing:
                present = against[0].first
                raise Conflict(
                    f"Từ điển của xã đang đọc “{present.written}” là “{present.spoken}”.",
                    hint="Chỉ thay nếu cách đọc mới đúng cho mọi bản tin.",
                    replaceable=True,
                )
            pronunciation.save(uow, visit.actor, [entry])

    def _anchor(self, content: Content, place: Place) -> Anchor:
        texts = [part.text for part in self._work.script(content)]
        return anchor_at(texts, place.spot.line, place.span)

    @staticmethod
    def _said(spoken: str) -> str:
        said = " ".join(clean_text(spoken).split())
        if any(c.isdigit() for c in said):
            raise BadInput("Cách đọc còn chữ số.", hint="Viết bằng chữ đúng như sẽ đọc: “hai mươi”.")
        if len(said) > pronunciation.LONGEST:
            raise BadInput(f"Cách đọc dài quá {pronunciation.LONGEST} ký tự.")
        return said

    @staticmethod
    def _segments(readings: Readings, spot: Spot) -> tuple[Part, Reading, tuple[ReadingSpan, ...]]:
        if 0 <= spot.line < len(readings):
            part, reading = readings[spot.line]
            found = [s for s in reading.spans if s.span.end > spot.first and s.span.start <= spot.last]
            while found and not found[0].raw.strip():
                del found[0]
            while found and not found[-1].raw.strip():
                del found[-1]
            if found and spot.written in ("", "".join(s.raw for s in found).strip()):
                return part, reading, tuple(found)
        raise Conflict("Chỗ này không còn trong văn bản.", hint="Văn bản vừa đổi; hãy bấm lại vào chỗ cần sửa.")


def held(fix: ReadingFix, readings: Readings) -> int:
    """At how many places a correction decides; 0: what it was made for is no more."""
    if fix.place is not None:
        return sum(len(positions(part.text, fix.written, fix.place)) for part, _ in readings)
    return sum(s.lexicon == fix.key for _, reading in readings for s in reading.spans)


def _count(readings: Readings, written: str) -> int:
    return sum(_standing(part.text, written) for part, _ in readings)


def _standing(text: str, written: str) -> int:
    """How often a form stands as whole words."""
    count, at = 0, text.find(written)
    while at >= 0:
        end = at + len(written)
        inside = (at > 0 and text[at - 1].isalnum() and written[0].isalnum()) or (
            end < len(text) and text[end].isalnum() and written[-1].isalnum()
        )
        count += not inside
        at = text.find(written, end)
    return count
