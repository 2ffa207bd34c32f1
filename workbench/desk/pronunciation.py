"""Corrections of how words are said: a bulletin's own, and the commune's lexicon kept in the store."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.errors import BadInput
from models.reading import Lexicon, LexiconEntry, Scope
from models.reading.lexicon import Conflict
from workbench.desk.cleaning import clean_text
from workbench.domain.content import ReadingFix
from workbench.domain.people import Actor, Verb
from workbench.store import rows
from workbench.store.unit_of_work import UnitOfWork

COMMUNE = Scope.COMMUNE.value
LONGEST = 300
"""Characters of a written form or a reading; more is no entry of a lexicon."""


def of_fixes(fixes: Iterable[ReadingFix]) -> Lexicon:
    """A bulletin's own corrections as a lexicon; entries carry the key of their correction as id."""
    return Lexicon(
        tuple(
            LexiconEntry(
                unicodedata.normalize("NFC", fix.written),
                fix.spoken,
                Scope.DOCUMENT,
                place=fix.place,
                id=fix.key,
            )
            for fix in fixes
        )
    )


def load(uow: UnitOfWork) -> Lexicon:
    """Every entry of the commune, ready for `models.reading.read`."""
    return Lexicon(tuple(_to_reading(row) for row in uow.lexicon.list(scope=COMMUNE)))


@dataclass(frozen=True, slots=True)
class Plan:
    """What importing a lexicon would do."""

    entries: tuple[LexiconEntry, ...]
    """Without the lines that contradict an earlier line of the same file."""
    known: int
    """Of these, how many stand in the lexicon already, said the same."""
    inside: tuple[Conflict, ...]
    """Contradictions within the file; the earlier line wins."""
    against: tuple[Conflict, ...]
    """Entries (`second`) that say something else than the lexicon now does (`first`)."""

    def kept(self, *, replacing: bool) -> tuple[LexiconEntry, ...]:
        """What to save, with or without replacing what the lexicon says now."""
        losers = set() if replacing else {id(conflict.second) for conflict in self.against}
        return tuple(e for e in self.entries if id(e) not in losers)


def plan(uow: UnitOfWork, given: Iterable[LexiconEntry]) -> Plan:
    """Look before saving: every contradiction, nothing written."""
    entries = tuple(_cleaned(entry) for entry in given)
    inside = Lexicon(entries).conflicts()
    losers = {id(conflict.second) for conflict in inside}
    kept = tuple(e for e in entries if id(e) not in losers)
    known = load(uow)
    said = {(e.written, e.spoken, e.before, e.after, e.case_sensitive) for e in known}
    same = sum((e.written, e.spoken, e.before, e.after, e.case_sensitive) in said for e in kept)
    edited = {entry.id for entry in entries if entry.id}
    others = Lexicon(tuple(e for e in known if e.id not in edited))
    return Plan(kept, same, inside, others.against(kept))


def save(uow: UnitOfWork, actor: Actor, entries: Iterable[LexiconEntry]) -> int:
    """Add entries, replacing those of the same written form and context, and those of the same id.

    Returns:
        How many were given.

    Raises:
        BadInput: an entry has no written or no spoken form, or is too long for one.
        NotAllowed: the person may not edit for others.
    """
    require_change(actor)
    cleaned = [_cleaned(entry) for entry in entries]
    for entry in cleaned:
        _check(entry)
    uow.begin_write()
    present = list(load(uow))
    for entry in cleaned:
        replaced = [e for e in present if e.id == entry.id or e.same_place(entry)]
        for old in replaced:
            uow.lexicon.remove(old.id)
        present = [e for e in present if e not in replaced]
        present.append(replace(entry, id=uow.lexicon.save(_to_store(entry)).id))
    written = [entry.written for entry in cleaned]
    uow.audit.add(actor, "lexicon", COMMUNE, {"entries": len(written), "written": written[:20]})
    uow.commit()
    return len(cleaned)


def read_file(name: str, content: bytes) -> Lexicon:
    """A lexicon from a CSV or PLS file, all of it for the commune.

    Raises:
        BadInput: it is neither, or a line of it cannot be understood.
    """
    from models.documents import encodings
    from models.reading import lexicon_files

    suffix = name.lower().rpartition(".")[2]
    if suffix in {"pls", "xml"}:
        found = lexicon_files.from_pls(content, Scope.COMMUNE)
    elif suffix in {"csv", "txt"}:
        found = lexicon_files.from_csv(encodings.to_unicode(content)[0], Scope.COMMUNE)
    else:
        raise BadInput(f"Không nhập được tệp “{name}”.", hint="Dùng .csv hoặc .pls.")
    return Lexicon(tuple(_cleaned(entry) for entry in found))


def remove(uow: UnitOfWork, actor: Actor, entry_id: str) -> None:
    """Take an entry out."""
    require_change(actor)
    uow.begin_write()
    uow.lexicon.remove(entry_id)
    uow.audit.add(actor, "lexicon_remove", entry_id, {})
    uow.commit()


def may_change(actor: Actor) -> bool:
    """Editors keep the lexicon; so does whoever administers the installation."""
    return actor.may(Verb.WRITE_ANY) or actor.may(Verb.ADMINISTER)


def require_change(actor: Actor) -> None:
    """Raises NotAllowed for everybody else."""
    if not may_change(actor):
        actor.require(Verb.WRITE_ANY)


def _cleaned(entry: LexiconEntry) -> LexiconEntry:
    """For the commune, for every text, NFC and on one line."""
    written, spoken, note = (" ".join(clean_text(t).split()) for t in (entry.written, entry.spoken, entry.note))
    return replace(entry, written=written, spoken=spoken, note=note, scope=Scope.COMMUNE, place=None)


def _check(entry: LexiconEntry) -> None:
    if not entry.written or not entry.spoken:
        raise BadInput(
            f"Mục từ “{entry.written or entry.spoken}” thiếu chữ viết hoặc cách đọc.",
            hint="Mỗi mục cần cả chữ viết và cách đọc.",
        )
    if max(len(entry.written), len(entry.spoken)) > LONGEST:
        raise BadInput(
            f"Mục từ “{entry.written[:40]}…” dài quá {LONGEST} ký tự.", hint="Mỗi mục là một từ hay một cụm từ."
        )
    if any(c.isdigit() for c in entry.spoken):
        raise BadInput(
            f"Cách đọc của “{entry.written}” còn chữ số.", hint="Viết bằng chữ đúng như sẽ đọc: “hai mươi”."
        )


def _to_store(entry: LexiconEntry) -> rows.LexiconEntry:
    context = {"before": list(entry.before), "after": list(entry.after), "note": entry.note}
    return rows.LexiconEntry(
        id="",
        scope=COMMUNE,
        owner="",
        written=entry.written,
        spoken=entry.spoken,
        case_sensitive=entry.case_sensitive,
        context=json.dumps(context, ensure_ascii=False, sort_keys=True) if any(context.values()) else "",
    )


def _to_reading(row: rows.LexiconEntry) -> LexiconEntry:
    context = json.loads(row.context) if row.context else {}
    return LexiconEntry(
        written=row.written,
        spoken=row.spoken,
        scope=Scope.COMMUNE,
        case_sensitive=row.case_sensitive,
        before=tuple(context.get("before", ())),
        after=tuple(context.get("after", ())),
        note=context.get("note", ""),
        id=row.id,
    )
