"""Screens of an electronic board: the title, then the essentials, in lines that fit.

A sentence is shortened only by whole clauses; a line breaks between words and never between a number and
its unit. Lines of one sentence are of even length, so no word stands alone on its line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.summarise.shorten import shorten

_GLUE_AFTER = re.compile(
    r"(?:\d[\d.,:/]*|ngày|tháng|năm|số|ấp|xã|phường|tỉnh|điều|khoản|điểm|thứ|cấp|từ|lúc|chủ|ông|bà|anh|chị)",
    re.IGNORECASE,
)
"""What follows these stays on their line."""
_DATE_PART = re.compile(r"(?:ngày|tháng)\s\d", re.IGNORECASE)
_UNITS = ("tháng", "năm")
_SCREENS_A_TEXT = 3
"""A passer-by does not wait for a fourth screen of one sentence."""


def wrap(text: str, width: int) -> tuple[str, ...]:
    """Lines of at most `width` characters, as even as they can be. A longer word is cut at the width."""
    groups = _groups(text.split(), width)
    if not groups:
        return ()
    needed = _greedy_count(groups, width)
    # cost[i][k]: least raggedness of setting groups i.. on k lines
    infinite = float("inf")
    n = len(groups)
    cost = [[infinite] * (needed + 1) for _ in range(n + 1)]
    cut = [[n] * (needed + 1) for _ in range(n + 1)]
    cost[n][0] = 0.0
    for i in range(n - 1, -1, -1):
        for k in range(1, needed + 1):
            length = -1
            for j in range(i, n):
                length += len(groups[j]) + 1
                if length > width:
                    break
                ragged = (width - length) ** 2 + cost[j + 1][k - 1]
                if ragged < cost[i][k]:
                    cost[i][k], cut[i][k] = ragged, j + 1
    lines, i = [], 0
    for k in range(needed, 0, -1):
        lines.append(" ".join(groups[i : cut[i][k]]))
        i = cut[i][k]
    return tuple(lines)


def screens(
    entries: Sequence[Sequence[str]], width: int, lines: int, count: int
) -> tuple[tuple[tuple[str, ...], ...], list[str]]:
    """Set entries on at most `count` screens of `lines` lines; also the texts that found no room.

    An entry is one text, or the texts of one timetable: those are shown all or not at all. Each text begins
    a screen and may go on over two more; where it does not fit it is shortened by whole clauses first. A
    timetable short of screens is closed up, one text beginning under the other.
    """
    pages: list[tuple[str, ...]] = []
    left_out: list[str] = []
    for entry in entries:
        free = count - len(pages)
        sets = [fitted(text, width, lines * min(free, _SCREENS_A_TEXT)) for text in entry]
        apart = [chunk for one in sets for chunk in _chunks(one, lines)]
        closed_up = _chunks(tuple(line for one in sets for line in one), lines)
        for added in (apart, closed_up):
            if all(sets) and len(added) <= free:
                pages.extend(added)
                break
        else:
            left_out.extend(entry)
    return tuple(pages), left_out


def _chunks(lines: tuple[str, ...], size: int) -> list[tuple[str, ...]]:
    return [lines[i : i + size] for i in range(0, len(lines), size)]


def fitted(text: str, width: int, most: int) -> tuple[str, ...]:
    """A text on at most `most` lines, shortened by whole clauses where that is needed and enough; else ()."""
    short = text
    for room in range(width * most, 0, -max(1, width // 4)):
        lines = wrap(short.rstrip(" .;"), width)
        if len(lines) <= most:
            return lines
        short = shorten(text, room, len, tight=True)[0]
    return ()


def _groups(words: list[str], width: int) -> list[str]:
    """Words that stay together: "7 giờ", "ngày 10", "ấp Đồng". A date may break before "tháng" and "năm"."""
    groups: list[str] = []
    for word in words:
        last = groups[-1] if groups else ""
        glued = _GLUE_AFTER.fullmatch(last.rsplit(" ", 1)[-1]) and not (
            _DATE_PART.match(last) and word in _UNITS
        )
        if glued and len(last) + 1 + len(word) <= width:
            groups[-1] += " " + word
        else:
            groups.extend(word[i : i + width] for i in range(0, len(word), width))
    return groups


def _greedy_count(groups: list[str], width: int) -> int:
    count, length = 1, -1
    for group in groups:
        if length + 1 + len(group) > width:
            count, length = count + 1, -1
        length += 1 + len(group)
    return count
