"""Sending again is a verb like any other: for those who may, and in the audit log."""

import pytest

from models.errors import NotAllowed, NotFound
from workbench.bootstrap import build
from workbench.desk import release
from workbench.desk.actors import OPERATOR
from workbench.domain.people import Actor, Role, UserId
from workbench.publishing.contract import OutboundEvent
from workbench.settings import Settings


@pytest.fixture
def work(tmp_path):
    with build(Settings(data=tmp_path / "data")) as made:
        with made.uow() as uow:
            uow.outbox.add_all(
                [OutboundEvent("b.r1.radio.published", "bulletin.radio.75", "content", "b", 3, b"{}")]
            )
            uow.commit()
        with made.uow() as uow:
            [row] = uow.outbox.claim(1, 30, uow.now())
            uow.outbox.dead(row.seq, row.token, "hỏng")
            uow.commit()
        yield made


def test_a_dead_row_waits_again_and_the_log_says_who_asked(work):
    with work.uow() as uow:
        release.retry(uow, OPERATOR, 1)
    with work.uow() as uow:
        assert [e.state for e in uow.outbox.list(None, 10)] == ["waiting"]
        assert any(row.verb == "retry" and row.actor_name == OPERATOR.name for row in uow.audit.list(limit=10))


def test_a_reporter_may_not(work):
    reporter = Actor(UserId("r"), "Phóng viên", frozenset({Role.REPORTER}))
    with work.uow() as uow, pytest.raises(NotAllowed):
        release.retry(uow, reporter, 1)


def test_an_unknown_row_is_named(work):
    with work.uow() as uow, pytest.raises(NotFound, match="99"):
        release.retry(uow, OPERATOR, 99)
