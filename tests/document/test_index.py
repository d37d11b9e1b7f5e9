"""One side of a pair: what its mentions are, and where what references name stands."""

import pytest

from dateline.document import Document, Entity, Event, Inline, Mention, Quote, Relation, Time
from dateline.document.index import Side

NOWHERE = Mention(id="n", text="nobody", entity="lost")
SIDE = Side(
    Document(
        id="d",
        mentions=(
            Mention(id="late", start=30, end=33, entity="kim"),
            Mention(id="m", start=4, end=9, fragments=((4, 6), (8, 9)), entity="kim", qid="Q9"),
            Mention(start=12, end=14, entity="only", qid="UNKNOWN"),
            NOWHERE,
        ),
        entities=(Entity(id="kim", name="Kim", qid="Q1"), Entity(id="bare"), Entity(id="told", name="The Bank", qid="UNKNOWN")),
        times=(Time(id="t", start=20, end=24), Time(id="u", text="then")),
        events=(Event(id="v", start=16, end=19),),
        quotes=(Quote(id="q", spans=((0, 9),)),),
    )
)


@pytest.mark.parametrize(
    ("reference", "place"),
    [
        ("late", ("@", (30, 33))),
        ("m", ("@", (4, 6), (8, 9))),
        ("kim", ("@", (4, 6), (8, 9))),  # the first of its mentions
        ("only", ("@", (12, 14))),
        ("t", ("@", (20, 24))),
        ("v", ("@", (16, 19))),
        ("n", ("@", (-8, -8))),
        ("u", ("@", (-4, -4))),
        ("bare", ("?",)),
        ("told", ("?", "The Bank")),
        ("nobody", ("?",)),
        ("UNSPECIFIED", ("?", "UNSPECIFIED")),
        (Inline(text="her", start=1, end=4), ("@", (1, 4))),
        (Inline(text="her"), ("?", "her")),
        (Inline(start=1), ("?",)),
    ],
)
def test_where_what_a_reference_names_stands(reference, place):
    assert SIDE.place_of(reference) == place


@pytest.mark.parametrize(
    ("mention", "qid"),
    [
        (Mention(qid="Q7"), "Q7"),
        (Mention(qid="Q7", entity="kim"), "Q7"),
        (Mention(entity="kim"), "Q1"),
        (Mention(entity="bare"), None),
        (Mention(entity="nobody"), None),
        (Mention(), None),
        (Mention(qid="UNKNOWN", entity="kim"), None),
        (Mention(entity="told"), None),
        (Mention(qid="NIL", entity="kim"), "NIL"),
    ],
)
def test_a_mention_has_its_own_link_or_its_entitys(mention, qid):
    assert SIDE.qid(mention) == qid


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Mention(start=0, end=3, text="Kim", score=0.9), Mention(start=0, end=3, text="Kim", score=0.2)),
        (Mention(start=0, end=3, text="Kim"), Mention(start=0, end=3, text="Kim", level="NAM")),
        (Mention(start=0, end=3, text="Kim", level="NAM"), Mention(start=0, end=3, text="Kim", level="NOM")),
        (Mention(start=0, end=3, text="Kim"), Mention(start=0, end=3, text="Kim", head=(0, 2))),
        (Mention(start=0, end=3, text="Kim", head=(0, 1)), Mention(start=0, end=3, text="Kim", head=(0, 2))),
        (Mention(start=0, end=3, text="Kim"), Mention(start=0, end=3, text="Kim", qid="Q1")),
        (Mention(start=0, end=3, text="Kim", qid="Q1"), Mention(start=0, end=3, text="Kim", qid="Q2")),
        (Mention(start=0, end=3, head=(0, 1)), Mention(start=0, end=3, head=(0, 1), text="Kim")),
        (Mention(start=0, end=3, text="Kim"), Mention(start=0, end=3, text="kim")),
    ],
)
def test_mentions_of_one_place_and_label_are_in_order_of_what_they_say(first, second):
    for mentions in ((first, second), (second, first)):
        assert list(Side(Document(id="d", mentions=mentions)).sources) == [first, second]


def test_a_mention_has_its_own_type_or_its_entitys():
    typed = Side(Document(id="d", entities=(Entity(id="a", type="PER"), Entity(id="b"))))
    given = (Mention(type="ORG", entity="a"), Mention(entity="a"), Mention(entity="b"), Mention(entity="c"), Mention())
    assert [typed.label(mention) for mention in given] == ["ORG", "PER", "", "", ""]


@pytest.mark.parametrize(
    ("target", "pieces"),
    [
        (Mention(start=4, end=9), ((4, 9),)),
        (Time(start=4, end=9), ((4, 9),)),
        (Event(start=4, end=9), ((4, 9),)),
        (Mention(start=4, text="x"), ((-2, -2),)),
        (Mention(end=9, text="x"), ((-2, -2),)),
    ],
)
def test_where_a_thing_stands_that_may_be_nowhere(target, pieces):
    assert SIDE.pieces(target) == pieces


def test_each_thing_that_is_nowhere_has_a_place_by_its_number():
    mentions, times, events = ([kind(text=word) for word in "abc"] for kind in (Mention, Time, Event))
    side = Side(Document(id="d", mentions=tuple(mentions), times=tuple(times), events=tuple(events)))
    for layer in (mentions, times, events):
        assert [side.pieces(item) for item in layer] == [((-2, -2),), ((-4, -4),), ((-6, -6),)]


def test_half_a_span_is_nowhere_too():
    mentions = (Mention(start=1, text="a"), Mention(start=2, text="b"), Mention(end=3, text="c"))
    side = Side(Document(id="d", mentions=mentions))
    assert [side.pieces(item) for item in mentions] == [((-2, -2),), ((-4, -4),), ((-6, -6),)]


def test_claims_are_answered_where_something_is_said_of_events_or_relations():
    def layers(event, relation):
        return Side(Document(id="d", events=(event,), relations=(relation,))).answered

    event, relation = Event(start=0, end=1, type="a"), Relation(head="x", type="r", tail="y")
    assert "claims" not in layers(event, relation)
    for said in ({"realis": "ACTUAL"}, {"polarity": "POSITIVE"}, {"certainty": "certain"}, {"asserted_by": "x"}):
        assert "claims" in layers(Event(start=0, end=1, type="a", **said), relation)
    for said in ({"certainty": "certain"}, {"asserted_by": "x"}):
        assert "claims" in layers(event, Relation(head="x", type="r", tail="y", **said))
