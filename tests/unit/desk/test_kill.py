"""SIGKILL between any two steps: what was saved is there, what was not is not, nothing goes out twice."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.desk.house import house_in, open_house
from workbench.domain.flow import State
from workbench.store.queries import BulletinQuery

ROOT = Path(__file__).resolve().parents[3]

# For each point forks a process that makes the trip on its own database and dies there for real.
# "<step>:before" is when the verb is about to commit, with its whole transaction open; "<step>:after" as
# soon as it has committed.
TRIP = """
import json, os, signal, sys
from workbench.desk import release, review
from workbench.store.database import open_database
from workbench.store.unit_of_work import UnitOfWork
from tests.unit.desk.house import EVENTS, HOA, LAN, House

def trip(url, where):
    commit, step = UnitOfWork.commit, "create"

    def dying(self):
        if where == f"{step}:before":
            os.kill(os.getpid(), signal.SIGKILL)
        commit(self)
        if where == f"{step}:after":
            os.kill(os.getpid(), signal.SIGKILL)

    UnitOfWork.commit = dying
    house = House(open_database(url, migrate=False))
    made = house.draft()
    step = "record"
    made = house.record(made)
    step = "submit"
    with house.uow() as uow:
        made = review.submit(uow, LAN, made.id)
    step = "text"
    made = house.pass_text(made)
    step = "audio"
    made = house.pass_audio(made)
    step = "claim"
    with house.uow() as uow:
        rows = uow.outbox.claim(10, 30)
        uow.commit()
    step = "sent"
    with house.uow() as uow:
        for row in rows:
            assert uow.outbox.sent(row.seq, row.token)
        uow.commit()
    step = "recall"
    with house.uow() as uow:
        release.recall(uow, HOA, made.id, "Sai", events=EVENTS)

deaths = {}
for where, url in json.loads(sys.argv[1]).items():
    child = os.fork()
    if child == 0:
        try:
            trip(url, where)
        finally:
            os._exit(1)
    deaths[where] = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
print(json.dumps(deaths))
"""

# What must be there once a step is done: state, released revision, rows waiting, rows sent.
DONE = {
    "create": (State.DRAFT, None, 0, 0),
    "record": (State.DRAFT, None, 0, 0),
    "submit": (State.TEXT_REVIEW, None, 0, 0),
    "text": (State.AUDIO_REVIEW, None, 0, 0),
    "audio": (State.APPROVED, 1, 3, 0),
    "claim": (State.APPROVED, 1, 3, 0),
    "sent": (State.APPROVED, 1, 0, 3),
    "recall": (State.RECALLED, 1, 3, 3),
}
STEPS = list(DONE)
POINTS = [f"{step}:{side}" for step in STEPS for side in ("before", "after")]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork and no SIGKILL on this system")


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Point of death → address of the database that process left behind."""
    folder = tmp_path_factory.mktemp("killed")
    house_in(folder).database.close()
    urls = {}
    for number, point in enumerate(POINTS):
        shutil.copy(folder / "workbench.db", folder / f"{number}.db")
        urls[point] = f"sqlite:///{folder / f'{number}.db'}"
    program = folder / "trip.py"
    program.write_text(TRIP, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(
        [sys.executable, str(program), json.dumps(urls)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout).values()) == {-signal.SIGKILL}, done.stderr
    return urls


@pytest.mark.parametrize("point", POINTS)
def test_killed_anywhere_the_house_stands(places: dict[str, str], point: str):
    step, side = point.split(":")
    number = STEPS.index(step) + (side == "after")
    house = open_house(places[point])
    with house.uow() as uow:
        assert uow.audit.verify().broken_at is None
        found = uow.bulletins.find(BulletinQuery())
        stats = uow.outbox.stats()
        if number == 0:
            assert (found, stats["waiting"]) == ([], 0)
        else:
            [made] = found
            there = (made.state, made.released_revision, stats["waiting"], stats["sent"])
            assert there == DONE[STEPS[number - 1]]
            assert made.state is not State.APPROVED or made.is_approved
    house.database.close()


@pytest.mark.parametrize("point", ["claim:after", "sent:before"])
def test_rows_in_the_hands_of_a_killed_relay_are_sent_by_another(places: dict[str, str], point: str):
    house = open_house(places[point])
    with house.uow() as uow:
        # That process used a clock of its own; its leases end 30 s after it.
        ends = house.clock.at.replace(year=2100)
        assert uow.outbox.claim(10, 30) == []
        rows = uow.outbox.claim(10, 30, ends)
        assert [row.attempts for row in rows] == [2, 2, 2]
    house.database.close()
