"""A small commune to test in: three people, a few areas, a clock that is set by hand, real messages."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from models.types import Region, Span
from pipelines.types import (
    BoardPages,
    Evidence,
    PortalArticle,
    RadioScript,
    ScriptSentence,
    SentenceTiming,
    Take,
)
from workbench.desk import editing, places, review
from workbench.desk.actors import OPERATOR
from workbench.domain.bulletin import Bulletin, Content, Priority
from workbench.domain.flow import Gate
from workbench.domain.people import Actor, Role, UserId
from workbench.domain.place import AreaCode, Audience, Channel
from workbench.publishing import contract
from workbench.store.database import Database, open_database
from workbench.store.unit_of_work import UnitOfWork

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
AREAS = b"""code,name,level,parent
75,Dong Nai,province,
101,X\xc3\xa3 M\xe1\xbb\x99t,commune,75
102,X\xc3\xa3 Hai,commune,75
101-a,\xe1\xba\xa4p A,hamlet,101
"""
EVENTS = partial(contract.events, sender=contract.SenderInfo("H99.01", "UBND Xã Một", "http://127.0.0.1:7860"))
ALL = (Channel.RADIO, Channel.BOARD, Channel.PORTAL)

LAN = Actor(UserId("lan"), "Nguyễn Thị Lan", frozenset({Role.REPORTER}))
MAI = Actor(UserId("mai"), "Đỗ Thị Mai", frozenset({Role.REPORTER}))
MINH = Actor(UserId("minh"), "Trần Văn Minh", frozenset({Role.EDITOR}))
HOA = Actor(UserId("hoa"), "Lê Thị Hoa", frozenset({Role.APPROVER}))
TAM = Actor(UserId("tam"), "Phạm Văn Tám", frozenset({Role.APPROVER}))
CHIEF = Actor(UserId("chief"), "Võ Văn Kiêm", frozenset(Role))
"""Holds every role: only the rule author ≠ approver can stop this person."""
VIEWER = Actor(UserId("viewer"), "Người Xem", frozenset({Role.VIEWER}))
ADMIN = Actor(UserId("admin"), "Quản Trị", frozenset({Role.ADMINISTRATOR}))


@dataclass
class Clock:
    """A clock set by hand; ticks a millisecond at each look, so that moments differ."""

    at: datetime = START

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at

    def advance(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class House:
    """A database with areas in it."""

    database: Database
    clock: Clock = field(default_factory=Clock)

    @contextmanager
    def uow(self) -> Iterator[UnitOfWork]:
        with self.database.uow() as uow:
            yield uow

    # --- shortcuts through the real verbs ------------------------------------------------------

    def draft(self, content: Content | None = None, by: Actor = LAN) -> Bulletin:
        with self.uow() as uow:
            return editing.new_bulletin(uow, by, content or bulletin_content())

    def voiced(self, content: Content | None = None, by: Actor = LAN) -> Bulletin:
        bulletin = self.draft(content, by)
        return self.record(bulletin, by)

    def record(self, bulletin: Bulletin, by: Actor = LAN, audio: str = "a" * 64) -> Bulletin:
        content = bulletin.revision.content
        with self.uow() as uow:
            return editing.attach_take(uow, by, bulletin.id, take_of(content, audio), content.sound_key)

    def submitted(self, content: Content | None = None, by: Actor = LAN) -> Bulletin:
        bulletin = self.voiced(content, by)
        with self.uow() as uow:
            return review.submit(uow, by, bulletin.id)

    def heard(self, content: Content | None = None, by: Actor = LAN) -> Bulletin:
        """Past the text gate."""
        return self.pass_text(self.submitted(content, by))

    def released(self, content: Content | None = None, by: Actor = LAN) -> Bulletin:
        return self.pass_audio(self.heard(content, by))

    def held(self, content: Content | None = None, by: Actor = LAN) -> Bulletin:
        """Approved, not released."""
        return self.pass_audio(self.heard(content, by), release=False)

    def pass_text(self, bulletin: Bulletin, by: Actor = MINH) -> Bulletin:
        with self.uow() as uow:
            seen = bulletin.revision.due(Gate.TEXT)
            return review.approve(uow, by, bulletin.id, Gate.TEXT, seen, events=EVENTS)

    def pass_audio(self, bulletin: Bulletin, by: Actor = HOA, *, release: bool = True) -> Bulletin:
        with self.uow() as uow:
            seen = bulletin.revision.due(Gate.AUDIO)
            return review.approve(
                uow, by, bulletin.id, Gate.AUDIO, seen, heard=1.0, release=release, events=EVENTS
            )

    def again(self, bulletin: Bulletin, by: Actor = LAN, audio: str = "b" * 64) -> Bulletin:
        """Record, submit and pass both gates once more."""
        if bulletin.revision.current_take is None:
            self.record(bulletin, by, audio)
        with self.uow() as uow:
            bulletin = review.submit(uow, by, bulletin.id)
        return self.pass_audio(self.pass_text(bulletin))

    def save(self, bulletin: Bulletin, by: Actor = LAN, **changes: object) -> Bulletin:
        content = replace(bulletin.revision.content, **changes)
        with self.uow() as uow:
            return editing.save(uow, by, bulletin.id, content, bulletin.version)

    def get(self, bulletin: Bulletin) -> Bulletin:
        with self.uow() as uow:
            return uow.bulletins.get(bulletin.id)

    def verbs(self, subject: str | None = None) -> list[str]:
        """Audit verbs, oldest first."""
        with self.uow() as uow:
            return [row.verb for row in reversed(uow.audit.list(subject, 1000))]

    def queued(self) -> list[str]:
        """Event ids in the outbox, oldest first."""
        with self.uow() as uow:
            return [row.event_id for row in sorted(uow.outbox.list(), key=lambda r: r.seq)]


def open_house(url: str) -> House:
    clock = Clock()
    database = open_database(url, migrate=True, clock=clock)
    with database.uow() as uow:
        places.import_areas(uow, OPERATOR, AREAS)
    return House(database, clock)


def house_in(folder: Path) -> House:
    return open_house(f"sqlite:///{folder / 'workbench.db'}")


def bulletin_content(**changes: object) -> Content:
    text = "Sáng mai, xã tổ chức tiêm phòng cho gia súc."
    content = Content(
        title="Tiêm phòng gia súc",
        summary="Xã tổ chức tiêm phòng cho gia súc vào sáng mai.",
        radio=RadioScript(
            (
                ScriptSentence(text, (Evidence(Span(0, len(text)), text),), ("bỏ dấu đầu dòng",)),
                ScriptSentence("Mời bà con đến đông đủ."),
            )
        ),
        board=BoardPages((("TIÊM PHÒNG GIA SÚC", "Sáng mai"),)),
        portal=PortalArticle("Tiêm phòng gia súc", "Sáng mai.", (ScriptSentence(text),)),
        audience=Audience((AreaCode("101"),), ALL),
        priority=Priority.ORDINARY,
        source_line="15/KH-UBND",
    )
    return replace(content, **changes)


def take_of(content: Content, audio: str = "a" * 64) -> Take:
    sentence = content.radio.text.split("\n")[0]
    timing = SentenceTiming(sentence, Span(0, len(sentence)), 0.0, 3.5, ((Span(0, 4), 0.0, 0.4),))
    return Take(
        audio_sha256=audio,
        media_type="audio/mpeg",
        duration_s=12.5,
        level_lufs=-16.0,
        peak_dbtp=-1.2,
        voice_id=content.voicing.voice_id,
        region=Region.NORTH,
        engine="espeak",
        profile="loudspeaker",
        syllables_per_minute=190.0,
        script_sha256="c" * 64,
        sentences=(timing,),
        size_bytes=200_000,
    )


def at_once(*jobs: Callable[[], object]) -> list[object]:
    """Run jobs in threads of their own; raises the first failure."""
    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result() for future in [pool.submit(job) for job in jobs]]
