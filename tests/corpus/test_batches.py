"""Batches of OpenAI's and Anthropic's requests."""

import json

import pytest

from dateline.corpus.batches import Told, is_batch, is_rows, told
from dateline.formats._articles import Articles
from dateline.formats._reader import Texts

NONE = Texts("batch.jsonl", Articles())


def line(**parts):
    return json.dumps({"custom_id": "a", **parts})


def chat(*contents):
    return {"response": {"body": {"choices": [{"message": {"content": content}} for content in contents]}}}


def newer(*contents):
    return {"response": {"body": {"output": [{"content": content} for content in contents]}}}


WRITTEN = {
    "the first choice": (chat("one", "two"), "one"),
    "a message in parts": (chat([{"type": "text", "text": "o"}, {"type": "text", "text": "ne"}]), "one"),
    "a first choice that says nothing": (chat(None, "two"), None),
    "the first output with a content": (newer(None, [{"text": "one"}], "two"), "one"),
    "an output that is empty": (newer("", "two"), ""),
    "a choice before an output": ({"response": {"body": {"choices": [{"message": {"content": "c"}}], "output": [{"content": "o"}]}}}, "c"),
    "a result": ({"result": {"type": "succeeded", "message": {"content": [{"type": "text", "text": "one"}]}}}, "one"),
    "a result before a response": ({"result": {"message": {"content": "r"}}, **chat("c")}, "r"),
    "a result that failed": ({"result": {"type": "errored"}}, None),
    "a response that failed": ({"response": None, "error": {"code": "x"}}, None),
    "a response without a body": ({"response": {"status_code": 500}}, None),
    "a body without an answer": (newer(), None),
    "a message without a content": ({"result": {"message": {}}}, None),
}


@pytest.mark.parametrize("case", WRITTEN)
def test_what_a_model_wrote_is_found_in_either_layout(case):
    parts, content = WRITTEN[case]
    assert list(told(line(**parts), NONE)) == [Told(1, "a", content)]


def test_lines_are_counted_from_one_and_blank_ones_passed_over():
    content = f"\n{line(**chat('one'))}\n \n{line(**newer('two'))}\n"
    assert list(told(content, NONE)) == [Told(2, "a", "one"), Told(4, "a", "two")]


@pytest.mark.parametrize(
    ("sample", "batch"),
    [
        ('{"custom_id": "a", "response": {"body"', True),
        ('{"id": "b", "custom_id": "a", "result": {', True),
        ('{"custom_id": "a", "method": "POST"}', False),
        ('{"id": "a", "response": {}}', False),
        ("custom_id response", False),
        ("", False),
    ],
)
def test_a_batch_has_an_id_of_the_users_and_an_answer(sample, batch):
    assert is_batch(sample) is batch


@pytest.mark.parametrize(
    ("sample", "rows"),
    [
        ('{"id": "a", "response": "{}"}', True),
        ('[{"doc_id": 3, "model": "m", "output": "x"}', True),
        ('{"article": "a", "prediction": {"entities": []}}', True),
        ('{"response": "x"}', False),
        ('{"id": "a", "response": "x", "output": "y"}', False),
        ('{"id": "a", "content": "x", "labels": []}', False),
        ('{"id": "a", "content": "x", "role": "assistant"}', False),
        ('{"id": "a", "text": "x", "answer": "accept"}', False),
        ('{"id": "a", "custom_id": "a", "response": {}}', False),
        ('{"id": "a", "mentions": [], "answer": "x"}', False),
    ],
)
def test_rows_of_answers_are_told_by_their_keys(sample, rows):
    assert is_rows(sample) == rows
