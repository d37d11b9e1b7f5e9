"""A result on a model's card."""

import pytest

import dateline
from dateline.integrations.model_card import eval_result, model_index

TEXT = "Kim met Ann."
MENTIONS = [{"start": 0, "end": 3, "type": "PER"}]


def test_an_undefined_whole_is_not_published_as_nothing():
    report = dateline.score([{"id": "d"}], gold=[{"id": "d", "text": TEXT, "mentions": []}], metrics=["NER"])
    with pytest.raises(ValueError, match="the whole is undefined here, as gold annotates none of its layers: there is no value to publish"):
        eval_result(report, "org/dateline")
    assert model_index(report, "org/dateline", "m")["model-index"][0]["results"][0]["metrics"] == []


def test_the_whole_is_published_with_its_signature():
    report = dateline.score([{"id": "d", "mentions": MENTIONS}], gold=[{"id": "d", "text": TEXT, "mentions": MENTIONS}])
    (entry,) = eval_result(report, "org/dateline")
    assert (entry["value"], report.signature() in entry["notes"]) == (100.0, True)
