"""The bulletin: content, revisions, approvals bound to a hash, and the rules that move it.

Every change returns a new value; nothing here reads a clock or a database. Rules raise `Conflict` when
the state forbids the change and `NotAllowed` when the person does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime, time
from enum import Enum, IntEnum
from typing import NewType

from models.errors import BadInput, Conflict, NotAllowed
from models.types import Region
from pipelines.types import BoardPages, PortalArticle, RadioScript, Take
from workbench.domain.flow import EDITABLE, GATE_OF, IN_REVIEW, Gate, State
from workbench.domain.people import Actor, UserId, Verb
from workbench.domain.place import Audience, Channel, Schedule, schedule_problems

BulletinId = NewType("BulletinId", str)
ContentHash = NewType("ContentHash", str)
DocumentId = NewType("DocumentId", str)


class Field(IntEnum):
    """LoaiLinhVuc (domain.md §1.4)."""

    GENERAL = 1
    URGENT = 2
    POLICY = 3
    DIRECTION = 4
    KNOWLEDGE = 5
    GOOD_DEEDS = 6


class Priority(IntEnum):
    """MucDoUuTien: 1 is the highest (TT 39/2020/TT-BTTTT)."""

    EMERGENCY = 1
    PRIORITY = 2
    ORDINARY = 3


@dataclass(frozen=True, slots=True)
class Voicing:
    """How the radio form is to be voiced."""

    voice_id: str = "espeak-bac-nu"
    region: Region = Region.NORTH
    """Words of the reading (linh/lẻ, nghìn/ngàn); normally the voice's own region."""
    profile: str = "loudspeaker"
    preset: str = "loudspeaker"
    """Speech-rate preset: portal, loudspeaker, emergency."""
    pitch: float = 0.0
    """Semitones."""
    jingle_in: str = ""
    """Blob key of a sound before the first sentence; empty = none."""
    jingle_out: str = ""
    spoken_ai_line: bool = True
    """Say at the end that an artificial voice reads (anchors.md §4.4, point 5)."""


@dataclass(frozen=True, slots=True)
class ReadingFix:
    """A person's correction of how something is said in this bulletin."""

    written: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that will go out; its hash is what an approval is bound to."""

    title: str = ""
    summary: str = ""
    """NoiDungTomTat, mandatory at export."""
    radio: RadioScript = RadioScript()
    board: BoardPages = BoardPages()
    portal: PortalArticle = PortalArticle()
    field: Field = Field.GENERAL
    priority: Priority = Priority.ORDINARY
    audience: Audience = Audience()
    schedule: Schedule = Schedule()
    expires_at: datetime | None = None
    source_line: str = ""
    """NguonTin: the attributed source."""
    author_line: str = ""
    """TacGia as published; empty = the author's full name."""
    voicing: Voicing = Voicing()
    reading_fixes: tuple[ReadingFix, ...] = ()

    @property
    def text_hash(self) -> ContentHash:
        """SHA-256 of the canonical JSON of all fields."""
        return ContentHash(hashlib.sha256(canonical_json(self)).hexdigest())

    @property
    def sound_key(self) -> str:
        """SHA-256 of what decides the sound; a take made for another key does not belong here."""
        parts = (self.radio.text, self.voicing, self.reading_fixes, self.title)
        return hashlib.sha256(b"\x00".join(canonical_json(p) for p in parts)).hexdigest()


def canonical_json(value: object) -> bytes:
    """Stable bytes of a tree of dataclasses: sorted keys, no spaces, UTF-8."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return value


@dataclass(frozen=True, slots=True)
class Approval:
    """A person's decision at a gate, bound to the hash of what they saw and heard."""

    gate: Gate
    by: UserId
    by_name: str
    at: datetime
    seen: ContentHash
    """TEXT gate: text hash. AUDIO gate: hash of text and audio."""
    revision: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check noticed that a person must accept before submission."""

    code: str
    """"identity_number", "phone", "name_with_address", "not_in_source" …"""
    message: str
    excerpt: str
    """The words it is about, partly hidden."""
    accepted_by: UserId | None = None
    key: str = ""
    """Same for the same words, so that an acceptance does not carry over to others."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of a bulletin's content, with its recording and where it came from."""

    number: int
    content: Content
    editors: frozenset[UserId]
    """Everyone who wrote in it; none of them may approve it."""
    created_at: datetime
    saved_at: datetime
    source: DocumentId | None = None
    take: Take | None = None
    take_key: str = ""
    """`Content.sound_key` the take was made for."""
    provenance: Mapping[str, str] = field(default_factory=dict)
    """engine, engine_revision, prompt, … of the parts made by machine."""
    findings: tuple[Finding, ...] = ()

    @property
    def full_hash(self) -> ContentHash:
        """SHA-256 of text hash and audio hash together: what the AUDIO gate approves."""
        audio = self.current_take.audio_sha256 if self.current_take else "-"
        return ContentHash(hashlib.sha256(f"{self.content.text_hash}:{audio}".encode()).hexdigest())

    @property
    def current_take(self) -> Take | None:
        """The take, if it still says what the content says."""
        return self.take if self.take and self.take_key == self.content.sound_key else None

    @property
    def needs_audio(self) -> bool:
        """Whether the audience hears it."""
        return Channel.RADIO in self.content.audience.channels

    @property
    def gates(self) -> tuple[Gate, ...]:
        """Gates it must pass. Whatever carries sound is listened to, also a portal article with a player."""
        heard = self.needs_audio or self.current_take is not None
        return (Gate.TEXT, Gate.AUDIO) if heard else (Gate.TEXT,)

    def due(self, gate: Gate) -> ContentHash:
        """The hash an approval at `gate` must be bound to."""
        return self.content.text_hash if gate is Gate.TEXT else self.full_hash


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


def submission_problems(revision: Revision, at: datetime | None = None) -> tuple[str, ...]:
    """What is still missing before the text gate, as Vietnamese sentences.

    Args:
        revision: the one to be submitted.
        at: now; without it dates are not compared with the clock.
    """
    content, found = revision.content, []
    if not content.title.strip():
        found.append("Thiếu tiêu đề.")
    if not content.summary.strip():
        found.append("Thiếu tóm tắt.")
    if not content.audience.areas:
        found.append("Chưa chọn địa bàn nhận.")
    if not content.audience.channels:
        found.append("Chưa chọn kênh phát.")
    if revision.needs_audio and not content.radio.text.strip():
        found.append("Kịch bản đọc còn trống.")
    if revision.needs_audio and revision.current_take is None:
        found.append("Chưa có giọng đọc cho nội dung hiện tại.")
    if Channel.BOARD in content.audience.channels and not content.board.pages:
        found.append("Chưa có nội dung cho bảng điện tử.")
    if Channel.PORTAL in content.audience.channels and not content.portal.title.strip():
        found.append("Chưa có bài cho cổng thông tin.")
    if content.priority is Priority.EMERGENCY and content.expires_at is None:
        found.append("Bản tin khẩn cấp phải có thời điểm hết hạn.")
    if at is not None and content.expires_at is not None and content.expires_at <= at:
        found.append("Thời điểm hết hạn đã qua.")
    return (*found, *schedule_problems(content.schedule))
