"""Real documents beside the checkout, read whole: nothing written stays unsaid in digits or signs."""

import random
from pathlib import Path

from models.reading import read
from tests.crawl.findings import Findings, left_unread
from tests.crawl.texts import texts


def test_no_digit_and_no_sign_of_a_real_document_is_left_unread(samples: Path):
    seen = 0
    for where, text in texts([samples]):
        reading = read(text)
        assert "".join(s.raw for s in reading.spans) == text, where
        assert left_unread(reading) == [], where
        seen += 1
    assert seen >= 3


def names(shared: Path) -> list[str]:
    """Of all provinces and communes, those that are plain words (no "Phường 2", no "… - Đà Lạt")."""
    (_, lines), *_ = texts([shared / "data" / "administrative_units_2025.json"])
    return [w for w in lines.splitlines() if w.isprintable() and not any(c.isdigit() or c == "-" for c in w)]


def test_the_names_of_all_communes_and_provinces_are_said_as_they_are_written(shared: Path):
    assert len(names(shared)) > 3_000
    for name in names(shared):
        for written in (f"Tại {name}, tỉnh ta", f"ĐẢNG BỘ {name.upper()}"):
            assert read(written).spoken == written


def test_a_short_form_before_the_name_of_a_commune_is_said_in_full(shared: Path):
    for name in names(shared):
        for unit, short in (("Phường ", "P. "), ("Phường ", "P."), ("Xã ", "X. "), ("Đặc khu ", "ĐK ")):
            if name.startswith(unit):
                bare = name.removeprefix(unit)
                assert read(f"Công an {short}{bare} họp").spoken == f"Công an {unit.lower()}{bare} họp"


def test_a_crawl_counts_what_a_person_should_look_at_and_keeps_examples():
    rng, found, other = random.Random(1), Findings(keep=2), Findings(keep=2)
    found.look("một", "Tổ BZQH họp. Tổ BZQH và tổ XKQV vắng.", rng)
    other.look("hai", "Quyết định 12/QĐ-UBND của tổ BZQH", rng)
    found.add(other, rng)
    assert found.texts == 2
    assert found.capitals == {"BZQH": 3, "XKQV": 1}
    assert found.warnings.total() == 4
    assert found.kinds["legal_code:slashed"] == 1
    assert len(found.samples["capitals BZQH"]) == 2
    assert found.unread == {}
