"""A population of really scored, unequal documents: rows of a synthetic corpus under two systems, some documents short, some hard."""

import random
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from dateline.analysis.resampling import Array, Sample, Sheet, samples
from dateline.document import Document
from dateline.evaluation.count import evaluate
from dateline.kernel.counts import Row
from dateline.metrics import parse
from speed.corpora import pairs

METRICS = ("NER", "CoNLL", "Rel", "Arg", "Quote(match=joint)")
LAYERS = frozenset({"entities", "coreference", "relations", "events", "quotes"})
SIZE = 2_000  # documents
Json = dict[str, Any]


def documents(system: int) -> Iterator[tuple[Document, Document]]:
    """Gold documents and a system's answers: each cut at some word, each with a share of its answered mentions lost."""
    cuts, draw = random.Random(1), random.Random(system)
    for gold, answer in pairs(SIZE, 1, full=True):
        end = gold["mentions"][min(len(gold["mentions"]) - 1, cuts.randrange(3, 45))]["end"]
        hard, own = cuts.betavariate(1, 4), draw.uniform(0.5, 1.5)
        yield decoded(cut(gold, end)), decoded(cut(thinned(answer, min(0.9, hard * own), draw), end) | {"text": None})


def thinned(answer: Json, lost: float, draw: random.Random) -> Json:
    """An answer without a share of its mentions."""
    return answer | {"mentions": [mention for mention in answer["mentions"] if draw.random() >= lost]}


def cut(document: Json, end: int) -> Json:
    """A document up to a character: what begins later, and what refers to it, is gone."""
    mentions = [mention for mention in document["mentions"] if mention["end"] <= end]
    known = {mention["id"] for mention in mentions}
    events = [event for event in document["events"] if event["start"] < end]
    return document | {
        "mentions": mentions,
        "times": [time for time in document["times"] if time["start"] < end],
        "relations": [r for r in document["relations"] if r["head"] in known and r["tail"] in known],
        "events": [event | {"arguments": [a for a in event["arguments"] if a["filler"] in known]} for event in events],
        "quotes": [quote for quote in document["quotes"] if quote["spans"][0][0] < end and quote["speaker"] in known],
    }


def decoded(document: Json) -> Document:
    """A document of the schema."""
    return msgspec.convert({name: value for name, value in document.items() if value is not None}, Document)


@cache
def rows(system: int = 1) -> tuple[Row, ...]:
    """The rows of a system over the population under every metric of the simulation."""
    return tuple(evaluate(list(documents(system)), [parse(name) for name in METRICS], ()).rows)


@cache
def sample(name: str) -> Sample:
    """The population as one sample of a metric."""
    return samples(parse(name), LAYERS, [Sheet(rows())])[0]


@cache
def both(name: str) -> tuple[Sample, Sample]:
    """Two systems of about one quality over the population."""
    first, second = samples(parse(name), LAYERS, [Sheet(rows(1)), Sheet(rows(2))])
    return first, second


def chosen(population: Sample, places: Array) -> Sample:
    """Some units of a population."""
    return population._replace(columns=population.columns[places], names=tuple(map(str, range(len(places)))))
