"""Which labels documents use, and a file may."""

from dateline.document import Argument, Document, Entity, Event, Mention, Relation
from dateline.document.inventory import Inventory, Used, Using, shipped, used
from dateline.document.labels import inverses, tables

ONE = Document(
    id="a",
    mentions=(Mention(start=0, end=1, type="PER"), Mention(start=2, end=3), Mention(start=4, end=5, type="ORG")),
    entities=(Entity(id="e", type="GPE"), Entity(id="f")),
    relations=(Relation(head="e", type="leads", tail="f"), Relation(head="e", type="met", tail="f")),
    events=(
        Event(start=0, end=1, type="Meet", arguments=(Argument(role="Place", filler="e"), Argument(role="Agent", filler="f"))),
        Event(start=2, end=3, arguments=(Argument(role="Time", filler="e"),)),
    ),
)
TWO = Document(
    id="b",
    mentions=(Mention(start=0, end=1, type="FAC"),),
    entities=(Entity(id="e", type="LOC"),),
    relations=(Relation(head="e", type="owns", tail="e"),),
    events=(Event(start=0, end=1, type="Say", arguments=(Argument(role="Speaker", filler="e"),)),),
)
OF_ONE = (frozenset({"PER", "ORG", "GPE"}), frozenset({"leads", "met"}), frozenset({"Meet"}), frozenset({"Place", "Agent", "Time"}))
OF_TWO = (frozenset({"FAC", "LOC"}), frozenset({"owns"}), frozenset({"Say"}), frozenset({"Speaker"}))


def test_labels_are_taken_up_document_by_document():
    assert used([ONE]) == Used(*OF_ONE)
    assert used([TWO]) == Used(*OF_TWO)
    both = Used(*(one | two for one, two in zip(OF_ONE, OF_TWO, strict=True)))
    assert used([ONE, TWO]) == used([TWO, ONE]) == both
    assert used([ONE, Document(id="c"), ONE]) == Used(*OF_ONE)
    assert used([Document(id="c", mentions=(), entities=(), relations=(), events=())]) == Used() == Using().used()


def test_the_shipped_inventory_is_that_of_the_tables():
    known = tables()
    relations = frozenset(known["relations"]) | inverses().keys()
    assert shipped() == Inventory(frozenset(known["entities"]), relations, frozenset(known["events"]), frozenset(known["roles"]))


def test_all_labels_of_a_layer_are_within_it():
    every = Used(*shipped())
    assert every.within(shipped())
    assert every.inventory() == shipped()
    for layer, (labels, other) in enumerate(zip(OF_ONE, OF_TWO, strict=True)):
        own = [frozenset[str]() for _ in OF_ONE]
        own[layer] = labels
        closed = [None for _ in OF_ONE]
        closed[layer] = labels
        assert Used(*own).within(Inventory(*closed))
        assert Used(*own).inventory()[layer] == (shipped()[layer] if labels.issubset(shipped()[layer]) else labels)
        closed[layer] = other
        assert not Used(*own).within(Inventory(*closed))
