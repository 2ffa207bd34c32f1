"""Contract tests, shipped so that transports and receivers written by others can run them too.

Subclass in a test module and give the fixtures.
"""

from workbench.testing.receivers import (
    ReceiverContract,
    ReceiverUnderTest,
    audio_of,
    bulletin_event,
    recall_event,
)
from workbench.testing.transports import Opener, TransportContract, message

__all__ = [
    "Opener",
    "ReceiverContract",
    "ReceiverUnderTest",
    "TransportContract",
    "audio_of",
    "bulletin_event",
    "message",
    "recall_event",
]
