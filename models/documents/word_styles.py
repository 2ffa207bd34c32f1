"""Styles of a DOCX: heading level, list, hidden and capital letters, following the basedOn chain."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.documents.numbering import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFF = {"0", "false", "off", "none"}
_MAX_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says itself; None = it says nothing and its base decides."""

    id: str
    name: str = ""
    kind: str = "paragraph"
    base: str = ""
    outline: int | None = None
    """0-based outline level."""
    num_id: str | None = None
    level: int | None = None
    hidden: bool | None = None
    caps: bool | None = None
    bordered: bool | None = None


@dataclass(slots=True)
class Styles:
    """All styles of a document."""

    known: dict[str, Style] = field(default_factory=dict)
    default: str = ""

    def chain(self, style_id: str) -> list[Style]:
        """The style and what it is based on, nearest first; loops are cut."""
        found: list[Style] = []
        while style_id and len(found) < _MAX_CHAIN:
            style = self.known.get(style_id)
            if style is None or style in found:
                break
            found.append(style)
            style_id = style.base
        return found

    def heading(self, style_id: str) -> int:
        """1-9 for a heading style, 0 otherwise; "Title" is -1."""
        for style in self.chain(style_id):
            if style.name == "title":
                return -1
            match = re.fullmatch(r"heading ([1-9])", style.name)
            if match:
                return int(match[1])
            if style.outline is not None:
                return style.outline + 1 if style.outline < 9 else 0
        return 0

    def is_contents(self, style_id: str) -> bool:
        """A line of an automatic table of contents."""
        return any(re.fullmatch(r"toc [1-9]|table of figures", s.name) for s in self.chain(style_id))

    def list_of(self, style_id: str) -> tuple[str, int | None, str] | None:
        """(num id, level, style that says so) when the style itself is numbered; "0" means taken out."""
        for style in self.chain(style_id):
            if style.num_id is not None:
                return style.num_id, style.level, style.id
        return None

    def hidden(self, style_id: str) -> bool:
        """Text of this style is not shown."""
        return next((s.hidden for s in self.chain(style_id) if s.hidden is not None), False)

    def caps(self, style_id: str) -> bool:
        """Text of this style is shown in capitals."""
        return next((s.caps for s in self.chain(style_id) if s.caps is not None), False)

    def bordered(self, style_id: str) -> bool:
        """A table style that draws lines."""
        return next((s.bordered for s in self.chain(style_id) if s.bordered is not None), False)


def parse(root: _Element | None) -> Styles:
    """Read word/styles.xml."""
    styles = Styles()
    if root is None:
        return styles
    for item in root.iterfind(f"{W}style"):
        style = _style(item)
        styles.known[style.id] = style
        if style.kind == "paragraph" and item.get(f"{W}default") in {"1", "true", "on"}:
            styles.default = style.id
    return styles


def numbering_styles(styles: Styles) -> dict[str, str]:
    """Numbering style id → the num it stands for."""
    return {s.id: s.num_id for s in styles.known.values() if s.kind == "numbering" and s.num_id}


def _style(item: _Element) -> Style:
    paragraph, run, table = (item.find(f"{W}{tag}") for tag in ("pPr", "rPr", "tblPr"))
    num = None if paragraph is None else paragraph.find(f"{W}numPr")
    return Style(
        id=item.get(f"{W}styleId", ""),
        name=(value(item, "name") or "").lower(),
        kind=item.get(f"{W}type", "paragraph"),
        base=value(item, "basedOn") or "",
        outline=number(paragraph, "outlineLvl"),
        num_id=None if num is None else (value(num, "numId") or "0"),
        level=number(num, "ilvl"),
        hidden=flag(run, "vanish"),
        caps=flag(run, "caps"),
        bordered=borders(None if table is None else table.find(f"{W}tblBorders")),
    )


def value(parent: _Element | None, tag: str) -> str | None:
    """The w:val of a child, None without the child."""
    child = None if parent is None else parent.find(f"{W}{tag}")
    return None if child is None else child.get(f"{W}val", "")


def number(parent: _Element | None, tag: str) -> int | None:
    """The w:val of a child as an integer."""
    text = value(parent, tag)
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else None


def flag(parent: _Element | None, tag: str) -> bool | None:
    """An on/off property: present without a value means on; absent means the style decides."""
    text = value(parent, tag)
    return None if text is None else text.lower() not in _OFF


def borders(element: _Element | None) -> bool | None:
    """Whether a border group draws any line between or round cells."""
    if element is None:
        return None
    return any(side.get(f"{W}val", "none") not in {"none", "nil", ""} for side in element)
