"""Tables that are no text: Parquet files, data frames, datasets and rows in Python are read as the same rows in a file are."""

import json

import pytest

import dateline
from dateline.corpus.tables import rows_of
from dateline.files.faults import DataError
from tests.conftest import cli

TEXT = "Barack Obama met Angela Merkel."
GOLD = [{"id": "n", "text": TEXT, "mentions": [{"start": 0, "end": 12, "type": "PER"}, {"start": 17, "end": 30, "type": "PER"}]}]
ROWS = [{"document": "n", "start": s, "end": e, "label": "PER", "score": sure} for s, e, sure in ((0, 12, 0.5), (17, 30, None))]
DOCUMENTS = [{"id": "n", "mentions": GOLD[0]["mentions"]}]
SENTENCES = [{"text": "Barack Obama met", "entities": [[0, 12, "PER"]]}, {"text": "Angela Merkel.", "entities": [[0, 13, "PER"]]}]
EVERY = {"rows": ROWS, "documents": DOCUMENTS, "sentences": SENTENCES}


def frame(rows):
    import pandas as pd

    return pd.DataFrame(rows)


def dataset(rows):
    from datasets import Dataset

    return Dataset.from_list(rows)


ANY = [(holds, as_) for holds in EVERY for as_ in (list, iter, tuple, frame)]


@pytest.mark.parametrize(("holds", "as_"), [*ANY, ("rows", dataset), ("documents", dataset)])  # Arrow has no lists of numbers and words
def test_rows_in_python(holds, as_):
    assert dateline.score(as_(EVERY[holds]), gold=GOLD, metrics=["NER"])["NER"].counts == (2, 2, 2, 2)


@pytest.mark.parametrize("holds", ["rows", "documents"])
def test_parquet(holds, tmp_path):
    dataset(EVERY[holds]).to_parquet(str(tmp_path / "p.parquet"))
    (tmp_path / "gold.json").write_text(json.dumps(GOLD))
    assert dateline.score(tmp_path / "p.parquet", gold=GOLD, metrics=["NER"])["NER"].counts == (2, 2, 2, 2)
    code, out, _ = cli("score", str(tmp_path / "p.parquet"), "--gold", str(tmp_path / "gold.json"), "-m", "NER", "--json")
    assert (code, json.loads(out)["scores"]["NER"]["f1"]) == (0, 1)


def test_parquet_that_is_none_or_too_large(tmp_path):
    (tmp_path / "p.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(DataError, match=r"p\.parquet: is no Parquet file: .*\n    fix: write it anew"):
        dateline.read(tmp_path / "p.parquet", gold=GOLD)
    dataset(ROWS * 10).to_parquet(str(tmp_path / "p.parquet"))
    code, _, err = cli("score", str(tmp_path / "p.parquet"), "--limit", "values=99")
    assert code == 2
    assert "has more than 99 values (limit values)" in err
    assert "fix: split it; `score` takes --limit values=N" in err


def test_labels_that_a_dataset_holds_as_numbers():
    assert dateline.score(dateline.load("mentions"), metrics=["NER"])["NER"].f1 > 0.99


def test_the_dataset_s_articles_are_the_gold_that_they_were_made_of():
    own, shipped = (dateline.score(dateline.run("rules"), gold=gold) for gold in (dateline.load("articles"), None))
    assert own.headlines == shipped.headlines
    assert own.gold.digest == shipped.gold.digest


def test_what_an_optional_item_may_name():
    gold = [{**GOLD[0], "mentions": [{**GOLD[0]["mentions"][0], "optional": ["itm"]}]}]
    with pytest.raises(DataError, match=r"names 'itm', which the item does not have\n.*\(`true` for the whole item\)"):
        dateline.score([], gold=gold)


def test_a_document_alone_is_one_row():
    assert list(rows_of(DOCUMENTS[0])) == DOCUMENTS
