"""Paths scored."""

import json
import subprocess
import sys


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
