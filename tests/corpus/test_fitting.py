"""Answers as people and models write them, fitted to the schema."""

import re
from collections import Counter

import msgspec
import pytest

from dateline.corpus.fitting import fields_of, fitted, item_type, named, nested, shaped
from dateline.document import Document, Entity, Inline, Mention, Quote, Relation, TextSpan, TimeType
from tests.corpus.conftest import document

ASIDE, KEY, SCORE = "value that its attribute does not have", "unknown key", "score that is no probability"


def fit(value, name="n"):
    mistakes = Counter()
    return fitted(value, name, mistakes), {key: number for key, number in mistakes.items() if number}


@pytest.mark.parametrize(
    ("value", "layers"),
    [
        ({"mentions": [{"text": "Kim"}]}, {"mentions": [{"text": "Kim"}]}),
        ({"mentions": [{"text": "Kim", "level": "nam", "score": 1}]}, {"mentions": [{"text": "Kim", "level": "NAM", "score": 1}]}),
        ({"mentions": [{"start": "0", "end": "3"}]}, {"mentions": [{"start": 0, "end": 3}]}),
        ({"mentions": [{"text": "Kim", "type": None, "score": None}]}, {"mentions": [{"text": "Kim"}]}),
        ({"mentions": [{"text": "Kim", "head": "Kim"}]}, {"mentions": [{"text": "Kim", "head": {"text": "Kim"}}]}),
        ({"mentions": [{"text": "Kim", "head": [0, 3]}]}, {"mentions": [{"text": "Kim", "head": [0, 3]}]}),
        ({"mentions": [{"fragments": ["Kim", [8, 11]]}]}, {"mentions": [{"fragments": [{"text": "Kim"}, [8, 11]]}]}),
        ({"times": [{"text": "now", "type": "date", "basis": "DCT"}]}, {"times": [{"text": "now", "type": "DATE", "basis": "dct"}]}),
        ({"quotes": [{"spans": ["We go."], "cue": "said"}]}, {"quotes": [{"spans": [{"text": "We go."}], "cue": {"text": "said"}}]}),
        ({"mentions": None, "quotes": [{"text": "We go."}]}, {"quotes": [{"text": "We go."}]}),
        (
            {"events": [{"text": "met", "arguments": [{"role": "Agent", "filler": {"text": "Kim"}}]}]},
            {"events": [{"text": "met", "arguments": [{"role": "Agent", "filler": {"text": "Kim"}}]}]},
        ),
    ],
)
def test_what_can_be_told_is_read(value, layers):
    assert fit(value) == (document(**{**layers, "id": "n"}), {})


@pytest.mark.parametrize(
    ("value", "layers", "mistake"),
    [
        ({"mentions": [{"text": "Kim", "colour": "red"}]}, {"mentions": [{"text": "Kim"}]}, (KEY, "colour")),
        ({"mentions": [], "note": "x"}, {"mentions": []}, (KEY, "note")),
        ({"mentions": [{"colour": "red", "text": "Kim"}]}, {"mentions": [{"text": "Kim"}]}, (KEY, "colour")),
        ({"mentions": [{"text": "Kim", "level": "NAMED"}]}, {"mentions": [{"text": "Kim"}]}, (ASIDE, "NAMED")),
        ({"mentions": [{"score": 7, "text": "Kim"}]}, {"mentions": [{"text": "Kim"}]}, (SCORE, "7")),
        ({"mentions": [{"text": "Kim", "score": -0.5}]}, {"mentions": [{"text": "Kim"}]}, (SCORE, "-0.5")),
        ({"mentions": [{"text": "Kim", "score": "high"}]}, {"mentions": [{"text": "Kim"}]}, (SCORE, "high")),
    ],
)
def test_what_the_schema_does_not_know_is_left_aside_and_told(value, layers, mistake):
    assert fit(value) == (document(**{**layers, "id": "n"}), {mistake: 1})


def test_mistakes_are_counted():
    value = {"mentions": [{"text": "Kim", "colour": 1, "level": "x", "score": 2}] * 3}
    assert fit(value)[1] == {(KEY, "colour"): 3, (ASIDE, "x"): 3, (SCORE, "2"): 3}


@pytest.mark.parametrize("score", [0, 1, 0.5])
def test_a_probability_stays(score):
    assert fit({"mentions": [{"text": "Kim", "score": score}]}) == (document(id="n", mentions=[{"text": "Kim", "score": score}]), {})


@pytest.mark.parametrize("wrapper", ["document", "answer", "output", "result", "response", "data"])
def test_an_answer_in_a_wrapper_is_taken_out(wrapper):
    inner = {"id": 7, "mentions": []}
    assert fit({wrapper: inner}) == (document(id="7", mentions=[]), {})
    assert fit({wrapper: inner, "mentions": None}) == (document(id="n"), {(KEY, wrapper): 1})
    assert fit({wrapper: "x"}) == (document(id="n"), {(KEY, wrapper): 1})


def test_what_no_shape_can_be_told_of_is_refused():
    with pytest.raises(msgspec.ValidationError):
        fit({"mentions": [{"start": "x", "end": 3}]})


NESTED = {
    "mentions under an entity": (
        {"entities": [{"id": "e", "type": "PER", "mentions": ["Kim", {"text": "He", "level": "PRO", "type": "X"}]}]},
        {
            "entities": [{"id": "e", "type": "PER"}],
            "mentions": [
                {"entity": "e", "type": "PER", "text": "Kim"},
                {"entity": "e", "type": "X", "text": "He", "level": "PRO"},
            ],
        },
    ),
    "beside others": (
        {"mentions": [{"text": "Leo"}], "entities": [{"id": "e", "mentions": ["Kim"]}]},
        {"mentions": [{"text": "Leo"}, {"entity": "e", "text": "Kim"}], "entities": [{"id": "e"}]},
    ),
    "entities that are but names": (
        {"entities": [{"name": "Kim"}, {"entity": "Lee", "type": "PER"}]},
        {
            "mentions": [{"text": "Kim"}, {"text": "Lee", "type": "PER"}],
        },
    ),
    "entities that are referred to, one of them twice": (
        {"entities": [{"name": "Kim"}, {"name": "Lee", "type": "PER"}, {"name": "Kim", "type": "PER"}], "quotes": [{"speaker": "Kim"}]},
        {
            "quotes": [{"speaker": "Kim"}],
            "entities": [{"name": "Kim", "id": "Kim"}, {"name": "Lee", "type": "PER", "id": "Lee"}],
            "mentions": [
                {"entity": "Kim", "text": "Kim"},
                {"entity": "Lee", "text": "Lee", "type": "PER"},
                {"entity": "Kim", "text": "Kim", "type": "PER"},
            ],
        },
    ),
    "entities with links": (
        {"entities": [{"name": "Kim", "qid": "Q1"}]},
        {"entities": [{"name": "Kim", "id": "Kim", "qid": "Q1"}], "mentions": [{"entity": "Kim", "text": "Kim"}]},
    ),
    "words, a name, and what is neither": (
        {"entities": [{"name": "Kim Lee", "text": "Kim", "span": [0, 3]}]},
        {
            "mentions": [{"text": "Kim", "start": 0, "end": 3}],
        },
    ),
    "an entity without words beside it": (
        {"entities": [{"name": "Kim"}, {"id": "e"}]},
        {"entities": [{"name": "Kim", "id": "Kim"}, {"id": "e"}]},
    ),
    "mentions that are there": (
        {"entities": [{"name": "Kim"}], "mentions": []},
        {"entities": [{"name": "Kim", "id": "Kim"}], "mentions": []},
    ),
    "no name, a number": ({"entities": [{"id": "e"}, {"type": "PER"}]}, {"entities": [{"id": "e"}, {"type": "PER", "id": "e1"}]}),
    "an id that is a number": (
        {"entities": [{"id": 3, "mentions": ["Kim"]}]},
        {"entities": [{"id": "3"}], "mentions": [{"entity": "3", "text": "Kim"}]},
    ),
    "mentions that are none": ({"entities": [{"id": "e", "mentions": "Kim"}]}, {"entities": [{"id": "e"}]}),
    "a mention that is none": (
        {"entities": [{"id": "e", "mentions": [3, "Kim"]}]},
        {"entities": [{"id": "e"}], "mentions": [{"entity": "e", "text": "Kim"}]},
    ),
    "mentions of another shape beside": ({"mentions": "x", "entities": [{"id": "e"}]}, {"mentions": [], "entities": [{"id": "e"}]}),
    "no mentions beside": ({"mentions": None, "entities": [{"id": "e"}]}, {"mentions": [], "entities": [{"id": "e"}]}),
    "entities that are strings": ({"entities": ["Kim"], "mentions": "x"}, {"entities": ["Kim"], "mentions": "x"}),
    "entities by label": ({"entities": {"PER": ["Kim"]}}, {"entities": {"PER": ["Kim"]}}),
    "no entities": ({"times": []}, {"times": []}),
}  # fmt: skip


@pytest.mark.parametrize("case", NESTED)
def test_mentions_under_entities_are_put_beside_them(case):
    value, found = NESTED[case]
    assert nested(value) == found


def test_references_by_name_are_references_by_id():
    value = {
        "mentions": [{"id": "m", "text": "Leo", "entity": "lee"}],
        "entities": [
            {"id": "k", "name": "Kim Jong"},
            {"id": "b", "name": "Brakel Bank", "members": ["Kim Jong"]},
            {"id": "x"},
            {"name": "y"},
        ],
        "relations": [
            {"head": "KIM JONG", "type": "t", "tail": "Brakel Bank", "asserted_by": "the two men"},
            {"head": "m", "type": "t", "tail": "lee", "asserted_by": "UNSPECIFIED"},
            {"head": "nobody", "type": "t", "tail": {"text": "Kim Jong"}},
            "no item",
        ],
        "events": [{"text": "met", "arguments": [{"role": "Agent", "filler": "Kim Jong"}, "no item"], "asserted_by": "Kim Jong"}],
        "quotes": [{"text": "Yes.", "speaker": "brakel bank", "addressee": None}],
        "note": "kept",
    }
    found = named(value)
    assert [(r["head"], r["tail"], r.get("asserted_by")) for r in found["relations"][:3]] == [
        ("k", "b", {"text": "the two men"}),
        ("m", "lee", "UNSPECIFIED"),
        ("nobody", {"text": "Kim Jong"}, None),
    ]
    assert found["relations"][3] == "no item"
    assert found["events"] == [{"text": "met", "arguments": [{"role": "Agent", "filler": "k"}, "no item"], "asserted_by": "k"}]
    assert found["quotes"] == [{"text": "Yes.", "speaker": "b", "addressee": None}]
    assert found["entities"] == value["entities"]
    assert (found["note"], found["mentions"]) == ("kept", value["mentions"])


def test_a_name_that_is_some_id_is_that_id():
    value = {"entities": [{"id": "k", "name": "m"}], "times": [{"id": "m"}], "relations": [{"head": "m", "type": "t", "tail": "M"}]}
    (relation,) = named(value)["relations"]
    assert (relation["head"], relation["tail"]) == ("m", "k")


def test_a_cluster_and_what_is_unspecified_are_no_names():
    relation = {"head": "lee wong", "type": "t", "tail": "lee kim", "asserted_by": "UNSPECIFIED"}
    value = {"mentions": [{"text": "Lee", "entity": "lee wong"}], "entities": [{"id": "u", "name": "Unspecified"}], "relations": [relation]}
    assert named(value)["relations"] == [{**relation, "tail": {"text": "lee kim"}}]


def test_several_references_are_each_understood():
    value = {"quotes": [{"speaker": ["Kim"], "via": "Kim"}], "entities": [{"id": "k", "name": "Kim"}, {"id": 3, "name": "Leo"}, 7]}
    found = named(value)
    assert found["quotes"] == [{"speaker": ["k"], "via": "k"}]
    assert named({"mentions": "x", "quotes": [{"speaker": "Kim"}]}) == {"mentions": "x", "quotes": [{"speaker": "Kim"}]}


@pytest.mark.parametrize(
    ("value", "kind", "found"),
    [
        (None, Mention | None, None),
        (3, int | None, 3),
        (True, bool | None, True),
        ("Kim", str | None, "Kim"),
        ("Kim", str | Inline, "Kim"),
        ("Kim", Inline | None, {"text": "Kim"}),
        ("Kim", tuple[int, int] | TextSpan, {"text": "Kim"}),
        ([0, "3"], tuple[int, int] | TextSpan, [0, "3"]),
        (["Kim", [0, 3]], tuple[tuple[int, int] | TextSpan, ...] | None, [{"text": "Kim"}, [0, 3]]),
        (["Kim"], int | None, ["Kim"]),
        ({"a": 1}, int | None, {"a": 1}),
        ({"text": "Kim"}, str | Inline, {"text": "Kim"}),
    ],
)
def test_a_value_takes_the_shape_of_its_type(value, kind, found):
    mistakes = Counter()
    assert (shaped(value, kind, mistakes), mistakes) == (found, Counter())


def test_members_of_a_list_that_are_none_of_a_closed_set_are_left_out():
    mistakes = Counter()
    assert shaped(["date", "x", "SET"], tuple[TimeType, ...] | None, mistakes) == ["DATE", "SET"]
    assert mistakes == {(ASIDE, "x"): 1}


def test_fields_are_those_of_the_struct():
    mistakes = Counter()
    assert fields_of({"head": "a", "tail": "b", "subject": "c", "evidence": ["x"]}, Relation, mistakes) == {
        "head": "a",
        "tail": "b",
        "evidence": [{"text": "x"}],
    }
    assert mistakes == {(KEY, "subject"): 1}


@pytest.mark.parametrize(("layer", "kind"), [("mentions", Mention), ("entities", Entity), ("quotes", Quote)])
def test_the_type_of_a_layers_items(layer, kind):
    assert item_type(layer) is kind


def test_the_id_is_as_the_answer_says_else_as_it_is_named():
    assert fit({"id": 7})[0] == Document(id="7")
    assert fit({})[0] == Document(id="n")


@pytest.mark.parametrize("key", ["id", "name", "entity"])
def test_an_entity_without_id_and_name_is_called_what_nothing_else_is(key):
    others = {"mentions": [{"text": "Kim", key: "e0"}]} if key == "entity" else {}
    named_ = [] if key == "entity" else [{key: "e0"}]
    found = nested({"entities": [{"mentions": ["Lee"]}, *named_], **others})
    assert found["entities"][0] == {"id": "e1"}
    assert found["mentions"][-1] == {"entity": "e1", "text": "Lee"}


def test_items_of_which_nothing_is_kept_are_no_answer():
    value = {"entities": [{"id": "1", "classId": "PER", "offsets": [{"start": 0}]}, {"classId": "GPE"}]}
    with pytest.raises(msgspec.ValidationError, match=re.escape("none of 2 items has a key that is known here - at `$.entities`")):
        fitted(value, "d", Counter())
    assert fitted({"entities": [{"id": "e"}], "mentions": [{"text": "Kim", "entity": "e"}]}, "d", Counter()).entities[0].id == "e"


def test_a_type_under_another_name_is_the_type():
    found = fitted({"entities": [{"text": "Kim", "label": "PER", "start": 3, "end": 6}]}, "d", Counter())
    assert [(m.text, m.type, m.start, m.end) for m in found.mentions] == [("Kim", "PER", 3, 6)]


def test_an_entity_with_a_place_and_no_words_is_a_mention():
    found = fitted({"entities": [{"begin": 3, "end": 6, "category": "PER"}, {"begin": 9, "end": 12, "category": "GPE"}]}, "d", Counter())
    assert [(m.start, m.end, m.type, m.text) for m in found.mentions] == [(3, 6, "PER", None), (9, 12, "GPE", None)]
