"""Text in and out: import, summarise."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.errors import BadInput, WorkbenchError
from workbench.cli.output import emit, json_option, progress, tell
from workbench.store.codec import to_plain

if TYPE_CHECKING:
    from models.summarise.base import Budget, Summariser
    from models.types import Document

REGIONS = click.Choice(["bac", "trung", "nam"])


def load_document(where: str, max_mb: int = 50) -> Document:
    """Read a file, `-` (standard input) or an http(s) address. Raises BadInput, Missing, Unavailable."""
    from models import documents
    from models.documents.base import Limits, Source

    limits = Limits(max_bytes=max_mb * 1024 * 1024)
    if where == "-":
        return documents.read_text(sys.stdin.read())
    if where.startswith(("http://", "https://")):
        from models.documents.fetch import fetch

        return documents.read(fetch(where, limits), limits)
    return documents.read(Source(file_bytes(Path(where), limits.max_bytes), Path(where).name), limits)


def file_bytes(path: Path, max_bytes: int) -> bytes:
    """Content of a file. Raises BadInput when it is missing, too large or may not be read."""
    try:
        if path.stat().st_size > max_bytes:
            raise BadInput(
                f"Tệp “{path.name}” lớn hơn {max_bytes // 1024 // 1024} MB.",
                hint="Hãy tách văn bản thành các tệp nhỏ hơn.",
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise BadInput(f"Không có tệp “{path}”.", hint="Hãy kiểm tra lại đường dẫn.") from error
    except IsADirectoryError as error:
        raise BadInput(f"“{path}” là thư mục, không phải tệp.") from error
    except PermissionError as error:
        raise BadInput(f"Không có quyền đọc tệp “{path}”.") from error


@click.command(
    "import", help="Đọc văn bản (tệp hoặc địa chỉ web) và cho biết chữ, cấu trúc, đầu mục, cảnh báo."
)
@click.argument("sources", metavar="TỆP|ĐỊA_CHỈ…", nargs=-1, required=True)
@json_option
def import_command(sources: tuple[str, ...], as_json: bool) -> None:
    """One result per source; a bad file is reported and the rest goes on."""
    failures = 0
    for where in sources:
        try:
            document = load_document(where)
        except WorkbenchError as error:
            failures += 1
            if as_json:
                click.echo(json.dumps({"source": where, "error": error.as_dict()}, ensure_ascii=False))
            tell(f"{where}: {error}")
            continue
        header = dict(_header_words(document))
        body: dict[str, object] = {"source": where, **_as_dict(document)}
        emit(body, as_json=as_json, words=_document_words(where, document, header))
    if failures:
        sys.exit(2 if failures == len(sources) else 1)


def _as_dict(document: Document) -> dict[str, object]:
    body = to_plain(document)
    assert isinstance(body, dict)
    body["code"] = document.header.code
    return body


def _header_words(document: Document) -> Iterator[tuple[str, str]]:
    header = document.header
    names = {
        "issuer": "Cơ quan ban hành",
        "kind": "Loại văn bản",
        "subject": "Trích yếu",
        "issued_on": "Ngày ban hành",
        "signer_title": "Chức vụ người ký",
        "signer": "Người ký",
    }
    if header.code:
        yield "Số, ký hiệu", header.code
    for attribute, label in names.items():
        value = getattr(header, attribute)
        if value is not None:
            yield label, value.value
    if header.recipients:
        yield "Nơi nhận", "; ".join(r.value for r in header.recipients)


def _document_words(where: str, document: Document, header: dict[str, str]) -> Iterator[str]:
    yield f"# {where}"
    for label, value in header.items():
        yield f"{label}: {value}"
    for warning in document.warnings:
        yield f"! {warning}"
    yield ""
    yield document.text


def load_plain(where: str) -> str:
    """A text file's lines as they stand (encodings repaired), without structure."""
    from models.documents import encodings

    content = file_bytes(Path(where), 50 * 1024 * 1024)
    return encodings.to_unicode(content)[0]


@click.command("summarise", help="Tóm tắt văn bản; mỗi câu kèm vị trí trong văn bản nguồn.")
@click.argument("source", metavar="[TỆP]", required=False)
@click.option("--form", type=click.Choice(["radio", "board", "portal"]), help="Dạng cho từng kênh.")
@click.option("--sentences", type=click.IntRange(1), metavar="N", help="Số câu tối đa.")
@click.option("--seconds", type=click.FloatRange(5), metavar="S", help="Thời lượng đọc tối đa, giây.")
@click.option("--chars", type=click.IntRange(20), metavar="C", help="Số ký tự tối đa.")
@click.option("--engine", default="extractive", show_default=True, help="Bộ máy tóm tắt.")
@click.option("--jsonl", "jsonl", metavar="VÀO.jsonl[.gz]", help="Nhiều văn bản: mỗi dòng {id,text[,title]}.")
@click.option("--out", metavar="RA.jsonl", help="Nơi ghi kết quả khi dùng --jsonl.")
@json_option
def summarise_command(
    source: str | None,
    form: str | None,
    sentences: int | None,
    seconds: float | None,
    chars: int | None,
    engine: str,
    jsonl: str | None,
    out: str | None,
    as_json: bool,
) -> None:
    """Summarise one document, or a JSON Lines file of many."""
    from models.catalogue import Catalogue
    from models.summarise.base import Budget

    summariser: Summariser = Catalogue().load(engine)
    budget = Budget(
        sentences=sentences or (None if seconds or chars else 5),
        syllables=round(seconds * 190 / 60) if seconds else None,
        chars=chars,
    )
    if jsonl:
        if not out:
            raise click.UsageError("--jsonl cần có --out.")
        _summarise_many(Path(jsonl), Path(out), summariser, budget)
        return
    if source is None:
        raise click.UsageError("Cần tên tệp, hoặc --jsonl.")
    document = load_document(source)
    if form:
        _emit_form(document, form, summariser, engine, seconds, chars, as_json)
        return
    chosen = summariser.summarise(document, budget)
    result = {
        "summary": " ".join(s.text for s in chosen),
        "sentences": [
            {
                "text": s.text,
                "start": s.spans[0].start,
                "end": s.spans[-1].end,
                "spans": [to_plain(p) for p in s.spans],
                "edits": list(s.edits),
            }
            for s in chosen
        ],
        "engine": engine,
    }
    emit(result, as_json=as_json, words=[s.text for s in chosen])


def _emit_form(
    document: Document,
    form: str,
    summariser: Summariser,
    engine: str,
    seconds: float | None,
    chars: int | None,
    as_json: bool,
) -> None:
    from models import reading
    from pipelines import draft

    budgets = draft.FormBudget(
        radio_seconds=seconds or draft.FormBudget().radio_seconds,
        board_chars=chars or draft.FormBudget().board_chars,
    )
    forms = draft.forms(
        document,
        budgets,
        summariser,
        engine,
        spoken=lambda text: reading.read(text).spoken,
        progress=progress(),
    )
    if form == "radio":
        words = [s.text for s in forms.radio.sentences]
    elif form == "board":
        words = [line for page in forms.board.pages for line in (*page, "---")]
    else:
        words = [forms.portal.title, "", forms.portal.sapo, "", *(s.text for s in forms.portal.body)]
    emit({"form": form, form: getattr(forms, form), "engine": forms.engine}, as_json=as_json, words=words)


def _summarise_many(source: Path, out: Path, summariser: Summariser, budget: Budget) -> None:
    import gzip

    from models import documents

    opener = gzip.open if source.suffix == ".gz" else open
    partial = out.with_suffix(out.suffix + ".part")
    with opener(source, "rt", encoding="utf-8") as rows, partial.open("w", encoding="utf-8") as result:
        for number, line in enumerate(rows, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                identity, text = row["id"], row["text"]
            except (ValueError, KeyError, TypeError) as error:
                raise BadInput(f"Dòng {number} của “{source}” phải là JSON có “id” và “text”.") from error
            chosen = summariser.summarise(documents.read_text(text, row.get("title") or ""), budget)
            record = {
                "id": identity,
                "summary": " ".join(s.text for s in chosen),
                "sentences": [
                    {"text": s.text, "start": s.spans[0].start, "end": s.spans[-1].end} for s in chosen
                ],
            }
            result.write(json.dumps(record, ensure_ascii=False) + "\n")
    partial.replace(out)
