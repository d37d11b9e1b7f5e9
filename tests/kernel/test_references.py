"""What a reference means at the edges: equal ids of two sides, shared places, what stands nowhere, words and their halves."""

import pytest

from dateline.document import Document, Inline, Mention, TextSpan
from dateline.document.index import Side
from dateline.kernel.resolution import Resolver

TEXT = "Ola of the First Bank of Osaka City Council left."
OLA, FIRST_BANK, OSAKA, LEFT = (0, 3), (11, 21), (25, 30), (44, 48)


def at(span, **of):
    return Mention(start=span[0], end=span[1], **of)


def side(*mentions):
    return Side(Document(id="d", text=TEXT, mentions=mentions))


GOLD = (
    at(OLA, id="m1", type="PER", level="NAM", entity="ola"),
    at(FIRST_BANK, id="m2", type="ORG", level="NAM"),
    at(OSAKA, id="m3", type="GPE", level="NAM", entity="osaka"),
)


def resolved(reference, *mentions, gold=GOLD):
    """What a reference of a prediction means, asked for alone and, as most are, with the others of its side."""
    golds, preds = side(*gold), side(*mentions)
    alone, together = Resolver(golds, TEXT).resolve(preds, reference), Resolver(golds, TEXT).of(preds, [reference])[reference]
    assert alone == together
    return alone


def test_an_id_is_its_side_s_own():
    golds, preds = side(*GOLD), side(at(OSAKA, id="m1"))
    for first, second in ((golds, preds), (preds, golds)):
        for ask in (lambda resolver, own: resolver.resolve(own, "m1"), lambda resolver, own: resolver.of(own, ["m1"])["m1"]):
            resolver = Resolver(golds, TEXT)
            found = {first: resolver.resolve(first, "m1")}
            found[second] = ask(resolver, second)
            assert (found[golds], found[preds]) == (("E", 0), ("E", 2))


def test_a_gold_mention_that_no_entity_has_is_alone():
    golds = side(*GOLD, at(FIRST_BANK, id="title", type="TITLE"))
    assert [Resolver(golds, TEXT).resolve(golds, name) for name in ("m1", "m2", "m3")] == [("E", 0), ("E", 1), ("E", 2)]


def test_gold_s_references_name_their_own_entity_where_two_share_a_place():
    golds = side(at(OSAKA, id="m-a", type="GPE", entity="a"), at(OSAKA, id="m-b", type="ORG", entity="b"))
    for name, key in (("m-a", ("E", 0)), ("m-b", ("E", 1)), ("a", ("E", 0)), ("b", ("E", 1))):
        assert Resolver(golds, TEXT).of(golds, [name])[name] == Resolver(golds, TEXT).resolve(golds, name) == key


@pytest.mark.parametrize(
    ("said", "key"),
    [
        (at(OSAKA, id="x", type="TITLE"), ("T", "osaka")),  # a title is its words, whoever stands there
        (Mention(id="x", type="TITLE", text="Mr", aligned="none"), ("T", "mr")),
        (Mention(id="x", type="TITLE", aligned="none"), ("T", "")),
        (Mention(id="x", type="GPE", text="Oslo", aligned="none"), ("?", "span", -2, -2, "Oslo")),
        (at(LEFT, id="x", text="LEFT"), ("?", "span", *LEFT, "LEFT")),  # its own words, if it says them
        (at(LEFT, id="x"), ("?", "span", *LEFT, "left")),
    ],
)
def test_what_is_no_entity_is_its_words(said, key):
    assert resolved("x", said) == key


def test_an_inline_reference_that_says_nothing_has_no_words():
    assert resolved(Inline()) == ("?", "none", "")
    assert resolved(Inline(text="Oslo", aligned="none")) == ("?", "none", "Oslo")


def test_a_head_is_taken_from_the_side_that_states_it():
    for unstated in (None, TextSpan(text="Bank")):  # one that was not found is not stated
        gold = (at((7, 30), id="m", type="ORG", level="NOM", entity="bank", head=unstated),)
        assert resolved("x", at((11, 30), id="x", head=(17, 21)), gold=gold) == ("E", 0)
        assert resolved("x", at((11, 30), id="x"), gold=gold) == ("?", "span", 11, 30, "First Bank of Osaka")


@pytest.mark.parametrize(
    ("span", "key"),
    [((0, 3), ("E", 0)), ((1, 3), ("?", "span", 1, 3, "la")), ((0, 1), ("?", "span", 0, 1, "O"))],
)
def test_at_the_start_of_the_text_too_a_name_is_whole_words(span, key):
    assert resolved("x", at(span, id="x")) == key
    ola = (at((0, 6), id="m", type="PER", level="NAM", entity="ola"),)
    assert resolved("x", at(span, id="x"), gold=ola) == key


@pytest.mark.parametrize(
    ("text", "a", "b", "half"),
    [
        (TEXT, (0, 21), (11, 24), False),  # two of five words
        (TEXT, (7, 21), (11, 24), True),  # two of three
        (TEXT, (0, 16), (11, 24), False),  # one of four
        (TEXT, (4, 21), (11, 30), True),  # two of four
        (None, (10, 14), (10, 20), False),  # four of ten characters
        (None, (10, 15), (10, 20), True),
    ],
)
def test_half_of_the_words_of_the_longer(text, a, b, half):
    resolver = Resolver(side(), text)
    assert resolver.half((a,), (b,)) is resolver.half((b,), (a,)) is half


def test_what_stands_before_the_text_has_no_words():
    resolver = Resolver(side(), TEXT)
    assert resolver.words(OLA) == "Ola"
    assert resolver.words((-2, -2)) == resolver.words((-3, len(TEXT))) == resolver.words((-3, -1)) == ""
