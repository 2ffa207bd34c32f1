"""RabbitMQ: topic exchange, quorum queues, publisher confirms, dead letters; asyncio lives only here.

A declared queue is three quorum queues, one per urgency (no priorities before RabbitMQ 4). Public
routing keys stay: the topic exchange feeds the queue's headers exchange, which sorts by `lane`.
"""

from __future__ import annotations

import asyncio
import heapq
import threading
from collections.abc import Coroutine, Sequence
from concurrent.futures import TimeoutError as FutureTimeout
from itertools import count
from typing import Any, TypeVar

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractConnection, AbstractExchange, AbstractIncomingMessage
from aio_pika.exceptions import DeliveryError, QueueEmpty

from models.errors import Unavailable
from workbench.publishing.amqp_messages import DOWN, LANES, Consumer, incoming, lost, number, outgoing
from workbench.publishing.transport import DELIVERY_LIMIT, DeadLetter, Delivery, Message, SendResult

EXCHANGE = "tieng-lang"
DEAD_EXCHANGE = "tieng-lang.dead"
IN_FLIGHT = 200
"""Unconfirmed messages at a time; 5,287/s against 1,317/s one by one (measured-packages.md §8)."""
PREFETCH = 500
"""Unanswered deliveries a consumer may hold; more than any batch our programs take at once."""
TIMEOUT_S = 30.0

T = TypeVar("T")


class AmqpTransport:
    """`amqp(s)://user:password@host:port/vhost`. Connects on first use and again after every loss."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: AbstractConnection | None = None
        self._publisher: tuple[AbstractChannel, AbstractExchange] | None = None
        self._consumers: dict[str, Consumer] = {}
        self._numbers = count(1)
        self._loop = asyncio.new_event_loop()
        self._connecting = asyncio.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._loop.run_forever, name="amqp", daemon=True)
        self._thread.start()

    # --- the port, called from any thread --------------------------------------------------------

    def send(self, messages: Sequence[Message]) -> list[SendResult]:
        """Persistent and mandatory; each result is the broker's own confirm or return."""
        return self._run(self._send(messages), TIMEOUT_S)

    def declare(self, queue: str, bindings: Sequence[str]) -> None:
        """Exchanges and queues of the three lanes, their dead-letter queue, and exactly these bindings."""
        self._run(self._declare(queue, bindings), TIMEOUT_S)

    def receive(self, queue: str, limit: int = 10, wait_s: float = 0.0) -> list[Delivery]:
        """Most urgent first of what the broker has pushed."""
        return self._run(self._receive(queue, limit, wait_s), wait_s + TIMEOUT_S)

    def ack(self, delivery: Delivery) -> bool:
        """False when the connection it came over is gone; the broker hands it out again."""
        return self._run(self._answer(delivery, None), TIMEOUT_S)

    def ack_all(self, deliveries: Sequence[Delivery]) -> int:
        """In one go to the connection's thread."""
        return self._run(self._ack_all(deliveries), TIMEOUT_S)

    def reject(self, delivery: Delivery, reason: str) -> bool:
        """A copy with the reason goes to the dead letters, then the original is acknowledged."""
        return self._run(self._answer(delivery, reason), TIMEOUT_S)

    def release(self, delivery: Delivery) -> None:
        """Kept here for the next `receive`: a return to the broker would count towards its delivery limit."""
        self._run(self._release(delivery), TIMEOUT_S)

    def dead(self, queue: str, limit: int = 100) -> list[DeadLetter]:
        """Looks at the dead-letter queue and puts everything back."""
        return self._run(self._dead(queue, limit), TIMEOUT_S)

    def drop(self, queue: str) -> None:
        """Queues, dead letters and the queue's own exchanges."""
        self._run(self._drop(queue), TIMEOUT_S)

    def close(self) -> None:
        """Unacknowledged deliveries go back to the broker as the connection closes."""
        if self._closed:
            return
        self._closed = True
        connection, self._connection = self._connection, None
        if connection is not None:
            asyncio.run_coroutine_threadsafe(_quietly(connection.close()), self._loop).result(TIMEOUT_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(TIMEOUT_S)
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, T], timeout_s: float) -> T:
        if self._closed:
            work.close()
            raise Unavailable("Hàng đợi đã đóng.")
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(timeout_s)
        except (*DOWN, FutureTimeout) as error:
            future.cancel()
            raise Unavailable(
                f"Máy chủ hàng đợi không trả lời: {error!r}", hint="Sẽ tự thử lại khi máy chủ hoạt động."
            ) from error

    # --- inside the loop -------------------------------------------------------------------------

    async def _connected(self) -> AbstractConnection:
        async with self._connecting:
            if self._connection is None or lost(self._connection):
                self._publisher = None
                self._consumers.clear()
                self._connection = await aio_pika.connect(self._url, timeout=10)
            return self._connection

    async def _exchange(self) -> AbstractExchange:
        connection = await self._connected()
        if self._publisher is None or self._publisher[0].is_closed:
            channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
            self._publisher = (channel, await channel.declare_exchange(EXCHANGE, "topic", durable=True))
        return self._publisher[1]

    async def _send(self, messages: Sequence[Message]) -> list[SendResult]:
        exchange = await self._exchange()
        window = asyncio.Semaphore(IN_FLIGHT)

        async def one(message: Message) -> SendResult:
            async with window:
                try:
                    await exchange.publish(outgoing(message), message.routing_key, mandatory=True)
                except DeliveryError as error:
                    # A message means basic.return (nobody bound); none means basic.nack.
                    returned = error.message is not None
                    return SendResult(
                        message.id, ok=False, unroutable=returned, error="" if returned else repr(error)
                    )
                except DOWN as error:
                    return SendResult(message.id, ok=False, error=f"Máy chủ hàng đợi không xác nhận: {error!r}")
            return SendResult(message.id, ok=True)

        # Tasks start in order and each writes its frame before it waits: the broker sees this order.
        return list(await asyncio.gather(*(one(m) for m in messages)))

    async def _declare(self, queue: str, bindings: Sequence[str]) -> None:
        connection = await self._connected()
        async with connection.channel() as channel:
            topic = await channel.declare_exchange(EXCHANGE, "topic", durable=True)
            letters = await channel.declare_exchange(DEAD_EXCHANGE, "direct", durable=True)
            dead = await channel.declare_queue(
                f"{queue}.dead", durable=True, arguments={"x-queue-type": "quorum"}
            )
            await dead.bind(letters, queue)
            rest = await channel.declare_exchange(f"{queue}.rest", "fanout", durable=True)
            lanes = await channel.declare_exchange(
                f"{queue}.lanes", "headers", durable=True, arguments={"alternate-exchange": rest.name}
            )
            for lane in LANES:
                physical = await channel.declare_queue(
                    f"{queue}.{lane}",
                    durable=True,
                    arguments={
                        "x-queue-type": "quorum",
                        "x-delivery-limit": DELIVERY_LIMIT,
                        "x-dead-letter-exchange": DEAD_EXCHANGE,
                        "x-dead-letter-routing-key": queue,
                    },
                )
                if lane == LANES[-1]:
                    await physical.bind(rest)
                else:
                    await physical.bind(lanes, arguments={"x-match": "all", "lane": lane})
            await self._rebind(queue, topic, lanes, bindings)

    async def _rebind(
        self, queue: str, topic: AbstractExchange, lanes: AbstractExchange, bindings: Sequence[str]
    ) -> None:
        """AMQP cannot list bindings, so the last set is kept in the broker as a message of its own."""
        for pattern in dict.fromkeys(bindings):
            await lanes.bind(topic, pattern)
        connection = await self._connected()
        async with connection.channel() as channel:
            note = await channel.declare_queue(f"{queue}.bindings", durable=True)
            try:
                before = await note.get(no_ack=True)
                stale = set(before.body.decode().split("\n")) - set(bindings)
            except QueueEmpty:
                stale = set()
            for pattern in stale:
                await lanes.unbind(topic, pattern)
            memo = aio_pika.Message(
                "\n".join(bindings).encode(), delivery_mode=aio_pika.DeliveryMode.PERSISTENT
            )
            await channel.default_exchange.publish(memo, note.name)

    async def _consumer(self, queue: str) -> Consumer:
        connection = await self._connected()
        found = self._consumers.get(queue)
        if found is not None and not found.channel.is_closed:
            return found
        channel = await connection.channel()
        await channel.set_qos(prefetch_count=PREFETCH)
        consumer = self._consumers[queue] = Consumer(channel)

        async def keep(message: AbstractIncomingMessage) -> None:
            urgency = number(message, "priority", 3)
            heapq.heappush(consumer.heap, (urgency, next(self._numbers), message))
            consumer.arrived.set()

        for lane in LANES:
            physical = await channel.get_queue(f"{queue}.{lane}", ensure=False)
            await physical.consume(keep)
        return consumer

    async def _receive(self, queue: str, limit: int, wait_s: float) -> list[Delivery]:
        consumer = await self._consumer(queue)
        if not consumer.heap:
            consumer.arrived.clear()
            try:
                # What the broker is just pushing gets its moment to arrive.
                await asyncio.wait_for(consumer.arrived.wait(), max(wait_s, 0.05))
                await asyncio.sleep(0.01)
            except TimeoutError:
                return []
        found: list[Delivery] = []
        while consumer.heap and len(found) < limit:
            urgency, arrival, message = heapq.heappop(consumer.heap)
            consumer.open[str(arrival)] = message
            times = number(message, "x-delivery-count", 0) + 1
            found.append(Delivery(incoming(message, urgency), queue, str(arrival), times))
        return found

    async def _answer(self, delivery: Delivery, reason: str | None) -> bool:
        consumer = self._consumers.get(delivery.queue)
        message = consumer.open.pop(delivery.token, None) if consumer else None
        if consumer is None or message is None or consumer.channel.is_closed:
            return False
        if reason is not None:
            copy = outgoing(delivery.message)
            copy.headers["ly-do"] = reason
            connection = await self._connected()
            async with connection.channel(publisher_confirms=True, on_return_raises=True) as channel:
                letters = await channel.declare_exchange(DEAD_EXCHANGE, "direct", durable=True)
                await letters.publish(copy, delivery.queue, mandatory=True)
        await message.ack()
        return True

    async def _ack_all(self, deliveries: Sequence[Delivery]) -> int:
        return sum([await self._answer(delivery, None) for delivery in deliveries])

    async def _release(self, delivery: Delivery) -> None:
        consumer = self._consumers.get(delivery.queue)
        message = consumer.open.pop(delivery.token, None) if consumer else None
        if consumer is not None and message is not None:
            heapq.heappush(consumer.heap, (delivery.message.priority, int(delivery.token), message))
            consumer.arrived.set()

    async def _dead(self, queue: str, limit: int) -> list[DeadLetter]:
        connection = await self._connected()
        found: list[DeadLetter] = []
        async with connection.channel() as channel:  # closing it puts everything back in place
            letters = await channel.get_queue(f"{queue}.dead", ensure=False)
            while len(found) < limit:
                message = await letters.get(fail=False)
                if message is None:
                    break
                reason = str(
                    message.headers.get("ly-do") or f"Đã giao {DELIVERY_LIMIT} lần mà không xử lý xong."
                )
                found.append(DeadLetter(incoming(message, number(message, "priority", 3)), reason))
        return found

    async def _drop(self, queue: str) -> None:
        connection = await self._connected()
        self._consumers.pop(queue, None)
        async with connection.channel() as channel:
            for name in (*LANES, "dead", "bindings"):
                await channel.queue_delete(f"{queue}.{name}")
            for name in ("lanes", "rest"):
                await channel.exchange_delete(f"{queue}.{name}")


async def _quietly(closing: Coroutine[Any, Any, None]) -> None:
    try:
        await closing
    except DOWN:
        return
