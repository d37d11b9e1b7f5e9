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
from dateline.vectors.spans import PACKED, Flags, Ints, by_label, distinct, first_of, found_in, placed, width_of

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
        sides = (block.gold.times, block.pred.times)
        return standing(*sides, alike(*sides) if metric.match == "strict" else ranked(*sides, metric.match, absent=None), once=True)
    sides = (block.gold.events, block.pred.events)
    untyped = isinstance(metric, Trigger) and metric.match == "span"
    return standing(*sides, alike(*sides) if untyped else ranked(*sides, "type"), once=False)


def alike(gold: Columns, pred: Columns) -> tuple[Both, list[Any]]:
    """Nothing but its place tells an item from others."""
    return (np.zeros(len(gold), np.int64), np.zeros(len(pred), np.int64)), [None]


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


def ranked(gold: Columns, pred: Columns, name: str, absent: str | None = "") -> tuple[Both, list[Any]]:
    """An attribute of both sides as ranks, and what they stand for; what is absent counts as empty, or with `None` as itself."""
    sides = [side.codes(name) for side in (gold, pred)]
    given = [[absent if value is None else value for value in own] for _, own in sides]
    values = sorted({*given[0], *given[1]}, key=lambda value: (value is not None, value or ""))
    rank = {value: number for number, value in enumerate(values)}
    first, second = (np.array([rank[value] for value in own], np.int64)[codes] for own, (codes, _) in zip(given, sides, strict=True))
    return (first, second), values


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
    tables = [placed(side.events) for side in sides]
    width = width_of(*tables)
    spans = [np.full(len(side.events), -1) for side in sides]
    for span, table in zip(spans, tables, strict=True):
        span[table.row] = table.span(width)
    first, second = (side.events.owner[span < 0] for side, span in zip(sides, spans, strict=True))
    known = distinct(np.concatenate(spans))[0]
    return ((np.searchsorted(known, spans[0]), np.searchsorted(known, spans[1])), (first, second)), len(known)


def standing(gold: Columns, pred: Columns, told: tuple[Both, Sequence[Any]], *, once: bool) -> tuple[Keyed, Keyed, list[str]]:
    """Items by their span and what else they must share; two may not have one key, nor, with `once`, one span."""
    kinds, labels = ranked(gold, pred, "type")
    values, names = told[0], len(told[1]) + 1
    tables = [placed(side) for side in (gold, pred)]
    width = width_of(*tables)
    found = []
    for number, (side, table) in enumerate(zip((gold, pred), tables, strict=True)):
        span = table.span(width)
        key = packed((span, len(side.sizes) * width * width), (values[number][table.row], names))
        own = np.sort(span * names if once else key)
        again = own[1:][~first_of(own)[1:]] // (width * width * names)
        nowhere = np.ones(len(side), dtype=bool)
        nowhere[table.row] = False
        found.append(Keyed(table.document, kinds[number][table.row], key, np.concatenate([again, side.owner[nowhere]])))
    return found[0], found[1], labels
