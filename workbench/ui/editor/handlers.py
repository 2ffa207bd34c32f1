"""What happens on the editor page: read inputs, call one verb, show the result."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import BadInput, Conflict
from workbench.ui.editor import fields, views
from workbench.ui.editor.desk import EditorDesk, Saved
from workbench.ui.editor.reading_desk import ReadingDesk
from workbench.ui.editor.reading_step import ReadingStep
from workbench.ui.evidence import source_pane
from workbench.ui.parts import Visit, area_choices, note, page_header
from workbench.ui.player import player
from workbench.ui.progress import Job, bar
from workbench.ui.reading_view import doubts, doubts_note

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench
    from workbench.domain.bulletin import Bulletin


class Editor:
    """Handlers of the page; knows no rule."""

    def __init__(self, work: Workbench) -> None:
        self._work = work
        self._desk = EditorDesk(work)
        self.reading = ReadingStep(work, ReadingDesk(work, self._desk), self._save, self._save_or_open)

    def load(self, visit: Visit) -> tuple[Any, ...]:
        """Fill the page for the bulletin of the address."""
        import gradio as gr

        bulletin_id = visit.query.get("id", "")
        if not bulletin_id:
            raise BadInput("Chưa chọn bản tin.", hint="Mở một bản tin từ Bàn biên tập.")
        bulletin, document = self._desk.open(bulletin_id)
        saved = Saved(bulletin)
        step = visit.query.get("buoc", "1")
        content = bulletin.revision.content
        shown = fields.to_form(content)
        values: dict[str, Any] = {n: _plain(getattr(shown, n)) for n in shown.__slots__}
        # Areas may have been imported since the page was built.
        with self._work.uow() as uow:
            choices = area_choices(uow.areas.list())
        values["areas"] = gr.Dropdown(choices=choices, value=values["areas"])
        return (
            page_header(self._work, "/ban/", visit.actor),
            views.status(saved),
            bulletin.version,
            bulletin.id,
            source_pane(document),
            views.notes(bulletin.revision.provenance.get("notes", "")),
            gr.Tabs(selected=step if step in {"1", "2", "3", "4", "5"} else "1"),
            *views.previews(content, 40),
            self._take(bulletin),
            views.jingles(content),
            *values.values(),
        )

    def autosave(self, visit: Visit, *inputs: Any) -> tuple[Any, ...]:  # noqa: ANN401
        """Store what was typed; on a conflict nothing on the page is touched."""
        import gradio as gr

        *page, board_chars = inputs
        if not page[0]:
            return gr.skip()  # type: ignore[no-any-return]
        try:
            saved = self._save(visit, page)
        except Conflict as error:
            bulletin, _ = self._desk.open(str(page[0]))
            return views.conflict(bulletin, error), *[gr.skip()] * 5
        content = saved.bulletin.revision.content
        return *self._told(saved), *views.previews(content, board_chars), self._warned(saved)

    def overwrite(self, visit: Visit, *page: Any) -> tuple[Any, ...]:  # noqa: ANN401
        """The person decided that their version counts."""
        if visit.event.get("do") != "overwrite":
            import gradio as gr

            return gr.skip()  # type: ignore[no-any-return]
        return self._told(self._save(visit, page, force=True))

    def redraft(self, visit: Visit, *inputs: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
        """Summarise again with other lengths."""
        import gradio as gr

        *page, seconds, chars, lines, screens = inputs
        sizes = {"radio_seconds": seconds, "board_chars": chars, "board_lines": lines, "board_screens": screens}
        saved = self._save(visit, page)
        job = Job(lambda tell: self._desk.redraft(visit, saved, sizes, tell))
        try:
            for fraction, words in job.steps():
                yield gr.skip(), gr.skip(), bar(fraction, words), *[gr.skip()] * 9
        except Exception:
            yield gr.skip(), gr.skip(), "", *[gr.skip()] * 9
            raise
        again, notes = job.result
        content = again.bulletin.revision.content
        shown = fields.to_form(content)
        yield (
            *self._told(again),
            note("Đã tóm tắt lại từ văn bản nguồn.", "good"),
            views.notes(notes),
            *views.previews(content, chars),
            shown.radio,
            shown.board,
            shown.portal_title,
            shown.portal_sapo,
            shown.portal_body,
        )

    def voice_step(self, visit: Visit, *page: Any) -> tuple[Any, ...]:  # noqa: ANN401
        """Offer the sentences to try, and the recording."""
        import gradio as gr

        saved = self._save_or_open(visit, page)
        sentences = saved.bulletin.revision.content.radio.sentences
        choices = [(s.text if len(s.text) <= 60 else s.text[:59] + "…", i) for i, s in enumerate(sentences)]
        return (
            *self._told(saved),
            doubts_note(self._work.readings(saved.bulletin.revision.content), "Xem ở bước 2, Văn bản đọc."),
            self._take(saved.bulletin),
            gr.Dropdown(choices=choices, value=0 if choices else None),
        )

    def try_voice(self, visit: Visit, line: float | None, *page: Any) -> tuple[Any, ...]:  # noqa: ANN401
        """Voice one sentence."""
        saved = self._save_or_open(visit, page)
        take = self._desk.try_voice(saved.bulletin.revision.content, int(line or 0))
        return *self._told(saved), player(take, title="Nghe thử")

    def record(self, visit: Visit, *page: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
        """Voice everything, with progress."""
        import gradio as gr

        saved = self._save(visit, page)
        job = Job(lambda tell: self._desk.record(visit, saved, tell))
        try:
            for fraction, words in job.steps():
                yield gr.skip(), gr.skip(), bar(fraction, words), gr.skip()
        except Exception:
            yield gr.skip(), gr.skip(), "", gr.skip()
            raise
        yield (
            *self._told(job.result),
            note("Đã thu xong, hãy nghe lại.", "good"),
            self._take(job.result.bulletin),
        )

    def jingle(self, which: str) -> Any:  # noqa: ANN401
        """Handler of an uploaded jingle."""

        def upload(visit: Visit, path: str | None, *page: Any) -> tuple[Any, ...]:  # noqa: ANN401
            saved = self._save(visit, page)
            if path:
                file = Path(path)
                saved = self._desk.set_jingle(visit, saved, which, file.read_bytes(), file.suffix)
            return self._jingled(saved)

        return upload

    def unjingle(self, visit: Visit, *page: Any) -> tuple[Any, ...]:  # noqa: ANN401
        """Remove a jingle."""
        saved = self._save(visit, page)
        return self._jingled(self._desk.set_jingle(visit, saved, str(visit.event.get("key", "in")), b"", ""))

    def audience_step(self, visit: Visit, *page: Any) -> tuple[Any, ...]:  # noqa: ANN401
        """Show schedule warnings."""
        saved = self._save_or_open(visit, page)
        return *self._told(saved), self._warned(saved)

    def check(self, visit: Visit, *page: Any) -> tuple[Any, ...]:  # noqa: ANN401
        """Show what is missing and what must be answered for."""
        return self._checked(self._save_or_open(visit, page))

    def submit(self, visit: Visit, accepted: list[str] | None, *page: Any) -> tuple[Any, ...]:  # noqa: ANN401
        """Send to review."""
        saved = self._desk.submit(visit, self._save(visit, page), accepted or [])
        done = note("Đã trình duyệt. Người duyệt sẽ thấy bản tin ở trang Duyệt.", "good")
        return *self._checked(saved), done + '<p><a class="tl-btn" href="/ban/">Về Bàn biên tập</a></p>'

    # --- inside --------------------------------------------------------------------------------

    def _save(self, visit: Visit, page: Any, *, force: bool = False) -> Saved:  # noqa: ANN401
        bulletin_id, version, *values = page
        form = fields.of_inputs(values)
        return self._desk.save(visit, str(bulletin_id), version, form, force=force)

    def _save_or_open(self, visit: Visit, page: Any) -> Saved:  # noqa: ANN401
        """For looking only: what cannot be edited any more is shown as stored."""
        try:
            return self._save(visit, page)
        except Conflict as error:
            if not error.details.get("locked"):
                raise
            return Saved(self._desk.open(str(page[0]))[0])

    def _told(self, saved: Saved) -> tuple[Any, ...]:
        return views.status(saved), saved.bulletin.version

    def _jingled(self, saved: Saved) -> tuple[Any, ...]:
        return *self._told(saved), views.jingles(saved.bulletin.revision.content), self._take(saved.bulletin)

    def _take(self, bulletin: Bulletin) -> str:
        take = bulletin.revision.current_take
        return views.take(
            bulletin, outdated=take is not None and not self._work.still_said(bulletin.revision.content, take)
        )

    def _warned(self, saved: Saved) -> str:
        warnings = self._desk.warnings(saved.bulletin)
        return note("Cần cân nhắc:", "warn", warnings) if warnings else ""

    def _checked(self, saved: Saved) -> tuple[Any, ...]:
        import gradio as gr

        bulletin = saved.bulletin
        found = self._desk.findings(bulletin)
        choices = [(f"{f.message} “{f.excerpt}” — đã kiểm tra, được phép nêu", key) for key, f in found]
        return (
            *self._told(saved),
            views.checklist(
                bulletin,
                self._desk.problems(bulletin),
                (*self._desk.warnings(bulletin), *self._spoken(bulletin)),
            ),
            gr.CheckboxGroup(choices=choices, value=[], visible=bool(choices)),
        )

    def _spoken(self, bulletin: Bulletin) -> tuple[str, ...]:
        """What to see about the speech before it is sent to review."""
        revision = bulletin.revision
        if not (revision.needs_audio or revision.take):
            return ()
        found = [f"Cách đọc “{raw}”: {why}" for raw, why in doubts(self._work.readings(revision.content))]
        take = revision.current_take
        if take is not None and not self._work.still_said(revision.content, take):
            found.append(views.OUTDATED)
        return tuple(found)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
