"""What guards every request: origin, headers, errors as problem documents, Vietnamese scripts."""

import pytest

from tests.unit.api.conftest import PASSWORD, Door
from workbench.desk.actors import OPERATOR
from workbench.domain.people import Role
from workbench.security import accounts


@pytest.mark.parametrize(
    ("headers", "passes"),
    [
        ({"origin": "http://xa.local"}, True),
        ({"origin": "https://tenmien.gov.vn"}, True),
        ({"origin": "http://xau.vn"}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://xa.local:81"}, False),
        ({"referer": "http://xau.vn/trang"}, False),
        ({"referer": "http://xa.local/ban/"}, True),
        ({}, True),
    ],
)
@pytest.mark.parametrize("path", ["/dang-xuat", "/ban/gradio_api/queue/join"])
def test_only_our_own_pages_may_post(door: Door, headers: dict[str, str], passes: bool, path: str) -> None:
    reply = door.browser().post(path, headers=headers, json={})
    assert (reply.status_code != 403) is passes
    if not passes:
        assert reply.headers["content-type"] == "application/problem+json"
        assert reply.json()["type"].endswith("khac-nguon")


def test_reading_from_elsewhere_is_nobodys_business(door: Door) -> None:
    assert door.browser().get("/healthz", headers={"origin": "http://xau.vn"}).status_code == 200


@pytest.mark.parametrize("path", ["/dang-nhap", "/healthz", "/static/common.css", "/khong-co"])
def test_every_answer_carries_safe_headers(door: Door, path: str) -> None:
    headers = door.browser().get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_desk_pages_may_run_gradio_and_load_nothing_from_elsewhere(door: Door) -> None:
    policy = door.signed_in().get("/ban/", headers={"accept": "text/html"}).headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http:" not in policy
    assert "https:" not in policy


def test_health_is_told_to_machines(door: Door) -> None:
    body = door.browser().get("/healthz").json()
    assert body["status"] == "ok"
    assert body["outbox"]["dead"] == 0


def test_errors_are_problem_documents_in_vietnamese(door: Door) -> None:
    reply = door.browser().get("/audio/khong-phai.mp3")
    assert reply.status_code == 404
    assert reply.headers["content-type"] == "application/problem+json"
    body = reply.json()
    assert (body["status"], body["title"]) == (404, "Không tìm thấy")
    assert body["type"].endswith("khong-tim-thay")


def test_a_defect_is_told_without_its_inside(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    from starlette.testclient import TestClient

    def broken() -> None:
        raise RuntimeError("bí mật bên trong")

    monkeypatch.setattr(type(door.work), "uow", lambda self: broken())
    reply = TestClient(door.app, raise_server_exceptions=False).get("/healthz")
    assert reply.status_code == 500
    assert "bí mật" not in reply.text
    assert "Chương trình gặp lỗi" in reply.json()["detail"]


def test_gradios_words_arrive_in_vietnamese(door: Door) -> None:
    from workbench.ui import words

    browser = door.signed_in()
    for name in words.translated_scripts():
        reply = browser.get(f"/ban/assets/{name}")
        assert reply.status_code == 200
        assert "Drop File Here" not in reply.text


def test_the_receivers_pages_are_public(door: Door) -> None:
    browser = door.browser()
    for path in ("/tram/", "/bang/", "/cong/"):
        assert browser.get(path).status_code == 200


def test_a_handler_called_behind_the_page_still_asks_for_the_right(door: Door) -> None:
    """Gradio runs any handler for any signed-in person; only the verb itself can refuse."""
    with door.work.uow() as uow:
        accounts.add_user(uow, OPERATOR, "chu", "Chủ Nhà", {Role.ADMINISTRATOR}, password=PASSWORD)

    def call(login: str, new: str) -> bool:
        browser = door.signed_in(login)
        config = browser.get("/ban/config").json()
        found = [d["id"] for d in config["dependencies"] if d["api_name"] == "add_user"]
        data = {"data": [new, "Người Lạ", ["viewer"]], "fn_index": found[0], "session_hash": "x"}
        reply = browser.post("/ban/gradio_api/run/predict", json=data)
        assert reply.status_code == 200
        with door.work.uow() as uow:
            return uow.users.by_login(new) is not None

    assert call("chu", "duoc-them")
    # Off the queue Gradio turns the page's notice into a Python warning.
    with pytest.warns(UserWarning, match="chưa được giao quyền"):
        assert not call("lan", "ke-gian")
