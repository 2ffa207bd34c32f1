"""Run one of the three reference receivers as its own program."""

from __future__ import annotations

from pathlib import Path

import click

from models.errors import BadInput


@click.command("receive", help="Chạy một nơi nhận mẫu cho một địa bàn.")
@click.argument("kind", type=click.Choice(["station", "board", "portal"]), metavar="station|board|portal")
@click.option("--area", required=True, metavar="MÃ", help="Mã địa bàn.")
@click.option(
    "--path", "path", metavar="A.B.C", help="Đường địa bàn từ tỉnh xuống; bỏ trống thì tra trong dữ liệu."
)
@click.option("--name", help="Tên nơi nhận; mặc định theo loại và địa bàn.")
@click.option(
    "--queue", "queue_url", envvar="WORKBENCH_QUEUE_URL", help="Địa chỉ hàng đợi (sqlite:///… hoặc amqp://…)."
)
@click.option("--data", type=click.Path(path_type=Path), help="Thư mục giữ những gì đã nhận.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, help="Cổng trang web; mặc định 7871 đài, 7872 bảng, 7873 cổng.")
@click.option("--headless", is_flag=True, help="Không mở trang; giữ tệp, phát theo giờ và trả lời xác nhận.")
@click.option(
    "--speed",
    type=click.FloatRange(1),
    default=1.0,
    hidden=True,
    help="Phát nhanh hơn thời gian thực bao nhiêu lần (để thử).",
)
def receive_command(
    kind: str,
    area: str,
    path: str | None,
    name: str | None,
    queue_url: str | None,
    data: Path | None,
    host: str,
    port: int | None,
    headless: bool,
    speed: float,
) -> None:
    """Start the receiver and serve until stopped."""
    from workbench.bootstrap import area_path
    from workbench.receivers import start
    from workbench.receivers.base import ReceiverConfig
    from workbench.settings import Settings

    settings = Settings()
    steps = tuple(path.split(".")) if path else area_path(settings, area)
    if steps[-1] != area:
        raise BadInput(f"Đường địa bàn “{path}” phải kết thúc bằng mã “{area}”.")
    default_name = f"{kind}-{area}"
    config = ReceiverConfig(
        name=name or default_name,
        channel="radio" if kind == "station" else kind,
        area_path=steps,
        queue_url=queue_url or settings.queue,
        folder=data or settings.data / "receivers" / (name or default_name),
        title=settings.organisation,
        speed=speed,
    )
    ports = {"station": 7871, "board": 7872, "portal": 7873}
    start(kind, config, host=host, port=port or ports[kind], headless=headless)
