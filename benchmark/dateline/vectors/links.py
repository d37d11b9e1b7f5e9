"""`Link` over a block."""

from collections.abc import Iterator, Sequence
from itertools import repeat

import numpy as np

from dateline.block import Flat
from dateline.document import NIL, TITLE
from dateline.items import Slice
from dateline.layers.linking import Link
from dateline.vectors.spans import Flags, Ints, Spans, by_label, distinct, first_of, found_in, last_of


def covers(metric: object) -> bool:
    """Whether the block kernel knows a metric."""
    return isinstance(metric, Link) and metric.match == "strong" and metric.clustered == "no"


def linked(side: Flat) -> tuple[Ints, list[str | None]]:
    """Each mention's own Wikidata id, else its entity's, as a number, and what the numbers stand for; a title has none."""
    own, given = side.codes("qid") if side.has("qid") else (np.zeros(len(side), np.int64), [None])
    owned, names = side.entities.codes("qid")
    mentioned, values = side.codes("entity")
    number = {value: place for place, value in enumerate(values)}
    named = np.fromiter(map(number.get, side.entities.column("id"), repeat(len(values))), np.int64, len(side.entities))
    width = len(values) + 1
    key, wanted = side.entities.owner * width + named, side.owner * width + mentioned
    order = np.argsort(key, kind="stable")
    order = order[last_of(key[order])]  # of entities with one id the last
    place = np.searchsorted(key[order], wanted)
    there = found_in(key[order], place, wanted)
    nothing = len(given) + len(names)
    found = np.full(len(side), nothing)
    found[there] = len(given) + owned[order[place[there]]]
    stated = np.array([value is not None for value in given], dtype=bool)[own]
    found[stated] = own[stated]
    if TITLE in side.labels:
        found[[label == TITLE for label in side.labels]] = nothing
    return found, [*given, *names, None]


class Links:
    """The mentions of both sides with their Wikidata ids (as they came), by the place of their span among gold's."""

    def __init__(self, gold: Spans, pred: Spans, qids: Sequence[tuple[Ints, list[str | None]]], labels: list[str], width: int) -> None:
        self.labels = labels
        self.qids = sorted({qid for _, values in qids for qid in values if qid})
        rank: dict[str | None, int] = {None: -1, "": -1} | {qid: number for number, qid in enumerate(self.qids)}
        self.nil = rank.get(NIL, -2)
        self.sides = (gold, pred)
        ranks = [np.array([rank[value] for value in values], np.int64)[codes] for codes, values in qids]
        self.codes = [code[side.row] for code, side in zip(ranks, self.sides, strict=True)]
        spans = [side.span(width) for side in self.sides]
        known = distinct(spans[0])[0]
        self.place = [np.searchsorted(known, span) for span in spans]
        self.known = [found_in(known, at, span) for at, span in zip(self.place, spans, strict=True)]
        judged = np.zeros(len(known) + 1, dtype=bool)
        judged[self.place[0][self.codes[0] >= 0]] = True
        self.outside = [there & ~judged[at] for at, there in zip(self.place, self.known, strict=True)]

    def kept(self, metric: Link, side: int) -> Flags:
        """The items of one side: those with an id, but on spans that gold did not judge."""
        code = self.codes[side]
        kept = (code >= 0) & ~self.outside[side]
        kept &= (code != self.nil) | (metric.nil == "yes")
        return kept & (self.known[side] | (metric.given == "nothing"))

    def items(self, metric: Link, side: int) -> tuple[Ints, Ints, Ints]:
        """Key, label and number with copies of the distinct items of one side; what stands on no gold span has key -1."""
        kept = self.kept(metric, side)
        label, place, code = self.sides[side].label[kept], self.place[side][kept], self.codes[side][kept]
        numbers = np.bincount(label, minlength=len(self.labels))
        key = place * len(self.qids) + code
        key = key * len(self.labels) + label if metric.typed == "yes" else key
        key = np.where(self.known[side][kept], key, -1)
        order = np.lexsort((label, key))
        first = last_of(key[order] * len(self.labels) + label[order])
        return key[order][first], label[order][first], numbers

    def sums(self, metric: Link, axes: Sequence[str]) -> Iterator[Slice]:
        """The four sums, and by label: the first gold item of a key matches the predicted item of its label, else the first."""
        (gold, gold_label, in_gold), (pred, pred_label, in_pred) = (self.items(metric, side) for side in (0, 1))
        first = first_of(gold)
        gold, gold_label = gold[first], gold_label[first]
        at = np.searchsorted(gold, pred)
        there = found_in(gold, at, pred)
        at, pred_label = at[there], pred_label[there]
        order = np.lexsort((np.arange(len(at)), gold_label[at] != pred_label, at))
        best = order[first_of(at[order])]
        right = [np.bincount(found, minlength=len(self.labels)) for found in (pred_label[best], gold_label[at[best]])]
        return by_label(self.labels, (right[0], in_pred, right[1], in_gold), axes)
