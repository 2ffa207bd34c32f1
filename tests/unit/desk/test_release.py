"""The way out and back: messages in the same transaction, corrections, recalls that overtake, expiry."""

import json
from datetime import timedelta

import pytest

from models.errors import BadInput, Conflict, NotAllowed
from tests.unit.desk.house import ALL, EVENTS, HOA, LAN, MINH, House, bulletin_content
from workbench.desk import release, review
from workbench.domain.bulletin import Bulletin, Priority
from workbench.domain.flow import Gate, State
from workbench.domain.place import AreaCode, Audience, Channel
from workbench.publishing import contract


def rows(house: House, made: Bulletin) -> list[tuple[str, str, int]]:
    """(event id without the bulletin's, routing key, priority), oldest first."""
    with house.uow() as uow:
        return [
            (r.event_id.removeprefix(f"{made.id}."), r.routing_key, r.priority)
            for r in uow.outbox.of_bulletin(made.id)
        ]


def bodies(house: House) -> list[dict]:
    with house.uow() as uow:
        return [json.loads(r.body) for r in uow.outbox.claim(1000, 30)]


def recall(house: House, made: Bulletin, reason: str = "Sai giờ", by=HOA) -> Bulletin:
    with house.uow() as uow:
        return release.recall(uow, by, made.id, reason, events=EVENTS)


def test_release_queues_one_message_per_channel_that_keeps_the_contract(house: House):
    made = house.released()
    assert rows(house, made) == [
        ("r1.radio.published", "bulletin.radio.75.101", 3),
        ("r1.board.published", "bulletin.board.75.101", 3),
        ("r1.portal.published", "bulletin.portal.75.101", 3),
    ]
    with house.uow() as uow:
        for row in uow.outbox.claim(10, 30):
            contract.validate(row.body)
    with house.uow() as uow:
        [line] = [r for r in uow.audit.list(made.id) if r.verb == "release"]
    assert line.details["content"] == made.revision.full_hash
    assert line.details["messages"] == 3


def test_what_was_held_is_released_later_once(house: House):
    made = house.held()
    with house.uow() as uow:
        with pytest.raises(NotAllowed):
            release.release(uow, MINH, made.id, events=EVENTS)
        assert release.release(uow, HOA, made.id, events=EVENTS).on_air
        with pytest.raises(Conflict):
            release.release(uow, HOA, made.id, events=EVENTS)
    assert len(rows(house, made)) == 3


def test_what_is_not_approved_is_not_released(house: House):
    for made in (house.draft(), house.submitted(), house.heard()):
        with house.uow() as uow, pytest.raises(Conflict):
            release.release(uow, HOA, made.id, events=EVENTS)
    assert house.queued() == []


def test_messages_that_cannot_be_made_leave_everything_as_it_was(house: House):
    made = house.heard()

    def broken(*_: object, **__: object):
        raise BadInput("không dựng được thông điệp")

    seen = made.revision.due(Gate.AUDIO)
    with house.uow() as uow, pytest.raises(BadInput):
        review.approve(uow, HOA, made.id, Gate.AUDIO, seen, heard=1.0, events=broken)
    after = house.get(made)
    assert (after, house.queued()) == (made, [])
    assert house.verbs(made.id)[-1] == "approve"  # of the text gate
    assert house.verbs(made.id).count("approve") == 1


def test_a_correction_goes_out_as_an_update_of_the_next_revision(house: House):
    made = house.again(house.save(house.released(), title="Đính chính"))
    assert (made.released_revision, made.revision.number) == (2, 2)
    assert rows(house, made)[3:] == [
        ("r2.radio.updated", "bulletin.radio.75.101", 3),
        ("r2.board.updated", "bulletin.board.75.101", 3),
        ("r2.portal.updated", "bulletin.portal.75.101", 3),
    ]


def test_places_a_correction_no_longer_goes_to_take_the_old_one_down(house: House):
    wide = Audience((AreaCode("101"), AreaCode("102")), ALL)
    made = house.released(bulletin_content(audience=wide))
    made = house.save(made, audience=Audience((AreaCode("101"),), (Channel.RADIO,)))
    made = house.again(made)
    assert rows(house, made)[6][:2] == ("r2.radio.updated", "bulletin.radio.75.101")
    assert {key for _, key, priority in rows(house, made) if priority == 0} == {
        "bulletin.radio.75.102",
        "bulletin.board.75.101",
        "bulletin.board.75.102",
        "bulletin.portal.75.101",
        "bulletin.portal.75.102",
    }
    recalls = [b["data"] for b in bodies(house) if b["type"].endswith("recalled.v1")]
    assert {data["PhienBan"] for data in recalls} == {1}  # revision 2 stays where it goes


def test_a_correction_for_a_wider_area_takes_nothing_down(house: House):
    made = house.released(bulletin_content(audience=Audience((AreaCode("101-a"),), ALL)))
    made = house.again(house.save(made, audience=Audience((AreaCode("101"),), ALL)))
    assert not [row for row in rows(house, made) if row[2] == 0]


def test_a_recall_overtakes_and_names_what_receivers_have(house: House):
    made = house.released()
    house.save(made, title="Bản nháp chưa duyệt", audience=Audience((AreaCode("102"),), ALL))
    recalled = recall(house, made)
    assert (recalled.state, recalled.on_air) == (State.DRAFT, False)
    first = bodies(house)[0]
    assert first["type"].endswith("recalled.v1")
    assert first["data"]["PhienBan"] == 1
    assert first["data"]["LyDo"] == "Sai giờ"
    keys = {key for _, key, priority in rows(house, made) if priority == 0}
    assert keys == {f"bulletin.{channel}.75.101" for channel in ("radio", "board", "portal")}


def test_a_recalled_bulletin_may_be_mended_and_published_again(house: House):
    made = house.released()
    assert recall(house, made).state is State.RECALLED
    with pytest.raises(Conflict):
        recall(house, made)
    made = house.again(house.save(house.get(made), title="Bản đúng"))
    assert made.on_air
    assert rows(house, made)[-1][0] == "r2.portal.published"
    assert recall(house, made, "Lại sai").state is State.RECALLED
    assert rows(house, made)[-1][0] == "r2.portal.recalled"


def test_recall_wants_a_right_a_reason_and_something_on_air(house: House):
    with pytest.raises(Conflict):
        recall(house, house.held())
    made = house.released()
    with pytest.raises(BadInput):
        recall(house, made, " ")
    with pytest.raises(NotAllowed):
        recall(house, made, by=LAN)
    assert house.verbs(made.id)[-1] == "release"


def test_an_emergency_goes_first(house: House):
    soon = house.clock() + timedelta(hours=2)
    house.released()
    made = house.released(bulletin_content(priority=Priority.EMERGENCY, expires_at=soon))
    assert rows(house, made)[0] == ("r1.radio.emergency", "bulletin.radio.75.101", 1)
    assert bodies(house)[0]["type"].endswith("emergency.v1")


def test_time_runs_out(house: House):
    soon = house.clock() + timedelta(hours=1)
    made = house.released(bulletin_content(expires_at=soon))
    held = house.held(bulletin_content(expires_at=soon))
    draft = house.draft(bulletin_content(expires_at=soon))
    with house.uow() as uow:
        assert release.expire_due(uow) == []
    house.clock.advance(hours=2)
    with house.uow() as uow:
        with pytest.raises(Conflict, match="hết hạn"):
            release.release(uow, HOA, held.id, events=EVENTS)
        assert set(release.expire_due(uow)) == {made.id, held.id}
        assert release.expire_due(uow) == []
    assert [house.get(b).state for b in (made, held, draft)] == [State.EXPIRED, State.EXPIRED, State.DRAFT]
    assert len(house.queued()) == 3  # receivers take it down by themselves
    assert house.verbs(made.id)[-1] == "expire"


def test_the_report_tells_queue_and_receivers_apart(house: House):
    made = house.released()
    with house.uow() as uow:
        [first, *_] = uow.outbox.claim(3, 30)
        uow.outbox.sent(first.seq, first.token)
        uow.deliveries.note(
            contract.Receipt(
                event_id=first.event_id,
                bulletin_id=made.id,
                revision=1,
                channel="radio",
                receiver="dai-101",
                area="101",
                status=contract.ReceiptStatus.RECEIVED,
                at=house.clock(),
            )
        )
        report = release.delivery(uow, made.id)
    assert (report.waiting, report.dead, len(report.queue)) == (2, 0, 3)
    assert [(r.receiver, r.state.value) for r in report.receivers] == [("dai-101", "received")]
