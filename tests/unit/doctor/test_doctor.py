"""The doctor sees what is there, says what is missing and hides passwords."""

from pathlib import Path

import pytest

from workbench.doctor import examine
from workbench.settings import MEANING, Settings


def test_a_fresh_machine_is_fit_to_work(tmp_path: Path) -> None:
    report = examine(Settings(data=tmp_path / "data"))
    assert report.ok, [c for c in report.checks if not c.ok]
    assert {"Cơ sở dữ liệu", "Hàng đợi", "Giọng đọc dựng sẵn (eSpeak NG)"} <= {c.name for c in report.checks}


def test_a_folder_nobody_can_write_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "tệp"
    blocked.write_text("không phải thư mục")
    report = examine(Settings(data=blocked))
    assert not report.ok
    assert any("WORKBENCH_DATA" in c.detail for c in report.checks if not c.ok)


def test_a_database_that_does_not_answer_is_said_not_raised(tmp_path: Path) -> None:
    url = "postgresql+psycopg://ai:bimat@127.0.0.1:1/khong"
    report = examine(Settings(data=tmp_path, database_url=url))
    assert not report.ok
    assert all("bimat" not in row.value for row in report.settings)
    assert all("bimat" not in check.detail for check in report.checks)


def test_each_value_says_where_it_comes_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_PORT", "9999")
    monkeypatch.chdir(tmp_path)
    Path("workbench.toml").write_text('organisation = "Xã thử"\n', encoding="utf-8")
    rows = {r.name: r for r in examine(Settings(data=tmp_path / "data")).settings}
    assert rows["port"].origin == "biến WORKBENCH_PORT"
    assert rows["organisation"].value == "Xã thử"
    assert rows["organisation"].origin == "workbench.toml"
    assert rows["host"].origin == "mặc định"


def test_every_setting_is_explained() -> None:
    assert set(MEANING) == set(Settings.model_fields)
