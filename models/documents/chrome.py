"""What a web page puts around a document: loading notices, menus, share buttons, footers.

Removed only at the head and the tail, never inside the document, and the person is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.documents.base import RawBlock
from models.types import BlockKind

_HEAD_LINES, _TAIL_LINES = 25, 25
_PHRASES = (
    r"đang tải\b.*",
    r"loading\b.*",
    r"vui lòng (?:chờ|đợi)\b.*",
    r"hệ thống pháp luật",
    r"thư viện pháp luật",
    r"đăng (?:nhập|ký|xuất)\b.{0,40}",
    r"trang chủ\b.{0,80}",
    r"menu",
    r"tìm kiếm\b.{0,30}",
    r"(?:in|lưu|tải) (?:trang|bài|về|văn bản|file)\b.{0,40}",
    r"chia sẻ\b.{0,40}",
    r"share|facebook|twitter|zalo|linkedin|email",
    r"(?:bình luận|ý kiến bạn đọc)\b.{0,40}",
    r"(?:số )?lượt (?:xem|truy cập)\b.{0,40}",
    r"(?:cỡ chữ|phóng to)\b.{0,30}",
    r"(?:các )?(?:tin|bài|văn bản) (?:liên quan|khác|cùng chuyên mục)\b.{0,40}",
    r"về đầu trang|quay lại|xem thêm\b.{0,20}",
    r"bản quyền\b.{0,120}",
    r"(?:copyright|©).{0,160}",
    r"all rights reserved.{0,40}",
    r"(?:chấp nhận|đồng ý) cookie.{0,80}",
    r"trang web này sử dụng cookie.{0,160}",
    r"skip to (?:main )?content|bỏ qua nội dung.{0,30}",
    r"(?:đọc|nghe) bài viết",
)
_CHROME = re.compile(rf"^\W*(?:{'|'.join(_PHRASES)})\W*$", re.IGNORECASE)


def remove(blocks: Sequence[RawBlock]) -> tuple[list[RawBlock], tuple[str, ...]]:
    """Blocks without page furniture at either end, and what was taken away, in words."""
    kept = list(blocks)
    gone: list[str] = []
    kept, taken = _strip(kept, _HEAD_LINES)
    gone += taken
    tail, taken = _strip(list(reversed(kept)), _TAIL_LINES)
    gone += reversed(taken)
    kept = list(reversed(tail))
    if not gone or not kept:
        return list(blocks), ()
    shown = "; ".join(f"“{line}”" for line in dict.fromkeys(gone))
    return kept, (f"Đã bỏ {len(gone)} dòng của trang web, không thuộc văn bản: {shown[:300]}.",)


def _strip(blocks: list[RawBlock], depth: int) -> tuple[list[RawBlock], list[str]]:
    """Drop furniture up to the last furniture line of the outer run; stop at the first real line."""
    gone: list[str] = []
    start = 0
    for index, block in enumerate(blocks[:depth]):
        if block.kind is BlockKind.TABLE:
            break
        lines = [line.strip() for line in block.text.split("\n") if line.strip()]
        if not all(_CHROME.match(line) for line in lines):
            break
        gone += lines
        start = index + 1
    return blocks[start:], gone
