"""A user's own metric has its own numbers."""

import msgspec
import pytest

from dateline import metrics as naming
from dateline.document import Document, Mention
from dateline.evaluation.count import count
from dateline.evaluation.plan import plan
from dateline.kernel.clusters import ClusterMetric
from dateline.kernel.counts import Counts
from dateline.kernel.items import ItemMetric
from dateline.kernel.pair import Pair
from speed import corpora as corpora_of_speed
from tests.laws.conftest import TEXT, sums


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
