"""Quản trị: people, areas and slots, the state of the installation, the audit log."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import BadInput
from workbench.desk import places
from workbench.desk.overview import history
from workbench.domain.labels import AREA_LEVEL, ROLE, SLOT_KIND
from workbench.domain.people import Role, Verb
from workbench.domain.place import AreaCode, Slot, SlotKind
from workbench.security import accounts
from workbench.ui.parts import CLICKS, Visit, button, handler, header, moment, note, page_header, table
from workbench.ui.verbs import VERBS

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench

ROLES = [(name, role.value) for role, name in ROLE.items()]
WEEKDAYS = [("T2", 1), ("T3", 2), ("T4", 3), ("T5", 4), ("T6", 5), ("T7", 6), ("CN", 7)]


def build(work: Workbench, demo: Any) -> None:  # noqa: ANN401
    """The page."""
    import gradio as gr

    gr.Navbar(visible=False)
    head = gr.HTML(header("/ban/quan-tri"), elem_classes="tl-wide", padding=False)
    said = gr.HTML(padding=False, elem_id="quan-tri-bao")
    with gr.Tabs():
        with gr.Tab("Tài khoản"):
            people = gr.HTML(js_on_load=CLICKS, padding=False, elem_id="tai-khoan")
            with gr.Accordion("Thêm tài khoản", open=False), gr.Row():
                login = gr.Textbox(label="Tên đăng nhập", placeholder="nguyen.lan", elem_id="them-ten")
                name = gr.Textbox(label="Họ và tên", elem_id="them-ho-ten")
                roles = gr.CheckboxGroup(ROLES, label="Vai trò", elem_id="them-vai-tro")
                add = gr.Button("Thêm, sinh mật khẩu tạm", variant="primary", elem_id="nut-them")
            with gr.Accordion("Đổi vai trò", open=False), gr.Row():
                whose = gr.Dropdown([], label="Tài khoản")
                new_roles = gr.CheckboxGroup(ROLES, label="Vai trò mới")
                set_roles = gr.Button("Lưu vai trò")
        with gr.Tab("Địa bàn, khung giờ"):
            areas = gr.HTML(padding=False, elem_id="dia-ban-ds")
            file = gr.File(
                label="Nhập địa bàn: tệp CSV (code,name,level,parent) hoặc JSON",
                file_types=[".csv", ".json"],
                height=140,
            )
            slots = gr.HTML(js_on_load=CLICKS, padding=False)
            with gr.Accordion("Thêm khung giờ", open=False), gr.Row():
                slot_area = gr.Dropdown([], label="Địa bàn")
                slot_name = gr.Textbox(label="Tên khung giờ", placeholder="Buổi trưa")
                slot_start = gr.Textbox(label="Bắt đầu", placeholder="11:00")
                slot_minutes = gr.Number(30, label="Số phút", precision=0)
                slot_days = gr.CheckboxGroup(WEEKDAYS, value=[1, 2, 3, 4, 5, 6, 7], label="Các thứ")
                slot_kind = gr.Radio([(n, k.value) for k, n in SLOT_KIND.items()], value="own", label="Loại")
                add_slot = gr.Button("Lưu khung giờ")
        with gr.Tab("Cài đặt của máy") as machine:
            doctor = gr.HTML(padding=False, elem_id="may")
        with gr.Tab("Nhật ký") as log:
            verify = gr.Button("Kiểm tra chuỗi nhật ký có bị sửa không", elem_id="nut-kiem-nhat-ky")
            verified = gr.HTML(padding=False)
            lines = gr.HTML(padding=False, elem_id="nhat-ky")

    def lists() -> tuple[Any, ...]:
        with work.uow() as uow:
            users, known = uow.users.list(), uow.areas.list()
            times = uow.slots.list()
            now = uow.now()
        logins = [(f"{u.login} ({u.name})", u.login) for u in users]
        places_ = [("— " * (len(a.path) - 1) + a.name, a.code) for a in known]
        names = {a.code: a.name for a in known}
        return (
            _people(users, now),
            gr.Dropdown(choices=logins),
            _areas(known),
            _slots(times, names),
            gr.Dropdown(choices=places_),
        )

    everything = [people, whose, areas, slots, slot_area]

    def load(visit: Visit) -> tuple[Any, ...]:
        visit.actor.require(Verb.ADMINISTER)
        return page_header(work, "/ban/quan-tri", visit.actor), *lists()

    def on_add(visit: Visit, new: str, full: str, given: list[str]) -> tuple[Any, ...]:
        with work.uow() as uow:
            user, password = accounts.add_user(
                uow, visit.actor, new, full, frozenset(Role(r) for r in given or [])
            )
        return _password(user.login, password or ""), "", "", [], *lists()

    def on_person(visit: Visit) -> tuple[Any, ...]:
        do, who = str(visit.event.get("do", "")), str(visit.event.get("key", ""))
        with work.uow() as uow:
            if do == "reset":
                told = _password(who, accounts.reset_password(uow, visit.actor, who))
            elif do == "unlock":
                accounts.unlock(uow, visit.actor, who)
                told = note(f"Đã mở khóa {who}.", "good")
            elif do in {"on", "off"}:
                accounts.set_active(uow, visit.actor, who, active=do == "on")
                told = note(f"Tài khoản {who} đã {'mở lại' if do == 'on' else 'ngừng'}.", "good")
            else:
                raise BadInput("Không rõ việc cần làm.")
        return told, *lists()

    def on_roles(visit: Visit, who: str | None, given: list[str]) -> tuple[Any, ...]:
        with work.uow() as uow:
            accounts.set_roles(uow, visit.actor, who or "", frozenset(Role(r) for r in given or []))
        return note(f"Đã lưu vai trò của {who}.", "good"), *lists()

    def on_file(visit: Visit, path: str | None) -> tuple[Any, ...]:
        if not path:
            return gr.skip()  # type: ignore[no-any-return]
        with work.uow() as uow:
            count = places.import_areas(uow, visit.actor, Path(path).read_bytes())
        return note(f"Đã nhập, {count} địa bàn mới hoặc thay đổi.", "good"), *lists()

    def on_slot(
        visit: Visit, area: str | None, title: str, start: str, minutes: float, days: list[int], kind: str
    ) -> tuple[Any, ...]:
        slot = Slot(
            id=f"{area}-{start.replace(':', '')}-{kind}",
            area=AreaCode(area or ""),
            name=title.strip(),
            start=_clock(start),
            minutes=int(minutes or 0),
            days=tuple(sorted(days or [])),
            kind=SlotKind(kind),
        )
        with work.uow() as uow:
            places.save_slot(uow, visit.actor, slot)
        return note("Đã lưu khung giờ.", "good"), *lists()

    def on_slot_click(visit: Visit) -> tuple[Any, ...]:
        with work.uow() as uow:
            places.remove_slot(uow, visit.actor, str(visit.event.get("key", "")))
        return note("Đã bỏ khung giờ.", "good"), *lists()

    def on_machine(visit: Visit) -> str:
        visit.actor.require(Verb.ADMINISTER)
        return _doctor(work)

    def on_log(visit: Visit) -> str:
        visit.actor.require(Verb.ADMINISTER)
        with work.uow() as uow:
            return _log(history(uow, visit.actor, None, 200))

    def on_verify(visit: Visit) -> str:
        visit.actor.require(Verb.ADMINISTER)
        with work.uow() as uow:
            check = uow.audit.verify()
        if check.broken_at is None:
            return note(f"Nhật ký nguyên vẹn: {check.rows} dòng.", "good")
        return note(f"Nhật ký đã bị sửa hoặc mất, bắt đầu từ dòng {check.broken_at}.", "bad")

    options: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    demo.load(handler(work, load), None, [head, *everything], **options)
    add.click(handler(work, on_add), [login, name, roles], [said, login, name, roles, *everything], **options)
    people.click(handler(work, on_person, event=True), None, [said, *everything], **options)
    set_roles.click(handler(work, on_roles), [whose, new_roles], [said, *everything], **options)
    file.upload(handler(work, on_file), file, [said, *everything], **options)
    add_slot.click(
        handler(work, on_slot),
        [slot_area, slot_name, slot_start, slot_minutes, slot_days, slot_kind],
        [said, *everything],
        **options,
    )
    slots.click(handler(work, on_slot_click, event=True), None, [said, *everything], **options)
    machine.select(handler(work, on_machine), None, doctor, **options)
    log.select(handler(work, on_log), None, lines, **options)
    verify.click(handler(work, on_verify), None, verified, **options)


def _password(login: str, password: str) -> str:
    return (
        f'<div class="tl-note good">Mật khẩu tạm của <strong>{escape(login)}</strong>: '
        f"<code>{escape(password)}</code><br>Chỉ hiện một lần; người dùng phải đổi khi đăng nhập.</div>"
    )


def _people(users: Any, now: datetime) -> str:  # noqa: ANN401
    def state(user: Any) -> str:  # noqa: ANN401
        if not user.active:
            return '<span class="tl-chip rejected">Ngừng</span>'
        if user.locked_until and user.locked_until > now:
            return f'<span class="tl-chip returned">Khóa đến {moment(user.locked_until)}</span>'
        return '<span class="tl-chip approved">Hoạt động</span>' + (
            " chờ đổi mật khẩu" if user.must_change else ""
        )

    def verbs(user: Any) -> str:  # noqa: ANN401
        locked = user.locked_until and user.locked_until > now
        return (
            button("Cấp lại mật khẩu", "reset", user.login)
            + (button("Mở khóa", "unlock", user.login) if locked else "")
            + (button("Ngừng", "off", user.login, "bad") if user.active else button("Mở lại", "on", user.login))
        )

    return table(
        ("Tên đăng nhập", "Họ và tên", "Vai trò", "Tình trạng", ""),
        (
            [escape(u.login), escape(u.name), ", ".join(ROLE[r] for r in sorted(u.roles)), state(u), verbs(u)]
            for u in users
        ),
        "Chưa có tài khoản.",
    )


def _areas(areas: Any) -> str:  # noqa: ANN401
    count = len(areas)
    shown = areas[:300]
    more = f'<p class="tl-hint">Hiện {len(shown)} trong {count} địa bàn.</p>' if count > len(shown) else ""
    return more + table(
        ("Mã", "Tên", "Cấp"),
        ([escape(a.code), "&emsp;" * (len(a.path) - 1) + escape(a.name), AREA_LEVEL[a.level]] for a in shown),
        "Chưa có địa bàn: hãy nhập từ tệp.",
    )


def _slots(slots: Any, names: dict[AreaCode, str]) -> str:  # noqa: ANN401
    return "<h3>Khung giờ phát</h3>" + table(
        ("Địa bàn", "Khung giờ", "Từ", "Đến", "Các thứ", "Loại", ""),
        (
            [
                escape(names.get(s.area, s.area)),
                escape(s.name),
                f"{s.start:%H:%M}",
                f"{s.end:%H:%M}",
                "mọi ngày" if len(s.days) == 7 else ", ".join(n for n, d in WEEKDAYS if d in s.days),
                SLOT_KIND[s.kind],
                button("Bỏ", "remove", s.id),
            ]
            for s in slots
        ),
        "Chưa có khung giờ.",
    )


def _doctor(work: Workbench) -> str:
    from workbench.doctor import examine

    report = examine(work.settings)
    checks = "".join(
        f'<li class="{"" if c.ok else "no" if c.needed else "see"}"><strong>{escape(c.name)}</strong>: '
        f"{escape(c.detail)}</li>"
        for c in report.checks
    )
    return f'<ul class="tl-check">{checks}</ul><h3>Thiết lập</h3>' + table(
        ("Tên", "Giá trị", "Từ đâu"),
        ([f"<code>{escape(s.name)}</code>", escape(s.value), escape(s.origin)] for s in report.settings),
        "",
    )


def _log(rows: Any) -> str:  # noqa: ANN401
    return table(
        ("Số", "Lúc", "Ai", "Việc", "Đối tượng", "Chi tiết"),
        (
            [
                str(r.seq),
                moment(r.at.astimezone(UTC)),
                escape(r.actor_name),
                escape(VERBS.get(r.verb, r.verb)),
                escape(r.subject[:24]),
                escape(json.dumps(dict(r.details), ensure_ascii=False)[:200]),
            ]
            for r in rows
        ),
        "Chưa có gì.",
    )


def _clock(text: str) -> time:
    try:
        return time.fromisoformat(text.strip().zfill(5))
    except ValueError as error:
        raise BadInput(f"Giờ “{text}” không đúng.", hint="Viết dạng 11:00.") from error
