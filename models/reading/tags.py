"""Mark-up written into a text: a tolerant scanner for tags, made for people who type.

Only what has the form of a tag is one: `a < b`, `<5 tuổi` and `<b và c>` are signs and words. Linear: the
look at one "<" ends at the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

SSML = frozenset(
    (
        "speak",
        "p",
        "s",
        "break",
        "say-as",
        "sub",
        "prosody",
        "emphasis",
        "phoneme",
        "lang",
        "token",
        "w",
        "mark",
    )
)
"""What is understood; `token`, `w` and `mark` are harmless and said as they stand."""
REFUSED = {
    "voice": "hãy chọn giọng ở mục giọng đọc",
    "audio": "hãy thêm âm thanh ở mục nhạc hiệu",
    "lexicon": "hãy dùng từ điển phát âm của xã",
    "lookup": "hãy dùng từ điển phát âm của xã",
    "metadata": "nó không đổi gì trong giọng đọc",
    "meta": "nó không đổi gì trong giọng đọc",
    "desc": "nó không đổi gì trong giọng đọc",
}
"""SSML that is not understood, and what to do instead."""
HTML_INLINE = frozenset((
    "a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "small", "span",
    "strike", "strong", "sup", "tt", "u", "var", "wbr", "input", "label",
))  # fmt: skip
HTML_BLOCK = frozenset((
    "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "li", "main", "nav", "ol",
    "pre", "section", "style", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
))  # fmt: skip
VOID = frozenset(("break", "mark", "meta", "lexicon", "br", "hr", "img", "input", "wbr"))
"""Never have an end tag."""

_NAME = r"[A-Za-z][A-Za-z0-9:-]{0,30}+"
_VALUE = r"\"[^\"<>]{0,600}+\"|'[^'<>]{0,600}+'|[^\s\"'<>=/]{1,100}+"
_TAG = re.compile(
    rf"<(/?)({_NAME})((?:\s{{1,200}}+[A-Za-z_:][\w:.-]{{0,40}}+\s{{0,9}}+=\s{{0,9}}+(?:{_VALUE})){{0,24}}+)\s{{0,200}}+(/?)>"
)
_BROKEN = re.compile(
    r"</?((?:[a-z]{1,9}+:)?(?:say-as|prosody|emphasis|phoneme|speak|break)(?![\w-])|(?:sub|lang)(?=\s[^<>=]{0,40}=))"
    r"[^<>]{0,600}+>",
    re.IGNORECASE,
)
"""With a quotation mark forgotten: <prosody rate="80%>."""
_ATTRIBUTE = re.compile(rf"([A-Za-z_:][\w:.-]*+)\s*+=\s*+({_VALUE})")
_OPENINGS = (("<!--", "-->"), ("<?xml", "?>"), ("<!DOCTYPE", ">"))
_END_NAME = re.compile(rf"</({_NAME})\s{{0,200}}+>")


@dataclass(slots=True)
class Tag:
    """One tag, comment or declaration where it stands."""

    start: int
    end: int
    name: str
    """Lower case, without a namespace prefix; "!" for comments and declarations."""
    closing: bool = False
    empty: bool = False
    """`<x/>`, or a tag that never has an end."""
    attributes: dict[str, str] = field(default_factory=dict)
    broken: bool = False
    """Surely meant as a tag, but its attributes are not written as attributes are."""


def tags(text: str) -> Iterator[Tag]:
    """Every tag of the text in order. Names nobody knows count only with an end tag, attributes or a slash."""
    pos = text.find("<")
    if pos < 0:
        return
    ended = {_local(name) for name in _END_NAME.findall(text)}
    hopeless = set[str]()
    while pos >= 0:
        tag = _aside(text, pos, hopeless) if text.startswith(("<!", "<?"), pos) else _tag(text, pos, ended)
        if tag is not None:
            yield tag
        pos = text.find("<", pos + 1 if tag is None else tag.end)


def _tag(text: str, pos: int, ended: set[str]) -> Tag | None:
    found = _TAG.match(text, pos)
    if found is None:
        broken = _BROKEN.match(text, pos)
        return (
            None if broken is None else Tag(pos, broken.end(), _local(broken.group(1)), empty=True, broken=True)
        )
    slash, name, attributes, empty = found.groups()
    name = _local(name)
    known = name in SSML or name in REFUSED or name in HTML_INLINE or name in HTML_BLOCK
    if not (known or attributes or empty or slash or name in ended):
        return None
    values = {
        _local(key): value[1:-1] if value[0] in "\"'" else value
        for key, value in _ATTRIBUTE.findall(attributes)
    }
    return Tag(pos, found.end(), name, bool(slash), bool(empty) or name in VOID, values)


def _aside(text: str, pos: int, hopeless: set[str]) -> Tag | None:
    for opening, ending in _OPENINGS:
        if text.startswith(opening, pos) and ending not in hopeless:
            end = text.find(ending, pos + len(opening))
            if end < 0:
                hopeless.add(ending)  # so that no other look runs to the end of the text
                return None
            return Tag(pos, end + len(ending), "!", empty=True)
    return None


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()
