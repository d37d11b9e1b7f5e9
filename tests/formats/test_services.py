"""What services and annotators answer: Google's Natural Language, UIE's lists by label, spaCy's training data."""

import json

import pytest

import dateline
from dateline.files.faults import DataError

TEXT = "🎉 Zoë Lee met the mayor in Rome. She left."
PLACES = {word: TEXT.index(word) for word in ("Zoë Lee", "the mayor", "Rome", "She")}
GOLD = [
    {
        "id": "a",
        "text": TEXT,
        "mentions": [
            {"start": PLACES["Zoë Lee"], "end": PLACES["Zoë Lee"] + 7, "type": "PER", "entity": "z", "level": "NAM"},
            {"start": PLACES["She"], "end": PLACES["She"] + 3, "type": "PER", "entity": "z", "level": "PRO"},
            {"start": PLACES["the mayor"], "end": PLACES["the mayor"] + 9, "type": "PER", "entity": "m", "level": "NOM"},
            {"start": PLACES["Rome"], "end": PLACES["Rome"] + 4, "type": "GPE", "entity": "r", "level": "NAM"},
        ],
    },
    {"id": "b", "text": "The UN met.", "mentions": [{"start": 4, "end": 6, "type": "ORG"}]},
]
UNITS = {
    "UTF32": len,
    "UTF16": lambda words: len(words.encode("utf-16-le")) // 2,
    "UTF8": lambda words: len(words.encode()),
    "NONE": lambda _: -1,
}


def mention(words, kind, unit):
    return {"text": {"content": words, "beginOffset": UNITS[unit](TEXT[: PLACES[words]])}, "type": kind}


@pytest.mark.parametrize("unit", UNITS)
def test_google_s_entities_are_chains_of_names_and_nominals(unit, tmp_path):
    entities = [
        {"name": "Zoë Lee", "type": "PERSON", "mentions": [mention("Zoë Lee", "PROPER", unit), mention("She", "TYPE_UNKNOWN", unit)]},
        {"name": "mayor", "type": "PERSON", "mentions": [mention("the mayor", "COMMON", unit)]},
        {"name": "Rome", "type": "LOCATION", "mentions": [mention("Rome", "PROPER", unit)]},
    ]
    (tmp_path / "a.json").write_text(json.dumps({"entities": entities, "language": "en"}))
    report = dateline.score(tmp_path / "a.json", gold=GOLD[:1], metrics=["NER", "NER(level=NAM)", "CoNLL"])
    assert (report["NER(labels=conll)"].f1, report["CoNLL"].f1) == (1, 1)
    assert tuple(report["NER(level=NAM,labels=conll)"].counts) == (2, 2, 2, 2)  # the pronoun's level is not said


UIE = [
    {
        "PER": [{"text": "Zoë Lee", "start": 2, "end": 9, "probability": 0.9}],
        "GPE": [{"text": "Rome", "start": PLACES["Rome"], "end": PLACES["Rome"] + 4}],
    },
    {"ORG": [{"text": "UN", "start": 4, "end": 6, "probability": 0.9}]},
]


@pytest.mark.parametrize(
    ("value", "gold"), [(UIE, GOLD), (dict(zip("ab", UIE, strict=True)), GOLD), (UIE[0], GOLD[:1]), (UIE[:1], GOLD[:1])]
)
def test_lists_of_rows_under_their_labels(value, gold, tmp_path):
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(value))
    right = len(gold) + 1
    assert tuple(dateline.score(path, gold=gold, metrics="NER")["NER"].counts)[:2] == (right, right)


def test_lists_under_the_names_of_articles_are_no_labels(tmp_path):
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({"a": [{"text": "Zoë Lee", "start": 2, "end": 9}], "b": []}))
    report = dateline.score(path, gold=GOLD, metrics="NER(match=exact)")
    assert tuple(report["NER(match=exact)"].counts)[:2] == (1, 1)


PAIRS = [
    [TEXT, {"entities": [[2, 9, "PER"], [PLACES["Rome"], PLACES["Rome"] + 4, "GPE"]]}],
    [GOLD[1]["text"], {"entities": [[4, 6, "ORG"]]}],
]


@pytest.mark.parametrize(
    "value", [PAIRS, [None, *PAIRS], {"classes": ["PER"], "annotations": [PAIRS[0], None, PAIRS[1]]}, {"annotations": PAIRS}]
)
def test_training_data_of_spacy(value, tmp_path):
    path = tmp_path / "train.json"
    path.write_text(json.dumps(value))
    report = dateline.score(path, gold=GOLD, metrics="NER")
    assert tuple(report["NER"].counts)[:2] == (3, 3)
    assert "1 file read as spacy_training" in str(report)


def test_training_data_of_another_shape_is_told(tmp_path):
    path = tmp_path / "train.json"
    path.write_text(json.dumps([[TEXT, {"entities": {"PER": 1}}]]))
    with pytest.raises(DataError, match="expected `array`, got `object`"):
        dateline.score(path, gold=GOLD, metrics="NER")
