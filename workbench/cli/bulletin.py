"""The editorial trip from the shell: the same verbs, rights and audit as the pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING

import click

from models.errors import BadInput
from workbench.cli.acting import acting, as_option
from workbench.cli.output import emit, emit_each, json_option, progress, tell
from workbench.store.codec import to_plain

if TYPE_CHECKING:
    from workbench.domain.bulletin import Bulletin, BulletinId

CHANNELS = click.Choice(["radio", "board", "portal"])
GATES = click.Choice(["text", "audio"])


@click.group("bulletin", help="Bản tin: soạn, thu giọng, trình, duyệt, phát hành, thu hồi.")
def bulletin_command() -> None:
    """Verbs on bulletins."""


@bulletin_command.command("new", help="Tạo bản tin nháp từ một văn bản.")
@click.argument("source", metavar="TỆP|ĐỊA_CHỈ|-")
@click.option("--title", help="Tiêu đề; bỏ trống thì lấy từ văn bản.")
@click.option("--area", "areas", multiple=True, metavar="MÃ", help="Địa bàn nhận (lặp lại được).")
@click.option(
    "--channel", "channels", multiple=True, type=CHANNELS, help="Kênh (lặp lại được); mặc định cả ba."
)
@click.option("--field", type=click.IntRange(1, 6), default=1, show_default=True, help="Lĩnh vực 1–6.")
@click.option(
    "--priority",
    type=click.IntRange(1, 3),
    default=3,
    show_default=True,
    help="1 khẩn cấp, 2 ưu tiên, 3 thông thường.",
)
@click.option("--voice", "voice_id", help="Mã giọng đọc.")
@click.option(
    "--seconds", type=click.FloatRange(10), default=90, show_default=True, help="Thời lượng phát thanh."
)
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Ngày phát.")
@click.option("--time", "times", multiple=True, metavar="GIỜ:PHÚT", help="Giờ phát (lặp lại được).")
@click.option("--expires", type=click.DateTime(["%Y-%m-%dT%H:%M"]), help="Hết hạn, giờ Việt Nam.")
@click.option("--record/--no-record", default=True, help="Thu giọng đọc ngay (mặc định có).")
@as_option
@json_option
def new_bulletin(
    source: str,
    title: str | None,
    areas: tuple[str, ...],
    channels: tuple[str, ...],
    field: int,
    priority: int,
    voice_id: str | None,
    seconds: float,
    day: datetime | None,
    times: tuple[str, ...],
    expires: datetime | None,
    record: bool,
    login: str,
    as_json: bool,
) -> None:
    """Import, draft the three forms, save, and record the voice."""
    from workbench.cli.text import load_document
    from workbench.desk import editing
    from workbench.domain.bulletin import Field, Priority
    from workbench.domain.place import VIETNAM, AreaCode, Audience, Channel, Schedule

    document = load_document(source)
    with acting(login) as (work, actor):
        drafted, provenance = work.draft(document, radio_seconds=seconds, progress=progress())
        for note in provenance.get("notes", "").splitlines():
            tell(f"! {note}")
        voicing = work.voicing(voice_id) if voice_id else drafted.voicing
        content = replace(
            drafted,
            title=title or drafted.title,
            field=Field(field),
            priority=Priority(priority),
            voicing=voicing,
            audience=Audience(
                areas=tuple(AreaCode(a) for a in areas) or drafted.audience.areas,
                channels=tuple(Channel(c) for c in channels) or drafted.audience.channels,
            ),
            schedule=Schedule(start_on=day.date() if day else None, times=tuple(_clock(t) for t in times)),
            expires_at=expires.replace(tzinfo=VIETNAM) if expires else None,
        )
        with work.uow() as uow:
            stored = editing.store_document(uow, actor, document, original_key="")
            bulletin = editing.new_bulletin(uow, actor, content, source=stored.id, provenance=provenance)
        if record and bulletin.revision.needs_audio:
            take, key = work.record(content, progress=progress())
            with work.uow() as uow:
                bulletin = editing.attach_take(uow, actor, bulletin.id, take, key)
    _emit(bulletin, as_json)


def _clock(text: str) -> time:
    try:
        return time.fromisoformat(text if len(text) > 4 else f"0{text}")
    except ValueError as error:
        raise BadInput(f"Giờ phát “{text}” không đúng.", hint="Viết dạng 05:30.") from error


@bulletin_command.command("list", help="Danh sách bản tin, mới nhất trước.")
@click.option("--state", help="Chỉ trạng thái này: draft, text_review, audio_review, approved …")
@click.option("--find", default="", metavar="CHỮ", help="Tìm trong tiêu đề và nội dung, có dấu hay không dấu.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@as_option
@json_option
def list_bulletins(state: str | None, find: str, limit: int, login: str, as_json: bool) -> None:
    """List bulletins the person may see."""
    from workbench.domain.flow import State
    from workbench.domain.labels import STATE
    from workbench.store.queries import BulletinQuery

    if state is not None and state not in {s.value for s in State}:
        raise BadInput(f"Không có trạng thái “{state}”.", hint="Dùng: " + ", ".join(s.value for s in State))
    with acting(login) as (work, _), work.uow() as uow:
        found = uow.bulletins.find(
            BulletinQuery(states=(State(state),) if state else (), text=find, limit=limit)
        )
    emit_each(
        [_brief(b) for b in found],
        as_json=as_json,
        words=lambda b: f"{b['id']}  {STATE[State(b['state'])]:<20} {b['title']}",
        empty="Không có bản tin nào.",
    )


@bulletin_command.command("show", help="Một bản tin: nội dung, giọng đọc, phê duyệt, tình trạng phát.")
@click.argument("bulletin_id", metavar="MÃ")
@as_option
@json_option
def show_bulletin(bulletin_id: BulletinId, login: str, as_json: bool) -> None:
    """Everything known of one bulletin."""
    with acting(login) as (work, _), work.uow() as uow:
        bulletin = uow.bulletins.get(bulletin_id)
        deliveries = uow.deliveries.for_bulletin(bulletin_id)
        waiting = uow.outbox.waiting_for(bulletin_id)
    if as_json:
        full = to_plain(bulletin)
        assert isinstance(full, dict)
        emit({**_brief(bulletin), **full, "deliveries": deliveries, "waiting": waiting}, as_json=True)
        return
    content = bulletin.revision.content
    emit(bulletin, as_json=False, words=[*_words(bulletin), "", content.radio.text, ""])
    for row in deliveries:
        click.echo(f"  {row.channel} {row.receiver}: {row.state} {row.at:%d/%m/%Y %H:%M:%S}")


@bulletin_command.command("record", help="Thu (lại) giọng đọc cho nội dung hiện tại.")
@click.argument("bulletin_id", metavar="MÃ")
@click.option("--voice", "voice_id", help="Đổi sang giọng này.")
@as_option
@json_option
def record_bulletin(bulletin_id: BulletinId, voice_id: str | None, login: str, as_json: bool) -> None:
    """Record the current content, optionally with another voice."""
    from workbench.desk import editing

    with acting(login) as (work, actor):
        with work.uow() as uow:
            bulletin = uow.bulletins.get(bulletin_id)
            content = bulletin.revision.content
            if voice_id:
                content = replace(content, voicing=work.voicing(voice_id, content.voicing))
                bulletin = editing.save(uow, actor, bulletin_id, content, bulletin.version)
        take, key = work.record(content, progress=progress())
        with work.uow() as uow:
            bulletin = editing.attach_take(uow, actor, bulletin_id, take, key)
    _emit(bulletin, as_json)


@bulletin_command.command("submit", help="Trình duyệt.")
@click.argument("bulletin_id", metavar="MÃ")
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    metavar="CẢNH_BÁO",
    help="Xác nhận đã kiểm tra một cảnh báo (in ra khi trình).",
)
@as_option
@json_option
def submit_bulletin(bulletin_id: BulletinId, accepted: tuple[str, ...], login: str, as_json: bool) -> None:
    """Send to the text gate; findings must be accepted one by one."""
    from workbench.desk import review

    with acting(login) as (work, actor):
        with work.uow() as uow:
            for key, finding in review.open_findings(uow.bulletins.get(bulletin_id)):
                if key not in accepted:
                    tell(f"! {finding.message} (xác nhận bằng --accept {key})")
        with work.uow() as uow:
            bulletin = review.submit(uow, actor, bulletin_id, accepted)
    _emit(bulletin, as_json)


@bulletin_command.command("approve", help="Duyệt một bước. Bước âm thanh cần --listened: đã nghe hết bản thu.")
@click.argument("bulletin_id", metavar="MÃ")
@click.option("--gate", type=GATES, required=True, help="text: nội dung; audio: âm thanh.")
@click.option(
    "--seen", metavar="HASH", help="Mã nội dung đã xem (bulletin show --json); bỏ trống: bản hiện tại."
)
@click.option("--listened", is_flag=True, help="Tôi đã nghe hết bản thu này.")
@click.option("--hold", is_flag=True, help="Duyệt nhưng chưa phát hành.")
@click.option("--note", default="", help="Ghi chú của người duyệt.")
@as_option
@json_option
def approve_bulletin(
    bulletin_id: BulletinId,
    gate: str,
    seen: str | None,
    listened: bool,
    hold: bool,
    note: str,
    login: str,
    as_json: bool,
) -> None:
    """Pass a gate as the named person."""
    from workbench.desk import review
    from workbench.domain.bulletin import ContentHash
    from workbench.domain.flow import Gate

    with acting(login) as (work, actor), work.uow() as uow:
        revision = uow.bulletins.get(bulletin_id).revision
        due = revision.content.text_hash if gate == "text" else revision.full_hash
        bulletin = review.approve(
            uow,
            actor,
            bulletin_id,
            Gate(gate),
            ContentHash(seen) if seen else due,
            heard=1.0 if listened else None,
            note=note,
            release=not hold,
            events=work.events,
        )
    _emit(bulletin, as_json)


@bulletin_command.command("reject", help="Từ chối hẳn, có lý do.")
@click.argument("bulletin_id", metavar="MÃ")
@click.option("--reason", required=True, help="Lý do.")
@as_option
@json_option
def reject_bulletin(bulletin_id: BulletinId, reason: str, login: str, as_json: bool) -> None:
    """Refuse for good."""
    _decide_against(bulletin_id, reason, login, as_json, final=True)


@bulletin_command.command("return", help="Trả lại để sửa, có lý do.")
@click.argument("bulletin_id", metavar="MÃ")
@click.option("--reason", required=True, help="Lý do.")
@as_option
@json_option
def return_bulletin(bulletin_id: BulletinId, reason: str, login: str, as_json: bool) -> None:
    """Send back for rework."""
    _decide_against(bulletin_id, reason, login, as_json, final=False)


def _decide_against(bulletin_id: BulletinId, reason: str, login: str, as_json: bool, *, final: bool) -> None:
    from workbench.desk import review
    from workbench.domain.flow import GATE_OF, Gate

    with acting(login) as (work, actor), work.uow() as uow:
        gate = GATE_OF.get(uow.bulletins.get(bulletin_id).state, Gate.TEXT)
        verb = review.reject if final else review.return_
        bulletin = verb(uow, actor, bulletin_id, gate, reason)
    _emit(bulletin, as_json)


@bulletin_command.command("publish", help="Phát hành bản tin đã duyệt đang giữ lại.")
@click.argument("bulletin_id", metavar="MÃ")
@as_option
@json_option
def publish_bulletin(bulletin_id: BulletinId, login: str, as_json: bool) -> None:
    """Hand an approved, held bulletin to the outbox."""
    from workbench.desk import release

    with acting(login) as (work, actor), work.uow() as uow:
        bulletin = release.release(uow, actor, bulletin_id, events=work.events)
    _emit(bulletin, as_json)


@bulletin_command.command("recall", help="Thu hồi bản tin đã phát hành, có lý do.")
@click.argument("bulletin_id", metavar="MÃ")
@click.option("--reason", required=True, help="Lý do.")
@as_option
@json_option
def recall_bulletin(bulletin_id: BulletinId, reason: str, login: str, as_json: bool) -> None:
    """Withdraw from every receiver."""
    from workbench.desk import release

    with acting(login) as (work, actor), work.uow() as uow:
        bulletin = release.recall(uow, actor, bulletin_id, reason, events=work.events)
    _emit(bulletin, as_json)


def _brief(bulletin: Bulletin) -> dict[str, object]:
    revision = bulletin.revision
    take = revision.current_take
    return {
        "id": bulletin.id,
        "state": bulletin.state.value,
        "revision": revision.number,
        "title": revision.content.title,
        "text_hash": revision.content.text_hash,
        "full_hash": revision.full_hash,
        "released_revision": bulletin.released_revision,
        "author": bulletin.author_name,
        "duration_s": take.duration_s if take else None,
        "audio_sha256": take.audio_sha256 if take else None,
    }


def _words(bulletin: Bulletin) -> list[str]:
    from workbench.domain.labels import STATE

    brief = _brief(bulletin)
    lines = [f"{bulletin.id}: {brief['title']}", f"{STATE[bulletin.state]}, phiên bản {brief['revision']}"]
    if brief["duration_s"] is not None:
        lines.append(f"Bản thu {brief['duration_s']:.0f} giây")
    if bulletin.reason:
        lines.append(f"Lý do: {bulletin.reason}")
    return lines


def _emit(bulletin: Bulletin, as_json: bool) -> None:
    emit(_brief(bulletin), as_json=as_json, words=_words(bulletin))
