"""Signing in and out, and choosing a password of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.templating import Jinja2Templates

from models.errors import BadInput, NotSignedIn
from workbench.api.session import Doorkeeper, remote_of, safe_next
from workbench.security import accounts

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench

Text = Annotated[str, Form(max_length=2000)]


def router(work: Workbench, door: Doorkeeper) -> APIRouter:  # one closure per route
    """Routes /, /dang-nhap, /dang-xuat, /doi-mat-khau."""
    routes = APIRouter(include_in_schema=False)
    templates = Jinja2Templates(directory=Path(__file__).parent / "templates")

    def show(request: Request, name: str, status: int = 200, **values: Any) -> Response:  # noqa: ANN401
        values["organisation"] = work.settings.organisation
        values["receivers"] = work.settings.embedded_receivers
        return templates.TemplateResponse(
            request, name, values, status_code=status, headers={"Cache-Control": "no-store"}
        )

    @routes.get("/")
    def first_page(request: Request) -> Response:
        return RedirectResponse("/ban/" if door.user(request) else "/dang-nhap", 303)

    @routes.get("/dang-nhap")
    def form(request: Request, tiep: str = "/ban/") -> Response:
        user = door.user(request)
        if user is not None and not user.must_change:
            return RedirectResponse(safe_next(tiep), 303)
        return show(request, "login.html", target=safe_next(tiep))

    @routes.post("/dang-nhap")
    def sign_in(request: Request, login: Text = "", password: Text = "", tiep: Text = "/ban/") -> Response:
        try:
            with work.uow() as uow:
                user = accounts.authenticate(
                    uow, login, password, remote=remote_of(request), policy=work.lockout
                )
        except NotSignedIn as error:
            return show(request, "login.html", 401, target=safe_next(tiep), login=login, error=error)
        target = safe_next(tiep)
        if user.must_change:
            target = "/doi-mat-khau"
        answer = RedirectResponse(target, 303)
        door.let_in(answer, user, remote_of(request))
        return answer

    @routes.post("/dang-xuat")
    def sign_out(request: Request) -> Response:
        answer = RedirectResponse("/dang-nhap", 303)
        door.let_out(request, answer)
        return answer

    @routes.get("/doi-mat-khau")
    def password_form(request: Request, tiep: str = "/ban/") -> Response:
        user = door.user(request)
        if user is None:
            return RedirectResponse("/dang-nhap", 303)
        return show(request, "password.html", user=user, target=safe_next(tiep))

    @routes.post("/doi-mat-khau")
    def change_password(
        request: Request, old: Text = "", new: Text = "", again: Text = "", tiep: Text = "/ban/"
    ) -> Response:
        user = door.user(request)
        if user is None:
            return RedirectResponse("/dang-nhap", 303)
        try:
            if new != again:
                raise BadInput("Hai lần nhập mật khẩu mới không giống nhau.")
            with work.uow() as uow:
                accounts.change_password(uow, user, old, new)
        except BadInput as error:
            return show(request, "password.html", 422, user=user, target=safe_next(tiep), error=error)
        # The change ended every session of this person; this browser proved both passwords just now.
        answer = RedirectResponse(safe_next(tiep), 303)
        door.let_in(answer, user, remote_of(request))
        return answer

    return routes
