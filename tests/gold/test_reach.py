"""What a system without world knowledge can reach, and what the gold says of itself."""

import pytest
from msgspec.structs import replace

from dateline import api
from dateline.corpus.loading import shipped_gold
from dateline.document import Document
from dateline.metrics import headlines

pytestmark = pytest.mark.once


def from_text_alone(document: Document) -> Document:
    """The gold as it can be known from text and document time: what rests on general knowledge is left out, or has its other value."""
    times = [
        time if time.basis != "world" else replace(time, value=next((a.value for a in time.alternatives or () if a.value), None), edtf=None)
        for time in document.times
    ]
    events = [
        event if event.date_basis != "world" else replace(event, date=next((a.date for a in event.alternatives or () if a.date), None))
        for event in document.events
    ]
    bare = {"alternatives": None, "optional": None, "votes": None}
    return replace(
        document,
        text=None,
        dct=None,
        dct_basis=None,
        mentions=tuple(replace(item, **bare) for item in document.mentions),
        entities=tuple(replace(item, **bare) for item in document.entities),
        relations=tuple(replace(item, **bare) for item in document.relations),
        quotes=tuple(replace(item, **bare) for item in document.quotes),
        times=tuple(replace(item, **bare) for item in times),
        events=tuple(replace(e, arguments=tuple(replace(a, **bare) for a in e.arguments), **bare) for e in events),
    )


def test_a_system_that_reads_perfectly_and_knows_no_dates_reaches_every_headline():
    report = api.score([from_text_alone(document) for document in api.gold()])
    assert {layer: score.f1 for layer, score in report.headlines.items()} == dict.fromkeys((*headlines(), "whole"), 1.0)
    assert not [t for d in api.gold() for t in d.times if t.basis == "world" and not (t.optional or t.alternatives)]


def test_another_accepted_answer_is_as_right():
    """Every alternative of the gold, answered in the place of gold's own."""
    for document in api.gold():
        perfect = from_text_alone(document)
        answers = []
        for layer in ("mentions", "times", "events", "quotes"):
            for n, item in enumerate(getattr(document, layer)):
                for other in item.alternatives or ():
                    said = {name: value for name in other.__struct_fields__ if (value := getattr(other, name)) is not None}
                    items = list(getattr(perfect, layer))
                    items[n] = replace(items[n], **said, **({"text": None} if "start" in said else {}))
                    answers.append(replace(perfect, **{layer: tuple(items)}))
        assert len(answers) > 5
        for answer in answers:
            report = api.score([answer], gold=[document])
            assert {layer: score.f1 for layer, score in report.headlines.items()} == dict.fromkeys((*headlines(), "whole"), 1.0)


def test_no_headline_rests_on_few_items():
    report = api.score([from_text_alone(document) for document in api.gold()])
    counted = {layer: score.counts.gold for layer, score in report.headlines.items() if score.counts}
    assert min(counted.values()) >= 20
    assert shipped_gold().name == "dateline-2.0.0"
