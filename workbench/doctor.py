"""Is everything here? Programs, folders, servers and settings, each with what to do about it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from workbench.settings import Settings

PROBE = "tieng-lang.doctor"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    ok: bool
    detail: str
    needed: bool = True
    """False: the product works without it, with less."""


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting, its value and where that came from."""

    name: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Report:
    """All checks and settings."""

    checks: tuple[Check, ...]
    settings: tuple[SettingRow, ...]
    ok: bool


def examine(settings: Settings) -> Report:
    """Look at everything; nothing is changed but the data folder, which is made if absent."""
    checks = (
        Check("Python", sys.version_info >= (3, 11), sys.version.split()[0]),
        _data_folder(settings.data),
        _speech(),
        _program("tesseract", "đọc bản quét", "apt install tesseract-ocr tesseract-ocr-vie"),
        _vietnamese_ocr(),
        _either(("antiword", "soffice", "libreoffice"), "đọc tệp .doc", "apt install antiword"),
        _database(settings),
        _queue(settings),
    )
    rows = tuple(
        SettingRow(name, _safe(name, str(getattr(settings, name))), _origin(name))
        for name in Settings.model_fields
    )
    return Report(checks, rows, all(c.ok for c in checks if c.needed))


def _origin(name: str) -> str:
    if f"WORKBENCH_{name.upper()}" in os.environ:
        return f"biến WORKBENCH_{name.upper()}"
    if Path("workbench.toml").exists() and name in Path("workbench.toml").read_text(encoding="utf-8"):
        return "workbench.toml"
    return "mặc định"


def _safe(name: str, value: str) -> str:
    """A URL without its password."""
    if not name.endswith("_url") or "@" not in value:
        return value
    parts = urlsplit(value)
    return value.replace(f":{parts.password}@", ":***@") if parts.password else value


def _data_folder(folder: Path) -> Check:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".doctor"
        probe.write_text("x", encoding="utf-8")
        probe.unlink()
    except OSError as error:
        return Check(
            "Thư mục dữ liệu", False, f"{folder}: {error.strerror}. Đặt WORKBENCH_DATA sang nơi ghi được."
        )
    free_gb = shutil.disk_usage(folder).free / 1e9
    return Check("Thư mục dữ liệu", free_gb > 0.5, f"{folder}, còn {free_gb:.1f} GB trống")


def _speech() -> Check:
    try:
        import espeakng_loader

        library = Path(espeakng_loader.get_library_path())
    except (ImportError, OSError) as error:
        return Check("Giọng đọc dựng sẵn (eSpeak NG)", False, f"không nạp được: {error}")
    return Check("Giọng đọc dựng sẵn (eSpeak NG)", library.exists(), library.name)


def _program(name: str, purpose: str, install: str) -> Check:
    found = shutil.which(name)
    detail = found or f"không có; cần để {purpose}. Cài: {install}"
    return Check(name, found is not None, detail, needed=False)


def _either(names: tuple[str, ...], purpose: str, install: str) -> Check:
    found = next((n for n in names if shutil.which(n)), None)
    detail = found or f"không có {' hoặc '.join(names)}; cần để {purpose}. Cài: {install}"
    return Check(purpose.capitalize(), found is not None, detail, needed=False)


def _vietnamese_ocr() -> Check:
    name = "Ngôn ngữ tiếng Việt của tesseract"
    if shutil.which("tesseract") is None:
        return Check(name, False, "chưa có tesseract", needed=False)
    listed = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, timeout=20, check=False
    )
    ok = "vie" in listed.stdout.split()
    return Check(name, ok, "vie" if ok else "thiếu; cài: apt install tesseract-ocr-vie", needed=False)


def _database(settings: Settings) -> Check:
    from models.errors import WorkbenchError
    from workbench.bootstrap import build

    try:
        with build(settings) as work, work.uow() as uow:
            users = len(uow.users.list())
    except WorkbenchError as error:
        return Check("Cơ sở dữ liệu", False, str(error))
    return Check("Cơ sở dữ liệu", True, f"{_safe('database_url', settings.database)}, {users} tài khoản")


def _queue(settings: Settings) -> Check:
    from models.errors import WorkbenchError
    from workbench.bootstrap import build

    try:
        with build(settings) as work:
            # Nothing cheaper proves that the queue takes commands; the name is ours and goes at once.
            work.transport.declare(PROBE, ())
            work.transport.drop(PROBE)
    except WorkbenchError as error:
        return Check("Hàng đợi", False, str(error))
    return Check("Hàng đợi", True, _safe("queue_url", settings.queue))
