"""The commune's lexicon in a browser: add, contradict, import with a look first, export, look up, try."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from models.reading.lexicon_files import from_csv, from_pls
from tests.e2e.pages import DESK, PHONE, someone
from tests.e2e.place import Installation
from workbench.ui.lexicon_tab import TRY

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def open_tab(page: Page) -> None:
    tab = page.get_by_role("tab", name="Từ điển phát âm")
    if tab.is_visible():
        tab.click()
    else:
        page.locator(".overflow-menu > button").first.click()
        page.locator(".overflow-dropdown button", has_text="Từ điển phát âm").click()


def keep(page: Page, written: str, spoken: str) -> None:
    page.locator("#td-viet").get_by_role("textbox").fill(written)
    page.locator("#td-doc").get_by_role("textbox").fill(spoken)
    page.locator("#nut-luu-tu").click()


def exported(page: Page, name: str) -> bytes:
    link = page.locator("#xuat-tu-dien").get_by_role("link", name=name).get_attribute("href") or ""
    return base64.b64decode(link.partition("base64,")[2])


@pytest.mark.parametrize("size", [pytest.param(DESK, id="1280"), pytest.param(PHONE, id="390")])
def test_the_lexicon_is_kept_in_the_page(
    installation: Installation, browser: Browser, screens: Path, tmp_path: Path, size: dict[str, int]
) -> None:
    installation.serve()
    with someone(browser, installation.base, screens, "quantri", size) as keeper:
        page = keeper.sign_in().page
        keeper.go("/ban/quan-tri")
        expect(page.locator("#tai-khoan table")).to_be_visible()
        open_tab(page)
        table, told = page.locator("#tu-dien"), page.locator("#td-bao")
        expect(table).to_contain_text("còn trống")

        keep(page, "TLX", "tổ liên xóm")
        expect(table).to_contain_text("tổ liên xóm")
        keep(page, "TLX", "tổ liên xã")
        expect(told).to_contain_text("đang đọc “TLX” là “tổ liên xóm”")
        keeper.shoot("noi-nguoc", whole=False)
        told.get_by_role("button", name="Thay bằng cách đọc mới").click()
        expect(table).to_contain_text("tổ liên xã")
        keep(page, "QL20", "quốc lộ 20")
        expect(keeper.warned().first).to_contain_text("còn chữ số")

        page.get_by_role("button", name="Nhập, xuất tệp CSV hoặc PLS").click()
        file = tmp_path / "tu.csv"
        file.write_text("written,spoken\nTLX,tổ liên xóm\nNVH,nhà văn hóa\nNVH,nhà hát\n", encoding="utf-8")
        page.locator("#tep-tu-dien input[type=file]").set_input_files(file)
        plan = page.locator("#nhap-tu-dien")
        expect(plan).to_contain_text("1 mục mới, 0 mục đã có")
        expect(plan).to_contain_text("lấy “nhà văn hóa”, bỏ “nhà hát”")
        expect(plan.locator("tbody tr")).to_have_count(1)
        keeper.shoot("xem-truoc-khi-nhap")
        plan.get_by_role("button", name="Nhập, giữ cách đọc đang dùng").click()
        expect(table).to_contain_text("nhà văn hóa")
        expect(table).not_to_contain_text("tổ liên xóm")
        expect(page.locator("#xuat-tu-dien")).to_contain_text("2 mục")
        for lexicon in (from_csv(exported(page, "Xuất CSV").decode()), from_pls(exported(page, "Xuất PLS"))):
            assert {e.written: e.spoken for e in lexicon} == {"NVH": "nhà văn hóa", "TLX": "tổ liên xã"}

        page.get_by_role("button", name="Thử đọc").click()
        box = page.locator("#thu-doc textarea")
        expect(box).to_have_value(TRY)
        box.fill("TLX họp ở NVH lúc 7h30.")
        box.blur()
        page.locator("#nut-doc-thu").click()
        expect(page.locator("#thu-doc-ra .tl-reading")).to_contain_text("tổ liên xã")
        page.get_by_role("button", name="Chữ sản phẩm đã biết sẵn").click()
        page.locator("#tim-biet-san").get_by_role("textbox").press_sequentially("ubnd")
        expect(page.locator("#biet-san tbody tr").first).to_contain_text("ủy ban nhân dân")
        keeper.shoot("tra-cuu")

        table.locator("tr", has_text="NVH").get_by_role("button", name="Bỏ").click()
        expect(table).not_to_contain_text("nhà văn hóa")
