"""A stream computed one step ahead in a thread: codecs and NumPy both release the interpreter's lock."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

_DEPTH = 4


def ahead(stream: Iterable[T]) -> Iterator[T]:
    """The same items in the same order; at most four wait. An error of the stream is raised here."""
    ready: queue.Queue[T | _End] = queue.Queue(_DEPTH)
    stopped = threading.Event()

    def run() -> None:
        end = _End()
        try:
            for item in stream:
                if not _put(ready, item, stopped):
                    return
        except BaseException as error:  # noqa: BLE001 - handed to the consumer, who raises it
            end.error = error
        _put(ready, end, stopped)

    thread = threading.Thread(target=run, name="ahead", daemon=True)
    thread.start()
    try:
        while not isinstance(item := ready.get(), _End):
            yield item
        if item.error is not None:
            raise item.error
    finally:
        stopped.set()
        thread.join()


class _End:
    error: BaseException | None = None


def _put(ready: queue.Queue[T], item: T, stopped: threading.Event) -> bool:
    while not stopped.is_set():
        try:
            ready.put(item, timeout=0.1)
        except queue.Full:
            continue
        return True
    return False
