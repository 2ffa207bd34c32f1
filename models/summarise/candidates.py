"""Sentences a summary may take: cleaned, joined to the lead-in they need, each change named.

A list item often makes no sense alone ("- Căn cước công dân;"). Short lists are taken whole with the line
that announces them; longer items are joined to that line, or to the heading that says who, when or what for.
"""

from __future__ import annotations

from dataclasses import dataclass

from models import sentences
from models.summarise import cues, pieces, zones
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
    """Cannot stand alone: a short list item without its lead-in."""
    lead: str = ""
    """The lead-in or heading the text begins with; neighbours with the same one are said together."""


def candidates(document: Document) -> list[Candidate]:
    """All candidates in reading order; table rows only when the document holds nothing else."""
    return _Walk(document).found or _rows(document)


class _Walk:
    """One pass over the body, remembering which line announces which items."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.body = zones.body(document)
        self.found: list[Candidate] = []
        self.leads: dict[int, Piece] = {}
        taken: set[int] = set()
        for position, index in enumerate(self.body):
            if index not in taken:
                taken.update(self._block(position, index))

    def _block(self, position: int, index: int) -> list[int]:
        """Add a block's sentences; return the later blocks that went into them."""
        span = self.document.blocks[index].span
        split = sentences.split(self.text, span)
        taken: list[int] = []
        for i, sentence in enumerate(split):
            piece = pieces.clean(self.text, sentence.span, first=i == 0)
            if not piece.text or cues.NOISE.search(piece.text):
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
        blocks = self.document.blocks
        items = self._followers(position, index)
        start = pieces.opening(lead)
        if first and index in self.leads:
            start = pieces.joined(self.leads[index], start, pieces.LEAD)
        whole = [pieces.clean(self.text, blocks[i].span, first=True) for i in items]
        lengths = [sentences.count_syllables(p.text) for p in whole]
        size = sentences.count_syllables(start.text)
        simple = all(n <= _ITEM_SYLLABLES for n in lengths) and all(
            len(sentences.split(p.text)) == 1 for p in whole
        )
        if len(whole) > 1 and simple and size + sum(lengths) <= _LIST_SYLLABLES:
            listed = pieces.listed(start, whole)
            self._append(index, self._under_heading(index, listed) if first else listed)
            return items
        sentence = pieces.closed(lead)
        if sentence is not None and sentences.count_syllables(sentence.text) >= _FRAGMENT_SYLLABLES:
            self._add(index, sentence, first=first)
        if size <= _LEAD_SYLLABLES:
            self.leads.update(dict.fromkeys(items, start))
        return []

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
        function, actor = cues.FUNCTION.fullmatch(title), cues.ACTOR.match(title)
        if not (function or actor) or sentences.count_syllables(title) > _TITLE_SYLLABLES:
            return piece
        if title.lower() in piece.text.lower() or (actor and (title.isupper() or cues.ACTOR.match(piece.text))):
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
            piece = pieces.joined(self.leads[index], piece, pieces.LEAD)
        else:
            piece = pieces.without_basis(self.text, piece)
            alone = piece
            piece = self._under_heading(index, piece) if first else piece
            item = self.document.blocks[index].kind is BlockKind.LIST_ITEM
            lead = piece.text[: -len(alone.text)].strip() if piece is not alone else ""
            fragment = item and not lead and sentences.count_syllables(piece.text) < _FRAGMENT_SYLLABLES
        short, edits = shorten(piece.text, _LONG_SYLLABLES, sentences.count_syllables)
        self._append(index, piece.edited(short, *edits) if edits else piece, fragment=fragment, lead=lead)

    def _append(self, index: int, piece: Piece, *, fragment: bool = False, lead: str = "") -> None:
        above = zones.titles_above(self.document, index)
        self.found.append(
            Candidate(
                text=piece.text,
                spans=tuple(sorted(piece.spans)),
                edits=piece.edits,
                titles=tuple(zones.plain_title(self.document, self.document.blocks[i]) for i in above),
                above=tuple(above),
                place=len(self.found),
                fragment=fragment,
                lead=lead,
            )
        )


def _is_label(piece: Piece) -> bool:
    """A line that is only a title for the items under it: "- Cấp xã đến năm 2025"."""
    return pieces.NO_STOP in piece.edits and bool(cues.FUNCTION.fullmatch(piece.text.rstrip(".")))


def _rows(document: Document) -> list[Candidate]:
    """Each table row as "first cell: second; third."."""
    found: list[Candidate] = []
    for index, block in enumerate(document.blocks):
        if block.table is None:
            continue
        for row in block.table.rows[1 if block.table.has_header else 0 :]:
            cells = [(" ".join(c.of(document.text).split()), c) for c in row]
            cells = [(text, span) for text, span in cells if text]
            if len(cells) > 1:
                text = f"{cells[0][0]}: {'; '.join(t for t, _ in cells[1:])}."
                spans = tuple(span for _, span in cells)
                found.append(Candidate(text, spans, (pieces.ROW,), (), (index,), len(found), fragment=False))
    return found
