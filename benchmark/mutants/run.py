"""Mutate rooms of the package with mutmut, run the core of the tests against each, and write down what survived.

`python -m mutants.run [MODULE …]`, as `kernel.counts`; without one, all modules of the rooms.
"""

import argparse
import datetime as dt
import json
import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COUNTS = Path(__file__).with_name("counts.json")
ROOMS = ("kernel", "metrics", "document", "corpus")
CORE = (  # a few seconds, and no laws over every metric: what they would notice beside is not counted
    *(f"tests/{name}" for name in ("golden", "document", "corpus", "parity")),
    *(f"tests/formats/test_{name}.py" for name in ("layouts", "gold", "round_trips")),
    *(f"tests/laws/test_{name}.py" for name in ("parts", "accept", "reconciling")),
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
mutate_only_covered_lines = true
track_dependencies = false
use_git_change_detection = false
"""
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
    only = [f"dateline/{room}/*" for room in ROOMS]
    beside = [*BESIDE, *DATA]
    (folder / "pyproject.toml").write_text(SETTINGS.format(only=json.dumps(only), beside=json.dumps(beside), core=json.dumps(CORE)))


def verdicts(folder: Path) -> dict[str, dict[str, int | None]]:
    """What became of each mutant, by module."""
    found = {}
    for path in sorted(folder.glob("mutants/dateline/**/*.py.meta")):
        module = ".".join(path.relative_to(folder / "mutants" / "dateline").with_suffix("").with_suffix("").parts)
        found[module] = json.loads(path.read_text())["exit_code_by_key"]
    return found


def main() -> None:
    """Run, and add what came out to the counts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "mutants")
    parser.add_argument("--children", type=int, default=os.cpu_count())
    chosen = parser.parse_args()
    prepared(chosen.folder)
    patterns = [f"dateline.{module}.*" for module in chosen.modules]
    command = ["mutmut", "run", "--max-children", str(chosen.children), *patterns]
    subprocess.run(command, cwd=chosen.folder, env=os.environ | {"DATELINE_HYPOTHESIS": "few"}, check=False)
    counts = json.loads(COUNTS.read_text()) if COUNTS.exists() else {}
    for module, tried in verdicts(chosen.folder).items():
        if not tried or UNTRIED & {*tried.values()}:  # not chosen, or cut off: no figure
            continue
        survivors = sorted(name.rpartition(".")[2] for name, code in tried.items() if code in SURVIVED)
        day = dt.datetime.now(dt.UTC).date().isoformat()
        counts[module] = {"mutants": len(tried), "survived": len(survivors), "day": day, "survivors": survivors}
        print(f"{module}: {len(tried) - len(survivors)} of {len(tried)} killed")
    COUNTS.write_text(json.dumps(dict(sorted(counts.items())), indent=1) + "\n")


if __name__ == "__main__":
    main()
