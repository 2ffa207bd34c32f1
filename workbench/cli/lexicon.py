"""The commune's pronunciation lexicon from the shell, and what the product knows by itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.errors import BadInput, NotFound
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
@click.option("--before", multiple=True, metavar="TỪ", help="Chỉ khi phía trước có từ này (lặp lại được).")
@click.option("--after", multiple=True, metavar="TỪ", help="Chỉ khi phía sau có từ này (lặp lại được).")
@click.option("--note", default="", metavar="CHỮ", help="Ghi chú cho người giữ từ điển.")
@json_option
def add_entry(
    written: str,
    spoken: str,
    any_case: bool,
    before: tuple[str, ...],
    after: tuple[str, ...],
    note: str,
    as_json: bool,
) -> None:
    """One entry; the reading it replaces is told."""
    from models.reading import LexiconEntry, Scope
    from workbench.bootstrap import build
    from workbench.desk import pronunciation
    from workbench.desk.actors import OPERATOR
    from workbench.settings import Settings

    entry = LexiconEntry(
        written, spoken, Scope.COMMUNE, case_sensitive=not any_case, before=before, after=after, note=note
    )
    with build(Settings()) as work, work.uow() as uow:
        replaced = pronunciation.plan(uow, [entry]).against
        pronunciation.save(uow, OPERATOR, [entry])
    for conflict in replaced:
        tell(f"! Trước đây “{conflict.first.written}” đọc là “{conflict.first.spoken}”.")
    emit({"written": written, "spoken": spoken}, as_json=as_json, words=f"“{written}” đọc là “{spoken}”.")


@lexicon_command.command("remove", help="Bỏ một từ khỏi từ điển của xã.")
@click.argument("written", metavar="CHỮ_VIẾT")
@json_option
def remove_entry(written: str, as_json: bool) -> None:
    """Every entry of exactly this writing, whatever its context."""
    from workbench.bootstrap import build
    from workbench.desk import pronunciation
    from workbench.desk.actors import OPERATOR
    from workbench.settings import Settings

    with build(Settings()) as work:
        with work.uow() as uow:
            found = [e for e in pronunciation.load(uow) if e.written == written]
        if not found:
            raise NotFound(f"Từ điển của xã không có “{written}”.", hint="Xem: workbench lexicon list")
        for entry in found:
            with work.uow() as uow:
                pronunciation.remove(uow, OPERATOR, entry.id)
    emit({"removed": len(found)}, as_json=as_json, words=f"Đã bỏ {len(found)} mục “{written}”.")


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


@lexicon_command.command("known", help="Chữ sản phẩm đã biết sẵn: UBND đọc là gì?")
@click.argument("query", metavar="CHỮ")
@json_option
def known_entries(query: str, as_json: bool) -> None:
    """Meanings in the built-in word lists."""
    from models.reading import known

    emit_each(
        list(known.search(query)),
        as_json=as_json,
        words=lambda k: f"{k.written:<16} {k.spoken} ({k.kind})",
        empty="Chưa biết: khi gặp sẽ đọc từng chữ cái và báo cần xem.",
    )


@lexicon_command.command("import", help="Nhập từ tệp CSV (written,spoken,…) hoặc W3C PLS (.pls, .xml).")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="TỆP")
@click.option("--replace", is_flag=True, help="Thay mục đang có khi tệp đọc khác.")
@json_option
def import_entries(file: Path, replace: bool, as_json: bool) -> None:
    """Add a file's entries; contradictions are reported, the earlier line or the present entry wins."""
    from workbench.bootstrap import build
    from workbench.desk import pronunciation
    from workbench.desk.actors import OPERATOR
    from workbench.settings import Settings

    lexicon = pronunciation.read_file(file.name, file.read_bytes())
    with build(Settings()) as work, work.uow() as uow:
        plan = pronunciation.plan(uow, lexicon)
        for conflict in plan.inside:
            tell(
                f"! “{conflict.first.written}” có hai cách đọc trong tệp: "
                f"{conflict.first.spoken} / {conflict.second.spoken}"
            )
        for conflict in plan.against:
            tell(
                f"! “{conflict.first.written}” đang đọc là {conflict.first.spoken}, "
                f"tệp ghi {conflict.second.spoken}: {'thay' if replace else 'giữ như cũ'}"
            )
        count = pronunciation.save(uow, OPERATOR, plan.kept(replacing=replace))
    emit(
        {"imported": count, "conflicts": len(plan.inside) + len(plan.against)},
        as_json=as_json,
        words=f"Đã nhập {count} từ.",
    )


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
