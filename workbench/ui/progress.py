"""Long work with visible progress: a job runs in a thread, the page hears how far it is."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from html import escape
from typing import Generic, TypeVar

from pipelines.ports import Progress

T = TypeVar("T")

EVERY_S = 0.15
"""Shortest time between two updates of the page."""


class Job(Generic[T]):
    """A job and, after `steps()` is exhausted, its result."""

    def __init__(self, work: Callable[[Progress], T]) -> None:
        self._work = work
        self._news: queue.SimpleQueue[tuple[float, str] | None] = queue.SimpleQueue()
        self._result: list[T] = []
        self._error: BaseException | None = None

    def steps(self) -> Iterator[tuple[float, str]]:
        """Start; yield (fraction, words) until done. Raises what the job raised."""
        thread = threading.Thread(target=self._run, name="page-job", daemon=True)
        thread.start()
        yield 0.0, "Đang bắt đầu"
        running = True
        while running:
            news = [self._news.get()]
            while not self._news.empty():
                news.append(self._news.get())
            running = news[-1] is not None
            latest = next((n for n in reversed(news) if n is not None), None)
            if latest is not None:
                yield latest
                thread.join(EVERY_S)
        thread.join()
        if self._error is not None:
            raise self._error

    @property
    def result(self) -> T:
        """What the job returned."""
        return self._result[0]

    def _run(self) -> None:
        try:
            self._result.append(self._work(lambda fraction, words: self._news.put((fraction, words))))
        except BaseException as error:  # noqa: BLE001  # handed to the waiting page, which shows it
            self._error = error
        finally:
            self._news.put(None)


def bar(fraction: float, words: str) -> str:
    """A progress bar with words."""
    percent = round(100 * min(1.0, max(0.0, fraction)))
    return (
        f'<div class="tl-progress" role="progressbar" aria-valuenow="{percent}" aria-valuemin="0" '
        f'aria-valuemax="100"><span>{escape(words)}… {percent}%</span><i style="width:{percent}%"></i></div>'
    )
