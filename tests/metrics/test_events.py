"""Triggers, arguments, dates and realis of events: what must be equal, and which of several is matched."""

import pytest
from msgspec.structs import replace

from dateline.document import Argument, Document, Event, Inline, Mention
from dateline.kernel.matching import Edge
from tests.metrics.conftest import counts, edges, items, matched, of_slice

TEXT = "Kim met Lee. He shot and killed Ola in Rome on 3 May."
MET, SHOT, KILLED = (4, 7), (16, 20), (25, 31)
WHO = tuple(
    Mention(id=f"m-{name}", start=s, end=e, entity=own)
    for name, s, e, own in (("kim", 0, 3, "kim"), ("lee", 8, 11, "lee"), ("he", 13, 15, "kim"), ("ola", 32, 35, "ola"))
)


def document(*events):
    return Document(id="d", text=TEXT, dct="2025-09-04", mentions=WHO, events=events)


def event(at, kind=None, *arguments, **of):
    return Event(start=at[0], end=at[1], type=kind, arguments=tuple(Argument(role=r, filler=f) for r, f in arguments), **of)


GOLD = document(event(MET, "Contact.Meet"), event(SHOT, "Conflict.Attack"), event(KILLED, "Life.Die"))
DIE, ATTACK = event(KILLED, "Life.Die"), event(KILLED, "Conflict.Attack")
LOST = Event(type="Life.Die", date="2020", realis="ACTUAL", arguments=(Argument(role="Victim", filler="ola"),), aligned="none")
TRIGGERS = ("Trigger", "Trigger(match=span)", "Trigger(types=family)", "Trigger(match=span,types=family)")


@pytest.mark.parametrize(("name", "right"), list(zip(TRIGGERS, (1, 2, 2, 2), strict=True)))
def test_triggers_by_span_and_by_type_or_family(name, right):
    pred = document(event(MET, "Contact.Phone"), event(SHOT, "Conflict.Attack"), event((25, 35), "Life.Die"))
    assert counts(name, GOLD, pred) == (right, 3, right, 3)
    assert counts(name, GOLD, GOLD) == (3, 3, 3, 3)


@pytest.mark.parametrize("name", TRIGGERS)
def test_several_events_may_have_one_trigger(name):
    both = document(ATTACK, DIE)
    assert counts(name, both, document(DIE)) == (1, 1, 1, 2)
    assert counts(name, document(DIE), both) == (1, 2, 1, 1)
    assert counts(name, both, both) == (2, 2, 2, 2)
    assert counts(name, both, document(DIE, DIE)) == (1, 2, 1, 2)  # a copy matches nothing
    assert counts(name, document(DIE, DIE), both) == (1, 2, 1, 2)


@pytest.mark.parametrize(("pred", "rank"), [(ATTACK, 0), (DIE, 1)])
def test_of_two_events_at_one_trigger_that_of_equal_type_is_matched(pred, rank):
    gold, answer = document(ATTACK, DIE), document(pred)
    assert edges("Trigger(match=span)", gold, answer) == [Edge(g, 0, 1.0, same_label=g == rank) for g in (0, 1)]
    assert matched("Trigger(match=span)", gold, answer) == [(rank, 0)]
    assert of_slice("Trigger(match=span)", gold, answer, "type")[pred.type] == (1, 1, 1, 1)


def test_slices_of_triggers():
    gold = document(event(MET), event(SHOT, "Conflict.Attack", realis="ACTUAL"))
    assert of_slice("Trigger", gold, gold, "type") == {"none": (1, 1, 1, 1), "Conflict.Attack": (1, 1, 1, 1)}
    assert of_slice("Trigger", gold, gold, "family") == {"none": (1, 1, 1, 1), "Conflict": (1, 1, 1, 1)}
    assert of_slice("Trigger(types=family)", gold, gold, "type") == {"none": (1, 1, 1, 1), "Conflict": (1, 1, 1, 1)}
    assert of_slice("Trigger", gold, gold, "realis") == {"none": (1, 1, 1, 1), "ACTUAL": (1, 1, 1, 1)}


@pytest.mark.parametrize("name", ["Trigger", "Trigger(match=span)", "Arg", "Arg(attached=no)", "Date", "Realis"])
def test_events_found_nowhere_are_predicted_and_match_nothing(name):
    assert counts(name, document(), document(LOST, replace(LOST, type="Life.Injure")))[:2] == (0, 2)


ARGS = ("Arg", "Arg(match=span)", "Arg(attached=no)", "Arg(resolve=no)", "Arg(types=family)")


@pytest.mark.parametrize(
    ("pred", "right"),
    [
        (event(MET, "Contact.Meet", ("Participant", "kim")), (1, 1, 1, 1, 1)),
        (event(MET, "Contact.Meet", ("Participant", "m-kim")), (1, 1, 1, 1, 1)),
        (event(MET, "Contact.Meet", ("Participant", "m-he")), (1, 1, 1, 0, 1)),
        (event(MET, "Contact.Meet", ("Participant", Inline(start=0, end=3))), (1, 1, 1, 1, 1)),
        (event(MET, "Contact.Meet", ("Place", "kim")), (0, 1, 0, 0, 0)),
        (event(MET, "Contact.Meet", ("Participant", "lee")), (0, 0, 0, 0, 0)),
        (event(SHOT, "Contact.Meet", ("Participant", "kim")), (0, 0, 1, 0, 0)),
        (event(MET, "Contact.Phone", ("Participant", "kim")), (0, 0, 0, 0, 1)),
    ],
)
def test_what_makes_an_argument_right(pred, right):
    gold = document(event(MET, "Contact.Meet", ("Participant", "kim")))
    assert tuple(counts(name, gold, document(pred)).right_gold for name in ARGS) == right


def test_an_argument_is_an_item_once():
    twice = [event(at, "Life.Die", ("Victim", "ola"), ("Victim", "m-ola")) for at in (KILLED, SHOT)]
    gold = document(*twice)
    assert counts("Arg", gold, gold) == (2, 2, 2, 2)
    assert counts("Arg(attached=no)", gold, gold) == (1, 1, 1, 1)
    assert counts("Arg(attached=no)", gold, document(twice[0])) == (1, 1, 1, 1)
    assert [(one[:2], one.pieces) for one in items("Arg", gold)] == [(SHOT, (SHOT,)), (KILLED, (KILLED,))]
    for order in (gold, document(*reversed(twice))):
        assert [(one[:2], one.pieces) for one in items("Arg(attached=no)", order)] == [(SHOT, ())]  # at the first trigger


def test_roles_are_no_part_of_identified_arguments():
    gold = document(event(KILLED, "Life.Die", ("Victim", "ola"), ("Agent", "ola"), ("Agent", "kim")))
    assert [one.key[0] for one in items("Arg(match=span)", gold)] == ["", ""]
    assert [one.key[0] for one in items("Arg", gold)] == ["Agent", "Agent", "Victim"]


def test_which_of_equal_arguments_stands_is_not_by_the_order_of_the_list():
    often, seldom = (Argument(role="Victim", filler="ola", votes=votes) for votes in (3, 1))
    first, second = (document(replace(DIE, arguments=order)) for order in ((often, seldom), (seldom, often)))
    assert items("Arg", first) == items("Arg", second)
    assert of_slice("Arg", first, first, "votes") == of_slice("Arg", second, second, "votes") == {"1": (1, 1, 1, 1)}


def test_slices_of_arguments():
    gold = document(event(KILLED, "Life.Die", ("Victim", "ola"), ("Agent", "kim")), event(MET, None, ("Agent", "lee")))
    pred = document(event(KILLED, "Life.Die", ("Victim", "ola")))
    assert of_slice("Arg", gold, pred, "role") == {"Victim": (1, 1, 1, 1), "Agent": (0, 0, 0, 2)}
    assert of_slice("Arg", gold, pred, "type") == {"Life.Die": (1, 1, 1, 2), "none": (0, 0, 0, 1)}


@pytest.mark.parametrize(
    ("gold", "pred", "exact", "interval"),
    [
        ("2025-09-02", "2025-09-02", 1, 1),
        ("2025-09-02", "2025-09-01/2025-09-03", 0, 2 / 4),
        ("2025-09-01/..", "2025-09-01/2025-09-02", 0, 4 / 6),  # until the document was written, four days
        ("2025", "2024", 0, 0),
        ("2025", None, 0, 0),
        (None, "2025", 0, 0),
    ],
)
def test_dates_of_events(gold, pred, exact, interval):
    sides = [document(event(MET, kind, date=date)) for kind, date in (("Contact.Meet", gold), ("Contact.Phone", pred))]
    predicted, wanted = int(pred is not None), int(gold is not None)
    for name, credit in (("Date", exact), ("Date(match=interval)", interval)):
        assert counts(name, *sides) == pytest.approx((credit, predicted, credit, wanted))
    assert counts("Date", document(event(SHOT, date="2025")), document(event(MET, date="2025"))).right_gold == 0


@pytest.mark.parametrize(("gold", "pred", "right"), [("ACTUAL", "ACTUAL", 1), ("ACTUAL", "OTHER", 0), ("OTHER", "ACTUAL", 0)])
def test_realis_of_events(gold, pred, right):
    sides = [document(event(MET, kind, realis=realis), event(SHOT)) for kind, realis in (("Contact.Meet", gold), ("Contact.Phone", pred))]
    assert counts("Realis", *sides) == (right, 1, right, 1)
    assert counts("Realis", sides[0], document(event(SHOT, realis=gold))).right_gold == 0


@pytest.mark.parametrize("carried", [{"date": "2020"}, {"realis": "ACTUAL"}])
def test_of_two_dates_or_realis_at_one_trigger_that_of_equal_type_is_matched(carried):
    name = "Date" if "date" in carried else "Realis"
    gold, pred = document(replace(ATTACK, **carried), replace(DIE, **carried)), document(replace(DIE, **carried))
    assert edges(name, gold, pred) == [Edge(0, 0, 1.0, same_label=False), Edge(1, 0, 1.0, same_label=True)]
    assert of_slice(name, gold, pred, "type") == {"Conflict.Attack": (0, 0, 0, 1), "Life.Die": (1, 1, 1, 1)}
    bare = document(event(MET, **carried))
    assert of_slice(name, bare, bare, "type") == {"none": (1, 1, 1, 1)}


def test_events_of_one_trigger_and_type_are_copies_only_if_they_say_the_same():
    dates, realis = ([{field: value} for value in pair] for field, *pair in (("date", "2020", "2021"), ("realis", "ACTUAL", "OTHER")))
    for name, said in (("Date", dates), ("Realis", realis)):
        gold = document(*(replace(DIE, **one) for one in said))
        assert counts(name, gold, gold) == (2, 2, 2, 2)
        same = document(*(replace(DIE, **said[0]) for _ in said))
        assert counts(name, same, same) == (1, 2, 1, 2)


def test_slices_by_realis():
    gold = document(event(MET, realis="ACTUAL"), event(SHOT, realis="OTHER"))
    assert of_slice("Realis", gold, gold, "realis") == {"ACTUAL": (1, 1, 1, 1), "OTHER": (1, 1, 1, 1)}
