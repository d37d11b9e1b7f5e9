"""How fast a command starts, and what it imports."""

import re
import shutil
import subprocess
import sys

import pytest

from dateline.files import data
from tests.conftest import ROOT


def test_start_up_imports_nothing_slow(predictions):
    code = "import sys; from dateline.cli import main; main(sys.argv[1:]); print(sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code, "score", str(predictions)], capture_output=True, text=True, check=True)
    loaded = set(re.findall(r"'([\w.]+)'", done.stderr))
    assert not loaded & {"datasets", "sklearn", "scipy", "seqeval", "numpy", "pandas", "pyarrow", "spacy"}
    assert not loaded & {"wcwidth", "zipfile", "tempfile", "statistics", "traceback", "importlib.resources"}
    assert not {"dateline.variants.variant", "dateline.corpus.declared", "dateline.analysis.statistics"} & loaded
    assert {"msgspec", "dateline.evaluation.report"} <= loaded


YARD = (
    "-c",
    "for number in range(4_000_000): str(number)",
)  # what other runs are measured by: the machine is shared, and not always as fast


@pytest.mark.once
def test_start_up_times(predictions):
    """Twice what they take at most: a start 0.03 s and a score of two articles 0.2 s, where the yard takes 0.3 s."""
    module = ("-m", "dateline")
    limits = {(*module, "--help"): 0.25, (*module, "score", str(predictions)): 1.4}
    resource = pytest.importorskip("resource")
    yard = min(cpu(resource, YARD) for _ in range(3))
    for arguments, most in limits.items():
        best = min(cpu(resource, arguments) for _ in range(5))
        assert best < most * yard, (arguments, best, yard)


def cpu(resource, arguments):
    """CPU seconds of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_gold_scores_after_an_edit_of_an_editable_install():
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("only in a checkout")
    assert data.root() == ROOT
