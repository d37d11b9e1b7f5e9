"""Paths scored."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import dateline
from dateline.metrics import entities
from dateline.reporting import rows
from tests.conftest import cli


def test_a_coreference_corpus_without_types_is_scored(tmp_path):
    gold = {"id": "x", "mentions": [{"id": "1", "start": 0, "end": 1, "entity": "a"}, {"id": "2", "start": 2, "end": 3, "entity": "a"}]}
    pred = {"id": "x", "mentions": [{"id": "1", "start": 0, "end": 1, "entity": "p"}, {"id": "2", "start": 2, "end": 3, "entity": "q"}]}
    for name, document in (("g", gold), ("p", pred)):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(document) + "\n")
    asked = [a for m in ("MUC", "B3", "CEAFe", "CEAFm", "BLANC(convention=A)", "LEA") for a in ("-m", m)]
    command = [
        sys.executable,
        "-m",
        "dateline",
        "score",
        "--gold",
        str(tmp_path / "g.jsonl"),
        *asked,
        "--json",
        str(tmp_path / "p.jsonl"),
    ]
    scores = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["scores"]
    assert scores["MUC"]["recall"] == 0.0
    assert scores["MUC"]["precision"] is None
    assert scores["B3"]["precision"] == 1.0
    assert scores["B3"]["recall"] == 0.5
    assert scores["BLANC(convention=A)"]["f1"] == 0.0


MEETING = [{"start": 4, "end": 7, "type": "Contact.Meet", "date": "2025-09-03"}]
DAY = [{"start": 8, "end": 14, "type": "DATE", "value": "2025-09-01"}]


def test_dated_events_count_where_time_expressions_are_not_annotated():
    text = "Kim met Monday."
    gold = [{"id": "a", "text": text, "events": MEETING}, {"id": "b", "text": text, "events": MEETING, "times": DAY}]
    wrong = [{**MEETING[0], "date": "2024-01-01"}]
    report = dateline.score([{"id": "a", "events": wrong, "times": DAY}, {"id": "b", "events": MEETING, "times": DAY}], gold=gold)
    assert report["When"].counts == (2, 3, 2, 3)
    assert report["Time"].counts == (1, 1, 1, 1)
    assert "1 predicted items of times are not scored: the gold does not annotate that layer there" in " ".join(str(report).split())
    alone = dateline.score([{"id": "a", "events": MEETING}], gold=gold[:1])
    assert alone.headlines["times"].counts == (1, 1, 1, 1)


def test_what_gold_does_not_annotate_has_no_errors():
    text = "Kim met Monday."
    mentions = [{"start": 0, "end": 3, "type": "PER", "entity": "k"}]
    whole = {"text": text, "mentions": mentions, "entities": [{"id": "k"}], "events": MEETING, "times": DAY, "relations": [], "quotes": []}
    gold = [
        {"id": "whole", **whole},
        *({"id": f"no {name}", **{k: v for k, v in whole.items() if k != name}} for name in ("events", "times")),
    ]
    gold.append({"id": "no mentions", "text": text, "quotes": []})
    report = dateline.score([{"id": document["id"], **{k: v for k, v in whole.items() if k != "text"}} for document in gold], gold=gold)
    assert not list(report.errors)
    assert {layer: score.f1 for layer, score in report.headlines.items() if score.f1 not in {None, 1}} == {}


def test_metrics_are_told_apart_by_all_their_digits():
    gold = [{"id": "d", "text": "Kim Jong Un", "mentions": [{"start": 0, "end": 4, "type": "PER"}]}]
    names = ["NER(overlap=0.6666666)", "NER(overlap=0.6666669)"]
    report = dateline.score([{"id": "d", "mentions": [{"start": 0, "end": 2, "type": "PER"}]}], gold=gold, metrics=names)
    assert [report[name].f1 for name in names] == [1, 0]
    assert [str(line.metric) for line in report.lines if not line.slice] == names
    assert str(dateline.metrics.parse("NER(overlap=0.50)")) == "NER(overlap=0.5)"


def test_a_metric_of_one_s_own_has_a_name_of_its_own():
    class NER(entities.NER):
        def items(self, pair, side):
            return list(super().items(pair, side))[:1]

    gold = [{"id": "d", "text": "Kim Lee", "mentions": [{"start": 0, "end": 3, "type": "PER"}, {"start": 4, "end": 7, "type": "PER"}]}]
    report = dateline.score(gold, gold=gold, metrics=[NER()])
    assert report["NER"].counts == (1, 1, 1, 1)
    with pytest.raises(ValueError, match=r"^two metrics are called NER: give the class of your own another name$"):
        dateline.score(gold, gold=gold, metrics=[NER(), "NER"])


def test_a_slice_is_asked_for_by_gold_s_label_too_where_systems_speak_another_scheme():
    text = "Kim met Lee in Rome."
    mentions = [{"start": 0, "end": 3, "type": "PER"}, {"start": 8, "end": 11, "type": "PER"}, {"start": 15, "end": 19, "type": "GPE"}]
    gold = [{"id": "d", "text": text, "mentions": mentions}]
    spoken = [{**m, "type": {"PER": "PERSON", "GPE": "GPE"}[m["type"]]} for m in mentions]
    report = dateline.score([{"id": "d", "mentions": spoken}], gold=gold, metrics=["NER@PER", "NER@GPE"], labels="ontonotes")
    assert [(str(line.metric), line.score.f1) for line in report.lines if not line.slice] == [
        ("NER(labels=ontonotes)@PERSON", 1),
        ("NER(labels=ontonotes)@GPE", 1),
    ]
    assert report["NER@PER"].f1 == report["NER@PERSON"].f1 == 1
    with pytest.raises(ValueError, match=r"'TITLE' is left out under conll's labels"):
        dateline.score([{"id": "d", "mentions": []}], gold=gold, metrics=["NER@TITLE"], labels="conll")


@pytest.mark.parametrize("name", ["NER(labels={})", "Ign(seen={})"])
def test_a_device_is_no_file_of_labels_or_facts(name, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for place in ("/dev/zero", tmp_path / "pipe"):
        with pytest.raises(ValueError, match="it is no plain file"):
            dateline.metrics.parse(name.format(place))
    with (tmp_path / "large").open("wb") as stream:
        stream.truncate((64 << 20) + 1)
    with pytest.raises(ValueError, match=r"it is larger than 67,108,864 bytes"):
        dateline.metrics.parse(name.format(tmp_path / "large"))


def test_a_table_of_rows_runs_no_formula_and_is_read_as_it_was(tmp_path):
    names = ["=1+1", "'=1+1", "'plain", "-"]
    gold = [{"id": name, "text": "Kim", "mentions": [{"start": 0, "end": 3, "type": "PER"}]} for name in names]
    (tmp_path / "gold.json").write_text(json.dumps(gold))
    place = str(tmp_path / "rows.csv")
    assert cli("score", str(tmp_path / "gold.json"), "--gold", str(tmp_path / "gold.json"), "-m", "NER", "--rows", place)[0] == 0
    assert not [line for line in Path(place).read_text().splitlines() if line.startswith(("=", "-"))]
    assert sorted({row.document for row in rows.read(place)}) == sorted(names)


@pytest.mark.parametrize(
    ("metric", "types", "told"),
    [("NER(match=type)", (), True), ("NER", (), True), ("NER", ("ORG",), False), ("NER(match=exact)", (), False)],
)
@pytest.mark.parametrize("jobs", ["", "1"])
def test_mentions_without_types_are_told_of_where_types_count(metric, types, told, jobs, tmp_path):
    own = {"id": "d", "text": "Kim met Lee.", "mentions": [{"start": 0, "end": 3, "type": "PER"}]}
    said = {"id": "d", "mentions": [{"start": 0, "end": 3}, *({"start": 8, "end": 11, "type": label} for label in types)]}
    for name, value in (("gold", own), ("said", said)):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(value) + "\n")
    report = dateline.score(tmp_path / "said.jsonl", gold=tmp_path / "gold.jsonl", metrics=metric, jobs=jobs)
    what = "no predicted mention has a type, and where types count all are wrong; NER(match=exact) asks for their places alone"
    assert (what in " ".join(str(report).split())) is told
    for document in (own, said):
        document["mentions"] = [{"start": 0, "end": 3}]
    assert "no predicted mention has a type" not in str(dateline.score([said], gold=[own], metrics=metric))
