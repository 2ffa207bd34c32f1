"""Sample documents that greet a first user: a fictional commune's papers, three of them as Word files.

Place, people and telephone numbers are invented. The texts stand in `data/samples`; a line of cells
separated by " | " is a row of a table.
"""

from __future__ import annotations

import io
import re
import zipfile
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph

_AS_WORD = ("01-", "03-", "05-")
"""Prefixes of the samples given as Word files: those a commune would have typed with tables and outline."""
_RULE = re.compile(r"-{3,}")
_NUMBERED = re.compile(r"(?:[IVX]+|\d+)\.\s")


def sample_documents() -> list[tuple[str, bytes]]:
    """(file name, content) of each sample, in order; the same bytes every time."""
    folder = files("pipelines").joinpath("data", "samples")
    found = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".txt"):
            text = entry.read_text(encoding="utf-8")
            if entry.name.startswith(_AS_WORD):
                found.append((entry.name.removesuffix(".txt") + ".docx", _word_file(text)))
            else:
                found.append((entry.name, text.encode()))
    return found


def _word_file(text: str) -> bytes:
    """Set a paper in the form of NĐ 30/2020/NĐ-CP: two-column head, centred title, body, two-column end."""
    import docx

    head, _, rest = text.partition("\n\n")
    title, _, rest = rest.partition("\n\n")
    body, _, ending = rest.partition("\nNơi nhận:\n")
    word: Word = docx.Document()
    word.core_properties.author = "Tiếng Làng"
    word.core_properties.title = " ".join(title.split("\n")[1:])
    word.core_properties.comments = "Văn bản mẫu, địa danh và nhân vật hư cấu"
    _columns(word, *_head_columns(head), centred=(True, True))
    for line in title.split("\n"):
        _centred(word, line)
    _body(word, body)
    recipients, _, signature = ending.partition("\n\n")
    _columns(word, "Nơi nhận:\n" + recipients, signature.strip(), centred=(False, True))
    return _same_every_time(word)


def _head_columns(head: str) -> tuple[str, str]:
    """Issuer and number on the left; national name, motto, place and date on the right."""
    lines = [line for line in head.split("\n") if not _RULE.fullmatch(line)]
    nation = next(i for i, line in enumerate(lines) if line.startswith("CỘNG HÒA"))
    number = next(i for i, line in enumerate(lines) if line.startswith("Số:"))
    return "\n".join([*lines[:nation], lines[number]]), "\n".join([*lines[nation:number], *lines[number + 1 :]])


def _body(word: Word, body: str) -> None:
    rows: list[list[str]] = []
    for line in [*body.split("\n"), ""]:
        if " | " in line:
            rows.append(line.split(" | "))
            continue
        if rows:
            _table(word, rows)
            rows = []
        if line.strip():
            paragraph = word.add_paragraph()
            short = _NUMBERED.match(line) and not line.endswith((".", ";"))
            paragraph.add_run(line).bold = bool(short)


def _table(word: Word, rows: list[list[str]]) -> None:
    table = word.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def _columns(word: Word, left: str, right: str, *, centred: tuple[bool, bool]) -> None:
    cells = word.add_table(rows=1, cols=2).rows[0].cells
    for cell, text, centre in zip(cells, (left, right), centred, strict=True):
        for i, line in enumerate(text.split("\n")):
            paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
            paragraph.add_run(line).bold = line.isupper()
            if centre:
                _centre(paragraph)


def _centred(word: Word, line: str) -> None:
    paragraph = word.add_paragraph()
    paragraph.add_run(line).bold = True
    _centre(paragraph)


def _centre(paragraph: Paragraph) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _same_every_time(word: Word) -> bytes:
    """Pack with a fixed date: python-docx stamps members with the clock, and documents are known by hash."""
    packed = io.BytesIO()
    word.save(packed)
    result = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(
                zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED
            )
    return result.getvalue()
