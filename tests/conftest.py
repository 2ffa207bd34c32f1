"""Every test has its own data folder, no WORKBENCH_* of the caller, and no way out of this machine."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no failure of a text; how long things take is the bench's to say.
settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")

SHARED = Path(os.environ.get("TIENG_LANG_SHARED", Path(__file__).resolve().parents[2] / "shared"))
LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0"}


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    for name in list(os.environ):
        if name.startswith("WORKBENCH_") and not name.startswith("WORKBENCH_TEST_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("WORKBENCH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("GRADIO_ANALYTICS_ENABLED", "False")
    connect = socket.socket.connect

    def loopback_only(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise OSError(f"tests do not leave this machine: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", loopback_only)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Test data that lives beside the checkout; absent on a stranger's machine."""
    if not (SHARED / "samples").is_dir():
        pytest.skip("../shared is not here: tests on real documents are skipped")
    return SHARED


@pytest.fixture
def samples(shared: Path) -> Path:
    return shared / "samples"
