"""The commune's lexicon: kept, audited, used by readings, and changed only by those who may."""

import pytest

from models import reading
from models.errors import BadInput, NotAllowed
from models.reading import LexiconEntry, Scope
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
