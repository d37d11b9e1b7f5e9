"""Errors and the cascade add up."""

import math

import pytest
from hypothesis import given
from msgspec.structs import replace

from dateline import api
from dateline.analysis.cascade import cascade
from dateline.analysis.errors import MISSED, SPURIOUS, errors
from dateline.document import Document, Entity, Mention, Relation
from dateline.kernel.items import ItemMetric
from dateline.kernel.pair import Pair
from dateline.metrics import every, headlines
from tests.strategies import pairs

ITEM_METRICS = [m for m in every() if isinstance(m, ItemMetric) and getattr(m, "view", "spans") == "spans"]


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
        assert split.wrong >= 0


def test_right_answers_lose_nothing_to_the_layers_before():
    """Gold's relations, events and quotes name entities, whose clusters are substituted."""
    metrics = [m for m in headlines().values() if isinstance(m, ItemMetric)]
    for split in cascade([(document, document) for document in api.gold()], metrics):
        assert split[1:] == (split.gold, split.gold, 0, 0, 0), split.metric


def test_who_refers_to_an_entity_whose_mentions_are_mended_refers_to_the_mended_one():
    """Most of what a cluster holds is wrong, so that it means nobody until its clusters are mended."""
    text = "Kim of Ola met Kim on a day of May."
    relation = (Relation(type="citizen_of", head="k", tail="o"),)

    def document(*wrong):
        places = ((0, 3, "k"), (7, 10, "o"), (15, 18, "k"), *wrong)
        mentions = tuple(Mention(start=start, end=end, type="PER", entity=name) for start, end, name in places)
        return Document(id="d", text=text, mentions=mentions, entities=(Entity(id="k"), Entity(id="o")), relations=relation)

    gold, pred = document(), document((11, 14, "k"), (24, 27, "k"), (31, 34, "k"))
    (split,) = cascade([(gold, pred)], [headlines()["relations"]])
    assert split[1:] == (1, 0, 0, 1, 0)


def test_a_broader_relation_is_its_own_error():
    from dateline.metrics import parse

    gold = next(d for d in api.gold() if any(r.type == "head_of_state" for r in d.relations))
    broad = replace(
        gold, text=None, relations=tuple(replace(r, type="leader_of") if r.type == "head_of_state" else r for r in gold.relations)
    )
    kinds = [e.kind for e in errors(Pair.of(gold, broad), parse("Rel"))]
    assert kinds
    assert set(kinds) == {"broader relation"}


@pytest.mark.parametrize("name", ["NER", "NER@PER", "NER@GPE", "NER(average=macro)", "NER(average=weighted)", "NER@level=NOM"])
def test_what_an_error_costs_is_what_its_repair_gains(name):
    """Each mention of the rules that is wrong, put right alone."""
    gold = {document.id: document for document in api.gold()}
    pred = {document.id: document for document in api.run("rules")}
    before = api.score(list(pred.values()), metrics=[name])
    assert before.errors
    for error in before.errors:
        own = pred[error.document]
        kept = [m for m in own.mentions if not (error.predicted and ((m.start, m.end),) == error.predicted.spans)]
        right = [m for m in gold[error.document].mentions if error.gold and ((m.start, m.end),) == error.gold.spans]
        repaired = replace(
            own,
            mentions=(*kept, *(replace(m, entity=None, type=error.gold.label) for m in right)),
            entities=(),
            relations=None,
            events=None,
            quotes=None,
        )
        after = api.score([*(document for document in pred.values() if document is not own), repaired], metrics=[name])
        assert after[name].f1 - before[name].f1 == pytest.approx(error.gain, abs=1e-12), error


@pytest.mark.parametrize("at", ["PER", "GPE", "level=NAM", "document=001_431afd2a78419558"])
def test_errors_of_a_slice_add_up_to_its_counts(at):
    report = api.score(api.run("rules"), metrics=[f"NER@{at}"])
    (metric,) = report.errors.prices
    lost = sum(error.mending[next(iter(error.mending))].right_gold for error in report.errors)
    counts = report[metric].counts
    assert lost == counts.gold - counts.right_gold > 0


def test_a_slice_beside_its_whole_lists_no_error_twice():
    whole = api.score(api.run("rules"), metrics=["NER"]).errors
    assert api.score(api.run("rules"), metrics=["NER", "NER@PER"]).errors.found == whole.found
