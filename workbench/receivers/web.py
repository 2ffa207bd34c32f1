"""What the receivers' pages share: templates, static files, prefix, headers, audio."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

from workbench.domain.place import VIETNAM
from workbench.publishing.compose import SUFFIX
from workbench.receivers.base import Receiver
from workbench.receivers.state import Held

HERE = Path(__file__).resolve().parent
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def prefix(request: Request) -> str:
    """Path this app is mounted under: "" or "/cong"."""
    return str(request.scope.get("root_path", "")).rstrip("/")


def day_words(at: float) -> str:
    """A moment in Vietnam time: "Thứ Hai, 23/11/2026, 08:30"."""
    moment = datetime.fromtimestamp(at, VIETNAM)
    return f"{WEEKDAYS[moment.weekday()]}, {moment:%d/%m/%Y, %H:%M}"


def length_words(seconds: float) -> str:
    """A length: "1 phút 5 giây"."""
    minutes, rest = divmod(round(seconds), 60)
    return " ".join([f"{minutes} phút"] * (minutes > 0) + [f"{rest} giây"] * (rest > 0 or minutes == 0))


class Pages:
    """A FastAPI app with our templates, security headers and static files."""

    def __init__(self, receiver: Receiver, title: str) -> None:
        self.receiver = receiver
        self.title = title
        self.app = FastAPI(title=title, docs_url=None, redoc_url=None, openapi_url=None)
        self.templates = Jinja2Templates(directory=HERE / "templates")
        self.templates.env.filters.update(day_words=day_words, length_words=length_words)
        self.app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
        self.app.middleware("http")(self._headers)
        self.app.add_api_route("/am-thanh/{bulletin_id}", self.audio, methods=["GET", "HEAD"])

    async def _headers(self, request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    def show(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:  # noqa: ANN401
        """A page."""
        values |= {"base": prefix(request), "title": self.title, "organisation": self.receiver.config.title}
        return self.templates.TemplateResponse(request, template, values, status_code=status)

    def audio(self, bulletin_id: str) -> Response:
        """The sound of a bulletin in force, with Range; from this receiver's own copy."""
        held = self.receiver.state.held(bulletin_id)
        if held is None or held.data.audio is None or held.expired(self.receiver.clock()):
            raise HTTPException(404, "Không có âm thanh này.")
        path = self.receiver.audio.path(held.data.audio.sha256)
        if not path.exists():
            raise HTTPException(404, "Âm thanh chưa tải về nơi nhận.")
        suffix = SUFFIX.get(held.data.audio.media_type, "bin")
        return FileResponse(
            path,
            media_type=held.data.audio.media_type,
            filename=f"{bulletin_id}.{suffix}",
            content_disposition_type="inline",
            headers={"ETag": f'"{held.data.audio.sha256}"', "Cache-Control": "private, max-age=600"},
        )

    def has_audio(self, held: Held) -> bool:
        """Its file is here."""
        return held.data.audio is not None and self.receiver.audio.path(held.data.audio.sha256).exists()
