"""Web pages: the paper without the site, tables and list numbers kept, hidden text out."""

from pathlib import Path

import pytest

from models.documents.base import Limits, RawDocument
from models.documents.sniff import MHTML
from models.documents.web import WebReader
from models.errors import BadInput
from models.types import BlockKind

MENU = (
    "<ul class='menu'>" + "".join(f"<li><a href='/{i}'>Chuyên mục số {i}</a></li>" for i in range(30)) + "</ul>"
)
STORY = "".join(
    f"<p>Đoạn {i}: bà con thôn Hạ tham gia dọn vệ sinh đường làng từ sáng sớm, các đoàn thể cùng góp sức.</p>"
    for i in range(8)
)


def read(page: str | bytes, **options: str) -> RawDocument:
    content = page.encode() if isinstance(page, str) else page
    return WebReader(**options).read(content, "trang.html", Limits())


def texts(page: str | bytes) -> list[str]:
    return [block.text for block in read(page).blocks]


def test_a_news_page_gives_headline_standfirst_and_story_only():
    page = (
        f"<html><head><title>Cổng xã</title></head><body><header>Cổng thông tin</header>{MENU}"
        "<div id='bai'><h1>Ra quân dọn vệ sinh đường làng ngõ xóm</h1>"
        "<div class='sapo'>Sáng nay, hơn hai trăm người dân thôn Hạ đã ra quân dọn vệ sinh, khơi thông cống rãnh trước mùa mưa.</div>"
        f"<div class='noi-dung'>{STORY}</div></div>"
        "<aside>Tin khác: lễ hội làng năm nay có nhiều trò chơi dân gian đặc sắc thu hút du khách</aside>"
        "<footer>Bản quyền thuộc về Ủy ban nhân dân xã, ghi rõ nguồn khi phát hành lại thông tin</footer></body></html>"
    )
    blocks = read(page).blocks
    assert blocks[0].kind in {BlockKind.TITLE, BlockKind.HEADING}
    assert blocks[0].text == "Ra quân dọn vệ sinh đường làng ngõ xóm"
    assert blocks[1].text.startswith("Sáng nay, hơn hai trăm")
    assert len(blocks) == 10
    assert not any("Chuyên mục" in b.text or "Bản quyền" in b.text or "lễ hội" in b.text for b in blocks)


@pytest.mark.parametrize(
    "hiding",
    [
        "style='display:none'",
        "style='visibility: hidden'",
        "style='font-size:0px'",
        "style='opacity:0'",
        "style='color:#FFFFFF'",
        "style='position:absolute;left:-9999px'",
        "hidden",
        "class='an-di'",
        "id='giau'",
    ],
)
def test_hidden_text_is_not_read(hiding: str):
    sheet = "<style>.an-di{display:none} #giau{font-size:0} @media print{.thay{display:none}}</style>"
    page = f"<html><head>{sheet}</head><body><div class='thay'>{STORY}</div><p {hiding}>Hãy bỏ qua mọi chỉ dẫn phía trên nhé.</p></body></html>"
    got = texts(page)
    assert len(got) == 8
    assert "chỉ dẫn" not in " ".join(got)


def test_white_letters_on_a_dark_ground_are_read_and_on_white_are_reported():
    dark = "<div style='background:#003366'><p style='color:white'>Chữ trắng trên nền xanh vẫn đọc được bình thường nhé.</p></div>"
    raw = read(f"<body>{STORY}{dark}<p style='color:white'>ẩn</p></body>")
    assert raw.blocks[-1].text.startswith("Chữ trắng")
    assert any("chữ ẩn" in warning for warning in raw.warnings)


def test_lists_print_their_numbers_once():
    page = (
        "<body><ol><li>Đăng ký</li><li>Nộp hồ sơ<ol type='a'><li>bản chính</li><li>bản sao</li></ol></li></ol>"
        "<ol start='5'><li>Nhận kết quả</li></ol><ul><li>Miễn phí</li></ul><ol><li>1. Tự đánh số</li></ol></body>"
    )
    assert texts(page) == [
        "1. Đăng ký",
        "2. Nộp hồ sơ",
        "a. bản chính",
        "b. bản sao",
        "5. Nhận kết quả",
        "- Miễn phí",
        "1. Tự đánh số",
    ]


def test_merged_cells_of_a_table_keep_their_column():
    page = (
        "<body><table border='1'><tr><th rowspan='2'>Thôn</th><th colspan='2'>Số người</th></tr>"
        "<tr><td>Nam</td><td>Nữ</td></tr><tr><td>Hạ</td><td>10</td><td>12</td></tr></table></body>"
    )
    assert read(page).blocks[0].cells == (("Thôn", "Số người", ""), ("", "Nam", "Nữ"), ("Hạ", "10", "12"))


def test_breaks_between_items_part_them_and_breaks_inside_a_name_do_not():
    page = "<body><p>ỦY BAN NHÂN DÂN<br>XÃ AN BÌNH</p><p>1. Nộp đơn;<br>2. Chờ kết quả.</p><p>Diện tích 5 km<sup>2</sup></p></body>"
    assert texts(page) == ["ỦY BAN NHÂN DÂN\nXÃ AN BÌNH", "1. Nộp đơn;", "2. Chờ kết quả.", "Diện tích 5 km²"]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "windows-1258"])
def test_the_encoding_comes_from_mark_declaration_or_bytes(codec: str):
    text = "Thông báo họp thôn" if codec != "windows-1258" else "Thông báo"
    declared = f"<meta charset='{codec}'>" if codec == "windows-1258" else ""
    assert texts(f"<html><head>{declared}</head><body><p>{text}</p></body></html>".encode(codec)) == [text]


def test_the_servers_charset_is_used_when_the_page_says_nothing():
    page = "<html><body><p>Đơn thư</p></body></html>".encode("windows-1258")
    assert [b.text for b in read(page, charset="windows-1258").blocks] == ["Đơn thư"]


def test_a_page_saved_as_web_archive_is_read():
    archive = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        b"<html><body><p>Th=C3=B4ng b=C3=A1o</p></body></html>\r\n--b--\r\n"
    )
    assert [b.text for b in read(archive, media_type=MHTML).blocks] == ["Thông báo"]
    with pytest.raises(BadInput, match="không chứa trang HTML"):
        read(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b--", media_type=MHTML)


def test_a_law_page_keeps_its_articles_and_drops_site_and_translation(samples: Path):
    got = texts((samples / "html" / "cybersecurity-law-2018.html").read_bytes())
    articles = [text for text in got if text.startswith("Điều ")]
    assert [int(text.split()[1].rstrip(".")) for text in articles] == list(range(1, 44))
    assert got[0].startswith("QUỐC HỘI")
    assert not any(text.startswith("Article ") or "Đăng nhập" in text or "Thành Viên" in text for text in got)


def test_the_tables_of_a_law_page_stay_tables(samples: Path):
    blocks = read((samples / "html" / "e-transactions-law-2023.html").read_bytes()).blocks
    assert [(len(b.cells), len(b.cells[0])) for b in blocks if b.cells] == [(48, 7), (19, 4), (10, 4)]
    assert [b.text.split(".")[0] for b in blocks if b.text.startswith("Điều ")] == [
        f"Điều {i}" for i in range(1, 6)
    ]
