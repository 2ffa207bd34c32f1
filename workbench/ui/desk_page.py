"""Bàn biên tập: what I am writing, and a new bulletin from a file, pasted text or a sample."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.documents.base import Limits, Source
from models.errors import BadInput
from workbench.desk import editing
from workbench.domain.bulletin import Bulletin, Content
from workbench.domain.flow import IN_REVIEW, State
from workbench.domain.people import Verb
from workbench.store.queries import BulletinQuery
from workbench.store.rows import StoredDocument
from workbench.ui.parts import Visit, card, handler, header, note, page_header
from workbench.ui.progress import Job, bar

if TYPE_CHECKING:
    from pipelines.ports import Progress
    from workbench.bootstrap import Workbench

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
    from pipelines.samples import sample_documents

    DeskPage(work, dict(sample_documents())).lay_out(demo)


class DeskPage:
    """Ways to begin a bulletin, and the lists beside them."""

    def __init__(self, work: Workbench, samples: dict[str, bytes]) -> None:
        self._work = work
        self._samples = samples

    def lay_out(self, demo: Any) -> None:  # noqa: ANN401
        """Make the components and connect them."""
        import gradio as gr

        gr.Navbar(visible=False)
        head = gr.HTML(header("/ban/"), elem_classes="tl-wide", padding=False)
        with gr.Row(equal_height=False):
            with gr.Column(scale=5, min_width=320) as making:
                gr.HTML('<h2 class="tl-title">Bản tin mới</h2>', padding=False)
                ways = self._ways()
                seconds = gr.Slider(
                    20, 600, 90, step=10, label="Thời lượng đọc trên loa (giây)", elem_id="thoi-luong"
                )
                state = gr.HTML(elem_id="tien-do-nhap", padding=False)
            with gr.Column(scale=7, min_width=320):
                mine = gr.HTML('<p class="tl-empty">Đang tải…</p>', elem_id="ban-tin-cua-toi", padding=False)
        made = gr.Textbox(visible=False)
        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        demo.load(handler(self._work, self.load), None, [head, making, mine], **quiet)
        for event, function, inputs in ways:
            event(
                handler(self._work, function), [*inputs, seconds], [state, made], concurrency_limit=4, **quiet
            )
        made.change(None, made, None, js=OPEN_JS, api_visibility="private")

    def _ways(self) -> list[tuple[Any, Any, list[Any]]]:
        """Tabs to begin with: (event, handler, its inputs)."""
        import gradio as gr

        with gr.Tabs(overflow_behavior="wrap"):
            with gr.Tab("Tệp"):
                file = gr.File(
                    label="Tệp DOCX, DOC, PDF, HTML, TXT hoặc ảnh quét",
                    file_types=FILE_TYPES,
                    height=190,
                    elem_id="tep-nguon",
                )
            with gr.Tab("Dán chữ"):
                pasted = gr.Textbox(label="Dán nội dung văn bản", lines=8, max_lines=16, elem_id="chu-dan")
                from_text = gr.Button("Tạo bản tin từ chữ đã dán", variant="primary", elem_id="nut-dan")
            with gr.Tab("Mẫu"):
                sample = gr.Dropdown(
                    [(_title(name, content), name) for name, content in self._samples.items()],
                    label="Văn bản của một xã hư cấu, để làm thử",
                    value=None,
                    elem_id="van-ban-mau",
                )
                from_sample = gr.Button("Tạo bản tin từ văn bản mẫu", variant="primary", elem_id="nut-mau")
            with gr.Tab("Trống"):
                gr.HTML(note("Bản tin trống, tự viết từng dạng; không có văn bản nguồn để đối chiếu."))
                empty = gr.Button("Mở bản tin trống", variant="primary", elem_id="nut-trong")
        return [
            (file.upload, self.from_file, [file]),
            (from_text.click, self.from_text, [pasted]),
            (from_sample.click, self.from_sample, [sample]),
            (empty.click, self.empty, []),
        ]

    def load(self, visit: Visit) -> tuple[Any, ...]:
        """Header and lists; who does not write sees no way to begin."""
        import gradio as gr

        writes = gr.Column(visible=visit.actor.may(Verb.WRITE))
        return page_header(self._work, "/ban/", visit.actor), writes, _lists(self._work, visit)

    def from_file(self, visit: Visit, path: str | None, seconds: float) -> Iterator[tuple[str, str]]:
        """A bulletin from an uploaded file."""
        if not path:
            raise BadInput("Chưa chọn tệp.")
        # Gradio keeps the person's own file name at the end of its path.
        file = Path(path)
        yield from self._make(visit, lambda: self._import(visit, file.name, file.read_bytes()), seconds)

    def from_text(self, visit: Visit, text: str, seconds: float) -> Iterator[tuple[str, str]]:
        """A bulletin from pasted text."""
        if not text.strip():
            raise BadInput("Chưa có chữ nào.", hint="Dán nội dung văn bản vào ô trước.")
        yield from self._make(visit, lambda: self._paste(visit, text), seconds)

    def from_sample(self, visit: Visit, name: str | None, seconds: float) -> Iterator[tuple[str, str]]:
        """A bulletin from a sample document."""
        if name not in self._samples:
            raise BadInput("Chưa chọn văn bản mẫu.")
        yield from self._make(visit, lambda: self._import(visit, name, self._samples[name]), seconds)

    def empty(self, visit: Visit, _seconds: float) -> tuple[str, str]:
        """A bulletin to be written by hand."""
        content = Content(voicing=self._work.voicing(self._work.settings.default_voice))
        with self._work.uow() as uow:
            home = uow.areas.default(self._work.settings.home_area)
            if home is not None:
                content = replace(content, audience=replace(content.audience, areas=(home.code,)))
            bulletin = editing.new_bulletin(uow, visit.actor, content)
        return note("Đang mở…", "good"), bulletin.id

    def _make(
        self, visit: Visit, store: Callable[[], StoredDocument], seconds: float
    ) -> Iterator[tuple[str, str]]:
        job = Job(lambda tell: self._draft(visit, store, seconds, tell))
        try:
            for fraction, words in job.steps():
                yield bar(fraction, words), ""
        except Exception:
            yield "", ""
            raise
        yield note("Đã tạo bản tin nháp, đang mở…", "good"), job.result.id

    def _import(self, visit: Visit, name: str, content: bytes) -> StoredDocument:
        limits = Limits(max_bytes=self._work.settings.max_upload_mb * 1024 * 1024)
        with self._work.uow() as uow:
            return editing.import_document(uow, self._work.blobs, visit.actor, Source(content, name), limits)

    def _paste(self, visit: Visit, text: str) -> StoredDocument:
        from models import documents

        document = documents.read_text(text)
        key = self._work.blobs.put(text.encode(), ".txt")
        with self._work.uow() as uow:
            return editing.store_document(uow, visit.actor, document, original_key=key)

    def _draft(
        self, visit: Visit, store: Callable[[], StoredDocument], seconds: float, tell: Progress
    ) -> Bulletin:
        tell(0.05, "Đang đọc văn bản")
        stored = store()
        tell(0.4, "Đang tóm tắt")
        drafted, provenance = self._work.draft(
            stored.document,
            radio_seconds=seconds,
            progress=lambda fraction, words: tell(0.4 + 0.5 * fraction, words),
        )
        tell(0.95, "Đang lưu bản nháp")
        with self._work.uow() as uow:
            return editing.new_bulletin(uow, visit.actor, drafted, source=stored.id, provenance=provenance)


def _title(name: str, content: bytes) -> str:
    from models import documents
    from models.documents.base import Source
    from pipelines.draft import title_of

    return f"{title_of(documents.read(Source(content, name)))} (.{name.rpartition('.')[2]})"


def _lists(work: Workbench, visit: Visit) -> str:
    actor = visit.actor
    parts = []
    with work.uow() as uow:
        if actor.may(Verb.WRITE):
            mine_only = None if actor.may(Verb.WRITE_ANY) else actor.id
            query = BulletinQuery(states=(State.DRAFT, State.RETURNED), author=mine_only, limit=24)
            empty = "Chưa có bản nháp nào. Thả một văn bản vào khung bên để bắt đầu."
            parts.append(_cards("Đang soạn", uow.bulletins.find(query), "/ban/soan", empty))
        decides = actor.may(Verb.APPROVE_TEXT) or actor.may(Verb.APPROVE_AUDIO)
        waiting = uow.bulletins.find(
            BulletinQuery(states=tuple(IN_REVIEW), author=None if decides else actor.id, limit=12)
        )
        if decides:
            empty = "Không có bản tin nào đang chờ duyệt."
            parts.append(_cards("Chờ duyệt", waiting, "/ban/duyet", empty))
        elif waiting:
            parts.append(_cards("Đã trình, đang chờ duyệt", waiting, "/ban/duyet", ""))
        out = uow.bulletins.find(BulletinQuery(released=True, limit=6))
    if out:
        parts.append(_cards("Mới phát hành", out, "/ban/kho", ""))
    return "".join(parts)


def _cards(title: str, bulletins: Sequence[Bulletin], link: str, empty: str) -> str:
    if not bulletins:
        return f'<h2 class="tl-title">{title}</h2><p class="tl-empty">{empty}</p>'
    cards = "".join(card(b, link) for b in bulletins)
    return f'<h2 class="tl-title">{title}</h2><div class="tl-cards">{cards}</div>'
