"""The steps by which spans are held against the article."""

import pytest

from dateline.corpus.align import Aligner
from dateline.corpus.copies import Way
from dateline.corpus.offsets import agreed, beside, constant_shift, joined, moved, places, settle, shrunk
from dateline.corpus.slices import SPACES
from tests.corpus.conftest import TEXT, at, document


def words(by=0):
    """Mentions of some spans with their texts, moved."""
    return [at(start + by, end + by, TEXT[start:end]) for start, end in ((0, 3), (4, 7), (8, 11), (15, 19))]


def test_items_agree_under_a_way_and_have_their_places():
    own = document(mentions=[at(15, 20, "Rome")]).mentions
    assert (agreed([*own, *own], Way(), TEXT), agreed([*own, *own], Way(), TEXT, SPACES)) == (2, 0)
    assert places(document(mentions=[at(0, 3), {"start": 1}], times=[at(4, 7)])) == ((0, 3), (1, None), (4, 7))


@pytest.mark.parametrize(
    ("mentions", "shift"),
    [
        (words(by=1), -1),
        (words(by=1)[:2], 0),
        (words(by=1)[:3], -1),
        (words(), 0),
        ([*words(by=1), at(0, 3, "Kim")], 0),
        ([*words(by=1), at(90, 93, "nobody")], 0),
        ([*words(by=1) * 3, at(90, 93, "nobody")], -1),
        ([at(90, 93, "nobody")] * 3, 0),
        ([at(14, 17, "Kim")] * 3, -14),
        ([at(15, 18, "Kim")] * 3, 14),
        ([at(0, 3, "met"), at(4, 7, "Leo"), at(11, 15, "Rome")], 4),
        ([at(3, 4, "m")] * 3, 1),  # -1 is as near
    ],
)
def test_the_one_shift_that_nearly_all_agree_on_is_the_least(mentions, shift):
    assert constant_shift(document(mentions=mentions), TEXT) == shift


def test_a_string_that_begins_in_itself_is_found_at_each_place():
    assert constant_shift(document(mentions=[at(0, 1, "a"), at(1, 2, "c"), at(1, 2, "c")]), "baac") == 2


@pytest.mark.parametrize(
    ("span", "given", "kept"),
    [
        ((14, 20), "Rome", (15, 19)),
        ((14, 20), "Rome.", (15, 20)),
        ((14, 20), " Rome", (14, 19)),
        ((15, 19), "Rome", (15, 19)),
        ((19, 21), "", (20, 21)),
        ((19, 20), "x", (19, 20)),
        ((18, 20), "e", (18, 19)),
    ],
)
def test_a_span_is_shrunk_of_what_its_text_does_not_have(span, given, kept):
    assert shrunk(*span, TEXT, given) == kept


@pytest.mark.parametrize(
    ("given", "start", "span"),
    [
        *(("Kim", 4, (0, 3)), ("Kim", 5, None), ("Kim", 25, (29, 32)), ("KIM", 2, (0, 3))),
        *(("Nobody", 2, None), ("m", 4, None), ("m", -1, (2, 3))),
    ],
)
def test_a_string_stands_beside_where_it_does_so_once(given, start, span):
    assert beside(given, start, Aligner(TEXT)) == span


def test_a_string_as_it_is_goes_before_one_of_another_case():
    assert beside("Kim", 2, Aligner("Kim, KIM")) == (0, 3)


def test_all_spans_are_moved_but_strings():
    own = document(
        mentions=[at(0, 3, fragments=[[0, 3], {"text": "x"}], head=[0, 1])],
        quotes=[{"spans": [[0, 3], {"text": "x"}], "speaker": at(1, 2)}],
    )
    assert moved(own, lambda start, end: (start + 1, end + 1)) == document(
        mentions=[at(1, 4, fragments=[[1, 4], {"text": "x"}], head=[1, 2])],
        quotes=[{"spans": [[1, 4], {"text": "x"}], "speaker": at(2, 3)}],
    )


@pytest.mark.parametrize(
    ("mention", "meant"),
    [
        ({"fragments": [[0, 3], [4, 7]]}, at(0, 7, "Kim met")),
        ({"fragments": [[0, 2], [2, 3]]}, at(0, 3, "Kim")),
        ({"fragments": [[0, 3], [4, 7], [8, 11]]}, at(0, 11, "Kim met Leo")),
        ({"fragments": [[29, 32], [32, 33]]}, at(29, 33, "Kim.")),
        ({"fragments": [[0, 3], [8, 11]], "text": "Kim Leo"}, {"fragments": [[0, 3], [8, 11]]}),
        ({"fragments": [[0, 3], [4, 7], [12, 14]], "text": "x"}, {"fragments": [[0, 3], [4, 7], [12, 14]]}),
        ({"fragments": [[0, 3]], "text": "x"}, {"fragments": [[0, 3]], "text": "x"}),
        ({"fragments": [[0, 3], {"text": "met"}], "text": "x"}, {"fragments": [[0, 3], {"text": "met"}], "text": "x"}),
        ({"fragments": [[0, 3], [4, 34]], "text": "x"}, {"fragments": [[0, 3], [4, 34]], "text": "x"}),
        ({"fragments": [[0, 3], [4, 7], [8, 34]], "text": "x"}, {"fragments": [[0, 3], [4, 7], [8, 34]], "text": "x"}),
        ({"fragments": [[-1, 3], [4, 7]], "text": "x"}, {"fragments": [[-1, 3], [4, 7]], "text": "x"}),
        ({"text": "x"}, {"text": "x"}),
    ],
)
def test_fragments_that_white_space_parts_are_one_span(mention, meant):
    own, other = (document(mentions=[one]).mentions[0] for one in (mention, meant))
    assert joined(own, TEXT) == other
    assert mention.get("fragments") is None or settle(document(mentions=[mention]), TEXT).document.mentions == (other,)
    assert settle(document(mentions=[{**mention, "start": 0, "end": 7} if mention.get("fragments") else mention]), TEXT).repairs == {}
