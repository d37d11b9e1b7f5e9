"""The package from Python."""

import dataclasses
import doctest
import json
import re
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from msgspec.structs import replace

import dateline
from dateline import api
from dateline.document import Document, Mention
from dateline.files.faults import DataError
from dateline.hub import tables
from dateline.metrics.entities import NER
from tests.conftest import ROOT, cli


def test_load_gives_the_gold_back():
    rows = dateline.load()
    assert [tables.document_of(row) for row in rows] == [replace(document, canary=None) for document in api.gold()]
    texts = {row["id"]: row["text"] for row in rows}
    for config in tables.CONFIGS[1:]:
        found = dateline.load(config)
        assert len(found)
        for row in found:
            if "start" in row and row.get("fragments") is None:
                assert texts[row["document"]][row["start"] : row["end"]] == row["text"]
    with pytest.raises(ValueError, match="did you mean mentions"):
        dateline.load("mention")


def test_headlines_are_those_of_the_screen(predictions):
    report = dateline.score(predictions)
    assert list(report.headlines) == ["entities", "coreference", "linking", "relations", "times", "events", "claims", "quotes", "whole"]
    assert report.headlines["entities"] == report["NER(level=NAM)"]
    assert report.headlines["whole"] == report["Dateline"]


def test_python_scores_like_the_command_line(predictions):
    report = dateline.score(predictions)
    printed = json.loads(cli("score", str(predictions), "--json")[1])["scores"]
    assert {str(line.metric): line.score.f1 for line in report.lines if not line.slice} == {name: s["f1"] for name, s in printed.items()}
    assert dateline.score(predictions, metrics=["NER"])["NER"].f1 == report_f1(predictions, "NER")


def report_f1(predictions, name):
    return json.loads(cli("score", str(predictions), "--json", "-m", name)[1])["scores"][name]["f1"]


def test_the_examples_of_the_docstrings_run():
    assert doctest.testmod(api).failed == 0


def test_everything_is_at_the_top():
    assert set(dir(dateline)) == {"__version__", *api.__all__}
    for name in api.__all__:
        assert getattr(dateline, name) is getattr(api, name)


def test_a_report_is_a_mapping_of_scores(predictions):
    report = dateline.score(predictions, by="type")
    assert next(iter(report)) == "NER(level=NAM)"
    assert dict(report)["Rel"] == report["Rel"]
    assert "Rel" in report
    assert "NER" not in report
    assert report.slices["NER(level=NAM)"]["type=PER"].f1 > 0.9
    assert report.to_dict() == json.loads(cli("score", str(predictions), "--json", "--by", "type")[1])
    assert report.to_latex() == cli("score", str(predictions), "--latex", "--by", "type")[1]
    frame = report.to_pandas()
    assert len(frame) == len(report.lines)
    assert "PER" in str(report)
    assert "<td>NER(level=NAM)</td>" in report._repr_html_()


def test_one_metric_is_a_string(predictions):
    assert list(dateline.score(predictions, metrics="NER@PER")) == ["NER@PER"]
    with pytest.raises(ValueError, match="did you mean"):
        dateline.score(predictions, metrics="NERR")


def test_errors_are_a_table(predictions):
    errors = dateline.score(predictions).errors
    frame = errors.to_pandas()
    assert len(frame) == len(errors)
    assert "<table" in errors._repr_html_()
    chosen = errors.chosen(["times", "missed"])
    assert {(e.layer, e.kind) for e in chosen} == {("times", "missed")}
    with pytest.raises(ValueError, match="did you mean missed"):
        errors.chosen(["misssed"])


def test_read_run_convert_and_check(predictions, tmp_path):
    documents = dateline.read(predictions)
    assert dateline.run("rules") == [replace(document, text=None) for document in documents]
    assert dateline.convert(predictions, tmp_path / "rules.conll") == 2
    assert (tmp_path / "rules.conll").read_text("utf-8").count("B-PER") > 20
    assert dateline.check(predictions) == []
    faults = dateline.check([{"id": "nobody"}])
    assert "no document 'nobody'" in str(faults[0])


def test_a_document_is_short_where_it_is_looked_at():
    shown = subprocess.run([sys.executable, "-c", "import dateline; print(dateline.gold()[0])"], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"<Document 000_6bac379f7b3f3210: \d+ mentions, .* quotes>\n", shown.stdout)


def test_show_is_a_page(predictions, tmp_path):
    report = dateline.score(predictions)
    page = dateline.show(report, report, names=["old", "new"])
    page.save(str(tmp_path / "page.html"))
    assert "old and new against gold" in (tmp_path / "page.html").read_text("utf-8")
    assert "<iframe srcdoc=" in page._repr_html_()
    assert "Gold annotations" in dateline.show().html
    assert "same and same against gold" in dateline.show(report, report, names=["same", "same"]).html
    with pytest.raises(ValueError, match="one or two reports, not 3"):
        dateline.show(report, report, report)


GOLD = [{"id": "a", "text": "Bob left.", "mentions": [{"start": 0, "end": 3, "type": "PER"}]}]
BOB = {"id": "a", "mentions": [{"start": 0, "end": 3, "type": "PER"}]}
NUMPY = {"start": np.int64(0), "end": np.int32(3), "type": "PER", "score": np.float32(0.5)}


@pytest.mark.parametrize(
    "predictions",
    [
        BOB,
        [BOB],
        iter([BOB]),
        Document(id="a", mentions=(Mention(start=0, end=3, type="PER"),)),
        [Document(id="a", mentions=[Mention(**NUMPY)])],
        [{"id": "a", "mentions": [NUMPY]}],
    ],
    ids=["a dict", "dicts", "an iterator", "a document", "numbers of numpy", "numbers of numpy in a dict"],
)
def test_documents_from_python_are_read_as_those_of_files(predictions):
    assert dateline.score(predictions, gold=GOLD, metrics="NER")["NER"].f1 == 1


@pytest.mark.parametrize(
    ("predictions", "said"),
    [
        (None, "what is given is a path, or documents, or dicts of their layout, or a table of rows; not NoneType"),
        (
            SimpleNamespace(columns=[]),
            "or dicts of their layout, or a table of rows; not SimpleNamespace",
        ),
        ([Document(id="a", mentions=({"start": 0},))], "has no place"),
        ([Document(id="a", mentions=(Mention(start="0", end=3),))], "expected `int | null`, got `str`"),
        ([Document(id="a", mentions=(Mention(start=0, end=11.5),))], "expected `int | null`, got `float`"),
        ([Document(id="a", mentions=(Mention(start=0, end=3, level="nam"),))], "invalid enum value 'nam'"),
        ([Document(id="a", mentions=(one for one in ()))], "is no document: "),
        ([Document(id=5, mentions=())], "expected `str`, got `int`"),
        ([object()], "is no document: "),
    ],
    ids=range(9),
)
def test_what_is_no_document_is_refused(predictions, said):
    with pytest.raises((ValueError, DataError)) as refused:
        dateline.score(predictions, gold=GOLD, metrics="NER")
    assert said in str(refused.value)


def test_what_is_no_method_and_no_path_is_refused(predictions):
    with pytest.raises(ValueError, match="intervals=True: no such method; jackknife, percentile, bca"):
        dateline.score(BOB, gold=GOLD, intervals=True)
    report = dateline.score(BOB, gold=GOLD, metrics="NER")
    with pytest.raises(ValueError, match=r"^compare takes two systems or more: paths, predictions in memory, or reports$"):
        dateline.compare(predictions)
    assert repr(report).startswith("<Report NER=1.000; gold:own#")


CONTENT = "predictions are a path, and this is the content of a file: give the path, or the documents that json.loads makes of it"


def test_what_is_no_metric_and_no_path_of_predictions_is_refused():
    with pytest.raises(ValueError, match=r"^metrics: None is neither a metric's name nor a metric$"):
        dateline.score([], gold=GOLD, metrics=[None])
    with pytest.raises(ValueError, match=r"is neither a metric's name nor a metric, but a class: call it$"):
        dateline.score([], gold=GOLD, metrics=[NER])
    for content in ('{"id": "a"}\n{"id": "b"}', ' [{"id": "a"}]'):
        with pytest.raises(ValueError, match=f"^{re.escape(CONTENT)}$"):
            dateline.score(content, gold=GOLD)


RULES = ROOT / "leaderboard" / "submissions" / "rules" / "predictions.jsonl"
SPACY = ROOT / "leaderboard" / "submissions" / "spacy" / "predictions.jsonl"


def test_systems_in_memory_are_compared_as_their_files_are():
    told = dateline.compare(RULES, SPACY, metrics=["NER", "Rel"])
    rules, spacy = dateline.read(RULES), dateline.read(SPACY)
    dicts = [json.loads(line) for line in SPACY.read_text("utf-8").splitlines()]
    reports = [dateline.score(documents, metrics="When") for documents in (rules, spacy)]
    for systems in ((rules, spacy), (RULES, spacy), (rules, dicts), reports):
        found = dateline.compare(*systems, names=["rules", "spacy"], metrics=["NER", "Rel"])
        assert (found.systems, found.differences) == (told.systems, told.differences)
        assert [line.split("|answers")[0] for line in found.signatures] == [line.split("|answers")[0] for line in told.signatures]
    assert dateline.compare(rules, SPACY, metrics="NER").systems == ("system 1", "spacy")
    conll = [{"id": document.id, "mentions": [{"text": "Putin", "type": "MISC"}]} for document in rules]
    spoken = dateline.compare(rules, conll, metrics="NER")
    assert [each.metric for each in spoken.differences[0]] == ["NER(labels=conll)"]


def test_a_comparison_shows_itself():
    found = dateline.compare(RULES, SPACY, metrics=["NER", "Rel"])
    assert repr(found) == "<Comparison against rules; spacy: NER worse, Rel worse>"
    asked = ("compare", str(RULES), str(SPACY), "-m", "NER", "-m", "Rel")
    assert str(found) == cli(*asked)[1]
    assert found.to_markdown() == cli(*asked, "--markdown")[1]
    assert found.to_latex() == cli(*asked, "--latex")[1]
    assert json.loads(json.dumps(found.to_dict())) == json.loads(cli(*asked, "--json")[1])
    assert list(found.to_pandas()["metric"]) == ["NER", "Rel"]
    shown = found._repr_html_()
    assert shown.count("<tr>") == 3
    assert "spacy (second) against rules (first), F1" in shown


def test_what_cannot_be_compared_is_refused():
    report = dateline.score(BOB, gold=GOLD, metrics="NER")
    with pytest.raises(ValueError, match=r"^names: a, a; one for each system, none of them twice$"):
        dateline.compare(RULES, SPACY, names=["a", "a"])
    with pytest.raises(ValueError, match=r"^the reports are of several gold: own#\w{12}, dateline-2.0.0#\w{12}$"):
        dateline.compare(report, dateline.score(RULES))
    with pytest.raises(ValueError, match=r"^the report kept no documents, as it was of many: give compare the path of its predictions$"):
        dateline.compare(dataclasses.replace(report, pairs=[]), report)
    with pytest.raises(ValueError, match=f"^{re.escape(CONTENT)}$"):
        dateline.compare('{"id": "a"}', RULES)
