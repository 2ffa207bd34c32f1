"""The parts of a DOCX that hold text, found through its relations and parsed without trusting them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING
from zipfile import ZipFile

from models.documents.containers import corrupt, member
from models.documents.numbering import W
from models.errors import BadInput

if TYPE_CHECKING:
    from lxml.etree import _Element

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", _M[1:-1].encode()),
)


class Package:
    """An opened DOCX."""

    def __init__(self, archive: ZipFile, name: str) -> None:
        self._archive, self._name = archive, name
        self.main = next(iter(self._targets("", "/officeDocument")), "word/document.xml")
        root = self.part(self.main)
        if root is None:
            raise corrupt(name, "thiếu phần nội dung word/document.xml")
        self.root = root

    def related(self, kind: str) -> _Element | None:
        """The part related to the main one: "styles", "numbering", "footnotes", "endnotes"."""
        return next((p for t in self._targets(self.main, f"/{kind}") if (p := self.part(t)) is not None), None)

    def part(self, path: str) -> _Element | None:
        """One XML part; None when the file has none by that name."""
        from lxml import etree

        raw = member(self._archive, path, self._name)
        if raw is None:
            return None
        for strict, transitional in _STRICT:
            raw = raw.replace(strict, transitional)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(raw, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise corrupt(self._name, f"phần {path} không đúng cú pháp XML") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise BadInput(
                f"Tệp “{self._name}” chứa khai báo thực thể XML, dấu hiệu của tệp phá hoại; đã từ chối.",
                hint="Hãy mở bằng Word rồi lưu thành tệp mới, hoặc dán nội dung văn bản.",
                reason="xml-entities",
            )
        return root

    def _targets(self, source: str, kind: str) -> Iterator[str]:
        folder, file = posixpath.split(source)
        relations = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        for relation in () if relations is None else relations:
            if relation.get("Type", "").endswith(kind) and relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                yield (
                    target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
