"""Bàn biên tập: what I am writing, and a new bulletin from a file, pasted text or a sample."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import BadInput
from workbench.desk import editing
from workbench.domain.flow import State
from workbench.domain.people import Verb
from workbench.store.queries import BulletinQuery
from workbench.ui.parts import Visit, card, handler, header, note, page_header
from workbench.ui.progress import Job, bar

if TYPE_CHECKING:
    from pipelines.ports import Progress
    from workbench.bootstrap import Workbench
    from workbench.domain.bulletin import Bulletin

FILE_TYPES = [
    ".docx",
    ".doc",
    ".pdf",
    ".html",
    ".htm",
    ".txt",
    ".odt",
    ".rtf",
    ".png",
    ".jpg",
    ".jpeg",
    ".tif",
    ".tiff",
]
OPEN_JS = "(id) => { if (id) location.href = '/ban/soan?id=' + encodeURIComponent(id); }"


def build(work: Workbench, demo: Any) -> None:  # noqa: ANN401
    """The first page."""
    import gradio as gr

    from pipelines.samples import sample_documents

    samples = dict(sample_documents())
    gr.Navbar(visible=False)
    head = gr.HTML(header("/ban/"), elem_classes="tl-wide", padding=False)
    with gr.Row(equal_height=False):
        with gr.Column(scale=5, min_width=320):
            gr.HTML('<h2 class="tl-title">Bản tin mới</h2>', padding=False)
            with gr.Tabs():
                with gr.Tab("Từ tệp"):
                    file = gr.File(
                        label="Tệp DOCX, DOC, PDF, HTML, TXT hoặc ảnh quét",
                        file_types=FILE_TYPES,
                        height=190,
                        elem_id="tep-nguon",
                    )
                with gr.Tab("Dán chữ"):
                    pasted = gr.Textbox(label="Dán nội dung văn bản", lines=8, max_lines=16, elem_id="chu-dan")
                    from_text = gr.Button("Tạo bản tin từ chữ đã dán", variant="primary", elem_id="nut-dan")
                with gr.Tab("Văn bản mẫu"):
                    sample = gr.Dropdown(
                        [(_sample_name(name), name) for name in samples],
                        label="Văn bản của một xã hư cấu, để làm thử",
                        value=None,
                        elem_id="van-ban-mau",
                    )
                    from_sample = gr.Button("Tạo bản tin từ văn bản mẫu", variant="primary", elem_id="nut-mau")
                with gr.Tab("Viết từ đầu"):
                    gr.HTML(note("Bản tin trống, tự viết từng dạng; không có văn bản nguồn để đối chiếu."))
                    empty = gr.Button("Mở bản tin trống", variant="primary", elem_id="nut-trong")
            seconds = gr.Slider(
                20, 600, 90, step=10, label="Thời lượng đọc trên loa (giây)", elem_id="thoi-luong"
            )
            state = gr.HTML(elem_id="tien-do-nhap")
        with gr.Column(scale=7, min_width=320):
            mine = gr.HTML('<p class="tl-empty">Đang tải…</p>', elem_id="ban-tin-cua-toi", padding=False)
    made = gr.Textbox(visible=False)

    def load(visit: Visit) -> tuple[str, str]:
        return page_header(work, "/ban/", visit.actor), _lists(work, visit)

    def make(visit: Visit, name: str, content: bytes, radio_seconds: float) -> Iterator[tuple[str, str]]:
        job = Job(lambda tell: new_from(work, visit, name, content, radio_seconds, tell))
        for fraction, words in job.steps():
            yield bar(fraction, words), ""
        yield note("Đã tạo bản tin nháp, đang mở…", "good"), job.result.id

    def on_file(visit: Visit, path: str | None, radio_seconds: float) -> Iterator[tuple[str, str]]:
        if path:
            # Gradio keeps the person's own file name at the end of its path.
            yield from make(visit, Path(path).name, Path(path).read_bytes(), radio_seconds)

    def on_text(visit: Visit, text: str, radio_seconds: float) -> Iterator[tuple[str, str]]:
        if not text.strip():
            raise BadInput("Chưa có chữ nào.", hint="Dán nội dung văn bản vào ô trước.")
        yield from make(visit, "văn bản dán.txt", text.encode(), radio_seconds)

    def on_sample(visit: Visit, name: str | None, radio_seconds: float) -> Iterator[tuple[str, str]]:
        if not name:
            raise BadInput("Chưa chọn văn bản mẫu.")
        yield from make(visit, name, samples[name], radio_seconds)

    def on_empty(visit: Visit) -> tuple[str, str]:
        from dataclasses import replace

        from workbench.domain.bulletin import Content

        content = Content(voicing=work.voicing(work.settings.default_voice))
        with work.uow() as uow:
            home = uow.areas.default(work.settings.home_area)
            if home is not None:
                content = replace(content, audience=replace(content.audience, areas=(home.code,)))
            bulletin = editing.new_bulletin(uow, visit.actor, content)
        return note("Đang mở…", "good"), bulletin.id

    options: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    demo.load(handler(work, load), None, [head, mine], **options)
    for event, function, inputs in (
        (file.upload, on_file, [file, seconds]),
        (from_text.click, on_text, [pasted, seconds]),
        (from_sample.click, on_sample, [sample, seconds]),
        (empty.click, on_empty, []),
    ):
        event(handler(work, function), inputs, [state, made], concurrency_limit=4, **options)
    made.change(None, made, None, js=OPEN_JS, api_visibility="private")


def new_from(
    work: Workbench, visit: Visit, name: str, content: bytes, radio_seconds: float, tell: Progress
) -> Bulletin:
    """Import a document and draft a bulletin from it."""
    from models.documents.base import Limits, Source

    tell(0.05, "Đang đọc văn bản")
    limits = Limits(max_bytes=work.settings.max_upload_mb * 1024 * 1024)
    with work.uow() as uow:
        stored = editing.import_document(uow, work.blobs, visit.actor, Source(content, name), limits)
    tell(0.4, "Đang tóm tắt")
    drafted, provenance = work.draft(
        stored.document,
        radio_seconds=radio_seconds,
        progress=lambda fraction, words: tell(0.4 + 0.5 * fraction, words),
    )
    tell(0.95, "Đang lưu bản nháp")
    with work.uow() as uow:
        return editing.new_bulletin(uow, visit.actor, drafted, source=stored.id, provenance=provenance)


def _sample_name(name: str) -> str:
    """A file name as a person reads it: "Kế hoạch …" needs the text; the name without number does for a list."""
    stem, _, ext = name.rpartition(".")
    return f"{stem.partition('-')[2].replace('-', ' ')} (.{ext})"


def _lists(work: Workbench, visit: Visit) -> str:
    if not visit.actor.may(Verb.WRITE):
        return note("Vai trò của bạn không soạn bản tin. Hãy mở trang Duyệt, Phát hành hoặc Kho.")
    mine_only = None if visit.actor.may(Verb.WRITE_ANY) else visit.actor.id
    with work.uow() as uow:
        writing = uow.bulletins.find(
            BulletinQuery(states=(State.DRAFT, State.RETURNED), author=mine_only, limit=24)
        )
        waiting = uow.bulletins.find(
            BulletinQuery(states=(State.TEXT_REVIEW, State.AUDIO_REVIEW), author=visit.actor.id, limit=12)
        )
    parts = ['<h2 class="tl-title">Đang soạn</h2>']
    if writing:
        parts.append('<div class="tl-cards">' + "".join(card(b, "/ban/soan") for b in writing) + "</div>")
    else:
        parts.append('<p class="tl-empty">Chưa có bản nháp nào. Thả một văn bản vào khung bên để bắt đầu.</p>')
    if waiting:
        parts.append('<h2 class="tl-title">Đã trình, đang chờ duyệt</h2>')
        parts.append('<div class="tl-cards">' + "".join(card(b, "/ban/duyet") for b in waiting) + "</div>")
    return "".join(parts)
