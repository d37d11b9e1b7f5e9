"""What README and CI say is what happens."""

import os
import re
import subprocess
import sys

from tests.conftest import IN_FRONT, ROOT


def test_readme_shows_what_the_commands_print():

    import make

    env_path, os.environ["PATH"] = os.environ["PATH"], IN_FRONT["PATH"]
    try:
        stale = [str(path.relative_to(ROOT)) for path, content in make.pages().items() if path.read_text("utf-8") != content]
    finally:
        os.environ["PATH"] = env_path
    assert not stale, "run: python benchmark/docs/make.py"
    assert (ROOT / "README.md").read_text("utf-8").count("\n") < 120


def test_readme_python_runs():
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)[1]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1.0"


def test_ci_runs_the_command_that_readme_names():
    readme = (ROOT / "README.md").read_text("utf-8")
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "&& nox\n" in readme
    assert re.search(r"^nox$", ci, re.MULTILINE)
