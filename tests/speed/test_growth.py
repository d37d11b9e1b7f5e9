"""Nothing that users wait for grows faster than the work: four times the size takes about four times as long, not sixteen."""

import contextlib
import io
import time

import pytest

from dateline.cli import main
from speed import waits

pytestmark = pytest.mark.once
RUNS = 5
SLACK = 2.25  # times the work; with the square it would be four
GROWING = {name: wait for name, wait in waits.WAITS.items() if wait.small}


def seconds(arguments):
    """Seconds of CPU of one run."""
    begun = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        main(arguments)
    return time.process_time() - begun


def made(make, folder, size):
    """The arguments of a case at a size, its files made."""
    folder.mkdir()
    return make(folder, size)


def took(arguments, most):
    """What runs took, up to the first that took no longer than it may; five at most, as others use the machine too."""
    runs = [seconds(arguments)]
    while runs[-1] > most and len(runs) < RUNS:
        runs.append(seconds(arguments))
    return runs


@pytest.mark.parametrize("name", GROWING)
def test_four_times_the_size_takes_about_four_times_the_time(name, tmp_path):
    wait = GROWING[name]
    seconds(made(wait.make, tmp_path / "warm", max(wait.small // 4, 1)))
    small = min(took(made(wait.make, tmp_path / "small", wait.small), 0))
    most = 4 * SLACK * max(small, 0.01)
    large = took(made(wait.make, tmp_path / "large", 4 * wait.small), most)
    assert large[-1] <= most, (small, large)


def test_a_crowd_of_spans_is_counted_in_seconds(tmp_path):
    runs = took(made(waits.onion, tmp_path / "onion", 3000), 10)
    assert runs[-1] <= 10, runs
