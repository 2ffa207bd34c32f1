"""A script is read as a whole and divided again: tables, tags and headings reach over its lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.reading import read
from models.speech.rates import PRESETS
from models.types import Delivery, Reading
from pipelines.clauses import Line, lines
from pipelines.plain_text import script_of
from pipelines.readings import readings
from pipelines.script import parts
from pipelines.types import RadioScript, ScriptSentence

PRESET = PRESETS["portal"]


def script(*texts: str) -> RadioScript:
    return RadioScript(tuple(ScriptSentence(t) for t in texts))


def said(*texts: str, title: str = "") -> list[Line]:
    return lines(script(*texts), title, "", read, PRESET)


def words(line: Line) -> str:
    return " ".join(c.spoken for c in line.clauses)


def tiles(reading: Reading) -> bool:
    return "".join(s.raw for s in reading.spans) == reading.text and all(
        s.raw == s.span.of(reading.text) for s in reading.spans
    )


def test_a_table_in_a_script_is_read_by_its_headings():
    made = said("Lịch tiêm:", "Ấp\tNgày\tSố cháu", "An Hòa\t5/6\t12", "An Phú\t6/6\t-", "Mời bà con.")
    assert [line.text for line in made] == ["Lịch tiêm:", "An Hòa\t5/6\t12", "An Phú\t6/6\t-", "Mời bà con."]
    assert words(made[1]) == "An Hòa, Ngày năm tháng sáu, Số cháu, mười hai."
    assert words(made[2]) == "An Phú, Ngày sáu tháng sáu, Số cháu, không có."


def test_a_heading_of_a_row_belongs_to_its_row():
    made = said("Ngày\tViệc", "5/6\tDọn cỏ", "6/6\tTrồng hoa")
    assert [words(line) for line in made] == [
        "Ngày năm tháng sáu, Việc, Dọn cỏ.",
        "Ngày sáu tháng sáu, Việc, Trồng hoa.",
    ]


def test_a_tag_over_several_sentences_holds_for_all_of_them():
    made = said("Một. <prosody rate='80%'>", "Hai ba.", "Bốn</prosody> năm.")
    slow = Delivery(rate=0.8)
    assert [[c.delivery for c in line.clauses] for line in made] == [[None], [slow], [slow, None]]


def test_title_and_headings_are_said_as_headings_with_a_longer_pause_after_them():
    made = said("KẾT QUẢ", "Đã tiêm xong cho các cháu (trừ cháu ốm).", title="Tin y tế")
    title, heading, body = made
    assert [c.delivery for c in (*title.clauses, *heading.clauses)] == [Delivery(emphasis=1)] * 2
    assert heading.clauses[-1].pause_s > body.clauses[-1].pause_s == PRESET.sentence_s
    assert [c.delivery and c.delivery.emphasis for c in body.clauses] == [None, -1]


def test_pauses_are_the_longest_asked_for_never_their_sum():
    (line,) = said("Xin chú ý, <break time='300ms'/> trời mưa. <break time='2s'/> Về ngay <break time='50ms'/>")
    assert [(c.spoken, c.pause_s, c.exact) for c in line.clauses] == [
        ("Xin chú ý,", 0.3, True),
        ("trời mưa.", 2.0, True),
        ("Về ngay.", PRESET.sentence_s, False),
    ]


def test_a_tag_on_a_line_of_its_own_lengthens_the_pause_before_it():
    made = said("Một.", '<break time="3s"/>', "Hai.")
    assert [(words(line), line.clauses[-1].pause_s, line.clauses[-1].exact) for line in made] == [
        ("Một.", 3.0, True),
        ("Hai.", PRESET.sentence_s, False),
    ]


def test_an_emphasised_word_is_a_clause_of_its_own_without_a_pause():
    (line,) = said('Bà con <emphasis level="strong">khẩn trương</emphasis> di dời.')
    assert [(c.spoken, c.pause_s, c.delivery and c.delivery.emphasis) for c in line.clauses] == [
        ("Bà con,", 0.0, None),
        ("khẩn trương,", 0.0, 2),
        ("di dời.", PRESET.sentence_s, None),
    ]


def test_plain_text_becomes_a_script_that_keeps_rows_tags_and_blank_lines():
    text = (
        'MỤC MỘT\n\nCâu một. Câu <sub alias="a. B c">hai</sub>.\nSTT\tTên\tGhi chú\n1\tCha. Con\t\n2\tMẹ\tvắng.'
    )
    assert [s.text for s in script_of(text).sentences] == [
        "MỤC MỘT",
        "",
        "Câu một.",
        'Câu <sub alias="a. B c">hai</sub>.',
        "STT\tTên\tGhi chú",
        "1\tCha. Con\t",
        "2\tMẹ\tvắng.",
    ]


@pytest.mark.parametrize("texts", [("Một.",), ("Một.", "Hai."), ("", "Một.", "", ""), ()])
def test_any_number_of_parts(texts: tuple[str, ...]):
    given_parts = parts(script(*texts), "Tên", "Hết.")
    assert [r.text for r in readings(given_parts, read)] == [p.text for p in given_parts]


PIECE = st.sampled_from(["Ngày 5/6", "\t", "|", "<b>", "</b>", "<s>", "</p>", "(a b c)", "UBND", "1.", "- ", " ", "12",
                         "tháng", "0912", "345 678", ".", "Số hộ", "<sub alias='x'>", "</sub>", "&amp;"])  # fmt: skip
SENTENCE = st.lists(PIECE, max_size=6).map("".join)


@given(st.lists(SENTENCE, max_size=6))
def test_every_part_gets_spans_that_tile_it_and_no_number_is_lost(texts: list[str]):
    given_parts = parts(script(*texts))
    made = readings(given_parts, read)
    assert all(tiles(r) for r in made)
    assert not any(c.isdigit() for r in made for c in r.spoken)
