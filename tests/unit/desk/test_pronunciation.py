"""The commune's lexicon: kept, audited, used by readings, and changed only by those who may."""

import pytest

from models import reading
from models.errors import BadInput, NotAllowed
from models.reading import LexiconEntry, Scope
from models.reading.lexicon_files import to_csv, to_pls
from workbench.bootstrap import build
from workbench.desk import pronunciation
from workbench.desk.actors import OPERATOR
from workbench.domain.people import Actor, Role, UserId
from workbench.settings import Settings


@pytest.fixture
def work(tmp_path):
    with build(Settings(data=tmp_path / "data")) as made:
        yield made


def test_an_entry_decides_how_the_commune_reads_a_word(work):
    with work.uow() as uow:
        pronunciation.save(uow, OPERATOR, [LexiconEntry("TLX", "tổ liên xóm", before=("họp",))])
    with work.uow() as uow:
        lexicon = pronunciation.load(uow)
    assert [(e.written, e.spoken, e.before, e.scope) for e in lexicon] == [
        ("TLX", "tổ liên xóm", ("họp",), Scope.COMMUNE)
    ]
    assert "tổ liên xóm" in reading.read("Mời họp TLX tối nay.", lexicons=[lexicon]).spoken
    assert "tổ liên xóm" in work.reader(reading.ReadingOptions().region)("Mời họp TLX.").spoken


def test_saving_the_same_word_again_replaces_it(work):
    for spoken in ("một", "hai"):
        with work.uow() as uow:
            pronunciation.save(uow, OPERATOR, [LexiconEntry("XYZ", spoken)])
    with work.uow() as uow:
        assert [e.spoken for e in pronunciation.load(uow)] == ["hai"]


def test_an_entry_can_be_removed(work):
    with work.uow() as uow:
        pronunciation.save(uow, OPERATOR, [LexiconEntry("XYZ", "một")])
    with work.uow() as uow:
        [entry] = pronunciation.load(uow)
        pronunciation.remove(uow, OPERATOR, entry.id)
    with work.uow() as uow:
        assert len(pronunciation.load(uow)) == 0


def test_an_empty_reading_is_refused(work):
    with work.uow() as uow, pytest.raises(BadInput, match="thiếu"):
        pronunciation.save(uow, OPERATOR, [LexiconEntry("XYZ", " ")])


def test_a_reporter_may_not_change_how_the_whole_commune_reads(work):
    reporter = Actor(UserId("r"), "Phóng viên", frozenset({Role.REPORTER}))
    with work.uow() as uow, pytest.raises(NotAllowed):
        pronunciation.save(uow, reporter, [LexiconEntry("XYZ", "một")])


# --- contradictions, files -------------------------------------------------------------------------


def keep(work, *entries: LexiconEntry) -> None:
    with work.uow() as uow:
        pronunciation.save(uow, OPERATOR, entries)


def test_another_reading_of_the_same_is_told_before_anything_is_saved(work):
    keep(work, LexiconEntry("BTC", "ban tổ chức"), LexiconEntry("BTC", "bộ tài chính", before=("của",)))
    given = [
        LexiconEntry("BTC", "ban tiếp công dân"),
        LexiconEntry("BTC", "bộ tài chính", before=("của",)),
        LexiconEntry("NVH", "nhà văn hóa"),
        LexiconEntry("NVH", "nhà hát"),
    ]
    with work.uow() as uow:
        plan = pronunciation.plan(uow, given)
    assert [(c.first.spoken, c.second.spoken) for c in plan.against] == [("ban tổ chức", "ban tiếp công dân")]
    assert [(c.first.spoken, c.second.spoken) for c in plan.inside] == [("nhà văn hóa", "nhà hát")]
    assert (len(plan.entries), plan.known) == (3, 1)
    assert "ban tiếp công dân" not in {e.spoken for e in plan.kept(replacing=False)}
    assert "ban tiếp công dân" in {e.spoken for e in plan.kept(replacing=True)}


def test_an_edited_entry_replaces_itself_whatever_was_changed_of_it(work):
    keep(work, LexiconEntry("TLX", "tổ liên xóm"))
    with work.uow() as uow:
        [entry] = pronunciation.load(uow)
        changed = LexiconEntry("TLXX", "tổ liên xã", note="đổi tên", id=entry.id)
        assert pronunciation.plan(uow, [changed]).against == ()
        pronunciation.save(uow, OPERATOR, [changed])
    with work.uow() as uow:
        assert [(e.written, e.spoken, e.note) for e in pronunciation.load(uow)] == [
            ("TLXX", "tổ liên xã", "đổi tên")
        ]


def test_a_note_or_the_case_makes_no_second_entry(work):
    keep(work, LexiconEntry("rẫy", "dẫy"))
    keep(work, LexiconEntry("rẫy", "rẫy nương", note="mới"))
    keep(work, LexiconEntry("Rẫy", "nương", case_sensitive=False))
    with work.uow() as uow:
        assert [e.spoken for e in pronunciation.load(uow)] == ["nương"]


@pytest.mark.parametrize("suffix", ["csv", "pls"])
def test_what_was_exported_is_imported_the_same(work, suffix: str):
    keep(work, LexiconEntry("H'leo", "hơ leo", case_sensitive=False, after=("xã",), note="tên Ê Đê"))
    with work.uow() as uow:
        before = pronunciation.load(uow)
    data = to_csv(before).encode() if suffix == "csv" else to_pls(before)
    read = pronunciation.read_file(f"tu-dien.{suffix}", data)
    with work.uow() as uow:
        assert pronunciation.plan(uow, read).known == 1
        pronunciation.save(uow, OPERATOR, read)
    with work.uow() as uow:
        after = pronunciation.load(uow)
    shape = [(e.written, e.spoken, e.case_sensitive, e.after, e.note) for e in after]
    assert shape == [(e.written, e.spoken, e.case_sensitive, e.after, e.note) for e in before]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (LexiconEntry("QL20", "quốc lộ 20"), "chữ số"),
        (LexiconEntry("x" * 400, "dài"), "dài quá"),
        (LexiconEntry("", "gì"), "thiếu"),
    ],
)
def test_what_no_voice_could_say_is_refused(work, entry: LexiconEntry, said: str):
    with work.uow() as uow, pytest.raises(BadInput, match=said):
        pronunciation.save(uow, OPERATOR, [entry])


def test_a_file_of_another_kind_is_refused(work):
    with pytest.raises(BadInput, match="tu-dien"):
        pronunciation.read_file("tu-dien.docx", b"PK")
