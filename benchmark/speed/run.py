"""Ours beside the peers, on the same files in the same run: `nox -s speed`.

Every command is a whole process on one core; CPU is user and system time; memory is the peak. A ratio is that of two commands run one
after the other, again and again: its median and range are over those pairs. Numbers that should be equal are compared before anything
is timed. Prints a Markdown page, and writes it where `--output` says; there the section that `speed.beside` wrote stays.
"""

import argparse
import json
import os
import platform
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec
from math import isclose
from pathlib import Path

from speed import waits
from speed.commands import HERE, PYTHON, generated, in_format, ours, read_from, repeated, script
from speed.measure import Cost, in_turn, measured
from speed.target import TABLE, Target, parted, ratio

NER = ["NER", "NER(match=exact)", "NER(match=partial)", "NER(match=type)"]
COREFERENCE = ["MUC", "B3", "CEAFe", "LEA"]
FORMATS = ("conll", "conll2012", "spacy_json", "langextract", "flat")
SCORCH = ["MUC", "B3", "CEAFm", "CEAFe"]
EQUAL = {"seqeval": NER[:1], "nervaluate": NER, "spacy": NER[:1]}  # what a peer defines as we do
INSTALLED = [name for name in ("seqeval", "nervaluate", "scorch", "spacy") if find_spec(name)]
PINNED = hasattr(os, "sched_setaffinity")
Numbers = dict[str, list[float]]


def scores_of(cost: Cost) -> Numbers:
    """Precision and recall of each metric and type in our JSON."""
    found = json.loads(cost.output)
    numbers = {name: [s["precision"], s["recall"]] for name, s in found["scores"].items()}
    for name, slices in found["slices"].items():
        numbers |= {f"{name}@{label.removeprefix('type=')}": [s["precision"], s["recall"]] for label, s in slices.items()}
    return numbers


def means_of(cost: Cost) -> Numbers:
    """The means over documents of precision and recall in our JSON."""
    means = {}
    for name, slices in json.loads(cost.output)["slices"].items():
        found = [score for label, score in slices.items() if label.startswith("document=")]
        means[name] = [sum(score[side] or 0.0 for score in found) / len(found) for side in ("precision", "recall")]
    return means


def same(peer: str, theirs: Numbers, mine: Numbers, names: Sequence[str]) -> Iterator[str]:
    """Lines that say what was equal; raises where it was not."""
    for name in names:
        wanted = [key for key in theirs if key == name or key.startswith(f"{name}@")]
        for key in wanted:
            if not all(isclose(a, b, abs_tol=1e-9) for a, b in zip(theirs[key], mine[key], strict=True)):
                msg = f"{peer} and we differ on {key}: {theirs[key]} and {mine[key]}"
                raise AssertionError(msg)
        alone = "; totals, as it scores each type alone" if peer == "nervaluate" else ""
        yield f"{peer} {name}: equal ({len(wanted)} figures{alone})"


def compared(flat: Path, small: Path) -> list[str]:
    """The peers' numbers beside ours."""
    mine = scores_of(measured(ours(flat, NER, "--json")))
    found = []
    for peer, names in EQUAL.items():
        if peer not in INSTALLED:
            found.append(f"{peer} is not installed: not compared")
            continue
        theirs = json.loads(measured(script("peers.py", peer, str(flat))).output)
        close = [name for name in names if isclose(theirs[name][0], mine[name][0], abs_tol=1e-9)]
        found += same(peer, theirs, mine, close if peer == "nervaluate" else names)
        apart = [name for name in names if name not in close]
        found += [f"{peer} {name}: {theirs[name]} where we have {mine[name]}; it takes the first overlap" for name in apart]
    theirs = json.loads(measured(script("peers.py", "scorch", str(small))).output)
    return found + list(same("scorch", theirs, means_of(measured(ours(small, SCORCH, "--json", "--by", "document"))), SCORCH))


def targets(flat: Path, small: Path, full: Path, repeats: int) -> Iterator[Target]:
    """The figures beside the peers and beside the typed decode, each pair of commands in turn."""
    for peer, folder, metrics, wanted, what in (
        ("seqeval", flat, NER, 15, "all NER modes by type"),
        ("nervaluate", flat, NER, 7, "the same modes and types"),
        ("spacy", flat, NER[:1], 1, "NER strict by type"),
        ("scorch", small, SCORCH, 3, "the same coreference metrics"),
    ):
        if peer in INSTALLED:
            runs = in_turn({peer: script("peers.py", peer, str(folder)), "ours": ours(folder, metrics)}, repeats)
            yield Target(f"{peer} / ours, {what}", ratio(runs, peer, "ours"), wanted, "x", least=True)
    if "seqeval" in INSTALLED:
        columns = in_format(small, "conll")
        runs = in_turn({"seqeval": script("peers.py", "seqeval", str(small)), "ours": read_from(small, columns, NER)}, repeats)
        yield Target("seqeval from tags in lists / ours from CoNLL columns placed in texts", ratio(runs, "seqeval", "ours"), None, "x")
    for folder, metrics, name in ((flat, NER + COREFERENCE, "NER and coreference"), (full, (), "all headlines of all layers")):
        runs = in_turn({"decode": script("peers.py", "decode", str(folder)), "ours": ours(folder, metrics)}, repeats)
        yield Target(f"{name} / typed decode of the same files", ratio(runs, "ours", "decode"), None, "x")
        yield Target(f"memory of {name}", [max(cost.memory for cost in runs["ours"])], 80, "MB")


def growth(folder: Path, documents: int, times: int, repeats: int) -> Iterator[Target]:
    """Time and memory a document, over a corpus and one several times as large."""
    large = repeated(folder, times)
    runs = in_turn({"small": ours(folder, NER + COREFERENCE), "large": ours(large, NER + COREFERENCE)}, repeats)
    rates = [figure / times for figure in ratio(runs, "large", "small")]
    yield Target(f"time of {documents * times:,} documents / {times} times that of {documents:,}", rates, 1.1, "x")
    held = (runs["large"][0].memory - runs["small"][0].memory) * 2**20 / (documents * (times - 1))
    yield Target(f"memory that each document adds, {documents:,} to {documents * times:,}", [held], 64, "bytes")


def foreign_growth(folder: Path, documents: int, times: int) -> Iterator[Target]:
    """The memory of files of other formats, and what each document adds to it in a corpus several times as large."""
    large = repeated(folder, times)
    for name in FORMATS:
        few, many = (measured(read_from(place, in_format(place, name), NER[:1])).memory for place in (folder, large))
        yield Target(f"memory of {name} files of {documents * times:,} documents", [many], None, "MB")
        held = (many - few) * 2**20 / (documents * (times - 1))
        yield Target(f"memory that each of their documents adds, {documents:,} to {documents * times:,}", [held], None, "bytes")


def shared(folders: dict[int, Path], repeats: int) -> Iterator[Target]:
    """Time by the clock of two processes beside one, on all cores: from what size workers pay."""
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    for documents, folder in sorted(folders.items()):
        runs = in_turn({jobs: ours(folder, (), "--jobs", jobs) for jobs in ("1", "2")}, repeats)
        rates = [two.wall / one.wall for two, one in zip(runs["2"], runs["1"], strict=True)]
        yield Target(f"all headlines of {documents:,} documents, `--jobs 2` / one process, by the clock", rates, None, "x")


def single(repeats: int) -> Iterator[Target]:
    """Worst cases of one document, starting, and what users wait for."""
    wanted = {"5,000": 0.5, "3,000 overlapping": 0.2}
    for name, seconds in json.loads(measured(script("worst.py")).output).items():
        yield Target(name, [seconds], next((most for start, most in wanted.items() if name.startswith(start)), None), "s")
    gold = HERE.parent.parent / "annotations" / "gold"
    commands = {"help": [PYTHON, "-m", "dateline", "--help"], "two": [PYTHON, "-m", "dateline", "score", str(gold)]}
    runs = in_turn(commands, 2 * repeats + 1)
    yield Target("`dateline --help`", [cost.cpu for cost in runs["help"]], 0.06, "s")
    yield Target("`dateline score` on two articles", [cost.cpu for cost in runs["two"]], 0.25, "s")
    for name in waits.WAITS:
        yield Target(name, [json.loads(measured(script("waits.py", name)).output)[name]], None, "s")


def profiles(flat: Path, full: Path) -> Iterator[str]:
    """Where the time goes, for the two comparisons with decoding."""
    runs = [ours(flat, NER + COREFERENCE), ours(full)]
    found = [json.loads(measured(script("profile_phases.py", *command[3:])).output) for command in runs]
    yield from ("", "Where the time goes (under Python's profiler, which makes calls look dearer than they are):", "")
    yield from ("| phase | NER and coreference | all headlines |", "| --- | --: | --: |")
    yield from (f"| {phase} | {found[0][phase]:.0%} | {found[1][phase]:.0%} |" for phase in found[0])


def page(documents: int, repeats: int, *, only_numbers: bool) -> str:
    """The whole comparison as Markdown; or only that numbers are equal, without timing."""
    with tempfile.TemporaryDirectory() as place:
        flat = generated(Path(place) / "flat", documents)
        small = generated(Path(place) / "small", max(documents // 10, 10))
        full = generated(Path(place) / "full", documents, full=True)
        equal = compared(flat, small)
        found: list[Target] = []
        where: list[str] = []
        if not only_numbers:
            load = os.getloadavg()[0]
            found += [*targets(flat, small, full, repeats), *growth(flat, documents, 10, 1)]
            found += [*foreign_growth(small, max(documents // 10, 10), 10), *single(repeats)]
            few = generated(Path(place) / "few", max(documents // 20, 10), full=True)
            found += shared({max(documents // 20, 10): few, documents: full}, repeats) if PINNED else []
            loads = f"{load:.2f} before, {os.getloadavg()[0]:.2f} after"
            where = [*profiles(flat, full), "", f"Load of the machine, one minute's mean: {loads}."]
    packages = [f"{name} {version(name)}" for name in ("dateline", "msgspec", "numpy", "scipy", *INSTALLED)]
    head = [
        "# Speed",
        "",
        f"Measured on {datetime.now(UTC).date()} by `nox -s speed`: {documents:,} generated documents of 400 words, 45 mentions and 20",
        f"clusters (coreference against scorch, and foreign formats: {max(documents // 10, 10):,}), whole processes on one core",
        f"({platform.machine()}), CPU seconds, medians and ranges of {repeats} runs in turn. Python {platform.python_version()},",
        f"{', '.join(packages)}.",
        "",
        *TABLE,
    ]
    compared_ = ["", "Numbers compared before timing:", "", *(f"- {line}" for line in equal), ""]
    return "\n".join([*head, *(target.line() for target in found), *where, *compared_])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--only-numbers", action="store_true", help="compare the numbers, time nothing")
    options = parser.parse_args()
    if PINNED:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    text = page(options.documents, options.repeats, only_numbers=options.only_numbers)
    print(text)
    if options.output:
        options.output.write_text(text + (parted(options.output)[1] if options.output.exists() else ""), "utf-8")
