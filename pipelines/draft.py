"""From a document to the forms of its channels: what the loudspeaker says, the board shows, the portal prints.

Sentences come from the document and carry the ranges they come from; the only words of our own are the
opening ("… ban hành …"), built from header fields. Nothing is invented, and what had to be left out is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models import sentences
from models.errors import BadInput
from models.summarise.base import Budget, Summariser, SummarySentence
from models.summarise.candidates import Candidate, candidates
from models.summarise.extractive import is_official
from models.summarise.relevance import overlap
from models.summarise.shorten import shorten
from models.types import Document
from pipelines import forms_board, forms_facts
from pipelines.forms_title import OPENING, headline, opening, title_of
from pipelines.ports import Progress
from pipelines.types import BoardPages, Evidence, Forms, PortalArticle, RadioScript, ScriptSentence

__all__ = ["FormBudget", "forms", "summary_of", "title_of"]

SUMMARY_CHARS = 300
"""NoiDungTomTat is shown on small screens of the source system."""
_REPEATS = 0.7
"""Share of a sentence's content words that the opening already said."""
_SPARE = 1.5
"""Ask the engine for so much more, to have something in place of what the opening already says."""
_PRONOUN = re.compile(r"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Ee]m|[Hh]ọ)\s+([^\W\d_])")
"""Somebody named only in a sentence before."""
_NEWS_TEXTS = 2
_CALL_SHARE = 0.25
"""Share of the time the sentence with the number to call may take."""


@dataclass(frozen=True, slots=True)
class FormBudget:
    """How long each form may be. Each limit is at least 1."""

    radio_seconds: float = 90.0
    """Speech without jingles."""
    syllables_per_minute: float = 190.0
    """Rate of the preset that will speak it."""
    board_chars: int = 40
    """Characters of a line (ten P10 modules: 40)."""
    board_lines: int = 2
    """Lines of a screen."""
    board_screens: int = 6
    board_upper: bool = False
    """Set the board in capitals."""
    portal_sentences: int = 8
    """Sentences of the body."""

    @property
    def radio_syllables(self) -> int:
        """Spoken syllables the radio form may have."""
        return max(1, int(self.radio_seconds * self.syllables_per_minute / 60))


def forms(
    document: Document,
    budgets: FormBudget,
    engine: Summariser,
    card: str,
    progress: Progress | None = None,
    *,
    spoken: Callable[[str], str] = lambda text: text,
    revision: str = "",
) -> Forms:
    """Draft the radio, board and portal forms of a document.

    `spoken` gives what will be said for a written sentence: its syllables decide the radio form's length.
    `card` is the id of the engine's card, kept as provenance with its `revision` (the engine's own when empty).

    Raises:
        BadInput: the document holds no sentence.
    """
    if not any(c.isalpha() for c in document.text):
        raise BadInput("Văn bản không có chữ nào.", hint="Hãy chọn tệp khác hoặc dán nội dung vào.")
    tell = progress or (lambda _share, _what: None)
    first = opening(document)
    found = candidates(document)
    tell(0.1, "Đang chọn câu cho bản đọc")
    radio, left_out = _radio(document, found, budgets, engine, first, spoken)
    tell(0.5, "Đang soạn bảng tin điện tử")
    board, warnings = _board(document, found, budgets, radio)
    tell(0.8, "Đang soạn bài cho cổng thông tin")
    portal = _portal(document, found, budgets, engine, first)
    tell(1.0, "Đã soạn xong")
    return Forms(
        radio=radio,
        board=board,
        portal=portal,
        engine=card,
        engine_revision=revision or str(getattr(engine, "revision", "")),
        warnings=(*forms_facts.omissions(found, radio), *left_out, *warnings),
    )


def summary_of(made: Forms) -> str:
    """At most 300 characters of the portal form, ending where a sentence ends when any sentence fits."""
    said = [made.portal.sapo, *(s.text for s in made.portal.body)] if made.portal.sapo else []
    text = ""
    for sentence in said or [s.text for s in made.radio.sentences]:
        for part in sentences.split(sentence):
            longer = f"{text} {part.text}".strip()
            if len(longer) > SUMMARY_CHARS:
                return text or _clipped(part.text)
            text = longer
    return text


def _clipped(sentence: str) -> str:
    """A sentence too long for the field: whole clauses off, then whole words with a sign of it."""
    short = shorten(sentence, SUMMARY_CHARS)[0]
    if len(short) <= SUMMARY_CHARS:
        return short
    return short[: SUMMARY_CHARS - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _radio(
    document: Document,
    found: Sequence[Candidate],
    budgets: FormBudget,
    engine: Summariser,
    first: ScriptSentence | None,
    spoken: Callable[[str], str],
) -> tuple[RadioScript, list[str]]:
    room = budgets.radio_syllables
    if first is not None:
        room -= sentences.count_syllables(spoken(first.text))
        if room < 0:
            first, room = None, budgets.radio_syllables
    lengths: dict[str, int] = {}

    def length(text: str) -> int:
        if text not in lengths:
            lengths[text] = sentences.count_syllables(spoken(text))
        return lengths[text]

    whole = _new(_whole(found), first)
    # As written a text has about as many syllables as words, spoken more: no need to speak a whole law.
    short = sum(len(s.text.split()) for s in whole) <= room
    if whole and short and sum(length(s.text) for s in whole) <= room:
        chosen = whole
    else:
        pool = engine.summarise(document, Budget(syllables=max(20, int(room * _SPARE))))
        chosen = _fitting(_new(pool, first) or list(pool), found, room, length)
    script = RadioScript((*([first] if first else []), *(_script(document, s) for s in chosen)))
    over = sum(length(s.text) for s in chosen) - room
    if over <= 0:
        return script, []
    seconds = max(1, round(over * 60 / budgets.syllables_per_minute))
    return script, [f"Bản đọc dài hơn thời lượng đã chọn khoảng {seconds} giây: không có câu nào ngắn hơn."]


def _fitting(
    pool: list[SummarySentence], found: Sequence[Candidate], room: int, length: Callable[[str], int]
) -> list[SummarySentence]:
    """The best sentences that fit, in reading order; a timetable goes in whole or not at all.

    The number to call goes in first: whoever has a question has nothing without it.
    """
    timetable = {c.text: c.bundle for c in found if c.bundle >= 0}
    number = forms_facts.contact(found)
    if number is not None:
        given = number.text
        if not any(given in s.text for s in pool) and length(given) <= room * _CALL_SHARE:
            pool = sorted([*pool, *_whole([number])], key=lambda s: s.spans[0])
        order = sorted(range(len(pool)), key=lambda i: (given not in pool[i].text, -pool[i].score, i))
    else:
        order = sorted(range(len(pool)), key=lambda i: (-pool[i].score, i))
    chosen: set[int] = set()
    while order:
        bundle = timetable.get(pool[order[0]].text)
        together = [i for i in order if i == order[0] or (bundle and timetable.get(pool[i].text) == bundle)]
        order = [i for i in order if i not in together]
        cost = sum(length(pool[i].text) for i in together)
        if cost <= room:
            chosen.update(together)
            room -= cost
    if not chosen and pool:
        chosen = {min(range(len(pool)), key=lambda i: (length(pool[i].text), i))}
    return [pool[i] for i in sorted(chosen)]


def _whole(found: Sequence[Candidate]) -> list[SummarySentence]:
    """Sentences of the body as they are, for what is short enough to be taken whole."""
    return [SummarySentence(c.text, c.spans, 0.0, c.edits) for c in found]


def _new(pool: Sequence[SummarySentence], first: ScriptSentence | None) -> list[SummarySentence]:
    """Without what the opening has already said."""
    return [s for s in pool if first is None or overlap(s.text, first.text) < _REPEATS]


def _script(document: Document, sentence: SummarySentence) -> ScriptSentence:
    evidence = tuple(Evidence(s, s.of(document.text)) for s in sentence.spans)
    return ScriptSentence(sentence.text, evidence, sentence.edits)


def _board(
    document: Document, found: Sequence[Candidate], budgets: FormBudget, radio: RadioScript
) -> tuple[BoardPages, tuple[str, ...]]:
    width, lines, count = budgets.board_chars, budgets.board_lines, budgets.board_screens
    title = headline(document, width * lines, len)
    said = [s.text for s in radio.sentences if OPENING not in s.edits]
    if is_official(document):
        said = forms_facts.by_need(said)
    else:
        said = [t for t in said if not any(m.group(1).islower() for m in _PRONOUN.finditer(t))][:_NEWS_TEXTS]
    timetable = {c.text: f"timetable {c.bundle}" for c in found if c.bundle >= 0}
    grouped: dict[str, list[str]] = {}
    for text in said:
        grouped.setdefault(timetable.get(text, text), []).append(text)
    entries = list(grouped.values())
    number = forms_facts.contact(found)
    call = forms_facts.number_only(number.text) if number else ""
    if call and not any(call in text for entry in entries[:1] for text in entry):
        # Before the less needed: on a short board it is what people copy down.
        entries = [
            *entries[:1],
            [call],
            *(e for e in entries[1:] if not any(call.lower() in t.lower() for t in e)),
        ]
    pages, left_out = forms_board.screens([[title], *entries] if title else entries, width, lines, count)
    if budgets.board_upper:
        pages = tuple(tuple(line.upper() for line in page) for page in pages)
    missing = [t for t in left_out if forms_facts.is_urgent(t)]
    if not missing:
        return BoardPages(pages), ()
    shown = "; ".join(f"“{t if len(t) <= 60 else t[:57].rsplit(' ', 1)[0] + '…'}”" for t in missing[:3])
    what = f"Bảng điện tử chưa có chỗ cho {len(missing)} câu có thời gian hoặc số điện thoại: {shown}."
    return BoardPages(pages), (f"{what} Hãy tăng số màn hình hoặc rút gọn bằng tay.",)


def _portal(
    document: Document,
    found: Sequence[Candidate],
    budgets: FormBudget,
    engine: Summariser,
    first: ScriptSentence | None,
) -> PortalArticle:
    most = budgets.portal_sentences
    whole = _new(_whole(found), first)
    fits = 0 < len(whole) <= most
    pool: Sequence[SummarySentence] = whole if fits else engine.summarise(document, Budget(sentences=most + 1))
    body = _new(pool, first)
    sapo = first.text if first else ""
    if not sapo and body:
        lead = body[0] if fits else max(body[:3], key=lambda s: s.score)
        sapo, body = lead.text, [s for s in body if s is not lead]
    kept = sorted(sorted(body, key=lambda s: -s.score)[:most], key=lambda s: s.spans[0])
    return PortalArticle(headline(document), sapo, tuple(_script(document, s) for s in kept))
