"""What needs neither placing nor checking is told in one pass, and what may need it is not."""

import pytest

from dateline.corpus.accept import fine
from dateline.document.index import Side
from dateline.files import LIMITS, Limits
from tests.corpus.conftest import TEXT, document

KIM, LEO, ROME = {"start": 0, "end": 3}, {"start": 8, "end": 11}, {"start": 15, "end": 19}
LAST, PAST, TURNED = {"start": 32, "end": 33}, {"start": 32, "end": 34}, {"start": 7, "end": 4}
EMPTY, BEFORE, HALF = {"start": 5, "end": 5}, {"start": -1, "end": 3}, {"start": 0}
SCORED = {**KIM, "text": "Kim"}  # of more than a place, so that each mention is looked at


def is_fine(text=TEXT, limits=LIMITS, gold=False, **layers):
    return fine(Side(document(**layers)), text, limits, gold=gold)


@pytest.mark.parametrize(
    ("mentions", "expected"),
    [
        ([], True),
        ([KIM], True),
        ([KIM, LAST], True),
        ([LAST], True),
        ([LEO, KIM], True),
        ([{"start": 0, "end": 11}, KIM], True),
        ([{"start": 0, "end": 33}, KIM], True),
        ([KIM, KIM], True),
        ([{**KIM, "entity": "a"}, {**KIM, "entity": "a"}], True),
        ([{**KIM, "entity": "a"}, {**KIM, "entity": "b"}], False),
        ([{**KIM, "entity": "a"}, {**LEO, "entity": "b"}], True),
        ([{**KIM, "type": "PER"}, {**LEO, "type": "PER"}, {**ROME, "type": "LOC"}], True),
        ([{**KIM, "type": "PER"}, {**PAST, "type": "PER"}], False),
        ([{**PAST, "type": "PER"}, {**KIM, "type": "PER"}], False),
        ([{"start": 0, "end": 34, "type": "PER"}, {**KIM, "type": "PER"}], False),
        ([{"start": 0, "end": 34, "type": "PER"}, {**LEO, "type": "PER"}], False),
        ([{**BEFORE, "type": "PER"}], False),
        ([{**EMPTY, "type": "PER"}], False),
        ([{**EMPTY, "type": "PER"}, {**LEO, "type": "PER"}], False),
        ([{**TURNED, "type": "PER"}], False),
        ([PAST], False),
        ([BEFORE], False),
        ([EMPTY], False),
        ([HALF], False),
        ([{"end": 3}], False),
        ([{"text": "Kim"}], False),
        ([SCORED], True),
        ([{**KIM, "text": "Leo"}], False),
        ([SCORED, PAST], False),
        ([SCORED, LAST], True),
        ([{**SCORED, "entity": "a"}, {**LEO, "entity": "b"}], True),
        ([SCORED, BEFORE], False),
        ([SCORED, EMPTY], False),
        ([SCORED, HALF], False),
        ([SCORED, {"end": 3}], False),
        ([{"start": 0, "end": 11, "fragments": [[0, 3], [8, 11]]}], False),
        ([{**KIM, "fragments": []}], False),
        ([{**KIM, "head": [0, 3]}], True),
        ([{**LEO, "head": [9, 10]}], True),
        ([{**LEO, "head": [7, 10]}], False),
        ([{**LEO, "head": [9, 12]}], False),
        ([{**LEO, "head": [9, 9]}], False),
        ([{**LEO, "head": [10, 9]}], False),
        ([{**LEO, "head": {"text": "L"}}], False),
        ([{**KIM, "head": [0, 1]}, {**KIM, "head": [0, 1]}], True),
        ([{**KIM, "head": [0, 1]}, {**KIM, "head": [1, 2]}], False),
        ([{**KIM, "head": [0, 1]}, {**LEO, "head": [8, 9]}, KIM], True),
        ([{**KIM, "score": 0}, {**LEO, "score": 1}], True),
        ([{**KIM, "score": 1.1}], False),
        ([{**KIM, "score": -0.1}], False),
        ([{**KIM, "id": "a"}, {**LEO, "id": "b"}, ROME, LAST], True),
        ([{**KIM, "id": "a"}, {**LEO, "id": "a"}], False),
        ([{**KIM, "optional": True}], False),
        ([{**KIM, "alternatives": [{"type": "x"}]}], False),
    ],
)
def test_mentions(mentions, expected):
    assert is_fine(mentions=mentions) is expected
    assert is_fine(mentions=mentions, gold=True) is expected


def test_without_a_text_no_span_ends_too_late_and_none_is_another_text():
    assert is_fine(None, mentions=[{"start": 0, "end": 1 << 40}])
    assert is_fine(None, mentions=[{**KIM, "text": "Leo"}], times=[{**LEO, "text": "Kim"}])
    assert is_fine("", mentions=[])
    assert not is_fine("", mentions=[KIM])


def test_a_copy_is_the_text_itself_or_in_doubt():
    assert is_fine(mentions=[KIM], text=TEXT)
    assert fine(Side(document(text=TEXT, mentions=[KIM])), TEXT, LIMITS)
    assert fine(Side(document(text="".join([*TEXT]), mentions=[KIM])), TEXT, LIMITS)
    assert not fine(Side(document(text=TEXT + " ", mentions=[KIM])), TEXT, LIMITS)
    assert fine(Side(document(text="Kim met", mentions=[KIM])), None, LIMITS)


ITEMS = {
    "mentions": KIM,
    "entities": {"id": "e"},
    "times": KIM,
    "relations": {"head": {**KIM}, "type": "r", "tail": {**LEO}},
    "events": KIM,
    "quotes": {"spans": [[0, 3]]},
}


@pytest.mark.parametrize("layer", ITEMS)
def test_no_layer_is_longer_than_the_limit(layer):
    items = [{**ITEMS[layer], **({"id": name} if layer == "entities" else {})} for name in "ab"]
    assert is_fine(limits=Limits(items=2), **{layer: items})
    assert not is_fine(limits=Limits(items=1), **{layer: items})


@pytest.mark.parametrize("layer", ITEMS)
@pytest.mark.parametrize(("score", "expected"), [(0, True), (1, True), (1.1, False), (-0.1, False)])
def test_scores_are_probabilities(layer, score, expected):
    assert is_fine(**{layer: [{**ITEMS[layer], "score": score}]}) is expected


@pytest.mark.parametrize("layer", ["times", "events"])
@pytest.mark.parametrize(
    ("item", "expected"),
    [
        *((LAST, True), (SCORED, True), (KIM, True), ({**KIM, "text": "Leo"}, False), (PAST, False), (EMPTY, False)),
        *((TURNED, False), (BEFORE, False), (HALF, False), ({"end": 3}, False), ({"text": "Kim"}, False)),
    ],
)
def test_times_and_events_have_their_spans(layer, item, expected):
    assert is_fine(**{layer: [LEO, item]}) is expected


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ({"spans": [[0, 3], [32, 33]]}, True),
        ({"spans": []}, False),
        ({"spans": [[0, 3], [8, 11], [15, 19]]}, False),
        ({"spans": [[0, 3]], "text": "Kim"}, False),
        ({"spans": [[0, 3]], "nth": 1}, False),
        ({"spans": [[0, 3], [32, 34]]}, False),
        ({"spans": [[3, 3]]}, False),
        ({"spans": [[-1, 3]]}, False),
        ({"spans": [{"text": "Kim"}]}, False),
        ({"spans": [[0, 3]], "verbatim": [[0, 1]], "cue": [4, 7]}, True),
        ({"spans": [[0, 3]], "verbatim": [[0, 1], [32, 34]]}, False),
        ({"spans": [[0, 3]], "verbatim": [{"text": "Kim"}]}, False),
        ({"spans": [[0, 3]], "cue": [32, 34]}, False),
        ({"spans": [[0, 3]], "cue": {"text": "met"}}, False),
        ({"spans": [[0, 3]], "speaker": "m", "addressee": {"start": 8, "end": 11}, "via": "UNSPECIFIED"}, True),
        ({"spans": [[0, 3]], "speaker": "x"}, False),
        ({"spans": [[0, 3]], "addressee": "x"}, False),
        ({"spans": [[0, 3]], "via": "x"}, False),
        ({"spans": [[0, 3]], "via": {"text": "Kim"}}, False),
        ({"spans": [[0, 3]], "via": {"start": 32, "end": 34}}, False),
        ({"spans": [[0, 3]], "via": {"start": 3}}, False),
        ({"spans": [[0, 3]], "via": {"end": 3}}, False),
        ({"spans": [[0, 3]], "speaker": {"start": 3, "end": 3}}, False),
        ({"spans": [[0, 3]], "speaker": {"start": 8, "end": 11}, "via": "x"}, False),
    ],
)
def test_quotes_have_their_spans_and_people(quote, expected):
    assert is_fine(limits=Limits(fragments=2), mentions=[{**KIM, "id": "m"}], quotes=[{"spans": [[8, 11]]}, quote]) is expected


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ({}, True),
        ({"evidence": [[0, 3], [8, 11]], "asserted_by": "UNSPECIFIED"}, True),
        ({"evidence": [[0, 3], [8, 8]]}, False),
        ({"evidence": [{"text": "Kim"}]}, False),
        ({"head": "x"}, False),
        ({"tail": "x"}, False),
        ({"asserted_by": "x"}, False),
        ({"asserted_by": "k", "tail": "t", "head": "v"}, True),
        ({"tail": "q"}, False),
        ({"tail": "r"}, False),
    ],
)
def test_relations_name_something(relation, expected):
    layers = {"mentions": [{**KIM, "id": "m", "entity": "k"}], "entities": [{"id": "e"}], "times": [{**LEO, "id": "t"}]}
    events, quotes = [{**ROME, "id": "v"}], [{"id": "q", "spans": [[0, 3]]}]
    relations = [{"id": "r", "head": "m", "type": "x", "tail": "e", **relation}]
    assert is_fine(**layers, events=events, quotes=quotes, relations=relations) is expected


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"arguments": [{"role": "x", "filler": "e"}], "asserted_by": "UNSPECIFIED"}, True),
        ({"arguments": [{"role": "x", "filler": "e"}, {"role": "x", "filler": "nobody"}]}, False),
        ({"asserted_by": "nobody"}, False),
        ({"arguments": [{"role": "x", "filler": {"start": 0, "end": 3}}]}, True),
    ],
)
def test_events_name_something(event, expected):
    assert is_fine(entities=[{"id": "e"}], events=[{**KIM, **event}]) is expected


@pytest.mark.parametrize("layer", ["times", "relations", "events", "quotes"])
def test_no_id_is_given_twice_over_all_layers(layer):
    item = {**ITEMS[layer], "id": "e"}
    assert not is_fine(entities=[{"id": "e"}], **{layer: [item]})
    assert is_fine(entities=[{"id": "f"}], **{layer: [item, ITEMS[layer], ITEMS[layer]]})
    assert is_fine(mentions=[KIM, LEO], entities=[{"id": "f"}], **{layer: [item]})
    assert not is_fine(mentions=[KIM, {**LEO, "id": "e"}], **{layer: [item]})


@pytest.mark.parametrize(
    ("entities", "expected"),
    [
        ([{"id": "s", "members": ["a", "k"]}, {"id": "a"}], True),
        ([{"id": "s", "members": ["nobody"]}, {"id": "a"}], False),
        ([{"id": "s", "members": ["s"]}], False),
        ([{"id": "s", "members": ["u"]}, {"id": "u", "members": ["k"]}], False),
        ([{"id": "s", "members": []}], True),
        ([{"id": "s", "members": ["k", "k"]}, {"id": "u", "members": ["k"]}], True),
        ([{"id": "s", "members": ["k", "k"]}, {"id": "u", "members": ["k", "k"]}], False),
    ],
)
def test_sets_hold_what_there_is_and_no_sets(entities, expected):
    assert is_fine(limits=Limits(items=5), mentions=[{**KIM, "entity": "k"}], entities=entities) is expected


@pytest.mark.parametrize(("gold", "expected"), [(False, True), (True, False)])
def test_in_gold_a_reference_is_to_what_stands_in_the_text(gold, expected):
    relation = {"head": {**KIM}, "type": "r", "tail": "e"}
    assert is_fine(gold=gold, entities=[{"id": "e"}], relations=[relation]) is expected
    assert is_fine(gold=gold, entities=[{"id": "e", "members": ["k"]}], mentions=[{**KIM, "entity": "k"}], relations=[relation])
    assert is_fine(gold=gold, times=[{**KIM, "value": "2020-02-30"}]) is expected
    assert is_fine(gold=gold, times=[{**KIM, "value": "2020-02-29"}])


@pytest.mark.parametrize(
    ("value", "expected"), [("2020-02-29", True), ("P3D", True), ("PRESENT_REF", True), ("May 3, 2020", False), ("3.5.2020", False)]
)
def test_a_date_that_is_written_otherwise_is_in_doubt(value, expected):
    assert is_fine(times=[{**KIM, "value": value}]) is expected
    assert is_fine(events=[{**KIM, "date": value}]) is (value == "2020-02-29")


def test_entities_with_names_and_no_mentions_are_in_doubt():
    assert not is_fine(mentions=None, entities=[{"id": "e", "name": "Kim"}])
    assert is_fine(mentions=[], entities=[{"id": "e", "name": "Kim"}])
    assert is_fine(mentions=None, entities=[{"id": "e"}])


def test_a_document_is_a_prediction_where_nothing_else_is_said():
    relation = {"head": {**KIM}, "type": "r", "tail": "e"}
    assert fine(Side(document(entities=[{"id": "e"}], relations=[relation])), TEXT, LIMITS)
