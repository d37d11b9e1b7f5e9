"""The articles, byte for byte."""

import hashlib
import tomllib

import msgspec
import pytest
from msgspec.structs import replace

from dateline import api
from dateline.corpus.seeds import canary, manifest, seeds
from dateline.files import data
from dateline.files.faults import DataError, Fault
from gold.build import pretty
from tests.conftest import D0, D1, ROOT


def test_the_seeds_are_byte_for_byte():
    manifest = tomllib.loads((ROOT / "seeds" / "manifest.toml").read_text("utf-8"))
    for article in manifest["articles"]:
        content = (ROOT / "seeds" / article["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == article["sha256"]
        assert not content.endswith(b"\n")
        assert article["licence"] == article["publisher"] == "unknown"
    texts = seeds()
    assert texts[D1].startswith("\n")
    assert "’" in texts[D1]
    assert "’" not in texts[D0]


def test_the_gold_reads_back_as_it_was_written():
    for document in api.gold():
        bare = replace(document, text=None)
        assert msgspec.json.decode(pretty(bare), type=type(bare)) == bare


def test_a_seed_that_is_not_the_manifests_is_refused(tmp_path, monkeypatch):
    (tmp_path / "seeds").mkdir()
    monkeypatch.setattr(data, "root", lambda: tmp_path)
    (tmp_path / "seeds" / "a.txt").write_bytes("é\r\n".encode())
    hash_ = hashlib.sha256("é\r\n".encode()).hexdigest()
    own = {"articles": [{"id": "a", "file": "a.txt", "sha256": hash_}]}
    monkeypatch.setattr("dateline.corpus.seeds.manifest", lambda: own)
    assert seeds.__wrapped__() == {"a": "é\r\n"}
    (tmp_path / "seeds" / "a.txt").write_bytes("é\n".encode())
    with pytest.raises(DataError) as error:
        seeds.__wrapped__()
    what, fix = "is not the article of the manifest (sha256)", "restore the file byte for byte"
    assert error.value.faults == [Fault("a.txt", 0, "", what, fix)]


def test_the_canary_is_the_manifests():
    assert manifest.__wrapped__()["canary"] == canary()
    assert len(canary()) > 20
