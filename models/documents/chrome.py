"""What a web page puts around a document: loading notices, menus, share buttons, footers.

Removed only at the head and the tail, never inside the document, and the person is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.documents.base import RawBlock
from models.types import BlockKind

_HEAD_LINES, _TAIL_LINES = 25, 25
_SHARE = "share|facebook|twitter|zalo|linkedin|email|messenger|copy link|like|tweet|print"
_LONGEST = 200
_PHRASES = (
    r"đang tải(?: (?:nội dung|dữ liệu|trang|văn bản))?\b.{0,60}",
    r"loading\b.{0,30}",
    r"(?:xin )?vui lòng (?:chờ|đợi)\b.{0,40}",
    r"hệ thống pháp luật",
    r"thư viện pháp luật",
    r"(?:đăng (?:nhập|ký|xuất)(?: tài khoản| hệ thống)?[\s/|-]*)+",
    r"trang chủ(?:\s*[>»/|›].{0,120})?",
    r"menu|danh mục|đóng",
    r"tìm kiếm(?: (?:nâng cao|trên trang|văn bản|thông tin))?",
    r"(?:in|lưu|tải|gửi) (?:trang|bài|bài viết|về|về máy|văn bản|file|tệp|email)(?: này)?",
    r"(?:bản )?in|pdf|tải file (?:word|pdf)|tải văn bản tiếng việt",
    r"chia sẻ(?: (?:bài viết|lên|qua|trên|với bạn bè|facebook|zalo|twitter|email|,|này|link|:)\s*)*",
    rf"(?:{_SHARE})(?:[\s|,/]+(?:{_SHARE}))*",
    r"(?:bình luận|ý kiến bạn đọc|gửi bình luận|viết bình luận)(?: \(\d+\))?",
    r"(?:số )?lượt (?:xem|truy cập|đọc)\W*[\d.,]*",
    r"(?:cỡ chữ|phóng to|thu nhỏ|tăng cỡ chữ|giảm cỡ chữ).{0,12}",
    r"(?:các )?(?:tin|tin tức|bài|bài viết|văn bản) (?:liên quan|khác|cùng chuyên mục|mới nhất|xem nhiều)",
    r"(?:tin|bài) (?:mới|cũ) hơn",
    r"về đầu trang|lên đầu trang|quay lại|xem thêm|xem tiếp|trở về|trang trước|trang sau|tiếp theo",
    r"bản quyền (?:©|\(c\)|thuộc|của|\d{4}).{0,120}",
    r"(?:copyright|©|\(c\) \d{4}).{0,160}",
    r"all rights reserved.{0,40}",
    r"(?:chấp nhận|đồng ý)(?: tất cả)? cookies?",
    r"(?:trang web|website) này sử dụng cookies?.{0,160}",
    r"skip to (?:main )?content|bỏ qua (?:đến )?nội dung(?: chính)?",
    r"(?:đọc|nghe) bài viết|nghe đọc bài",
)
"""Whole lines: a title such as "Đăng ký khai sinh lưu động" only begins like a menu entry."""
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
    if not gone or not any(block.text.strip() or block.cells for block in kept):
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
        if not all(len(line) <= _LONGEST and _CHROME.match(line) for line in lines):
            break
        gone += lines
        start = index + 1
    return blocks[start:], gone
