"""What is counted without a matching is what a matching counts, to the bit, over everything the strategies draw.

A subclass that changes nothing is counted in the plainest way, item by item, as nothing is known of what a user's own class means;
so every metric must agree with an empty subclass of itself, and every overriding subclass has its own numbers.
"""

from dataclasses import fields
from functools import cache
from itertools import starmap

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline import metrics as naming
from dateline.corpus.accept import Noted, accept, fine
from dateline.corpus.check import check
from dateline.corpus.grounding import ungrounded
from dateline.corpus.place import place
from dateline.document import Document, Mention
from dateline.document.index import Side
from dateline.evaluation.count import close, count, plan
from dateline.files import LIMITS
from dateline.kernel.clusters import ClusterMetric
from dateline.kernel.contingency import Contingency, best
from dateline.kernel.counts import Counts
from dateline.kernel.items import ItemMetric
from dateline.kernel.matching import Edge, assign
from dateline.kernel.metric import Composite
from dateline.kernel.pair import Pair
from dateline.metrics import entities
from dateline.metrics.quotes import content_overlap
from tests.speed import corpora as corpora_of_speed
from tests.strategies import corpora, documents

METRICS = [metric for metric in naming.every() if getattr(metric, "view", "spans") == "spans" and not isinstance(metric, Composite)]
MAPPED = [naming.parse(f"NER(match={match},labels=conll)") for match in ("strict", "exact", "partial", "type")]
AXES = [("type",), (), ("type", "level", "score")]


@cache
def bare(metric):
    """The metric under an empty subclass of its class."""
    cls = type(type(metric).__name__, (type(metric),), {})
    return cls(**{field.name: getattr(metric, field.name) for field in fields(metric)})


def sums(found, metrics, axes=("type",), **how):
    """The exact sums of every metric and slice."""
    result = count(starmap(Pair.of, found), plan(metrics, axes), **how)
    close(result)
    return {key: result.tally.counts(*key) for key in result.tally.sums}


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


def common(document, moved):
    """The document as most are: mentions of one piece without head, text or title, quotes of one piece, some items moved by a character."""

    def shifted(number, item):
        by = number in moved and item.end < len(document.text)
        return replace(item, start=item.start + by, end=item.end + by)

    plain = [
        replace(m, head=None, text=None, type="PER" if m.type in {"TITLE", None} else m.type) for m in document.mentions if not m.fragments
    ]
    owner = {}
    mentions = [shifted(number, mention) for number, mention in enumerate(plain)]
    mentions = [replace(m, entity=owner.setdefault((m.start, m.end), m.entity)) for m in mentions]
    known = {m.id for m in mentions} | {m.entity for m in mentions} | {t.id for t in document.times}
    quotes = [replace(q, spans=q.spans[:1], speaker=q.speaker if q.speaker in known else "UNSPECIFIED") for q in document.quotes]
    events = [replace(e, arguments=tuple(a for a in e.arguments if a.filler in known)) for e in document.events]
    return replace(
        document,
        mentions=tuple(mentions),
        times=tuple(shifted(number, time) for number, time in enumerate(document.times)),
        events=tuple(shifted(number, event) for number, event in enumerate(events)),
        relations=tuple(r for r in document.relations if r.head in known and r.tail in known),
        quotes=tuple(quotes),
        entities=tuple(replace(e, members=None) for e in document.entities),
    )


@st.composite
def commons(draw, size):
    """Pairs of common documents: predictions are gold with items moved, or another document about the same text."""
    found = []
    for number in range(size):
        gold = draw(documents(f"d{number}", inline=False))
        pred = gold if draw(st.booleans()) else draw(documents(f"d{number}", text=gold.text, inline=False))
        found.append((common(gold, frozenset()), common(pred, draw(st.frozensets(st.integers(0, 4))))))
    return found


@given(commons(4), st.sampled_from(AXES))
def test_common_documents_count_the_same(found, axes):
    settled, matched = settled_and_matched(found, axes)
    assert settled == matched


@given(*[st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)).map(lambda s: (s[0], s[0] + s[1])), min_size=1, max_size=3)] * 2)
def test_without_a_text_contents_share_characters(a, b):
    left, right = tuple(sorted(a)), tuple(sorted(b))
    sides = [{place for start, end in pieces for place in range(start, end)} for pieces in (left, right)]
    shared = 2 * len(sides[0] & sides[1]) / (len(sides[0]) + len(sides[1]))
    assert content_overlap(None, left, right) == (1.0 if left == right else shared)


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


@given(st.one_of(corpora(4), commons(4)))
def test_fine_documents_need_neither_placing_nor_checking(found):
    for gold, pred in found:
        for document, text, is_gold in ((gold, gold.text, True), (pred, gold.text, False)):
            if document is None or not fine(Side(document), text, LIMITS, gold=is_gold):
                continue
            assert not check(document, text, ("", 0))
            assert place(document, text)[0] == document
            assert not is_gold or not list(ungrounded(document, ("", 0)))
            assert accept(document, text, ("", 0), LIMITS, Noted(), gold=is_gold).side.document is document


@given(documents())
def test_most_documents_are_found_fine(document):
    """The short way is not vacuous: what names nothing but mentions, with no copy, is fine."""
    plain = replace(document, entities=None, relations=None, events=None, quotes=None, times=None)
    first = {(m.start, m.end): m for m in plain.mentions if m.fragments is None and m.aligned is None}
    assert fine(Side(replace(plain, mentions=tuple(first.values()))), plain.text, LIMITS)


@given(commons(2))
def test_a_crowd_earns_what_a_matching_does(found):
    """Ties may fall otherwise, so totals are compared, not slices."""
    modes = [naming.parse(f"NER(match={match})") for match in ("partial", "type")]
    apart = sums(found, modes, ())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entities, "CROWD", 0)
        assert sums(found, modes, ()) == apart


@given(st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 6)), st.integers(1, 9), min_size=1))
def test_similarity_of_clusters_is_that_of_the_best_matching(cells):
    table = Contingency(dict.fromkeys(range(7), 1), dict.fromkeys(range(7), 1), cells)
    found = best(table, list(map(float, cells.values())))
    assert found == sum(edge.credit for edge in assign(Edge(i, j, n) for (i, j), n in cells.items()))


def test_a_layer_that_a_document_does_not_annotate_has_no_row():
    """Else it would be one more document in every mean."""
    whole = Document(id="a", text=TEXT, mentions=(Mention(start=0, end=3, type="PER", entity="x"),), times=())
    bare_ = Document(id="b", text=TEXT, times=())
    rows = count([Pair.of(whole, whole), Pair.of(bare_, bare_)], plan([naming.parse("NER"), naming.parse("B3")]), keep=True).rows
    assert {(row.document, row.metric) for row in rows} == {("a", "NER"), ("a", "B3")}


def doubled(cls):
    """A subclass that counts twice what its parent does."""
    if issubclass(cls, ClusterMetric):
        return type("Doubled", (cls,), {"count": lambda self, table: Counts(*(2 * n for n in cls.count(self, table)))})

    def matching(self, pair):
        found = cls.matching(self, pair)
        return found._replace(gold_copies=found.gold + found.gold_copies, pred_copies=found.pred + found.pred_copies)

    return type("Doubled", (cls,), {"matching": matching})


CLASSES = [cls for cls in naming.classes().values() if issubclass(cls, ItemMetric | ClusterMetric)]


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_a_subclass_of_every_metric_has_its_own_numbers_however_large_the_corpus(cls):
    found = [tuple(msgspec.convert(side, Document) for side in pair) for pair in corpora_of_speed.pairs(250, 1, full=True)]
    assert sum(len(gold.mentions) + len(pred.mentions or ()) for gold, pred in found) > 10_000
    own, parent = doubled(cls)(), cls()
    name, parents = f"Doubled{str(own).partition('Doubled')[2]}", str(parent)
    asked = sums(found, [parent, own])
    assert asked[name, ""].gold == 2 * asked[parents, ""].gold
    assert asked[name, ""].predicted == 2 * asked[parents, ""].predicted
    assert sums(found, [own])[name, ""] == sums(found, [own, parent])[name, ""] == asked[name, ""]


TEXT = "Kim met Bank in Osaka. It said so."
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
    "a mention inside a gold name": (
        {"mentions": NAMED, "relations": [{"head": "k", "type": "leader_of", "tail": "b"}]},
        {
            "mentions": [NAMED[0], {"id": "x", "start": 8, "end": 11, "type": "ORG", "entity": "y"}],
            "relations": [{"head": "k", "type": "leader_of", "tail": "x"}],
        },
        1,
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


def test_a_projection_is_asked_only_about_what_counts():
    gold = Document(id="d", text=TEXT, mentions=(Mention(start=0, end=3, type="PER"), Mention(start=4, end=7, type="FOO", level="NOM")))
    metric = naming.parse("NER(level=NAM,labels=conll)")
    for asked in (metric, bare(metric)):
        assert sums([(gold, gold)], [asked])["NER(level=NAM,labels=conll)", ""] == (1, 1, 1, 1)
