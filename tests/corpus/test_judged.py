"""What only gold must keep to."""

import pytest

from dateline.corpus.judged import gold_faults, tellable, undated
from dateline.document.index import Side
from tests.corpus.conftest import TEXT, document

PLACE = "give `start` and `end`, or the exact string as `text`"
OFFSETS = "give offsets, or its string as the text has it"
NAMELESS = "entity {!r} has no mention and no members that a mention, name or link tells, so no answer can name it"
MENTION = "give the entity a mention, or its members mentions, names or links"
EMPTY = "start is the first character, end the one after the last"
POINTS = "count Unicode code points, newlines included"
KNOWN = "known: end, level, nth, qid, start, text, type"
CALENDAR = "give a day or a week that there is"
EDTF = "as 2025-09-03, 2025-09, 2025-21 or 2025-09/.."
KIM, LEO = {"start": 0, "end": 3}, {"start": 8, "end": 11}


def told(**layers):
    found = list(gold_faults(document(**layers), TEXT, ("g", 7)))
    assert all(fault[:2] == ("g", 7) and bool(fault.window) == ("ends after the text" in fault.what) for fault in found)
    return [(fault.path, fault.what, str(fault.fix)) for fault in found]


def alternatives(*others, **item):
    return told(mentions=[{**KIM, **item, "alternatives": list(others)}])


@pytest.mark.parametrize(
    ("other", "what", "fix"),
    [
        ({"type": "ORG"}, None, None),
        ({"start": 0, "end": 7}, None, None),
        ({"start": 0, "end": 7, "text": "Kim met"}, None, None),
        ({}, "states nothing", "give what could as well be otherwise"),
        ({"value": "2020"}, "states 'value', which the item does not have", KNOWN),
        ({"type": "ORG", "role": "x", "value": "2020"}, "states 'value', which the item does not have", KNOWN),
        ({"start": 3, "end": 3}, "span [3, 3] is empty or runs backwards", EMPTY),
        (
            {"start": 0, "end": 99},
            "span [0, 99] ends after the text, which has 33 characters",
            "count Unicode code points, newlines included",
        ),
        ({"start": 0}, "has no place", PLACE),
        ({"end": 3}, "has no place", PLACE),
        ({"text": "Kim Jong", "type": "ORG"}, "has no place", PLACE),
        ({"nth": 2}, "has no place", PLACE),
    ],
)
def test_an_alternative_says_something_that_its_item_has(other, what, fix):
    assert alternatives(other) == ([("$.mentions[0].alternatives[0]", what, fix)] if what else [])


def test_alternatives_are_numbered_and_found_in_arguments_too():
    arguments = [
        {"role": "x", "filler": "UNSPECIFIED", "optional": ["role"]},
        {"role": "x", "filler": "UNSPECIFIED", "alternatives": [{"role": "y"}, {"type": "z"}], "optional": ["roles"]},
    ]
    assert told(events=[KIM, {**LEO, "arguments": arguments}]) == [
        (
            "$.events[1].arguments[1].optional",
            "names 'roles', which the item does not have",
            "did you mean role? (`true` for the whole item)",
        ),
        ("$.events[1].arguments[1].alternatives[1]", "states 'type', which the item does not have", "known: filler, role"),
    ]


@pytest.mark.parametrize(
    ("optional", "wrong"),
    [(True, []), (["type", "level"], []), (["date"], ["date"]), (["id", "type", "votes"], ["id", "votes"])],
)
def test_what_is_optional_is_an_attribute_that_could_be_otherwise(optional, wrong):
    found = told(mentions=[{**KIM, "optional": optional}])
    assert [(path, what) for path, what, _ in found] == [
        ("$.mentions[0].optional", f"names {name!r}, which the item does not have") for name in wrong
    ]


@pytest.mark.parametrize(
    ("layers", "path"),
    [
        ({"mentions": [{"text": "x", "aligned": "none"}]}, "$.mentions[0]"),
        ({"mentions": [KIM, {"text": "x", "aligned": "none"}]}, "$.mentions[1]"),
        ({"times": [{"start": 3}]}, "$.times[0]"),
        ({"quotes": [{"spans": [{"text": "x"}]}]}, "$.quotes[0]"),
        ({"quotes": [{"spans": []}]}, "$.quotes[0]"),
        ({"quotes": [{"spans": [{"text": "x"}, [0, 3]]}]}, None),
        ({"mentions": [KIM], "times": [LEO], "events": [{"start": 0, "end": 1}]}, None),
    ],
)
def test_every_item_stands_in_the_text(layers, path):
    assert told(**layers) == ([(path, "stands nowhere in the text", OFFSETS)] if path else [])


@pytest.mark.parametrize(
    ("entities", "mentions", "named", "tells"),
    [
        ([{"id": "e"}], [], "e", False),
        ([{"id": "e"}], ["e"], "e", True),
        ([{"id": "e", "name": "Kim", "qid": "Q1"}], [], "e", False),
        ([{"id": "e", "members": ["a"]}, {"id": "a"}], ["a"], "e", True),
        ([{"id": "e", "members": ["a"]}, {"id": "a", "name": "A"}], [], "e", True),
        ([{"id": "e", "members": ["a"]}, {"id": "a", "qid": "Q1"}], [], "e", True),
        ([{"id": "e", "members": ["a"]}, {"id": "a", "qid": "NIL"}], [], "e", False),
        ([{"id": "e", "members": ["a"]}, {"id": "a"}], [], "e", False),
        ([{"id": "e", "members": ["a", "b"]}, {"id": "a", "name": "A"}, {"id": "b"}], [], "e", False),
        ([{"id": "e", "name": "E", "members": ["a"]}, {"id": "a"}], [], "e", False),
        ([{"id": "e", "qid": "Q1", "members": ["a"]}, {"id": "a"}], [], "e", True),
        ([{"id": "e", "members": ["f"]}, {"id": "f", "members": ["a"]}, {"id": "a", "name": "A"}], [], "e", True),
        ([{"id": "e", "members": ["f"]}, {"id": "f", "members": ["e"]}], [], "e", False),
        ([{"id": "e", "members": ["f"]}, {"id": "f", "members": ["g"]}, {"id": "g", "members": ["f"]}], [], "e", False),
        ([{"id": "e", "members": ["m"]}], [], "e", True),
    ],
)
def test_an_entity_that_is_named_can_be_told(entities, mentions, named, tells):
    spans = [{"start": n + 8, "end": n + 9, "entity": name} for n, name in enumerate(mentions)]
    relation = {"head": {"start": 0, "end": 3}, "type": "t", "tail": named}
    found = told(entities=entities, mentions=[{**KIM, "id": "m"}, *spans], relations=[relation])
    assert found == ([] if tells else [("$.relations[0].tail", NAMELESS.format(named), MENTION)])


def test_entities_that_nothing_names_need_no_mention():
    assert told(entities=[{"id": "e"}, {"id": "s", "members": ["e"]}]) == []


def test_a_name_tells_an_entity_and_so_does_a_member_that_is_none():
    side = Side(document(entities=[{"id": "e", "name": "E"}, {"id": "f"}, {"id": "s", "members": ["nobody"]}]))
    assert [tellable(side, side.by_id[name]) for name in ("e", "f", "s")] == [True, False, True]


@pytest.mark.parametrize(
    ("layers", "faults"),
    [
        (
            {"times": [{**KIM, "value": "2020-02-30"}]},
            [("$.times[0].value", "'2020-02-30' is in no calendar", CALENDAR)],
        ),
        ({"times": [KIM, {**LEO, "edtf": "May"}]}, [("$.times[1].edtf", "'May' is no date of EDTF", EDTF)]),
        ({"events": [KIM, {**LEO, "date": "2020-13"}]}, [("$.events[1].date", "'2020-13' is no date of EDTF", EDTF)]),
        (
            {"times": [{**KIM, "value": "2021-02-29", "edtf": "x"}]},
            [
                ("$.times[0].value", "'2021-02-29' is in no calendar", CALENDAR),
                ("$.times[0].edtf", "'x' is no date of EDTF", EDTF),
            ],
        ),
        ({"times": [{**KIM, "value": "2020-02-29", "edtf": "2020-02-29"}], "events": [{**KIM, "date": "2020-02/.."}]}, []),
        ({"times": [{**KIM, "value": "PT5M"}]}, []),
    ],
)
def test_dates_are_those_of_a_calendar(layers, faults):
    assert list(undated(document(**layers))) == faults
    assert told(**layers) == faults
