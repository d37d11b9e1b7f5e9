"""One answer of a model, as its interface returns it, is read as in a batch; the file's name says of which article it is."""

import json

import pytest

import dateline
from dateline.files.faults import DataError

SAID = json.dumps({"mentions": [{"text": "Kim", "type": "PER"}]})
GOLD = [{"id": name, "text": "Kim left.", "mentions": [{"start": 0, "end": 3, "type": "PER"}]} for name in ("n1", "n2")]
CALL = {"function": {"name": "answer", "arguments": SAID}}
ENVELOPES = {
    "a chat completion": {
        "id": "c",
        "object": "chat.completion",
        "model": "m",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": SAID}}],
    },
    "a chat completion in a fence": {"choices": [{"message": {"content": f"Here it is:\n```json\n{SAID}\n```"}}]},
    "a function that is called": {"object": "chat.completion", "choices": [{"message": {"content": None, "tool_calls": [CALL]}}]},
    "a response": {
        "id": "r",
        "object": "response",
        "output": [{"type": "reasoning", "summary": []}, {"type": "message", "content": [{"type": "output_text", "text": SAID}]}],
    },
    "a message": {"id": "m", "type": "message", "role": "assistant", "content": [{"type": "text", "text": SAID}]},
    "a tool that is used": {
        "type": "message",
        "role": "assistant",
        "content": [{"type": "tool_use", "name": "answer", "input": json.loads(SAID)}],
    },
    "candidates": {"candidates": [{"content": {"parts": [{"text": SAID}], "role": "model"}, "finishReason": "STOP"}], "usageMetadata": {}},
    "a message of a local model": {"model": "m", "created_at": "", "message": {"role": "assistant", "content": SAID}, "done": True},
    "a response of a local model": {"model": "m", "response": SAID, "done": True},
    "a generated text": [{"generated_text": SAID}],
}


@pytest.mark.parametrize("how", ENVELOPES)
@pytest.mark.parametrize("indent", [None, 1])
def test_an_answer_as_its_interface_returns_it(how, indent, tmp_path):
    for name in ("n1", "n2"):
        (tmp_path / f"{name}.json").write_text(json.dumps(ENVELOPES[how], indent=indent))
    assert dateline.score(tmp_path, gold=GOLD, metrics=["NER"])["NER"].counts == (2, 2, 2, 2)


@pytest.mark.parametrize("how", [how for how in ENVELOPES if how != "a generated text"])
def test_a_batch_of_any_interface(how, tmp_path):
    under = (
        {"result": {"type": "succeeded", "message": ENVELOPES[how]}}
        if ENVELOPES[how].get("type") == "message"
        else {"response": {"body": ENVELOPES[how]}}
    )
    (tmp_path / "b.jsonl").write_text("".join(json.dumps({"custom_id": name, **under}) + "\n" for name in ("n1", "n2")))
    assert dateline.score(tmp_path / "b.jsonl", gold=GOLD, metrics=["NER"])["NER"].counts == (2, 2, 2, 2)


def test_a_batch_whose_ids_are_keys(tmp_path):
    lines = [json.dumps({"key": name, "response": ENVELOPES["candidates"]}) for name in ("n1", "n2")]
    (tmp_path / "b.jsonl").write_text("\n".join(lines))
    assert dateline.score(tmp_path / "b.jsonl", gold=GOLD, metrics=["NER"])["NER"].counts == (2, 2, 2, 2)


def test_an_answer_that_is_none_says_why(tmp_path):
    (tmp_path / "n1.json").write_text(json.dumps({"choices": [{"message": {"content": "I cannot do that."}}]}))
    with pytest.raises(DataError, match="has no answer that can be read: holds no JSON that can be read"):
        dateline.read(tmp_path / "n1.json", gold=GOLD)
