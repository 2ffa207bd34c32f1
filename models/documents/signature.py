"""The end of an administrative document: "Nơi nhận", who signs and as what (NĐ 30/2020/NĐ-CP, Phụ lục I).

Recipients stand at the left and the signature at the right, so their lines may come interleaved. What
follows (appendices) is not the end: the search is for the first signature after the body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from models.documents import forms
from models.types import HeaderField, Span

Line: TypeAlias = tuple[str, Span]

_TAIL_LINES = 80
_REACH = 16
"""Lines between a post and its name: stamps, "(Đã ký)", recipients of the other column."""
_BULLETS = "-–—+•*~`'_ \t"


@dataclass(frozen=True, slots=True)
class Tail:
    """Fields of the end, and the indices of its lines."""

    signer: HeaderField | None = None
    post: HeaderField | None = None
    recipients: tuple[HeaderField, ...] = ()
    lines: frozenset[int] = frozenset()


def extract(lines: Sequence[Line], head: int) -> Tail:
    """Recipients and signature after line `head`."""
    listed = next((i for i in range(head, len(lines)) if opens_list(lines[i][0])), None)
    names = _Signature(lines)
    if listed is not None:
        names.search(listed, min(len(lines), listed + _TAIL_LINES))
        if names.signer is None:  # the signature stands above its recipients
            found = _Signature(lines)
            found.search(max(head, listed - _REACH), listed)
            names = found if found.signer is not None else names
    else:
        names.search(max(head, len(lines) - _TAIL_LINES), len(lines))
    used = set(names.lines)
    recipients: tuple[HeaderField, ...] = ()
    if listed is not None:
        recipients, more = _recipients(lines, listed, names)
        used |= more
    return Tail(names.signer, names.post, recipients, frozenset(used))


def opens_list(text: str) -> bool:
    """A line "Nơi nhận:" of its own, or with the first recipient, not a sentence about it."""
    found = forms.RECIPIENTS.match(text)
    if found is None:
        return False
    rest = text[found.end() :].strip(" .`'")
    return not rest or found[0].endswith(":")


class _Signature:
    """The post lines and the name under them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self.post: HeaderField | None = None
        self.signer: HeaderField | None = None
        self.lines: set[int] = set()

    def search(self, start: int, end: int) -> None:
        """First post with a name below it; a post without a name only when no other has one."""
        for index in range(start, end):
            text, span = self._lines[index]
            if not is_post(text):
                continue
            posts, last, taken = [text], span.end, {index}
            for at in range(index + 1, min(index + _REACH, len(self._lines))):
                below, below_span = self._lines[at]
                name = forms.NAME.fullmatch(below) or forms.CAPITAL_NAME.fullmatch(below)
                if is_post(below):
                    posts.append(below)
                    last = below_span.end
                    taken.add(at)
                elif name is not None and not _is_recipient(self._lines, at):
                    spot = below_span.start + name.start("name")
                    self.signer = HeaderField(name["name"], Span(spot, spot + len(name["name"])))
                    taken.add(at)
                    break
                elif forms.BODY.match(below) or forms.MOTTO.search(below):
                    break  # it was the authority above the legal basis, or another document begins
            if self.signer is not None or (self.post is None and forms.SIGN.match(text)):
                self.post = HeaderField(" ".join(" ".join(posts).split()), Span(span.start, last))
                self.lines = taken
            if self.signer is not None:
                return


def is_post(text: str) -> bool:
    """Such as "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"."""
    if len(text) > 90:
        return False
    return bool(forms.SIGN.match(text) and text == text.upper()) or forms.POST.fullmatch(text) is not None


def _is_recipient(lines: Sequence[Line], at: int) -> bool:
    """A wrapped line of the list on the left: "- Lưu: VT, Văn phòng" / "Đảng ủy xã;"."""
    return lines[at][0].endswith((";", ","))


def _recipients(lines: Sequence[Line], at: int, names: _Signature) -> tuple[tuple[HeaderField, ...], set[int]]:
    text, span = lines[at]
    found = forms.RECIPIENTS.match(text)
    inline = text[found.end() :] if found else ""
    items: list[tuple[str, int, int]] = []
    used = {at}
    if re.search(r"[^\W_]", inline):
        items += _inline(inline, span.start + len(text) - len(inline))
    previous = at
    for index in range(at + 1, min(at + _TAIL_LINES, len(lines))):
        own, own_span = lines[index]
        if index in names.lines:
            continue
        dashed = own[0] in _BULLETS and re.search(r"[^\W_]", own) is not None
        if dashed and items and _is_last(items[-1][0]):
            break  # "Lưu:" ends the list; other dashes belong to what follows
        if dashed:
            items.append((own, own_span.start, own_span.end))
        elif items and _continues(items[-1][0], own, lines, index):
            before, start, end = items[-1]
            glued = previous == index - 1
            items[-1] = (f"{before} {own}", start, own_span.end if glued else end)
        elif not items and own.endswith((";", ".")):
            items.append((own, own_span.start, own_span.end))
        elif _is_noise(own) or (items and len(own) < 60 and _dashed(lines, index + 1)):
            continue  # a stamp's remains between the columns
        else:
            break
        used.add(index)
        previous = index
    made = [
        HeaderField(value, Span(start, end))
        for own, start, end in items
        if re.search(r"[^\W_]", value := own.strip(_BULLETS + ";.,:"))
    ]
    return tuple(made), used


def _dashed(lines: Sequence[Line], index: int) -> bool:
    return index < len(lines) and lines[index][0][:1] in ("-", "–", "+", "•")


def _is_noise(own: str) -> bool:
    return not re.search(r"[^\W_]", own) or len(own) <= 4 or own.startswith(("(", "["))


def _is_last(item: str) -> bool:
    return item.lstrip(_BULLETS).startswith("Lưu")


def _inline(text: str, start: int) -> list[tuple[str, int, int]]:
    """Recipients on the same line: "Như trên; Lưu: VT."."""
    made = []
    for piece in re.finditer(r"[^;]+", text):
        own = piece[0].strip(_BULLETS + ";. ")
        if own:
            at = start + piece.start() + piece[0].find(own)
            made.append((own, at, at + len(own)))
    return made


def _continues(item: str, own: str, lines: Sequence[Line], index: int) -> bool:
    """The rest of a wrapped recipient: the one above has no end yet, or this is its bracket."""
    if own.startswith("("):
        return re.search(r"\b(?:ký|đóng dấu)\b", own, re.IGNORECASE) is None
    if item.rstrip(" -").endswith((";", ".")) or len(own) > 120:
        return False
    return own.endswith((";", ".")) or own[0].islower() or _dashed(lines, index + 1)
