"""Sentences a summary may take: cleaned, joined to the lead-in they need, each change named.

A list item often makes no sense alone ("- Căn cước công dân;"). Short lists are taken whole with the line
that announces them; longer items are joined to that line, or to the heading that says who, when or what for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from models import sentences
from models.summarise import patterns, pieces, zones
from models.summarise.pieces import Piece
from models.summarise.shorten import shorten
from models.types import BlockKind, Document, Span

_LIST_SYLLABLES = 70
"""A list is taken whole up to this length: about 20 seconds of speech."""
_ITEM_SYLLABLES = 22
_LEAD_SYLLABLES = 26
"""A longer lead-in is not repeated before each item."""
_TITLE_SYLLABLES = 14
_FRAGMENT_SYLLABLES = 9
_TIMETABLE_ROWS = 8
_LONG_SYLLABLES = 50
"""Longer sentences lose their extra clauses: nobody follows 20 seconds in one breath."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that could stand in a summary."""

    text: str
    spans: tuple[Span, ...]
    edits: tuple[str, ...]
    titles: tuple[str, ...]
    """Enclosing headings, innermost first."""
    above: tuple[int, ...]
    """Blocks of those headings: summaries spread over sections."""
    place: int
    """Sentence number within the document's body."""
    fragment: bool
    """Cannot stand alone: a short list item without its lead-in, or one item of "gồm: …" without the rest."""
    lead: str = ""
    """The lead-in or heading the text begins with; neighbours with the same one are said together."""
    follows: bool = False
    """Not the first sentence of its paragraph."""
    bundle: int = -1
    """Entries of one timetable share a number: leaving one out would mislead, so all are taken or none."""


def candidates(document: Document) -> list[Candidate]:
    """All candidates in reading order. Of tables: small timetables, or every row when there is no prose."""
    found = _Walk(document).found
    if not found:
        return [c for i in _tables(document) for c in _rows(document, i)]
    for index in _tables(document):
        rows = _rows(document, index)
        if 2 <= len(rows) <= _TIMETABLE_ROWS and all(patterns.WHEN.search(c.text) for c in rows):
            found.extend(rows)
    found.sort(key=lambda c: c.spans[0].start)
    return [replace(c, place=i) for i, c in enumerate(found)]


class _Walk:
    """One pass over the body, remembering which line announces which items."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.body = zones.body(document)
        self.found: list[Candidate] = []
        self.leads: dict[int, Piece] = {}
        self.bundles = _bundles(document, self.body)
        taken: set[int] = set()
        for position, index in enumerate(self.body):
            if index not in taken:
                taken.update(self._block(position, index))

    def _block(self, position: int, index: int) -> list[int]:
        """Add a block's sentences; return the later blocks that went into them."""
        span = self.document.blocks[index].span
        whole = self._list_of_heading(position, index)
        if whole:
            return whole
        split = sentences.split(self.text, span)
        taken: list[int] = []
        for i, sentence in enumerate(split):
            piece = pieces.clean(self.text, sentence.span, first=i == 0)
            if not piece.text or patterns.NOISE.search(piece.text):
                continue
            last = i == len(split) - 1
            if last and piece.text.endswith(":"):
                taken = self._announce(position, index, piece, first=i == 0)
            elif len(split) == 1 and _is_label(piece):
                title = Piece(piece.text.rstrip(".") + ":", piece.spans, piece.edits)
                taken = self._announce(position, index, title, first=True)
            else:
                self._add(index, piece, first=i == 0)
        return taken

    def _announce(self, position: int, index: int, lead: Piece, *, first: bool) -> list[int]:
        """A line ending in a colon: take its list whole when short, else let each item lean on the line."""
        items = self._followers(position, index)
        start = pieces.opening(lead)
        if first and index in self.leads:
            start = pieces.joined(self.leads[index], start, pieces.LEAD)
        size = sentences.count_syllables(start.text)
        whole = self._short_list(items, size)
        if whole:
            listed = pieces.listed(start, whole)
            self._append(index, self._under_heading(index, listed) if first else listed)
            return items
        sentence = pieces.closed(lead)
        if sentence is not None and sentences.count_syllables(sentence.text) >= _FRAGMENT_SYLLABLES:
            self._add(index, sentence, first=first)
        if size <= _LEAD_SYLLABLES and not any(i in self.bundles for i in items):
            self.leads.update(dict.fromkeys(items, start))
        return []

    def _short_list(self, items: list[int], lead_syllables: int) -> list[Piece]:
        """The items of a list that may be said in one breath with its lead-in; none when it is too long."""
        if len(items) < 2:
            return []
        whole = [pieces.clean(self.text, self.document.blocks[i].span, first=True) for i in items]
        lengths = [sentences.count_syllables(p.text) for p in whole]
        simple = all(n <= _ITEM_SYLLABLES for n in lengths) and all(
            len(sentences.split(p.text)) == 1 for p in whole
        )
        return whole if simple and lead_syllables + sum(lengths) <= _LIST_SYLLABLES else []

    def _list_of_heading(self, position: int, index: int) -> list[int]:
        """A short list right under "Nội dung", "Hồ sơ" … becomes one sentence; its blocks, or none."""
        blocks = self.document.blocks
        item, parent = blocks[index], blocks[index].parent
        if (
            item.kind is not BlockKind.LIST_ITEM
            or parent is None
            or parent != index - 1
            or index in self.bundles
        ):
            return []
        title = zones.plain_title(self.document, blocks[parent])
        if not patterns.FUNCTION.fullmatch(title) or index in self.leads:
            return []
        run = self.body[position:]
        items = [i for n, i in enumerate(run) if i == index + n and blocks[i].unit == item.unit]
        items = [i for i in items if blocks[i].parent == parent]
        whole = self._short_list(items, 2)
        if not whole:
            return []
        mark = zones.mark_length(blocks[parent].span.of(self.text))
        span = Span(blocks[parent].span.start + mark, blocks[parent].span.end)
        words = (title.capitalize() if title.isupper() else title) + ":"
        self._append(index, pieces.listed(Piece(words, (span,), (pieces.HEADING,)), whole))
        return items

    def _followers(self, position: int, index: int) -> list[int]:
        """List items announced by a block: its children, or the run of like items right after it."""
        blocks = self.document.blocks
        items: list[int] = []
        for i in self.body[position + 1 :]:
            child = index in zones.titles_above(self.document, i)
            if child and (not items or blocks[i].parent == blocks[items[0]].parent):
                items.append(i)
            elif child:
                continue
            elif not self._continues(index, items, i):
                break
            else:
                items.append(i)
        return items

    def _continues(self, index: int, items: list[int], i: int) -> bool:
        """Block `i` goes on the list that block `index` announces, though the outline does not say so."""
        block, owner = self.document.blocks[i], self.document.blocks[index]
        if block.kind is not BlockKind.LIST_ITEM:
            return False
        if items:
            first = self.document.blocks[items[0]]
            return block.unit == first.unit and block.parent == first.parent
        return i == index + 1 and not (owner.kind is BlockKind.LIST_ITEM and owner.unit == block.unit)

    def _under_heading(self, index: int, piece: Piece) -> Piece:
        """Join the heading just above when it says who does this, or what this is (goal, time, place)."""
        above = zones.titles_above(self.document, index)
        if not above:
            return piece
        block = self.document.blocks[above[0]]
        title = zones.plain_title(self.document, block)
        function, actor = patterns.FUNCTION.fullmatch(title), patterns.ACTOR.match(title)
        if not (function or actor) or sentences.count_syllables(title) > _TITLE_SYLLABLES:
            return piece
        paragraph = self.document.blocks[index].kind is BlockKind.PARAGRAPH
        if paragraph and index != above[0] + 1 and not (actor and patterns.DUTY.match(piece.text)):
            return piece  # after the first paragraph a heading may no longer be what it is about
        if title.lower() in piece.text.lower() or (
            actor and (title.isupper() or patterns.ACTOR.match(piece.text))
        ):
            return piece
        mark = zones.mark_length(block.span.of(self.text))
        words = (title.capitalize() if title.isupper() else title) + ":"
        return pieces.joined(
            Piece(words, (Span(block.span.start + mark, block.span.end),)), piece, pieces.HEADING
        )

    def _add(self, index: int, piece: Piece, *, first: bool) -> None:
        fragment, lead = False, ""
        if first and index in self.leads:
            lead = self.leads[index].text
            fragment = bool(patterns.PARTIAL.search(lead))
            piece = pieces.joined(self.leads[index], piece, pieces.LEAD)
        else:
            piece = pieces.without_basis(self.text, piece)
            alone = piece
            piece = self._under_heading(index, piece) if first else piece
            item = self.document.blocks[index].kind is BlockKind.LIST_ITEM
            lead = piece.text[: -len(alone.text)].strip() if piece is not alone else ""
            fragment = item and not lead and sentences.count_syllables(piece.text) < _FRAGMENT_SYLLABLES
        short, edits = shorten(piece.text, _LONG_SYLLABLES, sentences.count_syllables)
        made = self._append(index, piece.edited(short, *edits) if edits else piece)
        self.found[-1] = replace(made, fragment=fragment, lead=lead, follows=not first)

    def _append(self, index: int, piece: Piece) -> Candidate:
        made = _candidate(self.document, index, piece, len(self.found), bundle=self.bundles.get(index, -1))
        self.found.append(made)
        return made


def _bundles(document: Document, body: list[int]) -> dict[int, int]:
    """Block → first block, for runs of neighbours: entries of one timetable, steps of one procedure."""
    found: dict[int, int] = {}
    run: list[int] = []
    for index in [*body, -1] if body else []:
        block = document.blocks[index]
        text = block.span.of(document.text)
        text = text[zones.mark_length(text) :]
        entry = index >= 0 and bool(
            (block.kind is BlockKind.LIST_ITEM and patterns.WHEN.match(text)) or patterns.STEP.match(text)
        )
        if not (entry and run and block.parent == document.blocks[run[0]].parent and index == run[-1] + 1):
            if len(run) > 1:
                found.update(dict.fromkeys(run, run[0]))
            run = []
        if entry:
            run.append(index)
    return found


def _is_label(piece: Piece) -> bool:
    """A line that is only a title for the items under it: "- Cấp xã đến năm 2025"."""
    return pieces.NO_STOP in piece.edits and bool(patterns.FUNCTION.fullmatch(piece.text.rstrip(".")))


def _tables(document: Document) -> list[int]:
    first, last = zones.limits(document)
    return [i for i in range(first, last) if document.blocks[i].table is not None]


def _rows(document: Document, index: int) -> list[Candidate]:
    """Each row of a table: "Ngày 14/11/2026; Buổi: Sáng; Địa điểm: …"; running numbers are left out."""
    table = document.blocks[index].table
    assert table is not None
    found: list[Candidate] = []
    named = table.has_header and len(table.rows) > 1
    names = [(_cell(document, c), c) for c in table.rows[0]] if named else []
    for row in table.rows[1 if named else 0 :]:
        cells: list[str] = []
        spans: list[Span] = []
        for column, cell in enumerate(dict.fromkeys(row)):
            name = names[column] if column < len(names) else ("", cell)
            text = _cell(document, cell)
            if not text or patterns.ROW_NUMBER.fullmatch(name[0]):
                continue
            between = " " if not cells and name[0] and " " not in name[0] else ": "
            cells.append(f"{name[0]}{between}{text}" if name[0] else text)
            spans += [name[1], cell] if name[0] else [cell]
        if len(cells) > 1:
            piece = Piece("; ".join(cells) + ".", tuple(spans), (pieces.ROW,))
            found.append(_candidate(document, index, piece, len(found), bundle=index))
    return found


def _cell(document: Document, span: Span) -> str:
    return " ".join(span.of(document.text).split()).rstrip(" ;,.")


def _candidate(document: Document, index: int, piece: Piece, place: int, *, bundle: int) -> Candidate:
    above = zones.titles_above(document, index)
    titles = tuple(zones.plain_title(document, document.blocks[i]) for i in above)
    spans = tuple(sorted(set(piece.spans)))
    return Candidate(piece.text, spans, piece.edits, titles, tuple(above), place, fragment=False, bundle=bundle)
