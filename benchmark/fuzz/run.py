"""Fuzzes every target for a while and writes down what was tried: python -m fuzz.run --seconds 60 [--only NAME …].

Each target runs in a process of its own, from the committed corpus; an input that crashes is left in `fuzz/crashes`, to be mended, and then
kept in the corpus under a name that says what it was.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
CRASHES = HERE / "crashes"
RUNS = re.compile(r"(?:Done |#)(\d+)")


class Told(NamedTuple):
    """What one target's run says of itself."""

    runs: int
    seconds: float
    crash: str


def child(name: str, arguments: list[str]) -> None:
    """Fuzz one target, in this process; never returns."""
    import atheris

    with atheris.instrument_imports(include=["dateline"]):
        from dateline.formats._registry import module_of, names
        from fuzz.targets import tried

        for format_ in names():  # what is imported when it is met would not be watched
            module_of(format_)
        tried(name, b"{}")
    atheris.Setup([sys.argv[0], *arguments], lambda data: tried(name, data))
    atheris.Fuzz()


def fuzzed(name: str, seconds: int) -> Told:
    """One target for some seconds, in a process of its own."""
    CRASHES.mkdir(exist_ok=True)
    seeds = CORPUS / name
    seeds.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as grown:
        limits = [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2048", "-max_len=4000", f"-artifact_prefix={CRASHES / name}-"]
        command = [sys.executable, "-m", "fuzz.run", "--child", name, grown, str(seeds), *limits]
        begun = time.monotonic()
        done = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, errors="replace", check=False)
    lines = done.stderr.splitlines() + done.stdout.splitlines()
    counts = [int(found[1]) for line in lines if (found := RUNS.match(line))]
    crash = "" if done.returncode == 0 else "\n".join(lines[-40:])
    return Told(max(counts, default=0), time.monotonic() - begun, crash)


def main() -> int:
    """Every target, or some; exit 1 where one crashed."""
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], sys.argv[3:])
    from fuzz.targets import TARGETS

    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME")
    parser.add_argument("--counts", metavar="FILE", help="where to note how many inputs each target had")
    options = parser.parse_args()
    told = {}
    for name in options.only or TARGETS:
        told[name] = fuzzed(name, options.seconds)
        sys.stdout.write(f"{name}: {told[name].runs:,} inputs in {told[name].seconds:.0f} s{', CRASHED' * bool(told[name].crash)}\n")
        sys.stdout.flush()
        if told[name].crash:
            sys.stdout.write(told[name].crash + "\n")
    if options.counts:
        path = Path(options.counts)
        before = json.loads(path.read_text("utf-8")) if path.exists() else {}
        today = time.strftime("%Y-%m-%d")
        counts = {name: {"inputs": one.runs, "seconds": round(one.seconds), "day": today} for name, one in told.items()}
        path.write_text(json.dumps(before | counts, indent=1) + "\n", "utf-8")
    return int(any(one.crash for one in told.values()))


if __name__ == "__main__":
    sys.exit(main())
