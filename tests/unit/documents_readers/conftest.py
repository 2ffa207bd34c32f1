"""Papers made for the tests, in our own words: DOCX by python-docx and by hand, PDF by fpdf2."""

import importlib.util
import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
RELATION = '<Relationship Id="{0}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{1}" Target="{2}"/>'


def make_docx(body: str, *, prologue: str = "", **parts: str) -> bytes:
    """A DOCX whose body, numbering, styles or footnotes are given as WordprocessingML."""
    names = " ".join(
        [
            f'xmlns:w="{W}"',
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
            'xmlns:v="urn:schemas-microsoft-com:vml"',
            'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
        ]
    )
    root = {"document": "document", "numbering": "numbering", "styles": "styles", "footnotes": "footnotes"}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr(
            "_rels/.rels", RELATIONS.format(RELATION.format("r1", "officeDocument", "word/document.xml"))
        )
        related = "".join(RELATION.format(f"p{i}", name, f"{name}.xml") for i, name in enumerate(parts))
        archive.writestr("word/_rels/document.xml.rels", RELATIONS.format(related))
        archive.writestr(
            "word/document.xml", f"{prologue}<w:document {names}><w:body>{body}</w:body></w:document>"
        )
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{root[name]} {names}>{xml}</w:{root[name]}>")
    return buffer.getvalue()


def para(text: str, properties: str = "", run: str = "") -> str:
    """One paragraph of one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


@pytest.fixture(scope="session")
def font(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A font with Vietnamese letters that every checkout has: Gradio ships it."""
    from fontTools.ttLib import TTFont

    spec = importlib.util.find_spec("gradio")
    assert spec is not None
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0]) / "templates/frontend/static/fonts/SourceSansPro"
    loaded = TTFont(folder / "SourceSansPro-Regular.woff2")
    loaded.flavor = None
    path = tmp_path_factory.mktemp("font") / "sans.ttf"
    loaded.save(path)
    return path


@pytest.fixture(scope="session")
def make_pdf(font: Path) -> Callable[..., bytes]:
    """A maker of PDFs: each page is a list of (x mm, y mm, text) or a function that draws on it."""
    from fpdf import FPDF

    def make(*pages: object, size: float = 12, password: str = "") -> bytes:
        pdf = FPDF()
        pdf.set_auto_page_break(False)
        pdf.add_font("Sans", fname=str(font))
        for page in pages:
            pdf.add_page()
            pdf.set_font("Sans", size=size)
            if callable(page):
                page(pdf)
            else:
                for x, y, text in page:
                    pdf.text(x, y, text)
        if password:
            pdf.set_encryption(owner_password="chu", user_password=password)
        return bytes(pdf.output())

    return make


@pytest.fixture
def without_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which no helper program is installed."""
    monkeypatch.setenv("PATH", str(tmp_path))


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed here")
