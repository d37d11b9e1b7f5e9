"""Time expressions by place, type, value and days, and what is counted as one with them: dated events."""

import pytest
from msgspec.structs import replace

from dateline.document import Document, Event, Time
from dateline.kernel.matching import Edge
from tests.metrics.conftest import counts, edges, items, matched, of_slice

TEXT = "On 3 May and last week, for three days, he met them."
MAY, WEEK, DAYS, MET = (3, 8), (13, 22), (28, 38), (43, 46)
ON_MAY = (0, 8)


def document(*said):
    times, events = (tuple(one for one in said if isinstance(one, kind)) for kind in (Time, Event))
    return Document(id="d", text=TEXT, dct="2025-09-04", times=times, events=events)


def time(at, kind="DATE", **of):
    return Time(start=at[0], end=at[1], type=kind, **of)


LOST = Time(type="DATE", value="2025", aligned="none")
NAMES = (
    *(f"Time(match={match})" for match in ("strict", "relaxed", "type", "value", "interval")),
    *(f"Time(match={match},span=equal)" for match in ("type", "value", "interval")),
)


@pytest.mark.parametrize(
    ("pred", "right"),
    [
        (time(MAY, value="2025-05-03"), (1, 1, 1, 1, 1, 1, 1, 1)),
        (time(ON_MAY, value="2025-05-03"), (0, 1, 1, 1, 1, 0, 0, 0)),
        (time(MAY, "TIME", value="2025-05-03"), (1, 1, 0, 1, 1, 0, 1, 1)),
        (time(MAY, value="2025-05-04"), (1, 1, 1, 0, 0, 1, 0, 0)),
        (time(MAY), (1, 1, 1, 0, 0, 1, 0, 0)),
        (time(MAY, value="2025-05"), (1, 1, 1, 0, 2 / 32, 1, 0, 2 / 32)),
        (time(MAY, value="2025", edtf="2025-05-03"), (1, 1, 1, 0, 1, 1, 0, 1)),  # EDTF goes before the value
        (time(WEEK, value="2025-05-03"), (0,) * 8),
        (LOST, (0,) * 8),
    ],
)
def test_what_makes_a_time_right(pred, right):
    gold = document(time(MAY, value="2025-05-03"))
    for name, credit in zip(NAMES, right, strict=True):
        assert counts(name, gold, document(pred)) == pytest.approx((credit, 1, credit, 1))
        assert counts(name, document(pred), gold) == pytest.approx((credit, 1, credit, 1))


@pytest.mark.parametrize(
    ("gold", "pred", "credit"),
    [
        ({"value": "2025-SU"}, {"edtf": "2025-22"}, 1),
        ({"value": "2025-W10"}, {"edtf": "2025-03-03"}, 2 / 8),
        ({"edtf": "2025-05"}, {"edtf": "2025-05"}, 1),
        ({"edtf": "2025-05"}, {"edtf": "2025-06"}, 0),
        ({"value": "P3D"}, {"value": "P3D"}, 1),  # no interval
        ({"value": "P3D"}, {"value": "P2D"}, 0),
        ({"value": "PAST_REF"}, {}, 0),
        ({}, {"value": "2025"}, 0),
        ({}, {}, 1),  # an absent one is equal to an absent one
        ({"edtf": "2025-09-01/.."}, {"edtf": "2025-09-01/2025-09-02"}, 4 / 6),  # until the document was written, four days
    ],
)
@pytest.mark.parametrize("span", ["overlap", "equal"])
def test_days_in_common(gold, pred, credit, span):
    found = counts(f"Time(match=interval,span={span})", document(time(MAY, **gold)), document(time(MAY, **pred)))
    assert found == pytest.approx((credit, 1, credit, 1))


@pytest.mark.parametrize("name", NAMES)
def test_several_times_may_stand_at_one_place(name):
    one, other = time(MAY, "DATE", value="2025-05-03"), time(MAY, "SET", value="P1Y")
    both = document(one, other)
    assert counts(name, both, both) == (2, 2, 2, 2)
    assert counts(name, both, document(other)) == (1, 1, 1, 2)
    assert counts(name, document(other), both) == (1, 2, 1, 1)


@pytest.mark.parametrize(("name", "right"), list(zip(NAMES, (1, 1, 2, 2, 2, 2, 2, 2), strict=True)))
@pytest.mark.parametrize("values", [({"value": "2024"}, {"value": "2025"}), ({"edtf": "2024"}, {"edtf": "2025"}), ({}, {"value": "2025"})])
def test_times_of_one_place_and_type_are_copies_unless_their_values_count(name, right, values):
    both = document(*(time(MAY, **value) for value in values))
    assert counts(name, both, both) == (right, 2, right, 2)
    same = document(*(time(MAY, **values[0]) for _ in values))
    assert counts(name, same, same) == (1, 2, 1, 2)


def test_a_time_is_told_by_its_place_and_by_what_it_says():
    assert items("Time", document(time(MAY, value="2025")))[0].key == ((MAY,),)
    assert items("Time(match=value)", document(time(MAY)))[0].key == ((MAY,), "", "")


@pytest.mark.parametrize("name", [*NAMES, "When"])
def test_times_found_nowhere_are_predicted_and_match_nothing(name):
    found = counts(name, document(time(MAY, value="2025")), document(LOST, Time(type="SET", aligned="none"), time(MAY, value="2025")))
    assert found == (1, 3, 1, 1)


@pytest.mark.parametrize("name", [*NAMES, "When"])
def test_slices_are_by_type(name):
    gold, pred = document(time(MAY, value="2025"), time(DAYS, None)), document(time(MAY, None, value="2025"), time(WEEK, "SET"))
    right = 0 if "match=type" in name else 1
    unlabelled = {"DATE": (1, 1, 1, 1), "none": (0, 0, 0, 1)} if right else {"DATE": (0, 0, 0, 1), "none": (0, 1, 0, 1)}
    assert of_slice(name, gold, pred, "type") == {**unlabelled, "SET": (0, 1, 0, 0)}


@pytest.mark.parametrize(("kind", "rank"), [("SET", 0), ("DATE", 1)])
def test_of_overlapping_times_that_of_equal_type_is_matched_else_the_one_that_shares_most(kind, rank):
    gold, pred = document(time((0, 5), "SET"), time((4, 22), "TIME")), document(time(ON_MAY, kind))
    assert edges("Time(match=relaxed)", gold, pred) == [
        Edge(0, 0, 1.0, same_label=kind == "SET", shared=5),
        Edge(1, 0, 1.0, same_label=False, shared=4),
    ]
    wide, low = document(time((0, 4), "SET"), time((4, 22), "TIME")), document(time((2, 8), kind))
    assert matched("Time(match=relaxed)", wide, low) == [(rank, 0)]


def event(at, date, **of):
    return Event(start=at[0], end=at[1], type="Contact.Meet", date=date, **of)


@pytest.mark.parametrize(
    ("gold", "pred", "interval", "exact"),
    [
        (time(MAY, value="2025"), time(MAY, "SET", value="2025"), 1, 1),
        (time(MAY, value="2025"), time(ON_MAY, value="2025"), 0, 0),
        (time(MAY, value="2025"), time(MAY, value="2024"), 0, 0),
        (time(MAY, value="2025"), time(MAY), 0, 0),
        (time(MAY), time(MAY), 1, 1),
        (time(MET, value="2025"), event(MET, "2025"), 0, 0),
        (event(MET, "2025"), event(MET, "2025"), 1, 1),
        (event(MET, "2025-09-02"), event(MET, "2025-09-01/2025-09-03"), 2 / 4, 0),
        (event(MET, "2025-09-01/.."), event(MET, "2025-09-01/2025-09-02"), 4 / 6, 0),  # until the document was written, four days
        (event(MET, "2025"), Event(date="2025", aligned="none"), 0, 0),
    ],
)
def test_when_things_are(gold, pred, interval, exact):
    for name, credit in (("When", interval), ("When(match=exact)", exact)):
        assert counts(name, document(gold), document(pred)) == pytest.approx((credit, 1, credit, 1))


def test_times_and_dated_events_are_one_set_of_items():
    gold = document(event(MET, "2025"), time(MAY, value="2025"), time(WEEK, None), Event(start=9, end=12))
    assert of_slice("When", gold, gold, "type") == {"EVENT": (1, 1, 1, 1), "DATE": (1, 1, 1, 1), "none": (1, 1, 1, 1)}
    found = items("When", gold)
    assert [one.key for one in found] == [((MAY,), "time", "2025"), ((WEEK,), "time", ""), ((MET,), "event", "2025", "Contact.Meet")]
    assert [one.source for one in found] == [gold.times[0], gold.times[1], gold.events[0]]


def test_events_of_several_types_on_one_trigger_are_several():
    gold = document(*(Event(start=43, end=46, date="2025", type=kind) for kind in ("Conflict.Attack", "Life.Die", "Conflict.War")))
    assert counts("When", gold, gold) == counts("When(match=exact)", gold, gold) == (3, 3, 3, 3)
    other = document(event(MET, "2025"))
    assert counts("When", gold, other) == counts("When(match=exact)", gold, other) == (1, 1, 1, 3)


def test_what_gold_does_not_annotate_is_not_asked():
    both = document(event(MET, "2025"), time(MAY, value="2025"))
    assert counts("When", replace(both, events=None), both) == (1, 1, 1, 1)
    assert counts("When", replace(both, times=None), both) == (1, 1, 1, 1)
    assert counts("When", replace(both, times=()), both) == (1, 2, 1, 1)


def test_times_of_one_place_are_copies_only_if_they_say_the_same():
    both = document(time(MAY, value="2024"), time(MAY, value="2025"))
    assert counts("When", both, both) == (2, 2, 2, 2)
