"""Predictions beside gold: understood, paired, and refused where somebody wants no repair."""

import json

import pytest

from dateline.corpus import predictions
from dateline.corpus.gold import Gold
from dateline.corpus.loading import read_any
from dateline.corpus.notes import Reading
from dateline.corpus.predictions import followed, paired, refuse_repairs, stranger, understood
from dateline.document.inventory import Inventory
from dateline.files import Limits
from dateline.files.faults import DataError, Fault, Suggestion
from dateline.formats._reader import Read
from tests.corpus.conftest import TEXT, document

GOLD = Gold(
    {"d": document(text=TEXT, mentions=[]), "e": document(id="e", text="Bye.", mentions=[])},
    Inventory(frozenset(("PER", "GPE")), frozenset(("met_with",))),
    "g",
    "0",
)
TWICE = "give each document once"


def reads(*documents, fault=None):
    for line, one in enumerate(documents, 1):
        yield Read(one, "p", line)
    if fault:
        raise DataError([fault])


def named(id_, *labels, **layers):
    return document(**{"id": id_, "mentions": [{"start": n, "end": n + 1, "type": label} for n, label in enumerate(labels)], **layers})


def faults_of(run):
    with pytest.raises(DataError) as error:
        run()
    return error.value.faults


def test_labels_are_put_in_the_golds_words_and_told():
    reading = Reading()
    found, projection = understood(reads(named("d", "per"), named("e", "HUMAN")), GOLD, reading)
    assert [[m.type for m in read.document.mentions] for read in found] == [["PER"], ["HUMAN"]]
    assert [(read.file, read.line) for read in found] == [("p", 1), ("p", 2)]
    assert projection == ""
    assert reading.said == ["labels of entities that the gold does not have are wrong: 'HUMAN' (known: GPE, PER); --labels maps them"]


def test_a_projection_that_all_unknown_labels_are_of_is_used():
    reading = Reading(said=["before"])
    found, projection = understood(reads(named("d", "PERSON", "DATE")), GOLD, reading)
    assert projection == "ontonotes"
    assert [m.type for m in found[0].document.mentions] == ["PERSON", "DATE"]
    assert reading.said == ["before", "labels that the gold does not have are ontonotes's: labels=ontonotes is used"]


def test_a_projection_that_is_given_is_kept(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('[labels]\nHUMAN = "PER"\nmeets = "met_with"\n')
    relation = {"head": {"text": "Kim"}, "type": "meets", "tail": {"text": "Leo"}}
    reading = Reading()
    found, projection = understood(reads(named("d", "human", "PERSON", relations=[relation])), GOLD, reading, str(path))
    assert projection == str(path)
    assert [m.type for m in found[0].document.mentions] == ["HUMAN", "PERSON"]
    assert found[0].document.relations[0].type == "met_with"
    assert reading.said == [
        f"labels read by {path}: 'meets' as 'met_with'",
        "labels of entities that the gold does not have are wrong: 'PERSON' (did you mean PER?); --labels maps them",
    ]


def test_who_is_strict_has_labels_as_they_are():
    reading = Reading(strict=True)
    found, projection = understood(reads(named("d", "per")), GOLD, reading, "ontonotes")
    assert [[m.type for m in read.document.mentions] for read in found] == [["per"]]
    assert (projection, reading.said) == ("ontonotes", [])


def test_what_is_wrong_with_files_follows_the_documents_that_were_read():
    fault = Fault("p", 2, "", "is wrong", "mend it")
    found, _ = understood(reads(named("d", "per"), fault=fault), GOLD, Reading())
    assert next(found).document.mentions[0].type == "per"
    assert faults_of(lambda: next(found)) == [fault]
    assert list(followed(reads(named("d")), [])) == [Read(named("d"), "p", 1)]


def reading_of(repairs=(), lost=(), **ways):
    reading = Reading(repairs=dict(repairs), lost=list(lost))
    reading.alignment = reading.alignment._replace(**ways)
    return reading


FIX = "give exact text or offsets; `score` without --strict counts it as it is"


@pytest.mark.parametrize(
    ("reading", "told"),
    [
        (reading_of({"a comma": 1, "a fence": 2}), ["a comma: 1 time", "a fence: 2 times"]),
        (reading_of(exact=3, normalised=1), ["text aligned by folding: 1 time"]),
        (reading_of(fuzzy=2), ["text aligned fuzzily: 2 times"]),
        (reading_of(none=1), ["text found nowhere: 1 time"]),
        (
            reading_of({"z": 1}, ["x", "y"], none=2, normalised=1),
            ["text aligned by folding: 1 time", "text found nowhere, as 'x': 2 times", "z: 1 time"],
        ),
    ],
)
def test_a_repair_is_a_fault_for_who_wants_none(reading, told):
    assert faults_of(lambda: refuse_repairs(reading, ["p"])) == [Fault("p", 0, "", what, FIX) for what in told]


@pytest.mark.parametrize(("paths", "where"), [(["p", "q"], "p and 1 other"), (["p", "q", "r"], "p and 2 others")])
def test_repairs_are_told_of_all_files_together(paths, where):
    assert faults_of(lambda: refuse_repairs(reading_of(fuzzy=1), paths)) == [Fault(where, 0, "", "text aligned fuzzily: 1 time", FIX)]


def test_nothing_is_refused_where_nothing_was_repaired():
    refuse_repairs(reading_of(exact=3, ambiguous=2), ["p"])


def test_gold_is_paired_with_what_was_predicted_then_with_nothing():
    found = list(paired(GOLD, reads(document(id="e", mentions=[{"text": "Bye"}])), Reading()))
    assert [(own.id, pred and [(m.start, m.end) for m in pred.mentions]) for own, pred in found] == [("e", [(0, 3)]), ("d", None)]


def test_strangers_and_second_answers_are_faults_beside_others():
    predicted = [named("d"), named("x"), named("d"), document(id="e", mentions=[{"start": 2, "end": 99}]), named("d")]
    run = paired(GOLD, reads(*predicted, fault=Fault("p", 9, "", "is wrong", "mend it")), Reading())
    assert next(run)[0].id == "d"
    faults = faults_of(lambda: next(run))
    assert [(fault.line, fault.path, fault.what) for fault in faults] == [
        (2, "$.id", "the gold has no document 'x'"),
        (3, "$.id", "document 'd' is given twice"),
        (4, "$.mentions[0]", "span [2, 99] ends after the text, which has 4 characters"),
        (5, "$.id", "document 'd' is given twice"),
        (9, "", "is wrong"),
    ]
    assert faults[0].fix == Suggestion("x", ("d", "e"))


def test_after_a_fault_no_pair_is_given():
    run = paired(GOLD, reads(named("x"), named("d"), named("e")), Reading())
    assert len(faults_of(lambda: next(run))) == 1


def test_reading_ends_where_the_faults_are_many(monkeypatch):
    monkeypatch.setattr(predictions, "MOST", 2)
    assert len(faults_of(lambda: list(paired(GOLD, reads(*[named("x")] * 5), Reading())))) == 3


@pytest.mark.parametrize(
    ("label", "projection", "faulty"),
    [("PER", "", False), ("PERSON", "", True), ("PERSON", "ontonotes", False), ("per", "", True)],
)
def test_who_is_strict_has_only_labels_of_the_gold_or_the_projection(label, projection, faulty):
    run = paired(GOLD, reads(named("d", label)), Reading(strict=True), projection=projection)
    if faulty:
        assert [fault.what for fault in faults_of(lambda: list(run))] == [f"label {label!r} is not in the inventory"]
    else:
        assert len(list(run)) == 2


def test_limits_hold_for_predictions():
    run = paired(GOLD, reads(named("d", "PER", "PER")), Reading(), limits=Limits(items=1))
    assert [fault.what for fault in faults_of(lambda: list(run))] == ["has 2 items, more than 1 (limit items)"]


def test_a_stranger_has_the_nearest_name_as_advice():
    assert stranger("x", "p", 3, ["d", "e"], {"x"}) == Fault("p", 3, "$.id", "document 'x' is given twice", TWICE)
    assert stranger("x", "p", 3, ["d", "e"], set()) == Fault("p", 3, "$.id", "the gold has no document 'x'", Suggestion("x", ("d", "e")))
    assert stranger("x", "p", 3, [], set()) == Fault("p", 3, "$.id", "the gold has no document 'x'", "the gold is empty")


def test_files_are_read_about_the_golds_articles(tmp_path):
    path = tmp_path / "other.json"  # known by its text
    path.write_text(json.dumps({"text": TEXT, "ents": [{"start": 0, "end": 3, "label": "PER"}]}))
    for format_ in ("", "spacy_json"):
        (read,) = read_any([str(path)], GOLD, Reading(), format_=format_)
        assert (read.document, read.file, read.line) == (
            document(mentions=[{"start": 0, "end": 3, "text": "Kim", "type": "PER"}]),
            str(path),
            0,
        )
    assert "limit file" in str(faults_of(lambda: list(read_any([str(path)], GOLD, Reading(), limits=Limits(file=10))))[0])
    with pytest.raises(ValueError, match="no format 'odd'"):
        list(read_any([str(path)], GOLD, Reading(), format_="odd"))


def test_an_article_may_be_known_by_its_id_alone(tmp_path):
    class Variants(dict):
        def get(self, name, default=None):
            return document(id=name, text="Quite another Kim.") if name == "v" else super().get(name, default)

    path = tmp_path / "v.json"
    path.write_text('[{"start": 14, "end": 17, "text": "Kim", "label": "PER"}]')
    (read,) = read_any([str(path)], Gold(Variants(GOLD.documents), GOLD.inventory, "g", "0"), Reading())
    assert (read.document.id, read.document.mentions[0].start) == ("v", 14)
