"""What will be said, aligned with what is written: changed pieces coloured by kind, every word to be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from models.types import Reading, ReadingSpan
from pipelines.script import Part, Role

GROUPS: dict[str, tuple[str, dict[str, str]]] = {
    "so": (
        "số, lượng, tiền",
        {
            "number": "số", "amount": "số lượng", "money": "tiền", "measure": "số đo", "percent": "phần trăm",
            "fraction": "phân số, tỷ lệ", "range": "khoảng", "roman": "số La Mã", "score": "tỷ số",
            "ordinal": "số thứ tự", "coordinate": "tọa độ",
        },
    ),
    "ngay": ("ngày, giờ", {"date": "ngày tháng", "time": "giờ", "weekday": "thứ trong tuần"}),
    "viettat": (
        "chữ viết tắt, chữ lạ",
        {
            "abbreviation": "chữ viết tắt", "spelled": "chữ viết tắt chưa biết", "letter": "chữ cái",
            "foreign": "từ nước ngoài", "definition": "chữ viết tắt do văn bản đặt",
        },
    ),
    "kyhieu": (
        "ký hiệu, số văn bản",
        {
            "legal_code": "số, ký hiệu văn bản", "provision": "điều, khoản, điểm",
            "enumeration": "dấu đầu mục", "symbol": "dấu", "bracket": "dấu ngoặc", "quote": "dấu ngoặc kép",
            "punct": "dấu câu", "space": "khoảng trắng", "road": "đường bộ", "plate": "biển số xe",
            "alphanumeric": "mã có chữ và số", "identity": "số giấy tờ, tài khoản",
            "table": "tên cột của bảng", "markup": "thẻ cho giọng đọc",
        },
    ),
    "dialy": (
        "địa chỉ, điện thoại, mạng",
        {"address": "địa chỉ", "phone": "số điện thoại", "web": "địa chỉ mạng"},
    ),
    "tudien": ("theo từ điển, sửa tay", {"lexicon": "theo từ điển"}),
    "khac": ("khác", {}),
}  # fmt: skip
"""CSS name → (words for the legend, kind of span → its name for people)."""
_GROUP_OF = {kind: name for name, (_, kinds) in GROUPS.items() for kind in kinds}
_NAME_OF = {kind: words for _, kinds in GROUPS.values() for kind, words in kinds.items()}
_PART = {Role.TITLE: "Tiêu đề", Role.CLOSING: "Câu cuối bản tin"}
_WARNINGS_SHOWN = 6
_CLOSING = frozenset((".", ",", ";", ":", "!", "?"))


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which segments are under the panel."""

    line: int
    first: int
    last: int


def group_of(span: ReadingSpan) -> str:
    """Which colour a changed span has."""
    return "tudien" if span.lexicon else _GROUP_OF.get(span.kind, "khac")


def name_of(span: ReadingSpan) -> str:
    """Its kind for people: "ngày tháng"; a word that is said as written is "đọc như viết"."""
    if span.lexicon:
        return _NAME_OF["lexicon"]
    return _NAME_OF.get(span.kind, "khác") if span.changed else "đọc như viết"


def reading_view(reading: Reading) -> str:
    """One text only to look at."""
    return _shown([(Part(reading.text), reading)], None, asked=False)


def script_view(readings: Sequence[tuple[Part, Reading]], chosen: Chosen | None = None) -> str:
    """A bulletin's whole speech; every word may be clicked (static/reading.js)."""
    if not readings:
        return '<p class="tl-empty">Kịch bản đọc còn trống: hãy soạn ở bước 1.</p>'
    return _shown(readings, chosen, asked=True)


def spoken_view(readings: Sequence[tuple[Part, Reading]]) -> str:
    """The same only to look at: for whoever approves."""
    return _shown(readings, None, asked=False, warned=False)


def doubts(readings: Sequence[tuple[Part, Reading]]) -> list[tuple[str, str]]:
    """What the reader is not sure of: (the words, why)."""
    return [(w.span.of(r.text).strip(), w.message) for _, r in readings for w in r.warnings]


def doubts_note(readings: Sequence[tuple[Part, Reading]], link: str = "") -> str:
    """The same as a boxed notice for the other steps; empty when there is nothing."""
    found = doubts(readings)
    if not found:
        return ""
    rows = "".join(f"<li><q>{escape(raw)}</q> {escape(why)}</li>" for raw, why in found[:_WARNINGS_SHOWN])
    more = f"<li>và {len(found) - _WARNINGS_SHOWN} chỗ nữa</li>" if len(found) > _WARNINGS_SHOWN else ""
    where = f" {link}" if link else ""
    return (
        f'<div class="tl-note warn tl-doubts"><strong>Cách đọc: còn {len(found)} chỗ cần xem</strong>{where}'
        f"<ul>{rows}{more}</ul></div>"
    )


def _shown(
    readings: Sequence[tuple[Part, Reading]], chosen: Chosen | None, *, asked: bool, warned: bool = True
) -> str:
    changed = [s for _, r in readings for s in r.spans if _coloured(s)]
    counts = Counter(group_of(s) for s in changed)
    legend = "".join(
        f'<span class="tl-key {name}">{words} ({counts[name]})</span>'
        for name, (words, _) in GROUPS.items()
        if counts[name]
    )
    lines = "".join(_line(n, part, reading, chosen, asked=asked) for n, (part, reading) in enumerate(readings))
    told = _warnings(readings, asked=asked) if warned else ""
    hint = '<p class="tl-hint">Bấm vào chữ bất kỳ để nghe hoặc sửa cách đọc.</p>' if asked else ""
    return f'{told}<div class="tl-legend">{legend}</div>{hint}<div class="tl-reading">{lines}</div>'


def _warnings(readings: Sequence[tuple[Part, Reading]], *, asked: bool) -> str:
    found = [(n, r, w) for n, (_, r) in enumerate(readings) for w in r.warnings]
    if not found:
        return '<p class="tl-sure">Không còn chỗ nào máy chưa chắc.</p>' if asked else ""

    def row(line: int, reading: Reading, start: int, raw: str, why: str) -> str:
        shown = escape(raw.strip()) or "(dấu)"
        if not asked:
            return f"<li><q>{shown}</q> {escape(why)}</li>"
        first = next((s.span.start for s in reading.spans if s.span.end > start), start)
        return (
            f'<li><button type="button" class="tl-doubt" data-line="{line}" data-a="{first}">{shown}</button> '
            f"{escape(why)}</li>"
        )

    rows = [row(n, r, w.span.start, w.span.of(r.text), w.message) for n, r, w in found]
    rest = rows[_WARNINGS_SHOWN:]
    more = (
        f"<details><summary>và {len(rest)} chỗ nữa</summary><ul>{''.join(rest)}</ul></details>" if rest else ""
    )
    return (
        f'<div class="tl-note warn"><strong>Còn {len(found)} chỗ cần xem</strong>'
        f"<ul>{''.join(rows[:_WARNINGS_SHOWN])}</ul>{more}</div>"
    )


def _line(number: int, part: Part, reading: Reading, chosen: Chosen | None, *, asked: bool) -> str:
    label = f'<span class="tl-part">{_PART[part.role]}</span>' if part.role in _PART else ""
    doubtful = [(w.span.start, w.span.end) for w in reading.warnings]
    here = chosen if chosen is not None and chosen.line == number else None
    inside = "".join(_pieces(reading, doubtful, here, asked=asked))
    paragraphs = (p for p in inside.split("\n") if p.strip())
    return "".join(f'<p data-line="{number}">{label}{p}</p>' for p in paragraphs)


def _pieces(
    reading: Reading, doubtful: list[tuple[int, int]], here: Chosen | None, *, asked: bool
) -> Iterator[str]:
    held = False
    for span, after in zip(reading.spans, [*reading.spans[1:], None], strict=True):
        raw = " ".join(span.raw.split())
        start = span.span.start
        on = here is not None and here.first <= start <= here.last
        place = f' data-a="{start}"' if asked else ""
        if not raw and any(c.isalnum() for c in span.spoken):  # the heading of a column, said before its cell
            yield f'<span class="tl-said kyhieu">│<span>{escape(span.spoken.strip())}</span></span>'
        elif not raw or not (span.changed or (asked and raw[0].isalnum())):
            yield escape(span.raw)
        elif not span.changed:
            yield f'<span class="tl-word{" on" if on else ""}" tabindex="-1"{place}>{escape(raw)}</span>'
        else:
            unsure = any(a < span.span.end and start < b for a, b in doubtful)
            if after is not None and not after.changed and after.raw in _CLOSING:
                held = True
                yield '<span class="tl-held">'  # its full stop must not begin the next line
            yield _changed(span, raw, place, on=on, unsure=unsure, asked=asked)
            if span.raw != span.raw.rstrip():
                yield " "
            continue
        if held:
            held = False
            yield "</span>"


def _changed(span: ReadingSpan, raw: str, place: str, *, on: bool, unsure: bool, asked: bool) -> str:
    said = span.spoken.strip()
    marks = f"{' unsure' if unsure else ''}{' on' if on else ''}"
    button = ' role="button" tabindex="0"' if asked else ""
    if not _coloured(span) and not unsure:  # a comma for a bracket: seen, but not shouted
        button = ' role="button" tabindex="-1"' if asked else ""
        quiet = f"<span>{escape(said)}</span>" if any(c.isalnum() for c in said) else ""
        title = 'title="không đọc thành lời"'
        return f'<span class="tl-quiet{marks}"{button}{place} {title}>{escape(raw)}{quiet}</span>'
    return (
        f'<span class="tl-said {group_of(span)}{marks}"{button}{place}>'
        f"{escape(raw)}<span>{escape(said) or '(không đọc)'}</span></span>"
    )


def _coloured(span: ReadingSpan) -> bool:
    """Changed in words, not only a sign that became a pause."""
    if not span.changed or span.kind == "markup":
        return False
    return any(c.isalnum() for c in span.raw + span.spoken) or bool(span.lexicon)
