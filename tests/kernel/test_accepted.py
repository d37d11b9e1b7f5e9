"""What gold accepts at the edges: ties, halves, what stands nowhere, and which of two answers goes."""

import pytest

from dateline.document import Alternative, Argument, Document, Entity, Event, Inline, Mention, Quote, Relation, Time
from dateline.kernel.pair import Pair
from tests.metrics.conftest import counts

TEXT = "Kim met Lee in Rome on Monday. “So it is, and so it was,” said Ola, who left."
MET, ROME, MONDAY = (4, 7), (15, 19), (23, 29)
SO_IT_IS, AND_SO_IT, IT_WAS = (32, 40), (42, 51), (49, 55)
WHO = tuple(Mention(id=f"m-{name}", start=s, end=s + 3, type="PER", level="NAM", entity=name) for name, s in (("kim", 0), ("lee", 8)))


def at(span, **of):
    return {"start": span[0], "end": span[1], **of}


def quote(*spans, **of):
    return Quote(spans=spans, **of)


def sides(gold, pred):
    """The layers of both sides as they are counted."""
    own = {"mentions": WHO}
    pair = Pair.of(Document(id="d", text=TEXT, **{**own, **gold}), Document(id="d", **{**own, **pred}))
    return pair.gold.document, pair.pred.document


def left(golds, answers):
    """The contents of the predicted quotes that are counted."""
    return [found.spans for found in sides({"quotes": golds}, {"quotes": answers})[1].quotes]


def test_an_entity_may_have_another_link_alone():
    rome = {"mentions": (Mention(**at(ROME), entity="rome"),)}
    entities = (Entity(id="rome", type="GPE", qid="Q1", alternatives=(Alternative(qid="Q2"),)),)
    _, pred = sides({**rome, "entities": entities}, {"mentions": (Mention(**at(ROME), type="GPE", qid="Q2"),)})
    assert pred.mentions[0].qid == "Q1"


@pytest.mark.parametrize(
    ("kind", "head", "tail", "status"),
    [
        ("leader_of", "m-lee", "m-kim", "current"),
        ("leader_of", "m-kim", "m-lee", "former"),  # another relation
        ("met_with", "m-lee", "m-kim", "current"),
        ("met_with", "m-kim", "m-lee", "current"),  # a symmetric one is the same either way round
    ],
)
def test_only_a_symmetric_relation_is_the_same_either_way_round(kind, head, tail, status):
    gold = Relation(head="lee", type=kind, tail="kim", status="current", alternatives=(Alternative(status="former"),))
    _, pred = sides({"relations": (gold,)}, {"relations": (Relation(head=head, type=kind, tail=tail, status="former"),)})
    assert pred.relations[0].status == status


@pytest.mark.parametrize(("end", "kind"), [(3, "leader_of"), (2, "employed_by")])
def test_a_part_of_a_word_is_not_the_name_that_it_is_cut_from(end, kind):
    gold = Relation(head="kim", type="leader_of", tail="lee", alternatives=(Alternative(type="employed_by"),))
    _, pred = sides({"relations": (gold,)}, {"relations": (Relation(head=Inline(start=0, end=end), type="employed_by", tail="m-lee"),)})
    assert pred.relations[0].type == kind


def test_a_layer_that_gold_does_not_annotate_stays_so():
    gold, pred = sides({"mentions": (*WHO, Mention(**at(ROME), type="GPE", optional=True))}, {"events": (Event(**at(MET), type="x"),)})
    assert (gold.mentions, gold.events, gold.quotes) == (WHO, None, None)
    assert len(pred.events) == 1


@pytest.mark.parametrize(
    ("layer", "nowhere", "free", "answer"),
    [
        (
            "mentions",
            Mention(text="Oslo", type="GPE", alternatives=(Alternative(type="LOC"),)),
            Mention(**at(ROME), type="GPE", optional=True),
            Mention(**at(MONDAY), type="LOC"),
        ),
        (
            "times",
            Time(text="May", value="a", alternatives=(Alternative(value="b"),)),
            Time(**at(ROME), optional=True),
            Time(**at(MONDAY), value="b"),
        ),
        (
            "events",
            Event(text="ran", type="x", date="1", alternatives=(Alternative(date="2"),)),
            Event(**at(MET), type="x", optional=True),
            Event(**at(MONDAY), type="x", date="2"),
        ),
        (
            "quotes",
            Quote(text="No.", kind="direct", alternatives=(Alternative(kind="mixed"),)),
            quote(SO_IT_IS, optional=True),
            quote((0, 3), kind="mixed"),
        ),
    ],
)
def test_what_stands_nowhere_in_gold_accepts_nothing(layer, nowhere, free, answer):
    gold, pred = sides({layer: (nowhere, free)}, {layer: (answer,)})
    assert getattr(gold, layer) == (nowhere,)
    assert getattr(pred, layer) == (answer,)


@pytest.mark.parametrize(("wanted", "free"), [("2020", "2021"), ("2021", "2020")])
@pytest.mark.parametrize("turn", [1, -1])
def test_the_answer_goes_that_is_like_what_need_not_be_found(wanted, free, turn):
    needed, optional = Event(**at(MET), type="x", date=wanted), Event(**at(MET), type="x", date=free, optional=True)
    answers = tuple(Event(**at(MET), type="x", date=date) for date in ("2020", "2021"))[::turn]
    gold, pred = sides({"events": (needed, optional)}, {"events": answers})
    assert gold.events == pred.events == (needed,)


@pytest.mark.parametrize("turn", [1, -1])
def test_the_answer_says_it_that_is_more_like_what_wants_it_said(turn):
    sure, open_ = quote(SO_IT_IS, speaker="kim", kind="direct"), quote(SO_IT_IS, speaker="kim", optional=("speaker",))
    answers = tuple(quote(SO_IT_IS, speaker="m-kim", kind=kind) for kind in ("direct", "indirect"))[::turn]
    _, pred = sides({"quotes": (sure, open_)}, {"quotes": answers})
    assert {found.kind: found.speaker for found in pred.quotes} == {"direct": "m-kim", "indirect": None}


@pytest.mark.parametrize(
    ("own", "answer", "kept"),
    [
        ((32, 37), (35, 40), []),  # “So it” and “it is”: 2·1/(2 + 2) = 1/2
        (SO_IT_IS, (40, 51), [((40, 51),)]),  # none in common
        ((12, 19), (12, 14), []),  # “in Rome” and “in”: 2·1/(2 + 1) of the words, but 2·2/(7 + 2) of the characters
        ((8, 11), (8, 19), []),  # “Lee” and “Lee in Rome”: 2·1/(1 + 3) = 1/2
        ((8, 11), (4, 19), [((4, 19),)]),  # “Lee” and “met Lee in Rome”: 2·1/(1 + 4) = 2/5
    ],
)
def test_half_of_the_words_is_enough(own, answer, kept):
    assert left((quote(own, optional=True),), (quote(answer),)) == kept


def test_of_two_that_share_as_much_the_first_goes():
    so, is_ = quote((32, 34)), quote((38, 40))  # each 2·1/(3 + 1) = 1/2 with “So it is”
    for answers in ((so, is_), (is_, so)):
        assert left((quote(SO_IT_IS, optional=True),), answers) == [is_.spans]


def test_of_two_that_share_as_much_the_one_stays_that_what_is_needed_shares_with():
    so, is_ = quote((32, 34)), quote((38, 40))  # each 1/2 with “So it is”; the second 2·1/(4 + 1) with “is, and so it”
    for answers in ((so, is_), (is_, so)):
        assert left((quote(SO_IT_IS, optional=True), quote((38, 51))), answers) == [is_.spans]
        assert left((quote((38, 51)), quote(SO_IT_IS, optional=True)), answers) == [is_.spans]


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("in_order", [True, False])
def test_what_says_as_much_of_what_need_not_be_found_stays_if_it_is_what_must(first, in_order):
    """Lee says it, or not; that Kim does must be found: the answer that neither says goes, whatever stands first."""

    def both(make):
        golds = (make("kim"), make("lee", optional=True))
        answers = (make("m-kim"), make("nobody"))
        return golds if first else golds[::-1], answers if in_order else answers[::-1]

    def said(who, **of):
        return quote(SO_IT_IS, speaker=who, **of)

    def met(who, **of):
        return Event(**at(MET), type="Contact.Meet", asserted_by=who, **of)

    golds, answers = both(said)
    assert [one.speaker for one in sides({"quotes": golds}, {"quotes": answers})[1].quotes] == ["m-kim"]
    golds, answers = both(met)
    assert [one.asserted_by for one in sides({"events": golds}, {"events": answers})[1].events] == ["m-kim"]


@pytest.mark.parametrize("in_order", [True, False])
def test_which_of_two_equal_events_goes_is_by_their_arguments_and_not_by_the_list(in_order):
    golds = (Event(**at(MET), type="a", optional=True), Event(**at(MET), type="a"))
    answers = [Event(**at(MET), type="a", arguments=(Argument(role=role, filler="m-kim"),)) for role in ("Agent", "Place")]
    found = sides({"events": golds}, {"events": tuple(answers if in_order else answers[::-1])})[1].events
    assert [event.arguments[0].role for event in found] == ["Agent"]


@pytest.mark.parametrize("in_order", [True, False])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"realis": "ACTUAL"}, {"realis": "GENERIC"}),
        ({"certainty": "certain"}, {"certainty": "likely"}),
        ({"asserted_by": "m-kim"}, {"asserted_by": "m-lee"}),
        ({"arguments": (Argument(role="Agent", filler="m-kim"),)}, {"arguments": (Argument(role="Agent", filler="m-lee"),)}),
    ],
)
def test_which_of_two_goes_that_are_no_nearer_to_gold_is_by_what_they_say(one, other, in_order):
    golds = (Event(**at(MET), type="a", optional=True), Event(**at(MET), type="a"))
    answers = [Event(**at(MET), type="a", **of) for of in (one, other)]
    assert sides({"events": golds}, {"events": tuple(answers if in_order else answers[::-1])})[1].events == (answers[0],)


def test_what_is_as_much_of_a_quote_that_must_be_found_stays():
    golds, answer = (quote(SO_IT_IS, optional=True), quote(AND_SO_IT)), quote((35, 48))  # “it is, and so”: 2·2/(3 + 4) with each
    assert left(golds, (answer,)) == [answer.spans]
    assert left((golds[0], quote(IT_WAS)), (answer,)) == []


def test_a_quote_found_nowhere_is_like_no_optional_one():
    nowhere = Quote(text="No.")
    _, pred = sides({"quotes": (quote(SO_IT_IS, optional=True),)}, {"quotes": (nowhere, quote((32, 41)), quote((0, 3)))})
    assert pred.quotes == (nowhere, quote((0, 3)))
    _, pred = sides({"quotes": (quote((32, 37), optional=True),)}, {"quotes": (nowhere, quote((35, 40)), quote((0, 3)))})
    assert pred.quotes == (nowhere, quote((0, 3)))


WHOLE, FIRST, SECOND = (0, 11), (0, 5), (6, 11)
SHORTER = Document(id="d", mentions=(Mention(**at(WHOLE), type="PER", alternatives=(Alternative(start=0, end=5),)),))


def named(*spans):
    return Document(id="d", mentions=tuple(Mention(**at(span), type=kind) for span, kind in spans))


@pytest.mark.parametrize(
    ("answers", "right"),
    [
        ([(FIRST, "PER")], (1, 1, 1, 1)),
        ([(FIRST, "PER"), (WHOLE, "ORG")], (1, 2, 1, 1)),  # what stands at gold's place and says something else is not gold's own
        ([(WHOLE, "ORG")], (0, 1, 0, 1)),
        ([(FIRST, "PER"), (WHOLE, "PER")], (1, 2, 1, 1)),
        ([(FIRST, "PER"), (FIRST, "PER")], (1, 2, 1, 1)),
    ],
)
def test_a_wrong_answer_takes_no_right_one_away(answers, right):
    assert counts("NER", SHORTER, named(*answers)) == right


def test_a_copy_is_the_alternative_of_no_second_item():
    other = (Alternative(start=0, end=11),)
    gold = Document(id="d", mentions=tuple(Mention(**at(span), type="PER", alternatives=other) for span in (FIRST, SECOND)))
    assert counts("NER", gold, named((WHOLE, "PER"))) == (1, 1, 1, 2)
    assert counts("NER", gold, named((WHOLE, "PER"), (WHOLE, "PER"))) == (1, 2, 1, 2)
    assert counts("NER", gold, named((WHOLE, "PER"), (WHOLE, "ORG"))) == (1, 2, 1, 2)


def test_a_prediction_without_types_may_find_what_is_optional():
    gold = Document(id="d", mentions=(Mention(**at(FIRST), type="PER", optional=True), Mention(**at(SECOND), type="PER")))
    for kind, right in (("PER", (1, 1, 1, 1)), (None, (0, 1, 0, 1)), ("ORG", (0, 2, 0, 1))):
        pred = Document(id="d", mentions=(Mention(**at(FIRST), type=kind), Mention(**at(SECOND), type=kind)))
        assert counts("NER", gold, pred) == right
    untyped = Document(id="d", mentions=(Mention(**at(FIRST), entity="a"), Mention(**at(SECOND), entity="b")))
    assert counts("Mentions", gold, untyped) == (1, 1, 1, 1)


def test_an_entity_that_stands_on_a_title_is_the_title():
    """Where a format has entities alone, as DocRED has."""
    mentions = (Mention(id="t", **at((0, 9)), type="TITLE"), Mention(id="o", **at((10, 15)), type="PER", entity="o"))
    gold = Document(id="d", text="President Obama spoke.", mentions=mentions, relations=(Relation(head="o", type="holds_title", tail="t"),))
    vertices = tuple(Mention(**at(span), type=kind, entity=name) for span, kind, name in (((0, 9), "TITLE", "x"), ((10, 15), "PER", "y")))
    pred = Document(id="d", mentions=vertices, relations=(Relation(head="y", type="holds_title", tail="x"),))
    assert counts("Rel", gold, pred) == (1, 1, 1, 1)
