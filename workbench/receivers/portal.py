"""The information portal: articles, listening again with the transcript, podcast feed."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Callable
from functools import cached_property

from fastapi import FastAPI, Request, Response

from workbench.domain.bulletin import Field
from workbench.domain.labels import FIELD
from workbench.publishing.envelope import BulletinEvent, ReceiptStatus
from workbench.receivers.base import Receiver, ReceiverConfig
from workbench.receivers.feed import rss, sitemap, srt, vtt
from workbench.receivers.state import Held
from workbench.receivers.web import Pages, prefix

PER_PAGE = 20


def folded(text: str) -> str:
    """Lower case without marks: "Điện" and "dien" meet."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))


class Portal(Receiver):
    """Portal receiver."""

    @cached_property
    def app(self) -> FastAPI:
        """The public pages."""
        return PortalPages(self).app

    def arrived(self, db: sqlite3.Connection, event: BulletinEvent, now: float) -> None:  # noqa: ARG002
        """The list shows it from this transaction on."""
        self.receipt(db, event.data, event.id, ReceiptStatus.LISTED)

    def articles(self, query: str = "", field: str = "") -> list[Held]:
        """In force, newest first; `query` needs every word somewhere, marks or not."""
        words = folded(query).split()
        found = [h for h in self.state.live(self.clock()) if not field or h.data.field == field]
        found = [h for h in found if all(w in folded(_searchable(h)) for w in words)]
        return sorted(found, key=lambda h: (h.data.priority == "1", h.first_at), reverse=True)


def _searchable(held: Held) -> str:
    article = held.data.article
    body = (article.title, article.standfirst, *article.paragraphs) if article else ()
    return "\n".join((held.data.title, held.data.summary, *body))


class PortalPages(Pages):
    """List, article, feed, sitemap."""

    def __init__(self, portal: Portal) -> None:
        super().__init__(portal, "Cổng thông tin")
        self.portal = portal
        pages: dict[str, Callable[..., Response]] = {
            "/": self.index,
            "/bai/{bulletin_id}": self.article,
            "/bai/{bulletin_id}/loi-doc.vtt": self.vtt,
            "/bai/{bulletin_id}/loi-doc.srt": self.srt,
            "/rss.xml": self.rss,
            "/sitemap.xml": self.sitemap,
        }
        for path, page in pages.items():
            self.app.add_api_route(path, page, methods=["GET"])

    def index(self, request: Request, q: str = "", linh_vuc: str = "", trang: int = 1) -> Response:
        """List of articles, with search."""
        found = self.portal.articles(q[:200], linh_vuc)
        pages = max(1, -(-len(found) // PER_PAGE))
        here = min(max(1, trang), pages)
        return self.show(
            request,
            "portal_list.html",
            articles=found[(here - 1) * PER_PAGE : here * PER_PAGE],
            total=len(found),
            q=q[:200],
            field=linh_vuc,
            fields={str(int(f)): FIELD[f] for f in Field},
            page=here,
            pages=pages,
            has_audio=self.has_audio,
        )

    def article(self, request: Request, bulletin_id: str) -> Response:
        """One article; what was recalled or has expired is gone, and says so."""
        held = self._current(bulletin_id)
        if held is None:
            return self._gone(request, bulletin_id)
        field = FIELD[Field(int(held.data.field))]
        return self.show(
            request, "portal_article.html", held=held, data=held.data, field=field, has_audio=self.has_audio
        )

    def _current(self, bulletin_id: str) -> Held | None:
        held = self.portal.state.held(bulletin_id)
        return held if held is not None and not held.expired(self.portal.clock()) else None

    def _gone(self, request: Request, bulletin_id: str) -> Response:
        reason = self.portal.state.gone(bulletin_id)
        expired = self.portal.state.held(bulletin_id) is not None
        status = 404 if reason is None and not expired else 410
        return self.show(request, "portal_gone.html", status, reason=reason, expired=expired)

    def vtt(self, request: Request, bulletin_id: str) -> Response:
        """WebVTT of the spoken text."""
        held = self._current(bulletin_id)
        if held is None or held.data.audio is None or not held.data.audio.transcript:
            return self._gone(request, bulletin_id)
        return Response(vtt(held.data.audio.transcript), media_type="text/vtt; charset=utf-8")

    def srt(self, request: Request, bulletin_id: str) -> Response:
        """SubRip of the spoken text."""
        held = self._current(bulletin_id)
        if held is None or held.data.audio is None or not held.data.audio.transcript:
            return self._gone(request, bulletin_id)
        return Response(srt(held.data.audio.transcript), media_type="application/x-subrip; charset=utf-8")

    def rss(self, request: Request) -> Response:
        """Podcast of everything that can be heard."""
        heard = [h for h in self.portal.articles() if self.has_audio(h)][:100]
        sizes = {
            h.bulletin_id: self.portal.audio.path(h.data.audio.sha256).stat().st_size
            for h in heard
            if h.data.audio
        }
        body = rss(heard, sizes, self._address(request), f"{self.title} – {self.portal.config.title}")
        return Response(body, media_type="application/rss+xml; charset=utf-8")

    def sitemap(self, request: Request) -> Response:
        """Addresses of the articles in force."""
        return Response(sitemap(self.portal.articles(), self._address(request)), media_type="application/xml")

    def _address(self, request: Request) -> str:
        own = f"{request.url.scheme}://{request.url.netloc}{prefix(request)}"
        return self.portal.config.public_url.rstrip("/") or own


def create(config: ReceiverConfig) -> Portal:
    """A portal; `.app` to mount, `.start()` and `.stop()` to listen."""
    return Portal(config)
