"""Bytes and old fonts → Unicode NFC: recognised by what comes out as Vietnamese, never guessed by name."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Sequence

from models.documents.doubled import undouble
from models.documents.legacy import from_cp1258, from_tcvn3, from_viqr, from_viscii, from_vni, looks_like_viqr
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
_TOKEN = re.compile(r"[^\s\d.,;:!?()\"'/“”…–-]+")
_FONTS: dict[str, Callable[[str], str]] = {
    "TCVN3": from_tcvn3,
    "VNI": from_vni,
    "Windows-1258": from_cp1258,
}
"""Fonts in which Latin-1 letters were Vietnamese ones."""
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
        "VISCII": from_viscii(content.decode("latin-1")),
    }
    scores = {name: score(text) for name, text in readings.items()}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] >= _UNSEEN:
        return readings[best], f"Tệp dùng bảng mã {best}, đã chuyển sang Unicode; {_check(best)}."
    loose = content.decode("utf-8", errors="replace")
    if score(loose) >= _UNSEEN:  # UTF-8 with a few broken bytes
        return loose, "Tệp có vài chỗ hỏng; những chữ lỗi được thay bằng dấu �."
    return western, "Không nhận ra bảng mã tiếng Việt của tệp; đã đọc như chữ Tây Âu, hãy kiểm tra lại chữ."


def _check(*names: str) -> str:
    """What the person is asked to look at; capitals with tones cannot always be told in TCVN3."""
    tcvn3 = any(name.startswith("TCVN3") for name in names)
    return "hãy kiểm tra lại chữ" + (", nhất là chữ hoa có dấu" if tcvn3 else "")


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
    text = undouble(text)
    text = _INVISIBLE.sub("", _CONTROL.sub("", re.sub("[\x0b\x0c\x85\u2028\u2029]", "\n", text)))
    if _LATIN_MOJIBAKE.search(text):
        text, used = _old_fonts(text)
        if used:
            warnings.append(
                f"Văn bản có chữ gõ bằng phông cũ ({', '.join(used)}), đã chuyển sang Unicode; {_check(*used)}."
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


def _old_fonts(text: str) -> tuple[str, list[str]]:
    lines = text.split("\n")
    doubtful: list[tuple[int, float, dict[str, tuple[str, float]]]] = []
    total = dict.fromkeys(_FONTS, 0.0)
    for index, line in enumerate(lines):
        before = _share_of_words(line) if _LATIN_MOJIBAKE.search(line) else 1.0
        if before < 1.0:
            forms = {name: convert(line) for name, convert in _FONTS.items()}
            scored = {name: (form, _share_of_words(form)) for name, form in forms.items()}
            doubtful.append((index, before, scored))
            for name, (_, share) in scored.items():
                total[name] += share - before
    favourite = max(total, key=lambda name: total[name])
    sure: dict[int, tuple[str, str]] = {}
    likely: dict[int, tuple[str, str]] = {}
    evidence: set[str] = set()
    for index, before, scored in doubtful:
        # A short line alone is ambiguous; the whole document's font breaks the tie.
        name = max(scored, key=lambda name: (round(scored[name][1], 1), name == favourite))
        after, share = scored[name]
        gained = _new_syllables(lines[index], after)
        if not gained or share < _GOOD or share <= before:
            continue
        likely[index] = (after, name)
        if share >= before + _CLEARLY_BETTER:
            sure[index] = (after, name)
            evidence |= gained
    if len(evidence) < 2:  # one "µm" in a correct text is not an old font
        return text, []
    fonts = {name for _, name in sure.values()}
    for index, (after, name) in likely.items():
        if name in fonts:
            lines[index] = after
    return "\n".join(lines), [name for name in _FONTS if name in fonts]


def _new_syllables(before: str, after: str) -> set[str]:
    """Marked syllables of two letters or more that the conversion made; footnote signs make none."""
    made = {w.lower() for w in WORD.findall(after) if len(w) > 1 and has_marks(w) and is_syllable(w)}
    return made - {w.lower() for w in WORD.findall(before)}


def _share_of_words(line: str) -> float:
    """Share of Vietnamese syllables among the marked words of a line; 1 when it has none."""
    marked = [w for w in _TOKEN.findall(line) if has_marks(w)]
    return sum(map(_is_word, marked)) / len(marked) if marked else 1.0


def _is_word(word: str) -> bool:
    letters = WORD.findall(word)
    return bool(letters) and "".join(letters) == word and all(map(is_syllable, letters))
