"""What the recording tests share: a script, a reader of one word at a time, a cache in memory."""

import re

from models.speech.espeak import VOICES
from models.types import Reading, ReadingSpan, Span
from pipelines.types import RadioScript, ScriptSentence
from pipelines.voice import VoiceRequest

SENTENCES = (
    "Từ 7h00 ngày mai, trạm y tế xã tiêm phòng sởi cho trẻ em dưới năm tuổi.",
    "Mời các gia đình đưa cháu đến đúng giờ, mang theo sổ tiêm chủng và giữ gìn trật tự.",
    "Ai chưa rõ thì hỏi trưởng thôn, hoặc gọi cho trạm y tế để được giải thích.",
    "Bà con chú ý theo dõi bản tin chiều nay, khi trời mưa to thì lịch tiêm có thể thay đổi.",
)
SPOKEN = {"7h00": "bảy giờ", "UBND": "ủy ban nhân dân"}


def reader(text: str) -> Reading:
    """Word by word; two words of the test have another spoken form."""
    spans = []
    for found in re.finditer(r"\s+|[\w/]+|[^\w\s]", text):
        raw = found.group()
        kind = "space" if raw.isspace() else "word" if raw[0].isalnum() else "punct"
        spoken = SPOKEN.get(raw, raw)
        spans.append(ReadingSpan(Span(*found.span()), raw, spoken, kind))
    return Reading(text, tuple(spans))


def script(*texts: str) -> RadioScript:
    return RadioScript(tuple(ScriptSentence(t) for t in texts))


BASE = VoiceRequest(
    script=script(*SENTENCES),
    title="Lịch tiêm phòng",
    voice=VOICES[0],
    profile="loudspeaker",
    preset="loudspeaker",
    ai_line="Bản tin do giọng đọc nhân tạo thể hiện.",
    audio_format="wav",
    tags={"organisation": "UBND xã thử", "date": "2026-11-23"},
)


class MemoryCache:
    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        return self.kept.get(key)

    def set(self, key: str, take_json: bytes) -> None:
        self.kept[key] = take_json
