"""Step 2 in a browser: every place can be heard and said otherwise, here, in this text, or always; it holds."""

import json
import sqlite3
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.pages import DESK, LONG_MS, PHONE, Desk, Editor, Person, someone
from tests.e2e.place import PASSWORD, Installation

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

TEXT = """THÔNG BÁO
Về việc tiêm phòng cho đàn chó, mèo

BTC tiêm phòng xã thông báo lịch tiêm phòng dại ngày 12/5 tại nhà văn hóa ấp 3.
Tổ XQZT cùng BTC chuẩn bị 1.250 liều vắc xin, bà con đưa chó, mèo đến trước 7h30.
Mời bà con ở ấp 5 đến sau 7h30 để không phải chờ lâu, nhớ mang theo sổ tiêm.
"""
SIZES = [pytest.param(DESK, id="1280"), pytest.param(PHONE, id="390")]


class Preview:
    """The text, and the panel of one place."""

    def __init__(self, person: Person) -> None:
        self.person, self.page = person, person.page
        self.text = self.page.locator("#van-ban-doc .tl-reading")
        self.panel = self.page.locator("#cach-doc .tl-place")
        expect(self.text).to_be_visible()

    def open(self, written: str, number: int = 0) -> Locator:
        self.page.locator("#van-ban-doc .tl-said, #van-ban-doc .tl-word").filter(has_text=written).nth(
            number
        ).click()
        expect(self.panel.get_by_role("heading").first).to_contain_text(written)
        return self.panel

    def said(self, written: str) -> list[str]:
        """What is shown under each place of these words."""
        return (
            self.page.locator("#van-ban-doc .tl-said")
            .filter(has_text=written)
            .locator("span")
            .all_inner_texts()
        )

    def choose(self, spoken: str) -> None:
        self.panel.locator("label").filter(has_text=spoken).first.click()

    def type(self, spoken: str) -> None:
        self.panel.get_by_label("Gõ cách đọc khác").fill(spoken)

    def apply(self, scope: str) -> None:
        self.panel.get_by_role("group", name="Áp dụng cho").get_by_role("button", name=scope).click()


def heard(page: Page, button: Locator) -> float:
    """Press it; the sound that is then loaded really decodes; its length in seconds."""
    before = page.evaluate("document.querySelector('#tl-nghe')?.src || ''")
    button.click()
    page.wait_for_function(
        "old => { const a = document.querySelector('#tl-nghe'); return a && a.src && a.src !== old && a.duration > 0; }",
        arg=before,
    )
    return float(page.evaluate("document.querySelector('#tl-nghe').duration"))


def drafted(person: Person, tmp_path: Path) -> tuple[Editor, Preview]:
    source = tmp_path / "thong-bao.txt"
    source.write_text(TEXT, encoding="utf-8")
    editor = Desk(person).upload(source)
    script = person.page.locator("#kich-ban textarea")
    script.fill("\n".join(TEXT.splitlines()[3:]))
    expect(editor.sentences).to_have_count(3)
    editor.step("2. Văn bản đọc")
    return editor, Preview(person)


def stored_takes(installation: Installation) -> list[dict]:
    """Recordings the installation remembers making."""
    with sqlite3.connect(installation.data / "workbench.db") as database:
        rows = database.execute("select take from takes order by made_at").fetchall()
    return [json.loads(zlib.decompress(r[0][1:]) if r[0][:1] == b"\x01" else r[0]) for r in rows]


@pytest.mark.parametrize("size", SIZES)
def test_a_place_is_heard_and_said_otherwise_here_in_this_text_and_always(
    installation: Installation, browser: Browser, screens: Path, tmp_path: Path, size: dict[str, int]
) -> None:
    installation.serve()
    with someone(browser, installation.base, screens, "minh", size) as minh:
        editor, preview = drafted(minh.sign_in(), tmp_path)
        minh.shoot("van-ban-doc")
        panel = preview.open("BTC")
        place = heard(minh.page, panel.get_by_role("button", name="Nghe chỗ này"))
        sentence = heard(minh.page, panel.get_by_role("button", name="Nghe cả câu"))
        other = heard(minh.page, panel.get_by_role("button", name="Nghe: bộ tài chính"))
        assert 0.2 < place < sentence
        assert 0.2 < other < sentence
        minh.shoot("mot-cho", whole=False)

        preview.choose("bộ tài chính")
        preview.apply("Chỗ này")
        expect(panel).to_contain_text("chỉ chỗ này")
        assert preview.said("BTC") == ["bộ tài chính", "ban tổ chức"]
        minh.shoot("cho-nay", whole=False)

        preview.type("chữ gõ dở")
        preview.open("7h30")
        expect(panel.get_by_label("Gõ cách đọc khác")).to_have_value("")
        preview.choose("rưỡi")
        preview.apply("Văn bản này")
        expect(panel).to_contain_text("cả văn bản này")
        assert preview.said("7h30") == ["bảy giờ rưỡi"] * 2

        expect(minh.page.locator("#van-ban-doc")).to_contain_text("Còn 1 chỗ cần xem")
        minh.page.locator("#van-ban-doc .tl-doubt").click()
        expect(panel.get_by_role("heading").first).to_have_text("XQZT")
        preview.type("xung kích")
        preview.apply("Luôn luôn")
        expect(panel).to_contain_text("Theo từ điển của xã")
        expect(minh.page.locator("#van-ban-doc")).not_to_contain_text("chỗ cần xem")
        minh.shoot("luon-luon", whole=False)

        minh.page.reload()
        preview = Preview(minh)
        assert preview.said("BTC") == ["bộ tài chính", "ban tổ chức"]
        assert preview.said("7h30") == ["bảy giờ rưỡi"] * 2
        assert preview.said("XQZT") == ["xung kích"]
        minh.shoot("sau-khi-tai-lai")

        editor.step("3. Giọng đọc")
        editor.record()
        recorded = stored_takes(installation)[-1]["spoken_sha256"]
        shown = installation.json("lexicon", "list")
        assert shown["written"] == "XQZT"
        assert len(recorded) == 64

        # The lexicon changes behind the recording: the page says so and keeps the recording.
        installation.run("lexicon", "add", "XQZT", "xung phong")
        editor.step("2. Văn bản đọc")
        expect(preview.text).to_contain_text("xung phong")
        editor.step("3. Giọng đọc")
        expect(minh.page.locator("#ban-thu")).to_contain_text("đã đổi sau khi thu")
        expect(minh.page.locator("#ban-thu audio")).to_be_attached()
        editor.record()
        expect(minh.page.locator("#ban-thu")).not_to_contain_text("đã đổi sau khi thu", timeout=LONG_MS)
        assert stored_takes(installation)[-1]["spoken_sha256"] != recorded


def test_a_reporter_corrects_by_keyboard_and_is_told_who_may_teach(
    installation: Installation, browser: Browser, screens: Path, tmp_path: Path
) -> None:
    installation.serve()
    with someone(browser, installation.base, screens, "lan", DESK) as lan:
        editor, preview = drafted(lan.sign_in(PASSWORD), tmp_path)
        keys = lan.page.keyboard
        lan.page.locator("#van-ban-doc .tl-said").filter(has_text="12/5").focus()
        keys.press("Enter")
        expect(preview.panel.get_by_role("heading").first).to_have_text("12/5")
        expect(preview.panel.get_by_role("heading").first).to_be_focused()
        expect(preview.panel).to_contain_text("nhờ biên tập viên")
        expect(preview.panel.get_by_role("button", name="Luôn luôn")).to_have_count(0)
        preview.type("mười hai tháng 5")
        keys.press("Enter")
        expect(lan.page.locator("#cach-doc-bao").get_by_role("alert")).to_contain_text("còn chữ số")
        lan.shoot("con-chu-so", whole=False)
        preview.type("mười hai tháng năm tới")
        keys.press("Enter")
        expect(preview.text).to_contain_text("mười hai tháng năm tới")
        keys.press("Escape")
        expect(preview.panel).to_have_count(0)
        keys.press("ArrowRight")
        keys.press("Enter")
        expect(preview.panel.get_by_role("heading").first).to_have_text("tại")
        preview.panel.get_by_role("button", name="Chọn thêm từ sau").click()
        expect(preview.panel.get_by_role("heading").first).to_have_text("tại nhà")

        keys.press("Escape")
        lan.page.locator("#van-ban-doc .tl-doubt").click()
        preview.panel.get_by_role("button", name="Đã xem, giữ nguyên").click()
        expect(lan.page.locator("#van-ban-doc")).to_contain_text("Không còn chỗ nào máy chưa chắc")
        expect(lan.warned()).to_have_count(0)

        # A place that is gone says so, and its correction can be removed.
        editor.step("1. Nội dung")
        script = lan.page.locator("#kich-ban textarea")
        script.fill(script.input_value().replace("ngày 12/5", "tuần này"))
        editor.step("2. Văn bản đọc")
        gone = lan.page.locator(".tl-fixes li").filter(has_text="không còn chỗ này trong văn bản")
        expect(gone).to_contain_text("12/5")
        lan.shoot("cho-da-mat")
        gone.get_by_role("button", name="Bỏ").click()
        expect(gone).to_have_count(0)
