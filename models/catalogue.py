"""Cards → engines: everything known without loading is data; an engine is imported when first used.

A card is a TOML file in `models/cards`: id, name, family, the dotted path of the engine, revision,
licence, and what it needs. A typo is answered with the nearest card.
"""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from models.errors import Missing, NotFound
from models.types import Voice

CARDS = Path(__file__).parent / "cards"


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of an engine or model without loading it."""

    id: str
    name: str
    """For people, Vietnamese."""
    family: str
    """"speech", "summarise", "retrieve", "language"."""
    engine: str
    """"package.module:Class"."""
    revision: str
    licence: str
    non_commercial: bool = False
    """Never a default; said wherever the engine is chosen."""
    memory_mb: int = 0
    """Resident memory when at work, about."""
    modules: tuple[str, ...] = ()
    """Python modules that must be installed."""
    install: str = ""
    """What to run when something is missing."""
    about: str = ""
    source: str = ""
    """Paper, project or data it comes from."""


class Catalogue:
    """The registry of engines."""

    def __init__(self, folder: Path = CARDS) -> None:
        self._folder = folder
        self._cards: dict[str, Card] | None = None

    def cards(self) -> Sequence[Card]:
        """Every card, by id."""
        return list(self._all().values())

    def _all(self) -> Mapping[str, Card]:
        if self._cards is None:
            self._cards = {card.id: card for card in map(read_card, sorted(self._folder.glob("*.toml")))}
        return self._cards

    def card(self, card_id: str) -> Card:
        """A card by id. Raises NotFound with the nearest name."""
        cards = self._all()
        if card_id not in cards:
            near = get_close_matches(card_id, cards, n=1)
            hint = f"Có phải ý bạn là “{near[0]}”?" if near else "Xem danh sách: workbench models list"
            raise NotFound(f"Không có bộ máy “{card_id}”.", hint=hint)
        return cards[card_id]

    def missing(self, card_id: str) -> list[str]:
        """What a card needs that is not installed; empty = it can run."""
        return [name for name in self.card(card_id).modules if find_spec(name) is None]

    def load(self, card_id: str, **options: object) -> Any:  # noqa: ANN401 - each family has its own port
        """Import and construct an engine with the options it takes.

        Raises:
            NotFound: no such card.
            Missing: parts are not installed; the message lists all of them and what to run.
        """
        card = self.card(card_id)
        if missing := self.missing(card_id):
            raise Missing(
                f"Bộ máy “{card.name}” chưa dùng được: thiếu {', '.join(missing)}.",
                hint=f"Chạy: {card.install}" if card.install else "",
            )
        module, _, name = card.engine.partition(":")
        factory = getattr(import_module(module), name)
        known = inspect.signature(factory).parameters
        return factory(**{key: value for key, value in options.items() if key in known})

    def voices(self) -> list[Voice]:
        """Voices of every speech engine that can run here."""
        found: list[Voice] = []
        for card in self.cards():
            if card.family == "speech" and not self.missing(card.id):
                module, _, _ = card.engine.partition(":")
                found += import_module(module).VOICES
        return found


def read_card(path: Path) -> Card:
    """Parse a card. ValueError names the file and the wrong key (a defect, found by a test)."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    unknown = raw.keys() - set(Card.__dataclass_fields__)
    if unknown:
        raise ValueError(f"{path.name}: unknown keys {sorted(unknown)}")
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()}
    return Card(**values)
