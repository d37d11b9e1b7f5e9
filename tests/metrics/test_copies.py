"""Of items that equal each other it is told by what they are which one counts, never by the order of a list or by a name."""

from itertools import permutations

import pytest

from dateline.document import Argument, Document, Event, Mention, Relation, Time
from dateline.evaluation.count import evaluate
from dateline.metrics import parse

GOLD = Document(
    id="d", text="Kim met Lee.", mentions=(Mention(start=0, end=3, type="PER"),), events=(Event(start=4, end=7, type="Contact.Meet"),)
)


def counts(name, gold, pred):
    metric = parse(name)
    result = evaluate([(gold, pred)], [metric], ("type", "score"))
    return result.counts(metric)


@pytest.mark.parametrize("words", [None, "Kim"])
def test_the_surest_of_copies_is_the_one_that_counts(words):
    copies = [Mention(start=0, end=3, type="PER", text=words, score=score) for score in (0.9, 0.1, None)]
    for order in permutations(copies):
        pred = Document(id="d", mentions=order)
        assert counts("NER", GOLD, pred) == (1, 3, 1, 1)
        assert counts("NER(match=head)", GOLD, pred) == (1, 3, 1, 1)
        result = evaluate([(GOLD, pred)], [parse("NER")], ("score",))
        assert result.tally.counts("NER", "score=at least 0.5") == (1, 1, 1, 1)
        assert result.tally.counts("NER", "score=at least 0.1") == (1, 2, 1, 1)


def test_the_surest_of_claims_is_the_one_that_counts():
    copies = [Event(start=4, end=7, type="Contact.Meet", score=score) for score in (0.9, 0.1)]
    for order in permutations(copies):
        result = evaluate([(GOLD, Document(id="d", events=order))], [parse("Claim")], ("score",))
        assert result.tally.counts("Claim", "score=at least 0.5") == (1, 1, 1, 1)


@pytest.mark.parametrize("names", [("a", "b"), ("c", "b"), ("b", "a")])
def test_events_of_one_trigger_are_told_apart_by_how_often_each_is_told(names):
    def told(*referents):
        return Document(
            id="d", text="Kim met Lee.", events=tuple(Event(start=4, end=7, type="Contact.Meet", referent=one) for one in referents)
        )

    often, once = names
    for order in permutations((often, often, once)):
        found = evaluate([(told(*order), told("p", "p"))], [parse("EventCoref")], ())
        assert found.tally.counts("Hoppers") == (1, 1, 1, 1)


@pytest.mark.parametrize("name", ["Rel", "Rel(match=boundary)", "Rel(match=strict)"])
@pytest.mark.parametrize("kind", ["times", "events"])
def test_what_was_found_nowhere_is_not_one_thing(name, kind):
    made = (
        (Time(id="x", text="Tuesday"), Time(id="y", text="June"))
        if kind == "times"
        else (Event(id="x", text="hit"), Event(id="y", text="run"))
    )
    relations = tuple(Relation(head="m", type="met_with", tail=tail) for tail in ("x", "y"))
    pred = Document(id="d", mentions=(Mention(id="m", start=0, end=3, type="PER"),), relations=relations, **{kind: made})
    gold = Document(id="d", text=GOLD.text, mentions=GOLD.mentions, relations=())
    assert counts(name, gold, pred) == (0, 2, 0, 0)


def test_fillers_that_were_found_nowhere_are_two():
    arguments = (Argument(role="Time", filler="x"), Argument(role="Time", filler="y"))
    event = Event(start=4, end=7, type="Contact.Meet", arguments=arguments)
    pred = Document(id="d", times=(Time(id="x", text="Tuesday"), Time(id="y", text="June")), events=(event,))
    assert counts("Arg", GOLD, pred).predicted == 2


MET = {"head": "a", "type": "met_with", "tail": "b"}
WHO = (Mention(id="a", start=0, end=3, type="PER"), Mention(id="b", start=8, end=11, type="PER"))


@pytest.mark.parametrize("ids", [("r1", "r2"), ("r2", "r1"), (None, None)])
@pytest.mark.parametrize("evidence", [(None, None), (((0, 3),), ((4, 7),))])
@pytest.mark.parametrize("name", ["Rel", "Rel(match=boundary)"])
def test_the_surest_of_equal_relations_is_the_one_that_counts(name, ids, evidence):
    said = [Relation(id=i, score=score, evidence=e, **MET) for i, score, e in zip(ids, (0.9, 0.1), evidence, strict=True)]
    gold = Document(id="d", text=GOLD.text, mentions=WHO, relations=(Relation(**MET),))
    for order in permutations(said):
        result = evaluate([(gold, Document(id="d", mentions=WHO, relations=order))], [parse(name)], ("score",))
        assert result.tally.counts(name, "score=at least 0.5") == (1, 1, 1, 1)


@pytest.mark.parametrize("ids", [("r1", "r2"), ("r2", "r1")])
@pytest.mark.parametrize("name", ["Rel", "Rel(match=boundary)", "Trigger", "Claim"])
def test_neither_ids_nor_order_say_which_of_equal_items_counts(name, ids):
    relations = tuple(Relation(id=i, status=status, **MET) for i, status in zip(ids, ("former", None), strict=True))
    meeting = {"start": 4, "end": 7, "type": "Contact.Meet"}
    events = tuple(Event(id=i, realis=realis, **meeting) for i, realis in zip(ids, ("ACTUAL", "OTHER"), strict=True))
    one, both, other = (
        Document(id="d", text=GOLD.text, mentions=WHO, relations=relations[part], events=events[part])
        for part in (slice(1), slice(None), slice(None, None, -1))
    )
    for first, second in (((one, both), (one, other)), ((both, one), (other, one)), ((both, both), (both, other))):
        tallies = [evaluate([pair], [parse(name)], ("status", "realis")).tally for pair in (first, second)]
        assert tallies[0] == tallies[1]
