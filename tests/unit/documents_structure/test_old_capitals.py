"""Old encodings whose capitals are not plain: TCVN3 with its capital fonts, VISCII with letters below a blank."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.documents import encodings
from models.documents.legacy_tables import TCVN3, VISCII

SENTENCES = [
    "Ủy ban nhân dân xã Suối Mơ thông báo lịch tiêm chủng mở rộng.",
    "Đề nghị bà con đến đúng giờ, mang theo sổ tiêm của trẻ.",
    "Điện lực huyện cắt điện từ bảy giờ sáng để sửa đường dây.",
    "Mỹ Lệ, Ỷ Na và Kỳ Mỹ là ba ấp ở ven sông Lá.",
    "ẨM THỰC, ẴM BỒNG, ẲN Ý, ỶN, Ỹ, ỴN: chữ hoa ít gặp.",
]


def tcvn3_capital_font(text: str) -> str:
    """Plain letters typed with Shift, letters with marks only as the font has them."""
    letters = {letter: code for code, letter in TCVN3.items()}
    return "".join(letters.get(c, letters.get(c.lower(), c)) for c in text)


def viscii(text: str) -> bytes:
    codes = {letter: ord(code) for code, letter in VISCII.items()}
    return bytes(codes.get(c, ord(c)) for c in text)


@given(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=5, unique=True).map("\n".join))
def test_viscii_files_come_back(text: str) -> None:
    read, warnings = encodings.to_unicode(viscii(text))
    assert read == text
    assert "VISCII" in warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        "ỦY BAN NHÂN DÂN XÃ SUỐI MƠ\nTHÔNG BÁO LỊCH CẮT ĐIỆN Ở CÁC ẤP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        "Căn cứ NGHỊ QUYẾT của hội đồng, huyện quyết định khen thưởng ba tổ.",
    ],
)
def test_a_line_typed_in_a_capital_font_is_capital_again(text: str) -> None:
    assert encodings.repair(tcvn3_capital_font(text))[0] == text


def test_small_letters_beside_capital_abbreviations_stay_small() -> None:
    text = "UBND xã và HĐND xã đã họp ở TP để bàn việc cắt điện."
    assert encodings.repair(tcvn3_capital_font(text))[0] == text


def test_the_person_is_told_to_look_at_the_capitals() -> None:
    _, warnings = encodings.repair(tcvn3_capital_font("\n".join(SENTENCES)))
    assert len(warnings) == 1
    assert "chữ hoa có dấu" in warnings[0]
