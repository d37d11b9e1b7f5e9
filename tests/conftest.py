"""Hypothesis profiles: the same laws, quick at hand and thorough in the long session."""

import io
import os
import shutil
import signal
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from msgspec import Struct

from dateline.cli import main
from dateline.document import Document

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
settings.register_profile(
    "quick",
    max_examples=15,
    deadline=None,
    phases=QUICK,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
settings.register_profile("few", settings.get_profile("quick"), max_examples=10)
settings.register_profile(
    "thorough",
    max_examples=int(os.environ.get("DATELINE_EXAMPLES", "1000")),
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("DATELINE_HYPOTHESIS", "quick"))

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as under nohup; what tests interrupt would ignore it too
    signal.signal(signal.SIGINT, signal.default_int_handler)
short = Document.__repr__
Document.__repr__ = Struct.__repr__  # a failing example is shown whole
ROOT = Path(__file__).parent.parent
D0, D1 = "000_6bac379f7b3f3210", "001_431afd2a78419558"
IN_FRONT = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def cli(*arguments, data=None, cwd=None):
    """A command's exit code, output and complaints; never a traceback. In this process, which has imported everything already."""
    if "--jobs" in arguments or arguments[:1] in {("run",), ("variants",)}:  # they fork workers, or write into the open stream itself
        return process(*arguments, data=data, cwd=cwd)
    stdin, stdout, stderr = (io.TextIOWrapper(io.BytesIO(given), "utf-8", newline="") for given in (data or b"", b"", b""))
    with chdir(cwd or "."), redirect_stdout(stdout), redirect_stderr(stderr), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", stdin)
        try:
            code = main(arguments)
        except SystemExit as left:
            code = left.code
    said = []
    for stream in (stdout, stderr):
        stream.flush()
        said.append(stream.buffer.getvalue().decode())
    assert "Traceback" not in said[1], said[1]
    return code, *said


def process(*arguments, data=None, cwd=None):
    """The same of a process of its own."""
    done = subprocess.run([sys.executable, "-m", "dateline", *arguments], input=data, capture_output=True, cwd=cwd, check=False)
    text = done.stderr.decode()
    assert "Traceback" not in text, text
    return done.returncode, done.stdout.decode(), text


def pytest_collection_modifyitems(items):
    """A mutant is in this process alone; what starts another is not asked of it."""
    if "MUTANT_UNDER_TEST" in os.environ:
        items[:] = [item for item in items if not {"cli", "subprocess"} & {*item.function.__code__.co_names}]


def forget(*rooms, lasting=False):
    """Clear what functions of some rooms remember; `lasting`: but what holds one value for ever, as the shipped gold."""
    for name, module in list(sys.modules.items()):
        for value in vars(module).values() if name.startswith(rooms) else ():
            if isinstance(value, _lru_cache_wrapper) and not (lasting and value.cache_parameters()["maxsize"] is None):
                value.cache_clear()


def small_board(root, *names):
    """A board of some systems' answers to the articles alone, not yet built; those to variants take most of a build's time."""
    (root / "submissions").mkdir(parents=True)
    for name in ("README.md", "variants.toml"):
        shutil.copy(ROOT / "leaderboard" / name, root)
    for name in names:
        shutil.copytree(ROOT / "leaderboard" / "submissions" / name, root / "submissions" / name)
        (root / "submissions" / name / "variants.jsonl").unlink()
    return root


@pytest.fixture(scope="module")
def predictions(tmp_path_factory):
    path = tmp_path_factory.mktemp("predictions") / "rules.jsonl"
    assert cli("run", "rules", "-o", str(path))[0] == 0
    return path
