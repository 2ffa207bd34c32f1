"""The one error hierarchy: every failure a person can meet says what, where and what to do.

Each family carries the process exit code and HTTP status it turns into, so the command line, the API
and the page translate errors in one way. The docstring of a leaf is for developers; `message` and
`hint` are Vietnamese and reach the person.
"""

from __future__ import annotations

from typing import ClassVar


class WorkbenchError(Exception):
    """Root of all expected failures; anything else that escapes is a defect."""

    code: ClassVar[str] = "loi"
    """Stable slug, printed with `--json` and listed in docs/errors.md."""
    status: ClassVar[int] = 500
    """HTTP status of the RFC 9457 problem it becomes."""
    exit_code: ClassVar[int] = 1
    """Process exit status: 1 failed, 2 bad usage or input."""

    def __init__(self, message: str, *, hint: str = "", **details: object) -> None:
        """Say what was wrong (`message`, with the values in it) and what to do (`hint`), in Vietnamese."""
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.details = details

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()

    def as_dict(self) -> dict[str, object]:
        """The error for `--json` and for problem documents."""
        body: dict[str, object] = {"code": self.code, "message": self.message}
        if self.hint:
            body["hint"] = self.hint
        if self.details:
            body["details"] = self.details
        return body


class BadInput(WorkbenchError):
    """What the person gave cannot be used; the message says which part and how to mend it."""

    code = "du-lieu-sai"
    status = 422
    exit_code = 2


class NotFound(WorkbenchError):
    """No such thing, or none that this person may see."""

    code = "khong-tim-thay"
    status = 404


class NotAllowed(WorkbenchError):
    """The person is known, but their role or their part in this bulletin forbids the verb."""

    code = "khong-duoc-phep"
    status = 403


class NotSignedIn(WorkbenchError):
    """Nobody is signed in, or the session has ended."""

    code = "chua-dang-nhap"
    status = 401


class Conflict(WorkbenchError):
    """The thing changed since the person saw it, or is in a state where the verb makes no sense."""

    code = "xung-dot"
    status = 409


class Missing(WorkbenchError):
    """A part the product can use is not installed: weights, a program, an extra."""

    code = "thieu-thanh-phan"
    status = 503


class Unavailable(WorkbenchError):
    """A server or device the product talks to does not answer now; trying again may help."""

    code = "khong-ket-noi-duoc"
    status = 503
