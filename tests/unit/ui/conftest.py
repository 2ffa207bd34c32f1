from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.bootstrap import Workbench, build
from workbench.desk import places
from workbench.desk.actors import OPERATOR
from workbench.domain.people import Actor, Role
from workbench.security import accounts
from workbench.settings import Settings

AREAS = "code,name,level,parent\n75,Đồng Nai,province,\n101,Xã Một,commune,75\n".encode()


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workbench]:
    """A real workbench with areas, on a folder of its own."""
    made = build(Settings(data=tmp_path / "data", voice_workers=1))
    with made.uow() as uow:
        places.import_areas(uow, OPERATOR, AREAS)
    yield made
    made.close()


@pytest.fixture
def lan(work: Workbench) -> Actor:
    return person(work, "lan", "Nguyễn Thị Lan", Role.REPORTER)


@pytest.fixture
def minh(work: Workbench) -> Actor:
    return person(work, "minh", "Trần Văn Minh", Role.EDITOR)


def person(work: Workbench, login: str, name: str, *roles: Role) -> Actor:
    with work.uow() as uow:
        user, _ = accounts.add_user(uow, OPERATOR, login, name, frozenset(roles), password="mot-cau-de-nho-9")
    return user.actor
