"""The three smaller prompts are the whole one, and their answers are joined to the same score."""

import json
import re

import msgspec
import pytest

import dateline
from dateline.document.inventory import shipped, used
from dateline.integrations.prompt import KEYS, PARTS, instructions
from tests.conftest import cli


def asked(text):
    return set(re.findall(r'^- "(\w+)": ', text, re.MULTILINE))


def test_the_parts_ask_for_everything_once():
    smaller = [asked(instructions(part)) for part in PARTS if part]
    assert sorted(key for keys in smaller for key in keys) == sorted(KEYS) == sorted(asked(instructions()))
    for part in ("events", "quotes"):
        assert "refer to them by their ids" in instructions(part)
        assert cli("describe", "prompt", "--part", part)[1] == instructions(part)
    assert max(len(instructions(part)) for part in PARTS if part) < len(instructions())


@pytest.mark.parametrize("part", PARTS)
def test_the_example_of_each_part_is_a_document(part):
    example = instructions(part).split("Example, of ")[1].split("\n", 1)[1].split("\n\n")[0]
    document = msgspec.convert({"id": "x", **json.loads(example)}, dateline.Document)
    for said, known in zip(used([document]), shipped(), strict=True):  # no label that the prompt does not list
        assert said <= known


def test_gold_answered_in_three_parts_is_right(tmp_path):
    for part, keys in PARTS.items():
        rows = [{"id": d["id"], **{key: d[key] for key in keys}} for d in map(msgspec.to_builtins, dateline.gold())] if part else []
        (tmp_path / f"{part}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    more = [argument for part in ("events", "quotes") for argument in ("--with", str(tmp_path / f"{part}.jsonl"))]
    code, _, err = cli("convert", str(tmp_path / "entities.jsonl"), str(tmp_path / "all.jsonl"), *more)
    assert code == 0, err
    assert dateline.score(tmp_path / "all.jsonl")["Dateline"].f1 == 1.0
