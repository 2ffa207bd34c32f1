"""The whole trip by the shell alone: a real document to a station, a board and a portal."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.e2e.place import AREA, Installation, needs_programs, wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

SAMPLES = (
    "ke-hoach-80-KH-UBND.txt",
    "nd30/30_2020_ND_CP.docx",
    "nd30/Phuluc2.doc",
    "pdf/hanoi_tb_453_flag.pdf",
    "pdf/qd_729_ttg.pdf",
    "html/e-transactions-law-2023.html",
)


def receivers(place: Installation) -> None:
    for kind in ("station", "board", "portal"):
        place.start("receive", kind, "--area", AREA, "--headless", "--speed", "200")


def publish(place: Installation, document: str, voice: str = "espeak-bac-nu") -> str:
    new = place.json(
        "bulletin", "new", document, "--area", AREA, "--voice", voice, "--seconds", "30", login="lan"
    )
    bulletin = new["id"]
    refused = place.run("bulletin", "submit", bulletin, login="lan", check=False)
    if refused.returncode:
        keys = [
            word
            for line in refused.stderr.splitlines()
            if "--accept" in line
            for word in [line.split("--accept ")[1].rstrip(")")]
        ]
        assert keys, refused.stderr
        place.run("bulletin", "submit", bulletin, *[w for k in keys for w in ("--accept", k)], login="lan")
    place.run("bulletin", "approve", bulletin, "--gate", "text", login="hoa")
    done = place.json("bulletin", "approve", bulletin, "--gate", "audio", "--listened", login="hoa")
    assert done["state"] == "approved"
    assert done["released_revision"] == done["revision"]
    return str(bulletin)


def delivered(place: Installation, bulletin: str) -> set[tuple[str, str]]:
    place.run("relay", "run", "--once")
    shown = place.json("bulletin", "show", bulletin, login="hoa")
    return {(row["channel"], row["state"]) for row in shown["deliveries"]}


ALL_DELIVERED = {("radio", "played"), ("board", "played"), ("portal", "played")}


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_real_document_reaches_all_three_receivers(
    installation: Installation, samples: Path, sample: str
) -> None:
    needs_programs(sample)
    receivers(installation)
    installation.start(
        "serve", ready=f"{installation.base}/healthz", extra={"WORKBENCH_EMBEDDED_RECEIVERS": "0"}
    )
    bulletin = publish(installation, str(samples / sample))
    wait_for(
        lambda: delivered(installation, bulletin) >= ALL_DELIVERED,
        f"not delivered: {delivered(installation, bulletin)}",
    )


def test_who_wrote_it_cannot_approve_it_and_an_edit_voids_the_approval(
    installation: Installation, tmp_path: Path
) -> None:
    note = tmp_path / "thong-bao.txt"
    note.write_text(
        "Ủy ban nhân dân xã thông báo lịch phun thuốc trừ muỗi vào sáng thứ bảy. Đề nghị bà con phối hợp."
    )
    installation.run(
        "user",
        "add",
        "ba",
        "--name",
        "Ba Vai",
        "--role",
        "editor",
        "--role",
        "approver",
        "--password",
        "mat-khau-thu-nghiem-2026",
    )
    new = installation.json("bulletin", "new", str(note), "--area", AREA, login="ba")
    installation.run("bulletin", "submit", new["id"], login="ba")
    refused = installation.run(
        "bulletin", "approve", new["id"], "--gate", "text", "--json", login="ba", check=False
    )
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["error"]["code"] == "khong-duoc-phep"
    installation.run("bulletin", "approve", new["id"], "--gate", "text", login="hoa")
    deaf = installation.run("bulletin", "approve", new["id"], "--gate", "audio", login="hoa", check=False)
    assert deaf.returncode != 0
    assert "nghe" in deaf.stderr


def test_a_recall_reaches_the_receivers(installation: Installation, tmp_path: Path) -> None:
    receivers(installation)
    installation.start(
        "serve", ready=f"{installation.base}/healthz", extra={"WORKBENCH_EMBEDDED_RECEIVERS": "0"}
    )
    note = tmp_path / "thong-bao.txt"
    note.write_text(
        "Xã thông báo lịch họp ấp vào 19 giờ ngày 20/12/2026 tại nhà văn hóa. Mời bà con đến dự đông đủ."
    )
    bulletin = publish(installation, str(note))
    wait_for(lambda: delivered(installation, bulletin) >= ALL_DELIVERED, "not delivered")
    installation.run("bulletin", "recall", bulletin, "--reason", "Đổi ngày họp", login="hoa")
    gone = {("radio", "recalled"), ("board", "recalled"), ("portal", "recalled")}
    wait_for(
        lambda: delivered(installation, bulletin) >= gone, f"not recalled: {delivered(installation, bulletin)}"
    )


def test_the_audit_log_names_every_step(installation: Installation, tmp_path: Path) -> None:
    note = tmp_path / "a.txt"
    note.write_text(
        "Trạm y tế xã tổ chức tiêm chủng cho trẻ vào ngày 5 hằng tháng. Phụ huynh mang theo sổ tiêm."
    )
    publish(installation, str(note))
    with sqlite3.connect(installation.data / "workbench.db") as database:
        verbs = [row[0] for row in database.execute("select verb from audit order by 1")]
        with pytest.raises(sqlite3.DatabaseError):
            database.execute("delete from audit")
    assert len(verbs) >= 5
