"""RabbitMQ keeps the transport's promises (WORKBENCH_TEST_AMQP says where it runs)."""

import os
from collections.abc import Iterator

import pytest

from workbench.publishing.transport import Transport, transport_for
from workbench.testing import Opener, TransportContract

URL = os.environ.get("WORKBENCH_TEST_AMQP", "")


@pytest.mark.services
@pytest.mark.skipif(not URL, reason="WORKBENCH_TEST_AMQP is not set: RabbitMQ is not tested")
class TestAmqp(TransportContract):
    @pytest.fixture
    def open_transport(self) -> Iterator[Opener]:
        opened: list[Transport] = []

        def opener() -> Transport:
            opened.append(transport_for(URL))
            return opened[-1]

        yield opener
        for transport in opened:
            transport.close()
