"""Rows under the names that tools and people give their fields, and what stands beside them."""

import csv
import io
import json
import re
from itertools import permutations

import pytest

import dateline
from dateline.files.faults import DataError
from dateline.formats import _fields, _layout

TEXT = "Kim met Lee. Later Kim left Rome.\n"
PLACES = [(19, 22, "PER", "Q1"), (8, 11, "PER", "Q2"), (28, 32, "GPE", "Q220")]  # of Kim the second
GOLD = {
    "id": "d",
    "text": TEXT,
    "mentions": [{"start": start, "end": end, "type": label, "qid": qid} for start, end, label, qid in PLACES],
}
OFFSETS = [
    ("start", "end"),
    ("char_start", "char_end"),
    ("charStart", "charEnd"),
    ("start_idx", "end_idx"),
    ("startIndex", "endIndex"),
    ("beginOffset", "endOffset"),
    ("span_start", "span_end"),
    ("from", "to"),
    ("Start", "End"),
    ("char_start_index", "char_end_index"),
    ("offset_start", "offset_end"),
    ("anfang", "ende"),
]
PAIRS = ["span", "offsets", "offset", "position", "indices", "char_span", "loc", "location"]
LABELS = ["label", "type", "Type", "ner_label", "entity_label", "entity_type", "entity_category", "Label", "label_"]
LINKS = ["qid", "QID", "wikidataId", "wikidata_qid", "best_qid", "uri", "url", "entity_id", "id", "link", "kb_id"]


def report(tmp_path, content, name="d.json", metrics=("NER", "Link")):
    path = tmp_path / name
    path.write_text(content, "utf-8")
    return dateline.score(path, gold=[GOLD], metrics=metrics)


def rows(offsets=("start", "end"), label="label", **more):
    start, end = offsets
    return [
        {"text": TEXT[a:b], start: a, end: b, label: kind, **{key: value(qid) for key, value in more.items()}} for a, b, kind, qid in PLACES
    ]


@pytest.mark.parametrize("offsets", OFFSETS, ids="-".join)
def test_offsets_under_any_name_place_a_row(offsets, tmp_path):
    for order in (list, reversed):
        content = json.dumps([dict(order(list(row.items()))) for row in rows(offsets)])
        assert report(tmp_path, content)["NER"].f1 == 1
    table = io.StringIO()
    writer = csv.DictWriter(table, ["document", "text", *offsets, "label"])
    writer.writeheader()
    writer.writerows({"document": "d", **row} for row in rows(offsets))
    assert report(tmp_path, table.getvalue(), "p.csv")["NER"].f1 == 1


@pytest.mark.parametrize("pair", PAIRS)
def test_a_pair_places_a_row(pair, tmp_path):
    content = json.dumps([{"text": TEXT[a:b], pair: [a, b], "label": kind} for a, b, kind, _ in PLACES])
    assert report(tmp_path, content)["NER"].f1 == 1


def test_numbers_that_are_no_offsets_place_nothing(tmp_path):
    near = [{**row, "start": None, "end": None, "a": 19 + off, "b": 22 + off} for row in rows()[:1] for off in (1,)]
    ambiguous = [{**rows(("a", "b"))[0], "c": 0, "d": 3}]
    for content in (near, ambiguous):
        (found,) = dateline.read(_written(tmp_path, content), gold=[GOLD])[0].mentions
        assert (found.start, found.end) == (0, 3)  # the first that reads so


def _written(tmp_path, content):
    path = tmp_path / "d.json"
    path.write_text(json.dumps(content), "utf-8")
    return path


@pytest.mark.parametrize("label", LABELS)
def test_labels_under_any_name(label, tmp_path):
    assert report(tmp_path, json.dumps(rows(label=label)))["NER"].f1 == 1


@pytest.mark.parametrize("words", ["text", "Text", "entity_name", "ent_text", "span_text", "phrase", "content", "entity", "Entity"])
def test_words_under_any_name(words, tmp_path):
    content = [{words: "Lee", "type": "PER"}, {words: "Rome", "type": "GPE"}]
    assert report(tmp_path, json.dumps(content))["NER"].recall == pytest.approx(2 / 3)


@pytest.mark.parametrize("key", LINKS)
@pytest.mark.parametrize("spelled", [str, "https://www.wikidata.org/wiki/{}".format])
def test_a_wikidata_id_is_a_link_under_any_name(key, spelled, tmp_path):
    found = report(tmp_path, json.dumps(rows(**{key: spelled})))
    assert (found["NER"].f1, found["Link"].f1) == (1, 1)


def test_an_id_that_is_none_of_wikidatas_is_no_link(tmp_path):
    found = report(tmp_path, json.dumps(rows(id=lambda qid: f"item {qid}x", entity_id=str.lower)))
    assert (found["NER"].f1, found["Link"].counts.predicted) == (1, 0)


@pytest.mark.parametrize("key", ["id", "document", "article_id", "filename"])
def test_a_row_names_its_article(key, tmp_path):
    lines = "".join(json.dumps({key: "d.txt" if key == "filename" else "d", **row}) + "\n" for row in rows())
    assert report(tmp_path, lines, "predictions.jsonl")["NER"].f1 == 1
    table = io.StringIO()
    writer = csv.DictWriter(table, [key, "text", "start", "end", "label"])
    writer.writeheader()
    writer.writerows({key: "d", **row} for row in rows())
    assert report(tmp_path, table.getvalue(), "predictions.csv")["NER"].f1 == 1


def test_an_id_of_a_row_names_no_article(tmp_path):
    content = json.dumps([{"id": number, **row} for number, row in enumerate(rows())])
    assert report(tmp_path, content)["NER"].f1 == 1


def test_names_by_type_beside_the_articles_id(tmp_path):
    line = json.dumps({"id": "d", "PER": ["Lee"], "GPE": ["Rome"]}) + "\n"
    assert report(tmp_path, line, "predictions.jsonl")["NER"].recall == pytest.approx(2 / 3)


def test_a_prediction_of_another_shape_is_not_passed_over_for_gold(tmp_path):
    with pytest.raises(DataError, match="expected `array"):
        report(tmp_path, json.dumps({"text": TEXT, "entities": ITEMS, "predictions": {"entities": []}}) + "\n", "d.jsonl")


ITEMS = [{"start": 8, "end": 11, "label": "PER"}]
WRONG = [{"start": 0, "end": 3, "label": "GPE"}]
BESIDE = {
    "entities and predictions": {"text": TEXT, "entities": WRONG, "predictions": ITEMS},
    "entities and pred_entities": {"text": TEXT, "entities": WRONG, "pred_entities": ITEMS},
    "label and predicted": {"text": TEXT, "label": [[0, 3, "GPE"]], "predicted": [[8, 11, "PER"]]},
    "spans and predicted_spans": {"text": TEXT, "spans": WRONG, "predicted_spans": ITEMS},
    "an empty prediction": {"text": TEXT, "entities": WRONG, "predictions": []},
}
TOKENS = {"tokens": ["Kim", "met", "Lee", ".", "Later", "Kim", "left", "Rome", "."]}
TAGGED = {
    "ner_tags and pred_tags": {**TOKENS, "ner_tags": ["B-GPE", *["O"] * 8], "pred_tags": ["O", "O", "B-PER", *["O"] * 6]},
    "labels and predictions": {**TOKENS, "labels": ["B-GPE", *["O"] * 8], "predictions": ["O", "O", "B-PER", *["O"] * 6]},
}


@pytest.mark.parametrize("record", [*BESIDE.values(), *TAGGED.values()], ids=[*BESIDE, *TAGGED])
def test_what_stands_beside_predictions_is_no_prediction(record, tmp_path):
    found = report(tmp_path, json.dumps(record) + "\n", "d.jsonl")["NER"]
    assert (found.counts.right_predicted, found.counts.predicted) == ((0, 0) if record.get("predictions") == [] else (1, 1))


def test_a_label_beside_a_predicted_one_is_golds(tmp_path):
    table = "document,start,end,label,pred_label\nd,8,11,GPE,PER\nd,28,32,PER,GPE\nd,0,3,PER,O\n"
    found = report(tmp_path, table, "predictions.csv")["NER"]
    assert (found.counts.right_predicted, found.counts.predicted) == (2, 2)


def test_the_words_may_stand_beside_their_sentence(tmp_path):
    gold = {**GOLD, "text": f"{'It was a long day in the city by the sea, as all days are. '}{TEXT}"}
    content = [{"text": gold["text"], "entity": "Lee", "label": "PER"}, {"text": gold["text"], "mention": "Rome", "label": "GPE"}]
    path = _written(tmp_path, content)
    assert [gold["text"][m.start : m.end] for m in dateline.read(path, gold=[gold])[0].mentions] == ["Lee", "Rome"]
    assert (
        _fields.spoken_of({"text": "Kim Jong Un", "name": "Kim", "label": "PER"}, _layout.layout("text", "name", "label")) == "Kim Jong Un"
    )


@pytest.mark.parametrize(("key", "values"), [("location", [8, 11]), ("offsets", [8, 11])])
def test_a_nested_mention_has_its_place_under_any_name(key, values, tmp_path):
    content = {"entities": [{"type": "PER", "text": "Lee", "mentions": [{"text": "Lee", key: values}]}], "usage": {}}
    (found,) = dateline.read(_written(tmp_path, content), gold=[GOLD])[0].mentions
    assert (found.start, found.end, found.type) == (8, 11, "PER")
    content["entities"][0]["mentions"] = [{"text": "Kim", "start_char": 19, "end_char": 22}]
    (found,) = dateline.read(_written(tmp_path, content), gold=[GOLD])[0].mentions
    assert (found.start, found.end) == (19, 22)


AZURE = [{"text": TEXT[a:b], "category": kind, "offset": a, "length": b - a} for a, b, kind, _ in PLACES]
AMAZON = [{"Text": TEXT[a:b], "Type": kind, "BeginOffset": a, "EndOffset": b, "Score": 0.9} for a, b, kind, _ in PLACES]
ENVELOPES = {
    "Azure's documents": {"documents": [{"id": "d", "entities": AZURE, "warnings": []}], "errors": []},
    "Azure's results": {"kind": "EntityRecognitionResults", "results": {"documents": [{"id": "d", "entities": AZURE}]}},
    "Amazon's batch": {"ResultList": [{"Index": 0, "Entities": AMAZON}], "ErrorList": []},
}


@pytest.mark.parametrize("envelope", ENVELOPES.values(), ids=list(ENVELOPES))
def test_documents_in_envelopes(envelope, tmp_path):
    assert report(tmp_path, json.dumps(envelope), "answer.json")["NER"].f1 == 1


def test_a_batch_of_no_objects_is_refused(tmp_path):
    with pytest.raises(DataError):
        report(tmp_path, json.dumps({"ResultList": [1, {"BeginOffset": 1}]}), "answer.json")
    odd = {"ResultList": [{"Index": "b", "Entities": AMAZON}]}
    assert report(tmp_path, json.dumps(odd), "answer.json")["NER"].f1 == 1
    with pytest.raises(DataError, match="holds 2 lists, and the gold has 1 articles"):
        report(tmp_path, json.dumps({"ResultList": [*odd["ResultList"], {"Index": 1, "Entities": AMAZON}]}), "answer.json")


def test_the_names_of_a_row_in_any_order_are_one_layout():
    own = ("text", "predicted", "label", "charStart", "char_end", "id")
    for order in permutations(own):
        told = _layout.layout(*order)
        assert told[:5] == (("predicted", "label"), ("text",), (), ("charStart",), ("char_end",))


def test_documents_of_stanza_in_a_list_and_a_line_each(tmp_path):
    tags = {19: "S-PER", 8: "S-PER", 28: "S-GPE"}
    first, second = (
        [
            [
                {"text": w[0], "start_char": w.start(), "end_char": w.end(), "ner": tags.get(w.start(), "O")}
                for w in re.finditer(r"\w+|\.", text)
            ]
        ]
        for text in (TEXT, "Ann sat.")
    )
    second[0][0]["ner"] = "S-PER"
    other = {"id": "e", "text": "Ann sat.\n", "mentions": [{"start": 0, "end": 3, "type": "PER"}]}
    for content in (json.dumps([first, second]), f"{json.dumps(first)}\n{json.dumps(second)}\n"):
        path = tmp_path / "docs.json"
        path.write_text(content, "utf-8")
        assert dateline.score(path, gold=[GOLD, other], metrics="NER")["NER"].f1 == 1


def test_candidates_without_a_label_are_no_spans(tmp_path):
    groups = {"sc": [{"start": 8, "end": 11, "label": "PER"}], "candidates": [{"start": 0, "end": 3, "label": ""}, {"start": 4, "end": 7}]}
    found = report(tmp_path, json.dumps({"text": TEXT, "tokens": [{"id": 0, "start": 0, "end": 3}], "spans": groups}))
    assert (found["NER"].counts.right_predicted, found["NER"].counts.predicted) == (1, 1)
    assert "not read: 2 × span of a group" in found.reading.notes
