"""Bytes and old fonts → Unicode NFC: recognised by what comes out as Vietnamese, never guessed by name."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable

from models.documents.legacy_tables import TCVN3, VIQR_MARKS, VIQR_TONES, VNI_PAIRS, VNI_SINGLE
from models.documents.syllables import WORD, has_marks, is_syllable, score

_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ufe00-\ufe0f\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
_LATIN_MOJIBAKE = re.compile("[\u0080-\u00ff]")
_DOUBLE_UTF8 = re.compile("á[º»]|Ã[\u0080-\u00bf\u2018-\u203a]|Ä[\u0090\u2018]|Æ[°¡]|Ä‘|Ä\u0083")
_GOOD, _CLEARLY_BETTER = 0.85, 0.25


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
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    if (name := _utf16_without_mark(content)) is not None:
        return content.decode(name, errors="replace"), ""
    latin = content.decode("latin-1")
    readings = {
        "windows-1258": unicodedata.normalize("NFC", content.decode("cp1258", errors="replace")),
        "TCVN3 (ABC)": from_tcvn3(latin),
        "VNI": from_vni(content.decode("cp1252", errors="replace")),
    }
    best = max(readings, key=lambda name: score(readings[name]))
    if score(readings[best]) >= 0.5:
        return readings[best], f"Tệp dùng bảng mã {best}, đã chuyển sang Unicode; hãy kiểm tra lại chữ."
    return content.decode("utf-8", errors="replace"), (
        "Không nhận ra bảng mã của tệp; những chữ lỗi được thay bằng dấu �."
    )


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
    turns most of its marked words into Vietnamese syllables and they were not before.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n")
    warnings: list[str] = []
    if _DOUBLE_UTF8.search(text):
        text = "\n".join(_undouble(line) for line in text.split("\n"))
    if _LATIN_MOJIBAKE.search(text):
        text, used = _old_fonts(text)
        if used:
            warnings.append(
                f"Văn bản có chữ gõ bằng phông cũ ({', '.join(used)}), đã chuyển sang Unicode; "
                "hãy kiểm tra lại chữ."
            )
    elif text.isascii() and looks_like_viqr(text):
        text = from_viqr(text)
        warnings.append("Văn bản gõ kiểu VIQR, đã chuyển sang Unicode; hãy kiểm tra lại chữ.")
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    text = _SPACES.sub(" ", text)
    return unicodedata.normalize("NFC", text), tuple(warnings)


def _undouble(line: str) -> str:
    """UTF-8 that was read as Windows-1252 once too often."""
    if not _DOUBLE_UTF8.search(line):
        return line
    data = bytearray()
    for char in line:
        try:
            data += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return line
            data.append(ord(char))
    try:
        fixed = data.decode("utf-8")
    except UnicodeDecodeError:
        return line
    return fixed if score(fixed) > score(line) else line


def _old_fonts(text: str) -> tuple[str, list[str]]:
    converters: dict[str, Callable[[str], str]] = {"TCVN3": from_tcvn3, "VNI": from_vni}
    used: list[str] = []
    lines = text.split("\n")
    total = dict.fromkeys(converters, 0.0)
    for line in lines:
        if _suspicious(line):
            for name, convert in converters.items():
                total[name] += score(convert(line)) - score(line)
    favourite = max(total, key=lambda name: total[name])
    for index, line in enumerate(lines):
        if not _suspicious(line):
            continue
        # A short line alone is ambiguous; the whole document's font breaks the tie.
        options = sorted(
            converters, key=lambda name: (round(score(converters[name](line)), 1), name == favourite)
        )
        name = options[-1]
        converted = converters[name](line)
        if score(converted) >= _GOOD and score(converted) >= score(line) + _CLEARLY_BETTER:
            lines[index] = converted
            if name not in used:
                used.append(name)
    return "\n".join(lines), used


def _suspicious(line: str) -> bool:
    """Marked words that are not Vietnamese, made of Latin-1 letters."""
    if not _LATIN_MOJIBAKE.search(line):
        return False
    marked = [w for w in re.findall(r"[^\s\d.,;:!?()\"'/]+", line) if has_marks(w)]
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


def looks_like_viqr(text: str) -> bool:
    """Enough marks of VIQR, on words that become Vietnamese by them."""
    marks = re.findall(r"(?i)[aeo]\^|a\(|[ou]\+|\bdd", text)
    if len(marks) < 5:
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
