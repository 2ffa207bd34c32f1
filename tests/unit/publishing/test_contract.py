"""What a release says, field by field, and what is refused."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.types import Region, Span
from pipelines.types import BoardPages, PortalArticle, RadioScript, ScriptSentence, SentenceTiming, Take
from workbench.domain.bulletin import Approval, Bulletin, BulletinId, Content, Priority, Revision
from workbench.domain.flow import Delivery, Gate, State
from workbench.domain.people import UserId
from workbench.domain.place import VIETNAM, Area, AreaCode, AreaLevel, Audience, Channel, Schedule
from workbench.publishing import contract, schema
from workbench.publishing.contract import EventKind, SenderInfo, kind_for, parse
from workbench.publishing.envelope import BulletinEvent, RecallEvent, Receipt, ReceiptEvent, ReceiptStatus
from workbench.publishing.schedule import clock, from_schedule, to_schedule

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SENDER = SenderInfo("H19.26", "Ủy ban nhân dân xã Suối Tre", "http://may-chu:7860")
PROVINCE = Area(AreaCode("75"), "Tỉnh Mẫu", AreaLevel.PROVINCE, None, (AreaCode("75"),))
COMMUNE = Area(
    AreaCode("26188"), "Xã Suối Tre", AreaLevel.COMMUNE, PROVINCE.code, (PROVINCE.code, AreaCode("26188"))
)
OTHER = Area(AreaCode("26200"), "Xã Khác", AreaLevel.COMMUNE, PROVINCE.code, (PROVINCE.code, AreaCode("26200")))
SHA = "ab" * 32


def bulletin(**changes: object) -> Bulletin:
    content = Content(
        title="Tạm ngừng cung cấp điện",
        summary="Điện ngừng từ 8 giờ đến 16 giờ.",
        radio=RadioScript((ScriptSentence("Kính thưa bà con."), ScriptSentence("Điện ngừng từ 8 giờ."))),
        board=BoardPages((("NGỪNG ĐIỆN", "8 giờ – 16 giờ"), ("Ấp Suối Chồn",))),
        portal=PortalArticle(
            "Lịch ngừng điện", "Đoạn mở đầu.", (ScriptSentence("Câu một."), ScriptSentence("Câu hai."))
        ),
        audience=Audience((COMMUNE.code,)),
    )
    content = replace(content, **changes)
    timing = SentenceTiming("Kính thưa bà con.", Span(0, 17), 0.0, 1.25)
    take = Take(
        SHA, "audio/mpeg", 61.2, -16.04, -1.3, "espeak-nam-nu", Region.SOUTH, "espeak", "loudspeaker", 190.0,
        "cd" * 32, (timing,), 979_200,
    )  # fmt: skip
    revision = Revision(
        2, content, frozenset({UserId("u1")}), AT, AT, take=take, take_key=content.sound_key,
        provenance={"engine": "extractive", "engine_revision": "1"},
    )  # fmt: skip
    made = Bulletin(BulletinId("bt-7"), UserId("u1"), "Nguyễn Thị Hạnh", State.APPROVED, revision, AT)
    approval = Approval(Gate.TEXT, UserId("u2"), "Lê Văn Duyệt", AT, content.text_hash, 2)
    return replace(made, approvals=(approval,))


def rows(made: Bulletin | None = None, kind: EventKind = EventKind.PUBLISHED, areas=(COMMUNE,), **more):
    return contract.events(made or bulletin(), areas, kind, sender=SENDER, at=AT, **more)


def data_of(channel: str, made: Bulletin | None = None):
    (row,) = [r for r in rows(made) if f".{channel}." in r.routing_key]
    event = parse(row.body)
    assert isinstance(event, BulletinEvent)
    return event.data


def test_a_release_is_one_row_per_channel_addressed_to_its_area():
    assert [(r.event_id, r.routing_key, r.subject, r.priority) for r in rows()] == [
        ("bt-7.r2.radio.published", "bulletin.radio.75.26188", "bt-7", 3),
        ("bt-7.r2.board.published", "bulletin.board.75.26188", "bt-7", 3),
        ("bt-7.r2.portal.published", "bulletin.portal.75.26188", "bt-7", 3),
    ]


def test_the_same_event_goes_to_every_area_and_the_inner_ones_are_left_out():
    made = rows(areas=(COMMUNE, OTHER))
    radio = [r for r in made if ".radio." in r.routing_key]
    assert {r.routing_key for r in radio} == {"bulletin.radio.75.26188", "bulletin.radio.75.26200"}
    assert len({(r.event_id, r.body) for r in radio}) == 1
    whole = rows(areas=(COMMUNE, PROVINCE, OTHER))
    assert {r.routing_key for r in whole if ".radio." in r.routing_key} == {"bulletin.radio.75"}


def test_rows_to_different_addresses_never_hold_each_other_back():
    assert len({r.lane for r in rows(areas=(COMMUNE, OTHER))}) == 6


def test_the_radio_message_carries_sound_its_hash_and_its_mark():
    data = data_of("radio")
    assert (data.kind, data.content) == ("3", f"http://may-chu:7860/audio/{SHA}.mp3")
    assert data.audio is not None
    assert (data.audio.sha256, data.audio.size_bytes, data.audio.duration_s) == (SHA, 979_200, 61.2)
    assert data.audio.transcript[0].text == "Kính thưa bà con."
    assert data.duration == "00:01:02"
    assert data.ai.voice_by_machine
    assert "nhân tạo" in data.ai.label
    details = {d.name: d.value for d in data.details}
    assert details["MaBamAmThanh"] == f"sha256:{SHA}"
    assert details["PhienBan"] == "2"
    assert details["Duyệt nội dung"].startswith("Lê Văn Duyệt; 2026-11-23T09:00:00+07:00; sha256:")


def test_board_and_portal_get_what_they_show():
    board, portal = data_of("board"), data_of("portal")
    assert board.screens == (("NGỪNG ĐIỆN", "8 giờ – 16 giờ"), ("Ấp Suối Chồn",))
    assert board.audio is None
    assert portal.article is not None
    assert portal.article.paragraphs == ("Câu một.", "Câu hai.")
    assert portal.audio is not None


def test_a_recording_of_an_older_text_does_not_go_out():
    made = bulletin()
    stale = replace(made, revision=replace(made.revision, take_key="khác"))
    assert data_of("portal", stale).audio is None


def test_wire_names_are_those_of_the_connection_api():
    wire = json.loads(rows()[0].body)["data"]
    assert wire["BanTinID"] == "bt-7"
    assert wire["TacGia"] == {"TenDayDu": "Nguyễn Thị Hạnh", "ButDanh": "", "Email": ""}
    assert wire["DanhSachDiaBanNhan"] == [{"DichID": "26188", "TenDich": "Xã Suối Tre"}]
    assert (wire["MucDoUuTien"], wire["LoaiLinhVuc"], wire["NguonID"]) == ("3", "1", "H19.26")


def test_both_casings_of_id_are_understood():
    body = rows()[0].body.replace(b'"BanTinID"', b'"BanTinId"').replace(b'"NguonID"', b'"NguonId"')
    assert parse(body).data.bulletin_id == "bt-7"


def test_a_recall_overtakes_and_carries_no_content():
    made = replace(bulletin(), reason="Sai ngày.")
    recall = rows(made, EventKind.RECALLED)[0]
    event = parse(recall.body)
    assert isinstance(event, RecallEvent)
    assert (recall.priority, event.data.revision, event.data.reason) == (0, 2, "Sai ngày.")
    assert recall.lane != rows()[0].lane
    assert b"TieuDe" not in recall.body


def test_places_an_update_no_longer_reaches_are_told_to_take_the_old_one_down():
    made = rows(dropped=[(Channel.RADIO, OTHER)])
    (gone,) = [r for r in made if r.routing_key == "bulletin.radio.75.26200"]
    event = parse(gone.body)
    assert isinstance(event, RecallEvent)
    assert event.data.revision == 1, "the new revision, should it come by another way, stays"
    assert gone.event_id not in {r.event_id for r in rows(kind=EventKind.RECALLED)}


def test_the_kind_follows_priority_and_history():
    assert kind_for(bulletin(), released_before=False) is EventKind.PUBLISHED
    assert kind_for(bulletin(), released_before=True) is EventKind.UPDATED
    urgent = bulletin(priority=Priority.EMERGENCY)
    assert kind_for(urgent, released_before=True) is EventKind.EMERGENCY
    assert {r.priority for r in rows(urgent, EventKind.EMERGENCY)} == {1}


def test_what_lacks_a_mandatory_field_is_refused_with_its_name():
    with pytest.raises(BadInput, match="NoiDungTomTat để trống"):
        rows(bulletin(summary="  "))
    with pytest.raises(BadInput, match="địa bàn"):
        rows(areas=())
    with pytest.raises(BadInput, match="xã"):
        rows(areas=(replace(COMMUNE, path=(AreaCode("xã"),)),))


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"{}", b'{"type": "la"}', b'{"type": 5}', b"\xff"])
def test_what_is_no_message_is_bad_input(body: bytes):
    with pytest.raises(BadInput):
        contract.validate(body)


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.text() | st.integers() | st.none(), lambda c: st.lists(c) | st.dictionaries(st.text(), c)
    ).map(lambda v: json.dumps(v).encode())
)
def test_no_input_makes_parsing_fail_otherwise(body: bytes):
    with suppress(BadInput):
        contract.validate(body)


# --- schedules -------------------------------------------------------------------------------------


def test_a_schedule_is_spelled_out_moment_by_moment():
    lich = from_schedule(
        Schedule(date(2026, 11, 23), date(2026, 11, 24), (time(17), time(5, 30)), repeats=2), AT, 60
    )
    assert [d.day for d in lich.days] == ["2026-11-23", "2026-11-24"]
    first = lich.days[0].moments[0]
    assert datetime.fromtimestamp(first.start, VIETNAM).isoformat() == "2026-11-23T05:30:00+07:00"
    assert first.end - first.start == 120
    assert from_schedule(Schedule(), AT).days == ()


TIMES = st.lists(
    st.times().map(lambda t: t.replace(second=0, microsecond=0)), min_size=1, max_size=4, unique=True
)


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(0, 9), TIMES, st.integers(1, 3))
def test_a_schedule_comes_back_the_same(first: date, more: int, times: list[time], repeats: int):
    last = date.fromordinal(first.toordinal() + more)
    schedule = Schedule(first, last, tuple(sorted(times)), (), repeats)
    assert to_schedule(from_schedule(schedule, AT, 30)) == schedule


def test_a_schedule_on_some_weekdays_keeps_its_moments():
    schedule = Schedule(date(2026, 11, 2), date(2026, 11, 29), (time(17),), (1, 4))
    again = to_schedule(from_schedule(schedule, AT))
    assert again.moments(AT) == schedule.moments(AT)


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "00:00:00"), (0.2, "00:00:01"), (61, "00:01:01"), (36_061, "10:01:01")]
)
def test_durations_round_up(seconds: float, words: str):
    assert clock(seconds) == words


# --- receipts and schemas --------------------------------------------------------------------------


def receipt(status: ReceiptStatus = ReceiptStatus.PLAYED) -> Receipt:
    return Receipt(
        event_id="bt-7.r2.radio.published", bulletin_id="bt-7", revision=2, channel="radio", receiver="dai-1",
        area="26188", status=status, at=AT, moment=1_795_428_000,
    )  # fmt: skip


def test_a_receipt_comes_back_the_same():
    event = parse(contract.receipt_event(receipt()))
    assert isinstance(event, ReceiptEvent)
    assert event.data == receipt()
    assert event.id == "bt-7.r2.radio.published.dai-1.played.1795428000"


def test_a_receipt_whose_type_lies_is_refused():
    body = contract.receipt_event(receipt()).replace(b"receipt.played.v1", b"receipt.shown.v1")
    with pytest.raises(BadInput):
        parse(body)


def test_every_status_means_a_delivery_state():
    assert {s: s.delivery for s in ReceiptStatus}[ReceiptStatus.SHOWN] is Delivery.PLAYED
    assert {s.delivery for s in ReceiptStatus} <= set(Delivery)


def test_real_messages_satisfy_the_published_schemas():
    schemas = schema.schemas()
    for body in schemas.values():
        jsonschema.Draft202012Validator.check_schema(body)
    for row in rows():
        jsonschema.validate(json.loads(row.body), schemas["bulletin.v1"], jsonschema.Draft202012Validator)
    recall = json.loads(rows(kind=EventKind.RECALLED)[0].body)
    jsonschema.validate(recall, schemas["recall.v1"], jsonschema.Draft202012Validator)
    jsonschema.validate(json.loads(contract.receipt_event(receipt())), schemas["receipt.v1"])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(recall, schemas["bulletin.v1"])


DOCS = Path(__file__).resolve().parents[3] / "docs"


@pytest.mark.parametrize("name", schema.files())
def test_the_published_schema_is_current(name: str):
    assert (DOCS / "schemas" / name).read_text("utf-8") == schema.files()[name], (
        "run: python -m workbench.publishing.schema docs/schemas"
    )


def test_every_message_type_and_field_is_on_the_page():
    page = (DOCS / "messages.md").read_text("utf-8")
    for kind in schema.message_types():
        assert f"### `{kind}`" in page
    names = {
        name
        for body in schema.schemas().values()
        for part in body["$defs"].values()
        for name in part.get("properties", {})
    }
    missing = sorted(name for name in names if name not in page and name not in {"Ten", "GiaTri"})
    assert missing == []
