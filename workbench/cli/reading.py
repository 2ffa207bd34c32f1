"""`workbench read`: how a text will be read aloud."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.output import emit, json_option, tell
from workbench.cli.text import REGIONS, file_bytes, load_plain
from workbench.store.codec import to_plain

if TYPE_CHECKING:
    from models.reading import Lexicon, ReadingOptions
    from models.types import Delivery, Reading


@click.command(
    "read", help="Cho biết chữ viết sẽ được đọc thành gì. Hiểu bảng và một phần SSML (docs/reading.md)."
)
@click.argument("text", metavar="[CHỮ]", required=False)
@click.option("-f", "--file", "file", metavar="TỆP", help="Đọc từ tệp; “-” là đầu vào chuẩn.")
@click.option("--region", type=REGIONS, default="bac", show_default=True, help="Vùng miền.")
@click.option(
    "--foreign",
    type=click.Choice(["keep", "vietnamese"]),
    default="keep",
    show_default=True,
    help="Từ nước ngoài: giữ nguyên, hay đọc bằng âm tiết Việt.",
)
@click.option(
    "--code-style",
    type=click.Choice(["expand", "letters"]),
    default="expand",
    show_default=True,
    help="Chữ trong số hiệu văn bản: đọc đủ nghĩa, hay đọc từng chữ cái.",
)
@click.option(
    "--brackets",
    type=click.Choice(["pause", "read"]),
    default="pause",
    show_default=True,
    help="Dấu ngoặc: nghỉ, hay đọc “mở ngoặc”, “đóng ngoặc”.",
)
@click.option(
    "--urls",
    type=click.Choice(["words", "spell"]),
    default="words",
    show_default=True,
    help="Địa chỉ mạng: đọc thành từ, hay từng chữ cái.",
)
@click.option(
    "--lexicon",
    "lexicons",
    multiple=True,
    metavar="TỆP",
    help="Từ điển phát âm .csv hoặc .pls; dùng được nhiều lần.",
)
@click.option("--lines", is_flag=True, help="Mỗi dòng vào cho đúng một dòng ra.")
@click.option("--marked", is_flag=True, help="Liệt kê từng chỗ đọc khác chữ viết, kèm loại và cách đọc khác.")
@json_option
def read_command(
    text: str | None,
    file: str | None,
    region: str,
    foreign: str,
    code_style: str,
    brackets: str,
    urls: str,
    lexicons: tuple[str, ...],
    lines: bool,
    marked: bool,
    as_json: bool,
) -> None:
    """Show the reading of a text, a file or standard input."""
    from models import reading
    from models.types import Region

    options = reading.ReadingOptions(
        region=Region(region),
        foreign=reading.Foreign(foreign),
        code_style=reading.CodeStyle(code_style),
        brackets=reading.Brackets(brackets),
        urls=reading.Urls(urls),
    )
    known = [*map(_lexicon_file, lexicons), *_commune_lexicon()]
    if text is None:
        text = sys.stdin.read() if file in (None, "-") else load_plain(str(file))
    if lines:
        _read_lines(text, options, known, marked=marked, as_json=as_json)
        return
    result = reading.read(text, options, known)
    if as_json:
        body = to_plain(result)
        assert isinstance(body, dict)
        emit({**body, "spoken": result.spoken}, as_json=True)
        return
    emit({}, as_json=False, words=_marked(result) if marked else result.spoken)
    for warning in result.warnings:
        tell(f"! {warning.span.of(text)}: {warning.message}")


def _read_lines(
    text: str, options: ReadingOptions, lexicons: list[Lexicon], *, marked: bool, as_json: bool
) -> None:
    from models import reading

    for line in text.splitlines():
        result = reading.read(line, options, lexicons)
        if as_json:
            click.echo(json.dumps(to_plain(result), ensure_ascii=False))
        else:
            click.echo("; ".join(_marked(result)) if marked else result.spoken)


def _marked(reading: Reading) -> Iterator[str]:
    """Written → spoken of every piece that is not said as it is written, and how it is to be said."""
    for span in reading.spans:
        told = span.changed and (span.raw.strip() or any(map(str.isalnum, span.spoken)))
        if not told and span.pause_s < _LONG_PAUSE_S:
            continue
        notes = [span.kind if not span.lexicon else f"từ điển {span.lexicon}"]
        if span.pause_s:
            notes.append(f"nghỉ {span.pause_s:g} giây".replace(".", ","))
        notes += [*_manner(span.delivery)]
        if span.alternatives:
            notes.append("hoặc: " + " / ".join(span.alternatives))
        raw = " ".join(span.raw.split()) or "⏎"
        yield f"{raw} → {' '.join(span.spoken.split()) or '(không đọc)'}  [{'; '.join(notes)}]"


_LONG_PAUSE_S = 0.5
"""Blanks are shown from this pause on: after headings, between paragraphs."""


def _manner(delivery: Delivery | None) -> Iterator[str]:
    if delivery is None:
        return
    if delivery.emphasis:
        yield {-1: "lướt", 1: "nhấn", 2: "nhấn mạnh"}.get(delivery.emphasis, "nhấn")
    if delivery.rate != 1:
        yield f"tốc độ {delivery.rate:.0%}"
    if delivery.pitch:
        yield f"cao độ {delivery.pitch:+g} nửa cung"
    if delivery.gain_db:
        yield f"âm lượng {delivery.gain_db:+g} dB"
    if delivery.language:
        yield f"tiếng {delivery.language}"


def _lexicon_file(name: str) -> Lexicon:
    """A lexicon of the caller's own, for this reading only."""
    from models.documents import encodings
    from models.reading import Scope, lexicon_files

    path = Path(name)
    content = file_bytes(path, 10 * 1024 * 1024)
    if path.suffix.lower() in {".pls", ".xml"}:
        return lexicon_files.from_pls(content, Scope.DOCUMENT)
    return lexicon_files.from_csv(encodings.to_unicode(content)[0], Scope.DOCUMENT)


def _commune_lexicon() -> list[Lexicon]:
    """The commune's own entries, when this machine has an installation; none otherwise."""
    from workbench.settings import Settings

    settings = Settings()
    if not settings.database_url and not (settings.data / "workbench.db").exists():
        return []
    from workbench.bootstrap import build
    from workbench.desk import pronunciation

    with build(settings) as work, work.uow() as uow:
        return [pronunciation.load(uow)]
