"""Faults of files: each has its message, its place and its fix."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import dateline
from dateline import api
from dateline.corpus.loading import load_gold, shipped_gold
from dateline.document import Document, Entity, Relation
from dateline.files.faults import DataError
from dateline.formats import native
from tests.conftest import D0, cli

FAULTS = {
    "not JSON at line 2, column": b'{"id": "%s"}\n{"id": oops}\n' % D0.encode(),
    "is empty": b"",
    "is binary": b"\x00\xff\xfe\x01",
    "unknown field `mentons`": b'{"id": "%s", "mentons": []}' % D0.encode(),
    "did you mean mentions?": b'{"id": "%s", "mention": []}' % D0.encode(),
    "the gold has no document": b'{"id": "000_6bac", "mentions": []}',
    "is given twice": b'{"id": "%s"}\n{"id": "%s"}' % (D0.encode(), D0.encode()),
    "span [5, 5] is empty": b'{"id": "%s", "mentions": [{"start": 5, "end": 5}]}' % D0.encode(),
    "ends after the text": b'{"id": "%s", "mentions": [{"start": 5, "end": 99999}]}' % D0.encode(),
    "in case only": b'{"id": "%s", "mentions": [{"start": 0, "end": 5, "text": "putin"}]}' % D0.encode(),
    "in quotation marks": '{"id": "%s", "mentions": [{"start": 804, "end": 817, "text": "‘heroic force"}]}'.encode() % D0.encode(),
    "in two entities": b'{"id": "%s", "mentions": [{"start": 0, "end": 5, "entity": "a"}, {"start": 0, "end": 5, "entity": "b"}]}'
    % D0.encode(),
    "nothing has the id 'm9'": b'{"id": "%s", "relations": [{"head": "m9", "type": "met_with", "tail": "m9"}]}' % D0.encode(),
    "did you mean PER": b'{"id": "%s", "mentions": [{"start": 0, "end": 5, "type": "PERS"}]}' % D0.encode(),
    "is not between 0 and 1": b'{"id": "%s", "mentions": [{"start": 0, "end": 5, "score": 7.5}]}' % D0.encode(),
    "has no place": b'{"id": "%s", "mentions": [{"type": "PER"}]}' % D0.encode(),
    "contains itself": b'{"id": "%s", "mentions": [], "entities": [{"id": "a", "members": ["a"]}]}' % D0.encode(),
}


@pytest.mark.parametrize("message", list(FAULTS))
def test_every_fault_has_its_message(message, tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_bytes(FAULTS[message])
    code, _, err = cli("score", str(path), "--format", "native", "--strict")
    assert code == 2, err
    assert message in err
    assert "fix:" in err


def test_several_faults_of_several_files_are_reported_together(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'{"id": "%s", "mentions": [{"start": 5, "end": 5}, {"start": 0, "end": 99999}]}' % D0.encode())
    (tmp_path / "b.jsonl").write_bytes(b'{"id": "nope", "mentions": []}\n')
    code, _, err = cli("score", str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl"))
    assert code == 2
    assert all(part in err for part in ("is empty or runs", "ends after", "has no document 'nope'", "3 faults"))


def test_missing_files_and_folders_are_told(tmp_path):
    assert "no such file" in cli("score", str(tmp_path / "none.jsonl"))[2]
    (tmp_path / "empty").mkdir()
    code, _, err = cli("score", str(tmp_path / "empty"))
    assert code == 2
    assert "folder" in err
    (tmp_path / "bad.gz").write_bytes(b"\x1f\x8bnot gzip at all")
    assert "cannot be decompressed" in cli("score", str(tmp_path / "bad.gz"))[2]
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.jsonl", "{}")
        archive.writestr("b.jsonl", "{}")
    assert "a ZIP archive of 2 files; unpack it and give the folder" in cli("score", str(tmp_path / "two.zip"))[2]


def test_limits_refuse_by_name(tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_bytes(b'{"id": "%s", "mentions": [%s]}' % (D0.encode(), b",".join([b'{"start":0,"end":5}'] * 30)))
    code, _, err = cli("score", str(path), "--limit", "items=20")
    assert code == 2
    assert "limit items" in err
    code, _, err = cli("score", str(path), "--limit", "line=100")
    assert code == 2
    assert "limit line" in err
    path.write_bytes(b'{"id": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")
    code, _, err = cli("score", str(path))
    assert code == 2
    assert "nest" in err
    assert "limit" in cli("score", str(path), "--limit", "nonsense=3")[2]


def test_a_long_line_is_refused_in_bounded_memory(tmp_path):
    if not Path("/proc/self/status").exists():
        pytest.skip("peak memory is read from /proc")
    path = tmp_path / "long.jsonl"
    with path.open("wb") as stream:
        for _ in range(300):
            stream.write(b" " * 2**20)
    code = "import sys; from dateline.cli import main; main(sys.argv[1:]); print(open('/proc/self/status').read())"
    done = subprocess.run(
        [sys.executable, "-c", code, "score", str(path), "--format", "native"], capture_output=True, text=True, check=False
    )
    assert "limit line" in done.stderr
    assert int(re.search(r"VmHWM:\s+(\d+) kB", done.stdout)[1]) < 260_000


def test_the_gold_path_reads_a_folder_and_a_file(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_bytes(native.write(api.gold()))
    assert load_gold(str(path)).digest == shipped_gold().digest


def test_gold_arguments_must_stand_somewhere():
    gold = [
        Document(id="d", text="Kim", mentions=(), entities=(Entity(id="e"),), relations=(Relation(head="e", type="met_with", tail="e"),))
    ]
    with pytest.raises(DataError, match="has no mention and no members"):
        dateline.score([], gold=gold, metrics=["Rel"])
