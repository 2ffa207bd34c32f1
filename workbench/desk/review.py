"""Deciding: what a check noticed, submission, the two gates, and sending back."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import replace

from models.errors import BadInput, NotFound
from workbench.desk.cleaning import clean_text
from workbench.desk.release import EventBuilder, hand_over
from workbench.domain.bulletin import Bulletin, Content, ContentHash, Finding
from workbench.domain.flow import Gate
from workbench.domain.people import Actor, Verb
from workbench.store.unit_of_work import UnitOfWork

HEARD_ENOUGH = 0.95
"""Fraction of the recording that counts as listened to the end; players stop short of 1.0."""


def finding_key(finding: Finding) -> str:
    """Short name of a finding, the same as long as it is about the same words."""
    return finding.key


def checks(bulletin: Bulletin) -> tuple[Finding, ...]:
    """What a person must answer for before submission: personal data in anything that will go out."""
    return tuple(finding for finding, blocking in _noticed(bulletin.revision.content) if blocking)


def notes(bulletin: Bulletin) -> tuple[Finding, ...]:
    """What is only shown: a number given for people to call."""
    return tuple(finding for finding, blocking in _noticed(bulletin.revision.content) if not blocking)


def open_findings(bulletin: Bulletin) -> list[tuple[str, Finding]]:
    """Findings of the current content nobody has accepted yet, with their keys."""
    accepted = {finding_key(f) for f in bulletin.revision.findings if f.accepted_by is not None}
    return [(key, f) for f in checks(bulletin) if (key := finding_key(f)) not in accepted]


def _noticed(content: Content) -> list[tuple[Finding, bool]]:
    from pipelines.privacy import personal_data

    found: dict[str, tuple[Finding, bool]] = {}
    for text in _published_texts(content):
        for data in personal_data(text):
            # Of the words themselves: two numbers may look alike once their middle is hidden.
            words = f"{data.code}|{data.span.of(text)}"
            key = hashlib.sha256(words.encode()).hexdigest()[:8]
            found.setdefault(key, (Finding(data.code, data.message, data.excerpt, key=key), data.blocking))
    return list(found.values())


def submit(
    uow: UnitOfWork,
    actor: Actor,
    bulletin_id: str,
    accepted: Collection[str] = (),
    *,
    expected_version: int | None = None,
) -> Bulletin:
    """Send to the text gate.

    Args:
        uow: the transaction.
        actor: author, or an editor for them.
        bulletin_id: which.
        accepted: keys of findings this person has looked at and answers for.
        expected_version: the version on the person's screen; None: whatever is stored.

    Raises:
        BadInput: something is missing, or a finding was not accepted (`details["findings"]`).
        Conflict: it changed since, or is in review already.
    """
    uow.begin_write()
    bulletin = uow.bulletins.get(bulletin_id)
    if expected_version is not None and bulletin.version != expected_version:
        raise uow.bulletins.conflict(bulletin_id)
    findings = tuple(
        replace(f, accepted_by=actor.id) if finding_key(f) in accepted else f for f in checks(bulletin)
    )
    _require_areas(uow, bulletin)
    submitted = uow.bulletins.save(bulletin.submit(actor, findings, uow.now()), actor)
    details = {
        "revision": submitted.revision.number,
        "text": submitted.revision.content.text_hash,
        "accepted_findings": [f.code for f in findings],
    }
    uow.audit.add(actor, "submit", bulletin_id, details)
    uow.commit()
    return submitted


def approve(
    uow: UnitOfWork,
    actor: Actor,
    bulletin_id: str,
    gate: Gate,
    seen: ContentHash | str,
    *,
    heard: float | None = None,
    note: str = "",
    release: bool = True,
    events: EventBuilder,
) -> Bulletin:
    """Pass a gate; at the last one the bulletin goes to the outbox in the same transaction.

    Args:
        uow: the transaction.
        actor: who decides; never someone who wrote in this revision.
        bulletin_id: which.
        gate: text or audio.
        seen: hash of what the page showed (`Revision.due(gate)` at that moment).
        heard: fraction of the recording listened to, for the audio gate.
        note: kept with the approval.
        release: False holds the approved bulletin back; so does lacking the right to release.
        events: builds the messages.

    Raises:
        BadInput: the recording was not heard to the end.
        Conflict: content or state changed since the person looked.
        NotAllowed: wrong role, or the person wrote it.
    """
    uow.begin_write()
    now = uow.now()
    bulletin = uow.bulletins.get(bulletin_id)
    approved = bulletin.approve(actor, gate, ContentHash(seen), now, clean_text(note))
    if gate is Gate.AUDIO and (heard is None or not heard >= HEARD_ENOUGH):
        raise BadInput(
            f"Cần nghe hết bản thu trước khi duyệt âm thanh (mới nghe {max(0.0, heard or 0.0):.0%}).",
            hint="Hãy nghe đến cuối rồi bấm duyệt.",
        )
    details = {"gate": gate.value, "revision": approved.revision.number, "seen": seen}
    uow.audit.add(
        actor, "approve", bulletin_id, details | ({} if heard is None else {"heard": round(heard, 3)})
    )
    if release and approved.is_approved and actor.may(Verb.RELEASE):
        saved = hand_over(uow, actor, approved, events, now)
    else:
        saved = uow.bulletins.save(approved, actor)
    uow.commit()
    return saved


def reject(uow: UnitOfWork, actor: Actor, bulletin_id: str, gate: Gate, reason: str) -> Bulletin:
    """Refuse for good; it may be copied, not edited. A reason is required."""
    return _send_back(uow, actor, bulletin_id, gate, reason, final=True)


def return_(uow: UnitOfWork, actor: Actor, bulletin_id: str, gate: Gate, reason: str) -> Bulletin:
    """Send back for rework. A reason is required."""
    return _send_back(uow, actor, bulletin_id, gate, reason, final=False)


def _send_back(
    uow: UnitOfWork, actor: Actor, bulletin_id: str, gate: Gate, reason: str, *, final: bool
) -> Bulletin:
    uow.begin_write()
    bulletin = uow.bulletins.get(bulletin_id)
    sent_back = uow.bulletins.save(bulletin.send_back(actor, gate, clean_text(reason), final=final), actor)
    details = {"gate": gate.value, "revision": bulletin.revision.number, "reason": sent_back.reason}
    uow.audit.add(actor, "reject" if final else "return", bulletin_id, details)
    uow.commit()
    return sent_back


def _require_areas(uow: UnitOfWork, bulletin: Bulletin) -> None:
    try:
        uow.areas.of_codes(bulletin.revision.content.audience.areas)
    except NotFound as error:
        raise BadInput(error.message, hint=error.hint) from error


def _published_texts(content: Content) -> list[str]:
    return [
        content.title,
        content.summary,
        content.radio.text,
        "\n".join(line for page in content.board.pages for line in page),
        content.portal.title,
        content.portal.sapo,
        "\n".join(s.text for s in content.portal.body),
    ]
