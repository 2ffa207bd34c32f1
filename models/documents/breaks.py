"""Where a paragraph begins: marks of Vietnamese structure, and line breaks that really end a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.documents.syllables import UPPER

STARTS = re.compile(
    r"\s*(?:"
    r"(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục|TIỂU MỤC|Tiểu mục)\s+(?:THỨ\s|thứ\s)?\S+\s*[.:]?\s*"
    rf"(?:$|\n|[{UPPER}])"
    r"|(?:ĐIỀU|Điều)\s+\d+[a-zđ]?\s*[.:]"
    r"|PHỤ LỤC|Phụ lục\s+(?:số\s+)?[IVX\d]+\s*$"
    r"|[IVXLC]{1,6}\s*[.\-/)]\s+\S"
    r"|[A-ZĐ]\s*[.)]\s+\S"
    r"|\d{1,3}(?:\.\d{1,3}){0,3}\s*[.)]\s*\D"
    rf"|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\s+[{UPPER}]"
    r"|[a-zđ]{1,2}\s*\)\s*\S"
    r"|[-–—+•*▪◦o]\s+\S"
    rf"|[-–+]\s?[{UPPER}]"
    r"|(?:Căn cứ|Theo đề nghị|Xét đề nghị|Kính gửi|Nơi nhận|QUYẾT ĐỊNH|QUYẾT NGHỊ)\b"
    r")"
)
"""Begins like a unit of NĐ 30/2020/NĐ-CP, Phụ lục I: Phần … điểm, a dash, or a line of the legal basis."""

_SURE = re.compile(
    r"\s*(?:[a-zđ]\)\s+\S|(?:ĐIỀU|Điều)\s+\d+[a-zđ]?\s*\.|(?:CHƯƠNG|Chương)\s+[IVXLC]+\s*(?:$|[.:]))"
)

ENDS = re.compile(r"[.;:!?…]['\"”’)\]]*\s*$|/\.\s*$")
"""Ends like a sentence or an item of a list."""


def starts(text: str) -> bool:
    """Whether a line looks like the first of a paragraph by its own mark."""
    return STARTS.match(text) is not None


def surely_starts(text: str) -> bool:
    """Whether a line's mark cannot stand in the middle of a sentence ("1." and "-" can: "năm⏎2025. Từ")."""
    return _SURE.match(text) is not None


def split(text: str) -> list[str]:
    """Cut a paragraph with hard line breaks where the break ends an item, not where it only wraps.

    "1. Đăng ký;⏎2. Nộp hồ sơ" → two; "BỘ NỘI VỤ⏎CỤC VĂN THƯ" stays one with its line break.
    """
    parts: list[str] = []
    for piece in re.split(r"\n[ \t]*\n+", text):
        lines = [line.strip() for line in piece.split("\n")]
        current = ""
        for line in lines:
            if not line:
                continue
            if current and (starts(line) or (ENDS.search(current) and len(current) > 60)):
                parts.append(current)
                current = line
            else:
                current = f"{current}\n{line}" if current else line
        if current:
            parts.append(current)
    return parts


def glue(lines: Sequence[str]) -> str:
    """Join the lines of one paragraph; a hyphen at a line's end belongs to the word ("NĐ-⏎CP")."""
    text = ""
    for line in lines:
        piece = line.strip()
        if not piece:
            continue
        if text.endswith("\u00ad"):
            text = text[:-1] + piece
        elif re.search(r"\S[-/]$", text) and piece[0].isalnum():
            text += piece
        else:
            text = f"{text} {piece}" if text else piece
    return text.replace("\u00ad", "")
