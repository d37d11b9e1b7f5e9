"""A malformed file of each format is told with place and fix."""

import json
import zlib
from importlib import import_module

import pytest

from dateline.formats._registry import names
from tests.conftest import D0, cli

MALFORMED = {
    "flat": b'[{"start": "x", "end": 3, "label": "PER"}]',
    "spacy_json": b'{"ents": [{"start": 1}], "text": "x"}',
    "conll": b"Putin B_PER\nand O\n",
    "conll2012": f"#begin document ({D0}); part 000\nPutin 1)\n".encode(),
    "brat": b"T1\tPER zero 3\tPutin\n",
    "pubannotation": b'{"denotations": [{"span": {"begin": 1}, "obj": "x"}]}',
    "label_studio": b'[{"data": {"text": "x"}, "annotations": [{"result": [{"value": {"start": "a", "end": 2, "labels": ["PER"]}}]}]}]',
    "langextract": b'{"document_id": "000_6bac379f7b3f3210", "extractions": [{"extraction_text": "x"}]}',
    "compromise": b'[{"offset": {"start": 1}, "text": "x"}]',
    "docred": b'{"vertexSet": 3, "sents": [["Putin"]], "title": "000_6bac379f7b3f3210"}',
    "cas": b"<xmi:XMI xmlns:xmi='http://www.omg.org/XMI'",
    "records": b'{"text": "x", "labels": [3]}',
    "timeml": b"<TimeML>Putin <TIMEX3 tid='t1' type=\"WHEN\">x</TIMEX3></TimeML>",
    "citron": b'{"quotes": [{"contents": [{}], "sources": []}]}',
    "booknlp": b"COREF\tstart_token\tend_token\tprop\tcat\ttext\n1\t0\t0\tPROP\tPER\tPutin\n",
    "docbin": b"x\x9cno stream",
    "dygie": b'{"doc_key": "x", "sentences": "no"}',
    "clusters": b'{"tokens": ["Putin"], "clusters": [[[0, 9]]]}',
    "stanza": b'[[{"text": "Putin", "start_char": "x", "ner": "O"}]]',
    "corenlp": b'{"sentences": [{"tokens": [{"word": "Putin", "characterOffsetBegin": "x", "characterOffsetEnd": 5}]}]}',
    "oneie": b'{"tokens": ["Putin"], "graph": {"entities": [[0, "x", "PER"]]}}',
    "gliner_training": b'[{"tokenized_text": ["Putin"], "ner": [[0, 7, "PER"]]}]',
    "spert": b'[{"tokens": ["Putin"], "entities": [{"type": "PER", "start": 0}]}]',
    "tac": b"run\tm1\tPutin\tnowhere\tQ1\tPER\tNAM\t1.0\n",
    "recognizers": b'[{"start": "x", "end": 3, "resolution": {}}]',
    "conllu": f"# newdoc id = {D0}\n1\tPutin\t_\t_\t_\t_\t_\t_\t_\tEntity=e1)\n".encode(),
    "webanno": b"#FORMAT=WebAnno TSV 3.3\n1-1\tnowhere\tPutin\n",
    "aida": f"-DOCSTART- ({D0})\nPutin\tB\n".encode(),
    "google_language": b'{"entities": [{"name": "Putin", "mentions": [{"text": {"content": 3, "beginOffset": 0}}]}]}',
    "spacy_training": b'[["Putin met.", {"entities": [[0, 5]]}]]',
    "inline": b"<PER>Putin</PER> met <PER>Kim <ORG>UN</PER></ORG>",
    "triples": b'[{"subject": "Putin", "relation": "met_with", "object": 3}]',
    "native": b'{"id": "000_6bac379f7b3f3210", "mentions": [{"start": 0}, {"begin": 3}]}',
}


@pytest.mark.parametrize("format_", list(MALFORMED))
def test_a_malformed_file_gets_a_message_with_place_and_fix(format_, tmp_path):
    path = tmp_path / f"{D0}.bad"
    path.write_bytes(MALFORMED[format_])
    code, out, err = cli("score", str(path), "--format", format_)
    assert code == 2, out
    assert str(path) in err
    assert "fix:" in err


@pytest.mark.parametrize("key", ["start", "end", "label", "text", "value", "class", "pred_label", "id", "document"])
@pytest.mark.parametrize("wrapped", [False, True])
def test_a_cell_of_another_kind_is_read_or_told(key, wrapped, tmp_path):
    row = {"start": 0, "end": 5, "label": "DATE", "text": "Putin", "value": "2025", "class": "DATE"}
    for odd in (["x"], [["x"]], {"a": 1}, {}, [], True, 1.5, None, "", 10**30):
        rows = [row, row | {key: odd}, row | {"start": 7, "end": 9}]
        path = tmp_path / f"{D0}.json"
        path.write_text(json.dumps([{"id": D0, "entities": rows}, {"id": D0, "entities": [row | {key: odd}]}] if wrapped else rows))
        code, _, err = cli("score", str(path))
        assert code in {0, 2}, err


def test_every_format_says_what_it_was_tried_with():
    import tomllib
    from importlib.resources import files

    assert set(tomllib.loads(files("dateline.formats").joinpath("tried.toml").read_text("utf-8"))) == set(names())


def test_every_format_has_a_malformed_case_and_says_what_it_loses():
    assert set(MALFORMED) == set(names())
    for name in names():
        about = import_module(f"dateline.formats.{name}").__doc__
        assert "unit" in about.lower()
        assert "loses" in about.lower()


def test_what_holds_nothing_or_too_much_is_told(tmp_path):
    xmi = "<xmi:XMI xmlns:xmi='http://www.omg.org/XMI' xmlns:a='http:///a.ecore' xmlns:cas='http:///uima/cas.ecore' xmi:version='2.0'>"
    sofa = "<cas:Sofa xmi:id='1' sofaNum='1' sofaID='_InitialView' mimeType='text' sofaString='Putin'/><cas:View sofa='1' members='2'/>"
    path = tmp_path / f"{D0}.xmi"
    path.write_text(f"{xmi}<cas:NULL xmi:id='0'/><a:Opinion xmi:id='2' sofa='1' begin='0' end='5'/>{sofa}</xmi:XMI>", "utf-8")
    assert "holds no entity and no time; it holds" in cli("score", str(path), "--format", "cas")[2]
    path = tmp_path / f"{D0}.spacy"
    path.write_bytes(zlib.compress(b"x" * 100)[:-5])
    assert "is cut off, or unfolds to more than" in cli("score", str(path), "--format", "docbin")[2]
    path = tmp_path / f"{D0}.json"
    for name in ("flat", "native"):
        path.write_text(f'{{"id": "{D0}", "mentions": {"[" * 100_000}{"]" * 100_000}}}', "utf-8")
        assert "is nested deeper than 64 (limit nesting)" in cli("score", str(path), "--format", name)[2]


def test_a_format_that_nobody_knows_is_one_fault(tmp_path):
    path = tmp_path / f"{D0}.naf"
    path.write_text('<?xml version="1.0"?>\n<NAF xml:lang="en"><raw>Putin met Kim.</raw></NAF>\n', "utf-8")
    code, _, err = cli("score", str(path))
    assert code == 2
    assert "is in none of the formats that are read here" in err
    assert err.strip().endswith("1 fault")
