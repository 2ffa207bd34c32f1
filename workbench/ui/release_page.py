"""Phát hành: what waits to be sent, who received what, what is held back, and recall."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from models.errors import BadInput
from workbench.desk import release
from workbench.desk.overview import overview
from workbench.domain.bulletin import Bulletin
from workbench.domain.flow import State
from workbench.domain.labels import CHANNEL, DELIVERY
from workbench.domain.people import Verb
from workbench.domain.place import Channel
from workbench.store.queries import BulletinQuery
from workbench.store.rows import DeliveryRow, OutboxEntry
from workbench.ui.parts import (
    CLICKS,
    Visit,
    button,
    card,
    chip,
    handler,
    header,
    moment,
    note,
    page_header,
    table,
)

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench

REFRESH_S = 5.0
OUTBOX_STATE = {"waiting": "Chờ gửi", "sent": "Đã gửi", "dead": "Không gửi được"}


def build(work: Workbench, demo: Any) -> None:  # noqa: ANN401
    """The page; it looks again every few seconds."""
    import gradio as gr

    gr.Navbar(visible=False)
    head = gr.HTML(header("/ban/phat-hanh"), elem_classes="tl-wide", padding=False)
    said = gr.HTML(padding=False)
    body = gr.HTML('<p class="tl-empty">Đang tải…</p>', js_on_load=CLICKS, padding=False, elem_id="phat-hanh")
    bulletin_id = gr.Textbox(visible=False)
    with gr.Column(visible=False, elem_classes="tl-panel") as recalling:
        reason = gr.Textbox(label="Lý do thu hồi (bắt buộc)", lines=2, max_lines=4, elem_id="ly-do-thu-hoi")
        recall = gr.Button("Thu hồi khỏi mọi nơi nhận", variant="stop", size="lg", elem_id="nut-thu-hoi")
    timer = gr.Timer(REFRESH_S)

    def load(visit: Visit) -> tuple[Any, ...]:
        wanted = visit.query.get("id", "")
        shown, on_air = _shown(work, visit, wanted)
        may = gr.Column(visible=on_air and visit.actor.may(Verb.RECALL))
        return page_header(work, "/ban/phat-hanh", visit.actor), shown, wanted, may

    def again(visit: Visit) -> tuple[Any, ...]:
        shown, _ = _shown(work, visit, visit.query.get("id", ""))
        return page_header(work, "/ban/phat-hanh", visit.actor), shown

    def act(visit: Visit) -> tuple[Any, ...]:
        do, key = str(visit.event.get("do", "")), str(visit.event.get("key", ""))
        if do == "retry":
            with work.uow() as uow:
                release.retry(uow, visit.actor, int(key))
            told = f"Đã đưa mục số {key} trở lại hộp gửi."
        elif do == "release":
            with work.uow() as uow:
                release.release(uow, visit.actor, key, events=work.events)
            told = "Đã phát hành."
        else:
            raise BadInput("Không rõ việc cần làm.")
        return note(told, "good"), *again(visit)

    def on_recall(visit: Visit, wanted: str, why: str) -> tuple[Any, ...]:
        with work.uow() as uow:
            release.recall(uow, visit.actor, wanted, why, events=work.events)
        told = note("Đã gửi lệnh thu hồi. Nơi nhận sẽ báo lại khi đã gỡ.", "good")
        return told, *again(visit), gr.Column(visible=False), ""

    options: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    demo.load(handler(work, load), None, [head, body, bulletin_id, recalling], **options)
    timer.tick(handler(work, again), None, [head, body], **options)
    body.click(handler(work, act, event=True), None, [said, head, body], **options)
    recall.click(
        handler(work, on_recall), [bulletin_id, reason], [said, head, body, recalling, reason], **options
    )


def _shown(work: Workbench, visit: Visit, wanted: str) -> tuple[str, bool]:
    if wanted:
        return _one(work, visit, wanted)
    with work.uow() as uow:
        counts = overview(uow, visit.actor)
        held = uow.bulletins.find(BulletinQuery(states=(State.APPROVED,), released=False, limit=20))
        sent = uow.bulletins.find(BulletinQuery(released=True, limit=30))
        reports = {b.id: uow.deliveries.for_bulletin(b.id) for b in sent}
        undone = [r for r in uow.outbox.list(limit=50) if r.state != "sent"]
    stats = counts.outbox
    facts = (("Chờ gửi", stats["waiting"]), ("Đã gửi", stats["sent"]), ("Không gửi được", stats["dead"]))
    told = "".join(f"<div><dt>{n}</dt><dd>{int(v)}</dd></div>" for n, v in facts)
    parts = [f'<h2 class="tl-title">Hộp gửi</h2><dl class="tl-facts">{told}</dl>']
    if undone:
        parts.append(_outbox(undone, visit))
    if held:
        parts.append('<h2 class="tl-title">Đã duyệt, đang giữ lại</h2>')
        rows = ([_link(b), moment(b.revision.saved_at), _release_button(b, visit)] for b in held)
        parts.append(table(("Bản tin", "Duyệt lúc", ""), rows, ""))
    parts.append('<h2 class="tl-title">Đã phát hành</h2>')
    rows = (
        [
            _link(b),
            _air(b),
            f"Phiên bản {b.released_revision}",
            _summary(reports[b.id], b.released_revision or 0),
        ]
        for b in sent
    )
    parts.append(
        table(("Bản tin", "Tình trạng", "Phiên bản", "Nơi nhận"), rows, "Chưa có bản tin nào được phát hành.")
    )
    return "".join(parts), False


def _one(work: Workbench, visit: Visit, wanted: str) -> tuple[str, bool]:
    with work.uow() as uow:
        bulletin = uow.bulletins.get(wanted)
        report = release.delivery(uow, wanted)
        log = uow.deliveries.history(wanted, 60)
    return (
        '<p><a class="tl-btn" href="/ban/phat-hanh">‹ Mọi bản tin đã phát hành</a></p>'
        f"{card(bulletin, '/ban/kho')}"
        f"{_release_button(bulletin, visit) if _is_held(bulletin) else ''}"
        '<h2 class="tl-title">Nơi nhận</h2>'
        + deliveries(report.receivers)
        + '<h2 class="tl-title">Thông điệp</h2>'
        + _outbox(report.queue, visit)
        + '<h2 class="tl-title">Nhật ký xác nhận và phát</h2>'
        + table(
            ("Lúc", "Nơi nhận", "Kênh", "Báo", "Phiên bản", "Chi tiết"),
            (
                [
                    moment(r.at),
                    escape(r.receiver),
                    CHANNEL[Channel(r.channel)],
                    _delivery(r),
                    str(r.revision),
                    escape(r.detail),
                ]
                for r in log
            ),
            "Chưa có xác nhận nào.",
        ),
        bulletin.on_air,
    )


def deliveries(rows: Any) -> str:  # noqa: ANN401
    """What each receiver said last."""
    return table(
        ("Nơi nhận", "Kênh", "Tình trạng", "Lúc", "Phiên bản", "Số lần phát", "Chi tiết"),
        (
            [
                escape(r.receiver),
                CHANNEL[Channel(r.channel)],
                _delivery(r),
                moment(r.at),
                str(r.revision),
                str(r.plays or ""),
                escape(r.detail),
            ]
            for r in rows
        ),
        "Chưa nơi nhận nào trả lời.",
    )


def _delivery(row: DeliveryRow) -> str:
    return f'<span class="tl-chip {row.state.value}">{DELIVERY[row.state]}</span>'


def _outbox(rows: Any, visit: Visit) -> str:  # noqa: ANN401
    def again(row: OutboxEntry) -> str:
        if row.state == "sent" or not visit.actor.may(Verb.QUEUE):
            return ""
        return button("Gửi lại ngay", "retry", str(row.seq))

    return table(
        ("Số", "Tình trạng", "Gửi tới", "Lần thử", "Ghi lúc", "Lý do", ""),
        (
            [
                str(r.seq),
                f'<span class="tl-chip {r.state}">{OUTBOX_STATE.get(r.state, r.state)}</span>',
                escape(r.routing_key),
                str(r.attempts),
                moment(r.created_at),
                escape(r.error),
                again(r),
            ]
            for r in rows
        ),
        "Chưa có thông điệp nào.",
    )


def _link(bulletin: Bulletin) -> str:
    title = bulletin.revision.content.title or "Chưa có tiêu đề"
    return f'<a href="/ban/phat-hanh?id={escape(bulletin.id)}">{escape(title)}</a>'


def _air(bulletin: Bulletin) -> str:
    if not bulletin.on_air:
        return '<span class="tl-chip recalled">Đã thu hồi</span>'
    if bulletin.revision.number == bulletin.released_revision:
        return '<span class="tl-chip sent">Đã phát hành</span>'
    return f'<span class="tl-chip sent">Đã phát hành</span> {chip(bulletin.state)}'


def _is_held(bulletin: Bulletin) -> bool:
    return bulletin.is_approved and bulletin.released_revision != bulletin.revision.number


def _release_button(bulletin: Bulletin, visit: Visit) -> str:
    return button("Phát hành ngay", "release", bulletin.id, "go") if visit.actor.may(Verb.RELEASE) else ""


def _summary(rows: list[DeliveryRow], revision: int) -> str:
    if not rows:
        return "chưa nơi nào trả lời"
    newest = [r for r in rows if r.revision >= revision]
    counts: dict[str, int] = {}
    for row in newest:
        counts[DELIVERY[row.state]] = counts.get(DELIVERY[row.state], 0) + 1
    told = ", ".join(f"{name.lower()}: {n}" for name, n in counts.items())
    old = len(rows) - len(newest)
    return escape(told + (f"; {old} nơi còn phiên bản cũ" if old else ""))
