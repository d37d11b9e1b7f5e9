"""DESIGN's laws, over every metric that the folders hold."""

import math
import random
from itertools import starmap

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline import metrics as naming
from dateline.document import Document, Entity, Event, Mention, Relation
from dateline.document.parts import changed, with_items
from dateline.evaluation.count import Rows, close, count, evaluate, scored
from dateline.evaluation.plan import plan
from dateline.kernel.clusters import ClusterMetric
from dateline.kernel.counts import Score
from dateline.kernel.items import ItemMetric
from dateline.kernel.metric import Composite
from dateline.kernel.pair import Pair
from dateline.metrics.events import EventCoref
from dateline.metrics.relations import Evidence, Rel
from dateline.metrics.whole import Dateline
from tests.laws.conftest import METRICS, SPANS_ONLY, scores
from tests.strategies import corpora, documents, pairs, shuffled, spans, without_copies

TINY = 1e-12


def close_to(a, b):
    """Equal to 1e-12, `None` to itself."""
    return (a is None) == (b is None) and (a is None or math.isclose(a, b, abs_tol=TINY))


@given(documents(inline=False).map(without_copies))
def test_gold_against_gold_is_one_or_none(document):
    for metric, score in scores([(document, document)], METRICS).items():
        assert score.f1 in {1.0, None}, metric
        assert score.precision in {1.0, None}, metric
        assert score.recall in {1.0, None}, metric


@given(documents(inline=False).map(without_copies))
def test_a_slice_is_whole_where_the_whole_is(document):
    """Also where the prediction states no attribute that slices are by."""
    silent = replace(document, mentions=tuple(replace(m, level=None) for m in document.mentions))
    axes = ("type", "level", "kind", "realis", "qid")
    for pred in (document, silent):
        result = evaluate([(document, pred)], ITEM_METRICS, axes)
        for metric in ITEM_METRICS:
            if scored(result, metric).f1 == 1:
                found = {slice_: scored(result, replace(metric, at=slice_)).f1 for slice_ in result.tally.slices(str(metric))}
                assert set(found.values()) <= {1.0, None}, (metric, found)


ATTRIBUTES = {  # what each layer's items can state, and a value that no gold item has
    "events": {"realis": "GENERIC", "polarity": "NEGATIVE", "date": "1066"},
    "times": {"value": "1066", "type": "SET"},  # an `edtf` that is left out is the value's
    "mentions": {"type": "WORK", "qid": "Q99"},
    "quotes": {"kind": "indirect", "cue": (0, 1)},
}


@given(documents(inline=False).map(without_copies), st.data())
def test_what_is_left_out_never_scores_above_what_is_stated_wrongly(gold, data):
    """Gold that states an attribute everywhere, against itself with the attribute wrong everywhere, and without it.

    What has no date is no dated item, so leaving dates out may raise precision, as leaving any item out may; recall it may not.
    """
    layer = data.draw(st.sampled_from(sorted(ATTRIBUTES)))
    name, wrong = data.draw(st.sampled_from(sorted(ATTRIBUTES[layer].items())))
    right = {"realis": "ACTUAL", "polarity": "POSITIVE", "date": "2020", "value": "2020", "edtf": "2020", "type": "DATE", "qid": "Q1"}
    right |= {"kind": "direct", "cue": (1, 2)} | ({"type": "ORG"} if layer == "mentions" else {})
    plain = replace(gold, entities=tuple(replace(e, type=None, qid=None) for e in gold.entities))
    stated, falsely, silent = (
        replace(plain, **{layer: tuple(replace(item, **{name: value}) for item in getattr(plain, layer))})
        for value in (right[name], wrong, None)
    )
    said, kept = scores([(stated, falsely)]), scores([(stated, silent)])
    for metric, score in kept.items():
        other = said[metric]
        assert (score.recall or 0.0) <= (other.recall or 0.0) + TINY, (metric, layer, name)
        if score.counts and other.counts and score.counts.predicted == other.counts.predicted:
            assert (score.f1 or 0.0) <= (other.f1 or 0.0) + TINY, (metric, layer, name)


def test_names_parse_back():
    for metric in METRICS:
        assert naming.parse(str(metric)) == metric
        assert naming.parse(metric.spell(full=True)) == metric
        if "type" in metric.axes and not metric.across:
            assert naming.parse(f"{metric}@PER") == replace_at(metric)
        else:
            with pytest.raises(ValueError, match="no slice"):
                naming.parse(f"{metric}@PER")
        if isinstance(metric, ItemMetric):
            assert naming.parse(str(replace(metric, average="macro"))) == replace(metric, average="macro")


def replace_at(metric):
    return replace(metric, at="type=PER")


@given(corpora())
def test_scores_lie_between_0_and_1(found):
    for metric, score in scores(found).items():
        assert all(value is None or 0 <= value <= 1 + TINY for value in score[:3]), metric


@given(corpora(), st.integers(0, 999))
def test_order_and_ids_change_nothing(found, seed):
    other = [(shuffled(gold, seed), shuffled(pred, seed + 1)) for gold, pred in found]
    random.Random(seed).shuffle(other)
    assert scores(found) == scores(other)


def nameless(word):
    """Two entities that nothing tells but their ids, and a relation between them, and triggers told apart by their referents."""
    both = (Entity(id=f"{word}0"), Entity(id=f"{word}1", members=(f"{word}0",)))
    relation = Relation(id="r", head=f"{word}0", type="head_of_state", tail=f"{word}1", evidence=((0, 3),))
    events = tuple(Event(id=f"v{n}", start=0, end=3, type="Contact.Meet", referent=name) for n, name in enumerate((None, "h", None)))
    return Document(id="d", text="Kim Kim", entities=both, relations=(relation,), events=events)


def test_ids_that_two_sides_have_by_chance_match_nothing():
    same, other = scores([(nameless("e"), nameless("e"))]), scores([(nameless("e"), nameless("x"))])
    assert same == other
    for metric in (Rel(), Rel(match="strict"), Rel(match="boundary"), Evidence()):
        assert same[metric].f1 == 0


def test_events_of_one_trigger_are_told_apart_in_any_order():
    gold = nameless("e")
    found = scores([(gold, gold), (replace(gold, id="e"), replace(gold, id="e"))])
    turned = [(replace(gold, id=name), replace(gold, id=name, events=gold.events[::-1])) for name in ("e", "d")]
    assert found == scores(turned)
    assert found[EventCoref(across=True)].f1 == 1


def moved(document, by):
    """The document with its text and all its offsets shifted."""
    if document is None:
        return None

    def shift(span):
        return span[0] + by, span[1] + by

    return replace(with_items(document, lambda item: changed(item, shift)), text="z" * (by - 1) + " " + document.text)


@given(pairs(), st.integers(1, 9))
def test_a_common_shift_changes_nothing(found, by):
    gold, pred = found
    assert scores([(gold, pred)]) == scores([(moved(gold, by), moved(pred, by))])


@given(corpora(4), st.integers(0, 99))
def test_any_sharding_gives_the_identical_table(found, seed):
    draw = random.Random(seed)
    todo = plan(SPANS_ONLY, ("type", "level"), paragraphs=True)
    whole = count(starmap(Pair.of, found), todo, keep=True)
    close(whole, todo.names, keep=True)
    shards = [[], [], []]
    for pair in found:
        draw.choice(shards).append(pair)
    merged = count(starmap(Pair.of, shards[0]), todo, keep=True)
    merged.merge(count(starmap(Pair.of, shards[1]), todo, keep=True))
    merged.merge(count(starmap(Pair.of, shards[2]), todo, keep=True))
    close(merged, todo.names, keep=True)
    assert sorted(whole.rows) == sorted(merged.rows)
    assert {key: whole.tally.counts(*key) for key in whole.tally.sums} == {key: merged.tally.counts(*key) for key in merged.tally.sums}


def swaps(metric):
    """Whether swapping sides swaps P and R: not where gold's coreference, links or levels decide, or what gold asks."""
    if isinstance(metric, Dateline) or (type(metric).__name__ == "BLANC" and metric.convention == "A"):
        return False
    if type(metric).__name__ == "NER":
        return metric.level == "any"
    if type(metric).__name__ == "Rel":
        return metric.match != "entity"
    if type(metric).__name__ == "Arg":
        return not metric.resolve
    if type(metric).__name__ == "Quote":
        return metric.match != "joint"
    if type(metric).__name__ == "Speaker":
        return metric.match == "mention"
    return type(metric).__name__ not in {"Link", "LinkCEAF", "Evidence", "Claim", "Ign"}


@given(pairs())
def test_swapping_sides_swaps_precision_and_recall(found):
    gold, pred = found
    assume(pred is not None)
    pred = replace(pred, text=gold.text, dct=gold.dct)
    metrics = [m for m in SPANS_ONLY if swaps(m)]
    there, back = scores([(gold, pred)], metrics), scores([(pred, gold)], metrics)
    from dateline.document import answered

    same = answered(gold) & answered(pred)
    for metric in metrics:
        if metric.layer in same:
            assert close_to(there[metric].precision, back[metric].recall), metric
            assert close_to(there[metric].recall, back[metric].precision), metric
            assert close_to(there[metric].f1, back[metric].f1), metric


ITEM_METRICS = [m for m in SPANS_ONLY if isinstance(m, ItemMetric)]
LAWFUL_ITEMS = [m for m in ITEM_METRICS if not (type(m).__name__ == "NER" and m.level != "any")]


@given(pairs())
def test_slices_and_paragraphs_add_up_to_the_total(found):
    gold, pred = found
    pair = Pair.of(gold, pred)
    for metric in [metric for metric in ITEM_METRICS if metric.layer in pair.gold.answered]:
        total = dict.fromkeys(range(4), 0.0)
        rows = Rows(plan([metric], paragraphs=True)).of(pair)
        for row in rows:
            if row.slice.startswith("type="):
                total = {i: total[i] + row.counts[i] for i in range(4)}
        whole = next(row.counts for row in Rows(plan([metric])).of(pair) if not row.slice)
        assert all(math.isclose(total[i], whole[i], abs_tol=1e-9) for i in range(4)), metric


def grown(document, layer, extra):
    """The document with more items in a layer."""
    return replace(document, **{layer: (*(getattr(document, layer) or ()), *extra)})


LAYER_OF = {
    "entities": "mentions",
    "linking": "mentions",
    "relations": "relations",
    "times": "times",
    "events": "events",
    "claims": "events",
    "quotes": "quotes",
}


@given(pairs(), st.data())
def test_a_second_copy_never_raises(found, data):
    gold, pred = found
    assume(pred is not None)
    layer = data.draw(st.sampled_from(("mentions", "times", "relations", "events", "quotes")))
    items = getattr(pred, layer) or ()
    assume(items)
    item = data.draw(st.sampled_from(items))
    more = grown(pred, layer, [replace(item, id="copy")])
    before, after = scores([(gold, pred)], LAWFUL_ITEMS), scores([(gold, more)], LAWFUL_ITEMS)
    for metric in LAWFUL_ITEMS:
        if LAYER_OF[metric.layer] == layer:
            for a, b in zip(before[metric][:3], after[metric][:3], strict=True):
                assert a is None or b is None or b <= a + TINY, metric


@given(pairs(), st.data())
def test_an_exact_copy_of_a_missed_gold_item_never_lowers_recall(found, data):
    gold, pred = found
    pred = pred or Document(id=gold.id)
    layer = data.draw(st.sampled_from(("mentions", "times", "quotes")))
    items = getattr(gold, layer) or ()
    assume(items)
    item = data.draw(st.sampled_from(items))
    taken = {(m.fragments or (m.start, m.end)) for m in pred.mentions or ()}
    assume(layer != "mentions" or (item.fragments or (item.start, item.end)) not in taken)
    changes = {"id": "copy"}
    if layer == "mentions":
        from dateline.document.index import Side

        side = Side(gold)
        changes |= {"entity": None, "type": side.label(item) or None, "qid": side.qid(item)}
    if layer == "quotes":
        changes |= {"speaker": None, "addressee": None, "via": None}
        assume(item.speaker is None)
    more = grown(pred, layer, [replace(item, **changes)])
    before, after = scores([(gold, pred)], LAWFUL_ITEMS), scores([(gold, more)], LAWFUL_ITEMS)
    for metric in LAWFUL_ITEMS:
        if LAYER_OF[metric.layer] == layer and metric.layer != "linking":
            a, b = before[metric].recall, after[metric].recall
            assert a is None or (b is not None and b >= a - TINY), metric


@given(pairs(), st.data())
def test_a_worthless_item_never_raises_precision(found, data):
    gold, pred = found
    pred = pred or Document(id=gold.id)
    text = gold.text + " zz"
    place = (len(text) - 2, len(text))
    gold, pred = replace(gold, text=text), replace(pred, text=None)
    layer = data.draw(st.sampled_from(("mentions", "times", "quotes")))
    from dateline.document import Quote, Time

    item = {
        "mentions": Mention(id="new", start=place[0], end=place[1], type="PER", qid="Q1"),
        "times": Time(id="new", start=place[0], end=place[1], type="DATE", value="2020"),
        "quotes": Quote(id="new", spans=(place,), kind="direct", cue=place),
    }[layer]
    before, after = scores([(gold, pred)], LAWFUL_ITEMS), scores([(gold, grown(pred, layer, [item]))], LAWFUL_ITEMS)
    for metric in LAWFUL_ITEMS:
        if LAYER_OF[metric.layer] == layer:
            a, b = before[metric].precision, after[metric].precision
            assert a is None or b is None or b <= a + TINY, metric


CLUSTER_METRICS = [m for m in METRICS if isinstance(m, ClusterMetric) and m.layer == "coreference" and type(m).__name__ != "Links"]
FREE = [m for m in CLUSTER_METRICS if m.singletons] + [
    m for m in METRICS if type(m).__name__ == "BLANC" and m.convention == "B" and m.singletons
]


@given(pairs(), st.data())
def test_a_twinless_mention_never_raises_precision(found, data):
    gold, pred = found
    assume(pred is not None and any(m.entity for m in pred.mentions) and any(m.entity for m in gold.mentions))
    gold = replace(gold, text=gold.text + " zz")
    names = sorted({m.entity for m in pred.mentions if m.entity})
    where = data.draw(st.sampled_from([*names, "alone"]))
    extra = Mention(id="new", start=len(gold.text) - 2, end=len(gold.text), entity=where)
    before, after = scores([(gold, pred)], FREE), scores([(gold, grown(pred, "mentions", [extra]))], FREE)
    for metric in FREE:
        a, b = before[metric].precision, after[metric].precision
        assert a is None or b is None or b <= a + TINY, metric


@given(pairs(), st.data())
def test_a_second_copy_in_its_own_cluster_changes_nothing(found, data):
    gold, pred = found
    assume(pred is not None and pred.mentions)
    item = data.draw(st.sampled_from(pred.mentions))
    assume(item.entity is not None)
    more = grown(pred, "mentions", [replace(item, id="copy")])
    metrics = [*CLUSTER_METRICS, *(m for m in METRICS if m.layer == "coreference" and isinstance(m, Composite))]
    assert scores([(gold, pred)], metrics) == scores([(gold, more)], metrics)


@given(documents(inline=False), st.data())
def test_a_gold_mention_into_a_pure_cluster_never_lowers_recall(gold, data):
    clusters = {}
    for m in gold.mentions:
        if m.entity and m.type != "TITLE":
            clusters.setdefault(m.entity, []).append(m)
    big = [members for members in clusters.values() if len(members) > 1]
    assume(big)
    from dateline.document.index import Side

    members = data.draw(st.sampled_from(big))
    item = data.draw(st.sampled_from(members))
    assume(Side(gold).label(item) != "TITLE")
    twins = [m for m in gold.mentions if (m.fragments or (m.start, m.end)) == (item.fragments or (item.start, item.end))]
    rest = tuple(m for m in gold.mentions if m not in twins)
    assume(any(m.entity == item.entity for m in rest))
    less = replace(gold, mentions=rest, relations=(), events=(), quotes=())
    more = grown(less, "mentions", [item])
    before, after = scores([(gold, less)], FREE), scores([(gold, more)], FREE)
    for metric in FREE:
        a, b = before[metric].recall, after[metric].recall
        assert a is None or b is None or b >= a - TINY, metric


@pytest.mark.parametrize("name", ["NER", "B3", "CoNLL", "Dateline"])
def test_an_empty_corpus_is_undefined(name):
    assert scores([], [naming.parse(name)]) == {
        naming.parse(name): Score(None, None, None, *([(0.0, 0.0, 0.0, 0.0)] if name in {"NER", "B3"} else []))
    }


@given(documents(), st.data())
def test_spans_of_the_strategies_lie_in_the_text(document, data):
    start, end = data.draw(spans(document.text))
    assert 0 <= start < end <= len(document.text)
