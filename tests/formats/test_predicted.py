"""What a system predicts is scored, and not the gold that stands beside it."""

import json

import pytest

import dateline
from dateline.files.faults import DataError
from dateline.formats._predicted import predicts

TEXT = "Kim Lee met Ann Roy in Rome. Kim Lee left Rome."
PLACES = [(0, 7, "PER"), (12, 19, "PER"), (23, 27, "GPE"), (29, 36, "PER"), (42, 46, "GPE")]
GOLD = {
    "id": "d",
    "text": TEXT,
    "mentions": [{"id": f"m{n}", "start": start, "end": end, "type": label} for n, (start, end, label) in enumerate(PLACES)],
    "relations": [{"head": "m0", "type": "met_with", "tail": "m1"}],
}
TOKENS = ["Kim", "Lee", "met", "Ann", "Roy", "in", "Rome", ".", "Kim", "Lee", "left", "Rome", "."]
TAGS = ["B-PER", "I-PER", "O", "B-PER", "I-PER", "O", "B-GPE", "O", "B-PER", "I-PER", "O", "B-GPE", "O"]
RIGHT = [{"start": start, "end": end, "label": label} for start, end, label in PLACES]
WRONG = [{**item, "label": "WEA"} for item in RIGHT]
LISTS = [
    "entities_pred",
    "entities_predicted",
    "ner_pred",
    "pred_ner",
    "predicted_ner",
    "ner_predictions",
    "predicted_mentions",
    "model_entities",
]
LISTS += ["model_output", "model_predictions", "output", "system", "hyp", "y_pred", "predEntities", "pred-entities", "pred", "predictions"]
LABELS = [
    "label_pred",
    "pred_entity",
    "label_predicted",
    "ner_pred",
    "model_label",
    "system_label",
    "predicted_entity_type",
    "prediction",
    "y_pred",
]
TAGGED = ["ner_tags_pred", "labels_pred", "tags_pred", "ner_pred", "y_pred", "model_tags", "predicted_labels", "prediction"]


def report(tmp_path, content, name="d.jsonl", gold=GOLD, **more):
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content) + "\n", "utf-8")
    return dateline.score(path, gold=[gold], **more)


def counts(found, metric="NER"):
    return found[metric].counts.right_predicted, found[metric].counts.predicted


@pytest.mark.parametrize("key", LISTS)
def test_a_list_of_predictions_beside_gold_is_scored(key, tmp_path):
    assert counts(report(tmp_path, {"id": "d", "text": TEXT, "entities": RIGHT, key: WRONG})) == (0, 5)
    assert counts(report(tmp_path, {"id": "d", "text": TEXT, key: RIGHT[:2], "entities": WRONG})) == (2, 2)
    empty = {"id": "d", "text": TEXT, "spans": RIGHT, key: []}
    if key in {"model_output", "output", "system", "hyp"}:  # which may be of anything
        with pytest.raises(
            DataError, match="is empty wherever it stands, and 'spans' beside it is not: one of them is the prediction"
        ) as error:
            report(tmp_path, empty)
        assert (error.value.faults[0].path, error.value.faults[0].fix) == (
            f"$.{key}",
            "leave gold's out, or call the prediction `predictions`",
        )
    else:
        assert counts(report(tmp_path, empty)) == (0, 0)


@pytest.mark.parametrize("key", LABELS)
@pytest.mark.parametrize("gold", ["label", "type", "entity_type"])
def test_a_column_of_predictions_beside_gold_is_scored(key, gold, tmp_path):
    rows = "".join(f"d,{start},{end},{label},WEA\n" for start, end, label in PLACES)
    assert counts(report(tmp_path, f"document,start,end,{gold},{key}\n{rows}", "p.csv")) == (0, 5)
    rows = [{"start": start, "end": end, gold: "WEA", key: label} for start, end, label in PLACES]
    assert counts(report(tmp_path, rows, "d.json")) == (5, 5)


@pytest.mark.parametrize("key", ["pred", "prediction", "predicted", "hyp"])
@pytest.mark.parametrize("value", [0.98, 1, True, "0.98", "true", "1e-3"])
def test_a_number_is_no_predicted_label(key, value, tmp_path):
    rows = [{"start": start, "end": end, "label": label, key: value} for start, end, label in PLACES]
    assert counts(report(tmp_path, rows, "d.json")) == (5, 5)


@pytest.mark.parametrize("key", TAGGED)
def test_predicted_tags_beside_gold_are_scored(key, tmp_path):
    for gold in ("ner_tags", "tags", "labels"):
        assert counts(report(tmp_path, {"id": "d", "tokens": TOKENS, gold: TAGS, key: ["O"] * 13})) == (0, 0)
        assert counts(report(tmp_path, {"id": "d", "tokens": TOKENS, gold: ["O"] * 13, key: TAGS})) == (5, 5)


@pytest.mark.parametrize("key", ["predicted_relations", "pred_relations", "relations_pred", "model_relations", "predicted_triples"])
def test_predicted_relations_beside_gold_are_scored(key, tmp_path):
    right = [{"head": "Kim Lee", "type": "met_with", "tail": "Ann Roy"}]
    assert counts(report(tmp_path, {"id": "d", "text": TEXT, "entities": RIGHT, "relations": right, key: []}), "Rel") == (0, 0)
    assert counts(report(tmp_path, {"id": "d", "text": TEXT, "entities": RIGHT, "relations": [], key: right}), "Rel") == (1, 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ents and pred_ents", {"text": TEXT, "ents": RIGHT, "pred_ents": WRONG}),
        ("SpERT", {"tokens": TOKENS, "entities": [{"type": "PER", "start": 0, "end": 2}], "relations": [], "predicted_entities": []}),
    ],
)
def test_a_format_that_has_no_predictions_beside_gold_refuses_them(name, content, tmp_path):
    with pytest.raises(DataError, match="stands beside what this format reads, and may be the prediction for it") as error:
        report(tmp_path, content)
    assert error.value.faults[0].fix == "give what is to be scored the format's own key, and leave the other out"


def test_items_under_another_key_are_told(tmp_path):
    found = report(tmp_path, {"id": "d", "text": TEXT, "entities": RIGHT[:1], "gliner_entities": WRONG})
    assert counts(found) == (1, 1)
    assert any("5 × item under 'gliner_entities'" in note for note in found.reading.notes)


@pytest.mark.parametrize(("key", "value"), [("entities", []), ("predictions", None), ("pred_entities", None)])
def test_nothing_beside_something_leaves_in_doubt_which_is_the_prediction(key, value, tmp_path):
    with pytest.raises(DataError, match="is empty wherever it stands, and 'spans' beside it is not"):
        report(tmp_path, {"id": "d", "text": TEXT, key: value, "spans": RIGHT})
    assert counts(report(tmp_path, {"id": "d", "text": TEXT, "spans": RIGHT, "labels": []})) == (5, 5)


def test_tags_that_a_system_left_out_beside_gold_are_in_doubt(tmp_path):
    with pytest.raises(DataError, match="is empty wherever it stands, and 'ner_tags' beside it is not"):
        report(tmp_path, {"id": "d", "tokens": TOKENS, "ner_tags": TAGS, "predictions": None})


SECOND = {"id": "e", "text": TEXT, "mentions": GOLD["mentions"]}


def two(tmp_path, *records):
    """What is counted of two records of two articles."""
    path = tmp_path / "p.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    found = dateline.score(path, gold=[GOLD, SECOND])
    return counts(found), found.reading.notes


@pytest.mark.parametrize("nothing", [{}, {"pred_entities": None}, {"pred_entities": []}])
def test_a_record_in_which_a_system_found_nothing_is_none_of_gold_s(nothing, tmp_path):
    gold = {"text": TEXT, "entities": RIGHT}
    found, notes = two(tmp_path, {"id": "d", **gold, "pred_entities": RIGHT[:2]}, {"id": "e", **gold, **nothing})
    assert found == (2, 2)
    assert any("10 × item under 'entities'" in note for note in notes)
    assert two(tmp_path, {"id": "d", **gold, **nothing}, {"id": "e", **gold, "pred_entities": RIGHT[:2]})[0] == (2, 2)


@pytest.mark.parametrize("nothing", [{}, {"predictions": None}, {"predictions": []}])
def test_tokens_for_which_a_system_has_no_tags_are_outside(nothing, tmp_path):
    gold = {"tokens": TOKENS, "ner_tags": TAGS}
    assert two(tmp_path, {"id": "d", **gold, "predictions": TAGS}, {"id": "e", **gold, **nothing})[0] == (5, 5)
    with pytest.raises(DataError, match="has 13 tokens and 5 tags"):
        two(tmp_path, {"id": "d", **gold, "predictions": TAGS}, {"id": "e", **gold, "predictions": TAGS[:5]})


def test_an_empty_list_is_one_where_others_under_its_key_are_not(tmp_path):
    beside = {"text": TEXT, "annotations": RIGHT}
    assert two(tmp_path, {"id": "d", **beside, "entities": RIGHT[:2]}, {"id": "e", **beside, "entities": []})[0] == (2, 2)
    assert two(tmp_path, {"id": "d", **beside, "output": RIGHT[:2]}, {"id": "e", **beside, "output": []})[0] == (2, 2)


@pytest.mark.parametrize("more", [{}, {"pred_relations": None}])
def test_relations_beside_predicted_items_are_gold_s(more, tmp_path):
    right = [{"head": "Kim Lee", "type": "met_with", "tail": "Ann Roy"}]
    found = report(
        tmp_path, {"id": "d", "text": TEXT, "entities": RIGHT, "relations": right, "pred_entities": RIGHT, **more}, metrics=["Rel"]
    )
    assert found["Rel"].counts.predicted == 0
    assert any("1 × relation under 'relations'" in note for note in found.reading.notes)
    alone = report(tmp_path, {"id": "d", "text": TEXT, "relations": right, "predictions": RIGHT}, metrics=["Rel"])
    assert counts(alone, "Rel") == (1, 1)


def test_what_a_reader_says_of_a_record_drops_none(tmp_path):
    for answer, number in (("accept", 5), ("yes", 5), ("Kim Lee met Ann Roy.", 5), ("reject", 0), ("ignore", 0)):
        found = report(tmp_path, {"id": "d", "text": TEXT, "spans": RIGHT, "answer": answer}, metrics=["NER"])
        assert counts(found) == (number, number)


@pytest.mark.parametrize(
    ("key", "part", "is_one"),
    [
        ("pred_score", "label", False),
        ("predicted_text", "label", False),
        ("model", "label", False),
        ("system", "label", False),
        ("model_type", "label", False),
        ("output_class", "label", False),
        ("predicted_type", "label", True),
        ("predLabel", "label", True),
        ("y_pred", "label", True),
        ("label", "label", False),
        ("model", "items", True),
        ("output_tokens", "items", False),
        ("predicted_relations", "items", False),
        ("predicted_relations", "triples", True),
    ],
)
def test_which_keys_are_of_a_prediction(key, part, is_one):
    assert predicts(key, part) is is_one


@pytest.mark.parametrize("key", ["model", "annotator", "run_id", "source"])
def test_rows_of_several_that_say_the_same_are_refused(key, tmp_path):
    rows = "".join(f"d,{start},{end},{label},{who}\n" for who in "ab" for start, end, label in PLACES)
    with pytest.raises(DataError, match=f"has the rows of several under '{key}': 'a', 'b'") as error:
        report(tmp_path, f"document,start,end,label,{key}\n{rows}", "p.csv")
    assert error.value.faults[0].fix == "give the rows of one in a file of its own"
    rows = "".join(f"d,{start},{end},{label},{'ab'[n % 2]}\n" for n, (start, end, label) in enumerate(PLACES))
    assert counts(report(tmp_path, f"document,start,end,label,{key}\n{rows}", "p.csv")) == (5, 5)


def test_rows_of_gold_among_those_of_a_system_are_refused(tmp_path):
    rows = [{"start": start, "end": end, "label": label, "source": "gold"} for start, end, label in PLACES]
    wrong = [{**row, "label": "WEA", "source": "pred"} for row in rows]
    with pytest.raises(DataError, match="has the rows of several under 'source': 'gold', 'pred'"):
        report(tmp_path, rows + wrong, "d.json")


def test_tokens_may_be_called_words(tmp_path):
    assert counts(report(tmp_path, {"id": "d", "words": TOKENS, "labels": TAGS})) == (5, 5)
    assert counts(report(tmp_path, {"words": TOKENS, "tags": TAGS, "logits": [[0.5]]})) == (5, 5)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("model", [{"name": "bert"}]),
        ("system", [{"role": "user", "content": "Mark the names."}]),
        ("outputs", [[0.1, 0.2]]),
        ("output", "text"),
        ("hypothesis", "This is about Kim Lee."),
        ("model", "bert"),
    ],
)
def test_what_only_sounds_like_a_prediction_is_none(key, value, tmp_path):
    assert counts(report(tmp_path, {"id": "d", "text": TEXT, "entities": RIGHT, key: value})) == (5, 5)
    assert counts(report(tmp_path, {"id": "d", "tokens": TOKENS, "ner_tags": TAGS, key: value})) == (5, 5)
    assert counts(report(tmp_path, {"id": "d", "text": TEXT, "ents": RIGHT, key: value})) == (5, 5)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("ner_model", "en_core_web_sm"),
        ("label_system", "OntoNotes"),
        ("model_label", "BERT-large"),
        ("system_tag", "auto"),
        ("output_label", "accepted"),
        ("hypothesis", "Kim Lee is a person."),
        ("inferred", "direct"),
        ("predicted_category", "politics"),
    ],
)
def test_a_column_that_only_sounds_like_a_label_is_none(key, value, tmp_path):
    rows = [{"start": start, "end": end, "label": label, key: value} for start, end, label in PLACES]
    assert counts(report(tmp_path, rows, "d.json")) == (5, 5)


@pytest.mark.parametrize("key", ["source", "run"])
def test_rows_without_places_may_say_the_same_in_several_parts(key, tmp_path):
    rows = "".join(f"d,{words},{label},{part}\n" for words, label in (("Kim Lee", "PER"), ("Rome", "GPE")) for part in ("title", "body"))
    assert counts(report(tmp_path, f"document,text,label,{key}\n{rows}", "p.csv")) == (4, 4)


def test_dictionaries_beside_people_are_no_gold(tmp_path):
    rows = [{"start": s, "end": e, "label": label, "source": "human" if n % 2 else "model"} for n, (s, e, label) in enumerate(PLACES)]
    assert counts(report(tmp_path, rows, "d.json")) == (5, 5)
