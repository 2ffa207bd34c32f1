"""Bulletins: the current state in one row, every revision and every approval kept beside it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from models.errors import Conflict, NotFound
from workbench.domain.bulletin import (
    Approval,
    Bulletin,
    BulletinId,
    Revision,
)
from workbench.domain.flow import State
from workbench.domain.people import Actor, UserId
from workbench.domain.place import VIETNAM
from workbench.store.bulletin_rows import (
    approval_columns,
    approval_of,
    bulletin_of,
    revision_columns,
    revision_of,
)
from workbench.store.queries import BulletinQuery
from workbench.store.search import search_text, words
from workbench.store.tables import approvals, bulletins, revisions
from workbench.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class LastChange:
    """Who changed a bulletin last, and when: what a losing editor is told."""

    version: int
    at: datetime
    by: UserId
    by_name: str


class Bulletins:
    """The shelf of bulletins."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    @staticmethod
    def new_id(at: datetime) -> BulletinId:
        """A fresh id that says its day: 20261123-4f1c9a2b."""
        return BulletinId(f"{at.astimezone(VIETNAM):%Y%m%d}-{uuid.uuid4().hex[:8]}")

    def add(self, bulletin: Bulletin) -> Bulletin:
        """Store a new bulletin at version 1."""
        try:
            self._t.write(insert(bulletins).values(id=bulletin.id, version=1, **self._columns(bulletin, None)))
        except IntegrityError as error:
            raise Conflict(f"Đã có bản tin mang mã {bulletin.id}.") from error
        self._t.write(insert(revisions).values(**revision_columns(bulletin)))
        self._keep_approvals(bulletin)
        return replace(bulletin, version=1)

    def get(self, bulletin_id: str) -> Bulletin:
        """One bulletin with its current revision. Raises NotFound."""
        found = self._load(bulletins.c.id == bulletin_id)
        if not found:
            raise NotFound(f"Không có bản tin “{bulletin_id}”.", hint="Xem danh sách ở trang Kho.")
        return found[0]

    def save(self, bulletin: Bulletin, by: Actor | None = None) -> Bulletin:
        """Store the next state. Raises Conflict when somebody saved since `bulletin` was read."""
        done = self._t.write(
            update(bulletins)
            .where(bulletins.c.id == bulletin.id, bulletins.c.version == bulletin.version)
            .values(version=bulletin.version + 1, **self._columns(bulletin, by))
        )
        if done.rowcount != 1:
            raise self.conflict(bulletin.id)
        values = revision_columns(bulletin)
        key = (revisions.c.bulletin_id == bulletin.id, revisions.c.number == bulletin.revision.number)
        if self._t.write(update(revisions).where(*key).values(**values)).rowcount == 0:
            self._t.write(insert(revisions).values(**values))
        self._keep_approvals(bulletin)
        return replace(bulletin, version=bulletin.version + 1)

    def last_change(self, bulletin_id: str) -> LastChange:
        """Who changed it last, and when. Raises NotFound."""
        c = bulletins.c
        query = select(c.version, c.changed_at, c.changed_by, c.changed_by_name).where(c.id == bulletin_id)
        row = self._t.read(query).first()
        if row is None:
            raise NotFound(f"Không có bản tin “{bulletin_id}”.")
        return LastChange(row.version, row.changed_at, UserId(row.changed_by), row.changed_by_name)

    def conflict(self, bulletin_id: str) -> Conflict:
        """What to tell somebody whose copy is older than the stored one: who changed it, and when."""
        last = self.last_change(bulletin_id)
        at = last.at.astimezone(VIETNAM)
        return Conflict(
            f"Bản tin vừa được {last.by_name} thay đổi lúc {at:%H:%M:%S ngày %d/%m/%Y}.",
            hint="Nội dung bạn đang viết vẫn còn trên trang; hãy chép lại, tải bản mới rồi sửa tiếp.",
            by=last.by,
            by_name=last.by_name,
            at=last.at.isoformat(),
            version=last.version,
        )

    def find(self, query: BulletinQuery) -> list[Bulletin]:
        """Bulletins that answer a query, last changed first."""
        newest = (
            select(bulletins.c.id)
            .where(*_conditions(query))
            .order_by(bulletins.c.changed_at.desc(), bulletins.c.id)
            .limit(query.limit)
            .offset(query.offset)
        )
        ids = [row.id for row in self._t.rows(newest)]
        by_id = {b.id: b for b in self._load(bulletins.c.id.in_(ids))} if ids else {}
        return [by_id[i] for i in ids]

    def count(self, query: BulletinQuery) -> int:
        """How many answer a query; limit and offset do not matter."""
        return int(
            self._t.read(select(func.count()).select_from(bulletins).where(*_conditions(query))).scalar_one()
        )

    def count_by_state(self, author: UserId | None = None) -> dict[State, int]:
        """How many in every state; states without any are there with 0."""
        query = select(bulletins.c.state, func.count().label("number")).group_by(bulletins.c.state)
        if author is not None:
            query = query.where(bulletins.c.author == author)
        found = {State(row.state): int(row.number) for row in self._t.rows(query)}
        return {state: found.get(state, 0) for state in State}

    def revisions(self, bulletin_id: str) -> list[Revision]:
        """All revisions, oldest first."""
        query = select(revisions).where(revisions.c.bulletin_id == bulletin_id).order_by(revisions.c.number)
        return [revision_of(row) for row in self._t.rows(query)]

    def revision(self, bulletin_id: str, number: int) -> Revision:
        """One revision. Raises NotFound."""
        row = self._t.read(
            select(revisions).where(revisions.c.bulletin_id == bulletin_id, revisions.c.number == number)
        ).first()
        if row is None:
            raise NotFound(f"Bản tin “{bulletin_id}” không có phiên bản {number}.")
        return revision_of(row)

    def approvals(self, bulletin_id: str) -> list[tuple[Approval, datetime | None]]:
        """Every approval ever given, oldest first, with when it was voided (None: still stands)."""
        query = select(approvals).where(approvals.c.bulletin_id == bulletin_id).order_by(approvals.c.seq)
        return [(approval_of(row), row.voided_at) for row in self._t.rows(query)]

    def due_to_expire(self, at: datetime) -> list[BulletinId]:
        """Approved bulletins whose time has run out."""
        c = bulletins.c
        query = select(c.id).where(c.state == State.APPROVED.value, c.expires_at <= at).order_by(c.expires_at)
        return [BulletinId(row.id) for row in self._t.rows(query)]

    def released_audio(self, audio_sha256: str) -> bool:
        """Whether this recording belongs to a revision that has been published and not withdrawn since."""
        b, r = bulletins.c, revisions.c
        query = (
            select(revisions)
            .join(bulletins, and_(r.bulletin_id == b.id, r.number == b.released_revision))
            .where(r.audio_sha256 == audio_sha256, b.released_revision.is_distinct_from(b.recalled_revision))
        )
        # A recording that no longer fitted the text was kept with it, but did not go out.
        return bool(audio_sha256) and any(revision_of(row).current_take for row in self._t.rows(query))

    def with_audio(self, audio_sha256: str) -> list[Revision]:
        """Revisions that hold this recording: for subtitles and for who may hear it."""
        query = select(revisions).where(revisions.c.audio_sha256 == audio_sha256).order_by(revisions.c.saved_at)
        return [revision_of(row) for row in self._t.rows(query)]

    # --- rows ----------------------------------------------------------------------------------

    def _columns(self, bulletin: Bulletin, by: Actor | None) -> dict[str, Any]:
        content = bulletin.revision.content
        return {
            "author": bulletin.author,
            "author_name": bulletin.author_name,
            "state": bulletin.state.value,
            "revision": bulletin.revision.number,
            "released_revision": bulletin.released_revision,
            "recalled_revision": bulletin.recalled_revision,
            "reason": bulletin.reason,
            "created_at": bulletin.created_at,
            "changed_at": self._t.clock(),
            "changed_by": by.id if by else bulletin.author,
            "changed_by_name": by.name if by else bulletin.author_name,
            "title": content.title,
            "priority": int(content.priority),
            "channels": _listed(content.audience.channels),
            "areas": _listed(content.audience.areas),
            "expires_at": content.expires_at,
            "search_text": search_text(bulletin),
        }

    def _load(self, condition: ColumnElement[bool]) -> list[Bulletin]:
        both = and_(revisions.c.bulletin_id == bulletins.c.id, revisions.c.number == bulletins.c.revision)
        heads = self._t.rows(select(bulletins).where(condition))
        if not heads:
            return []
        bodies = {
            row.bulletin_id: revision_of(row)
            for row in self._t.rows(select(revisions).join(bulletins, both).where(condition))
        }
        standing: dict[str, list[Approval]] = {}
        current = and_(approvals.c.bulletin_id == bulletins.c.id, approvals.c.revision == bulletins.c.revision)
        for row in self._t.rows(
            select(approvals)
            .join(bulletins, current)
            .where(condition, approvals.c.voided_at.is_(None))
            .order_by(approvals.c.seq)
        ):
            standing.setdefault(row.bulletin_id, []).append(approval_of(row))
        return [bulletin_of(row, bodies[row.id], standing.get(row.id, ())) for row in heads]

    def _keep_approvals(self, bulletin: Bulletin) -> None:
        """Add what is new, void what no longer stands; nothing is ever deleted."""
        c = approvals.c
        query = select(approvals).where(c.bulletin_id == bulletin.id, c.voided_at.is_(None))
        stored = {approval_of(row): row.seq for row in self._t.rows(query)}
        gone = [seq for approval, seq in stored.items() if approval not in bulletin.approvals]
        if gone:
            self._t.write(update(approvals).where(c.seq.in_(gone)).values(voided_at=self._t.clock()))
        for approval in bulletin.approvals:
            if approval not in stored:
                self._t.write(insert(approvals).values(bulletin_id=bulletin.id, **approval_columns(approval)))


def _conditions(query: BulletinQuery) -> list[ColumnElement[bool]]:
    c = bulletins.c
    found: list[ColumnElement[bool]] = []
    if query.states:
        found.append(c.state.in_([s.value for s in query.states]))
    if query.author is not None:
        found.append(c.author == query.author)
    if query.channel is not None:
        found.append(c.channels.contains(f" {query.channel.value} "))
    if query.area is not None:
        found.append(c.areas.contains(f" {query.area} ", autoescape=True))
    if query.priority is not None:
        found.append(c.priority == int(query.priority))
    if query.released is not None:
        found.append(c.released_revision.is_not(None) if query.released else c.released_revision.is_(None))
    if query.changed_since is not None:
        found.append(c.changed_at >= query.changed_since)
    found.extend(c.search_text.contains(f" {word}", autoescape=True) for word in words(query.text))
    return found


def _listed(values: Iterable[str]) -> str:
    return f" {' '.join(values)} "
