"""Relations beside the items of records: doccano's, Prodigy's, those whose ends are words."""

import json

import pytest

import dateline

TEXT = "Kim Lee met Ann in Rome.\nIt rained there."
GOLD = [
    {
        "id": "a",
        "text": TEXT,
        "mentions": [{"start": 0, "end": 7, "type": "PER", "entity": "k"}, {"start": 12, "end": 15, "type": "PER", "entity": "a"}],
        "relations": [{"head": "k", "type": "leader_of", "tail": "a"}],
    }
]
OTHER = TEXT.replace("in Rome.\n", "in Rome.\r\n").replace("Kim", "\r\nKim")  # as the tool saw it
KIM, ANN = {"start": 2, "end": 9}, {"start": 14, "end": 17}
ITEMS = [KIM | {"id": 10, "label": "PER"}, ANN | {"id": 11, "label": "PER"}]
WORDS = [{"id": "x", "text": "Kim Lee", "label": "PER"}, {"id": "y", "text": "Ann", "label": "PER"}]


@pytest.mark.parametrize(
    ("items", "relation"),
    [
        (ITEMS, {"id": 3, "from_id": 10, "to_id": 11, "type": "leader_of"}),
        (ITEMS, {"head": 1, "child": 3, "head_span": KIM, "child_span": ANN, "color": "#fff", "label": "leader_of"}),
        (ITEMS, {"head": [2, 9], "relation": "leader_of", "tail": [14, 17]}),
        (ITEMS, {"subject": {"text": "Kim Lee"}, "predicate": "leader_of", "object": "Ann"}),
        (WORDS, {"head": "x", "type": "leader_of", "tail": "y"}),
        (WORDS, {"head": "Kim Lee", "type": "leader_of", "tail": "Ann"}),
    ],
)
def test_ends_are_ids_spans_places_and_words(items, relation, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": OTHER, "entities": items, "relations": [relation]}) + "\n")
    report = dateline.score(path, gold=GOLD, metrics=["NER", "Rel"])
    assert (report["NER"].f1, report["Rel"].f1) == (1, 1)
    turned = {"head": "tail", "from_id": "to_id", "head_span": "child_span", "subject": "object"}
    turned |= {value: key for key, value in turned.items()}
    path.write_text(
        json.dumps({"text": OTHER, "entities": items, "relations": [{turned.get(k, k): v for k, v in relation.items()}]}) + "\n"
    )
    assert dateline.score(path, gold=GOLD, metrics="Rel")["Rel"].f1 == 0


@pytest.mark.parametrize(
    "relation",
    [
        {"from_id": 10, "to_id": 99, "type": "leader_of"},
        {"from_id": 10, "to_id": 11},
        {"head": 1, "tail": 2, "type": "leader_of"},
        {"head": {"x": 1}, "tail": "Ann", "type": "leader_of"},
        "Kim Lee",
        None,
    ],
)
def test_what_has_no_end_or_no_type_is_told(relation, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": OTHER, "entities": ITEMS, "relations": [relation]}) + "\n")
    assert "not read: 1 × relation" in str(dateline.score(path, gold=GOLD, metrics=["NER", "Rel"]))


def test_a_project_without_relations_answers_none(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": OTHER, "entities": ITEMS, "relations": []}) + "\n")
    assert "not attempted: coreference, relations;" in str(dateline.score(path, gold=GOLD))
