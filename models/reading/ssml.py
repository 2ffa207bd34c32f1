"""Mark-up and writing: whether a text has tags, and the text as people read it, without them.

What the tags mean for the voice is in `markup`. This module is the one for whatever shows or publishes a
script: `strip(text)`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from models.reading.cleaning import clean
from models.reading.tags import HTML_BLOCK, Tag, tags

ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|ndash|mdash|hellip|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")


def present(text: str) -> bool:
    """Whether a closer look is worth its time."""
    return ("<" in text and next(tags(text), None) is not None) or (
        "&" in text and ENTITY.search(text) is not None
    )


def strip(text: str) -> str:
    """The text as people read it: without tags, entities turned into characters; other text is unchanged."""
    return stripped(text)[0]


def stripped(text: str) -> tuple[str, Sequence[int]]:
    """The text without mark-up, and where in `text` each of its characters stands (and its end)."""
    work = clean(text)
    if not present(work.text):
        return text, range(len(text) + 1)
    kept: list[tuple[str, int]] = []
    pos = 0
    for start, end, instead in [*_removals(work.text), (len(work.text), len(work.text), "")]:
        for index in range(work.at(pos), work.at(start)):
            _keep(kept, text[index], index)
        for char in instead:
            if not (char.isspace() and kept and kept[-1][0].isspace()):
                _keep(kept, char, work.at(start))
        if start < end and (not kept or kept[-1][0].isspace()):  # a blank on both sides of a tag is one blank
            while work.text[end : end + 1] == " ":
                end += 1  # noqa: PLW2901
        pos = end
    while kept and kept[-1][0].isspace():
        kept.pop()
    return "".join(char for char, _ in kept), [*(at for _, at in kept), len(text)]


def _keep(kept: list[tuple[str, int]], char: str, at: int) -> None:
    """Add a character; blanks at either end of a line, and blank lines at the beginning, are left out."""
    if char == "\n":
        while kept and kept[-1][0] in " \t":
            kept.pop()
    if char.isspace() and (not kept or (char in " \t" and kept[-1][0] == "\n")):
        return
    kept.append((char, at))


def _removals(text: str) -> Iterator[tuple[int, int, str]]:
    """Tags and entities in order, and what stands in their place in writing."""
    found = [(t.start, t.end, " " if _separates(t) else "") for t in tags(text)]
    found += [(m.start(), m.end(), html.unescape(m.group())) for m in ENTITY.finditer(text)]
    last = 0
    for start, end, instead in sorted(found):
        if start >= last:  # an entity inside a tag goes with it
            yield start, end, instead
            last = end


def _separates(tag: Tag) -> bool:
    return tag.name in HTML_BLOCK or tag.name in ("p", "s", "break")
