"""Signing in: a cookie scripts cannot read, nobody past the door without it, no way to another site."""

import pytest

from tests.unit.api.conftest import PASSWORD, Door
from workbench.api.session import safe_next
from workbench.desk.actors import OPERATOR
from workbench.domain.people import Role
from workbench.security import accounts
from workbench.security.sessions import COOKIE

PAGE = {"accept": "text/html"}


def test_the_first_page_sends_a_stranger_to_sign_in_and_a_known_person_to_the_desk(door: Door) -> None:
    assert door.browser().get("/").headers["location"] == "/dang-nhap"
    assert door.signed_in().get("/").headers["location"] == "/ban/"


def test_the_sign_in_page_is_vietnamese_and_points_to_the_public_pages(door: Door) -> None:
    text = door.browser().get("/dang-nhap").text
    assert 'lang="vi"' in text
    for place in ("/tram/", "/bang/", "/cong/"):
        assert f'href="{place}"' in text


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(door: Door) -> None:
    reply = door.browser().post("/dang-nhap", data={"login": "lan", "password": PASSWORD})
    cookie = reply.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_a_wrong_password_says_so_without_saying_which_part(door: Door) -> None:
    known = door.browser().post("/dang-nhap", data={"login": "lan", "password": "sai"})
    unknown = door.browser().post("/dang-nhap", data={"login": "khong-ai", "password": "sai"})
    assert known.status_code == unknown.status_code == 401
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in known.text
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in unknown.text
    assert COOKIE not in known.headers.get("set-cookie", "")


def test_guessing_locks_the_name_even_for_the_right_password(door: Door) -> None:
    with door.work.uow() as uow:
        accounts.add_user(uow, OPERATOR, "khoa", "Khóa", {Role.VIEWER}, password=PASSWORD)
    browser = door.browser()
    for _ in range(3):
        browser.post("/dang-nhap", data={"login": "khoa", "password": "sai"})
    reply = browser.post("/dang-nhap", data={"login": "khoa", "password": PASSWORD})
    assert reply.status_code == 401
    assert "quá nhiều lần" in reply.text


@pytest.mark.parametrize("path", ["/ban/", "/ban/duyet", "/ban/soan?id=x", "/ban/quan-tri"])
def test_every_desk_page_asks_to_sign_in_and_comes_back(door: Door, path: str) -> None:
    browser = door.browser()
    reply = browser.get(path, headers=PAGE)
    assert reply.status_code == 303
    assert reply.headers["location"].startswith("/dang-nhap?tiep=%2Fban")
    form = browser.get(reply.headers["location"]).text
    assert path.replace("&", "&amp;") in form


def test_gradios_own_doors_are_shut_without_a_session(door: Door) -> None:
    browser = door.browser()
    for path in ("/ban/config", "/ban/gradio_api/info", "/ban/"):
        assert browser.get(path).status_code == 401
    joined = browser.post("/ban/gradio_api/queue/join", json={"fn_index": 0, "data": [], "session_hash": "x"})
    assert joined.status_code == 401
    uploaded = browser.post("/ban/gradio_api/upload", files={"files": ("a.txt", b"a")})
    assert uploaded.status_code == 401


def test_a_password_given_by_others_must_be_changed_before_anything_else(door: Door) -> None:
    with door.work.uow() as uow:
        _, given = accounts.add_user(uow, OPERATOR, "moi", "Người Mới", {Role.VIEWER})
    assert given
    browser = door.signed_in("moi", given)
    assert browser.get("/ban/", headers=PAGE).headers["location"].startswith("/doi-mat-khau")
    assert browser.get("/ban/config").status_code == 401
    weak = browser.post("/doi-mat-khau", data={"old": given, "new": "12345", "again": "12345"})
    assert weak.status_code == 422
    own = "giếng nước cây đa làng"
    changed = browser.post("/doi-mat-khau", data={"old": given, "new": own, "again": own})
    assert changed.status_code == 303
    assert browser.get("/ban/", headers=PAGE).status_code == 200


def test_signing_out_ends_the_session_itself_not_only_the_cookie(door: Door) -> None:
    browser = door.signed_in()
    token = browser.cookies[COOKIE]
    browser.post("/dang-xuat")
    thief = door.browser()
    thief.cookies.set(COOKIE, token)
    assert thief.get("/ban/config").status_code == 401


@pytest.mark.parametrize(
    "elsewhere", ["https://xau.vn/", "//xau.vn", "/\\xau.vn", "javascript:alert(1)", "", "ban/", "/a\r\nb"]
)
def test_after_signing_in_nobody_is_sent_to_another_site(elsewhere: str) -> None:
    assert safe_next(elsewhere) == "/ban/"


def test_after_signing_in_one_is_where_one_wanted_to_be() -> None:
    assert safe_next("/ban/soan?id=20261123-ab&buoc=2") == "/ban/soan?id=20261123-ab&buoc=2"
