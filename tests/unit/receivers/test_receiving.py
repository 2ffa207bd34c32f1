"""What all receivers share: audio checked and kept, receipts until confirmed, nothing forgotten."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from models.errors import BadInput
from workbench.publishing.memory import MemoryBroker, MemoryTransport
from workbench.publishing.sqlite import SqliteTransport
from workbench.publishing.transport import Message
from workbench.receivers import create
from workbench.receivers.base import ReceiverConfig
from workbench.testing import audio_of, bulletin_event, recall_event


def test_audio_is_fetched_checked_and_kept(bench: Callable, audio_server, tone_bytes: bytes):
    here = bench("radio")
    audio = audio_server.put(tone_bytes)
    here.deliver(bulletin_event(audio=audio))
    here.receiver.fetch_round()
    assert here.receiver.state.audio_ready(audio.sha256)
    assert here.receiver.audio.path(audio.sha256).read_bytes() == tone_bytes
    here.deliver(bulletin_event(revision=2, audio=audio))
    here.receiver.fetch_round()
    assert len(audio_server.asked) == 1, "the same sound is not fetched twice"


def test_audio_with_another_hash_is_never_played_and_said_so(
    bench: Callable, audio_server, clock, tone_bytes: bytes
):
    here = bench("radio", clock=clock)
    wrong = audio_of(audio_server.put(tone_bytes).url, "ab" * 32)
    here.deliver(bulletin_event(audio=wrong))
    for _ in range(3):
        here.receiver.fetch_round()
        clock.forward(600)
    assert not here.receiver.state.audio_ready(wrong.sha256)
    assert not here.receiver.audio.path(wrong.sha256).exists()
    failed = [r for r in here.receipts() if r.status.value == "failed"]
    assert [("SHA-256" in r.detail) for r in failed] == [True], "said once, in words"


def test_a_server_that_is_away_is_asked_again_later(bench: Callable, audio_server, clock, tone_bytes: bytes):
    here = bench("radio", clock=clock)
    audio = audio_server.put(tone_bytes)
    content = audio_server.files.pop(f"/audio/{audio.sha256}.wav")
    here.deliver(bulletin_event(audio=audio))
    here.receiver.fetch_round()
    here.receiver.fetch_round()
    assert len(audio_server.asked) == 1, "not hammered"
    audio_server.files[f"/audio/{audio.sha256}.wav"] = content
    clock.forward(5)
    here.receiver.fetch_round()
    assert here.receiver.state.audio_ready(audio.sha256)


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://may/x.mp3"])
def test_only_web_addresses_are_followed(bench: Callable, url: str):
    with pytest.raises(BadInput):
        bench("radio").receiver.audio.fetch(url, "ab" * 32)


def test_receipts_are_kept_until_somebody_takes_them(bench: Callable, broker: MemoryBroker):
    here = bench("board")
    MemoryTransport(broker).drop("receipts")
    here.deliver(bulletin_event(channel="board"))
    assert here.receiver.send_receipts() == 0
    MemoryTransport(broker).declare("receipts", ["receipt.#"])
    assert here.said() == [("bt-1", "received")]
    assert here.receiver.send_receipts() == 0, "once each"


def test_a_restart_remembers_what_it_held_and_what_was_recalled(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'queue.db'}"
    config = ReceiverConfig("cong-1", "portal", ("75", "1"), url, tmp_path / "state")
    first = create("portal", config)
    first.transport()
    queue = SqliteTransport(url)
    event, recall = bulletin_event(1, channel="portal"), recall_event(2, channel="portal")
    queue.send([Message("e", "bulletin.portal.75", 3, event), Message("r", "bulletin.portal.75.1", 0, recall)])
    first.consume_round(0.0)
    first.stop()
    again = create("portal", config)
    late = [event, bulletin_event(2, channel="portal")]
    again.transport()
    queue.send([Message(f"late{n}", "bulletin.portal.75", 3, body) for n, body in enumerate(late)])
    again.consume_round(0.0)
    assert [h.bulletin_id for h in again.state.live(time.time())] == ["bt-1"]
    again.stop()
    queue.close()


def test_a_receiver_whose_disk_fails_gives_the_message_back(bench: Callable, monkeypatch: pytest.MonkeyPatch):
    here = bench("board")

    def full(_: bytes) -> bool:
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(here.receiver, "take_in", full)
        with pytest.raises(OSError, match="space"):
            here.deliver(bulletin_event(channel="board"))
    here.receiver.consume_round(0.0)
    assert here.in_force() == [("bt-1", 1)]


def test_running_it_listens_until_stopped(bench: Callable, broker: MemoryBroker):
    here = bench("board", headless=True)
    here.receiver.start()
    until = time.monotonic() + 5
    while here.receiver.queue not in broker.bindings and time.monotonic() < until:
        time.sleep(0.01)
    MemoryTransport(broker).send([Message("x", "bulletin.board.75.26188", 3, bulletin_event(channel="board"))])
    while len(here.said()) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    assert here.said() == [("bt-1", "received"), ("bt-1", "shown")]


def test_names_and_kinds_are_checked(tmp_path: Path):
    config = ReceiverConfig("đài", "radio", ("75",), "", tmp_path)
    with pytest.raises(BadInput, match="đài"):
        create("station", config)
    with pytest.raises(BadInput, match="radio"):
        create("radio", replace(config, name="dai"))
