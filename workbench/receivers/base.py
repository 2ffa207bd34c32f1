"""What the three receivers share: taking in events once and in order, fetching audio, sending receipts."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, cast

from fastapi import FastAPI

from models.errors import BadInput, WorkbenchError
from workbench.publishing.contract import parse, receipt_event
from workbench.publishing.envelope import BulletinEvent, RecallEvent, Receipt, ReceiptEvent, ReceiptStatus
from workbench.publishing.message import BulletinData, RecallData
from workbench.publishing.routing import WORD, bindings, routing_key
from workbench.publishing.transport import Delivery, Message, Transport, transport_for
from workbench.receivers.audio import AudioCache
from workbench.receivers.state import ReceiverState, add_receipt

logger = logging.getLogger(__name__)

RETRY_S = 2.0


@dataclass(frozen=True, slots=True)
class ReceiverConfig:
    """One receiver: who it is, where it stands, where it listens."""

    name: str
    """Unique among receivers; names its queue and signs its receipts."""
    channel: str
    """radio, board or portal."""
    area_path: tuple[str, ...]
    """Area codes from the province down to its own."""
    queue_url: str
    folder: Path
    title: str = "Thông tin cơ sở"
    """Whose receiver it is, shown on its page."""
    public_url: str = ""
    """Address of its page for feeds; empty = as the browser asked."""
    headless: bool = False
    """Keep files, play by the clock without a browser, answer receipts."""
    speed: float = 1.0
    """Headless playing this many times faster than real time (tests)."""


class Receiver:
    """Consumer of one receiver; subclasses add what happens to a bulletin and a page to look at."""

    def __init__(
        self,
        config: ReceiverConfig,
        *,
        transport: Transport | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        if not WORD.fullmatch(config.name):
            raise BadInput(
                f"Tên nơi nhận “{config.name}” không hợp lệ.", hint="Chỉ dùng chữ không dấu, số, gạch ngang."
            )
        self.config = config
        self.clock = clock
        self.state = ReceiverState(config.folder / "state.db")
        self.audio = AudioCache(config.folder / "audio")
        self.queue = f"receiver.{config.channel}.{config.name}"
        self._transport = transport
        self._own_transport = transport is None
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._declared = False

    @property
    def app(self) -> FastAPI:
        """The page, to be served alone or mounted under a prefix."""
        raise NotImplementedError

    # --- life ------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start listening, in threads of this process."""
        if not self._threads:
            self._stop.clear()
            for name, work in self.loops().items():
                thread = threading.Thread(
                    target=self._edge, args=(work,), name=f"{self.queue}:{name}", daemon=True
                )
                thread.start()
                self._threads.append(thread)

    def stop(self) -> None:
        """Stop, give back what was not finished, close files."""
        self._stop.set()
        for thread in self._threads:
            thread.join(20)
        self._threads.clear()
        if self._transport is not None and self._own_transport:
            self._transport.close()
            self._transport = None
        self.state.close()

    def loops(self) -> dict[str, Callable[[], float]]:
        """Name → one round of work, returning seconds to pause."""
        return {"consume": self.consume_round, "fetch": self.fetch_round}

    def _edge(self, work: Callable[[], float]) -> None:
        while not self._stop.is_set():
            try:
                pause_s = work()
            except WorkbenchError as error:
                logger.warning("%s: %s", self.queue, error)
                pause_s = RETRY_S
            except Exception:  # process edge: one bad round must not silence a village
                logger.exception("%s: a round failed", self.queue)
                pause_s = RETRY_S
            self._stop.wait(pause_s)

    def consume_round(self, wait_s: float = 0.5) -> float:
        """Take in what has arrived, then send receipts that are due."""
        transport = self.transport()
        waiting = transport.receive(self.queue, 50, wait_s)
        try:
            while waiting:
                self._handle(transport, waiting[0])
                waiting.pop(0)
        finally:
            for delivery in waiting:  # our disk is full, say: they come again when it is not
                transport.release(delivery)
        self.send_receipts()
        return 0.0

    def _handle(self, transport: Transport, delivery: Delivery) -> None:
        try:
            self.take_in(delivery.message.body)
        except BadInput as error:
            logger.warning("%s: message %s refused: %s", self.queue, delivery.message.id, error)
            transport.reject(delivery, str(error))
        else:
            transport.ack(delivery)

    def transport(self) -> Transport:
        """The connection, opened and its queue declared on first use."""
        if self._transport is None:
            self._transport = transport_for(self.config.queue_url)
        if not self._declared:
            self._transport.declare(self.queue, bindings(self.config.channel, self.config.area_path))
            self._declared = True
        return self._transport

    # --- events in -------------------------------------------------------------------------------

    def take_in(self, body: bytes) -> bool:
        """Apply one event; False when it changes nothing (seen before, outdated, recalled).

        Raises:
            BadInput: not a bulletin event.
        """
        event = parse(body)
        if isinstance(event, ReceiptEvent):
            raise BadInput("Nơi nhận không xử lý xác nhận.")
        now = self.clock()
        with self.state.transaction() as db:
            new = db.execute("INSERT OR IGNORE INTO events VALUES (?, ?)", (event.id, now)).rowcount == 1
            if not new:
                return False
            db.execute(
                "INSERT OR IGNORE INTO bulletins (bulletin_id, arrival) "
                "VALUES (?, (SELECT COALESCE(MAX(arrival), 0) + 1 FROM bulletins))",
                (event.data.bulletin_id,),
            )
            if isinstance(event, RecallEvent):
                return self._recall(db, event)
            return self._replace(db, event, now)

    def _replace(self, db: sqlite3.Connection, event: BulletinEvent, now: float) -> bool:
        data = event.data
        newer = db.execute(
            "UPDATE bulletins SET revision = ?, event_id = ?, data = ?, sent_at = ?, received_at = ?, "
            "reason = '', first_at = CASE first_at WHEN 0 THEN ? ELSE first_at END "
            "WHERE bulletin_id = ? AND revision < ? AND recalled < ?",
            (
                data.revision,
                event.id,
                data.model_dump_json(by_alias=True, exclude_none=True),
                event.time.timestamp(),
                now,
                now,
                data.bulletin_id,
                data.revision,
                data.revision,
            ),
        )
        if newer.rowcount == 0:
            return False
        if data.audio is not None:
            db.execute(
                "INSERT INTO audio (sha256, url) VALUES (?, ?) ON CONFLICT (sha256) "
                "DO UPDATE SET url = excluded.url, next_at = 0",
                (data.audio.sha256, data.audio.url),
            )
        self.receipt(db, data, event.id, ReceiptStatus.RECEIVED)
        self.arrived(db, event, now)
        return True

    def _recall(self, db: sqlite3.Connection, event: RecallEvent) -> bool:
        data = event.data
        # The content goes, the number stays: a create that comes late must find it.
        db.execute(
            "UPDATE bulletins SET recalled = MAX(recalled, ?), reason = ?, "
            "data = CASE WHEN revision <= ? THEN NULL ELSE data END WHERE bulletin_id = ?",
            (data.revision, data.reason, data.revision, data.bulletin_id),
        )
        db.execute(
            "UPDATE plays SET state = 'dropped' "
            "WHERE bulletin_id = ? AND revision <= ? AND state IN ('due', 'playing')",
            (data.bulletin_id, data.revision),
        )
        self.receipt(db, data, event.id, ReceiptStatus.RECALLED)
        return True

    def arrived(self, db: sqlite3.Connection, event: BulletinEvent, now: float) -> None:
        """Hook: a new revision is in force; same transaction."""

    # --- receipts out ----------------------------------------------------------------------------

    def receipt(
        self,
        db: sqlite3.Connection,
        data: BulletinData | RecallData,
        event_id: str,
        status: ReceiptStatus,
        *,
        moment: int = 0,
        detail: str = "",
    ) -> bool:
        """Queue a receipt inside a transaction; False when the same one was given before."""
        receipt = Receipt(
            event_id=event_id,
            bulletin_id=data.bulletin_id,
            revision=data.revision,
            channel=cast(Literal["radio", "board", "portal"], self.config.channel),
            receiver=self.config.name,
            area=self.config.area_path[-1],
            status=status,
            at=datetime.fromtimestamp(self.clock(), UTC),
            moment=moment,
            detail=detail,
        )
        return add_receipt(db, receipt.receipt_id, receipt_event(receipt))

    def report(self, bulletin_id: str, revision: int, status: ReceiptStatus, detail: str = "") -> bool:
        """A receipt about a bulletin in force here; False when unknown, outdated or already given."""
        held = self.state.held(bulletin_id)
        if held is None or held.revision != revision:
            return False
        with self.state.transaction() as db:
            return self.receipt(db, held.data, held.event_id, status, detail=detail)

    def send_receipts(self) -> int:
        """Send what is not confirmed yet; what nobody takes stays and is tried again."""
        key = routing_key(self.config.channel, self.config.area_path, "receipt")
        waiting = self.state.unsent()
        if not waiting:
            return 0
        results = self.transport().send([Message(i, key, 3, body, self.config.name) for i, body in waiting])
        done = [r.id for r in results if r.ok]
        if done:
            self.state.confirmed(done)
        return len(done)

    # --- audio -----------------------------------------------------------------------------------

    def fetch_round(self) -> float:
        """Fetch audio that is wanted; a failure is reported once and tried again, ever more slowly."""
        for sha256, url, tries in self.state.wanted_audio(self.clock()):
            if self._stop.is_set():
                break
            try:
                self.audio.fetch(url, sha256)
                self.state.audio_fetched(sha256)
            except WorkbenchError as error:
                self.state.audio_failed(sha256, str(error), self.clock() + min(300.0, 2.0 ** min(tries + 1, 9)))
                logger.warning("%s: audio %s: %s", self.queue, sha256[:12], error)
                if tries == 1:  # a network that stumbles once is not worth a report
                    self._report_audio(sha256, str(error))
        return 0.5

    def _report_audio(self, sha256: str, error: str) -> None:
        for held in self.state.live(self.clock()):
            if held.data.audio is not None and held.data.audio.sha256 == sha256:
                self.report(
                    held.bulletin_id, held.revision, ReceiptStatus.FAILED, f"Chưa tải được âm thanh: {error}"
                )
