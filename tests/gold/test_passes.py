"""Three passes and the decisions give the gold."""

import json
import re

import msgspec
import pytest
from msgspec.structs import replace

from dateline import api
from dateline.corpus.accept import Noted, accept
from dateline.corpus.gold import Gold
from dateline.corpus.seeds import manifest, seeds
from dateline.document import Document, labels
from dateline.document.inventory import shipped
from dateline.files import LIMITS
from gold import __main__ as adjudicate
from gold.build import pretty
from gold.decisions import decided
from gold.guidelines import check_gold
from gold.passes import LAYERS
from gold.voting import half, tally, together, voted
from tests.conftest import D0, ROOT

pytestmark = pytest.mark.once


def test_passes_and_decisions_give_the_gold():
    for document in adjudicate.gold():
        assert (ROOT / "annotations" / "gold" / f"{document.id}.json").read_bytes() == pretty(document)


def test_what_most_passes_say_is_in_and_the_rest_wants_a_decision():
    three = [{"level": "NAM", "entity": "a"}, {"level": "NAM", "entity": "b"}, {"level": "NOM", "entity": "c"}]
    found = together(three)
    assert (found.votes, found.attributes["level"], found.open) == (3, "NAM", ("entity",))
    assert together([{"level": "NAM"}, None, {"level": "PRO"}]).open == ("level",)
    assert not half(together([{"level": "NAM"}, None, None]).votes, 3)
    events = [{"arguments": [["Agent", "x"], ["Place", "y"]]}, {"arguments": [["Agent", "x"]]}, {"arguments": [["Agent", "z"]]}]
    assert together(events).attributes["arguments"] == {("Agent", "x"): 2}


def test_every_decision_changes_something_and_every_open_attribute_has_one():
    tables = [each[D0] for each in adjudicate.tables()]
    decisions = [d for d in adjudicate.decisions() if d.document == D0]
    opened = {(layer, key) for layer, items in voted(tables).items() for key, item in items.items() if item.open and half(item.votes, 3)}
    assert opened
    assert opened <= {(d.layer, d.item) for d in decisions}
    first = next(d for d in decisions if (d.layer, d.item) in opened)
    with pytest.raises(ValueError, match="no decision closes"):
        decided(tables, [d for d in decisions if d is not first])
    with pytest.raises(ValueError, match="two decisions"):
        decided(tables, [*decisions, first])
    mention = next(key for key, item in voted(tables)["mentions"].items() if item.votes == 3 and not item.open)
    with pytest.raises(ValueError, match="changes nothing"):
        decided(tables, [*decisions, replace(first, layer="mentions", item=mention, set={}, optional=None, alternatives=(), proof=False)])
    with pytest.raises(ValueError, match="no pass has"):
        decided(tables, [*decisions, replace(first, layer="mentions", item="0-1")])


def test_votes_stand_with_every_item():
    counted = tally({name: voted([each[name] for each in adjudicate.tables()]) for name in adjudicate.tables()[0]})
    for layer in LAYERS:
        gold = [item.votes for document in api.gold() for item in getattr(document, layer)]
        assert None not in gold
        assert gold.count(3) == counted[layer][3]
    arguments = [argument for document in api.gold() for event in document.events for argument in event.arguments]
    assert None not in {argument.votes for argument in arguments}
    assert sum(argument.votes == 3 for argument in arguments) > sum(argument.votes < 3 for argument in arguments)


def test_the_summary_counts_right():
    """Every table of ADJUDICATION.md is what the passes and the decisions give."""
    page = (ROOT / "annotations" / "ADJUDICATION.md").read_text("utf-8")
    assert adjudicate.summary() in page
    assert all(d.rule.startswith("§") for d in adjudicate.decisions())


def test_the_example_of_the_guidelines_is_whole_and_sound():
    raw = (ROOT / "annotations" / "example.json").read_bytes()
    page = (ROOT / "annotations" / "GUIDELINES.md").read_text("utf-8")
    assert raw.decode().strip() in page
    example = msgspec.json.decode(raw, type=Document)
    accepted = accept(example, example.text, ("example.json", 0), LIMITS, Noted(), gold=True)
    assert not accepted.faults
    document = accepted.side.document
    everything = [*document.mentions, *document.times, *document.events]
    assert all(item.start is not None and document.text[item.start : item.end] == item.text for item in everything)
    headed = replace(document, mentions=tuple(replace(m, head=m.head or (m.start, m.end)) for m in document.mentions))
    ours = tuple(replace(e, qid="NIL") for e in headed.entities)  # its ids are not the gold's to vouch for
    check_gold(Gold({"example": replace(headed, entities=ours)}, shipped(), "example", ""))


def test_disagreements_name_items_of_the_gold():
    gold = {d.id: {i.id for layer in (d.mentions, d.times, d.relations, d.events, d.quotes) for i in layer} for d in api.gold()}
    lines = (ROOT / "annotations" / "disagreements.jsonl").read_text("utf-8").splitlines()
    assert len(lines) >= 6
    for line in lines:
        entry = json.loads(line)
        assert entry["kind"] in {"contradiction", "day", "number", "source", "stance"}
        assert entry["note"]
        assert len(entry["sides"]) == 2
        for side in entry["sides"]:
            assert side["items"]
            assert set(side["items"]) <= gold[side["document"]]
            assert all(seeds()[side["document"]][start:end].strip() for start, end in side["evidence"])


def test_the_document_times_are_the_manifests():
    known = {article["id"]: (article["dct"], article["dct_basis"]) for article in manifest()["articles"]}
    assert {d.id: (d.dct, d.dct_basis) for d in api.gold()} == known
    assert all(article["dct_reason"] for article in manifest()["articles"])


def test_examples_of_the_guidelines_are_not_from_the_articles():
    texts = " ".join(seeds().values())
    examples = [t[key] for table in ("entities", "relations", "events") for t in labels.tables()[table].values() for key in ("yes", "no")]
    names = {
        w for example in examples for phrase in re.findall(r"\*([^*]+)\*", example) for w in re.findall(r"\b[A-Z][a-zé]{3,}\b", phrase)
    }
    shared = {name for name in names if re.search(rf"\b{name}\b", texts)}
    assert shared <= {
        "President", "Prime", "Minister", "Foreign", "Ministry", "World", "East", "Lake", "Norway", "Many", "Global", "Organization",
    }  # fmt: skip
    page = (ROOT / "annotations" / "GUIDELINES.md").read_text("utf-8")
    phrases = {p.strip("*`“”'’.,…") for p in re.findall(r"\*([^*|\n]{12,60})\*", page)}
    assert {p for p in phrases if len(p.split()) > 2 and p in texts} <= {"is expected to"}  # what grammar has no other words for
