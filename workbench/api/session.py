"""Who is behind a request: the session cookie, read for pages, sound and Gradio alike."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import Response

from models.errors import NotFound, NotSignedIn
from workbench.security import sessions
from workbench.security.sessions import COOKIE, SessionPolicy

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench
    from workbench.domain.people import User


class Doorkeeper:
    """Turns cookies into people and back."""

    def __init__(self, work: Workbench) -> None:
        self._work = work
        hours = work.settings.session_hours
        self.policy = SessionPolicy(idle=timedelta(hours=hours), absolute=timedelta(hours=14 * hours))

    def user(self, request: HTTPConnection) -> User | None:
        """The signed-in person, if there is one; also one who must still choose a password."""
        token = request.cookies.get(COOKIE, "")
        if not token:
            return None
        try:
            with self._work.uow() as uow:
                return sessions.resolve(uow, token, self.policy)
        except (NotSignedIn, NotFound):
            return None

    async def gradio_user(self, request: HTTPConnection) -> str | None:
        """Gradio's `auth_dependency`: the user's id, or None for a 401.

        Someone who must change a password first is nobody yet.
        """
        user = await run_in_threadpool(self.user, request)
        return None if user is None or user.must_change else user.id

    def let_in(self, response: Response, user: User, remote: str) -> None:
        """Start a session and hand its token to the browser."""
        with self._work.uow() as uow:
            token = sessions.start(uow, user, self.policy, remote)
        response.set_cookie(
            COOKIE,
            token,
            max_age=int(self.policy.absolute.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=self._work.settings.secure_cookies,
            path="/",
        )

    def let_out(self, request: HTTPConnection, response: Response) -> None:
        """End the session of this browser."""
        token = request.cookies.get(COOKIE, "")
        if token:
            with self._work.uow() as uow:
                sessions.end(uow, token)
        response.delete_cookie(COOKIE, path="/")


def safe_next(target: str) -> str:
    """Where to go after signing in: a path of ours, never another site."""
    good = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    return target if good and "\\" not in target else "/ban/"


def remote_of(request: HTTPConnection) -> str:
    """The address a request came from; a proxy must be trusted by uvicorn (--forwarded-allow-ips) to count."""
    return request.client.host if request.client else ""
