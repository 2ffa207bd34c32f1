"""The list of cases at the head of each recogniser is its specification; tests/data/reading holds more."""

import importlib
import pkgutil
from pathlib import Path

import pytest

from models.reading import Foreign, ReadingOptions, classes, read

DATA = Path(__file__).resolve().parents[2] / "data" / "reading"


def spec_cases() -> list[tuple[str, str, str]]:
    found = []
    for info in pkgutil.iter_modules(classes.__path__):
        doc = importlib.import_module(f"{classes.__name__}.{info.name}").__doc__ or ""
        for line in doc.splitlines():
            if line.startswith("    ") and " -> " in line:
                written, _, spoken = line.strip().partition(" -> ")
                found.append((info.name, written, spoken))
    return found


def file_cases() -> list[tuple[str, str, str]]:
    found = []
    for path in sorted(DATA.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                written, _, spoken = line.partition(" ~ ")
                found.append((path.stem, written.strip(), spoken.strip()))
    return found


@pytest.mark.parametrize(("name", "written", "spoken"), spec_cases())
def test_a_recogniser_reads_what_its_docstring_says(name: str, written: str, spoken: str):
    options = ReadingOptions(foreign=Foreign.VIETNAMESE) if name == "word" else ReadingOptions()
    assert read(written, options).spoken == spoken


@pytest.mark.parametrize(("name", "written", "spoken"), file_cases())
def test_the_field_is_read_as_announcers_read_it(name: str, written: str, spoken: str):
    assert read(written).spoken == spoken


def test_every_recogniser_has_cases_and_the_field_list_is_not_small():
    with_cases = {name for name, _, _ in spec_cases()}
    assert with_cases == {info.name for info in pkgutil.iter_modules(classes.__path__)}
    assert len(file_cases()) > 150
