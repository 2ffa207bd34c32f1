"""How every command answers: result on stdout (words, or JSON with `--json`), progress on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def json_option(command: F) -> F:
    """Add `--json`: one object, or one line per item for lists."""
    return click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON cho máy đọc.")(command)


def plain(value: object) -> object:
    """A tree of dataclasses as JSON-ready values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict) or hasattr(value, "items"):
        return {str(k): plain(v) for k, v in dict(value).items()}  # type: ignore[call-overload]
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(v) for v in value]
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    return value


def emit(value: object, *, as_json: bool, words: str | Iterable[str] = ()) -> None:
    """Print the machine's or the person's version of a result."""
    if as_json:
        click.echo(json.dumps(plain(value), ensure_ascii=False))
        return
    for line in (words,) if isinstance(words, str) else words:
        click.echo(line)


def emit_each(values: Sequence[object], *, as_json: bool, words: Callable[[Any], str], empty: str) -> None:
    """Print a list: JSON lines, or one line of words each."""
    if as_json:
        for value in values:
            click.echo(json.dumps(plain(value), ensure_ascii=False))
        return
    for value in values:
        click.echo(words(value))
    if not values:
        click.echo(empty, err=True)


def progress() -> Callable[[float, str], None] | None:
    """A one-line progress report on a terminal; None when nobody watches."""
    if not sys.stderr.isatty():
        return None

    def show(fraction: float, what: str) -> None:
        end = "\n" if fraction >= 1 else ""
        click.echo(f"\r{fraction:4.0%} {what}\x1b[K{end}", nl=False, err=True)

    return show


def tell(message: str) -> None:
    """A remark for the person, on stderr."""
    click.echo(message, err=True)
