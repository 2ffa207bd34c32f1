"""Starting is cheap: help and imports reach nothing heavy, and nothing ever reaches torch."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.cli import COMMANDS

WORKBENCH = str(Path(sys.executable).parent / "workbench")
HEAVY = ("torch", "transformers", "gradio", "sqlalchemy", "pydantic", "numpy", "fastapi", "alembic", "aio_pika")


def modules_after(code: str) -> set[str]:
    script = f"import sys, json\n{code}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


def test_importing_the_packages_loads_nothing_heavy() -> None:
    loaded = modules_after("import workbench, models, pipelines, prompts")
    assert loaded.isdisjoint(HEAVY)


def test_help_loads_nothing_heavy() -> None:
    loaded = modules_after(
        "from workbench.cli import workbench\nworkbench.main(['--help'], standalone_mode=False)"
    )
    assert loaded.isdisjoint(HEAVY)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_needs_neither_torch_nor_gradio_nor_a_database(command: str) -> None:
    loaded = modules_after(
        f"from workbench.cli import workbench\nworkbench.main([{command!r}, '--help'], standalone_mode=False)"
    )
    assert loaded.isdisjoint({"torch", "transformers", "gradio", "sqlalchemy", "fastapi", "numpy"})


def test_building_the_whole_application_loads_no_torch() -> None:
    loaded = modules_after("import app")
    assert loaded.isdisjoint({"torch", "transformers", "onnxruntime"})


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_vietnamese(command: str) -> None:
    done = subprocess.run([WORKBENCH, command, "--help"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Cách dùng:")
    for english in (
        "Usage",
        "Options:",
        "Commands:",
        "Show this message",
        "[required]",
        "[default",
        "[OPTIONS]",
    ):
        assert english not in done.stdout


def test_a_typo_is_answered_with_the_nearest_command() -> None:
    done = subprocess.run([WORKBENCH, "sumarise"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "summarise" in done.stderr


def test_a_missing_file_is_bad_input_in_words_and_in_json() -> None:
    done = subprocess.run(
        [WORKBENCH, "speak", "khong-co.txt", "-o", "x.mp3", "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["code"] == "du-lieu-sai"
    assert "khong-co.txt" in done.stderr
