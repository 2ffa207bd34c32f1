"""The only SQL: database, repositories, outbox, blobs, migrations."""
