"""What the pages do not offer cannot be had behind them either, and what goes wrong is told in words."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.pages import DESK, PHONE, Desk, Person, Review, someone
from tests.e2e.place import AREA, Installation, free_port

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@pytest.fixture
def waiting(installation: Installation, tmp_path: Path) -> str:
    """A bulletin that lan wrote and sent to the text gate; the application serves."""
    note = tmp_path / "thong-bao.txt"
    note.write_text("Ủy ban nhân dân xã thông báo lịch phun thuốc trừ muỗi vào sáng thứ bảy tới.")
    made = installation.json("bulletin", "new", str(note), "--area", AREA, "--seconds", "15", login="lan")
    installation.run("bulletin", "submit", made["id"], login="lan")
    installation.serve()
    return str(made["id"])


def state_of(place: Installation, bulletin: str) -> str:
    return str(place.json("bulletin", "show", bulletin, login="hoa")["state"])


def call_behind_the_page(person: Person, button: str, values: list[Any]) -> str:
    """Do what a page's button does, without the page: Gradio's own queue, with this person's session.

    Returns everything Gradio answered.
    """
    web = person.context.request
    config = web.get(f"{person.base}/ban/config").json()
    named = {c["id"]: c["props"].get("elem_id") for c in config["components"]}
    [function] = [
        d["id"]
        for d in config["dependencies"]
        if d["backend_fn"] and any(named.get(target) == button for target, _ in d["targets"])
    ]
    tab = f"behind-{person.name}"
    joined = web.post(
        f"{person.base}/ban/gradio_api/queue/join",
        data={"data": values, "fn_index": function, "session_hash": tab, "event_data": None},
    )
    if not joined.ok:
        return f"{joined.status} {joined.text()}"
    lines = web.get(f"{person.base}/ban/gradio_api/queue/data?session_hash={tab}").text().splitlines()
    return json.dumps([json.loads(x[5:]) for x in lines if x.startswith("data:")], ensure_ascii=False)


def test_approving_behind_the_page(
    waiting: str, installation: Installation, browser: Browser, screens: Path
) -> None:
    """Same call, three people: only the one who may approve gets through."""
    due = installation.json("bulletin", "show", waiting, login="hoa")["text_hash"]
    approving = [waiting, due, "", False, 1.0]
    for name in ("lan", "khach"):
        with someone(browser, installation.base, screens, name, DESK) as person:
            answer = call_behind_the_page(person.sign_in(), "nut-duyet", approving)
            assert "chưa được giao quyền" in answer, answer
            assert "Traceback" not in answer
            assert state_of(installation, waiting) == "text_review"
    with someone(browser, installation.base, screens, "nobody", DESK) as stranger:
        config = stranger.context.request.get(f"{installation.base}/ban/config")
        assert config.status == 401
        joined = stranger.context.request.post(
            f"{installation.base}/ban/gradio_api/queue/join", data={"data": approving, "fn_index": 0}
        )
        assert joined.status == 401
    with someone(browser, installation.base, screens, "hoa", DESK) as hoa:
        call_behind_the_page(hoa.sign_in(), "nut-duyet", approving)
        assert state_of(installation, waiting) == "audio_review"


def test_a_viewer_is_offered_nothing_to_write_or_decide(
    waiting: str, installation: Installation, browser: Browser, screens: Path
) -> None:
    with someone(browser, installation.base, screens, "khach", PHONE) as guest:
        guest.sign_in()
        expect(guest.page.locator("#tep-nguon")).to_be_hidden()
        guest.shoot("khach-ban-bien-tap")
        guest.open("Duyệt")
        review = Review(guest)
        review.body.get_by_role("link").filter(has_text="phun thuốc").click()
        expect(review.body).to_contain_text("Kịch bản đọc")
        guest.shoot("khach-xem")
        expect(review.body).to_contain_text("Đang chờ người có quyền")
        expect(review.button).to_be_hidden()


def test_pages_of_other_sites_may_not_post(
    waiting: str, installation: Installation, browser: Browser, screens: Path
) -> None:
    base = installation.base
    with someone(browser, base, screens, "hoa", DESK) as hoa:
        web = hoa.sign_in().context.request
        for path in ("/ban/gradio_api/queue/join", "/dang-xuat", "/doi-mat-khau", "/tram/api/player"):
            for origin in ("http://ke-gian.example", "null", f"http://127.0.0.1:{free_port()}"):
                refused = web.post(base + path, data={}, headers={"Origin": origin})
                assert refused.status == 403, (path, origin)
                assert refused.json()["code" if "code" in refused.json() else "type"].endswith("khac-nguon")
        hoa.go("/ban/")
        expect(hoa.page.locator("#ban-tin-cua-toi")).to_contain_text("phun thuốc")
        assert web.post(f"{base}/tram/api/player", data={}, headers={"Origin": base}).status == 422


BROKEN = {
    "hong.docx": b"PK\x03\x04" + bytes(range(256)) * 20,
    "rong.txt": b"",
    "hong.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 8,
}


def test_a_broken_file_is_told_in_words_and_leaves_nothing(
    installation: Installation, browser: Browser, screens: Path, tmp_path: Path
) -> None:
    installation.serve()
    with someone(browser, installation.base, screens, "lan", PHONE) as lan:
        lan.sign_in()
        for name, content in BROKEN.items():
            (tmp_path / name).write_bytes(content)
            Desk(lan.go("/ban/")).drop(tmp_path / name)
            told = lan.warned().first
            expect(told).to_contain_text("tệp", ignore_case=True)
            expect(told).to_be_in_viewport()
            lan.page.wait_for_timeout(600)  # it slides in
            lan.shoot(f"hong-{name.replace('.', '-')}", whole=False)
            assert "/ban/" in lan.page.url
            assert "soan" not in lan.page.url
    with closing(sqlite3.connect(installation.data / "workbench.db")) as database:
        for table in ("documents", "bulletins"):
            assert database.execute(f"select count(*) from {table}").fetchone() == (0,)


def test_an_old_session_costs_no_word(installation: Installation, browser: Browser, screens: Path) -> None:
    """The page says so, keeps what was typed, and stores it once the person is back."""
    installation.serve()
    with someone(browser, installation.base, screens, "lan", DESK) as lan:
        lan.sign_in()
        lan.page.get_by_role("tab", name="Trống").click()
        lan.page.get_by_role("button", name="Mở bản tin trống").click()
        lan.page.wait_for_url("**/ban/soan?id=*")
        title = lan.page.locator("#tieu-de").get_by_role("textbox")
        expect(lan.page.locator("#trang-thai")).to_contain_text("Bản tin chưa có tiêu đề")
        title.fill("Tin thứ nhất")
        expect(lan.page.locator("#trang-thai")).to_contain_text("Tin thứ nhất")
        cookies = lan.context.cookies()
        lan.context.clear_cookies()
        title.fill("Tin thứ nhất, viết thêm khi phiên đã hết")
        expect(lan.page.get_by_role("alert").filter(has_text="Phiên làm việc đã hết hạn")).to_be_visible()
        lan.shoot("het-phien", whole=False)
        lan.context.add_cookies(cookies)
        title.press_sequentially(".")
        expect(lan.page.locator("#trang-thai").get_by_role("heading")).to_have_text(
            "Tin thứ nhất, viết thêm khi phiên đã hết."
        )
        lan.page.reload()
        expect(lan.page.locator("#tieu-de").get_by_role("textbox")).to_have_value(
            "Tin thứ nhất, viết thêm khi phiên đã hết."
        )
