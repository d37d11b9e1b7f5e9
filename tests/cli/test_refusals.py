"""Refusals that take a machine, a scheduler or a corpus of some size: told like the others."""

import gzip
import re
import shutil
import sys

import pytest

import dateline
from dateline import files
from dateline.analysis.verdicts import Resampling
from dateline.cli import main
from dateline.corpus.loading import shipped_gold
from dateline.corpus.seeds import seeds
from dateline.evaluation.workers import workers
from dateline.files import data
from dateline.files.faults import DataError
from dateline.hub import build, upload
from dateline.leaderboard import board
from dateline.reporting import rows
from dateline.variants import rebuilt
from dateline.variants.rebuilt import with_variants
from tests.conftest import D0, ROOT, cli, small_board


def refused(kind, words):
    """What is refused in so many words."""
    return pytest.raises(kind, match=re.escape(words))


def test_a_folder_in_the_place_of_a_file(tmp_path):
    words = "is a directory, not a file\n    fix: name a file in it, or give the folder where folders are taken"
    with refused(DataError, words), files.opened(str(tmp_path)):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file that the system has and does not give")
def test_a_file_that_the_system_does_not_give():
    code, _, err = cli("score", "/proc/self/mem", "--format", "native")
    assert (code, "cannot be read: " in err, "fix: check the path and its permissions" in err) == (2, True, True)


def test_an_article_that_is_not_the_manifest_s(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    changed = next((tmp_path / "seeds").glob("000_*"))
    changed.write_bytes(changed.read_bytes() + b"\n")
    monkeypatch.setattr(data, "path", tmp_path.joinpath)
    with refused(DataError, "is not the article of the manifest (sha256)\n    fix: restore the file byte for byte"):
        seeds.__wrapped__()


def test_gold_of_nothing():
    with refused(DataError, "the gold has no document 'd'\n    fix: the gold is empty"):
        dateline.score([{"id": "d", "mentions": []}], gold=[])


def test_what_a_report_of_many_documents_does_not_keep(tmp_path):
    lines = "".join(f'{{"id": "d{n}", "text": "Kim.", "mentions": [{{"start": 0, "end": 3, "type": "PER"}}]}}\n' for n in range(60))
    path = tmp_path / "many.jsonl"
    path.write_text(lines, "utf-8")
    report = dateline.score(path, gold=path, metrics=["NER"], jobs=1)
    assert report["NER"].f1 == 1
    with refused(KeyError, "B3 was not asked for, and a large corpus is not kept: name it in metrics="):
        report["B3"]
    words = "the report kept no documents, as it was of many: `dateline show PREDICTIONS --gold GOLD -o FOLDER` makes a page of each"
    with refused(ValueError, words):
        dateline.show(report)


def test_a_stream_that_is_wanted_again(tmp_path):
    gold = '{"id": "d", "text": "Kim.", "mentions": [{"start": 0, "end": 3, "type": "PER"}]}\n'
    (tmp_path / "g.jsonl").write_text(gold, "utf-8")
    (tmp_path / "a.jsonl").write_text('{"id": "d", "mentions": [{"start": 0, "end": 3, "type": "PERSON"}]}\n', "utf-8")
    code, _, err = cli("compare", "a.jsonl", "-", "--gold", "g.jsonl", data=b'{"id": "d", "mentions": []}\n', cwd=tmp_path)
    assert code == 2
    assert "can be read only once, and is wanted under ontonotes's labels: say so with --labels" in err


def test_dask_that_is_not_there(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with refused(ImportError, "--jobs tcp://here:1 needs Dask: pip install 'dateline[dask]'"), workers("tcp://here:1"):
        pass


def test_tables_that_are_no_rows(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("document,metric\nd,NER\n", "utf-8")
    with refused(DataError, "is no table of rows\n    fix: it wants the columns document, block"):
        rows.read(str(path))
    path.write_text(",".join(rows.COLUMNS) + "\n" + "x" * 200_000 + "\n", "utf-8")
    with refused(DataError, "is no CSV here: field larger than field limit (131072)\n    fix: write it with"):
        rows.read(str(path))


def test_more_variants_than_are_scored_at_once(monkeypatch):
    monkeypatch.setattr(rebuilt, "MOST", 1)
    articles = with_variants(shipped_gold()).documents
    assert articles[f"{D0}~shifted.7.0"]
    with refused(DataError, "is a variant beyond the 1 that are scored at once\n    fix: score fewer of them"):
        articles[f"{D0}~shifted.7.1"]


def test_texts_that_are_not_the_articles(tmp_path):
    (tmp_path / "a.txt").write_text("x", "utf-8")
    with refused(DataError, "the sha256 of each is in the manifest of the seeds"):
        build.texts_of(str(tmp_path))


def test_an_upload_without_a_token():
    from huggingface_hub.errors import LocalTokenNotFoundError

    said = str(upload.explained(LocalTokenNotFoundError("no token"), "org/name"))
    assert said.startswith("org/name: no token\n    fix: log in with `hf auth login`; a name is ORG/NAME")


def test_a_board_whose_page_was_edited(tmp_path):
    board.build(small_board(tmp_path / "board", "empty"))
    (tmp_path / "board" / "scores.csv").write_text("mine", "utf-8")
    with refused(DataError, "scores.csv: differs from what `build` makes\n    fix: run `dateline leaderboard build`"):
        board.check(tmp_path / "board")


def test_what_grows_a_hundredfold_when_it_is_decompressed(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(files, "EVEN", 1 << 16)
    path = tmp_path / "p.csv.gz"
    path.write_bytes(gzip.compress(b"id,start,end,label\n" + b"d,1,2,PER\n" * 100_000))
    assert main(["score", str(path)]) == 2
    said = capsys.readouterr().err
    assert "is decompressed to more than 100 times its size (limit ratio)" in said
    assert "give the plain file; `score` and `check` take --limit ratio=N" in said
    assert main(["score", str(path), "--limit", "ratio=10000"]) == 2
    assert "is about no article of the gold" in capsys.readouterr().err


def test_standard_input_is_named_once(tmp_path):
    for arguments in (("-", "-"), ("-", "--gold", "-")):
        code, _, err = cli("score", *arguments, data=b'{"id": "d", "mentions": []}\n', cwd=tmp_path)
        assert (code, err) == (2, "dateline: - is standard input, which can be read only once; give the others as files\n")


def test_utf_16_is_told(tmp_path):
    (tmp_path / "p.jsonl").write_bytes('{"id": "d"}'.encode("utf-16"))
    code, _, err = cli("score", "p.jsonl", cwd=tmp_path)
    assert (code, err) == (2, "p.jsonl: is UTF-16 text, as PowerShell writes it\n    fix: save it as UTF-8\n1 fault\n")


def test_numbers_that_are_too_long(tmp_path):
    digits = "9" * 5_000
    item = '"start": ' + digits + ', "end": 5'
    told = "Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits\n    fix: mend "
    (tmp_path / "list.json").write_text(f'[{{"document": "{D0}", {item}, "label": "PER"}}]', "utf-8")
    (tmp_path / "own.jsonl").write_text(f'{{"id": "{D0}", "mentions": [{{{item}, "type": "PER"}}]}}\n', "utf-8")
    for name, before in (("list.json", "cannot be read as flat: "), ("own.jsonl", "is not readable JSON: ")):
        code, _, err = cli("score", name, cwd=tmp_path)
        assert code == 2
        assert before + told in err
    assert "mend it there, or name its format with --format" in cli("score", "list.json", cwd=tmp_path)[2]
    assert "value has 5000 digits\n" in cli("score", "own.jsonl", "--limit", f"items={digits}", cwd=tmp_path)[2]


@pytest.mark.parametrize("wrong", [{"level": 0.5}, {"level": 1.0}, {"replicates": 99}, {"replicates": 1_000_001}, {"seed": -1}])
def test_what_no_resampling_can_be(wrong):
    with refused(ValueError, "the level is between 0.5 and 1, replicates are 100 to 1,000,000, and the seed is 0 or more"):
        Resampling(**wrong)
