"""Long work: progress is told in order, the result or the error comes back to the page."""

import pytest

from models.errors import BadInput
from workbench.ui.progress import Job, bar


def test_a_job_tells_its_last_word_and_gives_its_result() -> None:
    def work(tell) -> str:
        for n in range(50):
            tell(n / 50, f"câu {n}")
        return "xong"

    job = Job(work)
    steps = list(job.steps())
    assert steps[0] == (0.0, "Đang bắt đầu")
    assert steps[-1] == (49 / 50, "câu 49")
    assert [f for f, _ in steps] == sorted(f for f, _ in steps)
    assert job.result == "xong"


def test_an_error_in_the_job_reaches_the_page() -> None:
    def work(tell) -> None:
        tell(0.5, "nửa đường")
        raise BadInput("Hỏng.")

    job = Job(work)
    with pytest.raises(BadInput, match="Hỏng"):
        list(job.steps())


def test_the_bar_is_readable_by_machines_and_stays_within_bounds() -> None:
    assert 'aria-valuenow="100"' in bar(1.7, "Đang đọc")
    assert 'aria-valuenow="0"' in bar(-1, "Đang đọc")
    assert "<b>" not in bar(0.5, "<b>")
