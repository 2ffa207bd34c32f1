"""Who is acting on the command line: a named account with its password, as on the login page.

A decision at a gate is a person's, so the shell asks for the same proof as the browser.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench
    from workbench.domain.people import Actor

F = TypeVar("F", bound=Callable[..., Any])


def as_option(command: F) -> F:
    """Add `--as LOGIN` (WORKBENCH_AS); the password comes from WORKBENCH_PASSWORD or a prompt."""
    return click.option(
        "--as",
        "login",
        envvar="WORKBENCH_AS",
        metavar="TÀI_KHOẢN",
        required=True,
        help="Tài khoản thực hiện (hay WORKBENCH_AS); mật khẩu: WORKBENCH_PASSWORD hoặc nhập khi hỏi.",
    )(command)


@contextmanager
def acting(login: str) -> Iterator[tuple[Workbench, Actor]]:
    """The workbench and the signed-in person. Raises NotSignedIn on a wrong password."""
    from workbench.bootstrap import build
    from workbench.security import accounts
    from workbench.settings import Settings

    password = os.environ.get("WORKBENCH_PASSWORD") or click.prompt(
        f"Mật khẩu của {login}", hide_input=True, err=True
    )
    with build(Settings()) as work:
        with work.uow() as uow:
            user = accounts.authenticate(uow, login, password, remote="cli", policy=work.lockout)
        yield work, user.actor
