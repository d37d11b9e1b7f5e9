"""Gold: loaded, placed, checked, and told from other gold by its hash."""

import hashlib
import json

import msgspec
import pytest

from dateline.corpus import gold
from dateline.corpus.gold import accepted_gold, content_of, digest, gold_of, hex_of, load_gold, shipped_gold, texted
from dateline.corpus.seeds import seeds
from dateline.document.inventory import shipped
from dateline.files import LIMITS, Limits, data
from dateline.files.faults import DataError, Fault
from dateline.formats._reader import Read
from tests.conftest import D0
from tests.corpus.conftest import TEXT, document

KIM = {"start": 0, "end": 3, "type": "PER"}


def reads(*documents):
    return [Read(one, "g", line) for line, one in enumerate(documents, 1)]


def faults_of(*documents, limits=LIMITS):
    with pytest.raises(DataError) as error:
        accepted_gold(reads(*documents), limits)
    return error.value.faults


def test_the_hash_is_of_the_content_without_its_canary():
    own = document(text="é", mentions=[])
    whole = hashlib.sha256('{"id":"d","text":"é","mentions":[]}'.encode()).hexdigest()
    assert f"{content_of(own):064x}" == whole
    assert content_of(document(text="é", mentions=[], canary="x")) == content_of(own)
    assert content_of(document(text="e", mentions=[])) != content_of(own)


def test_a_digest_does_not_change_with_the_order():
    first, second = document(text="a"), document(text="b")
    assert digest([first, second]) == digest([second, first]) == hex_of(content_of(first) + content_of(second))
    assert digest([]) == "0" * 12


@pytest.mark.parametrize(
    ("content", "hex_"),
    [(0, "0" * 12), (1 << 255, "8" + "0" * 11), ((1 << 256) + (5 << 252), "5" + "0" * 11), (0xABC << 208, "000000000abc"), (1, "0" * 12)],
)
def test_sums_are_taken_round_at_256_bits(content, hex_):
    assert hex_of(content) == hex_


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


def test_a_seed_has_its_text():
    assert texted(document(id=D0)).text == seeds()[D0]
    assert texted(document(id=D0, text="x")).text == "x"
    assert texted(document()) == document()


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
    monkeypatch.setattr(gold, "watched", lambda items, what: shown.append(what) or items)
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
