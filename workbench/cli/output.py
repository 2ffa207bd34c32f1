"""How every command answers: result on stdout (words, or JSON with `--json`), progress on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click

from workbench.store.codec import to_plain

F = TypeVar("F", bound=Callable[..., Any])


def json_option(command: F) -> F:
    """Add `--json`: one object, or one line per item for lists."""
    return click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON cho máy đọc.")(command)


def emit(value: object, *, as_json: bool, words: str | Iterable[str] = ()) -> None:
    """Print the machine's or the person's version of a result."""
    if as_json:
        click.echo(json.dumps(to_plain(value), ensure_ascii=False))
        return
    for line in (words,) if isinstance(words, str) else words:
        click.echo(line)


def emit_each(values: Sequence[object], *, as_json: bool, words: Callable[[Any], str], empty: str) -> None:
    """Print a list: JSON lines, or one line of words each."""
    if as_json:
        for value in values:
            click.echo(json.dumps(to_plain(value), ensure_ascii=False))
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
