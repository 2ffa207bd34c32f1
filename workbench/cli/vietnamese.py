"""Click speaks Vietnamese: its messages go through one table.

Click looks its words up with gettext functions imported into each of its modules; replacing those
names is the only hook it offers short of shipping compiled catalogues for a domain it does not own.
"""

from __future__ import annotations

from importlib import import_module

WORDS: dict[str, str] = {
    "Usage:": "Cách dùng:",
    "Usage: ": "Cách dùng: ",
    "Options": "Tùy chọn",
    "Commands": "Lệnh",
    "Error: {message}": "Lỗi: {message}",
    "Aborted!": "Đã dừng.",
    "Show this message and exit.": "Hiện hướng dẫn này.",
    "Show the version and exit.": "Hiện số phiên bản.",
    "Try '{command} {option}' for help.": "Xem hướng dẫn: {command} {option}",
    "No such option {name!r}.": "Không có tùy chọn {name}.",
    "No such option: {name}": "Không có tùy chọn: {name}",
    "Did you mean {possibility}?": "Có phải ý bạn là {possibility}?",
    "No such command {name!r}.": "Không có lệnh {name}.",
    "Missing command.": "Thiếu tên lệnh.",
    "Missing argument": "Thiếu đối số",
    "Missing option": "Thiếu tùy chọn",
    "Missing parameter": "Thiếu tham số",
    "Missing {param_type}": "Thiếu {param_type}",
    "Invalid value: {message}": "Giá trị không hợp lệ: {message}",
    "Invalid value for {param_hint}: {message}": "Giá trị của {param_hint} không hợp lệ: {message}",
    "Option {name!r} requires an argument.": "Tùy chọn {name} cần một giá trị.",
    "Got unexpected extra argument ({args})": "Thừa đối số: {args}",
    "Got unexpected extra arguments ({args})": "Thừa đối số: {args}",
    "{value!r} is not {choice}.": "{value!r} không phải {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} không nằm trong {choices}.",
    "{value!r} is not a valid {number_type}.": "{value!r} không phải là số hợp lệ.",
    "{value} is not in the range {range}.": "{value} nằm ngoài khoảng {range}.",
    "{name} {filename!r} does not exist.": "Không có {name} {filename!r}.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} là thư mục.",
    "{name} {filename!r} is not readable.": "Không đọc được {name} {filename!r}.",
    "file": "tệp",
    "File": "Tệp",
    "directory": "thư mục",
    "Directory": "Thư mục",
    "path": "đường dẫn",
    "Path": "Đường dẫn",
    "default: {default}": "mặc định: {default}",
    "required": "bắt buộc",
    "(Deprecated)": "(sẽ bỏ)",
    "Password": "Mật khẩu",
    "Repeat for confirmation": "Nhập lại để xác nhận",
    "Error: The two entered values do not match.": "Lỗi: hai lần nhập không giống nhau.",
}


def _(message: str) -> str:
    return WORDS.get(message, message)


def _plural(one: str, many: str, n: int) -> str:
    text = one if n == 1 else many
    return WORDS.get(text, text)


def speak_vietnamese() -> None:
    """Point click's look-ups at our table."""
    for name in ("core", "exceptions", "formatting", "decorators", "parser", "types", "termui"):
        module = import_module(f"click.{name}")
        if hasattr(module, "_"):
            module._ = _  # type: ignore[attr-defined]
        if hasattr(module, "ngettext"):
            module.ngettext = _plural  # type: ignore[attr-defined]
