"""What goes out: text for three channels, for whom, when, in which voice; and the hash approvals bind to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum, IntEnum
from typing import NewType

from models.types import Anchor, Region
from pipelines.types import BoardPages, PortalArticle, RadioScript
from workbench.domain.place import Audience, Schedule

ContentHash = NewType("ContentHash", str)

_LATER = "later"
"""Marks a field added after bulletins were approved: while it is None it stays out of the hash, so that an
approval given to the same content before still counts."""


class Field(IntEnum):
    """LoaiLinhVuc (domain.md §1.4)."""

    GENERAL = 1
    URGENT = 2
    POLICY = 3
    DIRECTION = 4
    KNOWLEDGE = 5
    GOOD_DEEDS = 6


class Priority(IntEnum):
    """MucDoUuTien: 1 is the highest (TT 39/2020/TT-BTTTT)."""

    EMERGENCY = 1
    PRIORITY = 2
    ORDINARY = 3


@dataclass(frozen=True, slots=True)
class Voicing:
    """How the radio form is to be voiced."""

    voice_id: str = "espeak-bac-nu"
    region: Region = Region.NORTH
    """Words of the reading (linh/lẻ, nghìn/ngàn); normally the voice's own region."""
    profile: str = "loudspeaker"
    preset: str = "loudspeaker"
    """Speech-rate preset: portal, loudspeaker, emergency."""
    pitch: float = 0.0
    """Semitones."""
    jingle_in: str = ""
    """Blob key of a sound before the first sentence; empty = none."""
    jingle_out: str = ""
    spoken_ai_line: bool = True
    """Say at the end that an artificial voice reads (anchors.md §4.4, point 5)."""


@dataclass(frozen=True, slots=True)
class ReadingFix:
    """A person's correction of how something is said in this bulletin."""

    written: str
    spoken: str
    """Empty = not said (only at one place)."""
    place: Anchor | None = field(default=None, metadata={_LATER: True})
    """Only there; None = wherever it is written in this bulletin."""

    @property
    def key(self) -> str:
        """Names the correction by what it corrects, not by how: a later one of the same key replaces it."""
        where = (self.place.prefix, self.place.suffix) if self.place else ()
        return hashlib.sha256("\x00".join((self.written, *where)).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that will go out; its hash is what an approval is bound to."""

    title: str = ""
    summary: str = ""
    """NoiDungTomTat, mandatory at export."""
    radio: RadioScript = RadioScript()
    board: BoardPages = BoardPages()
    portal: PortalArticle = PortalArticle()
    field: Field = Field.GENERAL
    priority: Priority = Priority.ORDINARY
    audience: Audience = Audience()
    schedule: Schedule = Schedule()
    expires_at: datetime | None = None
    source_line: str = ""
    """NguonTin: the attributed source."""
    author_line: str = ""
    """TacGia as published; empty = the author's full name."""
    voicing: Voicing = Voicing()
    reading_fixes: tuple[ReadingFix, ...] = ()

    @property
    def text_hash(self) -> ContentHash:
        """SHA-256 of the canonical JSON of all fields."""
        return ContentHash(hashlib.sha256(canonical_json(self)).hexdigest())

    @property
    def sound_key(self) -> str:
        """SHA-256 of what decides the sound; a take made for another key does not belong here."""
        parts = (self.radio.text, self.voicing, self.reading_fixes, self.title)
        return hashlib.sha256(b"\x00".join(canonical_json(p) for p in parts)).hexdigest()


def canonical_json(value: object) -> bytes:
    """Stable bytes of a tree of dataclasses: sorted keys, no spaces, UTF-8."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: _plain(held)
            for f in fields(value)
            if (held := getattr(value, f.name)) is not None or _LATER not in f.metadata
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return value
