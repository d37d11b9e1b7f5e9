"""Degenerate systems, error sums, the cascade, and bit-identical output."""

import json
import math
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from msgspec.structs import replace

from dateline import api
from dateline.analysis.cascade import cascade
from dateline.analysis.errors import MISSED, SPURIOUS, errors
from dateline.baselines.rules import extract
from dateline.formats import native
from dateline.kernel.items import ItemMetric
from dateline.kernel.pair import Pair
from dateline.metrics import every, headlines
from tests import degenerate
from tests.strategies import pairs
from tests.test_laws import shuffled

ROOT = Path(__file__).parent.parent
ITEM_METRICS = [
    m for m in every() if isinstance(m, ItemMetric) and getattr(m, "view", "spans") == "spans" and getattr(m, "clustered", "no") == "no"
]
WHOLE = [*map(str, headlines().values()), "Dateline"]


@pytest.fixture(scope="module")
def found():
    return degenerate.scores()


SAME_AS_GOLD = {
    "gold": set(WHOLE),
    "gold twice over": {"CoNLL", "Rel", "Arg"},  # sets of spans, and of resolved triples and arguments: a copy is the same item
    "gold, types shuffled": {"CoNLL", "Link", "Quote(match=joint)"},  # these layers hold no types: it is gold for them
}


def test_none_but_gold_scores_one(found):
    for name, values in found.items():
        assert {metric for metric in WHOLE if values[metric] == 1.0} == SAME_AS_GOLD.get(name, set()), name


def test_no_system_made_without_gold_beats_rules(found):
    for name in ("empty", "everything as one span", "every token"):
        for metric in WHOLE:
            assert (found[name][metric] or 0.0) <= (found["rules"][metric] or 0.0), (name, metric)


def test_the_table_is_in_the_docs():
    assert (ROOT / "benchmark" / "docs" / "degenerate.md").read_text("utf-8") == degenerate.table(), "run: python benchmark/docs/make.py"


@given(pairs())
def test_errors_add_up_exactly(sides):
    pair = Pair.of(*sides)
    for metric in ITEM_METRICS:
        matching = metric.matching(pair)
        credit = math.fsum(edge.credit for edge in matching.pairs)
        kinds = errors(pair, metric)
        missed = sum(e.weight for e in kinds if e.kind == MISSED)
        spurious = sum(e.weight for e in kinds if e.kind == SPURIOUS)
        wrong = math.fsum(e.weight for e in kinds if e.kind not in {MISSED, SPURIOUS})
        gold = len(matching.gold) + len(matching.gold_copies)
        predicted = len(matching.pred) + len(matching.pred_copies)
        assert missed + wrong == pytest.approx(gold - credit, abs=1e-9), metric
        assert spurious + wrong == pytest.approx(predicted - credit, abs=1e-9), metric


@given(pairs())
def test_the_cascade_adds_up(sides):
    for split in cascade([sides], [m for m in headlines().values() if isinstance(m, ItemMetric)]):
        assert split.missed + split.wrong + split.own == pytest.approx(split.gold - split.credit, abs=1e-9)
        assert split.missed >= 0


def test_a_broader_relation_is_its_own_error():
    from dateline.metrics import parse

    gold = next(d for d in api.gold() if any(r.type == "head_of_state" for r in d.relations))
    broad = replace(
        gold, text=None, relations=tuple(replace(r, type="leader_of") if r.type == "head_of_state" else r for r in gold.relations)
    )
    kinds = [e.kind for e in errors(Pair.of(gold, broad), parse("Rel"))]
    assert kinds
    assert set(kinds) == {"broader relation"}


def test_output_is_bit_identical_whatever_the_order(tmp_path):
    documents = [replace(extract(d.text), id=d.id) for d in api.gold()]
    printed = set()
    for seed in range(4):
        draw = random.Random(seed)
        mixed = [shuffled(d, seed) for d in documents]
        draw.shuffle(mixed)
        path = tmp_path / f"{seed}.jsonl"
        path.write_bytes(native.write(mixed))
        command = [
            sys.executable,
            "-m",
            "dateline",
            "score",
            str(path),
            "--json",
            "-m",
            "BLANC",
            "-m",
            "LEA",
            "-m",
            "Arg",
            "-m",
            "Evidence",
            "-m",
            "Quote(match=overlap)",
        ]
        printed.add(subprocess.run(command, capture_output=True, check=True).stdout)
    assert len(printed) == 1


def test_a_coreference_corpus_without_types_is_scored(tmp_path):
    gold = {"id": "x", "mentions": [{"id": "1", "start": 0, "end": 1, "entity": "a"}, {"id": "2", "start": 2, "end": 3, "entity": "a"}]}
    pred = {"id": "x", "mentions": [{"id": "1", "start": 0, "end": 1, "entity": "p"}, {"id": "2", "start": 2, "end": 3, "entity": "q"}]}
    for name, document in (("g", gold), ("p", pred)):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(document) + "\n")
    asked = [a for m in ("MUC", "B3", "CEAFe", "CEAFm", "BLANC(convention=A)", "LEA") for a in ("-m", m)]
    command = [
        sys.executable,
        "-m",
        "dateline",
        "score",
        "--gold",
        str(tmp_path / "g.jsonl"),
        *asked,
        "--json",
        str(tmp_path / "p.jsonl"),
    ]
    scores = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["scores"]
    assert scores["MUC"]["recall"] == 0.0
    assert scores["MUC"]["precision"] is None
    assert scores["B3"]["precision"] == 1.0
    assert scores["B3"]["recall"] == 0.5
    assert scores["BLANC(convention=A)"]["f1"] == 0.0
