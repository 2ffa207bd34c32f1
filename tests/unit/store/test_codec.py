"""Typed values to JSON and back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, time
from enum import StrEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.types import Document, Span
from pipelines.types import BoardPages, RadioScript, Take
from workbench.domain.bulletin import Content, Finding, Revision, Voicing
from workbench.domain.place import Schedule, Slot
from workbench.store import codec
from workbench.store.codec import CodecError


class Colour(StrEnum):
    RED = "đỏ"
    BLUE = "xanh"


@dataclass(frozen=True, slots=True)
class Leaf:
    name: str
    size: float = 1.0
    colour: Colour = Colour.RED
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tree:
    leaves: tuple[Leaf, ...] = ()
    pair: tuple[int, str] = (0, "")
    child: "Tree | None" = None
    table: Mapping[str, Leaf] = field(default_factory=dict)
    on: date | None = None
    times: tuple[time, ...] = ()


leaves = st.builds(Leaf, name=st.text(), tags=st.frozensets(st.text(max_size=4), max_size=3))
trees = st.recursive(
    st.builds(Tree, child=st.none(), leaves=st.lists(leaves, max_size=2).map(tuple)),
    lambda inner: st.builds(Tree, child=inner, table=st.dictionaries(st.text(max_size=4), leaves, max_size=2)),
    max_leaves=4,
)


@given(trees)
def test_a_tree_comes_back_equal(tree: Tree):
    assert codec.loads(Tree, codec.dumps(tree)) == tree
    assert codec.unpack(Tree, codec.pack(tree)) == tree


@pytest.mark.parametrize("kind", [Content, Revision, Take, Document, Voicing, Schedule, Slot, Finding, Span])
def test_everything_stored_comes_back_the_same(kind: type):
    @settings(max_examples=40)
    @given(st.from_type(kind))
    def check(value: object) -> None:
        text = codec.dumps(value)
        back = codec.unpack(kind, codec.pack(value))
        assert codec.dumps(back) == text
        assert type(back) is kind
        assert back == value or "NaN" in text

    check()


def test_large_values_are_compressed_and_small_ones_readable():
    small, large = codec.pack(Leaf("a")), codec.pack(Leaf("a" * 100_000))
    assert small.startswith(b"{")
    assert len(large) < 1000


def test_a_field_added_later_takes_its_default():
    assert codec.loads(Leaf, '{"name": "lá"}') == Leaf("lá")


def test_a_field_removed_later_is_dropped():
    assert codec.loads(Leaf, '{"name": "lá", "weight": 3}') == Leaf("lá")


def test_old_stored_content_still_opens():
    for f in fields(Content):
        plain = codec.to_plain(Content(title="x"))
        assert isinstance(plain, dict)
        del plain[f.name]
        assert codec.from_plain(Content, plain) is not None


@pytest.mark.parametrize(
    "text",
    [
        '{"size": 2}',
        '{"name": 3}',
        '{"name": null}',
        "[]",
        '{"name": "x", "colour": "tím"}',
        '{"name": "x", "tags": {}}',
    ],
)
def test_what_does_not_fit_says_where(text: str):
    with pytest.raises(CodecError, match=r"Leaf|expected"):
        codec.loads(Leaf, text)


def test_a_pair_has_two_values():
    with pytest.raises(CodecError):
        codec.loads(Tree, '{"pair": [1]}')


def test_equal_sets_give_equal_text():
    words = [f"từ {n}" for n in range(50)]
    assert codec.dumps(Leaf("x", tags=frozenset(words))) == codec.dumps(Leaf("x", tags=frozenset(words[::-1])))


def test_unknown_kinds_are_refused():
    with pytest.raises(CodecError):
        codec.dumps({"x": object()})
    with pytest.raises(CodecError):
        codec.loads(complex, "1")
    with pytest.raises(CodecError):
        codec.loads(int | str, "1")  # type: ignore[arg-type]


def test_board_pages_stay_tuples():
    pages = BoardPages((("a", "b"), ("c",)))
    assert codec.loads(BoardPages, codec.dumps(pages)) == pages
    assert codec.loads(RadioScript, "{}") == RadioScript()
