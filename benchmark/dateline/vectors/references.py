"""What the references of a block mean in gold's terms, as numbers: `resolution` for all of them at once."""

import numpy as np

from dateline.block import Block, Flat
from dateline.columns import Columns
from dateline.document import TITLE
from dateline.vectors.clusters import Partition
from dateline.vectors.spans import LEVELS, Edges, Flags, Ints, Spans, distinct, first_of, found_in, overlaps, placed, width_of

UNSURE = -1  # a key that only the resolver can tell
NOTHING, NOBODY, FIRST = 0, 1, 2  # no reference; an unspecified one; the first gold cluster


class Terms:
    """The key of every item that a reference can name; two keys in one document are equal where the resolver's are.

    All are below `size`: gold's clusters, the places of gold's times and of its events, and what gold does not have.
    """

    def __init__(self, block: Block, gold: Spans, pred: Spans, partition: Partition, labels: list[str], width: int) -> None:
        self.block, self.gold, self.pred, self.labels, self.width = block, gold, pred, labels, width
        self.partition = partition
        self.size = FIRST + len(self.partition.size)
        mentions = (self.own(block.gold), self.predicted())
        times = self.anchored(block.gold.times, block.pred.times)
        events = self.anchored(block.gold.events, block.pred.events)
        entities = (mentions[0], self.voted(mentions[1]))
        ends = np.array([UNSURE, NOBODY, NOTHING])  # where pointers below 0 lead, counted from the end
        self.keys = [np.concatenate([*found, ends]) for found in zip(mentions, times, events, entities, strict=True)]

    def of(self, side: int, pointers: Ints) -> Ints:
        """The keys of what some pointers of one side (0 gold, 1 predicted) name."""
        return self.keys[side][pointers]

    def new(self, values: Ints) -> Ints:
        """A new key for each distinct value."""
        known = distinct(values)[0]
        self.size += len(known)
        return self.size - len(known) + np.searchsorted(known, values)

    def at(self, spans: Ints) -> Ints:
        """The key of the gold cluster on each span, unsure where there is none."""
        place = np.searchsorted(self.partition.span, spans)
        there = found_in(self.partition.span, place, spans)
        found = np.full(len(spans), UNSURE)
        found[there] = FIRST + self.partition.cluster[place[there]]
        return found

    def own(self, side: Flat) -> Ints:
        """The key of each mention as it came, by what stands on its span in gold; unsure also for a title."""
        found = self.at((side.owner * self.width + side.array("start")) * self.width + side.array("end"))
        if TITLE in side.labels:
            found[[label == TITLE for label in side.labels]] = UNSURE
        return found

    def predicted(self) -> Ints:
        """The keys of predicted mentions: of the gold mention on the span, else of the shortest gold name around; the rest are spurious."""
        found = self.own(self.block.pred)
        left = self.pred.where(found[self.pred.row] == UNSURE)
        gold = self.gold.where(first_of(self.gold.span(self.width)))
        if TITLE in self.labels:
            left = left.where(left.label != self.labels.index(TITLE))
            known, spans = gold.span(self.width), left.span(self.width)
            left = left.where(~found_in(known, np.searchsorted(known, spans), spans))
        left = left.where(self.named()[left.row])
        if not len(left.row):
            return found
        given = [stated(side, "head")[table.row] for side, table in ((self.block.gold, gold), (self.block.pred, left))]

        def around(edges: Edges) -> Flags:
            inside: Flags = (gold.start[edges.gold] <= left.start[edges.pred]) & (left.end[edges.pred] <= gold.end[edges.gold])
            inside &= gold.level[edges.gold] == LEVELS.index("NAM")
            return inside

        edges = overlaps(gold, left, lambda edges: around(edges) | given[0][edges.gold] | given[1][edges.pred])
        start, end = gold.start[edges.gold], gold.end[edges.gold]
        order = np.lexsort((start, end - start, ~around(edges), edges.pred))
        best = order[first_of(edges.pred[order])]
        found[left.row] = self.new(left.span(self.width))
        found[left.row[edges.pred[best]]] = self.at(gold.span(self.width))[edges.gold[best]]
        found[left.row[edges.pred[given[0][edges.gold] | given[1][edges.pred]]]] = UNSURE
        found[left.row[stated(self.block.pred, "text")[left.row]]] = UNSURE
        return found

    def named(self) -> Flags:
        """The predicted mentions that references name, themselves or by way of an entity."""
        asked = self.block.pred.pointers
        numbers = np.concatenate([asked.heads, asked.tails, asked.fillers, asked.speakers])
        found = np.full(len(self.block.pred), bool((numbers >= asked.entities).any()))
        found[numbers[(numbers >= 0) & (numbers < asked.times)]] = True
        return found

    def anchored(self, gold: Columns, pred: Columns) -> tuple[Ints, Ints]:
        """The keys of both sides' times, or events: the gold one that a span overlaps most, equal spans first."""
        tables = [placed(side) for side in (gold, pred)]
        width = width_of(*tables)
        spans = [side.span(width) for side in tables]
        found = [np.full(len(side), UNSURE) for side in (gold, pred)]
        keys = self.new(spans[0])
        found[0][tables[0].row] = keys
        first = first_of(spans[0])
        known, keys = spans[0][first], keys[first]
        place = np.searchsorted(known, spans[1])
        there = found_in(known, place, spans[1])
        found[1][tables[1].row[there]] = keys[place[there]]
        left = tables[1].where(~there)
        if len(left.row):
            found[1][left.row] = self.new(spans[1][~there])
            edges = overlaps(tables[0].where(first), left)
            order = np.lexsort((edges.gold, -edges.shared, edges.pred))
            best = order[first_of(edges.pred[order])]
            found[1][left.row[edges.pred[best]]] = keys[edges.gold[best]]
        return found[0], found[1]

    def voted(self, mentions: Ints) -> Ints:
        """The key of each predicted mention's entity: the gold cluster that holds most of the entity's mentions, if one alone does."""
        found = np.full(len(mentions), UNSURE)
        asked = self.block.pred.pointers
        if not any((numbers >= asked.entities).any() for numbers in (asked.heads, asked.tails, asked.fillers, asked.speakers)):
            return found
        clusters = Partition(self.pred, self.labels, self.width)
        keys = mentions[clusters.row]
        mine = (keys >= FIRST) & (keys < FIRST + len(self.partition.size))
        pairs, votes = distinct(clusters.cluster[mine] * self.size + keys[mine])
        cluster, key = pairs // self.size, pairs % self.size
        order = np.lexsort((-votes, cluster))
        cluster, key, votes = cluster[order], key[order], votes[order]
        tied = np.append((cluster[1:] == cluster[:-1]) & (votes[1:] == votes[:-1]), False)[: len(cluster)]
        best = first_of(cluster) & ~tied
        own = self.new(np.arange(len(clusters.size)))
        own[cluster[best]] = key[best]
        own[clusters.cluster[keys == UNSURE]] = UNSURE
        spans = self.pred.span(self.width)
        place = np.searchsorted(clusters.span, spans)
        there = found_in(clusters.span, place, spans)
        found[self.pred.row[there]] = own[clusters.cluster[place[there]]]
        return found


def stated(side: Flat, name: str) -> Flags:
    """Which mentions have an attribute."""
    if not side.has(name):
        return np.zeros(len(side), dtype=bool)
    return np.array([value is not None for value in side.column(name)], dtype=bool)
