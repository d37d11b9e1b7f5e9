"""`Link` over a block."""

from collections.abc import Iterator, Sequence

import numpy as np

from dateline.document import NIL
from dateline.items import Slice
from dateline.layers.linking import Link
from dateline.vectors.columns import Flags, Ints, Spans, by_label, distinct, first_of, found_in, last_of


def covers(metric: object) -> bool:
    """Whether the block kernel knows a metric."""
    return isinstance(metric, Link) and metric.match == "strong" and metric.clustered == "no"


class Links:
    """The mentions of both sides with their Wikidata ids (given as the mentions came), by the place of their span among gold's."""

    def __init__(self, gold: Spans, pred: Spans, qids: Sequence[list[str | None]], labels: list[str], width: int) -> None:
        self.labels = labels
        self.qids = sorted({qid for found in qids for qid in found if qid})
        rank: dict[str | None, int] = {None: -1, "": -1} | {qid: number for number, qid in enumerate(self.qids)}
        self.nil = rank.get(NIL, -2)
        self.sides = (gold, pred)
        codes = [np.fromiter(map(rank.__getitem__, found), np.int64, len(found)) for found in qids]
        self.codes = [code[side.row] for code, side in zip(codes, self.sides, strict=True)]
        spans = [(side.document * width + side.start) * width + side.end for side in self.sides]
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
