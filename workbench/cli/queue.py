"""The way out: outbox and relay."""

from __future__ import annotations

import signal
import threading

import click

from workbench.cli.output import emit, emit_each, json_option, tell


@click.group("outbox", help="Hộp gửi: xem, gửi lại, thống kê.")
def outbox_command() -> None:
    """What waits to be sent."""


@outbox_command.command("list", help="Các mục trong hộp gửi.")
@click.option("--state", type=click.Choice(["waiting", "sent", "dead"]), help="Chỉ trạng thái này.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=100, show_default=True)
@json_option
def list_outbox(state: str | None, limit: int, as_json: bool) -> None:
    """Rows, oldest first."""
    from workbench.bootstrap import build
    from workbench.settings import Settings

    with build(Settings()) as work, work.uow() as uow:
        rows = uow.outbox.list(state, limit)
    emit_each(
        rows,
        as_json=as_json,
        words=lambda r: (
            f"{r.seq:>6} {r.state:<8} {r.attempts:>3} lần  {r.event_id}  {r.routing_key}  {r.error}"
        ),
        empty="Hộp gửi trống.",
    )


@outbox_command.command("stats", help="Số mục theo trạng thái.")
@json_option
def outbox_stats(as_json: bool) -> None:
    """Counts per state and the age of the oldest waiting row."""
    from workbench.bootstrap import build
    from workbench.settings import Settings

    with build(Settings()) as work, work.uow() as uow:
        stats = uow.outbox.stats()
    emit(stats, as_json=as_json, words=[f"{name}: {value}" for name, value in dict(stats).items()])


@outbox_command.command("retry", help="Gửi lại một mục đã hỏng hoặc đang chờ.")
@click.argument("seq", type=int, metavar="SỐ")
@json_option
def retry_outbox(seq: int, as_json: bool) -> None:
    """Put a row back in the queue, due now."""
    from workbench.bootstrap import build
    from workbench.desk import release
    from workbench.desk.actors import OPERATOR
    from workbench.settings import Settings

    with build(Settings()) as work, work.uow() as uow:
        release.retry(uow, OPERATOR, seq)
    emit({"seq": seq, "state": "waiting"}, as_json=as_json, words=f"Mục {seq} sẽ được gửi lại ngay.")


@click.group("relay", help="Chuyển tiếp hộp gửi tới hàng đợi và nhận xác nhận từ nơi nhận.")
def relay_command() -> None:
    """The process between outbox and queue."""


@relay_command.command("run", help="Chạy chuyển tiếp (Ctrl+C để dừng).")
@click.option("--once", is_flag=True, help="Gửi những gì đang chờ, nhận xác nhận đang có, rồi dừng.")
@json_option
def run_relay(once: bool, as_json: bool) -> None:
    """Send what is due; take in receipts."""
    from workbench.bootstrap import build
    from workbench.settings import Settings

    with build(Settings()) as work:
        relay, inbox = work.relay(), work.inbox()
        if once:
            sent = 0
            while batch := relay.run_once():
                sent += batch
            received = inbox.run_once()
            emit(
                {"sent": sent, "receipts": received},
                as_json=as_json,
                words=f"Đã gửi {sent} mục, nhận {received} xác nhận.",
            )
            return
        stop = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: stop.set())
        listener = threading.Thread(target=inbox.run, args=(stop,), name="inbox")
        listener.start()
        tell("Đang chuyển tiếp. Nhấn Ctrl+C để dừng.")
        relay.run(stop)
        listener.join()
