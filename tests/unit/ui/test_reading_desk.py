"""Step 2: a place is looked at, heard, corrected for here, this text or always; preview and voice agree."""

import io
import re
from collections.abc import Callable

import pytest
import soundfile

from models.errors import BadInput, Conflict, NotAllowed
from models.reading import LexiconEntry
from models.speech.rates import PRESETS
from pipelines.clauses import lines
from pipelines.script import Role
from pipelines.types import RadioScript, ScriptSentence
from workbench.bootstrap import AI_LINE, Workbench
from workbench.desk import editing, pronunciation
from workbench.desk.actors import OPERATOR
from workbench.domain.bulletin import Bulletin, Content
from workbench.domain.people import Actor
from workbench.ui import reading_panel
from workbench.ui.editor.desk import EditorDesk, Saved
from workbench.ui.editor.fields import to_form
from workbench.ui.editor.reading_desk import ALWAYS, HERE, TEXT, Correction, Place, ReadingDesk, Spot, held
from workbench.ui.parts import Visit

LINES = (
    "BTC mời bà con họp lúc 7h30.",
    "Tổ XQZT và BTC chuẩn bị 1.250 suất.",
    "Mời bà con họp lúc 7h30 đông đủ.",
)


@pytest.fixture
def bulletin(work: Workbench, lan: Actor) -> Bulletin:
    content = Content(
        title="BTC mời họp", summary="Họp.", radio=RadioScript(tuple(ScriptSentence(t) for t in LINES))
    )
    with work.uow() as uow:
        return editing.new_bulletin(uow, lan, content)


@pytest.fixture
def editor(work: Workbench) -> EditorDesk:
    return EditorDesk(work)


@pytest.fixture
def desk(work: Workbench, editor: EditorDesk) -> ReadingDesk:
    return ReadingDesk(work, editor)


@pytest.fixture
def spot(work: Workbench) -> Callable[[Content, int, str], Spot]:
    def find(content: Content, line: int, written: str) -> Spot:
        text = work.script(content)[line].text
        start = text.index(written)
        return Spot(line, start, start, written)

    return find


Find = Callable[[Content, int, str], Spot]


def said(desk: ReadingDesk, saved: Saved) -> list[str]:
    return [reading.spoken for _, reading in desk.readings(saved.bulletin.revision.content)]


def correct(
    desk: ReadingDesk, by: Actor, saved: Saved, spot: Spot, spoken: str, scope: str, **more: object
) -> tuple[Saved, Place]:
    return desk.correct(Visit(by), saved, spot, Correction(spoken, scope, **more))  # type: ignore[arg-type]


def test_title_and_closing_line_are_read_too(desk: ReadingDesk, bulletin: Bulletin) -> None:
    parts = [part for part, _ in desk.readings(bulletin.revision.content)]
    assert [p.role for p in parts] == [Role.TITLE, *[Role.SENTENCE] * 3, Role.CLOSING]
    assert parts[-1].text == AI_LINE


def test_the_recording_says_what_the_preview_shows(
    work: Workbench, desk: ReadingDesk, bulletin: Bulletin, lan: Actor, spot: Find
) -> None:
    saved, _ = correct(
        desk, lan, Saved(bulletin), spot(bulletin.revision.content, 1, "BTC"), "bộ tài chính", HERE
    )
    spoken: list[str] = []
    engine = work.voice_engine("espeak-ng")
    speak = engine.speak
    heard = lambda utterances, *rest: speak(  # noqa: E731
        (spoken.append(u.spoken) or u for u in utterances), *rest
    )
    work._engines["espeak-ng"] = type("Heard", (), {"speak": staticmethod(heard), "close": engine.close})()
    content = saved.bulletin.revision.content
    take, _ = work.record(content)
    # A voice too slow for the preset is asked twice: the words are the same.
    words = " ".join(spoken).replace(",", "").replace(".", "").split()
    shown = " ".join(said(desk, saved)).replace(",", "").replace(".", "").split()
    assert words[: len(shown)] == shown
    assert "bộ tài chính mời" in " ".join(words)
    assert work.still_said(content, take)


TABLE = ("Thôn\tSố hộ\tDiện tích (ha)", "Bình An\t120\t12,5", "Phú Mỹ\t84\t9")


def test_a_cell_of_a_table_is_shown_and_corrected_as_the_voice_will_say_it(
    work: Workbench, desk: ReadingDesk, lan: Actor, spot: Find
) -> None:
    content = Content(title="Hộ", radio=RadioScript(tuple(ScriptSentence(t) for t in TABLE)))
    with work.uow() as uow:
        made = editing.new_bulletin(uow, lan, content)
    cell = Spot(2, *[TABLE[1].index("120")] * 2, "120")
    saved, place = correct(desk, lan, Saved(made), cell, "một hai không", HERE)
    assert place.spoken == "một hai không"
    content = saved.bulletin.revision.content
    reader = work.reader(content.voicing.region, content.reading_fixes)
    voiced = lines(content.radio, content.title, AI_LINE, reader, PRESETS["loudspeaker"])
    words = " ".join(c.spoken for line in voiced for c in line.clauses)
    assert bare(words) == bare(" ".join(said(desk, saved)))
    assert "Số hộ một hai không Diện tích mười hai phẩy năm héc ta" in " ".join(bare(words))


def bare(text: str) -> list[str]:
    return re.sub(r"[.,:;]", " ", text).split()


def test_a_change_of_the_lexicon_is_noticed_and_voids_nothing(
    work: Workbench, bulletin: Bulletin, lan: Actor
) -> None:
    content = bulletin.revision.content
    take, key = work.record(content)
    with work.uow() as uow:
        bulletin = editing.attach_take(uow, lan, bulletin.id, take, key)
    with work.uow() as uow:
        pronunciation.save(uow, OPERATOR, [LexiconEntry("không có trong bài", "gì đó")])
    assert work.still_said(content, take)
    with work.uow() as uow:
        pronunciation.save(uow, OPERATOR, [LexiconEntry("XQZT", "xung kích")])
    assert not work.still_said(content, take)
    assert bulletin.revision.current_take == take


def test_here_is_only_here(desk: ReadingDesk, bulletin: Bulletin, lan: Actor, spot: Find) -> None:
    content = bulletin.revision.content
    saved, place = correct(desk, lan, Saved(bulletin), spot(content, 3, "7h30"), "bảy giờ rưỡi", HERE)
    assert place.fix is not None
    assert place.spoken == "bảy giờ rưỡi"
    now = said(desk, saved)
    assert ("rưỡi" in now[1], "rưỡi" in now[3]) == (False, True)
    back = desk.take_back(Visit(lan), saved, place.fix.key)
    assert said(desk, back) == said(desk, Saved(bulletin))


def test_a_place_keeps_its_correction_when_the_rest_is_edited_and_says_when_it_is_gone(
    desk: ReadingDesk, editor: EditorDesk, bulletin: Bulletin, lan: Actor, spot: Find
) -> None:
    visit = Visit(lan, tab="t")
    content = bulletin.revision.content
    saved, _ = correct(desk, lan, Saved(bulletin), spot(content, 3, "7h30"), "bảy giờ rưỡi", HERE)

    def typed(saved: Saved, radio: str) -> Saved:
        from dataclasses import replace

        form = replace(to_form(saved.bulletin.revision.content), radio=radio)
        return editor.save(visit, saved.bulletin.id, saved.bulletin.version, form)

    moved = typed(saved, "\n".join(["Kính thưa bà con.", LINES[2], LINES[0]]))
    assert "rưỡi" in said(desk, moved)[2]
    [fix] = moved.bulletin.revision.content.reading_fixes
    readings = desk.readings(moved.bulletin.revision.content)
    assert held(fix, readings) == 1
    gone = typed(moved, LINES[0])
    readings = desk.readings(gone.bulletin.revision.content)
    assert held(fix, readings) == 0
    assert "không còn chỗ này" in reading_panel.fixes([fix], readings)


def test_this_text_is_every_place_of_it_and_the_last_word_counts(
    desk: ReadingDesk, bulletin: Bulletin, lan: Actor, spot: Find
) -> None:
    content = bulletin.revision.content
    here = spot(content, 1, "BTC")
    saved, place = correct(desk, lan, Saved(bulletin), here, "bộ tài chính", HERE)
    assert place.count == 3
    saved, place = correct(desk, lan, saved, here, "ban thi công", TEXT)
    assert [text.count("ban thi công") for text in said(desk, saved)] == [1, 1, 1, 0, 0]
    saved, _ = correct(desk, lan, saved, here, "bê tê xê", TEXT)
    assert len(saved.bulletin.revision.content.reading_fixes) == 1


def test_always_is_for_editors_and_contradictions_are_told_first(
    work: Workbench, desk: ReadingDesk, bulletin: Bulletin, lan: Actor, minh: Actor, spot: Find
) -> None:
    content = bulletin.revision.content
    here = spot(content, 2, "XQZT")
    with pytest.raises(NotAllowed):
        correct(desk, lan, Saved(bulletin), here, "xung kích", ALWAYS)
    saved, place = correct(desk, minh, Saved(bulletin), here, "xung kích", ALWAYS, before=("tổ",))
    assert place.entry is not None
    assert saved.bulletin.version == bulletin.version
    assert "xung kích" in work.reader(content.voicing.region)("Mời tổ XQZT.").spoken
    assert "xung kích" not in work.reader(content.voicing.region)("Mời XQZT.").spoken
    with pytest.raises(Conflict) as told:
        correct(desk, minh, saved, here, "xung quanh", ALWAYS, before=("tổ",))
    assert told.value.details["replaceable"]
    _, place = correct(desk, minh, saved, here, "xung quanh", ALWAYS, before=("tổ",), replacing=True)
    assert place.spoken == "xung quanh"
    desk.forget(Visit(minh), place.entry.id)  # type: ignore[union-attr]
    assert desk.look(content, here).entry is None


def test_a_warning_is_answered_by_keeping_what_is_said(
    desk: ReadingDesk, bulletin: Bulletin, lan: Actor, spot: Find
) -> None:
    content = bulletin.revision.content
    place = desk.look(content, spot(content, 2, "XQZT"))
    assert place.warnings
    saved, kept = correct(desk, lan, Saved(bulletin), place.spot, place.spoken, HERE)
    assert (kept.spoken, kept.warnings) == (place.spoken, ())
    assert not any(r.warnings for _, r in desk.readings(saved.bulletin.revision.content))


def test_words_may_be_taken_together(desk: ReadingDesk, bulletin: Bulletin, lan: Actor, spot: Find) -> None:
    content = bulletin.revision.content
    wide = desk.wider(content, spot(content, 1, "bà"), 1)
    assert desk.look(content, wide).written == "bà con"
    assert desk.look(content, desk.wider(content, wide, -1)).written == "mời bà con"
    saved, place = correct(desk, lan, Saved(bulletin), wide, "quý vị", HERE)
    assert place.written == "bà con"
    assert "mời quý vị họp" in said(desk, saved)[1]
    assert "mời bà con họp" in said(desk, saved)[3].lower()


@pytest.mark.parametrize("spoken", ["", "  ", "7 giờ"])
def test_nothing_and_figures_are_no_reading_of_a_word(
    desk: ReadingDesk, bulletin: Bulletin, lan: Actor, spot: Find, spoken: str
) -> None:
    with pytest.raises(BadInput):
        correct(desk, lan, Saved(bulletin), spot(bulletin.revision.content, 1, "7h30"), spoken, HERE)


def test_a_place_that_changed_meanwhile_is_refused(desk: ReadingDesk, bulletin: Bulletin, lan: Actor) -> None:
    for stale in (Spot(1, 0, 0, "UBND"), Spot(9, 0, 0), Spot(1, 999, 999)):
        with pytest.raises(Conflict, match="không còn"):
            correct(desk, lan, Saved(bulletin), stale, "gì", HERE)


def test_a_place_its_sentence_and_another_reading_can_be_heard(
    desk: ReadingDesk, bulletin: Bulletin, spot: Find
) -> None:
    content = bulletin.revision.content
    here = spot(content, 1, "BTC")

    def seconds(spoken: str | None, *, whole: bool) -> float:
        sound, rate = soundfile.read(io.BytesIO(desk.hear(content, here, spoken, whole=whole).wav()))
        assert abs(sound).max() > 0.05
        return len(sound) / rate

    place, sentence = seconds(None, whole=False), seconds(None, whole=True)
    assert 0.2 < place < sentence < 8
    assert seconds("ban thường trực công tác cấp xã", whole=False) > place


def test_a_sign_that_is_not_said_cannot_be_heard(
    work: Workbench, desk: ReadingDesk, bulletin: Bulletin
) -> None:
    content = Content(title="", radio=RadioScript((ScriptSentence("Họp ☃ dân"),)))
    with pytest.raises(BadInput, match="không được đọc"):
        desk.hear(content, Spot(0, 4, 4, "☃"), None, whole=False)
