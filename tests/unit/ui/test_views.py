"""Pieces of HTML: nothing a person wrote can become markup, and nothing of it is lost."""

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from models.reading import LexiconEntry, classes, read
from models.reading.alternatives import Alternative
from models.types import (
    Anchor,
    Block,
    BlockKind,
    Document,
    Reading,
    ReadingSpan,
    ReadingWarning,
    Region,
    Span,
    Table,
)
from pipelines.script import Part
from pipelines.types import BoardPages, Evidence, PortalArticle, ScriptSentence, SentenceTiming, Take
from workbench.domain.bulletin import Bulletin, BulletinId, Content, ReadingFix, Revision
from workbench.domain.flow import State
from workbench.domain.people import Actor, Role, UserId
from workbench.ui import evidence, lexicon_views, parts, player, reading_panel, reading_view
from workbench.ui.editor.reading_desk import Place, Spot

NASTY = "<script>alert(1)</script>\"'&"
NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)


NASTY_READING = Reading(
    NASTY,
    (ReadingSpan(Span(0, len(NASTY)), NASTY, NASTY + "!", "abbreviation"),),
    warnings=(ReadingWarning(Span(0, len(NASTY)), NASTY),),
)
NASTY_PLACE = Place(
    Spot(0, 0, 0, NASTY),
    Part(NASTY),
    NASTY_READING,
    Span(0, len(NASTY)),
    Span(0, len(NASTY)),
    NASTY_READING.spans,
    NASTY,
    (NASTY,),
    (Alternative(NASTY, NASTY),),
    1,
)


def words_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def bulletin_of(title: str, reason: str = "") -> Bulletin:
    revision = Revision(1, Content(title=title), frozenset(), NOW, NOW)
    return Bulletin(BulletinId("b1"), UserId("u"), NASTY, State.DRAFT, revision, NOW, reason=reason)


def test_what_people_write_never_becomes_markup() -> None:
    sentence = ScriptSentence(NASTY, (Evidence(Span(0, 3), NASTY),), (NASTY,))
    document = Document(
        NASTY, (Block(BlockKind.PARAGRAPH, Span(0, len(NASTY))),), name=NASTY, warnings=(NASTY,)
    )
    actor = Actor(UserId("u"), NASTY, frozenset({Role.EDITOR}))
    shown = [
        parts.card(bulletin_of(NASTY, NASTY), "/ban/soan"),
        parts.header("/ban/", actor, [NASTY]),
        parts.note(NASTY, "", [NASTY]),
        parts.button(NASTY, "x", NASTY),
        parts.table([NASTY], [], NASTY),
        evidence.sentence_list([sentence], folded=True),
        evidence.source_pane(document),
        evidence.board_preview(BoardPages(((NASTY,),)), 5),
        evidence.article_preview(PortalArticle(NASTY, NASTY, (sentence,))),
        reading_view.reading_view(NASTY_READING),
        reading_view.script_view([(Part(NASTY), NASTY_READING)]),
        reading_view.doubts_note([(Part(NASTY), NASTY_READING)]),
        reading_panel.panel(NASTY_PLACE, [(Part(NASTY), NASTY_READING)], may_edit=True, may_teach=True),
        reading_panel.fixes([ReadingFix(NASTY, NASTY, Anchor(NASTY, NASTY))], [(Part(NASTY), NASTY_READING)]),
        lexicon_views.entries([LexiconEntry(NASTY, NASTY, before=(NASTY,), note=NASTY, id=NASTY)], ""),
    ]
    for html in shown:
        assert "<script>" not in html
        assert not re.search(r"""data-\w+="[^"]*<""", html)


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_the_source_pane_shows_every_piece_with_its_offset(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    blocks, at = [], 0
    for piece in pieces:
        blocks.append(Block(BlockKind.PARAGRAPH, Span(at, at + len(piece))))
        at += len(piece) + 1
    html = evidence.source_pane(Document(text, tuple(blocks)))
    found = re.findall(r'data-o="(\d+)">([^<]*)<', html)
    assert [(int(o), unescape(t)) for o, t in found] == [(b.span.start, b.span.of(text)) for b in blocks]


def test_table_cells_carry_their_own_offsets() -> None:
    text = "Ấp Giờ A 7h"
    cells = ((Span(0, 2), Span(3, 6)), (Span(7, 8), Span(9, 11)))
    block = Block(BlockKind.TABLE, Span(0, len(text)), table=Table(cells))
    html = evidence.source_pane(Document(text, (block,)))
    assert re.findall(r'<td data-o="(\d+)">([^<]*)<', html) == [
        ("0", "Ấp"),
        ("3", "Giờ"),
        ("7", "A"),
        ("9", "7h"),
    ]


def test_a_sentence_without_evidence_is_marked_as_a_persons_own() -> None:
    html = evidence.sentence_list([ScriptSentence("Tự viết.")])
    assert "không có căn cứ" in html


def test_a_board_line_that_is_too_long_shows_what_is_cut() -> None:
    html = evidence.board_preview(BoardPages((("HỌP DÂN 7 GIỜ",),)), 7)
    assert "HỌP DÂN<del" in html
    assert " 7 GIỜ</del>" in html


def test_the_player_shows_the_whole_sentence_with_timed_words() -> None:
    text = "Xã họp “dân” lúc 7h."
    words = ((Span(10, 12), 0.0, 0.4), (Span(13, 16), 0.4, 0.8), (Span(27, 29), 0.9, 1.5))
    take = Take(
        "a" * 64,
        "audio/mpeg",
        65.2,
        -16.04,
        -1.2,
        "espeak-bac-nu",
        Region.NORTH,
        "espeak",
        "loudspeaker",
        190.4,
        "b" * 64,
        (SentenceTiming(text, Span(10, 10 + len(text)), 0.0, 2.0, words),),
    )
    html = player.player(take, gate=True)
    line = re.search(r"<li[^>]*>(.*?)</li>", html)
    assert line is not None
    assert words_of(line[1]) == text
    assert '<span data-w="0.40,0.80">họp</span>' in html
    assert "1 phút 05 giây" in html
    assert "−16,0 LUFS" in html
    assert f"/audio/{'a' * 64}.mp3" in html


@given(st.lists(st.tuples(TEXTS, st.booleans()), min_size=1, max_size=8))
def test_the_reading_view_shows_all_that_is_written_and_all_that_is_said(
    pieces: list[tuple[str, bool]],
) -> None:
    spans, at = [], 0
    for raw, changed in pieces:
        spoken = f"đọc{at}" if changed else raw
        spans.append(ReadingSpan(Span(at, at + len(raw)), raw, spoken, "number" if changed else "word"))
        at += len(raw)
    text = "".join(raw for raw, _ in pieces)
    reading = Reading(text, tuple(spans))
    for html in (reading_view.reading_view(reading), reading_view.script_view([(Part(text), reading)])):
        shown = words_of(html.partition('class="tl-reading"')[2])
        for span in spans:
            if span.raw.strip():
                assert " ".join(span.raw.split()) in " ".join(shown.split())
                assert span.spoken.strip() in shown or not span.changed


def test_a_doubtful_reading_is_told_and_marked() -> None:
    span = ReadingSpan(Span(0, 3), "BTC", "ban tổ chức", "abbreviation")
    html = reading_view.reading_view(
        Reading("BTC", (span,), warnings=(ReadingWarning(Span(0, 3), "Nhiều nghĩa."),))
    )
    assert "Nhiều nghĩa." in html
    assert "unsure" in html


def test_every_kind_of_span_has_a_name_and_a_colour() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in Path(classes.__file__).parent.glob("*.py"))
    for kind in set(re.findall(r'kind = "(\w+)"', source)):
        span = ReadingSpan(Span(0, 1), "x", "y", kind)
        assert reading_view.group_of(span) != "khac", kind
        assert reading_view.name_of(span) != "khác", kind


def test_doubts_are_counted_and_each_leads_to_its_place() -> None:
    reading = read("Tổ XQZT họp, tổ XQWT vắng.")
    html = reading_view.script_view([(Part(reading.text), reading)])
    assert "Còn 2 chỗ cần xem" in html
    assert re.findall(r'class="tl-doubt" data-line="0" data-a="(\d+)">(\w+)<', html) == [
        ("3", "XQZT"),
        ("16", "XQWT"),
    ]


def test_administration_is_offered_only_to_administrators() -> None:
    reporter = Actor(UserId("a"), "Lan", frozenset({Role.REPORTER}))
    keeper = Actor(UserId("b"), "Quản trị", frozenset({Role.ADMINISTRATOR}))
    assert "/ban/quan-tri" not in parts.header("/ban/", reporter)
    assert "/ban/quan-tri" in parts.header("/ban/", keeper)
