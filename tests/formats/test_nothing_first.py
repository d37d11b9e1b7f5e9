"""Files whose first article has nothing found in it: the others tell what they are."""

import json
import re

import pytest

from dateline.evaluation.request import Request
from dateline.evaluation.score import score_paths
from dateline.metrics import parse
from tests.writers import LAYOUTS, Item, Seen

TEXTS = [f"Anna{k} met Bert{k} in Rome{k} ." for k in range(3)]
NAMES = [f"a00{k}" for k in range(3)]
NAMED = ("id", "doc_id", "doc_key", "document_id", "title")
MANY = ("spacy_json", "langextract", "pubannotation", "corenlp", "records", "fastcoref", "google_language", "tagged", "allennlp", "docred")
ALL = (*MANY, "dygie", "oneie", "gliner", "label_studio")


def items(text):
    kinds = ("PER", "PER", "LOC")
    return [Item(m.start(), m.end(), m[0], kind) for m, kind in zip(re.finditer(r"(?:Anna|Bert|Rome)\d", text), kinds, strict=True)]


def written(name, number, found):
    """The records of an article, which name it."""
    value = json.loads(LAYOUTS[name].write(Seen(NAMES[number], TEXTS[number], found)))
    each = value if isinstance(value, list) else [value]
    return [record if set(NAMED) & set(record) else record | {"id": NAMES[number]} for record in each]


def recall(path, gold):
    """Of the places alone, as some layouts hold no types."""
    report = score_paths([str(path)], str(gold), Request(metrics=(parse("NER(match=exact)"),)))
    return report.lines[0].score.recall


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("lined", [False, True])
@pytest.mark.parametrize("name", ALL)
def test_what_follows_tells_the_format(name, lined, indent, tmp_path):
    gold = tmp_path / "gold.jsonl"
    mentions = [[{"start": i.start, "end": i.end, "type": i.label} for i in items(text)] for text in TEXTS]
    gold.write_text("".join(json.dumps({"id": n, "text": t, "mentions": m}) + "\n" for n, t, m in zip(NAMES, TEXTS, mentions, strict=True)))
    path = tmp_path / "answers"
    found = []
    for empty in (None, 0):
        records = [record for number in range(3) for record in written(name, number, [] if number == empty else items(TEXTS[number]))]
        lines = [json.dumps(record) for record in records]
        path.write_text("\n".join(lines) if lined else json.dumps(records, indent=indent))
        found.append(recall(path, gold))
    assert found == [1.0, pytest.approx(2 / 3)]
