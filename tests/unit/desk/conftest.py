from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.desk.house import House, house_in


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = house_in(tmp_path)
    yield made
    made.database.close()
