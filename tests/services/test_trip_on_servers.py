"""The same trip with PostgreSQL and RabbitMQ: two URLs change, nothing else."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.e2e.place import AREA, Installation, wait_for

pytestmark = [pytest.mark.services, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]


def server(variable: str, what: str) -> str:
    url = os.environ.get(variable)
    if not url:
        pytest.skip(f"{variable} is not set: {what} is not tested")
    return url


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    import psycopg

    database = server("WORKBENCH_TEST_POSTGRES", "PostgreSQL")
    queue = server("WORKBENCH_TEST_AMQP", "RabbitMQ")
    schema = f"trip_{uuid.uuid4().hex[:12]}"
    plain = database.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"create schema {schema}")
    url = f"{database}?options={quote(f'-csearch_path={schema}')}"
    place = Installation(tmp_path / "data", extra={"WORKBENCH_DATABASE_URL": url, "WORKBENCH_QUEUE_URL": queue})
    place.run("db", "upgrade")
    place.people()
    place.run("area", "import", str(ROOT / "workbench/store/data/areas_sample.csv"))
    yield place
    place.stop()
    from workbench.publishing.transport import transport_for

    transport = transport_for(queue)
    for name in ("station", "board", "portal"):
        transport.drop(place.receiver(name))
    transport.close()
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"drop schema {schema} cascade")


def test_a_bulletin_reaches_three_receivers_over_postgresql_and_rabbitmq(
    installation: Installation, tmp_path: Path
) -> None:
    note = tmp_path / "thong-bao.txt"
    note.write_text(
        "Ủy ban nhân dân xã thông báo lịch tiêm phòng dại cho chó, mèo vào sáng ngày 15/12/2026. "
        "Bà con đưa vật nuôi đến nhà văn hóa ấp trước 8 giờ.",
        encoding="utf-8",
    )
    for kind in ("station", "board", "portal"):
        installation.start(
            "receive",
            kind,
            "--area",
            AREA,
            "--name",
            installation.receiver(kind),
            "--headless",
            "--speed",
            "200",
        )
    installation.start(
        "serve", ready=f"{installation.base}/healthz", extra={"WORKBENCH_EMBEDDED_RECEIVERS": "0"}
    )
    bulletin = installation.json("bulletin", "new", str(note), "--area", AREA, login="lan")["id"]
    installation.run("bulletin", "submit", bulletin, login="lan")
    installation.run("bulletin", "approve", bulletin, "--gate", "text", login="hoa")
    installation.run("bulletin", "approve", bulletin, "--gate", "audio", "--listened", login="hoa")

    def states() -> set[tuple[str, str]]:
        rows = installation.json("bulletin", "show", bulletin, login="hoa")["deliveries"]
        return {(row["channel"], row["state"]) for row in rows}

    done = {("radio", "played"), ("board", "played"), ("portal", "played")}
    wait_for(lambda: states() >= done, "not delivered over RabbitMQ", seconds=120)
