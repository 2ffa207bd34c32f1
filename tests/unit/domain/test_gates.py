"""Two gates, bound to what was seen and heard; nobody approves what they wrote."""

from dataclasses import fields, replace
from datetime import UTC, datetime, time, timedelta

import pytest

from models.errors import BadInput, Conflict, NotAllowed
from models.types import Region
from pipelines.types import BoardPages, PortalArticle, RadioScript, ScriptSentence, Take
from workbench.domain.bulletin import (
    Bulletin,
    BulletinId,
    Content,
    ContentHash,
    Field,
    Finding,
    Priority,
    ReadingFix,
    Revision,
    Voicing,
    submission_problems,
)
from workbench.domain.flow import Gate, State
from workbench.domain.people import Actor, Role, UserId
from workbench.domain.place import AreaCode, Audience, Channel, Schedule

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LAN = Actor(UserId("lan"), "Lan", frozenset({Role.REPORTER}))
MINH = Actor(UserId("minh"), "Minh", frozenset({Role.EDITOR}))
HOA = Actor(UserId("hoa"), "Hoa", frozenset({Role.APPROVER}))
CHIEF = Actor(UserId("chief"), "Chief", frozenset(Role))
CONTENT = Content(
    title="Tiêm phòng",
    summary="Sáng mai tiêm phòng.",
    radio=RadioScript((ScriptSentence("Sáng mai tiêm phòng."),)),
    board=BoardPages((("TIÊM PHÒNG",),)),
    portal=PortalArticle("Tiêm phòng", "Sáng mai.", ()),
    audience=Audience((AreaCode("101"),)),
)
BOARD_ONLY = replace(CONTENT, audience=Audience((AreaCode("101"),), (Channel.BOARD,)))


def take(audio: str = "a" * 64) -> Take:
    return Take(audio, "audio/mpeg", 9.0, -16.0, -1.0, "v", Region.NORTH, "e", "loudspeaker", 190.0, "s" * 64)


def draft(content: Content = CONTENT, *, voiced: bool = True, author: Actor = LAN) -> Bulletin:
    revision = Revision(1, content, frozenset({author.id}), NOW, NOW)
    made = Bulletin(BulletinId("b1"), author.id, author.name, State.DRAFT, revision, NOW)
    return made.attach_take(author, take(), content.sound_key, NOW) if voiced else made


def in_text_review(content: Content = CONTENT, *, voiced: bool = True) -> Bulletin:
    return draft(content, voiced=voiced).submit(LAN, (), NOW)


def in_audio_review() -> Bulletin:
    made = in_text_review()
    return made.approve(MINH, Gate.TEXT, made.revision.due(Gate.TEXT), NOW)


@pytest.fixture
def approved() -> Bulletin:
    made = in_audio_review()
    return made.approve(HOA, Gate.AUDIO, made.revision.due(Gate.AUDIO), NOW)


# --- the way through -------------------------------------------------------------------------------


def test_two_gates_lead_to_approved(approved: Bulletin):
    assert approved.state is State.APPROVED
    assert approved.is_approved
    assert [a.gate for a in approved.approvals] == [Gate.TEXT, Gate.AUDIO]


def test_what_nobody_hears_needs_the_text_gate_only():
    made = in_text_review(BOARD_ONLY, voiced=False)
    done = made.approve(MINH, Gate.TEXT, made.revision.due(Gate.TEXT), NOW)
    assert done.is_approved


def test_a_recording_for_the_portal_is_listened_to_as_well():
    portal = replace(CONTENT, audience=Audience((AreaCode("101"),), (Channel.PORTAL,)))
    made = in_text_review(portal, voiced=True)
    assert made.approve(MINH, Gate.TEXT, made.revision.due(Gate.TEXT), NOW).state is State.AUDIO_REVIEW


def test_a_recording_that_no_longer_fits_the_text_blocks_nothing_where_nobody_hears_it():
    made = draft(BOARD_ONLY)
    made = made.edit(LAN, replace(BOARD_ONLY, radio=RadioScript((ScriptSentence("Khác."),))), NOW)
    made = made.submit(LAN, (), NOW)
    done = made.approve(MINH, Gate.TEXT, made.revision.due(Gate.TEXT), NOW)
    assert done.is_approved


def test_the_text_gate_alone_is_not_enough_for_what_is_heard():
    made = in_audio_review()
    assert not made.is_approved
    with pytest.raises(Conflict):
        made.release(HOA, NOW)


# --- bound to a hash -------------------------------------------------------------------------------

CHANGES = {
    "title": "Khác",
    "summary": "Khác.",
    "radio": RadioScript((ScriptSentence("Khác."),)),
    "board": BoardPages((("KHÁC",),)),
    "portal": PortalArticle("Khác"),
    "field": Field.POLICY,
    "priority": Priority.PRIORITY,
    "audience": Audience((AreaCode("102"),)),
    "schedule": Schedule(times=(time(17),)),
    "expires_at": NOW + timedelta(days=2),
    "source_line": "Khác",
    "author_line": "Khác",
    "voicing": Voicing(voice_id="espeak-nam-nu"),
    "reading_fixes": (ReadingFix("QL20", "quốc lộ hai mươi"),),
}


def test_every_field_of_the_content_has_a_case_here():
    assert set(CHANGES) == {f.name for f in fields(Content)}


@pytest.mark.parametrize("name", CHANGES)
def test_any_change_of_content_voids_an_approval(approved: Bulletin, name: str):
    edited = approved.edit(LAN, replace(CONTENT, **{name: CHANGES[name]}), NOW)
    assert edited.state is State.DRAFT
    assert edited.approvals == ()
    assert edited.revision.number == 2
    with pytest.raises(Conflict):
        edited.release(HOA, NOW)


@pytest.mark.parametrize("name", CHANGES)
def test_content_changed_behind_the_rules_is_not_approved_any_more(approved: Bulletin, name: str):
    content = replace(CONTENT, **{name: CHANGES[name]})
    forged = replace(approved, revision=replace(approved.revision, content=content))
    assert not forged.is_approved


def test_a_recording_exchanged_behind_the_rules_is_not_approved_any_more(approved: Bulletin):
    forged = replace(approved, revision=replace(approved.revision, take=take("b" * 64)))
    assert not forged.is_approved


def test_an_approval_of_another_revision_does_not_count(approved: Bulletin):
    forged = replace(approved, revision=replace(approved.revision, number=2))
    assert not forged.is_approved


def test_an_approval_by_a_writer_does_not_count(approved: Bulletin):
    forged = replace(approved, revision=replace(approved.revision, editors=frozenset({HOA.id})))
    assert not forged.is_approved


@pytest.mark.parametrize("gate", Gate)
def test_approving_something_else_than_was_shown_is_refused(gate: Gate):
    made = in_text_review() if gate is Gate.TEXT else in_audio_review()
    with pytest.raises(Conflict, match="thay đổi"):
        made.approve(HOA, gate, ContentHash("0" * 64), NOW)


def test_the_audio_gate_wants_the_hash_of_text_and_sound():
    made = in_audio_review()
    with pytest.raises(Conflict):
        made.approve(HOA, Gate.AUDIO, made.revision.content.text_hash, NOW)


def test_an_edit_in_review_takes_it_back_to_the_writer():
    made = in_audio_review().edit(LAN, replace(CONTENT, title="Khác"), NOW)
    assert (made.state, made.approvals, made.revision.number) == (State.DRAFT, (), 2)


def test_saving_the_same_content_changes_nothing(approved: Bulletin):
    assert approved.edit(LAN, approved.revision.content, NOW) is approved


# --- people ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("gate", Gate)
def test_the_author_never_approves_whatever_the_roles(gate: Gate):
    made = draft(author=CHIEF).submit(CHIEF, (), NOW)
    if gate is Gate.AUDIO:
        made = made.approve(MINH, Gate.TEXT, made.revision.due(Gate.TEXT), NOW)
    with pytest.raises(NotAllowed, match="tự duyệt"):
        made.approve(CHIEF, gate, made.revision.due(gate), NOW)


def test_who_edited_or_recorded_does_not_approve():
    edited = draft().edit(CHIEF, replace(CONTENT, summary="Sửa."), NOW).submit(LAN, (), NOW)
    with pytest.raises(NotAllowed):
        edited.approve(CHIEF, Gate.TEXT, edited.revision.due(Gate.TEXT), NOW)
    voiced = draft().attach_take(CHIEF, take("b" * 64), CONTENT.sound_key, NOW).submit(LAN, (), NOW)
    with pytest.raises(NotAllowed):
        voiced.approve(CHIEF, Gate.TEXT, voiced.revision.due(Gate.TEXT), NOW)


def test_who_edited_an_earlier_revision_does_not_approve_the_next(approved: Bulletin):
    second = approved.edit(CHIEF, replace(CONTENT, summary="Hai."), NOW)
    second = second.edit(LAN, replace(CONTENT, summary="Ba."), NOW).submit(LAN, (), NOW)
    with pytest.raises(NotAllowed):
        second.approve(CHIEF, Gate.TEXT, second.revision.due(Gate.TEXT), NOW)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.VIEWER, Role.ADMINISTRATOR])
def test_roles_without_the_right_do_not_approve(role: Role):
    other = Actor(UserId("x"), "X", frozenset({role}))
    made = in_text_review()
    with pytest.raises(NotAllowed):
        made.approve(other, Gate.TEXT, made.revision.due(Gate.TEXT), NOW)


def test_an_editor_passes_text_but_not_sound():
    made = in_audio_review()
    with pytest.raises(NotAllowed):
        made.approve(MINH, Gate.AUDIO, made.revision.due(Gate.AUDIO), NOW)


def test_reporters_write_only_their_own():
    mai = Actor(UserId("mai"), "Mai", frozenset({Role.REPORTER}))
    with pytest.raises(NotAllowed):
        draft().edit(mai, replace(CONTENT, title="Khác"), NOW)
    assert draft().edit(MINH, replace(CONTENT, title="Khác"), NOW).revision.editors == {"lan", "minh"}


# --- submission ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (replace(CONTENT, title=" "), "tiêu đề"),
        (replace(CONTENT, summary=""), "tóm tắt"),
        (replace(CONTENT, audience=Audience()), "địa bàn"),
        (replace(CONTENT, audience=Audience((AreaCode("1"),), ())), "kênh"),
        (replace(CONTENT, radio=RadioScript()), "Kịch bản"),
        (replace(CONTENT, board=BoardPages()), "bảng điện tử"),
        (replace(CONTENT, portal=PortalArticle()), "cổng thông tin"),
        (replace(CONTENT, priority=Priority.EMERGENCY), "hết hạn"),
        (replace(CONTENT, expires_at=NOW), "hết hạn đã qua"),
        (replace(CONTENT, schedule=Schedule(repeats=0)), "lặp"),
    ],
)
def test_incomplete_bulletins_are_not_submitted(content: Content, says: str):
    with pytest.raises(BadInput, match=says):
        draft(content).submit(LAN, (), NOW)


def test_a_recording_of_an_earlier_text_does_not_count():
    made = draft().edit(LAN, replace(CONTENT, radio=RadioScript((ScriptSentence("Khác."),))), NOW)
    with pytest.raises(BadInput, match="giọng đọc"):
        made.submit(LAN, (), NOW)
    back = made.edit(LAN, CONTENT, NOW)
    assert back.submit(LAN, (), NOW).state is State.TEXT_REVIEW


def test_each_finding_needs_a_name():
    finding = Finding("phone", "Có số điện thoại.", "0900")
    with pytest.raises(BadInput, match="điện thoại"):
        draft().submit(LAN, (finding,), NOW)
    accepted = replace(finding, accepted_by=LAN.id)
    assert draft().submit(LAN, (accepted,), NOW).revision.findings == (accepted,)


def test_a_complete_bulletin_has_no_problems():
    assert submission_problems(draft().revision, NOW) == ()


def test_a_recording_for_another_text_is_not_attached():
    with pytest.raises(Conflict, match="thu"):
        draft(voiced=False).attach_take(LAN, take(), "x" * 64, NOW)


# --- sending back, recall, expiry ------------------------------------------------------------------


@pytest.mark.parametrize("final", [True, False])
def test_sending_back_wants_a_reason(final: bool):
    with pytest.raises(BadInput, match="lý do"):
        in_text_review().send_back(MINH, Gate.TEXT, "  ", final=final)


def test_rework_of_a_returned_bulletin_keeps_what_was_reviewed():
    returned = in_audio_review().send_back(HOA, Gate.AUDIO, "Đọc sai tên ấp.", final=False)
    assert (returned.state, returned.approvals) == (State.RETURNED, ())
    rework = returned.edit(LAN, replace(CONTENT, title="Sửa"), NOW)
    assert (rework.revision.number, rework.state, rework.reason) == (2, State.DRAFT, "Đọc sai tên ấp.")
    again = rework.edit(LAN, replace(CONTENT, title="Sửa nữa"), NOW)
    assert again.revision.number == 2


def test_a_rejected_bulletin_is_not_edited():
    rejected = in_text_review().send_back(MINH, Gate.TEXT, "Không phù hợp.", final=True)
    with pytest.raises(Conflict, match="sao chép"):
        rejected.edit(LAN, replace(CONTENT, title="Khác"), NOW)


def test_a_revision_is_released_once(approved: Bulletin):
    released = approved.release(HOA, NOW)
    assert released.on_air
    with pytest.raises(Conflict):
        released.release(HOA, NOW)


def test_an_expired_bulletin_is_not_released():
    content = replace(CONTENT, expires_at=NOW + timedelta(hours=1))
    made = in_text_review(content)
    made = made.approve(MINH, Gate.TEXT, made.revision.due(Gate.TEXT), NOW)
    made = made.approve(HOA, Gate.AUDIO, made.revision.due(Gate.AUDIO), NOW)
    with pytest.raises(Conflict, match="hết hạn"):
        made.release(HOA, NOW + timedelta(hours=1))
    assert made.expire(NOW) is made
    assert made.expire(NOW + timedelta(hours=1)).state is State.EXPIRED


def test_recall_wants_something_on_air_and_a_reason(approved: Bulletin):
    with pytest.raises(Conflict):
        approved.recall(HOA, "Sai")
    released = approved.release(HOA, NOW)
    with pytest.raises(BadInput):
        released.recall(HOA, " ")
    with pytest.raises(NotAllowed):
        released.recall(LAN, "Sai")
    recalled = released.recall(HOA, "Sai giờ")
    assert (recalled.state, recalled.on_air, recalled.reason) == (State.RECALLED, False, "Sai giờ")
    with pytest.raises(Conflict):
        recalled.recall(HOA, "Sai")


def test_a_recall_leaves_the_next_revision_alone(approved: Bulletin):
    rework = approved.release(HOA, NOW).edit(LAN, replace(CONTENT, title="Đính chính"), NOW)
    recalled = rework.recall(HOA, "Sai giờ")
    assert (recalled.state, recalled.revision.number, recalled.on_air) == (State.DRAFT, 2, False)


# --- hashes ----------------------------------------------------------------------------------------


def test_the_sound_key_follows_what_is_heard_and_nothing_else():
    same = [
        replace(CONTENT, summary="Khác"),
        replace(CONTENT, board=BoardPages()),
        replace(CONTENT, audience=Audience()),
        replace(CONTENT, schedule=Schedule(times=(time(17),))),
    ]
    assert {c.sound_key for c in same} == {CONTENT.sound_key}
    other = ("title", "radio", "voicing", "reading_fixes")
    keys = {replace(CONTENT, **{name: CHANGES[name]}).sound_key for name in other}
    assert len(keys | {CONTENT.sound_key}) == len(other) + 1
