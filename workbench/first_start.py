"""The first start: an administrator who can get in, areas and slots, and (if asked) living examples.

Everything goes through the desk's own verbs, so the examples obey every rule the product has.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time
from importlib import resources
from pathlib import Path

from models.errors import WorkbenchError
from pipelines.samples import sample_documents
from workbench.bootstrap import Workbench
from workbench.desk import editing, places, release, review
from workbench.desk.actors import OPERATOR
from workbench.domain.bulletin import Bulletin, Field, Priority
from workbench.domain.flow import Gate
from workbench.domain.people import Actor, Role
from workbench.domain.place import Schedule
from workbench.security import accounts

logger = logging.getLogger(__name__)

SAMPLE_PEOPLE = (
    ("lan", "Nguyễn Thị Lan (mẫu)", Role.REPORTER),
    ("minh", "Trần Văn Minh (mẫu)", Role.EDITOR),
    ("hoa", "Lê Thị Hoa (mẫu)", Role.APPROVER),
)


@dataclass(frozen=True, slots=True)
class Credential:
    """A way in, shown once."""

    login: str
    password: str
    role: str


def prepare(work: Workbench, *, sample: bool) -> list[Credential]:
    """Make an empty installation usable; on any later start does nothing and returns nothing."""
    with work.uow() as uow:
        if uow.users.list():
            return []
        password = accounts.first_administrator(uow, "quantri", "Quản trị hệ thống")
    ways_in = [Credential("quantri", password, "Quản trị (đổi mật khẩu khi đăng nhập lần đầu)")]
    with work.uow() as uow:
        if not uow.areas.list():
            areas = resources.files("workbench.store").joinpath("data/areas_sample.csv").read_bytes()
            places.import_areas(uow, OPERATOR, areas)
    if sample:
        ways_in.extend(_sample_people(work))
    _keep(work.settings.data / "dang-nhap-lan-dau.txt", ways_in)
    return ways_in


def _sample_people(work: Workbench) -> list[Credential]:
    from workbench.domain.labels import ROLE

    made = []
    for login, name, role in SAMPLE_PEOPLE:
        with work.uow() as uow:
            _, password = accounts.add_user(uow, OPERATOR, login, name, frozenset({role}), must_change=False)
        made.append(Credential(login, password or "", ROLE[role]))
    return made


def _keep(path: Path, ways_in: list[Credential]) -> None:
    """Leave the first passwords where only the owner of the data folder reads them."""
    text = "".join(f"{w.login}\t{w.password}\t{w.role}\n" for w in ways_in)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("Mật khẩu lần đầu. Hãy xóa tệp này sau khi đã đăng nhập và đổi mật khẩu.\n" + text)


def add_examples(work: Workbench, tell: Callable[[str], None]) -> int:
    """Bulletins in every stage, made from the sample documents; returns how many.

    A failing example is reported and skipped: the application must start regardless.
    """
    with work.uow() as uow:
        people = {u.login: u.actor for u in uow.users.list()}
    if not {login for login, _, _ in SAMPLE_PEOPLE} <= people.keys():
        return 0
    made = 0
    for name, content in sample_documents():
        try:
            _example(work, people, name, content)
            made += 1
            tell(f"Đã tạo bản tin mẫu từ “{name}”.")
        except WorkbenchError as error:
            logger.warning("sample %s not made: %s", name, error)
            tell(f"Không tạo được bản tin mẫu từ “{name}”: {error}")
    return made


@dataclass(frozen=True, slots=True)
class _Example:
    """How far one sample document has come, and under which codes."""

    stage: str
    """released, audio_review, text_review, returned, draft."""
    field: Field
    voice: str
    priority: Priority = Priority.ORDINARY
    reason: str = ""


# By the number in the sample's file name: each stage, field and region is met on the first visit.
_EXAMPLES: dict[str, _Example] = {
    "01": _Example("released", Field.DIRECTION, "espeak-bac-nu"),
    "02": _Example("released", Field.GENERAL, "espeak-nam-nu"),
    "03": _Example("text_review", Field.KNOWLEDGE, "espeak-trung-nu"),
    "04": _Example("audio_review", Field.URGENT, "espeak-nam-nam", Priority.PRIORITY),
    "05": _Example("released", Field.GENERAL, "espeak-trung-nam"),
    "06": _Example("draft", Field.KNOWLEDGE, "espeak-nam-nam"),
    "07": _Example("draft", Field.GOOD_DEEDS, "espeak-bac-nam"),
    "08": _Example(
        "returned",
        Field.POLICY,
        "espeak-bac-nu",
        reason="Cần nêu rõ nơi hướng dẫn cho người chưa quen máy tính.",
    ),
}
_ANOTHER = _Example("draft", Field.GENERAL, "espeak-bac-nu")


def _example(work: Workbench, people: dict[str, Actor], name: str, content: bytes) -> Bulletin:
    from models import documents
    from models.documents.base import Source

    lan, hoa = people["lan"], people["hoa"]
    example = _EXAMPLES.get(name[:2], _ANOTHER)
    wanted = example.stage
    document = documents.read(Source(content, name))
    drafted, provenance = work.draft(document, radio_seconds=75)
    drafted = replace(
        drafted,
        field=example.field,
        priority=example.priority,
        voicing=work.voicing(example.voice, drafted.voicing),
        schedule=Schedule(times=(time(17, 0),)) if wanted != "released" else Schedule(),
    )
    with work.uow() as uow:
        key = work.blobs.put(content)
        stored = editing.store_document(uow, lan, document, original_key=key)
        bulletin = editing.new_bulletin(uow, lan, drafted, source=stored.id, provenance=provenance)
    if wanted == "draft":
        return bulletin
    take, sound_key = work.record(drafted)
    with work.uow() as uow:
        bulletin = editing.attach_take(uow, lan, bulletin.id, take, sound_key)
    with work.uow() as uow:
        accepted = [key for key, _ in review.open_findings(bulletin)]
        bulletin = review.submit(uow, lan, bulletin.id, accepted)
    if wanted == "text_review":
        return bulletin
    if wanted == "returned":
        with work.uow() as uow:
            return review.return_(uow, hoa, bulletin.id, Gate.TEXT, example.reason)
    seen = bulletin.revision.content.text_hash
    with work.uow() as uow:
        bulletin = review.approve(uow, hoa, bulletin.id, Gate.TEXT, seen, heard=None, events=work.events)
    if wanted == "audio_review" or work.settings.queue_url:
        # Examples are published only to the embedded receivers, never to a real province's queue.
        return bulletin
    with work.uow() as uow:
        seen = bulletin.revision.full_hash
        bulletin = review.approve(uow, hoa, bulletin.id, Gate.AUDIO, seen, heard=1.0, events=work.events)
    if bulletin.released_revision is None:
        with work.uow() as uow:
            bulletin = release.release(uow, hoa, bulletin.id, events=work.events)
    return bulletin
