"""A receiver on the tests' own transport, and a small server that has its audio."""

import hashlib
import threading
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest

from workbench.publishing.contract import parse
from workbench.publishing.envelope import Receipt, ReceiptEvent
from workbench.publishing.memory import MemoryBroker, MemoryTransport
from workbench.publishing.message import Audio
from workbench.publishing.transport import Message
from workbench.receivers.base import Receiver, ReceiverConfig
from workbench.receivers.board import Board
from workbench.receivers.portal import Portal
from workbench.receivers.station import Station
from workbench.testing import audio_of

PATH = ("75", "26188")
KINDS = {"radio": Station, "board": Board, "portal": Portal}


def tone(seconds: float, number: int = 0) -> bytes:
    """A silent WAV; `number` makes its bytes different."""
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(number.to_bytes(2, "little") * int(8000 * seconds))
    return out.getvalue()


@dataclass
class AudioServer:
    url: str
    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(self, content: bytes, duration_s: float = 2.0) -> Audio:
        sha256 = hashlib.sha256(content).hexdigest()
        self.files[f"/audio/{sha256}.wav"] = content
        return audio_of(f"{self.url}/audio/{sha256}.wav", sha256, duration_s)


@pytest.fixture
def audio_server() -> Iterator[AudioServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(self.path)
            body = server.files.get(self.path)
            self.send_response(200 if body is not None else 503)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            """Quiet."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = AudioServer(f"http://127.0.0.1:{httpd.server_address[1]}")
    thread = threading.Thread(target=httpd.serve_forever, args=(0.05,))
    thread.start()
    yield server
    httpd.shutdown()
    thread.join()
    httpd.server_close()


class Clock:
    def __init__(self) -> None:
        self.at = 1_795_400_000.0  # 23/11/2026 09:33:20 in Vietnam

    def __call__(self) -> float:
        return self.at

    def forward(self, seconds: float) -> None:
        self.at += seconds


@dataclass
class Bench:
    """One receiver, driven round by round."""

    receiver: Receiver
    broker: MemoryBroker
    got: list[Receipt] = field(default_factory=list)

    def deliver(self, body: bytes) -> None:
        sender = MemoryTransport(self.broker)
        self.receiver.transport()
        channel = self.receiver.config.channel
        sender.send([Message("x", f"bulletin.{channel}.{'.'.join(PATH)}", 3, body, "s")])
        self.receiver.consume_round(0.0)

    def in_force(self) -> list[tuple[str, int]]:
        return [(h.bulletin_id, h.revision) for h in self.receiver.state.live(self.receiver.clock())]

    def receipts(self) -> list[Receipt]:
        self.receiver.send_receipts()
        transport = MemoryTransport(self.broker)
        for delivery in transport.receive("receipts", 1000):
            event = parse(delivery.message.body)
            assert isinstance(event, ReceiptEvent)
            self.got.append(event.data)
            transport.ack(delivery)
        return self.got

    def said(self) -> list[tuple[str, str]]:
        return [(r.bulletin_id, r.status.value) for r in self.receipts()]


@pytest.fixture
def broker() -> MemoryBroker:
    broker = MemoryBroker()
    MemoryTransport(broker).declare("receipts", ["receipt.#"])
    return broker


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bench(tmp_path: Path, broker: MemoryBroker) -> Iterator[Callable[..., Bench]]:
    made: list[Receiver] = []

    def make(channel: str, **options: object) -> Bench:
        clock = options.pop("clock", None)
        config = ReceiverConfig(
            f"thu-{channel}", channel, PATH, "", tmp_path / channel, "Xã Thử Nghiệm", **options
        )
        clocked = {"clock": clock} if clock else {}
        receiver = KINDS[channel](config, transport=MemoryTransport(broker), **clocked)
        made.append(receiver)
        return Bench(receiver, broker)

    yield make
    for receiver in made:
        receiver.stop()


@pytest.fixture
def tone_bytes() -> bytes:
    return tone(0.1)
