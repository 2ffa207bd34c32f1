"""Schema versions, one file each; run by `workbench.store.database`."""

HEAD = "0001"
"""The version this programme needs; a test compares it with the newest file."""
