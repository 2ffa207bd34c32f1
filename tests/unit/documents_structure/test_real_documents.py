"""Facts of the real documents beside the checkout, as a reader finds them."""

from datetime import date
from pathlib import Path

import pytest

from models.documents import Source, programs, read
from models.types import BlockKind, Document, Unit


def of(path: Path) -> Document:
    return read(Source.of_path(path))


def labels(document: Document, unit: Unit) -> list[str]:
    return [b.label for b in document.blocks if b.unit is unit]


def parent_units(document: Document, unit: Unit) -> set[Unit | None]:
    return {
        None if b.parent is None else document.blocks[b.parent].unit for b in document.blocks if b.unit is unit
    }


@pytest.fixture(scope="module")
def plan(shared: Path) -> Document:
    return of(shared / "samples" / "ke-hoach-80-KH-UBND.txt")


@pytest.fixture(scope="module")
def decree(shared: Path) -> Document:
    return of(shared / "samples" / "nd30" / "30_2020_ND_CP.docx")


@pytest.fixture(scope="module")
def law(shared: Path) -> Document:
    return of(shared / "samples" / "html" / "cybersecurity-law-2018.html")


@pytest.fixture(scope="module")
def decision(shared: Path) -> Document:
    return of(shared / "samples" / "html" / "e-transactions-law-2023.html")


@pytest.fixture(scope="module")
def notice(shared: Path) -> Document:
    return of(shared / "samples" / "pdf" / "hanoi_tb_453_flag.pdf")


def register(document: Document) -> tuple[str, date | None, str, str, int]:
    header = document.header
    return (
        header.code,
        header.date,
        header.kind.value if header.kind else "",
        header.signer.value if header.signer else "",
        len(header.recipients),
    )


def test_the_register_of_the_documents(
    plan: Document, decree: Document, law: Document, decision: Document, notice: Document
) -> None:
    assert register(plan) == ("80/KH-UBND", date(2022, 4, 12), "Kế hoạch", "Nguyễn Sơn Hùng", 7)
    assert register(decree) == ("30/2020/NĐ-CP", date(2020, 3, 5), "Nghị định", "Nguyễn Xuân Phúc", 21)
    assert register(law) == ("24/2018/QH14", date(2018, 6, 12), "Luật", "Nguyễn Thị Kim Ngân", 0)
    assert register(decision) == ("1456/QĐ-UBND", date(2021, 7, 9), "Quyết định", "Trần Anh Dũng", 0)
    assert register(notice) == ("453/TB-UBND", date(2026, 4, 29), "Thông báo", "Võ Tuấn Anh", 11)


def test_the_plan_has_two_parts_and_the_letters_romans_under_them(plan: Document) -> None:
    assert labels(plan, Unit.LETTER) == ["A", "B"]
    assert labels(plan, Unit.ROMAN) == ["I", "II", "I", "II", "III", "IV", "V", "VI"]
    assert parent_units(plan, Unit.ROMAN) == {Unit.LETTER}
    assert parent_units(plan, Unit.SMALL_LETTER) == {Unit.NUMBER}


def test_the_page_around_the_plan_is_gone_and_said_to_be(plan: Document) -> None:
    assert plan.text.startswith("ỦY BAN NHÂN DÂN\n")
    assert plan.text.endswith("\nNguyễn Sơn Hùng")
    assert any("3 dòng" in warning for warning in plan.warnings)


@pytest.mark.parametrize(("name", "articles", "chapters"), [("decree", 38, 7), ("law", 43, 7)])
def test_every_article_is_there_once_and_in_order(
    name: str, articles: int, chapters: int, request: pytest.FixtureRequest
) -> None:
    document = request.getfixturevalue(name)
    assert labels(document, Unit.ARTICLE) == [f"Điều {n}" for n in range(1, articles + 1)]
    assert len(labels(document, Unit.CHAPTER)) == chapters
    assert parent_units(document, Unit.ARTICLE) <= {Unit.CHAPTER, Unit.SECTION}
    assert parent_units(document, Unit.CLAUSE) == {Unit.ARTICLE}
    assert parent_units(document, Unit.POINT) <= {Unit.CLAUSE, Unit.ARTICLE}


@pytest.mark.parametrize("name", ["decree", "law"])
def test_clauses_of_an_article_count_from_one(name: str, request: pytest.FixtureRequest) -> None:
    document = request.getfixturevalue(name)
    for index, block in enumerate(document.blocks):
        if block.unit is Unit.ARTICLE:
            clauses = [b.label for b in document.blocks if b.parent == index and b.unit is Unit.CLAUSE]
            assert clauses == [str(n) for n in range(1, len(clauses) + 1)]


def test_chapters_hold_their_titles(law: Document) -> None:
    titles = [b.span.of(law.text).split("\n")[1:] for b in law.blocks if b.unit is Unit.CHAPTER]
    assert all(len(title) == 1 and title[0].isupper() for title in titles)


def test_the_decision_keeps_its_three_tables_under_the_clauses(decision: Document) -> None:
    assert labels(decision, Unit.ARTICLE) == [f"Điều {n}" for n in range(1, 6)]
    tables = [b for b in decision.blocks if b.kind is BlockKind.TABLE]
    assert [decision.blocks[t.parent].label for t in tables if t.parent is not None] == ["1", "2", "3"]


def test_the_subject_of_the_decision_ends_before_the_authority(decision: Document) -> None:
    subject = decision.header.subject
    assert subject is not None
    assert subject.value.endswith("TỈNH NAM ĐỊNH")
    assert subject.value.count("NAM ĐỊNH") == 1


@pytest.mark.parametrize(
    ("name", "label", "lines"), [("Phuluc1.docx", "Phụ lục I", 3), ("Phuluc2.doc", "Phụ lục II", 2)]
)
def test_an_appendix_holds_its_title_and_no_header_is_made_up(
    samples: Path, name: str, label: str, lines: int
) -> None:
    if name.endswith(".doc") and not (programs.find("antiword") or programs.find("soffice")):
        pytest.skip("antiword is not installed here")
    document = of(samples / "nd30" / name)
    first = document.blocks[0]
    assert (first.unit, first.label) == (Unit.APPENDIX, label)
    assert first.span.of(document.text).count("\n") == lines - 1
    assert document.header.number is None
    assert document.header.issued_on is None
    assert document.header.kind is None


def test_footnote_signs_of_blank_forms_are_no_old_font(samples: Path) -> None:
    assert of(samples / "nd30" / "Phuluc3.docx").warnings == ()
