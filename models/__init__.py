"""Engines: documents in, reading aloud, speech, summaries, retrieval, language models.

The lowest floor: nothing here knows what a bulletin is. Importing this package loads no engine.
"""
