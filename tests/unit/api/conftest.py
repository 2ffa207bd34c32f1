import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from workbench.api.app import create_app
from workbench.bootstrap import Workbench, build
from workbench.desk import places
from workbench.desk.actors import OPERATOR
from workbench.domain.people import Role, User
from workbench.security import accounts
from workbench.settings import Settings

PASSWORD = "mot-cau-de-nho-9"
AREAS = "code,name,level,parent\n75,Đồng Nai,province,\n101,Xã Một,commune,75\n".encode()


@dataclass
class Door:
    """The application and its workbench; each test opens browsers of its own."""

    app: FastAPI
    work: Workbench
    lan: User

    def browser(self) -> TestClient:
        return TestClient(self.app, base_url="http://xa.local", follow_redirects=False)

    def signed_in(self, login: str = "lan", password: str = PASSWORD) -> TestClient:
        browser = self.browser()
        reply = browser.post("/dang-nhap", data={"login": login, "password": password})
        assert reply.status_code == 303
        return browser


@pytest.fixture(scope="session")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """One application for all tests of this room: building the pages takes seconds."""
    settings = Settings(
        data=tmp_path_factory.mktemp("du-lieu"),
        voice_workers=1,
        lockout_failures=3,
        relay_in_app=False,
        allowed_origins=("https://tenmien.gov.vn",),
    )
    work = build(settings)
    with work.uow() as uow:
        places.import_areas(uow, OPERATOR, AREAS)
    with work.uow() as uow:
        lan, _ = accounts.add_user(
            uow, OPERATOR, "lan", "Nguyễn Thị Lan", {Role.REPORTER}, password=PASSWORD, must_change=False
        )

    # Inside a running loop: outside one, Gradio makes loops of its own and nobody closes them.
    async def made() -> FastAPI:
        return create_app(work)

    app = asyncio.run(made())
    yield Door(app, work, lan)
    for receiver in app.state.background.receivers.values():
        receiver.stop()
    work.close()
