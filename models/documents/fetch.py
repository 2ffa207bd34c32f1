"""A document from a web address, without becoming a way into the office's own network.

Every hop is resolved here, every address it could mean is checked, and the connection goes to the
address that was checked: a name that answers differently the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from models.documents.base import Limits, Source
from models.errors import BadInput, NotFound, Unavailable

if TYPE_CHECKING:
    import httpx

_MAX_HOPS = 5
_CONNECT_S = 10.0
_READ_S = 30.0
_TOTAL_S = 120.0
_MOVED = {301, 302, 303, 307, 308}
_HEADERS = {
    "User-Agent": "TiengLang/0.1 (doc van ban cho thong tin co so)",
    "Accept": "text/html,application/xhtml+xml,application/pdf,application/msword,text/plain,*/*;q=0.5",
    "Accept-Language": "vi",
    "Accept-Encoding": "identity",  # a compressed answer could unpack past the limit
}


@dataclass(frozen=True, slots=True)
class _Target:
    """Where one hop goes: the address as written and the number it was checked to mean."""

    url: str
    scheme: str
    host: str
    port: int
    address: str


def fetch(url: str, limits: Limits | None = None, *, allow_private: bool = False) -> Source:
    """Download a document; its name is the address it finally came from.

    `allow_private` lets addresses of this machine and of the local network through (tests, intranets).

    Raises:
        BadInput: not http(s), a private address, too large, too many redirects.
        NotFound: the page does not exist (404, 410).
        Unavailable: no such server, no answer in time, an error of the server.
    """
    import httpx

    limits = limits or Limits()
    ends = time.monotonic() + _TOTAL_S
    timeout = httpx.Timeout(_READ_S, connect=_CONNECT_S)
    at = _with_scheme(url)
    with httpx.Client(timeout=timeout, trust_env=False, follow_redirects=False, headers=_HEADERS) as client:
        for _ in range(_MAX_HOPS + 1):
            target = _resolve(at, allow_private=allow_private)
            try:
                url_of_number, headers = _addressed(target)
                hop = client.stream(
                    "GET", url_of_number, headers=headers, extensions={"sni_hostname": target.host}
                )
                with hop as answer:
                    if answer.status_code in _MOVED and answer.headers.get("location"):
                        at = urljoin(at, answer.headers["location"])
                        continue
                    _check_status(answer.status_code, at)
                    content = _body(answer, at, limits, ends)
                    return Source(content, _name(at), answer.charset_encoding or "")
            except httpx.TimeoutException as error:
                raise _slow(at) from error
            except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
                raise Unavailable(
                    f"Không tải được {_shown(at)}: máy chủ không trả lời đúng cách.",
                    hint="Hãy thử lại sau, hoặc tải tệp về máy rồi mở tệp.",
                    address=at,
                ) from error
    raise BadInput(
        f"Địa chỉ {_shown(url)} chuyển tiếp quá {_MAX_HOPS} lần.",
        hint="Hãy mở bằng trình duyệt và sao chép địa chỉ cuối cùng.",
        reason="too-many-redirects",
    )


def _with_scheme(url: str) -> str:
    url = url.strip()
    return (
        url
        if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", url) and not re.match(r"[\w.-]+:\d", url)
        else f"https://{url}"
    )


def _resolve(url: str, *, allow_private: bool) -> _Target:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _not_an_address(url) from error
    if parts.scheme not in {"http", "https"}:
        raise BadInput(
            f"Chỉ nhận địa chỉ http hoặc https, không nhận “{parts.scheme}”.",
            hint="Hãy dán địa chỉ trang web của văn bản.",
            reason="scheme",
        )
    if not host or parts.username is not None or re.search(r"[\s\x00-\x1f\\]", url):
        raise _not_an_address(url)
    port = port or (443 if parts.scheme == "https" else 80)
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unavailable(
            f"Không tìm thấy máy chủ “{host}”.",
            hint="Hãy kiểm tra địa chỉ và kết nối mạng.",
            address=url,
        ) from error
    addresses = [str(answer[4][0]) for answer in answers]
    if not allow_private and not all(_is_public(address) for address in addresses):
        raise BadInput(
            f"Địa chỉ “{host}” thuộc mạng nội bộ, không tải từ đó.",
            hint="Hãy tải tệp về máy rồi mở tệp, hoặc nhờ người quản trị cho phép.",
            reason="private-address",
        )
    return _Target(url, parts.scheme, host, port, addresses[0])


def _is_public(address: str) -> bool:
    """Not loopback, private, link-local, shared, multicast or reserved; IPv4 inside IPv6 is looked at."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return ip.is_global and not ip.is_multicast


def _addressed(target: _Target) -> tuple[httpx.URL, dict[str, str]]:
    """The checked number as the address, the name as the Host (and, by SNI, in the certificate)."""
    import httpx

    url = httpx.URL(target.url).copy_with(host=target.address, port=target.port, fragment=None)
    default = 443 if target.scheme == "https" else 80
    name = f"[{target.host}]" if ":" in target.host else target.host.encode("idna").decode("ascii")
    return url, {"Host": name if target.port == default else f"{name}:{target.port}"}


def _body(answer: httpx.Response, url: str, limits: Limits, ends: float) -> bytes:
    declared = answer.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limits.max_bytes:
        raise _too_large(url, limits)
    content = bytearray()
    for chunk in answer.iter_raw():
        content += chunk
        if len(content) > limits.max_bytes:
            raise _too_large(url, limits)
        if time.monotonic() > ends:
            raise _slow(url)
    if answer.headers.get("content-encoding", "identity").lower() not in {"", "identity"}:
        raise Unavailable(
            f"Máy chủ trả {_shown(url)} ở dạng nén không được yêu cầu.",
            hint="Hãy tải tệp về máy rồi mở tệp.",
            address=url,
        )
    return bytes(content)


def _check_status(status: int, url: str) -> None:
    if status in {404, 410}:
        raise NotFound(
            f"Không có trang {_shown(url)} (mã {status}).", hint="Hãy kiểm tra lại địa chỉ.", address=url
        )
    if status in {401, 403}:
        raise BadInput(
            f"Trang {_shown(url)} đòi đăng nhập hoặc từ chối (mã {status}).",
            hint="Hãy mở bằng trình duyệt, lưu trang rồi tải tệp lên.",
            reason="forbidden",
        )
    if not 200 <= status < 300:
        raise Unavailable(
            f"Máy chủ của {_shown(url)} báo lỗi (mã {status}).",
            hint="Hãy thử lại sau ít phút.",
            address=url,
        )


def _name(url: str) -> str:
    return unquote(url.partition("#")[0])


def _shown(url: str) -> str:
    return url if len(url) <= 120 else url[:117] + "…"


def _too_large(url: str, limits: Limits) -> BadInput:
    return BadInput(
        f"Tệp ở {_shown(url)} vượt giới hạn {limits.max_bytes // 1024 // 1024} MB.",
        hint="Hãy tải về, chia thành các tệp nhỏ hơn rồi mở từng tệp.",
        reason="too-large",
    )


def _slow(url: str) -> Unavailable:
    return Unavailable(
        f"Máy chủ của {_shown(url)} trả lời quá chậm.",
        hint="Hãy thử lại sau, hoặc tải tệp về máy rồi mở tệp.",
        address=url,
    )


def _not_an_address(url: str) -> BadInput:
    return BadInput(
        f"“{_shown(url)}” không phải là địa chỉ trang web.",
        hint="Ví dụ đúng: https://chinhphu.vn/van-ban.html",
        reason="address",
    )
