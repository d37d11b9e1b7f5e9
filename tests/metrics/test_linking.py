"""Links by place and id, by type where asked, and clusters of equal id whatever it is."""

import pytest

from dateline.document import Document, Entity, Mention
from dateline.kernel.items import distinct
from dateline.kernel.matching import Edge
from dateline.kernel.pair import Pair
from dateline.metrics import parse
from tests.metrics.conftest import counts, edges, matched, of_slice, score

TEXT = "Rome and the U.S. met Kim. Rome left."
ROME, US, THE_US, KIM, AGAIN = (0, 4), (13, 17), (9, 17), (22, 25), (27, 31)


def document(*mentions, name="d", entities=()):
    """Mentions as place, id, and, if need be, type and entity."""
    said = [(*mention, None, None)[:4] for mention in mentions]
    made = tuple(Mention(start=s, end=e, qid=qid, type=kind, entity=own) for (s, e), qid, kind, own in said)
    return Document(id=name, text=TEXT, mentions=made, entities=entities)


GOLD = document((ROME, "Q1", "GPE"), (US, "Q2", "GPE"), (KIM, "Q3", "PER"))
PRED = document((ROME, "Q1", "LOC"), (THE_US, "Q2", "GPE"), (KIM, "Q4", "PER"), (AGAIN, "Q1", "GPE"))


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("Link", (1, 4, 1, 3)),
        ("Link(match=weak)", (2, 4, 2, 3)),
        ("Link(typed=yes)", (0, 4, 0, 3)),
        ("Link(match=weak,typed=yes)", (1, 4, 1, 3)),
        ("Link(given=mentions)", (1, 2, 1, 3)),
        ("Link(match=weak,given=mentions)", (1, 2, 1, 3)),
        ("Link(typed=yes,given=mentions)", (0, 2, 0, 3)),
    ],
)
def test_the_four_numbers(name, right):
    assert counts(name, GOLD, PRED) == right
    assert counts(name, GOLD, GOLD) == (3, 3, 3, 3)


def test_an_id_that_is_judged_absent_counts_only_if_asked():
    gold, pred = document((ROME, "Q1"), (KIM, "NIL")), document((ROME, "NIL"), (KIM, "NIL"))
    assert counts("Link", gold, pred) == (0, 0, 0, 1)
    assert counts("Link(nil=yes)", gold, pred) == (1, 2, 1, 2)


@pytest.mark.parametrize("pred", ["Q1", "Q2"])
def test_two_mentions_at_one_place_may_each_be_linked(pred):
    both = document((ROME, "Q1", "GPE"), (ROME, "Q2", "ORG"))
    for name in ("Link", "Link(match=weak)"):
        assert counts(name, both, document((ROME, pred, "GPE"))) == (1, 1, 1, 2)
        assert counts(name, document((ROME, pred, "GPE")), both) == (1, 2, 1, 1)


@pytest.mark.parametrize(("kind", "rank"), [("GPE", 0), ("ORG", 1)])
def test_of_equal_links_at_one_place_the_one_of_equal_type_is_matched(kind, rank):
    gold, pred = document((ROME, "Q1", "GPE"), (ROME, "Q1", "ORG")), document((ROME, "Q1", kind))
    assert matched("Link", gold, pred) == [(rank, 0)]
    assert of_slice("Link", gold, pred, "type")[kind] == (1, 1, 1, 1)
    assert counts("Link(typed=yes)", gold, pred) == (1, 1, 1, 2)


@pytest.mark.parametrize(("kind", "rank"), [("GPE", 0), ("PER", 1)])
def test_of_overlapping_links_that_of_equal_type_is_matched_else_the_one_that_shares_most(kind, rank):
    gold, pred = document(((0, 8), "Q1", "GPE"), ((5, 17), "Q1", "ORG")), document(((5, 12), "Q1", kind))
    assert edges("Link(match=weak)", gold, pred) == [
        Edge(0, 0, 1.0, same_label=kind == "GPE", shared=3),
        Edge(1, 0, 1.0, same_label=False, shared=7),
    ]
    assert matched("Link(match=weak)", gold, pred) == [(rank, 0)]


CLUSTERS = [  # the shared mentions of the best matching of clusters, over three on either side
    ((ROME, "Q1"), (AGAIN, "Q1"), (KIM, "Q3"), 3),
    ((ROME, "Q7"), (AGAIN, "Q7"), (KIM, "Q8"), 3),  # grouped rightly under other names
    ((ROME, "Q1"), (AGAIN, "Q2"), (KIM, "Q2"), 2),
    ((ROME, "Q1"), (AGAIN, "Q1"), (KIM, "Q1"), 2),
    ((ROME, "NIL"), (AGAIN, "NIL"), (KIM, "Q3"), 2),  # without an entity each is alone
    ((ROME, "NIL", None, "a"), (AGAIN, "NIL", None, "a"), (KIM, "Q3"), 3),
    ((ROME, "NIL", None, "a"), (AGAIN, "NIL", None, "a"), (KIM, "NIL", None, "b"), 3),
    ((ROME, "NIL", None, "a"), (AGAIN, "NIL", None, "b"), (KIM, "NIL", None, "b"), 2),
    ((ROME, "Q7", None, "a"), (AGAIN, "Q7", None, "b"), (KIM, "Q8", None, "b"), 3),  # an id is one whatever the entity
]


@pytest.mark.parametrize("case", CLUSTERS)
def test_clusters_of_equal_id(case):
    *mentions, right = case
    gold = document((ROME, "Q1"), (AGAIN, "Q1"), (KIM, "Q3"))
    assert counts("LinkCEAF", gold, document(*mentions)) == (right, 3, right, 3)
    assert counts("LinkCEAF", document(*mentions), gold) == (right, 3, right, 3)


def test_a_mention_without_an_id_is_in_no_cluster():
    pred = document((ROME, None), (KIM, "Q3"))
    assert counts("LinkCEAF", document((ROME, "Q1"), (KIM, "Q3")), pred) == (1, 1, 1, 2)


@pytest.mark.parametrize(
    ("gold", "pred", "plain", "typed"),
    [
        ((("Q1", "GPE"), ("Q1", "GPE")), (("Q1", "GPE"), ("Q1", "LOC")), 2, 1),
        ((("Q1", "GPE"), ("Q1", "LOC")), (("Q5", "GPE"), ("Q6", "LOC")), 1, 1),  # what is one stays one, whatever its mentions' types
        ((("Q1", "GPE"), ("Q1", "LOC")), (("Q7", "GPE"), ("Q7", "GPE")), 2, 1),
        ((("Q1", "GPE"), ("Q1", "LOC")), (("Q7", "GPE"), ("Q7", "LOC")), 2, 2),
    ],
)
def test_typed_clusters_want_the_label_too(gold, pred, plain, typed):
    sides = [document(*((place, *said) for place, said in zip((ROME, AGAIN), side, strict=True))) for side in (gold, pred)]
    assert counts("LinkCEAF", *sides).right_gold == plain
    assert counts("LinkCEAF(typed=yes)", *sides).right_gold == typed


@pytest.mark.parametrize(
    ("gold", "pred", "apart", "across"),
    [
        (("Q1", "Q1"), ("Q7", "Q7"), 2, 2),
        (("Q1", "Q1"), ("Q7", "Q8"), 2, 1),
        (("Q1", "Q2"), ("Q7", "Q7"), 2, 1),
        (("NIL", "NIL"), ("Q7", "Q7"), 2, 1),  # what has no id is another in each document
        (("NIL", "NIL"), ("Q7", "Q8"), 2, 2),
    ],
)
def test_clusters_run_through_documents_if_asked(gold, pred, apart, across):
    pairs = [tuple(document((ROME, side[n], None, "e"), name=str(n)) for side in (gold, pred)) for n in (0, 1)]
    assert score("LinkCEAF", *pairs).counts == (apart, 2, apart, 2)
    assert score("LinkCEAF(across=yes)", *pairs).counts == (across, 2, across, 2)


ENTITIES = (Entity(id="us", name="United States"), Entity(id="italy", name="Italy"), Entity(id="kim", name="Jong Un"), Entity(id="no"))


@pytest.mark.parametrize(
    ("place", "kind", "entity", "what"),
    [
        (ROME, "GPE", "italy", "metonym"),
        (US, "GPE", "us", "wrong candidate"),  # an acronym
        (KIM, "PER", "kim", "wrong candidate"),  # only places and bodies stand for others
        (ROME, "GPE", "no", "wrong candidate"),
        (ROME, "GPE", None, "wrong candidate"),
        (ROME, "NORP", "italy", "demonym"),
    ],
)
def test_what_makes_a_wrong_link_hard(place, kind, entity, what):
    pair = Pair.of(document((place, "Q1", kind, entity), entities=ENTITIES), document((place, "Q2", kind)))
    (gold,), (pred,) = (distinct(parse("Link").items(pair, side))[0] for side in (pair.gold, pair.pred))
    assert parse("Link").wrong(pair, gold, pred) == what
