"""The electronic board: a full-screen page that turns through the bulletins in force."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Any

from fastapi import Body, FastAPI, Request, Response
from fastapi.responses import JSONResponse

from workbench.domain.place import VIETNAM
from workbench.publishing.envelope import ReceiptStatus
from workbench.receivers.base import Receiver, ReceiverConfig
from workbench.receivers.state import Held
from workbench.receivers.web import Pages

DEFAULT_DAYS = 7
"""How long a bulletin without schedule or expiry stays up."""
SLOW_READER = 6.0
"""Characters a second (anchors.md §5.4: 4-7)."""
MIN_DWELL_S, MAX_DWELL_S = 6.0, 25.0


def on_show(held: Held, now: float) -> bool:
    """From its first scheduled day to its last; without a schedule, a week from arrival."""
    days = sorted(date.fromisoformat(d.day) for d in held.data.schedule.days)
    if held.expired(now):
        return False
    if held.data.priority == "1":
        return True
    if not days:
        return held.data.expires_at is not None or now < held.received_at + DEFAULT_DAYS * 86400
    today = datetime.fromtimestamp(now, VIETNAM).date()
    return days[0] <= today and (held.data.expires_at is not None or today <= days[-1])


def dwell_s(lines: tuple[str, ...]) -> float:
    """Long enough for a slow reader."""
    return min(MAX_DWELL_S, max(MIN_DWELL_S, sum(map(len, lines)) / SLOW_READER))


class Board(Receiver):
    """Board receiver."""

    @cached_property
    def app(self) -> FastAPI:
        """The full-screen page."""
        return BoardPages(self).app

    def shown_now(self) -> list[Held]:
        """Bulletins on show: emergencies alone if there are any, else by urgency and arrival."""
        now = self.clock()
        found = [h for h in self.state.live(now) if on_show(h, now)]
        emergencies = [h for h in found if h.data.priority == "1"]
        return emergencies or sorted(found, key=lambda h: int(h.data.priority))

    def loops(self) -> dict[str, Any]:
        """Headless, whatever is on show counts as shown."""
        loops: dict[str, Any] = super().loops()
        if self.config.headless:
            loops["show"] = self.show_round
        return loops

    def show_round(self) -> float:
        """Answer for every bulletin on show; each receipt goes out once."""
        for held in self.shown_now():
            self.report(held.bulletin_id, held.revision, ReceiptStatus.SHOWN)
        return 1.0


class BoardPages(Pages):
    """Page and its JSON."""

    def __init__(self, board: Board) -> None:
        super().__init__(board, "Bảng điện tử")
        self.board = board
        self.app.add_api_route("/", self.page, methods=["GET"])
        self.app.add_api_route("/api/state", self.state, methods=["GET"])
        self.app.add_api_route("/api/shown", self.shown, methods=["POST"])

    def page(self, request: Request) -> Response:
        """The board."""
        return self.show(request, "board.html")

    def state(self) -> JSONResponse:
        """Screens in order."""
        screens = [
            {
                "id": held.bulletin_id,
                "revision": held.revision,
                "title": held.data.title,
                "lines": list(lines),
                "number": n + 1,
                "of": len(pages),
                "emergency": held.data.priority == "1",
                "source": held.data.source_name,
                "ai": held.data.ai.label,
                "dwell": dwell_s(tuple(lines)),
            }
            for held in self.board.shown_now()
            for pages in [held.data.screens or ((held.data.title, held.data.summary),)]
            for n, lines in enumerate(pages)
        ]
        return JSONResponse({"screens": screens, "time": self.board.clock()})

    def shown(
        self, bulletin_id: Annotated[str, Body(max_length=80)], revision: Annotated[int, Body(ge=1)]
    ) -> JSONResponse:
        """A screen has really stood on the board."""
        return JSONResponse({"told": self.board.report(bulletin_id, revision, ReceiptStatus.SHOWN)})


def create(config: ReceiverConfig) -> Board:
    """A board; `.app` to mount, `.start()` and `.stop()` to listen."""
    return Board(config)
