"""An installation under test: one data folder and the programs that use it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

WORKBENCH = str(Path(sys.executable).parent / "workbench")
PASSWORD = "mat-khau-thu-nghiem-2026"
AREA = "26209"
SCANNED = frozenset({"pdf/qd_729_ttg.pdf"})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Installation:
    """One data folder and the programs that use it."""

    data: Path
    port: int = field(default_factory=free_port)
    servers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    """Settings of this installation beside the usual ones: servers instead of embedded parts."""
    tag: str = field(default_factory=lambda: uuid.uuid4().hex[:8])

    def receiver(self, kind: str) -> str:
        """A receiver's name nobody else on a shared broker has."""
        return f"{kind}-{AREA}-{self.tag}"

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self, login: str | None = None) -> dict[str, str]:
        env = {k: v for k, v in os.environ.items() if not k.startswith("WORKBENCH_")}
        env |= {
            "WORKBENCH_DATA": str(self.data),
            "WORKBENCH_PORT": str(self.port),
            "WORKBENCH_VOICE_WORKERS": "1",
            "HF_HUB_OFFLINE": "1",
            **self.extra,
        }
        if login:
            env |= {"WORKBENCH_AS": login, "WORKBENCH_PASSWORD": PASSWORD}
        return env

    def run(
        self, *words: str, login: str | None = None, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [WORKBENCH, *words],
            env=self.environment(login),
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        if check and done.returncode:
            raise AssertionError(
                f"workbench {' '.join(words)} → {done.returncode}\n{done.stdout}\n{done.stderr}"
            )
        return done

    def json(self, *words: str, login: str | None = None) -> dict:
        return json.loads(self.run(*words, "--json", login=login).stdout.splitlines()[-1])

    def people(self) -> None:
        for login, name, role in (
            ("lan", "Nguyễn Thị Lan", "reporter"),
            ("minh", "Trần Văn Minh", "editor"),
            ("hoa", "Lê Thị Hoa", "approver"),
            ("quantri", "Quản trị", "administrator"),
            ("khach", "Khách", "viewer"),
        ):
            self.run("user", "add", login, "--name", name, "--role", role, "--password", PASSWORD)

    def start(
        self, *words: str, ready: str | None = None, extra: dict[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        log = self.data.parent / f"{words[0]}-{len(self.servers)}.log"
        with log.open("wb") as output:
            server = subprocess.Popen(
                [WORKBENCH, *words],
                env=self.environment() | (extra or {}),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.servers.append(server)
        if ready:
            wait_for(
                lambda: answers(ready) or server.poll() is not None, f"{words[0]} does not answer at {ready}"
            )
            assert server.poll() is None, f"{server.poll()}: {log.read_text()}"
        return server

    def serve(self) -> subprocess.Popen[bytes]:
        return self.start("serve", ready=f"{self.base}/healthz")

    def stop(self) -> None:
        for server in self.servers:
            if server.poll() is None:
                server.terminate()
        for server in self.servers:
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait(10)


def needs_programs(document: str) -> None:
    """Skip where a program is missing that the format needs (README, “Có thêm thì được thêm”)."""
    if document.endswith(".doc") and not any(map(shutil.which, ("antiword", "soffice"))):
        pytest.skip("neither antiword nor LibreOffice: DOC files are not read here")
    if document in SCANNED and not shutil.which("tesseract"):
        pytest.skip("no tesseract: scanned pages are not read here")


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as reply:
            return reply.status == 200
    except OSError:
        return False


def wait_for(condition: Callable[[], object], otherwise: str, seconds: float = 90.0) -> object:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.1)
    raise AssertionError(otherwise)
