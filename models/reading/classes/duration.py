"""Lengths of time in the signs of clocks and of machines: 2h 15m, 1h45m20s, 5m30s.

Cases:
    chạy 2h 15m -> chạy hai giờ mười lăm phút
    1h45m20s -> một giờ bốn mươi lăm phút hai mươi giây
    dài 5m30s -> dài năm phút ba mươi giây
"""

from __future__ import annotations

import re

from models.reading.matching import Cursor, Match

_LENGTH = re.compile(
    r"([0-9]{1,3}) ?h ?([0-5]?[0-9]) ?m(?: ?([0-5]?[0-9]) ?s)?(?![\w²³/])"
    r"|([0-9]{1,3})m ?([0-5]?[0-9])s(?![\w/])"
)


class Duration:
    """Hours, minutes and seconds, where "m" after "h" or before "s" is minutes."""

    kind = "time"

    def match(self, at: Cursor) -> Match | None:
        """All parts."""
        found = _LENGTH.match(at.text, at.pos)
        if found is None or at.glued():
            return None
        hours, minutes, seconds, only_minutes, only_seconds = found.groups()
        named = ((hours, "giờ"), (minutes or only_minutes, "phút"), (seconds or only_seconds, "giây"))
        said = " ".join(f"{at.num.integer(n)} {name}" for n, name in named if n)
        return Match(found.end(), said, self.kind, "time:length", 0.9)
