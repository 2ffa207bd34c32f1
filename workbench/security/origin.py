"""Requests forged by another site: may this page post here?

Gradio's own check protects only localhost; on a LAN name it echoes any origin (anchors.md §4.2).
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_PORTS = {"http": 80, "https": 443}


def allowed(
    method: str,
    origin: str | None,
    referer: str | None,
    host: str | None,
    extra: Collection[str] = (),
) -> bool:
    """Whether a request that may change something comes from our own pages.

    Args:
        method: HTTP method; safe ones always pass.
        origin: Origin header; a browser sends it with every unsafe request.
        referer: looked at only when there is no Origin.
        host: Host header the request was sent to.
        extra: further origins that may post ("https://tenmien.gov.vn").

    A request with neither header passes only without a browser behind it: those always send one, and a
    programme holds no cookie it was tricked into sending.
    """
    if method.upper() in SAFE_METHODS:
        return True
    source = origin if origin is not None else referer
    if source is None:
        return True
    found = _place(source)
    if found is None:
        return False
    scheme, name, port = found
    if any(_place(e) == found for e in extra):
        return True
    here = _place(f"{scheme}://{host}") if host else None
    return here == (scheme, name, port)


def _place(address: str) -> tuple[str, str, int] | None:
    """(scheme, host, port) of an address; None for "null", other schemes and nonsense."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or parts.username is not None:
        return None
    return parts.scheme, parts.hostname.rstrip("."), port or _PORTS[parts.scheme]
