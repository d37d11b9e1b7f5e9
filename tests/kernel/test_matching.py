"""The best one-to-one matching beside every other, small and large, whatever order edges come in."""

from itertools import combinations
from random import Random
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.kernel import matching, tangles
from dateline.kernel.matching import Edge, assign, components, dominant, hungarian, solve, weight

CREDITS = (1.0, 0.5, 0.25, 2.0, 3.0)


@st.composite
def graphs(draw, size=5):
    """Edges, no two between the same items."""
    ends = draw(st.lists(st.tuples(st.integers(0, size), st.integers(0, size)), unique=True, max_size=9))
    return [Edge(g, p, draw(st.sampled_from(CREDITS)), draw(st.booleans()), draw(st.integers(0, 3))) for g, p in ends]


def worth(edges):
    """What a matching is worth, most important first: credit, equal labels, shared characters."""
    return sum(edge.credit for edge in edges), sum(edge.same_label for edge in edges), sum(edge.shared for edge in edges)


def best(edges):
    """The worth of the best matching, by trying all."""
    every = (kept for size in range(len(edges) + 1) for kept in combinations(edges, size))
    return max(worth(kept) for kept in every if one_to_one(kept))


def one_to_one(edges):
    return len({edge.gold for edge in edges}) == len(edges) == len({edge.pred for edge in edges})


@given(graphs(), st.randoms())
def test_it_is_the_best_whatever_the_order(edges, random):
    found = assign(edges)
    assert one_to_one(found)
    assert set(found) <= set(edges)
    assert worth(found) == best(edges)
    assert found == sorted(found)
    shuffled = list(edges)
    random.shuffle(shuffled)
    assert assign(shuffled) == found


def test_ties_fall_to_equal_labels_then_shared_characters_then_smaller_ranks():
    assert assign([Edge(0, 0, 1.0), Edge(0, 1, 1.0, same_label=True)]) == [Edge(0, 1, 1.0, same_label=True)]
    assert assign([Edge(0, 0, 1.0, shared=2), Edge(0, 1, 1.0, shared=3)]) == [Edge(0, 1, 1.0, shared=3)]
    assert assign([Edge(0, 1, 1.0), Edge(0, 0, 1.0)]) == [Edge(0, 0, 1.0)]
    assert assign([Edge(1, 0, 1.0), Edge(0, 0, 1.0)]) == [Edge(0, 0, 1.0)]
    assert assign([Edge(0, 0, 0.5, same_label=True, shared=9), Edge(0, 1, 0.75)]) == [Edge(0, 1, 0.75)]
    square = [Edge(g, p, 1.0) for g in (3, 5) for p in (2, 7)]
    assert assign(square) == [Edge(3, 2, 1.0), Edge(5, 7, 1.0)]


def test_a_weight_compares_credit_then_label_then_characters():
    steps = [Edge(0, 0, 0.5), Edge(0, 0, 0.5, shared=1), Edge(0, 0, 0.5, same_label=True), Edge(0, 0, 0.5 + 2**-40)]
    assert sorted(steps, key=weight) == steps
    assert len(set(map(weight, steps))) == len(steps)
    assert weight(Edge(0, 0, 1.0, same_label=True, shared=3)) == (1 << 124) + (1 << 70) + (3 << 30)
    assert 60 * weight(Edge(0, 0, 0.5, shared=1 << 30)) < 60 * weight(Edge(0, 0, 0.5, same_label=True))


def test_what_outweighs_its_rivals_together_is_settled():
    edges = [Edge(0, 0, 1.0), Edge(0, 1, 0.5), Edge(1, 0, 0.25)]
    weighed = [(weight(edge), edge) for edge in edges]
    assert dominant(weighed) == [edges[0]]
    even = [Edge(0, 0, 1.0), Edge(0, 1, 0.5), Edge(1, 0, 0.5)]
    assert dominant([(weight(edge), edge) for edge in even]) == []
    assert dominant([]) == []
    assert dominant([(1, edges[0])]) == edges[:1]
    third = [Edge(0, 0, 1.0), Edge(0, 1, 0.25), Edge(0, 2, 0.5), Edge(0, 3, 0.25)]
    assert dominant([(weight(edge), edge) for edge in third]) == [third[0]]
    late = [Edge(0, 1, 0.75), Edge(0, 0, 1.0), Edge(1, 0, 0.3)]
    assert dominant([(weight(edge), edge) for edge in late]) == []
    assert dominant([(weight(edge), edge) for edge in [Edge(0, 0, 1.0), Edge(1, 0, 1.0)]]) == []


def test_components_hold_what_hangs_together():
    edges = sorted([Edge(0, 0, 1.0), Edge(1, 0, 1.0), Edge(1, 1, 1.0), Edge(2, 2, 1.0), Edge(3, 1, 1.0), Edge(4, 2, 1.0), Edge(4, 3, 1.0)])
    found = list(components(edges))
    assert [sorted(part) for part in found] == [[e for e in edges if e.gold in {0, 1, 3}], [e for e in edges if e.gold in {2, 4}]]
    assert list(components([])) == []


@given(
    st.integers(1, 7).flatmap(lambda width: st.lists(st.lists(st.integers(0, 40), min_size=width, max_size=width), min_size=1, max_size=7))
)
def test_the_hungarian_assignment_is_the_greatest(weights):
    assert_greatest(weights)


def test_the_hungarian_assignment_of_larger_matrices_is_the_greatest():
    random = Random(7)
    for size in (2, 3, 5, 8, 13, 21):
        for spread in (3, 10, 1000):
            assert_greatest([[random.randrange(spread) for _ in range(size + spread % 4)] for _ in range(size)])


@pytest.mark.parametrize(
    "weights",
    [
        [[1, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]],
        [[0, 0, 0, 1, 1], [1, 0, 1, 1, 0], [1, 0, 1, 0, 0], [0, 0, 0, 0, 0], [0, 0, 1, 0, 0]],
    ],
)
def test_the_hungarian_assignment_where_a_price_that_is_one_off_misleads(weights):
    assert_greatest(weights)


def assert_greatest(weights):
    from scipy.optimize import linear_sum_assignment

    found = hungarian(weights)
    rows, columns = zip(*found, strict=True)
    assert len(found) == min(len(weights), len(weights[0])) == len(set(rows)) == len(set(columns))
    matrix = np.array(weights)
    assert sum(weights[i][j] for i, j in found) == matrix[linear_sum_assignment(matrix, maximize=True)].sum()


@pytest.mark.parametrize("weights", [[[5, 1], [4, 0]], [[1, 5], [0, 4], [9, 9]], [[7]], [[0, 0, 1]], [[3], [8]]])
def test_the_hungarian_assignment_by_hand(weights):
    right = {((5, 1), (4, 0)): [(0, 0), (1, 1)], ((1, 5), (0, 4), (9, 9)): [(0, 1), (2, 0)], ((7,),): [(0, 0)], ((0, 0, 1),): [(0, 2)]}
    right[((3,), (8,))] = [(1, 0)]
    found = sorted(hungarian(weights))
    wanted = right[tuple(map(tuple, weights))]
    assert sum(weights[i][j] for i, j in found) == sum(weights[i][j] for i, j in wanted)


@given(graphs(size=4))
def test_a_large_component_is_solved_to_the_same_credit(edges):
    small = assign(edges)
    for dense in (0.0, 10.0):  # in a full matrix, and as a sparse graph
        with patch.object(matching, "LARGE", 2), patch.object(tangles, "DENSE", dense):
            large = assign(edges)
        assert one_to_one(large)
        assert set(large) <= set(edges)
        assert worth(large)[0] == worth(small)[0]


def test_among_equals_the_smaller_ranks_of_both_sides_are_taken():
    edges = [Edge(g, p, 1.0) for g in (0, 1, 2) for p in (0, 1)]
    assert [(edge.gold, edge.pred) for edge in assign(edges)] == [(0, 0), (1, 1)]
    edges = [Edge(g, p, 1.0) for g in (0, 1) for p in (0, 1, 2)]
    assert [(edge.gold, edge.pred) for edge in assign(edges)] == [(0, 0), (1, 1)]


def test_a_component_of_so_many_items_goes_to_scipy():
    chain = [Edge(g, p, 1.0) for g in range(40) for p in (g, g + 1)]
    with patch.object(matching, "solve_large", wraps=matching.solve_large) as large:
        assert len(solve(sorted(chain))) == 40
        large.assert_called_once()
    with patch.object(matching, "solve_large") as large:
        assert len(solve(sorted(edge for edge in chain if edge.gold < 31))) == 31
        large.assert_not_called()
    square = sorted(Edge(g, p, 1.0) for g in range(32) for p in (g, (g + 1) % 32))
    with patch.object(matching, "solve_large") as large:
        assert len(solve(square)) == 32  # 64 items
        large.assert_not_called()
    star = [Edge(0, p, 1.0 + p) for p in range(100)]
    with patch.object(matching, "solve_large") as large:
        assert solve(star) == [star[99]]
        large.assert_not_called()
