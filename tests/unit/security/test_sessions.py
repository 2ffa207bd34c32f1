"""Sessions: a token in the cookie, a hash in the database, an end in any case."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from models.errors import NotSignedIn
from tests.unit.desk.house import House, house_in
from workbench.domain.people import Role, User, UserId
from workbench.security import sessions
from workbench.security.sessions import SessionPolicy

POLICY = SessionPolicy(idle=timedelta(hours=2), absolute=timedelta(hours=5))
LAN = User(UserId("u1"), "lan", "Lan", frozenset({Role.REPORTER}), "hash")


@pytest.fixture
def house(tmp_path) -> Iterator[House]:
    made = house_in(tmp_path)
    with made.uow() as uow:
        uow.users.add(LAN)
        uow.commit()
    yield made
    made.database.close()


@pytest.fixture
def token(house: House) -> str:
    with house.uow() as uow:
        return sessions.start(uow, LAN, POLICY, remote="10.0.0.7")


def resolve(house: House, token: str) -> User:
    with house.uow() as uow:
        return sessions.resolve(uow, token, POLICY)


def test_a_token_is_256_bits_and_kept_nowhere(house: House, token: str):
    assert len(token) == 43
    with house.database.engine.connect() as connection:
        dump = "\n".join(connection.connection.driver_connection.iterdump())
    assert token not in dump
    assert hashlib.sha256(token.encode()).hexdigest() in dump
    assert resolve(house, token).login == "lan"


@pytest.mark.parametrize("token", ["", "x", "0" * 43])
def test_a_made_up_token_is_nobody(house: House, token: str):
    with pytest.raises(NotSignedIn):
        resolve(house, token)


def test_activity_keeps_it_alive_to_the_absolute_end(house: House, token: str):
    for _ in range(4):
        house.clock.advance(hours=1)
        resolve(house, token)
    house.clock.advance(minutes=59)
    resolve(house, token)
    house.clock.advance(minutes=2)
    with pytest.raises(NotSignedIn, match="hết hạn"):
        resolve(house, token)


def test_idleness_ends_it(house: House, token: str):
    house.clock.advance(hours=2, seconds=1)
    with pytest.raises(NotSignedIn):
        resolve(house, token)


def test_many_requests_a_minute_write_once(house: House, token: str):
    with house.uow() as uow:
        before = uow.sessions.of_user("u1")[0].seen_at
    resolve(house, token)
    with house.uow() as uow:
        assert uow.sessions.of_user("u1")[0].seen_at == before
    house.clock.advance(minutes=1)
    resolve(house, token)
    with house.uow() as uow:
        assert uow.sessions.of_user("u1")[0].seen_at > before


def test_signing_out_ends_it(house: House, token: str):
    with house.uow() as uow:
        other = sessions.start(uow, LAN, POLICY)
        assert sessions.end_others(uow, LAN, other) == 1
        with pytest.raises(NotSignedIn):
            sessions.resolve(uow, token, POLICY)
        sessions.end(uow, other)
        sessions.end(uow, other)
    with pytest.raises(NotSignedIn):
        resolve(house, other)


def test_old_sessions_are_swept_when_somebody_signs_in(house: House, token: str):
    house.clock.advance(hours=6)
    with house.uow() as uow:
        sessions.start(uow, LAN, POLICY)
    with house.database.engine.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM sessions")).scalar() == 1
