"""The pages as a person sees them: what can be done on each, in the words that stand on it."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.place import PASSWORD

LONG_MS = 90_000
"""For work with a progress bar: four test processes may share two cores."""
FASTER = 12
"""Times real time; Chromium still decodes and plays every frame."""
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
TECHNICAL = re.compile(r"Traceback|Exception|Error\b|\bline \d+|\.py\b|undefined|\[object|NaN")


def without_marks(text: str) -> str:
    """As people type in a hurry: no diacritics, lower case."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))


@dataclass
class Person:
    """Somebody at a browser of their own."""

    page: Page
    base: str
    screens: Path | None
    """Where pictures go; None: look at the pages, but keep no pictures."""
    name: str
    shots: int = 0

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def go(self, path: str) -> Self:
        self.page.goto(self.base + path)
        return self

    def shoot(self, what: str, *, whole: bool = True) -> None:
        """Keep a picture; it also must not show anything only a programmer understands, or scroll sideways."""
        self.shots += 1
        if self.screens is not None:
            name = f"{self.name}-{self.shots:02d}-{what}.png"
            self.page.screenshot(path=self.screens / name, full_page=whole)
        seen = self.page.locator("body").inner_text()
        assert not TECHNICAL.search(seen), TECHNICAL.search(seen)
        wider = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider <= 1, f"{what}: {wider} px hang out at the side"

    def sign_in(self, password: str = PASSWORD) -> Self:
        self.go("/")
        self.shoot("dang-nhap")
        self.page.get_by_label("Tên đăng nhập").fill(self.name)
        self.page.get_by_label("Mật khẩu").fill(password)
        self.page.get_by_role("button", name="Đăng nhập").click()
        expect(self.page.locator("#ban-tin-cua-toi")).not_to_contain_text("Đang tải")
        return self

    def open(self, name: str) -> Self:
        self.page.get_by_role("navigation", name="Các trang").get_by_role("link", name=name, exact=True).click()
        return self

    def warned(self) -> Locator:
        """The notice that something was refused, in words."""
        return self.page.get_by_test_id("toast-body")


@contextmanager
def someone(
    browser: Browser, base: str, screens: Path | None, name: str, size: dict[str, int], **options: Any
) -> Iterator[Person]:
    """A browser profile of its own; no page may throw an error of its own."""
    context = browser.new_context(
        viewport=size, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", has_touch=size is PHONE, **options
    )
    context.set_default_timeout(30_000)
    errors: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield Person(page, base, screens, name)
        assert not errors, errors
    finally:
        context.close()


class Desk:
    """Bàn biên tập."""

    def __init__(self, person: Person) -> None:
        self.person, self.page = person, person.page

    def seconds(self, wanted: int) -> Self:
        box = self.page.locator("#thoi-luong input[type=number]")
        box.fill(str(wanted))
        box.blur()
        return self

    def drop(self, file: Path) -> None:
        self.page.locator("#tep-nguon input[type=file]").set_input_files(file)

    def upload(self, file: Path) -> "Editor":
        """The document becomes a draft, and the editor opens by itself."""
        self.drop(file)
        self.page.wait_for_url("**/ban/soan?id=*", timeout=LONG_MS)
        return Editor(self.person)


class Editor:
    """Soạn bản tin, five steps."""

    def __init__(self, person: Person) -> None:
        self.person, self.page = person, person.page
        expect(self.sentences.first).to_be_visible()

    @property
    def bulletin(self) -> str:
        return parse_qs(urlsplit(self.page.url).query)["id"][0]

    @property
    def sentences(self) -> Locator:
        return self.page.locator("#cau-loa .tl-sentence")

    @property
    def title(self) -> Locator:
        return self.page.locator("#tieu-de textarea, #tieu-de input")

    @property
    def status(self) -> Locator:
        return self.page.locator("#trang-thai")

    def step(self, name: str) -> Self:
        """Open a step; on a narrow screen Gradio may keep some in a menu."""
        tab = self.page.locator("#cac-buoc").get_by_role("tab", name=name)
        if not tab.is_visible():
            self.page.locator("#cac-buoc .overflow-menu > button").first.click()
            self.page.locator("#cac-buoc .overflow-dropdown button", has_text=name).click()
        else:
            tab.click()
        return self

    def show_source_of(self, number: int) -> str:
        """Click a sentence; what is marked in the source."""
        self.sentences.nth(number).click()
        marked = self.page.locator(".tl-source-text mark")
        expect(marked.first).to_be_visible()
        return " ".join(marked.all_inner_texts())

    def rename(self, title: str) -> Self:
        """Type a title and wait until the page says that it is stored."""
        self.title.fill(title)
        expect(self.status.get_by_role("heading")).to_have_text(title)
        expect(self.status).to_contain_text("Đã lưu")
        return self

    def rename_article(self, title: str) -> Self:
        """The portal's article has a heading of its own."""
        forms = self.page.get_by_role("tabpanel").get_by_role("tablist")
        forms.get_by_role("tab", name="Cổng thông tin").click()
        heading = self.page.get_by_label("Tiêu đề bài")
        with self.page.expect_response(lambda r: "/gradio_api/queue/join" in r.url):
            heading.fill(title)
        forms.get_by_role("tab", name="Loa").click()
        return self

    def reading(self) -> str:
        self.step("2. Văn bản đọc")
        shown = self.page.locator("#van-ban-doc .tl-reading")
        expect(shown).to_be_visible()
        return shown.inner_text()

    def voice(self, name: str) -> Self:
        """Choose a voice and wait until it is stored."""
        wanted = self.page.locator("#giong").get_by_label(name, exact=True)
        if not wanted.is_checked():
            with self.page.expect_response(lambda r: "/gradio_api/queue/join" in r.url):
                wanted.check()
        return self

    def try_voice(self, name: str) -> float:
        """Listen to one sentence in a voice; its length in seconds."""
        self.voice(name)
        tried = self.page.get_by_role("region", name="Nghe thử")
        before = tried.locator("audio").get_attribute("src") if tried.count() else ""
        self.page.locator("#nut-nghe-thu").click()
        sound = tried.locator(f'audio:not([src="{before}"])')
        expect(sound).to_be_attached(timeout=LONG_MS)
        listen(self.page, sound)
        return float(sound.evaluate("a => a.duration"))

    def record(self) -> "Locator":
        self.page.locator("#nut-thu").click()
        take = self.page.locator("#ban-thu .tl-player")
        expect(take).to_be_visible(timeout=LONG_MS)
        return take

    def check(self) -> Self:
        """The last step: answer for what the check of personal data found."""
        self.step("5. Trình duyệt")
        expect(self.page.locator("#kiem-truoc")).to_contain_text("Đủ điều kiện trình duyệt")
        for box in self.page.locator("#canh-bao input[type=checkbox]").all():
            box.check()
        return self

    def submit(self) -> str:
        self.page.locator("#nut-trinh").click()
        expect(self.page.get_by_text("Đã trình duyệt. Người duyệt sẽ thấy")).to_be_visible()
        return self.bulletin


class Review:
    """Duyệt."""

    def __init__(self, person: Person) -> None:
        self.person, self.page = person, person.page
        expect(self.body).not_to_contain_text("Đang tải")

    @property
    def body(self) -> Locator:
        return self.page.locator("#noi-dung-duyet")

    @property
    def button(self) -> Locator:
        return self.page.locator("#nut-duyet")

    def take_up(self, title: str) -> Self:
        self.body.get_by_role("link").filter(has_text=title).click()
        expect(self.button).to_be_visible()
        return self

    def approve_text(self) -> Self:
        expect(self.button).to_have_text("Duyệt nội dung")
        self.button.click()
        expect(self.body).to_contain_text("Còn một bước")
        return self

    def listen(self) -> Self:
        listen(self.page, self.page.locator(".tl-player.gate audio"))
        expect(self.page.locator(".tl-heard")).to_have_text("Đã nghe hết bản thu")
        return self

    def approve_audio(self) -> Self:
        expect(self.button).to_have_text("Duyệt âm thanh và phát hành")
        self.button.click()
        expect(self.body).to_contain_text("Đã duyệt và phát hành.")
        return self


def listen(page: Page, audio: Locator) -> None:
    """Hear a recording to its end, only faster."""
    audio.evaluate("async (a, rate) => { a.playbackRate = rate; await a.play(); }", FASTER)
    handle = audio.element_handle()
    page.wait_for_function("a => a.ended", arg=handle, timeout=LONG_MS)


class Station:
    """The station's page: it plays what arrives."""

    def __init__(self, person: Person) -> None:
        self.person, self.page = person.go("/tram/"), person.page

    def start(self) -> Self:
        self.page.evaluate("rate => { document.getElementById('sound').defaultPlaybackRate = rate; }", FASTER)
        self.page.get_by_role("button", name="Bắt đầu phát").click()
        return self

    def played(self, title: str) -> Locator:
        return self.page.locator("#played li").filter(has_text=title)
