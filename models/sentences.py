"""Where Vietnamese sentences begin and end, with exact offsets.

A stop ends a sentence unless it belongs to an abbreviation (TP., ThS., v.v.), a number or date (1.500.000,
12.4.2022), an address on the net, an initial, an enumeration mark ("1.", "a.", "Điều 12.") or stands inside
round brackets. A line break always ends one: documents put one paragraph or list item on a line.

Cases (a | marks a boundary; tests read this list):
    Ông đến TP. Biên Hòa hôm qua. | Hôm nay ông về.
    PGS.TS. Trần Thị Bê nói vậy. | Ai cũng nghe.
    Giá là 1.500.000 đồng. | Hạn cuối là 12.4.2022. | Xin nhớ.
    Điều 12. Phạm vi áp dụng
    1. Nộp hồ sơ tại Q. 3, P. Tân Định. | 2. Nhận giấy hẹn.
    Mua gạo, muối, v.v. rồi về. | Mua gạo, muối, v.v. | Rồi về.
    Ông nói: “Xong rồi.” | Mọi người ra về.
    “Anh đi đâu?” chị hỏi.
    Trời mưa... | Đường ngập... rất sâu.
    Xem https://xa.vn/tin.html. | Gửi thư tới a.b@xa.gov.vn. | Cảm ơn.
    Họ họp (ngày 1.5. Có mặt đủ.) rồi về. | Xong.
    Theo 15/2024/NĐ-CP. | Hết.
    Trồng rau giàu vitamin C. | Bón phân chuồng.
    Đường ngập sâu.Xe không qua được.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from models.types import Sentence, Span

# Shortened words that keep their stop and are followed by the word they belong to.
_ABBREVIATION = re.compile(
    r"tp|tx|tt|kp|q|p|h|f|ts|ths|gs|pgs|bs|bsck|bscki|bsckii|ks|kts|cn|ls|ds|nsnd|nsưt|ngnd|ngưt|ttnd|ttưt"
    r"|mr|mrs|ms|dr|prof|đt|đtdđ|sđt|tel|fax|đ/c|đc|vd|nxb|cty|th|tr|st",
    re.IGNORECASE,
)
# These, when a capital or digit follows, name a place: "Q. 3", "P. Tân Định", "H. Long Thành".
_PLACE_LETTERS = frozenset("QPHFTX")
_ENUMERATION = re.compile(
    r"(?:(?:điều|khoản|điểm|mục|tiểu mục|chương|phần|phụ lục|bước|câu|bài|đợt|tổ|nhóm)\s+)?"
    r"(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,6}|[A-Za-zĐđ])",
    re.IGNORECASE,
)
_BULLETS = "-–—+*•●○▪■◦·\u2022\uf0b7\u2212 \t\u00a0"
_OPENERS = "“‘\"'([{«"
_CLOSERS = "”’\"')]}»"
_STOPS = re.compile(r"[.!?…]+")
_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
# Runs whose inner stops never end a sentence.
_ATOMS = re.compile(
    r"https?://[^\s“”\"<>]+|www\.[^\s“”\"<>]+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.])[\w-]+(?:\.[\w-]+)*\.(?:vn|com|org|net|edu|gov|info|io|html?|pdf|docx?|xlsx?|mp3)\b(?:/[^\s“”\"<>]*)?"
    r"|\d+(?:[.,:/]\d+)+"
    r"|(?<!\d)\d{1,2}\. ?\d{1,2}\. ?\d{4}(?!\d)"
    r"|\bv\. ?v(?=\.)",
    re.IGNORECASE,
)


def split(text: str, span: Span | None = None) -> list[Sentence]:
    """Sentences of `text` (or of its part `span`), in order; together they cover every non-space character.

    Offsets are into `text`. A semicolon-ended list item on its own line is a sentence of its own.
    """
    start, end = (0, len(text)) if span is None else (max(0, span.start), min(len(text), span.end))
    found: list[Sentence] = []
    for line in _LINE.finditer(text, start, max(start, end)):
        for first, last in _pieces(text, line.start(), line.end()):
            a, b = _trimmed(text, first, last)
            if a < b:
                found.append(Sentence(text[a:b], Span(a, b)))
    return found


def count_syllables(text: str) -> int:
    """Spoken syllables of `text`: exact for text written out in Vietnamese words, an estimate otherwise.

    A digit counts one ("2022" is said in 4 to 7), a run of capitals that no Vietnamese syllable looks like
    is spelled letter by letter ("UBND" is 4), any other word counts one.
    """
    return sum(_word_syllables(m.group()) for m in _WORD.finditer(text))


_WORD = re.compile(r"[^\W\d_]+|\d+")
_ASCII_SYLLABLE = re.compile(r"(?:ngh?|[bcdghklmnpqrstvx]h?|tr|qu|gi)?[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?", re.I)


def _word_syllables(word: str) -> int:
    if word.isdigit():
        return len(word)
    if len(word) > 1 and word.isupper() and word.isascii() and not _ASCII_SYLLABLE.fullmatch(word):
        return len(word)
    return 1


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    atoms = [(m.start(), m.end()) for m in _ATOMS.finditer(text, start, end)]
    atom_starts = [a for a, _ in atoms]
    brackets = _bracketed(text, start, end)
    piece = start
    for stop in _STOPS.finditer(text, start, end):
        if stop.start() < piece:
            continue
        inside = bisect_right(atom_starts, stop.start()) - 1
        if inside >= 0 and stop.start() < atoms[inside][1] - _trailing_stop(text, atoms[inside]):
            continue
        if any(a < stop.start() < b for a, b in brackets):
            continue
        after = _past_closers(text, piece, stop.end(), end)
        if after < end and _ends_sentence(text, piece, stop, after, end):
            yield piece, after
            piece = after
    yield piece, end


def _trailing_stop(text: str, atom: tuple[int, int]) -> int:
    """A web address may swallow the sentence's own stop: give it back."""
    tail = text[atom[0] : atom[1]]
    return len(tail) - len(tail.rstrip(".!?…,;:)”"))


def _bracketed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Outermost balanced round brackets of a line."""
    found, depth, opened = [], 0, start
    for i in range(start, end):
        if text[i] == "(":
            opened = i if depth == 0 else opened
            depth += 1
        elif text[i] == ")" and depth:
            depth -= 1
            if depth == 0:
                found.append((opened, i))
    return found


def _past_closers(text: str, piece: int, at: int, end: int) -> int:
    """Quotes and brackets that close after the stop belong to the sentence, also a spaced straight quote."""
    while at < end and text[at] in _CLOSERS:
        at += 1
    if at + 1 < end and text[at] == " " and text[at + 1] == '"' and text.count('"', piece, at) % 2:
        at += 2
    note = re.compile(r"\s?\[\d{1,3}\]").match(text, at, end)
    return note.end() if note else at


def _ends_sentence(text: str, piece: int, stop: re.Match[str], after: int, end: int) -> bool:
    follows = after
    while follows < end and text[follows].isspace():
        follows += 1
    if follows >= end:
        return False  # the line's own end closes the piece
    if after == follows:  # no space: only where the space was forgotten between two words
        return stop.group() == "." and _forgotten_space(text, stop.start(), follows, end)
    begin = follows
    while begin < end and (text[begin] in _OPENERS or text[begin] in _BULLETS):
        begin += 1
    if begin >= end:
        return True
    if not (text[begin].isupper() or text[begin].isdigit()) and (text[begin].isalpha() or begin == follows):
        return False
    return stop.group() != "." or not _keeps_stop(text, piece, stop.start(), text[begin])


def _forgotten_space(text: str, stop: int, follows: int, end: int) -> bool:
    word = re.compile(r"[^\W\d_]+$").search(text[max(0, stop - 12) : stop])
    return (
        word is not None
        and len(word.group()) > 1
        and word.group().islower()
        and not _ABBREVIATION.fullmatch(word.group())
        and follows + 1 < end
        and text[follows].isupper()
        and text[follows + 1].islower()
    )


def _keeps_stop(text: str, piece: int, stop: int, following: str) -> bool:
    """The stop before position `stop` + 1 belongs to a mark, an abbreviation or an initial."""
    head = text[piece:stop].lstrip(_BULLETS + _OPENERS)
    if _ENUMERATION.fullmatch(head):
        return True
    token = head.rsplit(None, 1)[-1] if head else ""
    token = token.lstrip(_OPENERS)
    last = token.rsplit(".", 1)[-1]
    if _ABBREVIATION.fullmatch(last):
        return len(last) > 1 or last in _PLACE_LETTERS
    if len(last) == 1 and last.isupper():
        if "." in token:  # "Th.S.", "U.S."
            return True
        before = head[: len(head) - len(token)].split()
        # An initial follows a capitalised name ("Nguyễn V. A"); "vitamin C." does end a sentence.
        return bool(before) and before[-1][:1].isupper() and following.isupper()
    return False
