"""The page of what was tried: how many inputs each target of the fuzzer had."""

import json
import tomllib
from pathlib import Path
from typing import Any

from dateline.reporting.figures import pipes

COUNTS = Path(__file__).parent.parent / "fuzz" / "counts.json"
RUNS = Path(__file__).with_name("laws.toml")
MUTATED = Path(__file__).parent.parent / "mutants" / "counts.json"
EQUIVALENT = MUTATED.with_name("equivalent.jsonl")
NAMES = {
    "recognised": "any file, its format recognised",
    "gold": "any file, as somebody's own gold",
    "aligner": "strings placed in a text",
    "repairer": "what a model answered",
    "dates": "values of time: EDTF, TIMEX",
    "typography": "typographic variants of any text, and the way back",
}
HEAD = """# What was tried

Strangers' bytes are tried by a coverage-guided fuzzer ([atheris](https://github.com/google/atheris)), `nox -s fuzz`: each target starts
from a committed corpus (a file of each layout, and every input that ever broke a reader), which CI runs as well. A file goes the whole
way, from its bytes through its reader, placement and check to the scores of all layers; it must end in a score between 0 and 1, or in
one message. What a target promises beside that stands in `benchmark/fuzz/targets.py`.

"""
FOUND = """Found by these runs, and mended before the counts were taken: half a span in a flat file and a list in the place of an
entity's id were tracebacks, and an order of places that changed under way gave one place to two strings. None of the runs that are
counted broke anything.

The corpus holds what broke readers before ({broke} inputs, `benchmark/fuzz/corpus/*/*Error*`). Read with warnings as errors, it also
showed a call of dkpro-cassis that is deprecated.
"""


LAWS = """
## Laws

What holds of every document and every metric is asked of examples that [Hypothesis](https://hypothesis.readthedocs.io) draws, 15 a law
in CI, in the long run {examples:,} (Hypothesis {hypothesis}, Python {python}; `DATELINE_EXAMPLES={examples} nox -s thorough`). A law of
formats writes a text full of emoji, combining marks, odd spaces and line breaks as each tool would, then changes the file as the world
does; it must score the same, or be a fault. A law of hostile files spoils one: pieces gone, twice or foreign, values of another kind; it
must be a fault or a score, and what a wrong value takes away is told. Gold that is edited step by step is sound or told what is wrong.

"""
MUTANTS = """
## Mutants

Each change that [mutmut](https://github.com/boxed/mutmut) makes in a room is tried against the tests beside it, which take seconds, and
what these do not notice against slower ones (`nox -s mutants`, hours; `benchmark/mutants/run.py` says which). Where not all of the slower
ones were tried, the share is the least that is killed. A change that only drops the assertion of a `zip` that its columns are equally long
is no mutant here. What survived is named in `benchmark/mutants/counts.json`. Those that no input can tell from the original stand in
`benchmark/mutants/equivalent.jsonl`, each with its reason, and are not counted in the share; the others are debt, some of them equivalent
too and not yet looked at. Modules that were not tried to their end, or changed since, have no figure. Working out by hand what a
survivor would have to change showed several wrong numbers in the code as it was, from ties that the order of a list decided to gold that
did not score 1 against itself; they are mended and stand in CHANGELOG under *scores*.

"""
COVERED = """
## Branches

On {day} {tests:,} tests reached {package} % of the branches and statements of the package, in every process that they start, and all of
those of `kernel`, `metrics` and `document` (coverage 7.17.5; `nox -s coverage`).
"""


def laws() -> str:
    """The long runs of the laws."""
    told = tomllib.loads(RUNS.read_text("utf-8"))
    rows = [
        [f"`{one['file']}`", str(one["laws"]), f"{one['laws'] * one.get('examples', told['examples']):,}", one["days"], one["found"] or "–"]
        for one in told["run"]
    ]
    head = [["file", "laws", "examples", "days", "found, and mended"], ["---", "--:", "--:", "---", "---"]]
    return LAWS.format(**told) + "\n".join(pipes([*head, *rows])) + "\n"


def percent(part: int, whole: int) -> str:
    """A share of a whole."""
    return f"{100 * part / whole:.1f} %"


def mutants() -> str:
    """How many mutants were killed, by room."""
    known = {(one["module"], one["mutant"]) for one in map(json.loads, EQUIVALENT.read_text("utf-8").splitlines())}
    rooms: dict[str, list[tuple[dict[str, Any], int]]] = {}
    for module, counts in json.loads(MUTATED.read_text("utf-8")).items():
        same = sum((module, mutant) in known for mutant in counts["survivors"])
        rooms.setdefault(module.partition(".")[0], []).append((counts, same))
    rows = []
    for room, modules in sorted(rooms.items()):
        number, left = (sum(one[name] for one, _ in modules) for name in ("mutants", "survived"))
        same, killed = sum(same for _, same in modules), number - left
        slower = "not all" if any(one["quick"] for one, _ in modules) else "all"
        figures = [f"{figure:,}" for figure in (len(modules), number, killed, same, left - same)]
        rows.append([f"`{room}`", *figures, percent(killed, number - same), slower, max(str(one["day"]) for one, _ in modules)])
    head = ["room", "modules", "mutants", "killed", "equivalent", "debt", "share", "slower tests", "day"]
    return MUTANTS + "\n".join(pipes([head, ["---", *["--:"] * 6, "---", "---"], *rows])) + "\n"


def page() -> str:
    """The page, its tables made of what the last runs noted."""
    counts = json.loads(COUNTS.read_text("utf-8"))
    rows = [[NAMES.get(name, f"files of `{name}`"), f"{one['inputs']:,}", str(one["seconds"]), one["day"]] for name, one in counts.items()]
    total = sum(one["inputs"] for one in counts.values())
    rows.append(["**all**", f"**{total:,}**", str(sum(one["seconds"] for one in counts.values())), ""])
    table = pipes([["target", "inputs", "seconds", "day"], ["---", "--:", "--:", "---"], *rows])
    covered = COVERED.format(**tomllib.loads(RUNS.read_text("utf-8"))["coverage"])
    broke = len(list(COUNTS.parent.glob("corpus/*/*Error*")))
    return HEAD + "\n".join(table) + "\n\n" + FOUND.format(broke=broke) + laws() + mutants() + covered
