"""Start the web application."""

from __future__ import annotations

import click


@click.command("serve", help="Chạy ứng dụng web.")
@click.option("--host", help="Địa chỉ lắng nghe (mặc định 127.0.0.1; 0.0.0.0 để máy khác trong mạng vào được).")
@click.option("--port", type=int, help="Cổng (mặc định 7860).")
@click.option("--sample", is_flag=True, help="Lần chạy đầu: tạo sẵn tài khoản và bản tin mẫu.")
def serve_command(host: str | None, port: int | None, sample: bool) -> None:
    """Build the workbench, greet the first user, run."""
    from workbench.settings import Settings

    given = {"host": host, "port": port}
    settings = Settings(**{k: v for k, v in given.items() if v is not None})  # type: ignore[arg-type]
    from workbench.api.serving import serve

    serve(settings, sample=sample)
