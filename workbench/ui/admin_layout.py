"""How the administration page is laid out: components by name, nothing else."""

from __future__ import annotations

from typing import Any

from workbench.domain.labels import ROLE, SLOT_KIND
from workbench.ui import lexicon_tab
from workbench.ui.parts import CLICKS, WEEKDAYS, header

ROLES = [(name, role.value) for role, name in ROLE.items()]


def lay_out() -> dict[str, Any]:
    """Make the components inside the current page."""
    import gradio as gr

    p: dict[str, Any] = {}
    gr.Navbar(visible=False)
    p["head"] = gr.HTML(header("/ban/quan-tri"), elem_classes="tl-wide", padding=False)
    p["said"] = gr.HTML(padding=False, elem_id="quan-tri-bao")
    with gr.Tabs(overflow_behavior="wrap"):
        with gr.Tab("Tài khoản"):
            _people(p)
        with gr.Tab("Địa bàn, khung giờ"):
            _places(p)
        with gr.Tab("Từ điển phát âm") as p["lexicon"]:
            lexicon_tab.lay_out(p)
        with gr.Tab("Cài đặt của máy") as p["machine"]:
            p["doctor"] = gr.HTML(padding=False, elem_id="may")
        with gr.Tab("Nhật ký") as p["log"]:
            p["verify"] = gr.Button("Kiểm tra chuỗi nhật ký có bị sửa không", elem_id="nut-kiem-nhat-ky")
            p["verified"] = gr.HTML(padding=False, elem_id="nhat-ky-nguyen-ven")
            p["lines"] = gr.HTML(padding=False, elem_id="nhat-ky")
    return p


def _people(p: dict[str, Any]) -> None:
    import gradio as gr

    p["people"] = gr.HTML(js_on_load=CLICKS, padding=False, elem_id="tai-khoan")
    with gr.Accordion("Thêm tài khoản", open=False, elem_id="muc-them"):
        with gr.Row():
            p["login"] = gr.Textbox(label="Tên đăng nhập", placeholder="nguyen.lan", elem_id="them-ten")
            p["name"] = gr.Textbox(label="Họ và tên", elem_id="them-ho-ten")
        p["roles"] = gr.CheckboxGroup(ROLES, label="Vai trò", elem_id="them-vai-tro")
        p["add"] = gr.Button("Thêm, sinh mật khẩu tạm", variant="primary", elem_id="nut-them")
    with gr.Accordion("Đổi vai trò", open=False, elem_id="muc-vai-tro"):
        p["whose"] = gr.Dropdown([], label="Tài khoản", elem_id="vai-tro-cua")
        p["new_roles"] = gr.CheckboxGroup(ROLES, label="Vai trò mới", elem_id="vai-tro-moi")
        p["set_roles"] = gr.Button("Lưu vai trò", elem_id="nut-vai-tro")


def _places(p: dict[str, Any]) -> None:
    import gradio as gr

    p["file"] = gr.File(
        label="Nhập địa bàn: tệp CSV (code,name,level,parent) hoặc JSON",
        file_types=[".csv", ".json"],
        height=140,
        elem_id="tep-dia-ban",
    )
    p["slots"] = gr.HTML(js_on_load=CLICKS, padding=False, elem_id="khung-gio")
    with gr.Accordion("Thêm khung giờ", open=False, elem_id="muc-khung-gio"):
        with gr.Row():
            p["slot_area"] = gr.Dropdown([], label="Địa bàn")
            p["slot_name"] = gr.Textbox(label="Tên khung giờ", placeholder="Buổi trưa", elem_id="khung-ten")
            p["slot_start"] = gr.Textbox(label="Bắt đầu", placeholder="11:00", elem_id="khung-bat-dau")
            p["slot_minutes"] = gr.Number(30, label="Số phút", precision=0)
        p["slot_days"] = gr.CheckboxGroup(WEEKDAYS, value=[d for _, d in WEEKDAYS], label="Các thứ")
        p["slot_kind"] = gr.Radio([(n, k.value) for k, n in SLOT_KIND.items()], value="own", label="Loại")
        p["add_slot"] = gr.Button("Lưu khung giờ", elem_id="nut-khung-gio")
    p["areas"] = gr.HTML(padding=False, elem_id="dia-ban-ds")
