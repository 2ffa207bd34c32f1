"""The panel of one place: what is written, what is said and why, how else it may be said, and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from models.reading.alternatives import Alternative
from workbench.domain.bulletin import ReadingFix
from workbench.ui.editor.reading_desk import ALWAYS, HERE, TEXT, Place, Readings, held
from workbench.ui.parts import button, note
from workbench.ui.reading_view import doubts, name_of

_UNSURE = 0.75
"""Confidence under which a person is told that the reader guessed."""
_EXCERPT = 28


def panel(place: Place, readings: Readings, *, may_edit: bool, may_teach: bool) -> str:
    """Everything about a place.

    Args:
        place: which.
        readings: of the whole bulletin.
        may_edit: the bulletin may still be changed.
        may_teach: this person keeps the commune's lexicon.
    """
    spot = place.spot
    told = "".join(note(w, "warn") for w in place.warnings)
    asked = _choices(place.choices) if may_edit else note("Bản tin đã rời bàn soạn: chỉ nghe, không sửa được.")
    return (
        f'<section class="tl-place" aria-label="Cách đọc của “{escape(place.written)}”" '
        f'data-line="{spot.line}" data-a="{place.whole.start}" data-z="{place.segments[-1].span.start}" '
        f'data-w="{escape(place.written)}">'
        '<button type="button" class="tl-close" data-do="close" aria-label="Đóng">×</button>'
        f'<h3 tabindex="-1">{escape(place.written)}</h3><p class="tl-now">{_said(place.spoken)}</p>'
        f'<p class="tl-hint">{_why(place)}</p>{told}{_decided(place, may_edit=may_edit, may_teach=may_teach)}'
        f'<p class="tl-row">{_listen("Nghe chỗ này", "hear")}{_listen("Nghe cả câu", "hear-all")}'
        f"{_wider()}</p>{asked}"
        + (_scopes(place, may_teach=may_teach) if may_edit else "")
        + _next(place, readings)
        + "</section>"
    )


def replace_button() -> str:
    """Shown beside the words that the commune's lexicon says otherwise."""
    return button("Thay trong từ điển", "replace", "", "bad")


def fixes(made: Sequence[ReadingFix], readings: Readings) -> str:
    """Corrections of this bulletin, each removable; those whose place is no more say so."""
    rows = [_fix_row(fix, held(fix, readings)) for fix in made]
    if not rows:
        return '<p class="tl-hint">Bản tin này chưa có chỗ nào sửa cách đọc.</p>'
    return f'<h3>Đã sửa trong bản tin này</h3><ul class="tl-fixes">{"".join(rows)}</ul>'


def _fix_row(fix: ReadingFix, count: int) -> str:
    written, place = fix.written, fix.place
    if not count:
        where = '<span class="tl-gone">không còn chỗ này trong văn bản</span>'
    elif place is None:
        where = f"cả văn bản, {count} chỗ"
    else:
        before, after = place.prefix.replace("\n", ""), place.suffix.replace("\n", "")
        around = f"…{escape(before[-_EXCERPT:])}<b>{escape(written)}</b>{escape(after[:_EXCERPT])}…"
        where = f"chỗ này: “{around}”"
    return (
        f"<li><strong>{escape(written)}</strong> → {_said(fix.spoken)} "
        f'<span class="tl-hint">({where})</span> {button("Bỏ", "unfix", fix.key)}</li>'
    )


def _said(spoken: str) -> str:
    if any(c.isalnum() for c in spoken):
        return escape(spoken)
    return "<em>nghỉ một chút</em>" if spoken else "<em>không nói gì</em>"


def _why(place: Place) -> str:
    if place.fix is not None:
        return "sửa tay trong bản tin này"
    if place.entry is not None:
        return "từ điển của xã"
    kinds = list(dict.fromkeys(name_of(s) for s in place.segments if s.raw.strip()))
    changed = [k for k in kinds if k != "đọc như viết"] or kinds
    least = min(s.confidence for s in place.segments)
    sure = f" · máy đoán, chắc {least:.0%}".replace("%", " %") if least < _UNSURE else ""
    return escape(", ".join(changed) + sure)


def _decided(place: Place, *, may_edit: bool, may_teach: bool) -> str:
    if place.fix is not None:
        scope = "chỉ chỗ này" if place.fix.place else "cả văn bản này"
        undo = button("Bỏ sửa", "unfix", place.fix.key) if may_edit else ""
        return f'<p class="tl-note good">Đã sửa, {scope}. {undo}</p>'
    if place.entry is not None:
        undo = button("Bỏ khỏi từ điển", "forget", place.entry.id, "bad") if may_teach else ""
        return f'<p class="tl-note good">Theo từ điển của xã. {undo}</p>'
    return ""


def _listen(label: str, do: str, said: str | None = None) -> str:
    """A button that plays; `said`: as if it were corrected so."""
    extra = "" if said is None else f' data-said="{escape(said)}" aria-label="Nghe: {escape(said)}"'
    return f'<button type="button" class="tl-btn tl-hear" data-do="{do}"{extra}>▶ {label}</button>'.replace(
        "▶ <", "▶<"
    )


def _wider() -> str:
    def more(step: str, label: str, meaning: str) -> str:
        named = f'data-do="wider{step}" aria-label="{meaning}" title="{meaning}"'
        return f'<button type="button" class="tl-btn" {named}>{label}</button>'

    return more("-1", "‹ +", "Chọn thêm từ trước") + more("+1", "+ ›", "Chọn thêm từ sau")


def _choices(choices: Sequence[Alternative]) -> str:
    rows = "".join(
        f'<li><label><input type="radio" name="tl-alt" value="{escape(c.spoken)}"'
        f"{' checked' if not n else ''}> "
        f"<span>{_said(c.spoken)}</span> <small>{escape(c.manner)}</small></label>"
        f"{_listen('', 'hear', c.spoken) if c.spoken else ''}</li>"
        for n, c in enumerate(choices)
    )
    return (
        f'<fieldset class="tl-choices"><legend>Đọc là</legend><ul>{rows}</ul>'
        '<div class="tl-other"><input type="text" class="tl-typed" maxlength="300" autocomplete="off" '
        'aria-label="Gõ cách đọc khác" placeholder="Gõ cách đọc khác…">'
        '<button type="button" class="tl-btn tl-hear" data-do="hear-typed" '
        'aria-label="Nghe cách đọc vừa gõ">▶</button>'
        "</div></fieldset>"
    )


def _scopes(place: Place, *, may_teach: bool) -> str:
    def scope(label: str, name: str, kind: str = "") -> str:
        return f'<button type="button" class="tl-btn {kind}" data-do="fix" data-scope="{name}">{label}</button>'

    keep = (
        '<button type="button" class="tl-btn" data-do="keep">Đã xem, giữ nguyên</button>'
        if place.warnings
        else ""
    )
    everywhere = f"Văn bản này ({place.count} chỗ)" if place.count > 1 else "Văn bản này"
    always = scope("Luôn luôn", ALWAYS) if may_teach else ""
    words = (
        _context(place)
        if may_teach
        else (
            '<p class="tl-hint">Muốn nhớ “luôn luôn” cho cả xã: nhờ biên tập viên, '
            "vì từ điển của xã đổi cách đọc mọi bản tin.</p>"
        )
    )
    return (
        f'<div class="tl-scopes" role="group" aria-label="Áp dụng cho"><span>Áp dụng cho</span>'
        f"{scope('Chỗ này', HERE, 'go')}{scope(everywhere, TEXT)}{always}{keep}</div>{words}"
    )


def _context(place: Place) -> str:
    cased = " checked" if place.written != place.written.lower() else ""
    return (
        '<details class="tl-always"><summary>Điều kiện khi chọn “Luôn luôn”</summary>'
        f"{_words('tl-before', 'Chỉ khi phía trước có từ', 'họp, ban')}"
        f"{_words('tl-after', 'Chỉ khi phía sau có từ', 'xã, huyện')}"
        f'<label class="tl-check-one"><input type="checkbox" class="tl-cased"{cased}> '
        "Phân biệt chữ hoa, chữ thường</label></details>"
    )


def _words(name: str, label: str, example: str) -> str:
    return f'<label>{label}<input type="text" class="{name}" placeholder="ví dụ: {example}"></label>'


def _next(place: Place, readings: Readings) -> str:
    """To the next doubtful place."""
    others: list[tuple[int, int]] = []
    for line, (_, reading) in enumerate(readings):
        for warning in reading.warnings:
            start = next((s.span.start for s in reading.spans if s.span.end > warning.span.start), 0)
            if (line, start) != (place.spot.line, place.whole.start):
                others.append((line, start))
    if not others:
        return ""
    here = (place.spot.line, place.whole.start)
    line, start = next((o for o in others if o > here), others[0])
    return (
        f'<p class="tl-next"><button type="button" class="tl-doubt" data-do="next" data-line="{line}" '
        f'data-a="{start}">Chỗ cần xem tiếp theo</button> '
        f'<span class="tl-hint">còn {len(doubts(readings))} chỗ</span></p>'
    )
