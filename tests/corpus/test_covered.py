"""The spans that are placed so far, and what lies inside them."""

import pytest

from dateline.corpus.covered import Covered


def covered(*spans):
    found = Covered()
    for span in spans:
        found.append(span)
    return found


@pytest.mark.parametrize(("length", "number"), [(0, 3), (2, 3), (3, 1), (5, 1), (8, 0)])
def test_longer_spans_are_counted(length, number):
    assert covered((4, 7), (0, 8), (10, 13)).longer(length) == number


@pytest.mark.parametrize(
    ("span", "inside"),
    [
        ((4, 7), True),
        ((4, 8), True),
        ((2, 8), False),
        ((2, 7), True),
        ((4, 9), False),
        ((3, 6), True),
        ((0, 1), False),
        ((2, 3), True),
        ((8, 9), False),
        ((10, 11), True),
        ((10, 12), True),
        ((10, 13), False),
        ((11, 13), True),
        ((12, 14), False),
    ],
)
def test_a_span_is_inside_a_longer_one_that_holds_it(span, inside):
    assert covered((10, 13), (2, 8), (3, 5), (10, 11)).insides()(span) is inside


def test_nothing_is_inside_where_nothing_is_placed():
    assert covered().longer(0) == 0
    assert covered().insides()((0, 1)) is False
