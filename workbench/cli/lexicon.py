"""The commune's pronunciation lexicon from the shell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.errors import BadInput
from workbench.cli.output import emit, emit_each, json_option, tell

if TYPE_CHECKING:
    from models.reading import Lexicon


@click.group("lexicon", help="Từ điển phát âm của xã: nhập, xuất, thêm từ.")
def lexicon_command() -> None:
    """Entries used by every reading."""


@lexicon_command.command("add", help="Thêm hoặc sửa cách đọc của một từ.")
@click.argument("written", metavar="CHỮ_VIẾT")
@click.argument("spoken", metavar="CÁCH_ĐỌC")
@click.option("--any-case", is_flag=True, help="Không phân biệt hoa thường.")
@json_option
def add_entry(written: str, spoken: str, any_case: bool, as_json: bool) -> None:
    """One entry."""
    from models.reading import LexiconEntry, Scope
    from workbench.bootstrap import build
    from workbench.desk import pronunciation
    from workbench.desk.actors import OPERATOR
    from workbench.settings import Settings

    entry = LexiconEntry(written, spoken, Scope.COMMUNE, case_sensitive=not any_case)
    with build(Settings()) as work, work.uow() as uow:
        pronunciation.save(uow, OPERATOR, [entry])
    emit({"written": written, "spoken": spoken}, as_json=as_json, words=f"“{written}” đọc là “{spoken}”.")


@lexicon_command.command("list", help="Các từ trong từ điển của xã.")
@json_option
def list_entries(as_json: bool) -> None:
    """Every entry."""
    emit_each(
        list(_lexicon()),
        as_json=as_json,
        words=lambda e: f"{e.written:<24} {e.spoken}",
        empty="Từ điển của xã còn trống.",
    )


@lexicon_command.command("import", help="Nhập từ tệp CSV (written,spoken,…) hoặc W3C PLS (.pls, .xml).")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="TỆP")
@json_option
def import_entries(file: Path, as_json: bool) -> None:
    """Add a file's entries; contradictions are reported and the earlier line wins."""
    from models.documents import encodings
    from models.reading import Scope, lexicon_files
    from workbench.bootstrap import build
    from workbench.desk import pronunciation
    from workbench.desk.actors import OPERATOR
    from workbench.settings import Settings

    if file.suffix.lower() in {".pls", ".xml"}:
        lexicon = lexicon_files.from_pls(file.read_bytes(), Scope.COMMUNE)
    elif file.suffix.lower() in {".csv", ".txt"}:
        lexicon = lexicon_files.from_csv(encodings.to_unicode(file.read_bytes())[0], Scope.COMMUNE)
    else:
        raise BadInput(f"Không nhập được tệp “{file.name}”.", hint="Dùng .csv hoặc .pls.")
    for conflict in lexicon.conflicts():
        tell(
            f"! “{conflict.first.written}” có hai cách đọc: {conflict.first.spoken} / {conflict.second.spoken}"
        )
    losers = {id(conflict.second) for conflict in lexicon.conflicts()}
    with build(Settings()) as work, work.uow() as uow:
        count = pronunciation.save(uow, OPERATOR, [e for e in lexicon if id(e) not in losers])
    emit({"imported": count}, as_json=as_json, words=f"Đã nhập {count} từ.")


@lexicon_command.command("export", help="Xuất từ điển của xã ra tệp .csv hoặc .pls.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="TỆP_RA")
@json_option
def export_entries(file: Path, as_json: bool) -> None:
    """Write every entry."""
    from models.reading import lexicon_files

    entries = list(_lexicon())
    if file.suffix.lower() in {".pls", ".xml"}:
        file.write_bytes(lexicon_files.to_pls(entries))
    elif file.suffix.lower() == ".csv":
        file.write_text(lexicon_files.to_csv(entries), encoding="utf-8")
    else:
        raise BadInput(f"Không xuất được định dạng “{file.suffix}”.", hint="Dùng .csv hoặc .pls.")
    emit(
        {"file": str(file), "entries": len(entries)},
        as_json=as_json,
        words=f"Đã xuất {len(entries)} từ vào {file}.",
    )


def _lexicon() -> Lexicon:
    from workbench.bootstrap import build
    from workbench.desk import pronunciation
    from workbench.settings import Settings

    with build(Settings()) as work, work.uow() as uow:
        return pronunciation.load(uow)
