"""A command as a whole process: CPU seconds, peak memory, and what it printed."""

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple


class Cost(NamedTuple):
    """CPU seconds of user and system, seconds by the clock, and the peak of resident memory in MB."""

    cpu: float
    wall: float
    memory: float
    output: str


def measured(command: Sequence[str], statuses: Sequence[int] = (0,)) -> Cost:
    """Run a command once; raises if it ends with another status than those, as `wait` gives them."""
    with tempfile.TemporaryFile("w+") as out:
        actions = [(os.POSIX_SPAWN_DUP2, out.fileno(), 1)]
        if 0 not in statuses or len(statuses) > 1:
            actions.append((os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0o600))
        begun = time.monotonic()
        pid = os.posix_spawn(command[0], list(command), os.environ, file_actions=actions)
        _, status, used = os.wait4(pid, 0)
        wall = time.monotonic() - begun
        out.seek(0)
        if status not in statuses:
            msg = f"{' '.join(command)} failed with status {status}"
            raise RuntimeError(msg)
        return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, out.read())


def in_turn(commands: dict[str, Sequence[str]], repeats: int) -> dict[str, list[Cost]]:
    """Several commands one after the other, again and again: the cost of every run, with a hash of what it printed.

    A process that starts another counts as that one's peak of memory, so this one stays small.
    """
    runs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(repeats):
        for name, command in commands.items():
            cost = measured(command)
            runs[name].append(cost._replace(output=sha256(cost.output.encode()).hexdigest()))
            sys.stderr.write(f"{name}: {runs[name][-1].cpu:.2f} s, {runs[name][-1].memory:.0f} MB\n")
    return runs
