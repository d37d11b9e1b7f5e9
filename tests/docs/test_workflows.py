"""The workflows: what they install is looked at, what may write runs nobody's code, what a submission may bring is checked."""

import re
import subprocess
import sys
import textwrap
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

pytestmark = pytest.mark.once

WORKFLOWS = {path.stem: path.read_text("utf-8") for path in (ROOT / ".github" / "workflows").glob("*.yml")}
LOCKED = {name: (ROOT / ".github" / "locked" / f"{name}.txt").read_text("utf-8") for name in ("build", "package")}
PIN = re.compile(r"^([\w.-]+)==(\S+)(?: ; [^\\]+)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n?)+)", re.MULTILINE)
SCRIPT = textwrap.dedent(re.search(r"<<'PY'.*?\n(.*?)\n +PY\n", WORKFLOWS["submission"], re.DOTALL)[1])
OWN = "leaderboard/submissions/mine/"


def pins(name):
    return {canonicalize_name(found[1]): found[2] for found in PIN.finditer(LOCKED[name])}


@pytest.mark.parametrize("name", LOCKED)
def test_everything_that_is_locked_has_a_version_and_hashes(name):
    named = [line for line in LOCKED[name].splitlines() if line and not line.startswith((" ", "#"))]
    assert len(pins(name)) == len(named) > 2


def test_what_is_locked_is_what_the_project_allows():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for wanted, locked in ((project["project"]["dependencies"], pins("package")), (project["build-system"]["requires"], pins("build"))):
        for requirement in map(Requirement, wanted):
            assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)]), requirement


def test_workflows_install_what_is_locked_but_for_tests_that_can_write_nothing():
    for name, text in WORKFLOWS.items():
        loose = [line.strip() for line in text.splitlines() if "pip install" in line and "--require-hashes" not in line]
        assert loose == (["pip install nox"] if name == "release" else []), name


def test_what_may_write_installs_nothing():
    for name, text in WORKFLOWS.items():
        for job in re.split(r"\n  (?=\w+:\n    name:)", text.partition("\njobs:\n")[2]):
            if "contents: write" in job or "pages: write" in job:
                assert not re.search(r"\bpip\b|\bpython|install\.sh|\bnox\b|run: dateline", job), name


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ([("A", f"{OWN}system.json"), ("A", f"{OWN}predictions.jsonl"), ("A", f"{OWN}variants.jsonl")], "mine"),
        ([("A", f"{OWN}predictions.jsonl"), ("M", f"{OWN}system.json")], None),
        ([("D", f"{OWN}predictions.jsonl")], None),
        ([("A", f"{OWN}predictions.jsonl"), ("A", "leaderboard/submissions/other/system.json")], None),
        ([("A", f"{OWN}predictions.jsonl"), ("A", ".github/workflows/ci.yml")], None),
        ([("A", f"{OWN}notes.md")], None),
        ([("A", f"{OWN}deep/system.json")], None),
        ([("A", "leaderboard/submissions/../x/system.json")], None),
        ([("A", "leaderboard/submissions/a\nname=b/system.json")], None),
        ([("T", f"{OWN}predictions.jsonl")], None),
        ([], None),
    ],
)
def test_a_submission_only_adds_files_of_its_own(changed, name, tmp_path):
    (tmp_path / "changed").write_bytes("".join(f"{status}\0{path}\0" for status, path in changed).encode())
    done = subprocess.run([sys.executable, "-I", "-c", SCRIPT], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode == 0, done.stdout) == (name is not None, f"name={name}\n" if name else "")
