"""What a file holds beside the prediction, in every layout: gold's is told, and not scored."""

import json

import pytest

import dateline
from dateline.evaluation.request import Request
from dateline.evaluation.score import score_paths
from dateline.files import pieces
from dateline.files.faults import DataError
from dateline.metrics.entities import NER
from tests.formats.test_predicted import GOLD, PLACES, RIGHT, SECOND, TAGS, TEXT, TOKENS, WRONG, counts, report

SOME = RIGHT[:2]
ROWS = [{"doc_id": "d", "text": TEXT[s:e], "start": s, "end": e} for s, e, _ in PLACES]
LABELS = [label for *_, label in PLACES]
NAMED = {"id": "d"}


def rows(**columns):
    """Rows of all mentions, with a column of labels each."""
    return [row | {name: own[number] for name, own in columns.items() if own[number] is not None} for number, row in enumerate(ROWS)]


def table(every):
    """Rows as CSV."""
    header = list(dict.fromkeys(key for row in every for key in row))
    return "\n".join([",".join(header), *(",".join(str(row.get(key, "")) for key in header) for row in every)]) + "\n"


def told(found, *what):
    """Whether the notes say all of it."""
    return all(any(one in note for note in found.reading.notes) for one in what)


@pytest.mark.parametrize("twin", ["label_pred", "prediction", "label_hat", "auto_label", "model_output", "model_type", "predicted_label"])
@pytest.mark.parametrize("name", ["p.csv", "d.json"])
def test_where_a_system_found_nothing_gold_s_label_is_none_of_its(twin, name, tmp_path):
    every = rows(label=LABELS, **{twin: ["PER", None, "GPE", None, "PER"]})
    assert counts(report(tmp_path, table(every) if name == "p.csv" else every, name)) == (2, 3)


@pytest.mark.parametrize(("gold", "twin"), [("y_true", "y_pred"), ("gold", "pred"), ("label_gold", "label_pred"), ("actual", "predicted")])
@pytest.mark.parametrize("nothing", [None, "", "O", "none", "null", "-"])
@pytest.mark.parametrize("name", ["p.csv", "d.json"])
def test_a_row_for_which_nothing_is_predicted_is_none(gold, twin, nothing, name, tmp_path):
    every = [
        row | {gold: label, twin: said} for row, label, said in zip(ROWS, LABELS, ["PER", nothing, "GPE", nothing, "PER"], strict=True)
    ]
    content = table([{key: "" if inner is None else inner for key, inner in row.items()} for row in every]) if name == "p.csv" else every
    assert counts(report(tmp_path, content, name)) == (2, 3)


@pytest.mark.parametrize("name", ["p.csv", "d.json"])
def test_a_column_without_a_value_is_in_doubt(name, tmp_path):
    every = [row | {"pred_label": ""} for row in rows(label=LABELS)]
    if name == "d.json":
        with pytest.raises(DataError, match="is empty wherever it stands, and 'label' beside it is not") as error:
            report(tmp_path, every, name)
        assert (error.value.faults[0].path, error.value.faults[0].fix) == ("$.pred_label", "leave gold's out, or the empty column")
    else:  # of a table, the empty column was never there
        assert counts(report(tmp_path, table(every), name)) == (5, 5)


@pytest.mark.parametrize("column", ["gpt4", "annotator_2", "bert"])
def test_two_columns_of_the_same_labels_are_refused(column, tmp_path):
    other = ["GPE", *LABELS[1:]]
    with pytest.raises(
        DataError, match=f"has labels under 'label' and under '{column}', and nothing tells which are the prediction"
    ) as error:
        report(tmp_path, table(rows(label=LABELS, **{column: other})), "p.csv")
    assert error.value.faults[0].fix == "call the prediction's `predicted_label`, or leave gold's out"
    assert counts(report(tmp_path, table(rows(label=LABELS, **{column: LABELS})), "p.csv")) == (5, 5)  # they say the same
    assert counts(report(tmp_path, table(rows(label=LABELS, **{column: list("abcde")})), "p.csv")) == (5, 5)


@pytest.mark.parametrize("column", ["gold", "gold_label", "true_label", "human"])
def test_a_column_that_says_that_it_is_gold_s_is_none_of_the_prediction_s(column, tmp_path):
    assert counts(report(tmp_path, table(rows(label=LABELS, **{column: ["GPE", *LABELS[1:]]})), "p.csv")) == (5, 5)


def test_other_lists_beside_items_are_told(tmp_path):
    assert told(report(tmp_path, {"d": {"predictions": SOME, "topics": [{"name": "x"}]}}, "p.json"), "1 × item under 'topics'")


@pytest.mark.parametrize("state", ["correct", "TP", "wrong", "match"])
@pytest.mark.parametrize("column", ["prediction", "pred_type"])
def test_what_says_whether_a_label_is_right_is_none(state, column, tmp_path):
    assert counts(report(tmp_path, table(rows(label=LABELS, **{column: [state] * 5})), "p.csv")) == (5, 5)


def test_an_entity_beside_a_predicted_one(tmp_path):
    assert counts(report(tmp_path, rows(entity=["WEA"] * 5, pred_entity=LABELS), "d.json")) == (5, 5)


def test_places_and_words_may_be_predicted_too(tmp_path):
    shifted = [row | {"start": row["start"] + 1, "pred_start": row["start"], "pred_end": row["end"]} for row in rows(label=LABELS)]
    assert counts(report(tmp_path, shifted, "d.json")) == (5, 5)
    names = [{"doc_id": "d", "text": "Kim", "label": "WEA", "pred_text": TEXT[s:e], "pred_label": label} for s, e, label in PLACES[:3]]
    assert counts(report(tmp_path, table(names), "p.csv")) == (3, 3)


@pytest.mark.parametrize(("start", "end"), [("start_char", "end_char"), ("char_start", "char_end"), ("start_char_idx", "end_char_idx")])
def test_characters_go_before_tokens(start, end, tmp_path):
    both = [{"start": n, "end": n + 1, start: s, end: e, "label": label} for n, (s, e, label) in enumerate(PLACES)]
    assert counts(report(tmp_path, {"id": "d", "text": TEXT, "entities": both})) == (5, 5)


def test_a_start_and_an_end_go_before_a_span_that_may_be_of_tokens(tmp_path):
    both = [{"span": [n, n + 1], "start": s, "end": e, "label": label} for n, (s, e, label) in enumerate(PLACES)]
    assert counts(report(tmp_path, {"id": "d", "text": TEXT, "entities": both})) == (5, 5)


@pytest.mark.parametrize("written", ["{}-{}", "({}, {})", "[{},{}]", "{}:{}"])
def test_a_span_alone_may_be_written_in_words(written, tmp_path):
    spans = [{"span": written.format(s, e), "label": label} for s, e, label in PLACES]
    assert counts(report(tmp_path, {"id": "d", "entities": spans})) == (5, 5)


LISTS = {
    "predictions": {"predictions": SOME},
    "spans": {"spans": SOME},
    "annotations": {"annotations": SOME},
    "predictions beside gold": {"pred_entities": SOME, "gold_entities": RIGHT},
    "predictions beside entities": {"pred_entities": SOME, "entities": RIGHT},
    "triples": {"entities": [[s, e, label] for s, e, label in PLACES[:2]]},
    "predicted triples": {"predictions": [[s, e, label] for s, e, label in PLACES[:2]]},
    "hat": {"entities_hat": [[s, e, label] for s, e, label in PLACES[:2]], "entities": [[s, e, label] for s, e, label in PLACES]},
    "mentions": {"mentions": [{"start": s, "end": e, "label": label} for s, e, label in PLACES[:2]]},
    "predicted mentions": {"pred_mentions": [{"start": s, "end": e, "type": label} for s, e, label in PLACES[:2]], "mentions": WRONG},
}


@pytest.mark.parametrize("layout", sorted(LISTS))
@pytest.mark.parametrize("by_id", [False, True])
def test_lists_without_a_text(layout, by_id, tmp_path):
    value = {"d": LISTS[layout]} if by_id else NAMED | LISTS[layout]
    assert counts(report(tmp_path, value, "p.json")) == (2, 2)


def test_numbers_beside_words_may_count_them(tmp_path):
    with pytest.raises(DataError, match="has none of the layers that are known here"):
        report(tmp_path, NAMED | {"ner": [[0, 1, "PER"]], "pieces": ["Kim", "Lee"]}, "p.json")
    assert counts(report(tmp_path, NAMED | {"ner": SOME, "classes": ["PER", "GPE"]}, "p.json")) == (2, 2)


def test_lists_of_rows_by_article(tmp_path):
    assert counts(report(tmp_path, {"d": [[s, e, label] for s, e, label in PLACES[:2]]}, "p.json")) == (2, 2)


@pytest.mark.parametrize("key", ["entities", "gold", "gold_entities", "reference_entities"])
def test_gold_s_lists_beside_a_prediction_are_told(key, tmp_path):
    assert told(report(tmp_path, NAMED | {"predictions": SOME, key: RIGHT}), f"5 × item under '{key}'")


RECORD = NAMED | {"text": TEXT}
FRAMES = {
    "split": {"columns": ["id", "text", "gold", "predictions"], "data": [["d", TEXT, RIGHT, SOME]]},
    "columns": {"id": {"0": "d"}, "text": {"0": TEXT}, "predictions": {"0": SOME}, "gold": {"0": RIGHT}},
    "index": {"0": RECORD | {"predictions": SOME, "gold": RIGHT}},
    "in results": {"results": [RECORD | {"predictions": SOME}]},
    "in documents, beside a model's name": {"model": "mine", "documents": [RECORD | {"entities": SOME}], "seconds": 3},
    "lists by article": {"predictions": {"d": SOME}},
    "null in the first": [RECORD | {"predictions": SOME, "entities": None}],
    "JSON in words": RECORD | {"prediction": json.dumps(SOME)},
    "a chat": NAMED | {"messages": [{"role": "user", "content": TEXT}, {"role": "assistant", "content": json.dumps({"entities": SOME})}]},
    "a chat beside the text": RECORD | {"messages": [{"role": "assistant", "content": json.dumps(SOME)}]},
    "an answer beside the text": RECORD | {"response": "```json\n" + json.dumps({"entities": SOME}) + "\n```"},
}


@pytest.mark.parametrize("layout", sorted(FRAMES))
def test_records_in_frames_envelopes_and_chats(layout, tmp_path):
    assert counts(report(tmp_path, FRAMES[layout], "p.json")) == (2, 2)


def test_a_chat_in_which_nothing_was_answered_is_no_answer(tmp_path):
    found = report(tmp_path, NAMED | {"messages": [{"role": "user", "content": "Mark the names."}], "seed": 1}, metrics=["NER"])
    assert counts(found) == (0, 0)
    assert told(found, "requests without an answer that can be read: 1, missed; the first in line 1: the request failed, or wrote nothing")


@pytest.mark.parametrize("written", [json.dumps, str])
@pytest.mark.parametrize("item", [dict, lambda one: [one["start"], one["end"], one["label"]], lambda one: tuple(one.values())])
@pytest.mark.parametrize("key", ["entities", "predictions", "label", "spans"])
def test_cells_that_hold_lists(written, item, key, tmp_path):
    cell = written([item(one) for one in SOME]).replace('"', '""')
    for head, own in (("id,text", f'd,"{TEXT}"'), ("id", "d")):
        assert counts(report(tmp_path, f'{head},{key}\n{own},"{cell}"\n', "p.csv")) == (2, 2)
    beside = written([item(one) for one in RIGHT]).replace('"', '""')
    assert counts(report(tmp_path, f'id,gold,predictions\nd,"{beside}","{cell}"\n', "p.csv")) == (2, 2)


def test_a_cell_that_is_neither_json_nor_python_is_a_fault(tmp_path):
    with pytest.raises(DataError, match="row 2 has a cell that is no list of items"):
        report(tmp_path, 'id,entities\nd,"[{a: 1}]"\n', "p.csv")


def test_tokens_beside_their_text(tmp_path):
    assert counts(report(tmp_path, RECORD | {"tokens": TOKENS, "ner_tags": TAGS})) == (5, 5)
    assert counts(report(tmp_path, NAMED | {"words": TOKENS, "pred_labels": TAGS, "true_labels": ["O"] * 13})) == (5, 5)


@pytest.mark.parametrize("key", ["tag_preds", "label_predictions", "tags_hat"])
def test_tags_that_say_that_they_are_predicted(key, tmp_path):
    assert counts(report(tmp_path, NAMED | {"tokens": TOKENS, "tags": ["O"] * 13, key: TAGS})) == (5, 5)


@pytest.mark.parametrize("key", ["pred_relations", "predicted_triples", "relations_pred"])
def test_triples_that_a_system_predicts(key, tmp_path):
    right, wrong = ({"head": "Kim Lee", "relation": kind, "tail": "Ann Roy"} for kind in ("met_with", "child_of"))
    assert counts(report(tmp_path, NAMED | {"triples": [wrong], key: [right]}), "Rel") == (1, 1)
    rows_ = "document,head,relation,predicted_relation,tail\nd,Kim Lee,child_of,met_with,Ann Roy\n"
    assert counts(report(tmp_path, rows_, "p.csv"), "Rel") == (1, 1)
    assert counts(report(tmp_path, [NAMED | right], "p.json"), "Rel") == (1, 1)


def test_two_answers_in_one_object_are_refused(tmp_path):
    with pytest.raises(DataError, match=r"has none of the layers that are known here, but 'answer', 'response'"):
        report(tmp_path, NAMED | {"answer": {"entities": RIGHT}, "response": {"entities": SOME}})


@pytest.mark.parametrize("key", ["predictions", "pred_ents", "y_pred"])
def test_formats_without_predictions_refuse_them_beside_theirs(key, tmp_path):
    for beside in ({"text": TEXT, "ents": RIGHT}, {"tokens": TOKENS, "entities": [{"type": "PER", "start": 0, "end": 2}], "relations": []}):
        with pytest.raises(DataError, match="stands beside what this format reads, and may be the prediction for it"):
            report(tmp_path, beside | {key: WRONG})


def test_of_dygie_s_layers_those_that_it_predicts_are_read_be_they_null(tmp_path):
    line = {"doc_key": "d", "sentences": [TOKENS], "ner": [[[0, 1, "PER"]]]}
    assert counts(report(tmp_path, line)) == (1, 1)
    assert counts(report(tmp_path, line | {"predicted_ner": None})) == (0, 0)
    assert counts(report(tmp_path, line | {"predicted_ner": [[[3, 4, "PER"]]]})) == (1, 1)


def test_a_stream_whose_parts_choose_otherwise_is_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(pieces, "PART", 200)
    monkeypatch.setattr("dateline.evaluation.score.LARGE", 0)
    gold = [GOLD | {"id": f"d{n}"} for n in range(40)]
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(one) + "\n" for one in gold))
    lines = [{"id": one["id"], "text": TEXT, "entities": RIGHT} | ({"pred_entities": SOME} if n > 20 else {}) for n, one in enumerate(gold)]
    cells = [
        row | {"doc_id": one["id"]} | ({"label_pred": row["label"]} if n > 20 else {})
        for n, one in enumerate(gold)
        for row in rows(label=LABELS)
    ]
    for name, content in (("p.jsonl", "".join(json.dumps(one) + "\n" for one in lines)), ("p.csv", table(cells))):
        (tmp_path / name).write_text(content)
        found = score_paths([str(tmp_path / name)], str(tmp_path / "gold.jsonl"), Request(metrics=(NER(),)))
        assert found["NER"].counts.predicted == (38 if name == "p.jsonl" else 95)


def test_names_with_their_labels(tmp_path):
    labels = {"Kim Lee": "PER", "Ann Roy": "PER", "Rome": "GPE"}
    for value in (NAMED | {"entities": labels}, {"d": labels}, labels):
        assert counts(report(tmp_path, value, "d.json")) == (3, 3)
    small = {"Kim Lee": "person", "Ann Roy": "person", "Rome": "place"}
    assert counts(report(tmp_path, NAMED | {"entities": small}, "d.json", metrics=["NER(match=exact)"]), "NER(match=exact)") == (3, 3)
    assert counts(report(tmp_path, NAMED | {"entities": {"PER": "Ann Roy", "GPE": "Rome"}}, "d.json")) == (2, 2)


def test_words_and_labels_that_both_stand_nowhere_are_in_doubt(tmp_path):
    with pytest.raises(DataError, match=r"nothing tells which of \['Zoe', 'Max'\] is the label"):
        report(tmp_path, NAMED | {"entities": {"Zoe": "Max"}}, "d.json")


def test_a_pair_of_spacy_s_training_a_line(tmp_path):
    pair = json.dumps([TEXT, {"entities": [[s, e, label] for s, e, label in PLACES]}])
    assert counts(report(tmp_path, pair + "\n")) == (5, 5)
    assert counts(report(tmp_path, "\n" + pair + "\n\n")) == (5, 5)
    with pytest.raises(DataError) as error:
        report(tmp_path, f'{pair}\n["Kim", {{"entities": 7}}]\n')
    assert error.value.faults[0].line == 2


@pytest.mark.parametrize("key", ["type", "label", "labels", "ner_type"])
def test_a_row_with_its_labels_in_a_list_is_a_row(key, tmp_path):
    items = [{"text": TEXT[s:e], "start": s, "end": e, key: [label]} for s, e, label in PLACES]
    assert counts(report(tmp_path, {"id": "d", "entities": items}, "p.json")) == (5, 5)
    assert counts(report(tmp_path, items, "d.json")) == (5, 5)
    bare = [{"text": "Kim Lee", key: ["PER"]}, {"text": "Rome", key: ["GPE"]}]
    assert counts(report(tmp_path, {"id": "d", "entities": bare}, "p.json")) == (2, 2)


def test_strings_beside_lists_are_names_or_remarks(tmp_path):
    lists = {"PER": ["Kim Lee", "Ann Roy"], "GPE": "Rome"}
    for beside in (
        {},
        {"reasoning": "x"},
        {"model": "gpt"},
        {"why": "So many words that they are no name of anyone, be it a person or a place."},
    ):
        assert counts(report(tmp_path, NAMED | lists | beside, "p.json")) == (3, 3)
    assert counts(report(tmp_path, NAMED | lists | {"WEA": "Lee", "TITLE": ""}, "p.json")) == (3, 4)


def lines(tmp_path, *records):
    """A report on records, one a line."""
    return report(tmp_path, "".join(json.dumps(record) + "\n" for record in records))


def test_two_answers_about_an_article_in_one_file_are_refused(tmp_path):
    fix = "give each system or run a file of its own, and count offsets from the article's beginning"
    one, other = NAMED | {"entities": RIGHT}, NAMED | {"entities": [*SOME, {"start": 1, "end": 9, "label": "PER"}]}
    with pytest.raises(DataError, match="document 'd' is given twice, with the same items") as error:
        lines(tmp_path, one, one)
    assert error.value.faults[0].fix == fix
    with pytest.raises(DataError, match="document 'd' is given twice, with items at the same places"):
        lines(tmp_path, one, other)
    words = [{"text": "Kim Lee", "label": "PER"}, {"text": "Rome", "label": "GPE"}]
    with pytest.raises(DataError, match="is given twice, with the same items"):
        lines(tmp_path, NAMED | {"entities": words}, NAMED | {"entities": words[::-1]})


def test_parts_of_an_article_are_put_together(tmp_path):
    assert counts(lines(tmp_path, NAMED | {"entities": RIGHT[:3]}, NAMED | {"entities": RIGHT[3:]})) == (5, 5)
    assert counts(lines(tmp_path, NAMED | {"entities": RIGHT}, NAMED | {"entities": []})) == (5, 5)
    words = [{"text": "Kim Lee", "label": "PER"}, {"text": "Rome", "label": "GPE"}]
    assert counts(lines(tmp_path, NAMED | {"entities": words}, NAMED | {"entities": words[:1]})) == (3, 3)


@pytest.mark.parametrize("row", ["<entity><text>{}</text><type>{}</type></entity>", "<e>\n <name>{}</name>\n <label>{}</label>\n</e>"])
def test_names_in_a_list_of_xml(row, tmp_path):
    rows_ = "\n".join(row.format(TEXT[s:e], label) for s, e, label in PLACES)
    assert counts(report(tmp_path, f"<entities>\n{rows_}\n</entities>\n", "d.xml")) == (5, 5)


GOLDS = [{"start": s, "end": e, "type": label} for s, e, label in PLACES]
BESIDE = {
    "doccano's, without relations": {"text": TEXT, "entities": [[s, e, label] for s, e, label in PLACES[:2]], "relations": []},
    "labels, without relations": {"text": TEXT, "labels": [[s, e, label] for s, e, label in PLACES[:2]], "relations": []},
    "spans, without relations": {"text": TEXT, "spans": SOME, "relations": []},
    "predicted entities beside mentions": {"predicted_entities": SOME, "mentions": GOLDS},
    "predictions beside mentions": {"text": TEXT, "predictions": SOME, "mentions": GOLDS},
    "predicted spans beside gold's, without relations": {"text": TEXT, "pred_spans": SOME, "entities": RIGHT, "relations": []},
}


@pytest.mark.parametrize("case", sorted(BESIDE))
def test_what_stands_beside_items_changes_nothing(case, tmp_path):
    assert counts(report(tmp_path, NAMED | BESIDE[case])) == (2, 2)
    assert counts(report(tmp_path, {"model": "mine", "results": [NAMED | BESIDE[case] | {"text": TEXT}]}, "p.json")) == (2, 2)


@pytest.mark.parametrize("key", ["predictions", "output", "results", "data", "documents"])
def test_records_of_a_run_under_any_name(key, tmp_path):
    record = RECORD | {"predicted_entities": SOME, "entities": RIGHT}
    assert counts(report(tmp_path, {"model": "mine", key: [record]}, "p.json")) == (2, 2)
    assert counts(report(tmp_path, {"model": "mine", key: [RECORD | {"labels": [[s, e, label] for s, e, label in PLACES]}]}, "p.json")) == (
        5,
        5,
    )


@pytest.mark.parametrize("nothing", [{}, {"predicted_mentions": None}, {"predicted_mentions": []}])
@pytest.mark.parametrize("by_id", [False, True])
def test_an_answer_in_which_a_system_found_nothing_is_none_of_gold_s(nothing, by_id, tmp_path):
    first, second = {"mentions": GOLDS, "predicted_mentions": GOLDS[:2]}, {"mentions": GOLDS, **nothing}
    path = tmp_path / "p.json"
    lines_ = [{"id": "d", **first}, {"id": "e", **second}]
    path.write_text(json.dumps({"d": first, "e": second}) if by_id else "\n".join(map(json.dumps, lines_)))
    assert counts(dateline.score(path, gold=[GOLD, SECOND])) == (2, 2)


def test_a_key_that_is_unknown_beside_arguments_with_alternatives_is_left_aside(tmp_path):
    argument = {"role": "Agent", "filler": {"text": "Kim Lee"}, "alternatives": [{"filler": {"text": "Ann Roy"}}]}
    value = NAMED | {"model": "mine", "events": [{"start": 8, "end": 11, "type": "Contact.Meet", "arguments": [argument]}]}
    assert dateline.read(write(tmp_path, value), gold=[GOLD])[0].events[0].arguments[0].role == "Agent"


def write(tmp_path, value):
    """A file of one object."""
    (tmp_path / "p.jsonl").write_text(json.dumps(value) + "\n")
    return tmp_path / "p.jsonl"


@pytest.mark.parametrize("gold", ["label", "tag", "ner_tag"])
def test_a_table_of_tokens_with_predicted_tags_beside_gold_s(gold, tmp_path):
    head = f"document,token,{gold},predicted_tag"
    rows_ = "\n".join(f"d,{token},O,{tag}" for token, tag in zip(TOKENS, TAGS, strict=True))
    assert counts(report(tmp_path, f"{head}\n{rows_}\n", "p.csv")) == (5, 5)


def test_of_two_keys_one_is_read_in_all_records(tmp_path):
    gold = {"labels": [{"start": s, "end": e, "type": label} for s, e, label in PLACES]}
    found = GOLDS[:2]
    for first in ({"entities": None}, {}, {"entities": []}):
        for records_ in ([first | gold, {"entities": found} | gold], [{"entities": found} | gold, first | gold]):
            path = tmp_path / "p.jsonl"
            path.write_text("".join(json.dumps({"doc_id": name, **one}) + "\n" for name, one in zip("de", records_, strict=True)))
            assert counts(dateline.score(path, gold=[GOLD, SECOND])) == (2, 2)


def test_the_first_record_decides_of_nothing(tmp_path):
    full = [[s, e, label] for s, e, label in PLACES]
    for nothing in ({"entities": []}, {"entities": [], "relations": []}):
        for pair in ([nothing, {"entities": full}], [{"entities": full}, nothing]):
            path = tmp_path / "p.jsonl"
            path.write_text("".join(json.dumps({"id": name, "text": TEXT, **one}) + "\n" for name, one in zip("de", pair, strict=True)))
            assert counts(dateline.score(path, gold=[GOLD, SECOND])) == (5, 5)


@pytest.mark.parametrize("column", ["coarse_type", "parent_label", "second_best", "previous_label"])
def test_a_column_of_other_labels_is_no_rival(column, tmp_path):
    assert counts(report(tmp_path, table(rows(label=LABELS, **{column: ["GPE", *LABELS[1:]]})), "p.csv")) == (5, 5)


def test_a_long_cell_is_a_cell(tmp_path):
    cell = json.dumps(RIGHT + [{"start": 0, "end": 7, "label": f"L{n}"} for n in range(4_000)]).replace('"', '""')
    assert counts(report(tmp_path, f'id,entities\nd,"{cell}"\n', "p.csv"))[1] == 4_005


def test_what_a_chat_ends_with_is_the_answer(tmp_path):
    example = [
        {"role": "user", "content": "x"},
        {"role": "assistant", "content": json.dumps({"entities": RIGHT})},
        {"role": "user", "content": TEXT},
    ]
    own = {"role": "assistant", "content": json.dumps({"entities": SOME})}
    assert counts(report(tmp_path, NAMED | {"messages": [*example, own]}, "p.json")) == (2, 2)
    assert counts(report(tmp_path, NAMED | {"messages": example}, "p.json", metrics=["NER"])) == (0, 0)
    said = NAMED | {"messages": example, "response": "Sure: " + json.dumps({"entities": SOME})}
    assert counts(report(tmp_path, said, "p.json")) == (2, 2)


@pytest.mark.parametrize("nothing", [{}, {"predicted_triples": None}])
def test_triples_that_a_system_did_not_find_are_none_of_gold_s(nothing, tmp_path):
    right = {"head": "Kim Lee", "relation": "met_with", "tail": "Ann Roy"}
    lines_ = [{"id": "d", "triples": [right], "predicted_triples": [right]}, {"id": "e", "triples": [right], **nothing}]
    (tmp_path / "p.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines_))
    found = dateline.score(tmp_path / "p.jsonl", gold=[GOLD, SECOND | {"relations": GOLD["relations"]}], metrics=["Rel"])
    assert counts(found, "Rel") == (1, 1)
