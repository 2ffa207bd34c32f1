"""A real installation in a folder of its own: the command line, the server, the browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.place import Installation

ROOT = Path(__file__).resolve().parents[2]
ARTIFACTS = ROOT / "artifacts" / "screens"


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data folder with areas and four people, made once and copied for each test."""
    made = Installation(tmp_path_factory.mktemp("furnished") / "data")
    made.people()
    made.run("area", "import", str(ROOT / "workbench/store/data/areas_sample.csv"))
    return made.data


@pytest.fixture
def installation(tmp_path: Path, furnished: Path) -> Iterator[Installation]:
    """Data folder of this test alone, with areas and four people."""
    made = Installation(Path(shutil.copytree(furnished, tmp_path / "data")))
    yield made
    made.stop()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The system's Chromium; a test run that must have it says so through WORKBENCH_TEST_BROWSER."""
    found = (
        os.environ.get("CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if found is None:
        if os.environ.get("WORKBENCH_TEST_BROWSER") == "required":
            pytest.fail("no Chromium on this machine, and this run requires one")
        pytest.skip("no Chromium on this machine: browser tests are skipped")
    return found


@pytest.fixture(scope="module")
def browser(chromium: str):
    """Playwright's loop runs as long as it does: a session-wide one breaks asyncio.run in later modules."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--autoplay-policy=no-user-gesture-required",
            ],
        )
        yield launched
        launched.close()


@pytest.fixture
def screens(request: pytest.FixtureRequest) -> Path:
    """Where this test leaves its screenshots: artefacts, outside git."""
    folder = ARTIFACTS / request.node.name.replace("/", "-").replace("[", "-").rstrip("]")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
