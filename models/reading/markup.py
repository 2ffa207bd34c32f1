"""An SSML 1.1 subset inside the text, for those who know it: tags become silent spans, pauses and delivery.

speak, p, s, break, say-as, sub, prosody, emphasis, phoneme (ipa, x-vi), lang; HTML tags are silent. A tag
that cannot be followed is silent too, with a Vietnamese warning; nothing here raises.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from models.reading import ssml_values as values
from models.reading.cleaning import Clean
from models.reading.edits import Edit
from models.reading.ipa import spelled
from models.reading.letters import is_syllable
from models.reading.matching import Match
from models.reading.numbers import number_words
from models.reading.options import ReadingOptions
from models.reading.say_as import Context, say
from models.reading.ssml import ENTITY
from models.reading.tags import HTML_BLOCK, HTML_INLINE, REFUSED, SSML, Tag, tags
from models.types import Delivery, Span

KIND = "markup"
_LEFT = re.compile(r"[^\W_]+")
_PARAGRAPH_S, _SENTENCE_S = 0.7, 0.45
_HTML_EMPHASIS = frozenset(("b", "strong", "em", "h1", "h2", "h3", "h4", "h5", "h6", "th", "title"))
_DEEPEST = 16
"""Tags around a tag beyond which its delivery is left out, so that time stays linear."""
_FORCING = frozenset(("say-as", "sub", "phoneme"))
_DELIVERING = frozenset(("prosody", "emphasis", "lang")) | _HTML_EMPHASIS


@dataclass
class Markup:
    """What the mark-up of a text asks for, in offsets of the working copy before the edits."""

    edits: list[Edit] = field(default_factory=list)
    deliveries: list[tuple[int, int, Delivery]] = field(default_factory=list)
    warnings: list[tuple[Span, str]] = field(default_factory=list)


def interpret(work: Clean, options: ReadingOptions, read: Callable[[str], str]) -> Markup:
    """Edits, deliveries and warnings of all mark-up in the working copy.

    Args:
        work: before any edit.
        options: for the words of `say-as`.
        read: reading of a stretch by the recognisers, for classes that need them.
    """
    return _Interpreter(work.text, options, read).run()


class _Interpreter:
    """One pass over the tags with a stack."""

    def __init__(self, text: str, options: ReadingOptions, read: Callable[[str], str]) -> None:
        self.text = text
        self.options = options
        self.read = read
        self.found = Markup()
        self.stack: list[Tag] = []
        self.forced: dict[int, tuple[Tag, Tag]] = {}
        """Tags whose content has a given reading, by where they begin."""
        self.joined: set[int] = set()
        """Where tags begin that do not part the letters around them: H<sub>2</sub>O."""

    def run(self) -> Markup:
        every = list(tags(self.text))
        self._pair(every)
        self._edit(every)
        self.found.edits.sort(key=lambda e: (e.start, e.end))
        return self.found

    def _warn(self, tag: Tag, message: str) -> None:
        self.found.warnings.append((Span(tag.start, tag.end), message))

    # --- what belongs together -------------------------------------------------------------------

    def _pair(self, every: list[Tag]) -> None:
        """Which tags belong together, and what each pair asks for."""
        pairs: list[tuple[Tag, Tag]] = []
        for tag in every:
            if tag.name == "!" or not self._understood(tag) or (tag.empty and not tag.closing):
                continue
            if tag.closing:
                self._match(tag, pairs)
                continue
            if tag.name in ("p", "s") and self.stack and self.stack[-1].name == tag.name:
                self.stack.pop()  # <p>…<p>: the second begins where the first ends
            self.stack.append(tag)
        for opened in self.stack:
            self._unclosed(opened)
        pairs.sort(key=lambda pair: pair[0].start)
        until, depth = 0, list[int]()
        for opened, closed in pairs:
            while depth and depth[-1] <= opened.start:
                depth.pop()
            self._asks(opened, closed, inside=opened.start < until, depth=len(depth))
            depth.append(closed.start)
            if self._forces(opened):
                until = max(until, closed.start)
        self._warn_inside(every)

    def _understood(self, tag: Tag) -> bool:
        name = tag.name
        if tag.broken:
            self._warn(tag, f"Thẻ <{name}> viết sai nên bị bỏ qua: hãy ghi như <{name} tên=“giá trị”>.")
            return False
        if name not in SSML and name not in HTML_INLINE and name not in HTML_BLOCK:
            if not tag.closing:
                advice = REFUSED.get(name, "nếu là chữ cần đọc, hãy viết &lt; thay cho <")
                self._warn(tag, f"Thẻ <{name}> không được hỗ trợ nên bị bỏ qua; {advice}.")
            return False
        if tag.empty and not tag.closing and (name in _FORCING or name in ("prosody", "emphasis")):
            self._warn(tag, f"Thẻ <{name}/> không có chữ bên trong nên không có tác dụng.")
        return True

    def _match(self, tag: Tag, pairs: list[tuple[Tag, Tag]]) -> None:
        """The begin tag of an end tag; what was opened after it has not been closed."""
        if not any(t.name == tag.name for t in self.stack[-64:]):
            if tag.name in SSML:
                self._warn(tag, f"Thẻ đóng </{tag.name}> không có thẻ mở nên bị bỏ qua.")
            return
        while (opened := self.stack.pop()).name != tag.name:
            self._unclosed(opened)
        pairs.append((opened, tag))

    def _warn_inside(self, every: list[Tag]) -> None:
        until = 0
        for tag in every:
            if tag.start < until and not tag.closing and tag.name in SSML:
                self._warn(tag, f"Thẻ <{tag.name}> nằm trong <say-as>, <sub> hoặc <phoneme> nên bị bỏ qua.")
            elif tag.start in self.forced:
                until = self.forced[tag.start][1].start

    @staticmethod
    def _forces(tag: Tag) -> bool:
        return tag.name in _FORCING and not (tag.name == "sub" and "alias" not in tag.attributes)

    def _unclosed(self, opened: Tag) -> None:
        if opened.name in SSML and opened.name not in ("p", "s"):
            self._warn(
                opened, f"Thẻ <{opened.name}> chưa đóng nên không có tác dụng: hãy thêm </{opened.name}>."
            )

    def _asks(self, opened: Tag, tag: Tag, *, inside: bool, depth: int) -> None:
        if opened.name in _DELIVERING and not inside and depth < _DEEPEST:
            delivery = self._delivery(opened)
            if delivery != Delivery():
                self.found.deliveries.append((opened.end, tag.start, delivery))
        elif self._forces(opened) and not inside:
            self.forced[opened.start] = (opened, tag)
        elif opened.name == "sub":
            self.joined |= {opened.start, tag.start}

    def _delivery(self, opened: Tag) -> Delivery:
        attributes, warnings = opened.attributes, list[str]()
        if opened.name == "prosody":
            delivery, warnings = values.prosody(attributes)
        elif opened.name == "emphasis":
            level = values.emphasis(attributes)
            delivery, warnings = Delivery(emphasis=int(level.number)), [level.warning]
        elif opened.name == "lang":
            language = attributes.get("lang", "")
            delivery = Delivery(language="" if language.lower().startswith("vi") else language)
            if not language:
                warnings = ["Thẻ <lang> thiếu xml:lang: hãy ghi như <lang xml:lang=“en”>."]
        else:
            delivery = Delivery(emphasis=1)
        for warning in filter(None, warnings):
            self._warn(opened, warning)
        return delivery

    # --- edits -----------------------------------------------------------------------------------

    def _edit(self, every: list[Tag]) -> None:
        edits = self.found.edits
        tail, pos, covered = "\n", 0, 0
        for tag in every:
            if tag.start < covered:
                continue
            self._entities(pos, tag.start)
            tail = self.text[tag.start - 1] if tag.start > pos else tail
            instead = self._instead(tag, tail)
            edits.append(Edit(tag.start, tag.end, instead, self._silent(tag, instead)))
            tail, pos = instead or tail, tag.end
            pair = self.forced.get(tag.start)
            spoken = self._forced(*pair) if pair else None
            if pair and spoken is not None:
                pos = covered = pair[1].start
                written = self.text[tag.end : pos]
                edits.append(Edit(tag.end, pos, written, spoken))
                tail = written[-1]
        self._entities(pos, len(self.text))

    def _entities(self, start: int, end: int) -> None:
        if self.text.find("&", start, end) < 0:
            return
        for found in ENTITY.finditer(self.text, start, end):
            char = html.unescape(found.group()).replace("\u00a0", " ")
            self.found.edits.append(Edit(found.start(), found.end(), char[:1]))

    def _instead(self, tag: Tag, tail: str) -> str:
        """What stands for the tag in the working copy: nothing, a blank, or the end of a line."""
        following = self.text[tag.end : tag.end + 40]
        if tag.name in ("p", "s") or tag.name in HTML_BLOCK:
            if tag.closing or tag.empty:
                return "" if following.lstrip(" \t")[:1] in ("\n", "\r", "") else "\n"
            return "" if tail == "\n" else "\n"
        joins = tag.start in self.joined or tag.name in HTML_INLINE - {"sub"}
        return " " if tail.isalnum() and following[:1].isalnum() and not joins else ""

    def _silent(self, tag: Tag, instead: str) -> Match:
        """The tag itself: no word, maybe a pause and a stop."""
        pause, spoken = 0.0, instead
        if tag.name == "break" and not tag.closing and not tag.broken:
            result = values.pause(tag.attributes)
            pause = result.number
            if result.warning:
                self._warn(tag, result.warning)
        elif tag.name in ("p", "s") and tag.closing:
            pause = _PARAGRAPH_S if tag.name == "p" else _SENTENCE_S
            if self.text[max(0, tag.start - 1) : tag.start].isalnum():
                spoken = f".{instead}"
        rule = f"ssml:{tag.name}" if tag.name in SSML else "ssml:other"
        return Match(0, spoken, KIND, rule, pause_s=pause)

    # --- stretches whose reading is given ----------------------------------------------------------

    def _forced(self, opened: Tag, closed: Tag) -> Match | None:
        written = _without_tags(self.text[opened.end : closed.start])
        if not written.strip():
            self._warn(opened, f"Thẻ <{opened.name}> không có chữ bên trong nên không có tác dụng.")
            return None
        spoken = {"sub": self._sub, "phoneme": self._phoneme, "say-as": self._say_as}[opened.name](
            opened, written
        )
        if not spoken:
            return None
        return Match(0, spoken, KIND, f"ssml:{opened.name}")

    def _sub(self, opened: Tag, _written: str) -> str | None:
        alias = html.unescape(opened.attributes.get("alias", "")).strip()
        if not alias:
            self._warn(opened, "Thẻ <sub> có alias trống: đọc chữ bên trong.")
            return None
        return self.read(alias)

    def _phoneme(self, opened: Tag, written: str) -> str | None:
        sound = html.unescape(opened.attributes.get("ph", "")).strip()
        alphabet = opened.attributes.get("alphabet", "ipa").strip().lower()
        if alphabet in ("ipa", "x-ipa"):
            said = spelled(sound)
            if said is not None:
                return said
            self._warn(
                opened,
                f"Phiên âm “{sound}” không phải các âm tiết tiếng Việt: đọc “{written.strip()}” như thường; "
                "có thể ghi alphabet=“x-vi” với chữ tiếng Việt.",
            )
            return None
        if alphabet == "x-vi":
            words = sound.replace("-", " ").split()
            if words and all(is_syllable(w) for w in words):
                return " ".join(words)
            self._warn(opened, f"ph=“{sound}” phải là các âm tiết viết bằng chữ tiếng Việt.")
            return None
        self._warn(opened, f"Không có bảng phiên âm “{alphabet}”: hãy dùng ipa hoặc x-vi.")
        return None

    def _say_as(self, opened: Tag, written: str) -> str | None:
        kind = opened.attributes.get("interpret-as", "").strip().lower()
        if not kind:
            self._warn(opened, "Thẻ <say-as> thiếu interpret-as: đọc như thường.")
            return None
        line = _without_tags(self.text[max(0, opened.start - 80) : opened.start]).rpartition("\n")[2]
        left = _LEFT.findall(line.lower())
        context = Context(self.options, number_words(self.options), left[-1] if left else "", self.read)
        spoken, warning = say(
            kind, opened.attributes.get("format", ""), html.unescape(written).strip(), context
        )
        if warning:
            self._warn(opened, warning)
        return spoken


def _without_tags(text: str) -> str:
    parts, pos = [], 0
    for tag in tags(text):
        parts.append(text[pos : tag.start])
        pos = tag.end
    return "".join(parts) + text[pos:]
