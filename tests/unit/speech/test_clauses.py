"""Clauses: where a sentence takes breath, with what melody, and that no word is lost."""

import re

from models.speech.rates import PRESETS
from models.types import Reading, ReadingSpan, Span
from pipelines.clauses import clauses


def reader(text: str) -> Reading:
    """Everything is said as it is written."""
    found = re.finditer(r"\s+|\w+|[^\w\s]", text)
    return Reading(text, tuple(ReadingSpan(Span(*f.span()), f.group(), f.group()) for f in found))


def test_clauses_end_in_their_own_melody_and_inner_stops_are_stops():
    made = clauses(reader("Mưa to, gió lớn. Ai ở nhà? Bà con"), PRESETS["loudspeaker"], 0.8)
    assert [c.spoken for c in made] == ["Mưa to,", "gió lớn.", "Ai ở nhà?", "Bà con."]
    preset = PRESETS["loudspeaker"]
    assert [c.pause_s for c in made] == [preset.comma_s, preset.sentence_s, preset.sentence_s, 0.8]


def test_a_marked_pause_without_punctuation_ends_a_clause():
    spans = (
        ReadingSpan(Span(0, 2), "a)", "a", "enumeration", pause_s=0.3),
        ReadingSpan(Span(2, 6), " gạo", " gạo"),
    )
    made = clauses(Reading("a) gạo", spans), PRESETS["portal"], 0.5)
    assert [(c.spoken, c.pause_s) for c in made] == [("a,", 0.3), ("gạo.", 0.5)]


def test_punctuation_alone_only_lengthens_the_pause_before_it():
    made = clauses(reader("Chú ý, …: về ngay!"), PRESETS["portal"], 0.5)
    assert [c.spoken for c in made] == ["Chú ý.", "về ngay."]
    assert made[0].pause_s == PRESETS["portal"].sentence_s


def test_a_sentence_without_punctuation_takes_a_breath_and_loses_no_word():
    text = " ".join(f"từ{n}" for n in range(2_000))
    made = clauses(reader(text), PRESETS["portal"], 0.5)
    assert len(made) > 30
    assert max(len(c.spoken) for c in made) < 260
    assert [w for c in made for w in c.spoken.rstrip(",.").split()] == text.split()
