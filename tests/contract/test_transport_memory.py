"""The tests' own transport keeps the same promises as the real ones."""

import pytest

from models.errors import BadInput
from workbench.publishing.memory import MemoryBroker, MemoryTransport
from workbench.publishing.transport import transport_for
from workbench.testing import Opener, TransportContract


class TestMemory(TransportContract):
    @pytest.fixture
    def open_transport(self) -> Opener:
        broker = MemoryBroker()
        return lambda: MemoryTransport(broker)


def test_it_cannot_be_chosen_by_settings():
    with pytest.raises(BadInput, match="memory"):
        transport_for("memory://")
