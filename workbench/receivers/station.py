"""The loudspeaker station: plays what arrives at its time, in a browser or by the clock alone."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from functools import cached_property
from typing import Annotated, Any

from fastapi import Body, FastAPI, Request, Response
from fastapi.responses import JSONResponse

from workbench.domain.bulletin import Priority
from workbench.domain.labels import PRIORITY
from workbench.publishing.envelope import BulletinEvent
from workbench.publishing.transport import Transport
from workbench.receivers.base import Receiver, ReceiverConfig
from workbench.receivers.programme import Item, Programme, plan
from workbench.receivers.web import Pages

BROWSER_S = 15.0
"""A page that has been silent so long no longer plays; another page, or the clock, takes over."""
TICK_S = 0.2


class Station(Receiver):
    """Radio receiver."""

    def __init__(
        self,
        config: ReceiverConfig,
        *,
        transport: Transport | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(config, transport=transport, clock=clock)
        self.programme = Programme(self)
        self.leader = Leader()
        self._airing: tuple[int, float, float] | None = None

    @cached_property
    def app(self) -> FastAPI:
        """Station page."""
        return StationPages(self).app

    def loops(self) -> dict[str, Any]:
        """With the clock's own playing when headless."""
        loops: dict[str, Any] = super().loops()
        if self.config.headless:
            loops["play"] = self.play_round
        return loops

    def arrived(self, db: sqlite3.Connection, event: BulletinEvent, now: float) -> None:
        """Put it into the programme."""
        plan(db, event, now)

    def play_round(self) -> float:
        """One tick of headless playing: as long as a real airing takes, without a sound."""
        item = None if self.leader.present() else self.programme.current()
        if item is None or (item.play.state != "playing" and not self.programme.begin(item)):
            self._airing = None
            return TICK_S
        now, position_s = time.monotonic(), item.play.position_s
        if self._airing and self._airing[0] == item.play.id:
            _, before_s, then = self._airing
            position_s = before_s + (now - then) * self.config.speed
        self._airing = (item.play.id, position_s, now)
        if position_s >= item.length_s:
            self.programme.finish(item)
            return 0.0
        if position_s - item.play.position_s >= self.config.speed:  # once a second: a restart goes on here
            self.programme.progress(item, position_s)
        return min(TICK_S, (item.length_s - position_s) / self.config.speed)


class Leader:
    """One page at a time plays; the others look on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._page = ""
        self._seen = float("-inf")

    def claim(self, page: str) -> bool:
        """Whether this page plays; renews its claim."""
        with self._lock:
            now = time.monotonic()
            if self._page and self._page != page and now - self._seen < BROWSER_S:
                return False
            self._page, self._seen = page, now
            return True

    def leave(self, page: str) -> None:
        """The page closes."""
        with self._lock:
            if self._page == page:
                self._page = ""

    def present(self) -> bool:
        """Some page plays."""
        with self._lock:
            return bool(self._page) and time.monotonic() - self._seen < BROWSER_S


class StationPages(Pages):
    """Page and its small JSON interface."""

    def __init__(self, station: Station) -> None:
        super().__init__(station, "Đài truyền thanh")
        self.station = station
        self.app.add_api_route("/", self.page, methods=["GET"])
        self.app.add_api_route("/api/state", self.state, methods=["GET"])
        self.app.add_api_route("/api/player", self.player, methods=["POST"])

    def page(self, request: Request) -> Response:
        """The player."""
        return self.show(request, "station.html", path=self.station.config.area_path)

    def state(self) -> JSONResponse:
        """Now, next, played."""
        programme = self.station.programme
        now = programme.current()
        coming = [i for i in programme.upcoming() if now is None or i.play.id != now.play.id]
        return JSONResponse(
            {
                "now": self._told(now) if now else None,
                "next": [self._told(i) for i in coming],
                "played": [
                    {"title": p.title, "revision": p.revision, "state": p.state, "at": p.ended_at or p.due_at}
                    for p in programme.history()
                ],
                "playing_elsewhere": self.station.leader.present(),
                "headless": self.station.config.headless,
                "time": self.station.clock(),
            }
        )

    def player(
        self,
        page: Annotated[str, Body(max_length=64)],
        event: Annotated[str, Body(max_length=16)],
        play: Annotated[int, Body(ge=0)] = 0,
        position: Annotated[float, Body(ge=0, le=1e6)] = 0.0,
    ) -> JSONResponse:
        """The page says what it does; the answer says what it should be doing."""
        station = self.station
        if event == "leave":
            station.leader.leave(page)
            return JSONResponse({"leader": False, "now": None})
        if not station.leader.claim(page):
            return JSONResponse({"leader": False, "now": None})
        item = station.programme.find(play) if play else None
        if item is not None:
            if event == "playing":
                station.programme.begin(item)
                station.programme.progress(item, position)
            elif event == "ended":
                station.programme.finish(item)
            elif event == "skip":
                station.programme.skip(item)
        now = station.programme.current()
        return JSONResponse({"leader": True, "now": self._told(now) if now else None})

    def _told(self, item: Item) -> dict[str, Any]:
        data, play = item.held.data, item.play
        return {
            "play": play.id,
            "title": data.title,
            "summary": data.summary,
            "source": data.source_name,
            "priority": int(data.priority),
            "priority_name": PRIORITY[Priority(int(data.priority))],
            "revision": play.revision,
            "state": play.state,
            "due_at": play.due_at,
            "on_arrival": play.moment == 0,
            "started_at": play.started_at,
            "ended_at": play.ended_at,
            "position": play.position_s,
            "length": item.length_s,
            "repeats": data.schedule.repeats,
            "ai": data.ai.label,
            "audio": f"am-thanh/{play.bulletin_id}?r={play.revision}" if self.has_audio(item.held) else "",
        }


def create(config: ReceiverConfig) -> Station:
    """A station; `.app` to mount, `.start()` and `.stop()` to listen."""
    return Station(config)
