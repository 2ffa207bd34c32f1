"""Header fields of documents in the form of NĐ 30/2020/NĐ-CP, as files really hold them."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.documents import structure
from models.documents.base import RawBlock, RawDocument
from models.types import BlockKind, Document, DocumentHeader, HeaderField


def build(text: str) -> Document:
    raw = [RawBlock(BlockKind.PARAGRAPH, line) for line in text.strip().split("\n")]
    return structure.build(RawDocument(raw, "text/plain"), "thu.txt", "0" * 64)


@dataclass(frozen=True)
class Case:
    """A document and what a clerk would write in the register."""

    name: str
    text: str
    issuer: str = ""
    number: str = ""
    symbol: str = ""
    place: str = ""
    on: date | None = None
    kind: str = ""
    subject: str = ""
    signer: str = ""
    post: str = ""
    recipients: tuple[str, ...] = field(default=())


CASES = [
    Case(
        "plan, recipients as a list",
        """
ỦY BAN NHÂN DÂN
XÃ SUỐI MƠ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 15/KH-UBND
Suối Mơ, ngày 05 tháng 3 năm 2026
KẾ HOẠCH
Ra quân tổng vệ sinh môi trường
chào mừng ngày hội của xã
Thực hiện Kế hoạch số 4/KH-UBND ngày 02 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh về môi trường;
I. MỤC ĐÍCH
1. Làm sạch đường ấp.
Nơi nhận:
- Thường trực Đảng ủy xã;
- Các ấp, đoàn thể
trong xã;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
Đỗ Thị Mẫu Đơn
""",
        issuer="ỦY BAN NHÂN DÂN XÃ SUỐI MƠ",
        number="15",
        symbol="KH-UBND",
        place="Suối Mơ",
        on=date(2026, 3, 5),
        kind="Kế hoạch",
        subject="Ra quân tổng vệ sinh môi trường chào mừng ngày hội của xã",
        signer="Đỗ Thị Mẫu Đơn",
        post="TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        recipients=("Thường trực Đảng ủy xã", "Các ấp, đoàn thể trong xã", "Lưu: VT"),
    ),
    Case(
        "official letter, subject over two lines, number left blank",
        """
UBND HUYỆN BÌNH GIẢ
PHÒNG VĂN HÓA VÀ THÔNG TIN
Số:     /VHTT-TT
V/v kiểm tra loa truyền thanh
trước mùa mưa bão
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bình Giả, ngày 1 tháng 6 năm 2026
Kính gửi: Ủy ban nhân dân các xã.
Phòng đề nghị các xã kiểm tra loa trước ngày 15 tháng 6 năm 2026.
Nơi nhận:
- Như trên;
- Lưu: VT.
TRƯỞNG PHÒNG
Ngô Văn Thử
""",
        issuer="UBND HUYỆN BÌNH GIẢ PHÒNG VĂN HÓA VÀ THÔNG TIN",
        symbol="VHTT-TT",
        place="Bình Giả",
        on=date(2026, 6, 1),
        kind="Công văn",
        subject="kiểm tra loa truyền thanh trước mùa mưa bão",
        signer="Ngô Văn Thử",
        post="TRƯỞNG PHÒNG",
        recipients=("Như trên", "Lưu: VT"),
    ),
    Case(
        "decision, the authority repeated under the subject",
        """
ỦY BAN NHÂN DÂN
TỈNH SÔNG LÁ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 204/QĐ-UBND
Sông Lá, ngày 20 tháng 11 năm 2025
QUYẾT ĐỊNH
Về việc công nhận ấp văn hóa
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SÔNG LÁ
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
QUYẾT ĐỊNH:
Điều 1. Công nhận năm ấp văn hóa.
Điều 2. Quyết định có hiệu lực từ ngày ký.
Nơi nhận: Như Điều 2; Báo Sông Lá; Lưu: VT, VX.
CHỦ TỊCH
TS. Hồ Ngọc Ví Dụ
""",
        issuer="ỦY BAN NHÂN DÂN TỈNH SÔNG LÁ",
        number="204",
        symbol="QĐ-UBND",
        place="Sông Lá",
        on=date(2025, 11, 20),
        kind="Quyết định",
        subject="Về việc công nhận ấp văn hóa",
        signer="Hồ Ngọc Ví Dụ",
        post="CHỦ TỊCH",
        recipients=("Như Điều 2", "Báo Sông Lá", "Lưu: VT, VX"),
    ),
    Case(
        "law",
        """
QUỐC HỘI
Luật số: 99/2031/QH17
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 9 tháng 10 năm 2031
LUẬT
LOA TRUYỀN THANH
Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Quốc hội ban hành Luật Loa truyền thanh.
Điều 1. Phạm vi
Luật này quy định về loa.
Luật này được Quốc hội thông qua ngày 9 tháng 10 năm 2031.
CHỦ TỊCH QUỐC HỘI
Phạm Văn Giả Định
""",
        issuer="QUỐC HỘI",
        number="99",
        symbol="2031/QH17",
        place="Hà Nội",
        on=date(2031, 10, 9),
        kind="Luật",
        subject="LOA TRUYỀN THANH",
        signer="Phạm Văn Giả Định",
        post="CHỦ TỊCH QUỐC HỘI",
    ),
    Case(
        "decree",
        """
CHÍNH PHỦ
Số: 12/2030/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 03 tháng 02 năm 2030
NGHỊ ĐỊNH
Quy định chi tiết việc dùng loa
Căn cứ Luật Loa truyền thanh;
Điều 1. Phạm vi
TM. CHÍNH PHỦ
THỦ TƯỚNG
Bùi Văn Tưởng Tượng
""",
        issuer="CHÍNH PHỦ",
        number="12",
        symbol="2030/NĐ-CP",
        place="Hà Nội",
        on=date(2030, 2, 3),
        kind="Nghị định",
        subject="Quy định chi tiết việc dùng loa",
        signer="Bùi Văn Tưởng Tượng",
        post="TM. CHÍNH PHỦ THỦ TƯỚNG",
    ),
    Case(
        "columns interleaved line by line, signature among the recipients",
        """
ỦY BAN NHÂN DÂN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHƯỜNG BẾN LÁ
Độc lập - Tự do - Hạnh phúc
Số: 31/TB-UBND
Bến Lá, ngày 12 tháng 12 năm 2025
THÔNG BÁO
Về việc tạm ngưng cấp nước
Ủy ban nhân dân phường thông báo đến bà con lịch ngưng cấp nước như sau: khu phố Ba ngưng từ tám giờ.
Nơi nhận:
TM. ỦY BAN NHÂN DÂN
- Các khu phố;
CHỦ TỊCH
- Đài truyền thanh phường;
- Lưu: VT.
Lý Thị Thí Dụ
""",
        issuer="ỦY BAN NHÂN DÂN PHƯỜNG BẾN LÁ",
        number="31",
        symbol="TB-UBND",
        place="Bến Lá",
        on=date(2025, 12, 12),
        kind="Thông báo",
        subject="Về việc tạm ngưng cấp nước",
        signer="Lý Thị Thí Dụ",
        post="TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",
        recipients=("Các khu phố", "Đài truyền thanh phường", "Lưu: VT"),
    ),
    Case(
        "side by side, one blank between the columns",
        """
UBND XÃ GÒ ME CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 8/GM-UBND Độc lập - Tự do - Hạnh phúc
Gò Me, ngày 2/9/2026
GIẤY MỜI
Dự họp tổ dân phố
Kính gửi: Các hộ dân tổ 4.
Mời bà con dự họp lúc bảy giờ tối.
CHỦ TỊCH
NGUYỄN VĂN MẪU
""",
        issuer="UBND XÃ GÒ ME",
        number="8",
        symbol="GM-UBND",
        place="Gò Me",
        on=date(2026, 9, 2),
        kind="Giấy mời",
        subject="Dự họp tổ dân phố",
        signer="NGUYỄN VĂN MẪU",
        post="CHỦ TỊCH",
    ),
    Case(
        "number, place and date in one line; columns parted by blanks",
        """
UBND XÃ SUỐI MƠ          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
BAN CHỈ HUY PCTT          Độc lập - Tự do - Hạnh phúc
Số: 02/CĐ-PCTT Suối Mơ, ngày 18 tháng 9 năm 2026
CÔNG ĐIỆN
VỀ VIỆC ỨNG PHÓ BÃO SỐ 7
Ban Chỉ huy yêu cầu các ấp chằng chống nhà cửa.
Nơi nhận:          TRƯỞNG BAN
- Các ấp;
- Lưu: VT.          Võ Minh Giả
""",
        issuer="UBND XÃ SUỐI MƠ BAN CHỈ HUY PCTT",
        number="02",
        symbol="CĐ-PCTT",
        place="Suối Mơ",
        on=date(2026, 9, 18),
        kind="Công điện",
        subject="VỀ VIỆC ỨNG PHÓ BÃO SỐ 7",
        signer="Võ Minh Giả",
        post="TRƯỞNG BAN",
        recipients=("Các ấp", "Lưu: VT"),
    ),
    Case(
        "scanned: wrong accents, no blank before the day, stamp between the columns",
        """
ỦY BAN NHÂN DÂN
HUYỆN BÌNH GIẢ
Só: 77/QĐ-UBND
ĐẾN
CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập —- Tự do - Hạnh phúc
Bình Giả, ngày07 tháng 4 năm 2026
QUYÉT ĐỊNH
Khen thưởng các tổ tự quản
Căn cứ Nghị định số 5/2025/NĐ-CP ngày 14 tháng 6 năm 2025;
QUYÉT ĐỊNH:
Điều 1. Khen thưởng ba tổ.
Nơi nhận: `
- Như Điều 1;
~ Phòng Nội vụ;
60
-- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
5
Huỳnh Thị Ảo
""",
        issuer="ỦY BAN NHÂN DÂN HUYỆN BÌNH GIẢ",
        number="77",
        symbol="QĐ-UBND",
        place="Bình Giả",
        on=date(2026, 4, 7),
        kind="Quyết định",
        subject="Khen thưởng các tổ tự quản",
        signer="Huỳnh Thị Ảo",
        post="KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        recipients=("Như Điều 1", "Phòng Nội vụ", "Lưu: VT"),
    ),
    Case(
        "party form",
        """
ĐẢNG BỘ HUYỆN BÌNH GIẢ
ĐẢNG ỦY XÃ SUỐI MƠ
ĐẢNG CỘNG SẢN VIỆT NAM
Số 12-KH/ĐU
Suối Mơ, ngày 3 tháng 2 năm 2026
KẾ HOẠCH
tổ chức Tết trồng cây
Nhằm tạo bóng mát cho các tuyến đường, Đảng ủy xã xây dựng kế hoạch như sau:
T/M ĐẢNG ỦY
BÍ THƯ
Trương Văn Họa
""",
        issuer="ĐẢNG BỘ HUYỆN BÌNH GIẢ ĐẢNG ỦY XÃ SUỐI MƠ",
        number="12-KH",
        symbol="ĐU",
        place="Suối Mơ",
        on=date(2026, 2, 3),
        kind="Kế hoạch",
        subject="tổ chức Tết trồng cây",
        signer="Trương Văn Họa",
        post="T/M ĐẢNG ỦY BÍ THƯ",
    ),
    Case(
        "appendix after the signature, kind and subject in one line, officer signs",
        """
CÔNG AN XÃ GÒ ME
CỘNG HÒA XÃ HỘI CHỦ NGHĨA
VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: …/TB-CAX
Gò Me, ngày … tháng 5 năm 2026
THÔNG BÁO VỀ VIỆC LÀM CĂN CƯỚC LƯU ĐỘNG
Công an xã làm căn cước lưu động tại các ấp theo lịch trong phụ lục.
Nơi nhận:
- Các ấp;
- Lưu: CAX.
TRƯỞNG CÔNG AN XÃ
Thiếu tá Mai Văn Ví
PHỤ LỤC
LỊCH LÀM CĂN CƯỚC
- Ấp Bàu Sen: thứ Hai;
- Ấp Gò Me: thứ Ba.
""",
        issuer="CÔNG AN XÃ GÒ ME",
        symbol="TB-CAX",
        place="Gò Me",
        kind="Thông báo",
        subject="VỀ VIỆC LÀM CĂN CƯỚC LƯU ĐỘNG",
        signer="Mai Văn Ví",
        post="TRƯỞNG CÔNG AN XÃ",
        recipients=("Các ấp", "Lưu: CAX"),
    ),
    Case(
        "team of a company, its leader signs",
        """
ĐỘI QUẢN LÝ NƯỚC GÒ ME
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 4/TB-QLN
Gò Me, ngày 8 tháng 8 năm 2026
THÔNG BÁO
Thay đồng hồ nước
Đội thay đồng hồ nước cho các hộ ở ấp Gò Me.
Nơi nhận:
- Các hộ dân;
- Lưu: VT.
ĐỘI TRƯỞNG
(Đã ký)
Cao Thị Thử Nghiệm
""",
        issuer="ĐỘI QUẢN LÝ NƯỚC GÒ ME",
        number="4",
        symbol="TB-QLN",
        place="Gò Me",
        on=date(2026, 8, 8),
        kind="Thông báo",
        subject="Thay đồng hồ nước",
        signer="Cao Thị Thử Nghiệm",
        post="ĐỘI TRƯỞNG",
        recipients=("Các hộ dân", "Lưu: VT"),
    ),
    Case(
        "bulletin without the form",
        """
Thông báo về việc phun thuốc diệt muỗi
Trạm y tế xã sẽ phun thuốc diệt muỗi tại ấp Bàu Sen, ngày 5 tháng 7 năm 2026.
Bà con đậy kín lu nước, che chuồng trại và ở trong nhà ba mươi phút.
""",
        kind="Thông báo",
        subject="về việc phun thuốc diệt muỗi",
    ),
    Case(
        "article: nothing of a header in it",
        """
Người giữ nước ở ấp Gò Me
Ba mươi năm nay ông Tư vẫn mở cống đúng giờ con nước, bà con ai cũng thương.
Theo Quyết định số 15/QĐ-UBND ngày 3 tháng 2 năm 2026, ông được khen thưởng.
""",
    ),
]


def value(item: HeaderField | None) -> str:
    return "" if item is None else item.value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fields_of(case: Case) -> None:
    header = build(case.text).header
    assert value(header.issuer) == case.issuer
    assert value(header.number) == case.number
    assert value(header.symbol) == case.symbol
    assert value(header.place) == case.place
    assert header.date == case.on
    assert value(header.kind) == case.kind
    assert value(header.subject) == case.subject
    assert value(header.signer) == case.signer
    assert value(header.signer_title) == case.post
    assert tuple(r.value for r in header.recipients) == case.recipients


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_value_stands_where_its_span_says(case: Case) -> None:
    document = build(case.text)
    for name in ("issuer", "number", "symbol", "place", "subject", "signer", "signer_title"):
        item = getattr(document.header, name)
        if item is not None:
            words = item.span.of(document.text).split()
            assert [w for w in item.value.split() if w not in words] == []
    for item in document.header.recipients:
        assert item.span is not None
        assert item.span.of(document.text).split()[-1].strip(";.") == item.value.split()[-1]


def test_the_code_is_cited_as_people_cite_it() -> None:
    codes = {case.name: build(case.text).header.code for case in CASES}
    assert codes["law"] == "99/2031/QH17"
    assert codes["party form"] == "12-KH/ĐU"
    assert codes["official letter, subject over two lines, number left blank"] == ""


def test_title_blocks_name_the_document() -> None:
    document = build(CASES[0].text)
    titles = [b.span.of(document.text) for b in document.blocks if b.kind is BlockKind.TITLE]
    assert titles == ["KẾ HOẠCH", "Ra quân tổng vệ sinh môi trường", "chào mừng ngày hội của xã"]


def test_what_stands_after_the_first_line_of_the_body_is_a_citation() -> None:
    header = build("""
UBND XÃ SUỐI MƠ
Căn cứ Luật Thử nghiệm;
Suối Mơ, ngày 1 tháng 1 năm 2020
Số: 3/QĐ-UBND
KẾ HOẠCH
""").header
    assert header == DocumentHeader(issuer=header.issuer)
    assert value(header.issuer) == "UBND XÃ SUỐI MƠ"


def test_an_authority_above_the_legal_basis_is_not_the_signer() -> None:
    header = build("""
QUYẾT ĐỊNH
Công nhận ấp văn hóa
__________
GIÁM ĐỐC SỞ VĂN HÓA
Căn cứ Luật Thử nghiệm;
Điều 1. Công nhận ấp Gò Me.
Nơi nhận:
- Như Điều 1;
- Lưu: VT.
""").header
    assert header.signer_title is None
    assert value(header.subject) == "Công nhận ấp văn hóa"


def test_an_impossible_date_is_no_date() -> None:
    header = build("Số: 1/TB-UBND\nGò Me, ngày 31 tháng 2 năm 2026\nTHÔNG BÁO\nThử").header
    assert header.date is None
    assert value(header.place) == "Gò Me"


lines = st.sampled_from([line for case in CASES for line in case.text.strip().split("\n")])


@given(st.lists(st.one_of(lines, st.text(max_size=40)), max_size=60))
@settings(max_examples=200)
def test_lines_in_any_order_never_break_it(shuffled: list[str]) -> None:
    document = build("\n".join(shuffled))
    header = document.header
    fields = [getattr(header, n) for n in DocumentHeader.__dataclass_fields__ if n != "recipients"]
    for item in (*fields, *header.recipients):
        assert item is None or item.value
        if item is not None and item.span is not None:
            assert 0 <= item.span.start < item.span.end <= len(document.text)
