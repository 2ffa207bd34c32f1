"""Text and sound as every engine sees them: spans, documents, readings, audio.

All text is NFC. All offsets are code-point indices, half-open, into the text they name.
All audio is mono float32 in [-1, 1]; sample rates in Hz, times in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, TypeVar, dataclass_transform

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples: TypeAlias = NDArray[np.float32]


T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def light(cls: type[T]) -> type[T]:
    """A frozen dataclass to whoever reads or checks the code; at run time nothing guards its fields.

    For what is made by the hundred thousand a second: the guard makes the making six times as long.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range [start, end) of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters this span covers in `text`."""
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start


# --- documents -------------------------------------------------------------------------------------


class BlockKind(StrEnum):
    """What a block is on the page; legal units are headings or list items with a `unit`."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"


class Unit(StrEnum):
    """Units of Vietnamese legal and administrative structure (NĐ 30/2020/NĐ-CP, Luật BHVBQPPL)."""

    PART = "phần"
    CHAPTER = "chương"
    SECTION = "mục"
    SUBSECTION = "tiểu mục"
    ARTICLE = "điều"
    CLAUSE = "khoản"
    POINT = "điểm"
    LETTER = "A"
    ROMAN = "I"
    NUMBER = "1"
    SMALL_LETTER = "a"
    DASH = "-"
    PLUS = "+"
    APPENDIX = "phụ lục"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: each cell is a span of the document's text, so a cell can be cited and read aloud."""

    rows: tuple[tuple[Span, ...], ...]
    has_header: bool = True
    """First row names the columns."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like piece of a document, with its place in the structure."""

    kind: BlockKind
    span: Span
    level: int = 0
    """Depth in the outline: 0 for body text outside any unit, 1 for the outermost unit."""
    unit: Unit | None = None
    label: str = ""
    """The unit's own mark as printed, without the title: "Điều 5", "2", "a", "IV", "-"."""
    parent: int | None = None
    """Index of the enclosing unit's block in `Document.blocks`."""
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class HeaderField:
    """One value of the document's header and where it was read."""

    value: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class DocumentHeader:
    """Header fields of an administrative document (NĐ 30/2020/NĐ-CP, Điều 8); None = not found."""

    issuer: HeaderField | None = None
    """Cơ quan ban hành."""
    number: HeaderField | None = None
    """Số, as printed: "80"."""
    symbol: HeaderField | None = None
    """Ký hiệu: "KH-UBND"; with `number` it makes the document code "80/KH-UBND"."""
    place: HeaderField | None = None
    """Địa danh before the date."""
    issued_on: HeaderField | None = None
    """Ngày ban hành; value in ISO form (see `date`)."""
    kind: HeaderField | None = None
    """Loại văn bản: "Kế hoạch", "Quyết định"; "Công văn" when the form has no name line."""
    subject: HeaderField | None = None
    """Trích yếu."""
    signer: HeaderField | None = None
    signer_title: HeaderField | None = None
    recipients: tuple[HeaderField, ...] = ()
    """Nơi nhận, one per line."""

    @property
    def code(self) -> str:
        """Document code as cited: "80/KH-UBND"; empty when the number or symbol is unknown."""
        if self.number is None or self.symbol is None:
            return ""
        return f"{self.number.value}/{self.symbol.value}"

    @property
    def date(self) -> date | None:
        """Date of issue."""
        return None if self.issued_on is None else date.fromisoformat(self.issued_on.value)


@dataclass(frozen=True, slots=True)
class Document:
    """A document read in: its whole text, its structure, and what was noticed on the way."""

    text: str
    """NFC; blocks are joined by newlines, nothing else is inserted."""
    blocks: tuple[Block, ...]
    header: DocumentHeader = field(default_factory=DocumentHeader)
    name: str = ""
    """File name, address, or "văn bản dán"."""
    media_type: str = "text/plain"
    sha256: str = ""
    """Of the original bytes."""
    pages: int | None = None
    warnings: tuple[str, ...] = ()
    """Vietnamese sentences for the person: encoding converted, page read by OCR, boilerplate removed."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it stands in its text."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a sentence, named by the characters around it: found again after edits elsewhere."""

    prefix: str
    """Just before the place; begins with a line break where the sentence begins."""
    suffix: str
    """Just after it; ends with a line break where the sentence ends."""


# --- reading aloud ---------------------------------------------------------------------------------


class Region(StrEnum):
    """Regional variety: decides words (linh/lẻ, nghìn/ngàn) and the voice."""

    NORTH = "bac"
    CENTRAL = "trung"
    SOUTH = "nam"


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a stretch is to be said, apart from its words; every voice engine translates it to its own means."""

    emphasis: int = 0
    """-1 reduced (brackets), 0 plain, 1 heading or key term, 2 strong."""
    rate: float = 1.0
    """Factor on the speed."""
    pitch: float = 0.0
    """Semitones up or down."""
    gain_db: float = 0.0
    language: str = ""
    """BCP 47 tag when the words are not Vietnamese; empty = Vietnamese."""


@light
class ReadingSpan:
    """A segment of the written text and what will be said for it. Segments tile the text."""

    span: Span
    """In the written text."""
    raw: str
    spoken: str
    """Empty for what is not said (brackets, list dashes)."""
    kind: str = "word"
    """"word", "space", "punct" when unchanged; else the class that changed it: "date", "money" …"""
    rule: str = ""
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    lexicon: str = ""
    """Id of the lexicon entry that decided, if one did."""
    pause_s: float = 0.0
    """Silence to add after this segment, seconds (structure, brackets); before it when `kind` is "table"."""
    delivery: Delivery | None = None
    """How to say it (headings, brackets, mark-up); None = plainly."""

    @property
    def changed(self) -> bool:
        """What is said differs from what is written."""
        return self.raw != self.spoken


@dataclass(frozen=True, slots=True)
class Reading:
    """Written text aligned to what will be said: concatenated raws give the text, spokens the speech."""

    text: str
    spans: tuple[ReadingSpan, ...]
    region: Region = Region.NORTH
    warnings: tuple[ReadingWarning, ...] = ()

    @property
    def spoken(self) -> str:
        """The whole text to speak, single-spaced."""
        return " ".join("".join(s.spoken for s in self.spans).split()).replace(" ,", ",")


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something the reader is not sure of; shown before synthesis."""

    span: Span
    message: str
    """Vietnamese, for the person."""


# --- speech ----------------------------------------------------------------------------------------


class Gender(StrEnum):
    """Gender of a voice."""

    FEMALE = "nu"
    MALE = "nam"


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice as described apart from the engine that runs it."""

    id: str
    """Stable, used on the command line and in provenance: "espeak-bac-nu"."""
    name: str
    """For people: "Bắc – nữ"."""
    region: Region
    gender: Gender
    sample_rate_hz: int
    card: str
    """Id of the model card."""
    licence: str
    synthetic: bool = True
    """Made by machine: the AI mark is required (Luật 134/2025/QH15, Điều 11)."""


@dataclass(frozen=True, slots=True)
class WordTiming:
    """When a word is heard."""

    span: Span
    """In the utterance's `spoken` text (engine) or in the script's text (take)."""
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class AudioChunk:
    """The sound of one utterance."""

    samples: Samples
    """Mono float32 in [-1, 1]."""
    sample_rate_hz: int
    words: tuple[WordTiming, ...] = ()
