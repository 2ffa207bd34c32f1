"""Whose page may post here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.security.origin import allowed

HOST = "may-chu.xa.local:7860"


@pytest.mark.parametrize(
    ("origin", "referer", "passes"),
    [
        ("http://may-chu.xa.local:7860", None, True),
        ("http://MAY-CHU.xa.local:7860", None, True),
        (None, "http://may-chu.xa.local:7860/ban/", True),
        (None, None, True),  # no browser
        ("http://may-chu.xa.local", None, False),  # another port
        ("http://may-chu.xa.local:7861", None, False),
        ("http://ke-xau.example", None, False),
        ("http://may-chu.xa.local:7860.ke-xau.example", None, False),
        ("http://may-chu.xa.local:7860@ke-xau.example", None, False),
        ("http://ke-xau.example@may-chu.xa.local:7860", None, False),
        (None, "http://ke-xau.example/?may-chu.xa.local:7860", False),
        ("null", None, False),
        ("", None, False),
        ("file://", None, False),
        ("http://[::1", None, False),
        ("http://may-chu.xa.local:99999", None, False),
        # A browser that sends an Origin is believed before its Referer.
        ("http://ke-xau.example", "http://may-chu.xa.local:7860/", False),
    ],
)
def test_only_our_own_pages_post(origin: str | None, referer: str | None, passes: bool):
    assert allowed("POST", origin, referer, HOST) is passes


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "get"])
def test_reading_is_free(method: str):
    assert allowed(method, "http://ke-xau.example", None, HOST)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "LẠ"])
def test_every_other_method_is_checked(method: str):
    assert not allowed(method, "http://ke-xau.example", None, HOST)


def test_default_ports_are_the_same_place():
    assert allowed("POST", "http://xa.vn", None, "xa.vn:80")
    assert allowed("POST", "https://xa.vn:443", None, "xa.vn")
    assert not allowed("POST", "https://xa.vn", None, "xa.vn:80")


def test_further_origins_are_exact():
    extra = ("https://xa.gov.vn",)
    assert allowed("POST", "https://xa.gov.vn", None, "127.0.0.1:7860", extra)
    assert not allowed("POST", "http://xa.gov.vn", None, "127.0.0.1:7860", extra)
    assert not allowed("POST", "https://con.xa.gov.vn", None, "127.0.0.1:7860", extra)


def test_without_a_host_nothing_is_ours():
    assert not allowed("POST", "http://a.vn", None, None)


@given(st.text(max_size=60))
def test_nonsense_is_refused_and_never_an_error(origin: str):
    assert allowed("POST", origin, None, "xa-rat-khac-thuong.vn:7860") is False
