"""Automatic list numbers of a DOCX, counted the way Word prints them (ECMA-376 part 1, §17.9).

The label is content: a clause cited as "khoản 2" exists in the file only as a counter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)
_BULLETS = {0xF02D: "-", 0xF0BE: "-", 0xF02B: "+", 0xF02A: "*"}
"""Symbol/Wingdings code points whose glyph is a sign people read; every other glyph is a dot."""
_LEVELS = 9


@dataclass(slots=True)
class _Level:
    start: int = 1
    style: str = ""
    format: str = "decimal"
    text: str = ""
    gap: str = " "
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class Numbering:
    """The counters of one document; `label` must be asked once per paragraph, in order."""

    _abstract: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _of_num: dict[str, str] = field(default_factory=dict)
    _overrides: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    _styles: dict[tuple[str, str], int] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, num_id: str, style: str) -> int:
        """The level a paragraph style is tied to (w:lvl/w:pStyle); 0 when it is not."""
        return self._styles.get((self._of_num.get(num_id, ""), style), 0)

    def label(self, num_id: str, level: int) -> str | None:
        """Count one paragraph and return what Word prints before it; None when it is not in a list."""
        abstract = self._of_num.get(num_id)
        if abstract is None or not 0 <= level < _LEVELS:
            return None
        shape = self._shape(num_id, level)
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        for upper in range(level):  # a sub-item before any item: Word shows the start value
            if counts[upper] is None:
                counts[upper] = self._shape(num_id, upper).start
        restart = self._restarts.get(num_id, {}).get(level)
        if restart is not None and (num_id, level) not in self._begun:
            counts[level] = restart
        else:
            before = counts[level]
            counts[level] = shape.start if before is None else before + 1
        self._begun.add((num_id, level))
        for deeper in range(level + 1, _LEVELS):
            rule = self._shape(num_id, deeper).restart
            if rule is None or (rule != 0 and level < rule):
                counts[deeper] = None
        return self._print(num_id, level, counts)

    def gap(self, num_id: str, level: int) -> str:
        """What stands between label and text: a space, or nothing."""
        return self._shape(num_id, level).gap

    def _shape(self, num_id: str, level: int) -> _Level:
        own = self._overrides.get(num_id, {}).get(level)
        return own or self._abstract.get(self._of_num.get(num_id, ""), {}).get(level) or _Level()

    def _print(self, num_id: str, level: int, counts: list[int | None]) -> str:
        shape = self._shape(num_id, level)
        if shape.format == "bullet":
            return bullet(shape.text)
        if shape.format == "none":
            return re.sub(r"%[1-9]", "", shape.text).strip()

        def value(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            form = "decimal" if shape.legal else self._shape(num_id, index).format
            return number(counts[index] or 0, form)

        return re.sub(r"%([1-9])", value, shape.text).strip()


def bullet(text: str) -> str:
    """The sign of a bullet level in plain characters: dashes and pluses stay, glyph fonts become a dot."""
    sign = text.strip()
    if not sign:
        return ""
    code = ord(sign[0])
    if 0xF000 <= code <= 0xF0FF:
        return _BULLETS.get(code, "•")
    if sign in {"o", "§", "Ø", "ü", "v", "q", "·", "w"}:  # letters that stand for Wingdings glyphs
        return "•"
    return sign


def number(value: int, form: str) -> str:
    """A counter in a numbering format of ECMA-376 §17.18.59; unknown formats are printed as digits."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{value:02d}"
    if form in {"lowerRoman", "upperRoman"} and 0 < value < 4000:
        roman = ""
        rest = value
        for size, letters in _ROMAN:
            roman += letters * (rest // size)
            rest %= size
        return roman.upper() if form == "upperRoman" else roman
    if form in {"lowerLetter", "upperLetter"} and 0 < value <= 780:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return str(value)


def parse(root: _Element | None, style_nums: dict[str, str]) -> Numbering:
    """Read word/numbering.xml. `style_nums`: numbering style id → num id, for w:numStyleLink."""
    book = Numbering()
    if root is None:
        return book
    links: dict[str, str] = {}
    for abstract in root.iterfind(f"{W}abstractNum"):
        abstract_id = abstract.get(f"{W}abstractNumId", "")
        levels = {_int(item.get(f"{W}ilvl")): _level(item) for item in abstract.iterfind(f"{W}lvl")}
        book._abstract[abstract_id] = levels
        for index, level in levels.items():
            if level.style:
                book._styles[(abstract_id, level.style)] = index
        link = abstract.find(f"{W}numStyleLink")
        if link is not None:
            links[abstract_id] = link.get(f"{W}val", "")
    for num in root.iterfind(f"{W}num"):
        num_id = num.get(f"{W}numId", "")
        reference = num.find(f"{W}abstractNumId")
        book._of_num[num_id] = "" if reference is None else reference.get(f"{W}val", "")
        for override in num.iterfind(f"{W}lvlOverride"):
            index = _int(override.get(f"{W}ilvl"))
            own = override.find(f"{W}lvl")
            if own is not None:
                book._overrides.setdefault(num_id, {})[index] = _level(own)
            start = override.find(f"{W}startOverride")
            if start is not None:
                book._restarts.setdefault(num_id, {})[index] = _int(start.get(f"{W}val"), 1)
    for abstract_id, style in links.items():
        target = book._of_num.get(style_nums.get(style, ""), "")
        if target and target not in links:
            book._abstract[abstract_id] = book._abstract.get(target, {})
    return book


def _level(item: _Element) -> _Level:
    def of(tag: str, default: str = "") -> str:
        child = item.find(f"{W}{tag}")
        return default if child is None else child.get(f"{W}val", default)

    legal = item.find(f"{W}isLgl")
    return _Level(
        start=_int(of("start", "0")),
        style=of("pStyle"),
        format=of("numFmt", "decimal"),
        text=of("lvlText"),
        gap="" if of("suff", "tab") == "nothing" else " ",
        legal=legal is not None and legal.get(f"{W}val", "1") not in {"0", "false"},
        restart=_int(of("lvlRestart")) if item.find(f"{W}lvlRestart") is not None else None,
    )


def _int(text: str | None, default: int = 0) -> int:
    try:
        return int(text or default)
    except ValueError:
        return default
