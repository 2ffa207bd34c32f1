"""Dates of days, and ranges of them.

Cases:
    ngày 9/11/2024 -> ngày chín tháng mười một năm hai nghìn không trăm hai mươi tư
    sáng 21/3 -> sáng ngày hai mươi mốt tháng ba
    24.6.2027 -> ngày hai mươi tư tháng sáu năm hai nghìn không trăm hai mươi bảy
    từ 12-16/8 -> từ ngày mười hai đến ngày mười sáu tháng tám
    từ 28/12 đến 3/1 -> từ ngày hai mươi tám tháng mười hai đến ngày ba tháng một
    2026-03-05 -> ngày năm tháng ba năm hai nghìn không trăm hai mươi sáu
    lúc 2026-03-05T07:40 -> lúc ngày năm tháng ba năm hai nghìn không trăm hai mươi sáu, bảy giờ bốn mươi phút
    hôm 17-7 -> hôm ngày mười bảy tháng bảy
    tuần tới (8-6) -> tuần tới ngày tám tháng sáu
    các ngày 5/6, 7/6 -> các ngày năm tháng sáu, bảy tháng sáu
    hai ngày 27 và 28/2 -> hai ngày hai mươi bảy và hai mươi tám tháng hai
    đường 23/10, công viên 29/3 -> đường hai mươi ba tháng mười, công viên hai mươi chín tháng ba
    chưa tới 1/5 quãng đường -> chưa tới một phần năm quãng đường
"""

from __future__ import annotations

import re

from models.reading.dates import DAY_WORDS, DOTS, END, KNOWN_DAYS, D, M, Y, day_said, say_date, say_day
from models.reading.matching import Cursor, Match
from models.reading.tables import cues, first_column

_COULD = re.compile(r"[0-9]{1,4} ?[-/.÷]|[0-9]{1,2} (?:đến|tới) [0-9]")
_WORD_AFTER = r"(?![^\W_])"
_FULL = re.compile(
    rf"{D}(?: ?/ ?{M} ?/ ?| ?(\.|-) ?{M} ?\3 ?)([0-9]{{4}}|[0-9]{{2}}){END}{_WORD_AFTER}"
)  # groups: day, month, mark, month, year
_ISO = re.compile(
    rf"{Y}([-/])(0[1-9]|1[0-2])\2(0[1-9]|[12][0-9]|3[01])"
    r"(?:T([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:\.[0-9]{1,9})?)?(Z|[+-][01][0-9]:?[0-9]{2})?)?"
    r"(?![0-9:])(?![.,/-][0-9])"
)
_DAY_RANGE = re.compile(rf"{D}(?: ?[-÷~→] ?| (?:đến|tới) ){D}( ?/ ?|\.){M}(?: ?\3{Y})?{END}{_WORD_AFTER}")
_HYPHEN_RANGE = re.compile(rf"{D}(?: - | đến | tới |[÷~→]){D}-{M}(?:-{Y})?{END}{_WORD_AFTER}")
_SPAN = re.compile(rf"{D}/{M} ?(?:[-÷~→]|->) ?{D}/{M}(?:/{Y})?{END}")
_FULL_SPAN = re.compile(rf"{D}([/.-]){M}\2{Y} ?(?:[-÷~→]|->) ?{D}\2{M}\2{Y}{END}")
_DAY_MONTH = re.compile(rf"{D}( ?/ ?|\.| ?- ?){M}(?![0-9])(?![.,/]?[0-9])(?![.-][^\W_]|[^\W_]|%|/[GgCc])")
_BLANK = rf"(?:{DOTS}| *)"
_YEAR_TO_FILL = rf"(?:{Y}|20{DOTS})"
_HALF_BLANK = re.compile(rf"{D} ?/ ?(?:{DOTS}| ) ?/ ?{_YEAR_TO_FILL}")
_BLANK_AFTER = re.compile(r"20[.…_]")
_BLANK_YEAR = re.compile(r"20(?=\.{2,}|…|_{2,})")
_CUES = DAY_WORDS | cues("date.cues")
_HYPHEN_CUES = DAY_WORDS | cues("date.hyphen_cues")
_WEAK_CUES = frozenset(("từ", "đến", "tới", "phóng", "nay", "qua", "mai"))
_PLACES = frozenset(("đường", "phố", "đại lộ"))
_NAMED_AFTER = cues("date.named_after")
_NOT_AFTER = cues("date.not_after") | cues("fraction.grades")
_SHARE = cues("date.share")
_FEASTS = cues("date.feast_cues")
_GOES_ON = cues("date.goes_on")
_UNITS = cues("date.hyphen_units")
_WHOLES = cues("date.wholes")
"""What one has a share of."""
_TIMES = re.compile(r" ?[x×*] ?[0-9]")
_CALENDAR = re.compile(
    r" ?(?:\(?(?:âm|dương) lịch|\(?[ÂAD]L(?!\w)|h[ằà]ng năm|năm (?:nay|sau|tới|ngoái|[12][0-9]{3})|vừa qua)"
)
_WEEK = frozenset("234567")
_SHORT_WEEK = frozenset(("cn", *(f"t{day}" for day in "234567")))
_DUE = frozenset(("hạn", "hạn nộp", "hạn cuối", "hạn chót"))
_FROM_ON = re.compile(r", [^\W\d_]| (?:này|tới|đến nay|trở đi|sẽ|bắt đầu)(?!\w)")
_IN_TURN = re.compile(r"\([0-9]{1,2}/[0-9]{1,2}\)(?:,| và| rồi|;|/) ?[^()\n]{1,40}\(\Z")
_NUMBERED = re.compile(
    r"(?:lớp|tổ(?: dân phố)?|hẻm|ngõ|số nhà) "
    r"(?:[0-9]{1,2}(?:/[0-9]{1,2})?[A-Za-z]?(?:: ?[^,;.\n]{1,16})?(?: ?[,;] ?| và )){1,8}+\Z",
    re.IGNORECASE,
)
_REACH = 80
_CHANGES = frozenset(("lên", "xuống", "còn"))
_NEXT = re.compile(r" ([^\W\d_]+)")
_HOME_ZONES = frozenset(("+07:00", "+0700"))


class Date:
    """A date or a range of dates at a digit."""

    kind = "date"

    def match(self, at: Cursor) -> Match | None:
        """Try the longest forms first."""
        if _COULD.match(at.text, at.pos) is None:
            return self._blank(at) if _BLANK_AFTER.match(at.text, at.pos) else None
        head = "" if day_said(at) else "ngày "
        return (
            self._span(at, head) or self._range(at, head) or self._full(at, head) or self._iso(at, head)
            or self._day_month(at, head) or self._blank(at)
        )  # fmt: skip

    @staticmethod
    def _said(end: int, spoken: str, rule: str, confidence: float = 1.0, warning: str = "") -> Match:
        return Match(end, spoken, "date", f"date:{rule}", confidence, warning=warning)

    def _span(self, at: Cursor, head: str) -> Match | None:
        """From a day of a month to a day of another."""
        found = _FULL_SPAN.match(at.text, at.pos)
        if found:
            d1, _, m1, y1, d2, m2, y2 = found.groups()
            last = say_date(at, d2, m2, y2)
            return self._said(found.end(), f"{head}{say_date(at, d1, m1, y1)} đến ngày {last}", "span")
        found = _SPAN.match(at.text, at.pos)
        if found:
            d1, m1, d2, m2, y = found.groups()
            last = say_date(at, d2, m2, y)
            return self._said(found.end(), f"{head}{say_date(at, d1, m1)} đến ngày {last}", "span")
        return None

    def _range(self, at: Cursor, head: str) -> Match | None:
        """Days of one month."""
        found = _DAY_RANGE.match(at.text, at.pos)
        if found is None:
            return self._hyphens(at, head)
        d1, d2, mark, m, y = found.groups()
        if head and at.cued(_NOT_AFTER, " .:"):
            return None
        if int(d1) >= int(d2) or (mark == "." and not y and head):
            return None
        if head and not y and not at.ends_with(_CUES | _WEAK_CUES) and self._counted(at, found.end()):
            return None  # 5-7/10 hộ
        if head and (" đ" in found.group() or " t" in found.group()) and not at.ends_with(_WEAK_CUES | _CUES):
            return None
        return self._said(found.end(), f"{head}{say_day(at, d1)} đến ngày {say_date(at, d2, m, y)}", "range")

    def _hyphens(self, at: Cursor, head: str) -> Match | None:
        """Ngày 6 - 9-5-2016, từ 6 đến 9-5."""
        found = _HYPHEN_RANGE.match(at.text, at.pos)
        if found is None:
            return None
        d1, d2, m, y = found.groups()
        sure = y or (head == "" and not self._counted(at, found.end()))
        if not sure or int(d1) >= int(d2):
            return None
        return self._said(
            found.end(), f"{head}{say_day(at, d1)} đến ngày {say_date(at, d2, m, y)}", "range", 0.9
        )

    def _full(self, at: Cursor, head: str) -> Match | None:
        found = _FULL.match(at.text, at.pos)
        if found is None:
            return None
        d, slashed, mark, marked, y = found.groups()
        if len(y) == 4:
            return self._said(found.end(), head + say_date(at, d, slashed or marked, y), "full")
        plain = mark is None and all(len(n) == 2 for n in (d, slashed)) and not at.cued(_NOT_AFTER, " .:")
        if not (head == "" or plain or (mark is None and at.cued(_CUES))):
            return None
        year = at.num.integer(y, keep_zeros=True)
        return self._said(found.end(), f"{head}{say_date(at, d, slashed or marked)} năm {year}", "short-year")

    def _iso(self, at: Cursor, head: str) -> Match | None:
        found = _ISO.match(at.text, at.pos)
        if found is None:
            return None
        y, _, m, d, hour, minute, second, zone = found.groups()
        said = head + say_date(at, d, m, y)
        if hour:
            said += f", {at.num.integer(hour)} giờ"
            for number, name in ((minute, "phút"), (second, "giây")):
                said += f" {at.num.integer(number)} {name}" if number and int(number) else ""
        if zone and zone not in _HOME_ZONES:
            away = int(zone[1:3]) if zone != "Z" else 0
            said += " giờ quốc tế" + (
                f" {'cộng' if zone[0] == '+' else 'trừ'} {at.num.cardinal(away)}" if away else ""
            )
        return self._said(found.end(), said, "iso")

    def _blank(self, at: Cursor) -> Match | None:
        """A day or the beginning of a year in a form that is not filled in."""
        if not at.left:
            return None
        if at.left[-1] in DAY_WORDS:
            found = _HALF_BLANK.match(at.text, at.pos)
            if found:
                year = at.num.integer(found.group(2)) if found.group(2) else "hai không…"
                return self._said(
                    found.end(), f"{say_day(at, found.group(1))} tháng … năm {year}", "blank", 0.8
                )
        if at.left[-1] == "năm":
            found = _BLANK_YEAR.match(at.text, at.pos)
            if found:
                return self._said(found.end(), "hai không", "blank", 0.8)
        return None

    def _day_month(self, at: Cursor, head: str) -> Match | None:
        found = _DAY_MONTH.match(at.text, at.pos)
        if found is None or (found.group() == "24/7" and not at.cued(_CUES)):
            return None
        if at.cued(_NOT_AFTER, " .:") and not _CALENDAR.match(at.text, found.end()):
            return None
        day, mark, month = found.group(1), found.group(2).strip(), found.group(3)
        said, end = say_date(at, day, month), found.end()
        if mark != "." and self._names_place(at, int(day), int(month), mark == "/"):
            name = f"{at.num.integer(day)} tháng {at.num.month(int(month))}"  # never mùng
            return self._said(end, name, "street")
        if mark in ("-", "."):
            return self._said(end, head + said, "cue", 0.8) if self._hyphen(at, found, head) else None
        return self._slash(at, found, head, said)

    @staticmethod
    def _names_place(at: Cursor, day: int, month: int, glued: bool) -> bool:
        if at.left[-1:] == ("đ",) and at.gap() in (".", ". "):
            return True
        if at.cued(_PLACES, " ") and at.left[-2:] != ("khu", "phố"):
            return glued or (day, month) in KNOWN_DAYS
        return at.cued(_NAMED_AFTER, " ") and ((day, month) in KNOWN_DAYS or day > 12)

    def _hyphen(self, at: Cursor, found: re.Match[str], head: str) -> bool:
        """6-8 is a day after a word of time; after "ngày" with blanks only when it cannot be a range."""
        day, month, after = int(found.group(1)), int(found.group(3)), at.next_word(found.end())
        feast = (day, month) in KNOWN_DAYS and " " not in found.group(2)
        if feast and at.chained("date") and _CALENDAR.match(at.text, found.end()):
            return True  # dịp 30-4 và 1-5 năm nay
        if after in _UNITS or after == "tháng" or self._counted(at, found.end()):
            return False
        if at.char(found.end()) in ("-", "÷"):
            return False
        if head == "":
            listed = at.left[-2:] in (("các", "ngày"), ("những", "ngày")) and day < month
            return not listed and (" " not in found.group(2) or found.group(2) != " - " or day > month)
        if " " in found.group(2):
            return False
        if (
            at.left[-1:] == ("từ",)
            and _FROM_ON.match(at.text, found.end())
            and not at.char(at.pos - 4).isalnum()
        ):
            return True  # Từ 1-12, xã …
        feast = feast and (at.near(_FEASTS, 3) or at.chained("date"))
        return feast or at.cued(_HYPHEN_CUES, " (,") or at.near(_DUE, 5)

    def _slash(self, at: Cursor, found: re.Match[str], head: str, said: str) -> Match | None:  # noqa: PLR0911
        end, day, month = found.end(), int(found.group(1)), int(found.group(3))
        proper = day < month <= 10
        if head and (
            (day < month and at.counts(end, _WHOLES) and not self._is_day(at))  # từ 2/3 số thành viên
            or (_TIMES.match(at.text, end) and not self._is_day(at))
            or at.chained("fraction")
        ):
            return None
        counted = self._counted(at, end)
        if counted and not self._is_day(at) and not (head == "" and at.chained("date")):
            return None
        if head and _NUMBERED.search(at.text, max(0, at.pos - _REACH), at.pos):
            return None  # lớp 6/1: 42 em, 6/2: 40 em
        if (
            head == ""
            or at.cued(_CUES, " :(\"',")
            or self._in_turn(at, end)
            or self._after_time(at)
            or _CALENDAR.match(at.text, end)
        ):
            return self._said(end, head + said, "cue")
        share = bool(at.left) and at.left[-1] in _SHARE
        known = (day, month) in KNOWN_DAYS and day != month
        noun = self._noun_follows(at, end)
        if proper and noun and not (known and at.near(_FEASTS)):
            return None
        if known and at.left and not (share and proper):
            return self._said(end, head + said, "feast", 0.9)
        if "0" in (found.group(1)[0], found.group(3)[0]) and not share:
            return self._said(end, head + said, "zero", 0.9)
        if share and not known:
            return None
        weak = bool(at.left) and at.left[-1] in _WEAK_CUES and at.next_word(end) not in _CHANGES
        listed = not at.left and day > month and at.char(end) == ":"  # 15/8: họp dân
        if weak or listed or (at.left and (day > month or month > 10)):
            warning = f"“{found.group()}” được đọc là ngày tháng; nếu là phân số, hãy sửa."
            return self._said(end, head + said, "likely", 0.7, "" if weak or listed else warning)
        return None

    @staticmethod
    def _in_turn(at: Cursor, end: int) -> bool:
        """Nha Trang (25/8), Đà Nẵng (1/9): a day in brackets after another."""
        return at.char(end) == ")" and _IN_TURN.search(at.text, max(0, at.pos - _REACH), at.pos) is not None

    @staticmethod
    def _after_time(at: Cursor) -> bool:
        """An hour or "thứ 5" goes before."""
        if at.left and at.left[-1] in _SHORT_WEEK:
            return at.gap() in (", ", " (", " ", ": ")
        return at.chained("time") or (
            at.left[-2:-1] == ("thứ",) and at.left[-1] in _WEEK and at.gap() in (", ", " (", " ")
        )

    @staticmethod
    def _counted(at: Cursor, end: int) -> bool:
        return at.counts(end, first_column("count_nouns"))

    @staticmethod
    def _noun_follows(at: Cursor, end: int) -> bool:
        """A small word that could be what there is a share of."""
        found = _NEXT.match(at.text, end)
        return found is not None and found.group(1).islower() and found.group(1) not in _GOES_ON

    @staticmethod
    def _is_day(at: Cursor) -> bool:
        """The word before can only be followed by a day."""
        if at.chained("number") and at.near(DAY_WORDS, 4):
            return True  # trong hai ngày 27 và 28-2
        if at.left[-1:] == ("từ",) and at.text[max(0, at.pos - 3) : at.pos] == "Từ ":
            return True  # Từ 1/7 xã sẽ …
        return at.cued(DAY_WORDS | cues("date.day_cues")) or at.chained("date")


class BlankDate:
    """ngày …/…/2026, ngày    /    /2026: the day and the month are not filled in."""

    kind = "date"
    _form = re.compile(rf"{_BLANK} ?/ ?(?:{M}(?= ?/)|{_BLANK}) ?/ ?(?:{_YEAR_TO_FILL}|{DOTS})(?![0-9])")

    def match(self, at: Cursor) -> Match | None:
        """The words between which people write."""
        if at.text[at.pos] not in "./_…" or not at.left or at.left[-1] not in DAY_WORDS:
            return None
        found = self._form.match(at.text, at.pos)
        if found is None or not all(c in " :" for c in at.gap()):
            return None
        month, year = found.groups()
        said = f"… tháng {at.num.month(int(month)) if month else '…'}"
        ending = (
            at.num.integer(year) if year else "hai không…" if "/20" in found.group().replace(" ", "") else "…"
        )
        return Match(found.end(), f"{said} năm {ending}", self.kind, "date:blank", 0.8)
