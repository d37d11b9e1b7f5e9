"""Processes and clusters: interrupted, killed, lost."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import InvalidStateError

import pytest

from dateline.corpus.notes import Reading
from dateline.evaluation import stream
from dateline.evaluation.request import Request
from dateline.evaluation.workers import Jobs, unless_cancelled, workers
from tests.conftest import IN_FRONT, ROOT, cli
from tests.evaluation.conftest import lines_of, rewritten, scored


def interruptible():
    """What a shell takes from the commands that it runs in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_jobs_are_explained(full, tmp_path):
    gold, answers = full
    assert "--jobs many: write a number" in cli("score", str(answers), "--gold", str(gold), "--jobs", "many")[2]
    unused = "--jobs is for files on disk with --gold, without --errors and --kappa; scored in one process"
    assert unused in " ".join(cli("score", str(ROOT / "annotations" / "gold"), "--jobs", "2")[1].split())
    code, _, err = cli("score", str(answers), "--gold", str(gold), "--jobs", "tcp://127.0.0.1:9")
    assert code == 2
    assert "--jobs tcp://127.0.0.1:9: no scheduler answers there" in err
    assert "start one with `dask scheduler`, or mend the address" in err
    said = cli("score", str(answers), "--gold", str(gold), "--jobs", "100000")[2]
    assert re.search("this machine has [0-9]+ cores; give at most [0-9]+, or 0 for one a core", said)
    assert "cores; give at most" in said


def test_interrupting_leaves_no_half_written_file(full, tmp_path):
    gold, _ = full
    large = rewritten(gold, tmp_path, lambda lines: lines * 200)
    target = tmp_path / "shards"
    command = [sys.executable, "-m", "dateline", "convert", str(large), str(target), "--shards", "3"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, env=IN_FRONT, preexec_fn=interruptible)
    deadline = time.monotonic() + 30
    while not any(p.stat().st_size for p in tmp_path.glob(".dateline-*.part/*")) and time.monotonic() < deadline:
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    err = running.communicate(timeout=60)[1].decode()
    assert running.returncode == 130, err
    assert "Traceback" not in err
    assert not target.exists()
    assert not list(tmp_path.glob(".dateline-*"))


@pytest.mark.filterwarnings("ignore")  # Dask's own
def test_dask_gives_the_same_numbers(full, expected, cluster):
    gold, answers = full
    assert scored([answers], gold, "--jobs", cluster.scheduler_address) == expected


@pytest.mark.filterwarnings("ignore")  # Dask's own
def test_dask_gives_the_same_numbers_though_a_worker_is_killed(full, cluster, monkeypatch):
    monkeypatch.setattr(stream, "BLOCK", 70_000)
    sides = ["gold", *lines_of(*full)]
    alone = stream.score_files(*sides, Request(), Reading(), Jobs())
    killed = []

    class Killing(Jobs):
        """Jobs of which one worker dies while blocks are under way."""

        def map(self, function, items, *rest):
            for number, done in enumerate(super().map(function, items, *rest)):
                if number == 1:
                    pid = next(iter(cluster.workers.values())).process.pid
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)
                yield done

    with workers(cluster.scheduler_address) as jobs:
        found = stream.score_files(*sides, Request(), Reading(), Killing(jobs.executor, 2))
    assert killed
    assert found.lines == alone.lines
    assert found.result.tally == alone.result.tally
    assert found.signature() == alone.signature()


def test_a_worker_that_dies_is_told(full, monkeypatch):
    monkeypatch.setattr(stream, "BLOCK", 70_000)
    monkeypatch.setattr(stream, "score_block", die)
    with workers("2") as jobs, pytest.raises(OSError, match="a worker process died, perhaps for want of memory; score with fewer --jobs"):
        stream.score_files("gold", *lines_of(*full), Request(), Reading(), jobs)


def die(lines, task):
    """What the system does to a process that wants too much memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_interrupting_workers_twice_leaves_nobody(full, tmp_path):
    def many(lines):
        return [line.replace(b"doc-", b"doc-%d-" % number, 1) for number in range(100) for line in lines]

    sides = [rewritten(path, tmp_path, many) for path in full]
    command = [sys.executable, "-m", "dateline", "score", str(sides[1]), "--gold", str(sides[0]), "--jobs", "2"]
    running = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=IN_FRONT, start_new_session=True, preexec_fn=interruptible
    )
    time.sleep(1.2)
    for _ in range(2):
        os.killpg(running.pid, signal.SIGINT)
        time.sleep(0.05)
    running.communicate(timeout=30)
    assert running.returncode not in {0, None}
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.killpg(running.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("a worker is still there")


@pytest.mark.filterwarnings("ignore")  # Dask's own
def test_a_cluster_that_loses_the_work_is_told(full, cluster, monkeypatch):
    monkeypatch.setattr(stream, "score_block", die)
    with pytest.raises(OSError, match="the cluster lost the work"), workers(cluster.scheduler_address) as jobs:
        stream.score_files("gold", *lines_of(*full), Request(), Reading(), jobs)


def test_a_future_that_was_cancelled_with_its_pool_is_no_news():
    told = []
    for error in (InvalidStateError("cancelled"), ValueError("real")):
        unless_cancelled(told.append, threading.ExceptHookArgs((type(error), error, None, None)))
    assert [type(met.exc_value) for met in told] == [ValueError]


@pytest.mark.once
@pytest.mark.parametrize("after", [0.3, 1.0, 2.0])
def test_an_interrupted_command_says_so_and_ends(after, full):
    command = [sys.executable, "-m", "dateline", "score", str(full[1]), "--gold", str(full[0]), "--jobs", "2"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, preexec_fn=interruptible)
    time.sleep(after)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert running.returncode in {0, 130, -signal.SIGINT}
    assert "Traceback" not in said or running.returncode == -signal.SIGINT


@pytest.mark.filterwarnings("ignore")  # Dask's own
def test_a_scheduler_without_workers_and_one_that_lost_them(cluster):
    from distributed import LocalCluster
    from distributed.scheduler import KilledWorker

    with LocalCluster(n_workers=0, dashboard_address=None) as empty:
        address = empty.scheduler_address
        with pytest.raises(ValueError, match="the scheduler has no workers"), workers(address):
            pass
    words = r"the cluster lost the work \(KilledWorker\); look at its workers' logs"
    with pytest.raises(OSError, match=words), workers(cluster.scheduler_address):
        raise KilledWorker("block", None, 3)
