"""Routing keys and topic patterns: who gets what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from models.errors import BadInput
from workbench.domain.place import Area

WORD = re.compile(r"[A-Za-z0-9_\-]+")


def routing_key(channel: str, path: Sequence[str], prefix: str = "bulletin") -> str:
    """`bulletin.<channel>.<area path joined by dots>`. Raises BadInput for a code that cannot be a word."""
    for word in (channel, *path):
        if not WORD.fullmatch(word):
            raise BadInput(
                f"Mã “{word}” không dùng được làm địa chỉ gửi.",
                hint="Mã địa bàn chỉ gồm chữ cái không dấu, chữ số, gạch ngang và gạch dưới.",
            )
    return ".".join((prefix, channel, *path))


def bindings(channel: str, path: Sequence[str]) -> tuple[str, ...]:
    """Patterns of a receiver: its own area and every area above it."""
    return tuple(routing_key(channel, path[: n + 1]) for n in range(len(path)))


def outermost(areas: Iterable[Area]) -> list[Area]:
    """Areas without those inside another of the list: what reaches the commune reaches its hamlets."""
    unique = {area.code: area for area in areas}
    return [a for a in unique.values() if not any(code in unique for code in a.path if code != a.code)]


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    # "#" takes its dot with it, so that "a.#" also matches "a" (AMQP 0-9-1 topic exchange).
    parts = [
        r"(?:\.[^.]+)*" if w == "#" else r"\.[^.]+" if w == "*" else re.escape("." + w)
        for w in pattern.split(".")
    ]
    return re.compile("".join(parts))


def matches(pattern: str, key: str) -> bool:
    """AMQP topic matching: `*` is exactly one word, `#` is zero or more."""
    return _compiled(pattern).fullmatch("." + key) is not None
