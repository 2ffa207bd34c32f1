"""UTF-8 that some program read as Windows-1252 or Latin-1 and saved again: "Viá»‡t" → "Việt"."""

from __future__ import annotations

import re

from models.documents.syllables import LOWER, WORD, is_syllable, score

_REST = "[\u0080-\u00bf\u0152-\u02dc\u2018-\u203a€™]"
"""What the bytes 80-BF look like in Latin-1 and Windows-1252."""
_SIGN = re.compile(f"á[º»]|Ã{_REST}|Ä[\u0090‘\u0083ƒ¨©]|Æ[°¡]")
_SURE = re.compile(rf"á[º»]{_REST}|Ã(?!\u00a0){_REST}(?=[^\W\d_])|(?<=[{LOWER}])Ã\u00a0|Ã\u00a0(?=[{LOWER}])")
"""Signs that stand beside no correct word; those in "XÃ”", "XÃ\u00a0SUỐI" and "«đá»" do."""
_RAISED = str.maketrans("", "", "¹²³ºª")
"""Letters to a regular expression, footnote signs to a reader."""
_LAYERS = 3
"""Each trip through a wrong program adds one."""
_LOST_BLANK = re.compile(r"([^\W\d_]*)Ã(?: ([^\W\d_]*)|$)", re.MULTILINE)
"""The letter à doubled, after some program made a plain blank of its second half, a no-break space."""
_BETWEEN = re.compile("( |(?<![ÃÆº»])\u00a0)")
"""A blank between words; after these letters the no-break space is the end of a doubled à, Ơ, Ạ or Ỡ."""


def undouble(text: str) -> str:
    """The text as it was first written; correct text unchanged.

    Quotation marks end up beside letters in correct text too ("THỊ XÃ”" is also a doubled "THỊ XÔ"), so a
    line, or a whole text without one Vietnamese letter of its own, needs a word that cannot be right.
    """
    for _ in range(_LAYERS):
        if not any(map(_is_sure, _signed(text))):
            break
        whole = _as_utf8(text)
        text = whole if whole is not None else "\n".join(map(_line, text.split("\n")))
    return text


def _signed(text: str) -> list[str]:
    return [word for word in _BETWEEN.split(text) if _SIGN.search(word)] if _SIGN.search(text) else []


def _is_sure(word: str) -> bool:
    """A sure sign, letters that are no syllable, or capitals after small letters: "ThÃ´ng", not "XÃ”"."""
    letters = WORD.findall(word.translate(_RAISED))
    return _SURE.search(word) is not None or not all(
        is_syllable(w) and (w.islower() or w.isupper() or w.istitle()) for w in letters
    )


def _line(line: str) -> str:
    """A line as a whole, or word by word when only some of its words were doubled."""
    if not any(map(_is_sure, _signed(line))):
        return line
    full = re.sub("(?<=á[º»]) |(?<=Æ) ", "\u00a0", _LOST_BLANK.sub(_with_blank, line))
    whole = _as_utf8(full)
    if whole is not None:
        return whole if _no_worse(whole, line) else line
    words = []
    for word in _BETWEEN.split(full):
        fixed = _as_utf8(word) if _SIGN.search(word) and _is_sure(word) else None
        words.append(fixed if fixed is not None and _no_worse(fixed, word) else word)
    return "".join(words)


def _with_blank(found: re.Match[str]) -> str:
    """One word in "chÃ o", two in "bÃ  con"; "vÃ con" lost a second blank; "XÃ SUỐI" is right as it is."""
    before, after = found[1], found[2] or ""
    twice = not after and found.string[found.end() : found.end() + 1] == " "
    if before.isupper() and (len(before) > 1 or not (twice or after[:1].islower())):
        return found[0]
    apart = bool(after) and not is_syllable(f"{before}à{after}")
    return f"{before}Ã\u00a0{' ' if apart else ''}{after}"


def _no_worse(fixed: str, text: str) -> bool:
    return score(fixed) >= score(text) or _SIGN.search(fixed) is not None


def _as_utf8(text: str) -> str | None:
    data = bytearray()
    for char in text:
        try:
            data += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return None
            data.append(ord(char))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None
