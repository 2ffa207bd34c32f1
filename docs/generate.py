"""Write the reference pages that are read off the code: docs/cli.md, docs/settings.md, docs/errors.md.

`python docs/generate.py` writes them; tests/unit/docs checks that the committed ones are current.
"""

from __future__ import annotations

import inspect
from pathlib import Path

import click

from models import errors
from workbench.cli import COMMANDS, workbench
from workbench.cli.vietnamese import speak_vietnamese
from workbench.settings import MEANING, Settings

HERE = Path(__file__).resolve().parent


def cli_page() -> str:
    """Every command with its help text."""
    speak_vietnamese()
    parts = ["# Dòng lệnh `workbench`", "", "Trang này sinh từ mã nguồn (`python docs/generate.py`)."]
    context = click.Context(workbench, info_name="workbench", terminal_width=100, max_content_width=100)
    for name in COMMANDS:
        command = workbench.get_command(context, name)
        assert command is not None
        parts += _command(command, f"workbench {name}", context, "##")
    return "\n".join(parts) + "\n"


def _command(command: click.Command, path: str, parent: click.Context, heading: str) -> list[str]:
    context = click.Context(command, info_name=path, terminal_width=100, max_content_width=100)
    parts = ["", f"{heading} `{path}`", "", "```", command.get_help(context), "```"]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            parts += _command(child, f"{path} {name}", parent, heading + "#")
    return parts


def settings_page() -> str:
    """Every setting with its environment name, default and meaning (its docstring)."""
    parts = [
        "# Thiết lập",
        "",
        "Thứ tự ưu tiên: cờ dòng lệnh, biến môi trường, tệp `workbench.toml` ở thư mục làm việc, mặc định.",
        "`workbench doctor` in giá trị đang dùng và nguồn của nó. Trang này sinh từ mã nguồn.",
    ]
    for name, field in Settings.model_fields.items():
        default = "(thư mục dữ liệu của người dùng)" if name == "data" else repr(field.default)
        parts += ["", f"## `WORKBENCH_{name.upper()}`", "", MEANING[name], "", f"Mặc định: `{default}`"]
    return "\n".join(parts) + "\n"


def errors_page() -> str:
    """Every error family with its code, HTTP status and exit code."""
    parts = [
        "# Mã lỗi",
        "",
        "Một cây lỗi cho trang web, API (RFC 9457) và dòng lệnh. Trang này sinh từ mã nguồn.",
    ]
    for _, family in inspect.getmembers(errors, inspect.isclass):
        if issubclass(family, errors.WorkbenchError):
            parts += [
                "",
                f"## `{family.code}`",
                "",
                f"{family.__name__}: HTTP {family.status}, exit {family.exit_code}. {inspect.getdoc(family)}",
            ]
    return "\n".join(parts) + "\n"


PAGES = {"cli.md": cli_page, "settings.md": settings_page, "errors.md": errors_page}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")
