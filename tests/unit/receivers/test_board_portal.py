"""What people look at: the board's screens, the portal's pages, the podcast."""

import xml.etree.ElementTree as ET
from collections.abc import Callable

import feedparser
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from workbench.publishing.message import (
    AiMark,
    Article,
    BroadcastDay,
    BroadcastSchedule,
    Moment,
    SpokenSentence,
)
from workbench.receivers.board import MAX_DWELL_S, MIN_DWELL_S, dwell_s
from workbench.receivers.feed import srt, vtt
from workbench.testing import bulletin_event, recall_event

# --- board -----------------------------------------------------------------------------------------


@pytest.fixture
def board(bench: Callable, clock):
    return bench("board", clock=clock)


@pytest.fixture
def screen(board):
    with TestClient(board.receiver.app) as client:
        yield client


def shown(screen: TestClient) -> list[str]:
    return [" / ".join(s["lines"]) for s in screen.get("/api/state").json()["screens"]]


def test_screens_turn_by_urgency_then_arrival(board, screen):
    board.deliver(bulletin_event(1, channel="board", screens=(("Một",), ("Một", "tiếp"))))
    board.deliver(bulletin_event(2, channel="board", priority="2", screens=(("Hai",),)))
    assert shown(screen) == ["Hai", "Một", "Một / tiếp"]


def test_an_emergency_has_the_board_to_itself(board, screen):
    board.deliver(bulletin_event(1, channel="board", screens=(("Thường",),)))
    board.deliver(bulletin_event(2, channel="board", priority="1", screens=(("XẢ LŨ",),)))
    assert shown(screen) == ["XẢ LŨ"]
    board.deliver(recall_event(2, channel="board"))
    assert shown(screen) == ["Thường"]


def test_without_screens_the_title_stands_there(board, screen):
    board.deliver(bulletin_event(1, channel="board"))
    assert shown(screen) == ["Bản tin số 1, bản 1 / Tóm tắt của bản tin thử."]


def test_it_goes_when_its_time_is_over(board, screen, clock):
    board.deliver(bulletin_event(1, channel="board", expires_at=int(clock()) + 60))
    board.deliver(bulletin_event(2, channel="board"))
    moment = Moment(start=int(clock()), end=int(clock()))
    day = BroadcastSchedule(days=(BroadcastDay(day="2026-11-24", moments=(moment,)),))
    board.deliver(bulletin_event(3, channel="board", schedule=day))
    assert [s[:12] for s in shown(screen)] == ["Bản tin số 1", "Bản tin số 2"]
    clock.forward(86_400)
    assert [s[:12] for s in shown(screen)] == ["Bản tin số 2", "Bản tin số 3"]
    clock.forward(7 * 86_400)
    assert shown(screen) == []


def test_shown_is_said_once_and_only_of_what_stands_there(board, screen):
    board.deliver(bulletin_event(1, channel="board"))
    report = {"bulletin_id": "bt-1", "revision": 1}
    assert [screen.post("/api/shown", json=report).json()["told"] for _ in range(2)] == [True, False]
    assert not screen.post("/api/shown", json=report | {"revision": 9}).json()["told"]
    assert board.said() == [("bt-1", "received"), ("bt-1", "shown")]


def test_what_a_machine_made_says_so(board, screen):
    board.deliver(
        bulletin_event(1, channel="board", ai=AiMark(text_by_machine=True, label="Máy hỗ trợ soạn (AI)"))
    )
    assert screen.get("/api/state").json()["screens"][0]["ai"] == "Máy hỗ trợ soạn (AI)"


@pytest.mark.parametrize("length", [0, 10, 80, 500])
def test_a_screen_stays_long_enough_to_be_read(length: int):
    assert MIN_DWELL_S <= dwell_s(("x" * length,)) <= MAX_DWELL_S
    assert dwell_s(("x" * 80,)) > dwell_s(("x" * 40,))


# --- portal ----------------------------------------------------------------------------------------

SPOKEN = (
    SpokenSentence(start=0, end=1.5, text="Kính thưa bà con."),
    SpokenSentence(start=1.5, end=4, text="Giá < 5 & > 3."),
)


@pytest.fixture
def portal(bench: Callable, audio_server, tone_bytes: bytes):
    here = bench("portal")

    def send(number: int = 1, revision: int = 1, words: str = "Điện ngừng từ tám giờ.", **more):
        audio = audio_server.put(tone_bytes + bytes([number]), 65.0).model_copy(update={"transcript": SPOKEN})
        article = Article(
            title=f"Bài số {number}", standfirst="Đoạn mở đầu.", paragraphs=(words, "<b>Đậm</b> & nhạt")
        )
        here.deliver(bulletin_event(number, revision, channel="portal", audio=audio, article=article, **more))
        here.receiver.fetch_round()

    here.send = send
    return here


@pytest.fixture
def web(portal):
    app = FastAPI()
    app.mount("/cong", portal.receiver.app)
    with TestClient(app, base_url="http://xa.vn") as client:
        yield client


def test_listing_is_said_at_once(portal):
    portal.send(1)
    assert portal.said() == [("bt-1", "received"), ("bt-1", "listed")]


def test_list_and_article_link_under_the_prefix(portal, web):
    portal.send(1, ai=AiMark(voice_by_machine=True, label="Giọng đọc nhân tạo (AI)"))
    front = web.get("/cong/").text
    assert 'href="/cong/bai/bt-1"' in front
    page = web.get("/cong/bai/bt-1").text
    assert "Giọng đọc nhân tạo (AI)" in page
    assert "&lt;b&gt;Đậm&lt;/b&gt; &amp; nhạt" in page, "text stays text"
    assert 'data-start="1.5"' in page
    assert web.get("/cong/am-thanh/bt-1").headers["content-type"] == "audio/wav"
    assert web.get("/cong/static/portal.js").status_code == 200


@pytest.mark.parametrize("query", ["dien", "ĐIỆN ngừng", "tam gio", "tám điện"])
def test_search_finds_with_and_without_marks(portal, web, query: str):
    portal.send(1)
    portal.send(2, words="Tiêm chủng.")
    page = web.get("/cong/", params={"q": query}).text
    assert "Bài số 1" in page
    assert "Bài số 2" not in page


def test_a_search_without_result_says_so_and_keeps_the_words_harmless(portal, web):
    page = web.get("/cong/", params={"q": '"><script>'}).text
    assert "Không có bài nào phù hợp" in page
    assert "<script>" not in page.replace('<script src="', "")


def test_pages_of_twenty(portal, web):
    for number in range(1, 23):
        portal.send(number)
    assert web.get("/cong/").text.count('class="card') == 20
    assert web.get("/cong/", params={"trang": 2}).text.count('class="card') == 2
    assert web.get("/cong/", params={"trang": 99}).status_code == 200


def test_what_was_recalled_is_gone_with_a_word(portal, web):
    portal.send(1)
    portal.deliver(recall_event(1, channel="portal", reason="Sai ngày cắt điện."))
    gone = web.get("/cong/bai/bt-1")
    assert gone.status_code == 410
    assert "Sai ngày cắt điện." in gone.text
    assert "Bài số 1" not in gone.text + web.get("/cong/").text + web.get("/cong/rss.xml").text
    assert web.get("/cong/am-thanh/bt-1").status_code == 404
    assert web.get("/cong/bai/la").status_code == 404


def test_what_has_expired_is_gone(portal, web):
    portal.send(1, expires_at=1)
    assert web.get("/cong/bai/bt-1").status_code == 410
    assert web.get("/cong/bai/bt-1/loi-doc.vtt").status_code == 410


def test_the_podcast_is_clean_and_complete(portal, web):
    portal.send(1)
    portal.send(2)
    answer = web.get("/cong/rss.xml")
    feed = feedparser.parse(answer.content, response_headers={"content-type": answer.headers["content-type"]})
    assert not feed.bozo
    assert feed.feed.language == "vi"
    assert any(link.rel == "self" and link.href == "http://xa.vn/cong/rss.xml" for link in feed.feed.links)
    newest = feed.entries[0]
    assert (newest.title, newest.itunes_duration, newest.id) == ("Bài số 2", "65", "bt-2.r1")
    (sound,) = newest.enclosures
    assert sound.type == "audio/wav"
    assert int(sound.length) == len(web.get(sound.href.removeprefix("http://xa.vn")).content)
    transcript = ET.fromstring(answer.content).find(".//{https://podcastindex.org/namespace/1.0}transcript")
    assert transcript is not None
    assert web.get(transcript.attrib["url"].removeprefix("http://xa.vn")).text.startswith("WEBVTT")


def test_an_empty_portal_still_has_a_valid_feed_and_a_friendly_page(portal, web):
    assert not feedparser.parse(web.get("/cong/rss.xml").content).bozo
    assert "Chưa có bài nào" in web.get("/cong/").text


def test_the_sitemap_lists_what_is_in_force(portal, web):
    portal.send(1)
    root = ET.fromstring(web.get("/cong/sitemap.xml").content)
    found = [e.text for e in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert found == ["http://xa.vn/cong/", "http://xa.vn/cong/bai/bt-1"]


def test_subtitles():
    assert vtt(SPOKEN).startswith("WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nKính thưa bà con.\n")
    assert "Giá &lt; 5 &amp; &gt; 3." in vtt(SPOKEN)
    assert "2\n00:00:01,500 --> 00:00:04,000\nGiá < 5 & > 3.\n" in srt(SPOKEN)
    assert "01:00:00.000" in vtt((SpokenSentence(start=3599.9999, end=3601, text="x"),))
