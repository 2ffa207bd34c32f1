"""Every page is built for real: few components, nothing offered as a public API, names of its own."""

import asyncio
from typing import Any

import pytest

from workbench.bootstrap import Workbench
from workbench.ui import shell

MOST = 60
LAYOUT = {"row", "column", "tabs", "tabitem", "accordion", "navbar", "form", "group"}


@pytest.fixture
def config(work: Workbench) -> dict[str, Any]:
    # Inside a running loop: outside one, Gradio makes loops of its own and nobody closes them.
    async def made() -> dict[str, Any]:
        return shell.build(work).get_config_file()

    return asyncio.run(made())


def test_pages_are_light_and_closed(config: dict[str, Any]) -> None:
    types = {c["id"]: c["type"] for c in config["components"]}
    assert set(config["page"]) == {"", "soan", "duyet", "phat-hanh", "kho", "quan-tri"}
    for name, page in config["page"].items():
        parts = [types[i] for i in page["components"] if types[i] not in LAYOUT]
        assert len(parts) <= MOST, f"{name}: {len(parts)}"
    assert {d["api_visibility"] for d in config["dependencies"]} == {"private"}
    assert not any(c["props"].get("label") in {"Textbox", "Number", "Dropdown"} for c in config["components"])
