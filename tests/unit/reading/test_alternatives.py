"""Other ways to say a place: what a person would look for is offered, nothing twice, nothing unreadable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.reading import Foreign, Lexicon, LexiconEntry, ReadingOptions, Scope, read
from models.reading.alternatives import MOST, alternatives, spoken_at
from models.reading.known import meanings, search
from models.types import Region, Span

OPTIONS = ReadingOptions(foreign=Foreign.VIETNAMESE)


def ways(text: str, place: str, options: ReadingOptions = OPTIONS) -> list[str]:
    reading = read(text, options)
    start = text.index(place)
    return [a.spoken for a in alternatives(reading, Span(start, start + len(place)), options)]


@pytest.mark.parametrize(
    ("text", "place", "wanted"),
    [
        ("trồng 105 cây", "105", ["một trăm linh năm", "một không năm", "một trăm lẻ năm"]),
        ("năm 1986", "1986", ["một nghìn chín trăm tám mươi sáu", "mười chín tám mươi sáu"]),
        ("giá 7,25 triệu", "7,25 triệu", ["bảy phẩy hai mươi lăm triệu", "bảy phẩy hai năm triệu"]),
        ("có 4/7 hộ", "4/7", ["bốn phần bảy", "bốn trên bảy", "ngày bốn tháng bảy", "bốn xuyệt bảy"]),
        ("đội thắng 3-1", "3-1", ["ba một", "ba đến một", "ba, một"]),
        ("họp lúc 8h30", "8h30", ["tám giờ ba mươi phút", "tám giờ ba mươi", "tám giờ rưỡi"]),
        ("TTg ký", "TTg", ["thủ tướng chính phủ", "tê tê gờ"]),
        ("mời BTC", "BTC", ["ban tổ chức", "bộ tài chính", "bê tê xê"]),
        ("dùng Facebook", "Facebook", ["phây búc", "Facebook"]),
        ("số 12/QĐ-UBND", "12/QĐ-UBND", ["mười hai trên quyết định ủy ban nhân dân"]),
        ("bạn/tôi", "/", ["trên", "hoặc", ""]),
        ("gọi 0908123456", "0908123456", ["không chín không tám một hai ba bốn năm sáu"]),
        ("ông K. nói", "K", ["ca"]),
        ("bà con", "bà", ["bà", "bê a"]),
        ("lạnh -3 độ", "-3", ["âm ba", "trừ ba", "ba"]),
    ],
)
def test_what_a_person_would_look_for_is_offered(text: str, place: str, wanted: list[str]) -> None:
    offered = ways(text, place)
    assert set(wanted) <= set(offered), offered


def test_the_present_reading_comes_first_and_none_comes_twice() -> None:
    reading = read("Quyết định 45/2024/QĐ-UBND ngày 12/5/2024", OPTIONS)
    for span in (s.span for s in reading.spans if s.changed):
        offered = [a.spoken for a in alternatives(reading, span, OPTIONS)]
        assert offered[0] == spoken_at(reading, span)
        assert len({o.casefold() for o in offered}) == len(offered) <= MOST


def test_a_corrected_place_offers_what_the_rules_would_say() -> None:
    lexicon = Lexicon((LexiconEntry("BTC", "ban thi công", Scope.DOCUMENT),))
    reading = read("mời BTC", OPTIONS, [lexicon])
    offered = alternatives(reading, Span(4, 7), OPTIONS)
    assert [(a.spoken, a.manner) for a in offered[:2]] == [
        ("ban thi công", "đang đọc"),
        ("ban tổ chức", "máy tự đọc"),
    ]


def test_the_south_has_its_own_words() -> None:
    south = ReadingOptions(Region.SOUTH, foreign=Foreign.VIETNAMESE)
    assert ways("trồng 105 cây", "105", south)[0] == "một trăm lẻ năm"
    assert "một trăm linh năm" in ways("trồng 105 cây", "105", south)


@given(st.text(alphabet="0123456789.,/:-–+%hHkmđUBNDQxya ()&≥☃", min_size=1, max_size=24))
def test_any_place_of_any_text_has_an_answer_without_figures(text: str) -> None:
    reading = read(text, OPTIONS)
    for span in (s.span for s in reading.spans if s.raw.strip()):
        offered = alternatives(reading, span, OPTIONS)
        assert len(offered) <= MOST
        assert not any(c.isdigit() for a in offered for c in a.spoken)


def test_built_in_meanings_are_found_by_any_spelling() -> None:
    assert {k.spoken for k in meanings("BTC")} >= {"ban tổ chức", "bộ tài chính"}
    assert search("ubnd")[0].written == "UBND"
    assert any(k.written == "UBND" for k in search("uy ban nhan dan"))
    assert search("không có từ nào như thế này") == ()
