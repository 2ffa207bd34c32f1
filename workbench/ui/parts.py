"""What every page shares: who is asking, errors in words, the header, and small pieces of HTML."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from types import TracebackType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from models.errors import NotSignedIn, WorkbenchError
from workbench.domain.bulletin import Priority
from workbench.domain.flow import State
from workbench.domain.labels import PRIORITY, ROLE, STATE
from workbench.domain.people import Actor, UserId, Verb
from workbench.domain.place import VIETNAM, Area

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench
    from workbench.domain.bulletin import Bulletin

logger = logging.getLogger(__name__)

WEEKDAYS = [("T2", 1), ("T3", 2), ("T4", 3), ("T5", 4), ("T6", 5), ("T7", 6), ("CN", 7)]
PAGES = (
    ("/ban/", "Bàn biên tập", None),
    ("/ban/duyet", "Duyệt", None),
    ("/ban/phat-hanh", "Phát hành", None),
    ("/ban/kho", "Kho", None),
    ("/ban/quan-tri", "Quản trị", Verb.ADMINISTER),
)


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks, from which address, and what they clicked."""

    actor: Actor
    query: Mapping[str, str] = field(default_factory=dict)
    tab: str = ""
    """Gradio's session hash: one open browser tab."""
    event: Mapping[str, Any] = field(default_factory=dict)
    """Data sent by a piece of our own HTML."""


class show_errors:  # noqa: N801  # reads as a sentence: with show_errors()
    """Turn failures into a notice in words; the page keeps what it shows."""

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        import gradio as gr

        if isinstance(error, WorkbenchError):
            hint = f"<br><span class='tl-hint'>{escape(error.hint)}</span>" if error.hint else ""
            gr.Warning(f"<strong>{escape(error.message)}</strong>{hint}", duration=15)
        else:
            logger.error("a page handler failed", exc_info=error)
            gr.Warning(
                "<strong>Chương trình gặp lỗi ngoài dự kiến.</strong><br>Việc đã lưu vẫn còn. "
                "Hãy thử lại; nếu vẫn lỗi, báo người quản trị xem nhật ký.",
                duration=15,
            )
        return True


def handler(work: Workbench, function: Callable[..., Any], *, event: bool = False) -> Callable[..., Any]:
    """A Gradio event function from `function(visit, *inputs)`: the person is looked up, errors become words.

    Gradio reads from a function's annotations what else to pass, and from its kind whether it streams.

    Args:
        work: the workbench.
        function: plain function or generator; what it returns goes to the outputs.
        event: also give it what a piece of our own HTML sent (`Visit.event`).
    """
    import gradio as gr

    def split(given: tuple[Any, ...]) -> tuple[Visit, tuple[Any, ...]]:
        request, data, inputs = (given[0], given[1], given[2:]) if event else (given[0], None, given[1:])
        return _visit(work, request, data), inputs

    def answer(*given: Any) -> Any:  # noqa: ANN401
        with show_errors():
            visit, inputs = split(given)
            return function(visit, *inputs)
        return gr.skip()

    def stream(*given: Any) -> Iterator[Any]:  # noqa: ANN401
        with show_errors():
            visit, inputs = split(given)
            yield from function(visit, *inputs)

    inner: Callable[..., Any] = stream if inspect.isgeneratorfunction(function) else answer
    names = ("request", "data") if event else ("request",)
    kind = inspect.Parameter
    first = [kind(name, kind.POSITIONAL_OR_KEYWORD) for name in names]
    shape = inspect.Signature([*first, kind("inputs", kind.VAR_POSITIONAL)])
    inner.__annotations__ = {"request": gr.Request} | ({"data": gr.EventData} if event else {})
    inner.__name__ = function.__name__
    inner.__signature__ = shape  # type: ignore[attr-defined]  # what Gradio inspects
    return inner


def _visit(work: Workbench, request: Any, data: Any) -> Visit:  # noqa: ANN401
    if not request.username:
        raise NotSignedIn("Phiên làm việc đã hết hạn.", hint="Hãy đăng nhập lại.")
    with work.uow() as uow:
        actor = uow.users.get(UserId(request.username)).actor
    sent = getattr(data, "_data", None)
    return Visit(
        actor=actor,
        query=dict(request.query_params),
        tab=request.session_hash or "",
        event=sent if isinstance(sent, dict) else {},
    )


# --- header ----------------------------------------------------------------------------------------


def header(here: str, actor: Actor | None = None, alarms: Iterable[str] = ()) -> str:
    """Product name, pages, person, and the red banner when something needs somebody."""
    links = "".join(
        f'<a href="{path}"{_here(path == here)}>{name}</a>'
        for path, name, verb in PAGES
        if verb is None or (actor is not None and actor.may(verb))
    )
    roles = ", ".join(ROLE[r] for r in sorted(actor.roles)) if actor else ""
    me = (
        f'<details class="tl-me"><summary>{escape(actor.name)}</summary><div><span>{escape(roles)}</span>'
        '<a href="/doi-mat-khau">Đổi mật khẩu</a>'
        '<form method="post" action="/dang-xuat"><button>Đăng xuất</button></form></div></details>'
        if actor
        else '<span class="tl-me"></span>'
    )
    rows = list(alarms)
    banner = (
        '<div class="tl-alarm" role="alert"><strong>Cần xử lý</strong><ul>'
        + "".join(f"<li>{escape(a)}</li>" for a in rows)
        + "</ul></div>"
        if rows
        else ""
    )
    return (
        '<header class="tl-head"><a class="tl-brand" href="/ban/"><img src="/static/mark.svg" alt="">'
        f'<span>Tiếng Làng</span></a><nav aria-label="Các trang">{links}</nav>{me}</header>{banner}'
    )


def _here(yes: bool) -> str:
    return ' aria-current="page"' if yes else ""


def page_header(work: Workbench, here: str, actor: Actor) -> str:
    """The header for this person, with the alarms of the moment."""
    from workbench.desk.overview import overview

    with work.uow() as uow:
        return header(here, actor, overview(uow, actor).alarms)


# --- pieces ----------------------------------------------------------------------------------------


def note(message: str, kind: str = "", items: Iterable[str] = ()) -> str:
    """A boxed notice: kind "", "warn", "bad" or "good"."""
    listed = "".join(f"<li>{escape(i)}</li>" for i in items)
    return f'<div class="tl-note {kind}">{escape(message)}{f"<ul>{listed}</ul>" if listed else ""}</div>'


def chip(state: State) -> str:
    """A bulletin's state as a coloured word."""
    return f'<span class="tl-chip {state.value}">{STATE[state]}</span>'


def moment(at: datetime | None) -> str:
    """A time as people in Vietnam write it."""
    return "" if at is None else f"{at.astimezone(VIETNAM):%H:%M\N{NO-BREAK SPACE}%d/%m/%Y}"


def length(seconds: float) -> str:
    """A duration: "1 phút 05 giây"."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} phút {rest:02d} giây" if minutes else f"{rest} giây"


def card(bulletin: Bulletin, link: str, *, extra: str = "") -> str:
    """A bulletin in a list, as a link."""
    content = bulletin.revision.content
    kind = {Priority.EMERGENCY: "urgent", Priority.PRIORITY: "returned"}.get(content.priority)
    urgent = f'<span class="tl-chip {kind}">{PRIORITY[content.priority]}</span>' if kind else ""
    reason = f'<p class="tl-reason">{escape(bulletin.reason)}</p>' if bulletin.reason else ""
    return (
        f'<a class="tl-card" href="{link}?id={quote(bulletin.id)}"><span class="tl-row">{chip(bulletin.state)}'
        f"{urgent}<time>{moment(bulletin.revision.saved_at)}</time></span>"
        f"<strong>{escape(content.title or 'Chưa có tiêu đề')}</strong>"
        f"<span class='tl-hint'>{escape(bulletin.author_name)}{extra}</span>{reason}</a>"
    )


def table(heads: Iterable[str], rows: Iterable[Iterable[str]], empty: str) -> str:
    """A table of ready-made HTML cells; on a phone each row becomes a card."""
    names = list(heads)
    body = "".join(
        "<tr>"
        + "".join(f'<td data-name="{escape(n)}">{c}</td>' for n, c in zip(names, row, strict=True))
        + "</tr>"
        for row in rows
    )
    if not body:
        return f'<p class="tl-empty">{escape(empty)}</p>'
    head = "".join(f"<th scope='col'>{escape(n)}</th>" for n in names)
    inside = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return f'<div class="tl-scroll"><table class="tl-table">{inside}</table></div>'


def button(label: str, do: str, key: str, kind: str = "") -> str:
    """A button inside our own HTML; a click reaches Python as `Visit.event` {do, key}."""
    data = f'data-do="{escape(do)}" data-key="{escape(key)}"'
    return f'<button type="button" class="tl-btn {kind}" {data}>{escape(label)}</button>'


CLICKS = """element.addEventListener('click', (e) => {
  const b = e.target.closest('[data-do]');
  if (b) { e.preventDefault(); trigger('click', {...b.dataset}); }
});"""
"""`js_on_load` of a gr.HTML whose buttons come from `button`."""


def area_choices(areas: Sequence[Area]) -> list[tuple[str, str]]:
    """Areas for a dropdown, each with the one it lies in."""
    names = {a.code: a.name for a in areas}
    return [(f"{a.name}, {names[a.parent]}" if a.parent in names else a.name, a.code) for a in areas]
