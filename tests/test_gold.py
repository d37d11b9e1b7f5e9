"""The shipped gold: seeds byte for byte, passes + decisions = gold, constraints that find every planted fault."""

import hashlib
import json
import re
import tomllib
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from dateline import api
from dateline.corpus.gold import Gold, shipped_gold
from dateline.corpus.seeds import seeds
from dateline.document import Argument, labels
from dateline.files.faults import DataError
from gold import __main__ as adjudicate
from gold.build import decided, pretty
from gold.guidelines import check_gold
from gold.passes import differences

ROOT = Path(__file__).parent.parent
D0, D1 = "000_6bac379f7b3f3210", "001_431afd2a78419558"


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


def test_passes_and_decisions_give_the_gold():
    for document in adjudicate.gold():
        assert (ROOT / "annotations" / "gold" / f"{document.id}.json").read_bytes() == pretty(document)


def test_there_is_exactly_one_entry_for_each_difference():
    a, b = adjudicate.tables()
    wanted = Counter((name, d.layer, d.item) for name in a for d in differences(a[name], b[name]))
    entries = Counter((e.document, e.layer, e.item) for e in adjudicate.entries() if e.kind == "difference")
    assert entries == wanted
    assert set(wanted.values()) == {1}


def test_a_missing_or_superfluous_entry_is_refused():
    a, b = adjudicate.tables()
    entries = [e for e in adjudicate.entries() if e.document == D0]
    with pytest.raises(ValueError, match="no entry for"):
        decided(a[D0], b[D0], entries[1:])
    with pytest.raises(ValueError, match="without a difference"):
        decided(a[D0], b[D0], [*entries, replace(entries[0], item="0-1")])
    with pytest.raises(ValueError, match="does not show the versions"):
        decided(a[D0], b[D0], [replace(entries[0], a={"level": "PRO"}), *entries[1:]])


def test_every_entry_names_a_rule_and_the_summary_counts_right():
    entries = adjudicate.entries()
    assert all(e.rule.startswith("§") for e in entries)
    summary = (ROOT / "annotations" / "ADJUDICATION.md").read_text("utf-8")
    differing = [e for e in entries if e.kind == "difference"]
    assert f"{len(differing)} items differ" in summary
    taken = Counter(e.decision if isinstance(e.decision, str) else "own" for e in differing)
    assert f"taken {taken['a']} times" in summary
    assert f"second's {taken['b']} times" in summary
    assert f"{sum(e.kind == 'proof' for e in entries)}\nentries of kind `proof`" in summary
    gold = api.gold()
    sizes = [f"{' and '.join(str(len(getattr(d, layer))) for d in gold)} {layer}" for layer in ("mentions", "events", "quotes")]
    flat = " ".join(summary.split())
    assert all(size in flat for size in sizes)


def test_the_shipped_gold_has_no_faults():
    check_gold(shipped_gold())


def test_every_item_text_is_its_slice():
    for document in api.gold():
        for item in (*document.mentions, *document.times, *document.events):
            assert document.text[item.start : item.end] == item.text


def test_disagreements_name_items_of_the_gold():
    gold = {d.id: {i.id for layer in (d.mentions, d.times, d.relations, d.events, d.quotes) for i in layer} for d in api.gold()}
    for line in (ROOT / "annotations" / "disagreements.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        assert entry["note"]
        assert all(set(ids) <= gold[name] for name, ids in entry["items"].items())


def test_cross_document_chains_exist():
    first, second = api.gold()
    assert len({e.referent for e in first.entities} & {e.referent for e in second.entities}) >= 10
    assert len({e.referent for e in first.events} & {e.referent for e in second.events}) >= 5


def test_examples_of_the_guidelines_are_not_from_the_articles():
    texts = " ".join(seeds().values())
    examples = [t[key] for table in ("entities", "relations", "events") for t in labels.tables()[table].values() for key in ("yes", "no")]
    names = {
        w for example in examples for phrase in re.findall(r"\*([^*]+)\*", example) for w in re.findall(r"\b[A-Z][a-zé]{3,}\b", phrase)
    }
    shared = {name for name in names if re.search(rf"\b{name}\b", texts)}
    assert shared <= {
        "President",
        "Prime",
        "Minister",
        "Foreign",
        "Ministry",
        "World",
        "East",
        "Lake",
        "Norway",
        "Many",
        "Global",
        "Organization",
    }


def first(document, layer, **changes):
    """The document with its first item of a layer changed."""
    items = getattr(document, layer)
    return replace(document, **{layer: (replace(items[0], **changes), *items[1:])})


PLANTED = {
    "outside the text": lambda d: first(d, "mentions", start=0, end=99_999, text=None, head=(0, 1)),
    "differs from the article's": lambda d: first(d, "mentions", text="Puton"),
    "given twice": lambda d: first(d, "mentions", id=d.mentions[1].id),
    "has no level": lambda d: first(d, "mentions", level=None),
    "not inside the mention": lambda d: first(d, "mentions", head=(900, 903)),
    "not in the inventory": lambda d: first(d, "mentions", type="PERSON"),
    "nothing has the id": lambda d: first(d, "relations", head="nobody"),
    "is stored twice": lambda d: replace(d, relations=(*d.relations, replace(d.relations[0], id="again"))),
    "has no role": lambda d: first(d, "events", arguments=(Argument(role="Victim", filler="m1"),)),
    "no EDTF": lambda d: first(d, "events", date="yesterday"),
    "go together": lambda d: first(d, "events", date_basis=None),
    "has 2 items": lambda d: replace(d, events=(*d.events, replace(d.events[0], id="again"))),
    "no line in qids.csv": lambda d: replace(d, entities=tuple(replace(e, qid="Q42") if e.qid == "Q956" else e for e in d.entities)),
    "the evidence has no mention": lambda d: first(d, "relations", evidence=((0, 1),), inferred=None),
    "lie outside the content": lambda d: first(d, "quotes", kind="mixed", verbatim=((0, 3),)),
    "has no kind": lambda d: first(d, "quotes", kind=None),
    "stands beside the narrower": lambda d: replace(
        d, relations=(*d.relations, *(replace(r, id="broad", type="leader_of") for r in d.relations if r.type == "head_of_state"))
    ),
}


@pytest.mark.parametrize("message", list(PLANTED))
def test_a_planted_fault_is_reported(message):
    gold = shipped_gold()
    document = PLANTED[message](gold.documents[D0])
    with pytest.raises(DataError) as error:
        check_gold(Gold({**gold.documents, D0: document}, gold.inventory, "planted", ""))
    found = [fault for fault in error.value.faults if message in f"{fault.what} {fault.fix}" or message in str(fault)]
    if message == "outside the text":
        found = [fault for fault in error.value.faults if "ends after the text" in fault.what]
    assert found, str(error.value)
    assert all(fault.fix for fault in found)


def test_times_must_fit_their_values():
    gold = shipped_gold()
    document = first(gold.documents[D1], "times", edtf="2020-01-01")
    with pytest.raises(DataError, match="does not fit the TIMEX3 value"):
        check_gold(Gold({**gold.documents, D1: document}, gold.inventory, "planted", ""))


def test_all_planted_faults_are_reported_at_once():
    gold = shipped_gold()
    document = first(first(first(gold.documents[D0], "mentions", level=None), "quotes", kind=None), "events", date="yesterday")
    with pytest.raises(DataError) as error:
        check_gold(Gold({**gold.documents, D0: document}, gold.inventory, "planted", ""))
    text = str(error.value)
    assert all(part in text for part in ("has no level", "has no kind", "no EDTF", "faults"))


def test_the_gold_reads_back_as_it_was_written():
    for document in api.gold():
        bare = replace(document, text=None)
        assert msgspec.json.decode(pretty(bare), type=type(bare)) == bare
