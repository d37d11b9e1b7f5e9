"""One side of a pair: what its mentions are, and where what references name stands."""

import pytest

from dateline.document import Document, Entity, Event, Inline, Mention, Quote, Time
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
        ("bare", ("?", "")),
        ("told", ("?", "The Bank")),
        ("nobody", ("?", "nobody")),
        (Inline(text="her", start=1, end=4), ("@", (1, 4))),
        (Inline(text="her"), ("?", "her")),
        (Inline(start=1), ("?", "")),
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
