"""A corpus on disk, and how it is scored."""

import json
import re

import pytest

from dateline.evaluation.sources import Lines
from dateline.files import LIMITS
from speed import corpora
from tests.conftest import cli


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A corpus of every layer: gold and answers."""
    return corpora.write(tmp_path_factory.mktemp("full"), 60, full=True)


def scored(answers, gold, *more):
    """The JSON of `score`, without what names files."""
    code, out, err = cli("score", *map(str, answers), "--gold", str(gold), "--json", *more)
    assert code == 0, err
    found = json.loads(out)
    found["signature"] = re.sub(r"gold:[^#]*#", "", found["signature"])
    return found | {"notes": []}


def lines_of(*paths):
    """The lines of native files, each a side."""
    return [Lines([str(path)], LIMITS) for path in paths]


@pytest.fixture(scope="module")
def expected(full):
    """What the path in memory says."""
    gold, answers = full
    return scored([answers], gold)


def rewritten(path, folder, change):
    """The lines of a file in another form."""
    target = folder / path.name
    target.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True))))
    return target


@pytest.fixture
def cluster():
    """Two worker processes of a real Dask cluster."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as found:
        yield found
