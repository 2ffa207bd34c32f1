"""Duyệt: what waits, and one decision at a time; built to be used with one thumb."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from models.errors import BadInput
from workbench.desk import review
from workbench.domain.bulletin import Bulletin, Revision
from workbench.domain.flow import GATE_OF, IN_REVIEW, Gate
from workbench.domain.labels import AREA_LEVEL, CHANNEL, FIELD, GATE, PRIORITY
from workbench.domain.people import Verb
from workbench.domain.place import Area, Channel
from workbench.store.queries import BulletinQuery
from workbench.ui.editor.views import OUTDATED
from workbench.ui.evidence import article_preview, board_preview, sentence_list
from workbench.ui.parts import Visit, card, chip, handler, header, moment, note, page_header
from workbench.ui.player import player
from workbench.ui.reading_view import doubts_note, spoken_view

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench

HEARD_JS = "(id, seen, note, hold, heard) => [id, seen, note, hold, window.tiengLang.heard()]"


def build(work: Workbench, demo: Any) -> None:  # noqa: ANN401
    """The page: the list, or the bulletin of the address."""
    import gradio as gr

    gr.Navbar(visible=False)
    head = gr.HTML(header("/ban/duyet"), elem_classes="tl-wide", padding=False)
    body = gr.HTML('<p class="tl-empty">Đang tải…</p>', padding=False, elem_id="noi-dung-duyet")
    bulletin_id = gr.Textbox(visible=False)
    seen = gr.Textbox(visible=False)
    heard = gr.Number(0, visible=False)
    with gr.Column(visible=False, elem_id="quyet-dinh") as deciding:
        remark = gr.Textbox(
            label="Ghi chú, hoặc lý do khi trả lại hay từ chối", lines=2, max_lines=5, elem_id="ly-do"
        )
        hold = gr.Checkbox(label="Duyệt nhưng chưa phát hành", visible=False)
        with gr.Column(elem_classes="tl-decide"):
            approve = gr.Button("Duyệt nội dung", variant="primary", size="lg", elem_id="nut-duyet")
            with gr.Row():
                give_back = gr.Button("Trả lại", size="lg", min_width=120, elem_id="nut-tra-lai")
                refuse = gr.Button("Từ chối", variant="stop", size="lg", min_width=120, elem_id="nut-tu-choi")

    def load(visit: Visit) -> tuple[Any, ...]:
        top = page_header(work, "/ban/duyet", visit.actor)
        wanted = visit.query.get("id", "")
        if not wanted:
            return top, _list(work), "", "", gr.Column(visible=False), gr.skip(), gr.skip()
        return top, *_open(work, visit, wanted)

    def on_approve(
        visit: Visit, wanted: str, hash_seen: str, words: str, wait: bool, fraction: float | None
    ) -> tuple[Any, ...]:
        with work.uow() as uow:
            gate = _gate(uow.bulletins.get(wanted))
            bulletin = review.approve(
                uow,
                visit.actor,
                wanted,
                gate,
                hash_seen,
                heard=float(fraction or 0) if gate is Gate.AUDIO else None,
                note=words,
                release=not wait,
                events=work.events,
            )
        if bulletin.state in IN_REVIEW:
            shown = _open(work, visit, wanted)
            return (
                note("Đã duyệt nội dung. Còn một bước: nghe và duyệt âm thanh.", "good") + shown[0],
                *shown[1:],
                "",
            )
        told = "Đã duyệt và phát hành." if bulletin.on_air else "Đã duyệt, chưa phát hành."
        return *_after(work, note(f"{told} “{bulletin.revision.content.title}”", "good")), ""

    def send_back(final: bool) -> Any:  # noqa: ANN401
        def decide(visit: Visit, wanted: str, words: str) -> tuple[Any, ...]:
            verb = review.reject if final else review.return_
            with work.uow() as uow:
                bulletin = verb(uow, visit.actor, wanted, _gate(uow.bulletins.get(wanted)), words)
            done = "Đã từ chối" if final else "Đã trả lại"
            return *_after(work, note(f"{done} “{bulletin.revision.content.title}”.", "good")), ""

        return decide

    up = "() => { window.scrollTo({top: 0}); }"
    options: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    shown = [body, bulletin_id, seen, deciding, approve, hold]
    demo.load(handler(work, load), None, [head, *shown], **options)
    approve.click(
        handler(work, on_approve),
        [bulletin_id, seen, remark, hold, heard],
        [*shown, remark],
        js=HEARD_JS,
        **options,
    )
    body.change(None, None, None, js=up, api_visibility="private")
    give_back.click(handler(work, send_back(False)), [bulletin_id, remark], [*shown, remark], **options)
    refuse.click(handler(work, send_back(True)), [bulletin_id, remark], [*shown, remark], **options)


def _gate(bulletin: Bulletin) -> Gate:
    """The gate the bulletin stands at; the desk refuses when it stands at none."""
    return GATE_OF.get(bulletin.state, Gate.TEXT)


def _list(work: Workbench) -> str:
    with work.uow() as uow:
        waiting = uow.bulletins.find(BulletinQuery(states=tuple(IN_REVIEW), limit=100))
    if not waiting:
        return '<h2 class="tl-title">Chờ duyệt</h2><p class="tl-empty">Không có bản tin nào đang chờ duyệt.</p>'
    ordered = sorted(waiting, key=lambda b: (b.revision.content.priority, b.revision.saved_at))
    cards = "".join(card(b, "/ban/duyet") for b in ordered)
    return f'<h2 class="tl-title">Chờ duyệt ({len(waiting)})</h2><div class="tl-cards">{cards}</div>'


def _after(work: Workbench, told: str) -> tuple[Any, ...]:
    import gradio as gr

    return told + _list(work), "", "", gr.Column(visible=False), gr.skip(), gr.skip()


def _open(work: Workbench, visit: Visit, wanted: str) -> tuple[Any, ...]:
    import gradio as gr

    with work.uow() as uow:
        bulletin = uow.bulletins.get(wanted)
        areas = uow.areas.of_codes(bulletin.revision.content.audience.areas)
    back = '<p><a class="tl-btn" href="/ban/duyet">‹ Danh sách chờ duyệt</a></p>'
    shown = back + _facts(bulletin, areas)
    if bulletin.state not in IN_REVIEW:
        told = note("Bản tin này không còn chờ duyệt.")
        return shown + told + _text(bulletin.revision), "", "", gr.Column(visible=False), gr.skip(), gr.skip()
    gate = _gate(bulletin)
    due = bulletin.revision.due(gate)
    shown += _aloud(work, bulletin) if bulletin.revision.needs_audio else ""
    shown += _text(bulletin.revision) if gate is Gate.TEXT else _audio(bulletin)
    last = gate is bulletin.revision.gates[-1]
    label = GATE[gate] + (" và phát hành" if last else "")
    wrote = visit.actor.id == bulletin.author or visit.actor.id in bulletin.revision.editors
    may = visit.actor.may(Verb.APPROVE_TEXT if gate is Gate.TEXT else Verb.APPROVE_AUDIO)
    if not may:
        shown += note(f"Đang chờ người có quyền: {GATE[gate].lower()}.")
    elif wrote:
        shown += note("Bạn đã viết trong bản tin này nên không được duyệt; hãy nhờ người khác.", "warn")
    else:
        seen = f"Bạn đang duyệt phiên bản {bulletin.revision.number}, mã {escape(due[:12])}."
        shown += f'<p class="tl-hint">{seen}</p>'
    return (
        shown,
        bulletin.id,
        due,
        gr.Column(visible=may and not wrote),
        gr.Button(label, variant="primary"),
        gr.Checkbox(visible=last, value=False),
    )


def _facts(bulletin: Bulletin, areas: Any) -> str:  # noqa: ANN401
    content = bulletin.revision.content
    schedule = content.schedule
    when = "ngay khi đến nơi"
    if schedule.times:
        clocks = ", ".join(f"{t:%H:%M}" for t in schedule.times)
        first = f" từ {schedule.start_on:%d/%m/%Y}" if schedule.start_on else ""
        last = f" đến {schedule.end_on:%d/%m/%Y}" if schedule.end_on else ""
        when = f"{clocks}{first}{last}"
    if schedule.repeats > 1:
        when += f", mỗi lần đọc {schedule.repeats} lượt"
    facts = [
        ("Người soạn", bulletin.author_name),
        ("Lưu lúc", moment(bulletin.revision.saved_at)),
        ("Nơi nhận", ", ".join(_place(a) for a in areas)),
        ("Kênh", ", ".join(CHANNEL[c] for c in content.audience.channels)),
        ("Phát", when),
        ("Hết hạn", moment(content.expires_at)),
        ("Lĩnh vực", FIELD[content.field]),
        ("Ưu tiên", PRIORITY[content.priority]),
        ("Nguồn", content.source_line),
    ]
    told = "".join(f"<div><dt>{n}</dt><dd>{escape(v)}</dd></div>" for n, v in facts if v)
    approved = "".join(
        f"<li>{GATE[a.gate]}: {escape(a.by_name)}, {moment(a.at)}{': ' + escape(a.note) if a.note else ''}</li>"
        for a in bulletin.approvals
    )
    found = "".join(f"<li>{escape(f.message)} “{escape(f.excerpt)}”</li>" for f in bulletin.revision.findings)
    return (
        f'<div class="tl-status"><h2>{escape(content.title)}</h2>{chip(bulletin.state)}</div>'
        f'<dl class="tl-facts">{told}</dl>'
        + (f'<ul class="tl-check">{approved}</ul>' if approved else "")
        + (
            f'<div class="tl-note warn">Người soạn đã xác nhận được phép nêu:<ul>{found}</ul></div>'
            if found
            else ""
        )
    )


def _place(area: Area) -> str:
    return f"{area.name} ({AREA_LEVEL[area.level].split(',')[0].lower()})" if len(area.path) == 1 else area.name


def _aloud(work: Workbench, bulletin: Bulletin) -> str:
    """What the reader was not sure of, whether the recording still says the same, and all that is said."""
    content, take = bulletin.revision.content, bulletin.revision.current_take
    readings = work.readings(content)
    outdated = take is not None and not work.still_said(content, take)
    return (
        (note(OUTDATED, "warn") if outdated else "")
        + doubts_note(readings)
        + f"<details><summary>Văn bản đọc: những chữ sẽ nghe</summary>{spoken_view(readings)}</details>"
    )


def _text(revision: Revision) -> str:
    content = revision.content
    parts = [f"<p>{escape(content.summary)}</p>"]
    if Channel.RADIO in content.audience.channels:
        parts.append("<h3>Kịch bản đọc</h3>" + sentence_list(content.radio.sentences, folded=True))
    if Channel.BOARD in content.audience.channels:
        parts.append("<h3>Bảng điện tử</h3>" + board_preview(content.board))
    if Channel.PORTAL in content.audience.channels:
        parts.append("<h3>Cổng thông tin</h3>" + article_preview(content.portal))
        if content.portal.body:
            folded = sentence_list(content.portal.body, folded=True)
            parts.append(f"<details><summary>Căn cứ từng câu của bài</summary>{folded}</details>")
    return "".join(parts)


def _audio(bulletin: Bulletin) -> str:
    take = bulletin.revision.current_take
    if take is None:
        raise BadInput("Bản tin này chưa có bản thu.")
    text = f"<details><summary>Xem lại nội dung</summary>{_text(bulletin.revision)}</details>"
    return player(take, gate=True, title="Nghe hết rồi duyệt") + text
