"""The editor's verbs: nothing typed is lost, nothing approved is touched by accident."""

from dataclasses import replace

import pytest

from models.errors import BadInput, Conflict
from pipelines.types import RadioScript, ScriptSentence
from workbench.bootstrap import Workbench
from workbench.desk import editing, review
from workbench.domain.bulletin import Bulletin, Content
from workbench.domain.flow import State
from workbench.domain.people import Actor
from workbench.domain.place import AreaCode, Audience, Channel
from workbench.ui.editor.desk import EditorDesk
from workbench.ui.editor.fields import Form, to_form
from workbench.ui.parts import Visit


@pytest.fixture
def bulletin(work: Workbench, lan: Actor) -> Bulletin:
    content = Content(
        title="Họp dân",
        summary="Xã họp dân.",
        radio=RadioScript((ScriptSentence("Xã họp dân lúc 7h."), ScriptSentence("Mời bà con."))),
        portal=replace(Content().portal, title="Họp dân"),
        audience=Audience((AreaCode("101"),), (Channel.PORTAL,)),
    )
    with work.uow() as uow:
        return editing.new_bulletin(uow, lan, content)


@pytest.fixture
def desk(work: Workbench) -> EditorDesk:
    return EditorDesk(work)


def form_of(bulletin: Bulletin, **changes: object) -> Form:
    return replace(to_form(bulletin.revision.content), **changes)


def test_typing_on_with_an_old_version_number_is_no_conflict_in_the_same_tab(
    desk: EditorDesk, bulletin: Bulletin, lan: Actor
) -> None:
    visit = Visit(lan, tab="tab-1")
    desk.save(visit, bulletin.id, bulletin.version, form_of(bulletin, title="Họp"))
    saved = desk.save(visit, bulletin.id, bulletin.version, form_of(bulletin, title="Họp dân ấp"))
    assert saved.bulletin.revision.content.title == "Họp dân ấp"


def test_another_tab_with_an_old_version_is_refused_and_may_insist(
    desk: EditorDesk, bulletin: Bulletin, lan: Actor
) -> None:
    desk.save(Visit(lan, tab="tab-1"), bulletin.id, bulletin.version, form_of(bulletin, title="Của thẻ một"))
    other = Visit(lan, tab="tab-2")
    with pytest.raises(Conflict):
        desk.save(other, bulletin.id, bulletin.version, form_of(bulletin, title="Của thẻ hai"))
    insisted = desk.save(
        other, bulletin.id, bulletin.version, form_of(bulletin, title="Của thẻ hai"), force=True
    )
    assert insisted.bulletin.revision.content.title == "Của thẻ hai"


def test_after_a_restart_the_version_on_the_page_still_counts(
    work: Workbench, bulletin: Bulletin, lan: Actor
) -> None:
    visit = Visit(lan, tab="tab-1")
    saved = EditorDesk(work).save(visit, bulletin.id, bulletin.version, form_of(bulletin, title="Trước"))
    again = EditorDesk(work).save(visit, bulletin.id, saved.bulletin.version, form_of(bulletin, title="Sau"))
    assert again.bulletin.revision.content.title == "Sau"


def test_saving_what_is_stored_already_changes_nothing(
    desk: EditorDesk, bulletin: Bulletin, lan: Actor
) -> None:
    assert (
        desk.save(Visit(lan), bulletin.id, bulletin.version, form_of(bulletin)).bulletin.version
        == bulletin.version
    )


def test_a_submitted_bulletin_is_not_edited_by_a_slip(
    work: Workbench, desk: EditorDesk, bulletin: Bulletin, lan: Actor
) -> None:
    with work.uow() as uow:
        submitted = review.submit(uow, lan, bulletin.id)
    with pytest.raises(Conflict) as caught:
        desk.save(Visit(lan), bulletin.id, submitted.version, form_of(bulletin, title="Lỡ tay"))
    assert caught.value.details["locked"]
    with work.uow() as uow:
        assert uow.bulletins.get(bulletin.id).state is State.TEXT_REVIEW
    asked = Visit(lan, query={"sua": "moi"})
    saved = desk.save(asked, bulletin.id, submitted.version, form_of(bulletin, title="Cố ý"))
    assert (saved.bulletin.state, saved.bulletin.revision.number) == (State.DRAFT, 2)


def test_a_form_that_cannot_be_understood_saves_the_rest_and_says_so(
    desk: EditorDesk, bulletin: Bulletin, lan: Actor
) -> None:
    saved = desk.save(Visit(lan), bulletin.id, bulletin.version, form_of(bulletin, title="Mới", times="25h"))
    assert saved.bulletin.revision.content.title == "Mới"
    assert "25h" in saved.problems[0]


def test_summarising_again_needs_a_source(desk: EditorDesk, bulletin: Bulletin, lan: Actor) -> None:
    saved = desk.save(Visit(lan), bulletin.id, bulletin.version, form_of(bulletin))
    sizes = {"radio_seconds": 60, "board_chars": 40, "board_lines": 2, "board_screens": 3}
    with pytest.raises(BadInput, match="văn bản nguồn"):
        desk.redraft(Visit(lan), saved, sizes, lambda *_: None)


def test_one_sentence_can_be_tried_without_touching_the_recording(
    work: Workbench, desk: EditorDesk, bulletin: Bulletin
) -> None:
    take = desk.try_voice(bulletin.revision.content, 1)
    assert [s.text for s in take.sentences] == ["Mời bà con."]
    assert take.audio_sha256 in work.blobs
    with work.uow() as uow:
        assert uow.bulletins.get(bulletin.id).revision.take is None
