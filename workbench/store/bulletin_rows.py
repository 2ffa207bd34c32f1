"""Bulletins, revisions and approvals as rows, and rows as them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row

from pipelines.types import Take
from workbench.domain.bulletin import (
    Approval,
    Bulletin,
    BulletinId,
    Content,
    ContentHash,
    DocumentId,
    Finding,
    Revision,
)
from workbench.domain.flow import Gate, State
from workbench.domain.people import UserId
from workbench.store import codec


def revision_columns(bulletin: Bulletin) -> dict[str, Any]:
    """A bulletin's current revision as a row."""
    revision = bulletin.revision
    return {
        "bulletin_id": bulletin.id,
        "number": revision.number,
        "content": codec.pack(revision.content),
        "text_hash": revision.content.text_hash,
        "take": codec.pack(revision.take) if revision.take else None,
        "take_key": revision.take_key,
        "audio_sha256": revision.take.audio_sha256 if revision.take else "",
        "provenance": codec.dumps(revision.provenance),
        "findings": codec.dumps(revision.findings),
        "editors": codec.dumps(revision.editors),
        "source": revision.source,
        "created_at": revision.created_at,
        "saved_at": revision.saved_at,
    }


def revision_of(row: Row[Any]) -> Revision:
    """A row as a revision."""
    return Revision(
        number=row.number,
        content=codec.unpack(Content, row.content),
        editors=codec.loads(frozenset[UserId], row.editors),
        created_at=row.created_at,
        saved_at=row.saved_at,
        source=None if row.source is None else DocumentId(row.source),
        take=None if row.take is None else codec.unpack(Take, row.take),
        take_key=row.take_key,
        provenance=codec.loads(dict[str, str], row.provenance),
        findings=codec.loads(tuple[Finding, ...], row.findings),
    )


def approval_columns(approval: Approval) -> dict[str, Any]:
    """An approval as a row, without its bulletin's id."""
    return {
        "revision": approval.revision,
        "gate": approval.gate.value,
        "by": approval.by,
        "by_name": approval.by_name,
        "at": approval.at,
        "seen": approval.seen,
        "note": approval.note,
    }


def approval_of(row: Row[Any]) -> Approval:
    """A row as an approval."""
    return Approval(
        gate=Gate(row.gate),
        by=UserId(row.by),
        by_name=row.by_name,
        at=row.at,
        seen=ContentHash(row.seen),
        revision=row.revision,
        note=row.note,
    )


def bulletin_of(row: Row[Any], revision: Revision, standing: Collection[Approval]) -> Bulletin:
    """A row, with its revision and the approvals that stand, as a bulletin."""
    return Bulletin(
        id=BulletinId(row.id),
        author=UserId(row.author),
        author_name=row.author_name,
        state=State(row.state),
        revision=revision,
        created_at=row.created_at,
        approvals=tuple(standing),
        released_revision=row.released_revision,
        recalled_revision=row.recalled_revision,
        reason=row.reason,
        version=row.version,
    )
