"""Quản trị, từ điển phát âm: the commune's entries, files in and out, what the product knows, a box to try."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import BadInput, Conflict
from models.reading import LexiconEntry, Scope
from models.types import Region
from workbench.desk import pronunciation
from workbench.domain.labels import REGION
from workbench.ui import lexicon_views
from workbench.ui.parts import CLICKS, Visit, button, handler, note
from workbench.ui.reading_view import reading_view

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench

TRY = "UBND xã họp lúc 7h30 ngày 12/5, mời 1.250 hộ."


def lay_out(p: dict[str, Any]) -> None:
    """Components of the tab, by name."""
    import gradio as gr

    with gr.Row(equal_height=False):
        with gr.Column(scale=7, min_width=320):
            p["lx_query"] = gr.Textbox(
                label="Tìm trong từ điển của xã", placeholder="chữ viết hoặc cách đọc", elem_id="tim-tu-dien"
            )
            p["lx_table"] = gr.HTML(js_on_load=CLICKS, padding=False, elem_id="tu-dien")
        with gr.Column(scale=5, min_width=300, elem_classes="tl-panel"):
            p["lx_id"] = gr.Textbox(visible=False)
            p["lx_written"] = gr.Textbox(label="Viết là", max_lines=1, elem_id="td-viet")
            p["lx_spoken"] = gr.Textbox(label="Đọc là", max_lines=2, elem_id="td-doc")
            with gr.Row():
                p["lx_before"] = gr.Textbox(
                    label="Chỉ khi phía trước có", placeholder="họp, ban", max_lines=1, min_width=140
                )
                p["lx_after"] = gr.Textbox(
                    label="Chỉ khi phía sau có", placeholder="xã, huyện", max_lines=1, min_width=140
                )
            p["lx_cased"] = gr.Checkbox(True, label="Phân biệt chữ hoa, chữ thường")
            p["lx_note"] = gr.Textbox(label="Ghi chú", max_lines=1)
            p["lx_save"] = gr.Button("Lưu mục từ", variant="primary", elem_id="nut-luu-tu")
            p["lx_said"] = gr.HTML(js_on_load=CLICKS, padding=False, elem_id="td-bao")
    with gr.Accordion("Thử đọc", open=False, elem_id="muc-thu-doc"):
        p["lx_region"] = gr.Radio([(n, r.value) for r, n in REGION.items()], value="bac", label="Vùng")
        p["lx_text"] = gr.Textbox(TRY, label="Văn bản", lines=2, max_lines=8, elem_id="thu-doc")
        p["lx_try"] = gr.Button("Đọc thử", elem_id="nut-doc-thu")
        p["lx_reading"] = gr.HTML(padding=False, elem_id="thu-doc-ra")
    with gr.Accordion("Nhập, xuất tệp CSV hoặc PLS", open=False, elem_id="muc-tep-tu-dien"):
        p["lx_links"] = gr.HTML(padding=False, elem_id="xuat-tu-dien")
        p["lx_file"] = gr.File(
            label="Tệp CSV (written,spoken,…) hoặc W3C PLS",
            file_types=[".csv", ".pls", ".xml", ".txt"],
            height=120,
            elem_id="tep-tu-dien",
        )
        p["lx_plan"] = gr.HTML(js_on_load=CLICKS, padding=False, elem_id="nhap-tu-dien")
    with gr.Accordion("Chữ sản phẩm đã biết sẵn", open=False, elem_id="muc-biet-san"):
        p["lx_known_query"] = gr.Textbox(
            label="UBND đọc là gì?", placeholder="gõ chữ viết tắt, đơn vị đo, tên…", elem_id="tim-biet-san"
        )
        p["lx_known"] = gr.HTML(padding=False, elem_id="biet-san")


class LexiconTab:
    """Handlers of the tab."""

    def __init__(self, work: Workbench) -> None:
        self._work = work

    def wire(self, p: dict[str, Any], quiet: dict[str, Any]) -> None:
        """Connect every event."""
        work = self._work
        lists = [p["lx_table"], p["lx_links"]]
        form = [p[f"lx_{n}"] for n in ("id", "written", "spoken", "before", "after", "cased", "note")]
        query = p["lx_query"]
        late: dict[str, Any] = {"trigger_mode": "always_last", **quiet}
        p["lexicon"].select(handler(work, self.show), query, [*lists, p["lx_known"]], **quiet)
        query.change(handler(work, self.find), query, p["lx_table"], **late)
        p["lx_known_query"].change(handler(work, self.known), p["lx_known_query"], p["lx_known"], **late)
        p["lx_save"].click(handler(work, self.save), [query, *form], [p["lx_said"], *form, *lists], **quiet)
        p["lx_said"].click(handler(work, self.insist), [query, *form], [p["lx_said"], *form, *lists], **quiet)
        p["lx_table"].click(handler(work, self.row, event=True), query, [p["lx_said"], *form, *lists], **quiet)
        p["lx_file"].upload(handler(work, self.look), p["lx_file"], p["lx_plan"], **quiet)
        p["lx_plan"].click(
            handler(work, self.bring_in, event=True),
            [p["lx_file"], query],
            [p["lx_plan"], p["lx_file"], *lists],
            **quiet,
        )
        p["lx_try"].click(handler(work, self.read), [p["lx_text"], p["lx_region"]], p["lx_reading"], **quiet)

    def show(self, visit: Visit, query: str) -> tuple[Any, ...]:
        """The tab was opened."""
        pronunciation.require_change(visit.actor)
        return *self._lists(query), lexicon_views.known("")

    def find(self, visit: Visit, query: str) -> str:
        """Entries in which the words occur."""
        pronunciation.require_change(visit.actor)
        return lexicon_views.entries(self._all(), query)

    def known(self, visit: Visit, query: str) -> str:
        """What the product itself says for it."""
        pronunciation.require_change(visit.actor)
        return lexicon_views.known(query)

    def save(self, visit: Visit, query: str, *form: Any) -> tuple[Any, ...]:  # noqa: ANN401
        """Store the entry of the form; another reading of the same is told first."""
        import gradio as gr

        entry = _entry(form)
        with self._work.uow() as uow:
            against = pronunciation.plan(uow, [entry]).against
        if against:
            present = against[0].first
            told = (
                f'<div class="tl-note warn">Từ điển đang đọc “{escape(present.written)}” là '
                f"“{escape(present.spoken)}”. {button('Thay bằng cách đọc mới', 'replace', '', 'bad')}</div>"
            )
            return (told, *[gr.skip()] * (len(form) + 2))
        return self._store(visit, query, entry)

    def insist(self, visit: Visit, query: str, *form: Any) -> tuple[Any, ...]:  # noqa: ANN401
        """The new reading counts."""
        return self._store(visit, query, _entry(form))

    def row(self, visit: Visit, query: str) -> tuple[Any, ...]:
        """A button in the table."""
        import gradio as gr

        key, do = str(visit.event.get("key", "")), visit.event.get("do")
        entry = next((e for e in self._all() if e.id == key), None)
        if entry is None:
            raise Conflict("Mục từ này không còn nữa.", hint="Người khác vừa bỏ nó.")
        if do == "edit":
            told = note(f"Đang sửa mục “{entry.written}”.")
            before, after = ", ".join(entry.before), ", ".join(entry.after)
            filled = (
                entry.id, entry.written, entry.spoken, before, after, entry.case_sensitive, entry.note,
            )  # fmt: skip
            return (told, *filled, gr.skip(), gr.skip())
        with self._work.uow() as uow:
            pronunciation.remove(uow, visit.actor, key)
        return (note(f"Đã bỏ “{entry.written}”.", "good"), *[gr.skip()] * 7, *self._lists(query))

    def look(self, visit: Visit, path: str | None) -> str:
        """What importing a file would do; nothing is stored yet."""
        pronunciation.require_change(visit.actor)
        return lexicon_views.plan(self._plan(path))

    def bring_in(self, visit: Visit, path: str | None, query: str) -> tuple[Any, ...]:
        """Import, or leave it."""
        do = visit.event.get("do")
        if do not in {"replace", "keep"}:
            return ("", None, *self._lists(query))
        entries = self._plan(path).kept(replacing=do == "replace")
        with self._work.uow() as uow:
            count = pronunciation.save(uow, visit.actor, entries)
        return (note(f"Đã nhập {count} mục từ.", "good"), None, *self._lists(query))

    def read(self, visit: Visit, text: str, region: str) -> str:
        """How any text would be read now."""
        pronunciation.require_change(visit.actor)
        return reading_view(self._work.reader(Region(region))(text[:5000]))

    # --- inside --------------------------------------------------------------------------------

    def _all(self) -> tuple[LexiconEntry, ...]:
        with self._work.uow() as uow:
            return pronunciation.load(uow).entries

    def _lists(self, query: str) -> tuple[str, str]:
        entries = self._all()
        return lexicon_views.entries(entries, query), lexicon_views.links(entries)

    def _store(self, visit: Visit, query: str, entry: LexiconEntry) -> tuple[Any, ...]:
        with self._work.uow() as uow:
            pronunciation.save(uow, visit.actor, [entry])
        told = note(f"Đã lưu: “{entry.written.strip()}” đọc là “{entry.spoken.strip()}”.", "good")
        return (told, "", "", "", "", "", True, "", *self._lists(query))

    def _plan(self, path: str | None) -> pronunciation.Plan:
        if not path:
            raise BadInput("Chưa chọn tệp.")
        file = Path(path)
        with self._work.uow() as uow:
            return pronunciation.plan(uow, pronunciation.read_file(file.name, file.read_bytes()))


def _entry(form: Sequence[Any]) -> LexiconEntry:
    key, written, spoken, before, after, cased, remark = form
    return LexiconEntry(
        written or "",
        spoken or "",
        Scope.COMMUNE,
        bool(cased),
        _list(before),
        _list(after),
        note=remark or "",
        id=key or "",
    )


def _list(given: str | None) -> tuple[str, ...]:
    return tuple(w for w in (" ".join(part.split()) for part in (given or "").split(",")) if w)
