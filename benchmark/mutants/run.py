"""Mutate rooms of the package with mutmut, run the core of the tests against each, and write down what survived.

`python -m mutants.run [MODULE …]`, as `kernel.counts`; without one, all modules of the rooms. `--again` tries what survived in the same
folder against the tests as they are now, `--quick` against the quick ones alone.
"""

import argparse
import ast
import datetime as dt
import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COUNTS = Path(__file__).with_name("counts.json")
ROOMS = ("kernel", "metrics", "document", "corpus")
QUICK = (  # some seconds; what these do not notice is tried against the others, which is where the time goes
    *(f"tests/{name}" for name in ("kernel", "metrics", "document", "corpus")),
    *(f"tests/golden/test_{name}.py" for name in ("cases", "fractions")),
    "tests/golden/test_counts.py::test_the_same_counts[flat]",
    "tests/laws/test_parts.py",
)
OTHERS = (  # no laws over every metric: what they would notice beside is not counted
    *(f"tests/golden/test_counts.py::test_the_same_counts[{case}]" for case in ("articles", "rules", "combined", "full")),
    *(f"tests/formats/test_{name}.py" for name in ("gold", "round_trips", "layouts")),
    *(f"tests/laws/test_{name}.py" for name in ("accept", "reconciling")),
    "tests/parity",
)
BESIDE = ("speed", "fuzz", "gold", "docs", "tables")  # what tests import, next to the package
DATA = ("tests", "seeds", "annotations", "leaderboard", "README.md", "CHANGELOG.md")
SETTINGS = """[tool.pytest.ini_options]
pythonpath = [".", "docs"]
addopts = ["-n0", "-p", "no:cacheprovider", "-m", "not once"]
markers = ["once: of time, disk or bytes"]

[tool.mutmut]
source_paths = ["dateline"]
only_mutate = {only}
also_copy = {beside}
pytest_add_cli_args_test_selection = {core}
track_dependencies = false
use_git_change_detection = false
"""
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
LENGTHS = re.compile(r",? ?strict=\w+")
SURVIVED = {0, 5, 33}  # exit codes of mutmut: the tests passed, or there are none; 2 and 34 were not tried
UNTRIED = {None, 2, 34}


def prepared(folder: Path) -> None:
    """A folder with the package beside its tests, which is how mutmut names what it changes."""
    shutil.rmtree(folder, ignore_errors=True)
    unwanted = shutil.ignore_patterns("__pycache__", "variants.jsonl", "site")
    shutil.copytree(ROOT / "benchmark" / "dateline", folder / "dateline", ignore=unwanted)
    for name in (*(f"benchmark/{one}" for one in BESIDE), *DATA):
        source, target = ROOT / name, folder / Path(name).name
        shutil.copytree(source, target, ignore=unwanted) if source.is_dir() else shutil.copy(source, target)


def renewed(folder: Path) -> None:
    """The package and the tests of a folder as they are now; only what changed in the package is mutated anew."""
    unwanted = shutil.ignore_patterns("__pycache__", "variants.jsonl", "site")
    shutil.copytree(ROOT / "benchmark" / "dateline", folder / "dateline", ignore=unwanted, dirs_exist_ok=True)
    for place in (folder / "tests", folder / "mutants" / "tests"):
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(ROOT / "tests", place, ignore=unwanted)


def tried(folder: Path, patterns: Sequence[str], tests: Sequence[str], children: int) -> None:
    """Try mutants against some tests; which of these reach what is found anew."""
    only, beside = [f"dateline/{room}/*" for room in ROOMS], [*BESIDE, *DATA]
    (folder / "pyproject.toml").write_text(SETTINGS.format(only=json.dumps(only), beside=json.dumps(beside), core=json.dumps(tests)))
    (folder / "mutants" / "mutmut-stats.json").unlink(missing_ok=True)
    command = ["mutmut", "run", "--max-children", str(children), *patterns]
    subprocess.run(command, cwd=folder, env=os.environ | {"DATELINE_HYPOTHESIS": "few"}, check=False)


def survivors(folder: Path) -> list[str]:
    """The mutants that no test has noticed so far, and might."""
    equivalent = asserting(folder)
    return [n for outcomes in verdicts(folder).values() for n, code in outcomes.items() if code in SURVIVED and n not in equivalent]


def asserting(folder: Path) -> set[str]:
    """The mutants that change only whether a `zip` asserts that its columns are equally long, which they are."""
    only = set()
    for path in folder.glob("mutants/dateline/**/*.py.meta"):
        source = path.with_suffix("")
        functions = [node for node in ast.walk(ast.parse(source.read_text())) if isinstance(node, FUNCTION)]
        bodies = {node.name: LENGTHS.sub("", ast.unparse(node)) for node in functions}
        for name in json.loads(path.read_text())["exit_code_by_key"]:
            own, _, number = name.rpartition(".")[2].partition("__mutmut_")
            mutant, original = (bodies.get(f"{own}__mutmut_{which}", which) for which in (number, "orig"))
            if mutant.replace(f"{own}__mutmut_{number}", "") == original.replace(f"{own}__mutmut_orig", ""):
                only.add(name)
    return only


def verdicts(folder: Path) -> dict[str, dict[str, int | None]]:
    """What became of each mutant, by module."""
    found = {}
    for path in sorted(folder.glob("mutants/dateline/**/*.py.meta")):
        module = ".".join(path.relative_to(folder / "mutants" / "dateline").with_suffix("").with_suffix("").parts)
        found[module] = json.loads(path.read_text())["exit_code_by_key"]
    return found


def noted(folder: Path, *, quick: bool) -> None:
    """Add what came out to the counts, by module; one that was not tried to its end has no figure."""
    equivalent = asserting(folder)
    counts = json.loads(COUNTS.read_text()) if COUNTS.exists() else {}
    for module, outcomes in verdicts(folder).items():
        if not outcomes or UNTRIED & {*outcomes.values()}:  # not chosen, or cut off: no figure
            continue
        left = sorted(name.rpartition(".")[2] for name, code in outcomes.items() if code in SURVIVED and name not in equivalent)
        same = sum(name in equivalent for name in outcomes)
        day = dt.datetime.now(dt.UTC).date().isoformat()
        known = {"mutants": len(outcomes) - same, "asserting": same, "survived": len(left), "quick": quick}
        counts[module] = {**known, "day": day, "survivors": left}
        print(f"{module}: {len(outcomes) - same - len(left)} of {len(outcomes) - same} killed")
    COUNTS.write_text(json.dumps(dict(sorted(counts.items())), indent=1) + "\n")


def main() -> None:
    """Run, and note what came out."""
    parser = argparse.ArgumentParser()
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "mutants")
    parser.add_argument("--children", type=int, default=os.cpu_count())
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--quick", action="store_true", help="leave the other tests out")
    chosen = parser.parse_args()
    if chosen.again:
        renewed(chosen.folder)
        tried(chosen.folder, survivors(chosen.folder), QUICK, chosen.children)
    else:
        prepared(chosen.folder)
        tried(chosen.folder, [f"dateline.{module}.*" for module in chosen.modules], QUICK, chosen.children)
    if (left := survivors(chosen.folder)) and not chosen.quick:
        tried(chosen.folder, left, OTHERS, chosen.children)
    noted(chosen.folder, quick=chosen.quick)


if __name__ == "__main__":
    main()
