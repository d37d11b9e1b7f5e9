"""Gold in any format against predictions in any other: every pair that can hold names gives the same score."""

import pytest

from dateline.corpus.loading import load_gold
from dateline.document import Document, Mention
from dateline.evaluation.request import Request
from dateline.evaluation.score import score_paths
from dateline.formats._registry import writer
from dateline.metrics import parse

TEXT = "Lena Voss left Oslo today .\nEON hired her there ."
GOLD = Document(
    id="n1",
    text=TEXT,
    mentions=(Mention(start=0, end=9, type="PER"), Mention(start=15, end=19, type="LOC"), Mention(start=28, end=31, type="ORG")),
)
PRED = Document(id="n1", mentions=(*GOLD.mentions[:2], Mention(start=38, end=41, type="PER")))
ENDINGS = {
    "native": "json",
    "brat": "ann",
    "conll": "conll",
    "flat": "json",
    "label_studio": "json",
    "langextract": "jsonl",
    "pubannotation": "json",
    "spacy_json": "jsonl",
}


def written(folder, format_, document):
    """A file of a format, with the text beside it where the format holds none."""
    folder.mkdir(parents=True)
    path = folder / f"n1.{ENDINGS[format_]}"
    path.write_bytes(writer(format_)([document], [TEXT]))
    if format_ in {"brat", "flat"}:
        path.with_suffix(".txt").write_text(TEXT)
    return str(path)


@pytest.mark.parametrize("gold", ENDINGS)
@pytest.mark.parametrize("pred", ENDINGS)
def test_every_pair_of_formats_scores_the_same(gold, pred, tmp_path):
    paths = written(tmp_path / "gold", gold, GOLD), written(tmp_path / "pred", pred, PRED)
    report = score_paths([paths[1]], paths[0], Request(metrics=(parse("NER"),)))
    assert tuple(report["NER"].counts) == (2, 3, 2, 3)


@pytest.mark.parametrize("gold", ENDINGS)
def test_gold_has_a_text_in_every_format(gold, tmp_path):
    (document,) = load_gold(written(tmp_path / "gold", gold, GOLD)).documents.values()
    assert document.text.split() == TEXT.split()
