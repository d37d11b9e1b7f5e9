"""Whether items are the slices of the article that they say."""

import pytest

from dateline.corpus.slices import SPACES, agree, alike, bare, carriers, exact, placed_items
from tests.corpus.conftest import TEXT, at, document


def test_carriers_prove_and_others_do_not():
    mentions = [at(0, 3, "Kim"), at(0, 3), {"text": "Kim"}, at(0, 3, ""), {"start": 0, "text": "x"}, {"end": 0, "text": "x"}]
    more = [at(0, 3, "a", aligned="exact"), at(0, 3, "b", aligned="fuzzy")]
    own = document(mentions=[*mentions, *more], times=[at(4, 7, "met")], events=[at(8, 11, "Leo")])
    assert [item.text for item in carriers(own)] == ["Kim", "a", "met", "Leo"]
    assert len(placed_items(own)) == 10


@pytest.mark.parametrize(
    ("there", "given", "same"),
    [
        ("Kim", "Kim", True),
        ("Kim", "KIM", True),
        ("K im", "Kim", True),
        ("“Kim”", "Kim", False),
        ('"Kim"', "Kim", True),
        ("Kim.", "Kim", True),
        ("Kim", "Leo", False),
        (".", ",", False),
        ("", "", True),
        ("Ki.m", "Kim", False),
        ("e\u0301", "\u00e9", True),
    ],
)
def test_strings_are_alike_but_for_what_is_no_difference(there, given, same):
    assert alike(there, given) is same


def test_edges_are_said_or_all():
    assert not alike("Kim.", "Kim", SPACES)
    assert alike(" Kim", "Kim", SPACES)
    assert bare(" K im. ", SPACES) == "kim."
    item = document(mentions=[at(15, 20, "Rome")]).mentions[0]
    assert agree(item, lambda *span: span, TEXT)
    assert not agree(item, lambda *span: span, TEXT, SPACES)


def test_nothing_is_no_text_that_a_span_could_hold():
    item = document(mentions=[at(3, 3, "")]).mentions[0]
    assert not agree(item, lambda *span: span, TEXT)


@pytest.mark.parametrize(
    ("start", "end", "same"), [(0, 3, True), (-4, 33, False), (3, 3, False), (29, 33, True), (29, 34, False), (31, 28, False)]
)
def test_only_a_span_inside_the_text_agrees(start, end, same):
    item = document(mentions=[at(start, end, "Kim")]).mentions[0]
    assert agree(item, lambda *span: span, TEXT) is same


@pytest.mark.parametrize(
    ("mention", "same"),
    [
        (at(0, 3, "Kim"), True),
        (at(0, 3), True),
        (at(0, 3, "Kim", aligned="exact"), True),
        (at(0, 33), True),
        (at(0, 3, "kim"), False),
        (at(0, 4, "Kim"), False),
        (at(0, 3, "Kim", aligned="fuzzy"), False),
        (at(0, 3, aligned="none"), False),
        (at(0, 3, "Kim", fragments=[[0, 3]]), False),
        (at(3, 3, ""), False),
        (at(0, 3, ""), False),
        (at(-33, 3, "Kim"), False),
        (at(29, 34), False),
        (at(5, 4), False),
        ({"start": 0, "text": "Kim"}, False),
        ({"end": 3, "text": "Kim"}, False),
        ({"text": "Kim"}, False),
    ],
)
def test_an_item_is_its_slice_to_the_letter(mention, same):
    right = at(4, 7, "met")
    assert exact(placed_items(document(mentions=[right, mention], times=[right], events=[right])), TEXT) is same
    assert exact(placed_items(document(mentions=[mention, right])), TEXT) is same
    assert exact([], TEXT)
