"""The commands, on the real articles, as a user runs them."""

import gzip
import json
import re

import pytest

from dateline.metrics import headlines
from tests.conftest import D0, D1, ROOT, cli


def test_run_and_score_through_a_pipe(predictions):
    code, out, _ = cli("score", "-", "--json", data=predictions.read_bytes())
    assert code == 0
    found = json.loads(out)
    assert set(found) >= {"signature", "scores", "repairs"}
    for score in found["scores"].values():
        assert set(score) == {"precision", "recall", "f1", "counts"}
        assert score["counts"] is None or len(score["counts"]) == 4
    assert list(found["scores"]) == [*map(str, headlines().values()), "Dateline"]


def test_gold_against_itself_is_one_or_none():
    code, out, _ = cli("score", str(ROOT / "annotations" / "gold"), "--json")
    assert code == 0
    found = json.loads(out)
    values = [s["f1"] for s in found["scores"].values()]
    values += [s["f1"] for slices in found["slices"].values() for s in slices.values()]
    assert set(values) <= {1.0, None}
    assert found["scores"]["Dateline"]["f1"] == 1.0


def test_empty_has_recall_zero(tmp_path):
    path = tmp_path / "empty.jsonl"
    cli("run", "empty", "-o", str(path))
    code, out, _ = cli("score", str(path), "--json")
    scores = json.loads(out)["scores"]
    assert code == 0
    assert all(s["recall"] in {0.0, None} for s in scores.values())
    assert scores["Dateline"]["f1"] == 0.0


def test_fail_under_decides_the_exit_code(predictions):
    assert cli("score", str(predictions), "--fail-under", "NER>=0.1")[0] == 0
    code, _, err = cli("score", str(predictions), "--fail-under", "NER>=0.999")
    assert code == 1
    assert "under 0.999" in err
    assert cli("score", str(predictions), "--fail-under", "NER@WORK>=0.1")[0] == 1  # undefined does not meet it


def test_a_users_function_is_an_extractor(tmp_path):
    (tmp_path / "mine.py").write_text("def extract(text):\n    return {'mentions': [{'text': 'Beijing', 'type': 'GPE'}]}\n")
    code, out, err = cli("run", "mine:extract", cwd=tmp_path)
    assert code == 0, err
    assert [json.loads(line)["id"] for line in out.splitlines()] == [D0, D1]
    code, _, err = cli("run", "mine:nothing", cwd=tmp_path)
    assert code == 2
    assert "nothing callable" in err


def test_shards_and_compression_score_the_same(predictions, tmp_path):
    whole = cli("score", str(predictions), "--json")[1]
    assert cli("convert", str(predictions), str(tmp_path / "shards"), "--shards", "3")[0] == 0
    shards = sorted(map(str, (tmp_path / "shards").glob("*.jsonl")))
    assert cli("score", *shards, "--json")[1] == whole
    assert cli("score", str(tmp_path / "shards"), "--json")[1] == whole
    assert "shards 1 of 3 are missing" in cli("score", shards[0], shards[2])[2]
    packed = tmp_path / "rules.jsonl.gz"
    packed.write_bytes(gzip.compress(predictions.read_bytes()))
    assert cli("score", str(packed), "--json")[1] == whole


def test_rows_add_up_to_the_scores(predictions, tmp_path):
    from dateline.reporting import rows

    for name in ("rows.csv", "rows.parquet"):
        path = str(tmp_path / name)
        found = json.loads(cli("score", str(predictions), "--json", "--rows", path)[1])
        read = rows.read(path)
        for metric, score in found["scores"].items():
            if score["counts"]:
                mine = [r.counts for r in read if r.metric == metric and not r.slice]
                assert [sum(column) for column in zip(*mine, strict=True)] == pytest.approx(score["counts"], abs=1e-9)


def test_show_writes_one_self_contained_page(predictions, tmp_path):
    for arguments in ((), (str(predictions),), (D0,)):
        path = tmp_path / "page.html"
        assert cli("show", *arguments, "-o", str(path))[0] == 0
        html = path.read_text("utf-8")
        assert "Content-Security-Policy" in html
        assert "publishers and licences are unknown" in html
        assert not re.search(r"src=\"https?:|href=\"https?:(?!//www.wikidata.org/wiki/Q\d+\" rel=\"nofollow noopener\")", html)
