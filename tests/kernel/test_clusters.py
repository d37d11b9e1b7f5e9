"""Cluster metrics: a user's own count, slices by type and by document, tables made once."""

from dateline.document import Document, Mention
from dateline.kernel.clusters import TOGETHER, ClusterMetric, Gathered
from dateline.kernel.contingency import Tables, b3
from dateline.kernel.counts import Counts
from dateline.kernel.pair import Memo, Pair
from dateline.kernel.slicing import TOTAL, Slicing
from dateline.metrics.coreference import B3, MUC


class Sizes(B3, frozen=True):
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
    found = list(sums.columns())
    assert {paragraph for paragraph, _, _ in found} <= {""}
    return {name: [list(column) for column in four] for _, name, four in found}


def test_a_user_s_own_numbers_are_counted_for_every_table():
    found = columns(Sizes(), ("type", "document"))
    assert found[""] == [[1], [3], [1], [4]]
    assert found["document=d"] == found[""]
    assert found["type=PER"] == [[1], [2], [1], [2]]
    assert found["type=ORG"] == [[1], [0], [1], [2]]
    assert found["type=GPE"] == [[1], [1], [1], [0]]
    assert columns(Sizes(), (), (PAIR, PAIR)) == {"": [[1, 1], [3, 3], [1, 1], [4, 4]]}
    assert [list(column) for column in Sizes().counts(Tables([]))] == [[], [], [], []]
    assert [list(column) for column in Sizes().counts(Tables([Sizes().table(PAIR)] * 2))] == [[1, 1], [3, 3], [1, 1], [4, 4]]


def test_slices_and_the_whole_are_those_of_the_formula():
    whole = columns(B3(), ())
    assert whole == {"": [list(column) for column in b3(Tables([B3().table(PAIR)]))]}
    assert columns(B3(), ("type",))[""] == whole[""]
    assert columns(B3(), ("type", "document"), ()) == {"": [[], [], [], []]}
    assert set(columns(B3(), ("document",))) == {"", "document=d"}


def test_tables_are_made_once_for_all_metrics_and_read_some_at_a_time():
    made = []
    gathered = Gathered(lambda pair: made.append(pair) or B3().table(pair))
    sums = [gathered.sums(metric.counts) for metric in (B3(), MUC())]
    for _ in range(2 * TOGETHER + 1):
        gathered.add(PAIR)
    assert len(made) == 2 * TOGETHER + 1
    assert len(gathered.held) == 1
    for metric, each in zip((B3(), MUC()), sums, strict=True):
        for _ in range(2):  # asked for again, nothing is read twice
            assert list(each.columns()) == [("", "", [[number] * len(made) for number in metric.count(B3().table(PAIR))])]
    sums[0].clear()
    gathered.add(PAIR)
    assert list(sums[1].columns()) == [("", "", [[number] for number in MUC().count(B3().table(PAIR))])]
    assert ClusterMetric.kinds(B3(), PAIR, PAIR.gold) == {}


def test_mentions_without_a_label_are_a_slice_too_and_singletons_may_be_left_out():
    bare = Document(id="d", mentions=(Mention(start=0, end=2, entity="a"), Mention(start=4, end=6, entity="a", type="PER")))
    found = columns(B3(), ("type",), (Pair.of(bare, bare),))
    assert found["type=none"] == found["type=PER"] == [[1.0], [1], [1.0], [1]]
    alone = B3(singletons=False)
    assert columns(alone, ("type",), (Pair.of(bare, bare),))["type=PER"] == [[0], [0], [0], [0]]
    assert columns(alone, ())[""][3] == [3]  # the singleton of gold is gone
    assert columns(alone, ())[""][1] == [2]


def test_across_documents_there_are_no_slices():
    assert B3(across=True).slicing(("type", "document")) == TOTAL
    assert B3().slicing(("type", "level", "document")) == Slicing(("type", "document"))
    assert not B3().slicing(("type",)).paragraphs


class Known(B3, frozen=True):
    """A user's own, which knows the labels of some mentions alone."""

    def kinds(self, pair, side):
        return {place: {"PER"} for place, label in zip(side.places, side.spans.labels, strict=True) if label == "PER"}


def test_mentions_whose_labels_nobody_knows_are_in_no_slice():
    found = columns(Known(), ("type",))
    assert found[""] == columns(B3(), ())[""]
    assert found.keys() == {"", "type=PER"}
    assert found["type=PER"] == columns(B3(), ("type",))["type=PER"]
