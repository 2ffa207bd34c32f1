"""Podcast RSS 2.0, sitemap, WebVTT and SubRip of bulletins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from workbench.publishing.message import SpokenSentence
from workbench.receivers.state import Held

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"

for prefix, name in {"itunes": ITUNES, "podcast": PODCAST, "atom": ATOM}.items():
    ET.register_namespace(prefix, name)


def _when(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def _clock(seconds: float, comma: str = ".") -> str:
    millis = round(seconds * 1000)
    hours, rest = divmod(millis, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}{comma}{rest % 1000:03d}"


def vtt(sentences: Sequence[SpokenSentence]) -> str:
    """WebVTT."""
    cues = (f"{_clock(s.start)} --> {_clock(s.end)}\n{_cue(s.text)}\n" for s in sentences)
    return "WEBVTT\n\n" + "\n".join(cues)


def _cue(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def srt(sentences: Sequence[SpokenSentence]) -> str:
    """SubRip."""
    return "\n".join(
        f"{n}\n{_clock(s.start, ',')} --> {_clock(s.end, ',')}\n{s.text}\n" for n, s in enumerate(sentences, 1)
    )


def _text(parent: ET.Element, tag: str, text: str, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = text
    return element


def _bytes(root: ET.Element) -> bytes:
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode()


def rss(items: Sequence[Held], sizes: Mapping[str, int], address: str, title: str) -> bytes:
    """Feed of what can be heard, newest first; `sizes` are bytes per bulletin id."""
    root = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(root, "channel")
    _text(channel, "title", title)
    _text(channel, "link", f"{address}/")
    _text(channel, "description", f"Bản tin phát thanh: {title}.")
    _text(channel, "language", "vi")
    ET.SubElement(
        channel, f"{{{ATOM}}}link", {"href": f"{address}/rss.xml", "rel": "self", "type": "application/rss+xml"}
    )
    _text(channel, f"{{{ITUNES}}}author", items[0].data.source_name if items else title)
    _text(channel, f"{{{ITUNES}}}explicit", "false")
    ET.SubElement(channel, f"{{{ITUNES}}}category", {"text": "Government"})
    if items:
        _text(channel, "lastBuildDate", format_datetime(_when(max(h.received_at for h in items))))
    for held in items:
        _episode(channel, held, sizes[held.bulletin_id], address)
    return _bytes(root)


def _episode(channel: ET.Element, held: Held, size: int, address: str) -> None:
    data, audio = held.data, held.data.audio
    if audio is None:
        return
    item = ET.SubElement(channel, "item")
    page = f"{address}/bai/{held.bulletin_id}"
    _text(item, "title", data.article.title if data.article else data.title)
    _text(item, "link", page)
    notes = [data.summary] + [f"({data.ai.label}.)"] * bool(data.ai.label)
    _text(item, "description", " ".join(notes))
    # The revision is part of the identity: podcast programs fetch a corrected recording again.
    _text(item, "guid", f"{held.bulletin_id}.r{held.revision}", isPermaLink="false")
    _text(item, "pubDate", format_datetime(_when(held.sent_at)))
    ET.SubElement(
        item,
        "enclosure",
        {"url": f"{address}/am-thanh/{held.bulletin_id}", "length": str(size), "type": audio.media_type},
    )
    _text(item, f"{{{ITUNES}}}duration", str(round(audio.duration_s)))
    _text(item, f"{{{ITUNES}}}explicit", "false")
    if audio.transcript:
        ET.SubElement(
            item,
            f"{{{PODCAST}}}transcript",
            {"url": f"{page}/loi-doc.vtt", "type": "text/vtt", "language": "vi"},
        )


def sitemap(items: Sequence[Held], address: str) -> bytes:
    """Front page and articles."""
    root = ET.Element("urlset", {"xmlns": SITEMAP})
    _text(ET.SubElement(root, "url"), "loc", f"{address}/")
    for held in items:
        entry = ET.SubElement(root, "url")
        _text(entry, "loc", f"{address}/bai/{held.bulletin_id}")
        _text(entry, "lastmod", _when(held.received_at).isoformat(timespec="seconds"))
    return _bytes(root)
