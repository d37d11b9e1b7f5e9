"""Cluster metrics: a user's own count, slices by type and by document, tables made once."""

from dataclasses import dataclass

from dateline.document import Document, Mention
from dateline.kernel.clusters import ClusterMetric, Gathered
from dateline.kernel.contingency import Tables, b3
from dateline.kernel.counts import Counts
from dateline.kernel.pair import Memo, Pair
from dateline.metrics.coreference import B3


@dataclass(frozen=True)
class Sizes(B3):
    """A user's own: how many mentions the clusters have, counted table by table."""

    counts = ClusterMetric.counts

    def count(self, table):
        return Counts(1, sum(table.pred.values()), 1, sum(table.gold.values()))


def document(name, *spans):
    return Document(id=name, mentions=tuple(Mention(start=s, end=s + 2, type=kind, entity=entity) for s, kind, entity in spans))


GOLD = document("d", (0, "PER", "a"), (4, "PER", "a"), (8, "ORG", "a"), (12, "ORG", "b"))
PRED = document("d", (0, "PER", "x"), (4, "PER", "y"), (8, "GPE", "x"))
PAIR = Pair.of(GOLD, PRED)


def columns(metric, axes, pairs=(PAIR,)):
    sums = metric.sums(metric.slicing(axes), Memo())
    for pair in pairs:
        sums.add(pair)
    return {name: [list(column) for column in four] for _, name, four in sums.columns()}


def test_a_user_s_own_numbers_are_counted_for_every_table():
    found = columns(Sizes(), ("type", "document"))
    assert found[""] == [[1], [3], [1], [4]]
    assert found["document=d"] == found[""]
    assert found["type=PER"] == [[1], [2], [1], [2]]
    assert found["type=ORG"] == [[1], [0], [1], [2]]
    assert found["type=GPE"] == [[1], [1], [1], [0]]
    assert columns(Sizes(), (), (PAIR, PAIR)) == {"": [[1, 1], [3, 3], [1, 1], [4, 4]]}
    assert [list(column) for column in Sizes().counts(Tables([]))] == [[], [], [], []]


def test_slices_and_the_whole_are_those_of_the_formula():
    whole = columns(B3(), ())
    assert whole == {"": [list(column) for column in b3(Tables([B3().table(PAIR)]))]}
    assert columns(B3(), ("type",))[""] == whole[""]
    assert columns(B3(), ("type", "document"), ()) == {"": [[], [], [], []]}
    assert set(columns(B3(), ("document",))) == {"", "document=d"}


def test_tables_are_kept_once_for_all_metrics():
    made = []
    gathered = Gathered(lambda pair: made.append(pair) or B3().table(pair))
    gathered.add(PAIR)
    assert gathered.tables is gathered.tables
    assert made == [PAIR]
    assert ClusterMetric.kinds(B3(), PAIR, PAIR.gold) == {}
