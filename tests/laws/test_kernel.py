"""What is counted quickly is what a matching counts."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline import metrics as naming
from dateline.document import Document, Mention
from dateline.kernel.metric import Composite
from speed import corpora as corpora_of_speed
from tests.laws.conftest import TEXT, bare, sums
from tests.strategies import commons, corpora

METRICS = [metric for metric in naming.every() if getattr(metric, "view", "spans") == "spans" and not isinstance(metric, Composite)]


MAPPED = [naming.parse(f"NER(match={match},labels=conll)") for match in ("strict", "exact", "partial", "type")]


AXES = [("type",), (), ("type", "level", "score")]


def settled_and_matched(found, axes=("type",), metrics=(*METRICS, *MAPPED)):
    """The sums as the package has them, and as empty subclasses have them."""
    return sums(found, metrics, axes), sums(found, [bare(metric) for metric in metrics], axes)


@given(corpora(4), st.booleans(), st.sampled_from(AXES))
def test_a_subclass_that_changes_nothing_counts_the_same(found, empty, axes):
    found = [(gold, None if empty and number % 2 else pred) for number, (gold, pred) in enumerate(found)]
    settled, matched = settled_and_matched(found, axes)
    assert settled == matched


@given(corpora(3))
def test_rows_add_up_to_what_is_counted_at_once(found):
    assert sums(found, METRICS, keep=True) == sums(found, METRICS)


@given(commons(4), st.sampled_from(AXES))
def test_common_documents_count_the_same(found, axes):
    settled, matched = settled_and_matched(found, axes)
    assert settled == matched


def torn(document):
    """The document with its first mention once more under another entity: what only unchecked input holds."""
    first = document.mentions[:1]
    return replace(document, mentions=(*document.mentions, *(Mention(start=m.start, end=m.end, entity="other") for m in first)))


@given(corpora(3), st.sets(st.integers(0, 2)))
def test_a_span_in_two_entities_counts_the_same(found, chosen):
    found = [(gold, torn(pred) if pred and n in chosen else pred) for n, (gold, pred) in enumerate(found)]
    found.append((replace(found[0][0], id="far", mentions=(Mention(start=1 << 70, end=1 << 71, type="PER", entity="x"),)), None))
    settled, matched = settled_and_matched(found)
    assert settled == matched


NAMED = [
    {"id": "k", "start": 0, "end": 3, "type": "PER", "level": "NAM", "entity": "kim"},
    {"id": "b", "start": 8, "end": 12, "type": "ORG", "level": "NAM", "entity": "bank"},
    {"id": "o", "start": 16, "end": 21, "type": "GPE", "level": "NAM", "entity": "osaka"},
    {"id": "i", "start": 23, "end": 25, "type": "ORG", "level": "PRO", "entity": "bank"},
]


REFERENCES = {
    "ids of entities, by the votes of their mentions": (
        {"mentions": NAMED, "relations": [{"head": "bank", "type": "located_in", "tail": "osaka"}]},
        {"mentions": NAMED, "relations": [{"head": "bank", "type": "located_in", "tail": "o"}]},
        1,
    ),
    "an entity whose votes are tied": (
        {"mentions": NAMED, "relations": [{"head": "b", "type": "located_in", "tail": "osaka"}]},
        {
            "mentions": [
                {"start": 0, "end": 3, "type": "ORG", "entity": "x"},
                {"start": 8, "end": 12, "type": "ORG", "entity": "x"},
                NAMED[2],
            ],
            "relations": [{"head": "x", "type": "located_in", "tail": "osaka"}],
        },
        0,
    ),
    "a mention that cuts a word of a gold name": (
        {"mentions": NAMED, "relations": [{"head": "k", "type": "leader_of", "tail": "b"}]},
        {
            "mentions": [NAMED[0], {"id": "x", "start": 8, "end": 11, "type": "ORG", "entity": "y"}],
            "relations": [{"head": "k", "type": "leader_of", "tail": "x"}],
        },
        0,
    ),
    "a mention around a gold name": (
        {"mentions": NAMED, "relations": [{"head": "k", "type": "leader_of", "tail": "b"}]},
        {
            "mentions": [NAMED[0], {"id": "x", "start": 7, "end": 12, "type": "ORG", "entity": "y"}],
            "relations": [{"head": "k", "type": "leader_of", "tail": "x"}],
        },
        0,
    ),
    "a symmetric relation, and an inverse name": (
        {
            "mentions": NAMED,
            "relations": [{"head": "k", "type": "met_with", "tail": "b"}, {"head": "b", "type": "led_by", "tail": "k"}],
        },
        {
            "mentions": NAMED,
            "relations": [{"head": "i", "type": "met_with", "tail": "k"}, {"head": "k", "type": "leader_of", "tail": "i"}],
        },
        2,
    ),
}


@pytest.mark.parametrize("case", REFERENCES)
def test_references_that_are_settled_at_once(case):
    *sides, right = REFERENCES[case]
    gold, pred = (msgspec.convert({"id": "d", "text": TEXT, **side}, Document) for side in sides)
    found = [(gold, pred)]
    settled, matched = settled_and_matched(found)
    assert settled == matched
    assert settled["Rel", ""].right_gold == right


def test_the_generated_corpora_count_the_same():
    for full in (False, True):
        found = [tuple(msgspec.convert(side, Document) for side in pair) for pair in corpora_of_speed.pairs(20, 1, full=full)]
        settled, matched = settled_and_matched(found)
        assert settled == matched


CLASHES = {
    "an entity that only mentions name, called as another mention": (
        {
            "mentions": [
                {"id": "m1", "start": 0, "end": 3, "type": "PER", "entity": "m2"},
                {"id": "m2", "start": 8, "end": 12, "type": "ORG", "entity": "x"},
                {"id": "m3", "start": 16, "end": 21, "type": "GPE", "entity": "t1"},
            ],
            "times": [{"id": "t1", "start": 4, "end": 7}],
            "relations": [{"head": "m2", "type": "based_in", "tail": "m3"}],
            "events": [{"start": 4, "end": 7, "type": "Contact.Meet", "arguments": [{"role": "Time", "filler": "t1"}]}],
        },
        {
            "mentions": [
                {"id": "k2", "start": 8, "end": 12, "type": "ORG", "entity": "B"},
                {"id": "k3", "start": 16, "end": 21, "type": "GPE", "entity": "C"},
            ],
            "times": [{"id": "t", "start": 4, "end": 7}],
            "relations": [{"head": "k2", "type": "based_in", "tail": "k3"}],
            "events": [{"start": 4, "end": 7, "type": "Contact.Meet", "arguments": [{"role": "Time", "filler": "t"}]}],
        },
    ),
    "an entity without a name": (
        {"mentions": [{"start": 0, "end": 3}], "entities": [{"id": "", "type": "PER", "qid": "Q1"}]},
        {"mentions": [{"start": 0, "end": 3, "type": "PER", "qid": "Q1"}]},
    ),
    "no label, and a label called none": (
        {"events": [{"start": 4, "end": 7, "type": "none", "date": "2020-05"}, {"start": 0, "end": 3, "date": "2020"}]},
        {"events": [{"start": 4, "end": 7, "type": "none", "date": "2020"}, {"start": 0, "end": 3, "date": "2020-05"}]},
    ),
    "quotes of which the one that agrees in kind would leave another alone": (
        {"quotes": [{"spans": [[8, 15]], "kind": "direct"}, {"spans": [[23, 30]]}]},
        {"quotes": [{"spans": [[8, 12]]}, {"spans": [[8, 30]], "kind": "direct"}]},
    ),
    "a head far outside": (
        {"mentions": [{"start": 0, "end": 3, "type": "PER", "head": [0, 1 << 70]}]},
        {"mentions": [{"start": 0, "end": 3, "type": "PER"}]},
    ),
}


@pytest.mark.parametrize("case", CLASHES)
def test_what_an_attacker_found_apart(case):
    gold, pred = (msgspec.convert({"id": "d", **side}, Document) for side in CLASHES[case])
    settled, matched = settled_and_matched([(replace(gold, text=TEXT), pred)])
    assert settled == matched
