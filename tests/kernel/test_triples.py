"""Relations in gold's terms: inverse names turned, symmetric ones in order, equal ones put together with all their evidence."""

from dateline.document import Document, Mention, Relation
from dateline.document.index import Side
from dateline.document.items import Item
from dateline.kernel.pair import Pair
from dateline.kernel.triples import hull, resolved, spans_of, together, triple

KEYS = {"a": ("E", 0), "b": ("E", 1)}


def relation(head, kind, tail, *evidence):
    return Relation(head=head, type=kind, tail=tail, evidence=evidence or None)


def test_a_triple_is_a_type_and_resolved_ends():
    resolve = KEYS.__getitem__
    assert triple(resolve, relation("b", "leader_of", "a")) == ("leader_of", (("E", 1), ("E", 0)))
    assert triple(resolve, relation("b", "met_with", "a")) == triple(resolve, relation("a", "met_with", "b"))
    assert triple(resolve, relation("b", "met_with", "a")) == ("met_with", (("E", 0), ("E", 1)))
    assert triple(resolve, relation("a", "met_with", "a")) == ("met_with", (("E", 0), ("E", 0)))
    kind, ends = triple(resolve, relation("a", "led_by", "b"))
    assert (kind, ends) == ("leader_of", (("E", 1), ("E", 0)))


def test_where_a_relation_stands():
    assert spans_of(relation("a", "x", "b")) == ()
    assert spans_of(relation("a", "x", "b", (5, 9), (0, 3), (8, 12))) == ((0, 3), (5, 12))
    assert hull(relation("a", "x", "b", (5, 9), (0, 3))) == (0, 9)
    assert hull(relation("a", "x", "b")) == (0, 0)


def item(start, end, pieces, source="r"):
    return Item(start, end, "x", (), pieces, source)


def test_two_equal_triples_are_the_first_with_the_evidence_of_both():
    early, late, nowhere = item(0, 3, ((0, 3),), "early"), item(2, 9, ((2, 5), (7, 9)), "late"), item(0, 0, (), "nowhere")
    assert together(early, late) == together(late, early) == item(0, 3, ((0, 5), (7, 9)), "early")
    assert together(nowhere, late) == together(late, nowhere) == late
    assert together(item(0, 3, ((0, 3),), "b"), item(0, 3, ((0, 3),), "a")).source == "a"
    assert together(item(0, 3, ((0, 3),)), item(0, 2, ((0, 2),), "short")).source == "short"
    assert together(item(0, 3, ((0, 3),)), item(0, 3, ((0, 1), (2, 3)), "parts")).source == "parts"


def test_the_relations_of_a_side_once_each():
    text = "Kim met Lee. Lee met Kim."
    mentions = tuple(Mention(id=n, start=s, end=e, entity=n) for n, s, e in (("k", 0, 3), ("l", 8, 11)))
    said = (relation("k", "met_with", "l", (0, 11)), relation("l", "met_with", "k", (13, 25)), relation("k", "leader_of", "l"))
    side = Side(Document(id="d", text=text, mentions=mentions, relations=said))
    found = resolved(Pair(side, None), side, said)
    assert [(one.label, one.key, one.pieces, (one.start, one.end), one.source) for one in found] == [
        ("met_with", (("E", 0), ("E", 1)), ((0, 11), (13, 25)), (0, 11), said[0]),
        ("leader_of", (("E", 0), ("E", 1)), (), (0, 0), said[2]),
    ]
