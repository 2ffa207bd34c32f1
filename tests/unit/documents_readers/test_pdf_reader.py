"""PDF: text layer read in order, stamps in their gaps, refusals that say what is wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.documents.base import Limits, RawDocument
from models.documents.pdf import PdfReader
from models.errors import BadInput, Missing
from models.types import BlockKind

MakePdf = Callable[..., bytes]


def read(content: bytes, limits: Limits | None = None) -> RawDocument:
    return PdfReader().read(content, "van-ban.pdf", limits or Limits())


def test_vietnamese_text_is_exact_and_wrapped_lines_are_joined(make_pdf: MakePdf):
    content = make_pdf(
        [
            (25, 30, "1. Bà con các thôn thu gom rác thải, khơi thông cống rãnh, phát quang bụi"),
            (20, 36, "rậm quanh nhà trước ngày mười lăm để phòng bệnh sốt xuất huyết trong mùa"),
            (20, 42, "mưa năm nay."),
            (25, 50, "2. Trưởng thôn đôn đốc, báo cáo kết quả về xã."),
        ]
    )
    raw = read(content)
    first, second = [block.text for block in raw.blocks]
    assert first.startswith("1. Bà con các thôn thu gom rác thải")
    assert "phát quang bụi rậm quanh nhà" in first
    assert first.endswith("trong mùa mưa năm nay.")
    assert second == "2. Trưởng thôn đôn đốc, báo cáo kết quả về xã."
    assert raw.pages == 1
    assert raw.warnings == ()


def test_a_drawn_table_is_a_table_also_over_two_pages(make_pdf: MakePdf):
    def page(rows: list[tuple[str, str, str]]) -> Callable[[object], None]:
        def draw(pdf: object) -> None:
            pdf.set_xy(20, 30)
            for row in rows:
                for text in row:
                    pdf.cell(50, 8, text, border=1)
                pdf.ln()
                pdf.set_x(20)

        return draw

    head = ("Thôn", "Số hộ", "Giờ họp")
    raw = read(make_pdf(page([head, ("Hạ", "20", "7 giờ")]), page([head, ("Thượng", "35", "8 giờ")])))
    assert [block.kind for block in raw.blocks] == [BlockKind.TABLE]
    assert raw.blocks[0].cells == (head, ("Hạ", "20", "7 giờ"), ("Thượng", "35", "8 giờ"))


def test_a_watermark_across_the_page_is_not_read(make_pdf: MakePdf):
    def draw(pdf: object) -> None:
        pdf.text(20, 30, "Thông báo về việc tiêm phòng cho đàn gia súc trong toàn xã.")
        with pdf.rotation(45, 100, 150):
            pdf.text(60, 150, "BẢN NHÁP KHÔNG PHÁT HÀNH")

    assert [b.text for b in read(make_pdf(draw)).blocks] == [
        "Thông báo về việc tiêm phòng cho đàn gia súc trong toàn xã."
    ]


def test_a_locked_pdf_says_so(make_pdf: MakePdf):
    with pytest.raises(BadInput, match="mật khẩu") as caught:
        read(make_pdf([(20, 30, "Nội dung")], password="mo-ra"))
    assert "bỏ mật khẩu" in caught.value.hint


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<</Root 1 0 R>>"])
def test_a_damaged_pdf_says_so(content: bytes):
    with pytest.raises(BadInput, match="bị hỏng"):
        read(content)


def test_too_many_pages_are_refused_with_the_number(make_pdf: MakePdf):
    content = make_pdf(*[[(20, 30, f"Trang {n} của bản tin xã")] for n in range(4)])
    with pytest.raises(BadInput, match="có 4 trang, quá giới hạn 3"):
        read(content, Limits(max_pages=3))


def test_too_much_text_is_refused(make_pdf: MakePdf):
    with pytest.raises(BadInput, match="ký tự"):
        read(make_pdf([(20, 30, "Một dòng chữ khá dài của bản tin")]), Limits(max_chars=10))


def test_progress_ends_at_one_and_never_goes_back(make_pdf: MakePdf):
    told: list[float] = []
    content = make_pdf(*[[(20, 30, f"Thôn số {n} họp bàn việc làng")] for n in range(3)])
    PdfReader().read(content, "a.pdf", Limits(), lambda fraction, _: told.append(fraction))
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_the_number_and_date_stamped_on_a_real_paper_are_in_their_gaps(samples: Path):
    texts = [b.text for b in read((samples / "pdf" / "hanoi_tb_453_flag.pdf").read_bytes()).blocks]
    assert texts[2] == "Số: 453/TB-UBND"
    assert "ngày 29 tháng 4 năm 2026" in texts[5]
    assert texts[3].startswith("CỘNG HÒA")
    assert len([text for text in texts if text.startswith("- ")]) == 11


def test_a_scan_without_tesseract_says_what_to_install(samples: Path, without_programs: None):
    with pytest.raises(Missing, match="bản quét") as caught:
        read((samples / "pdf" / "qd_729_ttg.pdf").read_bytes())
    assert "tesseract" in caught.value.hint


def test_too_many_scanned_pages_are_refused(samples: Path):
    with pytest.raises(BadInput, match="trang ảnh quét"):
        read((samples / "pdf" / "nq_115_ba_vi.pdf").read_bytes(), Limits(max_ocr_pages=1))
