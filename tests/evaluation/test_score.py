"""Paths scored."""

import json
import subprocess
import sys

import dateline


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
