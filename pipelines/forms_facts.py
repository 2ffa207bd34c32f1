"""The essentials of a notice: by when, when, where, what one must do, whom to call.

Used twice: to fill the board, and to say what the radio form leaves out (OWASP LLM07:2026 names omitted
deadlines and conditions as a risk of summaries; it holds for extracts too).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.summarise.candidates import Candidate
from pipelines.types import RadioScript

_I = re.IGNORECASE
_DATE = r"\d{1,2}(?:/|-| tháng )\d{1,2}(?:(?:/|-| năm )\d{4})?"
_DEADLINE_WORDS = (
    r"\b(?:hạn (?:cuối|chót|nộp)|chậm nhất|trước (?:\d{1,2} giờ )?ngày|đến hết ngày|trước \d{1,2} giờ|"
    r"kể từ ngày)\b"
)
_DEADLINE = re.compile(_DEADLINE_WORDS, _I)
_DEADLINE_DATE = re.compile(rf"{_DEADLINE_WORDS}[^.;\d]{{0,30}}({_DATE})", _I)
_WHEN = re.compile(rf"\b\d{{1,2}}\s?(?:giờ|h)\b|\bngày {_DATE}|{_DATE}", _I)
_WHERE = re.compile(
    r"\bđịa điểm\b|\b(?:tại|đến)\s+(?:nhà văn hóa|hội trường|trạm y tế|trụ sở|trường|trung tâm)\b", _I
)
_MUST = re.compile(r"\b(?:phải|không được|nghiêm cấm|tuyệt đối|đề nghị|yêu cầu|cần)\b", _I)
_CALL = re.compile(r"\b(?:điện thoại|đường dây nóng|hotline|tổng đài|gọi|trực|liên hệ)\b[^.]*\d", _I)
_NUMBER = re.compile(
    r"(?<![\d./])(?:0\d{2,3}[ .]?\d{3,4}[ .]?\d{3,4}|1[89]00[ .]?\d{4,6}|11[2345]|1022)"
    r"(?![\d/])(?!\s*(?:đồng|%))"
)
_OWN_NUMBER = re.compile(
    r"(?:số\s+)?(?:điện thoại|đường dây nóng|tổng đài)\s+(?:trực\s+)?(?:của\s+)?[^,;:\d]{4,}:\s*[\d .]+$", _I
)
_CLAUSES = re.compile(r"(?<=[,;])\s+")
_CONTINUES = re.compile(r"(?:số\s+)?(?:điện thoại|đt|sđt|gọi|hoặc|trực)\b", _I)


def numbers(text: str) -> list[str]:
    """Telephone numbers given for people to call."""
    return _NUMBER.findall(text) if _CALL.search(text) else []


def contact(found: Sequence[Candidate]) -> Candidate | None:
    """The last sentence that gives a number to call: notices end with it."""
    return next((c for c in reversed(found) if numbers(c.text)), None)


def number_only(text: str) -> str:
    """The clauses of a sentence that say whom to call at what number."""
    clauses = _CLAUSES.split(text)
    with_number = [i for i, c in enumerate(clauses) if _NUMBER.search(c)]
    if not with_number:
        return text
    first, last = with_number[0], with_number[-1]
    # "Phòng Kinh tế xã, điện thoại 0251 …": the owner of the number stands in the clause before.
    if first and _CONTINUES.match(clauses[first]):
        first -= 1
    kept = " ".join(clauses[first : last + 1]).strip(" ,;.")
    own = _OWN_NUMBER.search(kept)
    kept = own.group() if own else kept
    return kept[:1].upper() + kept[1:]


def by_need(texts: Sequence[str]) -> list[str]:
    """Sentences of a notice as a passer-by needs them: deadline, time, place, duty, then the rest."""

    def need(text: str) -> int:
        for rank, pattern in enumerate((_DEADLINE, _WHEN, _WHERE, _MUST)):
            if pattern.search(text):
                return rank
        return 9

    return sorted(texts, key=need)


def is_urgent(text: str) -> bool:
    """It holds a deadline, a time or a number to call."""
    return bool(_DEADLINE.search(text) or _WHEN.search(text) or numbers(text))


def omissions(found: Sequence[Candidate], radio: RadioScript) -> list[str]:
    """What a listener would miss: deadlines and numbers that stand in the document and not in the script."""
    said = "\n".join(s.text for s in radio.sentences)
    deadlines: dict[str, None] = {}
    calls: dict[str, None] = {}
    for c in found:
        deadlines.update((d, None) for d in _DEADLINE_DATE.findall(c.text) if d not in said)
        calls.update((n, None) for n in numbers(c.text) if n not in said)
    notes = []
    for name, missing in (("hạn chót", deadlines), ("số điện thoại liên hệ", calls)):
        if missing:
            notes.append(f"Bản đọc chưa nhắc đến {name} có trong văn bản: {', '.join(list(missing)[:4])}.")
    return notes
