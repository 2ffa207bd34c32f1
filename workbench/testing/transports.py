"""What every transport promises."""

# ruff: noqa: D102 – the name of a test is its sentence

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from typing import ClassVar

import pytest

from workbench.publishing.transport import Delivery, Message, Transport

Opener = Callable[[], Transport]


def message(
    number: int, key: str = "bulletin.radio.75.1", *, priority: int = 3, subject: str | None = None
) -> Message:
    """A message whose id says its number."""
    body = f'{{"số":{number}}}'.encode()
    return Message(f"m{number}", key, priority, body, f"s{number}" if subject is None else subject)


class TransportContract:
    """What every transport promises. Give a fixture `open_transport`: each call opens one more connection."""

    WAIT_S: ClassVar[float] = 2.0

    @pytest.fixture
    def open_transport(self) -> Opener:
        """To be replaced by the subclass."""
        raise NotImplementedError

    @pytest.fixture
    def transport(self, open_transport: Opener) -> Iterator[Transport]:
        """One connection."""
        transport = open_transport()
        yield transport
        transport.close()

    @pytest.fixture
    def queue(self, open_transport: Opener) -> Iterator[str]:
        """A queue of this test's own, removed afterwards; bound to one commune of its own."""
        name = f"thu-{uuid.uuid4().hex[:10]}"
        yield name
        cleaner = open_transport()
        cleaner.drop(name)
        cleaner.close()

    def key(self, queue: str, *more: str) -> str:
        """A routing key only this test's queue is bound to."""
        return ".".join(("bulletin", "radio", queue, *more))

    def take(self, transport: Transport, queue: str, count: int) -> list[Delivery]:
        """Exactly so many deliveries, or fail."""
        found: list[Delivery] = []
        while len(found) < count:
            more = transport.receive(queue, count - len(found), self.WAIT_S)
            assert more, f"{len(found)} of {count} arrived"
            found += more
        return found

    def test_a_message_arrives_as_it_was_sent(self, transport: Transport, queue: str) -> None:
        transport.declare(queue, [self.key(queue)])
        sent = Message("tin-1", self.key(queue), 2, "Bản tin “sáng”".encode(), "b1", {"kenh": "radio"})
        assert [(r.id, r.ok) for r in transport.send([sent])] == [("tin-1", True)]
        (delivery,) = self.take(transport, queue, 1)
        assert delivery.message == sent
        assert delivery.queue == queue
        assert delivery.deliveries == 1

    def test_nothing_waits_where_nothing_was_sent(self, transport: Transport, queue: str) -> None:
        transport.declare(queue, [self.key(queue)])
        assert transport.receive(queue, 10, 0.0) == []

    def test_what_nobody_is_bound_to_is_reported_and_the_rest_is_sent(
        self, transport: Transport, queue: str
    ) -> None:
        transport.declare(queue, [self.key(queue)])
        results = transport.send(
            [message(1, self.key(queue)), message(2, f"bulletin.khong-ai.{queue}"), message(3, self.key(queue))]
        )
        assert [(r.id, r.ok, r.unroutable) for r in results] == [
            ("m1", True, False),
            ("m2", False, True),
            ("m3", True, False),
        ]
        assert [d.message.id for d in self.take(transport, queue, 2)] == ["m1", "m3"]

    def test_star_is_one_word_and_hash_is_any_number(self, transport: Transport, queue: str) -> None:
        transport.declare(queue, [self.key(queue, "*", "x"), self.key(queue, "tat-ca", "#")])
        routed = {
            self.key(queue, "a", "x"): True,
            self.key(queue, "a", "b", "x"): False,
            self.key(queue, "x"): False,
            self.key(queue, "tat-ca"): True,
            self.key(queue, "tat-ca", "1", "2"): True,
        }
        results = transport.send([message(n, key) for n, key in enumerate(routed)])
        assert [r.ok for r in results] == list(routed.values())

    def test_a_message_goes_once_to_each_bound_queue(self, transport: Transport, queue: str) -> None:
        other = f"{queue}-2"
        try:
            transport.declare(queue, [self.key(queue), self.key(queue, "#")])
            transport.declare(other, [self.key(queue)])
            transport.send([message(1, self.key(queue))])
            for name in (queue, other):
                (delivery,) = self.take(transport, name, 1)
                assert transport.ack(delivery)
                assert transport.receive(name, 10, 0.2) == []
        finally:
            transport.drop(other)

    def test_declaring_again_replaces_the_bindings_and_keeps_what_waits(
        self, transport: Transport, queue: str
    ) -> None:
        transport.declare(queue, [self.key(queue, "cu")])
        transport.send([message(1, self.key(queue, "cu"))])
        transport.declare(queue, [self.key(queue, "moi")])
        results = transport.send([message(2, self.key(queue, "cu")), message(3, self.key(queue, "moi"))])
        assert [r.ok for r in results] == [False, True]
        assert [d.message.id for d in self.take(transport, queue, 2)] == ["m1", "m3"]

    def test_order_is_kept_per_subject(self, transport: Transport, queue: str) -> None:
        transport.declare(queue, [self.key(queue)])
        transport.send([message(n, self.key(queue), subject=f"b{n % 3}") for n in range(60)])
        got = [int(d.message.id[1:]) for d in self.take(transport, queue, 60)]
        for subject in range(3):
            mine = [n for n in got if n % 3 == subject]
            assert mine == sorted(mine)

    def test_the_most_urgent_goes_first(self, transport: Transport, queue: str) -> None:
        transport.declare(queue, [self.key(queue)])
        transport.send([message(n, self.key(queue), priority=p) for n, p in enumerate((3, 2, 1, 3, 0))])
        assert [d.message.priority for d in self.take(transport, queue, 5)] == [0, 1, 2, 3, 3]

    def test_acknowledged_is_gone_for_good(
        self, open_transport: Opener, transport: Transport, queue: str
    ) -> None:
        transport.declare(queue, [self.key(queue)])
        transport.send([message(1, self.key(queue))])
        (delivery,) = self.take(transport, queue, 1)
        assert transport.ack(delivery)
        assert not transport.ack(delivery), "a second answer changes nothing"
        transport.close()
        again = open_transport()
        assert again.receive(queue, 10, 0.3) == []
        again.close()

    def test_many_are_acknowledged_at_once(self, transport: Transport, queue: str) -> None:
        transport.declare(queue, [self.key(queue)])
        transport.send([message(n, self.key(queue)) for n in range(5)])
        deliveries = self.take(transport, queue, 5)
        assert transport.ack(deliveries[0])
        assert transport.ack_all(deliveries) == 4
        assert transport.ack_all([]) == 0

    def test_unacknowledged_comes_again_to_the_next_consumer(
        self, open_transport: Opener, transport: Transport, queue: str
    ) -> None:
        transport.declare(queue, [self.key(queue)])
        transport.send([message(n, self.key(queue)) for n in range(3)])
        first, _, _ = self.take(transport, queue, 3)
        assert transport.ack(first)
        transport.close()
        again = open_transport()
        assert [d.message.id for d in self.take(again, queue, 2)] == ["m1", "m2"]
        again.close()

    def test_what_is_rejected_is_kept_with_its_reason(self, transport: Transport, queue: str) -> None:
        transport.declare(queue, [self.key(queue)])
        transport.send([message(1, self.key(queue)), message(2, self.key(queue))])
        bad, good = self.take(transport, queue, 2)
        assert transport.reject(bad, "Thiếu tiêu đề.")
        assert transport.ack(good)
        (letter,) = transport.dead(queue)
        assert (letter.message.id, letter.reason) == ("m1", "Thiếu tiêu đề.")
        assert letter.message.body == bad.message.body
        assert transport.dead(queue) == [letter], "looking does not remove"
        assert transport.receive(queue, 10, 0.2) == []

    def test_what_is_handed_back_comes_again_in_its_place(self, transport: Transport, queue: str) -> None:
        transport.declare(queue, [self.key(queue)])
        transport.send([message(n, self.key(queue), subject="b") for n in range(3)])
        for delivery in self.take(transport, queue, 3):
            transport.release(delivery)
        again = self.take(transport, queue, 3)
        assert [(d.message.id, d.deliveries) for d in again] == [("m0", 1), ("m1", 1), ("m2", 1)]
        assert all(transport.ack(d) for d in again)

    def test_a_waiting_consumer_gets_what_is_sent_meanwhile(
        self, open_transport: Opener, transport: Transport, queue: str
    ) -> None:
        transport.declare(queue, [self.key(queue)])
        sender = open_transport()
        timer = threading.Timer(0.3, lambda: sender.send([message(7, self.key(queue))]))
        timer.start()
        (delivery,) = transport.receive(queue, 1, 10.0)
        timer.join()
        assert delivery.message.id == "m7"
        sender.close()
