"""Station, board and portal keep every receiver's promises."""

from collections.abc import Callable

import pytest

from workbench.testing import ReceiverContract, ReceiverUnderTest


class TestStation(ReceiverContract):
    channel = "radio"

    @pytest.fixture
    def receiver(self, bench: Callable[..., ReceiverUnderTest]) -> ReceiverUnderTest:
        return bench(self.channel)


class TestBoard(TestStation):
    channel = "board"


class TestPortal(TestStation):
    channel = "portal"
