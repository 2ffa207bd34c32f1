"""RabbitMQ that goes away and comes back, and the whole way out and back through it."""

import os
import socket
import threading
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from models.errors import Unavailable
from workbench.publishing.amqp import AmqpTransport
from workbench.publishing.contract import parse
from workbench.publishing.envelope import ReceiptEvent
from workbench.publishing.transport import Message
from workbench.receivers.base import ReceiverConfig
from workbench.receivers.portal import Portal
from workbench.testing import bulletin_event, message

URL = os.environ.get("WORKBENCH_TEST_AMQP", "")
pytestmark = [
    pytest.mark.services,
    pytest.mark.skipif(not URL, reason="WORKBENCH_TEST_AMQP is not set: RabbitMQ is not tested"),
]


class Cable:
    """A wire to the broker that can be cut."""

    def __init__(self) -> None:
        parts = urlsplit(URL)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 5672)
        self._server = socket.create_server(("127.0.0.1", 0))
        self._ends: list[socket.socket] = []
        self._cut = False
        port = self._server.getsockname()[1]
        self.url = URL.replace(f"{parts.hostname}:{parts.port or 5672}", f"127.0.0.1:{port}")
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._server.accept()
                if self._cut:
                    near.close()
                    continue
                far = socket.create_connection(self._target)
                self._ends += [near, far]
                for a, b in ((near, far), (far, near)):
                    threading.Thread(target=self._pump, args=(a, b), daemon=True).start()

    def _pump(self, a: socket.socket, b: socket.socket) -> None:
        with suppress(OSError):
            while data := a.recv(65536):
                b.sendall(data)

    def cut(self) -> None:
        self._cut = True
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends.clear()

    def mend(self) -> None:
        self._cut = False

    def close(self) -> None:
        self.cut()
        self._server.close()


@pytest.fixture
def cable() -> Iterator[Cable]:
    cable = Cable()
    yield cable
    cable.close()


@pytest.fixture
def queue() -> Iterator[str]:
    name = f"thu-{uuid.uuid4().hex[:10]}"
    yield name
    cleaner = AmqpTransport(URL)
    cleaner.drop(name)
    cleaner.close()


def sent_over(transport: AmqpTransport, one: Message) -> bool:
    try:
        return transport.send([one])[0].ok
    except Unavailable:
        return False


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_after_a_cut_line_it_says_so_and_goes_on_by_itself(cable: Cable, queue: str):
    transport = AmqpTransport(cable.url)
    transport.declare(queue, [f"x.{queue}"])
    transport.send([message(1, f"x.{queue}")])
    (held,) = transport.receive(queue, 1, 5.0)
    cable.cut()
    assert not sent_over(transport, message(2, f"x.{queue}"))
    assert not sent_over(transport, message(2, f"x.{queue}"))
    assert not transport.ack(held), "the broker hands it out again"
    cable.mend()
    assert transport.send([message(3, f"x.{queue}")])[0].ok
    again = []
    while len(again) < 2:
        again += transport.receive(queue, 2, 5.0)
    assert {d.message.id for d in again} == {"m1", "m3"}
    assert all(transport.ack(d) for d in again)
    transport.close()


def test_nobody_there_is_unavailable_not_a_hang():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    transport = AmqpTransport(f"amqp://guest:guest@127.0.0.1:{port}/")
    with pytest.raises(Unavailable):
        transport.send([message(1)])
    transport.close()


def test_a_portal_gets_its_bulletin_and_its_receipts_come_back(queue: str, tmp_path: Path):
    area = queue
    portal = Portal(ReceiverConfig(queue, "portal", ("75", area), URL, tmp_path))
    office = AmqpTransport(URL)
    try:
        portal.transport()
        office.declare(queue, [f"receipt.portal.75.{area}"])
        body = bulletin_event(channel="portal")
        (sent,) = office.send([Message("tin", f"bulletin.portal.75.{area}", 3, body, "bt-1")])
        assert sent.ok
        while not portal.state.live(0.0):
            portal.consume_round(2.0)
        events = []
        while len(events) < 2:
            for delivery in office.receive(queue, 10, 5.0):
                events.append(parse(delivery.message.body))
                office.ack(delivery)
        assert [e.data.status.value for e in events if isinstance(e, ReceiptEvent)] == ["received", "listed"]
    finally:
        office.drop(portal.queue)
        portal.stop()
        office.close()
