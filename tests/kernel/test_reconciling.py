"""What gold accepts, case by case, as both sides are counted once a pair is reconciled."""

import pytest
from msgspec.structs import replace

from dateline.document import Alternative, Argument, Document, Entity, Event, Mention, Quote, Relation, Time
from dateline.document.items import pieces_of
from dateline.kernel.forms import by_form, event_in_gold, in_gold, moved_place, place_in_gold
from dateline.kernel.pair import Pair
from dateline.kernel.resolution import GoldId

TEXT = "Kim met Lee in Rome on Monday. “So it is, and so it was,” said Ola, who left."
KIM, MET, LEE, ROME, MONDAY, SAID, OLA = (0, 3), (4, 7), (8, 11), (15, 19), (23, 29), (58, 62), (63, 66)
WHO = tuple(
    Mention(id=f"m-{name}", start=s, end=e, type="PER", level="NAM", entity=name)
    for name, (s, e) in (("kim", KIM), ("lee", LEE), ("ola", OLA))
)


def at(span, **of):
    return {"start": span[0], "end": span[1], **of}


def sides(gold, pred, *, mentions=True):
    """The layers of both sides as they are counted."""
    own = {"mentions": WHO} if mentions else {}
    pair = Pair.of(Document(id="d", text=TEXT, **{**own, **gold}), Document(id="d", **{**own, **pred}))
    return pair.gold.document, pair.pred.document


def test_what_equals_an_alternative_takes_gold_s_form():
    rome = Mention(**at((12, 19)), type="GPE", alternatives=(Alternative(start=15, end=19, type="LOC"),))
    _, pred = sides({"mentions": (rome,)}, {"mentions": (Mention(**at(ROME), type="LOC", score=0.5),)})
    assert pred.mentions == (Mention(**at((12, 19)), type="GPE", score=0.5),)
    _, pred = sides({"mentions": (rome,)}, {"mentions": (Mention(**at(ROME), type="PER"),)})
    assert pred.mentions == (Mention(**at(ROME), type="PER"),)  # the alternative is of both together
    _, pred = sides({"mentions": (rome,)}, {"mentions": (Mention(**at(ROME), type="LOC"), Mention(**at((12, 19)), type="GPE"))})
    assert pred.mentions[0] == Mention(**at(ROME), type="LOC")  # gold's own is there
    _, pred = sides({"mentions": (rome,)}, {"mentions": (Mention(**at(ROME), type="LOC"), Mention(**at(ROME), type="LOC"))})
    assert sorted((m.start, m.type) for m in pred.mentions) == [(12, "GPE"), (15, "LOC")]  # one only


def test_an_alternative_of_attributes_alone_and_of_the_entity():
    monday = Time(**at(MONDAY), type="DATE", value="2020-05-04", alternatives=(Alternative(value="XXXX-WXX-1"),))
    _, pred = sides(
        {"times": (monday,)}, {"times": (Time(**at(MONDAY), type="DATE", value="XXXX-WXX-1"), Time(**at(LEE), value="XXXX-WXX-1"))}
    )
    assert [time.value for time in pred.times] == ["2020-05-04", "XXXX-WXX-1"]
    rome = {
        "mentions": (Mention(**at(ROME), entity="rome"),),
        "entities": (Entity(id="rome", type="GPE", qid="Q1", alternatives=(Alternative(type="LOC", qid="Q2"),)),),
    }
    _, pred = sides(rome, {"mentions": (Mention(**at(ROME), type="LOC", qid="Q2"),)})
    assert (pred.mentions[0].type, pred.mentions[0].qid) == ("GPE", "Q1")
    _, pred = sides(rome, {"mentions": (Mention(**at(ROME), type="LOC", qid="Q3"),)})
    assert (pred.mentions[0].type, pred.mentions[0].qid) == ("LOC", "Q3")


def test_an_event_s_type_and_its_arguments():
    meeting = Event(
        **at(MET),
        type="Contact.Meet",
        date="2020-05-04",
        alternatives=(Alternative(type="Contact.Contact"),),
        arguments=(Argument(role="Participant", filler="kim", alternatives=(Alternative(role="Agent"), Alternative(filler="ola"))),),
    )
    said = Event(**at(MET), type="Contact.Contact", date="2020-05-04", arguments=(Argument(role="Agent", filler="m-kim"),))
    _, pred = sides({"events": (meeting,)}, {"events": (said,)})
    assert pred.events[0].type == "Contact.Meet"
    assert pred.events[0].arguments == (Argument(role="Participant", filler=GoldId("kim")),)
    other = replace(said, type="Contact.Meet", arguments=(Argument(role="Participant", filler="ola"), Argument(role="Place", filler="ola")))
    _, pred = sides({"events": (meeting,)}, {"events": (other,)})
    assert pred.events[0].arguments == (Argument(role="Participant", filler=GoldId("kim")), Argument(role="Place", filler="ola"))
    none = replace(said, type="Contact.Meet", arguments=())
    assert sides({"events": (meeting,)}, {"events": (none,)})[1].events[0].arguments == ()


def test_a_relation_s_type_and_its_ends_turned():
    gold = Relation(
        head="kim",
        type="leader_of",
        tail="lee",
        status="current",
        alternatives=(Alternative(type="employed_by"), Alternative(status="former")),
    )
    _, pred = sides({"relations": (gold,)}, {"relations": (Relation(head="m-kim", type="employed_by", tail="m-lee"),)})
    assert pred.relations == (Relation(head=GoldId("kim"), type="leader_of", tail=GoldId("lee")),)
    _, pred = sides({"relations": (gold,)}, {"relations": (Relation(head="m-lee", type="led_by", tail="m-kim", status="former"),)})
    assert pred.relations[0].status == "current"
    _, pred = sides({"relations": (gold,)}, {"relations": (Relation(head="m-kim", type="member_of", tail="m-lee"),)})
    assert pred.relations[0].type == "member_of"


def test_a_quote_s_content_and_its_speaker():
    gold = Quote(spans=((32, 41),), speaker="ola", kind="direct", alternatives=(Alternative(spans=((31, 57),)), Alternative(speaker="kim")))
    _, pred = sides({"quotes": (gold,)}, {"quotes": (Quote(spans=((32, 55),), speaker="m-ola"),)})
    assert pred.quotes == (Quote(spans=((32, 41),), speaker="m-ola"),)
    _, pred = sides({"quotes": (gold,)}, {"quotes": (Quote(spans=((31, 42),), speaker="m-kim"),)})
    assert pred.quotes[0].speaker == GoldId("ola")
    _, pred = sides({"quotes": (gold,)}, {"quotes": (Quote(spans=((31, 42),), speaker="m-lee"),)})
    assert pred.quotes[0].speaker == "m-lee"


def test_what_is_optional_goes_out_with_all_that_equals_it():
    rome = Mention(**at(ROME), type="GPE", optional=True)
    gold, pred = sides(
        {"mentions": (*WHO, rome)}, {"mentions": (*WHO[:1], Mention(**at(ROME), type="GPE"), Mention(**at(ROME), type="GPE", id="x"))}
    )
    assert gold.mentions == WHO
    assert pred.mentions == WHO[:1]
    _, pred = sides({"mentions": (*WHO, rome)}, {"mentions": (Mention(**at(ROME), type="ORG"),)})
    assert len(pred.mentions) == 1  # another label is another answer
    gold, pred = sides({"mentions": (*WHO, rome)}, {"times": ()}, mentions=False)
    assert (gold.mentions, pred.mentions) == (WHO, None)


def test_of_two_answers_the_one_goes_that_is_more_like_what_is_optional():
    needed, free = Event(**at(MET), type="Contact.Meet", date="2020"), Event(**at(MET), type="Contact.Meet", date="2021", optional=True)
    like_needed, like_free = Event(**at(MET), type="Contact.Meet", date="2020"), Event(**at(MET), type="Contact.Meet", date="2021")
    for answers in ((like_needed, like_free), (like_free, like_needed)):
        gold, pred = sides({"events": (needed, free)}, {"events": answers})
        assert gold.events == (needed,)
        assert pred.events == (like_needed,)
    _, pred = sides({"events": (needed, free)}, {"events": (like_free,)})
    assert pred.events == (like_free,)  # what must be found stays


def test_attributes_that_are_optional_are_left_out_where_they_are_the_same():
    gold_event = Event(**at(MET), type="Contact.Meet", date="2020", polarity="POSITIVE", optional=("date",))
    gold, pred = sides({"events": (gold_event,)}, {"events": (Event(**at(MET), type="Contact.Meet", date="2020", polarity="NEGATIVE"),)})
    assert (gold.events[0].date, gold.events[0].polarity) == (None, "POSITIVE")
    assert (pred.events[0].date, pred.events[0].polarity) == (None, "NEGATIVE")
    gold, pred = sides({"events": (gold_event,)}, {"events": (Event(**at(MET), type="Contact.Meet", date="1999"),)})
    assert (gold.events[0].date, pred.events[0].date) == (None, "1999")


def test_of_two_gold_items_of_one_form_one_leaves_an_attribute_open():
    sure, open_ = Quote(spans=((32, 41),), speaker="ola"), Quote(spans=((32, 41),), speaker="kim", optional=("speaker",))
    answers = (Quote(spans=((32, 41),), speaker="m-ola"), Quote(spans=((32, 41),), speaker="m-kim"))
    for order in (answers, answers[::-1]):
        _, pred = sides({"quotes": (sure, open_)}, {"quotes": order})
        assert sorted(str(quote.speaker) for quote in pred.quotes) == ["None", "m-ola"]
    both = (replace(sure, optional=("speaker",)), open_)
    _, pred = sides({"quotes": both}, {"quotes": answers})
    assert [quote.speaker for quote in pred.quotes] == [None, None]


def test_optional_arguments_go_out_of_both():
    meeting = Event(
        **at(MET),
        type="Contact.Meet",
        arguments=(Argument(role="Participant", filler="kim"), Argument(role="Place", filler="lee", optional=True)),
    )
    said = Event(**at(MET), type="Contact.Meet", arguments=(Argument(role="Place", filler="m-lee"), Argument(role="Place", filler="m-ola")))
    gold, pred = sides({"events": (meeting,)}, {"events": (said, Event(**at(SAID), type="Contact.Meet", arguments=said.arguments))})
    assert [argument.role for argument in gold.events[0].arguments] == ["Participant"]
    assert [argument.filler for argument in pred.events[0].arguments] == ["m-ola"]
    assert len(pred.events[1].arguments) == 2
    optional = replace(meeting, optional=True)
    gold, pred = sides({"events": (optional, replace(meeting, start=58, end=62))}, {"events": (said,)})
    assert (len(gold.events), pred.events) == (1, ())


@pytest.mark.parametrize(("span", "kept"), [((32, 45), 0), ((32, 41), 0), ((0, 30), 1), ((0, 20), 1)])
def test_an_optional_quote_takes_the_one_that_shares_half(span, kept):
    gold, pred = sides({"quotes": (Quote(spans=((32, 41),), optional=True),)}, {"quotes": (Quote(spans=(span,)),)})
    assert gold.quotes == ()
    assert len(pred.quotes) == kept


def test_an_optional_quote_takes_none_that_is_rather_of_another():
    gold = (Quote(spans=((32, 41),), optional=True), Quote(spans=((32, 55),)))
    _, pred = sides({"quotes": gold}, {"quotes": (Quote(spans=((32, 54),)), Quote(spans=((32, 42),)))})
    assert [quote.spans for quote in pred.quotes] == [((32, 54),)]
    _, pred = sides({"quotes": gold}, {"quotes": (Quote(spans=((32, 54),)),)})
    assert len(pred.quotes) == 1


def test_of_two_gold_items_that_say_the_same_one_answer_may_leave_it_open():
    content = ((32, 41),)
    gold = (Quote(spans=content, speaker="ola"), Quote(spans=content, speaker="ola", optional=("speaker",)))
    said, silent, other = (Quote(spans=content, speaker=who, kind=kind) for who, kind in (("m-ola", None), (None, None), ("m-lee", None)))
    _, pred = sides({"quotes": gold}, {"quotes": (said, said)})
    assert sorted(str(quote.speaker) for quote in pred.quotes) == ["None", "m-ola"]
    _, pred = sides({"quotes": gold}, {"quotes": (said, silent)})
    assert [quote.speaker for quote in pred.quotes] == ["m-ola", None]
    _, pred = sides({"quotes": gold}, {"quotes": (other, said)})
    assert [quote.speaker for quote in pred.quotes] == ["m-lee", "m-ola"]


def test_two_optional_quotes_take_one_each():
    gold = (Quote(spans=((32, 41),), optional=True), Quote(spans=((42, 55),), optional=True), Quote(spans=((0, 11),)))
    _, pred = sides({"quotes": gold}, {"quotes": (Quote(spans=((32, 40),)), Quote(spans=((42, 54),)), Quote(spans=((0, 10),)))})
    assert [quote.spans for quote in pred.quotes] == [((0, 10),)]


def test_an_entity_s_other_members_say_nothing_of_its_mentions():
    entity = Entity(id="rome", type="GPE", members=("kim",), alternatives=(Alternative(members=("lee",)), Alternative(type="LOC")))
    gold = {"mentions": (*WHO, Mention(**at(ROME), entity="rome")), "entities": (entity,)}
    _, pred = sides(gold, {"mentions": (Mention(**at(ROME), type="LOC"), Mention(**at(MET), type="LOC"))})
    assert sorted(mention.type for mention in pred.mentions) == ["GPE", "LOC"]


def test_an_alternative_of_another_place_says_nothing_of_gold_s_own():
    rome = Mention(**at((12, 19)), type="GPE", alternatives=(Alternative(start=15, end=19, type="LOC"),))
    _, pred = sides({"mentions": (rome,)}, {"mentions": (Mention(**at((12, 19)), type="LOC"),)})
    assert pred.mentions == (Mention(**at((12, 19)), type="LOC"),)


def test_of_several_alternatives_each_is_tried():
    others = (Alternative(type="ORG"), Alternative(start=15, end=19), Alternative(start=12, end=14))
    rome = Mention(**at((12, 19)), type="GPE", alternatives=others)
    for span in ((15, 19), (12, 14)):
        _, pred = sides({"mentions": (rome,)}, {"mentions": (Mention(**at(span), type="GPE"),)})
        assert (pred.mentions[0].start, pred.mentions[0].end) == (12, 19)
    _, pred = sides({"mentions": (rome,)}, {"mentions": (Mention(**at((12, 19)), type="ORG"),)})
    assert pred.mentions[0].type == "GPE"


def test_which_gold_item_takes_an_answer_is_not_a_matter_of_order():
    first = Time(**at(KIM), type="DATE", value="1", alternatives=(Alternative(start=23, end=29),))
    second = Time(**at(LEE), type="DATE", value="2", alternatives=(Alternative(start=23, end=29),))
    for golds in ((first, second), (second, first)):
        _, pred = sides({"times": golds}, {"times": (Time(**at(MONDAY), type="DATE", value="9"),)})
        assert (pred.times[0].start, pred.times[0].value) == (0, "9")


def test_what_was_found_nowhere_equals_nothing():
    layers = {
        "mentions": (Mention(text="Oslo", type="GPE", aligned="none"), Mention(**at(ROME), type="GPE")),
        "times": (Time(text="May", aligned="none"), Time(**at(MONDAY), type="DATE")),
        "events": (Event(text="left", type="Contact.Meet", aligned="none"), Event(**at(MET), type="Contact.Meet")),
        "quotes": (Quote(text="No.", spans=()), Quote(spans=((32, 41),))),
    }
    gold = {
        "mentions": (Mention(**at(ROME), type="GPE", optional=True),),
        "times": (Time(**at(MONDAY), type="DATE", optional=True),),
        "events": (Event(**at(MET), type="Contact.Meet", optional=True),),
        "quotes": (Quote(spans=((32, 41),), optional=True),),
    }
    own, pred = sides(gold, layers, mentions=False)
    assert [len(getattr(own, layer)) for layer in gold] == [0, 0, 0, 0]
    assert [getattr(pred, layer) for layer in gold] == [layers[layer][:1] for layer in gold]


def test_references_still_look_at_the_whole_of_both():
    optional = (replace(WHO[0], optional=True), *WHO[1:])
    said = (Relation(head="kim", type="leader_of", tail="lee"),)
    pair = Pair.of(Document(id="d", text=TEXT, mentions=optional, relations=said), Document(id="d", mentions=WHO, relations=said))
    assert [mention.entity for mention in pair.gold.document.mentions] == ["lee", "ola"] == [m.entity for m in pair.pred.document.mentions]
    keys = [pair.resolver.resolve(side, "kim") for side in (pair.gold, pair.pred)]
    assert keys[0] == keys[1] == ("E", 0)
    assert pair.place_of(pair.pred, "m-kim") == pair.place_of(pair.pred, GoldId("m-kim")) == ("@", KIM)


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        ([(31, 36), (37, 42)], 1),  # of two the one that shares most: 2·2/(3 + 2) against 2·1/(3 + 1)
        ([(38, 48)], 1),
        ([(32, 41), (32, 41)], 0),  # copies go together
        ([(32, 55)], 1),
    ],
)
def test_how_much_of_an_optional_quote_is_enough(answers, kept):
    gold = (Quote(spans=((32, 41),), optional=True), Quote(spans=((32, 55),)))
    _, pred = sides({"quotes": gold[:1] if answers[0] != (32, 55) else gold}, {"quotes": tuple(Quote(spans=(span,)) for span in answers)})
    assert len(pred.quotes) == kept
    if len(answers) == 2 and kept:
        assert pred.quotes[0].spans == (answers[1],)


def test_forms():
    event = Event(**at(MET), type="Contact.Meet")
    assert place_in_gold(event, 0, None) == (MET,)
    assert place_in_gold(event, 0, Alternative(start=1, end=2)) == ((1, 2),)
    assert place_in_gold(event, 0, Alternative(type="x")) == (MET,)
    assert event_in_gold(event, 0, Alternative(type="x")) == ((MET,), "x")
    assert event_in_gold(event, 0, Alternative(start=1, end=2)) == (((1, 2),), "Contact.Meet")
    assert event_in_gold(event, 0, None) == ((MET,), "Contact.Meet")
    nowhere = Event(type="Contact.Meet", text="met")
    assert place_in_gold(nowhere, 3, None) == pieces_of(nowhere, 3)
    assert event_in_gold(nowhere, 3, None) == (pieces_of(nowhere, 3), "Contact.Meet")
    assert in_gold("x") == GoldId("x")
    assert in_gold(None) is None
    times = (Time(**at(MET), value="y"), Time(**at(LEE), value=""), Time(**at(MET), value="x"))
    assert by_form(times, lambda item, _: item.start, lambda item: item.value) == {8: [1], 4: [2, 0]}


def test_a_pair_without_accepted_answers_is_left_alone():
    gold = Document(id="d", text=TEXT, mentions=WHO)
    pair = Pair.of(gold, gold)
    assert pair.gold is pair.sides[0]
    assert not pair.accepts
    accepting = Pair.of(replace(gold, mentions=(replace(WHO[0], optional=True),)), gold)
    assert accepting.accepts
    assert accepting.strict().gold is accepting.sides[0]
    assert len(accepting.strict().gold.document.mentions) == 1
    assert accepting.gold.document.mentions == ()


def test_what_is_moved_takes_the_place_of_gold_and_what_belongs_to_it():
    gold = Mention(start=0, end=9, fragments=((0, 3), (6, 9)), head=(0, 3), type="PER", level="NAM")
    moved = moved_place(Mention(id="a", **at(LEE), text="Lee", head=LEE, type="ORG"), gold)
    assert moved == Mention(id="a", start=0, end=9, fragments=((0, 3), (6, 9)), head=(0, 3), type="ORG")
    time = moved_place(Time(**at(LEE), text="Lee", type="DATE", value="x"), Time(**at(MET), type="SET", value="y"))
    assert time == Time(**at(MET), type="DATE", value="x")
    event = moved_place(Event(**at(LEE), type="a"), Event(**at(MET), type="b"))
    assert event == Event(**at(MET), type="b")
