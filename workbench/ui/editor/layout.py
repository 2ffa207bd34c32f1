"""How the editor is laid out: the components of the five steps, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.domain.labels import CHANNEL, FIELD, PRIORITY
from workbench.ui.editor.fields import Form
from workbench.ui.parts import CLICKS, WEEKDAYS, area_choices, header, note

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench

SOUND_TYPES = [".mp3", ".wav", ".flac", ".ogg", ".opus"]


@dataclass(slots=True)
class Layout:
    """The components other code speaks to, by name; inputs of the form have the names of `fields.Form`."""

    parts: dict[str, Any]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        try:
            return self.parts[name]
        except KeyError as error:
            raise AttributeError(name) from error

    @property
    def inputs(self) -> list[Any]:
        """Inputs in the order of `Form`."""
        return [self.parts[name] for name in Form.__slots__]


def lay_out(work: Workbench) -> Layout:
    """Make all components inside the current page."""
    import gradio as gr

    p: dict[str, Any] = {}
    gr.Navbar(visible=False)
    p["head"] = gr.HTML(header("/ban/"), elem_classes="tl-wide", padding=False)
    p["status"] = gr.HTML(
        '<div class="tl-status"><h2>Đang mở bản tin…</h2></div>',
        js_on_load=CLICKS,
        padding=False,
        elem_id="trang-thai",
    )
    p["bulletin_id"] = gr.Textbox(visible=False)
    p["version"] = gr.Number(visible=False)
    p["autosave"] = gr.Button("Lưu", elem_id="tu-luu", elem_classes="tl-hidden")
    with gr.Tabs(elem_id="cac-buoc", elem_classes="tl-saves", overflow_behavior="wrap") as p["tabs"]:
        with gr.Tab("1. Nội dung", id="1") as p["step_text"]:
            _text(p)
        with gr.Tab("2. Văn bản đọc", id="2") as p["step_reading"]:
            _reading(p)
        with gr.Tab("3. Giọng đọc", id="3") as p["step_voice"]:
            _voice(p, work)
        with gr.Tab("4. Nơi nhận, lịch", id="4") as p["step_audience"], work.uow() as uow:
            _audience(p, area_choices(uow.areas.list()))
        with gr.Tab("5. Trình duyệt", id="5") as p["step_submit"]:
            _submit(p)
    return Layout(p)


def _text(p: dict[str, Any]) -> None:
    import gradio as gr

    with gr.Row(equal_height=False):
        with gr.Column(scale=1, min_width=320):
            p["source"] = gr.HTML(padding=False, elem_id="van-ban-nguon")
        with gr.Column(scale=1, min_width=320):
            p["notes"] = gr.HTML(padding=False, elem_id="ghi-chu-tom-tat")
            p["title"] = gr.Textbox(label="Tiêu đề", max_lines=3, elem_id="tieu-de")
            with gr.Tabs(overflow_behavior="wrap"):
                with gr.Tab("Loa"), gr.Column(elem_classes="tl-form-part"):
                    p["radio_list"] = gr.HTML(elem_id="cau-loa")
                    p["radio"] = gr.Textbox(
                        label="Sửa kịch bản đọc (mỗi dòng một câu)",
                        lines=8,
                        max_lines=18,
                        elem_id="kich-ban",
                        elem_classes="tl-lines",
                    )
                with gr.Tab("Bảng điện tử"):
                    p["board_view"] = gr.HTML(elem_id="xem-bang")
                    p["board"] = gr.Textbox(
                        label="Sửa các màn hình (dòng trống để sang màn hình mới)",
                        lines=6,
                        max_lines=16,
                        elem_id="chu-bang",
                    )
                with gr.Tab("Cổng thông tin"), gr.Column(elem_classes="tl-form-part"):
                    p["portal_title"] = gr.Textbox(label="Tiêu đề bài", max_lines=3)
                    p["portal_sapo"] = gr.Textbox(label="Sa-pô", lines=2, max_lines=6)
                    p["portal_list"] = gr.HTML()
                    p["portal_body"] = gr.Textbox(
                        label="Sửa thân bài (mỗi dòng một đoạn)", lines=8, max_lines=18, elem_classes="tl-lines"
                    )
            p["summary"] = gr.Textbox(
                label="Tóm tắt khi gửi (tối đa 300 ký tự)",
                lines=2,
                max_lines=5,
                max_length=300,
                elem_id="tom-tat",
            )
            with gr.Accordion("Tóm tắt lại với độ dài khác", open=False, elem_classes="tl-unsaved"):
                with gr.Row():
                    p["radio_seconds"] = gr.Number(
                        90, label="Loa (giây)", minimum=10, maximum=1800, min_width=110
                    )
                    p["board_chars"] = gr.Number(
                        40, label="Ký tự mỗi dòng", minimum=8, maximum=200, min_width=110
                    )
                    p["board_lines"] = gr.Number(2, label="Dòng mỗi màn", minimum=1, maximum=8, min_width=110)
                    p["board_screens"] = gr.Number(4, label="Số màn", minimum=1, maximum=20, min_width=110)
                p["redraft"] = gr.Button("Tóm tắt lại (thay chữ đang có)", elem_id="nut-tom-tat-lai")
                p["redraft_state"] = gr.HTML()


POINTED = """element.addEventListener('click', (e) => {
  const spot = window.tiengLangReading.pointed(e);
  if (spot) trigger('click', spot);
});"""
"""`js_on_load` of the text: a word, or the words marked with the mouse."""
ASKED = """element.addEventListener('click', (e) => {
  const asked = window.tiengLangReading.asked(e);
  if (asked) trigger('click', asked);
});"""
"""`js_on_load` of panel, notice and list: a button, with what was chosen and typed beside it."""


def _reading(p: dict[str, Any]) -> None:
    import gradio as gr

    with gr.Row(equal_height=False, elem_id="buoc-doc"):
        with gr.Column(scale=7, min_width=320):
            p["reading"] = gr.HTML(js_on_load=POINTED, elem_id="van-ban-doc", padding=False)
        with gr.Column(scale=4, min_width=300, elem_id="ben-canh", elem_classes="tl-unsaved"):
            with gr.Column(elem_id="cach-doc"):
                p["panel"] = gr.HTML(js_on_load=ASKED, padding=False, elem_id="cach-doc-o")
                p["reading_told"] = gr.HTML(js_on_load=ASKED, padding=False, elem_id="cach-doc-bao")
            p["fixes"] = gr.HTML(js_on_load=ASKED, padding=False, elem_id="da-sua-doc")
            p["heard"] = gr.HTML(padding=False, elem_id="tieng-nghe", elem_classes="tl-hidden")


def _voice(p: dict[str, Any], work: Workbench) -> None:
    import gradio as gr

    from models.speech.profiles import PROFILES
    from models.speech.rates import PRESETS

    with gr.Row(equal_height=False):
        with gr.Column(scale=5, min_width=320):
            p["voice_id"] = gr.Radio([(v.name, v.id) for v in work.voices()], label="Giọng", elem_id="giong")
            p["preset"] = gr.Radio(
                [(f"{x.name} ({x.low_spm:.0f}–{x.high_spm:.0f} âm tiết/phút)", x.id) for x in PRESETS.values()],
                label="Nhịp đọc",
                elem_id="nhip",
            )
            p["profile"] = gr.Dropdown(
                [(x.name, x.id) for x in PROFILES.values()], label="Âm lượng, âm sắc cho"
            )
            p["pitch"] = gr.Slider(-6, 6, 0, step=0.5, label="Cao độ (nửa cung)")
            p["spoken_ai_line"] = gr.Checkbox(label="Cuối bản tin đọc câu báo giọng nhân tạo")
            with gr.Accordion("Nhạc hiệu", open=False):
                p["jingles"] = gr.HTML(js_on_load=CLICKS, padding=False)
                with gr.Row():
                    p["jingle_in"] = gr.UploadButton("Chọn nhạc mở đầu", file_types=SOUND_TYPES, size="sm")
                    p["jingle_out"] = gr.UploadButton("Chọn nhạc kết thúc", file_types=SOUND_TYPES, size="sm")
        with gr.Column(scale=7, min_width=320):
            with gr.Row(equal_height=True):
                p["try_line"] = gr.Dropdown([], label="Nghe thử một câu", scale=4, elem_id="cau-thu")
                p["try_button"] = gr.Button("Nghe thử", scale=1, min_width=120, elem_id="nut-nghe-thu")
            p["try_player"] = gr.HTML(padding=False)
            p["doubts"] = gr.HTML(padding=False, elem_id="cho-can-xem")
            p["record"] = gr.Button("Thu giọng cả bản tin", variant="primary", size="lg", elem_id="nut-thu")
            p["record_state"] = gr.HTML(padding=False)
            p["take"] = gr.HTML(padding=False, elem_id="ban-thu")


def _audience(p: dict[str, Any], areas: list[tuple[str, str]]) -> None:
    import gradio as gr

    with gr.Row(equal_height=False):
        with gr.Column(min_width=320):
            p["areas"] = gr.Dropdown(areas, multiselect=True, label="Địa bàn nhận", elem_id="dia-ban")
            p["channels"] = gr.CheckboxGroup(
                [(n, c.value) for c, n in CHANNEL.items()], label="Kênh", elem_id="kenh"
            )
            p["field"] = gr.Dropdown([(n, int(f)) for f, n in FIELD.items()], label="Lĩnh vực")
            p["priority"] = gr.Radio(
                [(n, int(x)) for x, n in PRIORITY.items()], label="Mức ưu tiên", elem_id="uu-tien"
            )
            p["source_line"] = gr.Textbox(label="Nguồn tin", max_lines=2)
            p["author_line"] = gr.Textbox(label="Tác giả khi đăng (bỏ trống: tên người soạn)", max_lines=1)
        with gr.Column(min_width=320):
            with gr.Row():
                p["start_on"] = gr.Textbox(
                    label="Từ ngày", placeholder="25/12/2026", max_lines=1, min_width=140
                )
                p["end_on"] = gr.Textbox(
                    label="Đến ngày", placeholder="như ngày đầu", max_lines=1, min_width=140
                )
            p["times"] = gr.Textbox(
                label="Giờ phát (bỏ trống: phát ngay khi đến nơi)",
                placeholder="05:30, 17:00",
                max_lines=1,
                elem_id="gio-phat",
            )
            p["days"] = gr.CheckboxGroup(WEEKDAYS, label="Chỉ các thứ (không chọn: mọi ngày)")
            p["repeats"] = gr.Number(1, label="Số lần đọc liền nhau", minimum=1, maximum=20, precision=0)
            p["expires_at"] = gr.Textbox(
                label="Hết hạn lúc", placeholder="18:00 25/12/2026", max_lines=1, elem_id="het-han"
            )
            p["warnings"] = gr.HTML(padding=False)


def _submit(p: dict[str, Any]) -> None:
    import gradio as gr

    p["checklist"] = gr.HTML(padding=False, elem_id="kiem-truoc")
    p["findings"] = gr.CheckboxGroup(
        [], label="Dữ liệu cá nhân cần người kiểm tra", visible=False, elem_id="canh-bao"
    )
    p["submit"] = gr.Button("Trình duyệt", variant="primary", size="lg", elem_id="nut-trinh")
    p["done"] = gr.HTML(
        note("Người soạn không tự duyệt: người khác sẽ duyệt nội dung, rồi nghe và duyệt âm thanh."),
        padding=False,
        elem_id="da-trinh",
    )
