"""Topic patterns match as RabbitMQ's do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from workbench.publishing.routing import bindings, matches, routing_key

WORDS = st.lists(st.text("abc123", min_size=1, max_size=3), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("pattern", "key", "expected"),
    [
        ("a.b", "a.b", True),
        ("a.b", "a.b.c", False),
        ("a.*", "a.b", True),
        ("a.*", "a", False),
        ("a.*.c", "a.b.c", True),
        ("a.#", "a", True),
        ("a.#", "a.b.c", True),
        ("a.#", "ab", False),
        ("#.c", "c", True),
        ("#.c", "a.b.c", True),
        ("a.#.c", "a.c", True),
        ("a.#.c", "a.b.b.c", True),
        ("#", "a.b", True),
        ("a.b", "axb", False),
    ],
)
def test_patterns(pattern: str, key: str, expected: bool):
    assert matches(pattern, key) is expected


def simple(pattern: list[str], key: list[str]) -> bool:
    """The definition, word by word."""
    if not pattern:
        return not key
    if pattern[0] == "#":
        return simple(pattern[1:], key) or (bool(key) and simple(pattern, key[1:]))
    return bool(key) and pattern[0] in {"*", key[0]} and simple(pattern[1:], key[1:])


@given(
    st.lists(st.sampled_from(["a", "b", "*", "#"]), min_size=1, max_size=5),
    st.lists(st.sampled_from("ab"), min_size=1, max_size=5),
)
def test_patterns_agree_with_the_definition(pattern: list[str], key: list[str]):
    assert matches(".".join(pattern), ".".join(key)) is simple(pattern, key)


@given(WORDS, st.integers(1, 6))
def test_a_receiver_gets_what_is_for_its_area_or_any_above_and_nothing_else(path: list[str], depth: int):
    bound = bindings("radio", path)
    above = routing_key("radio", path[:depth])
    assert sum(matches(b, above) for b in bound) == 1
    assert not any(matches(b, routing_key("radio", [*path, "duoi"])) for b in bound)
    assert not any(matches(b, routing_key("board", path)) for b in bound)


@pytest.mark.parametrize("code", ["", "xã", "a.b", "a*", "#"])
def test_a_code_that_would_break_addresses_is_refused(code: str):
    with pytest.raises(BadInput):
        routing_key("radio", ["75", code])
