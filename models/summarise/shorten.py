"""Make a sentence shorter by leaving out whole clauses, never by cutting into one.

Only clauses that add a purpose, a result or an aside go; a clause that limits what is said (nếu, trừ, không,
chỉ, trước, sau …) always stays, for without it the sentence would say more than the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable

CLAUSE = "bỏ vế phụ cuối câu"
BRACKET = "bỏ phần trong ngoặc"

_EXTRA = re.compile(
    r"[,;]\s+(?:góp phần|nhằm|qua đó|từ đó|nhờ đó|để|đồng thời|bên cạnh đó|cũng như|tạo điều kiện|tiến tới|"
    r"đáp ứng|phục vụ|trong đó|thực hiện theo|theo (?:quy định|đúng quy định)|căn cứ)\b",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"\b(?:nếu|trừ|ngoại trừ|không|chưa|chỉ|chậm nhất|trước|kể từ|tối đa|tối thiểu|ít nhất|riêng|phải|cấm|khi|"
    r"đối với|đến hết|từ ngày)\b|\d",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*\([^()]*\)")


_PURPOSE = re.compile(
    r"(?<!không)(?<!chưa)(?<!đừng)(?<!được)(?<!đủ)(?<!,)\s+(?:để|nhằm)\s+(?!lại|dành|trống|yên)", re.IGNORECASE
)

_GOING = re.compile(r"\b(?:đến|tới|đi|ra|về|mang|gửi|liên hệ)\b", re.IGNORECASE)


def shorten(
    text: str, fits: int, count: Callable[[str], int] = len, *, tight: bool = False
) -> tuple[str, tuple[str, ...]]:
    """`text` with as few extra clauses left out as make it fit, and the names of the changes.

    `count` measures a text (characters, syllables); `tight` also lets a closing "để …" go. What cannot be
    made to fit comes back as short as it safely gets; the caller decides what to do then.
    """
    edits: list[str] = []
    while count(text) > fits:
        cut = _without_last_clause(text, (_EXTRA, _PURPOSE) if tight else (_EXTRA,))
        if cut is None:
            break
        text = cut
        edits.append(CLAUSE)
    if count(text) > fits:
        bare = _BRACKET.sub(lambda m: m.group() if _LIMITS.search(m.group()) else "", text)
        if bare != text:
            text = bare
            edits.append(BRACKET)
    return text, tuple(dict.fromkeys(edits))


def _without_last_clause(text: str, kinds: tuple[re.Pattern[str], ...]) -> str | None:
    places = sorted(m.start() for kind in kinds for m in kind.finditer(text))
    for start in reversed(places):
        head, tail = text[:start], text[start:]
        if _LIMITS.search(tail) or not _whole(head) or len(head) < 30:
            continue
        if _PURPOSE.match(tail) and _GOING.search(head):
            continue  # "đến trạm y tế để tiêm": the purpose is the point
        return head.rstrip(" ,;") + "."
    return None


def _whole(head: str) -> bool:
    """Brackets and quotes opened in the head are closed there too."""
    return (
        head.count("(") == head.count(")") and head.count("“") == head.count("”") and head.count('"') % 2 == 0
    )
