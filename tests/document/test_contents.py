"""The contents of quotes as words, and how much two share."""

import pytest

from dateline.document import Quote
from dateline.document.contents import content_of, content_overlap, trimmed, word_starts, words

TEXT = "“So it is, and so,” he said. … 東京は"
NOWHERE = ((-2, -2),), ((-4, -4),), ((-8, -8),)


def test_a_content_is_its_fragments_in_order_or_a_place_of_its_own():
    assert content_of(Quote(spans=((9, 12), (1, 3))), 5) == ((1, 3), (9, 12))
    assert tuple(content_of(Quote(spans=()), number) for number in (0, 1, 3)) == NOWHERE


@pytest.mark.parametrize(
    ("pieces", "left"),
    [
        (((0, 19),), ((1, 17),)),
        (((1, 3),), ((1, 3),)),
        (((28, 31),), ((28, 31),)),  # nothing but its edges
        (((29, 30), (0, 3)), ((29, 30), (1, 3))),
        (((3, 4),), ((3, 4),)),
        (((2, 4),), ((2, 3),)),
        (((3, 5),), ((4, 5),)),
        ((), ()),
    ],
)
def test_edges_are_no_content(pieces, left):
    assert trimmed(TEXT, pieces) == left
    assert trimmed(None, pieces) == pieces


def test_words_by_where_they_start():
    assert word_starts(TEXT) == [1, 4, 7, 11, 15, 20, 23, 31, 32, 33]
    assert words(TEXT, ((1, 9),)) == {1, 4, 7}
    assert words(TEXT, ((2, 6), (31, 33))) == {2, 4, 31, 32}  # the rest of a cut word is one
    assert words(TEXT, ((5, 6), (18, 20))) == {5}
    assert words(TEXT, NOWHERE[0]) == words(TEXT, ()) == set()


@pytest.mark.parametrize(
    ("a", "b", "by_words", "by_characters"),
    [
        (((1, 9),), ((1, 9),), 1.0, 1.0),
        (((1, 9),), ((1, 10),), 1.0, 2 * 8 / 17),
        (((1, 9),), ((4, 9),), 2 * 2 / 5, 2 * 5 / 13),
        (((1, 3), (7, 9)), ((1, 9),), 2 * 2 / 5, 2 * 4 / 12),
        (((1, 9),), ((11, 14),), 0.0, 0.0),
        (NOWHERE[0], NOWHERE[0], 1.0, 1.0),
        (NOWHERE[0], NOWHERE[1], 0.0, 0.0),
        (NOWHERE[0], ((1, 9),), 0.0, 0.0),
        (((1, 9),), NOWHERE[0], 0.0, 0.0),
    ],
)
def test_what_two_contents_share(a, b, by_words, by_characters):
    assert content_overlap(TEXT, a, b) == content_overlap(TEXT, b, a) == by_words
    assert content_overlap(None, a, b) == content_overlap(None, b, a) == by_characters
