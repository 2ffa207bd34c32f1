"""The SSML subset: what tags do, what they must never do, and that signs stay signs."""

from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.reading import ReadingOptions, read
from models.reading.ipa import spelled
from models.reading.ssml import strip, stripped
from models.types import Delivery, Reading, Region


def say(kind: str, written: str, form: str = "") -> str:
    form = f' format="{form}"' if form else ""
    return read(f'<say-as interpret-as="{kind}"{form}>{written}</say-as>').spoken


def delivery_of(text: str, word: str) -> Delivery | None:
    return next(s.delivery for s in read(text).spans if s.raw == word)


def told(text: str) -> str:
    return "\n".join(w.message for w in read(text).warnings)


@pytest.mark.parametrize(
    ("kind", "written", "form", "spoken"),
    [
        ("digits", "2026", "", "hai không hai sáu"),
        ("digits", "0912 345", "", "không chín một hai, ba bốn năm"),
        ("characters", "UBND-7", "", "u bê en dê gạch ngang bảy"),
        ("spell-out", "Đèo Cả", "", "đê e o, xê a"),
        ("cardinal", "1.500", "", "một nghìn năm trăm"),
        ("cardinal", "XIV", "", "mười bốn"),
        ("cardinal", "-3", "", "âm ba"),
        ("ordinal", "4", "", "thứ tư"),
        ("ordinal", "1", "", "thứ nhất"),
        ("date", "5/6/2025", "dmy", "ngày năm tháng sáu năm hai nghìn không trăm hai mươi lăm"),
        ("date", "06/05/2025", "mdy", "ngày năm tháng sáu năm hai nghìn không trăm hai mươi lăm"),
        ("date", "20250605", "ymd", "ngày năm tháng sáu năm hai nghìn không trăm hai mươi lăm"),
        ("date", "4/2026", "my", "tháng tư năm hai nghìn không trăm hai mươi sáu"),
        ("date", "12-3", "dm", "ngày mười hai tháng ba"),
        ("time", "7:30", "", "bảy giờ ba mươi phút"),
        ("time", "19:05:40", "", "mười chín giờ năm phút bốn mươi giây"),
        ("telephone", "0912.345.678", "", "không chín một hai, ba bốn năm, sáu bảy tám"),
        ("currency", "25000", "VND", "hai mươi lăm nghìn đồng"),
        ("currency", "$50", "", "năm mươi đô la"),
        ("fraction", "3/4", "", "ba phần tư"),
        ("fraction", "2 1/3", "", "hai và một phần ba"),
        ("unit", "12km", "", "mười hai ki lô mét"),
    ],
)
def test_a_class_named_by_the_person_is_believed(kind: str, written: str, form: str, spoken: str):
    assert say(kind, written, form) == spoken


def test_words_before_are_not_said_twice():
    assert read('ngày <say-as interpret-as="date">5/6</say-as>').spoken == "ngày năm tháng sáu"
    assert read('lần thứ <say-as interpret-as="ordinal">4</say-as>').spoken == "lần thứ tư"


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("digits", "hai"),
        ("date", "40/13"),
        ("date", "mai"),
        ("time", "25:99"),
        ("fraction", "1/0"),
        ("tên-lạ", "5"),
    ],
)
def test_a_class_that_does_not_fit_is_reported_and_read_as_ever(kind: str, written: str):
    text = f'<say-as interpret-as="{kind}">{written}</say-as>'
    assert read(text).spoken == read(written).spoken
    assert "đọc như thường" in told(text)


def test_sub_says_the_alias_and_people_read_the_writing():
    text = 'Theo <sub alias="Tổ chức Y tế thế giới">WHO</sub>, dịch giảm.'
    assert read(text).spoken == "Theo Tổ chức Y tế thế giới, dịch giảm."
    assert strip(text) == "Theo WHO, dịch giảm."


def test_phonemes_in_vietnamese_spelling_and_in_ipa():
    assert read('<phoneme alphabet="x-vi" ph="phây búc">Facebook</phoneme>').spoken == "phây búc"
    assert read('<phoneme alphabet="ipa" ph="haː˨˩ noj˨˩ˀ">HN</phoneme>').spoken == "hà nội"
    foreign = '<phoneme alphabet="ipa" ph="ˈθɪŋk">họp</phoneme>'
    assert read(foreign).spoken == "họp"
    assert "x-vi" in told(foreign)


@pytest.mark.parametrize(
    ("ipa", "spelling"),
    [
        ("viət˨˩ˀ naːm˧", "việt nam"),
        ("ŋwiən˧ˀ˥", "nguyễn"),
        ("kwaː˧ˀ˥ŋ ", None),
        ("hwaː˨˩.ɓiŋ˨˩", "hòa bình"),
        ("ʈɯəŋ˨˩", "trường"),
        ("t͡ɕi˧ˀ˥", "chĩ"),
        ("xwiə˧", "khuya"),
        ("iəw˧", "yêu"),
        ("ŋiə˧˥", "nghía"),
        ("zɛ4", "dẻ"),
        ("kat5", "cắt"),
        ("haw˧˩˧", "hảu"),
        ("stɹiːt", None),
        ("", None),
    ],
)
def test_ipa_becomes_spelling_or_nothing(ipa: str, spelling: str | None):
    assert spelled(ipa) == spelling


@pytest.mark.parametrize(
    ("attributes", "delivery"),
    [
        ('rate="80%"', Delivery(rate=0.8)),
        ('rate="+20%"', Delivery(rate=1.2)),
        ('rate="slow"', Delivery(rate=0.8)),
        ('rate="1.5"', Delivery(rate=1.5)),
        ('pitch="+2st"', Delivery(pitch=2.0)),
        ('pitch="-1.5st" volume="-6dB"', Delivery(pitch=-1.5, gain_db=-6.0)),
        ('volume="loud"', Delivery(gain_db=3.0)),
        ('pitch="high"', Delivery(pitch=2.0)),
    ],
)
def test_prosody(attributes: str, delivery: Delivery):
    assert delivery_of(f"nói <prosody {attributes}>chậm</prosody> thôi", "chậm") == delivery
    assert delivery_of(f"nói <prosody {attributes}>chậm</prosody> thôi", "thôi") is None


def test_tags_inside_tags_add_up_and_emphasis_is_the_inner_one():
    text = '<prosody rate="80%"><emphasis level="strong">khẩn <prosody rate="50%">cấp</prosody></emphasis></prosody>'
    assert delivery_of(text, "khẩn") == Delivery(emphasis=2, rate=0.8)
    assert delivery_of(text, "cấp") == Delivery(emphasis=2, rate=0.5)
    assert delivery_of('<lang xml:lang="en">hello</lang>', "hello") == Delivery(language="en")


@pytest.mark.parametrize(
    ("tag", "seconds"),
    [
        ('<break time="500ms"/>', 0.5),
        ('<break time="1.5s"/>', 1.5),
        ('<break time="2s" />', 2.0),
        ('<break strength="strong"/>', 0.7),
        ("<break/>", 0.4),
        ('<break time="99s"/>', 10.0),
    ],
)
def test_breaks(tag: str, seconds: float):
    (span,) = [s for s in read(f"một {tag} hai").spans if s.kind == "markup"]
    assert (span.raw, span.spoken, span.pause_s) == (tag, "", seconds)


def test_a_whole_w3c_document():
    text = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE speak PUBLIC "-//W3C//DTD SYNTHESIS 1.1//EN" "http://www.w3.org/TR/speech-synthesis11/synthesis.dtd">
<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis"
       xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
       xsi:schemaLocation="http://www.w3.org/2001/10/synthesis http://www.w3.org/TR/speech-synthesis11/synthesis.xsd"
       xml:lang="vi-VN">
  <!-- lời chào -->
  <p><s>Kính thưa bà con</s><s>Hôm nay ngày 5/6, nhiệt độ &lt; 30°C &amp; có mưa.</s></p>
  <p>Xin <emphasis>cảm ơn</emphasis>!</p>
</speak>"""
    reading = read(text)
    assert reading.spoken == (
        "Kính thưa bà con. Hôm nay ngày năm tháng sáu, nhiệt độ dưới ba mươi độ xê và có mưa. Xin cảm ơn!"
    )
    assert reading.warnings == ()
    assert strip(text) == "Kính thưa bà con Hôm nay ngày 5/6, nhiệt độ < 30°C & có mưa.\nXin cảm ơn!"


@pytest.mark.parametrize(
    "text",
    [
        "a < b",
        "<5 tuổi",
        "trẻ <5 tuổi và >60 tuổi",
        "<b và c> d",
        "x <y> z",
        "3<4",
        "<",
        "<>",
        "</",
        "< p >",
        "a<-b",
    ],
)
def test_signs_stay_signs(text: str):
    assert strip(text) == text
    assert not any(s.kind == "markup" for s in read(text).spans)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("<emphasis>ba", "hãy thêm </emphasis>"),
        ("ba</prosody>", "không có thẻ mở"),
        ("<voice name='x'>ba</voice>", "chọn giọng"),
        ("<foo>ba</foo>", "&lt;"),
        ("<prosody rate='80%>ba</prosody>", "viết sai"),
        ("<prosody rate='nhanh'>ba</prosody>", "80%"),
        ("<prosody rate='900%'>ba</prosody>", "200%"),
        ("ba <break time='lâu'/> bốn", "500ms"),
        ("<sub alias=''>ba</sub>", "alias"),
        ("<say-as>ba</say-as>", "interpret-as"),
        ("<emphasis level='to'>ba</emphasis>", "strong"),
        ("<say-as interpret-as='digits'>1<break/>2</say-as>", "nằm trong"),
        ("<phoneme alphabet='x-sampa' ph='b'>ba</phoneme>", "x-vi"),
    ],
)
def test_misused_tags_are_explained_and_the_words_are_said(text: str, part: str):
    assert part in told(text)
    assert read(text).spoken.strip()


def test_a_tag_left_open_does_not_spoil_the_others():
    text = 'theo <sub alias="y tế">WHO, <emphasis level="strong">khẩn</emphasis> <break time="1s"/> trương'
    assert delivery_of(text, "khẩn") == Delivery(emphasis=2)
    assert read(text).spoken == read("theo WHO, khẩn trương").spoken
    assert "hãy thêm </sub>" in told(text)


@pytest.mark.parametrize(
    "piece",
    ["<b>", "<b>x</b>", "<!--", "<a b=", "</p>", "&amp;", "<sub alias='a'>", "<prosody rate='5%'>a", "<p", "<"],
)
def test_many_tags_take_linear_time(piece: str):
    started = perf_counter()
    read(piece * (40_000 // len(piece)))
    read(piece * (20_000 // len(piece)) + "</prosody></b></sub>" * 1000)
    assert perf_counter() - started < 8


def test_html_is_silent_and_joins_where_html_joins():
    assert read("<div><b>Chú ý</b><br>H<sub>2</sub>O</div>").spoken == f"Chú ý {read('H2O').spoken}"


def test_options_reach_inside():
    south = read('<say-as interpret-as="cardinal">1005</say-as>', ReadingOptions(Region.SOUTH)).spoken
    assert south == "một ngàn không trăm lẻ năm"


NAMES = [
    "speak",
    "p",
    "s",
    "break",
    "say-as",
    "sub",
    "prosody",
    "emphasis",
    "phoneme",
    "lang",
    "voice",
    "b",
    "foo",
]
ATTRIBUTES = ["", ' interpret-as="date"', ' interpret-as="digits"', ' alias="một hai"', ' time="1s"', ' rate="80%"',
              ' level="strong"', ' ph="ha"', ' alphabet="x-vi" ph="ba"', ' x="1', " y"]  # fmt: skip
TAG = st.builds(
    lambda slash, name, attributes, end: f"<{slash}{name}{attributes}{end}>",
    st.sampled_from(["", "/"]), st.sampled_from(NAMES), st.sampled_from(ATTRIBUTES), st.sampled_from(["", "/"]),
)  # fmt: skip
WORDS = st.sampled_from(
    ["họp", "5/6", "12,5 ha", "UBND", " ", "\n", "\t", "<", ">", "&amp;", "&lt;", "a|b", "(", ")", "1.", "0912345678",
     "e\u0301", "½", ".", "“"]
)  # fmt: skip
TEXT = st.lists(st.one_of(TAG, WORDS), max_size=14).map("".join)


def tiles(reading: Reading) -> bool:
    at = 0
    for span in reading.spans:
        if span.span.start != at or span.raw != span.span.of(reading.text):
            return False
        at = span.span.end
    return at == len(reading.text)


@given(TEXT)
@example("<sub alias='a'>b<sub alias='c'>d</sub></sub>")
@example("x\t<b>\n\tx")
def test_any_tags_in_any_text_are_tiled_and_never_said(text: str):
    reading = read(text)
    assert tiles(reading)
    said = reading.spoken.lower()
    assert not any(w in said.split() for w in ("prosody", "say-as", "emphasis", "interpret-as", "phoneme"))
    assert not any(c.isdigit() for c in said)
    tags = [s for s in reading.spans if s.kind == "markup" and s.raw.startswith("<") and s.raw.endswith(">")]
    assert all(s.spoken.strip(" .\n") == "" for s in tags if s.raw.count("<") == 1)


@given(TEXT)
def test_stripping_keeps_an_offset_for_every_character(text: str):
    plain, origins = stripped(text)
    assert len(origins) == len(plain) + 1
    assert list(origins) == sorted(origins)
    assert strip(plain) == plain or "<" in plain or "&" in plain
