"""E-mail addresses, web addresses, domain names, file names and identifiers.

Cases:
    phongmot@dongnai.gov.vn -> phong mot a còng đồng nai chấm gov chấm vê en
    www.example.com/tin-tuc -> vê kép vê kép vê kép chấm example chấm com gạch chéo tin gạch ngang tức
    https://a1.vn -> hát tê tê pê ét a một chấm vê en
    bao_cao.docx -> bao gạch dưới cao chấm docx
    hdndhoami@mail.vn -> hát đê en dê hoa mi a còng mail chấm vê en
    @thienhoa, #NgayHoi2027 -> a còng thien hoa, thăng ngay hoi hai không hai bảy
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from models.reading.letters import NAMES, spell, unmarked
from models.reading.matching import Cursor, Match
from models.reading.options import Urls
from models.reading.tables import cues, words

_TLD = "vn|com|net|org|gov|edu|info|io|asia|tv|me|app|tech|ai|co|biz|eu|us|uk|xyz|online|site"
_LEFT = r"(?<![\w.@-])"
_ADDRESS = re.compile(
    _LEFT
    + r"(?:(?:https?|ftp|HTTPS?|Https?)://[^\s<>\"“”]{1,300}"
    + r"|[\w+%-][\w.+%-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
    + r"|[Ww]{3}\.[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}(?:/[\w./?=&%#~@-]{0,200})?"
    + r"|[A-Za-z0-9][\w-]{0,62}(?:\.[A-Za-z0-9][\w-]{0,62}){0,5}"
    + rf"\.(?:{_TLD})(?![\w])(?:/[\w./?=&%#~@-]{{0,200}})?"
    + r"|(?:bit\.ly|goo\.gl|forms\.gle|zalo\.me|fb\.me|m\.me|t\.me|youtu\.be)/[\w./?=&%#~@-]{1,200}"
    + r"|[A-Za-z]:\\[\w.\\-]{1,200}"
    + r"|(?:[0-9A-Fa-f]{1,4}:){3,7}:?[0-9A-Fa-f]{1,4}(?![\w:])"
    + r"|[A-Za-z][\w-]{0,60}_[\w.-]{1,80}"
    + r"|[A-Za-z0-9][\w-]{0,60}\.(?:docx?|xlsx?|pdf|pptx?|txt|zip|rar|jpe?g|png|mp3|mp4|csv|html?|log)(?!\w))"
)
_HEX = re.compile(r"(?=.*:)[0-9A-Fa-f:]+")
_TOKENS = re.compile(r"[0-9]+|[^\W\d_]+|.")
_SIGNS = {
    ".": "chấm", "/": "gạch chéo", "-": "gạch ngang", "_": "gạch dưới", "@": "a còng", "+": "cộng", "=": "bằng",
    "&": "và", "%": "phần trăm", "#": "thăng", "~": "ngã", ":": "hai chấm", "\\": "gạch", "?": "hỏi",
}  # fmt: skip
_KEPT = cues("web.kept")
_BARE_SYLLABLE = re.compile(
    r"(?:ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?"
    r"(?:(?:ie|ye|uo|uye)(?:ng|[cmnpt])|oai|oay|uay|uoi|uou|ieu|yeu|ia|iu|uu|ui|[ao]i|[ae]o|[ae]u|ay"
    r"|(?:ua|ue|uy|oa|oe|oo|[aeiouy])(?:ch|ng|nh|[cmnpt])?)"
)
"""A syllable without its marks."""
_LONGEST_WORD, _LONGEST_PIECE, _SHORTEST_KNOWN = 40, 12, 4
_SHORT = 5
_ENDING = re.compile(r"[b-df-hj-np-tv-xz]{2,}\Z")
_ENDINGS = cues("web.endings")
"""What a short word that is no syllable may end in and still be said: test, bank; abc and asdf are spelled."""
_HANDLE = re.compile(r"[@#][^\W\d_][\w.]{1,39}")
_HUMPS = re.compile(r"[0-9]+|[^\W\d_](?:[a-zà-ỹđ]+|[^\W\d_]*?(?=[0-9_.]|\Z))|[_.]")


class Web:
    """An address or a file name, when it begins here."""

    kind = "web"

    def match(self, at: Cursor) -> Match | None:
        """Read part by part; a dot or comma at the end belongs to the sentence."""
        text, pos = at.text, at.pos
        found = _ADDRESS.match(text, pos)
        if found is None:
            return None
        raw = found.group().rstrip(".,;:!?)]}'_-")
        if not raw:
            return None
        said: list[str] = []
        if _HEX.fullmatch(raw):
            hexes = (
                NAMES[c.lower()] if c.isalpha() else "hai chấm" if c == ":" else at.num.digits(c) for c in raw
            )
            return Match(pos + len(raw), " ".join(hexes), self.kind, "web:hex", 0.8)
        body = raw
        scheme = re.match(r"(https?|ftp)://", raw, re.IGNORECASE)
        if scheme:
            said.append(spell(scheme.group(1)))
            body = raw[scheme.end() :]
        for token in _TOKENS.findall(body):
            if token.isdigit():
                said.append(at.num.digits(token))
            elif token.isalpha():
                said.append(spell(token) if at.options.urls is Urls.SPELL else say_name(token))
            else:
                said.append(_SIGNS.get(token, ""))
        return Match(pos + len(raw), " ".join(w for w in said if w), self.kind, "web:address", 0.9)


class Handle:
    """@name of a page, #subject: word by word."""

    kind = "web"

    def match(self, at: Cursor) -> Match | None:
        """The sign, then each word of the name."""
        if at.text[at.pos] not in "@#" or at.char(at.pos - 1).isalnum():
            return None
        found = _HANDLE.match(at.text, at.pos)
        if found is None:
            return None
        raw = found.group().rstrip("._")
        said = [_SIGNS[raw[0]]]
        for part in _HUMPS.findall(raw[1:]):
            if part.isdigit():
                said.append(at.num.digits(part))
            elif part.isalpha():
                said.append(say_name(part) if part.isascii() else part)
            else:
                said.append(_SIGNS[part])
        return Match(at.pos + len(raw), " ".join(said), self.kind, "web:handle", 0.8)


def say_name(token: str) -> str:
    """A word of an address: a known word, Vietnamese syllables without marks, or letters."""
    low = token.lower()
    if not token.isascii():
        return low
    known = words("addresses").get(low)
    if known:
        return known
    if low in _KEPT:
        return low
    if len(low) == 1:
        return NAMES.get(low, low)
    if token.isupper() and len(token) <= 5:
        return spell(token)
    if len(low) <= 4 and not any(c in "aeiouy" for c in low):
        return spell(low)
    return _syllables(low) or (low if _sayable(low) else spell(low))


def _sayable(low: str) -> bool:
    """A word of another language that has the sound of one: test, bank, not abc."""
    if not any(c in "aeiouy" for c in low):
        return False
    ending = _ENDING.search(low)
    return len(low) > _SHORT or ending is None or ending.group()[-2:] in _ENDINGS


@cache
def _known_pieces() -> dict[str, str]:
    """Pieces of the table: those that are no words as they are said (ubnd, hdnd), words cut right (vanhoa)."""
    pieces = {}
    for written, said in words("addresses").items():
        if len(written) >= _SHORTEST_KNOWN:
            whole = unmarked(said)
            pieces[written] = whole if whole.replace(" ", "") == written else said
    return pieces


@lru_cache(maxsize=2048)
def _syllables(word: str) -> str | None:
    """Dichvucong -> dich vu cong, when every piece is a syllable; None when the word is something else.

    Known pieces of an address (ubnd, dongnai) may stand among the syllables.
    """
    whole = _split(word, _known_pieces()) if len(word) <= _LONGEST_WORD else None
    return " ".join(whole) if whole else None


def _split(word: str, known: Mapping[str, str]) -> tuple[str, ...] | None:
    """The fewest pieces, each a syllable or known."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(2, len(word) + 1):
        for start in range(max(0, end - _LONGEST_PIECE), end - 1):
            head = best[start]
            piece = word[start:end]
            if head is None or (start and piece[0] in "aeiouy"):
                continue
            said = known.get(piece) or (piece if _BARE_SYLLABLE.fullmatch(piece) else None)
            if said is None:
                continue
            now = best[end]
            if now is None or len(head) + 1 < len(now):
                best[end] = (*head, said)
    return best[-1]
