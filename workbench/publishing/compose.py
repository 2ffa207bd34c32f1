"""What a message says about a bulletin: content per channel, audio, AI mark, facts for the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipelines.types import Take
from workbench.domain.bulletin import Bulletin
from workbench.domain.labels import FIELD, GATE
from workbench.domain.place import VIETNAM, Area, Channel
from workbench.publishing.message import (
    AiMark,
    Article,
    Audio,
    Author,
    BulletinData,
    Detail,
    SpokenSentence,
    TargetArea,
    epoch,
)
from workbench.publishing.schedule import clock, from_schedule

SUFFIX = {"audio/mpeg": "mp3", "audio/ogg": "opus", "audio/flac": "flac", "audio/wav": "wav"}
VOICE_LABEL = "Giọng đọc nhân tạo (AI)"
TEXT_LABEL = "Nội dung có máy hỗ trợ soạn (AI), đã được người duyệt"


@dataclass(frozen=True, slots=True)
class SenderInfo:
    """Who sends, as every message states it."""

    source_code: str
    """NguonID."""
    organisation: str
    """TenNguon."""
    base_url: str
    """Where receivers fetch audio, without a trailing slash."""


def targets(areas: list[Area]) -> tuple[TargetArea, ...]:
    """DanhSachDiaBanNhan."""
    return tuple(TargetArea(area_code=a.code, area_name=a.name) for a in areas)


def bulletin_data(
    bulletin: Bulletin, channel: Channel, areas: list[Area], sender: SenderInfo, at: datetime
) -> BulletinData:
    """The bulletin as one channel needs it; raises pydantic's ValidationError when a field is unusable."""
    content, take = bulletin.revision.content, bulletin.revision.current_take
    audio = _audio(take, sender.base_url) if take and channel is not Channel.BOARD else None
    article = (
        Article(
            title=content.portal.title,
            standfirst=content.portal.sapo,
            paragraphs=tuple(s.text for s in content.portal.body),
        )
        if channel is Channel.PORTAL
        else None
    )
    screens = content.board.pages if channel is Channel.BOARD else ()
    if channel is Channel.RADIO:
        body = audio.url if audio else ""
    elif article:
        body = "\n".join((article.standfirst, *article.paragraphs)).strip()
    else:
        body = "\n\n".join("\n".join(lines) for lines in screens)
    voiced, drafted = audio is not None, "engine" in bulletin.revision.provenance
    label = ". ".join([VOICE_LABEL] * voiced + [TEXT_LABEL] * (drafted and channel is not Channel.RADIO))
    mark = AiMark(voice_by_machine=voiced, text_by_machine=drafted, label=label)
    duration_s = take.duration_s if audio and take else 0.0
    return BulletinData(
        bulletin_id=bulletin.id,
        kind="3" if channel is Channel.RADIO else "1",
        priority=str(int(content.priority)),  # type: ignore[arg-type]  # checked when run
        field=str(int(content.field)),  # type: ignore[arg-type]  # checked when run
        title=content.title,
        summary=content.summary,
        content=body,
        produced_at=epoch(bulletin.revision.saved_at),
        duration=clock(duration_s),
        author=Author(full_name=content.author_line or bulletin.author_name),
        source_line=content.source_line,
        source_code=sender.source_code,
        source_name=sender.organisation,
        areas=targets(areas),
        made_in=sender.source_code,
        made_in_name=sender.organisation,
        schedule=from_schedule(content.schedule, at, duration_s),
        details=_details(bulletin, take if audio else None, mark),
        revision=bulletin.revision.number,
        expires_at=epoch(content.expires_at) if content.expires_at else None,
        audio=audio,
        screens=screens,
        article=article,
        ai=mark,
    )


def _audio(take: Take, base_url: str) -> Audio:
    address = f"{base_url}/audio/{take.audio_sha256}"
    return Audio(
        url=f"{address}.{SUFFIX.get(take.media_type, 'bin')}",
        sha256=take.audio_sha256,
        media_type=take.media_type,
        duration_s=round(take.duration_s, 3),
        size_bytes=take.size_bytes,
        subtitles_url=f"{address}.vtt" if take.sentences else "",
        transcript=tuple(
            SpokenSentence(start=round(s.start_s, 3), end=round(s.end_s, 3), text=s.text)
            for s in take.sentences
        ),
    )


def _details(bulletin: Bulletin, take: Take | None, mark: AiMark) -> tuple[Detail, ...]:
    """Facts a receiver that ignores our extensions can still show: mark, hashes, who approved."""
    revision = bulletin.revision
    pairs = [
        ("PhienBan", str(revision.number)),
        ("TenLinhVuc", FIELD[revision.content.field]),
        ("MaBamNoiDung", f"sha256:{revision.content.text_hash}"),
    ]
    if mark.label or mark.text_by_machine:
        pairs.append(("NoiDungAI", mark.label or TEXT_LABEL))
    if take:
        pairs += [
            ("MaBamAmThanh", f"sha256:{take.audio_sha256}"),
            ("GiongDoc", take.voice_id),
            ("MucAmLUFS", f"{take.level_lufs:.1f}"),
        ]
    for approval in bulletin.approvals:
        at = approval.at.astimezone(VIETNAM).isoformat(timespec="seconds")
        pairs.append((GATE[approval.gate], f"{approval.by_name}; {at}; sha256:{approval.seen}"))
    for name in ("engine", "engine_revision", "prompt"):
        if revision.provenance.get(name):
            pairs.append((f"NguonGoc.{name}", revision.provenance[name]))
    return tuple(Detail(name=name, value=value) for name, value in pairs)
