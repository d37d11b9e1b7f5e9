"""The notebook runs from a dict to a data frame, a plot of errors and a LaTeX table, in ten cells at most."""

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.once
NOTEBOOK = ROOT / "benchmark" / "docs" / "notebook.ipynb"
RUN = """
import sys, nbformat, nbclient
notebook = nbformat.read(sys.argv[1], as_version=4)
nbclient.NotebookClient(notebook, timeout=240, kernel_name="python3").execute()
nbformat.write(notebook, sys.argv[2])
"""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """What each cell gave, by kind of content."""
    pytest.importorskip("nbclient")
    done = tmp_path_factory.mktemp("notebook") / "done.ipynb"
    ran = subprocess.run([sys.executable, "-c", RUN, NOTEBOOK, done], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    cells = [cell for cell in json.loads(done.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    return [shown(cell) for cell in cells]


def shown(cell):
    return {kind: "".join(value) for out in cell["outputs"] for kind, value in out.get("data", {"stdout": out.get("text")}).items()}


def test_ten_cells_at_most():
    assert len(json.loads(NOTEBOOK.read_text("utf-8"))["cells"]) <= 10


def test_what_the_cells_show(outputs):
    document, report, figures, table, errors, plot, page, latex = outputs
    assert "<Document 000_6bac379f7b3f3210" in document["text/plain"]
    assert "<table" in report["text/html"]
    assert all(0 <= float(value) <= 1 for value in figures["text/plain"].strip("()").split(", "))
    assert "<table" in table["text/html"]
    assert "speaker" in errors["text/html"]
    assert "image/png" in plot
    assert "<iframe srcdoc=" in page["text/html"]
    assert r"\toprule" in latex["stdout"]
