"""Answers by article in one file, or in a folder for each, whatever their layout."""

import json

import pytest

import dateline
from dateline.files.faults import DataError

TEXT = "Kim met Lee."
PLACES = [{"start": 0, "end": 3, "type": "PER"}, {"start": 8, "end": 11, "type": "PER"}]
GOLD = [{"id": name, "text": f"{TEXT} {name}", "mentions": PLACES} for name in ("n1", "n2")]
TOKENS = [("Kim", "S-PER", 0), ("met", "O", 4), ("Lee", "S-PER", 8), (".", "O", 11)]
LAYOUTS = {
    "native": {"mentions": [{"text": "Kim", "type": "PER"}, {"text": "Lee", "type": "PER"}]},
    "stanza": [[{"id": n, "text": w, "start_char": s, "end_char": s + len(w), "ner": t} for n, (w, t, s) in enumerate(TOKENS, 1)]],
    "gliner2": {"entities": {"PER": ["Kim", "Lee"]}},
    "spacy": {"text": TEXT, "ents": [{"start": m["start"], "end": m["end"], "label": "PER"} for m in PLACES], "tokens": []},
    "an envelope": {"choices": [{"message": {"content": json.dumps([{"text": "Kim", "label": "PER"}, {"text": "Lee", "label": "PER"}])}}]},
}


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "an envelope"])
def test_an_object_by_article(layout, tmp_path):
    (tmp_path / "p.json").write_text(json.dumps(dict.fromkeys(("n1", "n2"), LAYOUTS[layout]), indent=1))
    assert dateline.score(tmp_path / "p.json", gold=GOLD, metrics=["NER"])["NER"].counts == (4, 4, 4, 4)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_folder_for_each_article(layout, tmp_path):
    for name in ("n1", "n2"):
        (tmp_path / "out" / f"{name}.txt").mkdir(parents=True)
        (tmp_path / "out" / f"{name}.txt" / f"{name}.json").write_text(json.dumps(LAYOUTS[layout]))
    (tmp_path / "out" / "back").symlink_to(tmp_path / "out")
    report = dateline.score(tmp_path / "out", gold=GOLD, metrics=["NER"])
    assert report["NER"].counts == (4, 4, 4, 4)
    assert not [note for note in report.reading.notes if "are not read" in note]


def test_what_stands_under_an_article_and_is_no_answer(tmp_path):
    for inner, what in (
        ({"x": {}}, "has none of the layers that are known here, but 'x'"),
        ({"mentions": {}}, "holds no JSON that can be read"),
    ):
        (tmp_path / "p.json").write_text(json.dumps({"n1": inner}))
        with pytest.raises(DataError) as error:
            dateline.read(tmp_path / "p.json", gold=GOLD)
        (fault,) = error.value.faults
        assert (fault.path, fault.what) == ("$['n1']", what)
        assert fault.fix == "`dateline describe formats` says what can be read of an article"
    (tmp_path / "p.json").write_text('{"n1": {"mentions": [], "mentions": []}}')
    with pytest.raises(DataError, match="the key 'mentions' is given twice in one object"):
        dateline.read(tmp_path / "p.json", gold=GOLD)
    (tmp_path / "p.json").write_text('{"n1": {"mentions": []')
    with pytest.raises(DataError, match="is not JSON: "):
        dateline.read(tmp_path / "p.json", gold=GOLD)


def test_records_whose_text_is_data(tmp_path):
    lines = [{"id": n, "data": f"{TEXT} {name}", "label": [[0, 3, "PER"], [8, 11, "PER"]]} for n, name in enumerate(("n1", "n2"))]
    (tmp_path / "p.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert dateline.score(tmp_path / "p.jsonl", gold=GOLD, metrics=["NER"])["NER"].counts == (4, 4, 4, 4)


def test_entities_of_azure_and_amazon(tmp_path):
    azure = [{"text": w, "category": "PER", "offset": s, "length": 3, "confidenceScore": 0.9} for w, _, s in TOKENS[::2]]
    (tmp_path / "n1.json").write_text(json.dumps(azure))
    amazon = [{"BeginOffset": s, "EndOffset": s + 3, "Score": 0.9, "Text": w, "Type": "PER"} for w, _, s in TOKENS[::2]]
    (tmp_path / "rest.jsonl").write_text(json.dumps({"Entities": amazon, "File": "n2.txt", "Line": 0}) + "\n")
    documents = dateline.read(tmp_path, gold=GOLD)
    assert [[(m.start, m.end, m.type, m.score) for m in one.mentions] for one in documents] == [
        [(0, 3, "PER", 0.9), (8, 11, "PER", 0.9)]
    ] * 2
