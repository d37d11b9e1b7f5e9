"""Best and worst score where a string is ambiguous."""

import dateline
from dateline.document import Document, Mention, Quote


def test_ambiguous_strings_have_a_best_and_a_worst_score():
    text = "Kim met Kim. Kim left."
    gold = [Document(id="d", text=text, mentions=(Mention(start=8, end=11, type="PER"),))]
    report = dateline.score([{"id": "d", "mentions": [{"text": "Kim", "type": "PER"}]}], gold=gold, metrics=["NER"])
    from dateline.reporting.json import as_dict
    from dateline.reporting.text import remarks

    assert report["NER"].f1 == 0.0  # reading order takes the first
    assert as_dict(report)["ranges"]["NER"] == {"worst": 0.0, "best": 1.0}
    assert any("F1 0.000 to 1.000" in line for line in remarks(report))
    three = [{"id": "d", "mentions": [{"text": "Kim", "type": "PER"}] * 3}]
    assert as_dict(dateline.score(three, gold=gold, metrics=["NER"]))["ranges"]["NER"] == {"worst": 0.5, "best": 0.5}
    gold = [Document(id="d", text="“No.” he said. “No.”", quotes=(Quote(spans=((15, 20),)),))]
    report = dateline.score([{"id": "d", "quotes": [{"text": "“No.”"}]}], gold=gold, metrics=["Quote"])
    assert as_dict(report)["ranges"]["Quote"] == {"worst": 0.0, "best": 1.0}
