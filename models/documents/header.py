"""Header fields of an administrative document (NĐ 30/2020/NĐ-CP, Điều 8), wherever the layout left them.

In real files the agency and the national motto stand side by side in a borderless table: their lines
come interleaved or joined. So each field is found by what it looks like, within the head or the tail;
what stands after the first line of the body is never a header field, but a citation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.documents import forms, signature
from models.documents.head import Head, date_of, number_of, read_head
from models.documents.signature import Line
from models.types import DocumentHeader, HeaderField, Span


@dataclass(frozen=True, slots=True)
class Found:
    """Header fields, and which lines are form rather than text."""

    header: DocumentHeader
    titles: frozenset[int]
    """Starts of the lines that name the document and its subject."""
    form: frozenset[int]
    """Starts of the lines of the head: agency, motto, number, date, rules between them."""
    closing: frozenset[int]
    """Starts of the lines of the tail: recipients, posts, name of the signer."""


def extract(lines: Sequence[Line]) -> Found:
    """Header fields of a document given as lines with spans; what is not there stays None."""
    head = read_head(lines)
    number_at, number, symbol = number_of(head)
    place, issued, date_at = date_of(head)
    issuer = _issuer(head, number_at)
    subject = _about(head) if head.kind_at is None else _subject(head, issuer)
    kind = head.kind or _kind_by_symbol(symbol, subject, lines[: head.end + 3])
    _furniture(head)
    tail = signature.extract(lines, head.end)
    start = [span.start for _, span in lines]
    return Found(
        DocumentHeader(
            issuer=issuer,
            number=number,
            symbol=symbol,
            place=place,
            issued_on=issued,
            kind=kind,
            subject=subject,
            signer=tail.signer,
            signer_title=tail.post,
            recipients=tail.recipients,
        ),
        titles=frozenset(start[i] for i in head.titles),
        form=frozenset(start[i] for i in head.form if i not in head.titles)
        if number_at >= 0 or date_at >= 0 or issuer or head.kind
        else frozenset(),
        closing=frozenset(start[i] for i in tail.lines),
    )


def _subject(head: Head, issuer: HeaderField | None) -> HeaderField | None:
    """The lines under the kind's name, until a rule, the authority, or the body."""
    at = head.kind_at
    if at is None:
        return None
    head.titles.append(at)
    line = head.lines[at]
    parts = [head.rest] if head.rest else []
    first, last = line[1].end - len(head.rest), line[1].end
    for index in range(at + 1, min(at + 9, len(head.lines))):
        text, span = head.lines[index]
        if not re.search(r"[^\W_]", text) or forms.MOTTO.search(text):
            if parts:
                break
            continue
        if _ends_subject(text, parts, head, issuer):
            break
        if not parts:
            first = span.start
        parts.append(text)
        last = span.end
        head.titles.append(index)
    if not parts:
        return None
    value = " ".join(parts)
    about = forms.ABOUT.match(value)
    return HeaderField((value[about.end() :] if about else value).strip(" :"), Span(first, last))


def _ends_subject(text: str, parts: list[str], head: Head, issuer: HeaderField | None) -> bool:
    if text.startswith("(") or forms.DATE.fullmatch(text) or forms.NUMBER.match(text):
        return True
    if parts and text.isupper() and _authority(text, head, issuer):
        return True
    if not parts:
        return False
    wrapped = text[0].islower() or not parts[-1].isupper() or re.match(r"(?:Giai đoạn|Năm|Nhiệm kỳ)\b", text)
    if text.isupper():
        return len(parts) >= 6
    return not wrapped or len(text) > 120 or text.endswith((".", ";", ":", "!", "?")) or len(parts) >= 5


def _authority(text: str, head: Head, issuer: HeaderField | None) -> bool:
    own = forms.fold(text).strip(" ,:")
    if issuer is not None and (
        own == forms.fold(issuer.value) or forms.fold(issuer.value).startswith(own + " ")
    ):
        return True
    return head.kind is not None and head.kind.value in forms.DECIDED and bool(forms.AUTHORITY.match(text))


def _about(head: Head) -> HeaderField | None:
    """The V/v of a công văn, over its following lines."""
    for index, (text, span) in enumerate(head.lines):
        found = re.search(r"(?:^|\s)(V\s?/\s?v?\b\s*:?\s*|Về việc\s)", text)
        if found is None or text.endswith((".", ";")):
            continue
        keep = found.start(1) if found[1].startswith("Về") else found.end()
        own = text[keep:]
        if motto := forms.MOTTO.search(own):
            own = own[: motto.start()]
        parts, last = [own], span.start + keep + len(own.rstrip())
        if found.start(1) == 0:
            head.titles.append(index)
        for below in range(index + 1, min(index + 6, len(head.lines))):
            more, more_span = head.lines[below]
            if (
                forms.DATE.fullmatch(more)
                or forms.MOTTO.search(more)
                or forms.NUMBER.search(more)
                or not re.search(r"[^\W_]", more)
                or more.isupper()
                or more.endswith((".", ":", "!"))
            ):
                break
            parts.append(more)
            last = more_span.end
            head.titles.append(below)
        return HeaderField(" ".join(" ".join(parts).split()), Span(span.start + keep, last))
    return None


def _kind_by_symbol(
    symbol: HeaderField | None, subject: HeaderField | None, lines: Sequence[Line]
) -> HeaderField | None:
    """Kind told by the symbol when no line names it; a công văn never names itself."""
    if symbol is None:
        return None
    parts = [part for part in re.split(r"[-/]", symbol.value) if not part.isdigit()]
    if parts and parts[0] in forms.KIND_OF_SYMBOL:
        return HeaderField(forms.KIND_OF_SYMBOL[parts[0]], symbol.span)
    letter = subject is not None or any(text.startswith("Kính gửi") for text, _ in lines)
    return HeaderField(forms.OFFICIAL_LETTER) if letter else None


def _issuer(head: Head, number_at: int) -> HeaderField | None:
    """Lines in capitals that name an agency, above the number or the document's name."""
    before = min(i for i in (number_at if number_at > 0 else 12, 12 if head.kind_at is None else head.kind_at))
    parts: list[str] = []
    first = last = -1
    for index, (text, span) in enumerate(head.lines[:before]):
        motto = forms.MOTTO.search(text)
        own = (text[: motto.start()] if motto else text).strip(" -–—_|:*.")
        letters = [c for c in own if c.isalpha()]
        shouted = letters and sum(c.isupper() for c in letters) >= 0.9 * len(letters)
        if not shouted or forms.MOTTO_REST.fullmatch(own):
            if parts and motto is None and re.search(r"[^\W_]", text) and not forms.MOTTO_REST.fullmatch(own):
                break
            continue
        if not (forms.AGENCY.search(own) or parts):
            continue
        if len(own) > 120 or len(parts) == 4:
            break
        parts.append(own)
        head.form.add(index)
        at = text.find(own)
        first = span.start + at if first < 0 else first
        last = span.start + at + len(own)
    return HeaderField(" ".join(" ".join(parts).split()), Span(first, last)) if parts else None


def _furniture(head: Head) -> None:
    """Mottoes and rules between the fields."""
    for index, (text, _) in enumerate(head.lines):
        if forms.MOTTO.search(text) or not re.search(r"[^\W_]", text):
            head.form.add(index)
            if index + 1 < len(head.lines) and forms.MOTTO_REST.fullmatch(head.lines[index + 1][0]):
                head.form.add(index + 1)
