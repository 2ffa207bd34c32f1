"""Personal data is found; hotlines, document codes, money and offices are left in peace (persons invented)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.privacy import personal_data
from pipelines.samples import sample_documents


def codes(text: str) -> list[str]:
    return [f.code for f in personal_data(text)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Số căn cước: 075199001234.", "identity_number"),
        ("Bà Lan, 075 199 001 234, đến nhận kết quả.", "identity_number"),
        ("CMND số 271234567 cấp năm 2012.", "identity_number"),
        ("Gọi cho anh Nguyễn Văn Thử, 0912 345 678, để đăng ký.", "phone"),
        ("Liên hệ chị Hoa (di động 0987.654.321).", "phone"),
        ("Điện thoại nhà riêng bà Trần Thị Mẫu: 0251 3822 111.", "phone"),
        ("Ủng hộ qua số tài khoản 0021 0003 7475 8 của bà Mẫu.", "bank_account"),
        ("Ông Lê Văn Thử, ngụ ấp Đồng Tâm, xã Suối Mơ, bị mất xe.", "name_with_address"),
        ("Chị Trần Thị Mẫu (SN 1988, trú tại tổ 5, khu phố 2) trúng thưởng.", "name_with_address"),
        ("Nguyễn Văn Thử, sinh ngày 02/3/1980, được tuyên dương.", "birth_date"),
        ("Bà Trần Thị Mẫu bị nhiễm HIV từ năm ngoái.", "health"),
        ("Gửi bài về mau.tran@gmail.com trước thứ Sáu.", "email"),
    ],
)
def test_personal_data_is_found(text: str, code: str) -> None:
    (finding,) = personal_data(text)
    assert finding.code == code
    assert finding.blocking
    assert finding.message.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "Gọi 113, 114, 115 hoặc 1022 khi cần.",
        "Kinh phí là 123456789 đồng, giải ngân 075.199.001.234 đồng.",
        "Theo Quyết định số 123456789/QĐ-UBND và Văn bản 15/2024/NĐ-CP.",
        "Mã hồ sơ 271234567 đã có kết quả.",
        "Ủy ban nhân dân xã, địa chỉ: số 12 đường Hòa Bình, xã Suối Mơ.",
        "Công ty TNHH An Thịnh Phát (địa chỉ: số 57 đường Hòa Bình) tài trợ.",
        "Ông Lê Văn Thử, Trưởng ấp Đồng Tâm, phát biểu.",
        "Ông Lê Văn Thử, ngụ tỉnh Đồng Nai, đoạt giải nhất.",
        "Thư gửi về ubnd@suoimo.gov.vn.",
        "Người dân trú bão tại trường tiểu học.",
        "Xã có 12 người nhiễm sốt xuất huyết trong tháng 10.",
        "Ngày 10/11/2026, từ 7 giờ 30 phút đến 11 giờ 30 phút.",
    ],
)
def test_what_is_not_personal_is_left_in_peace(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Đường dây nóng của Ủy ban nhân dân xã: 0251 3000 115.",
        "Trực ban Ban Chỉ huy: 0912 345 678, trực cả đêm.",
        "Điện thoại: 0251 3000 118.",
    ],
)
def test_numbers_given_to_be_called_are_only_shown(text: str) -> None:
    (finding,) = personal_data(text)
    assert finding.code == "phone_official"
    assert not finding.blocking


def test_the_excerpt_hides_what_it_reports() -> None:
    (number,) = personal_data("Số căn cước: 075199001234.")
    assert number.excerpt == "075•••••••34"
    (person,) = personal_data("Ông Lê Văn Thử, ngụ ấp Đồng Tâm, xã Suối Mơ.")
    assert "Lê Văn" not in person.excerpt
    assert "Đồng Tâm, xã" not in person.excerpt


def test_the_sample_documents_hold_no_personal_data() -> None:
    for name, content in sample_documents():
        if name.endswith(".txt"):
            assert set(codes(content.decode())) <= {"phone_official"}


@given(st.text(st.sampled_from("0123456789 .-/ÔngBàLê Văn, ngụấp@gmail.comSNsinhĐT:("), max_size=120))
def test_findings_never_overlap_and_lie_in_the_text(text: str) -> None:
    at = 0
    for finding in personal_data(text):
        assert at <= finding.span.start < finding.span.end <= len(text)
        at = finding.span.end
