"""What the pages show at a glance."""

from tests.unit.desk.house import HOA, LAN, MAI, House
from workbench.desk import overview
from workbench.domain.flow import State


def test_counts_of_everything_and_of_mine(house: House):
    house.draft()
    house.draft(by=MAI)
    house.submitted()
    with house.uow() as uow:
        seen = overview.overview(uow, LAN)
    assert (seen.states[State.DRAFT], seen.mine[State.DRAFT], seen.states[State.TEXT_REVIEW]) == (2, 1, 1)
    assert seen.alarms == ()


def test_a_queue_that_does_not_move_raises_an_alarm(house: House):
    house.released()
    with house.uow() as uow:
        assert overview.overview(uow, HOA).alarms == ()
    house.clock.advance(minutes=11)
    with house.uow() as uow:
        [alarm] = overview.overview(uow, HOA).alarms
    assert "11 phút" in alarm


def test_a_message_given_up_raises_an_alarm(house: House):
    house.released()
    with house.uow() as uow:
        for row in uow.outbox.claim(10, 30):
            uow.outbox.dead(row.seq, row.token, "không hợp lệ")
        uow.commit()
        [alarm] = overview.overview(uow, HOA).alarms
    assert alarm.startswith("3 thông điệp")


def test_history_is_newest_first(house: House):
    made = house.submitted()
    with house.uow() as uow:
        assert [r.verb for r in overview.history(uow, LAN, made.id)] == ["submit", "record", "create"]
