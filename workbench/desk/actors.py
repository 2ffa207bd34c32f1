"""Those who act without an account: the server's operator and the programme itself."""

from __future__ import annotations

from workbench.domain.people import OPERATOR, SYSTEM

__all__ = ["OPERATOR", "SYSTEM"]
