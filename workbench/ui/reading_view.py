"""What will be said, aligned with what is written: changed pieces are coloured by kind and can be corrected."""

from __future__ import annotations

from collections import Counter
from html import escape

from models.types import Reading, ReadingSpan

GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "so": (
        "số, lượng, tiền",
        ("number", "amount", "money", "measure", "fraction", "percent", "range", "roman", "score"),
    ),
    "ngay": ("ngày, giờ", ("date", "time")),
    "viettat": ("chữ viết tắt", ("abbreviation", "letter", "foreign")),
    "kyhieu": (
        "ký hiệu, số văn bản",
        ("legal_code", "provision", "enumeration", "symbol", "road", "plate", "alphanumeric", "identity"),
    ),
    "dialy": ("địa chỉ, điện thoại, mạng", ("address", "phone", "web")),
    "tudien": ("theo từ điển, sửa tay", ("lexicon",)),
    "khac": ("khác", ()),
}
"""CSS name → (words for the legend, kinds of spans)."""
_GROUP_OF = {kind: name for name, (_, kinds) in GROUPS.items() for kind in kinds}


def group_of(span: ReadingSpan) -> str:
    """Which colour a changed span has."""
    return "tudien" if span.lexicon else _GROUP_OF.get(span.kind, "khac")


def reading_view(reading: Reading) -> str:
    """Warnings, legend and the aligned text."""
    changed = [s for s in reading.spans if s.changed and s.raw.strip()]
    counts = Counter(group_of(s) for s in changed)
    legend = "".join(
        f'<span class="tl-key {name}">{words} ({counts[name]})</span>'
        for name, (words, _) in GROUPS.items()
        if counts[name]
    )
    warned = "".join(
        f"<li>{escape(w.message)} <q>{escape(w.span.of(reading.text))}</q></li>" for w in reading.warnings
    )
    warnings = (
        f'<div class="tl-note warn"><strong>Cần xem lại</strong><ul>{warned}</ul></div>' if warned else ""
    )
    lines = "".join(f"<p>{line}</p>" for line in _lines(reading) if line.strip())
    if not lines:
        return '<p class="tl-empty">Kịch bản đọc còn trống: hãy soạn ở bước 1.</p>'
    hint = "Bấm vào chỗ tô màu để sửa cách đọc." if changed else "Mọi chữ đọc đúng như viết."
    return (
        f'{warnings}<div class="tl-legend">{legend}</div><p class="tl-hint">{hint}</p>'
        f'<div class="tl-reading">{lines}</div>'
    )


def _lines(reading: Reading) -> list[str]:
    doubtful = [(w.span.start, w.span.end) for w in reading.warnings]
    lines = [""]
    for span in reading.spans:
        if not span.changed or not span.raw.strip():
            first, *rest = span.raw.split("\n")
            lines[-1] += escape(first)
            lines.extend(escape(part) for part in rest)
            continue
        unsure = any(a < span.span.end and span.span.start < b for a, b in doubtful)
        said = span.spoken.strip() or "(không đọc)"
        lines[-1] += (
            f'<span class="tl-said {group_of(span)}{" unsure" if unsure else ""}" role="button" tabindex="0" '
            f'data-do="fix" data-key="{escape(span.raw.strip())}" data-said="{escape(span.spoken.strip())}">'
            f"{escape(span.raw.strip())}<span>{escape(said)}</span></span>"
        )
        if span.raw != span.raw.rstrip():
            lines[-1] += " "
    return lines
