"""Sound by content: public once published, in pieces, cached for good, with subtitles."""

from functools import partial

import pytest

from pipelines.types import PortalArticle, RadioScript, ScriptSentence, Take
from tests.unit.api.conftest import Door
from workbench.desk import editing, release, review
from workbench.domain.bulletin import Bulletin, Content
from workbench.domain.flow import Gate
from workbench.domain.people import Actor, Role, UserId
from workbench.domain.place import AreaCode, Audience, Channel

HOA = Actor(UserId("hoa"), "Lê Thị Hoa", frozenset({Role.APPROVER}))


def recorded(door: Door, text: str) -> tuple[Bulletin, Take]:
    content = Content(
        title=text,
        summary=text,
        radio=RadioScript((ScriptSentence(text),)),
        portal=PortalArticle(text),
        audience=Audience((AreaCode("101"),), (Channel.RADIO, Channel.PORTAL)),
    )
    take, key = door.work.record(content)
    with door.work.uow() as uow:
        bulletin = editing.new_bulletin(uow, door.lan.actor, content)
    with door.work.uow() as uow:
        return editing.attach_take(uow, door.lan.actor, bulletin.id, take, key), take


def published(door: Door, text: str) -> tuple[Bulletin, Take]:
    bulletin, take = recorded(door, text)
    approve = partial(review.approve, events=door.work.events)
    with door.work.uow() as uow:
        bulletin = review.submit(uow, door.lan.actor, bulletin.id)
    with door.work.uow() as uow:
        approve(uow, HOA, bulletin.id, Gate.TEXT, bulletin.revision.content.text_hash)
    with door.work.uow() as uow:
        bulletin = approve(uow, HOA, bulletin.id, Gate.AUDIO, bulletin.revision.full_hash, heard=1.0)
    assert bulletin.on_air
    return bulletin, take


@pytest.fixture(scope="module")
def on_air(door: Door) -> Take:
    return published(door, "Mời bà con họp dân tối nay.")[1]


def test_a_draft_is_heard_only_by_people_who_are_signed_in(door: Door) -> None:
    _, take = recorded(door, "Bản nháp chưa ai được nghe.")
    path = f"/audio/{take.audio_sha256}.mp3"
    assert door.browser().get(path).status_code == 401
    assert door.browser().get(f"/audio/{take.audio_sha256}.srt").status_code == 401
    heard = door.signed_in().get(path)
    assert heard.status_code == 200
    assert heard.headers["cache-control"].startswith("private")


def test_what_is_published_is_public_whole_and_cached_for_good(door: Door, on_air: Take) -> None:
    reply = door.browser().get(f"/audio/{on_air.audio_sha256}.mp3")
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "audio/mpeg"
    assert reply.content == door.work.blobs.path(on_air.audio_sha256).read_bytes()
    assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_a_player_may_ask_for_a_piece(door: Door, on_air: Take) -> None:
    whole = door.work.blobs.path(on_air.audio_sha256).read_bytes()
    path = f"/audio/{on_air.audio_sha256}.mp3"
    piece = door.browser().get(path, headers={"range": "bytes=100-199"})
    assert piece.status_code == 206
    assert piece.content == whole[100:200]
    assert piece.headers["content-range"] == f"bytes 100-199/{len(whole)}"
    beyond = door.browser().get(path, headers={"range": f"bytes={len(whole)}-"})
    assert beyond.status_code == 416


def test_what_the_browser_has_is_not_sent_again(door: Door, on_air: Take) -> None:
    path = f"/audio/{on_air.audio_sha256}.mp3"
    mark = door.browser().head(path).headers["etag"]
    again = door.browser().get(path, headers={"if-none-match": mark})
    assert again.status_code == 304
    assert again.content == b""


def test_subtitles_follow_the_recording(door: Door, on_air: Take) -> None:
    vtt = door.browser().get(f"/audio/{on_air.audio_sha256}.vtt")
    srt = door.browser().get(f"/audio/{on_air.audio_sha256}.srt")
    assert vtt.headers["content-type"].startswith("text/vtt")
    assert vtt.text.startswith("WEBVTT")
    assert "Mời bà con họp dân tối nay." in vtt.text
    assert "Mời bà con họp dân tối nay." in srt.text


def test_after_recall_it_is_no_longer_public(door: Door) -> None:
    bulletin, take = published(door, "Tin này sẽ bị thu hồi.")
    with door.work.uow() as uow:
        release.recall(uow, HOA, bulletin.id, "Sai giờ.", events=door.work.events)
    assert door.browser().get(f"/audio/{take.audio_sha256}.mp3").status_code == 401


@pytest.mark.parametrize(
    "name", ["../../workbench.db", "a" * 64 + ".mp3", "A" * 64 + ".mp3", "a" * 64 + ".exe", "%2e%2e%2fx.mp3"]
)
def test_nothing_but_recordings_is_served(door: Door, name: str) -> None:
    assert door.signed_in().get(f"/audio/{name}").status_code == 404


def test_a_blob_that_is_no_recording_needs_a_session(door: Door) -> None:
    key = door.work.blobs.put(b"original document", ".txt")
    assert door.browser().get(f"/audio/{key}.mp3").status_code == 401
