"""Programs of the machine that readers may use: antiword, LibreOffice, tesseract."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "TESSDATA_PREFIX", "ANTIWORDHOME", "LD_LIBRARY_PATH")
"""What a helper program may know of our environment: no tokens, no user folder."""
_OFFICE_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a program answered."""

    ok: bool
    output: bytes
    complaint: str
    """Its error output, for logs only."""
    timed_out: bool = False


def find(name: str) -> str | None:
    """Path of a program, or None. LibreOffice is also looked for where its installers put it."""
    found = shutil.which(name)
    if found is None and name == "soffice":
        found = shutil.which("libreoffice") or next((p for p in _OFFICE_PLACES if Path(p).is_file()), None)
    return found


def run(
    command: Sequence[str],
    *,
    timeout_s: float,
    given: bytes | None = None,
    environment: Mapping[str, str] | None = None,
) -> Outcome:
    """Run a program with a bare environment; on timeout it and its children are stopped."""
    base = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        process = subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL if given is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**base, "LC_ALL": "C.UTF-8", **(environment or {})},
            start_new_session=os.name == "posix",
        )
    except OSError as error:
        return Outcome(ok=False, output=b"", complaint=str(error))
    with process:
        try:
            output, complaint = process.communicate(given, timeout=timeout_s)
        except subprocess.TimeoutExpired:
            _stop(process)
            output, complaint = process.communicate()
            return Outcome(
                ok=False, output=output, complaint=complaint.decode("utf-8", "replace"), timed_out=True
            )
    return Outcome(ok=process.returncode == 0, output=output, complaint=complaint.decode("utf-8", "replace"))


def _stop(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
    else:
        process.kill()
