"""The same inputs through scorers of the package index: equal to 1e-9, or in DEVIATIONS with the reason."""

import math
import warnings
from itertools import pairwise

import pytest
from deviations import DEVIATIONS
from hypothesis import assume, given
from hypothesis import strategies as st

from dateline.document import Document, Entity, Mention
from dateline.evaluation.count import evaluate, scored
from dateline.metrics import parse

WORDS = 12
TEXT = " ".join("abcdefghijkl")


def close(a, b):
    return math.isclose(a or 0.0, b or 0.0, abs_tol=1e-9)


def document(mentions, entities=()):
    return Document(id="d", text=TEXT, mentions=tuple(mentions), entities=tuple(entities))


def score(name, gold, pred):
    metric = parse(name)
    return scored(evaluate([(gold, pred)], [metric]), metric)


tags = st.lists(st.sampled_from(["O", "O", "PER", "ORG"]), min_size=WORDS, max_size=WORDS)


def bio(labels):
    return [label if label == "O" else ("I-" if before == label else "B-") + label for before, label in pairwise(["O", *labels])]


def spans_of(labels):
    """Maximal runs of one label as (label, first word, last word)."""
    found = []
    for place, (before, label) in enumerate(pairwise(["O", *labels])):
        if label != "O" and label == before:
            found[-1][2] = place
        elif label != "O":
            found.append([label, place, place])
    return found


def named(labels):
    return document([Mention(start=2 * a, end=2 * b + 1, type=label, level="NAM") for label, a, b in spans_of(labels)])


@given(tags, tags)
def test_seqeval_default_and_strict(gold, pred):
    from seqeval.metrics import f1_score, precision_score, recall_score
    from seqeval.scheme import IOB2

    assume(any(tag != "O" for tag in gold + pred))
    ours = score("NER(view=tokens)", named(gold), named(pred))
    strict = score("NER", named(gold), named(pred))
    for mode in ({}, {"mode": "strict", "scheme": IOB2}):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = [f([bio(gold)], [bio(pred)], **mode) for f in (precision_score, recall_score, f1_score)]
        for mine in (ours, strict):
            assert all(close(a, b) for a, b in zip(mine[:3], theirs, strict=True))


@given(tags, tags)
def test_seqevals_averages(gold, pred):
    from seqeval.metrics import f1_score, precision_score, recall_score

    assume(any(tag != "O" for tag in gold))
    for average in ("macro", "weighted"):
        ours = score(f"NER(average={average})", named(gold), named(pred))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = [f([bio(gold)], [bio(pred)], average=average) for f in (precision_score, recall_score, f1_score)]
        assert all(close(a, b) for a, b in zip(ours[:3], theirs, strict=True)), average


@st.composite
def isolated(draw):
    """Two lists of spans in slots of four words, at most one a slot and side: no span overlaps two."""
    sides = ([], [])
    for slot in range(3):
        for side in sides:
            if draw(st.booleans()):
                a = draw(st.integers(0, 3))
                b = draw(st.integers(a, 3))
                side.append((draw(st.sampled_from(["PER", "ORG"])), 4 * slot + a, 4 * slot + b))
    return sides


@given(isolated())
def test_nervaluate_single_documents(sides):
    from nervaluate import Evaluator

    assume(sides[0])
    as_dicts = [[{"label": label, "start": a, "end": b} for label, a, b in side] for side in sides]
    found = Evaluator([as_dicts[0]], [as_dicts[1]], tags=["PER", "ORG"], loader="dict").evaluate()["overall"]
    documents = [document([Mention(start=2 * a, end=2 * b + 1, type=label) for label, a, b in side]) for side in sides]
    for theirs, ours in (("strict", "strict"), ("exact", "exact"), ("partial", "partial"), ("ent_type", "type")):
        mine = score(f"NER(match={ours})", *documents)
        assert close(mine.precision, found[theirs].precision), theirs
        assert close(mine.recall, found[theirs].recall), theirs
        assert close(mine.f1, found[theirs].f1), theirs


def test_nervaluate_loses_half_credits_and_depends_on_order():
    """Why merging documents is ours to check: the figures of DEVIATIONS, seen."""
    from nervaluate import Evaluator

    one = {"label": "PER", "start": 0, "end": 2}
    other = {"label": "PER", "start": 0, "end": 3}
    alone = Evaluator([[one]], [[other]], tags=["PER"], loader="dict").evaluate()["overall"]["partial"]
    assert alone.f1 == 0.5
    gold = Document(id="a", text=TEXT, mentions=(Mention(start=0, end=3, type="PER"),))
    pred = Document(id="a", mentions=(Mention(start=0, end=5, type="PER"),))
    more = Document(id="b", text=TEXT, mentions=())
    metric = parse("NER(match=partial)")
    assert scored(evaluate([(gold, pred), (more, more)], [metric]), metric).f1 == 0.5


@st.composite
def clusterings(draw):
    """Two partitions of overlapping sets of mentions, with twinless mentions and singletons."""
    sides = []
    for _ in range(2):
        items = sorted(draw(st.sets(st.integers(0, 11), min_size=1, max_size=9)))
        groups = [draw(st.integers(0, 3)) for _ in items]
        sides.append([{i for i, g in zip(items, groups, strict=True) if g == k} for k in sorted(set(groups))])
    return sides


def clustered(clusters):
    """Mentions nest: mention i covers words i to i+1."""
    found = [
        Mention(start=2 * i, end=min(len(TEXT), 2 * i + 3), entity=f"e{k}") for k, cluster in enumerate(clusters) for i in sorted(cluster)
    ]
    return document(found, [Entity(id=f"e{k}") for k in range(len(clusters))])


@given(clusterings())
def test_scorch_on_coreference(sides):
    from scorch import scores as scorch

    gold, pred = sides
    documents = clustered(gold), clustered(pred)
    for name, function in (("B3", scorch.b_cubed), ("CEAFm", scorch.ceaf_m), ("CEAFe", scorch.ceaf_e), ("MUC", scorch.muc)):
        linked = all(any(len(cluster) > 1 for cluster in side) for side in sides)
        if name == "MUC" and not linked:
            continue
        if not set().union(*gold) & set().union(*pred):
            assert close(score(name, *documents).f1, 0.0)
            continue
        recall, precision, f1 = function(gold, pred)
        mine = score(name, *documents)
        assert close(mine.recall, recall), name
        assert close(mine.precision, precision), name
        assert close(mine.f1, f1), name


@given(clusterings())
def test_scorch_on_blanc_where_both_sides_have_both_classes(sides):
    pytest.importorskip("numpy", minversion="2")  # scorch says np.bool
    from scorch import scores as scorch

    assume(all(len(side) > 1 and any(len(cluster) > 1 for cluster in side) for side in sides))
    recall, precision, f1 = scorch.blanc(*sides)
    for convention in "AB":
        mine = score(f"BLANC(convention={convention})", *map(clustered, sides))
        assert close(mine.f1, f1)
        assert close(mine.recall, recall)
        assert close(mine.precision, precision)


@given(
    st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=7), min_size=1, max_size=7).filter(lambda w: len({len(r) for r in w}) == 1)
)
def test_the_assignment_is_scipys(weights):
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    from dateline.kernel.matching import hungarian

    rows, columns = linear_sum_assignment(np.array(weights), maximize=True)
    assert sum(weights[i][j] for i, j in hungarian(weights)) == np.array(weights)[rows, columns].sum()


def test_a_large_component_by_scipy_has_the_same_credit_as_ours():
    import random

    from dateline.kernel import matching

    draw = random.Random(3)
    edges = [matching.Edge(g, p, draw.choice((0.5, 1.0, 0.25))) for g in range(45) for p in range(45) if draw.random() < 0.2]
    large = sum(e.credit for e in matching.assign(edges))
    kept, matching.LARGE = matching.LARGE, 1000
    try:
        assert sum(e.credit for e in matching.assign(edges)) == large
    finally:
        matching.LARGE = kept


@given(
    st.sampled_from(
        [
            "2020",
            "2020-05",
            "2020-02-29",
            "2019-02",
            "2020-21",
            "2020-22",
            "2020-23",
            "2020/2021",
            "2020-05-03/2020-06",
            "202X",
            "2020-05~",
            "1999?",
        ]
    )
)
def test_edtf_is_the_packages(text):
    import datetime as dt

    from edtf import parse_edtf

    from dateline.document.edtf import parse as ours

    theirs = parse_edtf(text)
    low, high = (dt.date(*t[:3]).toordinal() for t in (theirs.lower_strict(), theirs.upper_strict()))
    assert ours(text) == (low, high)


@pytest.mark.parametrize("reason", DEVIATIONS.values(), ids=list(DEVIATIONS))
def test_every_deviation_has_a_reason(reason):
    assert len(reason) > 30
