"""Words, and where spans stand among them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.document.tokens import bounded, is_word, within_word


@given(st.text(alphabet="a_é1 .-'𝐀", max_size=4), st.data())
def test_a_span_is_bounded_where_no_word_runs_across_an_edge(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    inside = [0 < edge < len(text) and is_word(text[edge - 1]) and is_word(text[edge]) for edge in (start, end)]
    assert bounded(text, (start, end)) is not any(inside)


@pytest.mark.parametrize(("edge", "within"), [("ab", True), ("a_", True), ("__", True), ("a ", False), ("a", False), ("", False)])
def test_a_word_runs_across_the_middle_of_two_of_its_characters(edge, within):
    assert within_word(edge) is within


def test_a_word_has_letters_digits_and_underscores():
    assert [one for one in "aé9_-. '" if is_word(one)] == ["a", "é", "9", "_"]
