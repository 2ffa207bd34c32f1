"""Summaries: which sentences to keep, and where they stand in the source."""
