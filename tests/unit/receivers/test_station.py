"""The programme: on time, by urgency, each airing once, interrupted and resumed, in one browser at a time."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from workbench.publishing.message import BroadcastDay, BroadcastSchedule, Moment
from workbench.receivers.programme import LATE_S
from workbench.receivers.station import BROWSER_S, Leader
from workbench.testing import bulletin_event, recall_event


@pytest.fixture
def station(bench: Callable, clock, audio_server):
    here = bench("radio", clock=clock, headless=True, speed=1.0)

    def send(
        number: int = 1, revision: int = 1, *, starts: tuple[float, ...] = (), length_s: float = 10.0, **more
    ):
        audio = audio_server.put(number.to_bytes(2, "big") * 500 + bytes([revision]), length_s)
        repeats = more.pop("repeats", 1)
        moments = tuple(Moment(start=int(clock() + s), end=int(clock() + s + length_s)) for s in starts)
        days = (BroadcastDay(day="2026-11-23", moments=moments),) if moments else ()
        schedule = BroadcastSchedule(days=days, repeats=repeats)
        at = datetime.fromtimestamp(clock(), UTC)
        here.deliver(bulletin_event(number, revision, at=at, audio=audio, schedule=schedule, **more))
        here.receiver.fetch_round()

    here.send = send
    here.programme = here.receiver.programme
    return here


def title(station) -> str:
    item = station.programme.current()
    return item.held.data.title if item else ""


def play_to_end(station) -> None:
    item = station.programme.current()
    assert station.programme.begin(item)
    assert station.programme.finish(station.programme.current())


def test_without_a_schedule_it_plays_once_on_arrival(station):
    station.send(1)
    play_to_end(station)
    assert station.programme.current() is None
    assert station.said() == [("bt-1", s) for s in ("received", "playing", "played")]


def test_scheduled_airings_wait_for_their_moments(station, clock):
    station.send(1, starts=(60, 3600))
    assert station.programme.current() is None
    clock.forward(61)
    play_to_end(station)
    assert station.programme.current() is None
    clock.forward(3600)
    play_to_end(station)
    moments = [r.moment for r in station.receipts() if r.status.value == "played"]
    assert len(set(moments)) == 2


def test_nothing_plays_before_its_sound_is_here(station, audio_server):
    audio = audio_server.put(b"sound" * 100)
    station.deliver(bulletin_event(1, audio=audio))
    assert station.programme.current() is None
    station.receiver.fetch_round()
    assert station.programme.current() is not None


def test_moments_before_the_release_are_not_made_up_for(station):
    station.send(1, starts=(-7200, 60))
    assert [p.due_at - station.receiver.clock() for p in station.receiver.state.plays()] == [60]


def test_an_airing_too_late_is_missed_and_said_so(station, clock):
    station.send(1, starts=(60,))
    clock.forward(61 + LATE_S)
    assert station.programme.current() is None
    last = station.receipts()[-1]
    assert (last.status.value, last.detail) == ("failed", "Lỡ giờ phát.")


def test_an_expired_bulletin_is_not_played(station, clock):
    station.send(1, starts=(600,), expires_at=int(clock()) + 300)
    clock.forward(601)
    assert station.programme.current() is None
    assert station.receipts()[-1].status.value == "failed"


def test_urgent_before_priority_before_ordinary(station):
    station.send(1, priority="3")
    station.send(2, priority="2")
    station.send(3, priority="1")
    order = []
    while station.programme.current():
        order.append(station.programme.current().held.bulletin_id)
        play_to_end(station)
    assert order == ["bt-3", "bt-2", "bt-1"]


def test_what_plays_is_not_interrupted_by_priority_but_by_an_emergency_and_goes_on_where_it_was(station):
    station.send(1)
    first = station.programme.current()
    station.programme.begin(first)
    station.programme.progress(first, 4.0)
    station.send(2, priority="2")
    assert station.programme.current().held.bulletin_id == "bt-1"
    station.send(3, priority="1")
    assert station.programme.current().held.bulletin_id == "bt-3"
    play_to_end(station)
    resumed = station.programme.current()
    assert (resumed.held.bulletin_id, resumed.play.position_s) == ("bt-1", 4.0)


def test_an_emergency_plays_at_once_even_with_a_schedule(station):
    station.send(1, priority="1", starts=(3600,))
    assert station.programme.current().play.moment == 0
    play_to_end(station)
    assert [i.play.due_at for i in station.programme.upcoming()] == [int(station.receiver.clock() + 3600)]


def test_a_correction_replaces_what_was_still_to_air(station, clock):
    station.send(1, starts=(60,))
    station.send(1, revision=2, starts=(60,))
    clock.forward(61)
    assert station.programme.current().held.revision == 2
    play_to_end(station)
    assert station.programme.current() is None


def test_a_recall_stops_what_plays(station):
    station.send(1)
    item = station.programme.current()
    station.programme.begin(item)
    station.deliver(recall_event(1))
    assert station.programme.current() is None
    assert not station.programme.progress(item, 5.0)
    assert not station.programme.finish(item), "and it is not reported as heard"
    assert ("bt-1", "played") not in station.said()


def test_headless_it_takes_as_long_as_the_sound(bench: Callable, audio_server):
    here = bench("radio", headless=True, speed=20.0)
    here.deliver(
        bulletin_event(1, audio=audio_server.put(b"a" * 999, 4.0), schedule=BroadcastSchedule(repeats=2))
    )
    here.receiver.fetch_round()
    here.receiver.play_round()
    began = time.monotonic()
    while ("bt-1", "played") not in here.said():
        assert time.monotonic() - began < 5
        time.sleep(max(0.01, here.receiver.play_round()))
    assert 0.35 <= time.monotonic() - began < 1.5, "8 seconds at 20 times the speed"


# --- the page --------------------------------------------------------------------------------------


@pytest.fixture
def page(station):
    with TestClient(station.receiver.app) as client:
        yield client


def say(page: TestClient, event: str, play: int = 0, who: str = "trang-1", position: float = 0.0) -> dict:
    answer = page.post("/api/player", json={"page": who, "event": event, "play": play, "position": position})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_page_plays_what_the_server_says_and_reports_it(station, page):
    station.send(1)
    wanted = say(page, "ready")["now"]
    assert page.get(f"/{wanted['audio']}").content.startswith(b"\x00\x01")
    assert say(page, "playing", wanted["play"], position=3.0)["now"]["position"] == 3.0
    assert say(page, "ended", wanted["play"], position=10.0)["now"] is None
    assert station.said() == [("bt-1", s) for s in ("received", "playing", "played")]
    state = page.get("/api/state").json()
    assert [p["title"] for p in state["played"]] == ["Bản tin số 1, bản 1"]


def test_sound_can_be_fetched_from_the_middle(station, page):
    station.send(1)
    part = page.get("/am-thanh/bt-1", headers={"Range": "bytes=2-5"})
    assert (part.status_code, part.content) == (206, b"\x00\x01\x00\x01")


def test_while_a_page_plays_the_clock_does_not_and_a_second_page_looks_on(station, page):
    station.send(1)
    assert say(page, "ready")["leader"]
    assert not say(page, "ready", who="trang-2")["leader"]
    station.receiver.play_round()
    assert ("bt-1", "playing") not in station.said()
    say(page, "leave")
    station.receiver.play_round()
    assert ("bt-1", "playing") in station.said()


def test_a_page_that_has_gone_silent_is_succeeded(monkeypatch: pytest.MonkeyPatch):
    leader, now = Leader(), [100.0]
    monkeypatch.setattr("workbench.receivers.station.time.monotonic", lambda: now[0])
    assert leader.claim("a")
    now[0] += BROWSER_S - 1
    assert not leader.claim("b")
    now[0] += 2
    assert not leader.present()
    assert leader.claim("b")


def test_skipping_tells_the_sender(station, page):
    station.send(1)
    play = say(page, "ready")["now"]["play"]
    assert say(page, "skip", play)["now"] is None
    assert station.receipts()[-1].detail == "Người trực đài bỏ qua."


@pytest.mark.parametrize(
    "body", [{}, {"page": "x" * 99, "event": "ready"}, {"page": "x", "event": "ended", "play": -1}]
)
def test_nonsense_is_refused(page, body: dict):
    assert page.post("/api/player", json=body).status_code == 422


def test_the_page_is_vietnamese_and_asks_nothing_of_the_internet(page):
    html = page.get("/").text
    assert 'lang="vi"' in html
    assert "Bắt đầu phát" in html
    assert "http" not in html
    assert page.get("/static/station.js").status_code == 200
