"""Two passes and their decisions give the gold."""

import json
import re
from collections import Counter

import pytest
from msgspec.structs import replace

from dateline import api
from dateline.corpus.seeds import seeds
from dateline.document import labels
from gold import __main__ as adjudicate
from gold.build import decided, pretty
from gold.passes import differences
from tests.conftest import D0, ROOT


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


def test_disagreements_name_items_of_the_gold():
    gold = {d.id: {i.id for layer in (d.mentions, d.times, d.relations, d.events, d.quotes) for i in layer} for d in api.gold()}
    for line in (ROOT / "annotations" / "disagreements.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        assert entry["note"]
        assert all(set(ids) <= gold[name] for name, ids in entry["items"].items())


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
