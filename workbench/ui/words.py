"""Vietnamese for the words built into Gradio's page scripts.

Gradio 6 has no Vietnamese: its `I18n` accepts only the locales it ships, and for "en" its own words are
merged last. So the few scripts that hold visible words are served with those words replaced.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

DICTIONARY = {
    "click_to_upload": ("Click to Upload", "Bấm để chọn tệp"),
    "drop_file": ("Drop File Here", "Thả tệp vào đây"),
    "drop_audio": ("Drop Audio Here", "Thả tệp âm thanh vào đây"),
    "uploading": ("Uploading...", "Đang tải lên…"),
    "or": ("or", "hoặc"),
    "clear": ("Clear", "Xóa"),
    "download": ("Download", "Tải xuống"),
    "edit": ("Edit", "Sửa"),
    "empty": ("Empty", "Trống"),
    "error": ("Error", "Lỗi"),
    "loading": ("Loading", "Đang tải"),
    "remove": ("Remove", "Bỏ"),
    "submit": ("Submit", "Gửi"),
    "undo": ("Undo", "Hoàn tác"),
    "progress": ("Progress", "Tiến độ"),
    "language": ("Language", "Ngôn ngữ"),
    "settings": ("Settings", "Thiết lập"),
    "lost_connection": (
        "Lost connection due to leaving page. Rejoining queue...",
        "Mất kết nối do rời trang. Đang nối lại…",
    ),
    "waiting_for_inputs": (
        "Waiting for file(s) to finish uploading, please retry.",
        "Tệp chưa tải lên xong, hãy thử lại.",
    ),
    "long_requests_queue": (
        "There is a long queue of requests pending. Duplicate this Space to skip.",
        "Nhiều việc đang chờ, xin đợi ít phút.",
    ),
    "connection_can_break": (
        (
            "On mobile, the connection can break if this tab is unfocused or the device sleeps, "
            "losing your position in queue."
        ),
        "Trên điện thoại, kết nối có thể ngắt khi chuyển trang hoặc tắt màn hình.",
    ),
}
"""Key in Gradio's dictionary → (its English, our Vietnamese)."""

LITERALS = {
    "processing |": "đang xử lý |",
    "Connection Lost": "Mất kết nối",
    "Connection to the server was lost. Attempting reconnection...": "Mất kết nối. Đang thử nối lại…",
    "Connection errored out. ": "Mất kết nối với máy chủ. ",
    "An error occurred": "Có lỗi xảy ra",
    "An error occurred.": "Có lỗi xảy ra.",
    "Error uploading file": "Không tải được tệp lên",
    "Warning.": "Chú ý.",
    "Success.": "Xong.",
    "Loading...": "Đang tải…",
    "This application is currently busy. Please try again. ": "Máy chủ đang bận, xin thử lại. ",
}
"""Whole string literals elsewhere in the scripts."""

SCRIPTS = ("core-", "Blocks-", "statustracker-", "index-")
"""Beginnings of the file names that may hold visible words."""


def assets() -> Path:
    """Folder of Gradio's page scripts."""
    import gradio

    return Path(gradio.__file__).parent / "templates" / "frontend" / "assets"


def translate(script: str) -> str:
    """A page script with its visible English replaced."""
    for key, (english, vietnamese) in DICTIONARY.items():
        script = script.replace(f"{key}:`{english}`", f"{key}:`{vietnamese}`")
    for english, vietnamese in LITERALS.items():
        script = script.replace(f"`{english}`", f"`{vietnamese}`")
    return script.replace('aria-label="Close"', 'aria-label="Đóng"')


@cache
def translated_scripts() -> dict[str, str]:
    """File name → translated content, of the scripts in which something was replaced."""
    found = {}
    for path in assets().glob("*.js"):
        if path.name.startswith(SCRIPTS):
            script = path.read_text(encoding="utf-8")
            changed = translate(script)
            if changed != script:
                found[path.name] = changed
    return found
