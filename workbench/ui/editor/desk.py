"""What the editor does, apart from how it looks: open, save, redraft, voice, check, submit."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.errors import BadInput, Conflict
from models.types import Document
from pipelines.types import RadioScript, ScriptSentence, Take
from workbench.desk import editing, review
from workbench.domain.bulletin import Bulletin, Content, Finding, submission_problems
from workbench.domain.flow import EDITABLE
from workbench.domain.labels import STATE
from workbench.domain.place import schedule_warnings
from workbench.ui.editor import fields
from workbench.ui.parts import Visit

if TYPE_CHECKING:
    from pipelines.ports import Progress
    from workbench.bootstrap import Workbench

REMEMBERED = 2000
"""Open tabs whose last written version is known; older ones fall back to the version on their page."""
NEW_REVISION = "moi"
"""Value of the address's `sua` that says: yes, edit what is in review or approved, as a new revision."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A bulletin after saving, and what could not be understood of the form."""

    bulletin: Bulletin
    problems: tuple[str, ...] = ()


class EditorDesk:
    """The editor's verbs; every one of them saves the form first, so nothing typed is left behind."""

    def __init__(self, work: Workbench) -> None:
        self._work = work
        self._versions: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._lock = threading.Lock()
        # Two saves of one tab in flight must not see each other as somebody else's.
        self._saving = threading.Lock()

    def open(self, bulletin_id: str) -> tuple[Bulletin, Document | None]:
        """A bulletin with its source document."""
        with self._work.uow() as uow:
            bulletin = uow.bulletins.get(bulletin_id)
            source = bulletin.revision.source
            document = uow.documents.get(source).document if source else None
        return bulletin, document

    def save(
        self, visit: Visit, bulletin_id: str, version: float | None, form: fields.Form, *, force: bool = False
    ) -> Saved:
        """Store the form.

        Args:
            visit: who.
            bulletin_id: which.
            version: on the page; a later one written by this same tab wins.
            form: all inputs.
            force: overwrite what somebody else stored meanwhile.

        Raises:
            Conflict: somebody else stored another version.
        """
        with self._saving:
            with self._work.uow() as uow:
                stored = uow.bulletins.get(bulletin_id)
            content, problems = self._content(stored.revision.content, form)
            if content == stored.revision.content:
                return Saved(stored, problems)
            self._guard(visit, stored)
            expected = None if force else self._known(visit, stored, version)
            return Saved(self._store(visit, stored, content, expected), problems)

    def change(self, visit: Visit, saved: Saved, content: Content) -> Saved:
        """Store a change that does not come from an input."""
        bulletin = saved.bulletin
        return Saved(self._store(visit, bulletin, content, bulletin.version), saved.problems)

    def redraft(
        self, visit: Visit, saved: Saved, sizes: Mapping[str, float], tell: Progress
    ) -> tuple[Saved, str]:
        """Draft the three forms again from the source, with other lengths; everything else stays.

        Returns the notes of the drafting (what was left out) beside the saved bulletin.
        """
        bulletin, document = self.open(saved.bulletin.id)
        if document is None:
            raise BadInput("Bản tin này không có văn bản nguồn để tóm tắt lại.")
        drafted, provenance = self._work.draft(
            document,
            radio_seconds=float(sizes["radio_seconds"]),
            board_chars=int(sizes["board_chars"]),
            board_lines=int(sizes["board_lines"]),
            board_screens=int(sizes["board_screens"]),
            progress=tell,
        )
        content = replace(
            bulletin.revision.content, radio=drafted.radio, board=drafted.board, portal=drafted.portal
        )
        return self.change(visit, saved, content), provenance.get("notes", "")

    def try_voice(self, content: Content, line: int) -> Take:
        """Voice one sentence, without title, jingles and closing line."""
        sentences = content.radio.sentences
        if not sentences:
            raise BadInput("Kịch bản đọc còn trống.", hint="Soạn kịch bản ở bước 1 trước.")
        one: ScriptSentence = sentences[min(max(line, 0), len(sentences) - 1)]
        voicing = replace(content.voicing, spoken_ai_line=False, jingle_in="", jingle_out="")
        take, _ = self._work.record(replace(content, title="", radio=RadioScript((one,)), voicing=voicing))
        return take

    def record(self, visit: Visit, saved: Saved, tell: Progress) -> Saved:
        """Voice the whole radio form and attach the recording."""
        content = saved.bulletin.revision.content
        if not content.radio.text.strip():
            raise BadInput("Kịch bản đọc còn trống.", hint="Soạn kịch bản ở bước 1 trước.")
        take, key = self._work.record(content, tell)
        with self._work.uow() as uow:
            bulletin = editing.attach_take(uow, visit.actor, saved.bulletin.id, take, key)
        self._remember(visit, bulletin)
        return Saved(bulletin, saved.problems)

    def set_jingle(self, visit: Visit, saved: Saved, which: str, content: bytes, suffix: str) -> Saved:
        """Put a sound before ("in") or after ("out") the bulletin; empty content removes it."""
        key = self._work.blobs.put(content, suffix) if content else ""
        stored = saved.bulletin.revision.content
        voicing = (
            replace(stored.voicing, jingle_in=key) if which == "in" else replace(stored.voicing, jingle_out=key)
        )
        return self.change(visit, saved, replace(stored, voicing=voicing))

    def warnings(self, bulletin: Bulletin) -> tuple[str, ...]:
        """Schedule warnings; they never block."""
        content, take = bulletin.revision.content, bulletin.revision.current_take
        with self._work.uow() as uow:
            areas = uow.areas.of_codes(content.audience.areas) if content.audience.areas else []
            slots = uow.slots.list({code for area in areas for code in area.path})
        return schedule_warnings(content.schedule, take.duration_s if take else 0.0, slots)

    def problems(self, bulletin: Bulletin) -> tuple[str, ...]:
        """What is missing before submission."""
        with self._work.uow() as uow:
            return submission_problems(bulletin.revision, uow.now())

    def findings(self, bulletin: Bulletin) -> list[tuple[str, Finding]]:
        """What a person must answer for before submission."""
        return review.open_findings(bulletin)

    def submit(self, visit: Visit, saved: Saved, accepted: list[str]) -> Saved:
        """Send to the text gate exactly what is on the page."""
        with self._work.uow() as uow:
            bulletin = review.submit(
                uow, visit.actor, saved.bulletin.id, accepted, expected_version=saved.bulletin.version
            )
        self._remember(visit, bulletin)
        return Saved(bulletin)

    # --- inside --------------------------------------------------------------------------------

    def _content(self, stored: Content, form: fields.Form) -> tuple[Content, tuple[str, ...]]:
        voicing = None
        if form.voice_id and form.voice_id != stored.voicing.voice_id:
            voicing = self._work.voicing(form.voice_id, stored.voicing)
        return fields.apply(stored, form, voicing)

    def _guard(self, visit: Visit, bulletin: Bulletin) -> None:
        """A slip of the finger must not void approvals: what is past editing is edited only on purpose."""
        if bulletin.state not in EDITABLE and visit.query.get("sua") != NEW_REVISION:
            raise Conflict(
                f"Bản tin đang ở trạng thái “{STATE[bulletin.state]}”, thay đổi này chưa được lưu.",
                hint="Muốn sửa, hãy bấm “Sửa thành phiên bản mới” ở đầu trang.",
                locked=True,
            )

    def _known(self, visit: Visit, stored: Bulletin, version: float | None) -> int:
        with self._lock:
            mine = self._versions.get((visit.tab, stored.id), -1)
        return max(mine, int(version or 0))

    def _store(self, visit: Visit, stored: Bulletin, content: Content, expected: int | None) -> Bulletin:
        with self._work.uow() as uow:
            bulletin = editing.save(uow, visit.actor, stored.id, content, expected)
        self._remember(visit, bulletin)
        return bulletin

    def _remember(self, visit: Visit, bulletin: Bulletin) -> None:
        with self._lock:
            self._versions[visit.tab, bulletin.id] = bulletin.version
            self._versions.move_to_end((visit.tab, bulletin.id))
            while len(self._versions) > REMEMBERED:
                self._versions.popitem(last=False)
