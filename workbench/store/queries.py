"""Questions asked of the store, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workbench.domain.bulletin import Priority
from workbench.domain.flow import State
from workbench.domain.people import UserId
from workbench.domain.place import AreaCode, Channel


@dataclass(frozen=True, slots=True)
class BulletinQuery:
    """Bulletins, last changed first; every condition given must hold."""

    states: tuple[State, ...] = ()
    """Empty = any."""
    author: UserId | None = None
    text: str = ""
    """Words looked for from their beginning, with or without diacritics; all must occur."""
    channel: Channel | None = None
    area: AreaCode | None = None
    """Addressed to exactly this area."""
    priority: Priority | None = None
    released: bool | None = None
    """True: has been published at least once."""
    changed_since: datetime | None = None
    limit: int = 50
    offset: int = 0
