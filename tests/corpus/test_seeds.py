"""The articles, byte for byte."""

import hashlib
import tomllib

import msgspec
from msgspec.structs import replace

from dateline import api
from dateline.corpus.seeds import seeds
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
