"""Tables of the lexicon tab: the commune's entries, what the product knows, what an import would do."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape

from models.reading import LexiconEntry
from workbench.desk.pronunciation import Plan
from workbench.ui.parts import button, table

SHOWN = 300
"""Rows drawn at most; the search finds the rest."""


def entries(held: Sequence[LexiconEntry], query: str) -> str:
    """The commune's entries in which the words occur."""
    wanted = (query or "").strip().casefold()
    found = [e for e in held if wanted in f"{e.written} {e.spoken} {e.note}".casefold()]
    more = f'<p class="tl-hint">Hiện {SHOWN} trong {len(found)} mục.</p>' if len(found) > SHOWN else ""
    return more + table(
        ("Viết", "Đọc", "Khi nào", ""),
        (
            [
                f"<strong>{escape(e.written)}</strong>",
                escape(e.spoken),
                _when(e),
                button("Sửa", "edit", e.id) + button("Bỏ", "remove", e.id, "bad"),
            ]
            for e in found[:SHOWN]
        ),
        "Không có mục nào như vậy." if wanted else "Từ điển của xã còn trống: mọi chữ đọc theo quy tắc chung.",
    )


def _when(entry: LexiconEntry) -> str:
    parts = []
    if entry.before:
        parts.append(f"sau {' / '.join(entry.before)}")
    if entry.after:
        parts.append(f"trước {' / '.join(entry.after)}")
    if not entry.case_sensitive:
        parts.append("hoa thường như nhau")
    if entry.note:
        parts.append(entry.note)
    return escape("; ".join(parts))


def known(query: str) -> str:
    """What the product itself says for these words."""
    from models.reading.known import search

    found = search(query, SHOWN)
    return table(
        ("Viết", "Đọc", "Loại", "Khi nào"),
        (
            [
                f"<strong>{escape(k.written)}</strong>",
                escape(k.spoken),
                k.kind,
                escape(
                    "; ".join(
                        f"{side} {', '.join(words)}"
                        for side, words in (("gần trước có", k.before), ("ngay sau là", k.after))
                        if words
                    )
                ),
            ]
            for k in found
        ),
        "Sản phẩm chưa biết chữ này: khi gặp sẽ đọc từng chữ cái và báo cần xem.",
    )


def links(held: Sequence[LexiconEntry]) -> str:
    """The whole lexicon as files, inside the page: nothing is left on the disk."""
    from models.reading import lexicon_files

    if not held:
        return '<p class="tl-hint">Chưa có mục nào để xuất.</p>'
    files = (
        # Excel takes a CSV for UTF-8 only when it begins with this mark.
        ("tu-dien-phat-am.csv", "text/csv", b"\xef\xbb\xbf" + lexicon_files.to_csv(held).encode()),
        ("tu-dien-phat-am.pls", "application/pls+xml", lexicon_files.to_pls(held)),
    )
    links = "".join(
        f'<a class="tl-btn" download="{name}" href="data:{kind};base64,{base64.b64encode(data).decode()}">'
        f"Xuất {name.rpartition('.')[2].upper()} ({len(held)} mục)</a>"
        for name, kind, data in files
    )
    return f"<p>{links}</p>"


def plan(made: Plan) -> str:
    """What importing a file would do, and the choice."""
    new = len(made.entries) - made.known - len(made.against)
    told = [f"<strong>{new} mục mới, {made.known} mục đã có.</strong>"]
    if made.inside:
        rows = "".join(
            f"<li>“{escape(c.first.written)}”: lấy “{escape(c.first.spoken)}”, "
            f"bỏ “{escape(c.second.spoken)}”</li>"
            for c in made.inside[:20]
        )
        told.append(
            f"<p>{len(made.inside)} dòng trong tệp nói ngược nhau, dòng trước được lấy:</p><ul>{rows}</ul>"
        )
    buttons = button("Nhập", "keep", "", "go")
    if made.against:
        told.append(f"<p>{len(made.against)} mục khác với từ điển đang dùng:</p>")
        told.append(
            table(
                ("Viết", "Đang đọc", "Trong tệp"),
                (
                    [escape(c.second.written), escape(c.first.spoken), escape(c.second.spoken)]
                    for c in made.against[:100]
                ),
                "",
            )
        )
        buttons = button("Nhập, giữ cách đọc đang dùng", "keep", "", "go") + button(
            "Nhập, thay bằng tệp", "replace", "", "bad"
        )
    return f'<div class="tl-note">{"".join(told)}<p>{buttons}{button("Thôi", "cancel", "")}</p></div>'
