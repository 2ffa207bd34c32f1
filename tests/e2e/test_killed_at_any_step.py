"""The whole application and the shell are killed (SIGKILL) again and again while bulletins make their trip.

What a command had saved is there afterwards, what was approved goes out once to each receiver, and what
was not approved goes nowhere. `tests/unit/desk/test_kill.py` kills between two statements, and
`tests/contract/test_killed_in_flight.py` relay and station alone; here all of it runs together.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.e2e.place import AREA, WORKBENCH, Installation, answers, wait_for
from workbench.bootstrap import build
from workbench.settings import Settings

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system"),
]

SEED = 20261123
PUBLISHED = 3
STAY = ("draft", "text_review", "audio_review")
"""Bulletins that go no further than this; nobody may ever hear of them."""
SERVER = {"WORKBENCH_HOME_AREA": AREA, "WORKBENCH_LEASE_S": "2"}
NEXT = {"draft": "submit", "text_review": "text", "audio_review": "audio"}


@dataclass
class Mortal:
    """A program that is killed at any moment and started again."""

    place: Installation
    words: tuple[str, ...]
    kills: int = 0
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.process = self.place.start(*self.words, extra=SERVER)

    def kill_and_restart(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        assert self.process.wait() == -signal.SIGKILL, "it must not have died of something else before"
        self.kills += 1
        self.process = self.place.start(*self.words, extra=SERVER)


class Listener(threading.Thread):
    """What open station and board pages do: keep asking, play what is due, say what was heard and shown."""

    def __init__(self, base: str) -> None:
        super().__init__(name="pages")
        self._web = httpx.Client(base_url=base, timeout=5)
        self._enough = threading.Event()
        self.loaded: list[str] = []
        """Title of every airing that began from its beginning, as the people in the square heard it."""

    def run(self) -> None:
        play, event = 0, "ready"
        while not self._enough.wait(0.1):
            try:
                answer = self._post("/tram/api/player", {"page": "trang", "event": event, "play": play})
                for screen in self._web.get("/bang/api/state").json()["screens"]:
                    shown = {"bulletin_id": screen["id"], "revision": screen["revision"]}
                    self._post("/bang/api/shown", shown)
            except (httpx.HTTPError, ValueError):
                continue  # the page keeps what it holds, and says the same again when the server is back
            now = answer["now"]
            if now is None or not now["audio"]:
                play, event = 0, "ready"
            elif now["play"] != play:
                play, event = now["play"], "playing"
                self.loaded.append(now["title"])
            else:
                event = "ended" if event == "playing" else "playing"

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = self._web.post(path, json=body)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def stop(self) -> None:
        self._enough.set()
        self.join(20)
        self._web.close()


@dataclass
class Trip:
    """One bulletin on its way, carried by commands that may die at any moment."""

    place: Installation
    chance: random.Random
    title: str
    note: Path
    goal: str
    said: dict[str, Any] = field(default_factory=dict)
    """What the last command that lived to its end printed."""
    killed: int = 0

    def go(self, until: float) -> None:
        while self.stored().get("state") != self.goal:
            assert time.monotonic() < until, f"“{self.title}” did not arrive: {self.stored()}"
            self.step()

    def stored(self) -> dict[str, Any]:
        """The bulletin as the database has it; {} before it was made."""
        with closing(sqlite3.connect(self.place.data / "workbench.db", timeout=30)) as database:
            rows = database.execute(
                "select b.id, b.state, r.audio_sha256 from bulletins b join revisions r "
                "on r.bulletin_id = b.id and r.number = b.revision where b.title = ?",
                (self.title,),
            ).fetchall()
        assert len(rows) <= 1, f"“{self.title}” was made twice"
        return dict(zip(("id", "state", "audio"), rows[0], strict=True)) if rows else {}

    def step(self) -> None:
        here = self.stored()
        if not here:
            words = ["new", str(self.note), "--title", self.title, "--area", AREA, "--seconds", "15"]
            self.command("lan", *words)
        elif not here["audio"]:
            self.command("lan", "record", here["id"])
        elif here["state"] == "draft":
            self.command("lan", "submit", here["id"])
        else:
            gate = NEXT[here["state"]]
            listened = ["--listened"] if gate == "audio" else []
            self.command("hoa", "approve", here["id"], "--gate", gate, *listened)

    def command(self, login: str, verb: str, *words: str) -> None:
        doomed = self.chance.random() < 0.4
        deadline = self.chance.uniform(0.2, 1.6) if doomed else 60.0
        process = subprocess.Popen(
            [WORKBENCH, "bulletin", verb, *words, "--json"],
            env=self.place.environment(login) | SERVER,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            out, told = process.communicate(timeout=deadline)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            self.killed += 1
            return
        assert process.returncode == 0, told
        self.said = json.loads(out.splitlines()[-1])


def test_nothing_saved_is_lost_and_nothing_goes_out_twice(installation: Installation, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    until = time.monotonic() + 150
    server = Mortal(installation, ("serve",))
    loudspeaker = ("receive", "station", "--area", AREA, "--name", "loa-ap", "--headless", "--speed", "200")
    worker = Mortal(installation, loudspeaker)
    wait_for(lambda: answers(f"{installation.base}/healthz"), "the application does not start")
    pages = Listener(installation.base)
    pages.start()
    trips = [trip(installation, tmp_path, n, "approved") for n in range(PUBLISHED)]
    trips += [trip(installation, tmp_path, PUBLISHED + n, state) for n, state in enumerate(STAY)]

    def carry(mine: list[Trip]) -> None:
        for one in mine:
            one.go(until)

    try:
        with ThreadPoolExecutor(2) as people:
            carried = [people.submit(carry, trips[n::2]) for n in range(2)]
            while not all(c.done() for c in carried):
                time.sleep(chance.uniform(0.5, 4.0))
                (server if chance.random() < 0.5 else worker).kill_and_restart()
            for one in carried:
                one.result()
        server.kill_and_restart()
        published = {t.stored()["id"]: t.title for t in trips if t.goal == "approved"}
        wait_for(lambda: arrived(installation, published), "not everything arrived", until - time.monotonic())
        time.sleep(1.5)  # whatever would go out a second time has had time to
    finally:
        pages.stop()
        installation.stop()
    assert server.kills >= 3
    assert worker.kills >= 2
    assert sum(t.killed for t in trips) >= 3
    nothing_lost(installation, trips)
    nothing_twice(installation, published)
    heard = Counter(pages.loaded)
    assert heard == Counter(published.values()), "each was heard once in the square, and nothing else was"


def trip(place: Installation, folder: Path, number: int, goal: str) -> Trip:
    note = folder / f"thong-bao-{number}.txt"
    note.write_text(
        f"Ủy ban nhân dân xã thông báo lịch họp ấp số {number} vào 19 giờ ngày 20 tháng 12. "
        "Mời bà con đến nhà văn hóa dự đông đủ, đúng giờ.",
        encoding="utf-8",
    )
    return Trip(place, random.Random(SEED + number), f"Lịch họp ấp số {number}", note, goal)


def read(file: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(file, timeout=30)) as database:
        return database.execute(query).fetchall()


RECEIVERS = {
    (f"station-{AREA}", "radio"),
    ("loa-ap", "radio"),
    (f"board-{AREA}", "board"),
    (f"portal-{AREA}", "portal"),
}


def arrived(place: Installation, published: dict[str, str]) -> bool:
    rows = read(place.data / "workbench.db", "select bulletin_id, receiver, channel, state from deliveries")
    wanted = {(b, r, c, "played") for b in published for r, c in RECEIVERS}
    return wanted <= set(rows)


def nothing_lost(place: Installation, trips: list[Trip]) -> None:
    """All that a command said it had saved, the sound included; and the log is whole."""
    with build(Settings(data=place.data)) as work, work.uow() as uow:
        assert uow.audit.verify().broken_at is None
        for one in trips:
            bulletin = uow.bulletins.get(one.stored()["id"])
            assert bulletin.state.value == one.goal
            assert bulletin.id == one.said.get("id", bulletin.id)
            take = bulletin.revision.current_take
            assert take is not None
            assert work.blobs.path(take.audio_sha256).stat().st_size > 1000
            assert (len(bulletin.approvals) == 2) == (one.goal == "approved")
        assert {row.state for row in uow.outbox.list(limit=1000)} == {"sent"}


def nothing_twice(place: Installation, published: dict[str, str]) -> None:
    """One delivery for each receiver and channel, on both sides; of nothing else was anything sent."""
    database = place.data / "workbench.db"
    rows = read(database, "select bulletin_id, receiver, channel, plays from deliveries")
    assert Counter(row[:3] for row in rows) == Counter((b, r, c) for b in published for r, c in RECEIVERS)
    assert all(plays <= 1 for *_, plays in rows), rows
    played = read(database, "select bulletin_id, receiver from receipts where status = 'played'")
    assert Counter(played) == Counter((b, r) for b in published for r in (f"station-{AREA}", "loa-ap"))
    sent = read(database, "select subject, event_id, count(*) from outbox group by 1, 2")
    assert {subject for subject, _, _ in sent} == set(published)
    states = sorted((place.data / "receivers").glob("*/state.db"))
    assert len(states) == 4
    for state in states:
        assert {row[0] for row in read(state, "select bulletin_id from bulletins")} == set(published)
        airings = read(state, "select bulletin_id, state, count(*) from plays group by 1, 2")
        if state.parent.name in {"station", "loa-ap"}:
            assert sorted(airings) == sorted((b, "played", 1) for b in published)
