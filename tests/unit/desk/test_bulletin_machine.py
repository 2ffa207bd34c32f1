"""Whatever people do, in whatever order: nothing reaches the outbox unless the right people approved it.

Hypothesis drives the real verbs on a real database; after every step the outbox is compared with what a
few lines of this file remember.
"""

import json
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select

from models.errors import WorkbenchError
from pipelines.types import RadioScript, ScriptSentence
from tests.unit.desk.house import (
    ALL,
    CHIEF,
    EVENTS,
    HOA,
    LAN,
    MINH,
    House,
    bulletin_content,
    house_in,
    take_of,
)
from workbench.desk import editing, release, review
from workbench.domain.bulletin import Bulletin
from workbench.domain.flow import GATE_OF, Gate, State
from workbench.domain.people import Actor
from workbench.domain.place import AreaCode, Audience, Channel
from workbench.store.tables import outbox

PEOPLE = st.sampled_from([LAN, MINH, HOA, CHIEF])
WRITERS = st.sampled_from([LAN, CHIEF])
CHANGES = st.one_of(
    st.builds(lambda t: {"title": t}, st.sampled_from(["Một", "Hai", "Ba"])),
    st.builds(lambda t: {"summary": t}, st.sampled_from(["Tóm tắt", "Tóm tắt khác"])),
    st.builds(
        lambda t: {"radio": RadioScript((ScriptSentence(t),))}, st.sampled_from(["Câu một.", "Câu hai."])
    ),
    st.builds(
        lambda areas, channels: {"audience": Audience(tuple(map(AreaCode, areas)), tuple(channels))},
        st.sampled_from([("101",), ("102",), ("101", "102"), ("101-a",)]),
        st.sampled_from([ALL, (Channel.RADIO,), (Channel.BOARD,), (Channel.PORTAL, Channel.RADIO)]),
    ),
)


class BulletinMachine(RuleBasedStateMachine):
    """One bulletin, four people, one clock."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.house: House = house_in(Path(self.folder.name))
        self.id = self.house.draft(bulletin_content(), by=LAN).id
        self.pages: dict[Gate, str] = {}
        self.writers: set[str] = {LAN.id}
        self.audio = 0
        # What this file itself knows: hash → who approved it at which gate.
        self.text_approved: dict[str, set[str]] = {}
        self.full_approved: dict[str, set[str]] = {}

    def teardown(self) -> None:
        self.house.database.close()
        self.folder.cleanup()

    def now(self) -> Bulletin:
        with self.house.uow() as uow:
            return uow.bulletins.get(self.id)

    def attempt(self, verb, *arguments: object, **named: object) -> Bulletin | None:
        before = self.now()
        try:
            with self.house.uow() as uow:
                return verb(uow, *arguments, **named)
        except WorkbenchError:
            assert self.now() == before, "a refused verb must leave nothing behind"
            return None

    @rule(by=PEOPLE, changes=CHANGES, stale=st.booleans())
    def edit(self, by: Actor, changes: dict[str, object], stale: bool) -> None:
        old = self.now()
        version = old.version - 1 if stale else old.version
        saved = self.attempt(editing.save, by, self.id, replace(old.revision.content, **changes), version)
        if saved is not None and saved.version > old.version:
            self.writers.add(by.id)

    @rule(by=WRITERS)
    def record(self, by: Actor) -> None:
        content = self.now().revision.content
        self.audio += 1
        take = take_of(content, f"{self.audio:064x}")
        if self.attempt(editing.attach_take, by, self.id, take, content.sound_key) is not None:
            self.writers.add(by.id)

    @rule(by=WRITERS)
    def submit(self, by: Actor) -> None:
        self.attempt(review.submit, by, self.id)

    @rule(
        by=PEOPLE,
        heard=st.sampled_from([1.0, 1.0, 0.4, None]),
        release=st.booleans(),
        old_page=st.booleans(),
        other_gate=st.sampled_from([False, False, False, True]),
    )
    def approve(self, by: Actor, heard: float | None, release: bool, old_page: bool, other_gate: bool) -> None:
        """Anybody tries, from a page just loaded or from one that was open for long."""
        made = self.now()
        gate = GATE_OF.get(made.state, Gate.TEXT)
        if other_gate:
            gate = Gate.AUDIO if gate is Gate.TEXT else Gate.TEXT
        due = made.revision.due(gate)
        seen = self.pages.get(gate, "0" * 64) if old_page else due
        if not old_page:
            self.pages[gate] = due
        done = self.attempt(
            review.approve, by, self.id, gate, seen, heard=heard, release=release, events=EVENTS
        )
        if done is None:
            return
        assert by.id not in self.writers, "a writer approved"
        assert seen == due, "approved what is not there"
        assert gate is Gate.TEXT or heard == 1.0, "approved unheard"
        approved = self.text_approved if gate is Gate.TEXT else self.full_approved
        approved.setdefault(seen, set()).add(by.id)

    @rule(by=PEOPLE, reason=st.sampled_from(["", "Chưa đạt"]))
    def send_back(self, by: Actor, reason: str) -> None:
        gate = GATE_OF.get(self.now().state, Gate.TEXT)
        done = self.attempt(review.return_, by, self.id, gate, reason)
        assert done is None or reason

    @rule(by=PEOPLE)
    def release(self, by: Actor) -> None:
        self.attempt(release.release, by, self.id, events=EVENTS)

    @rule(steps=st.sampled_from([1, 2, 3, 4]))
    def the_right_people_go_on(self, steps: int) -> None:
        """The way a good day goes, so that the machine sees corrections and recalls as well."""
        for _ in range(steps):
            made = self.now()
            if made.state in {State.DRAFT, State.RETURNED}:
                if made.revision.current_take is None:
                    self.record(LAN)
                self.submit(LAN)
            elif made.state is State.APPROVED:
                self.release(HOA)
            elif made.state in GATE_OF:
                # First those who must not: a writer with every role, and a page that is out of date.
                if CHIEF.id in self.writers:
                    self.approve(CHIEF, 1.0, release=True, old_page=False, other_gate=False)
                self.approve(HOA, 1.0, release=True, old_page=True, other_gate=False)
                self.approve(HOA, 1.0, release=True, old_page=False, other_gate=False)

    @rule(by=WRITERS, changes=CHANGES, steps=st.sampled_from([1, 2, 4]))
    def somebody_corrects_it(self, by: Actor, changes: dict[str, object], steps: int) -> None:
        self.edit(by, changes, stale=False)
        self.the_right_people_go_on(steps)

    @rule(by=PEOPLE)
    def recall(self, by: Actor) -> None:
        self.attempt(release.recall, by, self.id, "Sai nội dung", events=EVENTS)

    @precondition(lambda self: self.now().state in {State.AUDIO_REVIEW, State.APPROVED})
    @rule()
    def tamper_with_what_is_held_back(self) -> None:
        """Somebody changes the row behind the product's back while it waits to be released."""
        if self.now().state is State.AUDIO_REVIEW:
            self.approve(HOA, 1.0, release=False, old_page=False, other_gate=False)
        made = self.now()
        if made.state is not State.APPROVED or made.released_revision == made.revision.number:
            return
        content = replace(made.revision.content, title="Chèn lén vào")
        with self.house.uow() as uow:
            uow.bulletins.save(replace(made, revision=replace(made.revision, content=content)))
            uow.commit()
        self.release(HOA)

    @invariant()
    def everything_queued_was_approved_as_it_is(self) -> None:
        with self.house.uow() as uow:
            made = uow.bulletins.get(self.id)
            revisions = {r.number: r for r in uow.bulletins.revisions(self.id)}
        with self.house.database.engine.connect() as connection:
            bodies = [json.loads(body) for body in connection.execute(select(outbox.c.body)).scalars()]
        assert (made.released_revision is None) == (not bodies)
        for data in bodies:
            if data["type"].endswith("recalled.v1"):
                continue
            revision = revisions[data["data"]["PhienBan"]]
            text = revision.content.text_hash
            assert data["data"]["TieuDe"] == revision.content.title
            assert self.text_approved.get(text), "went out without the text gate"
            assert not self.text_approved[text] & set(revision.editors)
            if Gate.AUDIO in revision.gates:
                assert self.full_approved.get(revision.full_hash), "went out without the audio gate"
                assert not self.full_approved[revision.full_hash] & set(revision.editors)

    @invariant()
    def the_log_is_whole(self) -> None:
        with self.house.uow() as uow:
            assert uow.audit.verify().broken_at is None


TestBulletins = BulletinMachine.TestCase
TestBulletins.settings = settings(
    max_examples=15, stateful_step_count=20, suppress_health_check=list(HealthCheck)
)
