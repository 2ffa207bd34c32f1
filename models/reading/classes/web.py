"""E-mail addresses, web addresses, domain names, file names and identifiers.

Cases:
    phongmot@dongnai.gov.vn -> phong mot a còng đồng nai chấm gov chấm vê en
    www.example.com/tin-tuc -> vê kép vê kép vê kép chấm example chấm com gạch chéo tin gạch ngang tức
    https://a1.vn -> hát tê tê pê ét a một chấm vê en
    bao_cao.docx -> bao gạch dưới cao chấm docx
"""

from __future__ import annotations

import re
from functools import lru_cache

from models.reading.letters import NAMES, is_syllable, spell
from models.reading.matching import Cursor, Match
from models.reading.options import Urls
from models.reading.tables import cues, words

_TLD = "vn|com|net|org|gov|edu|info|io|asia|tv|me|app|tech|ai|co|biz|eu|us|uk|xyz|online|site"
_LEFT = r"(?<![\w.@-])"
_ADDRESS = re.compile(
    _LEFT
    + r"(?:(?:https?|ftp|HTTPS?|Https?)://[^\s<>\"“”]{1,300}"
    + r"|[\w+%-][\w.+%-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
    + r"|[Ww]{3}\.[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}(?:/[\w./?=&%#~-]{0,200})?"
    + r"|[A-Za-z0-9][\w-]{0,62}(?:\.[A-Za-z0-9][\w-]{0,62}){0,5}"
    + rf"\.(?:{_TLD})(?![\w])(?:/[\w./?=&%#~-]{{0,200}})?"
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


def say_name(token: str) -> str:
    """A word of an address: a known word, Vietnamese syllables without marks, or letters."""
    low = token.lower()
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
    split = _syllables(low)
    if split is not None:
        return split
    return low if any(c in "aeiouy" for c in low) else spell(low)


@lru_cache(maxsize=2048)
def _syllables(word: str) -> str | None:
    """Dichvucong -> dich vu cong, when every piece is a syllable; None when the word is something else."""
    if len(word) > 40:
        return None
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(2, len(word) + 1):
        for start in range(max(0, end - 7), end - 1):
            head = best[start]
            piece = word[start:end]
            if head is None or (start and piece[0] in "aeiouy") or not is_syllable(piece):
                continue
            candidate = (*head, piece)
            now = best[end]
            if now is None or len(candidate) < len(now):
                best[end] = candidate
    whole = best[-1]
    return " ".join(whole) if whole else None
