"""The command line: one module per group, loaded only when its command runs.

`workbench --help` must answer at once, so this file imports click and nothing else of weight.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from models.errors import WorkbenchError
from workbench.cli.vietnamese import speak_vietnamese

COMMANDS: dict[str, tuple[str, str]] = {
    "serve": ("serve", "Chạy ứng dụng web (bàn biên tập, duyệt, phát hành)."),
    "import": ("text", "Đọc văn bản vào: chữ, cấu trúc, đầu mục, cảnh báo."),
    "read": ("reading", "Văn bản đọc: chữ viết sẽ được đọc thành gì."),
    "summarise": ("text", "Tóm tắt văn bản cho phát thanh, bảng điện tử, cổng thông tin."),
    "voices": ("speech", "Danh sách giọng đọc."),
    "speak": ("speech", "Đọc văn bản thành tệp âm thanh."),
    "bulletin": ("bulletin", "Bản tin: soạn, thu giọng, trình, duyệt, phát hành, thu hồi."),
    "outbox": ("queue", "Hộp gửi: xem, gửi lại, thống kê."),
    "relay": ("queue", "Chuyển tiếp hộp gửi tới hàng đợi và nhận xác nhận."),
    "receive": ("receive", "Chạy nơi nhận mẫu: đài, bảng điện tử, cổng thông tin."),
    "models": ("models", "Mô hình và bộ máy: danh sách, kiểm tra."),
    "lexicon": ("lexicon", "Từ điển phát âm: nhập, xuất, thêm từ."),
    "area": ("admin", "Địa bàn: nhập danh sách, xem."),
    "user": ("admin", "Tài khoản: thêm, xem, đặt lại mật khẩu."),
    "db": ("admin", "Cơ sở dữ liệu: nâng cấp."),
    "doctor": ("admin", "Kiểm tra cài đặt, chương trình phụ trợ và các thiết lập."),
    "backup": ("admin", "Sao lưu toàn bộ dữ liệu vào một tệp."),
    "restore": ("admin", "Phục hồi dữ liệu từ tệp sao lưu."),
}
"""Command → (module of workbench.cli, one-line help)."""


class LazyGroup(click.Group):
    """Knows its commands by name and help line; imports a command's module when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names in the order people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module that holds the command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"workbench.cli.{COMMANDS[cmd_name][0]}")
        command = getattr(module, f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        _in_vietnamese(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing any."""
        with formatter.section("Lệnh"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Answer a typo with the nearest command."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            guess = f" Có phải ý bạn là “{near[0]}”?" if near else " Xem: workbench --help"
            raise click.UsageError(f"Không có lệnh “{args[0]}”.{guess}", ctx)
        return super().resolve_command(ctx, args)


def _in_vietnamese(command: click.Command) -> None:
    """The place-holders of usage lines, of a command and the commands under it."""
    command.options_metavar = "[TÙY CHỌN]"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "LỆNH [ĐỐI SỐ]…"
        for child in command.commands.values():
            _in_vietnamese(child)


@click.command(
    cls=LazyGroup,
    options_metavar="[TÙY CHỌN]",
    subcommand_metavar="LỆNH [ĐỐI SỐ]…",
)
@click.version_option(package_name="tieng-lang", message="%(version)s", help="Hiện số phiên bản.")
def workbench() -> None:
    """Tiếng Làng: bàn làm việc nội dung cho thông tin cơ sở.

    Mọi thiết lập đều có thể đặt bằng biến môi trường WORKBENCH_* hoặc tệp workbench.toml.
    """


def main() -> None:
    """Entry point: one place where errors become words and exit codes (0 ok, 1 failed, 2 bad input)."""
    speak_vietnamese()
    as_json = "--json" in sys.argv
    try:
        sys.exit(workbench.main(standalone_mode=False) or 0)
    except WorkbenchError as error:
        if as_json:
            import json

            print(json.dumps({"error": error.as_dict()}, ensure_ascii=False))
        print(f"Lỗi: {error.message}", file=sys.stderr)
        if error.hint:
            print(f"→ {error.hint}", file=sys.stderr)
        sys.exit(error.exit_code)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        print("Đã dừng.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
