"""Documents by address: only the open web, only so much, and every failure in words."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from models.documents import fetch as fetching
from models.documents.base import Limits
from models.documents.fetch import fetch
from models.errors import BadInput, NotFound, Unavailable, WorkbenchError

PAGE = "<html><body><p>Thông báo</p></body></html>".encode()


class Site(BaseHTTPRequestHandler):
    hosts: list[str] = []

    def do_GET(self) -> None:
        Site.hosts.append(self.headers["Host"])
        path = self.path.partition("?")[0]
        if path == "/van-ban.html":
            self.answer(200, PAGE, {"Content-Type": "text/html; charset=windows-1258"})
        elif path == "/chuyen":
            self.answer(302, b"", {"Location": "/van-ban.html"})
        elif path == "/vong":
            self.answer(302, b"", {"Location": "/vong"})
        elif path == "/ra-file":
            self.answer(302, b"", {"Location": "file:///etc/passwd"})
        elif path == "/to":
            self.answer(200, b"x" * 50_000)
        elif path == "/khai-man":
            self.send_response(200)
            self.end_headers()
            for _ in range(50):
                self.wfile.write(b"x" * 1000)
        elif path == "/nen":
            self.answer(200, b"\x1f\x8b123", {"Content-Encoding": "gzip"})
        elif path == "/loi":
            self.answer(500, b"")
        elif path == "/dang-nhap":
            self.answer(403, b"")
        elif path == "/im":
            self.connection.close()
        else:
            self.answer(404, b"")

    def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.handle_error = lambda *_: None  # clients of these tests hang up on purpose
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_comes_with_its_final_address_and_the_servers_charset(site: str):
    source = fetch(f"{site}/chuyen#muc-2", allow_private=True)
    assert source.content == PAGE
    assert source.name == f"{site}/van-ban.html"
    assert source.charset == "windows-1258"


def test_the_server_is_asked_by_its_name(site: str):
    port = site.rpartition(":")[2]
    fetch(f"http://localhost:{port}/van-ban.html", allow_private=True)
    assert Site.hosts[-1] == f"localhost:{port}"


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost:8080/quan-tri",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://172.16.5.4/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://224.0.0.1/",
    ],
)
def test_addresses_inside_the_network_are_refused(address: str):
    with pytest.raises(BadInput, match="mạng nội bộ") as caught:
        fetch(address)
    assert caught.value.details["reason"] == "private-address"


def test_a_redirect_into_the_network_is_refused_at_that_hop(site: str, monkeypatch: pytest.MonkeyPatch):
    """The first hop is let through as if it were public; the second must be checked again."""
    checked: list[str] = []
    real = fetching._is_public

    def first_is_public(address: str) -> bool:
        checked.append(address)
        return len(checked) == 1 or real(address)

    monkeypatch.setattr(fetching, "_is_public", first_is_public)
    with pytest.raises(BadInput, match="mạng nội bộ"):
        fetch(f"{site}/chuyen")
    assert len(checked) == 2


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("/khong-co", NotFound, "404"),
        ("/loi", Unavailable, "báo lỗi"),
        ("/dang-nhap", BadInput, "đăng nhập"),
        ("/vong", BadInput, "chuyển tiếp quá"),
        ("/ra-file", BadInput, "http hoặc https"),
        ("/nen", Unavailable, "nén"),
        ("/im", Unavailable, "không trả lời"),
    ],
)
def test_each_failure_has_its_own_words(site: str, path: str, error: type[WorkbenchError], words: str):
    with pytest.raises(error, match=words) as caught:
        fetch(site + path, allow_private=True)
    assert caught.value.hint


@pytest.mark.parametrize("path", ["/to", "/khai-man"])
def test_a_large_answer_is_cut_off_while_it_streams(site: str, path: str):
    with pytest.raises(BadInput, match="vượt giới hạn"):
        fetch(site + path, Limits(max_bytes=20_000), allow_private=True)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://xa.vn/a.pdf",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http://a b.vn/",
        "http://ten:mat@127.0.0.1/",
        "http://[::1",
        "",
    ],
)
def test_what_is_no_web_address_is_refused(address: str):
    with pytest.raises(BadInput):
        fetch(address)


def test_a_server_that_does_not_exist_is_said(monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(Unavailable, match="Không tìm thấy máy chủ"):
        fetch("https://khong-co-may-chu.invalid/van-ban")
