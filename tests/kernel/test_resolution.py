"""What a reference means, case by case: by equal place, by head, by the name around it, by members, by link and name."""

import pytest

from dateline.document import Alternative, Document, Entity, Event, Inline, Mention, Time
from dateline.document.index import Side
from dateline.kernel.keys import called
from dateline.kernel.resolution import GoldId, Resolver, ranks

TEXT = "President Kim Jong of Osaka met Lee Min and her aides on Monday; Ola of the Osaka Bank said so."
KIM, KIM_JONG, OSAKA, LEE, AIDES, MONDAY, OLA, BANK = (10, 13), (10, 18), (22, 27), (32, 39), (44, 53), (57, 63), (65, 68), (76, 86)
GOLD = Document(
    id="d",
    text=TEXT,
    mentions=(
        Mention(id="t", start=0, end=9, text="President", type="TITLE"),
        Mention(id="m1", start=0, end=27, type="PER", level="NAM", entity="kim", head=KIM_JONG),
        Mention(id="m2", start=22, end=27, type="GPE", level="NAM", entity="osaka"),
        Mention(id="m3", start=32, end=39, type="PER", level="NAM", entity="lee"),
        Mention(id="m4", start=44, end=53, type="PER", level="NOM", entity="aides"),
        Mention(id="m5", start=76, end=86, type="ORG", level="NAM", entity="bank"),
        Mention(id="m6", start=65, end=68, type="PER", level="NAM"),
    ),
    entities=(
        Entity(id="both", members=("kim", "lee")),
        Entity(id="pair", members=("lee", "osaka"), alternatives=(Alternative(members=("lee", "bank")),)),
        Entity(id="far", qid="Q7"),
        Entity(id="named", name="Ōkawa"),
        Entity(id="void"),
        Entity(id="nil", qid="NIL"),
    ),
    times=(Time(id="t1", start=57, end=63, type="DATE"), Time(id="t2", start=0, end=4, type="DATE")),
    events=(Event(id="v1", start=28, end=31, type="Contact.Meet"),),
)
PRED = Document(
    id="d",
    mentions=(
        Mention(id="m1", start=10, end=18, type="PER", entity="x"),
        Mention(id="m2", start=32, end=35, type="PER", entity="y"),
        Mention(id="m3", start=87, end=91, text="said", type="PER", entity="z"),
        Mention(id="ti", start=0, end=9, text="PRESIDENT", type="TITLE"),
        Mention(id="m4", start=22, end=27, type="GPE", entity="w"),
        Mention(id="m5", start=76, end=86, type="ORG", entity="w"),
    ),
    entities=(
        Entity(id="set", members=("y", "x")),
        Entity(id="other", members=("y", "w2")),
        Entity(id="alternative", members=("w3", "y")),
        Entity(id="x"),
        Entity(id="w2", qid="Q99"),
        Entity(id="known", qid="Q7"),
        Entity(id="called", name="ŌKAWA"),
        Entity(id="nobody"),
        Entity(id="w3", members=("m5",)),
    ),
    times=(Time(id="t1", start=58, end=60, type="DATE"), Time(id="t9", start=70, end=72, type="DATE")),
    events=(Event(id="v1", start=28, end=31), Event(id="v2", start=40, end=43)),
)


def fresh():
    """A resolver that knows nothing yet, and the sides."""
    sides = Side(GOLD), Side(PRED)
    return Resolver(sides[0], TEXT), sides


RANK = {"kim": 0, "osaka": 1, "lee": 2, "aides": 3, "bank": 5}  # the fourth is Ola, whom no entity holds


def entity(name):
    return ("E", RANK[name])


def gold(reference):
    resolver, sides = fresh()
    return resolver.resolve(sides[0], reference)


def pred(reference):
    resolver, sides = fresh()
    return resolver.resolve(sides[1], reference)


def test_gold_s_own_references():
    for name in RANK:
        assert gold(name) == entity(name)
    assert gold("m3") == entity("lee")
    assert gold("t") == ("T", "president")
    assert gold("both") == ("S", entity("kim"), entity("lee"))
    assert gold("pair") == ("S", entity("osaka"), entity("lee"))
    assert gold("far") == ("N", "qid", "Q7")
    assert gold("named") == ("N", "name", "ōkawa")
    assert gold("void") == ("?", "gold", "void")
    assert gold("nil") == ("?", "gold", "nil")
    assert gold("UNSPECIFIED") == ("U",)
    assert gold("no such id") == ("?", "gold", "no such id")
    assert gold("t1") == ("D", 1)
    assert gold("t2") == ("D", 0)
    assert gold("v1") == ("V", 0)


def test_predicted_references_in_gold_s_terms():
    assert pred("m1") == entity("kim")  # holds the head, and shares half of the words
    assert pred("m2") == entity("lee")  # whole words of the name around it
    assert pred("m3") == ("?", "span", 87, 91, "said")
    assert pred("ti") == ("T", "president")
    assert pred("x") == entity("kim")
    assert pred("y") == entity("lee")
    assert pred("w") == ("?", "entity", ((22, 27),), ((76, 86),))  # one vote for each of two
    assert pred("known") == ("N", "qid", "Q7")
    assert pred("called") == ("N", "name", "ōkawa")
    assert pred("nobody") == ("?", "predicted", "nobody")
    assert pred("nowhere") == ("?", "predicted", "nowhere")
    assert pred("UNSPECIFIED") == ("U",)
    assert pred("t1") == ("D", 1)
    assert pred("t9") == ("?", "D", 70, 72)
    assert pred("v1") == ("V", 0)
    assert pred("v2") == ("?", "V", 40, 43)


def test_sets_by_their_members_or_those_that_they_may_have():
    assert pred("set") == gold("both")
    assert pred("other") == ("S", ("?", "predicted", "w2"), entity("lee"))
    bank = Document(id="d", mentions=PRED.mentions, entities=(Entity(id="s", members=("m5", "y")), Entity(id="o", members=("m4", "y"))))
    resolver, _ = fresh()
    assert resolver.resolve(Side(bank), "s") == gold("pair")
    assert resolver.resolve(Side(bank), "o") == gold("pair")


def test_of_sets_with_the_same_members_a_mentioned_one_is_meant():
    mentions = (
        Mention(id="a", start=0, end=1, entity="a"),
        Mention(id="b", start=2, end=3, entity="b"),
        Mention(id="c", start=4, end=5, entity="c"),
    )
    for sets in (("u", "c"), ("c", "u")):
        document = Document(id="d", text="A B C", mentions=mentions, entities=tuple(Entity(id=one, members=("a", "b")) for one in sets))
        said = Side(Document(id="d", mentions=mentions[:2], entities=(Entity(id="s", members=("b", "a")),)))
        assert Resolver(Side(document), "A B C").resolve(said, "s") == ("E", 2)


@pytest.mark.parametrize(
    ("reference", "key"),
    [
        (Inline(text="Lee Min", start=32, end=39), entity("lee")),
        (Inline(start=22, end=27), entity("osaka")),
        (Inline(text="nowhere"), ("?", "none", "nowhere")),
        (Inline(start=28, end=31), ("?", "span", 28, 31, "met")),
        (Inline(text="bank", start=28, end=31), ("?", "span", 28, 31, "bank")),
        (GoldId("m3"), entity("lee")),
        (GoldId("void"), ("?", "gold", "void")),
    ],
)
def test_inline_references_and_gold_s_own_ids(reference, key):
    assert pred(reference) == key


def test_gold_s_own_id_equals_no_id_of_a_prediction():
    assert GoldId("x") == GoldId("x")
    assert GoldId("x") != "x"
    assert GoldId("x") != GoldId("y")
    assert len({GoldId("x"), "x", GoldId("x"), GoldId("y")}) == 3
    assert len({GoldId(str(n)) for n in range(9)}) == 9


def place(start, end, head=None, **of):
    """What a mention at a place means."""
    return fresh()[0].place(((start, end),), Mention(start=start, end=end, head=head, **of), None)


def test_a_place_means_a_mention_by_its_head_if_it_shares_half_of_its_words():
    assert place(*KIM_JONG) == entity("kim")
    assert place(10, 27) == entity("kim")
    assert place(*KIM) == entity("kim")
    assert place(44, 53) == entity("aides")
    assert place(48, 53) == ("?", "span", 48, 53, "aides")  # no name, and no head said
    assert place(48, 53, head=(48, 53)) == entity("aides")
    assert place(40, 53, head=(48, 53)) == entity("aides")
    assert place(28, 53, head=(48, 53)) == ("?", "span", 28, 53, TEXT[28:53])  # two of six words


def test_a_place_means_the_shortest_name_whose_whole_words_it_is():
    assert place(76, 81) == entity("bank")
    assert place(76, 80) == ("?", "span", 76, 80, "Osak")
    assert place(77, 81) == ("?", "span", 77, 81, "saka")
    assert place(75, 81) == ("?", "span", 75, 81, " Osaka")
    assert place(86, 87) == ("?", "span", 86, 87, " ")


def test_a_predicted_entity_means_what_half_of_its_mentions_are_in():
    def of(*spans):
        mentions = tuple(Mention(start=s, end=e, entity="x") for s, e in spans)
        return fresh()[0].resolve(Side(Document(id="d", mentions=mentions)), "x")

    assert of(LEE) == entity("lee")
    assert of(LEE, (87, 91)) == entity("lee")
    assert of(LEE, (87, 91), (28, 31))[0] == "?"
    assert of(LEE, BANK)[0] == "?"
    assert of(BANK, LEE, (76, 81)) == entity("bank")


def test_many_references_at_once_are_the_same():
    for side, names in ((0, ("m1", "m3", "kim", "t", "both", "t1")), (1, ("m1", "m2", "m3", "ti", "x", "t1", "v2", "set"))):
        resolver, sides = fresh()
        keys = resolver.of(sides[side], names)
        assert [keys[name] for name in names] == [(gold, pred)[side](name) for name in names]


def test_without_a_text_characters_are_counted():
    bare = Resolver(Side(Document(id="d", mentions=(Mention(id="m", start=0, end=10, entity="e", head=(4, 10)),))), None)
    assert bare.place(((4, 10),), None, "x") == ("E", 0)
    assert bare.place(((4, 21),), None, "x") == ("?", "span", 4, 21, "x")
    assert bare.words((0, 3)) == ""
    assert fresh()[0].words((-3, 4)) == ""


def test_what_tells_an_entity_that_is_not_mentioned():
    assert called(Entity(id="e", qid="Q5", name="N")) == ("qid", "Q5")
    assert called(Entity(id="e", qid="NIL", name="Ñ")) == ("name", "ñ")
    assert called(Entity(id="e", qid="UNKNOWN")) == ()
    assert called(Entity(id="e")) == ()
    assert ranks({((5, 6),), ((1, 9),), ((1, 2),)}) == {((1, 2),): 0, ((1, 9),): 1, ((5, 6),): 2}


NESTED = "Ola of the First Bank of Osaka City Council left."
#         0123456789


def nested(*mentions):
    document = Document(id="d", text=NESTED, mentions=mentions)
    return Resolver(Side(document), NESTED)


def named(start, end, entity, **of):
    return Mention(id=f"m-{entity}", start=start, end=end, type="ORG", level="NAM", entity=entity, **of)


def test_of_several_names_around_a_place_the_shortest_is_meant():
    names = named(7, 43, "long"), named(11, 43, "middle"), named(25, 43, "short")
    resolver = nested(*names)
    ranks_ = {"long": 0, "middle": 1, "short": 2}
    assert resolver.place(((25, 30),), None, None) == ("E", ranks_["short"])  # Osaka
    assert resolver.place(((17, 21),), None, None) == ("E", ranks_["middle"])  # Bank
    assert resolver.place(((7, 10),), None, None) == ("E", ranks_["long"])  # the


def test_of_several_mentions_that_share_a_head_the_one_that_shares_most_is_meant():
    resolver = nested(named(11, 21, "bank", head=(17, 21)), named(7, 30, "branch", head=(17, 21)))
    assert resolver.place(((11, 30),), None, None) == ("E", 0)
    assert resolver.place(((7, 24),), None, None) == ("E", 0)
    assert resolver.place(((11, 21),), None, None) == ("E", 1)
    unstated = nested(named(11, 21, "bank"), named(7, 30, "branch", head=(17, 21)))
    assert unstated.place(((11, 30),), Mention(start=11, end=30, head=(17, 21)), None) == ("E", 0)


def test_titles_are_their_words_by_their_own_type_or_their_entity_s():
    title, kim = Mention(id="t", start=0, end=9, type="TITLE"), Mention(id="m", start=10, end=18, entity="kim")
    own, its = Mention(id="own", start=0, end=9, type="TITLE"), Mention(id="its", start=0, end=9, entity="e")
    said = (own, its, Mention(id="x", text="Mr", type="TITLE"))
    pred = Document(id="d", mentions=said, entities=(Entity(id="e", type="TITLE"),))
    sides = Side(Document(id="d", text=TEXT, mentions=(title, kim))), Side(pred)
    resolver = Resolver(sides[0], TEXT)
    assert resolver.resolve(sides[0], "t") == resolver.resolve(sides[1], "own") == ("T", "president")
    assert resolver.resolve(sides[1], "x") == ("T", "mr")
    assert resolver.resolve(sides[1], "its") == ("T", "president")


def test_times_and_events_that_overlap_are_the_one_that_shares_most():
    gold = Document(
        id="d",
        text=TEXT,
        times=(Time(id="a", start=0, end=4), Time(id="b", start=4, end=12)),
        events=(Event(id="v", start=0, end=3, type="X"),),
    )
    pred = Document(
        id="d",
        times=(Time(id="a", start=0, end=4), Time(id="c", start=1, end=6), Time(id="d", start=3, end=9), Time(id="n", text="May")),
        events=(Event(id="v", start=2, end=6, type="X"), Event(id="w", start=3, end=6, type="X")),
    )
    sides = Side(gold), Side(pred)
    resolver = Resolver(sides[0], TEXT)
    assert [resolver.resolve(sides[1], name) for name in "acd"] == [("D", 0), ("D", 0), ("D", 1)]
    assert resolver.resolve(sides[1], "v") == ("V", 0)
    assert resolver.resolve(sides[1], "w") == ("?", "V", 3, 6)
    assert resolver.resolve(sides[1], "n")[:2] == ("?", "D")


def test_a_place_that_only_touches_a_mention_is_not_its():
    assert place(39, 43) == ("?", "span", 39, 43, " and")
    assert place(27, 31) == ("?", "span", 27, 31, " met")
