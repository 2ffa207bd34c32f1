"""Lexicons as files: W3C PLS 1.0 (XML) and CSV, in and out.

PLS keeps `written` in <grapheme> and `spoken` in <alias>; what PLS has no element for travels in
attributes of our own namespace, which other readers ignore.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable

from lxml import etree

from models.errors import BadInput
from models.reading.lexicon import Lexicon, LexiconEntry, Scope

PLS = "http://www.w3.org/2005/01/pronunciation-lexicon"
OWN = "urn:tieng-lang:lexicon"
COLUMNS = ("written", "spoken", "scope", "case_sensitive", "before", "after", "note", "id")
_FALSE = frozenset(("0", "false", "khong", "không", "no"))


def to_csv(lexicon: Iterable[LexiconEntry]) -> str:
    """UTF-8 text with a header line; lists are joined by "|"."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for e in lexicon:
        writer.writerow(
            [e.written, e.spoken, e.scope.value, "1" if e.case_sensitive else "0", "|".join(e.before),
             "|".join(e.after), e.note, e.id]
        )  # fmt: skip
    return out.getvalue()


def from_csv(text: str, scope: Scope = Scope.SYSTEM) -> Lexicon:
    """Read what `to_csv` writes, or any CSV with the columns written and spoken.

    Args:
        text: with a header line; ";" is taken as the separator when there is no ",".
        scope: for lines that name none.

    Raises:
        BadInput: a column is missing, a line has no written form, a scope is unknown.
    """
    text = text.removeprefix("\ufeff")
    header = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter="," if "," in header else ";")
    if reader.fieldnames is None or not {"written", "spoken"} <= set(reader.fieldnames):
        raise BadInput(
            "Tệp từ điển phát âm thiếu cột “written” hoặc “spoken”.",
            hint="Dòng đầu phải ghi tên cột, ví dụ: written,spoken,scope.",
        )
    entries = []
    for number, row in enumerate(reader, start=2):
        written = (row.get("written") or "").strip()
        if not written:
            raise BadInput(f"Dòng {number} của tệp từ điển phát âm không có chữ viết.", line=number)
        entries.append(
            LexiconEntry(
                unicodedata.normalize("NFC", written),
                unicodedata.normalize("NFC", (row.get("spoken") or "").strip()),
                _scope(row.get("scope"), scope, number),
                (row.get("case_sensitive") or "1").strip().lower() not in _FALSE,
                _list(row.get("before")),
                _list(row.get("after")),
                note=(row.get("note") or "").strip(),
                id=(row.get("id") or "").strip(),
            )
        )
    return Lexicon(tuple(entries))


def to_pls(lexicon: Iterable[LexiconEntry]) -> bytes:
    """A PLS 1.0 document, xml:lang vi-VN."""
    root = etree.Element(f"{{{PLS}}}lexicon", nsmap={None: PLS, "tl": OWN})
    root.set("version", "1.0")
    root.set("alphabet", "ipa")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "vi-VN")
    for e in lexicon:
        lexeme = etree.SubElement(root, f"{{{PLS}}}lexeme")
        own = {
            "scope": e.scope.value, "case": "" if e.case_sensitive else "0", "before": "|".join(e.before),
            "after": "|".join(e.after), "note": e.note, "id": e.id,
        }  # fmt: skip
        for name, value in own.items():
            if value:
                lexeme.set(f"{{{OWN}}}{name}", value)
        etree.SubElement(lexeme, f"{{{PLS}}}grapheme").text = e.written
        etree.SubElement(lexeme, f"{{{PLS}}}alias").text = e.spoken
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def from_pls(content: bytes, scope: Scope = Scope.SYSTEM) -> Lexicon:
    """Read a PLS document; a lexeme with several graphemes gives an entry for each.

    Raises:
        BadInput: not XML, not a PLS lexicon, or a lexeme without <alias> (phonemes alone cannot be shown
            to a person as words).
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise BadInput(f"Tệp PLS không phải XML hợp lệ (dòng {error.lineno}).") from error
    if root.tag != f"{{{PLS}}}lexicon":
        raise BadInput(
            "Tệp XML này không phải từ điển phát âm PLS.", hint="Phần tử gốc phải là <lexicon> của W3C PLS 1.0."
        )
    entries: list[LexiconEntry] = []
    for lexeme in root.iter(f"{{{PLS}}}lexeme"):
        alias = lexeme.findtext(f"{{{PLS}}}alias")
        graphemes = [g.text.strip() for g in lexeme.iter(f"{{{PLS}}}grapheme") if g.text and g.text.strip()]
        if alias is None or not graphemes:
            raise BadInput(f"Mục ở dòng {lexeme.sourceline} của tệp PLS thiếu <grapheme> hoặc <alias>.")
        entries.extend(
            LexiconEntry(
                unicodedata.normalize("NFC", written),
                unicodedata.normalize("NFC", alias.strip()),
                _scope(lexeme.get(f"{{{OWN}}}scope"), scope, lexeme.sourceline or 0),
                lexeme.get(f"{{{OWN}}}case") != "0",
                _list(lexeme.get(f"{{{OWN}}}before")),
                _list(lexeme.get(f"{{{OWN}}}after")),
                note=lexeme.get(f"{{{OWN}}}note") or "",
                id=lexeme.get(f"{{{OWN}}}id") or "",
            )
            for written in graphemes
        )
    return Lexicon(tuple(entries))


def _list(cell: str | None) -> tuple[str, ...]:
    return tuple(w.strip() for w in (cell or "").split("|") if w.strip())


def _scope(cell: str | None, default: Scope, line: int) -> Scope:
    value = (cell or "").strip().lower()
    if not value:
        return default
    try:
        return Scope(value)
    except ValueError:
        raise BadInput(
            f"Phạm vi “{value}” ở dòng {line} không có.", hint="Dùng một trong: system, commune, document."
        ) from None
