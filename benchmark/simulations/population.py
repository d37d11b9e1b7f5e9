"""A population of really scored, unequal documents: rows of a synthetic corpus, some documents short, some hard."""

import random
from functools import cache
from typing import Any

import msgspec
import numpy as np

from dateline.analysis.resampling import Array, Sample, Sheet, samples
from dateline.document import Document
from dateline.evaluation.count import evaluate
from dateline.kernel.counts import Row
from dateline.metrics import parse
from speed.corpora import WORDS, pairs

METRICS = ("NER", "CoNLL", "Rel", "Arg", "Quote(match=joint)")
SIZE = 2_000  # documents
Json = dict[str, Any]


def documents(seed: int = 1) -> list[tuple[Document, Document]]:
    """Gold documents and answers: each cut at some word, each with a share of its answered mentions lost."""
    draw = random.Random(seed)
    found = []
    for gold, answer in pairs(SIZE, seed, full=True):
        end = gold["mentions"][min(len(gold["mentions"]) - 1, draw.randrange(3, 45))]["end"]
        lost = draw.betavariate(1, 4)
        found.append((decoded(cut(gold, end)), decoded(cut(thinned(answer, lost, draw), end) | {"text": None})))
    return found


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
    """A document of the schema; words are fewer than they were, the text stays."""
    return msgspec.convert({name: value for name, value in document.items() if value is not None}, Document)


@cache
def rows() -> tuple[Row, ...]:
    """The rows of the population under every metric of the simulation."""
    return tuple(evaluate(documents(), [parse(name) for name in METRICS], ()).rows)


@cache
def sample(name: str) -> Sample:
    """The population as one sample of a metric."""
    return samples(parse(name), frozenset({"entities", "coreference", "relations", "events", "quotes"}), [Sheet(rows())])[0]


def sizes() -> tuple[float, float, float]:
    """The least, the median and the greatest number of gold mentions of a document, for the record."""
    counted: Array = sample("NER").columns[:, 3]
    return float(counted.min()), float(np.median(counted)), float(counted.max())


LENGTH = WORDS
