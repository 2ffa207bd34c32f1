"""The trips of design.md as plain typed functions: draft, voice (and later assist, corpus, batch).

A pipeline receives its engines and ports as arguments; it reads no settings and knows no user.
"""
