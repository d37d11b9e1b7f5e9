"""Clusters of mentions: which mentions are the same, which clusters are one, and what the composites make of them."""

import pytest
from msgspec.structs import replace

from dateline.document import Document, Entity, Mention
from dateline.kernel.counts import Score
from dateline.kernel.pair import Memo, Pair
from dateline.metrics import parse
from dateline.metrics.coreference import B3, headed
from tests.metrics.conftest import counts, of_slice, score, sliced

TEXT = "President Kim met Lee in Rome. He left."
PRESIDENT, KIM, LEE, HE = (0, 9), (10, 13), (18, 21), (31, 33)
PRESIDENT_KIM = (0, 13)


def document(*mentions, name="d", **referents):
    """Mentions as place, entity and, if need be, head and type; entities with their referents."""
    said = [(*mention, None, None)[:4] for mention in mentions]
    return Document(
        id=name,
        text=TEXT,
        mentions=tuple(Mention(start=s, end=e, entity=own, head=head, type=kind) for (s, e), own, head, kind in said),
        entities=tuple(Entity(id=own, referent=referent) for own, referent in referents.items()) or None,
    )


GOLD = document((KIM, "kim"), (LEE, "lee"), (HE, "kim"))
ALONE = document((KIM, None), (LEE, None), (HE, None))
EVERY = ("MUC", "B3", "CEAFm", "CEAFe", "LEA", "Mentions", "Links")


@pytest.mark.parametrize(
    ("name", "right"),  # Kim is found without his pronoun, which is taken for Lee
    [
        ("MUC", (0, 1, 0, 1)),
        ("B3", (1 + 1 / 2 + 1 / 2, 3, 1 / 2 + 1 / 2 + 1, 3)),
        ("CEAFm", (2, 3, 2, 3)),  # one and one
        ("CEAFe", (2 / 3 + 2 / 3, 2, 2 / 3 + 2 / 3, 2)),
        ("LEA", (0, 3, 0, 3)),
        ("Mentions", (3, 3, 3, 3)),
        ("Links", (0, 1, 0, 1)),
        ("Links(kind=other)", (1, 2, 1, 2)),  # Kim and Lee are apart on both sides
        ("B3(singletons=no)", (1 / 2, 2, 1 / 2, 2)),
    ],
)
@pytest.mark.parametrize("match", ["span", "head"])
def test_the_four_numbers(name, right, match):
    pred = document((KIM, "a"), (LEE, "b"), (HE, "b"))
    inside = ",".join(filter(None, [name.partition("(")[2].rstrip(")"), f"match={match}"]))
    assert counts(f"{name.partition('(')[0]}({inside})", GOLD, pred) == pytest.approx(right)


@pytest.mark.parametrize("name", [*EVERY, "B3(match=head)", "B3(singletons=no)"])
def test_mentions_that_no_entity_has_are_no_answer(name):
    assert counts(name, GOLD, ALONE)[:2] == (0, 0)
    assert counts(name, GOLD, ALONE)[3] > 0


@pytest.mark.parametrize("name", ["B3", "B3(match=head)", "B3(across=yes)", "CEAFe"])
def test_an_answer_with_entities_says_that_mentions_without_are_alone(name):
    assert counts(name, ALONE, replace(ALONE, entities=())) == (3, 3, 3, 3)


@pytest.mark.parametrize("name", ["B3", "B3(match=head)"])
def test_gold_mentions_that_no_entity_has_are_alone(name):
    assert counts(name, ALONE, GOLD) == (1 / 2 + 1 / 2 + 1, 3, 1 + 1 + 1, 3)


def test_a_place_is_one_mention():
    twice = document((KIM, "a", None, "PER"), (KIM, "a", None, "ORG"), (HE, "a"), (LEE, "b"))
    assert counts("B3", GOLD, twice) == counts("B3", twice, GOLD) == (3, 3, 3, 3)


def test_titles_are_in_no_cluster_and_no_slice():
    gold = document((PRESIDENT, None, None, "TITLE"), (KIM, "kim", None, "PER"), (HE, "kim", None, "PER"))
    assert counts("B3", gold, gold) == (2, 2, 2, 2)
    assert of_slice("B3", gold, gold, "type") == {"PER": (2, 2, 2, 2)}
    held = document((PRESIDENT, "kim", None, "TITLE"), (HE, "kim", None, "PER"))
    assert of_slice("B3", held, held, "type") == {"PER": (1, 1, 1, 1), "TITLE": (1, 1, 1, 1)}


SINGLE = [  # two entities of one document, which the answer takes for one
    ({}, "B3(match=head)", (1 / 2, 1)),
    ({"a": "R", "b": "R"}, "B3(match=head)", (1 / 2, 1)),
    ({"a": "R", "b": "R"}, "B3", (1 / 2, 1)),
    ({"a": "R", "b": "R"}, "B3(across=yes)", (1, 1)),
    ({"a": "R", "b": "S"}, "B3(across=yes)", (1 / 2, 1)),
    ({"a": None, "b": None}, "B3(across=yes)", (1 / 2, 1)),
    ({}, "B3(across=yes)", (1 / 2, 1)),
]


@pytest.mark.parametrize(("referents", "name", "right"), SINGLE)
def test_entities_of_one_referent_are_one_only_across_documents(referents, name, right):
    gold, pred = document((KIM, "a"), (HE, "b"), **referents), document((KIM, "x"), (HE, "x"))
    assert score(name, (gold, pred))[:2] == right


def test_clusters_run_through_documents_by_their_referent():
    gold = document((KIM, "e"), name="1", e="R"), document((HE, "f"), name="2", f="R")
    ids = document((KIM, "x"), name="1"), document((HE, "x"), name="2")  # ids are each document's own
    same = document((KIM, "x"), name="1", x="Z"), document((HE, "y"), name="2", y="Z")
    assert score("B3(across=yes)", *zip(gold, ids, strict=True))[:2] == (1, 1 / 2)
    assert score("B3(across=yes)", *zip(gold, same, strict=True))[:2] == (1, 1)
    assert score("B3", *zip(gold, same, strict=True))[:2] == (1, 1)
    assert score("MUC(across=yes)", *zip(gold, same, strict=True)).counts == (1, 1, 1, 1)
    assert score("MUC", *zip(gold, same, strict=True)).counts == (0, 0, 0, 0)


HEADS = [  # gold and predicted places with their heads, and which of gold each predicted one has the head of
    ([(KIM, KIM)], [(PRESIDENT_KIM, None)], {PRESIDENT_KIM: KIM}),  # twice the words, four times the characters
    ([(KIM, KIM)], [((0, 17), None)], {}),  # three times the words
    ([(KIM, KIM)], [(PRESIDENT_KIM, PRESIDENT)], {}),
    ([(KIM, KIM)], [(PRESIDENT_KIM, None), (KIM, None)], {KIM: KIM}),  # of two the equal span
    ([((10, 21), KIM)], [(PRESIDENT_KIM, None), ((10, 17), None)], {(10, 17): (10, 21)}),  # else what shares more
    ([(KIM, KIM), ((10, 17), None)], [(KIM, KIM), (PRESIDENT_KIM, None)], {PRESIDENT_KIM: KIM, KIM: (10, 17)}),  # as many as can be
]


@pytest.mark.parametrize(("gold", "pred", "found"), HEADS)
def test_mentions_of_one_head_are_matched_one_to_one(gold, pred, found):
    sides = [document(*((place, f"e{n}", head) for n, (place, head) in enumerate(side))) for side in (gold, pred)]
    assert headed(Pair.of(*sides)) == {(own,): (other,) for own, other in found.items()}
    assert counts("Mentions(match=head)", *sides) == (len(found), len(pred), len(found), len(gold))


def test_a_title_has_no_head_to_share():
    title = document((PRESIDENT_KIM, None, None, "TITLE"), (KIM, "kim", KIM))
    assert headed(Pair.of(title, document((PRESIDENT_KIM, "a")))) == {(PRESIDENT_KIM,): (KIM,)}
    assert headed(Pair.of(document((KIM, "a", KIM)), document((PRESIDENT_KIM, None, None, "TITLE")))) == {}


def letters(*clusters):
    """Mentions of one letter each, in clusters."""
    return document(*(((2 * ord(letter), 2 * ord(letter) + 1), cluster) for cluster in clusters for letter in cluster))


BLANC = [
    # coreference links 3, 2 and 1 in common; others 3, 4 and 2 in common
    (("abc", "d"), ("ab", "cd"), ((1 / 2 + 2 / 4) / 2, (1 / 3 + 2 / 3) / 2, (2 / 5 + 4 / 7) / 2)),
    (("abc",), ("a", "b", "c"), (0, 0, 0)),  # what is undefined in a class that counts is 0
    (("a", "b", "c"), ("abc",), (0, 0, 0)),
    (("ab", "c"), ("ab", "c"), (1, 1, 1)),
    (("a",), ("a",), (None, None, None)),  # one mention has no links
]


@pytest.mark.parametrize(("key", "response", "right"), BLANC)
def test_blanc_is_the_mean_of_two_classes_of_links(key, response, right):
    found = score("BLANC", (letters(*key), letters(*response)))
    assert found[:3] == (pytest.approx(right) if right[0] is not None else right)


def test_a_class_without_links_counts_by_its_convention():
    """The key has no link of the second class, the response has one, which is wrong."""
    scores = Score(1 / 2, 1 / 4, 1 / 3), Score(0.0, None, 0.0)
    assert parse("BLANC(convention=A)").combine(scores) == Score(1 / 2, 1 / 4, pytest.approx(1 / 3))
    assert parse("BLANC").combine(scores) == Score(1 / 4, 1 / 8, pytest.approx(1 / 6))
    assert parse("BLANC").combine([Score(None, None, None)] * 2) == Score(None, None, None)


class Early(B3, frozen=True):
    """A user's own: mentions of the first sentence alone."""

    def named(self, pair, side):
        return {name: {at for at in cluster if at[0][0] < 30} for name, cluster in super().named(pair, side).items()}


def test_a_user_s_own_clusters_are_counted_beside_the_house_s():
    memo, pair = Memo(), Pair.of(GOLD, GOLD)
    assert sliced(B3(), [pair], shared=memo)[""] == (3, 3, 3, 3)
    assert sliced(Early(), [pair], shared=memo)[""] == (2, 2, 2, 2)
