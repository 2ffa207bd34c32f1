"""Containers of office files: what is inside a zip or an OLE file, and whether it is safe to unpack.

Nothing is unpacked before its declared size was checked, and nothing nested is ever opened.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from models.documents.base import Limits
from models.errors import BadInput

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

_MAX_MEMBERS = 10_000
_RATIO_FLOOR = 5 * 1024 * 1024
"""Small XML parts pack 30:1 honestly; the ratio says something only about large members."""
_MAX_XML_PART = 64 * 1024 * 1024
"""The longest document seen is a 12 MB part; lxml needs ten times the part in memory."""


def open_zip(content: bytes, name: str, limits: Limits) -> zipfile.ZipFile:
    """Open a zip whose declared sizes are within the limits; members are still packed.

    Raises:
        BadInput: corrupt, locked with a password, or unpacks to too much (zip bomb).
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError) as error:
        raise corrupt(name) from error
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    bomb = (
        len(members) > _MAX_MEMBERS
        or unpacked > limits.max_unpacked_bytes
        or packed > len(content)  # members that overlap: the trick of the 42 kB → 5 GB files
        or any(
            member.file_size > _RATIO_FLOOR
            and member.file_size > limits.max_ratio * max(member.compress_size, 1)
            for member in members
        )
    )
    if bomb:
        raise BadInput(
            f"Tệp “{name}” nén bất thường: {_mb(len(content))} bung ra thành {_mb(unpacked)} "
            f"({len(members)} mục), vượt giới hạn an toàn {_mb(limits.max_unpacked_bytes)}.",
            hint="Hãy mở tệp bằng Word, bỏ bớt ảnh hoặc tệp đính kèm rồi lưu lại.",
            reason="zip-bomb",
        )
    if any(member.flag_bits & 1 for member in members):
        raise locked(name)
    return archive


def member(archive: zipfile.ZipFile, path: str, name: str) -> bytes | None:
    """One XML part, unpacked; None when the archive has no such part.

    Raises:
        BadInput: the part is damaged or larger than any real document's.
    """
    try:
        info = archive.getinfo(path)
    except KeyError:
        return None
    if info.file_size > _MAX_XML_PART:
        raise BadInput(
            f"Phần “{path}” trong tệp “{name}” quá lớn ({_mb(info.file_size)}).",
            hint="Hãy chia văn bản thành nhiều tệp nhỏ hơn.",
            reason="part-too-large",
        )
    try:
        return archive.read(info)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise corrupt(name) from error
    except (ValueError, struct.error) as error:
        raise corrupt(name) from error


def ole_streams(content: bytes) -> dict[str, tuple[int, int]]:
    """Names of the streams of an OLE file with (first sector, size), without following any chain.

    Directory entries are 128 bytes, aligned, and hold their name in UTF-16 with its length beside it;
    a plain scan finds them even in a truncated file and cannot be led into a loop.
    """
    found: dict[str, tuple[int, int]] = {}
    for offset in range(512, len(content) - 127, 128):
        length, kind = struct.unpack_from("<HB", content, offset + 64)
        if kind not in (1, 2, 5) or not 4 <= length <= 64 or length % 2:
            continue
        raw = content[offset : offset + length]
        if raw[-2:] != b"\0\0":
            continue
        try:
            entry = raw[:-2].decode("utf-16-le")
        except UnicodeDecodeError:
            continue
        if "\0" not in entry:
            start, size = struct.unpack_from("<II", content, offset + 116)
            found.setdefault(entry, (start, size))
    return found


def word_is_locked(content: bytes, streams: dict[str, tuple[int, int]]) -> bool:
    """Whether the WordDocument stream's own header says encrypted ([MS-DOC] 2.5.2, FibBase.fEncrypted)."""
    start, _ = streams.get("WordDocument", (0, 0))
    shift = struct.unpack_from("<H", content, 30)[0] if len(content) > 32 else 9
    if not 7 <= shift <= 16:
        return False
    offset = (start + 1) << shift
    if offset + 12 > len(content):
        return False
    ident, flags = struct.unpack_from("<H8xH", content, offset)
    return ident == 0xA5EC and bool(flags & 0x0100)


def corrupt(name: str, what: str = "") -> BadInput:
    """The file is damaged; the same words for every office format."""
    return BadInput(
        f"Tệp “{name}” bị hỏng hoặc tải chưa xong{': ' + what if what else ''}, không đọc được.",
        hint="Hãy tải lại tệp từ nguồn, hoặc mở bằng Word rồi lưu thành tệp mới.",
        reason="corrupt",
    )


def locked(name: str) -> BadInput:
    """The file needs a password."""
    return BadInput(
        f"Tệp “{name}” bị khóa bằng mật khẩu.",
        hint="Hãy mở tệp, bỏ mật khẩu rồi lưu lại và tải lên lần nữa.",
        reason="encrypted",
    )


def _mb(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")
