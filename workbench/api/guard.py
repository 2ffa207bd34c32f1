"""What every request passes: our own pages may post, signed-out people see the sign-in page, safe headers."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from workbench.api.problems import problem
from workbench.api.session import Doorkeeper
from workbench.security import origin

# Gradio starts from inline scripts and compiles its event functions (new Function).
GRADIO_CSP = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; connect-src 'self'; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
OWN_CSP = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class SecurityHeaders:
    """Adds headers a browser protects people by; what an inner app says itself stays."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        policy = GRADIO_CSP if in_desk(scope["path"]) else OWN_CSP

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in {**HEADERS, "Content-Security-Policy": policy}.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)


class OriginCheck:
    """Refuses unsafe requests that come from a page of another site."""

    def __init__(self, app: ASGIApp, extra: Collection[str] = ()) -> None:
        self._app = app
        self._extra = tuple(extra)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            given = (headers.get("origin"), headers.get("referer"), headers.get("host"))
            if not origin.allowed(scope["method"], *given, self._extra):
                answer = problem(
                    403,
                    "Yêu cầu đến từ trang khác nên bị từ chối.",
                    code="khac-nguon",
                    hint="Mở lại trang này từ đúng địa chỉ; tên miền phụ khai báo ở WORKBENCH_ALLOWED_ORIGINS.",
                )
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)


class SignInFirst:
    """Sends people who open a desk page without a session to the sign-in page.

    This is courtesy only: Gradio asks `Doorkeeper.gradio_user` again, and each verb asks for rights.
    """

    def __init__(self, app: ASGIApp, door: Doorkeeper) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "http" and scope["method"] == "GET" and in_desk(scope["path"]):
            request = HTTPConnection(scope)
            if "text/html" in request.headers.get("accept", ""):
                user = await run_in_threadpool(self._door.user, request)
                if user is None or user.must_change:
                    query = f"?{request.url.query}" if request.url.query else ""
                    page = "/dang-nhap" if user is None else "/doi-mat-khau"
                    target = quote(request.url.path + query, safe="")
                    await RedirectResponse(f"{page}?tiep={target}", 303)(scope, receive, send)
                    return
        await self._app(scope, receive, send)


def in_desk(path: str) -> bool:
    """Whether a path belongs to the mounted Gradio application."""
    return path == "/ban" or path.startswith("/ban/")
