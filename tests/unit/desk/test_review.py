"""Submission and the two gates, as verbs: rights, hashes, listening, audit, one winner."""

from functools import partial

import pytest

from models.errors import BadInput, Conflict, NotAllowed
from tests.unit.desk.house import (
    CHIEF,
    EVENTS,
    HOA,
    LAN,
    MAI,
    MINH,
    TAM,
    House,
    at_once,
    bulletin_content,
)
from workbench.desk import editing, review
from workbench.domain.bulletin import Bulletin
from workbench.domain.flow import Gate, State
from workbench.domain.place import AreaCode, Audience, Channel

PHONE = "Liên hệ bà Sáu, số điện thoại 0912345678, để đăng ký."


def approve(house: House, made: Bulletin, gate: Gate, by=HOA, **more) -> Bulletin:
    arguments = {"heard": 1.0 if gate is Gate.AUDIO else None, "events": EVENTS} | more
    seen = arguments.pop("seen", made.revision.due(gate))
    with house.uow() as uow:
        return review.approve(uow, by, made.id, gate, seen, **arguments)


def test_the_whole_way_is_on_record(house: House):
    made = house.released()
    assert (made.state, made.released_revision) == (State.APPROVED, 1)
    assert house.verbs(made.id) == ["create", "record", "submit", "approve", "approve", "release"]
    with house.uow() as uow:
        decisions = [r.details for r in uow.audit.list(made.id) if r.verb == "approve"]
        assert uow.audit.verify().broken_at is None
    assert [d["seen"] for d in decisions] == [a.seen for a in reversed(made.approvals)]


def test_findings_must_be_accepted_by_name(house: House):
    made = house.voiced(bulletin_content(summary=PHONE))
    [(key, finding)] = review.open_findings(made)
    assert finding.code == "phone"
    with house.uow() as uow:
        with pytest.raises(BadInput):
            review.submit(uow, LAN, made.id)
        with pytest.raises(BadInput):
            review.submit(uow, LAN, made.id, ["00000000"])
    assert house.get(made).state is State.DRAFT
    with house.uow() as uow:
        made = review.submit(uow, LAN, made.id, [key])
    assert [f.accepted_by for f in made.revision.findings] == [LAN.id]
    assert review.open_findings(made) == []


def test_an_accepted_finding_is_asked_again_after_an_edit_elsewhere_changed_it(house: House):
    made = house.voiced(bulletin_content(summary=PHONE))
    [(key, _)] = review.open_findings(made)
    # Looks the same once the middle is hidden, and is somebody else's.
    made = house.save(made, summary=PHONE.replace("0912345678", "0912999978"))
    assert [k for k, _ in review.open_findings(made)] != [key]


def test_personal_data_is_looked_for_in_everything_that_goes_out(house: House):
    def found(**changes: object) -> int:
        return len(review.checks(house.draft(bulletin_content(**changes))))

    plain = bulletin_content()
    assert found() == 0
    assert found(title=PHONE) == 1
    assert found(board=type(plain.board)(((PHONE,),))) == 1
    assert found(portal=type(plain.portal)("Tin", PHONE)) == 1
    sentence = type(plain.radio.sentences[0])(PHONE)
    assert found(radio=type(plain.radio)((sentence,))) == 1
    assert found(portal=type(plain.portal)("Tin", "", (sentence,)), summary=PHONE) == 1  # said once


def test_unknown_areas_are_refused_at_submission(house: House):
    made = house.voiced(bulletin_content(audience=Audience((AreaCode("101"), AreaCode("404")))))
    with house.uow() as uow, pytest.raises(BadInput, match="404"):
        review.submit(uow, LAN, made.id)


def test_what_changed_under_the_submitter_is_not_submitted(house: House):
    made = house.voiced()
    house.save(made, by=MINH, title="Minh sửa")
    with house.uow() as uow, pytest.raises(Conflict, match="Minh"):
        review.submit(uow, LAN, made.id, expected_version=made.version)


@pytest.mark.parametrize("heard", [None, 0.0, 0.5, 0.949, float("nan"), -1.0])
def test_sound_must_be_heard_to_the_end(house: House, heard: float | None):
    made = house.heard()
    with pytest.raises(BadInput, match="nghe hết"):
        approve(house, made, Gate.AUDIO, heard=heard)
    assert house.get(made).state is State.AUDIO_REVIEW
    assert house.queued() == []


def test_a_player_that_stops_a_little_early_is_enough(house: House):
    made = house.heard()
    assert approve(house, made, Gate.AUDIO, heard=0.96).state is State.APPROVED


def test_the_hash_shown_must_be_the_hash_stored(house: House):
    made = house.submitted()
    with pytest.raises(Conflict):
        approve(house, made, Gate.TEXT, seen="0" * 64)
    edited = house.save(made, title="Sửa trong lúc duyệt")
    with pytest.raises(Conflict):
        approve(house, made, Gate.TEXT)
    assert house.get(edited).approvals == ()


def test_metadata_changed_after_the_text_gate_voids_it(house: House):
    made = house.heard()
    house.save(made, audience=Audience((AreaCode("102"),)))
    with pytest.raises(Conflict):
        approve(house, made, Gate.AUDIO)
    with house.uow() as uow:
        [(_, voided_at)] = uow.bulletins.approvals(made.id)
        assert voided_at is not None


def test_a_new_recording_after_the_text_gate_needs_the_whole_way_again(house: House):
    made = house.heard()
    content = made.revision.content
    with house.uow() as uow, pytest.raises(Conflict):
        editing.attach_take(uow, LAN, made.id, made.revision.take, content.sound_key)


@pytest.mark.parametrize("gate", Gate)
def test_nobody_approves_their_own(house: House, gate: Gate):
    made = house.submitted(by=CHIEF)
    if gate is Gate.AUDIO:
        made = house.pass_text(made)
    with pytest.raises(NotAllowed):
        approve(house, made, gate, by=CHIEF)


@pytest.mark.parametrize(("by", "gate"), [(MAI, Gate.TEXT), (MAI, Gate.AUDIO), (MINH, Gate.AUDIO)])
def test_roles_decide_who_may_approve(house: House, by, gate: Gate):
    made = house.submitted() if gate is Gate.TEXT else house.heard()
    with pytest.raises(NotAllowed):
        approve(house, made, gate, by=by)
    assert "approve" not in house.verbs(made.id)[4:]


def test_gates_are_passed_in_order(house: House):
    made = house.submitted()
    with pytest.raises(Conflict):
        approve(house, made, Gate.AUDIO)
    with pytest.raises(Conflict):
        approve(house, house.heard(), Gate.TEXT)


def test_a_held_bulletin_is_approved_and_not_queued(house: House):
    made = house.held()
    assert (made.state, made.released_revision, house.queued()) == (State.APPROVED, None, [])


def test_without_the_right_to_release_the_last_gate_holds(house: House):
    content = bulletin_content(audience=Audience((AreaCode("101"),), (Channel.BOARD,)))
    made = house.draft(content)
    with house.uow() as uow:
        made = review.submit(uow, LAN, made.id)
    made = house.pass_text(made, by=MINH)
    assert (made.state, made.released_revision, house.queued()) == (State.APPROVED, None, [])


@pytest.mark.parametrize(("verb", "state"), [(review.reject, State.REJECTED), (review.return_, State.RETURNED)])
def test_sending_back_says_why(house: House, verb, state: State):
    made = house.submitted()
    with house.uow() as uow:
        with pytest.raises(BadInput):
            verb(uow, MINH, made.id, Gate.TEXT, " ")
        sent_back = verb(uow, MINH, made.id, Gate.TEXT, " Thiếu giờ. ")
    assert (sent_back.state, sent_back.reason) == (state, "Thiếu giờ.")
    with house.uow() as uow:
        assert uow.audit.list(made.id)[0].details["reason"] == "Thiếu giờ."


def test_of_two_who_approve_at_once_one_wins(house: House):
    made = house.heard()

    def attempt(by) -> str:
        try:
            return approve(house, made, Gate.AUDIO, by=by).state.value
        except Conflict:
            return "conflict"

    assert sorted(at_once(partial(attempt, HOA), partial(attempt, TAM))) == ["approved", "conflict"]
    assert len(house.queued()) == 3
    assert [a.gate for a in house.get(made).approvals] == [Gate.TEXT, Gate.AUDIO]


def test_of_an_edit_and_an_approval_at_once_nothing_unseen_goes_out(house: House):
    for n in range(8):
        made = house.heard(bulletin_content(title=f"Tin {n}"))

        def edit(made=made) -> None:
            content = made.revision.content
            with house.uow() as uow:
                editing.save(uow, LAN, made.id, type(content)(title="Sửa"), None)

        def decide(made=made) -> None:
            try:
                approve(house, made, Gate.AUDIO)
            except Conflict:
                return

        at_once(edit, decide)
        with house.uow() as uow:
            queued = list(uow.outbox.of_bulletin(made.id))
            assert len(queued) in {0, 3}
            assert all(f"{made.id}.r1." in row.event_id for row in queued)
