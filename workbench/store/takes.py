"""The take cache over the database, each call a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.store.unit_of_work import UnitOfWork


class DatabaseTakes:
    """Implements `pipelines.ports.TakeCache`; recording takes seconds, so no transaction spans it."""

    def __init__(self, uow: Callable[[], UnitOfWork]) -> None:
        self._uow = uow

    def get(self, key: str) -> bytes | None:
        """JSON of the Take recorded under `key`."""
        with self._uow() as uow:
            return uow.takes.get(key)

    def set(self, key: str, take_json: bytes) -> None:
        """Remember a take."""
        with self._uow() as uow:
            uow.takes.set(key, take_json)
            uow.commit()
