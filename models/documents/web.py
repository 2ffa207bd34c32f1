"""Web pages → blocks: the one container that holds the text, without the site round it.

Measured on two law pages: trafilatura 2.3 begins with the site's menus, goes on into the English
translation, and finds 33 of 43 articles of one (43 of 43 here, nothing else, 0.1 s against 0.35 s). So
the container is chosen here: the deepest element that still holds nearly all long, link-poor,
Vietnamese text.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from models.documents import breaks, plain
from models.documents.base import Limits, Progress, RawBlock, RawDocument
from models.documents.containers import corrupt
from models.documents.sniff import HTML, MHTML
from models.documents.web_blocks import Walker
from models.documents.web_hidden import strip
from models.errors import BadInput
from models.types import BlockKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_DIACRITICS = re.compile(
    r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE
)
_LEAF = {
    *("p", "div", "td", "th", "li", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "center"),
    *("section", "article", "main", "body", "span", "font", "form"),
}
_LONG = 40
"""A shorter piece of text is as likely a menu entry as a sentence."""
_SHARE = 0.85
"""A child that holds this much of its parent's good text replaces the parent."""
_FOREIGN = 0.05
"""Weight of text without Vietnamese letters: a translation beside the original must not win."""
_OFFICIAL = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA", re.IGNORECASE)


class WebReader:
    """Reads HTML and MHTML ("Web Archive") pages."""

    def __init__(self, media_type: str = HTML, charset: str = "") -> None:
        self._media, self._charset = media_type, charset

    def read(
        self,
        content: bytes,
        name: str,
        limits: Limits,  # noqa: ARG002 - size was checked at the door
        progress: Progress | None = None,  # noqa: ARG002 - a page takes a tenth of a second
    ) -> RawDocument:
        """See `DocumentReader.read`."""
        charset = self._charset
        if self._media == MHTML:
            content, charset = _page_of_archive(content, name)
        text, warnings = decode(content, charset)
        root = parse(text, name)
        hidden = strip(root)
        body = root.find(".//body")
        container = choose(root if body is None else body)
        blocks = [*_heading(root, container), *Walker().blocks(container)]
        if hidden:
            warnings += (f"Đã bỏ {hidden} đoạn chữ ẩn trong trang web.",)
        return RawDocument(blocks, HTML, warnings=warnings)


def decode(content: bytes, charset: str) -> tuple[str, tuple[str, ...]]:
    """Characters of a page: byte order mark, then its own declaration, then the server's, then the bytes."""
    match = _META.search(content[:4096])
    declared = match[1].decode("ascii", "ignore") if match else charset
    return plain.decode(content, declared)


def parse(text: str, name: str) -> HtmlElement:
    """The tree of a page. Raises BadInput when there is none."""
    from lxml import etree, html

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", ""))
    if not text.strip():
        raise corrupt(name, "trang web không có nội dung")
    try:
        return html.document_fromstring(text, parser=html.HTMLParser(encoding=None, no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise corrupt(name, "không phân tích được HTML") from error


def choose(body: HtmlElement) -> HtmlElement:
    """The element that holds the page's text."""
    good: dict[HtmlElement, float] = {}
    _weigh(body, good)
    official = _official(body, good)
    if official is not None:
        return official
    node = body
    for named in body.iter("article", "main"):
        if good.get(named, 0) >= 0.5 * good.get(body, 0) > 0:
            node = named
            break
    while True:
        best = _heaviest(node, good)
        if best is None or good[best] < _SHARE * good.get(node, 0):
            return node
        node = best


def _official(body: HtmlElement, good: dict[HtmlElement, float]) -> HtmlElement | None:
    """The smallest element with the national title and half of the text: an official paper on the page."""
    for element in body.iter():
        if len(element) == 0 and _OFFICIAL.search(element.text_content() or ""):
            for holder in element.iterancestors():
                if good.get(holder, 0) >= 0.5 * good[body]:
                    return None if holder.tag in {"html", "body"} else holder
    return None


def _heaviest(node: HtmlElement, good: dict[HtmlElement, float]) -> HtmlElement | None:
    """The child to go down into; through a table only when one cell holds the whole page."""
    steps = [child for child in node if child in good]
    for child in tuple(steps):
        if child.tag == "table":
            steps.remove(child)
            steps += [cell for cell in child.iter("td") if cell in good]
        elif child.tag in {"p", "ul", "ol", "blockquote", "dl"}:
            steps.remove(child)
    return max(steps, key=good.__getitem__, default=None)


def _weigh(node: HtmlElement, good: dict[HtmlElement, float]) -> float:
    """Length of long, link-poor text under each element; Vietnamese counts in full."""
    own = [node.text or ""]
    links = 0
    total = 0.0
    for child in node:
        if isinstance(child.tag, str):
            if child.tag == "a":
                links += len((child.text_content() or "").strip())
            if child.tag in {"a", "b", "strong", "i", "em", "u", "sup", "sub", "br", "abbr"} or (
                child.tag in {"span", "font"} and not len(child)
            ):
                own.append(child.text_content() or "")
            else:
                total += _weigh(child, good)
        own.append(child.tail or "")
    text = " ".join("".join(own).split())
    if len(text) >= _LONG and links < len(text) / 2 and node.tag in _LEAF:
        vietnamese = len(_DIACRITICS.findall(text)) > len(text) / 25
        total += len(text) * (1.0 if vietnamese else _FOREIGN)
    if total:
        good[node] = total
    return total


def _heading(root: HtmlElement, container: HtmlElement) -> Iterator[RawBlock]:
    """Headline and standfirst of a news page stand above the container; an official paper has its own."""
    inside = container.text_content()
    if _OFFICIAL.search(inside[:3000]) or container.find(".//h1") is not None:
        return
    before: list[HtmlElement] = []
    for element in root.iter("h1", "h2", "p", "div", container.tag):
        if element is container:
            break
        before.append(element)
    titles = [e for e in before if e.tag == "h1" and 15 <= len(e.text_content().strip()) <= 300]
    if not titles:
        return
    title = titles[-1]
    yield RawBlock(BlockKind.TITLE, " ".join(title.text_content().split()), level=0)
    holders = set(container.iterancestors())
    for element in before[before.index(title) + 1 :]:
        text = " ".join(element.text_content().split())
        linked = sum(len(a.text_content()) for a in element.iter("a"))
        leaf = element not in holders and element.find(".//p") is None and element.find(".//div") is None
        if leaf and len(text) >= 2 * _LONG and linked < len(text) / 4 and breaks.ENDS.search(text):
            yield RawBlock(BlockKind.PARAGRAPH, text)


def _page_of_archive(content: bytes, name: str) -> tuple[bytes, str]:
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return payload, str(part.get_content_charset() or "")
    raise BadInput(
        f"Tệp web lưu trữ “{name}” không chứa trang HTML nào.",
        hint="Hãy mở tệp trong trình duyệt, chọn toàn bộ nội dung rồi dán vào ô văn bản.",
        reason="corrupt",
    )
