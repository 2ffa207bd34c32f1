"""As a new user would: real documents from the editor's desk to the loudspeaker, the board and the portal."""

import re
from pathlib import Path

import feedparser
import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.e2e.pages import DESK, PHONE, Desk, Editor, Person, Review, Station, someone, without_marks
from tests.e2e.place import Installation, needs_programs

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

SIZES = [pytest.param(DESK, id="1280"), pytest.param(PHONE, id="390")]
PLAN = "ke-hoach-80-KH-UBND.txt"
OTHERS = (
    pytest.param("nd30/30_2020_ND_CP.docx", "Trung – nam", id="docx"),
    pytest.param("nd30/Phuluc2.doc", "Nam – nữ", id="doc"),
    pytest.param("pdf/hanoi_tb_453_flag.pdf", "Bắc – nam", id="pdf"),
    pytest.param("html/e-transactions-law-2023.html", "Trung – nữ", id="html"),
)


def approve(hoa: Person, title: str, *, hasty: bool = False) -> None:
    """Both gates; the second only after listening to the end, even for the hasty."""
    hoa.go("/ban/").open("Duyệt")
    review = Review(hoa)
    hoa.shoot("cho-duyet")
    review.take_up(title)
    hoa.shoot("duyet-noi-dung")
    review.approve_text()
    hoa.shoot("truoc-khi-nghe")
    if hasty:
        review.button.click()
        expect(hoa.warned().first).to_contain_text("Cần nghe hết bản thu")
        hoa.shoot("chua-nghe-thi-chua-duyet", whole=False)
    review.listen()
    hoa.shoot("da-nghe")
    review.approve_audio()
    hoa.shoot("da-phat-hanh")


def on_the_board(person: Person, bulletin: str) -> None:
    """Its first screen stands on the board, long enough for the board to say so."""

    def shown(answer: Response) -> bool:
        return answer.url.endswith("/bang/api/shown") and bulletin in (answer.request.post_data or "")

    with person.page.expect_response(shown, timeout=60_000):
        person.go("/bang/")
    lines = [line for s in screens_of(person) if s["id"] == bulletin for line in s["lines"]]
    seen = person.page.locator("#text").inner_text().replace("\xa0", " ")
    assert any(line in seen for line in lines), (seen, lines)
    person.shoot("bang", whole=False)


def screens_of(person: Person) -> list[dict]:
    return person.context.request.get(f"{person.base}/bang/api/state").json()["screens"]


def on_the_portal(person: Person, title: str) -> str:
    """Listed, with text and sound; its address."""
    link = person.page.get_by_role("link", name=title)
    person.go("/cong/")
    for _ in range(30):
        if link.count():
            break
        person.page.wait_for_timeout(500)
        person.page.reload()
    person.shoot("cong")
    link.first.click()
    expect(person.page.get_by_role("heading", level=1)).to_contain_text(title)
    loaded = "() => { const a = document.querySelector('#player'); return a && a.duration > 1; }"
    person.page.wait_for_function(loaded)
    expect(person.page.locator("#transcript button").first).to_be_visible()
    person.shoot("cong-bai")
    return person.page.url


def in_the_podcast(person: Person, address: str) -> None:
    """The feed is well-formed and its sound is where it says, as long as it says."""
    answer = person.context.request.get(f"{person.base}/cong/rss.xml")
    assert answer.headers["content-type"].startswith("application/rss+xml")
    feed = feedparser.parse(answer.body())
    assert feed.bozo == 0, feed.get("bozo_exception")
    [entry] = [e for e in feed.entries if e.link == address]
    [sound] = entry.enclosures
    body = person.context.request.get(sound.href).body()
    assert len(body) == int(sound.length)
    assert sound.type == "audio/mpeg"


def receipts(person: Person, bulletin: str) -> None:
    """Each receiver has told the desk, and the release page shows it without being asked again."""
    person.go(f"/ban/phat-hanh?id={bulletin}")
    rows = person.page.locator("#phat-hanh table").first.locator("tbody tr")
    for channel in ("Truyền thanh", "Bảng điện tử", "Cổng thông tin"):
        expect(rows.filter(has_text=channel)).to_contain_text("Đã phát", timeout=20_000)
    expect(rows).to_have_count(3)
    person.shoot("phat-hanh")


def everywhere(lan: Person, bulletin: str, title: str) -> None:
    """The station played it, the board shows it, the portal lists it, the release page knows."""
    station = Station(lan)
    lan.shoot("tram-truoc")
    station.start()
    expect(lan.page.locator("#now.playing")).to_contain_text(title, timeout=30_000)
    lan.shoot("tram-dang-phat")
    expect(station.played(title)).to_contain_text("Đã phát", timeout=60_000)
    lan.shoot("tram-da-phat")
    on_the_board(lan, bulletin)
    in_the_podcast(lan, on_the_portal(lan, title))
    receipts(lan, bulletin)


@pytest.mark.parametrize("size", SIZES)
def test_the_first_bulletin(
    installation: Installation, browser: Browser, samples: Path, screens: Path, size: dict[str, int]
) -> None:
    installation.serve()
    with someone(browser, installation.base, screens, "lan", size) as lan:
        desk = Desk(lan.sign_in()).seconds(30)
        lan.shoot("ban-bien-tap")
        editor = desk.upload(samples / PLAN)
        for number in range(editor.sentences.count()):
            sentence, marked = editor.sentences.nth(number).inner_text(), editor.show_source_of(number)
            if size is DESK:  # on a phone the source lies above the summary
                expect(lan.page.locator(".tl-source-text mark").first).to_be_in_viewport()
            assert shared_words(sentence, marked) > 0.5, (sentence, marked)
        lan.shoot("tom-tat-canh-nguon")
        title = "Đồng Nai hiện đại hóa hệ thống loa truyền thanh cơ sở"
        editor.rename(title)
        lan.page.reload()
        expect(Editor(lan).title).to_have_value(title)
        editor.rename_article(title)

        assert "hai nghìn không trăm hai mươi hai" in editor.reading()
        lan.shoot("van-ban-doc")
        correct_a_reading(lan.page)
        lan.shoot("sua-cach-doc")

        editor.step("3. Giọng đọc")
        for voice in ("Bắc – nữ", "Trung – nữ", "Nam – nam"):
            assert 2 < editor.try_voice(voice) < 60
        lan.shoot("nghe-thu")
        take = editor.record()
        expect(take.locator(".tl-facts")).to_contain_text("Nam")
        lan.shoot("da-thu")

        editor.step("4. Nơi nhận, lịch")
        expect(lan.page.locator("#dia-ban")).to_contain_text("Phường Biên Hoà")
        schedule(lan, editor)
        editor.check()
        lan.shoot("truoc-khi-trinh")
        bulletin = editor.submit()
        lan.shoot("da-trinh")

        with someone(browser, installation.base, screens, "hoa", PHONE) as hoa:
            approve(hoa.sign_in(), title, hasty=True)
        everywhere(lan, bulletin, title)
        lan.go("/ban/").open("Kho")
        lan.page.locator("#tim-kho").get_by_role("textbox").press_sequentially(
            without_marks("loa truyền thanh cơ sở")
        )
        expect(lan.page.locator("#ket-qua-kho")).to_contain_text("1 bản tin")
        found = lan.page.locator("#ket-qua-kho").get_by_role("link").filter(has_text=title)
        expect(found).to_have_count(1)
        lan.shoot("kho")
        found.click()
        expect(lan.page.locator("#ket-qua-kho")).to_contain_text("Nhật ký")
        lan.shoot("kho-chi-tiet")


def shared_words(sentence: str, source: str) -> float:
    """Share of a sentence's words that stand in the marked source."""
    said, there = without_marks(sentence).split(), without_marks(source)
    return sum(word.strip(".,;:“”()") in there for word in said) / len(said)


def correct_a_reading(page: Page) -> None:
    """Click a coloured place, say it otherwise, see it said otherwise, take it back."""
    page.locator("#van-ban-doc .tl-said").first.click()
    panel = page.locator("#cach-doc .tl-place")
    panel.get_by_label("Gõ cách đọc khác").fill("mười hai thử")
    panel.get_by_role("group", name="Áp dụng cho").get_by_role("button", name="Chỗ này").click()
    expect(page.locator("#van-ban-doc .tl-reading")).to_contain_text("mười hai thử")
    panel.get_by_role("button", name="Bỏ sửa").click()
    expect(page.locator("#van-ban-doc .tl-reading")).not_to_contain_text("mười hai thử")
    panel.get_by_role("button", name="Đóng").click()
    expect(panel).to_have_count(0)


def schedule(lan: Person, editor: Editor) -> None:
    """A clock nobody understands is told; what can be understood is kept; in the end: at once."""
    times = lan.page.locator("#gio-phat").get_by_role("textbox")
    times.fill("25:99")
    expect(editor.status).to_contain_text("Giờ “25:99” không đúng")
    lan.shoot("gio-sai")
    times.fill("5h30, 17 giờ")
    expect(editor.status).not_to_contain_text("25:99")
    times.fill("")
    expires = lan.page.locator("#het-han").get_by_role("textbox")
    expires.fill("18:00 25/12/2030")
    expires.blur()
    lan.shoot("noi-nhan-lich")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("document", "voice"), OTHERS)
def test_every_kind_of_document(
    installation: Installation,
    browser: Browser,
    samples: Path,
    screens: Path,
    size: dict[str, int],
    document: str,
    voice: str,
) -> None:
    needs_programs(document)
    installation.serve()
    with (
        someone(browser, installation.base, screens, "lan", size) as lan,
        someone(browser, installation.base, None, "hoa", PHONE) as hoa,
    ):
        editor = Desk(lan.sign_in()).seconds(20).upload(samples / document)
        assert editor.show_source_of(0)
        lan.shoot("tom-tat")
        title = f"Bản tin từ tệp {Path(document).suffix[1:]} số một"
        editor.rename(title).rename_article(title)
        assert editor.reading()
        lan.shoot("van-ban-doc")
        editor.step("3. Giọng đọc").voice(voice).record()
        bulletin = editor.check().submit()
        approve(hoa.sign_in(), title)
        everywhere(lan, bulletin, title)


def test_a_law_from_a_web_page_is_summarised_beside_its_source(
    installation: Installation, browser: Browser, samples: Path, screens: Path
) -> None:
    installation.serve()
    with someone(browser, installation.base, screens, "lan", DESK) as lan:
        editor = Desk(lan.sign_in()).upload(samples / "html/cybersecurity-law-2018.html")
        expect(editor.title).to_have_value(re.compile("luật an ninh mạng", re.IGNORECASE))
        assert editor.sentences.count() >= 3
        for number in range(editor.sentences.count()):
            assert editor.show_source_of(number)
        lan.shoot("luat-tom-tat")
