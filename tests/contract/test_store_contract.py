"""What the store promises, on every database it runs on: the same tests on SQLite and PostgreSQL."""

import os
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from models.errors import BadInput, Conflict, NotFound
from models.types import Block, BlockKind, Document, DocumentHeader, HeaderField, Span, Table
from tests.unit.desk.house import HOA, LAN, MINH, House, at_once, bulletin_content, open_house, take_of
from tests.unit.store.versions import downgrade
from workbench.domain.bulletin import Approval, Bulletin, BulletinId, Content, Finding, Priority, Revision
from workbench.domain.flow import Delivery, Gate, State
from workbench.domain.people import Role, User, UserId
from workbench.domain.place import Area, AreaCode, AreaLevel, Audience, Channel
from workbench.publishing.contract import OutboundEvent, Receipt, ReceiptStatus
from workbench.store.database import Database, open_database, upgrade
from workbench.store.outbox import FIRST_DELAY_S, LONGEST_DELAY_S, MAX_ATTEMPTS, retry_delay
from workbench.store.queries import BulletinQuery
from workbench.store.rows import LexiconEntry, StoredSession

POSTGRES = os.environ.get("WORKBENCH_TEST_POSTGRES", "")


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """A schema of its own, dropped afterwards."""
    if not POSTGRES:
        pytest.skip("WORKBENCH_TEST_POSTGRES says no server: PostgreSQL is not tested")
    schema = f"wb_{uuid.uuid4().hex[:12]}"
    engine = sa.create_engine(POSTGRES)
    with engine.begin() as connection:
        connection.execute(sa.text(f"CREATE SCHEMA {schema}"))
    yield f"{POSTGRES}{'&' if '?' in POSTGRES else '?'}options=-csearch_path%3D{schema}"
    with engine.begin() as connection:
        connection.execute(sa.text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        found: str = request.getfixturevalue("postgres_url")
        return found
    return f"sqlite:///{tmp_path / 'workbench.db'}"


@pytest.fixture
def house(url: str) -> Iterator[House]:
    made = open_house(url)
    yield made
    made.database.close()


@pytest.fixture
def database(house: House) -> Database:
    return house.database


def bulletin(title: str = "Bản tin", **changes: object) -> Bulletin:
    at = datetime(2026, 11, 23, 3, 4, 5, 678901, tzinfo=UTC)
    content = bulletin_content(title=title)
    revision = Revision(
        number=1,
        content=content,
        editors=frozenset({LAN.id, MINH.id}),
        created_at=at,
        saved_at=at,
        take=take_of(content),
        take_key=content.sound_key,
        provenance={"engine": "extractive"},
        findings=(Finding("phone", "Có số điện thoại.", "0900", LAN.id),),
    )
    made = Bulletin(BulletinId(uuid.uuid4().hex[:16]), LAN.id, LAN.name, State.DRAFT, revision, at)
    return replace(made, **changes)


# --- transactions ----------------------------------------------------------------------------------


def test_nothing_lasts_without_commit(database: Database):
    with database.uow() as uow:
        made = uow.bulletins.add(bulletin())
    with database.uow() as uow, pytest.raises(NotFound):
        uow.bulletins.get(made.id)


def test_an_exception_rolls_back(database: Database):
    def fail_halfway() -> None:
        with database.uow() as uow:
            uow.bulletins.add(bulletin())
            raise RuntimeError("the lights go out")

    with pytest.raises(RuntimeError):
        fail_halfway()
    with database.uow() as uow:
        assert uow.bulletins.count(BulletinQuery()) == 0


def test_a_unit_of_work_goes_on_after_a_commit(database: Database):
    with database.uow() as uow:
        first = uow.bulletins.add(bulletin())
        uow.commit()
        uow.bulletins.add(bulletin())
    with database.uow() as uow:
        assert [b.id for b in uow.bulletins.find(BulletinQuery())] == [first.id]


def test_reading_first_and_writing_after_somebody_else_wrote_is_no_error(database: Database):
    with database.uow() as mine:
        assert mine.bulletins.count(BulletinQuery()) == 0
        with database.uow() as other:
            other.bulletins.add(bulletin())
            other.commit()
        mine.bulletins.add(bulletin())
        mine.commit()
        assert mine.bulletins.count(BulletinQuery()) == 2


# --- bulletins -------------------------------------------------------------------------------------


def test_a_bulletin_comes_back_equal(database: Database):
    made = bulletin()
    approval = Approval(Gate.TEXT, HOA.id, HOA.name, made.created_at, made.revision.content.text_hash, 1, "Tốt")
    made = replace(made, state=State.AUDIO_REVIEW, approvals=(approval,), reason="lý do")
    with database.uow() as uow:
        stored = uow.bulletins.add(made)
        uow.commit()
    with database.uow() as uow:
        assert uow.bulletins.get(made.id) == stored == replace(made, version=1)
        assert uow.bulletins.get(made.id).revision.content.text_hash == made.revision.content.text_hash


def test_a_stale_save_is_refused_and_says_who_and_when(database: Database):
    with database.uow() as uow:
        made = uow.bulletins.add(bulletin())
        uow.bulletins.save(replace(made, reason="của Minh"), MINH)
        with pytest.raises(Conflict) as caught:
            uow.bulletins.save(replace(made, reason="của Lan"), LAN)
    assert caught.value.details["by"] == "minh"
    assert caught.value.details["by_name"] == MINH.name
    assert caught.value.details["version"] == 2
    assert MINH.name in caught.value.message


def test_earlier_revisions_and_voided_approvals_are_kept(database: Database):
    made = bulletin()
    approval = Approval(Gate.TEXT, HOA.id, HOA.name, made.created_at, made.revision.due(Gate.TEXT), 1)
    with database.uow() as uow:
        first = uow.bulletins.add(replace(made, approvals=(approval,)))
        content = replace(made.revision.content, title="Sửa")
        second = replace(made.revision, number=2, content=content, take=None, take_key="")
        uow.bulletins.save(replace(first, revision=second, approvals=()))
        uow.commit()
        assert [r.content.title for r in uow.bulletins.revisions(made.id)] == ["Bản tin", "Sửa"]
        assert uow.bulletins.revision(made.id, 1) == made.revision
        assert uow.bulletins.get(made.id).approvals == ()
        [(kept, voided_at)] = uow.bulletins.approvals(made.id)
        assert (kept, voided_at is not None) == (approval, True)


def test_the_same_id_twice_is_refused(database: Database):
    made = bulletin()
    with database.uow() as uow:
        uow.bulletins.add(made)
        with pytest.raises(Conflict):
            uow.bulletins.add(made)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tiêm phòng", {"a"}),
        ("TIEM PHONG", {"a"}),
        ("phòng tiêm", {"a"}),  # any order
        ("đường", {"b"}),
        ("duong", {"b"}),
        ("đườ", {"b"}),  # from the beginning of a word
        ("ường", set()),
        ("tiêm đường", set()),  # all words
        ("80/KH-UBND", {"b"}),
        ("100%", set()),
        ("_", {"a", "b"}),  # no words: no condition
        ("", {"a", "b"}),
    ],
)
def test_search_needs_no_diacritics(database: Database, typed: str, found: set[str]):
    a = bulletin("Tiêm phòng gia súc")
    bare = Content(title="Sửa đường liên ấp", source_line="80/KH-UBND")
    b = bulletin()
    b = replace(b, revision=replace(b.revision, content=bare, take=None, take_key=""))
    with database.uow() as uow:
        names = {uow.bulletins.add(a).id: "a", uow.bulletins.add(b).id: "b"}
        assert {names[x.id] for x in uow.bulletins.find(BulletinQuery(text=typed))} == found
        assert uow.bulletins.count(BulletinQuery(text=typed)) == len(found)


def test_find_filters_sorts_and_pages(database: Database):
    with database.uow() as uow:
        made = [uow.bulletins.add(bulletin(f"Tin {n}")) for n in range(5)]
        uow.bulletins.save(replace(made[0], state=State.TEXT_REVIEW, released_revision=1))
        board = replace(made[1].revision.content, audience=Audience((AreaCode("102"),), (Channel.BOARD,)))
        board = replace(board, priority=Priority.EMERGENCY)
        uow.bulletins.save(replace(made[1], revision=replace(made[1].revision, content=board), author=HOA.id))
        uow.commit()

        def found(**conditions: object) -> list[str]:
            return [b.revision.content.title for b in uow.bulletins.find(BulletinQuery(**conditions))]

        assert found() == ["Tin 1", "Tin 0", "Tin 4", "Tin 3", "Tin 2"]
        assert found(limit=2, offset=1) == ["Tin 0", "Tin 4"]
        assert found(states=(State.TEXT_REVIEW,)) == ["Tin 0"]
        assert found(channel=Channel.RADIO) == ["Tin 0", "Tin 4", "Tin 3", "Tin 2"]
        assert found(area=AreaCode("102")) == ["Tin 1"]
        assert found(area=AreaCode("10")) == []
        assert found(author=HOA.id) == ["Tin 1"]
        assert found(priority=Priority.EMERGENCY) == ["Tin 1"]
        assert found(released=True) == ["Tin 0"]
        assert uow.bulletins.count(BulletinQuery(released=False)) == 4
        states = uow.bulletins.count_by_state()
        assert (states[State.DRAFT], states[State.TEXT_REVIEW], states[State.EXPIRED]) == (4, 1, 0)
        assert uow.bulletins.count_by_state(HOA.id)[State.DRAFT] == 1


def test_audio_is_public_while_its_revision_is_on_air(database: Database):
    with database.uow() as uow:
        made = uow.bulletins.add(bulletin())
        assert not uow.bulletins.released_audio("a" * 64)
        made = uow.bulletins.save(replace(made, released_revision=1))
        assert uow.bulletins.released_audio("a" * 64)
        assert not uow.bulletins.released_audio("b" * 64)
        assert not uow.bulletins.released_audio("")
        uow.bulletins.save(replace(made, recalled_revision=1))
        assert not uow.bulletins.released_audio("a" * 64)
        assert [r.number for r in uow.bulletins.with_audio("a" * 64)] == [1]


# --- documents, people, places, lexicon ------------------------------------------------------------


def test_a_large_document_comes_back_equal(database: Database):
    text = "Điều 1. Phạm vi điều chỉnh\n" * 5000
    table = Table(((Span(0, 3), Span(4, 6)),))
    blocks = tuple(Block(BlockKind.PARAGRAPH, Span(n, n + 5), parent=n or None) for n in range(2000))
    made = Document(
        text=text,
        blocks=(*blocks, Block(BlockKind.TABLE, Span(0, 9), table=table)),
        header=DocumentHeader(number=HeaderField("80", Span(1, 3)), recipients=(HeaderField("Như trên"),)),
        name="kế hoạch.docx",
        sha256="d" * 64,
        pages=3,
        warnings=("đọc bằng OCR",),
    )
    with database.uow() as uow:
        document_id = uow.documents.add(made, "e" * 64, LAN)
        uow.commit()
    with database.uow() as uow:
        stored = uow.documents.get(document_id)
        assert stored.document == made
        assert (stored.original_key, stored.created_by) == ("e" * 64, LAN.id)
        assert uow.documents.with_content("d" * 64) == [document_id]
        assert uow.documents.exists(document_id)
        assert not uow.documents.exists("không có")
        with pytest.raises(NotFound):
            uow.documents.get("không có")


def user(login: str = "lan") -> User:
    return User(
        UserId(uuid.uuid4().hex), login, "Nguyễn Thị Lan", frozenset({Role.REPORTER, Role.VIEWER}), "hash"
    )


def test_accounts_come_back_equal_with_their_lock(database: Database):
    made, until = user(), datetime(2026, 11, 23, tzinfo=UTC)
    with database.uow() as uow:
        uow.users.add(made)
        uow.attempts.count("login:lan")
        uow.attempts.count("login:lan")
        found = uow.users.by_login("lan")
        assert found is not None
        assert (found.failures, found.locked_until) == (2, None)
        uow.attempts.lock("login:lan", until)
        assert uow.users.get(made.id).locked_until == until
        assert replace(found, failures=0, created_at=None) == made
        uow.users.save(replace(made, name="Lan", active=False))
        assert [u.name for u in uow.users.list()] == ["Lan"]
        assert uow.users.by_login("không có") is None
        uow.commit()
        with pytest.raises(BadInput):
            uow.users.add(user())


def test_sessions_end_by_time_and_by_hand(database: Database):
    at = datetime(2026, 11, 23, 8, tzinfo=UTC)
    with database.uow() as uow:
        owner = user()
        uow.users.add(owner)
        for n, (seen, ends) in enumerate([(0, 10), (5, 10), (9, 9)]):
            times = (at, at + timedelta(hours=seen), at + timedelta(hours=ends))
            uow.sessions.add(StoredSession(f"{n}" * 64, owner.id, *times))
        assert uow.sessions.remove_expired(at + timedelta(hours=9), at + timedelta(hours=4)) == 2
        [left] = uow.sessions.of_user(owner.id)
        uow.sessions.touch(left.token_hash, at + timedelta(hours=7))
        found = uow.sessions.get(left.token_hash)
        assert found is not None
        assert found.seen_at == at + timedelta(hours=7)
        assert uow.sessions.remove_of(owner.id, keep=left.token_hash) == 0
        uow.sessions.remove(left.token_hash)
        assert uow.sessions.get(left.token_hash) is None


def test_areas_are_a_tree(database: Database):
    with database.uow() as uow:
        assert [a.code for a in uow.areas.list()] == ["75", "101", "101-a", "102"]
        assert [a.code for a in uow.areas.list(parent="75")] == ["101", "102"]
        assert [a.code for a in uow.areas.list(AreaLevel.HAMLET)] == ["101-a"]
        assert [a.code for a in uow.areas.children_closure(["101"])] == ["101", "101-a"]
        assert uow.areas.get("101-a").path == ("75", "101", "101-a")
        default, named = uow.areas.default(), uow.areas.default("102")
        assert default is not None
        assert named is not None
        assert (default.code, named.code) == ("101", "102")
        with pytest.raises(NotFound, match="404"):
            uow.areas.of_codes(["101", "404"])


def test_ten_thousand_areas_are_added_in_seconds(database: Database):
    path = (AreaCode("75"), AreaCode("101"))
    many = [
        Area(AreaCode(f"h{n}"), f"Ấp {n}", AreaLevel.HAMLET, AreaCode("101"), (*path, AreaCode(f"h{n}")))
        for n in range(10_000)
    ]
    with database.uow() as uow:
        start = time.perf_counter()
        assert uow.areas.add_many(many) == 10_000
        assert uow.areas.add_many(many) == 0
        uow.commit()
        assert time.perf_counter() - start < 10


def test_lexicon_keeps_one_entry_per_written_form(database: Database):
    with database.uow() as uow:
        first = uow.lexicon.save(LexiconEntry("", "commune", "101", "QL20", "quốc lộ hai mươi"))
        again = uow.lexicon.save(LexiconEntry("", "commune", "101", "QL20", "quốc lộ hai không"))
        uow.lexicon.save(LexiconEntry("", "system", "", "UBND", "ủy ban nhân dân"))
        assert again.id == first.id
        assert [e.spoken for e in uow.lexicon.list("commune", "101")] == ["quốc lộ hai không"]
        uow.lexicon.remove(first.id)
        assert [e.written for e in uow.lexicon.list()] == ["UBND"]


def test_takes_are_remembered(database: Database):
    with database.uow() as uow:
        assert uow.takes.get("k") is None
        uow.takes.set("k", b'{"a":1}')
        uow.takes.set("k", b'{"a":2}')
        assert uow.takes.get("k") == b'{"a":2}'


# --- audit -----------------------------------------------------------------------------------------


def test_the_audit_log_refuses_change(database: Database):
    with database.uow() as uow:
        uow.audit.add(LAN, "create", "b1", {"n": 1})
        uow.commit()
    for statement in ("UPDATE audit SET verb = 'x'", "DELETE FROM audit"):
        with database.engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
            connection.execute(sa.text(statement))


def _without_triggers(database: Database, statement: str) -> None:
    with database.engine.begin() as connection:
        if database.dialect == "sqlite":
            connection.execute(sa.text("DROP TRIGGER audit_no_update"))
            connection.execute(sa.text("DROP TRIGGER audit_no_delete"))
        else:
            connection.execute(sa.text("ALTER TABLE audit DISABLE TRIGGER ALL"))
        connection.execute(sa.text(statement))


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit SET actor_name = 'Người khác' WHERE verb = 'v2'",
        "UPDATE audit SET details = '{}' WHERE verb = 'v2'",
        "DELETE FROM audit WHERE verb = 'v2'",
        "DELETE FROM audit WHERE verb = 'v4'",  # the end cut off
        "DELETE FROM audit",
    ],
)
def test_tampering_with_the_audit_log_shows(database: Database, tampering: str):
    with database.uow() as uow:
        for n in range(5):
            uow.audit.add(LAN, f"v{n}", "b1", {"số": n})
        uow.commit()
        assert uow.audit.verify().broken_at is None
        assert [r.verb for r in uow.audit.list("b1", 2)] == ["v4", "v3"]
        assert uow.audit.list("b1")[0].details == {"số": 4}
    _without_triggers(database, tampering)
    with database.uow() as uow:
        assert uow.audit.verify().broken_at is not None


def test_writers_at_once_keep_one_chain(database: Database):
    def write(name: str) -> None:
        for n in range(10):
            with database.uow() as uow:
                uow.audit.add(LAN, f"{name}{n}", "b")
                uow.commit()

    at_once(*(partial(write, f"t{n}-") for n in range(4)))
    with database.uow() as uow:
        check = uow.audit.verify()
        assert check.broken_at is None
        assert check.rows >= 40


# --- outbox ----------------------------------------------------------------------------------------


def message(n: int, subject: str = "b1", lane: str = "content", priority: int = 3) -> OutboundEvent:
    return OutboundEvent(f"{subject}.r{n}.radio.published", "bulletin.radio.75", lane, subject, priority, b"{}")


def test_claim_keeps_order_and_lets_a_recall_overtake(house: House):
    with house.uow() as uow:
        uow.outbox.add_all([message(1), message(2), message(1, "b2", priority=2)])
        uow.outbox.add_all([message(3, lane="recall", priority=0)])
        first = uow.outbox.claim(10, 30)
        assert [(r.subject, r.event_id[3:5]) for r in first] == [("b1", "r3"), ("b2", "r1"), ("b1", "r1")]
        assert uow.outbox.claim(10, 30) == []
        assert all(uow.outbox.sent(r.seq, r.token) for r in first)
        assert [r.event_id[3:5] for r in uow.outbox.claim(10, 30)] == ["r2"]


def test_a_lease_that_ran_out_is_taken_over_and_the_old_holder_is_refused(house: House):
    with house.uow() as uow:
        uow.outbox.add_all([message(1)])
        [first] = uow.outbox.claim(1, 30)
        uow.commit()
        house.clock.advance(seconds=31)
        [second] = uow.outbox.claim(1, 30)
        assert (second.attempts, second.token != first.token) == (2, True)
        assert not uow.outbox.sent(first.seq, first.token)
        assert not uow.outbox.failed(first.seq, first.token, "trễ")
        assert not uow.outbox.dead(first.seq, first.token, "trễ")
        assert uow.outbox.sent(second.seq, second.token)
        assert not uow.outbox.sent(second.seq, second.token)
        assert uow.outbox.stats()["sent"] == 1


def test_failure_waits_longer_each_time_then_gives_up_and_frees_the_order(house: House):
    with house.uow() as uow:
        uow.outbox.add_all([message(1), message(2)])
        waits = []
        for attempt in range(1, MAX_ATTEMPTS + 1):
            [row] = uow.outbox.claim(5, 30)
            assert (row.event_id[3:5], row.attempts) == ("r1", attempt)
            assert uow.outbox.failed(row.seq, row.token, "mất mạng")
            waiting = uow.outbox.waiting_for("b1")[0]
            if waiting.state == "dead":
                break
            waits.append((waiting.not_before - house.clock()).total_seconds())
            assert [r for r in uow.outbox.claim(5, 30) if r.seq == row.seq] == []
            house.clock.advance(seconds=LONGEST_DELAY_S * 1.3)
        assert attempt == MAX_ATTEMPTS
        assert waits[0] < 2 * FIRST_DELAY_S
        assert all(150 < w <= LONGEST_DELAY_S * 1.25 for w in waits[12:])
        [entry] = uow.outbox.list("dead")
        assert (entry.error, uow.outbox.stats()["dead"]) == ("mất mạng", 1)
        [following] = uow.outbox.claim(5, 30)
        assert following.event_id[3:5] == "r2"
        uow.outbox.retry(entry.seq)
        assert uow.outbox.stats()["dead"] == 0


def test_a_row_under_way_or_sent_is_not_retried(house: House):
    with house.uow() as uow:
        uow.outbox.add_all([message(1)])
        [row] = uow.outbox.claim(1, 30)
        with pytest.raises(Conflict):
            uow.outbox.retry(row.seq)
        uow.outbox.sent(row.seq, row.token)
        with pytest.raises(Conflict):
            uow.outbox.retry(row.seq)
        with pytest.raises(NotFound):
            uow.outbox.retry(999)


def test_the_same_message_is_queued_once(house: House):
    with house.uow() as uow:
        uow.outbox.add_all([message(1)])
        uow.commit()
        with pytest.raises(Conflict):
            uow.outbox.add_all([message(2), message(1)])
    with house.uow() as uow:
        assert uow.outbox.stats()["waiting"] == 1


def test_retry_delays_double_and_spread():
    assert retry_delay(1, 0.5) == timedelta(seconds=1)
    assert retry_delay(4, 0.5) == timedelta(seconds=8)
    assert retry_delay(30, 0.0) == timedelta(seconds=225)
    assert retry_delay(10**6, 1.0) == timedelta(seconds=375)
    assert len({retry_delay(5) for _ in range(20)}) > 1


def test_ten_thousand_rows_go_out_once_each_in_order_through_three_relays(house: House):
    with house.uow() as uow:
        uow.outbox.add_all([message(n, f"b{n % 4000}") for n in range(10_000)])
        uow.commit()
    sent: list[tuple[int, str]] = []

    def relay() -> None:
        while True:
            with house.uow() as uow:
                rows = uow.outbox.claim(500, 30)
                uow.commit()
                if not rows and uow.outbox.stats()["waiting"] == 0:
                    return
            # list.extend is atomic; what matters is that a claim lands here before it is marked sent.
            sent.extend((r.seq, r.subject) for r in rows)
            with house.uow() as uow:
                assert all(uow.outbox.sent(r.seq, r.token) for r in rows)
                uow.commit()

    start = time.perf_counter()
    at_once(relay, relay, relay)
    assert len(sent) == len({seq for seq, _ in sent}) == 10_000
    last: dict[str, int] = {}
    for seq, subject in sent:
        assert last.get(subject, 0) < seq
        last[subject] = seq
    assert time.perf_counter() - start < 30


# --- receipts --------------------------------------------------------------------------------------


def receipt(made: Bulletin, status: ReceiptStatus, minute: int, revision: int = 1, **more: object) -> Receipt:
    values: dict[str, object] = {
        "event_id": f"{made.id}.r{revision}.radio.published",
        "bulletin_id": made.id,
        "revision": revision,
        "channel": "radio",
        "receiver": "dai-101",
        "area": "101",
        "status": status,
        "at": datetime(2026, 11, 23, 5, minute, tzinfo=UTC),
    }
    return Receipt(**(values | more))


def test_receipts_are_noted_once_and_never_turn_back(database: Database):
    with database.uow() as uow:
        made = uow.bulletins.add(bulletin())
        got = receipt(made, ReceiptStatus.RECEIVED, 1)
        assert uow.deliveries.note(got)
        assert not uow.deliveries.note(got)
        assert uow.deliveries.note(receipt(made, ReceiptStatus.PLAYED, 5))
        assert uow.deliveries.note(receipt(made, ReceiptStatus.PLAYING, 3))  # came late
        assert uow.deliveries.note(receipt(made, ReceiptStatus.PLAYED, 9, moment=1_700_000_000))
        [row] = uow.deliveries.for_bulletin(made.id)
        assert (row.state, row.at.minute, row.plays, row.revision) == (Delivery.PLAYED, 9, 2, 1)
        assert uow.deliveries.note(receipt(made, ReceiptStatus.RECEIVED, 2, revision=2))
        assert uow.deliveries.note(receipt(made, ReceiptStatus.RECALLED, 30))  # of revision 1
        [row] = uow.deliveries.for_bulletin(made.id)
        assert (row.state, row.revision, row.plays) == (Delivery.RECEIVED, 2, 0)
        assert uow.deliveries.history(made.id)[0].state is Delivery.RECALLED
        shown = receipt(made, ReceiptStatus.SHOWN, 1, receiver="bang-1", channel="board")
        assert uow.deliveries.note(shown)
        assert {(r.channel, r.state) for r in uow.deliveries.for_bulletin(made.id)} == {
            ("radio", Delivery.RECEIVED),
            ("board", Delivery.PLAYED),
        }


def test_a_receipt_for_an_unknown_bulletin_is_refused(database: Database):
    with database.uow() as uow, pytest.raises(NotFound):
        uow.deliveries.note(receipt(bulletin(), ReceiptStatus.RECEIVED, 1))


@dataclass
class _Sent:
    house: House
    made: Bulletin


@pytest.fixture
def on_air(house: House) -> _Sent:
    """A station at 101-a and a board at 102 are known; then a bulletin for commune 101 is sent."""
    with house.uow() as uow:
        earlier = uow.bulletins.add(bulletin("Trước"))
        uow.deliveries.note(receipt(earlier, ReceiptStatus.PLAYED, 1, receiver="dai-ap", area="101-a"))
        uow.deliveries.note(
            receipt(earlier, ReceiptStatus.SHOWN, 1, receiver="bang", channel="board", area="102")
        )
        uow.commit()
    house.clock.advance(minutes=1)
    made = house.released()
    with house.uow() as uow:
        rows = uow.outbox.claim(10, 30)
        assert len(rows) == 3
        assert all(uow.outbox.sent(r.seq, r.token) for r in rows)
        uow.commit()
    house.clock.advance(minutes=30)
    return _Sent(house, made)


def test_a_receiver_that_stays_silent_is_late(on_air: _Sent):
    house, made = on_air.house, on_air.made
    with house.uow() as uow:
        [late] = uow.deliveries.late(house.clock() - timedelta(minutes=10))
        assert (late.receiver, late.bulletin_id, late.revision) == ("dai-ap", made.id, 1)
        assert uow.deliveries.late(house.clock() - timedelta(hours=1)) == []
        uow.deliveries.note(receipt(made, ReceiptStatus.FAILED, 58, receiver="dai-ap", area="101-a"))
        assert len(uow.deliveries.late(house.clock() - timedelta(minutes=10))) == 1
        uow.deliveries.note(receipt(made, ReceiptStatus.RECEIVED, 59, receiver="dai-ap", area="101-a"))
        assert uow.deliveries.late(house.clock() - timedelta(minutes=10)) == []


def test_what_was_recalled_is_no_longer_awaited(on_air: _Sent):
    with on_air.house.uow() as uow:
        made = uow.bulletins.get(on_air.made.id)
        uow.bulletins.save(replace(made, recalled_revision=1))
        assert uow.deliveries.late(on_air.house.clock() - timedelta(minutes=10)) == []


# --- versions --------------------------------------------------------------------------------------


def test_the_models_are_what_the_migrations_make(database: Database):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from workbench.store.tables import metadata

    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_every_version_goes_down_and_up_again(url: str):
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    from workbench.store.migrations import HEAD

    config = Config()
    config.set_main_option("script_location", "workbench.store:migrations")
    steps = [s.revision for s in ScriptDirectory.from_config(config).walk_revisions()][::-1]
    assert steps[-1] == HEAD
    for step in steps:
        assert upgrade(url, step) == step
    for step in [*steps[:-1][::-1], "base"]:
        downgrade(url, step)
    assert upgrade(url) == HEAD
    open_database(url, migrate=False).close()


def test_a_database_of_another_version_is_not_opened(url: str):
    with pytest.raises(Conflict, match="db upgrade"):
        open_database(url, migrate=False)
    open_database(url, migrate=True).close()
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(Conflict, match="mới hơn"):
        open_database(url, migrate=False)
