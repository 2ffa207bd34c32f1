"""What a bulletin is called and how it opens: from the document's own header, in sentence case.

Headers are set in capitals; the small letters come from the body, where the same words stand as they are
normally written, so names keep their capitals and nothing is guessed where the document itself says it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from models import sentences
from models.summarise import zones
from models.summarise.candidates import candidates
from models.summarise.shorten import shorten
from models.types import Document, HeaderField
from pipelines.types import Evidence, ScriptSentence

HEADLINE_SYLLABLES = 26
"""About 15 Vietnamese words."""

_LONGEST_HEADLINE = 40
"""Syllables up to which a headline with no safe place to cut is left whole."""

OPENING = "câu mở đầu theo mẫu, lấy từ phần đầu văn bản"
SMALL_LETTERS = "đổi chữ in hoa thành chữ thường"

_WORD = re.compile(r"\w+")
_PLACE = re.compile(r"(?:tỉnh|xã|phường|huyện|quận|thị trấn|thành phố|đặc khu|ấp|thôn)$", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:về việc|v/v:?|về)\s+", re.IGNORECASE)
_DROPPABLE = re.compile(
    r"\s+(?:trên địa bàn|theo|giai đoạn|năm \d{4}|của|nhân dịp|nhằm|để|cho năm|ban hành kèm)\b"
    r"|\s*[,;(]|(?<!\d)\s[–-]\s(?!\d)"
)
_DATED = (
    "kế hoạch",
    "quyết định",
    "nghị quyết",
    "chỉ thị",
    "nghị định",
    "thông tư",
    "luật",
    "chương trình",
    "đề án",
)
"""Kinds whose date of issue is news; a notice is about another day."""
_VERB = {
    "thông báo": "thông báo",
    "hướng dẫn": "hướng dẫn",
    "công văn": "có văn bản",
    "công điện": "có công điện",
    "công điện khẩn": "có công điện khẩn",
    "giấy mời": "có giấy mời",
    "thư mời": "có thư mời",
    "báo cáo": "báo cáo",
    "tờ trình": "có tờ trình",
}


def title_of(document: Document) -> str:
    """A title for the bulletin: kind and subject, the document's own title, or its first sentence.

    Empty only for a document without a word.
    """
    header = document.header
    if header.subject:
        subject = _spoken_case(header.subject.value, document.text)
        kind = header.kind.value.strip().capitalize() if header.kind else ""
        return _capital(_with_kind(kind, subject))
    title = zones.document_title(document)
    if title:
        return _capital(_spoken_case(title, document.text))
    said = [c.text for c in candidates(document)] or [s.text for s in sentences.split(document.text)]
    first = next((t for t in said if any(c.isalpha() for c in t)), "")
    return _short_headline(" ".join(first.split()).rstrip(" .;:"))


def headline(
    document: Document, most: int = HEADLINE_SYLLABLES, count: Callable[[str], int] | None = None
) -> str:
    """The title at most about 15 words long, shortened only by leaving out what qualifies it.

    `count` measures it otherwise, for a board in characters.
    """
    return _short_headline(title_of(document), most, count or sentences.count_syllables)


def opening(document: Document) -> ScriptSentence | None:
    """Who announces what: "Ủy ban nhân dân xã … ban hành Kế hoạch …". None when the header does not say it."""
    header = document.header
    if not (header.issuer and header.subject):
        return None
    issuer = _capital(_issuer_case(header.issuer.value, document.text))
    subject = _spoken_case(header.subject.value, document.text)
    kind = header.kind.value.strip().lower() if header.kind else "công văn"
    parts: list[HeaderField] = [header.issuer, header.subject, *([header.kind] if header.kind else [])]
    if kind in _VERB:
        verb = _VERB[kind]
        about = subject if kind in ("thông báo", "hướng dẫn") or _ABOUT.match(subject) else f"về việc {subject}"
        if kind == "thông báo" and _ABOUT.match(subject):
            about = _capital_off(_ABOUT.sub("về việc ", subject))
        said = f"{issuer} {verb} {_capital_off(about)}"
    else:
        said = f"{issuer} ban hành {_with_kind(kind.capitalize(), subject)}"
    if header.issued_on and header.issued_on.span and kind in _DATED:
        day = " ".join(header.issued_on.span.of(document.text).split())
        if re.match(r"ngày\s+\d", day, re.IGNORECASE):
            said = f"{_capital(day)}, {said}"
            parts.append(header.issued_on)
    evidence = [Evidence(p.span, p.span.of(document.text)) for p in parts if p.span]
    edits = (
        (OPENING, SMALL_LETTERS)
        if header.issuer.value.isupper() or header.subject.value.isupper()
        else (OPENING,)
    )
    return ScriptSentence(said.rstrip(" .;,") + ".", tuple(sorted(evidence, key=lambda e: e.span)), edits)


def _with_kind(kind: str, subject: str) -> str:
    """Join "Thông báo" and "Về việc tiêm …" to "Thông báo tiêm …"; a decision keeps its "về việc"."""
    if not kind or kind.lower() == "công văn":
        return _ABOUT.sub("", subject)
    if subject.lower().startswith(kind.lower()):
        return subject
    about = (
        _ABOUT.sub("", subject)
        if kind.lower() in ("thông báo", "kế hoạch", "hướng dẫn", "báo cáo")
        else subject
    )
    return f"{kind} {_capital_off(about)}"


def _short_headline(
    title: str, most: int = HEADLINE_SYLLABLES, count: Callable[[str], int] = sentences.count_syllables
) -> str:
    short = title
    while count(short) > most:
        cuts = [
            m.start() for m in _DROPPABLE.finditer(short) if sentences.count_syllables(short[: m.start()]) >= 8
        ]
        if not cuts:
            break
        short = short[: cuts[-1]].rstrip(" ,;(–-")
    return short if sentences.count_syllables(short) <= _LONGEST_HEADLINE else _clipped(short)


def _clipped(title: str) -> str:
    """No safe place to stop: show that something is left out."""
    shorter = shorten(title, HEADLINE_SYLLABLES, sentences.count_syllables)[0].rstrip(".")
    words = shorter.split()
    return shorter if len(words) <= HEADLINE_SYLLABLES else " ".join(words[:HEADLINE_SYLLABLES]) + "…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _capital_off(text: str) -> str:
    """A small first letter, unless the first word is an abbreviation or begins a name (two capitals)."""
    words = text.split()
    if not words or (len(words[0]) > 1 and words[0].isupper()):
        return text
    if len(words) > 1 and words[0][:1].isupper() and words[1][:1].isupper():
        return text
    return text[:1].lower() + text[1:]


def _spoken_case(text: str, source: str) -> str:
    """Capitals as the body of `source` writes the same words; other words small, abbreviations kept."""
    text = " ".join(text.split())
    letters = [c for c in text if c.isalpha()]
    if sum(c.isupper() for c in letters) < 0.7 * max(1, len(letters)):
        return text
    words = list(_WORD.finditer(text))
    written, place = _written(source)
    out, i = list(text), 0
    while i < len(words):
        run = _longest_run([w.group().lower() for w in words[i:]], written, place)
        cased = list(run) or [_alone(words[i].group())]
        for word, form in zip(words[i:], cased, strict=False):
            out[word.start() : word.end()] = form
        i += len(cased)
    return "".join(out)


def _issuer_case(text: str, source: str) -> str:
    """As `_spoken_case`; after "xã", "tỉnh" … a name follows, capitals on each syllable."""
    cased = _spoken_case(text, source)
    if not text.isupper():
        return cased
    words, naming = cased.split(" "), False
    for i, word in enumerate(words):
        if naming and word.islower():
            words[i] = _capital(word)
        naming = naming or bool(_PLACE.match(word) and i)
    return " ".join(words)


def _alone(word: str) -> str:
    """A word the body never writes: an abbreviation keeps its capitals, any other loses them."""
    spelled = len(word) > 1 and word.isascii() and sentences.count_syllables(word) > 1
    return word if spelled or any(c.isdigit() for c in word) else word.lower()


@lru_cache(maxsize=8)
def _written(source: str) -> tuple[tuple[str, ...], dict[str, tuple[int, ...]]]:
    """Words of the lines that are not set in capitals, and where each stands."""
    lines = (line for line in source.splitlines() if not line.isupper())
    words = tuple(w for line in lines for w in (*_WORD.findall(line), "\n"))
    place: dict[str, list[int]] = {}
    for i, word in enumerate(words):
        place.setdefault(word.lower(), []).append(i)
    return words, {word: tuple(found) for word, found in place.items()}


def _longest_run(
    wanted: list[str], written: tuple[str, ...], place: dict[str, tuple[int, ...]]
) -> tuple[str, ...]:
    """The longest stretch of the body, at least two words, that says the wanted words; () when there is none.

    A capital that only begins a line proves nothing: it is made small unless the next word has one too.
    """
    best: tuple[str, ...] = ()
    for start in place.get(wanted[0], ())[:200]:
        length = 0
        while length < len(wanted) and start + length < len(written):
            if written[start + length].lower() != wanted[length]:
                break
            length += 1
        if length < 2:
            continue
        run = written[start : start + length]
        if start == 0 or written[start - 1] == "\n":
            run = (_capital_off(" ".join(run[:2])).split(" ")[0], *run[1:])
        if len(run) > len(best):
            best = run
    return best
