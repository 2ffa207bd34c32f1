"""The bulletin and the rules that move it: written, submitted, approved, released, recalled.

Every change returns a new value; nothing here reads a clock or a database. Rules raise `Conflict` when
the state forbids the change and `NotAllowed` when the person does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NewType

from models.errors import BadInput, Conflict, NotAllowed
from pipelines.types import Take
from workbench.domain.content import (
    Content,
    ContentHash,
    Field,
    Priority,
    ReadingFix,
    Voicing,
    canonical_json,
)
from workbench.domain.flow import EDITABLE, GATE_OF, IN_REVIEW, Gate, State
from workbench.domain.people import Actor, UserId, Verb
from workbench.domain.revision import Approval, DocumentId, Finding, Revision, submission_problems

__all__ = [
    "Approval",
    "Bulletin",
    "BulletinId",
    "Content",
    "ContentHash",
    "DocumentId",
    "Field",
    "Finding",
    "Priority",
    "ReadingFix",
    "Revision",
    "Voicing",
    "canonical_json",
    "submission_problems",
]

BulletinId = NewType("BulletinId", str)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One item to be broadcast, shown or posted."""

    id: BulletinId
    author: UserId
    author_name: str
    state: State
    revision: Revision
    """The current one; earlier ones are kept in the store."""
    created_at: datetime
    approvals: tuple[Approval, ...] = ()
    """Of the current revision."""
    released_revision: int | None = None
    """Last revision put in the outbox; None = never published."""
    recalled_revision: int | None = None
    """Last revision withdrawn again."""
    reason: str = ""
    """Why it was returned, rejected or recalled."""
    version: int = 0
    """Optimistic lock: the store refuses a save over a newer version."""

    # --- writing -------------------------------------------------------------------------------

    @property
    def on_air(self) -> bool:
        """Something of it is with receivers now, whatever is being written meanwhile."""
        return self.released_revision is not None and self.released_revision != self.recalled_revision

    def edit(self, actor: Actor, content: Content, at: datetime) -> Bulletin:
        """Save content. Outside a draft this starts the next revision, which voids approvals."""
        self._may_write(actor)
        if self.state is State.REJECTED:
            raise Conflict("Bản tin đã bị từ chối, không sửa được.", hint="Hãy sao chép thành bản tin mới.")
        if content == self.revision.content:
            return self
        return self._write(actor, at, content=content)

    def attach_take(self, actor: Actor, take: Take, key: str, at: datetime) -> Bulletin:
        """Attach a recording made for `key`; refused when the text has changed since."""
        self._may_write(actor)
        self._require_state(EDITABLE, "gắn bản thu")
        if key != self.revision.content.sound_key:
            raise Conflict("Nội dung đã thay đổi trong lúc thu giọng đọc.", hint="Hãy thu lại giọng đọc.")
        if take == self.revision.current_take:
            return self
        return self._write(actor, at, take=take, take_key=key)

    def _write(
        self,
        actor: Actor,
        at: datetime,
        *,
        content: Content | None = None,
        take: Take | None = None,
        take_key: str = "",
    ) -> Bulletin:
        old = self.revision
        revision = replace(
            old,
            content=old.content if content is None else content,
            take=old.take if take is None else take,
            take_key=old.take_key if take is None else take_key,
            editors=old.editors | {actor.id},
            saved_at=at,
        )
        if self.state is State.DRAFT:
            return replace(self, revision=revision)
        # What a reviewer saw stays as it was: rework of a returned bulletin is a revision of its own.
        revision = replace(revision, number=old.number + 1, created_at=at, findings=())
        reason = self.reason if self.state is State.RETURNED else ""
        return replace(self, revision=revision, state=State.DRAFT, approvals=(), reason=reason)

    # --- gates ---------------------------------------------------------------------------------

    def submit(self, actor: Actor, findings: tuple[Finding, ...], at: datetime) -> Bulletin:
        """Send to the text gate. Every finding must have been accepted by a named person."""
        self._may_write(actor)
        self._require_state(EDITABLE, "trình duyệt")
        problems = submission_problems(self.revision, at)
        if problems:
            raise BadInput("Chưa trình duyệt được: " + " ".join(problems), problems=list(problems))
        open_findings = [f for f in findings if f.accepted_by is None]
        if open_findings:
            raise BadInput(
                f"Còn {len(open_findings)} cảnh báo chưa có người xác nhận: {open_findings[0].message}",
                hint="Hãy sửa nội dung, hoặc đánh dấu đã kiểm tra từng cảnh báo.",
                findings=[f.message for f in open_findings],
            )
        revision = replace(self.revision, findings=findings, saved_at=at)
        return replace(self, state=State.TEXT_REVIEW, revision=revision, approvals=(), reason="")

    def approve(self, actor: Actor, gate: Gate, seen: ContentHash, at: datetime, note: str = "") -> Bulletin:
        """Pass a gate; `seen` is the hash of what the person was shown."""
        self._may_decide(actor, gate)
        if seen != self.revision.due(gate):
            raise Conflict(
                "Nội dung đã thay đổi sau khi bạn mở trang duyệt.", hint="Hãy tải lại trang và xem lại."
            )
        approval = Approval(gate, actor.id, actor.name, at, seen, self.revision.number, note.strip())
        done = gate is self.revision.gates[-1]
        state = State.APPROVED if done else State.AUDIO_REVIEW
        return replace(self, state=state, approvals=(*self.approvals, approval), reason="")

    def send_back(self, actor: Actor, gate: Gate, reason: str, *, final: bool) -> Bulletin:
        """Return for rework, or reject for good (`final`). A reason is required."""
        self._may_decide(actor, gate)
        if not reason.strip():
            raise BadInput("Cần ghi lý do khi trả lại hoặc từ chối bản tin.")
        state = State.REJECTED if final else State.RETURNED
        return replace(self, state=state, approvals=(), reason=reason.strip())

    # --- after approval ------------------------------------------------------------------------

    @property
    def is_approved(self) -> bool:
        """Approved, and every approval still matches what is stored now."""
        if self.state is not State.APPROVED:
            return False
        writers = self.revision.editors | {self.author}
        passed = {
            a.gate
            for a in self.approvals
            if a.revision == self.revision.number
            and a.seen == self.revision.due(a.gate)
            and a.by not in writers
        }
        return passed >= set(self.revision.gates)

    def release(self, actor: Actor, at: datetime) -> Bulletin:
        """Mark the approved revision as handed to the outbox."""
        actor.require(Verb.RELEASE)
        if not self.is_approved:
            raise Conflict("Bản tin chưa được duyệt đủ các bước nên không phát hành được.")
        if self.released_revision == self.revision.number:
            raise Conflict("Phiên bản này đã được phát hành.")
        expires_at = self.revision.content.expires_at
        if expires_at is not None and expires_at <= at:
            raise Conflict("Bản tin đã hết hạn nên không phát hành được.", hint="Hãy sửa thời điểm hết hạn.")
        return replace(self, released_revision=self.revision.number)

    def recall(self, actor: Actor, reason: str) -> Bulletin:
        """Withdraw what is with receivers. A reason is required.

        A revision being written meanwhile is kept: only an approved or expired bulletin becomes RECALLED.
        """
        actor.require(Verb.RECALL)
        if self.released_revision is None:
            raise Conflict("Bản tin chưa phát hành nên không có gì để thu hồi.")
        if not self.on_air:
            raise Conflict("Bản tin đã được thu hồi.")
        if not reason.strip():
            raise BadInput("Cần ghi lý do thu hồi.")
        recalled = replace(self, recalled_revision=self.released_revision)
        if self.revision.number != self.released_revision:
            return recalled
        return replace(recalled, state=State.RECALLED, approvals=(), reason=reason.strip())

    def expire(self, at: datetime) -> Bulletin:
        """Past its time: receivers take it down by themselves, the desk marks it."""
        expires_at = self.revision.content.expires_at
        if self.state is not State.APPROVED or expires_at is None or expires_at > at:
            return self
        return replace(self, state=State.EXPIRED)

    # --- rules ---------------------------------------------------------------------------------

    def _may_write(self, actor: Actor) -> None:
        actor.require(Verb.WRITE)
        if actor.id != self.author and not actor.may(Verb.WRITE_ANY):
            raise NotAllowed(
                f"Bản tin này do {self.author_name} soạn; chỉ tác giả hoặc biên tập viên được sửa."
            )

    def _may_decide(self, actor: Actor, gate: Gate) -> None:
        actor.require(Verb.APPROVE_TEXT if gate is Gate.TEXT else Verb.APPROVE_AUDIO)
        self._require_state(IN_REVIEW, "duyệt")
        if GATE_OF[self.state] is not gate:
            raise Conflict("Bản tin đang ở bước duyệt khác.", hint="Hãy tải lại trang.")
        if actor.id == self.author or actor.id in self.revision.editors:
            raise NotAllowed(
                "Người soạn không được tự duyệt bản tin của mình.", hint="Hãy nhờ người duyệt khác."
            )

    def _require_state(self, states: frozenset[State], doing: str) -> None:
        if self.state not in states:
            raise Conflict(f"Bản tin đang ở trạng thái không thể {doing}.", state=self.state.value)
