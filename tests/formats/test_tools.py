"""Raw output of real tools."""

import json

import pytest

import dateline
from dateline import api
from dateline.corpus import loading as reading
from dateline.corpus.gold import Gold
from dateline.corpus.loading import shipped_gold
from dateline.corpus.notes import Reading
from dateline.corpus.predictions import paired
from dateline.document.inventory import Inventory
from tests.conftest import ROOT, cli

SAMPLES = ROOT / "tests" / "formats" / "samples"


REAL = {
    "spacy.jsonl": ("spacy_json", 160, 1.0),
    "spacy.conll": ("conll", 160, None),
    "langextract.jsonl": ("langextract", 160, 1.0),
    "compromise.json": ("compromise", 60, 0.8),
    "dateparser.jsonl": ("native", 10, None),
}


@pytest.mark.parametrize("sample", list(REAL))
def test_real_output_is_read_whole(sample):
    format_, least, rate = REAL[sample]
    gold, noted = replace_inventory(shipped_gold()), Reading()
    pairs = list(paired(gold, reading.read_any([str(SAMPLES / sample)], gold, noted), noted))
    items = sum(len(p.mentions or ()) + len(p.times or ()) for _, p in pairs if p)
    assert items >= least
    if format_ != "native":
        note = noted.notes[0]
        assert f"read as {format_}" in note
        if rate is not None:
            agreeing, carrying = (int(word) for word in note.split("; ")[1].split()[:3:2])
            assert agreeing / carrying >= rate, note


def replace_inventory(gold):
    return Gold(gold.documents, Inventory(), gold.name, gold.digest)


def test_spacy_output_scores_under_the_ontonotes_projection():
    code, out, err = cli("score", str(SAMPLES / "spacy.jsonl"), "--labels", "ontonotes", "-m", "NER(level=NAM)", "--json")
    assert code == 0, err
    found = json.loads(out)
    assert found["scores"]["NER(level=NAM,labels=ontonotes)"]["f1"] > 0.7
    assert any("leaves out" in note and "DATE" in note for note in found["notes"])
    code, out, _ = cli("score", str(SAMPLES / "spacy.jsonl"), "-m", "NER(level=NAM)", "--json")
    assert json.loads(out)["scores"] == found["scores"]
    assert any("are ontonotes's" in note for note in json.loads(out)["notes"])
    code, _, err = cli("score", str(SAMPLES / "spacy.jsonl"), "--strict")
    assert code == 2
    assert "label 'PERSON' is not in the inventory" in err
    assert "--labels" in err


def test_textacy_quotes_are_read_from_a_folder(tmp_path):
    for sample in SAMPLES.glob("*.citron.json"):
        (tmp_path / sample.name).write_bytes(sample.read_bytes())
    report = dateline.score(tmp_path, metrics=["Quote(match=overlap)"])
    assert report["Quote(match=overlap)"].counts.predicted == 6


def test_compromise_strays_are_put_back_and_counted():
    gold, noted = replace_inventory(shipped_gold()), Reading()
    pairs = list(paired(gold, reading.read_any([str(SAMPLES / "compromise.json")], gold, noted), noted))
    for document, pred in pairs:
        assert all(m.start is None or 0 <= m.start < m.end <= len(document.text) for m in pred.mentions)
    assert all(number > 0 for number in noted.repairs.values())


@pytest.mark.parametrize("shift", [-1, 2])
def test_a_constant_shift_is_named_and_taken_back(shift, tmp_path):
    document = api.gold()[1]
    rows = [
        {"start": m.start + shift, "end": m.end + shift, "text": m.text, "label": "PER"} for m in document.mentions if m.start + shift >= 0
    ][:10]
    path = tmp_path / f"{document.id}.json"
    path.write_text(json.dumps(rows), "utf-8")
    report = dateline.score(path, metrics=["NER(match=exact)"])
    assert report["NER(match=exact)"].precision == 1.0
    name = next(iter(report.reading.repairs))
    assert name.startswith(f"constant shift: spans are {abs(shift)} too {'early' if shift < 0 else 'late'}")
    assert "repairs:constant shift" in report.signature()
    assert cli("score", str(path), "--strict", "-m", "NER(match=exact)")[0] == 2
