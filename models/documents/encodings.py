"""Bytes and old fonts → Unicode NFC: recognised by what comes out as Vietnamese, never guessed by name."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Sequence

from models.documents.legacy_tables import TCVN3, VIQR_MARKS, VIQR_TONES, VNI_PAIRS, VNI_SINGLE
from models.documents.syllables import WORD, has_marks, is_syllable, score

_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
_SOFT_HYPHEN = "\u00ad"
"""Dropped last: in TCVN3 text it is the letter ư."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
"""Every kind of blank but the tab, which parts the columns of a table."""
_LATIN_MOJIBAKE = re.compile("[\u0080-\u00ff]")
_DOUBLE_UTF8 = re.compile(
    "á[º»]|Ã[\u0080-\u00bf\u0152-\u02dc\u2018-\u203a]|Ä[\u0090\u2018]|Æ[°¡]|Ä‘|Ä\u0083|Ä[ƒ¨©]"
)
_TOKEN = re.compile(r"[^\s\d.,;:!?()\"'/“”…–-]+")
_GOOD, _CLEARLY_BETTER = 0.85, 0.25
_UNSEEN = 0.5
"""Share of Vietnamese below which a byte reading is not believed."""


def to_unicode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode a text file. Returns clean NFC text and Vietnamese warnings about what was converted."""
    text, warning = _decode(content)
    text, more = repair(text)
    return text, ((warning,) if warning else ()) + more


def _decode(content: bytes) -> tuple[str, str]:
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(codec, errors="replace"), ""
    name = _utf16_without_mark(content)
    if name is not None:
        return content.decode(name, errors="replace"), ""
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    western = _cp1252(content)
    readings = {
        "windows-1258": unicodedata.normalize("NFC", content.decode("cp1258", errors="replace")),
        "TCVN3 (ABC)": from_tcvn3(western),
        "VNI": from_vni(western),
    }
    scores = {name: score(text) for name, text in readings.items()}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] >= _UNSEEN:
        return readings[best], f"Tệp dùng bảng mã {best}, đã chuyển sang Unicode; hãy kiểm tra lại chữ."
    loose = content.decode("utf-8", errors="replace")
    if score(loose) >= _UNSEEN:  # UTF-8 with a few broken bytes
        return loose, "Tệp có vài chỗ hỏng; những chữ lỗi được thay bằng dấu �."
    return western, "Không nhận ra bảng mã tiếng Việt của tệp; đã đọc như chữ Tây Âu, hãy kiểm tra lại chữ."


def _cp1252(content: bytes) -> str:
    """Windows-1252; the five bytes it leaves undefined stay the controls they are in Latin-1."""
    return content.decode("latin-1").translate(_CP1252)


_CP1252 = {
    byte: bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}


def _utf16_without_mark(content: bytes) -> str | None:
    head = content[:4000]
    if len(head) < 8:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 5 and odd > 4 * even:
        return "utf-16-le"
    if even > len(head) // 5 and even > 4 * odd:
        return "utf-16-be"
    return None


def repair(text: str) -> tuple[str, tuple[str, ...]]:
    """Clean text that is already Unicode: old-font look-alikes converted line by line, NFC, no invisibles.

    Correct Vietnamese and other languages are left alone: a line is converted only when the conversion
    turns most of its marked words into Vietnamese syllables and they were not before. Tabs stay.
    """
    warnings: list[str] = []
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    for _ in range(3):  # each trip through a wrong program adds a layer
        if not _DOUBLE_UTF8.search(text):
            break
        text = "\n".join(map(_undouble, text.split("\n")))
    text = _INVISIBLE.sub("", _CONTROL.sub("", re.sub("[\x0b\x0c\x85\u2028\u2029]", "\n", text)))
    if _LATIN_MOJIBAKE.search(text):
        text, used = _old_fonts(text)
        if used:
            warnings.append(
                f"Văn bản có chữ gõ bằng phông cũ ({', '.join(used)}), đã chuyển sang Unicode; "
                "hãy kiểm tra lại chữ."
            )
    if looks_like_viqr(text):
        text = from_viqr(text)
        warnings.append("Văn bản gõ kiểu VIQR, đã chuyển sang Unicode; hãy kiểm tra lại chữ.")
    text = _SPACES.sub(" ", text.replace(_SOFT_HYPHEN, ""))
    return unicodedata.normalize("NFC", text), tuple(warnings)


def repair_all(texts: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """`repair` for the pieces of one document: a short line is judged by the font of the whole."""
    pieces = [re.sub("\r\n?|[\x0b\x0c\u2028\u2029]", "\n", piece) for piece in texts]
    text, warnings = repair("\n".join(pieces))
    lines = text.split("\n")
    if len(lines) != sum(piece.count("\n") + 1 for piece in pieces):
        return [repair(piece)[0] for piece in texts], warnings  # a stray line break came out of a repair
    made: list[str] = []
    at = 0
    for piece in pieces:
        count = piece.count("\n") + 1
        made.append("\n".join(lines[at : at + count]))
        at += count
    return made, warnings


def _undouble(line: str) -> str:
    """UTF-8 that was read as Windows-1252 or Latin-1 once too often; word by word when only parts are."""
    if not _DOUBLE_UTF8.search(line):
        return line
    whole = _as_utf8(line)
    if whole is not None:
        return whole if score(whole) > score(line) else line
    words = []
    for word in line.split(" "):
        fixed = _as_utf8(word) if _DOUBLE_UTF8.search(word) else None
        words.append(fixed if fixed is not None and score(fixed) > score(word) else word)
    return " ".join(words)


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


def _old_fonts(text: str) -> tuple[str, list[str]]:
    lines = text.split("\n")
    doubtful = [index for index, line in enumerate(lines) if _suspicious(line)]
    if not doubtful:
        return text, []
    total = dict.fromkeys(_FONTS, 0.0)
    chosen: list[tuple[int, dict[str, str]]] = []
    for index in doubtful:
        forms = {name: convert(lines[index]) for name, convert in _FONTS.items()}
        chosen.append((index, forms))
        for name, form in forms.items():
            total[name] += score(form) - score(lines[index])
    favourite = max(total, key=lambda name: total[name])
    converted: dict[int, tuple[str, str]] = {}
    evidence: set[str] = set()
    for index, forms in chosen:
        # A short line alone is ambiguous; the whole document's font breaks the tie.
        name = max(forms, key=lambda name: (round(score(forms[name]), 1), name == favourite))
        before, after = lines[index], forms[name]
        gained = _new_syllables(before, after)
        if gained and score(after) >= _GOOD and score(after) >= score(before) + _CLEARLY_BETTER:
            converted[index] = (after, name)
            evidence |= gained
    if len(evidence) < 2:  # one "µm" in a correct text is not an old font
        return text, []
    for index, (after, _) in converted.items():
        lines[index] = after
    used = {name for _, name in converted.values()}
    return "\n".join(lines), [name for name in _FONTS if name in used]


def _new_syllables(before: str, after: str) -> set[str]:
    """Marked syllables of two letters or more that the conversion made; footnote signs make none."""
    made = {w.lower() for w in WORD.findall(after) if len(w) > 1 and has_marks(w) and is_syllable(w)}
    return made - {w.lower() for w in WORD.findall(before)}


def _suspicious(line: str) -> bool:
    """Marked words that are not Vietnamese, made of Latin-1 letters."""
    if not _LATIN_MOJIBAKE.search(line):
        return False
    marked = [w for w in _TOKEN.findall(line) if has_marks(w)]
    wrong = [w for w in marked if not _is_word(w)]
    return len(wrong) * 2 >= len(marked) > 0


def _is_word(word: str) -> bool:
    letters = WORD.findall(word)
    return bool(letters) and "".join(letters) == word and all(map(is_syllable, letters))


def from_tcvn3(text: str) -> str:
    """TCVN3 bytes seen as Latin-1 (or Windows-1252) → Unicode."""
    return "".join(TCVN3.get(c, c) for c in text)


def from_vni(text: str) -> str:
    """VNI-Windows text seen as Windows-1252 → Unicode."""
    out, i = [], 0
    while i < len(text):
        pair = text[i : i + 2]
        if pair in VNI_PAIRS:
            out.append(VNI_PAIRS[pair])
            i += 2
        else:
            out.append(VNI_SINGLE.get(text[i], text[i]))
            i += 1
    return "".join(out)


def from_cp1258(text: str) -> str:
    """Windows-1258 bytes seen as Windows-1252 → Unicode; unchanged when it cannot be that."""
    try:
        return unicodedata.normalize("NFC", text.encode("cp1252").decode("cp1258"))
    except UnicodeError:
        return text


_FONTS: dict[str, Callable[[str], str]] = {
    "TCVN3": from_tcvn3,
    "VNI": from_vni,
    "Windows-1258": from_cp1258,
}


def looks_like_viqr(text: str) -> bool:
    """Enough marks of VIQR, on words that become Vietnamese by them, and no Vietnamese letter yet."""
    marks = re.findall(r"(?i)[aeo]\^|a\(|[ou]\+|\bdd", text)
    if len(marks) < 5 or any(has_marks(word) for word in WORD.findall(text)):
        return False
    converted = from_viqr(text)
    words = WORD.findall(converted)
    return len([w for w in words if has_marks(w)]) >= len(words) * 0.3 and score(converted) >= _GOOD


def from_viqr(text: str) -> str:
    """VIQR (RFC 1456) → Unicode; a backslash keeps the next mark as punctuation."""
    out: list[str] = []
    i = 0
    while i < len(text):
        char = text[i]
        if char == "\\" and i + 1 < len(text):
            out.append(text[i + 1])
            i += 2
            continue
        if char in "dD" and text[i + 1 : i + 2] in ("d", "D"):
            out.append("Đ" if char == "D" else "đ")
            i += 2
            continue
        i += 1
        if char.lower() not in "aeiouy":
            out.append(char)
            continue
        letter = char
        allowed = {"a": "(^", "e": "^", "o": "^+", "u": "+"}.get(char.lower(), "")
        if i < len(text) and text[i] in allowed:
            letter += VIQR_MARKS[text[i]]
            i += 1
        if i < len(text) and text[i] in VIQR_TONES and not _is_full_stop(text, i):
            letter += VIQR_TONES[text[i]]
            i += 1
        out.append(unicodedata.normalize("NFC", letter))
    return "".join(out)


def _is_full_stop(text: str, i: int) -> bool:
    """A dot or question mark at the end of a sentence is punctuation, unless the word needs its tone."""
    if text[i] not in ".?":
        return False
    rest = text[i + 1 : i + 3]
    return (not rest or rest[0].isspace()) and (len(rest) < 2 or rest[1].isupper() or rest[1].isspace())
