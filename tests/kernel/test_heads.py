"""Whether two mentions have the same head: stated on both sides, lent by one, or on neither."""

import pytest

from dateline.document import Mention, TextSpan
from dateline.document.items import Item
from dateline.kernel.heads import head_of, heads_match, same_head, size, words_in

TEXT = "the old president of the Osaka Bank, Kim Jong Min"
PHRASE, PRESIDENT, OLD, BANK, NAME, WHOLE = (0, 35), (8, 17), (4, 17), (25, 35), (37, 49), (0, 49)


def item(span, head=None, pieces=None):
    source = Mention(start=span[0], end=span[1], head=head)
    return Item(*span, "PER", (), pieces or (span,), source)


@pytest.mark.parametrize(
    ("a", "b", "match", "same"),
    [
        (item(PHRASE, PRESIDENT), item(OLD, PRESIDENT), True, True),
        (item(PHRASE, PRESIDENT), item(OLD, OLD), True, False),  # each covers the other's, which are two
        (item(PHRASE, PRESIDENT), item(BANK, BANK), False, False),
        (item(PHRASE, PRESIDENT), item(PRESIDENT), True, True),
        (item(PHRASE, PRESIDENT), item(BANK), False, False),
        (item(PRESIDENT, PRESIDENT), item(OLD), True, True),
        (item(PRESIDENT, PRESIDENT), item(PHRASE), False, False),  # seven words for one
        (item(OLD, PRESIDENT), item((0, 17)), True, True),
        (item(OLD), item(OLD), True, True),
        (item(OLD), item(PRESIDENT), False, False),
        (item(PHRASE, PRESIDENT), item(PHRASE, (8, 9)), True, False),
    ],
)
def test_heads_that_match_and_heads_that_are_the_same(a, b, match, same):
    for one, other in ((a, b), (b, a)):
        assert heads_match(one, other, TEXT) is match
        assert same_head(one, other, TEXT) is same


def test_a_head_is_lent_to_a_span_of_at_most_twice_the_words():
    three, six, seven = item(NAME, (37, 40)), item((25, 49)), item((21, 49))
    assert size(three, TEXT) == 3
    assert (size(six, TEXT), size(seven, TEXT)) == (6, 7)
    assert heads_match(three, six, TEXT)
    assert heads_match(six, three, TEXT)
    assert not heads_match(three, seven, TEXT)
    assert not heads_match(seven, three, TEXT)


def test_the_size_of_a_mention_is_in_words_and_without_a_text_in_characters():
    assert size(item(PHRASE), TEXT) == 7
    assert size(item(PHRASE), None) == 35
    assert size(item((35, 36)), TEXT) == 1
    assert size(item((0, 35), pieces=((0, 3), (25, 35))), TEXT) == 3
    assert size(item((0, 35), pieces=((0, 3), (25, 35))), None) == 13
    assert words_in(TEXT, ((0, 3), (25, 35))) == 3
    assert words_in("", ((0, 3),)) == 0


def test_the_head_that_a_mention_states():
    assert head_of(item(PHRASE, PRESIDENT)) == PRESIDENT
    assert head_of(item(PHRASE)) is None
    assert head_of(Item(0, 3, "", (), ((0, 3),), None)) is None
    assert head_of(Item(0, 3, "", (), ((0, 3),), Mention(start=0, end=3, head=TextSpan(text="the")))) is None


def test_a_head_that_one_side_leaves_out_is_lent_by_the_words_of_the_text():
    short, long = item((45, 48), (45, 48)), item((37, 49))  # one word of three letters, three of twelve
    assert not same_head(short, long, TEXT)
    one, two = item((0, 3), (0, 3)), item((0, 7))  # two words, more than twice the letters
    assert (same_head(one, two, TEXT), same_head(one, two, None)) == (True, False)
