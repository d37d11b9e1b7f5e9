"""Where the time of a run goes: `python profile_phases.py score …` prints the share of each phase as JSON, under the profiler."""

import contextlib
import cProfile
import io
import json
import pstats
import sys
from pathlib import Path

from dateline.cli import main

PHASES = {
    "reading lines and joining them by id": [("join.py", "joined")],
    "decoding": [("stream.py", "decoded")],
    "accepting: is there anything to place, or wrong": [("accept.py", "accept")],
    "the gold's hash": [("gold.py", "content_of")],
    "counting": [("count.py", "add")],
    "adding up": [("count.py", "into")],
}


def shares(arguments: list[str]) -> dict[str, float]:
    """The share of the whole run that each phase takes, callees included."""
    profile = cProfile.Profile()
    with contextlib.redirect_stdout(io.StringIO()):
        profile.runcall(main, arguments)
    stats = pstats.Stats(profile)
    spent = {(Path(file).name, name): row[3] for (file, _, name), row in stats.stats.items()}  # type: ignore[attr-defined]
    whole = stats.total_tt  # type: ignore[attr-defined]
    found = {phase: sum(spent.get(function, 0.0) for function in functions) / whole for phase, functions in PHASES.items()}
    return found | {"everything else, imports among it": 1 - sum(found.values())}


if __name__ == "__main__":
    print(json.dumps(shares(sys.argv[1:])))
