"""Large tangles: dense or sparse, the credit is that of the best matching, and no edge is taken that is none."""

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.kernel import tangles
from dateline.kernel.matching import Edge, assign
from dateline.kernel.tangles import dense, solve, solve_spans, sparse


@st.composite
def edges(draw):
    """Edges in order of gold and predicted rank, ranks with gaps."""
    ends = sorted(draw(st.lists(st.tuples(st.sampled_from((0, 3, 4, 9)), st.sampled_from((1, 2, 8, 20))), unique=True, min_size=1)))
    return [(g, p, draw(st.sampled_from((0.25, 0.5, 1.0, 3.0)))) for g, p in ends]


def arrays(found):
    gold, pred, credit = zip(*found, strict=True)
    return np.array(gold), np.array(pred), np.array(credit)


def greatest(found):
    """The credit of the best matching."""
    return sum(edge.credit for edge in assign([Edge(*one) for one in found]))


def one_to_one(found, chosen):
    kept = [found[k] for k in chosen.tolist()]
    return len({g for g, _, _ in kept}) == len(kept) == len({p for _, p, _ in kept})


@given(edges(), st.sampled_from((0.0, 10.0)))
def test_the_places_of_the_best_matching(found, threshold):
    with patch.object(tangles, "DENSE", threshold):
        chosen = solve(*arrays(found))
    assert one_to_one(found, chosen)
    assert sorted(chosen.tolist()) == chosen.tolist()
    assert sum(found[k][2] for k in chosen.tolist()) == greatest(found)


@pytest.mark.parametrize("way", [dense, sparse])
def test_nothing_is_matched_that_is_no_edge(way):
    rows, columns, credit = np.array([0, 1]), np.array([0, 0]), np.array([0.5, 1.0])
    assert way(rows, columns, credit, (2, 3)).tolist() == [1]
    rows, columns, credit = np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([1.0, 0.75, 0.5])
    assert way(rows, columns, credit, (2, 2)).tolist() == [1, 2]


def test_it_is_dense_where_most_pairs_are_edges_and_the_matrix_is_small():
    full = arrays([(g, p, 1.0) for g in range(4) for p in range(5)])
    thin = arrays([(g, p, 1.0) for g in range(40) for p in (g, g + 1)])
    with patch.object(tangles, "dense") as many, patch.object(tangles, "sparse") as few:
        solve(*full)
        assert (many.call_count, few.call_count) == (1, 0)
        assert many.call_args.args[3] == (4, 5)
        solve(*thin)
        assert (many.call_count, few.call_count) == (1, 1)
        assert few.call_args.args[3] == (40, 41)
        with patch.object(tangles, "LIMIT", 20):
            solve(*full)
        assert (many.call_count, few.call_count) == (1, 2)
        with patch.object(tangles, "LIMIT", 21):
            solve(*full)
        assert (many.call_count, few.call_count) == (2, 2)
        with patch.object(tangles, "DENSE", 1.0):  # not fewer than all
            solve(*full)
        assert (many.call_count, few.call_count) == (2, 3)


SIDES = st.lists(st.tuples(st.integers(-2, 8), st.integers(1, 4), st.integers(0, 1)), min_size=1, max_size=6)


@given(SIDES, SIDES, st.sampled_from(((1.0, 1.0, 0.5, 0.5), (1.0, 0.0, 0.5, 0.0), (1.0, 0.5, 0.5, 0.25))))
def test_spans_are_matched_by_what_is_equal(gold, pred, credit):
    sides = [[(start, start + size, label) for start, size, label in side] for side in (gold, pred)]
    found = solve_spans(*(tuple(zip(*side, strict=True)) for side in sides), credit)
    candidates = {
        (g, p): credit[2 * (a[:2] != b[:2]) + (a[2] != b[2])]
        for g, a in enumerate(sides[0])
        for p, b in enumerate(sides[1])
        if a[0] >= 0 and a[0] < b[1] and b[0] < a[1]
    }
    assert all(candidates[g, p] == own > 0 for g, p, own in found)
    assert len({g for g, _, _ in found}) == len(found) == len({p for _, p, _ in found})
    assert sum(own for _, _, own in found) == greatest([(*ends, own) for ends, own in sorted(candidates.items()) if own])
