"""Items matched and booked: whole credits, fractions, copies, paragraphs, slices."""

from typing import ClassVar

import pytest

from dateline.document import Document, Mention
from dateline.document.items import Item
from dateline.kernel.counts import Counts
from dateline.kernel.items import Credits, ItemMetric, Settled, by_key, common, distinct, equal_keys, equal_spans, grained
from dateline.kernel.matching import Edge
from dateline.kernel.pair import Memo, Pair
from dateline.kernel.slicing import Slicing
from dateline.metrics.entities import NER

TEXT = "Kim met Lee.\nLee met Kim and Ola."


def item(start, end, label="PER", key=(), source=None):
    return Item(start, end, label, key, ((start, end),), source)


def pair(gold, pred):
    """Mentions from (start, end, type), or with a score."""
    sides = [tuple(Mention(start=m[0], end=m[1], type=m[2], score=m[3] if len(m) > 3 else None) for m in side) for side in (gold, pred)]
    return Pair.of(Document(id="d", text=TEXT, mentions=sides[0]), Document(id="d", mentions=sides[1]))


def booked(metric, pairs, *axes, paragraphs=False):
    """The counts of each paragraph and slice."""
    credit = Credits(metric, metric.slicing(axes, paragraphs=paragraphs))
    for one in pairs:
        credit.add(one)
    return {(paragraph, name): Counts(*map(sum, columns)) for paragraph, name, columns in credit.columns()}


GOLD = [(0, 3, "PER"), (8, 11, "PER"), (13, 16, "ORG"), (21, 24, "PER")]
PRED = [(0, 3, "PER", 0.9), (8, 11, "ORG", 0.45), (13, 16, "ORG"), (13, 16, "ORG"), (29, 32, None, 0.2)]


def test_copies_stand_apart_from_the_first():
    a, b, c = item(0, 3, key=(1,)), item(0, 3, key=(2,)), item(0, 3, "ORG", key=(1,))
    assert distinct([b, a, a, c, a]) == ([c, a, b], [a, a])
    assert distinct([]) == ([], [])
    whole, pieces = item(0, 9), Item(0, 9, "PER", (), ((0, 2), (5, 9)), None)
    assert distinct([whole, pieces]) == ([whole, pieces], [])


def test_of_copies_the_surest_stands_apart():
    sure, unsure, silent = (item(0, 3, source=Mention(start=0, end=3, score=score)) for score in (0.9, 0.4, None))
    for order in ((sure, unsure, silent), (silent, unsure, sure), (unsure, sure, silent)):
        kept, copies = distinct(order)
        assert [one.source.score for one in kept] == [0.9]
        assert {one.source.score for one in copies} == {0.4, None}


def test_equal_keys_earn_one_each_and_the_first_of_several_is_taken():
    gold = [item(0, 1, key=(1,)), item(2, 3, key=(1,)), item(4, 5, key=(2,)), item(6, 7, "ORG", (3,))]
    pred = [item(0, 1, key=(9,)), item(2, 3, key=(1,)), item(4, 5, key=(1,)), item(6, 7, key=(3,))]
    assert equal_keys(gold, pred) == [Edge(0, 1, 1.0, same_label=True)]
    assert equal_keys(gold, gold) == [Edge(0, 0, 1.0, same_label=True), Edge(2, 2, 1.0, same_label=True), Edge(3, 3, 1.0, same_label=True)]


def test_equal_spans_with_or_without_equal_labels():
    gold, pred = [item(0, 3), item(8, 11), item(-2, -2)], [item(0, 3, "ORG"), item(8, 11), item(8, 12), item(-2, -2)]
    right = Edge(1, 1, 1.0, same_label=True, shared=3)
    assert equal_spans(gold, pred, labels=False) == [Edge(0, 0, 1.0, same_label=False, shared=3), right]
    assert equal_spans(gold, pred, labels=True) == [right]
    assert by_key([item(0, 1, key=(1,)), item(2, 3, key=(2,)), item(4, 5, key=(1,))]) == {(1,): [0, 2], (2,): [1]}


def test_what_is_settled_by_keys():
    found = common({1: "PER", 2: "ORG", 3: "PER"}, {2: "ORG", 3: "GPE", 4: "PER"})
    assert sorted(found.numbers[0]) == ["GPE", "ORG", "PER"]
    assert sorted(found.numbers[1]) == ["ORG", "PER", "PER"]
    assert sorted(found.right[0]) == ["GPE", "ORG"]
    assert sorted(found.right[1]) == ["ORG", "PER"]


def test_credits_are_multiples_of_a_grain():
    assert grained(1.0) == 1.0
    assert grained(1 / 3) != 1 / 3
    assert abs(grained(1 / 3) - 1 / 3) < 2**-40
    assert grained(1 / 3) * 2**40 == round(2**40 / 3)


class Plain(NER, frozen=True):
    """A subclass that changes nothing, and so is matched."""


@pytest.mark.parametrize("metric", [NER(), Plain()])
def test_whole_credits_by_type(metric):
    assert booked(metric, [pair(GOLD, PRED)], "type") == {
        ("", ""): Counts(2, 5, 2, 4),
        ("", "type=PER"): Counts(1, 1, 1, 3),
        ("", "type=ORG"): Counts(1, 3, 1, 1),
        ("", "type=none"): Counts(0, 1, 0, 0),
    }
    assert booked(metric, [pair(GOLD, PRED)] * 3) == {("", ""): Counts(6, 15, 6, 12)}
    assert booked(metric, []) == {("", ""): Counts(0, 0, 0, 0)}
    assert booked(metric, [pair([], [])], "type") == {("", ""): Counts(0, 0, 0, 0)}


@pytest.mark.parametrize("metric", [NER(match="exact"), Plain(match="exact")])
def test_a_credit_is_booked_under_each_side_s_own_slice(metric):
    found = booked(metric, [pair(GOLD, PRED)], "type")
    assert found["", ""] == Counts(3, 5, 3, 4)
    assert found["", "type=PER"] == Counts(1, 1, 2, 3)
    assert found["", "type=ORG"] == Counts(2, 3, 1, 1)


def test_a_predicted_item_that_states_nothing_is_booked_under_gold_s():
    found = booked(NER(match="exact"), [pair(GOLD, [(0, 3, None), (21, 24, None), (29, 32, None)])], "type")
    assert found["", "type=PER"] == Counts(2, 2, 2, 3)
    assert found["", "type=none"] == Counts(0, 1, 0, 0)


def test_fractions_are_added_up_for_each_slice():
    found = booked(NER(match="partial"), [pair([(0, 11, "PER"), (13, 16, "ORG")], [(0, 3, "PER"), (13, 16, "ORG")])], "type")
    assert found["", ""][:2] == (1.5, 2)
    assert found["", "type=PER"] == Counts(0.5, 1, 0.5, 1)
    assert found["", "type=ORG"] == Counts(1, 1, 1, 1)
    assert booked(NER(match="partial"), [pair([(0, 11, "PER")], [(0, 3, "PER")])] * 2) == {("", ""): Counts(1, 2, 1, 2)}


def test_a_fraction_too_is_booked_under_each_side_s_own_slice():
    found = booked(NER(match="partial"), [pair([(0, 11, "PER")], [(0, 3, "ORG")])], "type")
    assert found == {
        ("", ""): Counts(0.5, 1, 0.5, 1),
        ("", "type=PER"): Counts(0, 0, 0.5, 1),
        ("", "type=ORG"): Counts(0.5, 1, 0, 0),
    }


@pytest.mark.parametrize("match", ["strict", "partial"])
def test_paragraphs_add_up_to_the_whole(match):
    metric = NER(match=match)
    found = booked(metric, [pair(GOLD, PRED)], "type", paragraphs=True)
    assert found["0", ""].predicted == 2
    assert found["1", ""].predicted == 3
    whole = booked(metric, [pair(GOLD, PRED)], "type")
    for name in ("", "type=PER", "type=ORG"):
        parts = [counts for (_, own), counts in found.items() if own == name]
        assert Counts(*map(sum, zip(*parts, strict=True))) == whole["", name]


def test_at_a_threshold_recall_is_over_all_gold():
    found = booked(NER(), [pair(GOLD, PRED)], "score")
    assert found["", "score=at least 0.0"] == Counts(1, 3, 1, 4)
    assert found["", "score=at least 0.2"] == Counts(1, 3, 1, 4)
    assert found["", "score=at least 0.3"] == Counts(1, 2, 1, 4)
    assert found["", "score=at least 0.5"] == Counts(1, 1, 1, 4)
    assert found["", "score=at least 0.9"] == Counts(1, 1, 1, 4)
    assert found["", "score=at least 1.0"] == Counts(0, 0, 0, 4)


def test_a_copy_in_gold_is_there_at_every_threshold():
    found = booked(NER(), [pair([(0, 3, "PER"), (0, 3, "PER")], [(0, 3, "PER", 0.5), (0, 3, "PER", 0.4)])], "score")
    assert found["", "score=at least 0.0"] == Counts(1, 2, 1, 2)
    assert found["", "score=at least 0.5"] == Counts(1, 1, 1, 2)
    assert found["", "score=at least 0.6"] == Counts(0, 0, 0, 2)


def test_by_document():
    assert booked(NER(), [pair(GOLD, PRED)], "document") == {("", ""): Counts(2, 5, 2, 4), ("", "document=d"): Counts(2, 5, 2, 4)}


class Told(ItemMetric, frozen=True):
    """A metric that needs no matching, and has none."""

    layer: ClassVar[str] = "entities"

    def items(self, pair, side):
        raise NotImplementedError

    edges = items

    def settled(self, pair):
        return Settled((["PER", pair.pred.document.mentions[0].type or ""], ["PER"]), (["PER"], ["PER"]))


class Heir(Told, frozen=True):
    """One that may have other items."""


def test_what_is_settled_is_booked_document_by_document():
    one, other = pair(GOLD, [(0, 3, "ORG")]), pair(GOLD, [(0, 3, None)])
    assert booked(Told(), [one, other]) == {("", ""): Counts(2, 4, 2, 2)}
    both = {("", ""): Counts(2, 4, 2, 2), ("", "type=PER"): Counts(2, 2, 2, 2), ("", "type=ORG"): Counts(0, 2, 0, 0)}
    assert booked(Told(), [one, one], "type") == both
    for metric, own, axes in ((Told(), other, ["type"]), (Told(), one, ["document"]), (Heir(), one, [])):
        with pytest.raises(NotImplementedError):  # a matching is asked for
            booked(metric, [own], *axes)


@pytest.mark.parametrize("metric", [NER(), NER(match="partial"), NER(overlap=0.5)])
@pytest.mark.parametrize("axes", [(), ("type",), ("document",)])
def test_what_begins_anew_has_counted_nothing(metric, axes):
    own = pair(GOLD, [(0, 3, "PER"), (8, 12, "ORG")])
    for sums in (metric.sums(metric.slicing(axes), Memo()), ItemMetric.sums(metric, metric.slicing(axes), Memo())):
        sums.add(own)
        once = sorted(sums.columns())
        assert {paragraph for paragraph, *_ in once} == {""}
        sums.clear()
        sums.add(own)
        assert sorted(sums.columns()) == once
        sums.add(own)
        assert sorted(sums.columns()) != once


def test_a_matching_has_the_pairs_and_the_copies():
    found = NER().matching(pair(GOLD, PRED))
    assert [(edge.gold, edge.pred) for edge in found.pairs] == [(0, 0), (2, 2)]
    assert len(found.pred_copies) == 1
    assert found.gold_copies == []
    assert NER().matching(pair(GOLD, [])).pairs == []


def test_what_is_wrong_between_two_leftover_items():
    metric = NER()
    one = pair(GOLD, PRED)
    assert metric.wrong(one, item(0, 3), item(0, 3, "ORG")) == "type"
    assert metric.wrong(one, item(0, 3), item(0, 3)) == "wrong"
    assert metric.wrong(one, item(0, 3), item(2, 6)) == "boundary"
    assert metric.wrong(one, item(0, 3), item(2, 6, "ORG")) == "boundary and type"
    assert metric.wrong(one, item(0, 3), item(3, 6)) is None
    assert list(metric.about(item(0, 3))) == []


def test_what_is_counted_of_a_metric():
    assert NER(at="type=PER", average="macro").whole() == NER()
    plain = NER()
    assert plain.whole() is plain
    assert NER(average="macro").needs == ("type",)
    assert NER(at="level=NAM").needs == ("level",)
    assert NER().needs == ()
    assert NER().slicing(("type", "basis", "document", "score")) == Slicing(("type", "document", "score"))
    assert NER().slicing((), paragraphs=True) == Slicing((), paragraphs=True)
    assert ItemMetric.settled(NER(), pair(GOLD, PRED)) is None


def test_what_several_ask_for_is_made_once():
    memo, made = Memo(), []
    assert [memo.once("a", lambda: made.append(1) or len(made)) for _ in range(3)] == [1, 1, 1]
    assert memo.once("b", lambda: made.append(1) or len(made)) == 2
    assert memo.once(("a",), lambda: None) is None


def test_a_pair_knows_its_paragraphs_and_where_mentions_agree():
    one = pair(GOLD, PRED)
    assert one.paragraphs([0, 12, 13, 40]) == ["0", "1", "1", "1"]
    assert one.given
    assert not Pair.of(Document(id="d", text=TEXT, mentions=()), None).given
    nested = pair([(0, 11, "PER"), (0, 3, "PER")], [(0, 3, "ORG"), (8, 11, "PER")])
    assert nested.equals == [(0, 0)]
    flat = pair(GOLD, PRED[:3])
    assert flat.equals == [(0, 0), (1, 1), (2, 2)]
    assert flat.strict() is flat
    assert Pair.of(Document(id="d", text=None, mentions=()), None).paragraphs([0, 5]) == ["0", "0"]


def test_what_is_judged_of_a_document():
    assert Pair.of(Document(id="d"), None).judged == frozenset()
    assert {"coreference", "linking", "entities"} <= Pair.of(Document(id="d", mentions=()), None).judged
    assert "claims" not in Pair.of(Document(id="d", mentions=()), None).judged
    assert "claims" in Pair.of(Document(id="d", events=()), None).judged
    assert "claims" in Pair.of(Document(id="d", relations=()), None).judged
    assert "coreference" not in Pair.of(Document(id="d", events=()), None).judged
