"""What runs beside the pages on one PC: relay, inbox, the clock of expiry, and three receivers."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from models.errors import WorkbenchError
from workbench.desk import release

if TYPE_CHECKING:
    from fastapi import FastAPI

    from workbench.bootstrap import Workbench
    from workbench.receivers.base import Receiver

logger = logging.getLogger(__name__)

MOUNTS = {"station": "/tram", "board": "/bang", "portal": "/cong"}
EXPIRY_S = 20.0


class Background:
    """Threads that start and stop with the application."""

    def __init__(self, work: Workbench) -> None:
        self._work = work
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self.receivers: dict[str, Receiver] = {}

    def mount(self, app: FastAPI) -> None:
        """Make the embedded receivers and mount their pages; without any area there is nothing to mount."""
        from workbench.receivers import CHANNELS, create
        from workbench.receivers.base import ReceiverConfig

        settings = self._work.settings
        with self._work.uow() as uow:
            home = uow.areas.default(settings.home_area)
        if home is None:
            logger.warning("no area known: embedded receivers are off until areas are imported and we restart")
            return
        for kind, prefix in MOUNTS.items():
            receiver = create(
                kind,
                ReceiverConfig(
                    name=f"{kind}-{home.code}",
                    channel=CHANNELS[kind],
                    area_path=tuple(home.path),
                    queue_url=settings.queue,
                    folder=settings.data / "receivers" / kind,
                    title=settings.organisation,
                    public_url=f"{settings.base_url}{prefix}",
                ),
            )
            self.receivers[kind] = receiver
            app.mount(prefix, receiver.app)

    def start(self) -> None:
        """Start everything."""
        self._stop.clear()
        for receiver in self.receivers.values():
            receiver.start()
        jobs = {"expiry": self._expire}
        if self._work.settings.relay_in_app:
            jobs |= {"relay": self._relay, "inbox": self._inbox}
        for name, job in jobs.items():
            thread = threading.Thread(target=job, name=name, daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Stop everything and wait for it."""
        self._stop.set()
        for receiver in self.receivers.values():
            receiver.stop()
        for thread in self._threads:
            thread.join(10)
        self._threads.clear()

    def _relay(self) -> None:
        self._work.relay().run(self._stop)

    def _inbox(self) -> None:
        self._work.inbox().run(self._stop)

    def _expire(self) -> None:
        while not self._stop.wait(EXPIRY_S):
            try:
                with self._work.uow() as uow:
                    release.expire_due(uow)
            except WorkbenchError as error:
                logger.warning("expiry round failed: %s", error)
            except Exception:  # process edge: the clock must go on
                logger.exception("expiry round failed")
