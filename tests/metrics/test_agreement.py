"""Mentions counted together for all modes: whatever the order of the modes, beside a user's own, and where very many overlap."""

from itertools import permutations
from math import fsum

import pytest

from dateline.document import Document, Mention
from dateline.kernel import mentions
from dateline.kernel.pair import Memo, Pair
from dateline.kernel.slicing import TOTAL
from dateline.metrics import parse
from dateline.metrics.entities import NER
from tests.metrics.conftest import counts, of_slice, sliced


def document(*mentions):
    """Mentions as place, type and what else they have."""
    said = [(*mention, {})[:3] for mention in mentions]
    return Document(id="d", mentions=tuple(Mention(start=s, end=e, type=kind, **of) for (s, e), kind, of in said))


def together(metrics, pair):
    """The total of each metric, as counted in one go."""
    memo = Memo()
    sums = [metric.sums(TOTAL, memo) for metric in metrics]
    for add in dict.fromkeys(one.add for one in sums):
        add(pair)
    return {metric: tuple(map(fsum, columns)) for metric, one in zip(metrics, sums, strict=True) for _, _, columns in one.columns()}


NESTED = Pair.of(document(((0, 7), "PER"), ((4, 7), "PER", {"level": "NAM"})), document(((0, 11), "PER")))
ALL = {
    NER(): (0, 1, 0, 2),
    NER(match="exact"): (0, 1, 0, 2),
    NER(match="partial"): (1 / 2, 1, 1 / 2, 2),
    NER(match="type"): (1, 1, 1, 2),
    NER(match="type", level="NOM"): (1, 1, 1, 1),
}


@pytest.mark.parametrize("order", list(permutations(ALL, 3)))
def test_modes_are_counted_together_in_any_order(order):
    assert together(order, NESTED) == {metric: ALL[metric] for metric in order}


class People(NER, frozen=True):
    """A user's own: people alone."""

    def items(self, pair, side):
        return [item for item in super().items(pair, side) if item.label == "PER"]


def test_a_user_s_own_items_are_counted_beside_the_house_s():
    said = document(((0, 3), "PER"), ((4, 7), "ORG"))
    assert together([NER(), People()], Pair.of(said, said)) == {NER(): (2, 2, 2, 2), People(): (1, 1, 1, 1)}


TIED = document(((0, 7), "PER")), document(((0, 3), "ORG"), ((4, 7), "PER"))
FAR = ((25, 28), "GPE"), ((21, 28), "GPE")  # one in the other, so that nothing is flat
RIGHT = {"PER": (1 / 2, 1, 1 / 2, 1), "ORG": (0, 1, 0, 0)}


def test_few_overlapping_mentions_are_looked_at_one_by_one(monkeypatch):
    nested = document(*(((m.start, m.end), m.type) for m in TIED[1].mentions), *FAR)
    assert of_slice("NER(match=partial)", *TIED, "type") == RIGHT
    assert of_slice("NER(match=partial)", TIED[0], nested, "type") == {**RIGHT, "GPE": (0, 2, 0, 0)}
    monkeypatch.setattr(mentions, "CROWD", 2)  # as many as overlap
    assert of_slice("NER(match=partial)", TIED[0], nested, "type") == {**RIGHT, "GPE": (0, 2, 0, 0)}


@pytest.mark.parametrize(("name", "crowd", "right"), [("NER(match=partial)", 1, 1 / 2), ("NER", 9, 0), ("NER(match=exact)", 9, 0)])
def test_very_many_and_those_that_only_ask_for_equal_spans_are_not(name, crowd, right, monkeypatch):
    monkeypatch.setattr(mentions, "CROWD", crowd)
    monkeypatch.setattr(mentions, "overlaps", None)
    nested = Pair.of(TIED[0], document(((0, 3), "ORG"), ((0, 5), "PER")))
    assert sliced(parse(name), [nested])[""] == (right, 2, right, 1)


def test_flat_mentions_are_never_a_crowd(monkeypatch):
    monkeypatch.setattr(mentions, "CROWD", 0)
    assert of_slice("NER(match=partial)", *TIED, "type") == RIGHT


@pytest.mark.parametrize(("match", "right"), [("strict", 1), ("exact", 2), ("partial", 2 + 1 / 2), ("type", 2)])
def test_a_crowd_earns_what_its_best_matching_does(match, right, monkeypatch):
    gold = document(((0, 7), "PER"), ((4, 11), "PER"), ((25, 28), "ORG"), ((21, 28), "GPE"))
    pred = document(((2, 6), "PER"), ((25, 28), "GPE"), ((21, 28), "GPE"))
    for crowd in (mentions.CROWD, 0):
        monkeypatch.setattr(mentions, "CROWD", crowd)
        assert counts(f"NER(match={match})", gold, pred) == (right, 3, right, 4)


def test_mentions_in_pieces_are_never_a_crowd(monkeypatch):
    monkeypatch.setattr(mentions, "CROWD", 0)
    pieces, between = document(((0, 28), "PER", {"fragments": ((0, 3), (25, 28))})), document(((8, 11), "PER"), ((8, 20), "PER"))
    for match in ("partial", "type"):
        assert counts(f"NER(match={match})", pieces, between) == (0, 2, 0, 1)
        assert counts(f"NER(match={match})", between, pieces) == (0, 1, 0, 2)


def test_in_a_crowd_one_of_two_without_a_label_is_booked_under_gold_s(monkeypatch):
    monkeypatch.setattr(mentions, "CROWD", 0)
    gold, pred = document(((0, 7), "PER")), document(((0, 3), None), ((0, 5), None))
    assert of_slice("NER(match=partial)", gold, pred, "type") == {"PER": (1 / 2, 1, 1 / 2, 1), "none": (0, 1, 0, 0)}
