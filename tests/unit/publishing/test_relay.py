"""Outbox → queue → receipts, with the real store: nothing lost, nothing marked that was not confirmed."""

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.errors import Unavailable
from workbench.domain.bulletin import Bulletin, BulletinId, Content, Revision
from workbench.domain.flow import State
from workbench.domain.people import Actor, Role, UserId
from workbench.publishing.contract import OutboundEvent, Receipt, ReceiptStatus, receipt_event
from workbench.publishing.inbox import QUEUE, Inbox
from workbench.publishing.memory import MemoryBroker, MemoryTransport
from workbench.publishing.relay import Relay
from workbench.publishing.transport import Message, SendResult
from workbench.store.database import Database, open_database
from workbench.testing import bulletin_event

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
KEY = "bulletin.radio.75.26188"
WRITER = Actor(UserId("u1"), "Người Soạn", frozenset({Role.REPORTER}))


class Clock:
    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path, clock: Clock) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path / 'workbench.db'}", migrate=True, clock=clock)
    yield database
    database.close()


@pytest.fixture
def transport() -> MemoryTransport:
    transport = MemoryTransport(MemoryBroker())
    transport.declare("q", [KEY])
    return transport


def make_relay(database: Database, transport: MemoryTransport) -> Relay:
    return Relay(database.uow, transport, rng=random.Random(1))


def queue_up(database: Database, *rows: OutboundEvent) -> None:
    with database.uow() as uow:
        uow.outbox.add_all(rows)
        uow.commit()


def row(
    number: int, *, revision: int = 1, key: str = KEY, priority: int = 3, body: bytes | None = None
) -> OutboundEvent:
    event_id = f"bt-{number}.r{revision}.radio.published"
    body = bulletin_event(number, revision) if body is None else body
    return OutboundEvent(event_id, key, f"content:{key}", f"bt-{number}", priority, body)


def entries(database: Database) -> dict[str, str]:
    with database.uow() as uow:
        return {e.event_id: e.state for e in uow.outbox.list()}


def arrived(transport: MemoryTransport, queue: str = "q") -> list[str]:
    return [d.message.id for d in transport.receive(queue, 1000)]


def test_what_waits_is_sent_and_marked(database: Database, transport: MemoryTransport):
    queue_up(database, row(1), row(2))
    assert make_relay(database, transport).run_once() == 2
    assert arrived(transport) == ["bt-1.r1.radio.published", "bt-2.r1.radio.published"]
    assert set(entries(database).values()) == {"sent"}
    assert make_relay(database, transport).run_once() == 0


def test_revisions_of_one_bulletin_leave_in_order(database: Database, transport: MemoryTransport):
    queue_up(database, *(row(1, revision=n) for n in (1, 2, 3)))
    relay = make_relay(database, transport)
    while relay.run_once():
        pass
    assert arrived(transport) == [f"bt-1.r{n}.radio.published" for n in (1, 2, 3)]


class Down(MemoryTransport):
    def send(self, messages: Sequence[Message]) -> list[SendResult]:
        raise Unavailable("Máy chủ hàng đợi tắt.")


def test_a_queue_that_is_away_costs_nothing_but_time(
    database: Database, transport: MemoryTransport, clock: Clock
):
    queue_up(database, row(1))
    assert make_relay(database, Down(transport.broker)).run_once() == 0
    with database.uow() as uow:
        (entry,) = uow.outbox.list("waiting")
    assert "tắt" in entry.error
    relay = make_relay(database, transport)
    assert relay.run_once() == 0, "backing off"
    clock.forward(2)
    assert relay.run_once() == 1
    assert arrived(transport) == ["bt-1.r1.radio.published"]


def test_the_pause_grows_but_stays_under_five_minutes(
    database: Database, transport: MemoryTransport, clock: Clock
):
    queue_up(database, row(1))
    relay = make_relay(database, Down(transport.broker))
    waits = []
    for _ in range(14):
        relay.run_once()
        with database.uow() as uow:
            (entry,) = uow.outbox.list("waiting")
        waits.append((entry.not_before - clock()).total_seconds())
        clock.forward(301)
    assert waits[0] <= 2
    assert waits[-1] > 100
    assert max(waits) <= 300
    assert entries(database) == {"bt-1.r1.radio.published": "waiting"}, "hours of silence never drop it"


def test_what_nobody_listens_to_is_kept_with_the_reason_and_goes_when_somebody_does(
    database: Database, transport: MemoryTransport, clock: Clock
):
    other = "bulletin.radio.75.999"
    queue_up(database, row(1, key=other), row(2))
    relay = make_relay(database, transport)
    assert relay.run_once() == 1
    with database.uow() as uow:
        (entry,) = uow.outbox.list("waiting")
    assert entry.error == f"Chưa có nơi nhận nào đăng ký địa chỉ {other}; giữ lại và sẽ gửi khi có."
    transport.declare("moi", [other])
    clock.forward(31)
    assert relay.run_once() == 1
    assert arrived(transport, "moi") == ["bt-1.r1.radio.published"]


def test_a_message_that_breaks_the_contract_is_set_aside_and_frees_its_bulletin(
    database: Database, transport: MemoryTransport
):
    queue_up(database, row(1, body=b"{}"), row(1, revision=2))
    relay = make_relay(database, transport)
    assert relay.run_once() == 0
    assert entries(database)["bt-1.r1.radio.published"] == "dead"
    assert relay.run_once() == 1
    assert arrived(transport) == ["bt-1.r2.radio.published"]


class DiesAfterSending(MemoryTransport):
    def send(self, messages: Sequence[Message]) -> list[SendResult]:
        super().send(messages)
        raise KeyboardInterrupt


def test_death_between_confirm_and_mark_sends_again_under_the_same_id(
    database: Database, transport: MemoryTransport, clock: Clock
):
    queue_up(database, row(1))
    with pytest.raises(KeyboardInterrupt):
        make_relay(database, DiesAfterSending(transport.broker)).run_once()
    assert entries(database) == {"bt-1.r1.radio.published": "waiting"}
    relay = make_relay(database, transport)
    assert relay.run_once() == 0, "still leased by the dead one"
    clock.forward(31)
    assert relay.run_once() == 1
    assert arrived(transport) == ["bt-1.r1.radio.published"] * 2


def test_it_runs_until_told_to_stop(database: Database, transport: MemoryTransport):
    stop = threading.Event()
    thread = threading.Thread(target=make_relay(database, transport).run, args=(stop, 0.02))
    thread.start()
    queue_up(database, row(1))
    (delivery,) = transport.receive("q", 1, 5.0)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
    assert delivery.message.subject == "bt-1"


# --- the way back ----------------------------------------------------------------------------------


@pytest.fixture
def known(database: Database) -> str:
    with database.uow() as uow:
        revision = Revision(1, Content(title="Tin"), frozenset({WRITER.id}), START, START)
        bulletin = Bulletin(BulletinId("bt-1"), WRITER.id, WRITER.name, State.DRAFT, revision, START)
        uow.bulletins.add(bulletin)
        uow.commit()
    return "bt-1"


def answer(bulletin_id: str, status: ReceiptStatus, receiver: str = "dai-1") -> Message:
    receipt = Receipt(
        event_id=f"{bulletin_id}.r1.radio.published", bulletin_id=bulletin_id, revision=1, channel="radio",
        receiver=receiver, area="26188", status=status, at=START,
    )  # fmt: skip
    return Message(receipt.receipt_id, "receipt.radio.75.26188", 3, receipt_event(receipt), receiver)


@pytest.fixture
def send(transport: MemoryTransport, database: Database) -> Callable[..., Inbox]:
    def sending(*messages: Message) -> Inbox:
        inbox = Inbox(database.uow, transport)
        inbox.declare()
        assert all(r.ok for r in transport.send(messages))
        return inbox

    return sending


def test_receipts_become_delivery_states(database: Database, known: str, send: Callable[..., Inbox]):
    assert send(answer(known, ReceiptStatus.RECEIVED), answer(known, ReceiptStatus.PLAYED)).run_once() == 2
    with database.uow() as uow:
        (delivery,) = uow.deliveries.for_bulletin(known)
    assert (delivery.receiver, delivery.state.value) == ("dai-1", "played")


def test_the_same_receipt_again_changes_nothing(database: Database, known: str, send: Callable[..., Inbox]):
    for _ in range(3):
        send(answer(known, ReceiptStatus.PLAYED)).run_once()
    with database.uow() as uow:
        (delivery,) = uow.deliveries.for_bulletin(known)
        assert delivery.plays == 1


def test_what_is_no_receipt_or_about_nothing_we_know_is_set_aside_with_the_reason(
    transport: MemoryTransport, known: str, send: Callable[..., Inbox]
):
    spoilt = replace(answer(known, ReceiptStatus.PLAYED), body=b"?", id="hong")
    bulletin = replace(spoilt, body=bulletin_event(), id="tin")
    strange = answer("bt-la", ReceiptStatus.PLAYED)
    assert send(spoilt, bulletin, strange, answer(known, ReceiptStatus.PLAYED)).run_once() == 1
    dead = {letter.message.id: letter.reason for letter in transport.dead(QUEUE)}
    assert set(dead) == {"hong", "tin", strange.id}
    assert "bt-la" in dead[strange.id]


def test_receipts_wait_while_the_database_is_away(transport: MemoryTransport, database: Database, known: str):
    def broken():
        raise OSError("database is away")

    inbox = Inbox(broken, transport)
    inbox.declare()
    transport.send([answer(known, ReceiptStatus.PLAYED)])
    with pytest.raises(OSError, match="away"):
        inbox.run_once()
    stop = threading.Event()
    thread = threading.Thread(target=Inbox(database.uow, transport).run, args=(stop, 0.05))
    thread.start()
    until = time.monotonic() + 5
    rows = []
    while not rows and time.monotonic() < until:
        with database.uow() as uow:
            rows = uow.deliveries.for_bulletin(known)
        time.sleep(0.02)
    stop.set()
    thread.join(5)
    assert [r.state.value for r in rows] == ["played"]
