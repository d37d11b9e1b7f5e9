"""What the references of a block name: the numbers of items, found for all documents at once.

A number below `times` is a mention's row; then come times, events, and entities by the row of a mention that names them.
"""

from collections.abc import Hashable
from itertools import chain, repeat
from typing import NamedTuple

import numpy as np

from dateline.block import Flat
from dateline.columns import Columns, numbered
from dateline.document import TITLE, UNSPECIFIED
from dateline.vectors.spans import Ints, first_of, found_in

NOTHING, NOBODY, UNKNOWN = -1, -2, -3  # no reference; UNSPECIFIED; what only the resolver can tell


class Pointers(NamedTuple):
    """What relations' heads and tails, arguments' fillers and quotes' speakers name, and where the kinds of number begin.

    `doubtful` are the documents with an id given twice, or with a reference that is `UNKNOWN`.
    """

    times: int
    events: int
    entities: int
    heads: Ints
    tails: Ints
    fillers: Ints
    speakers: Ints
    doubtful: set[int]


def pointers(side: Flat) -> Pointers:
    """Every reference of one side."""
    index = Index(side)
    asked = [
        (side.relations.column("head"), side.relations.owner),
        (side.relations.column("tail"), side.relations.owner),
        (side.arguments.column("filler"), side.events.owner[side.arguments.owner]),
        (side.quotes.column("speaker"), side.quotes.owner),
    ]
    others = ((side.relations, "asserted_by"), (side.events, "asserted_by"), (side.quotes, "addressee"), (side.quotes, "via"))
    asked += [(layer.column(name), layer.owner) for layer, name in others if layer.has(name)]
    found = [index.resolve(references, owner) for references, owner in asked]
    doubtful = set(index.twice.tolist())
    for numbers, (_, owner) in zip(found, asked, strict=True):
        doubtful.update(owner[numbers == UNKNOWN].tolist())
    return Pointers(index.times, index.events, index.entities, found[0], found[1], found[2], found[3], doubtful)


class Index:
    """The ids of one side by document, in order, and what they stand for; `twice` are the documents that give one again."""

    def __init__(self, side: Flat) -> None:
        self.side = side
        self._grounded: dict[int, dict[Hashable, int]] = {}
        names, odd = side.column("entity"), UNSPECIFIED in side.values("entity")
        self.unspecified = {n for n, (a, b) in enumerate(side.bounds) if UNSPECIFIED in names[a:b]} if odd else set()
        self.times = len(side)
        self.events = self.times + len(side.times)
        self.entities = self.events + len(side.events)  # from here on an id is in use, but names nothing itself
        layers: tuple[Columns, ...] = (side, side.times, side.events, side.entities, side.relations, side.quotes)
        if not any(layer.has("id") for layer in layers):
            layers = ()
        codes, values = numbered(list(chain.from_iterable(layer.column("id") for layer in layers)))
        self.number = {value: number for number, value in enumerate(values) if value is not None}
        self.width = 1 + len(values)
        named = np.flatnonzero(codes != values.index(None)) if None in values else np.arange(len(codes))
        owner = np.concatenate([np.zeros(0, np.int64), *(layer.owner for layer in layers)])
        key = (owner * self.width + codes)[named]
        order = np.argsort(key)
        self.keys = key[order]
        self.targets = np.minimum(named[order], self.entities)
        self.twice = self.keys[~first_of(self.keys)] // self.width

    def resolve(self, references: list[Hashable], owner: Ints) -> Ints:
        """What references name."""
        codes = np.fromiter(map(self.number.get, references, repeat(self.width - 1)), np.int64, len(references))
        keys = owner * self.width + codes
        place = np.searchsorted(self.keys, keys)
        there = found_in(self.keys, place, keys)
        found = np.full(len(references), UNKNOWN)
        found[there] = self.targets[place[there]]
        for row in np.flatnonzero((found < 0) | (found >= self.entities)).tolist():
            found[row] = self.indirect(references[row], int(owner[row]), used=bool(there[row]))
        return found

    def indirect(self, reference: Hashable, document: int, *, used: bool) -> int:
        """What a reference names that is no id of a mention, a time or an event."""
        if reference is None:
            return NOTHING
        row = self.grounded(document).get(reference)
        if row is not None:
            return self.entities + row
        return NOBODY if reference == UNSPECIFIED and not used and document not in self.unspecified else UNKNOWN

    def grounded(self, document: int) -> dict[Hashable, int]:
        """A mention's row for each entity that some mention with a type names."""
        if document not in self._grounded:
            a, b = self.side.bounds[document]
            kinds, names = self.side.column("type")[a:b], self.side.column("entity")[a:b]
            rows = reversed(list(zip(names, range(a, b), kinds, strict=True)))
            self._grounded[document] = {name: row for name, row, kind in rows if kind is not None and kind != TITLE}
        return self._grounded[document]
