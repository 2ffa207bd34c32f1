"""Corrections: scopes, context, places, files, conflicts; options of region and style; warnings."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.reading import Brackets, CodeStyle, Foreign, Lexicon, LexiconEntry, ReadingOptions, Scope, read
from models.reading.anchors import anchor_at, positions
from models.reading.lexicon_files import from_csv, from_pls, to_csv, to_pls
from models.types import Anchor, Region, Span


def test_a_fix_of_the_document_holds_on_whole_words_only_and_its_span_names_it():
    fixes = Lexicon.of_fixes([("Ia Pa", "I a Pa"), ("TT", "trung tâm")])
    reading = read("TT xã Ia Pa, không phải Ia Pan", lexicons=[fixes])
    assert reading.spoken == "trung tâm xã I a Pa, không phải Ia Pan"
    decided = [s for s in reading.spans if s.lexicon]
    assert [(s.raw, s.lexicon) for s in decided] == [("TT", "document:TT"), ("Ia Pa", "document:Ia Pa")]


def test_the_document_wins_over_the_commune_and_the_commune_over_the_system():
    def entry(spoken: str, scope: Scope) -> Lexicon:
        return Lexicon((LexiconEntry("NVH", spoken, scope),))

    lexicons = [
        entry("nhà hát", Scope.SYSTEM),
        entry("nhà chung", Scope.DOCUMENT),
        entry("nhà rông", Scope.COMMUNE),
    ]
    assert read("NVH", lexicons=lexicons).spoken == "nhà chung"
    assert read("NVH", lexicons=[lexicons[0], lexicons[2]]).spoken == "nhà rông"


def test_context_case_and_place_narrow_an_entry():
    lexicon = Lexicon(
        (
            LexiconEntry("ĐT", "đội tuyển", before=("bóng đá",)),
            LexiconEntry("rẫy", "dẫy", case_sensitive=False),
            LexiconEntry("3", "ba cây", place=Anchor(" và ", "\n")),
        )
    )
    assert read("đội bóng đá ĐT xã", lexicons=[lexicon]).spoken == "đội bóng đá đội tuyển xã"
    assert read("ĐT: 0263.3821.555", lexicons=[lexicon]).spoken.startswith("điện thoại:")
    assert read("RẪY cũ", lexicons=[lexicon]).spoken == "dẫy cũ"
    assert read("số 3 và 3", lexicons=[lexicon]).spoken == "số ba và ba cây"


def test_abbreviations_inside_codes_follow_the_lexicon():
    lexicon = Lexicon.of_fixes([("PVHXH", "phòng văn hóa xã hội")])
    assert read("số 12/BC-PVHXH", lexicons=[lexicon]).spoken == "số mười hai trên báo cáo phòng văn hóa xã hội"


def test_contradicting_entries_are_reported():
    lexicon = Lexicon(
        (LexiconEntry("TT", "thông tư"), LexiconEntry("TT", "thị trấn"), LexiconEntry("TT", "thông tư"))
    )
    assert [(c.first.spoken, c.second.spoken) for c in lexicon.conflicts()] == [("thông tư", "thị trấn")]


LEXICON = Lexicon(
    (
        LexiconEntry(
            "H'leo", "hơ leo", Scope.COMMUNE, False, ("huyện",), ("tỉnh", "xã"), note="tên Ê Đê", id="e1"
        ),
        LexiconEntry('a, "b" & <c>', "a và bê", Scope.DOCUMENT),
    )
)


def test_files_give_back_what_was_written():
    assert from_csv(to_csv(LEXICON)) == LEXICON
    assert from_pls(to_pls(LEXICON)) == LEXICON


def test_files_of_others_are_read():
    assert from_csv("\ufeffwritten;spoken\nUBX;ủy ban xã\n", Scope.COMMUNE).entries[0].scope is Scope.COMMUNE
    pls = b'<lexicon xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" version="1.0" xml:lang="vi">'
    pls += (
        b"<lexeme><grapheme>Wi-Fi</grapheme><grapheme>WIFI</grapheme><alias>oai phai</alias></lexeme></lexicon>"
    )
    assert [e.written for e in from_pls(pls)] == ["Wi-Fi", "WIFI"]


@pytest.mark.parametrize(
    "bad",
    ["chữ,đọc\na,b\n", "written,spoken\n,b\n", "written,spoken,scope\na,b,huyện\n"],
    ids=["columns", "empty", "scope"],
)
def test_a_bad_table_says_what_is_wrong(bad: str):
    with pytest.raises(BadInput):
        from_csv(bad)


@pytest.mark.parametrize("bad", [b"<lexicon", b"<html/>", to_pls(LEXICON).replace(b"alias", b"phoneme")])
def test_a_bad_pls_file_says_what_is_wrong(bad: bytes):
    with pytest.raises(BadInput):
        from_pls(bad)


@pytest.mark.parametrize(
    ("region", "spoken"),
    [
        (Region.NORTH, "một nghìn không trăm linh hai, hai mươi tư, số nhà ba xuyệt bốn"),
        (Region.CENTRAL, "một ngàn không trăm lẻ hai, hai mươi tư, số nhà ba xẹt bốn"),
        (Region.SOUTH, "một ngàn không trăm lẻ hai, hai mươi bốn, số nhà ba xẹt bốn"),
    ],
)
def test_regions_have_their_words(region: Region, spoken: str):
    reading = read("1.002, 24, số nhà 3/4", ReadingOptions(region))
    assert reading.spoken == spoken
    assert reading.region is region


def test_house_style_is_by_option():
    assert (
        read("số 80/KH-UBND", ReadingOptions(code_style=CodeStyle.LETTERS)).spoken
        == "số tám mươi trên ca hát u bê en dê"
    )
    assert read("(a)", ReadingOptions(brackets=Brackets.READ)).spoken == "mở ngoặc a đóng ngoặc"
    assert read("ngày 5/9", ReadingOptions(early_day="mùng")).spoken == "ngày mùng năm tháng chín"
    assert read("xem Facebook", ReadingOptions(foreign=Foreign.VIETNAMESE)).spoken == "xem phây búc"


@pytest.mark.parametrize("text", ["cơ quan XQZT họp", "nghề đan/lát", "mã 12-7 mới", "chữ ☃ lạ"])
def test_what_is_not_sure_is_reported_with_its_place(text: str):
    reading = read(text)
    assert reading.warnings
    for warning in reading.warnings:
        assert warning.message
        assert warning.span.of(text) in text
        assert len(warning.span) > 0


def test_what_is_sure_is_not_reported():
    assert read("UBND xã họp lúc 7h30 ngày 5/9/2025 (thứ 6), 45/60 hộ dự.").warnings == ()


def test_brackets_lists_and_rules_pause():
    reading = read("- Hộ nghèo (12 hộ)")
    assert [s.pause_s > 0 for s in reading.spans if s.kind in ("enumeration", "bracket")] == [True, True, True]
    assert reading.spoken == "Hộ nghèo mười hai hộ"


# --- places ----------------------------------------------------------------------------------------

TEXTS = ["Họp lúc 7h ngày 12/5 tại UBND xã.", "Từ 7h đến 7h30 phát 3 và 3 suất.", "Họp lúc 7h ngày 13/5."]


def at(line: int, written: str, number: int = 0) -> Span:
    start = -1
    for _ in range(number + 1):
        start = TEXTS[line].index(written, start + 1)
    return Span(start, start + len(written))


@pytest.mark.parametrize(
    ("line", "span"),
    [(0, at(0, "7h")), (1, at(1, "7h")), (1, at(1, "3", 2)), (2, at(2, "7h")), (0, at(0, "UBND"))],
)
def test_an_anchor_names_one_place_of_all(line: int, span: Span):
    anchor = anchor_at(TEXTS, line, span)
    found = [(n, p) for n, t in enumerate(TEXTS) for p in positions(t, span.of(TEXTS[line]), anchor)]
    assert found == [(line, span.start)]


def test_a_place_is_found_again_after_edits_elsewhere_and_lost_after_edits_of_it():
    anchor = anchor_at(TEXTS, 0, at(0, "12/5"))
    lexicon = Lexicon((LexiconEntry("12/5", "mười hai phần năm", Scope.DOCUMENT, place=anchor),))

    def said(text: str) -> str:
        return read(text, lexicons=[lexicon]).spoken

    assert "mười hai phần năm" in said(TEXTS[0])
    assert "mười hai phần năm" in said("Thông báo: " + TEXTS[0] + " Mời bà con.")
    assert "mười hai tháng năm" in said(TEXTS[0].replace("tại UBND xã", "ở nhà văn hóa"))
    assert "mười hai tháng năm" in said("Hạn nộp ngày 12/5 là cuối.")


def test_a_place_wins_over_the_whole_text_and_may_be_silent():
    here = anchor_at(TEXTS, 1, at(1, "3", 2))
    lexicon = Lexicon(
        (
            LexiconEntry("3", "ba cây", Scope.DOCUMENT),
            LexiconEntry("3", "", Scope.DOCUMENT, place=here),
        )
    )
    assert read(TEXTS[1], lexicons=[lexicon]).spoken.endswith("phát ba cây và suất.")


@given(st.lists(st.text(alphabet="ab 3/.", min_size=1, max_size=20), min_size=1, max_size=4), st.data())
def test_every_place_of_every_text_has_an_anchor_that_finds_it(texts: list[str], data: st.DataObject):
    line = data.draw(st.integers(0, len(texts) - 1))
    start = data.draw(st.integers(0, len(texts[line]) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(texts[line]))))
    anchor = anchor_at(texts, line, span)
    assert span.start in positions(texts[line], span.of(texts[line]), anchor)
    others = [t for n, t in enumerate(texts) if n != line and t != texts[line]]
    assert not any(positions(t, span.of(texts[line]), anchor) for t in others)


def test_a_text_in_another_normal_form_keeps_its_places():
    text = unicodedata.normalize("NFD", "Ấp Bắc họp 7h, Ấp Nam họp 7h.")
    start = text.rindex("7h")
    anchor = anchor_at([text], 0, Span(start, start + 2))
    lexicon = Lexicon((LexiconEntry("7h", "bảy giờ tối", place=anchor),))
    assert read(text, lexicons=[lexicon]).spoken == "Ấp Bắc họp bảy giờ, Ấp Nam họp bảy giờ tối."


def test_newer_entries_are_compared_with_those_that_hold():
    known = Lexicon(
        (LexiconEntry("TT", "thông tư", Scope.COMMUNE), LexiconEntry("NVH", "nhà rông", Scope.COMMUNE))
    )
    newer = (
        LexiconEntry("tt", "thị trấn", Scope.COMMUNE, case_sensitive=False),
        LexiconEntry("TT", "thị trấn", Scope.COMMUNE, before=("ở",)),
        LexiconEntry("NVH", "nhà rông", Scope.COMMUNE),
    )
    assert [(c.first.spoken, c.second.written) for c in known.against(newer)] == [("thông tư", "tt")]
