"""Between the editor's form and a bulletin's content: plain strings there, typed values here.

What a person did not touch stays as it is stored, evidence included; what cannot be understood is told
and left as stored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from difflib import SequenceMatcher
from typing import Any, TypeVar

from pipelines.types import BoardPages, PortalArticle, RadioScript, ScriptSentence
from workbench.domain.bulletin import Content, Field, Priority, Voicing
from workbench.domain.place import VIETNAM, AreaCode, Audience, Channel

T = TypeVar("T")

HAND = "người biên tập sửa"
"""Edit mark of a sentence that still stands on its source but no longer in the same words."""
_SAME_SENTENCE = 0.7
"""Share of common words above which a changed line is taken for the same sentence."""
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_CLOCK = re.compile(r"(\d{1,2})\s*(?:giờ|[:hg.])\s*(\d{2})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Form:
    """The values of the editor's inputs, in the order of its components."""

    title: str
    summary: str
    radio: str
    """One sentence per line."""
    board: str
    """Screens separated by an empty line."""
    portal_title: str
    portal_sapo: str
    portal_body: str
    """One sentence or paragraph per line."""
    voice_id: str
    preset: str
    profile: str
    pitch: float
    spoken_ai_line: bool
    areas: tuple[str, ...]
    channels: tuple[str, ...]
    field: int
    priority: int
    start_on: str
    end_on: str
    times: str
    days: tuple[int, ...]
    repeats: int
    expires_at: str
    source_line: str
    author_line: str


def of_inputs(values: Sequence[Any]) -> Form:
    """A form from what Gradio gives: lists for tuples, None for nothing."""
    plain: list[Any] = [tuple(v) if isinstance(v, list) else "" if v is None else v for v in values]
    return Form(*plain)


def to_form(content: Content) -> Form:
    """What the inputs show for a content."""
    schedule, voicing = content.schedule, content.voicing
    return Form(
        title=content.title,
        summary=content.summary,
        radio=_lines(content.radio.sentences),
        board="\n\n".join("\n".join(page) for page in content.board.pages),
        portal_title=content.portal.title,
        portal_sapo=content.portal.sapo,
        portal_body=_lines(content.portal.body),
        voice_id=voicing.voice_id,
        preset=voicing.preset,
        profile=voicing.profile,
        pitch=voicing.pitch,
        spoken_ai_line=voicing.spoken_ai_line,
        areas=tuple(content.audience.areas),
        channels=tuple(c.value for c in content.audience.channels),
        field=int(content.field),
        priority=int(content.priority),
        start_on=_day(schedule.start_on),
        end_on=_day(schedule.end_on),
        times=", ".join(f"{t:%H:%M}" for t in schedule.times),
        days=schedule.days,
        repeats=schedule.repeats,
        expires_at=(
            f"{content.expires_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if content.expires_at is not None else ""
        ),
        source_line=content.source_line,
        author_line=content.author_line,
    )


def apply(stored: Content, form: Form, voicing: Voicing | None = None) -> tuple[Content, tuple[str, ...]]:
    """The content a form stands for, and Vietnamese sentences about what could not be understood.

    Args:
        stored: what is stored now; parts whose inputs still show it are kept to the letter.
        form: the inputs.
        voicing: voicing with the chosen voice's own region; None keeps the stored region.
    """
    shown = to_form(stored)
    problems: list[str] = []
    base = voicing or stored.voicing
    content = replace(
        stored,
        title=_clean(form.title),
        summary=_clean(form.summary),
        radio=stored.radio
        if form.radio == shown.radio
        else RadioScript(match(form.radio, stored.radio.sentences)),
        board=stored.board if form.board == shown.board else board_of(form.board),
        portal=PortalArticle(
            _clean(form.portal_title),
            _clean(form.portal_sapo),
            stored.portal.body
            if form.portal_body == shown.portal_body
            else match(form.portal_body, stored.portal.body),
        ),
        voicing=replace(
            base,
            voice_id=form.voice_id or base.voice_id,
            preset=form.preset or base.preset,
            profile=form.profile or base.profile,
            pitch=float(form.pitch or 0.0),
            spoken_ai_line=bool(form.spoken_ai_line),
        ),
        audience=Audience(
            tuple(AreaCode(a) for a in form.areas), tuple(c for c in Channel if c.value in form.channels)
        ),
        field=Field(int(form.field)),
        priority=Priority(int(form.priority)),
        source_line=_clean(form.source_line),
        author_line=_clean(form.author_line),
        schedule=stored.schedule,
        expires_at=stored.expires_at,
    )
    schedule = stored.schedule
    if form.start_on != shown.start_on:
        schedule = replace(schedule, start_on=_read(_parse_day, form.start_on, schedule.start_on, problems))
    if form.end_on != shown.end_on:
        schedule = replace(schedule, end_on=_read(_parse_day, form.end_on, schedule.end_on, problems))
    if form.times != shown.times:
        schedule = replace(schedule, times=_read(_parse_times, form.times, schedule.times, problems) or ())
    schedule = replace(
        schedule, days=tuple(sorted(int(d) for d in form.days)), repeats=_whole(form.repeats, schedule.repeats)
    )
    expires_at = stored.expires_at
    if form.expires_at != shown.expires_at:
        expires_at = _read(_parse_moment, form.expires_at, expires_at, problems)
    return replace(content, schedule=schedule, expires_at=expires_at), tuple(problems)


def match(text: str, old: Sequence[ScriptSentence]) -> tuple[ScriptSentence, ...]:
    """Sentences of edited lines, with the evidence of the stored sentences they still are.

    Unchanged lines keep everything; a line that shares most words with one keeps its evidence and is
    marked as edited by hand; any other line is a person's own and has no evidence.
    """
    lines = [_clean(line) for line in text.splitlines() if line.strip()]
    free = list(old)
    found: list[ScriptSentence | None] = []
    for line in lines:
        same = next((s for s in free if _one_line(s.text) == line), None)
        if same is not None:
            free.remove(same)
        found.append(same)
    for i, line in enumerate(lines):
        if found[i] is None:
            near = max(free, key=lambda s: _alike(s.text, line), default=None)
            if near is not None and _alike(near.text, line) >= _SAME_SENTENCE:
                free.remove(near)
                edits = near.edits if HAND in near.edits or not near.evidence else (*near.edits, HAND)
                found[i] = replace(near, text=line, edits=edits)
    return tuple(s or ScriptSentence(line) for s, line in zip(found, lines, strict=True))


def board_of(text: str) -> BoardPages:
    """Screens from text in which an empty line ends a screen."""
    pages = []
    for block in re.split(r"\n[^\S\n]*\n", text.replace("\r", "")):
        lines = tuple(_clean(line) for line in block.split("\n") if line.strip())
        if lines:
            pages.append(lines)
    return BoardPages(tuple(pages))


def _lines(sentences: Sequence[ScriptSentence]) -> str:
    return "\n".join(_one_line(s.text) for s in sentences)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", _one_line(text or ""))


def _alike(a: str, b: str) -> float:
    return SequenceMatcher(None, a.casefold().split(), b.casefold().split(), autojunk=False).ratio()


def _day(day: date | None) -> str:
    return "" if day is None else f"{day:%d/%m/%Y}"


def _whole(value: object, otherwise: int) -> int:
    try:
        return int(float(str(value)))
    except ValueError:
        return otherwise


def _read(parse: Callable[[str], T], text: str, stored: T, problems: list[str]) -> T:
    try:
        return parse(_clean(text))
    except ValueError as error:
        problems.append(str(error))
        return stored


def _parse_day(text: str) -> date | None:
    if not text:
        return None
    found = _DATE.fullmatch(text)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        pass
    raise ValueError(f"Ngày “{text}” không đúng; viết dạng 25/12/2026.")


def _parse_times(text: str) -> tuple[time, ...]:
    left = _CLOCK.sub(" ", text)
    if re.sub(r"\bvà\b|[,;\s]", "", left):
        raise ValueError(f"Giờ “{text}” không đúng; viết dạng 05:30, 17:00.")
    return tuple(sorted({_clock(found) for found in _CLOCK.finditer(text)}))


def _clock(found: re.Match[str]) -> time:
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError as error:
        raise ValueError(f"Giờ “{found[0]}” không đúng; viết dạng 05:30, 17:00.") from error


def _parse_moment(text: str) -> datetime | None:
    if not text:
        return None
    day = _DATE.search(text)
    rest = (text[: day.start()] + text[day.end() :]).strip(" ,-") if day else ""
    if not day:
        raise ValueError(f"Thời điểm “{text}” không đúng; viết dạng 18:00 25/12/2026.")
    found = _parse_day(day[0])
    assert found is not None
    # Without a clock the whole last day is meant.
    return datetime.combine(found, _one_clock(rest) if rest else time(23, 59), VIETNAM)


def _one_clock(text: str) -> time:
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise ValueError(f"Giờ “{text}” không đúng; viết dạng 18:00.")
    return _clock(found)
