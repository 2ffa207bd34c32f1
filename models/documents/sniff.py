"""What a file really is, told from its first bytes; its name is only a hint for the message."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from pathlib import PurePosixPath

from models.documents.containers import OLE_MAGIC, ZIP_MAGIC, corrupt, locked, ole_streams
from models.errors import BadInput

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC = "application/msword"
RTF = "application/rtf"
PDF = "application/pdf"
HTML = "text/html"
MHTML = "multipart/related"
PLAIN = "text/plain"
IMAGES = ("image/png", "image/jpeg", "image/tiff", "image/bmp", "image/webp", "image/gif")

NAMES = {
    DOCX: "Word (DOCX)",
    DOC: "Word 97–2003 (DOC)",
    RTF: "RTF",
    PDF: "PDF",
    HTML: "trang web (HTML)",
    MHTML: "trang web (MHTML)",
    PLAIN: "văn bản thuần (TXT)",
    "image/png": "ảnh PNG",
    "image/jpeg": "ảnh JPG",
    "image/tiff": "ảnh TIFF",
    "image/bmp": "ảnh BMP",
    "image/webp": "ảnh WebP",
    "image/gif": "ảnh GIF",
}
_EXPECTED = {
    ".docx": (DOCX,),
    ".docm": (DOCX,),
    ".dotx": (DOCX,),
    ".doc": (DOC,),
    ".dot": (DOC,),
    ".rtf": (RTF,),
    ".pdf": (PDF,),
    ".htm": (HTML,),
    ".html": (HTML,),
    ".mht": (MHTML,),
    ".mhtml": (MHTML,),
    ".txt": (PLAIN,),
    ".png": ("image/png",),
    ".jpg": ("image/jpeg",),
    ".jpeg": ("image/jpeg",),
    ".tif": ("image/tiff",),
    ".tiff": ("image/tiff",),
    ".bmp": ("image/bmp",),
    ".webp": ("image/webp",),
    ".gif": ("image/gif",),
}
_READABLE = "DOCX, DOC, PDF, trang web (HTML), TXT hoặc ảnh quét (PNG, JPG, TIFF)"

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", RTF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_REFUSED: tuple[tuple[int, bytes, str], ...] = (
    (0, b"MZ", "chương trình Windows (EXE)"),
    (0, b"\x7fELF", "chương trình Linux"),
    (0, b"Rar!\x1a\x07", "tệp nén RAR"),
    (0, b"7z\xbc\xaf\x27\x1c", "tệp nén 7z"),
    (0, b"\x1f\x8b", "tệp nén GZIP"),
    (0, b"BZh", "tệp nén BZIP2"),
    (0, b"\xfd7zXZ\0", "tệp nén XZ"),
    (257, b"ustar", "tệp nén TAR"),
    (0, b"ID3", "tệp âm thanh MP3"),
    (0, b"OggS", "tệp âm thanh OGG"),
    (0, b"fLaC", "tệp âm thanh FLAC"),
    (4, b"ftypheic", "ảnh HEIC của điện thoại"),
    (4, b"ftyp", "tệp phim hoặc âm thanh MP4"),
    (8, b"WAVE", "tệp âm thanh WAV"),
    (8, b"AVI ", "tệp phim AVI"),
    (0, b"SQLite format 3\0", "cơ sở dữ liệu SQLite"),
    (0, b"%!PS", "PostScript"),
    (0, b"AT&TFORM", "DjVu"),
)
_ZIP_KINDS: tuple[tuple[str, str], ...] = (
    ("xl/", "bảng tính Excel (XLSX)"),
    ("ppt/", "trình chiếu PowerPoint (PPTX)"),
    ("content.xml", "tài liệu OpenDocument (ODT/ODS)"),
    ("META-INF/container.xml", "sách điện tử EPUB"),
    ("AndroidManifest.xml", "ứng dụng Android (APK)"),
)
_HTML_SIGN = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|div|p|table|span|h[1-6]|article|section)\b", re.IGNORECASE
)
_STRANGE = {"Cc", "Co", "Cn", "Cs"}
_XML_WORD = re.compile(rb"mso-application\s+progid=.Word|<pkg:package|schemas\.microsoft\.com/office/word/2003")


def sniff(content: bytes, name: str) -> str:
    """Media type of the content; the extension decides nothing.

    Raises:
        BadInput: empty, locked, or of a kind that holds no readable text; the message names the kind.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise BadInput(
            f"Tệp “{name}” rỗng ({len(content)} byte).",
            hint="Hãy kiểm tra lại tệp gốc rồi tải lên lần nữa.",
            reason="empty",
        )
    if content.startswith(ZIP_MAGIC):
        return _zip_kind(content, name)
    if content.startswith(OLE_MAGIC):
        return _ole_kind(content, name)
    head = content[:1024]
    if b"%PDF-" in head:
        return PDF
    for magic, media in _STARTS:
        if content.startswith(magic):
            return media
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[:2] == b"BM" and len(content) > 26 and int.from_bytes(content[2:6], "little") == len(content):
        return "image/bmp"
    for offset, magic, what in _REFUSED:
        if content[offset : offset + len(magic)] == magic and not _is_text(content):
            raise _refused(name, what)
    return _text_kind(content, name)


def mismatch(name: str, media: str) -> str:
    """A warning when the extension promises another format than the content has; "" when they agree."""
    extension = suffix(name)
    expected = _EXPECTED.get(extension)
    if expected is None or media in expected:
        return ""
    if media == PLAIN and HTML in expected:
        return ""
    return (
        f"Tệp mang đuôi {extension} nhưng nội dung thật là {NAMES.get(media, media)}; "
        "đã đọc theo nội dung thật."
    )


def suffix(name: str) -> str:
    """Lower-case extension of a file name or of an address, with its dot."""
    return PurePosixPath(re.split(r"[?#]", name)[0].replace("\\", "/")).suffix.lower()


def _zip_kind(content: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise corrupt(name) from error
    if any(member.startswith("word/") and member.endswith(".xml") for member in members):
        return DOCX
    for sign, what in _ZIP_KINDS:
        if any(member.startswith(sign) for member in members):
            raise _refused(name, what)
    if "[Content_Types].xml" in members and suffix(name) in {".docx", ".docm", ".dotx"}:
        return DOCX
    raise _refused(name, "tệp nén ZIP", "Hãy giải nén rồi tải lên từng văn bản.")


def _ole_kind(content: bytes, name: str) -> str:
    streams = ole_streams(content)
    if "EncryptedPackage" in streams:
        raise locked(name)
    if "WordDocument" in streams:
        return DOC
    for stream, what in (
        ("Workbook", "bảng tính Excel (XLS)"),
        ("Book", "bảng tính Excel (XLS)"),
        ("PowerPoint Document", "trình chiếu PowerPoint (PPT)"),
        ("__properties_version1.0", "thư Outlook (MSG)"),
    ):
        if stream in streams:
            raise _refused(name, what)
    if suffix(name) in {".doc", ".dot"}:
        raise corrupt(name)
    raise _refused(name, "tệp nhị phân của Microsoft (OLE)")


def _text_kind(content: bytes, name: str) -> str:
    if not _is_text(content):
        if suffix(name) in {".docx", ".doc", ".pdf", ".docm"}:
            raise corrupt(name, f"nội dung không phải là {suffix(name)[1:].upper()}")
        raise _refused(name, "tệp nhị phân không rõ loại")
    probe = content[:8192].replace(b"\0", b"")  # UTF-16 markup shows up once its zero bytes are gone
    if _XML_WORD.search(probe):
        raise _refused(name, "Word XML 2003", "Hãy mở bằng Word rồi lưu thành DOCX.")
    if re.match(rb"\s*(?:From |MIME-Version:|From:|Subject:|Content-Type:\s*multipart)", probe) and re.search(
        rb"multipart/related", probe, re.IGNORECASE
    ):
        return MHTML
    sign = _HTML_SIGN.search(probe)
    if sign is None:
        return PLAIN
    # A person may write "<p" in a note; a page begins with markup, or says html outright.
    begins = re.match(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<", probe) is not None
    outright = re.search(rb"<(?:!doctype\s+html|html|body)\b", probe, re.IGNORECASE) is not None
    return HTML if begins or outright else PLAIN


def _is_text(content: bytes) -> bool:
    """Text in any encoding: few control bytes, or UTF-16 by its mark or its zero pattern."""
    sample = content[:65536]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _is_wide(sample, "utf-16")
    zeros = sample.count(0)
    if zeros:
        return any(_is_wide(sample, codec) for codec in ("utf-16-le", "utf-16-be")) if zeros > 20 else False
    # VISCII puts six letters on control codes; TCVN3 and VNI use none below 0x20.
    control = sum(sample.count(code) for code in range(32) if code not in (9, 10, 12, 13, 26, 27))
    return control <= len(sample) // 50


def _is_wide(sample: bytes, codec: str) -> bool:
    text = sample[: len(sample) // 2 * 2].decode(codec, errors="replace")
    if not text:
        return False
    strange = sum(
        1
        for char in text
        if char == "\ufffd" or (char not in "\t\r\n\f" and unicodedata.category(char) in _STRANGE)
    )
    latin = sum(
        1 for char in text if char < "\u0250" or "\u1e00" <= char < "\u2070" or "\u0300" <= char < "\u0370"
    )
    return strange <= len(text) // 20 and latin >= len(text) * 0.8


def _refused(name: str, what: str, hint: str = "") -> BadInput:
    return BadInput(
        f"Tệp “{name}” là {what}, không phải văn bản đọc được.",
        hint=hint or f"Hãy chọn {_READABLE}.",
        reason="unsupported",
        kind=what,
    )
