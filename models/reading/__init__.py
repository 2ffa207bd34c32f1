"""Reading aloud: written Vietnamese -> what will be said, aligned span by span.

read("UBND xã họp lúc 7h30.").spoken == "ủy ban nhân dân xã họp lúc bảy giờ ba mươi phút."
"""

from models.reading.lexicon import Lexicon, LexiconEntry, Scope
from models.reading.normaliser import read
from models.reading.options import Brackets, CodeStyle, Decimals, Foreign, ReadingOptions, Urls

__all__ = [
    "Brackets",
    "CodeStyle",
    "Decimals",
    "Foreign",
    "Lexicon",
    "LexiconEntry",
    "ReadingOptions",
    "Scope",
    "Urls",
    "read",
]
