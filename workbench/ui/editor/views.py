"""What the editor shows around its inputs: status line, recording, checklist, jingles."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from models.errors import Conflict
from workbench.domain.bulletin import Bulletin, Content
from workbench.domain.flow import EDITABLE
from workbench.domain.labels import CHANNEL
from workbench.ui.editor.desk import NEW_REVISION, Saved
from workbench.ui.evidence import board_preview, sentence_list
from workbench.ui.parts import button, chip, moment, note
from workbench.ui.player import player


def status(saved: Saved, words: str = "") -> str:
    """Title, state and whether everything is stored."""
    bulletin = saved.bulletin
    title = bulletin.revision.content.title or "Bản tin chưa có tiêu đề"
    told = words or f"Đã lưu lúc {moment(bulletin.revision.saved_at)}"
    number = f"Phiên bản {bulletin.revision.number}"
    saving = f'<span class="tl-saved">{number} · {escape(told)}</span>'
    parts = [f'<div class="tl-status"><h2>{escape(title)}</h2>{chip(bulletin.state)}{saving}</div>']
    if bulletin.reason:
        parts.append(note(f"Lý do: {bulletin.reason}", "warn"))
    if saved.problems:
        parts.append(note("Phần sau chưa được lưu vì chưa hiểu:", "bad", saved.problems))
    if bulletin.state not in EDITABLE:
        parts.append(_locked(bulletin))
    return "".join(parts)


def _locked(bulletin: Bulletin) -> str:
    link = f"/ban/soan?id={escape(bulletin.id)}&amp;sua={NEW_REVISION}"
    return (
        '<div class="tl-note">Bản tin đã rời bàn soạn nên không tự lưu thay đổi nữa. '
        "Sửa sẽ tạo phiên bản mới và phải duyệt lại từ đầu. "
        f'<a class="tl-btn" href="{link}">Sửa thành phiên bản mới</a></div>'
    )


def conflict(bulletin: Bulletin, error: Conflict) -> str:
    """Somebody else stored another version: nothing typed is lost, the person chooses."""
    if error.details.get("locked"):
        return status(Saved(bulletin), "Chưa lưu thay đổi") + note(f"{error.message} {error.hint}", "bad")
    address = f"/ban/soan?id={escape(bulletin.id)}"
    return (
        status(Saved(bulletin), "Chưa lưu thay đổi của bạn")
        + f'<div class="tl-note bad" role="alert"><strong>{escape(error.message)}</strong> '
        "Chữ bạn gõ vẫn còn nguyên trên trang này. "
        + button("Giữ bản của tôi", "overwrite", "", "bad")
        + f'<a class="tl-btn" href="{address}" target="_blank">Xem bản kia ở thẻ mới</a>'
        + f'<a class="tl-btn" href="{address}">Bỏ bản của tôi, tải bản kia</a></div>'
    )


def notes(text: str) -> str:
    """What the summariser says it left out."""
    return note("Máy tóm tắt lưu ý:", "warn", text.splitlines()) if text else ""


def previews(content: Content, board_chars: float) -> tuple[str, str, str]:
    """Radio sentences, board, portal sentences."""
    return (
        sentence_list(content.radio.sentences),
        board_preview(content.board, int(board_chars or 0)),
        sentence_list(content.portal.body),
    )


OUTDATED = (
    "Cách đọc của bản tin này đã đổi sau khi thu (từ điển của xã hoặc quy tắc đọc): bản thu còn đọc như cũ. "
    "Hãy nghe lại, thu lại nếu cần."
)


def take(bulletin: Bulletin, *, outdated: bool = False) -> str:
    """The recording, or why there is none; `outdated`: made anew it would say something else."""
    revision = bulletin.revision
    if revision.current_take is not None:
        return (note(OUTDATED, "warn") if outdated else "") + player(revision.current_take)
    if revision.take is not None:
        return note("Nội dung hoặc giọng đã đổi sau lần thu trước: hãy thu lại.", "warn")
    return '<p class="tl-empty">Chưa thu giọng đọc.</p>'


def jingles(content: Content) -> str:
    """Which jingles are set."""
    rows = [
        f"<li>{name}: {'đã có ' + button('Bỏ', 'unjingle', which) if key else 'không có'}</li>"
        for name, which, key in (
            ("Nhạc mở đầu", "in", content.voicing.jingle_in),
            ("Nhạc kết thúc", "out", content.voicing.jingle_out),
        )
    ]
    return f"<ul>{''.join(rows)}</ul>"


def checklist(bulletin: Bulletin, problems: Sequence[str], warnings: Sequence[str]) -> str:
    """What is ready, what is missing, what is worth a second look."""
    content = bulletin.revision.content
    rows = [f'<li class="no">{escape(p)}</li>' for p in problems]
    rows += [f'<li class="see">{escape(w)}</li>' for w in warnings]
    own = [s for s in (*content.radio.sentences, *content.portal.body) if not s.evidence]
    if own and bulletin.revision.source:
        rows.append(f'<li class="see">{len(own)} câu không có căn cứ trong văn bản nguồn: hãy đọc lại.</li>')
    if not problems:
        channels = ", ".join(CHANNEL[c] for c in content.audience.channels)
        rows.insert(
            0, f"<li>Đủ điều kiện trình duyệt, gửi tới {len(content.audience.areas)} địa bàn: {channels}.</li>"
        )
    return f'<ul class="tl-check">{"".join(rows)}</ul>'
