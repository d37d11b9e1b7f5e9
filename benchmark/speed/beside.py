"""Ours beside an earlier commit of this project: `nox -s speed -- CHECKOUT`. Its section of the page is written anew."""

import argparse
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from speed.commands import commit, generated, in_format, ours, read_from, told
from speed.measure import in_turn
from speed.run import COREFERENCE, FORMATS, NER, PINNED
from speed.target import BESIDE, TABLE, Target, parted, ratio

THEN = ["NER(level=NAM)", "CoNLL", "Link", "Rel", "Time(match=value,span=equal)", "Arg", "Quote(match=joint)"]  # headlines of f4123e0
START = "import sys; from dateline.cli import main; sys.exit(main())"  # of every commit


def before(checkout: Path, flat: Path, small: Path, full: Path, repeats: int, others: list[str]) -> Iterator[Target]:
    """Our own commands beside those of an earlier commit, which lies in another folder, on the metrics that were headlines then.

    `others` are told whose report is another.
    """
    some = [NER[0], "CoNLL"]
    commands = [
        ("NER in four modes by type", ours(flat, NER), 1.1),
        ("NER and coreference", ours(flat, NER + COREFERENCE), 1.5),
        ("all seven headlines of then", ours(full, THEN), 2.0),
        ("the same `--by document`", ours(full, THEN, "--by", "document"), 0.4),
        ("the same `--by level`", ours(full, THEN, "--by", "level"), 0.4),
        ("the same `--rows`", ours(full, THEN, "--rows", str(full / "rows.csv")), 0.4),
        *((f"{name} files", read_from(small, in_format(small, name), some), 0.5) for name in FORMATS),
    ]
    for name, command, wanted in commands:
        called = command.index("-m")
        old = ["/usr/bin/env", f"PYTHONPATH={checkout / 'benchmark'}", *command[:called], "-P", "-c", START, *command[called + 2 :]]
        runs = in_turn({"before": old, "ours": ["/usr/bin/env", *command]}, repeats)
        if runs["before"][0].output != runs["ours"][0].output:
            others.append(name)
        yield Target(f"{name} / before", ratio(runs, "ours", "before"), wanted, "x")


def section(documents: int, few: int, repeats: int, checkout: Path) -> str:
    """The comparison as a section of the page."""
    others: list[str] = []
    with tempfile.TemporaryDirectory() as place:
        flat, small = generated(Path(place) / "flat", documents), generated(Path(place) / "small", few)
        full = generated(Path(place) / "full", documents, full=True)
        lines = [target.line() for target in before(checkout, flat, small, full, repeats, others)]
    reports = told(others) if len(others) < len(lines) else "its reports are laid out otherwise"
    said = [
        f"Measured on {datetime.now(UTC).date()} by `nox -s speed -- CHECKOUT`: {documents:,} documents, foreign formats {few:,}, medians",
        f"and ranges of {repeats} runs in turn; {reports}. Load of the machine at the end: {os.getloadavg()[0]:.2f}.",
    ]
    return "\n".join([f"{BESIDE} {commit(checkout)}", "", *said, "", *TABLE, *lines, ""])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--documents", type=int, default=3_000)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    if PINNED:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    text = section(options.documents, options.few, options.repeats, options.checkout)
    print(text)
    if options.output:
        options.output.write_text(parted(options.output)[0] + text, "utf-8")
