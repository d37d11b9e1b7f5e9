"""Where counts are booked: the total, the slices of the axes that were asked for, and the paragraphs of a text."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple

from dateline.document.items import Item
from dateline.document.labels import family
from dateline.kernel.pair import Pair

Cell = Hashable  # where an item is booked: its value on one axis, empty for none, or its paragraph with its values on some
Columns = tuple[str, str, list[list[float]]]  # paragraph, slice, and the four columns of numbers that add up to its counts


class Sums(NamedTuple):
    """What counts documents one after the other, what they came to, and what begins anew; metrics that count alike share them."""

    add: Callable[[Pair], None]
    columns: Callable[[], Iterator[Columns]]
    clear: Callable[[], None]


class Slicing(NamedTuple):
    """How items are told apart: by the axes asked for that a metric has, and by paragraph."""

    axes: tuple[str, ...]
    paragraphs: bool = False

    @property
    def plain(self) -> bool:
        """Whether an item's label says where it is booked."""
        return not self.paragraphs and set(self.axes) <= {"type"}

    def cells(self, pair: Pair, items: Sequence[Item], *, gold: bool = False) -> Sequence[Cell]:
        """Where each item is booked; gold items have no score of their own."""
        labels = [item.label for item in items]
        if self.plain:
            return labels
        return self.places(pair, labels, [item.source for item in items], [item.start for item in items], gold=gold)

    def places(
        self, pair: Pair, labels: Sequence[str], sources: Sequence[object], starts: Sequence[int], *, gold: bool = False
    ) -> Sequence[Cell]:
        """Where items are booked, from their labels, what they were made of, and where they begin."""
        columns = [[ONLY[axis, gold]] * len(labels) if (axis, gold) in ONLY else values(pair, labels, sources, axis) for axis in self.axes]
        if len(columns) == 1 and not self.paragraphs and self.axes != ("score",):
            return columns[0]
        paragraphs = pair.paragraphs(starts) if self.paragraphs else [""] * len(labels)
        return list(zip(paragraphs, zip(*columns, strict=True) if columns else repeat(()), strict=bool(columns)))

    def booked(self, gold: Cell, pred: Cell) -> tuple[Cell, Cell]:
        """Where a matched pair is booked: the predicted item under gold's value where it states none; the credit under its score."""
        if not isinstance(gold, tuple) or not isinstance(pred, tuple):
            return gold, pred or gold
        if "" not in pred[1] and "score" not in self.axes:
            return gold, pred
        place = self.axes.index("score") if "score" in self.axes else -1
        values_ = tuple(own if own or n == place else other for n, (own, other) in enumerate(zip(pred[1], gold[1], strict=True)))
        scored = tuple(pred[1][n] if n == place else own for n, own in enumerate(gold[1]))
        return (gold[0], scored), (pred[0], values_)

    def named(self, cell: Cell) -> Iterator[tuple[str, str]]:
        """The paragraph and the slices of a cell, the total among them as an empty name."""
        paragraph, labels = cell if isinstance(cell, tuple) else ("", (cell,) * len(self.axes))
        yield paragraph, ""
        for axis, own in zip(self.axes, labels, strict=True):
            if axis != "score":
                yield paragraph, f"{axis}={own or 'none'}"
            elif own:  # every threshold that it reaches; a gold item is there at all of them
                yield from ((paragraph, f"score=at least {tenths / 10}") for tenths in range(11) if own == ALL or float(own) >= tenths / 10)


ALL = "all"  # of gold items, whatever the threshold
ONLY = {("score", True): ALL, ("votes", False): ""}  # what one side alone has: the other's value there, by axis and whether gold
WORDS = frozenset({str, type(None)})
TOTAL = Slicing(())
KEPT = 1 << 12  # cells of a slicing whose names are kept


@lru_cache(maxsize=64)
def names(slicing: Slicing) -> Callable[[Cell], tuple[tuple[str, str], ...]]:
    """The paragraph and the slices of each cell of a slicing, kept: a few cells come again and again."""
    return lru_cache(maxsize=KEPT)(lambda cell: tuple(slicing.named(cell)))


def columns_of(slicing: Slicing, *counted: Mapping[Cell, float]) -> Iterator[Columns]:
    """Credits and numbers by cell as the columns of each slice; a slice is there if an item is."""
    if slicing == TOTAL:
        yield "", "", [[float(sum(cells.values()))] for cells in counted]
        return
    labels = counted[1].keys() | counted[3].keys()
    if slicing.plain and "none" not in labels:  # which is the name of no label too
        yield "", "", [[float(sum(cells.values()))] for cells in counted]
        for label in labels:
            yield "", f"type={label or 'none'}", [[float(cells.get(label, 0))] for cells in counted]
        return
    four: list[dict[tuple[str, str], float]] = [{}, {}, {}, {}]
    known = names(slicing)
    for column, cells in zip(four, counted, strict=True):
        for cell, number in cells.items():
            for name in known(cell):
                column[name] = column.get(name, 0.0) + number
    for name in four[1].keys() | four[3].keys() or {("", "")}:
        yield (*name, [[float(column.get(name, 0.0))] for column in four])


def values(pair: Pair, labels: Sequence[str], sources: Sequence[object], axis: str) -> list[str]:
    """The values of items on an axis, empty for none: labels for `type`, what stands before their point for `family`, else an attribute."""
    if axis == "document":
        return [pair.id] * len(labels)
    if axis == "type":
        return list(labels)
    if axis == "family":
        return list(map(family, labels))
    own: list[Any] = [getattr(source, axis, None) for source in sources]
    if WORDS.issuperset(map(type, own)):
        return [value or "" for value in own]
    return ["" if value is None else str(value) for value in own]
