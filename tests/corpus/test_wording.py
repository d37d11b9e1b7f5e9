"""Answers whose layers and keys have other names, or are arranged otherwise: what each is to be read as, and that it is found to be one."""

import json
from collections import Counter

import msgspec
import pytest

from dateline.corpus.fitting import fitted
from dateline.document import Document, Inline
from dateline.formats import native

KIM, LEE = {"text": "Kim"}, {"text": "Lee"}
QUOTE = {"text": "We go.", "speaker": "Kim"}
MET = {"text": "met", "type": "Contact.Meet"}
SAME = {
    "quotes": [
        ([{"quote": "We go.", "speaker": "Kim"}], [QUOTE]),
        ([{"Quotation": "We go.", "attributed_to": "Kim", "type": "direct"}], [QUOTE | {"kind": "direct"}]),
        ([{"content": "We go.", "source": "Kim", "verb": "said"}], [QUOTE | {"cue": {"text": "said"}}]),
        (["We go."], [{"text": "We go."}]),
        (["Kim Lee: “We go.”", 'Lee: "No."'], [{"text": "We go.", "speaker": {"text": "Kim Lee"}}, {"text": "No.", "speaker": "Lee"}]),
        ({"We go now.": "Kim", "No, no.": "Lee"}, [{"text": "We go now.", "speaker": "Kim"}, {"text": "No, no.", "speaker": "Lee"}]),
        ([{"quote": "We go.", "speaker": {"name": "Kim"}}], [{"text": "We go.", "speaker": {"text": "Kim"}}]),
        ([{"quote": "We go.", "speaker": "Unknown"}, {"quote": "No.", "speaker": None}], [{"text": "We go."}, {"text": "No."}]),
        (
            {"Kim": ["We go.", {"quote": "No.", "kind": "direct"}], "Lee": "Yes."},
            [QUOTE, {"text": "No.", "speaker": "Kim", "kind": "direct"}, {"text": "Yes.", "speaker": "Lee"}],
        ),
    ],
    "times": [
        (
            [{"expression": "Monday", "normalized": "2025-09-01", "timex_type": "date"}],
            [{"text": "Monday", "value": "2025-09-01", "type": "DATE"}],
        ),
        (
            {"Monday": "2025-09-01", "now": "PRESENT_REF"},
            [{"text": "Monday", "value": "2025-09-01"}, {"text": "now", "value": "PRESENT_REF"}],
        ),
        (["Monday"], [{"text": "Monday"}]),
        ({"Monday": {"value": "2025-09-01", "type": "date"}}, [{"text": "Monday", "value": "2025-09-01", "type": "DATE"}]),
        ([{"time": "Monday", "iso": "2025-09-01"}], [{"text": "Monday", "value": "2025-09-01"}]),
    ],
    "events": [
        ([{"trigger": "met", "event_type": "Contact.Meet"}], [MET]),
        ([{"trigger": {"word": "met", "span": [4, 7]}, "type": "Contact.Meet"}], [MET | {"start": 4, "end": 7}]),
        ([{"trigger_word": "met", "label": "Contact.Meet", "when": "2025-09-01"}], [MET | {"date": "2025-09-01"}]),
        ({"Contact.Meet": ["met", {"trigger": "met", "date": "2025"}]}, [MET, MET | {"date": "2025"}]),
        (
            [MET | {"args": {"Agent": ["Kim", {"text": "Lee", "start": 8, "end": 11}], "Place": None}}],
            [MET | {"arguments": [{"role": "Agent", "filler": "Kim"}, {"role": "Agent", "filler": LEE | {"start": 8, "end": 11}}]}],
        ),
        (
            [MET | {"participants": [{"role_type": "Agent", "name": "Kim"}, {"type": "Agent", "text": "Lee", "start": 8, "end": 11}]}],
            [MET | {"arguments": [{"role": "Agent", "filler": "Kim"}, {"role": "Agent", "filler": LEE | {"start": 8, "end": 11}}]}],
        ),
        ([MET | {"arguments": [["Agent", "Kim"]]}], [MET | {"arguments": [{"role": "Agent", "filler": "Kim"}]}]),
        ([MET | {"date": {"value": "2025-09-01"}}, MET | {"date": 2025}], [MET | {"date": "2025-09-01"}, MET | {"date": "2025"}]),
        ([MET | {"arguments": [{"role": "Agent", "filler": {"id": "e1"}}]}], [MET | {"arguments": [{"role": "Agent", "filler": "e1"}]}]),
    ],
    "relations": [
        ([{"subject": "Kim", "predicate": "met_with", "object": "Lee"}], [{"head": "Kim", "type": "met_with", "tail": "Lee"}]),
        ([{"entity1": "Kim", "relationship_type": "met_with", "entity2": "Lee"}], [{"head": "Kim", "type": "met_with", "tail": "Lee"}]),
        ([{"source_id": 1, "relation": "met_with", "target_id": 2}], [{"head": "1", "type": "met_with", "tail": "2"}]),
        ([["Kim", "met_with", "Lee"]], [{"head": "Kim", "type": "met_with", "tail": "Lee"}]),
        (
            ["(Kim, met_with, Lee)", "Kim | met_with | Lee", "Kim -> met_with -> Lee"],
            [{"head": "Kim", "type": "met_with", "tail": "Lee"}] * 3,
        ),
        (["(roughly 15,000 men, citizen_of, Lee)"], [{"head": {"text": "roughly 15,000 men"}, "type": "citizen_of", "tail": "Lee"}]),
        (
            {"met_with": [["Kim", "Lee"], {"head": "Lee", "tail": "Kim"}]},
            [{"head": "Kim", "type": "met_with", "tail": "Lee"}, {"head": "Lee", "type": "met_with", "tail": "Kim"}],
        ),
        (
            [{"head": {"name": "Kim", "begin": 0, "end": 3}, "relation": "met_with", "tail": {"name": "Lee"}}],
            [{"head": KIM | {"start": 0, "end": 3}, "type": "met_with", "tail": LEE}],
        ),
    ],
    "mentions": [([{"Text": "Kim", "Type": "PER"}], [KIM | {"type": "PER"}])],
}


def read(value):
    """The document of an answer, and what was left aside."""
    mistakes = Counter()
    return fitted({"id": "a", **value}, "a", mistakes), mistakes


@pytest.mark.parametrize(("layer", "value", "items"), [(layer, *case) for layer, cases in SAME.items() for case in cases])
def test_the_same_in_other_words(layer, value, items):
    assert read({layer: value}) == (msgspec.convert({"id": "a", layer: items}, Document), {})


@pytest.mark.parametrize(
    ("name", "layer"),
    [
        ("Quotations", "quotes"),
        ("temporal expressions", "times"),
        ("event_mentions", "events"),
        ("entity_mentions", "mentions"),
        ("Relationships", "relations"),
    ],
)
def test_a_layer_by_another_name(name, layer):
    assert read({name: []}) == (Document(id="a", **{layer: ()}), {})
    assert read({name: [], layer: []})[1] == {("unknown key", name): 1}  # one of the two is left aside, and told


@pytest.mark.parametrize(
    ("clusters", "names"),
    [
        ([["Kim", "he"], ["Lee"]], [None, None]),
        ({"Kim": ["Kim", "he"], "Lee": ["Lee"]}, ["Kim", "Lee"]),
        ([{"name": "Kim", "mentions": ["Kim", {"text": "he"}]}, {"canonical": "Lee", "mentions": ["Lee"]}], ["Kim", "Lee"]),
    ],
)
def test_clusters_are_entities(clusters, names):
    done, left = read({"coref_clusters": clusters})
    assert [(one.entity, one.text) for one in done.mentions] == [("cluster 0", "Kim"), ("cluster 0", "he"), ("cluster 1", "Lee")]
    assert [one.name for one in done.entities] == names
    assert not left


def test_mentions_of_clusters_have_the_types_that_are_told_elsewhere():
    placed = {"entities": [{"start": 0, "end": 3, "label": "PER"}, {"start": 8, "end": 11, "label": "GPE"}], "clusters": [[[0, 3], [4, 6]]]}
    done = read(placed)[0]
    assert [(one.start, one.end, one.type, one.entity) for one in done.mentions] == [
        (0, 3, "PER", "cluster 0"),
        (4, 6, None, "cluster 0"),
        (8, 11, "GPE", None),
    ]
    named = {"mentions": [{"text": "Kim", "type": "PER"}, {"text": "Lee", "type": "GPE"}], "clusters": [["he", "Kim"]]}
    assert [(one.text, one.type, one.entity) for one in read(named)[0].mentions] == [
        ("he", None, "cluster 0"),
        ("Kim", "PER", "cluster 0"),
        ("Lee", "GPE", None),
    ]


@pytest.mark.parametrize(
    "entities", [{"PER": ["Kim"], "GPE": ["Lee"]}, {"PER": "Kim", "GPE": {"text": "Lee"}}, {"Kim": "PER", "Lee": "GPE"}]
)
def test_entities_under_labels_or_with_their_labels(entities):
    done, left = read({"entities": entities, "quotes": []})
    assert [(one.text, one.type) for one in done.mentions] == [("Kim", "PER"), ("Lee", "GPE")]
    assert not left


def test_participants_without_roles_are_left_aside():
    done, left = read({"events": [MET | {"participants": ["Kim", "Lee"]}]})
    assert (done.events[0].arguments, left) == ((), {("unknown key", "participants"): 1})


@pytest.mark.parametrize(
    "answer",
    [
        {
            "entities": [{"name": "Kim", "type": "PER", "mentions": ["Kim"]}],
            "relations": [{"head": "Kim", "relation": "met_with", "tail": "Lee"}],
        },
        {"entities": [{"text": "Kim", "label": "PER"}], "quotes": [{"quote": "We go.", "speaker": "Kim"}]},
        {"entities": {"PER": ["Kim"]}, "events": [{"trigger": "met"}], "relations": [["Kim", "met_with", "Lee"]]},
        {"text": "Kim met Lee.", "relations": [{"subject": "Kim"}], "quotations": []},
        {"dates": [{"text": "Monday", "value": "2025-09-01"}]},
    ],
)
def test_an_answer_of_several_layers_is_read_whole(answer):
    assert native.recognise(json.dumps(answer))


@pytest.mark.parametrize(
    "other",
    [
        {"entities": [{"text": "Kim", "label": "PER"}], "relations": [{"head": "Kim", "relation": "met_with", "tail": "Lee"}]},
        {"dates": ["Monday"], "persons": ["Kim"]},
        {"text": "Kim", "quotes": [{"contents": [], "sources": []}], "entities": []},
        {"tokens": ["Kim"], "entities": [], "events": []},
    ],
)
def test_what_another_format_reads_is_left_to_it(other):
    assert not native.recognise(json.dumps(other))


def test_what_a_system_predicts_goes_before_gold_s_layer():
    done, left = read({"quotes": [{"quote": "No."}], "pred_quotes": [{"quote": "We go."}]})
    assert done == msgspec.convert({"id": "a", "quotes": [{"text": "We go."}]}, Document)
    assert left == {("unknown key", "quotes beside pred_quotes"): 1}
    assert read({"relations": [], "predicted_relations": [["Kim", "met_with", "Lee"]]})[0].relations[0].type == "met_with"


def test_what_is_no_layer_s_is_left_aside():
    assert read({"quotations": "none", "mentions": []})[1] == {("unknown key", "quotations"): 1}
    with pytest.raises(msgspec.ValidationError):
        read({"entities": ["Kim"]})


@pytest.mark.parametrize(
    ("entities", "said"),
    [
        ({"PER": ["Kim"], "gpe": "Lee"}, [("Kim", "PER"), ("Lee", "gpe")]),
        ({"PER": "KIM", "GPE": "LEE"}, [("KIM", "PER"), ("LEE", "GPE")]),  # nothing tells them apart but the order that is usual
        ({"Kim": "person", "Lee": "person"}, [("Kim", "person"), ("Lee", "person")]),
        ({"person": "Kim", "place": "Lee"}, [("Kim", "person"), ("Lee", "place")]),
        ({"PER": "Kim", "GPE": ["Lee"], "ORG": "Kim"}, [("Kim", "PER"), ("Lee", "GPE"), ("Kim", "ORG")]),
    ],
)
def test_which_of_two_words_is_the_label(entities, said):
    assert [(one.text, one.type) for one in read({"entities": entities, "quotes": []})[0].mentions] == said


def test_an_argument_that_has_a_filler_keeps_it():
    told = [{"role": "Agent", "filler": "e1", "start": 0, "end": 3}, {"role": "Place", "entity": {"start": 8, "end": 11}}]
    (event,) = read({"events": [MET | {"arguments": told}]})[0].events
    assert [(one.role, one.filler) for one in event.arguments] == [
        ("Agent", "e1"),
        ("Place", msgspec.convert({"start": 8, "end": 11}, Inline)),
    ]


def test_clusters_of_objects_under_names_and_of_none():
    done, _ = read({"clusters": {"Kim": {"mentions": ["Kim", "he"]}, "Lee": {"mentions": None}, "Ann": None}})
    assert [one.text for one in done.mentions] == ["Kim", "he"]
    assert [one.name for one in done.entities] == ["Kim", "Lee", "Ann"]


def test_a_mention_in_a_cluster_is_told_once():
    value = {"mentions": [{"id": "m1", "text": "Kim", "type": "PER"}], "clusters": [["Kim", "Kim"]], "relations": []}
    assert [(one.id, one.text, one.type) for one in read(value)[0].mentions] == [(None, "Kim", "PER"), (None, "Kim", None)]


def test_mentions_with_antecedents_are_chains():
    pairs = [("he", "Kim"), ("him", "he"), ("it", "Lee"), ("Kim", "Kim")]
    done, left = read({"coreference": [{"mention": mention, "antecedent": before} for mention, before in pairs]})
    told = {}
    for one in done.mentions:
        told.setdefault(one.entity, []).append(one.text)
    assert list(told.values()) == [["Kim", "he", "him", "Kim"], ["Lee", "it"]]
    assert not left


@pytest.mark.parametrize("participants", ["Kim, Lee", 2, True, ["Kim", "Lee"]])
def test_participants_of_another_shape_are_left_aside(participants):
    done, left = read({"events": [MET | {"participants": participants}]})
    assert (done.events[0].arguments, left) == ((), {("unknown key", "participants"): 1})


def test_a_list_where_one_value_stands_is_left_aside():
    assert read({"events": [MET | {"time": ["2025-09-03"]}]})[1] == {("unknown key", "time"): 1}
    assert read({"quotes": [{"text": "We go.", "source": ["Kim"]}]})[1] == {("unknown key", "source"): 1}


def test_small_labels_are_labels():
    done = read({"entities": {"NATO": "organization", "Kim Lee": "person"}, "events": []})[0]
    assert [(one.text, one.type) for one in done.mentions] == [("NATO", "organization"), ("Kim Lee", "person")]
