"""The built-in summariser: what it takes, what it leaves, and that every word can be found in the source."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import sentences
from models.errors import BadInput
from models.summarise.base import Budget, SummarySentence
from models.summarise.candidates import candidates
from models.summarise.extractive import ExtractiveSummariser
from models.summarise.shorten import shorten
from models.types import Block, BlockKind, Document, Span

Paper = Callable[..., Document]
ENGINE = ExtractiveSummariser()

NOTICE = """Ủy ban nhân dân xã thông báo lịch khám sức khỏe cho người cao tuổi như sau:
I. Đối tượng
Người từ 60 tuổi trở lên đang cư trú trên địa bàn xã, ưu tiên người sống một mình.
II. Thời gian, địa điểm
1. Ngày 05 tháng 3 năm 2027: khám tại Nhà văn hóa ấp Đồng Tâm cho người dân hai ấp phía bắc.
2. Ngày 06 tháng 3 năm 2027: khám tại Trạm Y tế xã cho người dân các ấp còn lại.
III. Giấy tờ cần mang
Người đến khám mang theo:
- Căn cước công dân;
- Thẻ bảo hiểm y tế;
- Sổ khám bệnh cũ (nếu có).
IV. Tổ chức thực hiện
1. Trạm Y tế xã
Chuẩn bị thuốc, dụng cụ và phân công người trực tại các điểm khám.
Mọi thắc mắc, người dân gọi số điện thoại 0251 3000 115 trong giờ hành chính.
"""


def summary(document: Document, **limits: int) -> list[SummarySentence]:
    return list(ENGINE.summarise(document, Budget(**limits)))


def texts(document: Document, **limits: int) -> list[str]:
    return [s.text for s in summary(document, **limits)]


def test_a_short_list_is_said_with_the_line_that_announces_it(paper: Paper) -> None:
    found = [c.text for c in candidates(paper(NOTICE))]
    assert "Người đến khám mang theo: căn cước công dân; thẻ bảo hiểm y tế; sổ khám bệnh cũ (nếu có)." in found


def test_a_heading_that_names_the_doer_is_joined_to_the_duty(paper: Paper) -> None:
    joined = next(c for c in candidates(paper(NOTICE)) if "Chuẩn bị thuốc" in c.text)
    assert joined.text.startswith("Trạm Y tế xã: Chuẩn bị")
    assert joined.edits == ("nối với tiêu đề mục",)
    assert joined.spans[0].of(NOTICE) == "Trạm Y tế xã"


def test_a_timetable_is_taken_whole_or_not_at_all(paper: Paper) -> None:
    for syllables in range(10, 240, 7):
        said = " ".join(texts(paper(NOTICE), syllables=syllables))
        assert ("05 tháng 3" in said) == ("06 tháng 3" in said)
    assert "05 tháng 3" in said


def test_every_change_is_named(paper: Paper) -> None:
    for c in candidates(paper(NOTICE)):
        source = " ".join(s.of(NOTICE) for s in c.spans)
        assert c.edits or c.text == source


@pytest.mark.parametrize(
    "line",
    [
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Nơi nhận:",
        "Đang tải nội dung, vui lòng chờ giây lát...",
        "ỦY BAN NHÂN DÂN",
        "Nguồn: Đài truyền thanh xã",
        "---------",
    ],
)
def test_page_furniture_is_never_a_sentence(paper: Paper, line: str) -> None:
    words = line.strip(" -;:.")
    body = "Người dân nộp hồ sơ trước ngày 05 tháng 3 năm 2027 tại bộ phận một cửa của xã.\n" * 2
    assert not any(words and words in c.text for c in candidates(paper(f"{line}\n{body}")))


def test_the_basis_before_the_issuer_is_left_out_and_said_so(paper: Paper) -> None:
    text = (
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2027 của tỉnh về vệ sinh môi trường; Ủy ban nhân dân xã "
        "tổ chức ra quân dọn vệ sinh toàn xã vào sáng Chủ nhật."
    )
    (only,) = candidates(paper(text))
    assert only.text == "Ủy ban nhân dân xã tổ chức ra quân dọn vệ sinh toàn xã vào sáng Chủ nhật."
    assert only.edits == ("bỏ phần căn cứ",)
    assert only.spans[0].of(text) == only.text


def test_small_timetables_in_tables_are_read_with_their_column_names(paper: Paper) -> None:
    text = (
        "Lịch tiêm:\nNgày | Buổi | Nơi tiêm\n05/3/2027 | sáng | Trạm Y tế xã\n06/3/2027 | chiều | ấp Đồng Tâm\n"
    )
    found = [c.text for c in candidates(paper(text))]
    assert "Ngày 05/3/2027; Buổi: sáng; Nơi tiêm: Trạm Y tế xã." in found


def test_budgets_are_kept(paper: Paper) -> None:
    document = paper(NOTICE)
    assert len(texts(document, sentences=2)) <= 2
    assert sum(sentences.count_syllables(t) for t in texts(document, syllables=60)) <= 60
    assert len(" ".join(texts(document, chars=200))) <= 200


def test_when_nothing_fits_the_shortest_statement_is_given(paper: Paper) -> None:
    assert len(texts(paper(NOTICE), chars=5)) == 1


def test_news_takes_what_the_title_announces(paper: Paper) -> None:
    body = [
        "Sáng nay trời mát, nhiều người ra đồng từ sớm để kịp thời vụ.",
        "Cây cầu Suối Trong dài 42 m vừa được khánh thành sau tám tháng thi công, nối hai ấp của xã.",
        "Chợ phiên vẫn họp như mọi tuần với nhiều hàng quà quen thuộc của bà con trong vùng.",
        "Giá lúa mấy hôm nay tăng nhẹ so với tuần trước, theo các thương lái ở chợ.",
    ]
    document = paper("\n".join(body), "Khánh thành cầu Suối Trong nối hai ấp")
    assert texts(document, sentences=1) == [body[1]]


def test_one_item_of_a_list_does_not_stand_for_all_of_it(paper: Paper) -> None:
    items = [
        f"- Giấy tờ loại {n} do cơ quan có thẩm quyền cấp còn thời hạn sử dụng ít nhất sáu tháng;"
        for n in "ABCDEF"
    ]
    text = (
        "1. Hồ sơ\nNgười dân nộp hồ sơ gồm:\n"
        + "\n".join(items)
        + "\n2. Thời gian\nNhận hồ sơ từ 7 giờ 30 phút.\n"
    )
    assert texts(paper(text), sentences=1) == ["Thời gian: Nhận hồ sơ từ 7 giờ 30 phút."]


def test_a_headline_is_the_title_and_not_a_sentence(paper: Paper) -> None:
    text = "Ấp Đồng Tâm có nhà văn hóa mới\nSáng nay ấp Đồng Tâm mở cửa nhà văn hóa mới rộng 200 m2.\n"
    assert [c.text for c in candidates(paper(text))] == [text.splitlines()[1]]


def test_the_same_document_gives_the_same_summary(paper: Paper) -> None:
    assert summary(paper(NOTICE), syllables=120) == summary(paper(NOTICE), syllables=120)


def test_a_document_without_a_sentence_is_refused_in_words() -> None:
    with pytest.raises(BadInput, match="không có câu nào"):
        ENGINE.summarise(Document("", ()), Budget(sentences=3))


def test_a_budget_without_limits_is_a_defect(paper: Paper) -> None:
    with pytest.raises(ValueError, match="limit"):
        ENGINE.summarise(paper(NOTICE), Budget())


def test_shortening_never_drops_a_condition() -> None:
    text = "Hộ dân được hỗ trợ tiền giống, để trồng lại vườn, trừ hộ đã nhận hỗ trợ của chương trình khác."
    assert shorten(text, 40)[0] == text


def test_shortening_drops_a_closing_purpose() -> None:
    text = "Xã trồng 500 cây xanh dọc các tuyến đường liên ấp, góp phần làm đẹp cảnh quan nông thôn."
    assert shorten(text, 60) == (
        "Xã trồng 500 cây xanh dọc các tuyến đường liên ấp.",
        ("bỏ vế phụ cuối câu",),
    )


LINES = st.lists(
    st.text(st.sampled_from("aăđếợ ABĐ0123456789.,;:!?()“”-+/|\t"), min_size=1, max_size=60),
    min_size=1,
    max_size=12,
)


@settings(max_examples=150)
@given(LINES, st.integers(1, 80))
def test_any_text_gives_sentences_found_in_it_or_a_refusal(lines: list[str], syllables: int) -> None:
    text, blocks = "", []
    for line in lines:
        kind = BlockKind.LIST_ITEM if line[0] in "-+" else BlockKind.PARAGRAPH
        blocks.append(Block(kind, Span(len(text), len(text) + len(line))))
        text += line + "\n"
    document = Document(text, tuple(blocks))
    try:
        made = summary(document, syllables=syllables)
    except BadInput:
        return
    for sentence in made:
        assert sentence.spans == tuple(sorted(sentence.spans))
        source = "".join(s.of(text) for s in sentence.spans).lower()
        assert {c for c in sentence.text.lower() if c.isalnum()} <= set(source)
