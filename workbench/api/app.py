"""Assemble the application: guards outside, own routes, receivers, and Gradio mounted at /ban."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware

from workbench.api import login, media, problems
from workbench.api.background import Background
from workbench.api.guard import OriginCheck, SecurityHeaders, SignInFirst
from workbench.api.session import Doorkeeper
from workbench.ui import shell, words

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench

STATIC = Path(shell.__file__).parent / "static"


def create_app(work: Workbench) -> FastAPI:
    """The whole web application of one workbench, which it closes when it stops."""
    door = Doorkeeper(work)
    background = Background(work)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(background.start)
        try:
            yield
        finally:
            await run_in_threadpool(background.stop)
            await run_in_threadpool(work.close)

    app = FastAPI(
        title="Tiếng Làng",
        version=version("tieng-lang"),
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(OriginCheck, extra=work.settings.allowed_origins),
            Middleware(SignInFirst, door=door),
        ],
    )
    app.state.background = background
    problems.install(app)

    @app.get("/healthz")
    def health() -> dict[str, object]:
        """Whether the application answers and its database can be read."""
        with work.uow() as uow:
            outbox = uow.outbox.stats()
        return {"status": "ok", "version": app.version, "outbox": dict(outbox)}

    @app.get("/manifest.json", include_in_schema=False)
    def manifest() -> dict[str, object]:
        """For phones that keep the review page on their home screen."""
        icon = {"src": "/static/mark.svg", "sizes": "any", "type": "image/svg+xml"}
        return {"name": "Tiếng Làng", "start_url": "/ban/duyet", "display": "browser", "icons": [icon]}

    @app.get("/favicon.ico", include_in_schema=False)
    def icon() -> FileResponse:
        """Browsers ask for it whatever the page says."""
        return FileResponse(STATIC / "mark.svg", media_type="image/svg+xml")

    app.include_router(login.router(work, door))
    app.include_router(media.router(work, door))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.mount("/font", StaticFiles(directory=words.assets().parent / "static/fonts"), name="font")
    if work.settings.embedded_receivers:
        background.mount(app)
    shell.mount(app, work, door.gradio_user)
    return app
