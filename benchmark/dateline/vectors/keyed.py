"""Metrics whose items match by equal keys: relations, arguments, triggers and time expressions."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from dateline.block import Block, Flat
from dateline.columns import Columns
from dateline.items import Slice
from dateline.labels import turned
from dateline.layers.events import Arg, Trigger
from dateline.layers.relations import Rel
from dateline.layers.times import Time
from dateline.metric import Metric
from dateline.vectors.references import UNSURE, Terms
from dateline.vectors.spans import PACKED, Flags, Ints, by_label, first_of, found_in, placed

Both = tuple[Ints, Ints]


class Keyed(NamedTuple):
    """The items of one side: numbers of document and label, what a match must share, and which documents only pairs can settle."""

    document: Ints
    label: Ints
    key: Ints
    unsettled: Ints

    def where(self, documents: Flags) -> tuple[Ints, Ints]:
        """Keys in order and their labels, each key once, in some documents."""
        kept = documents[self.document]
        key, label = self.key[kept], self.label[kept]
        order = np.argsort(key, kind="stable")
        first = order[first_of(key[order])]
        return key[first], label[first]


def covers(metric: object) -> bool:
    """Whether this module knows a metric."""
    if isinstance(metric, Time):
        return metric.match == "strict" or (metric.span == "equal" and metric.match != "interval")
    return (
        isinstance(metric, Trigger)
        or (isinstance(metric, Rel) and metric.match == "entity")
        or (isinstance(metric, Arg) and metric.resolve == "yes")
    )


def keyed(metric: Metric, block: Block, terms: Terms) -> tuple[Keyed, Keyed, list[str]]:
    """Both sides' items, and the labels by rank; raises `OverflowError` where keys do not fit into numbers."""
    if isinstance(metric, Rel):
        return relations(block, terms)
    if isinstance(metric, Arg):
        return arguments(metric, block, terms)
    if isinstance(metric, Time):
        sides, name = (block.gold.times, block.pred.times), {"strict": None, "type": "type", "value": "value"}[metric.match]
        return standing(*sides, shared(*sides, name), once=True)
    sides = (block.gold.events, block.pred.events)
    untyped = isinstance(metric, Trigger) and metric.match == "span"
    return standing(*sides, shared(*sides, None) if untyped else ranked(*sides, "type"), once=False)


def sums(gold: Keyed, pred: Keyed, labels: list[str], documents: Flags, axes: Sequence[str]) -> Iterator[Slice]:
    """The four sums, and by label, over some documents."""
    (left, left_label), (right, right_label) = gold.where(documents), pred.where(documents)
    at = np.searchsorted(left, right)
    there = found_in(left, at, right)
    found = (right_label[there], right_label, left_label[at[there]], left_label)
    return by_label(labels, [np.bincount(column, minlength=len(labels)) for column in found], axes)


def packed(*parts: tuple[Ints, int]) -> Ints:
    """Numbers, each below a limit of its own, as one; raises `OverflowError` where they do not fit."""
    key, room = np.zeros(len(parts[0][0]), np.int64), 1
    for number, limit in parts:
        room *= limit
        key = key * limit + number
    if room >= PACKED:
        raise OverflowError
    return key


def ranked(gold: Columns, pred: Columns, name: str) -> tuple[Both, list[Any]]:
    """An attribute of both sides as ranks, and what they stand for; an absent one is empty."""
    sides = [side.codes(name) for side in (gold, pred)]
    values = sorted({value or "" for _, own in sides for value in own})
    rank = {value: number for number, value in enumerate(values)}
    first, second = (np.array([rank[value or ""] for value in own], np.int64)[codes] for codes, own in sides)
    return (first, second), values


def numbered(gold: Ints, pred: Ints) -> tuple[Both, int]:
    """Numbers of both sides as small ones, and how many there are."""
    values, numbers = np.sort(np.concatenate([gold, pred])), (gold, pred)
    known = values[first_of(values)]
    return (np.searchsorted(known, numbers[0]), np.searchsorted(known, numbers[1])), len(known)


def relations(block: Block, terms: Terms) -> tuple[Keyed, Keyed, list[str]]:
    """Triples of resolved keys, inverse names turned, the ends of symmetric ones in order."""
    ranks, types = ranked(block.gold.relations, block.pred.relations, "type")
    kinds = [turned(kind) for kind in types]
    labels = sorted({kind for kind, _, _ in kinds})
    place = {label: number for number, label in enumerate(labels)}
    label_of = np.array([place[kind] for kind, _, _ in kinds], np.int64)
    swaps = np.array([swap and not symmetric for _, swap, symmetric in kinds], dtype=bool)
    loose = np.array([symmetric for _, _, symmetric in kinds], dtype=bool)
    found = []
    for number, (side, rank) in enumerate(zip((block.gold, block.pred), ranks, strict=True)):
        head, tail = terms.of(number, side.pointers.heads), terms.of(number, side.pointers.tails)
        turn = swaps[rank] | (loose[rank] & (head > tail))
        ends = np.where(turn, tail, head), np.where(turn, head, tail)
        document, label = side.relations.owner, label_of[rank]
        key = packed((document, len(block)), (label, len(labels) + 1), (ends[0], terms.size), (ends[1], terms.size))
        found.append(Keyed(document, label, key, document[(head == UNSURE) | (tail == UNSURE)]))
    return found[0], found[1], labels


def arguments(metric: Arg, block: Block, terms: Terms) -> tuple[Keyed, Keyed, list[str]]:
    """Arguments by event type, role, resolved filler and trigger."""
    sides = (block.gold, block.pred)
    kinds, labels = ranked(block.gold.events, block.pred.events, "type")
    roles, names = ranked(block.gold.arguments, block.pred.arguments, "role")
    (triggers, unplaced), places = triggers_of(sides)
    found = []
    for number, side in enumerate(sides):
        event = side.arguments.owner
        document, label = side.events.owner[event], kinds[number][event]
        filler = terms.of(number, side.pointers.fillers)
        role = roles[number] if metric.match == "role" else np.zeros_like(filler)
        trigger = triggers[number][event] if metric.attached == "yes" else np.zeros_like(filler)
        parts = ((document, len(block)), (label, len(labels) + 1), (role, len(names) + 1), (filler, terms.size), (trigger, places + 1))
        unsettled = np.concatenate([document[filler == UNSURE], unplaced[number]])
        found.append(Keyed(document, label, packed(*parts), unsettled))
    return found[0], found[1], labels


def triggers_of(sides: tuple[Flat, Flat]) -> tuple[tuple[Both, Both], int]:
    """The number of each event's place in its document, the documents with events that stand nowhere, and how many places there are."""
    spans, rows, lost = [], [], []
    tables = [placed(side.events) for side in sides]
    width = 1 + max(int(table.end.max(initial=0)) for table in tables)
    for side, table in zip(sides, tables, strict=True):
        span = np.full(len(side.events), -1)
        span[table.row] = (table.document * width + table.start) * width + table.end
        spans.append(span)
        rows.append(table.row)
        lost.append(side.events.owner[span < 0])
    places, size = numbered(spans[0], spans[1])
    return (places, (lost[0], lost[1])), size


def standing(gold: Columns, pred: Columns, shared_: tuple[Both, Sequence[Any]], *, once: bool) -> tuple[Keyed, Keyed, list[str]]:
    """Items by their span and what else they must share; two may not have one key, nor, with `once`, one span."""
    kinds, labels = ranked(gold, pred, "type")
    values, names = shared_[0], len(shared_[1]) + 1
    tables = [placed(side) for side in (gold, pred)]
    width = 1 + max(int(table.end.max(initial=0)) for table in tables)
    found = []
    for number, (side, table) in enumerate(zip((gold, pred), tables, strict=True)):
        span = (table.document * width + table.start) * width + table.end
        key = packed((span, len(side.sizes) * width * width), (values[number][table.row], names))
        own = np.sort(span * names if once else key)
        again = own[1:][~first_of(own)[1:]] // (width * width * names)
        nowhere = np.ones(len(side), dtype=bool)
        nowhere[table.row] = False
        found.append(Keyed(table.document, kinds[number][table.row], key, np.concatenate([again, side.owner[nowhere]])))
    return found[0], found[1], labels


def shared(gold: Columns, pred: Columns, name: str | None) -> tuple[Both, Sequence[Any]]:
    """An attribute of both sides as numbers, absent ones apart from empty ones; without a name all are alike."""
    if name is None:
        return (np.zeros(len(gold), np.int64), np.zeros(len(pred), np.int64)), [None]
    sides = [side.codes(name) for side in (gold, pred)]
    rank = {value: number for number, value in enumerate(dict.fromkeys([*sides[0][1], *sides[1][1]]))}
    first, second = (np.array([rank[value] for value in own], np.int64)[codes] for codes, own in sides)
    return (first, second), list(rank)
