"""The embedded queue keeps the transport's promises, and survives the death of its holder."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models.errors import BadInput, Unavailable
from workbench.publishing.sqlite import SqliteTransport
from workbench.publishing.transport import DELIVERY_LIMIT, transport_for
from workbench.testing import Opener, TransportContract, message


class TestSqlite(TransportContract):
    @pytest.fixture
    def open_transport(self, tmp_path: Path) -> Opener:
        return lambda: SqliteTransport(f"sqlite:///{tmp_path / 'queue.db'}")


def open_short(path: Path) -> SqliteTransport:
    return SqliteTransport(f"sqlite:///{path}?lease_s=0.3")


def test_a_lease_that_runs_out_frees_the_message_and_fences_its_late_holder(tmp_path: Path):
    slow, quick = open_short(tmp_path / "q.db"), open_short(tmp_path / "q.db")
    slow.declare("q", ["a.b"])
    slow.send([message(1, "a.b")])
    (late,) = slow.receive("q")
    assert quick.receive("q") == []
    (taken,) = quick.receive("q", wait_s=5)
    assert taken.deliveries == 2
    assert not slow.ack(late)
    assert not slow.reject(late, "muộn")
    assert quick.ack(taken)
    slow.close()
    quick.close()


def test_a_later_message_of_a_subject_waits_while_another_consumer_holds_the_earlier(tmp_path: Path):
    one, two = (SqliteTransport(f"sqlite:///{tmp_path / 'q.db'}") for _ in range(2))
    one.declare("q", ["#"])
    one.send([message(1, "a", subject="b"), message(2, "a", subject="b"), message(3, "a", subject="c")])
    (first,) = one.receive("q", limit=1)
    assert [d.message.id for d in two.receive("q")] == ["m3"]
    one.ack(first)
    assert [d.message.id for d in two.receive("q")] == ["m2"]
    one.close()
    two.close()


def test_a_message_nobody_survives_becomes_a_dead_letter(tmp_path: Path):
    queue = SqliteTransport(f"sqlite:///{tmp_path / 'q.db'}?lease_s=-1")  # every lease is over at once
    queue.declare("q", ["#"])
    queue.send([message(1, "a")])
    for _ in range(DELIVERY_LIMIT):
        assert len(queue.receive("q")) == 1
    assert queue.receive("q") == []
    assert str(DELIVERY_LIMIT) in queue.dead("q")[0].reason
    queue.close()


KILLED = """
import sys
from workbench.publishing.sqlite import SqliteTransport
from workbench.publishing.transport import Message
queue = SqliteTransport(sys.argv[1])
for n in range(100000):
    (result,) = queue.send([Message(f"m{n}", "a.b", 3, b"x" * 2000)])
    assert result.ok
    print(n, flush=True)
"""


@pytest.mark.parametrize("after_s", [0.05, 0.15, 0.3])
def test_what_was_confirmed_before_a_sigkill_is_there_afterwards(tmp_path: Path, after_s: float):
    url = f"sqlite:///{tmp_path / 'q.db'}"
    queue = SqliteTransport(url)
    queue.declare("q", ["a.b"])
    with subprocess.Popen([sys.executable, "-c", KILLED, url], stdout=subprocess.PIPE, text=True) as sender:
        assert sender.stdout is not None
        assert sender.stdout.readline() == "0\n"
        time.sleep(after_s)
        os.kill(sender.pid, signal.SIGKILL)
        confirmed = [0, *(int(line) for line in sender.stdout.read().splitlines() if line.isdigit())]
    found = [int(d.message.id[1:]) for d in queue.receive("q", limit=100_000)]
    assert found[: len(confirmed)] == confirmed
    assert len(found) <= len(confirmed) + 1, "at most the one being sent when it died"
    queue.close()


def test_a_closed_or_unwritable_queue_says_so(tmp_path: Path):
    queue = SqliteTransport(f"sqlite:///{tmp_path / 'q.db'}")
    queue.close()
    queue.close()
    with pytest.raises(Unavailable):
        queue.send([message(1)])
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable, match="queue"):
        SqliteTransport(f"sqlite:///{tmp_path / 'file' / 'queue.db'}")


@pytest.mark.parametrize(
    ("url", "hint"), [("sqlte:///q.db", "sqlite://"), ("ampq://host", "amqp://"), ("C:\\q.db", "sqlite:///")]
)
def test_a_mistyped_address_is_answered_with_the_nearest(url: str, hint: str):
    with pytest.raises(BadInput) as caught:
        transport_for(url)
    assert hint in caught.value.hint


@pytest.mark.parametrize("url", ["sqlite:///", "sqlite://q.db", "sqlite:///:memory:"])
def test_a_queue_needs_a_file(url: str):
    with pytest.raises(BadInput, match="tên tệp"):
        transport_for(url)
