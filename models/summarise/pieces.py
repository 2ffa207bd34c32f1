"""Pieces of sentences: source characters made readable, with every change named."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.summarise import patterns, zones
from models.types import Span

MARK = "bỏ dấu đầu dòng"
STOP = "đổi dấu cuối câu thành dấu chấm"
NO_STOP = "thêm dấu chấm cuối câu"
LEAD = "nối với câu dẫn"
HEADING = "nối với tiêu đề mục"
LIST = "gộp danh sách vào câu dẫn"
BASIS = "bỏ phần căn cứ"
TAIL = "bỏ cụm dẫn liệt kê"
ASIDE = "bỏ chú thích trong ngoặc"
ROW = "nối các ô của bảng"
SMALL = "viết thường chữ đầu mục"

_NAMES = re.compile(
    r"(?:Đảng|Quốc hội|Chính phủ|Nhà nước|Trung ương|Tết|Internet|Ủy ban|Uỷ ban|Hội đồng|Mặt trận|Công an|"
    r"Thủ tướng|Bác|Việt|Phật)\b"
)
"""Begins a name although its second syllable is small."""
_SPACES = re.compile(r"\s+")
_AS_FOLLOWS = re.compile(r"(?:như sau|sau đây|sau)\s*:$", re.IGNORECASE)
_ANNOUNCES = re.compile(
    r"\b(?:thông báo|ban hành|tổ chức|triển khai|hướng dẫn|quyết định)\b.*:$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Readable text, the source ranges that carry it, and the names of the changes made."""

    text: str
    spans: tuple[Span, ...]
    edits: tuple[str, ...] = ()

    def edited(self, text: str, *edits: str) -> Piece:
        """The same source, worded differently."""
        return Piece(text, self.spans, merge(self.edits, edits))


def merge(*groups: tuple[str, ...]) -> tuple[str, ...]:
    """Names of changes, each once, in the order first made."""
    return tuple(dict.fromkeys(e for group in groups for e in group))


def clean(source: str, span: Span, *, first: bool) -> Piece:
    """A sentence without its list mark (when `first` of its block), single-spaced, with a full stop."""
    start, edits = span.start, []
    if first and (mark := zones.mark_length(span.of(source))):
        start = min(start + mark, span.end)
        edits.append(MARK)
    text = _SPACES.sub(" ", source[start : span.end]).strip()
    without = patterns.ASIDE.sub("", text)
    if without != text:
        text = without
        edits.append(ASIDE)
    if text.endswith("./."):
        text = text[:-2]
        edits.append(STOP)
    elif text.endswith((";", ",")):
        text = text.rstrip(" ;,") + "."
        edits.append(STOP)
    elif text and text[-1] not in ".!?…:”\"')":
        text += "."
        edits.append(NO_STOP)
    return Piece(text, (Span(start, span.end),), tuple(edits))


def joined(lead: Piece, piece: Piece, edit: str) -> Piece:
    """A lead-in ("… gồm:") and what follows it."""
    return Piece(f"{lead.text} {piece.text}", lead.spans + piece.spans, merge(lead.edits, piece.edits, (edit,)))


def listed(lead: Piece, items: list[Piece]) -> Piece:
    """A lead-in and its whole list: "Người dân mang theo: căn cước; sổ tiêm."."""
    words = [lowered(item.text.rstrip(" ;,.")) for item in items]
    text = "; ".join(words)
    spans = lead.spans + tuple(s for item in items for s in item.spans)
    kept = tuple(e for item in items for e in item.edits if e in (MARK, ASIDE))
    small = (SMALL,) if any(w != i.text.rstrip(" ;,.") for w, i in zip(words, items, strict=True)) else ()
    return Piece(f"{lead.text} {text}.", spans, merge(lead.edits, kept, (LIST,), small))


def lowered(text: str) -> str:
    """A small first letter for what follows a semicolon, unless the word may be a name."""
    first, _, rest = text.partition(" ")
    if len(first) < 2 or not first[1:].islower() or rest[:1].isupper() or _NAMES.match(text):
        return text
    return text[0].lower() + text[1:]


def opening(lead: Piece) -> Piece:
    """A line that announces a list, ready to be followed by it: "… như sau:" becomes "…:"."""
    if not _AS_FOLLOWS.search(lead.text):
        return lead
    return lead.edited(patterns.OPEN_TAIL.sub("", lead.text) + ":", TAIL)


def closed(lead: Piece) -> Piece | None:
    """The same line as a sentence of its own ("UBND xã thông báo lịch …, như sau:"), if it says enough."""
    if not (_AS_FOLLOWS.search(lead.text) and _ANNOUNCES.search(lead.text)):
        return None
    return lead.edited(patterns.OPEN_TAIL.sub("", lead.text) + ".", TAIL)


def without_basis(source: str, piece: Piece) -> Piece:
    """Drop reasons before the issuer's own words: "Thực hiện Kế hoạch số …; UBND xã thông báo …"."""
    basis = patterns.BASIS.match(piece.text)
    if basis is None:
        return piece
    kept = piece.text[basis.end() :]
    at = source.find(kept[:12], piece.spans[0].start, piece.spans[-1].end)
    if at < 0:
        return piece
    spans = (Span(at, piece.spans[-1].end),)
    return Piece(kept[:1].upper() + kept[1:], spans, merge(piece.edits, (BASIS,)))
