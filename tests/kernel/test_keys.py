"""Keys of gold's entities: the mentioned, sets, and what is only named."""

import pytest

from dateline.document import Alternative, Document, Entity, Mention, Relation
from dateline.document.index import Side
from dateline.kernel.keys import GoldKeys, nameless, nothing
from dateline.kernel.pair import Pair
from tests.metrics.conftest import score

MENTIONS = (
    Mention(id="ma", start=0, end=3, entity="a"),
    Mention(id="mb", start=8, end=11, entity="b"),
    Mention(id="mc", start=15, end=19, entity="c"),
    Mention(id="md", start=25, end=30, entity="d"),
)
A, B, C, D = (("E", rank) for rank in range(4))


def keys(*entities, mentions=MENTIONS):
    return GoldKeys(Side(Document(id="d", mentions=mentions, entities=entities)))


def held(name, *members, **of):
    return Entity(id=name, members=members, **of)


def test_the_mentioned_are_by_where_they_stand():
    fragments = Mention(start=1, end=9, fragments=((1, 2), (8, 9)), entity="f")  # what no chain has
    assert keys().mentioned == {"a": A, "b": B, "c": C, "d": D}
    assert keys(mentions=(*MENTIONS, fragments)).mentioned == {"a": ("E", 0), "f": ("E", 1), "b": ("E", 2), "c": ("E", 3), "d": ("E", 4)}


@pytest.mark.parametrize(
    ("entities", "name", "key"),
    [
        ((held("u", "b", "a"),), "u", ("S", A, B)),
        ((held("c", "a", "b"),), "c", C),  # a mentioned set is its mentions
        ((held("u", "a", "b"), held("c", "b", "a")), "u", C),  # one that nobody mentions is the mentioned one of the same members
        ((held("u", "a", "b"), held("c", "a", "b"), held("d", "a", "b")), "u", C),  # the first of two
        ((held("u", "a", "b"), held("c", "a")), "u", ("S", A, B)),
        ((held("u", "a", "b"), held("v", "b", "a")), "v", ("S", A, B)),
        ((held("u", "a", "x"), held("v", "x", "b"), held("x", "a", "b")), "v", ("S", B, ("S", A, B))),
        ((held("u", "x"), held("x", "a", "b"), held("c", "y"), held("y", "b", "a"), held("d", "a", "b")), "u", C),  # sets of one set
        ((Entity(id="u", qid="Q5", name="U"),), "u", ("N", "qid", "Q5")),
        ((Entity(id="u", name="Ü"),), "u", ("N", "name", "ü")),
        ((Entity(id="u"),), "u", ("?", "gold", "u")),
        ((), "u", ("?", "gold", "u")),
        ((held("u", "z", "a"),), "u", ("S", ("?", "gold", "z"), A)),
        ((held("u", "v"), held("v", "u")), "u", ("?", "gold", "u")),  # which no check lets in
    ],
)
def test_an_entity_is_called_by_its_mentions_its_members_or_its_name(entities, name, key):
    assert keys(*entities).entity(name) == key
    assert keys(*entities[::-1]).entity(name) == key


def test_a_set_is_known_by_its_members():
    own = keys(held("u", "a", "b"), held("d", "b", "c", alternatives=(Alternative(members=("a", "c")),)))
    assert own.having((A, B)) == ("S", A, B)
    assert own.having((B, C)) == D
    assert own.having((A, C)) == D
    assert own.having((A, D)) == ("S", A, D)
    assert own.having(()) == ("S",)


def test_what_is_only_named():
    own = keys(Entity(id="u", name="U"), Entity(id="a", name="Kim"), Entity(id="s", members=("a",), name="S"), Entity(id="bare"))
    assert own.unmentioned == {("name", "u"): ("N", "name", "u")}
    assert nothing("predicted", "x") == ("?", "predicted", "x")
    assert [nameless(one) for one in (("?", "predicted", "x"), ("?", "gold", "x"), ("E", 1), "word", None)] == [
        ("?", "predicted"),
        ("?", "gold", "x"),
        ("E", 1),
        "word",
        None,
    ]


def test_gold_is_whole_against_itself_where_a_set_is_mentioned_and_another_of_the_same_members_is_not():
    entities = (held("u", "a", "b"), held("c", "a", "b"))
    gold = Document(id="d", text="Kim met Lee in Rome on Monday.", mentions=MENTIONS[:3], entities=entities)
    gold = gold_with(gold, Relation(head="u", type="met_with", tail="b"))
    assert Pair.of(gold, gold).resolver.resolve(Side(gold), "u") == C
    assert score("Rel", (gold, gold)).f1 == 1.0


def gold_with(document, *relations):
    return Document(id=document.id, text=document.text, mentions=document.mentions, entities=document.entities, relations=relations)
