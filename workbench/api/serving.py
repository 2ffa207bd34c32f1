"""Run the application on this machine: greet the first user, then serve until stopped."""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING

from workbench.settings import Settings

if TYPE_CHECKING:
    from workbench.first_start import Credential


def serve(settings: Settings, *, sample: bool = False) -> None:
    """Serve until Ctrl+C or SIGTERM.

    Args:
        settings: where and with what.
        sample: on an empty installation, also make example people and bulletins.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")

    for chatty in ("alembic", "httpx"):
        logging.getLogger(chatty).setLevel(logging.WARNING)

    import uvicorn

    from workbench.api.app import create_app
    from workbench.bootstrap import build
    from workbench.first_start import add_examples, prepare

    work = build(settings)
    ways_in = prepare(work, sample=sample)
    app = create_app(work)
    _greet(settings, ways_in)
    if sample and ways_in:
        # The first page must not wait for eight recordings.
        threading.Thread(target=add_examples, args=(work, _say), name="examples", daemon=True).start()
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_level="debug" if settings.log_level == "DEBUG" else "warning",
        access_log=settings.log_level == "DEBUG",
        timeout_graceful_shutdown=5,
        server_header=False,
    )


def _greet(settings: Settings, ways_in: list[Credential]) -> None:
    address = f"http://{'127.0.0.1' if settings.host in {'0.0.0.0', '::'} else settings.host}:{settings.port}"  # noqa: S104
    _say(f"Tiếng Làng đang chạy ở {address}  (dừng: Ctrl+C)")
    if ways_in:
        _say("Tài khoản lần đầu (chỉ hiện một lần):")
        for way in ways_in:
            _say(f"  {way.login:<10} {way.password}   {way.role}")
        _say(f"  (cũng ghi ở {settings.data / 'dang-nhap-lan-dau.txt'})")


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()
