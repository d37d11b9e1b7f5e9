"""The commands, on the real articles, as a user runs them."""

import gzip
import io
import json
import re

import pytest

from dateline.cli import COMMANDS
from dateline.metrics import headlines
from dateline.reporting.figures import screen
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
    assert "shard 1 of 3 is missing" in cli("score", shards[0], shards[2])[2]
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


def test_many_articles_are_a_folder_and_one_page_is_a_file(tmp_path):
    golds = [{"id": f"d{n}", "text": "Kim met Ola.", "mentions": [{"start": 0, "end": 3, "type": "PER"}]} for n in range(11)]
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in golds), "utf-8")
    code, _, err = cli("show", "--gold", str(path), "-o", str(tmp_path / "x.html"))
    assert (code, "name a folder" in err) == (2, True)
    assert cli("show", "--gold", str(path), "-o", "-")[0] == 2
    for _ in range(2):  # and again
        assert cli("show", "--gold", str(path), "-o", str(tmp_path / "pages"))[0] == 0
    assert len(list((tmp_path / "pages").glob("*.html"))) == 12
    assert cli("show", "d1", "--gold", str(path), "-o", str(tmp_path / "plain"))[0] == 0  # d1 and d10
    assert (tmp_path / "plain").is_file()
    assert cli("show", "d1", "--gold", str(path), "-o", str(tmp_path / "few") + "/")[0] == 0
    assert (tmp_path / "few" / "index.html").is_file()
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "index.html").write_text("mine", "utf-8")
    assert cli("show", "--gold", str(path), "-o", str(mine))[0] == 2
    assert (mine / "index.html").read_text("utf-8") == "mine"


def test_a_terminal_s_own_width_and_excerpts(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setenv("COLUMNS", "60")
    assert screen(Terminal()) == (60, 60)
    assert screen(io.StringIO()) == (80, None)


def test_help_without_a_command_and_completions():
    code, out, _ = cli()
    assert code == 0
    assert "start here:" in out
    for shell in ("bash", "zsh", "tcsh"):
        code, out, _ = cli("completion", shell)
        assert code == 0
        assert "fail-under" in out
    for command in COMMANDS:
        code, out, _ = cli(command, "--help")
        assert code == 0
        assert "examples:\n  dateline" in out
        assert max(map(len, out.splitlines())) <= 90


def test_layers_by_their_names(predictions):
    code, out, _ = cli("score", str(predictions), "--layers", "times,entities", "--json")
    assert code == 0
    assert list(json.loads(out)["scores"]) == ["When", "NER(level=NAM)"]
    code, _, err = cli("score", str(predictions), "--layers", "time")
    assert (code, "did you mean times?" in err) == (2, True)
