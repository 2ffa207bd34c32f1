"""How to read: the choices a region, a house style or a voice may make."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.types import Region


class Decimals(StrEnum):
    """How the part after the decimal comma is said."""

    CARDINAL = "cardinal"
    """12,45 -> mười hai phẩy bốn mươi lăm (two digits, no leading zero; else digit by digit)."""
    DIGITS = "digits"
    """12,45 -> mười hai phẩy bốn năm."""


class CodeStyle(StrEnum):
    """How the letters of a document code are said."""

    EXPAND = "expand"
    """80/KH-UBND -> tám mươi trên kế hoạch ủy ban nhân dân."""
    LETTERS = "letters"
    """80/KH-UBND -> tám mươi trên ca hát u bê en dê."""


class Brackets(StrEnum):
    """What is heard for ( ) [ ] { }."""

    PAUSE = "pause"
    READ = "read"
    """mở ngoặc … đóng ngoặc."""


class Foreign(StrEnum):
    """Foreign words and brand names found in the word list."""

    KEEP = "keep"
    """Left as written, for voices that know English or for people."""
    VIETNAMESE = "vietnamese"
    """In Vietnamese syllables (Facebook -> phây búc), for voices that know only Vietnamese."""


class Urls(StrEnum):
    """Web addresses and e-mail."""

    WORDS = "words"
    """Known words are said as words, the rest letter by letter."""
    SPELL = "spell"
    """Everything but the ending letter by letter."""


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """Options of one reading; an empty string means "as the region says"."""

    region: Region = Region.NORTH
    zero_tens: str = ""
    """The word in 105: "linh" (Bắc) or "lẻ" (Trung, Nam)."""
    thousand: str = ""
    """"nghìn" (Bắc) or "ngàn" (Trung, Nam)."""
    four: str = ""
    """The 4 of 24, 34 …: "tư" (Bắc, Trung) or "bốn" (Nam)."""
    early_day: str = ""
    """Said before days 1-10 that have no "ngày/mùng" of their own: "" (none), "mùng", "mồng"."""
    decimals: Decimals = Decimals.CARDINAL
    code_style: CodeStyle = CodeStyle.EXPAND
    slash: str = "trên"
    """Inside document codes: "trên", "gạch chéo", "xuyệt"."""
    house_slash: str = ""
    """Inside house numbers: "xuyệt" (Bắc), "xẹt" (Trung, Nam)."""
    brackets: Brackets = Brackets.PAUSE
    foreign: Foreign = Foreign.KEEP
    urls: Urls = Urls.WORDS
    phone_group: int = 0
    """A comma after every so many digits of a telephone number; 0 = as the written groups stand."""

    def word(self, name: str) -> str:
        """The word for `zero_tens`, `thousand`, `four` or `house_slash`, by option or region."""
        return str(getattr(self, name)) or _REGIONAL[name][self.region is not Region.NORTH]

    @property
    def four_word(self) -> str:
        """The 4 after "mươi"; only the South says "bốn"."""
        return self.four or ("bốn" if self.region is Region.SOUTH else "tư")


_REGIONAL = {
    "zero_tens": ("linh", "lẻ"),
    "thousand": ("nghìn", "ngàn"),
    "house_slash": ("xuyệt", "xẹt"),
}
