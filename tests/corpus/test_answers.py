"""Answers of models in any layout, in any wrapping: the same as bare; and what is no answer is refused, not scored as nothing."""

import csv
import json
from itertools import product

import pytest

import dateline
from dateline.corpus import batches
from dateline.files.faults import DataError

TEXT = "Anna met Bob. Rome won."
NAMES = [("Anna", "PER"), ("Bob", "PER"), ("Rome", "GPE")]
ITEMS = [{"text": name, "type": kind} for name, kind in NAMES]
GOLD = [
    {
        "id": "a",
        "text": TEXT,
        "mentions": [{"start": TEXT.index(name), "end": TEXT.index(name) + len(name), "type": t} for name, t in NAMES],
    }
]
LAYOUTS = {
    "the schema's": {"mentions": ITEMS},
    "entities": {"entities": ITEMS},
    "lists by type": {"PER": ["Anna", "Bob"], "GPE": ["Rome"]},
    "a list": [{"text": name, "label": kind} for name, kind in NAMES],
    "lists by type, with a thought, a name and nothing": {
        "PER": ["Anna", "Bob"],
        "GPE": ["Rome"],
        "note": "Names.",
        "ORG": None,
        "LOC": "",
    },
    "words between commas": {"entities": {"PER": "Anna, Bob", "GPE": "Rome", "ORG": None}},
    "words with labels, one by one": {"entities": [{"Anna": "PER"}, {"Bob": "PER"}, {"Rome": "GPE"}]},
    "labels with words, one by one": [{"PER": "Anna"}, {"PER": "Bob"}, {"GPE": "Rome"}],
    "names": {"entities": [{"name": name, "type": kind} for name, kind in NAMES]},
    "mentions as pairs": {"entities": [{"name": n, "type": k, "mentions": [[TEXT.index(n), TEXT.index(n) + len(n)]]} for n, k in NAMES]},
    "extractions": {"text": TEXT, "extractions": [{"extraction_class": kind, "extraction_text": name} for name, kind in NAMES]},
}
FILES = {
    "nothing": "{}",
    "a fence": "```json\n{}\n```",
    "a fence with words": "Here you are:\n\n```json\n{}\n```\nDone.",
    "a thought": "<think>Is {{Anna}} a [name]?</think>\n{}",
    "words before": "Answer:\n{}",
    "words behind": "{}\nDone.",
    "words in braces": "Of {{x}} and [1]:\n{}\nNote {{none}}.",
}
CALL = {"function": {"name": "f", "arguments": "{}"}}
BATCHES = {
    "OpenAI, chat": {"response": {"body": {"choices": [{"message": {"content": "{}"}}]}}},
    "OpenAI, a fence": {"response": {"body": {"choices": [{"message": {"content": "```json\n{}\n```"}}]}}},
    "OpenAI, a function": {"response": {"body": {"choices": [{"message": {"content": None, "tool_calls": [CALL]}}]}}},
    "OpenAI, responses": {"response": {"body": {"output": [{"type": "reasoning"}, {"content": [{"text": "{}"}]}]}}},
    "OpenAI, responses, a function": {
        "response": {"body": {"output": [{"type": "reasoning"}, {"type": "function_call", "arguments": "{}"}]}}
    },
    "OpenAI, completions": {"response": {"body": {"choices": [{"text": "{}"}]}}},
    "Gemini, a function": {"response": {"candidates": [{"content": {"parts": [{"functionCall": {"name": "f", "args": "INPUT"}}]}}]}},
    "LangChain, a tool": {"response": {"content": "", "tool_calls": [{"name": "f", "args": "INPUT"}], "type": "ai"}},
    "no envelope": {"response": "INPUT"},
    "Anthropic": {"result": {"message": {"content": [{"type": "text", "text": "{}"}]}}},
    "Anthropic, a tool": {"result": {"message": {"content": [{"type": "text", "text": "So:"}, {"type": "tool_use", "input": "INPUT"}]}}},
}


def filled(value, answer):
    """A batch's line with the answer where it goes."""
    if isinstance(value, dict):
        return {key: answer if inner == "INPUT" else filled(inner, answer) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, answer) for inner in value]
    return value.replace("{}", json.dumps(answer)) if isinstance(value, str) else value


def scored(path, content):
    path.write_text(content)
    return dateline.score(path, gold=GOLD, metrics=["NER"])["NER"].f1


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("around", FILES)
def test_what_stands_around_an_answer_does_no_harm(layout, around, tmp_path):
    assert scored(tmp_path / "a.txt", FILES[around].format(json.dumps(LAYOUTS[layout]))) == 1


INPUTS = {(layout, way) for layout, way in product(LAYOUTS, BATCHES) if isinstance(LAYOUTS[layout], list) and "INPUT" in str(BATCHES[way])}
INPUTS |= {(layout, "no envelope") for layout in LAYOUTS if layout.startswith("lists by type") or layout == "extractions"}


@pytest.mark.parametrize(("layout", "interface"), sorted(set(product(LAYOUTS, BATCHES)) - INPUTS))
def test_a_batch_is_read_as_a_single_answer_is(layout, interface, tmp_path):
    line = {"custom_id": "a", **filled(BATCHES[interface], LAYOUTS[layout])}
    assert scored(tmp_path / "batch.jsonl", json.dumps(line) + "\n") == 1


@pytest.mark.parametrize("answer", [{"error": "rate limited"}, {"id": "a", "said": "x"}, {"id": "a", "tokens": [], "x": []}])
def test_what_has_no_layer_is_no_answer(answer, tmp_path):
    with pytest.raises(DataError) as refused:
        scored(tmp_path / "a.json", json.dumps(answer))
    (fault,) = refused.value.faults
    assert fault.what.startswith(f"has none of the layers that are known here, but '{next(key for key in answer if key != 'id')}'")
    assert fault.fix == "if another tool wrote it, --format names its format; `dateline describe schema` has the layers"


def test_what_tells_a_format_may_stand_far_behind(tmp_path):
    words = [{"text": "word", "start": 11 + 5 * n, "end": 15 + 5 * n, "id": n} for n in range(2000)]
    text = "Anna left. " + " ".join(["word"] * 2000)
    record = {"text": text, "_input_hash": 1, "tokens": words, "spans": [{"start": 0, "end": 4, "label": "PER"}], "answer": "accept"}
    (tmp_path / "p.jsonl").write_text(json.dumps(record) + "\n")
    gold = [{"id": "a", "text": text, "mentions": [{"start": 0, "end": 4, "type": "PER"}]}]
    report = dateline.score(tmp_path / "p.jsonl", gold=gold, metrics=["NER"])
    assert report["NER"].f1 == 1
    assert "1 file read as records" in report.reading.notes[0]


def test_a_file_of_which_only_the_beginning_is_looked_at_ends_nowhere(tmp_path):
    first = {"text": TEXT, "ents": [{**place, "label": place["type"]} for place in GOLD[0]["mentions"]]}
    gold = [*GOLD, *({"id": f"d{n}", "text": f"{n} {'x' * 300}.", "mentions": []} for n in range(400))]
    lines = [first, *({"text": one["text"], "ents": []} for one in gold[1:])]
    (tmp_path / "p.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    report = dateline.score(tmp_path / "p.jsonl", gold=gold, metrics=["NER"])
    assert (report["NER"].f1, report.result.missing) == (1, 0)


SEARCH = {"type": "server_tool_use", "input": {"query": "Anna"}}
SEARCHED = {"function": {"name": "search", "arguments": '{"q": "Anna"}'}}


@pytest.mark.parametrize(
    "message",
    [
        {"result": {"message": {"content": [SEARCH, {"type": "text", "text": "{}"}]}}},
        {"result": {"message": {"content": [SEARCH, {"type": "tool_use", "input": "INPUT"}]}}},
        {"response": {"body": {"choices": [{"message": {"content": "{}", "tool_calls": [SEARCHED]}}]}}},
        {"response": {"body": {"choices": [{"message": {"content": "{}", "tool_calls": [{"function": None}]}}]}}},
        {"response": {"body": {"choices": [{"message": {"content": None, "tool_calls": [{"function": {"arguments": "INPUT"}}]}}]}}},
    ],
    ids=range(5),
)
def test_a_call_beside_an_answer_takes_nothing_away(message, tmp_path):
    line = {"custom_id": "a", **filled(message, LAYOUTS["the schema's"])}
    assert scored(tmp_path / "batch.jsonl", json.dumps(line) + "\n") == 1


def test_what_is_wrong_with_an_answer_in_another_layout_is_told_of_it(tmp_path):
    items = [{"text": "Anna", "label": "PER", "start": place, "end": place + 4} for place in (1, 2, 3, 5, 6)]
    (tmp_path / "a.txt").write_text(f"```json\n{json.dumps(items)}\n```")
    with pytest.raises(DataError, match="3 of 5 spans are their own text, under no unit and no copy"):
        dateline.score(tmp_path / "a.txt", gold=GOLD, metrics=["NER"])


def test_layers_of_one_article_may_stand_in_several_fences(tmp_path):
    times = [{"text": "Bob", "type": "DATE"}]
    fences = "".join(f"```json\n{json.dumps(one)}\n```\nAnd:\n" for one in ({"mentions": ITEMS}, {"times": times}))
    (tmp_path / "a.txt").write_text(fences)
    (document,) = dateline.read(tmp_path / "a.txt", gold=GOLD)
    assert (len(document.mentions), len(document.times)) == (3, 1)
    (tmp_path / "a.txt").write_text(fences.replace("times", "mentions"))
    with pytest.raises(DataError, match="document 'a' is given twice"):
        dateline.read(tmp_path / "a.txt", gold=GOLD)


@pytest.mark.parametrize("key", batches.ANSWER)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_rows_of_answers_by_article_are_read(layout, key, tmp_path):
    answer = json.dumps(LAYOUTS[layout])
    for name, said in (("id", answer), ("document", f"```json\n{answer}\n```")):
        assert scored(tmp_path / "answers.jsonl", json.dumps({name: "a", "model": "m", key: said}) + "\n") == 1
        assert scored(tmp_path / "answers.json", json.dumps([{name: "a", key: said}], indent=1)) == 1
        assert scored(tmp_path / "answer.json", json.dumps({name: "a", key: said}, indent=1)) == 1


def test_an_answer_in_a_row_may_be_an_object(tmp_path):
    assert scored(tmp_path / "answers.jsonl", json.dumps({"id": "a", "prediction": LAYOUTS["lists by type"]}) + "\n") == 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_so_may_the_answers_of_a_table_and_of_a_frame(layout, delimiter, tmp_path):
    answer = f"```json\n{json.dumps(LAYOUTS[layout], indent=1)}\n```"
    with (tmp_path / "answers.csv").open("w", newline="") as stream:
        table = csv.writer(stream, delimiter=delimiter)
        table.writerows([["Doc_ID", "prompt", "Response"], ["a", "Extract {names}, please", answer]])
    assert dateline.score(tmp_path / "answers.csv", gold=GOLD, metrics="NER")["NER"].f1 == 1
    frame = pytest.importorskip("pandas").DataFrame([{"doc_id": "a", "response": answer}])
    assert dateline.score(frame, gold=GOLD, metrics="NER")["NER"].f1 == 1


def test_a_table_of_answers_that_breaks_off_is_told(tmp_path):
    (tmp_path / "answers.csv").write_text('doc_id,response\na,"{""mentions"": []}"\nb,"{""mentions""')
    with pytest.raises(DataError, match="is no table from row 3 on"):
        dateline.score(tmp_path / "answers.csv", gold=GOLD, metrics="NER")


NO_ROW = "is no row of an article's name and what was answered"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ('{"id": "a", "output": "nothing"}', "has no answer that can be read: holds no JSON that can be read"),
        (
            '[{"id": "a", "output": "x"}, 3]',
            "is no answer of a model, nor a batch of them: line 1 is no row of an article's name and what was answered",
        ),
        ('{"id": "nobody", "output": "{}"}', "is about no article of the gold: tried id 'nobody'"),
    ],
)
def test_rows_that_hold_no_answers_are_refused(content, what, tmp_path):
    with pytest.raises(DataError) as refused:
        scored(tmp_path / "answers.json", content)
    assert refused.value.faults[0].what.startswith(what)


LISTED = [{"text": name, "label": kind} for name, kind in NAMES]
INNER = json.dumps(LISTED)[1:-1]
BROKEN = {
    "a comma": f"[{INNER},]",
    "a comma in an item": f"[{INNER[:-1]},}}]",
    "cut in an item": f'[{INNER}, {{"text": "An',
    "an object with a comma": f'{{"entities": [{INNER}],}}',
    "an object, cut": f'{{"entities": [{INNER}, {{"text": "An',
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_answer_is_read_in_the_layout_of_a_whole_one(case, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"```json\n{BROKEN[case]}\n```")
    report = dateline.score(path, gold=GOLD, metrics=["NER", "CoNLL"])
    assert report["NER"].f1 == 1
    assert report.headlines["coreference"].counts is None
    assert any("flat" in note for note in report.reading.notes)
    assert {"JSON read out of a code fence"} < report.reading.repairs.keys()


@pytest.mark.parametrize("layout", ["the schema's", "entities", "lists by type"])
def test_an_answer_beside_its_article(layout, tmp_path):
    said = json.dumps(LAYOUTS[layout])
    for row in ({"id": "a", "text": said}, {"id": "a", "content": TEXT, "prediction": said}, {"id": "a", "text": TEXT, "answer": said}):
        assert scored(tmp_path / "p.jsonl", json.dumps(row) + "\n") == 1


def test_an_article_under_a_key_of_names_is_its_text(tmp_path):
    long = [GOLD[0] | {"text": TEXT + " It was a long day." * 20}]
    path = tmp_path / "p.jsonl"
    path.write_text(json.dumps({"id": 7, "article": long[0]["text"], "entities": ITEMS}) + "\n")
    assert dateline.score(path, gold=long, metrics=["NER"])["NER"].f1 == 1


QUOTES = [{"quote": "Rome won.", "speaker": "Anna"}, {"quote": "Anna met Bob.", "speaker": {"name": "Bob"}}]


@pytest.mark.parametrize("key", ["quote", "quotation", "quote_text"])
@pytest.mark.parametrize("how", ["a list", "a line each", "by article", "named"])
def test_items_of_one_layer_that_stand_alone(key, how, tmp_path):
    items = [{key: one["quote"], "speaker": one["speaker"]} for one in QUOTES]
    rows = [{"doc_id": "a", **one} for one in items]
    contents = {
        "a list": json.dumps(items),
        "a line each": "\n".join(map(json.dumps, items)),
        "by article": json.dumps({"a": items}),
        "named": "\n".join(map(json.dumps, rows)),
    }
    path = tmp_path / "a.json"
    path.write_text(contents[how])
    found = dateline.read(path, gold=GOLD)[0]
    assert [(quote.spans, quote.speaker is not None) for quote in found.quotes] == [(((14, 23),), True), (((0, 13),), True)]


def test_events_that_stand_alone(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"trigger": "met", "event_type": "Contact.Meet", "arguments": [["Agent", "Anna"]]}]))
    (event,) = dateline.read(path, gold=GOLD)[0].events
    assert (event.start, event.type, event.arguments[0].role) == (5, "Contact.Meet", "Agent")


@pytest.mark.parametrize("mark", ["…", "...", "[…]", "(...)"])
@pytest.mark.parametrize("key", ["text", "quote"])
def test_what_is_left_out_of_a_quote_parts_it(mark, key, tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"id": "a", "quotes": [{key: f"Anna met {mark} won."}]}))
    assert dateline.read(path, gold=GOLD)[0].quotes[0].spans == ((0, 8), (19, 23))


def test_points_that_stand_in_the_article_part_nothing(tmp_path):
    gold = [{"id": "a", "text": "We … go.", "mentions": []}]
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"id": "a", "quotes": [{"text": "We … go."}]}))
    assert dateline.read(path, gold=gold)[0].quotes[0].spans == ((0, 8),)


@pytest.mark.parametrize("column", ["gpt4_output", "model_answer", "llm_response"])
def test_a_column_of_a_system_s_holds_its_answers(column, tmp_path):
    said = json.dumps({"entities": ITEMS}).replace('"', '""')
    assert scored(tmp_path / "p.csv", f'id,{column}\na,"{said}"\n') == 1


@pytest.mark.parametrize("remark", ["// names first", "/* names first */"])
def test_a_comment_before_the_first_key(remark, tmp_path):
    inner = json.dumps({"entities": ITEMS})[1:]
    assert scored(tmp_path / "a.json", f"{{\n  {remark}\n{inner}") == 1
    assert scored(tmp_path / "a.json", f"{remark}\n{{{inner}") == 1
