"""Quản trị: people, areas and slots, the lexicon, the state of the installation, the audit log."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, time
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import BadInput
from workbench.desk import places
from workbench.desk.overview import history
from workbench.domain.labels import AREA_LEVEL, ROLE, SLOT_KIND
from workbench.domain.people import Role, User, Verb
from workbench.domain.place import Area, AreaCode, Slot, SlotKind
from workbench.security import accounts
from workbench.store.rows import AuditRow
from workbench.ui.admin_layout import lay_out
from workbench.ui.lexicon_tab import LexiconTab
from workbench.ui.parts import WEEKDAYS, Visit, area_choices, button, handler, moment, note, page_header, table
from workbench.ui.verbs import VERBS

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench


def build(work: Workbench, demo: Any) -> None:  # noqa: ANN401
    """The page."""
    AdminPage(work).wire(demo, lay_out())


class AdminPage:
    """Handlers: one verb each, then the lists anew."""

    def __init__(self, work: Workbench) -> None:
        self._work = work

    def wire(self, demo: Any, p: dict[str, Any]) -> None:  # noqa: ANN401
        """Connect every event."""
        work = self._work
        lists = [p[n] for n in ("people", "whose", "areas", "slots", "slot_area")]
        told = [p["said"], *lists]
        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        demo.load(handler(work, self.load), None, [p["head"], *lists], **quiet)
        new = [p["login"], p["name"], p["roles"]]
        p["add"].click(handler(work, self.add_user), new, [p["said"], *new, *lists], **quiet)
        p["people"].click(handler(work, self.person, event=True), None, told, **quiet)
        p["set_roles"].click(handler(work, self.set_roles), [p["whose"], p["new_roles"]], told, **quiet)
        p["file"].upload(handler(work, self.import_areas), p["file"], told, **quiet)
        slot = [p[f"slot_{n}"] for n in ("area", "name", "start", "minutes", "days", "kind")]
        p["add_slot"].click(handler(work, self.add_slot), slot, told, **quiet)
        p["slots"].click(handler(work, self.remove_slot, event=True), None, told, **quiet)
        p["machine"].select(handler(work, self.doctor), None, p["doctor"], **quiet)
        LexiconTab(work).wire(p, quiet)
        p["log"].select(handler(work, self.log), None, p["lines"], **quiet)
        p["verify"].click(handler(work, self.verify), None, p["verified"], **quiet)

    def load(self, visit: Visit) -> tuple[Any, ...]:
        """Fill the page."""
        visit.actor.require(Verb.ADMINISTER)
        return page_header(self._work, "/ban/quan-tri", visit.actor), *self._lists()

    def add_user(self, visit: Visit, login: str, name: str, roles: list[str] | None) -> tuple[Any, ...]:
        """A new account; its password is shown once."""
        given = frozenset(Role(r) for r in roles or [])
        with self._work.uow() as uow:
            user, password = accounts.add_user(uow, visit.actor, login, name, given)
        return _password(user.login, password or ""), "", "", [], *self._lists()

    def person(self, visit: Visit) -> tuple[Any, ...]:
        """A button in the list of accounts."""
        do, who = str(visit.event.get("do", "")), str(visit.event.get("key", ""))
        with self._work.uow() as uow:
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
        return told, *self._lists()

    def set_roles(self, visit: Visit, who: str | None, roles: list[str] | None) -> tuple[Any, ...]:
        """Give a person exactly these roles."""
        if not who:
            raise BadInput("Chưa chọn tài khoản.")
        with self._work.uow() as uow:
            accounts.set_roles(uow, visit.actor, who, frozenset(Role(r) for r in roles or []))
        return note(f"Đã lưu vai trò của {who}.", "good"), *self._lists()

    def import_areas(self, visit: Visit, path: str | None) -> tuple[Any, ...]:
        """Areas from an uploaded file."""
        if not path:
            raise BadInput("Chưa chọn tệp.")
        with self._work.uow() as uow:
            count = places.import_areas(uow, visit.actor, Path(path).read_bytes())
        return note(f"Đã nhập, {count} địa bàn mới hoặc thay đổi.", "good"), *self._lists()

    def add_slot(
        self,
        visit: Visit,
        area: str | None,
        name: str,
        start: str,
        minutes: float | None,
        days: list[int] | None,
        kind: str,
    ) -> tuple[Any, ...]:
        """A slot of an area."""
        if not area:
            raise BadInput("Chưa chọn địa bàn của khung giờ.")
        at = _clock(start)
        slot = Slot(
            id=f"{area}-{at:%H%M}-{kind}",
            area=AreaCode(area),
            name=name.strip(),
            start=at,
            minutes=int(minutes or 0),
            days=tuple(sorted(days or [])),
            kind=SlotKind(kind),
        )
        with self._work.uow() as uow:
            places.save_slot(uow, visit.actor, slot)
        return note("Đã lưu khung giờ.", "good"), *self._lists()

    def remove_slot(self, visit: Visit) -> tuple[Any, ...]:
        """A button in the list of slots."""
        with self._work.uow() as uow:
            places.remove_slot(uow, visit.actor, str(visit.event.get("key", "")))
        return note("Đã bỏ khung giờ.", "good"), *self._lists()

    def doctor(self, visit: Visit) -> str:
        """Checks and settings of this machine."""
        visit.actor.require(Verb.ADMINISTER)
        return _doctor(self._work)

    def log(self, visit: Visit) -> str:
        """The last lines of the audit log."""
        visit.actor.require(Verb.ADMINISTER)
        with self._work.uow() as uow:
            return _log(history(uow, visit.actor, None, 200))

    def verify(self, visit: Visit) -> str:
        """Walk the audit chain."""
        visit.actor.require(Verb.ADMINISTER)
        with self._work.uow() as uow:
            check = uow.audit.verify()
        if check.broken_at is None:
            return note(f"Nhật ký nguyên vẹn: {check.rows} dòng.", "good")
        return note(f"Nhật ký đã bị sửa hoặc mất, bắt đầu từ dòng {check.broken_at}.", "bad")

    def _lists(self) -> tuple[Any, ...]:
        import gradio as gr

        with self._work.uow() as uow:
            users, areas, slots, now = uow.users.list(), uow.areas.list(), uow.slots.list(), uow.now()
        logins = [(f"{u.login} ({u.name})", u.login) for u in users]
        return (
            _people(users, now),
            gr.Dropdown(choices=logins),
            _areas(areas),
            _slots(slots, {a.code: a.name for a in areas}),
            gr.Dropdown(choices=area_choices(areas)),
        )


def _password(login: str, password: str) -> str:
    return (
        f'<div class="tl-note good">Mật khẩu tạm của <strong>{escape(login)}</strong>: '
        f"<code>{escape(password)}</code><br>Chỉ hiện một lần; người dùng phải đổi khi đăng nhập.</div>"
    )


def _people(users: Sequence[User], now: datetime) -> str:
    def state(user: User) -> str:
        if not user.active:
            return '<span class="tl-chip rejected">Ngừng</span>'
        if user.locked_until and user.locked_until > now:
            return f'<span class="tl-chip returned">Khóa đến {moment(user.locked_until)}</span>'
        return '<span class="tl-chip approved">Hoạt động</span>' + (
            " chờ đổi mật khẩu" if user.must_change else ""
        )

    def verbs(user: User) -> str:
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


def _areas(areas: Sequence[Area]) -> str:
    count = len(areas)
    shown = areas[:300]
    more = f'<p class="tl-hint">Hiện {len(shown)} trong {count} địa bàn.</p>' if count > len(shown) else ""
    return more + table(
        ("Mã", "Tên", "Cấp"),
        ([escape(a.code), "&emsp;" * (len(a.path) - 1) + escape(a.name), AREA_LEVEL[a.level]] for a in shown),
        "Chưa có địa bàn: hãy nhập từ tệp.",
    )


def _slots(slots: Sequence[Slot], names: dict[AreaCode, str]) -> str:
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


def _log(rows: Sequence[AuditRow]) -> str:
    return table(
        ("Số", "Lúc", "Ai", "Việc", "Đối tượng", "Chi tiết"),
        (
            [
                str(r.seq),
                moment(r.at),
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
