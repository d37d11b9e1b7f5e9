"""Nothing that users wait for grows faster than the work: four times the size takes about four times as long, not sixteen."""

import contextlib
import io
import time

import pytest

from dateline.cli import main
from speed import waits

pytestmark = pytest.mark.once
SLACK = 2.25  # times the work; with the square it would be four
GROWING = {name: wait for name, wait in waits.WAITS.items() if wait.small}


def seconds(make, folder, size):
    """Seconds of CPU of one run, the best of five."""
    folder.mkdir()
    arguments = make(folder, size)
    took = []
    for _ in range(5):
        begun = time.process_time()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            main(arguments)
        took.append(time.process_time() - begun)
    return min(took)


@pytest.mark.parametrize("name", GROWING)
def test_four_times_the_size_takes_about_four_times_the_time(name, tmp_path):
    wait = GROWING[name]
    seconds(wait.make, tmp_path / "warm", max(wait.small // 4, 1))
    small, large = seconds(wait.make, tmp_path / "small", wait.small), seconds(wait.make, tmp_path / "large", 4 * wait.small)
    assert large <= 4 * SLACK * max(small, 0.01), (small, large)


def test_a_crowd_of_spans_is_counted_in_seconds(tmp_path):
    assert seconds(waits.onion, tmp_path / "onion", 3000) < 10
