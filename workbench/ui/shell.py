"""The shell of the desk: one Gradio application, one route per page, closed down and in Vietnamese."""

from __future__ import annotations

import hashlib
import os
import warnings
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.ui import theme, words

if TYPE_CHECKING:
    from fastapi import FastAPI, Request

    from workbench.bootstrap import Workbench

STATIC = Path(__file__).parent / "static"
PATH = "/ban"


def build(work: Workbench) -> Any:  # noqa: ANN401  # gr.Blocks; gradio is imported only inside
    """All pages as one gr.Blocks."""
    _close_down(work)
    import gradio as gr

    from workbench.ui import admin_page, archive_page, desk_page, release_page, review_page
    from workbench.ui.editor import page as editor_page

    # Uploads are read at once; what is left of them goes after a day.
    with gr.Blocks(
        title="Tiếng Làng", analytics_enabled=False, fill_width=True, delete_cache=(3600, 86_400)
    ) as demo:
        desk_page.build(work, demo)
    for title, path, make in (
        ("Soạn bản tin", "soan", editor_page.build),
        ("Duyệt", "duyet", review_page.build),
        ("Phát hành", "phat-hanh", release_page.build),
        ("Kho", "kho", archive_page.build),
        ("Quản trị", "quan-tri", admin_page.build),
    ):
        with demo.route(title, path):
            make(work, demo)
    demo.queue(default_concurrency_limit=8, max_size=200)
    return demo


def mount(app: FastAPI, work: Workbench, user_of: Callable[[Request], Awaitable[str | None]]) -> None:
    """Mount the pages at /ban; `user_of` names the signed-in person or nobody."""
    demo = build(work)
    _serve_words(app)
    import gradio as gr

    settings = work.settings
    with warnings.catch_warnings():
        # It says that server-side rendering is off, which is what we asked for.
        warnings.filterwarnings("ignore", message="SSR mode is not supported", category=UserWarning)
        gr.mount_gradio_app(
            app,
            demo,
            path=PATH,
            server_name=settings.host,
            server_port=settings.port,
            footer_links=[],
            run_history=False,  # it would keep what people did in the browser of a shared office PC
            auth_dependency=user_of,
            allowed_paths=[],
            blocked_paths=[str(settings.blobs), str(settings.data / "receivers")],
            show_error=False,
            max_file_size=f"{settings.max_upload_mb}mb",
            ssr_mode=False,
            enable_monitoring=False,
            pwa=False,
            mcp_server=False,
            theme=theme.theme(),
            css_paths=[
                STATIC / "fonts.css",
                STATIC / "common.css",
                STATIC / "desk.css",
                STATIC / "reading.css",
            ],
            head=_head(),
        )


def _close_down(work: Workbench) -> None:
    """Keep Gradio's copies of uploads in our folder, and keep it from calling home."""
    uploads = work.settings.data.resolve() / "tam"
    uploads.mkdir(parents=True, exist_ok=True)
    os.environ["GRADIO_TEMP_DIR"] = str(uploads)
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_OFFLINE", "1")


def _head() -> str:
    mark = hashlib.sha256(b"".join(p.read_bytes() for p in sorted(STATIC.glob("*.js")))).hexdigest()[:10]
    return (
        '<link rel="icon" href="/static/mark.svg" type="image/svg+xml">'
        f'<script src="/static/light.js?{mark}"></script>'
        f'<script src="/static/desk.js?{mark}" defer></script>'
        f'<script src="/static/reading.js?{mark}" defer></script>'
    )


def _serve_words(app: FastAPI) -> None:
    """Serve the translated scripts before Gradio's own route for them is reached."""
    from fastapi import Response

    def route(name: str, script: str) -> None:
        @app.get(f"{PATH}/assets/{name}", include_in_schema=False)
        def translated() -> Response:
            return Response(script, media_type="text/javascript", headers={"Cache-Control": "no-cache"})

    for name, script in words.translated_scripts().items():
        route(name, script)
