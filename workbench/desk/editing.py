"""Writing: documents in, drafts saved, recordings attached, old bulletins taken up again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath

from models.documents.base import Limits, Source
from models.errors import Conflict, NotFound
from models.types import Document
from pipelines.ports import BlobStore
from pipelines.types import Take
from workbench.desk.cleaning import clean, clean_text
from workbench.domain.bulletin import Bulletin, BulletinId, Content, DocumentId, Revision
from workbench.domain.flow import State
from workbench.domain.people import Actor, Verb
from workbench.domain.place import Schedule
from workbench.store import codec
from workbench.store.rows import StoredDocument
from workbench.store.unit_of_work import UnitOfWork


def import_document(
    uow: UnitOfWork, blobs: BlobStore, actor: Actor, source: Source, limits: Limits | None = None
) -> StoredDocument:
    """Read a file and keep it with its original; nothing is kept of one that cannot be read.

    Raises:
        BadInput: the reader says what is wrong with the file.
        Missing: a program the format needs is not installed.
    """
    from models import documents

    actor.require(Verb.WRITE)
    document = documents.read(source, limits or Limits())
    # The blob first: a crash in between leaves an unused file, never a document without its original.
    key = blobs.put(source.content, PurePath(source.name).suffix)
    return store_document(uow, actor, document, original_key=key)


def store_document(uow: UnitOfWork, actor: Actor, document: Document, original_key: str = "") -> StoredDocument:
    """Keep a document that has been read already (pasted text, command line)."""
    actor.require(Verb.WRITE)
    document = replace(document, name=clean_text(document.name))
    uow.begin_write()
    document_id = uow.documents.add(document, original_key, actor)
    uow.audit.add(actor, "import", document_id, {"name": document.name, "sha256": document.sha256})
    uow.commit()
    return StoredDocument(document_id, document, original_key, uow.now(), actor.id)


def new_bulletin(
    uow: UnitOfWork,
    actor: Actor,
    content: Content,
    source: DocumentId | None = None,
    provenance: Mapping[str, str] | None = None,
) -> Bulletin:
    """A draft. Machine-made content arrives here and nowhere further by itself."""
    actor.require(Verb.WRITE)
    uow.begin_write()
    if source is not None and not uow.documents.exists(source):
        raise NotFound(f"Không có văn bản nguồn “{source}”.")
    bulletin = _add(uow, actor, clean(content), source=source, provenance=provenance)
    uow.audit.add(actor, "create", bulletin.id, {"title": content.title, "source": source or ""})
    uow.commit()
    return bulletin


def save(
    uow: UnitOfWork, actor: Actor, bulletin_id: str, content: Content, expected_version: int | None = None
) -> Bulletin:
    """Save content, by the author's hand or the page's autosave alike.

    Args:
        uow: the transaction.
        actor: who writes.
        bulletin_id: what is written.
        content: the whole content as it now stands on the page.
        expected_version: `Bulletin.version` the page was loaded with; None overwrites whatever is there.

    Raises:
        Conflict: somebody else saved since. `details` say who (`by_name`), when (`at`), the stored
            `version`, and give the losing edit back whole as `content`, so the page can keep it.
    """
    uow.begin_write()
    bulletin = uow.bulletins.get(bulletin_id)
    cleaned = clean(content)
    if expected_version is not None and bulletin.version != expected_version:
        if cleaned == bulletin.revision.content:
            return bulletin
        raise _lost(uow, bulletin.id, cleaned)
    edited = bulletin.edit(actor, cleaned, uow.now())
    if edited is bulletin:
        return bulletin
    saved = uow.bulletins.save(edited, actor)
    _audit_edit(uow, actor, bulletin, saved)
    uow.commit()
    return saved


def attach_take(uow: UnitOfWork, actor: Actor, bulletin_id: str, take: Take, sound_key: str) -> Bulletin:
    """Attach a recording made for `sound_key`. Raises Conflict when the text changed meanwhile."""
    uow.begin_write()
    bulletin = uow.bulletins.get(bulletin_id)
    attached = bulletin.attach_take(actor, take, sound_key, uow.now())
    if attached is bulletin:
        return bulletin
    saved = uow.bulletins.save(attached, actor)
    uow.audit.add(actor, "record", bulletin.id, {"audio": take.audio_sha256, "voice": take.voice_id})
    uow.commit()
    return saved


def copy(uow: UnitOfWork, actor: Actor, bulletin_id: str) -> Bulletin:
    """A new draft with the content of an old one; dates are left out, they belonged to the old one."""
    actor.require(Verb.WRITE)
    uow.begin_write()
    old = uow.bulletins.get(bulletin_id).revision
    content = replace(
        old.content, schedule=replace(old.content.schedule, start_on=None, end_on=None), expires_at=None
    )
    if not content.schedule.times:
        content = replace(content, schedule=Schedule())
    bulletin = _add(
        uow,
        actor,
        content,
        source=old.source,
        provenance={**old.provenance, "copied_from": bulletin_id},
        take=old.current_take,
    )
    uow.audit.add(actor, "copy", bulletin.id, {"from": bulletin_id})
    uow.commit()
    return bulletin


def _add(
    uow: UnitOfWork,
    actor: Actor,
    content: Content,
    *,
    source: DocumentId | None,
    provenance: Mapping[str, str] | None,
    take: Take | None = None,
) -> Bulletin:
    now = uow.now()
    revision = Revision(
        number=1,
        content=content,
        editors=frozenset({actor.id}),
        created_at=now,
        saved_at=now,
        source=source,
        take=take,
        take_key=content.sound_key if take else "",
        provenance=dict(provenance or {}),
    )
    return uow.bulletins.add(
        Bulletin(
            id=uow.bulletins.new_id(now),
            author=actor.id,
            author_name=actor.name,
            state=State.DRAFT,
            revision=revision,
            created_at=now,
        )
    )


def _lost(uow: UnitOfWork, bulletin_id: BulletinId, content: Content) -> Conflict:
    conflict = uow.bulletins.conflict(bulletin_id)
    conflict.details["content"] = codec.to_plain(content)
    return conflict


def _audit_edit(uow: UnitOfWork, actor: Actor, before: Bulletin, after: Bulletin) -> None:
    """One line per person and revision; autosaves of the same hand are one edit."""
    new_revision = after.revision.number != before.revision.number
    if new_revision or actor.id not in before.revision.editors:
        details = {"revision": after.revision.number, "from_state": before.state.value}
        uow.audit.add(actor, "edit", after.id, details)
