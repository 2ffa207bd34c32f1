"""Writing: nothing is lost, nobody is overwritten unseen, text is clean at the door."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.documents.base import Source
from models.errors import BadInput, Conflict, NotAllowed, NotFound
from models.types import Document
from pipelines.types import RadioScript, ScriptSentence
from tests.unit.desk.house import HOA, LAN, MAI, MINH, VIEWER, House, bulletin_content, take_of
from workbench.desk import editing
from workbench.desk.cleaning import clean, clean_text
from workbench.domain.bulletin import Content, DocumentId
from workbench.domain.flow import State
from workbench.domain.place import Schedule
from workbench.store import codec
from workbench.store.blobs import FolderBlobs


def test_a_document_is_kept_with_its_original(house: House, tmp_path):
    blobs = FolderBlobs(tmp_path / "blobs")
    source = Source("Thông báo cắt điện ngày 25/11.".encode(), "thong-bao.txt")
    with house.uow() as uow:
        stored = editing.import_document(uow, blobs, LAN, source)
    with house.uow() as uow:
        assert uow.documents.get(stored.id).document == stored.document
    assert blobs.path(stored.original_key).read_bytes() == source.content
    assert "cắt điện" in stored.document.text
    assert house.verbs(stored.id) == ["import"]


def test_nothing_is_kept_of_a_file_that_cannot_be_read(house: House, tmp_path):
    blobs = FolderBlobs(tmp_path / "blobs")
    before = house.verbs()
    with house.uow() as uow, pytest.raises(BadInput):
        editing.import_document(uow, blobs, LAN, Source(b"", "rong.docx"))
    assert house.verbs() == before
    assert not (tmp_path / "blobs").exists()


def test_only_writers_write(house: House):
    with house.uow() as uow:
        for verb in (
            lambda: editing.new_bulletin(uow, VIEWER, bulletin_content()),
            lambda: editing.new_bulletin(uow, HOA, bulletin_content()),
            lambda: editing.store_document(uow, VIEWER, Document("x", ())),
        ):
            with pytest.raises(NotAllowed):
                verb()


def test_a_draft_knows_its_source_and_its_machine(house: House):
    with house.uow() as uow:
        source = editing.store_document(uow, LAN, Document("Nội dung", (), name="a\x00b"))
        made = editing.new_bulletin(uow, LAN, bulletin_content(), source.id, {"engine": "extractive"})
        assert uow.documents.get(source.id).document.name == "ab"
    assert (made.revision.source, made.revision.provenance) == (source.id, {"engine": "extractive"})
    assert (made.state, made.version, made.author) == (State.DRAFT, 1, LAN.id)
    with house.uow() as uow, pytest.raises(NotFound):
        editing.new_bulletin(uow, LAN, bulletin_content(), DocumentId("không có"))


def test_autosave_of_one_hand_is_one_line_in_the_log(house: House):
    made = house.draft()
    for n in range(5):
        made = house.save(made, title=f"Tiêu đề {n}")
    made = house.save(made, by=MINH, title="Minh sửa")
    house.save(made, by=MINH, title="Minh sửa nữa")
    assert house.verbs(made.id) == ["create", "edit"]
    assert house.get(made).revision.editors == {LAN.id, MINH.id}


def test_saving_what_is_there_already_changes_nothing(house: House):
    made = house.draft()
    assert house.save(made, title=made.revision.content.title).version == made.version


def test_the_losing_editor_gets_the_edit_back(house: House):
    made = house.draft()
    house.save(made, by=MINH, title="Của Minh")
    mine = replace(made.revision.content, title="Của Lan")
    with house.uow() as uow, pytest.raises(Conflict) as caught:
        editing.save(uow, LAN, made.id, mine, made.version)
    details = caught.value.details
    assert (details["by"], details["by_name"], details["version"]) == ("minh", MINH.name, 2)
    assert MINH.name in caught.value.message
    assert codec.from_plain(Content, details["content"]) == mine
    assert house.get(made).revision.content.title == "Của Minh"
    with house.uow() as uow:
        assert editing.save(uow, LAN, made.id, mine, None).revision.content.title == "Của Lan"


def test_an_old_page_that_saves_the_same_words_is_no_conflict(house: House):
    made = house.draft()
    now = house.save(made, title="Mới")
    with house.uow() as uow:
        assert editing.save(uow, LAN, made.id, now.revision.content, made.version).version == now.version


def test_a_recording_belongs_to_its_text(house: House):
    made = house.draft()
    content = made.revision.content
    changed = house.save(made, radio=RadioScript((ScriptSentence("Khác."),)))
    with house.uow() as uow, pytest.raises(Conflict, match="thu lại"):
        editing.attach_take(uow, LAN, made.id, take_of(content), content.sound_key)
    voiced = house.record(changed)
    assert house.record(voiced).version == voiced.version  # the same take again: nothing to do
    assert house.verbs(made.id)[-1] == "record"


def test_reporters_leave_each_other_alone_and_editors_help(house: House):
    made = house.draft()
    with pytest.raises(NotAllowed):
        house.save(made, by=MAI, title="Khác")
    assert house.save(made, by=MINH, title="Khác").revision.content.title == "Khác"


def test_an_old_bulletin_is_taken_up_again_without_its_dates(house: House):
    schedule = Schedule(start_on=house.clock().date(), repeats=2)
    old = house.released(bulletin_content(schedule=schedule))
    with house.uow() as uow:
        new = editing.copy(uow, MAI, old.id)
    assert (new.author, new.state, new.released_revision) == (MAI.id, State.DRAFT, None)
    assert new.revision.content == replace(old.revision.content, schedule=Schedule())
    assert new.revision.current_take == old.revision.take
    assert new.revision.editors == {MAI.id}
    assert new.revision.provenance["copied_from"] == old.id


def test_an_edit_of_a_released_bulletin_starts_a_revision_and_keeps_the_old(house: House):
    old = house.released()
    new = house.save(old, title="Đính chính")
    assert (new.state, new.revision.number, new.on_air) == (State.DRAFT, 2, True)
    with house.uow() as uow:
        assert uow.bulletins.revision(old.id, 1) == old.revision


# --- the door --------------------------------------------------------------------------------------


def test_text_is_nfc_and_without_controls():
    assert (
        clean_text("Tie\u0302\u0301ng\x00 \x07Vie\u0323\u0302t\ttab\nxuống\ud800dòng")
        == "Tiếng Việt\ttab\nxuốngdòng"
    )


@given(st.text(st.characters(codec=None)))
def test_anything_typed_can_be_kept(text: str):
    cleaned = clean_text(text)
    cleaned.encode()
    assert clean_text(cleaned) == cleaned
    assert "\x00" not in cleaned


@given(st.text(st.characters(codec=None), max_size=30))
def test_content_is_cleaned_to_its_last_sentence(text: str):
    content = bulletin_content(title=text, radio=RadioScript((ScriptSentence(text),)))
    cleaned = clean(content)
    assert cleaned.title == clean_text(text)
    assert cleaned.radio.sentences[0].text == clean_text(text)
    assert len(cleaned.text_hash) == 64
