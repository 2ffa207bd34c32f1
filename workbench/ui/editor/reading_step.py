"""What happens in step 2: a place is pointed at, heard, corrected; the rest of the page stays as it is."""

from __future__ import annotations

import base64
import threading
from html import escape
from typing import TYPE_CHECKING, Any

from models.errors import BadInput, Conflict, WorkbenchError
from workbench.desk import pronunciation
from workbench.domain.bulletin import Content
from workbench.domain.flow import EDITABLE
from workbench.ui import reading_panel
from workbench.ui.editor import views
from workbench.ui.editor.desk import NEW_REVISION, Saved
from workbench.ui.editor.reading_desk import ALWAYS, HERE, TEXT, Correction, Place, ReadingDesk, Readings, Spot
from workbench.ui.parts import Visit, note
from workbench.ui.reading_view import Chosen, script_view

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.bootstrap import Workbench

    Save = Callable[[Visit, Any], Saved]


class ReadingStep:
    """One handler for every click: `data-do` says which.

    Args:
        work: the workbench.
        desk: verbs of this step.
        save: stores what stands on the page.
        save_or_open: the same for looking only.
    """

    def __init__(self, work: Workbench, desk: ReadingDesk, save: Save, save_or_open: Save) -> None:
        self._work = work
        self._desk = desk
        self._save = save
        self._look = save_or_open
        # A button pressed twice must not meet its own first press as somebody else's change.
        self._changing = threading.Lock()

    def show(self, visit: Visit, *page: Any) -> tuple[Any, ...]:  # noqa: ANN401
        """The step was opened."""
        saved = self._look(visit, page)
        content = saved.bulletin.revision.content
        readings = self._desk.readings(content)
        made = reading_panel.fixes(content.reading_fixes, readings)
        return (*_status(saved), script_view(readings), "", "", made, "")

    def click(self, visit: Visit, *page: Any) -> tuple[Any, ...]:  # noqa: ANN401
        """Status, version, text, panel, notice, corrections, sound: what changed of them."""
        import gradio as gr

        do = str(visit.event.get("do", ""))
        skip = gr.skip()
        try:
            if do.startswith("hear"):
                saved = self._look(visit, page)
                return (*_status(saved), skip, skip, "", skip, self._sound(visit, saved, do))
            if do in {"place", "next", "wider+1", "wider-1"}:
                return self._point(visit, self._look(visit, page), do)
            if do == "close":
                return (skip, skip, skip, "", "", skip, "")
            with self._changing:
                return self._change(visit, do, page)
        except WorkbenchError as error:
            return (skip, skip, skip, skip, _refused(error), skip, skip)

    # --- inside --------------------------------------------------------------------------------

    def _point(self, visit: Visit, saved: Saved, do: str) -> tuple[Any, ...]:
        import gradio as gr

        content = saved.bulletin.revision.content
        spot = _spot(visit)
        if do.startswith("wider"):
            spot = self._desk.wider(content, spot, 1 if do.endswith("+1") else -1)
        readings = self._desk.readings(content)
        place = self._desk.look(content, spot, readings)
        return (
            *_status(saved),
            gr.skip(),
            self._panel(visit, saved, place, readings),
            "",
            gr.skip(),
            gr.skip(),
        )

    def _change(self, visit: Visit, do: str, page: Any) -> tuple[Any, ...]:  # noqa: ANN401
        saved = self._save(visit, page)
        key = str(visit.event.get("key", ""))
        if do in {"fix", "replace", "keep"}:
            wanted = _wanted(visit, do, saved.bulletin.revision.content, self._desk)
            saved, place = self._desk.correct(visit, saved, _spot(visit), wanted)
            return self._after(visit, saved, place)
        if do == "unfix":
            saved = self._desk.take_back(visit, saved, key)
        elif do == "forget":
            self._desk.forget(visit, key)
        else:
            raise BadInput("Không rõ việc cần làm.")
        return self._after(visit, saved, self._open_place(visit, saved))

    def _open_place(self, visit: Visit, saved: Saved) -> Place | None:
        """The place under the panel, if there is one."""
        if "a" not in visit.event:
            return None
        spot = _spot(visit)
        try:
            return self._desk.look(saved.bulletin.revision.content, Spot(spot.line, spot.first, spot.first))
        except Conflict:
            return None

    def _after(self, visit: Visit, saved: Saved, place: Place | None) -> tuple[Any, ...]:
        content = saved.bulletin.revision.content
        readings = self._desk.readings(content)
        chosen = None
        if place is not None:
            first, last = place.segments[0], place.segments[-1]
            chosen = Chosen(place.spot.line, first.span.start, last.span.start)
        return (
            *_status(saved),
            script_view(readings, chosen),
            "" if place is None else self._panel(visit, saved, place, readings),
            # The panel itself says what holds now.
            note("Đã bỏ, trở lại cách đọc của máy.", "good") if place is None else "",
            reading_panel.fixes(content.reading_fixes, readings),
            "",
        )

    def _panel(self, visit: Visit, saved: Saved, place: Place, readings: Readings) -> str:
        bulletin = saved.bulletin
        return reading_panel.panel(
            place,
            readings,
            may_edit=bulletin.state in EDITABLE or visit.query.get("sua") == NEW_REVISION,
            may_teach=pronunciation.may_change(visit.actor),
        )

    def _sound(self, visit: Visit, saved: Saved, do: str) -> str:
        """The sound itself, in the page: nothing is kept, so nothing old can be played."""
        said = visit.event.get("said")
        if do == "hear-typed" and not str(said or "").strip():
            raise BadInput("Chưa gõ cách đọc nào để nghe.")
        content = saved.bulletin.revision.content
        heard = self._desk.hear(
            content, _spot(visit), None if said is None else str(said), whole=do == "hear-all"
        )
        data = base64.b64encode(heard.wav()).decode()
        return f'<i data-ask="{escape(str(visit.event.get("ask", "")))}" data-wav="{data}"></i>'


def _status(saved: Saved) -> tuple[Any, ...]:
    return views.status(saved), saved.bulletin.version


def _spot(visit: Visit) -> Spot:
    event = visit.event
    try:
        first = int(event.get("a", -1))
        return Spot(int(event.get("line", -1)), first, int(event.get("z", first)), str(event.get("w", "")))
    except (TypeError, ValueError):
        raise BadInput("Không rõ chỗ cần xem.") from None


def _wanted(visit: Visit, do: str, content: Content, desk: ReadingDesk) -> Correction:
    event = visit.event
    if do == "keep":
        return Correction(desk.look(content, _spot(visit)).spoken, HERE)
    scope = ALWAYS if do == "replace" else str(event.get("scope", HERE))
    if scope not in (HERE, TEXT, ALWAYS):
        raise BadInput("Không rõ áp dụng cho chỗ nào.")
    return Correction(
        str(event.get("said", "")),
        scope,
        _list(event.get("before")),
        _list(event.get("after")),
        bool(event.get("cased", True)),
        replacing=do == "replace",
    )


def _list(given: object) -> tuple[str, ...]:
    return tuple(w for w in (" ".join(part.split()) for part in str(given or "").split(",")) if w)


def _refused(error: WorkbenchError) -> str:
    hint = f' <span class="tl-hint">{escape(error.hint)}</span>' if error.hint else ""
    more = reading_panel.replace_button() if error.details.get("replaceable") else ""
    return f'<div class="tl-note bad" role="alert">{escape(error.message)}{hint} {more}</div>'
