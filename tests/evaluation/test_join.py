"""Two sides joined by id, in any order."""

import json
import os
import random
from array import array
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dateline
from dateline.evaluation import join as joining
from dateline.evaluation import score as scoring
from dateline.evaluation.join import Join
from dateline.files.faults import DataError
from tests.evaluation.conftest import lines_of, rewritten, scored


def shuffled(lines):
    """The lines in another order."""
    random.Random(7).shuffle(lines)
    return lines


@pytest.mark.parametrize("held", [2, 500])
def test_order_changes_nothing(full, expected, tmp_path, held, monkeypatch):
    gold, answers = full
    other = rewritten(answers, tmp_path, shuffled)
    assert scored([other], gold, "--jobs", "1") == expected
    monkeypatch.setattr(joining, "HELD", held)
    names = [json.loads(line)["id"].encode() for line in answers.read_bytes().splitlines()]
    joined = list(Join(*lines_of(gold, other)))
    assert sorted(g.id for g, _ in joined) == names
    assert all(p is not None and g.id == p.id == json.loads(p.content)["id"].encode() for g, p in joined)
    assert {(p.file, p.line) for _, p in joined} == {(str(other), n + 1) for n in range(len(names))}


def test_a_file_name_that_is_not_utf8_waits_on_disk_too(full, tmp_path, monkeypatch):
    gold, answers = full
    strange = tmp_path / os.fsdecode(b"\xff.jsonl")
    strange.write_bytes(b"".join(shuffled(answers.read_bytes().splitlines(keepends=True))))
    monkeypatch.setattr(joining, "HELD", 2)
    assert {pred.file for _, pred in Join(*lines_of(gold, strange))} == {str(strange)}


def test_an_id_that_is_given_twice_in_one_line_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(scoring, "SMALL", 0)
    for name, line in (("gold", '{"id":"d","mentions":[]}'), ("pred", '{"id":"d","mentions":[],"id":"e"}')):
        (tmp_path / f"{name}.jsonl").write_text(line + "\n")
    with pytest.raises(DataError, match="the key 'id' is given twice in one object"):
        dateline.score(tmp_path / "pred.jsonl", gold=tmp_path / "gold.jsonl", jobs=1)


@pytest.mark.parametrize("many", [0, 1 << 20], ids=["with numpy", "without"])
@given(hashes=st.lists(st.integers(-(2**63), 2**63 - 1) | st.integers(-9, 9)))
def test_what_occurs_again_is_told(hashes, many):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joining, "MANY", many)
        again = joining.repeated(array("q", hashes))
    assert again == {value for value, number in Counter(hashes).items() if number > 1}
