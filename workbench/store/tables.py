"""The schema: every table once, for SQLite and PostgreSQL alike.

People who act (author, approver, auditor) are kept by id and name without a foreign key: the record of
who did what outlives the account, and the machine's operator has none.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

# Batch migrations on SQLite need every constraint to have a name.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)


class Moment(TypeDecorator[datetime]):
    """An aware UTC moment, microseconds kept; naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite stores it without the zone, so that text order is time order."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment must be aware")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Back to aware UTC."""
        del dialect  # a naive value says enough
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite counts up only an INTEGER PRIMARY KEY; AUTOINCREMENT never gives a number twice.
Sequence64 = BigInteger().with_variant(Integer, "sqlite")
WAITING = text("state = 'waiting'")

meta = Table(
    "meta", metadata, Column("key", String(64), primary_key=True), Column("value", Text, nullable=False)
)

users = Table(
    "users",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("login", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("must_change", Boolean(create_constraint=False), nullable=False),
    Column("active", Boolean(create_constraint=False), nullable=False),
    Column("created_at", Moment, nullable=False),
)

# Wrong passwords, by "login:<name>" (also of nobody) and "remote:<address>".
attempts = Table(
    "attempts",
    metadata,
    Column("key", String(128), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("locked_until", Moment),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("user_id", String(32), ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    Column("remote", String(64), nullable=False),
)

areas = Table(
    "areas",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("name", Text, nullable=False),
    Column("level", String(16), nullable=False),
    Column("parent", String(40), ForeignKey("areas.code"), index=True),
    Column("path", Text, nullable=False),
)

slots = Table(
    "slots",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("area", String(40), ForeignKey("areas.code", ondelete="CASCADE"), nullable=False, index=True),
    Column("body", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("body", LargeBinary, nullable=False),
    Column("original_key", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("created_by", String(32), nullable=False),
)

bulletins = Table(
    "bulletins",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("author", String(32), nullable=False, index=True),
    Column("author_name", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("released_revision", Integer),
    Column("recalled_revision", Integer),
    Column("reason", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", String(32), nullable=False),
    Column("changed_by_name", Text, nullable=False),
    # Copied from the current revision, to be searched and sorted:
    Column("title", Text, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("channels", Text, nullable=False),
    Column("areas", Text, nullable=False),
    Column("expires_at", Moment, index=True),
    Column("search_text", Text, nullable=False),
    Index(None, "state", "changed_at"),
    Index(None, "changed_at"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("bulletin_id", String(40), ForeignKey("bulletins.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("text_hash", String(64), nullable=False),
    Column("take", LargeBinary),
    Column("take_key", String(64), nullable=False),
    Column("audio_sha256", String(64), nullable=False, index=True),
    Column("provenance", Text, nullable=False),
    Column("findings", Text, nullable=False),
    Column("editors", Text, nullable=False),
    Column("source", String(32), ForeignKey("documents.id")),
    Column("created_at", Moment, nullable=False),
    Column("saved_at", Moment, nullable=False),
)

approvals = Table(
    "approvals",
    metadata,
    Column("seq", Sequence64, primary_key=True, autoincrement=True),
    Column("bulletin_id", String(40), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("gate", String(8), nullable=False),
    Column("by", String(32), nullable=False),
    Column("by_name", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("seen", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("voided_at", Moment),
    ForeignKeyConstraint(["bulletin_id", "revision"], ["revisions.bulletin_id", "revisions.number"]),
    Index(None, "bulletin_id", "revision"),
    sqlite_autoincrement=True,
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Sequence64, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("actor_id", String(32), nullable=False),
    Column("actor_name", Text, nullable=False),
    Column("verb", String(40), nullable=False),
    Column("subject", String(64), nullable=False, index=True),
    Column("details", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("seq", Sequence64, primary_key=True, autoincrement=True),
    Column("event_id", String(120), nullable=False),
    Column("routing_key", String(255), nullable=False),
    Column("lane", String(300), nullable=False),
    Column("subject", String(64), nullable=False, index=True),
    Column("priority", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("lease_until", Moment),
    Column("lease_token", String(32)),
    Column("error", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
    UniqueConstraint("event_id", "routing_key"),
    Index("ix_outbox_due", "priority", "seq", sqlite_where=WAITING, postgresql_where=WAITING),
    Index("ix_outbox_order", "subject", "lane", "seq", sqlite_where=WAITING, postgresql_where=WAITING),
    sqlite_autoincrement=True,
)

receipts = Table(
    "receipts",
    metadata,
    Column("receipt_id", String(255), primary_key=True),
    Column("bulletin_id", String(40), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("channel", String(8), nullable=False),
    Column("receiver", String(80), nullable=False),
    Column("area", String(40), nullable=False),
    Column("status", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    Column("detail", Text, nullable=False),
    Column("noted_at", Moment, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("bulletin_id", String(40), primary_key=True),
    Column("receiver", String(80), primary_key=True),
    Column("channel", String(8), primary_key=True),
    Column("area", String(40), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    Column("detail", Text, nullable=False),
    Column("plays", Integer, nullable=False),
)

receivers = Table(
    "receivers",
    metadata,
    Column("receiver", String(80), primary_key=True),
    Column("channel", String(8), primary_key=True),
    Column("area", String(40), nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
)

lexicon = Table(
    "lexicon",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("scope", String(16), nullable=False),
    Column("owner", String(40), nullable=False),
    Column("written", Text, nullable=False),
    Column("spoken", Text, nullable=False),
    Column("case_sensitive", Boolean(create_constraint=False), nullable=False),
    Column("context", Text, nullable=False),
    UniqueConstraint("scope", "owner", "written", "context"),
)

takes = Table(
    "takes",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("take", LargeBinary, nullable=False),
    Column("made_at", Moment, nullable=False),
)
