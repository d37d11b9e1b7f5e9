"""The formulas of coreference on tables worked out by hand, and the best one-to-one matching of clusters beside every other."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.kernel import contingency as tables
from dateline.kernel.clusters import Across
from dateline.kernel.contingency import Contingency, Tables, best, contingency, greatest, linked, only, pairs_of, resolved

A, B, C, D, E, F = "abcdef"
GOLD = [{A, B, C}, {D, E}, {F}]
PRED = [{A, B}, {C, D}, {F}]
TABLE = contingency(GOLD, PRED)


def counts(formula, table=TABLE, **more):
    return tuple(only(formula(Tables([table]), **more)))


def test_the_table_has_sizes_and_what_clusters_share_in_canonical_order():
    assert Contingency({0: 3, 1: 2, 2: 1}, {0: 2, 1: 2, 2: 1}, {(0, 0): 2, (0, 1): 1, (1, 1): 1, (2, 2): 1}) == TABLE
    assert contingency(reversed(GOLD), reversed(PRED)) == TABLE
    assert contingency([[A, A, B]], [[B]]) == Contingency({0: 2}, {0: 1}, {(0, 0): 1})
    assert contingency([[], {A}], [{B}]) == Contingency({0: 1}, {0: 1}, {})


def test_without_singletons_their_clusters_are_gone():
    assert contingency(GOLD, PRED, singletons=False) == Contingency({0: 3, 1: 2}, {0: 2, 1: 2}, {(0, 0): 2, (0, 1): 1, (1, 1): 1})


@pytest.mark.parametrize(
    ("formula", "more", "wanted"),
    [
        (tables.muc, {}, (1, 2, 1, 3)),
        (tables.b3, {}, (2 + 1 / 2 + 1 / 2 + 1, 5, 4 / 3 + 1 / 3 + 1 / 2 + 1, 6)),
        (tables.ceaf, {"entities": True}, (4 / 5 + 1 / 2 + 1, 3, 4 / 5 + 1 / 2 + 1, 3)),
        (tables.ceaf, {"entities": False}, (4, 5, 4, 6)),
        (tables.lea, {}, (2 + 0 + 0 + 1, 5, 3 * 1 / 3 + 0 + 0 + 1, 6)),
        (tables.found, {}, (5, 5, 5, 6)),
        (tables.links, {"coreferent": True}, (1, 2, 1, 4)),
        (tables.links, {"coreferent": False}, (6, 8, 6, 11)),
    ],
)
def test_four_numbers_by_hand(formula, more, wanted):
    assert counts(formula, **more) == pytest.approx(wanted)


def test_many_tables_are_columns_of_the_same_numbers():
    other = contingency([{A, B}], [{A}, {B, C}])
    for formula, more in ((tables.muc, {}), (tables.b3, {}), (tables.lea, {}), (tables.ceaf, {"entities": True}), (tables.found, {})):
        both = list(zip(*formula(Tables([TABLE, other]), **more), strict=True))
        assert both == [counts(formula, **more), counts(formula, other, **more)]
    assert [list(column) for column in tables.muc(Tables([]))] == [[], [], [], []]


def test_a_share_of_links_by_hand():
    assert resolved([2], [3], [5]) == [3 * (1 / 3)]
    assert resolved([1], [3], [5]) == [0]
    assert resolved([3], [3], [1]) == [3]
    assert resolved([1], [1], [1]) == [1]
    assert resolved([1], [1], [2]) == [0]
    assert [pairs_of(n) for n in range(5)] == [0, 0, 1, 3, 6]


def test_links_apart_are_those_that_both_sides_keep_apart():
    assert linked(TABLE) == ((1, 2, 4), (6, 8, 11))
    whole = contingency([{A}, {B, C}], [{A}, {B, C}])
    assert linked(whole)[1] == (2, 2, 2)


cells = st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(1, 9), max_size=8)


def all_matchings(found):
    """The greatest sum of cells, no two in a row or column, by trying all."""
    return max(sum(found.get((i, j), 0) for i, j in enumerate(order)) for order in permutations(range(4)))


@given(cells, st.randoms())
def test_the_best_matching_of_clusters_is_the_greatest(found, random):
    order = list(found.items())
    random.shuffle(order)
    sizes = dict.fromkeys(range(4), 9)
    table = Contingency(sizes, sizes, dict(order))
    assert best(table, [float(n) for _, n in order]) == all_matchings(found)


def test_what_is_greatest_of_a_cluster_and_next():
    assert greatest(["a", "b", "a", "a", "b"], [2, 5, 3, 1, 5]) == ({"a": 3, "b": 5}, {"a": 2, "b": 5})
    assert greatest(["a"], [1]) == ({"a": 1}, {})
    assert greatest(["a", "a", "a"], [3, 1, 2]) == ({"a": 3}, {"a": 2})


DOCUMENTS = [
    ("d1", {"x": {(1,), (5,)}, "y": {(3,)}}, {"p": {(1,)}, "q": {(3,), (5,)}}),
    ("d2", {"x": {(2,)}, "z": {(0,)}}, {"p": {(2,), (7,)}}),
    ("d0", {"y": {(9,)}}, {"r": {(9,)}, "q": {(4,)}}),
]


@given(st.permutations(DOCUMENTS), st.integers(0, 3))
def test_clusters_that_run_through_documents_are_one_table(documents, cut):
    whole, first, second = Across(), Across(), Across()
    for number, one in enumerate(documents):
        whole.add(*one)
        (first if number < cut else second).add(*one)
    first.merge(second)
    cells = {("x", "p"): 2, ("x", "q"): 1, ("y", "q"): 1, ("y", "r"): 1}
    wanted = Contingency({"y": 2, "x": 3, "z": 1}, {"q": 3, "r": 1, "p": 3}, cells)
    for across in (whole, first):
        table = across.table(singletons=True)
        assert table == wanted
        assert list(table.gold) == ["y", "x", "z"]
        assert list(table.pred) == ["q", "r", "p"]
        alone = across.table(singletons=False)
        assert alone == Contingency({"y": 2, "x": 3}, {"q": 3, "p": 3}, {("x", "p"): 2, ("x", "q"): 1, ("y", "q"): 1})


def test_a_mention_in_several_clusters_is_in_the_last_in_canonical_order():
    across = Across()
    across.add("d", {"a": {(1,), (2,)}, "b": {(1,)}}, {"p": {(1,)}})
    assert across.table(singletons=True).cells == {("a", "p"): 1}
    across = Across()
    across.add("d", {"b": {(1,), (4,)}, "a": {(1,), (3,)}}, {"p": {(1,)}})
    assert across.table(singletons=True).cells == {("b", "p"): 1}
