"""Relations by resolved triples or by the mentions of their ends, and the characters of their evidence."""

import pytest

from dateline.document import Alternative, Document, Entity, Event, Inline, Mention, Relation, TextSpan, Time
from dateline.kernel.items import distinct
from dateline.kernel.matching import Edge
from dateline.kernel.pair import Pair
from dateline.metrics import parse
from dateline.metrics.relations import dice
from tests.metrics.conftest import counts, edges, items, matched, of_slice

TEXT = "Kim met Lee in Rome on 3 May. He greeted Ola."
PLACES = {"m-kim": (0, 3), "m-lee": (8, 11), "m-rome": (15, 19), "m-he": (30, 32), "m-ola": (41, 44)}
OWNERS = {"m-kim": "kim", "m-he": "kim", "m-lee": "lee", "m-rome": "rome", "m-ola": "ola"}
ENTITIES = (Entity(id="un", name="UN"), Entity(id="eu", name="EU"))  # mentioned nowhere
MATCHES = ("Rel", "Rel(match=boundary)", "Rel(match=strict)")


def document(*relations, kinds="PER", **layers):
    """All people with their entities, two times, and what is said of them."""
    mentions = tuple(Mention(id=own, start=s, end=e, type=kinds, entity=OWNERS[own]) for own, (s, e) in PLACES.items())
    return Document(id="d", text=TEXT, mentions=mentions, entities=ENTITIES, relations=relations, **layers)


def relation(head, kind, tail, *evidence, **of):
    return Relation(head=head, type=kind, tail=tail, evidence=evidence or None, **of)


def inline(name):
    start, end = PLACES[name]
    return Inline(start=start, end=end)


LEADS = relation("kim", "leader_of", "lee")


@pytest.mark.parametrize(
    ("gold", "pred", "right"),  # by entities, by boundaries, by boundaries and labels
    [
        (LEADS, LEADS, (1, 1, 1)),
        (LEADS, relation("m-he", "leader_of", "m-lee"), (1, 1, 1)),
        (LEADS, relation(inline("m-he"), "leader_of", inline("m-lee")), (1, 1, 0)),  # an inline reference states no label
        (LEADS, relation("lee", "led_by", "kim"), (1, 1, 1)),
        (LEADS, relation("kim", "led_by", "lee"), (0, 0, 0)),
        (LEADS, relation("lee", "leader_of", "kim"), (0, 0, 0)),
        (LEADS, relation("kim", "leader_of", "ola"), (0, 0, 0)),
        (LEADS, relation("rome", "leader_of", "ola"), (0, 0, 0)),
        (LEADS, relation("kim", "member_of", "lee"), (0, 0, 0)),
        (relation("m-he", "leader_of", "m-lee"), relation("m-kim", "leader_of", "m-lee"), (1, 0, 0)),
        (relation("kim", "met_with", "lee"), relation("lee", "met_with", "kim"), (1, 1, 1)),
        (relation("kim", "met_with", "lee"), relation("m-he", "met_with", "m-lee"), (1, 1, 1)),  # here the ends cross
        (relation("kim", "met_with", "lee"), relation("lee", "met_with", "ola"), (0, 0, 0)),
        (relation("kim", "met_with", "lee"), relation("m-he", "met_with", "ola"), (0, 0, 0)),
        (relation("kim", "member_of", "un"), relation("kim", "member_of", "un"), (1, 1, 1)),
        (relation("kim", "member_of", "un"), relation("kim", "member_of", "eu"), (0, 0, 0)),
    ],
)
def test_when_a_relation_is_right(gold, pred, right):
    assert tuple(counts(name, document(gold), document(pred)) for name in MATCHES) == tuple((n, 1, n, 1) for n in right)


def test_strict_arguments_want_equal_labels():
    right = [counts(name, document(LEADS), document(LEADS, kinds="ORG")).right_gold for name in MATCHES]
    assert right == [1, 1, 0]


@pytest.mark.parametrize("name", MATCHES)
def test_a_relation_is_an_item_once(name):
    turned = document(LEADS, relation("m-he", "leader_of", "lee"), relation("lee", "led_by", "kim"), relation("kim", "leader_of", "lee"))
    assert counts(name, document(LEADS), turned).predicted == (1 if name == "Rel" else 2)  # another mention is another argument
    met = document(relation("kim", "met_with", "lee"), relation("lee", "met_with", "kim"))
    assert counts(name, met, met) == (1, 1, 1, 1)


@pytest.mark.parametrize("name", MATCHES)
def test_arguments_found_nowhere_are_told_apart_by_their_words(name):
    lost = [relation("kim", "leader_of", Inline(text=words)) for words in ("Bob", "Eve", "Eve")]
    nameless = relation("kim", "leader_of", Inline())
    assert counts(name, document(LEADS), document(*lost)) == (0, 2, 0, 1)
    assert counts(name, document(LEADS), document(*lost, nameless)) == (0, 3, 0, 1)


@pytest.mark.parametrize("name", MATCHES)
def test_what_equals_an_alternative_is_right(name):
    gold = document(relation("kim", "leader_of", "lee", alternatives=(Alternative(type="member_of"),)))
    assert counts(name, gold, document(relation("m-he", "member_of", "m-lee"))) == (1, 1, 1, 1)
    assert counts(name, gold, document(relation("m-he", "member_of", "m-ola"))) == (0, 1, 0, 1)
    unmentioned = document(relation("kim", "part_of", "un", alternatives=(Alternative(type="member_of"),)))
    assert counts(name, unmentioned, document(relation("kim", "member_of", "un"))) == (1, 1, 1, 1)


def test_times_and_events_are_equal_by_their_place_and_their_layer():
    when, deed = Time(id="t", start=23, end=28), Event(id="v", start=23, end=28)
    gold = document(relation("kim", "participant_in", "t"), times=(when,))
    for name in MATCHES[1:]:
        assert counts(name, gold, gold) == (1, 1, 1, 1)
        assert counts(name, gold, document(relation("kim", "participant_in", "v"), events=(deed,))) == (0, 1, 0, 1)
        lost = document(relation("kim", "participant_in", "t"), times=(Time(id="t", aligned="none"),))
        assert counts(name, gold, lost) == (0, 1, 0, 1)


def test_slices_of_relations():
    gold = document(relation("kim", "leader_of", "lee", status="former"), relation("kim", "met_with", "ola", inferred=True))
    for name in MATCHES:
        assert of_slice(name, gold, gold, "type") == {"leader_of": (1, 1, 1, 1), "met_with": (1, 1, 1, 1)}
        assert of_slice(name, gold, gold, "status") == {"former": (1, 1, 1, 1), "none": (1, 1, 1, 1)}
        assert of_slice(name, gold, gold, "inferred") == {"True": (1, 1, 1, 1), "none": (1, 1, 1, 1)}


def test_a_relation_by_its_mentions_stands_at_its_evidence_and_asks_no_more_of_it():
    said = relation("m-kim", "leader_of", "m-lee", (8, 11))
    (found,) = items("Rel(match=boundary)", document(said))
    assert (*found[:3], found.pieces, found.source) == (8, 11, "leader_of", (), said)


@pytest.mark.parametrize(
    ("match", "reference", "told"),
    [
        ("boundary", "m-lee", ("@", ((8, 11),))),
        ("strict", "m-lee", ("@", ((8, 11),), "PER")),
        ("strict", inline("m-lee"), ("@", ((8, 11),))),
        ("strict", "t", ("@", ((23, 28),), "\0Time")),
        ("strict", Inline(text="Bob"), ("?", "Bob")),
        ("strict", Inline(), ("?", "")),
        ("strict", "un", ("N", "name", "un")),
    ],
)
def test_what_an_argument_is_told_by(match, reference, told):
    times = (Time(id="t", start=23, end=28),)
    (found,) = items(f"Rel(match={match})", document(relation("kim", "leader_of", reference), times=times))
    assert found.key[1] == (told,)


def test_of_relations_that_share_mentions_the_first_is_matched():
    gold, pred = document(LEADS, relation("m-he", "leader_of", "m-lee", (30, 32))), document(relation("m-he", "leader_of", "lee"))
    assert edges("Rel(match=boundary)", gold, pred) == [Edge(g, 0, 1.0, same_label=True) for g in (0, 1)]
    assert matched("Rel(match=boundary)", gold, pred) == [(0, 0)]
    assert counts("Rel(match=boundary)", gold, pred) == (1, 1, 1, 2)


def test_a_symmetric_relation_for_one_that_is_not_is_a_wrong_type():
    pair = Pair.of(document(relation("kim", "met_with", "lee")), document(relation("lee", "leader_of", "kim")))
    (met,), (leads,) = (distinct(parse("Rel").items(pair, side))[0] for side in (pair.gold, pair.pred))
    assert parse("Rel").wrong(pair, met, leads) == parse("Rel").wrong(pair, leads, met) == "type"


@pytest.mark.parametrize(
    ("gold", "pred", "credit"),
    [
        (((0, 11),), ((0, 11),), 1),
        (((0, 11),), ((8, 19),), 2 * 3 / 22),
        (((0, 3), (8, 11)), ((0, 11),), 2 * 6 / 17),
        (((0, 3),), ((8, 11),), 0),
        (((0, 3),), (TextSpan(text="Kim"),), 0),
        ((TextSpan(text="Kim"),), (TextSpan(text="Lee"),), 0),  # found nowhere
    ],
)
def test_evidence_earns_the_dice_coefficient_of_its_characters(gold, pred, credit):
    sides = [document(relation("kim", "leader_of", "lee", *spans)) for spans in (gold, pred)]
    assert counts("Evidence", *sides) == pytest.approx((credit, 1, credit, 1))


def test_evidence_is_that_of_equal_triples_and_of_relations_that_carry_some():
    gold = document(relation("kim", "leader_of", "lee", (0, 3)), relation("lee", "led_by", "m-he", (8, 11)), relation("kim", "owns", "ola"))
    assert counts("Evidence", gold, document(relation("kim", "leader_of", "lee", (0, 3), (8, 11)))) == (1, 1, 1, 1)
    assert counts("Evidence", gold, document(relation("kim", "leader_of", "ola", (0, 3)))) == (0, 1, 0, 1)
    assert counts("Evidence", gold, document(relation("kim", "member_of", "lee", (0, 3)))) == (0, 1, 0, 1)
    assert edges("Evidence", gold, gold) == [Edge(0, 0, 1.0, same_label=True)]


def test_dice():
    assert dice(((0, 4),), ((2, 6),)) == 1 / 2
    assert dice((), ((2, 6),)) == dice((), ()) == 0


def test_an_argument_of_all_mentions_is_nobody_s():
    """One cluster of everybody shares a mention with each argument of gold."""
    gold = document(LEADS, relation("ola", "leader_of", "rome"))
    everybody = tuple(Mention(id=own, start=s, end=e, type="PER", entity="all") for own, (s, e) in PLACES.items())
    pred = Document(
        id="d", text=TEXT, mentions=everybody, relations=(relation("all", "leader_of", "m-lee"), relation("all", "leader_of", "m-rome"))
    )
    for name in MATCHES[1:]:
        assert counts(name, gold, pred)[0] == 0
    halves = {**OWNERS, "m-he": "ola"}  # of two mentions of a predicted entity one is gold's
    mixed = tuple(Mention(id=own, start=s, end=e, type="PER", entity=halves[own]) for own, (s, e) in PLACES.items())
    for name in MATCHES[1:]:
        assert counts(name, gold, Document(id="d", text=TEXT, mentions=mixed, relations=gold.relations)) == (2, 2, 2, 2)
