"""Source documents: text and structure packed, the original bytes in the blob store."""

from __future__ import annotations

import uuid

from sqlalchemy import insert, select

from models.errors import NotFound
from models.types import Document
from workbench.domain.bulletin import DocumentId
from workbench.domain.people import Actor, UserId
from workbench.store import codec
from workbench.store.rows import StoredDocument
from workbench.store.tables import documents
from workbench.store.transaction import Transaction


class Documents:
    """The documents bulletins are made from."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def add(self, document: Document, original_key: str, actor: Actor) -> DocumentId:
        """Keep a document; the same document twice is kept twice, each with its own bulletin."""
        document_id = DocumentId(uuid.uuid4().hex)
        self._t.write(
            insert(documents).values(
                id=document_id,
                name=document.name,
                sha256=document.sha256,
                body=codec.pack(document),
                original_key=original_key,
                created_at=self._t.clock(),
                created_by=actor.id,
            )
        )
        return document_id

    def get(self, document_id: str) -> StoredDocument:
        """One document. Raises NotFound."""
        row = self._t.read(select(documents).where(documents.c.id == document_id)).first()
        if row is None:
            raise NotFound(f"Không có văn bản nguồn “{document_id}”.")
        return StoredDocument(
            id=DocumentId(row.id),
            document=codec.unpack(Document, row.body),
            original_key=row.original_key,
            created_at=row.created_at,
            created_by=UserId(row.created_by),
        )

    def exists(self, document_id: str) -> bool:
        """Whether there is such a document, without unpacking it."""
        return self._t.read(select(documents.c.id).where(documents.c.id == document_id)).first() is not None

    def with_content(self, sha256: str) -> list[DocumentId]:
        """Documents read from exactly these bytes, oldest first: "this file was imported before"."""
        if not sha256:
            return []
        c = documents.c
        return [
            DocumentId(r.id)
            for r in self._t.rows(select(c.id).where(c.sha256 == sha256).order_by(c.created_at))
        ]
