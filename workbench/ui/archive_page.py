"""Kho: every bulletin there ever was, found by words with or without diacritics, and taken up again."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from workbench.desk import editing
from workbench.desk.overview import history
from workbench.desk.release import delivery
from workbench.domain.flow import State
from workbench.domain.labels import CHANNEL, GATE, STATE
from workbench.domain.people import Verb
from workbench.domain.place import Channel
from workbench.store.queries import BulletinQuery
from workbench.ui.evidence import article_preview, board_preview, sentence_list
from workbench.ui.parts import Visit, card, chip, handler, header, moment, page_header, table
from workbench.ui.player import player
from workbench.ui.release_page import deliveries
from workbench.ui.verbs import VERBS

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench

PER_PAGE = 24
OPEN_JS = "(id) => { if (id) location.href = '/ban/soan?id=' + encodeURIComponent(id); }"
SETTLE_JS = "async (...values) => { await window.tiengLang.settle(250); return values; }"


def build(work: Workbench, demo: Any) -> None:  # noqa: ANN401
    """The page: search, or the bulletin of the address."""
    import gradio as gr

    gr.Navbar(visible=False)
    head = gr.HTML(header("/ban/kho"), elem_classes="tl-wide", padding=False)
    with gr.Column() as searching:
        gr.HTML('<h2 class="tl-title">Kho bản tin</h2>', padding=False)
        with gr.Row():
            words = gr.Textbox(
                label="Tìm trong tiêu đề và nội dung, gõ có dấu hay không dấu đều được",
                scale=3,
                min_width=280,
                elem_id="tim-kho",
            )
            state = gr.Dropdown(
                [("Mọi trạng thái", ""), *((n, s.value) for s, n in STATE.items())],
                value="",
                label="Trạng thái",
                min_width=160,
            )
            channel = gr.Dropdown(
                [("Mọi kênh", ""), *((n, c.value) for c, n in CHANNEL.items())],
                value="",
                label="Kênh",
                min_width=160,
            )
            page = gr.Number(1, label="Trang", minimum=1, precision=0, min_width=90)
    found = gr.HTML('<p class="tl-empty">Đang tải…</p>', padding=False, elem_id="ket-qua-kho")
    reuse = gr.Button("Dùng lại thành bản nháp mới", variant="primary", visible=False, elem_id="nut-dung-lai")
    opened = gr.Textbox(visible=False)
    made = gr.Textbox(visible=False)

    def load(visit: Visit) -> tuple[Any, ...]:
        top = page_header(work, "/ban/kho", visit.actor)
        wanted = visit.query.get("id", "")
        if not wanted:
            return top, gr.Column(visible=True), _search(work, "", "", "", 1), gr.Button(visible=False), ""
        may = visit.actor.may(Verb.WRITE)
        return top, gr.Column(visible=False), _details(work, visit, wanted), gr.Button(visible=may), wanted

    def search(_: Visit, text: str, one_state: str, one_channel: str, number: float | None) -> str:
        return _search(work, text, one_state, one_channel, int(number or 1))

    def on_reuse(visit: Visit, wanted: str) -> str:
        with work.uow() as uow:
            return str(editing.copy(uow, visit.actor, wanted).id)

    options: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    demo.load(handler(work, load), None, [head, searching, found, reuse, opened], **options)
    gr.on(
        [words.change, state.input, channel.input, page.input],
        handler(work, search),
        [words, state, channel, page],
        found,
        js=SETTLE_JS,
        trigger_mode="always_last",
        **options,
    )
    reuse.click(handler(work, on_reuse), opened, made, **options)
    made.change(None, made, None, js=OPEN_JS, api_visibility="private")


def _search(work: Workbench, text: str, state: str, channel: str, number: int) -> str:
    query = BulletinQuery(
        states=(State(state),) if state else (),
        text=text or "",
        channel=Channel(channel) if channel else None,
        limit=PER_PAGE,
        offset=PER_PAGE * (max(1, number) - 1),
    )
    with work.uow() as uow:
        bulletins, total = uow.bulletins.find(query), uow.bulletins.count(query)
    if not bulletins:
        return '<p class="tl-empty">Không tìm thấy bản tin nào.</p>'
    pages = -(-total // PER_PAGE)
    told = f'<p class="tl-hint">{total} bản tin' + (f", trang {number}/{pages}" if pages > 1 else "") + "</p>"
    return told + '<div class="tl-cards">' + "".join(card(b, "/ban/kho") for b in bulletins) + "</div>"


def _details(work: Workbench, visit: Visit, wanted: str) -> str:
    with work.uow() as uow:
        bulletin = uow.bulletins.get(wanted)
        revisions = uow.bulletins.revisions(wanted)
        approvals = uow.bulletins.approvals(wanted)
        report = delivery(uow, wanted)
        lines = history(uow, visit.actor, wanted, 100)
    content = bulletin.revision.content
    take = bulletin.revision.current_take
    title = escape(content.title or "Chưa có tiêu đề")
    made = f"{escape(bulletin.author_name)}, tạo lúc {moment(bulletin.created_at)}, mã {escape(bulletin.id)}"
    parts = [
        '<p><a class="tl-btn" href="/ban/kho">‹ Kho</a>',
        f'<a class="tl-btn" href="/ban/soan?id={escape(bulletin.id)}">Mở ở bàn soạn</a></p>',
        f'<div class="tl-status"><h2>{title}</h2>{chip(bulletin.state)}</div>',
        f'<p class="tl-hint">{made}</p><p>{escape(content.summary)}</p>',
        player(take) if take else "",
        "<h3>Kịch bản đọc</h3>" + sentence_list(content.radio.sentences, folded=True),
        "<h3>Bảng điện tử</h3>" + board_preview(content.board),
        "<h3>Cổng thông tin</h3>" + article_preview(content.portal),
        "<h3>Phê duyệt</h3>"
        + table(
            ("Bước", "Người duyệt", "Lúc", "Phiên bản", "Mã nội dung", "Ghi chú", "Hiệu lực"),
            (
                [
                    GATE[a.gate],
                    escape(a.by_name),
                    moment(a.at),
                    str(a.revision),
                    escape(a.seen[:12]),
                    escape(a.note),
                    "còn" if voided is None else f"hết từ {moment(voided)}",
                ]
                for a, voided in approvals
            ),
            "Chưa có phê duyệt.",
        ),
        "<h3>Nơi nhận</h3>" + deliveries(report.receivers),
        "<h3>Các phiên bản</h3>"
        + table(
            ("Phiên bản", "Lưu lúc", "Tiêu đề", "Bản thu"),
            (
                [str(r.number), moment(r.saved_at), escape(r.content.title), "có" if r.take else "không"]
                for r in revisions
            ),
            "",
        ),
        "<h3>Nhật ký</h3>"
        + table(
            ("Lúc", "Ai", "Việc"),
            ([moment(r.at), escape(r.actor_name), escape(VERBS.get(r.verb, r.verb))] for r in lines),
            "Chưa có gì.",
        ),
    ]
    return "".join(parts)
