"""What `convert` writes is whole: it is read again, holds nothing that is not there, and says what the format left out."""

import json

import pytest

import dateline
from dateline.corpus.loading import shipped_gold
from dateline.formats._registry import module_of, names, writer
from dateline.metrics import headlines
from tests.conftest import cli

WRITERS = [name for name in names() if hasattr(module_of(name), "write")]
TEXT = "Kim met Lee in Rome. It was good, he said."
DOCUMENT = {
    "id": "d",
    "text": TEXT,
    "mentions": [
        {"text": "Kim", "type": "PER", "entity": "e1"},
        {"text": "Zaphod", "type": "PER"},
        {"text": "Lee", "type": "PER"},
        {"text": "he", "type": "PER", "entity": "e1", "level": "PRO"},
    ],
    "relations": [
        {"head": {"text": "Kim"}, "type": "met_with", "tail": {"text": "Lee"}},
        {"head": "e1", "type": "met_with", "tail": {"text": "Rome"}},
        {"head": "e1", "type": "knows", "tail": {"text": "Lee"}},
    ],
    "quotes": [{"spans": [[21, 32]], "speaker": {"text": "he"}}],
}


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "d.jsonl"
    path.write_text(json.dumps(DOCUMENT))
    return path


@pytest.mark.parametrize("name", [name for name in WRITERS if name != "native"])
def test_a_string_found_nowhere_and_inline_references_leave_no_broken_file(name, source, tmp_path):
    out = tmp_path / "out" / "d.written"
    out.parent.mkdir()
    code, _, err = cli("convert", str(source), str(out), "--to", name)
    assert code == 0, err
    lost = 2 if name == "conll" else 1  # its columns are names: no pronoun
    assert f"not in it, as {name} has no place for it or it has none in the text: {lost} of 4 mentions" in err
    written = out.read_text("utf-8")
    assert "None" not in written
    assert "Inline" not in written
    if name in {"brat", "label_studio", "pubannotation"}:
        assert "1 of 3 relations" in err
        assert written.count("met_with") == written.count("knows") == 1
    kept = [m for m in DOCUMENT["mentions"] if m["text"] not in {"Zaphod", "he" if name == "conll" else ""}]
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "d", "text": TEXT, "mentions": kept}))
    metric = "B3" if name == "conll2012" else "NER"
    assert dateline.score(str(out), gold=str(gold), metrics=[metric])[metric].f1 == 1


def test_native_says_that_nothing_is_left_out(source, tmp_path):
    code, _, err = cli("convert", str(source), str(tmp_path / "all.jsonl"))
    assert (code, "not in it" in err) == (0, False)


@pytest.mark.parametrize("name", sorted(shipped_gold().documents))
def test_brat_holds_the_gold_but_for_heads_links_and_sources(name, tmp_path):
    document = shipped_gold().documents[name]
    path = tmp_path / f"{name}.ann"
    path.write_bytes(writer("brat")([document], [document.text]))
    wanted = [str(metric) for metric in headlines().values() if type(metric).__name__ not in {"Link", "Claim", "Dateline"}]
    report = dateline.score(str(path), gold=[document], metrics=wanted)
    assert {metric: report[metric].f1 for metric in wanted} == dict.fromkeys(wanted, 1)
