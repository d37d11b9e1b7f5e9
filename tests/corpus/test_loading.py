"""Gold from files: placed and checked, every fault of every file told together."""

import json

import msgspec
import pytest

from dateline.corpus import loading
from dateline.corpus.gold import digest
from dateline.corpus.loading import accepted_gold, gold_of, load_gold, shipped_gold
from dateline.corpus.seeds import seeds
from dateline.document.inventory import shipped
from dateline.files import LIMITS, Limits, data
from dateline.files.faults import DataError, Fault
from dateline.formats._reader import Read
from tests.corpus.conftest import TEXT, document

KIM = {"start": 0, "end": 3, "type": "PER"}


def reads(*documents):
    return [Read(one, "g", line) for line, one in enumerate(documents, 1)]


def faults_of(*documents, limits=LIMITS):
    with pytest.raises(DataError) as error:
        accepted_gold(reads(*documents), limits)
    return error.value.faults


def test_strings_are_placed_in_the_own_text():
    found = accepted_gold(reads(document(text=TEXT, mentions=[{"text": "Leo"}]), document(id="e", text="Bye.")), LIMITS)
    assert [(name, one.text) for name, one in found.items()] == [("d", TEXT), ("e", "Bye.")]
    assert [(m.start, m.end, m.aligned) for m in found["d"].mentions] == [(8, 11, "exact")]


def test_faults_of_all_documents_are_told_together():
    beyond = document(text="Bye.", mentions=[{"start": 0, "end": 9}])
    nowhere = document(id="e", text="Bye.", mentions=[{"text": "Kim"}])
    found = faults_of(beyond, beyond, nowhere)
    assert [(fault.file, fault.line, fault.path, fault.what) for fault in found] == [
        ("g", 1, "$.mentions[0]", "span [0, 9] ends after the text, which has 4 characters"),
        ("g", 2, "$.id", "document 'd' is given twice"),
        ("g", 3, "$.mentions[0]", "stands nowhere in the text"),
    ]
    assert found[1].fix == "give each document once"


def test_limits_hold_for_gold():
    assert [f.what for f in faults_of(document(text=TEXT, mentions=[KIM, KIM]), limits=Limits(items=1))] == [
        "has 2 items, more than 1 (limit items)"
    ]


def test_gold_has_the_inventory_that_it_uses():
    ours = gold_of(reads(document(text=TEXT, mentions=[KIM])), "mine")
    assert (ours.name, ours.inventory.entities, ours.inventory.relations) == ("mine", shipped().entities, None)
    assert ours.digest == digest([document(text=TEXT, mentions=[KIM])])
    theirs = gold_of(reads(document(text=TEXT, mentions=[{**KIM, "type": "HUMAN"}])), "mine")
    assert (theirs.inventory.entities, theirs.recipes) == ({"HUMAN"}, None)
    with pytest.raises(DataError, match="limit items"):
        gold_of(reads(document(text=TEXT, mentions=[KIM, KIM])), "mine", Limits(items=1))


def test_how_far_checking_is_is_shown(monkeypatch):
    shown = []
    monkeypatch.setattr(loading, "watched", lambda items, what: shown.append(what) or items)
    assert len(gold_of(reads(document(text=TEXT)), "mine").documents) == 1
    assert shown == ["gold checked"]


def test_gold_is_loaded_from_a_file(tmp_path):
    path = tmp_path / "my.gold.json"
    path.write_text(json.dumps({"id": "d", "text": TEXT, "mentions": [KIM]}))
    found = load_gold(str(path))
    assert (found.name, found.recipes, list(found.documents)) == ("my.gold", tmp_path / "variants", ["d"])
    assert found.documents["d"] == document(text=TEXT, mentions=[KIM])
    with pytest.raises(DataError, match="limit items"):
        load_gold(str(path), Limits(items=0))


def test_gold_of_another_format_has_the_text_beside_it(tmp_path):
    (tmp_path / "d.ann").write_text("T1\tPER 0 3\tKim\n")
    (tmp_path / "d.txt").write_text(TEXT)
    (one,) = load_gold(str(tmp_path)).documents.values()
    assert (one.id, one.text, [(m.start, m.end) for m in one.mentions]) == ("d", TEXT, [(0, 3)])


def test_a_mistake_in_gold_is_a_fault_of_its_line(tmp_path):
    path = tmp_path / "g.jsonl"
    path.write_text(f'{{"id": "d", "text": "{TEXT}"}}\n{{"id": "e", "mentions": [{{"start": 3, "end": 3}}]}}\n')
    with pytest.raises(DataError) as error:
        load_gold(str(path))
    what, fix = "span [3, 3] is empty or runs backwards", "start is the first character, end the one after the last"
    assert error.value.faults == [Fault(str(path), 2, "$.mentions[0]", what, fix)]


def test_the_shipped_gold_is_the_folders():
    assert load_gold(None) is shipped_gold()
    found = shipped_gold.__wrapped__()
    paths = sorted(data.path("annotations", "gold").glob("*.json"))
    assert list(found.documents) == [msgspec.json.decode(path.read_bytes())["id"] for path in paths]
    assert all(one.text == seeds()[name] for name, one in found.documents.items())
    assert (found.name, found.inventory, found.recipes) == ("dateline-2.0.0", shipped(), data.path("annotations", "variants"))
    assert found.digest == digest(found.documents.values())
