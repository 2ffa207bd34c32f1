"""How near sentences are to each other, to their title and to the whole: TF-IDF over syllables and pairs.

A Vietnamese word is most often two syllables, so pairs of neighbouring syllables weigh more than single
ones; words that carry no topic are left out (BM25 on syllables + pairs beat both word segmenters,
measured-packages.md).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

_TOKEN = re.compile(r"\w+")
_EMPTY_WORDS = """
và của là có cho với các những một này đó được trong khi đã sẽ đang tại từ đến ở về theo vào ra
lên xuống trên dưới như nhưng mà thì nếu để do bởi vì nên cũng còn rất lại hay hoặc không chưa bị
phải ông bà anh chị tôi họ chúng ta mình người nhiều ít hơn nhất sau trước giữa qua cùng nhau rằng
đây kia đấy ấy nào gì sao vẫn chỉ mới vừa luôn đều mỗi mọi cả thêm nữa việc cái con chiếc sự bằng
ngay cách thế
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
"""Syllables that carry no topic."""
_SINGLE = 0.5
"""Weight of one syllable against a pair of them."""
_DAMPING = 0.85
_ROUNDS = 30


def syllables(text: str) -> list[str]:
    """Lower-case syllables and numbers."""
    return _TOKEN.findall(text.lower())


def content_words(text: str) -> frozenset[str]:
    """Syllables that carry meaning."""
    return frozenset(w for w in syllables(text) if w not in _EMPTY)


def overlap(text: str, other: str) -> float:
    """Share of the content syllables of `text` that also stand in `other`, 0 to 1."""
    words = content_words(text)
    return len(words & content_words(other)) / len(words) if words else 0.0


def terms_of(text: str) -> dict[str, float]:
    """Weighted terms of a sentence: pairs of syllables count one, single ones a half."""
    words = syllables(text)
    terms: Counter[str] = Counter()
    halves: Counter[str] = Counter(w for w in words if w not in _EMPTY)
    for first, second in pairwise(words):
        if first not in _EMPTY and second not in _EMPTY:
            terms[f"{first} {second}"] += 1
    return {**terms, **{word: count * _SINGLE for word, count in halves.items()}}


@dataclass(frozen=True, slots=True)
class Relevance:
    """Figures of n sentences, each 0 to 1."""

    centrality: Vector
    """How well connected (LexRank), scaled to its maximum."""
    title: Vector
    """Cosine to the title."""
    similarity: Vector
    """n × n cosine."""


def relevance(sentences: Sequence[str], title: str = "") -> Relevance:
    """Compare sentences among themselves and with a title. Deterministic; n² memory."""
    bags = [terms_of(s) for s in sentences]
    n = len(bags)
    spread: Counter[str] = Counter()
    for terms in bags:
        spread.update(terms.keys())
    rarity = {term: math.log(1 + n / count) for term, count in spread.items()}
    heading = {term: w * rarity[term] for term, w in terms_of(title).items() if term in rarity}
    # A term of one sentence alone adds to no product of two sentences: it only lengthens its vector.
    shared = (term for term, count in spread.items() if count > 1 or term in heading)
    column = {term: i for i, term in enumerate(shared)}
    unit = np.zeros((n, len(column) + 1), dtype=np.float32)
    for row, terms in enumerate(bags):
        length = math.sqrt(sum((w * rarity[term]) ** 2 for term, w in terms.items())) or 1.0
        for term, weight in terms.items():
            if term in column:
                unit[row, column[term]] = weight * rarity[term] / length
    wanted = np.zeros(len(column) + 1, dtype=np.float32)
    length = math.sqrt(sum(w * w for w in heading.values())) or 1.0
    for term, weight in heading.items():
        wanted[column[term]] = weight / length
    similarity = unit @ unit.T
    return Relevance(centrality=_lexrank(similarity), title=unit @ wanted, similarity=similarity)


def _lexrank(similarity: Vector) -> Vector:
    n = len(similarity)
    links = similarity.copy()
    np.fill_diagonal(links, 0.0)
    links[links < 0.03] = 0.0
    total = links.sum(axis=1, keepdims=True)
    step = np.where(total > 0, links / np.maximum(total, 1e-12), 1 / n)
    rank = np.full(n, 1 / n, dtype=np.float32)
    for _ in range(_ROUNDS):
        rank = (1 - _DAMPING) / n + _DAMPING * (rank @ step)
    return rank / max(float(rank.max(initial=0.0)), 1e-12)
