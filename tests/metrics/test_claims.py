"""A claim is right where its source and its factuality are; what gold leaves out is not asked, or has its default."""

import pytest
from msgspec.structs import replace

from dateline.document import Document, Event, Mention, Relation
from dateline.kernel.matching import Edge
from dateline.kernel.pair import Pair
from dateline.metrics import parse
from dateline.metrics.claims import claims
from tests.metrics.conftest import counts, edges, items, matched, of_slice

TEXT = "Kim met Lee in Rome on Monday, said Ola."
WHO = tuple(
    Mention(id=f"m-{name}", start=s, end=e, type="PER", entity=name) for name, s, e in (("kim", 0, 3), ("lee", 8, 11), ("ola", 36, 39))
)
MET = {"start": 4, "end": 7, "type": "Contact.Meet"}
LEADS = {"head": "kim", "type": "leader_of", "tail": "lee"}


def document(*said):
    """A document of events and relations, with all people mentioned."""
    events, relations = (tuple(one for one in said if isinstance(one, kind)) for kind in (Event, Relation))
    return Document(id="d", text=TEXT, mentions=WHO, events=events, relations=relations)


def event(**stance):
    return Event(**{**MET, **stance})


def relation(**stance):
    return Relation(**{**LEADS, **stance})


EVENTS = [  # what gold says, what is answered, and whether it is right under both, source and factuality
    ({}, {"realis": "ACTUAL"}, (1, 1, 1)),
    ({}, {"polarity": "NEGATIVE"}, (1, 1, 1)),
    ({"realis": "ACTUAL"}, {"realis": "OTHER"}, (0, 1, 0)),
    ({"polarity": "POSITIVE"}, {}, (0, 1, 0)),
    ({}, {"certainty": "certain"}, (1, 1, 1)),
    ({"certainty": "certain"}, {}, (1, 1, 1)),
    ({"certainty": "probable"}, {"certainty": "certain"}, (0, 1, 0)),
    ({"certainty": "probable"}, {"certainty": "possible"}, (0, 1, 0)),
    ({"asserted_by": "kim"}, {"asserted_by": "m-kim"}, (1, 1, 1)),
    ({"asserted_by": "kim"}, {}, (0, 0, 1)),
]
RELATIONS = [
    ({"asserted_by": "kim"}, {"asserted_by": "m-kim"}, (1, 1, 1)),
    ({"asserted_by": "kim"}, {"asserted_by": "ola"}, (0, 0, 1)),
    ({"asserted_by": "kim"}, {}, (0, 0, 1)),
    ({}, {"certainty": "certain", "status": "current"}, (1, 1, 1)),
    ({"certainty": "probable"}, {"certainty": "possible"}, (0, 1, 0)),
    ({"certainty": "probable"}, {"certainty": "certain"}, (0, 1, 0)),
    ({"status": "former"}, {"status": "current"}, (0, 1, 0)),
    ({"status": "former"}, {"status": "former"}, (1, 1, 1)),
]


@pytest.mark.parametrize(
    ("make", "gold", "pred", "right"), [*[(event, *case) for case in EVENTS], *[(relation, *case) for case in RELATIONS]]
)
def test_what_a_claim_must_say(make, gold, pred, right):
    names = ("Claim", "Claim(match=source)", "Claim(match=factuality)")
    assert tuple(counts(name, document(make(**gold)), document(make(**pred))).right_gold for name in names) == right


def test_a_claim_tells_what_it_is_about_its_source_and_its_factuality():
    said = document(event(realis="OTHER", certainty="possible"), relation(asserted_by="ola", status="former"))
    pair = Pair.of(said, None)
    assert [found[:2] for found in claims(pair, pair.gold)] == [
        ("Contact.Meet", (((4, 7),), ("A",), "OTHER", "", "possible", "current")),
        ("leader_of", ((("E", 0), ("E", 1)), ("E", 2), "", "", "certain", "former")),
    ]


def test_an_event_stands_at_its_trigger_and_a_relation_at_its_evidence():
    found = items("Claim", document(event(), relation(evidence=((8, 11), (0, 3)))))
    assert [(one.start, one.end, one.label, one.pieces, type(one.source)) for one in found] == [
        (0, 11, "leader_of", ((0, 3), (8, 11)), Relation),
        (4, 7, "Contact.Meet", ((4, 7),), Event),
    ]


def test_an_event_found_nowhere_stands_before_the_text_and_matches_nothing():
    lost = Event(type="Contact.Meet", aligned="none")
    (found,) = items("Claim", document(event()), document(lost), predicted=True)
    assert (found.start, found.end, found.pieces) == (-2, -2, ((-2, -2),))
    assert counts("Claim", document(event()), document(lost)) == (0, 1, 0, 1)


def test_another_thing_is_another_claim():
    other = event(type="Life.Die"), event(start=12, end=14), relation(tail="ola"), relation(type="member_of")
    assert counts("Claim", document(event(), relation()), document(*other)) == (0, 4, 0, 2)


def test_equal_claims_are_one_at_the_first_place():
    twice = document(relation(evidence=((36, 39),)), relation(evidence=((0, 3),)), event())
    assert [one.start for one in items("Claim", twice)] == [0, 4]
    assert counts("Claim", twice, document(event(), relation())) == (2, 2, 2, 2)


def test_claims_in_the_order_of_the_text_are_all_there():
    said = document(event(), event(start=12, end=14), event(start=31, end=35, type="Contact.Statement"))
    assert counts("Claim", said, said) == (3, 3, 3, 3)


def test_slices_are_by_type_and_by_what_is_said():
    gold = document(event(type=None), event(start=12, end=14, realis="OTHER"), relation(certainty="probable", status="former"))
    assert of_slice("Claim", gold, gold, "type") == dict.fromkeys(("none", "Contact.Meet", "leader_of"), (1, 1, 1, 1))
    assert of_slice("Claim", gold, gold, "certainty") == {"none": (2, 2, 2, 2), "probable": (1, 1, 1, 1)}
    assert of_slice("Claim", gold, gold, "status") == {"none": (2, 2, 2, 2), "former": (1, 1, 1, 1)}
    assert of_slice("Claim", gold, gold, "realis") == {"none": (2, 2, 2, 2), "OTHER": (1, 1, 1, 1)}


def test_of_two_claims_about_one_thing_the_one_that_says_most_of_the_same_is_matched():
    gold = document(event(realis="ACTUAL", asserted_by="kim"), event(asserted_by="kim"))  # the first in order leaves realis out
    pred = document(event(realis="ACTUAL", asserted_by="kim"))
    assert edges("Claim", gold, pred) == [
        Edge(0, 0, 1.0, same_label=True, shared=5),
        Edge(1, 0, 1.0, same_label=True, shared=6),
    ]
    assert matched("Claim", gold, pred) == [(1, 0)]


def wrong(gold, pred):
    """What is wrong between the only claim of each side."""
    pair = Pair.of(document(gold), document(pred))
    (one,), (other,) = (list(parse("Claim").items(pair, side)) for side in (pair.gold, pair.pred))
    return parse("Claim").wrong(pair, one, other)


@pytest.mark.parametrize(
    ("gold", "pred", "what"),
    [
        (event(asserted_by="kim"), event(), "source"),
        (event(asserted_by="kim", polarity="POSITIVE"), event(polarity="NEGATIVE"), "source and polarity"),
        (event(realis="ACTUAL", certainty="probable"), event(realis="OTHER"), "realis and certainty"),
        (relation(status="former"), relation(), "status"),
        (event(), event(realis="OTHER"), "wrong"),
        (event(), event(type="Life.Die"), "type"),
        (event(), event(start=4, end=11), "boundary"),
        (relation(evidence=((4, 7),)), relation(tail="ola", evidence=((4, 7),)), None),
        (relation(evidence=((4, 7),)), event(), None),
        (event(), relation(evidence=((4, 7),)), None),
    ],
)
def test_what_is_wrong_with_a_claim(gold, pred, what):
    assert wrong(gold, pred) == what


def test_what_gold_does_not_annotate_is_no_claim():
    both = document(event(), relation())
    assert counts("Claim", replace(both, relations=None), both) == (1, 1, 1, 1)
    assert counts("Claim", replace(both, events=None), both) == (1, 1, 1, 1)
    assert counts("Claim", replace(both, events=()), both) == (1, 2, 1, 1)
