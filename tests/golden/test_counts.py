"""No count moves by accident: every metric, whole and by slice, over the articles and generated documents, in this process and in a second.

`python -m tests.golden.test_counts` writes the hashes anew; a commit that does so says which number moved, and why.
"""

import hashlib
import json
import sys
from functools import partial
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from dateline import metrics as naming
from dateline.corpus.loading import read_any, shipped_gold
from dateline.corpus.notes import Reading
from dateline.corpus.predictions import paired
from dateline.document import Document
from speed import corpora
from tests.conftest import ROOT
from tests.laws.conftest import sums

HASHES = Path(__file__).parent / "counts.json"
METRICS = [metric for metric in naming.every() if getattr(metric, "view", "spans") == "spans"]
AXES = ("type", "level", "kind", "realis", "polarity")
DOCUMENTS = 12


def articles():
    """The articles with each half of their gold as an answer, and that of the other article."""
    documents = list(shipped_gold().documents.values())
    layers = ("mentions", "times", "relations", "events", "quotes")
    halves = [replace(one, **{name: (getattr(one, name) or ())[::2] for name in layers}, text=None) for one in documents]
    return [*zip(documents, halves, strict=True), *zip(documents, reversed(halves), strict=True)]


def submitted(system):
    """The articles with what a system of the board answered."""
    gold, noted = shipped_gold(), Reading()
    return list(paired(gold, read_any([str(ROOT / "leaderboard" / "submissions" / system / "predictions.jsonl")], gold, noted), noted))


def generated(kind):
    """Documents of the generator with answers that err."""
    sides = corpora.pairs(DOCUMENTS, 0, full=kind == "full")
    return [tuple(msgspec.convert(side, Document) for side in pair) for pair in sides]


CASES = {
    "articles": articles,
    **{system: partial(submitted, system) for system in ("rules", "combined")},
    **{kind: partial(generated, kind) for kind in ("flat", "full")},
}


def counted(case):
    """A hash of the exact counts of each metric and its slices."""
    found = {}
    for (metric, slice_), counts in sorted(sums(CASES[case](), METRICS, AXES).items(), key=str):
        found.setdefault(metric, []).append((slice_, str(counts)))
    return {metric: hashlib.sha256(str(rows).encode()).hexdigest()[:12] for metric, rows in found.items()}


@pytest.mark.parametrize("case", CASES)
def test_the_same_counts(case):
    assert counted(case) == json.loads(HASHES.read_text())[case]


if __name__ == "__main__":
    HASHES.write_text(json.dumps({case: counted(case) for case in CASES}, indent=1) + "\n")
    sys.stderr.write(f"wrote {HASHES}\n")
