"""Single letters: provisions, names of things, initials of people.

Cases:
    điểm b khoản 2 -> điểm bê khoản hai
    đ.b k.1 Đ.5 -> điểm bê khoản một điều năm
    vitamin B -> vitamin bê
    anh M. đi vắng -> anh mờ đi vắng
    H. bị thương nặng. -> hờ bị thương nặng.
    Nguyễn Văn B -> Nguyễn Văn bê
    em T. (12 tuổi) ở với bà H. Công an đã đến. -> em tờ mười hai tuổi ở với bà hờ. Công an đã đến.
"""

from __future__ import annotations

import re

from models.reading.letters import CAPITALS, NAMES, SMALLS, SOUNDS
from models.reading.matching import Cursor, Match
from models.reading.tables import cues

_SINGLE = re.compile(r"[^\W\d_](?![^\W_])")
_INITIALS = re.compile(r"([A-ZĐ])\.((?:[A-ZĐ]\.| [A-ZĐ]\.){0,5})(?:([A-ZĐ])(?!\w))?")
_PERSON = cues("letter.person")
_SHORT = re.compile(
    r"(?:đ(?:\. ?|iểm )([a-zđ]),? )?[kK](?:\. ?)?([0-9]{1,2}),? [ĐđD](?:\. ?)?([0-9]{1,3})(?![\w/.-]?\w)"
)
"""đ.b k.1 Đ.5: a provision as lawyers note it."""
_MIDDLE = frozenset(("thị", "văn", "đức", "hữu", "minh", "ngọc"))
_NAMED = re.compile(rf"[{CAPITALS}][{SMALLS}]{{1,7}} \Z")
_GOES_ON = re.compile(rf" ?[{SMALLS}0-9(,;:]")
"""What follows the dot of an initial inside a sentence."""
_LOWER = re.compile(rf" [{SMALLS}]")
_LIST_REACH = 800
_ALPHABET = "ABCDĐEGHIKLMNOPQRSTUVXY"
_MANY = frozenset("aăâeêioôơuưy")


class ProvisionLetter:
    """A lower-case letter after "điểm" or in a list of such letters."""

    kind = "provision"

    def match(self, at: Cursor) -> Match | None:
        """The letter's name; its vowels stay as written."""
        found = _SINGLE.match(at.text, at.pos)
        if found is None or at.glued():
            return None
        letter = found.group()
        if letter in NAMES and (at.cued(frozenset(("điểm", "tiết", "ý")), " ") or at.chained(self.kind)):
            return Match(found.end(), NAMES[letter], self.kind, "provision:point")
        return None


class ShortProvision:
    """đ.b k.1 Đ.5."""

    kind = "provision"

    def match(self, at: Cursor) -> Match | None:
        """Point, clause and article in full."""
        if at.text[at.pos] not in "đkK" or at.glued():
            return None
        short = _SHORT.match(at.text, at.pos)
        if short is None:
            return None
        point, clause, article = short.groups()
        head = f"điểm {NAMES[point]} " if point else ""
        said = f"{head}khoản {at.num.integer(clause)} điều {at.num.integer(article)}"
        return Match(short.end(), said, self.kind, "provision:short", 0.9)


class SingleLetter:
    """Any other letter that stands alone."""

    kind = "letter"

    def match(self, at: Cursor) -> Match | None:  # noqa: PLR0911 - one return a form
        """Initials of people take the letter's sound, everything else its name."""
        text, pos = at.text, at.pos
        before = at.char(pos - 1)
        if at.glued():
            return None
        initials = _INITIALS.match(text, pos)
        if initials and (initials.group(2) or initials.group(3)):
            end = initials.end()
            if text[end - 1] == "." and _GOES_ON.match(text, end) is None:
                end -= 1  # the sentence ends here
            letters = [c for c in initials.group() if c.isalpha()]
            return Match(end, " ".join(NAMES[c.lower()] for c in letters), self.kind, "letter:initials", 0.8)
        found = _SINGLE.match(text, pos)
        if found is None:
            return None
        letter = found.group().lower()
        if letter not in NAMES or (before and before in "'’" and text[pos - 2 : pos - 1].isalpha()):
            return None
        end = found.end()
        if text[end : end + 1] == "'" and text[end + 1 : end + 2].isalpha():
            return None  # H'leo, K'Brăng
        named = self._of_person(at, found.group(), end)
        if named:
            return named
        if letter in _MANY:
            return None  # said as written
        if letter == "x" and found.group() == "x" and before == " " and at.char(end) == " ":
            return Match(end, "nhân", self.kind, "letter:times", 0.8)
        end += found.group().isupper() and at.char(end) == "." and _LOWER.match(text, end + 1) is not None
        return Match(end, NAMES[letter], self.kind, "letter:name", 0.9)

    @staticmethod
    def _of_person(at: Cursor, letter: str, end: int) -> Match | None:
        """Chị L., Trần Văn B.: the dot belongs to the letter unless it ends the sentence."""
        if not letter.isupper() or at.char(end) == "-":
            return None
        if begins_sentence(at, letter, end):
            lower = letter.lower()
            said = letter if lower in _MANY else SOUNDS.get(lower, NAMES[lower])
            return Match(end + 1, said, "letter", "letter:initial", 0.8)
        if not at.left:
            return None
        beside = at.previous is not None and at.previous.rule == "letter:initial" and at.chained("letter")
        titled = at.left[-1] in _PERSON or at.char(at.pos - 1) == "." or beside
        surnamed = at.left[-1] in _MIDDLE
        dotted = at.char(end) == "." and _GOES_ON.match(at.text, end + 1) is not None
        if not titled and not (surnamed or (dotted and _NAMED.search(at.text, max(0, at.pos - 12), at.pos))):
            return None
        lower = letter.lower()
        if lower in _MANY:
            return Match(end + 1, letter, "letter", "letter:initial", 0.9) if dotted else None
        sounded = titled or (lower == "m" and surnamed)  # "em" would be another word
        said = SOUNDS.get(lower, NAMES[lower]) if sounded else NAMES[lower]
        return Match(end + dotted, said, "letter", "letter:initial", 0.9)


def begins_sentence(at: Cursor, letter: str, end: int) -> bool:
    """H. bị thương nặng: a sentence begins with an initial, and no list goes on from or to its neighbours."""
    text, pos = at.text, at.pos
    if not letter.isupper() or at.char(end) != "." or _LOWER.match(text, end + 1) is None:
        return False
    if not (at.at_line_start() or text[max(0, pos - 2) : pos] in (". ", "! ", "? ")):
        return False
    index = _ALPHABET.find(letter)
    beside = [c for c in (_ALPHABET[max(0, index - 1)], _ALPHABET[index + 1 : index + 2]) if c and c != letter]
    beside += {"V": ["IV", "VI"], "X": ["IX", "XI"], "I": ["II"]}.get(letter, [])
    mark = re.compile(rf"(?<!\S)(?:{'|'.join(beside)})[.)/](?=\s)")
    return mark.search(text, max(0, pos - _LIST_REACH), min(len(text), pos + _LIST_REACH)) is None
