"""What an answer says is not lost on the way: keys given twice, outer ids, entities without a name, and where a fault stands."""

import json
from collections import Counter

import pytest

import dateline
from dateline.corpus.fitting import fitted
from dateline.corpus.repair import decoded, loosened
from dateline.files import LIMITS
from dateline.files.faults import DataError
from dateline.formats.native import decode
from tests.corpus.conftest import TEXT

TWICE = '{"id":"d","mentions":[{"start":0,"end":3}],"mentions":[],"x":1}'


def test_a_layer_given_twice_is_told_before_whatever_else_is_wrong():
    (fault,) = decode("p.jsonl", 1, TWICE.encode(), LIMITS)
    assert "the key 'mentions' is given twice" in fault.what
    assert loosened(TWICE, str, Counter()) is None


@pytest.mark.parametrize("piece", ['{"a":1,"a":2}', '{"a":[{"b":1,"b":1,}]}'])
def test_an_object_that_would_lose_a_value_is_not_repaired(piece):
    assert decoded(piece, []) is None


@pytest.mark.parametrize(
    ("value", "name"), [({"id": "d", "answer": {"mentions": []}}, "d"), ({"id": "d", "answer": {"id": "e", "mentions": []}}, "e")]
)
def test_an_id_beside_the_answer_is_its_id(value, name):
    assert fitted(value, "", Counter()).id == name


@pytest.mark.parametrize("beside", [{"id": "e1"}, {"name": "e1"}, {"id": "e1", "name": None}])
def test_an_entity_without_a_name_is_none_of_the_others(beside):
    entities = [{**beside, "mentions": ["Kim"]}, {"type": "ORG", "mentions": ["Leo"]}, {"name": None, "mentions": ["Rome"]}]
    document = fitted({"id": "d", "entities": entities, "mentions": [{"text": "Lee", "entity": "e0"}]}, "", Counter())
    assert len({mention.entity for mention in document.mentions}) == 4


@pytest.mark.parametrize(("right", "number"), [(9, 10), (18, 20)])
def test_nine_of_ten_spans_are_nearly_all(right, number):
    text = "".join(f"w{n:02} " for n in range(number))
    mentions = [{"start": 4 * n, "end": 4 * n + 3, "text": text[4 * n : 4 * n + 3] if n < right else "none"} for n in range(number)]
    gold = {"id": "d", "text": text, "mentions": [{"start": 4 * n, "end": 4 * n + 3, "type": "PER"} for n in range(number)]}
    report = dateline.score([{"id": "d", "mentions": mentions}], gold=[gold], metrics=["NER(match=exact)"])
    assert report["NER(match=exact)"].counts.predicted == number


def test_rows_of_one_gold_file_are_of_one_article(tmp_path):
    (tmp_path / "d.json").write_text(json.dumps([{"start": 0, "end": 3, "label": "PER"}, {"start": 8, "end": 11, "label": "PER"}]))
    (tmp_path / "d.txt").write_text(TEXT)
    (document,) = dateline.read(tmp_path / "d.json", gold=tmp_path / "d.json")
    assert [(mention.start, mention.end) for mention in document.mentions] == [(0, 3), (8, 11)]


def test_a_fault_in_a_line_is_told_of_that_line(tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_text('{"start": 0, "end": 3, "label": "PER"}\n\n{"start": 8, "end": 11, "label": "PER"}\n{"start": 8, "end" 11}\n')
    with pytest.raises(DataError) as caught:
        dateline.read(path, format="flat")
    assert [fault.line for fault in caught.value.faults] == [4]
