"""Ours beside the peers, on the same files in the same run: `nox -s speed`.

Every command is a whole process on one core; CPU is user and system time, the median of the runs; memory is the peak. Numbers that
should be equal are compared before anything is timed. Prints a Markdown page, and writes it where `--output` says.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec
from math import isclose
from pathlib import Path
from typing import NamedTuple

from measure import Cost, in_turn, measured

HERE = Path(__file__).parent
PYTHON = sys.executable
NER = ["NER", "NER(match=exact)", "NER(match=partial)", "NER(match=type)"]
COREFERENCE = ["MUC", "B3", "CEAFe", "LEA"]
SCORCH = ["MUC", "B3", "CEAFm", "CEAFe"]
EQUAL = {"seqeval": NER[:1], "nervaluate": NER, "spacy": NER[:1]}  # what a peer defines as we do
INSTALLED = [name for name in ("seqeval", "nervaluate", "scorch", "spacy") if find_spec(name)]
MORE = 3  # times as many runs beside the typed decode, which takes a third of a second and varies by a tenth
PINNED = hasattr(os, "sched_setaffinity")
Numbers = dict[str, list[float]]


class Target(NamedTuple):
    """One line of the page: what was compared, the figure, and the least or the most that it should be."""

    name: str
    figure: float
    wanted: float | None
    unit: str
    least: bool = False

    def line(self) -> str:
        """The line as Markdown."""
        if self.wanted is None:
            return f"| {self.name} | {self.figure:.2f} {self.unit} | | |"
        met = self.figure >= self.wanted if self.least else self.figure <= self.wanted
        sign = "≥" if self.least else "≤"
        return f"| {self.name} | {self.figure:.2f} {self.unit} | {sign} {self.wanted:g} {self.unit} | {'yes' if met else '**no**'} |"


def script(name: str, *arguments: str) -> list[str]:
    """A command that runs a script of this folder."""
    return [PYTHON, str(HERE / name), *arguments]


def ours(folder: Path, metrics: Sequence[str] = (), *more: str) -> list[str]:
    """Our command on a corpus."""
    asked = [part for metric in metrics for part in ("-m", metric)]
    return [PYTHON, "-m", "dateline.cli", "score", f"{folder}/answers.jsonl", "--gold", f"{folder}/gold.jsonl", *asked, *more]


def generated(folder: Path, documents: int, *, full: bool = False) -> Path:
    """A corpus, made in a process of its own so that this one stays small."""
    code = f"import pathlib, corpora; corpora.write(pathlib.Path({str(folder)!r}), {documents}, full={full})"
    if not full:
        code += f"; import peers; peers.prepare(pathlib.Path({str(folder)!r}))"
    subprocess.run([PYTHON, "-c", code], check=True, cwd=HERE)  # noqa: S603 - this folder's own scripts
    return folder


def repeated(folder: Path, times: int) -> Path:
    """A corpus several times over with new ids, where generating would take too long; line by line, so that this process stays small."""
    target = folder.with_name(f"{folder.name}-x{times}")
    target.mkdir()
    for name in ("gold.jsonl", "answers.jsonl"):
        with (target / name).open("wb") as stream:
            for number in range(times):
                with (folder / name).open("rb") as lines:
                    stream.writelines(line.replace(b'"id":"doc-', b'"id":"doc-%d-' % number, 1) for line in lines)
    return target


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
        yield f"{peer} {name}: equal ({len(wanted)} figures)"


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
    """The figures, each pair of commands in turn."""
    for peer, folder, metrics, wanted, what in (
        ("seqeval", flat, NER, 20, "all NER modes by type"),
        ("nervaluate", flat, NER, 10, "the same modes and types"),
        ("spacy", flat, NER[:1], 1, "NER strict by type"),
        ("scorch", small, SCORCH, 3, "the same coreference metrics"),
    ):
        if peer in INSTALLED:
            runs = in_turn({peer: script("peers.py", peer, str(folder)), "ours": ours(folder, metrics)}, repeats)
            yield Target(f"{peer} / ours, {what}", runs[peer].cpu / runs["ours"].cpu, wanted, "x", least=True)
    more = MORE * repeats
    runs = in_turn({"decode": script("peers.py", "decode", str(flat)), "ours": ours(flat, NER + COREFERENCE)}, more)
    yield Target("NER and coreference / typed decode of the same files", runs["ours"].cpu / runs["decode"].cpu, 4, "x")
    yield Target("memory of NER and coreference", runs["ours"].memory, 80, "MB")
    runs = in_turn({"decode": script("peers.py", "decode", str(full)), "ours": ours(full)}, more)
    yield Target("all headlines of all layers / typed decode of the same files", runs["ours"].cpu / runs["decode"].cpu, 6, "x")
    yield Target("memory of all headlines of all layers", runs["ours"].memory, 80, "MB")


def growth(folder: Path, documents: int, times: int, repeats: int) -> Iterator[Target]:
    """Time and memory a document, over a corpus and one several times as large."""
    large = repeated(folder, times)
    runs = in_turn({"small": ours(folder, NER + COREFERENCE), "large": ours(large, NER + COREFERENCE)}, repeats)
    rate = (runs["large"].cpu / runs["small"].cpu) / times
    yield Target(f"time of {documents * times:,} documents / {times} times that of {documents:,}, one run", rate, 1.1, "x")
    held = (runs["large"].memory - runs["small"].memory) * 2**20 / (documents * (times - 1))
    yield Target(f"memory that each document adds, {documents:,} to {documents * times:,}, one run", held, 64, "bytes")


def shared(folders: dict[int, Path], repeats: int) -> Iterator[Target]:
    """Time by the clock of two processes beside one, on all cores: from what size workers pay."""
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    for documents, folder in sorted(folders.items()):
        commands = {jobs: ours(folder, (), "--jobs", jobs) for jobs in ("1", "2")}
        runs = in_turn(commands, repeats)
        yield Target(
            f"all headlines of {documents:,} documents, `--jobs 2` / one process, by the clock", runs["2"].wall / runs["1"].wall, None, "x"
        )


def single(repeats: int) -> Iterator[Target]:
    """Worst cases of one document, and starting."""
    wanted = {"5,000": 0.5, "3,000 overlapping": 0.2}
    for name, seconds in json.loads(measured(script("worst.py")).output).items():
        yield Target(name, seconds, next((most for start, most in wanted.items() if name.startswith(start)), None), "s")
    gold = HERE.parent.parent / "annotations" / "gold"
    commands = {"help": [PYTHON, "-m", "dateline.cli", "--help"], "two": [PYTHON, "-m", "dateline.cli", "score", str(gold)]}
    runs = in_turn(commands, 2 * repeats + 1)
    yield Target("`dateline --help`", runs["help"].cpu, 0.06, "s")
    yield Target("`dateline score` on two articles", runs["two"].cpu, 0.25, "s")


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
        found = [] if only_numbers else [*targets(flat, small, full, repeats), *growth(flat, documents, 10, 1), *single(repeats)]
        few = generated(Path(place) / "few", max(documents // 20, 10), full=True)
        found += [] if only_numbers or not PINNED else shared({max(documents // 20, 10): few, documents: full}, repeats)
        where = [] if only_numbers else list(profiles(flat, full))
    names = ("dateline", "msgspec", "numpy", "scipy", *INSTALLED)
    packages = [f"{name} {version(name)}" for name in names]
    head = [
        "# Speed",
        "",
        f"Measured on {datetime.now(UTC).date()} by `nox -s speed`: {documents:,} generated documents of 400 words, 45 mentions and 20",
        f"clusters (coreference against scorch: {max(documents // 10, 10):,}), whole processes on one core ({platform.machine()}), CPU",
        f"seconds, medians of {repeats} runs in turn ({MORE * repeats} beside the typed decode). Python {platform.python_version()},",
        f"{', '.join(packages)}.",
        "",
        "| what | measured | wanted | met |",
        "| --- | --: | --: | --- |",
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
        options.output.write_text(text)
