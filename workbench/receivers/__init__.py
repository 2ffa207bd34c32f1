"""Reference receivers: station, board, portal. They know the message contract and a transport, no more."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from models.errors import BadInput

if TYPE_CHECKING:
    from workbench.receivers.base import Receiver, ReceiverConfig

KINDS = {"station": "Station", "board": "Board", "portal": "Portal"}
CHANNELS = {"station": "radio", "board": "board", "portal": "portal"}


def create(kind: str, config: ReceiverConfig) -> Receiver:
    """A receiver of this kind: `.app` is its page, `.start()` and `.stop()` its listening."""
    if kind not in KINDS:
        raise BadInput(f"Không có loại nơi nhận “{kind}”.", hint=f"Chọn một trong: {', '.join(KINDS)}.")
    made: Receiver = getattr(import_module(f"workbench.receivers.{kind}"), KINDS[kind])(config)
    return made


def start(kind: str, config: ReceiverConfig, *, host: str, port: int, headless: bool = False) -> None:
    """Run a receiver until stopped (Ctrl+C or SIGTERM): with its page, or headless."""
    import signal
    import threading
    from dataclasses import replace

    receiver = create(kind, replace(config, headless=headless))
    receiver.start()
    try:
        if headless:
            stop = threading.Event()
            for name in (signal.SIGINT, signal.SIGTERM):
                signal.signal(name, lambda *_: stop.set())
            stop.wait()
        else:
            import uvicorn

            uvicorn.run(receiver.app, host=host, port=port, log_level="warning")
    finally:
        receiver.stop()
