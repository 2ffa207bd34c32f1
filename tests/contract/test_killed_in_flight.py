"""Relay and station are killed (SIGKILL) again and again: of 200 bulletins none is lost, none aired twice."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from workbench.domain.bulletin import Bulletin, BulletinId, Content, Revision
from workbench.domain.flow import State
from workbench.domain.people import UserId
from workbench.publishing.contract import OutboundEvent
from workbench.publishing.inbox import Inbox
from workbench.publishing.sqlite import SqliteTransport
from workbench.receivers.base import ReceiverConfig
from workbench.receivers.state import ReceiverState
from workbench.receivers.station import Station
from workbench.store.database import open_database
from workbench.testing import audio_of, bulletin_event

BULLETINS = 200
CORRECTED = 40
KILLS = 12
KEY = "bulletin.radio.75.1"
SOUND = b"RIFF" + bytes(500)

RELAY = """
import sys, threading
from workbench.publishing.relay import Relay
from workbench.publishing.sqlite import SqliteTransport
from workbench.store.database import open_database
database = open_database(sys.argv[1], migrate=False)
Relay(database.uow, SqliteTransport(sys.argv[2]), lease_s=1.0, batch=7).run(threading.Event(), 0.05)
"""
STATION = """
import os, sys, threading
from pathlib import Path
from workbench.receivers.base import ReceiverConfig
from workbench.receivers.station import Station
station = Station(ReceiverConfig("dai", "radio", ("75", "1"), sys.argv[2], Path(sys.argv[3]), headless=True))
finish = station.programme.finish
speaker = os.open(sys.argv[4], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
def heard(item):
    done = finish(item)
    if done:
        os.write(speaker, f"{item.play.bulletin_id} {item.play.revision}\\n".encode())
    return done
station.programme.finish = heard
station.start()
threading.Event().wait()
"""


class Killed:
    """A program that is killed and started again."""

    def __init__(self, code: str, *arguments: object) -> None:
        self.command = [sys.executable, "-c", code, *map(str, arguments)]
        self.process = subprocess.Popen(self.command)

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill_and_restart(self) -> None:
        self.kill()
        self.process = subprocess.Popen(self.command)


@pytest.mark.slow
def test_nothing_is_lost_and_nothing_airs_twice(tmp_path: Path, audio_address: str):
    chance = random.Random(20261123)
    database_url = f"sqlite:///{tmp_path / 'workbench.db'}"
    queue_url = f"sqlite:///{tmp_path / 'queue.db'}?lease_s=1"
    config = ReceiverConfig("dai", "radio", ("75", "1"), queue_url, tmp_path / "dai")
    first = Station(config)
    first.transport()  # its queue exists before anything is sent
    first.stop()
    database = open_database(database_url, migrate=True)
    inbox_queue = SqliteTransport(queue_url)
    inbox = Inbox(database.uow, inbox_queue)
    inbox.declare()
    audio = audio_of(audio_address, hashlib.sha256(SOUND).hexdigest(), 0.001)
    with database.uow() as uow:
        now = datetime.now(UTC)
        for number in range(BULLETINS):
            revision = Revision(1, Content(title=f"Tin {number}"), frozenset(), now, now)
            author = UserId("u1")
            uow.bulletins.add(Bulletin(BulletinId(f"bt-{number}"), author, "A", State.DRAFT, revision, now))
        rows = [(n, 1) for n in range(BULLETINS)] + [(n, 2) for n in range(CORRECTED)]
        uow.outbox.add_all(
            OutboundEvent(
                f"bt-{n}.r{r}.radio.x", KEY, f"content:{KEY}", f"bt-{n}", 3, bulletin_event(n, r, audio=audio)
            )
            for n, r in rows
        )
        uow.commit()
    speaker = tmp_path / "speaker.log"
    relay = Killed(RELAY, database_url, queue_url)
    station = Killed(STATION, database_url, queue_url, tmp_path / "dai", speaker)
    try:
        for _ in range(KILLS):
            time.sleep(chance.uniform(0.3, 1.6))
            chance.choice((relay, station)).kill_and_restart()
        until = time.monotonic() + 120
        states: Counter[str] = Counter()
        while time.monotonic() < until:
            time.sleep(0.3)
            inbox.run_once()
            with database.uow() as uow:
                states = Counter(
                    d.state.value for n in range(BULLETINS) for d in uow.deliveries.for_bulletin(f"bt-{n}")
                )
            if states["played"] == BULLETINS:
                break
    finally:
        relay.kill()
        station.kill()
    assert states == {"played": BULLETINS}, "every bulletin was heard and the desk knows"
    with database.uow() as uow:
        assert {e.state for e in uow.outbox.list(limit=1000)} == {"sent"}
        plays = {n: uow.deliveries.for_bulletin(f"bt-{n}")[0] for n in range(BULLETINS)}
    assert all(plays[n].revision == 2 for n in range(CORRECTED)), "the correction is what counts"
    assert all(plays[n].plays == 1 for n in range(CORRECTED, BULLETINS))
    heard = Counter(speaker.read_text().split("\n"))
    assert max(heard.values()) == 1
    state = ReceiverState(tmp_path / "dai" / "state.db")
    aired = [(p.bulletin_id, p.revision) for p in state.plays("state = 'played'")]
    state.close()
    assert len(aired) == len(set(aired))
    assert {(f"bt-{n}", 2 if n < CORRECTED else 1) for n in range(BULLETINS)} <= set(aired)
    order = [tuple(line.split()) for line in speaker.read_text().splitlines()]
    for n in range(CORRECTED):
        mine = [int(revision) for bulletin, revision in order if bulletin == f"bt-{n}"]
        assert mine == sorted(mine), "never an older revision after a newer one"
    inbox_queue.close()
    database.close()


@pytest.fixture
def audio_address():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(SOUND)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/s"
    server.shutdown()
    thread.join()
    server.server_close()
