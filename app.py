"""The web application as one object for any ASGI server: `uvicorn app:create --factory`.

`workbench serve` does the same and also greets the first user.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI


def create() -> FastAPI:
    """The application of the settings of this folder and environment."""
    from workbench.api.app import create_app
    from workbench.bootstrap import build
    from workbench.settings import Settings

    return create_app(build(Settings()))


def main() -> None:
    """Serve until stopped."""
    from workbench.api.serving import serve
    from workbench.settings import Settings

    serve(Settings())


if __name__ == "__main__":
    main()
