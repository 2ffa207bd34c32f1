"""The editor page: which event of which component calls what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.ui.editor.handlers import Editor
from workbench.ui.editor.layout import Layout, lay_out
from workbench.ui.parts import handler

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench

CHOSEN = ("voice_id", "preset", "profile", "spoken_ai_line", "areas", "channels", "field", "priority", "days")
"""Inputs that are chosen, not typed: saved at once. Typing is heard by desk.js, which presses the hidden
button half a second later: Gradio's own `input` event of a text box fires on keys only, so text that is
pasted, dictated, or composed by a Vietnamese input method or a phone would never be saved.
"""


def build(work: Workbench, demo: Any) -> None:  # noqa: ANN401
    """The page."""
    wire(work, demo, lay_out(work), Editor(work))


def wire(work: Workbench, demo: Any, at: Layout, do: Editor) -> None:  # noqa: ANN401
    """Connect every event of the page."""
    import gradio as gr

    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    page = [at.bulletin_id, at.version, *at.inputs]
    told = [at.status, at.version]
    shown = [at.radio_list, at.board_view, at.portal_list]
    demo.load(
        handler(work, do.load),
        None,
        [
            at.head,
            *told,
            at.bulletin_id,
            at.source,
            at.notes,
            at.tabs,
            *shown,
            at.take,
            at.jingles,
            *at.inputs,
        ],
        **quiet,
    )
    typed = gr.on(
        [at.autosave.click, *(getattr(at, name).input for name in CHOSEN)],
        handler(work, do.autosave),
        [*page, at.board_chars],
        [*told, *shown, at.warnings],
        trigger_mode="always_last",
        concurrency_limit=None,
        **quiet,
    )
    typed.then(None, None, None, js="() => { window.tiengLang.saved(); }", api_visibility="private")
    at.status.click(handler(work, do.overwrite, event=True), page, told, **quiet)
    at.redraft.click(
        handler(work, do.redraft),
        [*page, at.radio_seconds, at.board_chars, at.board_lines, at.board_screens],
        [
            *told,
            at.redraft_state,
            at.notes,
            *shown,
            at.radio,
            at.board,
            at.portal_title,
            at.portal_sapo,
            at.portal_body,
        ],
        **quiet,
    )
    reading = [*told, at.reading, at.panel, at.reading_told, at.fixes, at.heard]
    at.step_reading.select(handler(work, do.reading.show), page, reading, **quiet)
    for part in (at.reading, at.panel, at.reading_told, at.fixes):
        part.click(
            handler(work, do.reading.click, event=True),
            page,
            reading,
            trigger_mode="multiple",
            concurrency_limit=None,
            **quiet,
        )
    at.step_voice.select(handler(work, do.voice_step), page, [*told, at.doubts, at.take, at.try_line], **quiet)
    at.try_button.click(handler(work, do.try_voice), [at.try_line, *page], [*told, at.try_player], **quiet)
    at.record.click(
        handler(work, do.record), page, [*told, at.record_state, at.take], concurrency_limit=4, **quiet
    )
    for which, upload in (("in", at.jingle_in), ("out", at.jingle_out)):
        upload.upload(handler(work, do.jingle(which)), [upload, *page], [*told, at.jingles, at.take], **quiet)
    at.jingles.click(handler(work, do.unjingle, event=True), page, [*told, at.jingles, at.take], **quiet)
    at.step_audience.select(handler(work, do.audience_step), page, [*told, at.warnings], **quiet)
    at.step_submit.select(handler(work, do.check), page, [*told, at.checklist, at.findings], **quiet)
    at.submit.click(
        handler(work, do.submit),
        [at.findings, *page],
        [*told, at.checklist, at.findings, at.done],
        **quiet,
    )
