"""Precision, recall and F1, means, and sums that no order changes."""

from fractions import Fraction
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.kernel.counts import Counts, Row, Score, Tally, averaged, expand, f1, mean, score

THREE = [Counts(1, 2, 1, 4), Counts(3, 3, 3, 6), Counts(0, 5, 0, 0)]  # F1 1/3, 2/3, 0


def test_f1_is_the_harmonic_mean_and_undefined_sides_count_nothing_beside_nothing():
    assert f1(None, None) is None
    assert f1(None, 0.0) == f1(0.0, None) == f1(0.0, 0.0) == 0.0
    assert f1(None, 0.5) is f1(1.0, None) is None
    assert f1(0.5, 1.0) == f1(1.0, 0.5) == pytest.approx(2 / 3)


def test_a_score_divides_what_is_right_by_what_is_there():
    counts = Counts(1, 4, 2, 5)
    assert score(counts) == Score(0.25, 0.4, 2 * 0.25 * 0.4 / 0.65, counts)
    assert score(Counts(0, 0, 0, 3)) == Score(None, 0.0, 0.0, Counts(0, 0, 0, 3))
    assert score(Counts(0, 3, 0, 0)) == Score(0.0, None, 0.0, Counts(0, 3, 0, 0))
    assert score(Counts(0, 0, 0, 0))[:3] == (None, None, None)
    assert score(Counts(0, 0, 2, 4))[:3] == (None, 0.5, None)  # a slice whose gold items were found as others


def test_macro_is_the_mean_over_types_that_either_side_has():
    found = averaged([*THREE, Counts(0, 0, 0, 0)], weighted=False)
    assert found[:3] == pytest.approx(((1 / 2 + 1 + 0) / 3, (1 / 4 + 1 / 2 + 0) / 3, (1 / 3 + 2 / 3 + 0) / 3))
    assert found.counts is None


def test_weighted_is_that_mean_by_gold_items():
    found = averaged(THREE, weighted=True)
    assert found[:3] == pytest.approx(((4 * 1 / 2 + 6 * 1) / 10, (4 * 1 / 4 + 6 * 1 / 2) / 10, (4 * 1 / 3 + 6 * 2 / 3) / 10))


@pytest.mark.parametrize("weighted", [True, False])
def test_a_mean_over_nothing_is_undefined(weighted):
    assert averaged([], weighted=weighted) == Score(None, None, None, None)
    assert averaged([Counts(0, 0, 0, 0)], weighted=weighted) == Score(None, None, None, None)


def test_types_without_gold_items_alone_have_no_weight():
    assert averaged([Counts(0, 5, 0, 0)], weighted=True) == Score(None, None, None, None)
    assert averaged([Counts(0, 5, 0, 0)], weighted=False)[:3] == (0.0, 0.0, 0.0)


def test_a_mean_is_over_what_is_defined():
    assert mean([]) is mean([None]) is None
    assert mean([0.25, None, 0.75]) == 0.5
    assert mean([0.0]) == 0.0


@given(st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), max_size=20))
def test_an_expansion_is_the_exact_sum(values):
    parts = expand(values)
    assert sum(map(Fraction, parts), Fraction()) == sum(map(Fraction, values), Fraction())
    assert 0.0 not in parts
    assert parts == sorted(parts, key=abs, reverse=True)


ROWS = [
    Row("a", "", "NER", "", Counts(1, 2, 1, 3)),
    Row("a", "", "NER", "type=PER", Counts(0.1, 1, 0.1, 1)),
    Row("b", "", "NER", "type=PER", Counts(0.2, 1, 0.2, 2)),
    Row("b", "", "NER", "type=GPE", Counts(1, 1, 1, 1)),
    Row("b", "", "B3", "type=ORG", Counts(1e16, 1, 1, 1)),
    Row("c", "", "B3", "type=ORG", Counts(1.0, 1, 1, 1)),
    Row("d", "", "B3", "type=ORG", Counts(-1e16, 1, 1, 1)),
]


def tally(rows):
    found = Tally.empty()
    found.add_rows(rows)
    return found


def test_a_tally_has_the_sums_of_its_rows_by_metric_and_slice():
    found = tally(ROWS)
    assert found.counts("NER") == Counts(1, 2, 1, 3)
    assert found.counts("NER", "type=PER") == Counts(0.1 + 0.2, 2, 0.1 + 0.2, 3)
    assert found.counts("B3", "type=ORG") == Counts(1.0, 3, 3, 3)
    assert found.counts("B3") == found.counts("MUC", "type=PER") == Counts(0, 0, 0, 0)
    assert found.slices("NER") == ["type=GPE", "type=PER"]
    assert found.slices("B3") == ["type=ORG"]
    assert found.slices("MUC") == []


@given(st.permutations(ROWS), st.integers(0, len(ROWS)), st.integers(0, len(ROWS)))
def test_no_order_and_no_grouping_changes_a_bit(rows, first, second):
    first, second = sorted((first, second))
    whole, parts = tally(rows), tally(rows[:first])
    for part in (rows[first:second], rows[second:]):
        parts.merge(tally(part))
    assert {key: [sum(map(Fraction, column)) for column in columns] for key, columns in parts.sums.items()} == {
        key: [sum(map(Fraction, column)) for column in columns] for key, columns in whole.sums.items()
    }
    for metric, slice_ in whole.sums:
        assert parts.counts(metric, slice_) == whole.counts(metric, slice_) == tally(ROWS).counts(metric, slice_)


def test_columns_are_added_as_rows_are():
    found = tally(ROWS[:1])
    found.add("NER", "", ([0.1, 0.2], [2.0], [-1.0], []))
    found.add("MUC", "type=X", ([1.0], [2.0], [3.0], [4.0]))
    assert found.counts("NER") == Counts(1.3, 4.0, 0.0, 3.0)
    assert found.counts("MUC", "type=X") == Counts(1, 2, 3, 4)


def test_the_sums_of_one_slice_alone():
    found = tally(ROWS).only("NER", "type=PER")
    assert set(found.sums) == {("NER", "type=PER")}
    assert found.counts("NER", "type=PER") == tally(ROWS).counts("NER", "type=PER")
    assert set(tally(ROWS).only("NER", "").sums) == {("NER", "")}
    assert tally(ROWS).only("NER", "type=ORG").sums == {}


def test_what_is_not_finite_is_no_sum():
    with pytest.raises((OverflowError, ValueError)):
        expand([inf, -inf])
